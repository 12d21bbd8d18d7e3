"""Mends of the rights: shared decrees, references out of reach, the last administrator, imported cells, sight."""

from models.migrations import execute_file

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Execute the SQL file of this revision."""
    execute_file("0010_rights_mends")
