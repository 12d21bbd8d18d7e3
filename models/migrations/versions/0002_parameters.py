"""The catalogue of what an agency may set for itself, and its guard over the values set."""

from models.migrations import execute_file

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the catalogue, give local parameters a subject, and check them against the catalogue."""
    execute_file("0002_parameters")
