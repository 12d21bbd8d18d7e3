"""Posts needed and filled by docs/definitions/due.md (bezetting)."""

from datetime import date
from typing import Any

from oracle_calendar import add_months
from oracle_facts import Agency, Seat
from oracle_retirement import find_retirement
from oracle_state import holds, is_employed


def bezetting(office: Agency, as_of: date) -> dict[tuple[int, int], dict[str, Any]]:
    """Return a row per unit and position title: seats in force, and seats that somebody employed holds."""
    staff = [employee for employee in office.employees if is_employed(employee, as_of)]
    held = [
        (employee, row) for employee in staff for row in employee.assignments if holds(row, as_of)
    ]  # fmt: skip
    groups: dict[tuple[int, int], list[Seat]] = {}
    for place in office.seats:
        if holds(place, as_of) or any(row.seat_id == place.id for _, row in held):
            groups.setdefault((place.unit_id, place.title.id), []).append(place)
    rows = {}
    for key, places in groups.items():
        seats = {place.id for place in places}
        filled = [employee for employee, row in held if row.kind == "DEFINITIF" and row.seat_id in seats]
        acting = {employee.id for employee, row in held if row.kind != "DEFINITIF" and row.seat_id in seats}
        limit = add_months(as_of, 12)
        retiring = sum(find_retirement(office, employee, as_of).leaves_on <= limit for employee in filled)
        needed = sum(place.needed for place in places if holds(place, as_of))
        rows[key] = {
            "needed": needed,
            "filled": len(filled),
            "acting": len(acting),
            "vacant": max(needed - len(filled), 0),
            "surplus": max(len(filled) - needed, 0),
            "retiring_12_months": retiring,
            "vacant_in_12_months": max(needed - (len(filled) - retiring), 0),
        }
    return rows
