"""`merit build`: the marts, built, tested and published."""

from collections.abc import Callable
from datetime import date

import click

EARLIEST = date(1970, 1, 1)
YEARS_AHEAD = 5


class Day(click.ParamType[date]):
    """A day written as 2026-12-31, neither before anyone's career nor far beyond what is known."""

    name = "date"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Return the day, or say why the text is none."""
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day of the calendar; write it as 2026-12-31.", param, ctx)
        latest = date(date.today().year + YEARS_AHEAD, 12, 31)  # noqa: DTZ011  a bound, not a date of record
        if not EARLIEST <= day <= latest:
            self.fail(f"{value} is out of range; choose a day from {EARLIEST} to {latest}.", param, ctx)
        return day


@click.command()
@click.option("--as-of", type=Day(), metavar="DATE", help="State of the data on a day, as 2026-12-31.")
@click.option(
    "--known-on",
    metavar="WHEN",
    help='From the records as known then: a build\'s number, a day, or "2026-12-31 14:00". Nothing is published.',
)
def command(as_of: date | None, known_on: str | None) -> None:
    """Build the marts as of a date (default: today), test them, and publish them when every blocking test passes.

    Readers see the previous marts until the moment of publishing; a failed build changes nothing and says why.

    With --known-on an earlier build, or any pair of dates, is derived once more beside the published marts, in a schema
    of its own that the same people may read; the newest five of them are kept.
    """
    from admin.cli.foreground import terminating_politely
    from admin.cli.progress import Progress
    from admin.settings import load_settings
    from admin.warehouse.build import build
    from admin.warehouse.preparation import forget_imports, prepare_warehouse
    from models.wording import split_languages

    settings, progress = load_settings(), Progress()
    database = prepare_warehouse(settings, progress)
    if known_on is not None:
        with terminating_politely():
            _repeat(database.url, known_on, as_of, progress)
        return
    forget_imports(database.url, settings.imports_kept)
    with terminating_politely():
        result = build(settings, database, as_of=as_of, progress=progress)
    click.echo(
        f"Published build {result.build_id} in {result.seconds:.1f} s: "
        f"{result.tests_passed} tests passed, {result.tests_warned} warned."
    )
    for problem in result.problems:
        click.echo(f"  {split_languages(problem['message'])[1]}")


def _repeat(url: str, known_on: str, as_of: date | None, progress: Callable[[str], None]) -> None:
    from admin.warehouse.history.repetition import repeat

    made = repeat(url, known_on, as_of, progress)
    moment = made.repetition.moment
    click.echo(f"Derived {made.rows:,} rows as of {made.repetition.as_of}, as known at {moment.name}: {made.schema}")
    if made.same_rules is False:
        click.echo(f"  The rules are not those of {moment.name}: differences may come of them.")
