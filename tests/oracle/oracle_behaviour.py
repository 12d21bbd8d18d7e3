"""How the seven values were rated, by docs/definitions/performance.md: person by person, unit by unit."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from oracle_calendar import round_half_up
from oracle_dossier import find_amount
from oracle_facts import Agency
from oracle_followup import VALUES
from oracle_performance import Standing, full_years, stand
from oracle_training import descendants


def behaviour_employee(office: Agency, as_of: date) -> dict[tuple[int, int, str], dict[str, Any]]:
    """Return a row per employee, year and value that the annual appraisal rates."""
    return {
        (row.employee.id, row.year, value): {
            "unit_id": row.unit_id,
            "core_value_label_id": VALUES[value],
            "rating_code": rating,
            "evidence_appraisal_id": row.outcome.id if row.outcome else None,
        }
        for year in full_years(as_of)
        for row, value, rating in _find_rated(office, stand(office, year, as_of))
    }


def behaviour_unit(office: Agency, as_of: date) -> dict[tuple[int, int, str], dict[str, Any]]:
    """Return a row per unit, year and value rated in the unit or below it."""
    minimum = find_amount(office, "behaviour_minimum", as_of)
    rows = {}
    for year in full_years(as_of):
        people = stand(office, year, as_of)
        rated = [*_find_rated(office, people)]
        for unit in office.units:
            below = descendants(office, unit.id)
            for value in VALUES:
                ratings = [code for row, name, code in rated if name == value and row.unit_id in below]
                if not ratings:
                    continue
                is_told = len(ratings) >= minimum
                low = ratings.count("DI_BAWAH")
                rows[unit.id, year, value] = {
                    "parent_unit_id": unit.parent_id,
                    "employees": sum(row.unit_id in below for row in people),
                    "rated": len(ratings),
                    "above": ratings.count("DI_ATAS") if is_told else None,
                    "as_expected": ratings.count("SESUAI") if is_told else None,
                    "below": low if is_told else None,
                    "below_pct": round_half_up(Decimal(100 * low) / len(ratings)) if is_told else None,
                    "minimum_people": minimum,
                    "state_code": "CUKUP_DATA" if is_told else "TERLALU_SEDIKIT",
                }
    return rows


def _find_rated(office: Agency, people: list[Standing]) -> Iterator[tuple[Standing, str, str]]:
    by_appraisal = {row.outcome.id: row for row in people if row.outcome}
    for rating in office.value_ratings:
        if rating.appraisal_id in by_appraisal:
            yield by_appraisal[rating.appraisal_id], rating.value, rating.rating
