"""Alembic migrations; the SQL of triggers, functions, policies and first tables stands in `sql/`."""

from pathlib import Path

FOLDER = Path(__file__).parent


def read_sql(name: str) -> str:
    """Return the text of `sql/<name>.sql`."""
    return (FOLDER / "sql" / f"{name}.sql").read_text(encoding="utf-8")


def execute_file(name: str) -> None:
    """Execute `sql/<name>.sql` as it stands (no parameters, so `%` and `:` mean themselves)."""
    from alembic import op

    connection = op.get_bind().connection.driver_connection
    if connection is None:
        raise RuntimeError("migrations need a live connection")
    with connection.cursor() as cursor:
        cursor.execute(read_sql(name))
