"""Telling changes to a person: fields by their labels, references by name, in the language of the request."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from admin.panel.attributes import Attribute, Kind, read_attributes, read_title
from admin.panel.display import load_name, name_paths, name_row, show_value
from admin.panel.language import language
from admin.panel.pages import AREAS
from admin.panel.rights import name_table
from models.audit import Operation
from models.base import Record

Names = dict[tuple[type[Record], int], str]


@dataclass(frozen=True)
class FieldChange:
    """One column of a change; `is_hidden` when the reader may not see its values."""

    name: str
    label: str
    old: str
    new: str
    is_hidden: bool = False


@dataclass(frozen=True)
class Told:
    """One change as a page shows it."""

    entry: Row[Any]
    model: type[Record] | None
    table: str
    row: str
    is_there: bool
    who: str
    fields: list[FieldChange] = field(default_factory=list)

    @property
    def operation(self) -> Operation:
        """What was done."""
        found: Operation = self.entry.operation
        return found

    @property
    def label(self) -> str:
        """What was done, in the language of this request."""
        return self.operation.label(language())

    @property
    def count(self) -> int:
        """How many rows were loaded in bulk."""
        return int((self.entry.new or {}).get("rows", 0))


def find_model(table_name: str) -> type[Record] | None:
    """Return the model of `schema.table` that has pages, if any."""
    models = (page.model for area in AREAS for page in area.pages)
    return next((model for model in models if name_table(model) == table_name), None)


async def tell_changes(session: AsyncSession, entries: Sequence[Row[Any]]) -> list[Told]:
    """Return `entries` told, with one statement for each table that they or their references name."""
    with_models = [(entry, find_model(entry.table_name)) for entry in entries]
    names = await name_rows(session, _list_keys(with_models))
    return [_tell(entry, model, names) for entry, model in with_models]


async def name_rows(session: AsyncSession, keys: Iterable[tuple[type[Record], int]]) -> Names:
    """Return what the rows that exist, and that the reader may see, are called."""
    by_model: dict[type[Record], set[int]] = {}
    for model, key in keys:
        by_model.setdefault(model, set()).add(key)
    names: Names = {}
    for model, wanted in by_model.items():
        stmt = select(model).options(*load_name(model)).where(model.id.in_(wanted))
        rows = (await session.scalars(stmt)).unique()
        names |= {(model, row.id): name_row(row) for row in rows}
    return names


def name_author(entry: Row[Any]) -> str:
    """Return who made a change: a user of the panel, else a role of the database."""
    return str(entry.user_name or (f"#{entry.user_id}" if entry.user_id else entry.database_user))


def read_stored(attribute: Attribute, value: Any) -> Any:
    """Return the value of a column from the JSON that the audit keeps.

    Raises:
        ValueError: the column holds another kind of value today.
    """
    if value is None:
        return None
    match attribute.kind:
        case Kind.CHOICE:
            return attribute.choices(value)  # type: ignore[call-arg]  # the wording belongs to the definition
        case Kind.DATE:
            return date.fromisoformat(value)
        case Kind.INSTANT:
            return datetime.fromisoformat(value)
        case Kind.DECIMAL:
            return Decimal(str(value))
    return value


def show_stored(attribute: Attribute | None, value: Any, names: Names) -> str:
    """Write a value that the audit keeps for a reader; an empty one is the empty text."""
    if attribute is None or value is None:
        return "" if value is None else str(value)
    if attribute.kind is Kind.REFERENCE and attribute.target is not None:
        return names.get((attribute.target, int(value)), f"#{value}")
    try:
        return show_value(attribute, read_stored(attribute, value))
    except (ValueError, TypeError):
        return str(value)


def _list_keys(entries: Iterable[tuple[Row[Any], type[Record] | None]]) -> Iterable[tuple[type[Record], int]]:
    for entry, model in entries:
        if model is None:
            continue
        if entry.row_id is not None:
            yield model, entry.row_id
        attributes = read_attributes(model)
        for values in (entry.old or {}, entry.new or {}):
            for name, value in values.items():
                attribute = attributes.get(name)
                if attribute is not None and attribute.target is not None and value is not None:
                    yield attribute.target, int(value)


def _tell(entry: Row[Any], model: type[Record] | None, names: Names) -> Told:
    is_there = model is not None and (model, entry.row_id) in names
    row = names.get((model, entry.row_id)) or _name_gone(entry, model, names) if model is not None else ""
    return Told(
        entry=entry,
        model=model,
        table=read_title(model).label(language()) if model is not None else entry.table_name,
        row=row or f"#{entry.row_id}",
        is_there=is_there,
        who=name_author(entry),
        fields=_tell_fields(entry, model, names) if entry.operation != Operation.LOADED else [],
    )


def _name_gone(entry: Row[Any], model: type[Record], names: Names) -> str:
    """Return what a row that is gone was called, as far as the change holds what names it; else nothing."""
    values = entry.old or entry.new or {}
    attributes = read_attributes(model)
    by_relation = {item.relation: item for item in attributes.values() if item.relation}
    paths = [path.partition(".")[0] for path in name_paths(model) or model.__search__]
    found = (attributes.get(path) or by_relation.get(path) for path in dict.fromkeys(paths))
    shown = [show_stored(item, values.get(item.name), names) for item in found if item is not None]
    return " · ".join(text for text in shown if text)


def _tell_fields(entry: Row[Any], model: type[Record] | None, names: Names) -> list[FieldChange]:
    attributes = read_attributes(model) if model is not None else {}
    old, new = entry.old or {}, entry.new or {}
    present = set(entry.columns or [*old, *new])
    ordered = [name for name in attributes if name in present] + sorted(present - attributes.keys())
    told = []
    for name in ordered:
        attribute = attributes.get(name)
        was, became = (show_stored(attribute, values.get(name), names) for values in (old, new))
        if entry.columns is not None or was or became:
            is_hidden = name not in old and name not in new
            told.append(FieldChange(name, attribute.label if attribute else name, was, became, is_hidden))
    return told
