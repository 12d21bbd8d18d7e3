"""Attendance and leave: working hours, sheets, requests with their steps, and the ledger of leave."""

from models.migrations import execute_file

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Execute the SQL file of this revision."""
    execute_file("0013_attendance")
