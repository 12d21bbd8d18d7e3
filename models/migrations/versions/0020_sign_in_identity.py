"""Which account of an identity provider is which user."""

from models.migrations import execute_file

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """Execute the SQL file of this revision."""
    execute_file("0020_sign_in_identity")
