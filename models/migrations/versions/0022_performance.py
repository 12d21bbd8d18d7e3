"""Performance completed: cascaded goals of units and people, final objections, development plans."""

from models.migrations import execute_file

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    """Execute the SQL file of this revision."""
    execute_file("0022_performance")
