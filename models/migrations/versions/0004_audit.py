"""The audit: every change of every row, written by triggers in the same transaction."""

from models.migrations import execute_file

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Execute the SQL file of this revision."""
    execute_file("0004_audit")
