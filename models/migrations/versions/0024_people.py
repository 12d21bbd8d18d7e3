"""Parameters about the records of employees, and days as what a number counts."""

from models.migrations import execute_file

revision = "0024"
down_revision = "0021"


def upgrade() -> None:
    """Execute the SQL file of this revision."""
    execute_file("0024_people")
