"""Follow-up of meetings by docs/definitions/engagement.md."""

from datetime import date
from decimal import Decimal
from typing import Any

from oracle_calendar import round_half_up
from oracle_facts import Agency
from oracle_service_facts import ActionItem
from oracle_state import find_unit, is_employed


def forum_followup(agency: Agency, as_of: date) -> dict[tuple[int], dict[str, Any]]:
    """Return a row per action item of the meetings held by the day."""
    rows = {}
    for item in agency.action_items:
        if item.held_on > as_of:
            continue
        owner = next((employee for employee in agency.employees if employee.id == item.employee_id), None)
        is_here = owner is not None and is_employed(owner, as_of)
        state = find_item_state(item, as_of)
        came = sum(presence in ("HADIR", "DIWAKILI") for presence in item.presences)
        is_done = item.done_on is not None and item.done_on <= as_of
        ended = item.done_on if is_done and item.done_on else as_of
        rows[(item.id,)] = {
            "employee_id": item.employee_id,
            "is_owner_employed": is_here,
            "unit_id": find_unit(agency, owner, as_of) if is_here and owner else None,
            "state_code": state,
            "done_on": item.done_on if is_done else None,
            "days_late": (ended - item.due_on).days if state in ("TERLAMBAT", "SELESAI_TERLAMBAT") else None,
            "days_left": (item.due_on - as_of).days if state == "BERJALAN" else None,
            "invited": len(item.presences),
            "attended": came,
            "attendance_pct": round_half_up(Decimal(100 * came) / len(item.presences)) if item.presences else None,
        }
    return rows


def find_item_state(item: ActionItem, as_of: date) -> str:
    """Return how far an item has come on the day; the day it is due is still in time."""
    if item.status == "DIBATALKAN":
        return "DIBATALKAN"
    if item.done_on is not None and item.done_on <= as_of:
        return "SELESAI" if item.done_on <= item.due_on else "SELESAI_TERLAMBAT"
    return "BERJALAN" if as_of <= item.due_on else "TERLAMBAT"
