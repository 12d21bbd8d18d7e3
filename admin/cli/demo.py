"""`merit demo`: a synthetic city, its marts, and the panel."""

from datetime import date
from typing import TYPE_CHECKING

import click

from admin.cli.build import Day

if TYPE_CHECKING:
    from admin.cli.progress import Progress
    from admin.settings import Settings
    from admin.warehouse.database import Database


@click.command()
@click.option(
    "--employees", type=click.IntRange(50, 100_000), default=5000, show_default=True, help="Size of the city."
)
@click.option(
    "--seed", type=click.IntRange(0, 2**31 - 1), default=1, show_default=True, help="Same seed and day, same city."
)
@click.option("--as-of", type=Day(), metavar="DATE", help="Day the city is made for and first built on; default today.")
def command(employees: int, seed: int, as_of: date | None) -> None:
    """Serve the panel like `up`, on a synthetic city.

    The city is created when the database holds no employee yet, and the marts are built when none are published;
    a second run finds everything in place. The user `admin` has the password MERIT_ADMIN_PASSWORD, or else one that is
    made and printed once.
    """
    from admin.cli.panel import run_panel

    def fill(settings: "Settings", database: "Database", progress: "Progress") -> None:
        fill_city(database, employees, seed, progress, as_of)
        build_marts(settings, database, progress, as_of)

    run_panel(fill)


def fill_city(database: "Database", employees: int, seed: int, progress: "Progress", as_of: date | None = None) -> None:
    """Create the synthetic city, unless there are employees already."""
    from admin.warehouse.city import create_city
    from admin.warehouse.overview import has_employees

    if has_employees(database.url):
        progress("The database holds employees already: they stay as they are")
        return
    progress(f"Creating a city of {employees:,} employees")
    create_city(database.url, employees=employees, seed=seed, as_of=as_of, progress=progress)


def build_marts(settings: "Settings", database: "Database", progress: "Progress", as_of: date | None = None) -> None:
    """Build and publish the marts, unless some are published already."""
    from admin.warehouse.build import build
    from admin.warehouse.overview import has_published_marts

    if has_published_marts(database.url):
        return
    progress("Building the marts")
    result = build(settings, database, as_of=as_of, progress=progress)
    progress(f"Published build {result.build_id}: {result.tests_passed} tests passed")
