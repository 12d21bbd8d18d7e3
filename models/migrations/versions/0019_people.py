"""Requests to correct records, and generations of a family."""

from models.migrations import execute_file

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Execute the SQL files of this revision."""
    execute_file("0019_correction")
    execute_file("0019_family")
