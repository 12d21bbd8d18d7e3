"""Periodic salary increments (KGB) by rules.md 14.1 and docs/definitions/due.md."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from oracle_calendar import FOREVER, add_months, whole_months
from oracle_dossier import end_of, find_amount, is_set
from oracle_facts import Agency, Employee, GradeRow, StatusRow
from oracle_law import GRADE_ORDINAL
from oracle_performance import find_annual
from oracle_retirement import find_retirement
from oracle_state import find_unit, holds, in_force, is_employed, unpaid_leaves

INTERVAL = 2
DELAY_MONTHS = 12
ENOUGH = 3  # Cukup
BLOCKING_STATUSES = ("CLTN", "PEMBERHENTIAN_SEMENTARA", "HILANG")
DOUBTED_STATUSES = {"PEMBERHENTIAN_SEMENTARA": "kgb_blocked_suspended", "HILANG": "kgb_blocked_missing"}  # [U]
BLOCKER_ORDER = (*BLOCKING_STATUSES, "HUKDIS", "KINERJA", "BUP")
PPPK_GRADES = (
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII",
)  # fmt: skip

PPPK_TABLE_SINCE = date(2020, 9, 29)  # Perpres 98/2020


def steps_of(grade: str, *, has_first_year: bool = True) -> list[int]:
    """Return the years of grade service at which the pay table of the grade rises, in order."""
    if grade in GRADE_ORDINAL:
        return _pns_steps(grade)
    if grade == "I":
        return list(range(0, 27, INTERVAL))
    if grade in {"II", "III", "IV"}:
        return list(range(3, 28, INTERVAL))
    if grade == "V":
        return [0, *([1] if has_first_year else []), *range(3, 34, INTERVAL)]
    if grade in {"VI", "VII", "VIII"}:
        return list(range(3, 34, INTERVAL))
    return list(range(0, 33, INTERVAL))


def _pns_steps(grade: str) -> list[int]:
    if grade == "I/a":
        return list(range(0, 27, INTERVAL))
    if grade in {"I/b", "I/c", "I/d"}:
        return list(range(3, 28, INTERVAL))
    if grade == "II/a":
        return [0, 1, *range(3, 34, INTERVAL)]
    if grade.startswith("II/"):
        return list(range(3, 34, INTERVAL))
    return list(range(0, 33, INTERVAL))


@dataclass
class Due:
    """What is known of the next increment; dates stay empty where the reckoning stops."""

    status: str = ""
    missing: str | None = None
    grade: str | None = None
    anchor: date | None = None
    months: int | None = None
    step: int | None = None
    scheduled_on: date | None = None
    next_on: date | None = None
    missed: int = 0
    blockers: set[str] = field(default_factory=set)


def kgb_due(office: Agency, as_of: date) -> dict[tuple[int], dict[str, Any]]:
    """Return a row for every employee employed on the day."""
    return {
        (employee.id,): _describe(office, employee, judge_increment(office, employee, as_of), as_of)
        for employee in office.employees
        if is_employed(employee, as_of)
    }


def _describe(office: Agency, employee: Employee, due: Due, as_of: date) -> dict[str, Any]:
    notice = int(find_amount(office, "kgb_notice_months", as_of))
    delay = whole_months(due.scheduled_on, due.next_on) if due.scheduled_on and due.next_on else None
    return {
        "unit_id": find_unit(office, employee, as_of),
        "status_code": due.status,
        "missing_code": due.missing,
        "grade_code": due.grade,
        "anchor_on": due.anchor,
        "service_total_months": due.months,
        "next_step_years": due.step,
        "scheduled_on": due.scheduled_on,
        "next_on": due.next_on,
        "delay_months": delay,
        "notice_on": add_months(due.next_on, -notice) if due.next_on else None,
        "missed_steps": due.missed,
        "blockers": sorted(due.blockers, key=BLOCKER_ORDER.index),
    }


def judge_increment(office: Agency, employee: Employee, as_of: date) -> Due:
    """Return when the next increment comes and what moves it."""
    due = Due()
    decree = find_decree(employee, as_of)
    contract = in_force(employee.contracts, as_of) if employee.scheme == "PPPK" else None  # a PNS has one by mistake
    due.grade = decree.grade if decree else contract.grade if contract else None
    if employee.employment_type == "PPPK_PARUH_WAKTU" and not is_set(office, "kgb_include_part_time", as_of):
        due.status = "TIDAK_BERLAKU"
        return due
    if decree is None:
        due.status, due.missing = "DATA_TIDAK_LENGKAP", "MKG" if contract else "GOLONGAN"
        return due
    _schedule(office, employee, decree, due, as_of)
    if decree.grade in PPPK_GRADES and as_of < PPPK_TABLE_SINCE:
        return Due("TIDAK_BERLAKU", grade=due.grade, anchor=due.anchor, months=due.months)
    if due.scheduled_on is None:
        due.status = "PUNCAK"
        return due
    _block(office, employee, due, as_of)
    if due.next_on is None:
        due.status = "TERHALANG"
        return due
    _perform(office, employee, due, as_of)
    due.status = _status(office, employee, due, as_of)
    return due


def find_decree(employee: Employee, as_of: date) -> GradeRow | None:
    """Return the very grade record in force, of the employee's own scheme: latest TMT, then highest, then last row."""
    ladder = tuple(GRADE_ORDINAL) if employee.scheme == "PNS" else PPPK_GRADES
    known = [row for row in employee.grades if row.valid_from <= as_of and row.grade in ladder]
    return max(known, key=lambda row: (row.valid_from, ladder.index(row.grade), row.id), default=None)


def unpaid_months(employee: Employee, start: date, end: date) -> int:
    """Return the whole months of CLTN between two days, reckoned row by row."""
    return sum(
        whole_months(max(row.valid_from, start), min(end_of(row.valid_to), end))
        for row in unpaid_leaves(employee)
        if max(row.valid_from, start) < min(end_of(row.valid_to), end)
    )


def _schedule(office: Agency, employee: Employee, decree: GradeRow, due: Due, as_of: date) -> None:
    """Find the anchor, the grade service on it, the next step, and the day it is reached."""
    papers = [(decree.valid_from, decree.service_months)]
    papers += [
        (row.valid_from, row.service_months)
        for row in employee.increments
        if decree.valid_from <= row.valid_from <= as_of
    ]
    due.anchor = anchor = max(day for day, _ in papers)
    due.months = max(
        months + whole_months(day, anchor) - unpaid_months(employee, day, anchor) for day, months in papers
    )
    has_first_year = is_set(office, "kgb_pppk_v_first_year", as_of)
    ahead = [step for step in steps_of(decree.grade, has_first_year=has_first_year) if step * 12 > due.months]
    served = due.months + whole_months(anchor, as_of) - unpaid_months(employee, anchor, as_of)
    due.missed = max(sum(step * 12 <= served for step in ahead) - 1, 0)
    if not ahead:
        return
    due.step = ahead[0]
    months = due.step * 12 - due.months
    due.scheduled_on = add_months(anchor, months)
    for row in sorted(unpaid_leaves(employee), key=lambda row: row.valid_from):
        if row.valid_from >= due.scheduled_on:
            break
        lost = _lost_months(row, anchor, as_of)
        if lost:
            due.blockers.add("CLTN")
        months += lost
        due.scheduled_on = add_months(anchor, months)


def _lost_months(row: StatusRow, anchor: date, as_of: date) -> int:
    return whole_months(max(row.valid_from, anchor), row.valid_to or as_of)


def _block(office: Agency, employee: Employee, due: Due, as_of: date) -> None:
    """Move the day to the end of what is in force on it; without an end there is no day."""
    assert due.scheduled_on is not None
    ends = []
    for status in employee.statuses:
        code = status.status.code
        doubt = DOUBTED_STATUSES.get(code)
        is_blocking = code in BLOCKING_STATUSES and (doubt is None or is_set(office, doubt, as_of))
        if is_blocking and holds(status, due.scheduled_on):
            due.blockers.add(code)
            ends.append(end_of(status.valid_to))
    for case in employee.punishments:
        is_delay = case.kind == "PP53_TUNDA_KGB_12" and case.status == "FINAL"
        if is_delay and holds(case, due.scheduled_on):
            due.blockers.add("HUKDIS")
            ends.append(end_of(case.valid_to))
    latest = max(ends, default=due.scheduled_on)
    due.next_on = None if latest == FOREVER else latest


def _perform(office: Agency, employee: Employee, due: Due, as_of: date) -> None:
    """Delay by a year for every bad year before the day; a year not over, or unknown, leaves it."""
    assert due.next_on is not None
    while True:
        year = due.next_on.year - 1
        if date(year, 12, 31) > as_of:
            return
        outcome = find_annual(office, employee, year, as_of)
        if outcome is None:
            due.missing = None if employee.appointed_on.year >= year else "SKP_TIDAK_ADA"
            return
        if outcome.ordinal is None:
            due.missing = "PREDIKAT_TIDAK_DIKENAL"
            return
        if outcome.ordinal >= ENOUGH:
            return
        due.blockers.add("KINERJA")
        due.next_on = add_months(due.next_on, DELAY_MONTHS)


def _status(office: Agency, employee: Employee, due: Due, as_of: date) -> str:
    assert due.next_on is not None
    assert due.scheduled_on is not None
    if due.next_on >= find_retirement(office, employee, as_of).leaves_on:
        due.blockers.add("BUP")
        due.missing = None  # whoever leaves before needs no predicate
        return "PENSIUN"
    if due.missing:
        return "DATA_TIDAK_LENGKAP"
    if due.next_on <= as_of:
        return "SUDAH_WAKTUNYA"
    if add_months(due.next_on, -int(find_amount(office, "kgb_notice_months", as_of))) <= as_of:
        return "PEMBERITAHUAN"
    return "DITUNDA" if whole_months(due.scheduled_on, due.next_on) > 0 else "DIJADWALKAN"
