"""The tables of the foundation, their functions and triggers."""

from alembic import op

from models.migrations import read_sql

revision = "0001"
down_revision = None

AREAS = ("reference", "organization", "people", "career", "performance", "training", "conduct", "stewardship")


def upgrade() -> None:
    """Create schemas, functions, tables by area, then triggers and the built-in roles of users."""
    run("0001_functions")
    for area in AREAS:
        run(f"0001_{area}")
    run("0001_triggers")


def run(name: str) -> None:
    """Execute a file of `sql/` as it stands (no parameters, so `%` and `:` mean themselves)."""
    connection = op.get_bind().connection.driver_connection
    if connection is None:
        raise RuntimeError("migrations need a live connection")
    with connection.cursor() as cursor:
        cursor.execute(read_sql(name))
