"""Attendance and leave: working hours, sheets, requests with their steps, and the ledger of leave."""

from models.migrations import execute_file

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Create the tables, then what they obey and who may see them."""
    execute_file("0013_attendance")
    execute_file("0013_attendance_rules")
