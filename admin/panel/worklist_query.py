"""What one address asks of the worklist, and the statements that answer it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, case, false, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.datastructures import QueryParams
from starlette.requests import Request

from admin.panel.errors import BadRequestError
from admin.panel.language import pick
from admin.panel.lists import PAGE_SIZES, Listing, read_number
from admin.panel.received import read_key
from admin.panel.rights import read_rights
from admin.panel.units import select_below
from models.base import Base
from models.build import WarehouseBuild
from models.organization import Unit
from models.people import Employee, Person
from models.worklist import IssueSeverity, QualityIssue, QualityRound, QualityRule

AGES: Final = (7, 30, 90)  # days
RULE: Final = re.compile("[a-z0-9_]*")
OWNERS: Final = ("employee_id", "person_id", "seat_id", "agency_id")  # whom a new record belongs to
UNKNOWN: Final = "Saringan ini tidak dikenal. | This filter is not known."
TODAY: Final[ColumnElement[date]] = func.current_date()

IS_EXCUSED: Final = func.coalesce(QualityIssue.excused_until >= TODAY, false())
# The units that a role was granted on, with all below them: those who may see everything have none of their own.
IS_MINE: Final = func.coalesce(
    QualityIssue.unit_id.in_(text("SELECT stewardship.reachable_units('worklist', 'see')")), false()
)
WEIGHT: Final = case({severity: place for place, severity in enumerate(IssueSeverity)}, value=QualityRule.severity)

STATES: Final[dict[str, tuple[str, ColumnElement[bool]]]] = {
    "open": ("Terbuka | Open", QualityIssue.closed_on.is_(None) & ~IS_EXCUSED),
    "excused": ("Dikecualikan | Excused", QualityIssue.closed_on.is_(None) & IS_EXCUSED),
    "closed": ("Ditutup | Closed", QualityIssue.closed_on.is_not(None)),
}


def may_see(request: Request) -> bool:
    """Whether the signed-in person has a worklist; of which units, the database decides."""
    return read_rights(request).may("worklist", "see")


def may_excuse(request: Request) -> bool:
    """Whether the signed-in person may let issues stay."""
    return read_rights(request).may("worklist", "change")


@dataclass(frozen=True)
class WorklistRequest:
    """What an address asks for; `unit` is a unit with all below it, `age` the least age in days."""

    state: str = "open"
    rule: str = ""
    unit: int | None = None
    severity: IssueSeverity | None = None
    age: int | None = None
    employee: int | None = None
    page: int = 1
    page_size: int = PAGE_SIZES[0]

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the open issues in reach is asked for."""
        asked = (self.rule, self.unit, self.severity, self.age, self.employee)
        return self.state != "open" or any(value for value in asked)

    def conditions(self) -> list[ColumnElement[bool]]:
        """Return the conditions on issues, the state left out."""
        found: list[ColumnElement[bool]] = []
        if self.rule:
            found.append(QualityRule.code == self.rule)
        if self.severity is not None:
            found.append(QualityRule.severity == self.severity)
        if self.employee is not None:
            found.append(QualityIssue.employee_id == self.employee)
        if self.age is not None:
            found.append(QualityIssue.opened_on <= TODAY - self.age)
        if self.unit is not None:
            found.append(QualityIssue.unit_id.in_(select_below(self.unit)))
        return found


def read_worklist_request(params: QueryParams) -> WorklistRequest:
    """Read the address of the worklist.

    Raises:
        BadRequestError: a value that makes no sense, with the sentence for the reader.
    """
    state, severity, age = params.get("state") or "open", params.get("severity", ""), params.get("age", "")
    is_known = state in STATES and severity in ("", *IssueSeverity) and age in ("", *map(str, AGES))
    if not is_known or not RULE.fullmatch(params.get("rule", "")):
        raise BadRequestError(pick(UNKNOWN))
    return WorklistRequest(
        state=state,
        rule=params.get("rule", ""),
        unit=_read_key(params.get("unit", "")),
        severity=next((item for item in IssueSeverity if item == severity), None),
        age=int(age) if age else None,
        employee=_read_key(params.get("employee", "")),
        page=read_number(params, "page", 1),
        page_size=min(read_number(params, "pageSize", PAGE_SIZES[0]), PAGE_SIZES[-1]),
    )


async def list_issues(session: AsyncSession, wanted: WorklistRequest) -> Listing:
    """Return one page of issues with their rule, unit and person: those of one's own units first, then by worth."""
    _name, condition = STATES[wanted.state]
    total_of = select(func.count()).select_from(QualityIssue).join(QualityIssue.quality_rule)
    total = await session.scalar(total_of.where(condition, *wanted.conditions())) or 0
    page = min(wanted.page, max(1, -(-total // wanted.page_size)))
    stmt = (
        _select_issues()
        .where(condition, *wanted.conditions())
        .order_by(IS_MINE.desc(), QualityIssue.blocks.desc(), WEIGHT, QualityIssue.opened_on, QualityIssue.id)
    )
    rows = await session.execute(stmt.limit(wanted.page_size).offset((page - 1) * wanted.page_size))
    return Listing(list(rows.all()), page, wanted.page_size, total, True)


async def find_issue(session: AsyncSession, key: int) -> Row[Any] | None:
    """Return one issue as `list_issues` does, or None when there is none within reach."""
    found: Any = await session.execute(_select_issues().where(QualityIssue.id == key))
    row: Row[Any] | None = found.one_or_none()
    return row


async def count_states(session: AsyncSession, wanted: WorklistRequest | None = None) -> dict[str, int]:
    """Return how many issues are in each state, under the other filters of `wanted`."""
    columns = [func.count().filter(condition).label(state) for state, (_name, condition) in STATES.items()]
    stmt = select(*columns).select_from(QualityIssue).join(QualityIssue.quality_rule)
    row = (await session.execute(stmt.where(*(wanted.conditions() if wanted else ())))).one()
    return dict(row._mapping)


@dataclass(frozen=True)
class Summary:
    """The worklist in a few numbers: open issues, those that block something, those of one's own units."""

    open: int
    blocking: int
    mine: int
    excused: int


async def summarize(session: AsyncSession) -> Summary:
    """Return the numbers for the home page."""
    is_open, is_excused = STATES["open"][1], STATES["excused"][1]
    stmt = select(
        func.count().filter(is_open),
        func.count().filter(is_open & (QualityIssue.blocks > 0)),
        func.count().filter(is_open & IS_MINE),
        func.count().filter(is_excused),
    ).select_from(QualityIssue)
    return Summary(*(await session.execute(stmt)).one())


async def list_rules(session: AsyncSession) -> list[tuple[QualityRule, int]]:
    """Return every data rule with the number of its open issues, in order."""
    is_open = STATES["open"][1]
    counted = (
        select(QualityIssue.quality_rule_id, func.count().label("open"))
        .where(is_open)
        .group_by(QualityIssue.quality_rule_id)
        .subquery()
    )
    stmt = select(QualityRule, func.coalesce(counted.c.open, 0)).join(
        counted, counted.c.quality_rule_id == QualityRule.id, isouter=True
    )
    return [(rule, number) for rule, number in await session.execute(stmt.order_by(QualityRule.ordinal))]


async def find_last_round(session: AsyncSession) -> Row[Any] | None:
    """Return the newest round of asking and when its build read the data; None before the first."""
    stmt = select(QualityRound, WarehouseBuild.data_read_at).join(QualityRound.warehouse_build)
    found: Any = await session.execute(stmt.order_by(QualityRound.id.desc()).limit(1))
    row: Row[Any] | None = found.one_or_none()
    return row


async def find_touched(session: AsyncSession, rows: Sequence[Row[Any]], since: datetime | None) -> set[int]:
    """Return the numbers of the issues whose record was saved, or entered, after the last round read the data."""
    asked: dict[tuple[str, str, str], dict[int, list[int]]] = {}
    for row in rows:
        issue, rule = row.QualityIssue, row.QualityRule
        place, value = (rule.table_name, "id", "updated_at"), int(issue.row_id)
        if rule.entry_table:
            known = {"employee_id": issue.employee_id} | issue.detail
            columns = Base.metadata.tables[rule.entry_table].c
            owner = next(name for name in OWNERS if name in columns and known.get(name) is not None)
            place, value = (rule.entry_table, owner, "created_at"), known[owner]
        asked.setdefault(place, {}).setdefault(value, []).append(issue.id)
    touched: set[int] = set()
    for (name, key, when), numbers in asked.items() if since is not None else ():
        columns = Base.metadata.tables[name].c
        stmt = select(columns[key]).where(columns[key].in_(numbers), columns[when] > since)
        found: Any = await session.scalars(stmt)
        touched.update(number for value in found for number in numbers[value])
    return touched


def _select_issues() -> Select[Any]:
    shown: tuple[Any, ...] = (
        QualityIssue,
        QualityRule,
        Unit.name.label("unit"),
        Employee.nip,
        Person.name.label("person"),
        IS_MINE.label("is_mine"),
    )
    return (
        select(*shown)
        .join(QualityIssue.quality_rule)
        .outerjoin(Unit, Unit.id == QualityIssue.unit_id)
        .outerjoin(Employee, Employee.id == QualityIssue.employee_id)
        .outerjoin(Person, Person.id == Employee.person_id)
    )


def _read_key(written: str) -> int | None:
    if not written:
        return None
    if (key := read_key(written)) is None:
        raise BadRequestError(pick(UNKNOWN))
    return key
