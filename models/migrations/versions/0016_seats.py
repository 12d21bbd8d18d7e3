"""What seats ask of their holders is dated."""

from models.migrations import execute_file

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Execute the SQL file of this revision."""
    execute_file("0016_seats")
