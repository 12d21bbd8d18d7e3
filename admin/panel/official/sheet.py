"""An official list with all that stands on it, read from the published marts under the reader's own rights."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from babel.dates import format_date
from sqlalchemy import (
    BigInteger,
    Integer,
    Select,
    TextClause,
    bindparam,
    column,
    literal_column,
    or_,
    select,
    table,
    text,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from admin.panel.official.forms import Column, ListForm
from admin.panel.units import select_below
from models.official import Signatory
from models.organization import Agency, Unit
from models.people import Employee

KIND_PREFIXES = ("Pemerintah Kota ", "Pemerintah Kabupaten ", "Kota ", "Kabupaten ")
DOTS = "." * 40


@dataclass(frozen=True)
class Choice:
    """What a reader wants a list of: an agency, perhaps one unit with all below it or one employee, and a year."""

    agency: Agency
    unit: Unit | None
    year: int
    employee: Employee | None = None


@dataclass(frozen=True)
class Signature:
    """What stands under a list: lines above the signature, the name, and lines below it."""

    above: tuple[str, ...]
    name: str
    below: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A list as it is written: its heading, rows numbered from 1, totals if it has any, and who signs it."""

    title: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Sequence[Any]]]
    signature: Signature
    origin: str

    @property
    def totals(self) -> list[int | None] | None:
        """The sum of each column that is summed; None for a list without sums."""
        if not any(item.is_summed for item in self.columns):
            return None
        return [
            sum(row[place][0] or 0 for row in self.rows) if item.is_summed else None
            for place, item in enumerate(self.columns)
        ]


def write_value(value: Any) -> str:
    """Write a value as official lists do: 01-04-2026, 3.594.100, 87,50."""
    match value:
        case None:
            return ""
        case date():
            return f"{value:%d-%m-%Y}"
        case int() if abs(value) >= 10_000:
            return f"{value:,}".replace(",", ".")
        case Decimal():
            return f"{value:,}".translate(str.maketrans(",.", ".,"))
        case list():
            return "; ".join(map(str, value))
        case _:
            return str(value)


def group_nip(text: str) -> str:
    """Write a NIP in its four customary groups; anything else stays as it is."""
    if len(text) == 18 and text.isdigit():
        return f"{text[:8]} {text[8:14]} {text[14]} {text[15:]}"
    return text


def name_head(agency: Agency) -> str:
    """Return the head of an agency as lists write it: WALI KOTA RAMAI."""
    place = next((agency.name.removeprefix(prefix) for prefix in KIND_PREFIXES if agency.name.startswith(prefix)), "")
    return f"{agency.head_title} {place or agency.name}".upper()


def select_rows(form: ListForm, choice: Choice) -> Select[Any]:
    """Return the statement of a list's rows: the fields of its columns, in the list's order."""
    names = [name for item in form.columns for name in item.fields]
    keys = [column(name, BigInteger) for name in ("agency_id", "unit_id", "employee_id")]
    keys.append(column("year", Integer))
    source: Any = table(form.source, *keys, schema="marts")
    if form.records:
        source = text(form.records).columns(*keys).subquery("listed")
    fields: list[Any] = [literal_column(name).label(f"field_{place}") for place, name in enumerate(names)]
    stmt: Select[Any] = select(source.c.agency_id).with_only_columns(*fields).select_from(source)
    stmt = stmt.where(source.c.agency_id == choice.agency.id, text(form.condition))
    stmt = stmt.order_by(text(form.order))
    if choice.unit is not None:
        stmt = stmt.where(source.c.unit_id.in_(select_below(choice.unit.id)))
    if choice.employee is not None:
        stmt = stmt.where(source.c.employee_id == choice.employee.id)
    return stmt.where(source.c.year == choice.year) if form.is_yearly else stmt


async def read_sheet(
    session: AsyncSession, form: ListForm, choice: Choice, build: Any, today: date, most: int
) -> Sheet:
    """Read a list, at most `most` of its rows, and who signs it today."""
    found = (await session.execute(select_rows(form, choice).limit(most))).all()
    places, start = [], 0
    for item in form.columns:
        places.append((start, start + len(item.fields)))
        start += len(item.fields)
    rows = [[tuple(row[first:last]) for first, last in places] for row in found]
    day = format_date(build.as_of_date, "d MMMM y", locale="id")
    title = [*form.title, choice.agency.name.upper()]
    title += [choice.unit.name.upper()] if choice.unit is not None else []
    if choice.employee is not None:
        title.append(f"{choice.employee.person.full_name}, NIP {group_nip(choice.employee.nip)}")
    title.append(f"TAHUN {choice.year}" if form.is_yearly else f"KEADAAN PER {day.upper()}")
    signature = await _read_signature(session, choice.agency, today)
    origin = f"Merit · bangunan {build.id} · keadaan data per {day}"
    return Sheet(tuple(title), form.columns, rows, signature, origin)


async def find_signatory(session: AsyncSession, agency: int, today: date) -> Signatory | None:
    """Return who signs for an agency on a day, if somebody is recorded."""
    stmt = (
        select(Signatory)
        .options(joinedload(Signatory.employee).joinedload(Employee.person))
        .where(Signatory.agency_id == agency, Signatory.valid_from <= today)
        .where(or_(Signatory.valid_to.is_(None), Signatory.valid_to > today))
    )
    return (await session.scalars(stmt)).one_or_none()


async def _read_signature(session: AsyncSession, agency: Agency, today: date) -> Signature:
    found = await find_signatory(session, agency.id, today)
    head, day = name_head(agency), format_date(today, "d MMMM y", locale="id")
    if found is None:
        return Signature((f"{DOTS}, {day}", f"{head},"), DOTS, ())
    above = [f"{found.place}, {day}", f"a.n. {head}" if found.is_on_behalf else "", f"{found.title},"]
    if found.employee is None:
        return Signature(tuple(filter(None, above)), found.name or "", ())
    pangkat = await session.execute(PANGKAT, {"employee": found.employee.id})
    below = [*(row[0] for row in pangkat), f"NIP {group_nip(found.employee.nip)}"]
    return Signature(tuple(filter(None, above)), found.employee.person.full_name, tuple(below))


PANGKAT: TextClause = text(
    "select pangkat || ' (' || grade_code || ')' from marts.employee_current"
    " where employee_id = :employee and pangkat is not null"
).bindparams(bindparam("employee", type_=BigInteger))
