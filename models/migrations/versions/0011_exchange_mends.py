"""Imports: one at a time for a table, fingerprints of what a check found, and an end for what nobody stores."""

from models.migrations import execute_file

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Execute the SQL file of this revision."""
    execute_file("0011_exchange_mends")
