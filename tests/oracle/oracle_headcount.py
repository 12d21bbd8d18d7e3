"""People per unit and month by docs/definitions/due.md (headcount_month): opening + joined - gone = closing."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from oracle_calendar import FOREVER, add_months
from oracle_dossier import end_of
from oracle_facts import Agency, Employee
from oracle_state import find_unit, is_employed

MONTHS = 36
PENSIONS = frozenset({"BUP", "PENSIUN_DINI"})


@dataclass(frozen=True)
class Stay:
    """A person in one unit over [start, end)."""

    employee: Employee
    unit_id: int
    start: date
    end: date


def stays(office: Agency, employee: Employee) -> list[Stay]:
    """Return where a person was from when to when; a change of post within a unit is no new stay."""
    days = {employee.appointed_on, end_of(employee.terminated_on)}
    days |= {day for row in employee.assignments for day in (row.valid_from, end_of(row.valid_to))}
    days |= {day for row in employee.contracts for day in (row.valid_from, row.valid_to)}
    found: list[Stay] = []
    bounds = sorted(days | {FOREVER})
    for start, end in pairwise(bounds):
        if not is_employed(employee, start):
            continue
        unit = find_unit(office, employee, start)
        if found and found[-1].end == start and found[-1].unit_id == unit:
            start = found.pop().start
        found.append(Stay(employee, unit, start, end))
    return found


def headcount_month(office: Agency, as_of: date) -> dict[tuple[int, date], dict[str, Any]]:
    """Return a row per unit and month, by unit and first day of the month."""
    people = [stays(office, employee) for employee in office.employees]
    rows = {}
    for back in range(MONTHS):
        first = add_months(as_of.replace(day=1), -back)
        last = min(add_months(first, 1) - timedelta(days=1), as_of)
        counts = _count(people, first, last)
        for unit in office.units:
            exists = unit.valid_from <= last and first < end_of(unit.valid_to)
            if exists or any(counts[unit.id].values()):
                rows[unit.id, first] = _row(counts[unit.id])
    return rows


def headcount_stay(office: Agency, as_of: date) -> dict[tuple[int, date], dict[str, Any]]:
    """Return a row per employee and time in one unit, as far as it reaches into the months counted."""
    since = add_months(as_of.replace(day=1), 1 - MONTHS)
    rows = {}
    for employee in office.employees:
        history = stays(office, employee)
        for number, stay in enumerate(history):
            if stay.start > as_of or stay.end < since:
                continue
            is_over = stay.end <= as_of
            is_moved = number + 1 < len(history) and history[number + 1].start == stay.end
            rows[employee.id, stay.start] = {
                "unit_id": stay.unit_id,
                "scheme": employee.scheme,
                "is_hired": not (number and history[number - 1].end == stay.start),
                "last_on": stay.end - timedelta(days=1) if is_over else None,
                "is_leaver": not is_moved if is_over else None,
            }
    return rows


def _count(people: list[list[Stay]], first: date, last: date) -> dict[int, Counter[str]]:
    counts: dict[int, Counter[str]] = {}

    def add(unit: int, name: str) -> None:
        counts.setdefault(unit, Counter())[name] += 1

    for history in people:
        for number, stay in enumerate(history):
            before = history[number - 1] if number and history[number - 1].end == stay.start else None
            after = history[number + 1] if number + 1 < len(history) else None
            if stay.start < first <= stay.end:
                add(stay.unit_id, "opening")
            if stay.start <= last < stay.end:
                add(stay.unit_id, "closing")
                add(stay.unit_id, f"closing_{stay.employee.scheme.lower()}")
            if first <= stay.start <= last:
                add(stay.unit_id, "moved_in" if before else "hired")
            if first <= stay.end <= last:
                if after and after.start == stay.end:
                    add(stay.unit_id, "moved_out")
                else:
                    add(stay.unit_id, "leavers")
                    is_pension = stay.employee.termination_kind in PENSIONS
                    if is_pension and stay.end == stay.employee.terminated_on:
                        add(stay.unit_id, "left_pension")
    return _Missing(counts)


class _Missing(dict[int, Counter[str]]):
    def __missing__(self, key: int) -> Counter[str]:
        return Counter()


def _row(count: Counter[str]) -> dict[str, Any]:
    names = ("opening", "closing", "hired", "leavers", "left_pension", "moved_in", "moved_out", "closing_pns",
             "closing_pppk")  # fmt: skip
    row = {name: count[name] for name in names}
    return row | {"joined": row["hired"] + row["moved_in"], "gone": row["leavers"] + row["moved_out"]}
