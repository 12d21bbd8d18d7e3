"""Days as people type them and as a field shows them: day, month, year, whatever the browser's own language is.

Why there is no `<input type="date">` on a page: docs/decisions/0020-typed-days.md.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final

from babel.dates import get_month_names

from admin.panel.language import LANGUAGES
from admin.panel.language import translate as _

FIRST_YEAR, LAST_YEAR = 1900, 2200
LONGEST: Final = 40

YEAR_FIRST: Final = re.compile(r"(?P<y>[0-9]{4})([-/.])(?P<m>[0-9]{1,2})\2(?P<d>[0-9]{1,2})")
DAY_FIRST: Final = re.compile(r"(?P<d>[0-9]{1,2}) ?[-/. ] ?(?P<m>[0-9]{1,2}) ?[-/. ] ?(?P<y>[0-9]{4})")
IN_WORDS: Final = re.compile(r"(?P<d>[0-9]{1,2})[-/. ]{1,2}(?P<m>[a-z]{3,10})[-/., ]{1,2}(?P<y>[0-9]{4})")
MONTH_FIRST: Final = re.compile(r"(?P<m>[a-z]{3,10})\.? (?P<d>[0-9]{1,2}),? (?P<y>[0-9]{4})")
# Phones show a keyboard of digits alone. Which end the year stands at is never in doubt: read the other way round,
# eight digits that are a day have a year before 1900.
DIGITS_DAY_FIRST: Final = re.compile(r"(?P<d>[0-9]{2})(?P<m>[0-9]{2})(?P<y>(?:19|2[0-9])[0-9]{2})")
DIGITS_YEAR_FIRST: Final = re.compile(r"(?P<y>(?:19|2[0-2])[0-9]{2})(?P<m>[0-9]{2})(?P<d>[0-9]{2})")
FORMS: Final = (YEAR_FIRST, DAY_FIRST, IN_WORDS, MONTH_FIRST, DIGITS_DAY_FIRST, DIGITS_YEAR_FIRST)
ALSO_WRITTEN: Final = {"pebruari": 2, "peb": 2, "agt": 8, "ags": 8, "agst": 8, "sept": 9, "nopember": 11, "nop": 11}


@dataclass(frozen=True)
class TypedDay:
    """A day that an address or a form may give: what was typed, the day it means, or why it means none."""

    typed: str = ""
    day: date | None = None
    error: str = ""

    @property
    def shown(self) -> str:
        """What stands in the field: the day as the page writes it, else what was typed."""
        return write_day(self.day) if self.day is not None else self.typed


NO_DAY: Final = TypedDay()


def read_typed_day(sent: Mapping[str, Any], name: str) -> TypedDay:
    """Read a day from an address or a form; what is empty or missing is no day and no mistake."""
    typed = str(sent.get(name, "")).strip()
    try:
        return TypedDay(typed, parse_day(typed) if typed else None)
    except ValueError as refusal:
        return TypedDay(typed.replace("\x00", "\ufffd"), error=str(refusal))


def parse_day(text: str) -> date:
    """Return the day of the calendar that a person means, in any form that can be read in one way only.

    12/04/1987, 12-4-1987, 12.04.1987, 12041987, 12 April 1987, April 12, 1987, 1987-04-12 and 19870412 are one day.

    Raises:
        ValueError: with the sentence shown beside the field.
    """
    found = next((match for form in FORMS if (match := form.fullmatch(text.lower()))), None)
    month = _read_month(found["m"]) if found else None
    if not found or month is None:
        raise ValueError(_("Write a date as day/month/year, for example 12/04/1987."))
    year, day = int(found["y"]), int(found["d"])
    try:
        meant = date(year, month, day)
    except ValueError:
        raise ValueError(_("This date does not exist in the calendar.")) from None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(_("The year must lie between %(first)s and %(last)s.", first=FIRST_YEAR, last=LAST_YEAR))
    return meant


def write_day(day: date) -> str:
    """Write a day as a field shows it: 12/04/1987, in both languages."""
    return f"{day:%d/%m}/{day.year:04}"


def _read_month(written: str) -> int | None:
    """Return the number of a month, None when no month has that name."""
    return int(written) if written.isdigit() else _month_names().get(written)


@cache
def _month_names() -> dict[str, int]:
    return dict(_list_months()) | ALSO_WRITTEN


def _list_months() -> Iterator[tuple[str, int]]:
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for month, name in get_month_names(width, locale=language).items():
                yield name.lower(), month
