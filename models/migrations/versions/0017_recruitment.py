"""Recruitment: rounds, their stages, formations, applicants, and how far each applicant came."""

from models.migrations import execute_file

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Create the tables, then what they obey and who may see them."""
    execute_file("0017_recruitment")
    execute_file("0017_recruitment_rules")
