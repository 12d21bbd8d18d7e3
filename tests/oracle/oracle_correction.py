"""How long corrections of records take, by docs/definitions/people.md, slowly and from the requests alone."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from statistics import median
from typing import Any

from oracle_calendar import add_months

Rows = dict[tuple[int, str], dict[str, Any]]


@dataclass(frozen=True)
class Request:
    """A request to correct a record, the unit whose business it is, and the days that its agency allows."""

    id: int
    unit: int
    table: str
    submitted_on: date
    decided_on: date | None
    outcome: str
    allowed: int


def correction_turnaround(requests: Iterable[Request], as_of: date) -> Rows:
    """Return a row per unit and table of which something waits on the day, or was decided in the year up to it."""
    year_ago = add_months(as_of, -12)
    groups: dict[tuple[int, str], list[Request]] = defaultdict(list)
    for request in requests:
        is_old = request.decided_on is not None and request.decided_on <= year_ago
        if request.submitted_on <= as_of and not is_old:
            groups[request.unit, request.table].append(request)
    return {key: _tell(group, as_of) for key, group in groups.items()}


def correction_followup(requests: Iterable[Request], as_of: date) -> dict[tuple[int], dict[str, Any]]:
    """Return a row per request that waits on the day, or was decided in the year up to it."""
    year_ago = add_months(as_of, -12)
    rows = {}
    for request in requests:
        decided_on = request.decided_on if request.decided_on and request.decided_on <= as_of else None
        if request.submitted_on > as_of or (decided_on and decided_on <= year_ago):
            continue
        days = ((decided_on or as_of) - request.submitted_on).days
        rows[(request.id,)] = {
            "unit_id": request.unit,
            "kind_code": request.table,
            "status_code": request.outcome if decided_on else "DIAJUKAN",
            "submitted_on": request.submitted_on,
            "decided_on": decided_on,
            "days": days,
            "days_allowed": request.allowed,
            "is_beyond": days > request.allowed,
        }
    return rows


def _tell(group: list[Request], as_of: date) -> dict[str, Any]:
    over = [item for item in group if item.decided_on is not None and item.decided_on <= as_of]
    waited = [(as_of - item.submitted_on).days for item in group if item not in over]
    judged = [item for item in over if item.outcome != "DITARIK"]
    taken = [(item.decided_on - item.submitted_on).days for item in judged if item.decided_on]
    allowed = group[0].allowed
    return {
        "open": len(waited),
        "overdue": sum(days > allowed for days in waited),
        "oldest_days": max(waited, default=None),
        "decided": len(judged),
        "accepted": sum(item.outcome == "DITERIMA" for item in judged),
        "refused": sum(item.outcome == "DITOLAK" for item in judged),
        "withdrawn": len(over) - len(judged),
        "decided_late": sum(days > allowed for days in taken),
        "days_median": median(map(Fraction, taken)) if taken else None,
        "days_max": max(taken, default=None),
        "days_allowed": allowed,
    }
