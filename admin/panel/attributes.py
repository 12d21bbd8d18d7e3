"""What the panel knows of a column: read once from the model, used by lists, filters, forms and details."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Enum,
    Integer,
    Numeric,
    SmallInteger,
    String,
    inspect,
)
from sqlalchemy.orm import ColumnProperty, Mapper, RelationshipProperty
from sqlalchemy.schema import Table

from admin.panel.language import language
from models.base import Base, Record
from models.types import Choice
from models.wording import Wording, parse_wording

SYSTEM_COLUMNS = frozenset({"id", "created_at", "updated_at", "row_version"})
FILE_COLUMNS = frozenset({"file_hash", "file_name", "media_type", "byte_size"})
"""Columns that an uploaded file fills in; nobody types them."""
LONGEST_TEXT = 5_000
INTEGER_BITS = {SmallInteger: 15, Integer: 31, BigInteger: 63}


class Kind(StrEnum):
    """How a column is shown and typed."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    INSTANT = "instant"
    BOOLEAN = "boolean"
    CHOICE = "choice"
    REFERENCE = "reference"
    OTHER = "other"


@dataclass(frozen=True)
class Attribute:
    """One column of a model, in the panel's terms."""

    model: type[Record]
    name: str
    kind: Kind
    wording: Wording
    column: "Column[Any]"
    relation: str | None = None
    target: type[Record] | None = None

    @property
    def label(self) -> str:
        """The column's short name in the language of this request."""
        return self.wording.label(language())

    @property
    def help(self) -> str:
        """The sentence below the field in the language of this request."""
        return self.wording.help(language())

    @property
    def is_required(self) -> bool:
        """Whether a person must fill it in: neither nullable nor given by a default."""
        return not (self.column.nullable or self.has_default or self.kind is Kind.BOOLEAN)

    @property
    def has_default(self) -> bool:
        """Whether the database or the model fills it in when nothing is given."""
        return self.column.default is not None or self.column.server_default is not None

    @property
    def may_be_edited(self) -> bool:
        """Whether a person may type it: not the system's own column, not derived, not what a file fills in."""
        is_given = self.name in SYSTEM_COLUMNS or self.name in FILE_COLUMNS or self.column.computed is not None
        return not (is_given or self.column.info.get("derived")) and self.kind is not Kind.OTHER

    @property
    def is_sensitive(self) -> bool:
        """Whether only roles that read sensitive data may see it, such as a NIK."""
        return bool(self.column.info.get("sensitive"))

    @property
    def longest(self) -> int:
        """The number of characters that fit."""
        return getattr(self.column.type, "length", None) or LONGEST_TEXT

    @property
    def is_number_of_digits(self) -> bool:
        """Whether the text is a number of a fixed count of digits, such as a NIP or NIK."""
        return bool(self.column.info.get("digits"))

    @property
    def limit(self) -> int:
        """The number that an integer column cannot reach."""
        bits = next((bits for kind, bits in INTEGER_BITS.items() if isinstance(self.column.type, kind)), 31)
        return int(2**bits)

    @property
    def scale(self) -> int:
        """The number of decimals that fit."""
        return int(getattr(self.column.type, "scale", None) or 0)

    @property
    def whole_digits(self) -> int:
        """The number of digits that fit before the decimal separator."""
        return int(getattr(self.column.type, "precision", None) or 15) - self.scale

    @property
    def choices(self) -> type[Choice]:
        """The closed list of a choice column."""
        kind: type[Choice] = self.column.type.enum_class  # type: ignore[attr-defined]
        return kind


@cache
def read_attributes(model: type[Record]) -> dict[str, Attribute]:
    """Return the columns of a model in the order they were declared, by name.

    Raises:
        ValueError: a column has no comment of the form `Label: bantuan | Label: help`.
    """
    mapper = inspect(model)
    relations = {relation.local_remote_pairs[0][0]: relation for relation in _many_to_one(mapper)}
    properties = [item for item in mapper.attrs if isinstance(item, ColumnProperty)]
    found = (_read(model, item.key, item.columns[0], relations) for item in properties)
    order = {column: position for position, column in enumerate(mapper.local_table.columns)}
    return {attribute.name: attribute for attribute in sorted(found, key=lambda item: order[item.column])}


def read_title(model: type[Record]) -> Wording:
    """Return what the table is called, from its comment."""
    table = model.__table__
    assert isinstance(table, Table)
    return parse_wording(table.comment or f"{table.name} has no comment")


def name_field(field: str) -> str:
    """Return what a reader calls the field `table.column` of schema `personnel`; an unknown one as it is written."""
    table, _point, column = field.partition(".")
    for mapper in Base.registry.mappers:
        place = mapper.local_table
        model: type[Record] = mapper.class_
        if isinstance(place, Table) and place.fullname == f"personnel.{table}" and column in mapper.columns:
            return f"{read_title(model).label(language())}: {read_attributes(model)[column].label}"
    return field


def _many_to_one(mapper: Mapper[Any]) -> list[RelationshipProperty[Any]]:
    return [relation for relation in mapper.relationships if len(relation.local_remote_pairs) == 1]


def _read(model: type[Record], name: str, column: Any, relations: dict[Any, RelationshipProperty[Any]]) -> Attribute:
    wording = parse_wording(column.comment or f"{model.__name__}.{name} has no comment")
    relation = relations.get(column)
    if relation is None:
        return Attribute(model, name, _kind(column), wording, column)
    return Attribute(model, name, Kind.REFERENCE, wording, column, relation.key, relation.mapper.class_)


def _kind(column: "Column[Any]") -> Kind:
    kinds: list[tuple[Any, Kind]] = [
        (Enum, Kind.CHOICE),
        (Boolean, Kind.BOOLEAN),
        (DateTime, Kind.INSTANT),
        (Date, Kind.DATE),
        (Integer, Kind.INTEGER),
        (Numeric, Kind.DECIMAL),
    ]
    for kind, name in kinds:
        if isinstance(column.type, kind):
            return name
    if isinstance(column.type, String):
        return Kind.TEXT if column.type.length else Kind.LONG_TEXT
    return Kind.OTHER
