"""What held for an employee on a day: employment, grade, post, education, legal status, pension date."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import takewhile
from typing import Protocol, TypeVar

from oracle_calendar import FOREVER, whole_months
from oracle_facts import (
    Agency,
    AssignmentRow,
    Diploma,
    Employee,
    GradeRow,
    LegalStatus,
    Parameter,
    Requirement,
    Seat,
    StatusRow,
)
from oracle_law import (
    EDUCATION_RANK,
    GRADE_ORDINAL,
    LEADERSHIP_LEVEL,
    NO_POST,
    PARAMETERS,
    POSITION_LEVELS,
    TEACHER_RETIREMENT_AGE,
    Level,
)


class Dated(Protocol):
    """A row that holds over [valid_from, valid_to)."""

    @property
    def valid_from(self) -> date: ...
    @property
    def valid_to(self) -> date | None: ...


Row = TypeVar("Row", bound=Dated)


def holds(row: Dated, day: date) -> bool:
    """Return whether the row is in force on the day."""
    return row.valid_from <= day < (row.valid_to or FOREVER)


def in_force(rows: Iterable[Row], day: date) -> Row | None:
    """Return the row in force on the day, if any (histories do not overlap)."""
    return next((row for row in rows if holds(row, day)), None)


def is_employed(employee: Employee, day: date) -> bool:
    """Return whether the employee was appointed and had not left; a PPPK leaves too when the latest contract ends.

    A PPPK for whom no contract is recorded yet stays: a missing row is not an ended contract.
    """
    if not employee.appointed_on <= day < (employee.terminated_on or FOREVER):
        return False
    begun = [contract for contract in employee.contracts if contract.valid_from <= day]
    return employee.scheme == "PNS" or not begun or holds(max(begun, key=lambda row: row.valid_from), day)


def is_probationary(employee: Employee, day: date) -> bool:
    """Return whether a PNS is still CPNS."""
    return employee.scheme == "PNS" and (employee.permanent_on is None or employee.permanent_on > day)


def find_own(parameters: Iterable[Parameter], code: str, subject: str, day: date) -> str | None:
    """Return the value the city itself set for the subject, in force on the day."""
    own = in_force((row for row in parameters if (row.code, row.subject) == (code, subject)), day)
    return own.value if own else None


def find_parameter(agency: Agency, code: str, day: date) -> str:
    """Return the city's own value in force, else the default."""
    return find_own(agency.parameters, code, "", day) or PARAMETERS[code]


def find_number(agency: Agency, code: str, day: date) -> Decimal:
    """Return a numeric parameter: the city's own value if it can be read, else the default."""
    try:
        return Decimal(find_parameter(agency, code, day))
    except InvalidOperation:
        return Decimal(PARAMETERS[code])


# --- grade -----------------------------------------------------------------------------------------------------------


def known_grades(employee: Employee, day: date, ladder: Mapping[str, int] = GRADE_ORDINAL) -> list[GradeRow]:
    """Return the rows of a ladder in force by the day, the latest last: by TMT, then height, then row number."""
    known = [row for row in employee.grades if row.valid_from <= day and row.grade in ladder]
    return sorted(known, key=lambda row: (row.valid_from, ladder[row.grade], row.id))


def find_grade(employee: Employee, day: date, ladder: Mapping[str, int] = GRADE_ORDINAL) -> tuple[str, date] | None:
    """Return the grade of a ladder in force, that of PNS, and since when it is held without a break.

    A second decree for the same grade does not restart it; a row outranked by another of the same TMT never held.
    """
    held = {row.valid_from: row for row in known_grades(employee, day, ladder)}
    if not held:
        return None
    grade = held[max(held)].grade
    run = list(takewhile(lambda row: row.grade == grade, reversed(held.values())))
    return grade, run[-1].valid_from


# --- post ------------------------------------------------------------------------------------------------------------


def find_seat(agency: Agency, seat_id: int) -> Seat:
    """Return a seat of the agency by its number."""
    return next(seat for seat in agency.seats if seat.id == seat_id)


def find_assignment(employee: Employee, day: date) -> AssignmentRow | None:
    """Return the definitive assignment in force."""
    return in_force((row for row in employee.assignments if row.kind == "DEFINITIF"), day)


def find_post(agency: Agency, employee: Employee, day: date) -> Seat | None:
    """Return the seat held definitively."""
    row = find_assignment(employee, day)
    return find_seat(agency, row.seat_id) if row else None


def find_asked(seat: Seat | None, kind: str, day: date) -> list[Requirement]:
    """Return what a seat asks of a kind on the day."""
    return [row for row in seat.requirements if row.kind == kind and holds(row, day)] if seat else []


def find_unit(agency: Agency, employee: Employee, day: date) -> int:
    """Return the unit of the post, or the agency's root unit."""
    seat = find_post(agency, employee, day)
    return seat.unit_id if seat else find_root(agency)


def find_root(agency: Agency) -> int:
    """Return the unit that has no parent."""
    return next(unit.id for unit in agency.units if unit.parent_id is None)


def find_level(seat: Seat | None) -> Level:
    """Return the level of a seat; without a post, that of executing staff."""
    return POSITION_LEVELS[seat.title.level] if seat else NO_POST


def find_rank(seat: Seat | None, own: Sequence[Parameter] = (), day: date = FOREVER) -> int:
    """Return the rank of a seat's level: the city's own on the day, else the law's; without a post, the lowest."""
    mine = find_own(own, "duk_position_rank", seat.title.level if seat else "PELAKSANA", day)
    return int(mine) if mine else find_level(seat).rank


def find_level_since(agency: Agency, employee: Employee, day: date, own: Sequence[Parameter] = ()) -> date | None:
    """Return since when a post of the present rank is held without a break; no date for executing staff.

    Ranks are the law's, but for what the city set for itself in `own`.
    """
    current, seat = find_assignment(employee, day), find_post(agency, employee, day)
    if current is None or find_level(seat).is_pelaksana:
        return None
    rank = find_rank(seat, own, day)
    adjacent = [row for row in employee.assignments if row.kind == "DEFINITIF"]
    while earlier := next((row for row in adjacent if row.valid_to == current.valid_from), None):
        if find_rank(find_seat(agency, earlier.seat_id), own, day) != rank:
            break
        current = earlier
    return current.valid_from


def find_pension_date(agency: Agency, employee: Employee, day: date) -> date:
    """Return the first of the month after the age limit of the post held on the day (rules.md 14.2)."""
    seat = find_post(agency, employee, day)
    age = TEACHER_RETIREMENT_AGE if seat and seat.title.is_teacher else find_level(seat).retirement_age
    born = employee.person.born_on
    return date(born.year + age + born.month // 12, born.month % 12 + 1, 1)


# --- service, training, education, status ----------------------------------------------------------------------------


def unpaid_leaves(employee: Employee) -> list[StatusRow]:
    """Return the periods that do not count as service (CLTN)."""
    return [row for row in employee.statuses if not row.status.counts_as_service]


def find_service_months(employee: Employee, day: date) -> int:
    """Return whole months since appointment, plus recognised prior months, less months of CLTN (rules.md 3.1)."""
    months = whole_months(employee.appointed_on, day)
    months += sum(row.months for row in employee.prior_services if row.recognised_on <= day)
    for row in unpaid_leaves(employee):
        months -= whole_months(max(row.valid_from, employee.appointed_on), min(row.valid_to or day, day))
    return months


def find_leadership(employee: Employee, day: date) -> tuple[int, date | None]:
    """Return the highest leadership course finished by the day and the earliest end of one of that level."""
    done = [
        (LEADERSHIP_LEVEL[row.kind], row.ended_on)
        for row in employee.completions
        if row.ended_on <= day and row.kind in LEADERSHIP_LEVEL
    ]
    highest = max((level for level, _ in done), default=0)
    return highest, min((ended_on for level, ended_on in done if level == highest), default=None)


def recognised_diplomas(employee: Employee, day: date) -> list[Diploma]:
    """Return the diplomas recognised by the day."""
    return [row for row in employee.person.diplomas if row.recognised_on and row.recognised_on <= day]


def find_education(employee: Employee, day: date, own: Sequence[Parameter] = ()) -> tuple[int, date | None]:
    """Return the rank of the highest recognised education and the earliest graduation at that rank."""
    ranked = [
        (int(find_own(own, "duk_education_rank", row.level, day) or EDUCATION_RANK[row.level]), row.graduated_on)
        for row in recognised_diplomas(employee, day)
    ]
    highest = max((rank for rank, _ in ranked), default=0)
    return highest, min((graduated_on for rank, graduated_on in ranked if rank == highest), default=None)


def find_status(employee: Employee, day: date) -> StatusRow | None:
    """Return the legal status in force; none recorded means active."""
    return in_force(employee.statuses, day)


def find_legal_status(employee: Employee, day: date) -> LegalStatus | None:
    """Return the kind of legal status in force; none recorded means active."""
    row = find_status(employee, day)
    return row.status if row else None
