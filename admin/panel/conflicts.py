"""Two people changed one row: what stood there, what is stored now, by whom and when, and what was typed here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from admin.panel.attributes import Attribute
from admin.panel.display import show_value
from admin.panel.forms import RecordField, RecordForm
from admin.panel.history_search import find_changes_since
from admin.panel.history_telling import Names, name_author, name_rows, read_stored
from models.base import Record
from models.types import Choice

UNKNOWN: Final = object()


class Side(Choice):
    """Who changed a column since both people started from the same row."""

    THEIRS = "MEREKA", "Hanya orang lain; nilainya sudah diambil | Only the other person; their value is taken over"
    YOURS = "ANDA", "Hanya Anda | Only you"
    BOTH = "KEDUANYA", "Keduanya; pilih salah satu | Both of you; choose one"


@dataclass(frozen=True)
class FieldConflict:
    """One column on which the two versions differ; `before` is what both started from, None when nobody knows."""

    name: str
    label: str
    before: str | None
    theirs: str
    yours: str
    side: Side


@dataclass(frozen=True)
class Conflict:
    """Who saved the row last, when, why, and every column that differs."""

    who: str
    at: datetime
    why: str
    fields: list[FieldConflict]


async def tell_conflict(session: AsyncSession, form: RecordForm, row: Any, version: int) -> Conflict:
    """Return how what was typed into `form`, made from `version`, differs from `row` as stored now.

    A field that the person left as it was takes over the stored value, so that saving again undoes nothing of others.
    """
    entries = await find_changes_since(session, type(row), row.id, version)
    fields = [field for field in form.record_fields() if not field.is_secret and field.is_sent]
    differing = [field for field in fields if getattr(row, field.name) != field.data]
    bases = {field.name: _find_base(field.attribute, entries, getattr(row, field.name)) for field in differing}
    names = await name_rows(session, _list_references(differing, row, bases))
    told = [_tell_field(field, getattr(row, field.name), bases[field.name], names) for field in differing]
    for field, conflict in zip(differing, told, strict=True):
        if conflict.side is Side.THEIRS:
            field.data, field.typed = getattr(row, field.name), None
        elif conflict.side is Side.BOTH:
            field.stored = conflict.theirs or "–"
    last = entries[-1] if entries else None
    who = name_author(last) if last is not None else ""
    return Conflict(who, row.updated_at, last.reason or "" if last is not None else "", told)


def _tell_field(field: RecordField, theirs: Any, base: Any, names: Names) -> FieldConflict:
    attribute = field.attribute

    def show(value: Any) -> str:
        if attribute.target is None:
            return show_value(attribute, value)
        return names.get((attribute.target, value), f"#{value}") if value is not None else ""

    if base is UNKNOWN or (field.data not in (base, theirs) and theirs != base):
        side = Side.BOTH
    else:
        side = Side.THEIRS if field.data == base else Side.YOURS
    before = None if base is UNKNOWN else show(base)
    return FieldConflict(field.name, attribute.label, before, show(theirs), show(field.data), side)


def _find_base(attribute: Attribute, entries: list[Row[Any]], stored: Any) -> Any:
    """Return what stood in a column before `entries`, or UNKNOWN when they do not tell."""
    about = [entry for entry in entries if attribute.name in (entry.columns or ())]
    if not entries or (about and attribute.name not in about[0].old):
        return UNKNOWN
    try:
        return read_stored(attribute, about[0].old[attribute.name]) if about else stored
    except (ValueError, TypeError):
        return UNKNOWN


def _list_references(fields: list[RecordField], row: Any, bases: dict[str, Any]) -> Iterator[tuple[type[Record], int]]:
    for field in fields:
        target = field.attribute.target
        for value in (field.data, getattr(row, field.name), bases[field.name]):
            if target is not None and isinstance(value, int):
                yield target, value
