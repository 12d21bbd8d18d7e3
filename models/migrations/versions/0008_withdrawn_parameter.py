"""A local value that was entered by mistake can be withdrawn: it then never held, and stays in the history."""

from models.migrations import execute_file

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Execute the SQL file of this revision."""
    execute_file("0008_withdrawn_parameter")
