"""Filters of a list: read from the address, turned into a condition, shown as chips."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, and_, true
from starlette.datastructures import QueryParams

from admin.panel.attributes import Attribute, Kind
from admin.panel.days import write_day
from admin.panel.display import show_value
from admin.panel.errors import BadRequestError
from admin.panel.language import translate as _
from admin.panel.parsers import clean, parse
from admin.panel.queries import reach
from models.base import Record

FILTERABLE = (Kind.CHOICE, Kind.BOOLEAN, Kind.REFERENCE, Kind.DATE)
EMPTY = "-"


@dataclass
class Filter:
    """One column that a list can be narrowed by, with what the reader chose.

    `typed` holds the address parameters as they came; `text` what an active filter is called; `errors` why a day is
    none, by its parameter, which only the page of the list shows beside its field. `through` are the relationships
    that lead to a column of another table.
    """

    attribute: Attribute
    typed: dict[str, str]
    low: Any = None
    high: Any = None
    is_empty: bool = False
    text: str = ""
    options: tuple[tuple[str, str], ...] = ()
    errors: Mapping[str, str] = field(default_factory=dict)
    through: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The address parameters this filter reads."""
        return parameter_names(self.attribute)

    @property
    def shown(self) -> list[str]:
        """What stands in the fields of a day's filter: days as the page writes them, else what was typed."""
        pairs = zip(self.names, (self.low, self.high), strict=True)
        return [
            write_day(day) if day is not None else self.typed[name].replace("\x00", "\ufffd") for name, day in pairs
        ]

    @property
    def is_active(self) -> bool:
        """Whether it narrows the list."""
        return self.is_empty or self.low is not None or self.high is not None

    def condition(self, model: type[Record]) -> ColumnElement[bool]:
        """Return the condition on the rows of a table."""
        return reach(model, self.through, self._ask)

    def _ask(self, entity: Any) -> ColumnElement[bool]:
        column = getattr(entity, self.attribute.name)
        if self.is_empty:
            return column.is_(None)  # type: ignore[no-any-return]
        if self.attribute.kind is not Kind.DATE:
            return column == self.low  # type: ignore[no-any-return]
        low = column >= self.low if self.low is not None else true()
        return and_(low, column <= self.high if self.high is not None else true())

    def describe(self) -> str:
        """Return what the filter asks for, as a reader says it."""
        if self.is_empty:
            return _("empty")
        if self.attribute.kind is Kind.REFERENCE:
            return self.text
        if self.attribute.kind is not Kind.DATE:
            return show_value(self.attribute, self.low)
        low, high = (show_value(self.attribute, day) for day in (self.low, self.high))
        if low and high:
            return _("%(low)s to %(high)s", low=low, high=high)
        return _("from %(low)s", low=low) if low else _("until %(high)s", high=high)


def parameter_names(attribute: Attribute) -> tuple[str, ...]:
    """Return the address parameters of a column's filter: two ends for a date, else its own name."""
    if attribute.kind is Kind.DATE:
        return f"{attribute.name}_from", f"{attribute.name}_to"
    return (attribute.name,)


def read_filter(attribute: Attribute, params: QueryParams, keeps_errors: bool = False) -> Filter:
    """Read one filter from the address.

    Args:
        keeps_errors: return what is no day with the reason instead of raising; such a filter narrows nothing.

    Raises:
        BadRequestError: a value that the column cannot hold.
    """
    names = parameter_names(attribute)
    typed = {name: clean(params.get(name, "")) for name in names}
    if typed[names[0]] == EMPTY and attribute.column.nullable:
        return Filter(attribute, typed, is_empty=True)
    values: list[Any] = []
    errors: dict[str, str] = {}
    for name in names:
        try:
            values.append(parse(typed[name], attribute))
        except ValueError as error:
            errors[name] = str(error)
    if not errors:
        return Filter(attribute, typed, *values)
    if keeps_errors and attribute.kind is Kind.DATE:
        return Filter(attribute, typed, errors=errors)
    raise BadRequestError(f"{attribute.label}: {next(iter(errors.values()))}")
