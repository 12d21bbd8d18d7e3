"""BI tools read the marts whole as one role, masked as another."""

from models.migrations import execute_file

revision = "0036"
down_revision = "0034"


def upgrade() -> None:
    """Execute the SQL file of this revision."""
    execute_file("0036_masked_readers")
