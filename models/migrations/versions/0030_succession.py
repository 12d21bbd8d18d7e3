"""Who is named to succeed in which seat."""

from models.migrations import execute_file

revision = "0030"
down_revision = "0036"


def upgrade() -> None:
    """Execute the SQL file of this revision."""
    execute_file("0030_succession")
