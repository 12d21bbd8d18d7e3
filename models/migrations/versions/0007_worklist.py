"""The steward's worklist: what the data rules find, with a stable identity."""

from models.migrations import execute_file

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Execute the SQL file of this revision."""
    execute_file("0007_worklist")
