"""A mart's rows narrowed by the address: `grade_code=III/b`, `next_on=2026-12`, `under=12` (a unit and all below it).

Several values are divided by `|`, and `-` is no value at all; a day's month is enough, `<2026-11` is any day before
it, and `>2026-10-30` any later day, or none yet. Every figure of a dashboard leads to the rows behind it by such an
address; search, sort and download go on from there.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, String, cast, func, or_
from starlette.datastructures import QueryParams

from admin.panel.errors import BadRequestError
from admin.panel.filters import EMPTY
from admin.panel.language import pick
from admin.panel.received import read_key
from admin.panel.units import select_below

UNDER: Final = "under"
UNIT: Final = "unit_id"
LONGEST: Final = 200
BETWEEN: Final = "|"
WHOLE: Final = frozenset({"bigint", "integer", "smallint"})
BEFORE: Final = "<"
AFTER: Final = ">"
DAY_OR_MONTH: Final = re.compile(r"[<>]?(?P<month>\d{4}-\d{2})(?P<day>-\d{2})?", re.ASCII)
UNKNOWN: Final = "Saringan ini tidak dikenal. | This filter is not known."


@dataclass(frozen=True)
class Narrowing:
    """One condition on a mart's rows: a column and what it may be; or a unit."""

    name: str
    value: str
    kind: str

    def condition(self, columns: Any) -> ColumnElement[bool]:
        """Return the condition on the columns of a mart."""
        if self.name == UNDER:
            return columns[UNIT].in_(select_below(int(self.value)))  # type: ignore[no-any-return]
        written = columns[self.name]
        if self.kind == "date":
            day = func.to_char(written, "YYYY-MM-DD")
            if self.value.startswith(AFTER):
                return or_(day > self.value[1:], written.is_(None))
            return day < self.value[1:] if self.value.startswith(BEFORE) else day.startswith(self.value)
        values = self.value.split(BETWEEN)
        if self.kind in WHOLE and all(map(read_key, values)):  # so that an index helps
            return written.in_([int(value) for value in values])  # type: ignore[no-any-return]
        found = (written if self.kind == "text" else cast(written, String)).in_(values)
        return or_(found, written.is_(None)) if EMPTY in values else found


def read_narrowings(params: QueryParams, kinds: Mapping[str, str]) -> list[Narrowing]:
    """Return the conditions that an address asks for, in its order.

    Args:
        kinds: the type of every column of the mart, as PostgreSQL calls it.

    Raises:
        BadRequestError: a value that no row can have, or a unit where the mart has none.
    """
    asked = {name: value for name, value in params.items() if value and (name in kinds or name == UNDER)}
    for name, value in asked.items():
        if name == UNDER:
            makes_sense = UNIT in kinds and read_key(value) is not None
        else:
            makes_sense = value.isprintable() and len(value) <= LONGEST
            makes_sense = makes_sense and (kinds[name] != "date" or _is_day_or_month(value))
        if not makes_sense:
            raise BadRequestError(pick(UNKNOWN))
    return [Narrowing(name, value, kinds.get(name, "")) for name, value in asked.items()]


def _is_day_or_month(written: str) -> bool:
    """Whether the calendar has the day or the month that somebody wrote; after a month there is nothing to ask."""
    found = DAY_OR_MONTH.fullmatch(written)
    if found is not None and written.startswith(AFTER) and not found["day"]:
        return False
    try:
        return found is not None and bool(date.fromisoformat(found["month"] + (found["day"] or "-01")))
    except ValueError:
        return False
