"""`merit build`: the marts, built, tested and published."""

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
def command(as_of: date | None) -> None:
    """Build the marts as of a date (default: today), test them, and publish them when every blocking test passes.

    Readers see the previous marts until the moment of publishing; a failed build changes nothing and says why.
    """
    from admin.cli.foreground import terminating_politely
    from admin.cli.progress import Progress
    from admin.settings import load_settings
    from admin.warehouse.build import build
    from admin.warehouse.preparation import forget_imports, prepare_warehouse
    from models.wording import split_languages

    settings, progress = load_settings(), Progress()
    database = prepare_warehouse(settings, progress)
    forget_imports(database.url, settings.imports_kept)
    with terminating_politely():
        result = build(settings, database, as_of=as_of, progress=progress)
    click.echo(
        f"Published build {result.build_id} in {result.seconds:.1f} s: "
        f"{result.tests_passed} tests passed, {result.tests_warned} warned."
    )
    for problem in result.problems:
        click.echo(f"  {split_languages(problem['message'])[1]}")
