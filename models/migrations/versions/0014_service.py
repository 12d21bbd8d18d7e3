"""Service points, satisfaction surveys and outreach; forums, meetings and their action items."""

from models.migrations import execute_file

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Execute the SQL file of this revision."""
    execute_file("0014_service")
