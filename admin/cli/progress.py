"""Progress lines of long commands, with the seconds since the command began."""

import time

import click


class Progress:
    """Print each step on stderr as it begins, so that stdout holds results only."""

    def __init__(self) -> None:
        self.begun = time.monotonic()

    def __call__(self, step: str) -> None:
        """Print one step."""
        click.echo(f"{self.seconds:7.1f} s  {step}", err=True)

    @property
    def seconds(self) -> float:
        """Seconds since the command began."""
        return time.monotonic() - self.begun
