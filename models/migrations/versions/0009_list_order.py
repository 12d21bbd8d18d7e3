"""Indexes of the orders in which the panel lists large tables."""

from models.migrations import execute_file

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Execute the SQL file of this revision."""
    execute_file("0009_list_order")
