"""Certificates that end by docs/definitions/due.md: training by training."""

from datetime import date
from typing import Any

from oracle_facts import Agency, Completion, Employee
from oracle_partner import add_months
from oracle_plan import NOTICE, training_plan
from oracle_state import find_unit, is_employed


def certificate_due(office: Agency, as_of: date) -> dict[tuple[int], dict[str, Any]]:
    """Return a row per last certificate that expires, of employees employed on the day."""
    plan = training_plan(office, as_of)
    codes = {course.id: course.code for course in office.courses}
    rows = {}
    for who in office.employees:
        for last in _find_last(who, as_of) if is_employed(who, as_of) else ():
            if last.expires_on is None or last.expires_on < add_months(as_of, -NOTICE):
                continue
            state = _find_state(last.expires_on, as_of)
            need = plan.get((who.id, "SERTIFIKAT", codes[last.course_id])) if last.course_id else None
            rows[(last.id,)] = {
                "employee_id": who.id,
                "unit_id": find_unit(office, who, as_of),
                "course_id": last.course_id,
                "title": last.title,
                "ended_on": last.ended_on,
                "expires_on": last.expires_on,
                "days_to_expiry": None if state == "BERAKHIR" else (last.expires_on - as_of).days,
                "status_code": state,
                "renewal_code": None if state == "BERLAKU" else need["state_code"] if need else "TANPA_PELATIHAN",
                "session_id": need["session_id"] if need else None,
                "places_left": need["places_left"] if need else None,
            }
    return rows


def _find_last(who: Employee, as_of: date) -> list[Completion]:
    """Return the last completion of each course, and of each title that is in no catalogue."""
    last: dict[int | str, Completion] = {}
    for row in sorted(who.completions, key=lambda row: (row.ended_on, row.id)):
        if row.ended_on <= as_of:
            last[row.course_id or "".join(row.title.lower().split())] = row
    return [*last.values()]


def _find_state(end: date, as_of: date) -> str:
    if end <= as_of:
        return "BERAKHIR"
    return "SEGERA_BERAKHIR" if end <= add_months(as_of, NOTICE) else "BERLAKU"
