"""A unit and everything below it, as a part of other statements."""

from typing import Any

from sqlalchemy import Select, select

from models.organization import Unit


def select_below(unit: int) -> Select[Any]:
    """Return the statement of the numbers of a unit and of all units below it; an unknown unit is only itself."""
    below = select(Unit.id).where(Unit.id == unit).cte("below", recursive=True)
    below = below.union(select(Unit.id).join(below, Unit.parent_id == below.c.id))
    return select(below.c.id)
