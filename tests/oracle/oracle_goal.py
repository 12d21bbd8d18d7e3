"""Cascade of goals by docs/definitions/followup.md."""

from datetime import date
from typing import Any

from oracle_facts import Agency
from oracle_followup_facts import Goal
from oracle_state import find_unit, is_employed


def find_under_way(agency: Agency, as_of: date) -> set[int]:
    """Return the cycles of the day, their first and last day included."""
    return {cycle.id for cycle in agency.cycles if cycle.starts_on <= as_of <= cycle.ends_on}


def climb(goal: Goal, held: dict[int, Goal]) -> list[Goal]:
    """Return a goal and every goal above it, as far as people who are still employed carry them."""
    path = [goal]
    while (above := held.get(path[-1].parent_id or 0)) and above not in path:
        path.append(above)
    return path


def is_above(agency: Agency, unit: int, above: int) -> bool:
    """Return whether a unit is another one or stands somewhere below it."""
    parents = {each.id: each.parent_id for each in agency.units}
    place: int | None = unit
    while place is not None and place != above:
        place = parents[place]
    return place == above


def goal_cascade(agency: Agency, as_of: date) -> dict[tuple[str, int], dict[str, Any]]:
    """Return a row per goal of a unit, and per goal of somebody employed, in the cycles under way."""
    cycles = find_under_way(agency, as_of)
    units = {row.id: find_unit(agency, row, as_of) for row in agency.employees if is_employed(row, as_of)}
    held = {goal.id: goal for goal in agency.goals if goal.cycle_id in cycles and goal.employee_id in units}
    paths = {number: climb(goal, held) for number, goal in held.items()}
    unit_goals = {goal.id: goal for goal in agency.unit_goals}
    names = {unit.id: unit.name for unit in agency.units}
    titles = {goal.id: goal.title for goal in agency.goals}
    rows: dict[tuple[str, int], dict[str, Any]] = {}
    for number, goal in held.items():
        top, own = paths[number][-1], units[goal.employee_id]
        unit_goal, above = unit_goals.get(goal.unit_goal_id or 0), held.get(goal.parent_id or 0)
        served = unit_goal.unit_id if unit_goal else units[above.employee_id] if above else None
        aimless = goal.parent_id is None and goal.unit_goal_id is None
        rows["PEGAWAI", number] = {
            "employee_id": goal.employee_id,
            "unit_id": own,
            "title": goal.title,
            "serves_title": unit_goal.title if unit_goal else titles.get(goal.parent_id or 0),
            "is_in_own_line": None if served is None else is_above(agency, own, served),
            "steps": len(paths[number]) if top.unit_goal_id else None,
            "direct_followers": sum(other.parent_id == number for other in held.values()),
            "followers": sum(goal in path[1:] for path in paths.values()),
            "state_code": "TERHUBUNG" if top.unit_goal_id else "TANPA_ARAH" if aimless else "TERPUTUS",
        }
    for number, each in unit_goals.items():
        if each.cycle_id in cycles:
            taken = [path for path in paths.values() if path[-1].unit_goal_id == number]
            rows["UNIT", number] = {
                "employee_id": None,
                "unit_id": each.unit_id,
                "unit_name": names[each.unit_id],
                "title": each.title,
                "serves_title": None,
                "is_in_own_line": None,
                "steps": 0,
                "direct_followers": sum(len(path) == 1 for path in taken),
                "followers": len(taken),
                "state_code": "DITERUSKAN" if taken else "BELUM_DITERUSKAN",
            }
    return rows
