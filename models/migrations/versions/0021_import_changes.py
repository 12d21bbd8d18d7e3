"""What each row of a file would change in the stored one."""

from models.migrations import execute_file

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Execute the SQL file of this revision."""
    execute_file("0021_import_changes")
