"""Training hours, targets and coverage by rules.md 7.1 and 7.2."""

from collections import defaultdict
from collections.abc import Callable, Container, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import mean, median

from oracle_calendar import add_years, round_half_up
from oracle_facts import Agency, Completion, Employee, Parameter
from oracle_law import AS_CERTIFIED, CONVERSION
from oracle_state import (
    find_legal_status,
    find_number,
    find_own,
    find_parameter,
    find_pension_date,
    find_unit,
    holds,
    is_employed,
    is_probationary,
)

BASIC_TRAINING = frozenset({"LATSAR", "PRAJABATAN"})  # rules.md 7.3
YEARS = 3  # the as-of year and the two before it; also the span of "never trained"


@dataclass(frozen=True)
class TrainingRow:
    """An employee in a year."""

    employee: Employee
    year: int
    unit_id: int
    hours: Decimal
    hours_counted: Decimal
    target: Decimal
    status: str
    hours_three_years: Decimal  # recognised in this year and the two before it

    @property
    def is_excluded(self) -> bool:
        """Return whether the person is left out of the denominator."""
        return self.status == "DIKECUALIKAN"

    @property
    def is_met(self) -> bool:
        """Return whether the target counts as reached."""
        return self.status in {"TERPENUHI", "TERPENUHI_LATSAR", "MELEBIHI_BATAS"}

    @property
    def is_never_trained(self) -> bool:
        """Return whether the person counts as never trained in three years."""
        return not self.hours_three_years and not self.is_excluded


@dataclass(frozen=True)
class CoverageRow:
    """A unit with everything below it, in a year; no percentage and no mean where nobody is counted."""

    unit_id: int
    year: int
    employees: int
    met: int
    coverage_pct: Decimal | None
    mean_hours: Decimal | None
    median_hours: Decimal | None
    never_trained_3y: int
    excluded: int
    covered_cpns: int
    above_cap: int


def training_employee(agency: Agency, as_of: date) -> list[TrainingRow]:
    """Return a row per employee employed at the end of each year (or on the day itself, in its year)."""
    rows = []
    for year in range(as_of.year - YEARS + 1, as_of.year + 1):
        reference = find_reference(year, as_of)
        rows += [
            _row(agency, employee, year, reference, as_of)
            for employee in agency.employees
            if is_employed(employee, reference)
        ]
    return rows


def training_coverage(agency: Agency, as_of: date) -> list[CoverageRow]:
    """Return a row per unit and year over the people of the unit and of every unit below it.

    A unit that does not exist at the end of the year has a row only when someone is still placed in it or below it.
    """
    everyone = training_employee(agency, as_of)
    rows = []
    for unit in agency.units:
        below = descendants(agency, unit.id)
        for year in range(as_of.year - YEARS + 1, as_of.year + 1):
            people = [row for row in everyone if row.year == year and row.unit_id in below]
            if people or holds(unit, find_reference(year, as_of)):
                rows.append(_coverage(unit.id, year, people))
    return rows


def find_reference(year: int, as_of: date) -> date:
    """Return the day on which a year's people are counted: its last, or the as-of date within it."""
    return min(date(year, 12, 31), as_of)


def descendants(agency: Agency, unit_id: int) -> set[int]:
    """Return the unit and every unit below it."""
    below = {unit_id}
    for unit in agency.units:
        if unit.parent_id == unit_id:
            below |= descendants(agency, unit.id)
    return below


def recognise_hours(
    employee: Employee,
    year: int,
    as_of: date,
    own: Sequence[Parameter] = (),
    kinds: Container[str] | None = None,
) -> Decimal:
    """Return the hours recognised for a year, of all kinds or of `kinds`.

    Duplicates go first, then each kind has its conversion and yearly maximum.
    What the city set for itself in `own` counts on the last day of each training; a yearly maximum holds when it is in
    force for every training of the kind in that year, the largest if it changed.
    """
    ended = [row for row in employee.completions if row.ended_on <= as_of and row.ended_on.year == year]
    by_kind: dict[str, list[Completion]] = defaultdict(list)
    for row in remove_duplicates(ended):
        if kinds is None or row.kind in kinds:
            by_kind[row.kind].append(row)
    return sum((_sum_kind(rows, own) for rows in by_kind.values()), Decimal(0))


def _sum_kind(rows: Sequence[Completion], own: Sequence[Parameter]) -> Decimal:
    limits = [find_own(own, "training_hours_per_year", row.kind, row.ended_on) for row in rows]
    hours = sum((_convert(row, own) for row in rows), Decimal(0))
    known = [Decimal(limit) for limit in limits if limit is not None]
    return min(hours, max(known)) if len(known) == len(rows) else hours


def remove_duplicates(completions: Iterable[Completion]) -> list[Completion]:
    """Leave one completion of each certificate number, then one of each title and last day (rules.md 7.1)."""
    return _keep_longest(_keep_longest(completions, _certificate), _title_and_day)


def _keep_longest(completions: Iterable[Completion], identify: Callable[[Completion], Hashable]) -> list[Completion]:
    """Return one completion of each identity: the one of most hours, the lowest number among equals."""
    copies: dict[Hashable, list[Completion]] = defaultdict(list)
    for row in completions:
        copies[identify(row)].append(row)
    return [min(rows, key=lambda row: (-row.hours, row.id)) for rows in copies.values()]


def _certificate(row: Completion) -> Hashable:
    return "".join((row.certificate or "").split()).lower() or row.id


def _title_and_day(row: Completion) -> Hashable:
    return " ".join(row.title.split()).lower(), row.ended_on


def _convert(row: Completion, own: Sequence[Parameter]) -> Decimal:
    conversion = CONVERSION.get(row.kind, AS_CERTIFIED)
    method, fixed, per_day = (
        find_own(own, f"training_hours_{name}", row.kind, row.ended_on) for name in ("method", "fixed", "per_day")
    )
    is_fixed = method == "TETAP" if method else fixed is not None or conversion.fixed is not None
    number = Decimal(fixed) if fixed else conversion.fixed
    if is_fixed and number is not None:
        return number
    limit = Decimal(per_day) if per_day else conversion.per_day
    if limit is None:
        return row.hours
    return min(row.hours, limit * ((row.ended_on - row.started_on).days + 1))


def _row(agency: Agency, employee: Employee, year: int, reference: date, as_of: date) -> TrainingRow:
    is_pns = employee.scheme == "PNS"
    target = find_number(agency, "training_target_pns" if is_pns else "training_target_pppk", as_of)
    cap = None if is_pns else find_number(agency, "training_cap_pppk", as_of)
    hours = recognise_hours(employee, year, as_of, agency.parameters)
    span = range(year - YEARS + 1, year + 1)
    return TrainingRow(
        employee,
        year,
        find_unit(agency, employee, reference),
        hours,
        hours if cap is None else min(hours, cap),
        target,
        _status(agency, employee, reference, as_of, hours, target, cap),
        sum((recognise_hours(employee, each, as_of, agency.parameters) for each in span), Decimal(0)),
    )


def _status(
    agency: Agency,
    employee: Employee,
    reference: date,
    as_of: date,
    hours: Decimal,
    target: Decimal,
    cap: Decimal | None,
) -> str:
    if _is_excluded(agency, employee, reference):
        return "DIKECUALIKAN"
    if is_probationary(employee, reference) and _is_covered(agency, employee, reference, as_of):
        return "TERPENUHI_LATSAR"
    if cap is not None and hours > cap:
        return "MELEBIHI_BATAS"
    return "TERPENUHI" if hours >= target else "BELUM"


def _is_covered(agency: Agency, employee: Employee, reference: date, as_of: date) -> bool:
    """Return whether a CPNS finished basic training in the year or, if the city says so, is in the year of it."""
    has_proof = any(
        row.kind in BASIC_TRAINING and row.ended_on.year == reference.year and row.ended_on <= reference
        for row in employee.completions
    )
    is_in_time = reference < add_years(employee.appointed_on, 1)  # rules.md 7.3
    return has_proof or (is_in_time and find_parameter(agency, "training_cpns_covered", as_of) == "true")


def _is_excluded(agency: Agency, employee: Employee, reference: date) -> bool:
    status = find_legal_status(employee, reference)
    leaves_in_year = employee.terminated_on is not None and employee.terminated_on.year == reference.year
    retires = find_pension_date(agency, employee, reference).year <= reference.year
    return leaves_in_year or retires or (status is not None and status.is_excluded_from_coverage)


def _coverage(unit_id: int, year: int, people: list[TrainingRow]) -> CoverageRow:
    counted = [row for row in people if not row.is_excluded]
    hours = [row.hours_counted for row in counted]
    met = sum(row.is_met for row in counted)
    return CoverageRow(
        unit_id,
        year,
        len(counted),
        met,
        round_half_up(Decimal(100 * met) / len(counted)) if counted else None,
        round_half_up(mean(hours)) if counted else None,
        round_half_up(median(hours)) if counted else None,
        sum(row.is_never_trained for row in counted),
        len(people) - len(counted),
        sum(row.status == "TERPENUHI_LATSAR" for row in counted),
        sum(row.status == "MELEBIHI_BATAS" for row in counted),
    )
