"""How posts are filled: vacancies, candidates, scores and appointment decisions."""

from models.migrations import execute_file

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Execute the SQL file of this revision."""
    execute_file("0015_merit")
