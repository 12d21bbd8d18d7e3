"""The tables of the foundation, their functions and triggers."""

from models.migrations import execute_file

revision = "0001"
down_revision = None

AREAS = ("reference", "organization", "people", "career", "performance", "training", "conduct", "stewardship")


def upgrade() -> None:
    """Create schemas, functions, tables by area, then triggers and the built-in roles of users."""
    execute_file("0001_functions")
    for area in AREAS:
        execute_file(f"0001_{area}")
    execute_file("0001_triggers")
