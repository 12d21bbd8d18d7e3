"""Who may see and change what: database roles, column grants and row-level security."""

from models.migrations import execute_file

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Execute the SQL file of this revision."""
    execute_file("0003_rights")
