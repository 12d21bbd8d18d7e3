"""Angka kredit by rules.md 5 and docs/definitions/promotion.md: what an official has gathered at the present level."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from oracle_calendar import add_months, round_half_up
from oracle_facts import Agency, Appraisal, CreditRow, Cycle, Employee
from oracle_law import EDUCATION_RANK, GRADE_ORDINAL
from oracle_path_law import CONVERTED_SINCE, CREDIT_LEVELS, DIPLOMA_SHARE, GRADE_RANGE, PERCENTAGE
from oracle_state import find_grade, find_level_since, find_post

CYCLE_ORDER = ("TAHUNAN", "SEBAGIAN", "TRIWULAN", "BULANAN")


@dataclass(frozen=True)
class Credit:
    """Credit at the present level; incomplete when a record is known to be missing, so that it is a lower bound."""

    level: str
    total: Decimal
    is_complete: bool


def find_credit(agency: Agency, official: Employee, as_of: date) -> Credit:
    """Return what a holder of a functional post has gathered since entering its level."""
    seat, entered = find_post(agency, official, as_of), find_level_since(agency, official, as_of)
    assert seat is not None
    assert entered is not None
    level, since = seat.title.level, max(entered, CONVERTED_SINCE)
    counted = [row for row in official.credits if row.is_earned(as_of)]
    mine = [row for row in counted if row.level == level and row.period_to >= entered]
    given = [row.credit for row in mine if row.kind in {"DASAR", "INTEGRASI"}]
    grade = find_grade(official, since)
    base = sum(given, Decimal()) if given else _base_of_grade(level, grade[0] if grade else None)
    recorded = sum(
        (row.credit for row in counted if (row.level, row.kind) == (level, "KONVERSI") and row.period_to > since),
        Decimal(),
    )
    taken, gaps = _take_months(agency, official, counted, since, as_of)
    bonus = [row.credit for row in mine if row.kind == "IJAZAH"]
    if not bonus and _has_new_diploma(official, since, as_of):
        bonus = [CREDIT_LEVELS[level].step / DIPLOMA_SHARE]
    is_incomplete = (not given and (entered < CONVERTED_SINCE or grade is None)) or gaps
    total = base + recorded + _convert(level, taken) + sum(bonus, Decimal())
    return Credit(level, total, not is_incomplete)


def _base_of_grade(level: str, grade: str | None) -> Decimal:
    """Return the base credit of a grade above the first of the level (5.3)."""
    if grade is None:
        return Decimal()
    return max(GRADE_ORDINAL[grade] - GRADE_ORDINAL[GRADE_RANGE[level][0]], 0) * CREDIT_LEVELS[level].step


def _take_months(
    agency: Agency, official: Employee, counted: list[CreditRow], since: date, as_of: date
) -> tuple[list[Appraisal], bool]:
    """Return the appraisal of every month that no record covers, and whether a month of a past year has neither."""
    cycles = {cycle.id: cycle for cycle in agency.cycles if cycle.ends_on <= as_of}
    outcomes = [(cycles[row.cycle_id], row) for row in official.appraisals if row.cycle_id in cycles and row.ordinal]
    taken, has_gap = [], False
    for first, last in _months(since, as_of):
        if any(row.kind == "KONVERSI" and row.period_from <= first < row.period_to for row in counted):
            continue
        fitting = [(cycle, row) for cycle, row in outcomes if cycle.starts_on <= first and last <= cycle.ends_on]
        if fitting:
            taken.append(min(fitting, key=_precedence)[1])
        elif first.year < as_of.year:
            has_gap = True
    return taken, has_gap


def _months(since: date, as_of: date) -> Iterator[tuple[date, date]]:
    """Yield first and last day of every month that lies in [since, as_of]."""
    first = since if since.day == 1 else add_months(since.replace(day=1), 1)
    while (last := add_months(first, 1) - timedelta(days=1)) <= as_of:
        yield first, last
        first = add_months(first, 1)


def _precedence(pair: tuple[Cycle, Appraisal]) -> tuple[int, int, int]:
    cycle, row = pair
    return CYCLE_ORDER.index(cycle.kind), -cycle.ends_on.toordinal(), -row.id


def _convert(level: str, taken: list[Appraisal]) -> Decimal:
    """Return the credit of the months, each appraisal rounded by itself (5.2)."""
    total = Decimal()
    for row, months in Counter(taken).items():
        assert row.ordinal is not None
        year = CREDIT_LEVELS[level].coefficient * PERCENTAGE[row.ordinal] / 100
        total += round_half_up(year * months / 12)
    return total


def _has_new_diploma(official: Employee, since: date, as_of: date) -> bool:
    """Return whether a higher diploma than any before was recognised since (5.4)."""
    ranks = [(row.recognised_on, EDUCATION_RANK[row.level]) for row in official.person.diplomas if row.recognised_on]
    before = [rank for day, rank in ranks if day <= since]
    after = [rank for day, rank in ranks if since < day <= as_of]
    return bool(before and after) and max(after) > max(before)
