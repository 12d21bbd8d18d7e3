"""`merit diff`: what differs between the marts of two builds or dates, and because of which edits."""

import csv
import sys
from datetime import date

import click

from admin.cli.build import Day


@click.command()
@click.argument("before")
@click.argument("after", default="now")
@click.option("--as-of", type=Day(), metavar="DATE", help="The day of both; default: each build's own.")
@click.option("--mart", "marts", multiple=True, metavar="NAME", help="Only this mart; may be given again.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="Most people, and rows of each.")
@click.option("--format", "form", type=click.Choice(["text", "csv"]), default="text", show_default=True)
@click.option("--language", type=click.Choice(["id", "en"]), default="id", show_default=True, help="Of the text.")
def command(
    before: str, after: str, as_of: date | None, marts: tuple[str, ...], limit: int, form: str, language: str
) -> None:
    """Tell which rows of the marts differ between BEFORE and AFTER, and which edits became known in between.

    Each is the number of a build, a day (as known at its end), an instant as "2026-12-31 14:00", or now. Both are
    derived anew from the records as they were known, by the rules of now; what readers see stays as it is.
    """
    from admin.cli.foreground import terminating_politely
    from admin.cli.progress import Progress
    from admin.settings import load_settings
    from admin.warehouse.history.differences import compare_moments
    from admin.warehouse.history.telling import COLUMNS, DifferenceTeller, list_cells
    from admin.warehouse.preparation import prepare_warehouse

    progress = Progress()
    database = prepare_warehouse(load_settings(), progress)
    with terminating_politely():
        found = compare_moments(database.url, before, after, as_of, marts, progress)
    if form == "csv":
        writer = csv.DictWriter(sys.stdout, COLUMNS)
        writer.writeheader()
        writer.writerows(list_cells(found))
        return
    for line in DifferenceTeller(found, "en" if language == "en" else "id", limit).write_lines():
        click.echo(line)
