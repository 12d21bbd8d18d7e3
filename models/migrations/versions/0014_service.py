"""Service points, satisfaction surveys and outreach; forums, meetings and their action items."""

from models.migrations import execute_file

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Create the tables of each area with what they obey and who may see them."""
    execute_file("0014_service")
    execute_file("0014_engagement")
