"""Requests to correct records."""

from models.migrations import execute_file

revision = "0019"
down_revision = "0015"


def upgrade() -> None:
    """Execute the SQL file of this revision."""
    execute_file("0019_correction")
