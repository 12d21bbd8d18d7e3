"""Parameters about the records of employees."""

from models.migrations import execute_file

revision = "0024"
down_revision = "0022"


def upgrade() -> None:
    """Execute the SQL file of this revision."""
    execute_file("0024_people")
