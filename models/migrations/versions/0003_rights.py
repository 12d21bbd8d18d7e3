"""Who may see and change what: database roles, column grants and row-level security."""

from models.migrations import execute_file

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Execute the SQL files of this revision."""
    execute_file("0003_rights")
    execute_file("0003_policies")
