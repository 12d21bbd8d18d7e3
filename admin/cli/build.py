"""`merit build`: the marts, built, tested and published."""

from datetime import datetime

import click


@click.command()
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="State of the data, as 2026-12-31.")
def command(as_of: datetime | None) -> None:
    """Build the marts as of a date (default: today), test them, and publish them when every blocking test passes.

    Readers see the previous marts until the moment of publishing; a failed build changes nothing and says why.
    """
    from admin.cli.progress import Progress
    from admin.settings import load_settings
    from admin.warehouse.build import build
    from admin.warehouse.preparation import prepare_warehouse

    settings, progress = load_settings(), Progress()
    database = prepare_warehouse(settings, progress)
    result = build(settings, database, as_of=as_of.date() if as_of else None, progress=progress)
    click.echo(
        f"Published build {result.build_id} in {result.seconds:.1f} s: "
        f"{result.tests_passed} tests passed, {result.tests_failed} failed."
    )
    for problem in result.problems:
        click.echo(f"  {problem}")
