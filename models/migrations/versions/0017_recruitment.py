"""Recruitment: rounds, their stages, formations, applicants, and how far each applicant came."""

from models.migrations import execute_file

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Execute the SQL file of this revision."""
    execute_file("0017_recruitment")
