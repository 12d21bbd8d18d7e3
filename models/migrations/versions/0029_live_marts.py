"""The live marts hear of every change, and tell how fresh they are."""

from models.migrations import execute_file

revision = "0029"
down_revision = "0025"


def upgrade() -> None:
    """Execute the SQL file of this revision."""
    execute_file("0029_live_marts")
