"""From nothing to a database that has Merit's tables and code lists: what most commands need first."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from admin.settings import Settings

if TYPE_CHECKING:
    from admin.warehouse.database import Database


def prepare_warehouse(settings: Settings, progress: Callable[[str], None]) -> "Database":
    """Start the server when it is down, migrate, and load the code lists; quick when nothing is new.

    Raises:
        MeritError: the database cannot be reached, is of a newer Merit, or a code list is wrong.
    """
    from admin.warehouse.codes import load_codes
    from admin.warehouse.database import ensure_database
    from admin.warehouse.migrate import expected_revision, migrate, schema_revision

    database = ensure_database(settings, progress)
    if schema_revision(database.url) != expected_revision():
        progress("Migrating the schema")
    migrate(database.url)
    load_codes(database.url)
    return database


def forget_imports(url: str, age: timedelta) -> int:
    """Delete the rows of uploads that nobody stored for so long, and return how many there were."""
    import psycopg

    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT stewardship.forget_imports(%s)", [age]).fetchone()
    assert row is not None
    return int(row[0])
