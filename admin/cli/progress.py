"""Progress lines of long commands, with the seconds since the command began."""

import re
import sys
import time

import click

COUNTED = re.compile(r"(\d+)/(\d+) ")
SECONDS_BETWEEN = 5.0  # between two counted steps, where lines cannot be overwritten


class Progress:
    """Print each step on stderr as it begins, so that stdout holds results only.

    Steps that count (`12/600 duk`) share one line on a terminal; in a log one of them is printed every few seconds.
    """

    def __init__(self) -> None:
        self.begun = time.monotonic()
        self._counted_at = 0.0
        self._is_overwriting = False

    def __call__(self, step: str) -> None:
        """Print one step."""
        line = f"{self.seconds:7.1f} s  {step}"
        count = COUNTED.match(step)
        if count and sys.stderr.isatty():
            self._overwrite(line)
        elif not count or self._is_due(is_last=count[1] == count[2]):
            self._end_line()
            click.echo(line, err=True)

    @property
    def seconds(self) -> float:
        """Seconds since the command began."""
        return time.monotonic() - self.begun

    def _is_due(self, is_last: bool) -> bool:
        if not is_last and self.seconds - self._counted_at < SECONDS_BETWEEN:
            return False
        self._counted_at = self.seconds
        return True

    def _overwrite(self, line: str) -> None:
        click.echo(f"\r\x1b[2K{line[:79]}", nl=False, err=True)
        self._is_overwriting = True

    def _end_line(self) -> None:
        if self._is_overwriting:
            click.echo(err=True)
            self._is_overwriting = False
