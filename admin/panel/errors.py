"""What went wrong, told to a person: database refusals become a sentence beside the field they are about."""

import logging
from collections.abc import Iterator

from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.schema import Constraint, ForeignKeyConstraint, Table, UniqueConstraint

from admin.panel.attributes import Attribute, read_attributes
from admin.panel.language import pick
from admin.panel.language import translate as _
from models.base import Base, Record
from models.constraints import TRIGGER_MESSAGES

log = logging.getLogger(__name__)

TRY_AGAIN = frozenset({"40001", "40P01", "55P03", "57014"})
REFUSED_BY_RIGHTS = "42501"  # row-level security or a grant
# The columns that tell whom a row is about, the first that a table has.
SUBJECTS = ("employee_id", "person_id", "appraisal_id", "enrolment_id", "seat_id", "unit_id", "parent_id")


class RefusedError(Exception):
    """The database refused a change; `sentence` tells why and `columns` which fields it is about."""

    def __init__(self, sentence: str, columns: tuple[str, ...] = ()) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.columns = columns


class ConflictError(Exception):
    """Somebody else saved or deleted the row after it was shown."""


class BadRequestError(Exception):
    """What the address or the form asked for makes no sense; the text is the sentence shown, the status is 400."""


def explain(error: Exception, model: type[Record]) -> Exception:
    """Return the refusal or conflict that a database error stands for, or the error itself when it is our fault."""
    if isinstance(error, StaleDataError):
        return ConflictError()
    if not isinstance(error, DBAPIError):
        return error
    state = getattr(error.orig, "sqlstate", None) or ""
    if state in TRY_AGAIN:
        return RefusedError(_("Somebody else is changing the same rows right now. Please save again."))
    if state == REFUSED_BY_RIGHTS:
        column = _detail(error, "column_name")
        return RefusedError(_("Your role does not reach this."), (column,) if column else tuple(_subjects(model)))
    if state[:2] not in ("22", "23", "P0"):
        return error
    log.info("refused by the database: %s %s", state, _detail(error, "constraint_name"))
    return _explain_constraint(error, model)


def find_constraint(name: str | None) -> tuple[type[Record], Constraint] | None:
    """Return the model and constraint called `name` in the database."""
    for mapper in Base.registry.mappers:
        table = mapper.local_table
        if isinstance(table, Table):
            for constraint in table.constraints:
                if name and constraint_name(constraint) == name:
                    return mapper.class_, constraint
    return None


def constraint_name(constraint: Constraint) -> str | None:
    """Return the name a constraint has in the database, which the naming convention makes."""
    name = postgresql.dialect().identifier_preparer.format_constraint(constraint)  # type: ignore[no-untyped-call]
    return name.strip('"') if name else None


def _explain_constraint(error: DBAPIError, model: type[Record]) -> RefusedError:
    name = _detail(error, "constraint_name")
    if name in TRIGGER_MESSAGES:
        message, fields = TRIGGER_MESSAGES[name]
        column = _detail(error, "column_name")  # a trigger over several columns names the one that is wrong
        return RefusedError(pick(message), (column,) if column else fields)
    found = find_constraint(name)
    if found is not None:
        owner, constraint = found
        columns = tuple(constraint.info.get("columns") or _columns(constraint))
        if wording := constraint.info.get("message"):
            return RefusedError(pick(wording), columns)
        if isinstance(constraint, ForeignKeyConstraint) and owner is not model:
            return RefusedError(_("Other rows still refer to this one."))
        return RefusedError(_sentence(constraint, owner), columns)
    if column := _detail(error, "column_name"):
        return RefusedError(_("This field must be filled in."), (column,))
    return RefusedError(_("The data was refused because it breaks a rule of this table. Nothing was stored."))


def _subjects(model: type[Record]) -> list[str]:
    attributes = read_attributes(model)
    return [name for name in SUBJECTS if name in attributes][:1]


def _sentence(constraint: Constraint, owner: type[Record]) -> str:
    if isinstance(constraint, UniqueConstraint):
        labels = ", ".join(attribute.label for attribute in _attributes(constraint, owner))
        return _("Another row with the same %(columns)s exists already.", columns=labels)
    if isinstance(constraint, ForeignKeyConstraint):
        return _("This row does not exist; choose one from the list.")
    return _("This value is not allowed here.")


def _columns(constraint: Constraint) -> Iterator[str]:
    return (column.name for column in getattr(constraint, "columns", ()))


def _attributes(constraint: Constraint, owner: type[Record]) -> Iterator[Attribute]:
    attributes = read_attributes(owner)
    return (attributes[name] for name in _columns(constraint) if name in attributes)


def _detail(error: DBAPIError, name: str) -> str | None:
    return getattr(getattr(error.orig, "diag", None), name, None)
