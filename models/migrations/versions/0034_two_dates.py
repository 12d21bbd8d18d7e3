"""A build can be repeated: what it had read is remembered, and what issues of the worklist were before."""

from models.migrations import execute_file

revision = "0034"
down_revision = "0032"


def upgrade() -> None:
    """Execute the SQL file of this revision."""
    execute_file("0034_two_dates")
