"""A queue of jobs, and what the nightly comparisons of the live marts found."""

from alembic import op
from procrastinate.schema import SchemaManager

from models.migrations import execute_file

revision = "0033"
down_revision = "0031"


def upgrade() -> None:
    """Let the library make its tables in a schema of their own, then execute the SQL file of this revision."""
    connection = op.get_bind().connection.driver_connection
    if connection is None:
        raise RuntimeError("migrations need a live connection")
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA jobs; SET LOCAL search_path = jobs, pg_catalog")
        cursor.execute(SchemaManager.get_schema())
        cursor.execute("SET LOCAL search_path TO DEFAULT")
    execute_file("0033_jobs")
