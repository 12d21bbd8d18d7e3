"""What `placement_fit` must say, from docs/definitions/seats.md: person by person, open seat by open seat."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from oracle_calendar import round_half_up, whole_months
from oracle_dossier import find_amount
from oracle_facts import Agency, Employee, Seat
from oracle_seats import MET, NAMES, NOT_MET, PARTLY, UNKNOWN, Part, find_open, judge_expertise, show, sum_up
from oracle_state import find_assignment, find_legal_status, find_post, find_unit, is_employed, is_probationary
from oracle_talent import is_serving

EXPERTISE = {code: name for code, name in NAMES.items() if code not in ("KINERJA", "PENGALAMAN")}


def placement_fit(office: Agency, as_of: date) -> dict[tuple[int], dict[str, Any]]:
    """Return a row per employee employed on the day."""
    offers = [seat for seat, _ in find_open(office, as_of)]
    return {(who.id,): _compare(office, who, offers, as_of) for who in office.employees if is_employed(who, as_of)}


def _compare(office: Agency, who: Employee, offers: list[Seat], as_of: date) -> dict[str, Any]:
    seat = find_post(office, who, as_of)
    parts = list(judge_expertise(office, seat, who, as_of)) if seat else []
    gaps = [part.code for part in parts if part.state in (PARTLY, NOT_MET)]
    missing = [part.code for part in parts if part.state == UNKNOWN]
    is_barred = any(part.is_barring for part in parts)
    row = {
        "unit_id": find_unit(office, who, as_of),
        "seat_id": seat.id if seat else None,
        "state_code": "TANPA_JABATAN" if not seat
        else "TANPA_SYARAT" if not parts
        else "WAJIB_KURANG" if is_barred
        else "KURANG_SESUAI" if gaps
        else "DATA_TIDAK_LENGKAP" if missing
        else "SESUAI",
        "fit": _round(sum_up(office, parts, as_of, 0)),
        "fit_possible": _round(sum_up(office, parts, as_of, 100)),
        "gaps": gaps,
        "missing": missing,
        **show(office, parts, EXPERTISE, as_of),
    }  # fmt: skip
    better = dict(_find_better(office, who, seat, parts, offers, as_of)) if seat else {}
    best = max(better.values(), default=None)
    equals = [key for key, fit in better.items() if fit == best]
    return row | {
        "better_seats": len(better),
        "best_seats": len(equals),
        "best_fit": _round(best),
        "best_seat_id": min(equals, default=None),
    }


def _find_better(
    office: Agency, who: Employee, held: Seat, asked: list[Part], offers: list[Seat], as_of: date
) -> Iterator[tuple[int, Decimal]]:
    """Return each open seat that fits better than the one held ever could, and how well."""
    possible = sum_up(office, asked, as_of, 100)
    mismatches = sum(part.state in (PARTLY, NOT_MET) for part in asked)
    if possible is None or not _may_move(office, who, as_of):
        return
    for seat in offers:
        if not _is_alike(held, seat):
            continue
        parts = list(judge_expertise(office, seat, who, as_of))
        fit = sum_up(office, parts, as_of, 0)
        is_barred = any(part.is_barring for part in parts)
        lacking = sum(part.state != MET for part in parts)
        if fit is not None and fit > possible and lacking < mismatches and not is_barred:
            yield seat.id, fit


def _may_move(office: Agency, who: Employee, as_of: date) -> bool:
    post, status = find_assignment(who, as_of), find_legal_status(who, as_of)
    return (
        post is not None
        and who.scheme == "PNS"
        and not is_probationary(who, as_of)
        and (status is None or (status.counts_as_service and not status.blocks_promotion))
        and not is_serving(who, as_of)
        and whole_months(post.valid_from, as_of) >= find_amount(office, "placement_months_in_post", as_of)
    )


def _is_alike(held: Seat, seat: Seat) -> bool:
    """Return whether a seat is at the level of another and, if functional, of the same profession."""
    is_functional = seat.title.level.startswith("JF_")
    return seat.title.level == held.title.level and (not is_functional or seat.title.id == held.title.id)


def _round(value: Decimal | None) -> Decimal | None:
    return None if value is None else round_half_up(value)
