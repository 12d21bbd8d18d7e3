"""The order of a list, and how to go on from a row in it: a deep page costs no more than the first."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, cast, false, literal, nulls_first, nulls_last, or_, select

from admin.panel.errors import BadRequestError
from admin.panel.language import translate as _
from models.base import Record

LONGEST_MARK = 4_000


@dataclass(frozen=True)
class SortKey:
    """One column that a list is sorted by; empty values come last in either direction."""

    column: ColumnElement[Any]
    is_descending: bool
    may_be_empty: bool

    def order(self, is_reversed: bool = False) -> ColumnElement[Any]:
        """Return the term of ORDER BY; one without NULLS where there are none, because indexes are made that way."""
        term: ColumnElement[Any] = self.column.desc() if self.is_descending != is_reversed else self.column.asc()
        if not self.may_be_empty:
            return term
        placed: ColumnElement[Any] = nulls_first(term) if is_reversed else nulls_last(term)
        return placed

    def equals(self, value: Any) -> ColumnElement[bool]:
        """Return the condition that a row has this value."""
        return self.column.is_(None) if value is None else self.column == value

    def is_beyond(self, value: Any, is_reversed: bool) -> ColumnElement[bool]:
        """Return the condition that a row comes after those with this value."""
        if value is None:
            return self.column.is_not(None) if is_reversed else false()
        found: ColumnElement[bool] = self.column < value if self.is_descending != is_reversed else self.column > value
        return or_(found, self.column.is_(None)) if self.may_be_empty and not is_reversed else found

    def is_not_before(self, value: Any, is_reversed: bool) -> ColumnElement[bool] | None:
        """Return the plain bound that an index can start at, if there is one."""
        if value is None or (self.may_be_empty and not is_reversed):
            return None
        bound: ColumnElement[bool] = self.column <= value if self.is_descending != is_reversed else self.column >= value
        return bound


def apply_order(stmt: Select[Any], keys: Sequence[SortKey], is_reversed: bool = False) -> Select[Any]:
    """Sort a statement, or sort it backwards."""
    return stmt.order_by(*(key.order(is_reversed) for key in keys))


def start_after(keys: Sequence[SortKey], mark: str, is_reversed: bool = False) -> ColumnElement[bool]:
    """Return the condition that a row comes after the one that `mark` was made of, or before it when reversed.

    Raises:
        BadRequestError: the mark is none of a list sorted like this.
    """
    values = [
        None if text is None else cast(literal(text, String), key.column.type)
        for key, text in zip(keys, _read_mark(mark, len(keys)), strict=True)
    ]
    ways: list[ColumnElement[bool]] = []
    same: list[ColumnElement[bool]] = []
    for key, value in zip(keys, values, strict=True):
        ways.append(and_(*same, key.is_beyond(value, is_reversed)))
        same.append(key.equals(value))
    bound = keys[0].is_not_before(values[0], is_reversed)
    return or_(*ways) if bound is None else and_(bound, or_(*ways))


def select_around(page: Select[Any], model: type[Record], keys: Sequence[SortKey], is_reversed: bool) -> Select[Any]:
    """Return the statement of the whole rows of a `page`, which selects nothing but keys and the columns sorted by.

    What a list shows is so joined to the rows of one page, and not to all that PostgreSQL sorts or skips for it. Marks
    are made of what comes after the row: the sorted columns as text.
    """
    columns = [key.column.label(f"key_{place}") for place, key in enumerate(keys)]
    found = page.with_only_columns(model.id.label("id"), *columns).subquery("page")
    found_keys = [replace(key, column=found.c[column.name]) for key, column in zip(keys, columns, strict=True)]
    marks = [cast(found.c[column.name], String) for column in columns]
    rows: Select[Any] = select(model).add_columns(*marks)
    return apply_order(rows.join(found, found.c.id == model.id), found_keys, is_reversed)


def write_mark(values: Sequence[str | None]) -> str:
    """Return the mark of a row for an address, from what `select_marks` selected."""
    written = json.dumps(list(values), ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(written.encode()).decode().rstrip("=")


def _read_mark(mark: str, count: int) -> list[str | None]:
    try:
        read = json.loads(base64.b64decode(mark + "=" * (-len(mark) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError):
        read = None
    is_mark = isinstance(read, list) and len(read) == count and len(mark) <= LONGEST_MARK
    if not is_mark or not all(item is None or (isinstance(item, str) and "\x00" not in item) for item in read):
        raise BadRequestError(damaged())
    return list(read)


def damaged() -> str:
    """Return the sentence for an address whose mark makes no sense."""
    return _("The address of this page is damaged. Start again from the first page of the list.")
