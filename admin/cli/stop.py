"""`merit stop`: the panel and the embedded server."""

import os
import signal
import time
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from admin.settings import Settings

SECONDS = 60


@click.command()
def command() -> None:
    """Stop the panel of this home, if `up` or `demo` serves it, and the embedded database server."""
    from admin.settings import load_settings
    from admin.warehouse.server import find_server, stop_server

    settings = load_settings()
    was_serving = settings.database_url is None and find_server(settings) is not None
    stopped = ["the panel"] if stop_panel(settings) else []
    if was_serving:
        stop_server(settings)  # the panel has done it already, unless there was none
        stopped.append("the database server")
    click.echo(f"Stopped {' and '.join(stopped)}." if stopped else "Nothing was running.")


def stop_panel(settings: "Settings") -> bool:
    """Ask the running panel to stop and wait until it has; False when none was running.

    Raises:
        MeritError: it belongs to another user, or was still running after a minute.
    """
    from admin.cli.foreground import find_panel
    from admin.errors import MeritError

    panel = find_panel(settings)
    if panel is None:
        return False
    try:
        os.kill(panel["pid"], signal.SIGTERM)
    except PermissionError as error:
        raise MeritError(
            f"The panel (process {panel['pid']}) was started by another user.", "Run `merit stop` as that user."
        ) from error
    except ProcessLookupError:
        return True
    deadline = time.monotonic() + SECONDS
    while find_panel(settings) is not None:
        if time.monotonic() > deadline:
            raise MeritError(
                f"The panel (process {panel['pid']}) did not stop within {SECONDS} seconds.",
                f"End it with: kill -9 {panel['pid']}",
            )
        time.sleep(0.05)
    return True
