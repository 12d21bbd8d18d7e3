"""Who is named to succeed in which seat, and whether ready by then, by docs/definitions/talent.md: name by name."""

from datetime import date
from typing import Any

from oracle_calendar import add_months
from oracle_dossier import find_amount
from oracle_facts import Agency, Employee, Seat
from oracle_followup_facts import Slot
from oracle_merit import POSTS
from oracle_paths import Verdict, judge_paths
from oracle_performance import full_years
from oracle_retirement import retirement_forecast
from oracle_seats import find_open, judge_expertise
from oracle_state import find_post, holds, is_employed
from oracle_talent import talent_box

Row = dict[str, Any]


def succession_seat(office: Agency, as_of: date) -> dict[tuple[int], Row]:
    """Return a row per seat on the map that leads, or for which somebody is named."""
    plan = succession_plan(office, as_of).values()
    wanted = int(find_amount(office, "succession_wanted", as_of))
    waits, vacant = _find_waits(office, as_of), {seat.id: places for seat, places in find_open(office, as_of)}
    rows = {}
    for seat in office.seats:
        states = [row["state_code"] for row in plan if row["seat_id"] == seat.id]
        if not holds(seat, as_of) or not (states or seat.title.level in POSTS):
            continue
        ready = states.count("SIAP")
        rows[(seat.id,)] = {
            "unit_id": seat.unit_id,
            **waits[seat.id],
            "open_places": vacant.get(seat.id, 0),
            "named": len(states),
            "ready": ready,
            "wanted": wanted,
            "cover_code": "TANPA_SUKSESOR" if not states
            else "TANPA_YANG_SIAP" if not ready
            else "KURANG" if ready < wanted
            else "CUKUP",
        }  # fmt: skip
    return rows


def succession_plan(office: Agency, as_of: date) -> dict[tuple[int], Row]:
    """Return a row per name in force on the day, of seats that are on the map then."""
    seats = {seat.id: seat for seat in office.seats if holds(seat, as_of)}
    people = {who.id: who for who in office.employees}
    waits, boxes = _find_waits(office, as_of), talent_box(office, as_of)
    leaving, year = retirement_forecast(office, as_of), full_years(as_of)[-1]
    verdicts = {(each.case.official.id, each.case.path): each for each in judge_paths(office, as_of)}
    rows = {}
    for slot in office.slots:
        if not holds(slot, as_of) or slot.seat_id not in seats:
            continue
        who, seat, wait = people[slot.employee_id], seats[slot.seat_id], waits[slot.seat_id]
        is_here, box = is_employed(who, as_of), boxes.get((who.id, year), {})
        post = POSTS.get(seat.title.level)
        verdict = verdicts.get((who.id, post.path)) if post else None
        known: Row = {
            "pool_code": box.get("pool_state") or "BUKAN",
            "exclusions": box.get("pool_exclusions") or [],
            "box": box.get("box"),
            "talent_score": box.get("talent_score"),
            "law_code": _find_law(office, who, seat, verdict, as_of) if is_here or not post else "TERTUTUP",
            "eligible_on": verdict.earliest_tmt if verdict else None,
            "unmet": [part.code for part in judge_expertise(office, seat, who, as_of) if part.is_barring]
            if is_here
            else [],
            "leaves_on": leaving[(who.id,)]["leaves_on"] if is_here else None,
        }
        held = find_post(office, who, as_of) if is_here else None
        rows[(slot.id,)] = {
            "employee_id": who.id,
            "seat_id": seat.id,
            "unit_id": seat.unit_id,
            "place": slot.place,
            **wait,
            **known,
            "state_code": _find_state(slot, held, known, wait["needed_on"]),
        }
    return rows


def _find_waits(office: Agency, as_of: date) -> dict[int, Row]:
    """Return for every seat whether and when it falls vacant, and by when a successor must be ready."""
    horizon = add_months(as_of, int(find_amount(office, "succession_horizon_months", as_of)))
    vacant = {seat.id for seat, _ in find_open(office, as_of)}
    falling: dict[int, date] = {}
    for row in retirement_forecast(office, as_of).values():
        if row["seat_vacancies_after"]:
            day = max(row["leaves_on"], as_of)
            falling[row["seat_id"]] = min(day, falling.get(row["seat_id"], day))
    waits = {}
    for seat in office.seats:
        vacates_on = None if seat.id in vacant else falling.get(seat.id)
        is_near = vacates_on is not None and vacates_on <= horizon
        waits[seat.id] = {
            "vacancy_code": "LOWONG" if seat.id in vacant else "SEGERA_LOWONG" if is_near else "TERISI",
            "vacates_on": vacates_on,
            "needed_on": as_of if seat.id in vacant else vacates_on if is_near else horizon,
        }
    return waits


def _find_law(office: Agency, who: Employee, seat: Seat, verdict: Verdict | None, as_of: date) -> str:
    asked = POSTS.get(seat.title.level)
    if asked is None:
        return "TIDAK_DIMINTA"
    if verdict:
        return verdict.status
    held = find_post(office, who, as_of)
    height = POSTS[held.title.level].height if held and held.title.level in POSTS else 0
    return "SETINGKAT" if height >= asked.height else "TERTUTUP"


def _find_state(slot: Slot, held: Seat | None, known: Row, needed_on: date) -> str:
    if known["leaves_on"] is None:
        return "TIDAK_BEKERJA"
    if held and held.id == slot.seat_id:
        return "SUDAH_MENJABAT"
    if known["leaves_on"] <= needed_on:
        return "PENSIUN_LEBIH_DAHULU"
    if known["pool_code"] != "ANGGOTA":
        return "DI_LUAR_KELOMPOK"
    is_late = known["eligible_on"] is None or known["eligible_on"] > needed_on
    fails = known["law_code"] == "TIDAK_MEMENUHI" and is_late
    if fails or known["law_code"] == "TERTUTUP" or known["unmet"]:
        return "SYARAT_KURANG"
    if known["law_code"] == "DATA_TIDAK_LENGKAP":
        return "DATA_TIDAK_LENGKAP"
    return "BELUM_SIAP" if slot.ready_on and slot.ready_on > needed_on else "SIAP"
