"""Mandatory training and the effect of courses by rules.md 7.3 and docs/definitions/competence.md."""

from datetime import date
from decimal import Decimal
from statistics import mean
from typing import Any

from oracle_calendar import add_months, round_half_up
from oracle_dossier import ASKED_LEADERSHIP, CATEGORY, COURSE_OF_LEVEL, FUNCTIONAL, find_amount, find_level_code, is_set
from oracle_facts import Agency, Completion, Employee
from oracle_law import LEADERSHIP_LEVEL
from oracle_performance import find_annual, full_years
from oracle_state import find_level_since, find_own, find_unit, is_employed, is_probationary

MONTHS_ALLOWED = 12
OWN_MONTHS = {"ORIENTASI_PPPK": "mandatory_pppk_months", "FUNGSIONAL": "mandatory_functional_months"}  # [U]
BASIC = frozenset({"LATSAR", "PRAJABATAN"})


def mandatory_training(office: Agency, as_of: date) -> dict[tuple[int, str], dict[str, Any]]:
    """Return a row per employee employed on the day and course asked; one row when nothing is asked."""
    rows = {}
    for employee in office.employees:
        if not is_employed(employee, as_of):
            continue
        unit = find_unit(office, employee, as_of)
        asked = _asked(office, employee, as_of)
        for course, (start, done) in asked.items():
            own = find_own(office.parameters, OWN_MONTHS.get(course, ""), "", as_of)
            months = int(own or MONTHS_ALLOWED)
            rows[employee.id, course] = {"unit_id": unit, **_state(start, done, months, as_of)}
        if not asked:
            rows[employee.id, "TIDAK_ADA"] = {"unit_id": unit, "state_code": "TIDAK_BERLAKU"}
    return rows


def _asked(office: Agency, employee: Employee, as_of: date) -> dict[str, tuple[date, Completion | None]]:
    finished = [row for row in employee.completions if row.ended_on <= as_of]
    level = find_level_code(office, employee, as_of)
    since = find_level_since(office, employee, as_of)
    asked: dict[str, tuple[date, Completion | None]] = {}
    if level in ASKED_LEADERSHIP and since:
        least = ASKED_LEADERSHIP[level]
        enough = [row for row in finished if LEADERSHIP_LEVEL.get(row.kind, 0) >= least]
        best = min(enough, key=lambda row: (-LEADERSHIP_LEVEL[row.kind], row.ended_on, row.id), default=None)
        asked[COURSE_OF_LEVEL[least]] = since, best
    if is_probationary(employee, as_of):
        asked["LATSAR"] = employee.appointed_on, _earliest(finished, BASIC)
    if employee.scheme == "PPPK":
        asked["ORIENTASI_PPPK"] = employee.appointed_on, _earliest(finished, frozenset({"ORIENTASI_PPPK"}))
    if CATEGORY[level].startswith("JF_") and since and is_set(office, "mandatory_functional", as_of):
        asked["FUNGSIONAL"] = since, _earliest(finished, FUNCTIONAL)
    return asked


def _earliest(finished: list[Completion], kinds: frozenset[str]) -> Completion | None:
    found = [row for row in finished if row.kind in kinds]
    return min(found, key=lambda row: (row.ended_on, row.id), default=None)


def _state(start: date, done: Completion | None, months: int, as_of: date) -> dict[str, Any]:
    due_on = add_months(start, months)
    late = "BELUM_DALAM_TENGGANG" if as_of < due_on else "BELUM_LEWAT_TENGGANG"
    return {
        "state_code": "SUDAH" if done else late,
        "counted_from": start,
        "due_on": due_on,
        "evidence_completion_id": done.id if done else None,
        "satisfied_on": done.ended_on if done else None,
    }


# --- effect ----------------------------------------------------------------------------------------------------------


def training_effect(office: Agency, as_of: date) -> dict[tuple[int], dict[str, Any]]:
    """Return a row per course of the catalogue."""
    return {(course.id,): _effect(office, course.id, as_of) for course in office.courses}


Cell = tuple[int, str]
Change = tuple[int, int]


def _effect(office: Agency, course: int, as_of: date) -> dict[str, Any]:
    minimum = find_amount(office, "training_effect_minimum", as_of)
    ratings = [row.rating for row in office.ratings if row.course_id == course and row.ends_on <= as_of]
    is_rated = len(ratings) >= minimum
    row: dict[str, Any] = {
        "ratings": len(ratings),
        "mean_rating": round_half_up(mean(map(Decimal, ratings))) if is_rated else None,
        "rating_state_code": "CUKUP_DATA" if is_rated else "TERLALU_SEDIKIT",
    }
    trained, others, participants = _cells(office, course, as_of)
    cells = [cell for cell in trained if others.get(cell)]
    mine = [change for cell in cells for change in trained[cell]]
    compared = sum(len(others[cell]) for cell in cells)
    row |= {"participants": participants, "compared": len(mine), "comparison_people": compared}
    names = ("predicate_before", "predicate_after", "change", "comparison_change", "difference")
    if len(mine) < minimum or compared < minimum:
        return row | dict.fromkeys(names) | {"effect_state_code": "TERLALU_SEDIKIT"}
    before, after = mean(Decimal(a) for a, _ in mine), mean(Decimal(b) for _, b in mine)
    change = after - before
    usual = mean(Decimal(mean(Decimal(b - a) for a, b in others[cell])) for cell in cells for _ in trained[cell])
    values = (before, after, change, usual, change - usual)
    return (
        row
        | {name: round_half_up(value) for name, value in zip(names, values, strict=True)}
        | {"effect_state_code": "CUKUP_DATA"}
    )


def _cells(office: Agency, course: int, as_of: date) -> tuple[dict[Cell, list[Change]], dict[Cell, list[Change]], int]:
    """Return the changes of participants and of others by year and kind of post, and how many took part."""
    last = full_years(as_of)[-1]
    trained: dict[Cell, list[Change]] = {}
    others: dict[Cell, list[Change]] = {}
    participants = 0
    for year in range(last - 3, last):
        for employee in office.employees:
            if not is_employed(employee, date(year, 12, 31)):
                continue
            years = {row.ended_on.year for row in employee.completions if row.course_id == course}
            participants += year in years
            before, after = (_ordinal(office, employee, each, as_of) for each in (year - 1, year + 1))
            if before is None or after is None:
                continue
            cell = year, CATEGORY[find_level_code(office, employee, date(year, 12, 31))]
            if year in years:
                trained.setdefault(cell, []).append((before, after))
            elif not years & {year - 1, year + 1}:
                others.setdefault(cell, []).append((before, after))
    return trained, others, participants


def _ordinal(office: Agency, employee: Employee, year: int, as_of: date) -> int | None:
    outcome = find_annual(office, employee, year, as_of)
    return outcome.ordinal if outcome else None
