"""The columns of a table as a file shows them: values as they are, references by what people know a row by."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from sqlalchemy import ColumnElement, Table, UniqueConstraint, select
from sqlalchemy.orm import aliased
from sqlalchemy.orm.util import AliasedClass

from admin.panel.attributes import Attribute, Kind, read_attributes
from admin.panel.language import language
from admin.panel.pages import page_of
from admin.panel.queries import follow
from models.base import Record
from models.people import Employee, Person
from models.reference import CodeList

KEY: Final = "id"
NAMES: Final = ("name", "title", "person.name")
UNWRITTEN: Final = frozenset({"created_at", "updated_at", "row_version"})
OWNER: Final = "agency_id"  # left out of references: a city has one, and what stays ambiguous is said
NIP: Final = "nip"

MaySee = Callable[[Attribute], bool]


class Part(StrEnum):
    """What a field is to the column it belongs to."""

    VALUE = "value"
    KEY = "key"
    NAME = "name"


@dataclass(frozen=True)
class Field:
    """One column of a file.

    Attributes:
        path: its technical name; of a reference, the way to the column that is shown (`employee.nip`).
        owner: the column of the table that it fills, alone or with others of the same owner.
        attribute: the column at the end of the path, which says how a cell is written and read.
        part: the value itself, a part of what a referred row is known by, or its name, which is only for readers.
    """

    path: str
    owner: Attribute
    attribute: Attribute
    part: Part

    @property
    def label(self) -> str:
        """What a reader calls it: the column, and of a reference also which of its columns."""
        return self.label_in(language())

    def label_in(self, spoken: str) -> str:
        """Return the label in Indonesian (`id`) or English (`en`)."""
        steps = _steps(self.owner, self.path)
        shown = steps if self.part is Part.KEY else [steps[0], *steps[1:][-1:]]
        return " – ".join(item.wording.label(spoken) for item in shown)

    @property
    def is_given(self) -> bool:
        """Whether an import reads it."""
        return self.part is not Part.NAME


def list_fields(model: type[Record], may_see: MaySee) -> list[Field]:
    """Return the columns of a table's file in the order of its columns, without what the reader may not see."""
    page = page_of(model)
    hidden = (page.hidden | page.secrets if page is not None else frozenset()) | UNWRITTEN
    attributes = [item for item in read_attributes(model).values() if item.name not in hidden]
    found = (field for item in attributes if item.kind is not Kind.OTHER for field in _spread(item))
    return [field for field in found if all(map(may_see, _steps(field.owner, field.path)))]


@cache
def matched_by(model: type[Record]) -> tuple[str, ...]:
    """Return the columns by which a row is found again: what the page says, else the shortest unique constraint."""
    page = page_of(model)
    if page is not None and page.matched_by:
        return page.matched_by
    table = model.__table__
    assert isinstance(table, Table)
    unique = [
        tuple(column.name for column in item.columns)
        for item in table.constraints
        if isinstance(item, UniqueConstraint)
    ]
    return min(unique, key=lambda names: (len(names), names), default=())


def also_matched_by(model: type[Record]) -> tuple[str, ...]:
    """Return the columns by which a row is found whose `matched_by` is empty."""
    page = page_of(model)
    return page.also_matched_by if page is not None else ()


@cache
def reference_parts(model: type[Record]) -> tuple[str, ...]:
    """Return the dotted columns by which files refer to a row of `model`."""
    if model is Person:
        return (NIP, "nik")
    names = tuple(name for name in matched_by(model) if name != OWNER) or matched_by(model) or (KEY,)
    return tuple(path for name in names for path in _reach(read_attributes(model)[name]))


def reach_column(
    entity: "type[Record] | AliasedClass[Record]", model: type[Record], name: str
) -> ColumnElement[object]:
    """Return the expression of a column of `entity`, an alias of `model`."""
    if model is Person and name == NIP:
        job = aliased(Employee)
        latest = select(job.nip).where(job.person_id == entity.id).order_by(job.appointed_on.desc(), job.id.desc())
        return latest.limit(1).scalar_subquery()
    found: ColumnElement[object] = getattr(entity, name)
    return found


def _spread(item: Attribute) -> Iterator[Field]:
    if item.kind is not Kind.REFERENCE or item.target is None:
        yield Field(item.name, item, item, Part.VALUE)
        return
    parts = reference_parts(item.target)
    for part in parts:
        yield Field(f"{item.relation}.{part}", item, _last(item.target, part), Part.KEY)
    for name in NAMES:
        found = _find_name(item.target, name)
        if found is not None and name not in parts:
            yield Field(f"{item.relation}.{name}", item, found, Part.NAME)
            return


def _reach(item: Attribute) -> Iterator[str]:
    if item.kind is not Kind.REFERENCE or item.target is None:
        yield item.name
        return
    for part in reference_parts(item.target):
        yield f"{item.relation}.{part}"


def _find_name(model: type[Record], path: str) -> Attribute | None:
    try:
        return follow(model, path)[1]
    except ValueError:
        return None


def _last(model: type[Record], path: str) -> Attribute:
    relations, name = path.split(".")[:-1], path.split(".")[-1]
    for relation in relations:
        target = follow(model, relation)[1].target
        if target is None:
            raise ValueError(f"{path!r}: {relation!r} refers to nothing")
        model = target
    if model is Person and name == NIP:
        return read_attributes(Employee)[NIP]
    attributes = read_attributes(model)
    if name not in attributes:
        raise ValueError(f"{path!r}: {model.__name__} has no column {name!r}")
    return attributes[name]


def _steps(owner: Attribute, path: str) -> list[Attribute]:
    """Return every column on the way: the owner, the references after it, and the last one."""
    names = path.split(".")
    if len(names) == 1:
        return [owner]
    found = [owner]
    for depth in range(2, len(names) + 1):
        model = found[-1].target
        assert model is not None
        name = names[depth - 1]
        found.append(follow(model, name)[1] if depth < len(names) else _last(model, name))
    return found


def is_code(attribute: Attribute) -> bool:
    """Whether the field is the code of a code list, which people also write by its name."""
    return attribute.name == "code" and issubclass(attribute.model, CodeList)
