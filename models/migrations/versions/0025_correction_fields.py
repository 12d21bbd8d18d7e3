"""Corrections of records do not name files: these come by their upload."""

from models.migrations import execute_file

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    """Execute the SQL file of this revision."""
    execute_file("0025_correction_fields")
