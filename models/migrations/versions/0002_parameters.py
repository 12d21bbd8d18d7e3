"""The catalogue of what an agency may set for itself, and its guard over the values set."""

from alembic import op

from models.migrations import read_sql

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the catalogue, give local parameters a subject, and check them against the catalogue."""
    connection = op.get_bind().connection.driver_connection
    if connection is None:
        raise RuntimeError("migrations need a live connection")
    with connection.cursor() as cursor:
        cursor.execute(read_sql("0002_parameters"))
