"""Sessions kept by the server, throttling of sign-in, and one-time links."""

from models.migrations import execute_file

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Execute the SQL file of this revision."""
    execute_file("0005_sign_in")
