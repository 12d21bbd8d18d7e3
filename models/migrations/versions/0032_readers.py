"""Tokens of programs that read the marts, and files of more kinds."""

from models.migrations import execute_file

revision = "0032"
down_revision = "0035"


def upgrade() -> None:
    """Execute the SQL file of this revision."""
    execute_file("0032_readers")
