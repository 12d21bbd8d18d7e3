"""Imports: batches, their rows, and the aliases of values learned once."""

from models.migrations import execute_file

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Execute the SQL file of this revision."""
    execute_file("0006_exchange")
