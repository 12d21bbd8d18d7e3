"""Programmes with partners by docs/definitions/training.md."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from oracle_calendar import round_half_up
from oracle_dossier import find_amount
from oracle_facts import Agency
from oracle_partner_facts import Agreement, Held


def find_notice(end: date, months: int) -> date:
    """Return the day so many months before an end, from which on its agreement ends soon."""
    day = end
    while add_months(day - timedelta(days=1), months) >= end:
        day -= timedelta(days=1)
    return day


def add_months(day: date, months: int) -> date:
    """Return the same day so many months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + (month == 11), (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def find_agreement_state(agreement: Agreement, as_of: date, months: int) -> str:
    """Return whether an agreement is in force; the day it ends it is not any more."""
    if as_of < agreement.valid_from:
        return "BELUM_BERLAKU"
    if agreement.valid_to is None:
        return "BERLAKU"
    if as_of >= agreement.valid_to:
        return "BERAKHIR"
    return "SEGERA_BERAKHIR" if as_of >= find_notice(agreement.valid_to, months) else "BERLAKU"


def _total(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal()) if known else None


def _share(sessions: list[Held]) -> Decimal | None:
    both = [(row.budget, row.spent) for row in sessions if row.budget is not None and row.spent is not None]
    planned = sum((budget for budget, _ in both), Decimal())
    return round_half_up(100 * sum((spent for _, spent in both), Decimal()) / planned) if planned else None


def partner_programme(agency: Agency, as_of: date) -> dict[tuple[int], dict[str, Any]]:
    """Return a row per agreement of the agency."""
    minimum = find_amount(agency, "training_effect_minimum", as_of)
    months = int(find_amount(agency, "agreement_notice_months", as_of))
    rows = {}
    for agreement in agency.agreements:
        state = find_agreement_state(agreement, as_of, months)
        held = [row for row in agreement.sessions if row.ends_on <= as_of]
        begun = [row for row in agreement.sent if row.valid_from <= as_of]
        ratings = [rating for row in held for rating in row.ratings]
        is_rated = bool(ratings) and len(ratings) >= minimum
        renewal = next((other.number for other in agency.agreements if other.renews_id == agreement.id), None)
        is_counted_down = state in ("BERLAKU", "SEGERA_BERAKHIR") and agreement.valid_to is not None
        rows[(agreement.id,)] = {
            "state_code": state,
            "days_to_expiry": (agreement.valid_to - as_of).days if is_counted_down and agreement.valid_to else None,
            "renewed_by_number": renewal,
            "is_renewal_open": renewal is None and state in ("SEGERA_BERAKHIR", "BERAKHIR"),
            "sessions_held": len(held),
            "sessions_planned": len(agreement.sessions) - len(held),
            "participants": sum(status == "HADIR" for row in held for status in row.statuses),
            "hours_delivered": sum((hours for row in held for day, hours in row.hours if day <= as_of), Decimal()),
            "budget_planned": _total(row.budget for row in agreement.sessions),
            "budget_spent": _total(row.spent for row in held),
            "spent_pct": _share(held),
            "sessions_without_spent": sum(row.budget is not None and row.spent is None for row in held),
            "internships": sum(row.kind == "MAGANG" for row in begun),
            "exchanges": sum(row.kind == "PERTUKARAN" for row in begun),
            "interns_away": sum(row.valid_to > as_of for row in begun),
            "interns_completed": sum(row.valid_to <= as_of and row.is_completed for row in begun),
            "ratings": len(ratings),
            "minimum_people": int(minimum),
            "mean_rating": round_half_up(Decimal(sum(ratings)) / len(ratings)) if is_rated else None,
            "rating_state_code": "CUKUP_DATA" if is_rated else "TERLALU_SEDIKIT",
        }
    return rows
