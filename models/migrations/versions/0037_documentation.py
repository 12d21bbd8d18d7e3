"""Readers of marts read what the published models are."""

from models.migrations import execute_file

revision = "0037"
down_revision = "0038"


def upgrade() -> None:
    """Execute the SQL file of this revision."""
    execute_file("0037_documentation")
