"""The profile of units by docs/definitions/due.md: people counted one by one."""

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

from oracle_calendar import round_half_up
from oracle_facts import Agency
from oracle_rows import roster_rows
from oracle_training import descendants

DIMENSIONS = {
    "JENIS": "employment_type_code",
    "GOLONGAN": "grade_group",
    "PENDIDIKAN": "education_level_code",
    "USIA": "age_group",
    "JENIS_KELAMIN": "sex",
    "JABATAN": "position_category",
}


def workforce_profile(office: Agency, as_of: date) -> dict[tuple[int, str, str], dict[str, Any]]:
    """Return a row per unit, dimension and group that has people."""
    people = [*roster_rows(office, as_of).values()]
    rows = {}
    for unit in office.units:
        below = descendants(office, unit.id)
        here = [row for row in people if row["unit_id"] in below]
        for dimension, column in DIMENSIONS.items():
            for group, number in Counter(row[column] or "-" for row in here).items():
                rows[unit.id, dimension, group] = {
                    "parent_unit_id": unit.parent_id,
                    "employees": number,
                    "employees_of_unit": len(here),
                    "share_pct": round_half_up(Decimal(100 * number) / len(here)),
                }
    return rows
