"""Training completed: grounds of sessions and what they cost, kinds of agreements and internships, who may say what."""

from models.migrations import execute_file

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Execute the SQL file of this revision."""
    execute_file("0018_training")
