"""The worklist lists the changes that the live marts cannot hold."""

from models.migrations import execute_file

revision = "0031"
down_revision = "0026"


def upgrade() -> None:
    """Execute the SQL file of this revision."""
    execute_file("0031_parked_changes")
