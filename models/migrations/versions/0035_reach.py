"""Officers over large units find their people three times as fast."""

from models.migrations import execute_file

revision = "0035"
down_revision = "0033"


def upgrade() -> None:
    """Execute the SQL file of this revision."""
    execute_file("0035_reach")
