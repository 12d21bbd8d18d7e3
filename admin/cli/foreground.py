"""The panel in the foreground: its port held from the start, its database server stopped at the end."""

import fcntl
import json
import logging
import os
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from admin.cli.progress import Progress
from admin.errors import MeritError
from admin.privacy import strip_address
from admin.settings import Settings

if TYPE_CHECKING:
    import uvicorn
    from starlette.types import ASGIApp

SECONDS_BETWEEN_LOOKS = 1.0  # at the database server's pid file
LINK_LIFE = "It works once, within 24 hours."
SECONDS_TO_FINISH = 5  # what requests under way get after Ctrl-C


def panel_address(settings: Settings) -> str:
    """Return the address a browser on this machine uses."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.host, settings.host)  # noqa: S104
    return f"http://{f'[{host}]' if ':' in host else host}:{settings.port}/admin"


def link_address(settings: Settings, code: str) -> str:
    """Return a one-time link; what stands behind `#` is never sent to a server, so that no log or proxy learns it."""
    return f"{settings.public_address or panel_address(settings)}/start#{code}"


@contextmanager
def hold_panel(settings: Settings) -> Iterator[socket.socket]:
    """Claim the home's panel and its port before any long work; yield the bound socket.

    Raises:
        MeritError: a panel of this home is running already, or the port is busy.
    """
    path = settings.prepare_home() / "panel.json"
    with open(path, "a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            panel = find_panel(settings) or {"pid": "unknown", "address": "another address"}
            raise MeritError(
                f"The panel of this home already runs at {panel['address']} (process {panel['pid']}).",
                "Use it, or stop it with `merit stop`.",
            ) from None
        with _bind(settings) as listener:
            file.truncate(0)
            file.write(json.dumps({"pid": os.getpid(), "address": panel_address(settings)}))
            file.flush()
            try:
                yield listener
            finally:
                file.truncate(0)


def find_panel(settings: Settings) -> dict[str, Any] | None:
    """Return `pid` and `address` of this home's running panel, or None; the lock tells, not the file's text."""
    path: Path = settings.home / "panel.json"
    try:
        with open(path) as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                panel: dict[str, Any] = json.loads(file.read())
                return panel
    except (OSError, ValueError):
        pass
    return None


@contextmanager
def stop_database_at_end(settings: Settings, progress: Progress) -> Iterator[None]:
    """Treat SIGTERM and SIGHUP like Ctrl-C, and stop the embedded server however the block ends."""
    before = {
        signal.SIGTERM: signal.signal(signal.SIGTERM, _interrupt),
        signal.SIGHUP: signal.signal(signal.SIGHUP, _terminate),
    }
    try:
        yield
    finally:
        ignored = {name: signal.signal(name, signal.SIG_IGN) for name in (*before, signal.SIGINT)}
        if settings.database_url is None:
            from admin.warehouse.server import stop_server

            progress("Stopping the database server")
            stop_server(settings)
        for name, handler in (ignored | before).items():
            signal.signal(name, handler)


@contextmanager
def terminating_politely() -> Iterator[None]:
    """Treat SIGTERM like Ctrl-C while the block lasts, so that what was begun is marked as stopped."""
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def watch_database(settings: Settings, progress: Progress) -> Iterator[None]:
    """Start the embedded server again whenever it is found dead, as long as the block lasts."""
    if settings.database_url is not None:
        yield
        return
    ended = threading.Event()
    watcher = threading.Thread(target=_restart_when_dead, args=(settings, progress, ended), daemon=True)
    watcher.start()
    try:
        yield
    finally:
        ended.set()
        watcher.join()


def _restart_when_dead(settings: Settings, progress: Progress, ended: threading.Event) -> None:
    from admin.warehouse.server import find_server, start_server

    while not ended.wait(SECONDS_BETWEEN_LOOKS):
        if find_server(settings) is None:
            progress("The database server has died")
            try:
                start_server(settings, progress)
            except MeritError as error:
                progress(str(error))


def serve(settings: Settings, app: "ASGIApp", listener: socket.socket, welcome: list[str]) -> None:
    """Serve the panel until Ctrl-C or SIGTERM; print `welcome` once it answers.

    Raises:
        MeritError: the panel did not start.
    """
    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                for line in welcome:
                    click.echo(line)

    server = Server(configure_server(app, settings.log_level))
    with suppress(KeyboardInterrupt):  # uvicorn raises the signal once more after it has shut down
        server.run(sockets=[listener])
    if not server.started:
        raise MeritError("The panel did not start.", "The lines above say why.")


def configure_server(app: "ASGIApp", log_level: str) -> "uvicorn.Config":
    """Return how an application is served: no level of the log holds what somebody searched for."""
    import uvicorn

    config = uvicorn.Config(
        app,
        log_level=log_level,
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
        server_header=False,
        proxy_headers=False,  # the application believes only MERIT_TRUSTED_PROXIES
    )
    logging.getLogger("uvicorn.access").addFilter(_strip_access)  # adding it again changes nothing
    return config


def _strip_access(record: logging.LogRecord) -> bool:
    """Leave in a line of the access log nothing that tells of people: address, method, path, version, status."""
    if isinstance(record.args, tuple) and len(record.args) > 2:
        address, method, path, *rest = record.args
        record.args = (address, method, strip_address(str(path)), *rest)
    return True


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _terminate(_number: int, _frame: FrameType | None) -> None:
    signal.raise_signal(signal.SIGTERM)  # which uvicorn understands while it serves


def _bind(settings: Settings) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise MeritError(
            f"MERIT_HOST is {settings.host!r}, which is no address of this machine: {error.strerror}.",
            "Use 127.0.0.1, or 0.0.0.0 for every network.",
        ) from error
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
    except OSError as error:
        listener.close()
        raise MeritError(
            f"Port {settings.port} of {settings.host} cannot be used: {error.strerror}.",
            "Stop the program that uses it, or set MERIT_PORT to another port.",
        ) from error
    return listener
