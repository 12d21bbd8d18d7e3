"""How values and rows are written on a page."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Load, joinedload, undefer
from sqlalchemy.orm.interfaces import ORMOption

from admin.panel.attributes import Attribute, Kind, name_field
from admin.panel.language import language, pick, show_date, show_instant, show_number
from admin.panel.language import translate as _
from admin.panel.pages import list_columns, page_of
from admin.panel.queries import follow
from models.base import Base, Record
from models.reference import CodeList

PLAIN_NUMBERS = frozenset({"id", "year", "leave_year", "row_version"})


def show_value(attribute: Attribute, value: Any) -> str:
    """Write a column's value for a reader; an empty one is the empty text."""
    if value is None:
        return ""
    match attribute.kind:
        case Kind.CHOICE:
            return str(value.label(language()))
        case Kind.INTEGER if attribute.name in PLAIN_NUMBERS:
            return str(value)
        case Kind.TEXT if "names_field" in attribute.column.info:
            return name_field(value)
    return show_plain(value)


def show_plain(value: Any) -> str:
    """Write a value by its type alone."""
    match value:
        case None:
            return ""
        case bool():
            return _("Yes") if value else _("No")
        case datetime():
            return show_instant(value)
        case date():
            return show_date(value)
        case int() | float() | Decimal():
            return show_number(value)
        case Record():
            return name_row(value)
        case list():
            return "\n".join(show_plain(item) for item in value)
        case {"message": str() as message}:
            return pick(message)
    return str(value)


def read_path(row: Any, path: str) -> tuple[Attribute, Any]:
    """Return the column at the end of a dotted path and what it shows: the row itself for a reference."""
    relations, attribute = follow(type(row), path)
    for relation in relations:
        row = getattr(row, relation) if row is not None else None
    if row is None:
        return attribute, None
    return attribute, getattr(row, attribute.relation or attribute.name)


def show_path(row: Any, path: str) -> tuple[Attribute, Any, str]:
    """Return the column at the end of a dotted path, what it shows and how that is written.

    A reference to a row that the reader may not see is told to be hidden, so that it does not look empty.
    """
    attribute, value = read_path(row, path)
    if value is None and attribute.relation is not None and _read_key(row, path, attribute) is not None:
        return attribute, None, _("hidden")
    return attribute, value, show_value(attribute, value)


def _read_key(row: Any, path: str, attribute: Attribute) -> Any:
    for relation in path.split(".")[:-1]:
        row = getattr(row, relation) if row is not None else None
    return getattr(row, attribute.name) if row is not None else None


def name_row(row: Any) -> str:
    """Return what people call a row: what the model says of itself, else the columns that name it."""
    paths = name_paths(type(row))
    if not paths:
        return _name_in_english(row) if language() == "en" and isinstance(row, CodeList) else str(row)
    shown = (show_value(*read_path(row, path)) for path in paths)
    return " · ".join(text for text in shown if text) or f"#{row.id}"


def name_paths(model: type[Record]) -> tuple[str, ...]:
    """Return the columns that name a row, or nothing when the model's own `__str__` does."""
    page = page_of(model)
    if page is not None and page.named_by:
        return page.named_by
    if model.__str__ is not Base.__str__:
        return ()
    return list_columns(page)[:3] if page is not None else ("id",)


def load_paths(model: type[Record], paths: Iterable[str]) -> list[ORMOption]:
    """Return the loader options that bring all that dotted `paths` show, names of rows included, in one statement."""
    wanted = tuple(paths)
    steps = dict.fromkeys(step for path in wanted for step in _steps(model, path))
    found = (follow(model, path) for path in wanted)
    sensitive = [_undefer(model, steps, attribute) for steps, attribute in found if attribute.is_sensitive]
    return [*(_load(model, step) for step in steps if step), *sensitive]


def load_name(model: type[Record]) -> list[ORMOption]:
    """Return the loader options that bring all that the name of a row needs."""
    return load_paths(model, name_paths(model))


def _steps(model: type[Record], path: str) -> Iterable[tuple[str, ...]]:
    relations, attribute = follow(model, path)
    if attribute.relation is None or attribute.target is None:
        yield relations
        return
    steps = (*relations, attribute.relation)
    yield steps
    for inner in name_paths(attribute.target):
        for rest in _steps(attribute.target, inner):
            yield (*steps, *rest)


def _undefer(model: type[Record], steps: tuple[str, ...], attribute: Attribute) -> ORMOption:
    """Return the option that brings a sensitive column, which is not loaded unless asked for."""
    column = getattr(attribute.model, attribute.name)
    if not steps:
        return undefer(column)
    option: Any = Load(model)
    for step in steps:
        relation = getattr(model, step)
        option, model = option.defaultload(relation), relation.property.mapper.class_
    return option.undefer(column)  # type: ignore[no-any-return]


def _load(model: type[Record], steps: tuple[str, ...]) -> ORMOption:
    option: Any = None
    for step in steps:
        relation = getattr(model, step)
        option = joinedload(relation) if option is None else option.joinedload(relation)
        model = relation.property.mapper.class_
    return option  # type: ignore[no-any-return]


def _name_in_english(row: CodeList) -> str:
    return str(row).replace(row.name, row.name_en) if row.name_en else str(row)
