"""What `selection_fairness` and `recognition_gap` must say, from docs/definitions/merit.md."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from oracle_calendar import add_years, round_half_up
from oracle_facts import Agency, Employee
from oracle_law import GOOD, PREDICATE
from oracle_merit import Contest, Judged, find_predicate, judge_contenders
from oracle_state import find_grade, find_root, find_unit, is_employed

FAIRNESS_MINIMUM, FAIRNESS_YEARS = 10, 5
DAY = timedelta(days=1)
FOR_SERVICE = ("SATYALANCANA_X", "SATYALANCANA_XX", "SATYALANCANA_XXX")

Group = tuple[str, str]


def selection_fairness(agency: Agency, contests: list[Contest], as_of: date) -> dict[Group, dict[str, Any]]:
    """Return what is told of each group of candidates, by dimension and group."""
    groups: dict[Group, list[tuple[Judged, bool]]] = defaultdict(list)
    everybody: list[bool] = []
    for contest in contests:
        if not add_years(as_of, -FAIRNESS_YEARS) < contest.decided_on <= as_of:
            continue
        there = judge_contenders(agency, contest, as_of)
        if len(there) < 2:
            continue
        for each in there:
            is_chosen = each.contender.id == contest.candidate_id
            everybody.append(is_chosen)
            for group in _find_groups(agency, each.employee, contest.decided_on):
                groups[group].append((each, is_chosen))
    return {group: _tell_group(members, everybody) for group, members in groups.items()}


def _tell_group(members: list[tuple[Judged, bool]], everybody: list[bool]) -> dict[str, Any]:
    if len(members) < FAIRNESS_MINIMUM:
        figures = ("candidates", "candidates_standing", "chosen", "chosen_pct", "overall_pct")
        return {"state_code": "TERLALU_SEDIKIT", **dict.fromkeys(figures)}
    chosen = sum(is_chosen for _, is_chosen in members)
    return {
        "state_code": "CUKUP_DATA",
        "candidates": len(members),
        "candidates_standing": sum(each.stands for each, _ in members),
        "chosen": chosen,
        "chosen_pct": round_half_up(Decimal(100 * chosen) / len(members)),
        "overall_pct": round_half_up(Decimal(100 * sum(everybody)) / len(everybody)),
    }


def _find_groups(agency: Agency, employee: Employee, day: date) -> list[Group]:
    born = employee.person.born_on
    age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    band = "DI_BAWAH_35" if age < 35 else "DARI_35" if age < 45 else "DARI_45" if age < 55 else "DARI_55"
    parents = {unit.id: unit.parent_id for unit in agency.units}
    office, root = find_unit(agency, employee, day - DAY), find_root(agency)
    while parents[office] not in (None, root):
        office = parents[office] or root
    return [("JENIS_KELAMIN", employee.person.sex), ("USIA", band), ("PERANGKAT_DAERAH", str(office))]


def recognition_gap(agency: Agency, contests: list[Contest], as_of: date) -> dict[tuple[int, str], dict[str, Any]]:
    """Return each gap between work and recognition, by employee and kind of gap."""
    last = as_of.year if (as_of.month, as_of.day) == (12, 31) else as_of.year - 1
    since = date(last - 1, 1, 1)
    appointed: dict[int, list[date]] = defaultdict(list)
    passed: dict[int, list[date]] = defaultdict(list)
    for contest in contests:
        if since <= contest.decided_on <= as_of:
            there = judge_contenders(agency, contest, as_of)
            chosen = next(each for each in there if each.contender.id == contest.candidate_id)
            appointed[chosen.employee.id].append(contest.decided_on)
            for each in there:
                if each is not chosen and each.stands and each.beats(chosen):
                    passed[each.employee.id].append(contest.decided_on)
    rows: dict[tuple[int, str], dict[str, Any]] = {}
    for employee in agency.employees:
        if is_employed(employee, as_of):
            row = _weigh(agency, employee, as_of, last, appointed[employee.id], passed[employee.id])
            rows |= {(employee.id, gap): row for gap in _find_gaps(agency, employee, as_of, last, row)}
    return rows


def _weigh(
    agency: Agency, employee: Employee, as_of: date, last: int, appointed: list[date], passed: list[date]
) -> dict[str, Any]:
    since = date(last - 1, 1, 1)
    awards = [
        row.awarded_on for row in employee.awards if since <= row.awarded_on <= as_of and row.kind not in FOR_SERVICE
    ]
    grade = find_grade(employee, as_of) if employee.scheme == "PNS" else None
    promoted_on = grade[1] if grade and grade[1] >= since and grade[1] > employee.appointed_on else None
    undeserved = [day for day in (*awards, *appointed) if _was_poor(agency, employee, day.year - 1, as_of)]
    return {
        "since": since,
        "awarded_on": max(awards, default=None),
        "promoted_on": promoted_on,
        "chosen_on": max(appointed, default=None),
        "times_passed_over": len(passed),
        "passed_over_on": max(passed, default=None),
        "undeserved_on": max(undeserved, default=None),
    }


def _find_gaps(agency: Agency, employee: Employee, as_of: date, last: int, row: dict[str, Any]) -> list[str]:
    gaps = []
    if row["passed_over_on"] and row["passed_over_on"] >= (row["chosen_on"] or row["passed_over_on"]):
        gaps.append("DILEWATI")
    years = [year for year in (last - 1, last) if is_employed(employee, date(year, 12, 31))]
    marks = [find_predicate(agency, employee, year, as_of) for year in years]
    given = [row[name] for name in ("awarded_on", "promoted_on", "chosen_on") if row[name]]
    if marks == [PREDICATE["SANGAT_BAIK"]] * 2 and not given:
        gaps.append("BELUM_DIAKUI")
    if row["undeserved_on"]:
        gaps.append("TANPA_DASAR")
    return gaps


def _was_poor(agency: Agency, employee: Employee, year: int, as_of: date) -> bool:
    """Return whether the work of a year, at whose end somebody was employed, is recorded as below Baik."""
    ordinal = find_predicate(agency, employee, year, as_of) if is_employed(employee, date(year, 12, 31)) else None
    return ordinal is not None and ordinal < GOOD
