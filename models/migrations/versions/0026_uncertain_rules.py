"""Parameters may be about promotions: what the sources leave uncertain of them is an agency's to set."""

from models.migrations import execute_file

revision = "0026"
down_revision = "0029"


def upgrade() -> None:
    """Execute the SQL file of this revision."""
    execute_file("0026_uncertain_rules")
