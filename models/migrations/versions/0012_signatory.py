"""Who signs the official lists of an agency."""

from models.migrations import execute_file

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Execute the SQL file of this revision."""
    execute_file("0012_signatory")
