"""Which rows of the marts moved, when, and because of which edit."""

from models.migrations import execute_file

revision = "0038"
down_revision = "0030"


def upgrade() -> None:
    """Execute the SQL file of this revision."""
    execute_file("0038_change_feed")
