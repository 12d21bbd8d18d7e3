"""One cell: how a value is written into a file, and how text that looks like a formula is made harmless."""

import json
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from admin.panel.language import clock, language, pick

FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would calculate or hide a formula behind
LONGEST_CELL: Final = 32_767  # what a cell of Excel holds

Plain = str | int | float | Decimal | date | None


def flatten(value: Any) -> Plain:
    """Return the value as text, number or day: what every kind of file can hold."""
    match value:
        case None:
            return None
        case bool():
            return YES_NO[language()][value]
        case Enum():
            return str(value.value)
        case datetime():
            return value.astimezone(clock()).isoformat(sep=" ")
        case list() | tuple():
            return "; ".join(str(flatten(item)) for item in value)
        case {"message": str() as message}:
            return pick(message)
        case dict():
            return json.dumps(value, ensure_ascii=False)
        case str() | int() | float() | Decimal() | date():
            return value
    return str(value)


def write_text(value: Plain) -> str:
    """Write a value for a text file; numbers with the decimal mark of the reader's language, text made harmless."""
    match value:
        case None:
            return ""
        case str():
            return neutralise(value)
        case date():
            return value.isoformat()
        case Decimal():
            return _mark(format(value, "f"))
        case float():
            return _mark(repr(value))
    return str(value)


def neutralise(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would calculate, and before text that only looks so marked."""
    return f"'{text}" if text.lstrip("'").startswith(FORMULAS) else text


def restore(text: str) -> str:
    """Return the text that `neutralise` made harmless."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(FORMULAS) else text


YES_NO: Final = {"id": ("Tidak", "Ya"), "en": ("No", "Yes")}


def _mark(number: str) -> str:
    return number.replace(".", ",") if language() == "id" else number
