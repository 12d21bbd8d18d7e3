"""What `seat_readiness` must say, from docs/definitions/seats.md: seat by seat, person by person."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from oracle_calendar import round_half_up, whole_months
from oracle_competence import find_actual
from oracle_dossier import find_amount
from oracle_duk import duk
from oracle_facts import Agency, Employee, Requirement, Seat
from oracle_law import EDUCATION_RANK, GRADE_ORDINAL, LEADERSHIP_LEVEL
from oracle_merit import POSTS
from oracle_path_law import EXPERIENCE
from oracle_paths import judge_paths
from oracle_performance import find_annual, full_years, score_of, stand
from oracle_state import find_asked, find_grade, find_post, find_seat, holds, is_employed, recognised_diplomas
from oracle_talent import Talent, assess, is_in_force, talent_score

GOOD = 4
LAST = Decimal(-1)
MET, PARTLY, NOT_MET, UNKNOWN = "SESUAI", "SEBAGIAN", "TIDAK_SESUAI", "BELUM_ADA_DATA"
NAMES = {
    "GOLONGAN": "grade", "PENDIDIKAN": "education", "BIDANG_STUDI": "study_field", "PELATIHAN": "training",
    "KOMPETENSI": "competency", "KINERJA": "performance", "PENGALAMAN": "experience",
}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """One part of somebody's score for a seat; without points while it is not known."""

    code: str
    state: str
    points: Decimal | None
    is_barring: bool = False


def seat_readiness(office: Agency, as_of: date) -> dict[tuple[int, int], dict[str, Any]]:
    """Return a row per open leading seat and employee at the top of its list."""
    lawful: dict[str, list[Employee]] = {}
    for verdict in judge_paths(office, as_of):
        if verdict.status == "MEMENUHI":
            lawful.setdefault(verdict.case.path, []).append(verdict.case.official)
    talents = _find_talents(office, as_of)
    seniority = {row.standing.employee.id: row.rank_agency for row in duk(office, as_of)}
    longest = find_amount(office, "readiness_list_length", as_of)
    rows = {}
    for seat, places in find_open(office, as_of):
        if seat.title.level not in POSTS:
            continue
        path = POSTS[seat.title.level].path
        judged = [(each, list(_judge(office, seat, path, each, as_of))) for each in lawful.get(path, [])]
        pool = [(each, parts) for each, parts in judged if not any(part.is_barring for part in parts)]
        scores = {each.id: sum_up(office, parts, as_of, 0) for each, parts in pool}

        def stand_by(who: Employee, scores: dict[int, Decimal | None] = scores) -> tuple[Any, ...]:
            score, talent = scores[who.id], talents.get(who.id)
            worth = talent_score(office, talent, as_of) if talent else None
            return (
                LAST if score is None else score,
                (talent.box if talent else None) or LAST,
                LAST if worth is None else _settle(worth),
                -seniority.get(who.id, 10**9),
                -int(who.nip),
            )

        ordered = sorted(pool, key=lambda each: stand_by(each[0]), reverse=True)
        for place, (each, parts) in enumerate(ordered[: int(longest)], start=1):
            talent = talents.get(each.id)
            rows[seat.id, each.id] = {
                "seat_unit_id": seat.unit_id,
                "open_places": places,
                "path_code": path,
                "rank": place,
                "pool_size": len(pool),
                "lawful_count": len(judged),
                "score": _round(scores[each.id]),
                "score_possible": _round(sum_up(office, parts, as_of, 100)),
                "gaps": [part.code for part in parts if part.state in (PARTLY, NOT_MET)],
                "missing": [part.code for part in parts if part.state == UNKNOWN],
                "box": talent.box if talent else None,
                "talent_score": _round(talent_score(office, talent, as_of)) if talent else None,
                **show(office, parts, NAMES, as_of),
            }
    return rows


def find_open(office: Agency, as_of: date) -> Iterator[tuple[Seat, int]]:
    """Return every seat of the map with open places, and how many."""
    held = [
        seat.id for each in office.employees if is_employed(each, as_of) if (seat := find_post(office, each, as_of))
    ]
    for seat in office.seats:
        places = seat.needed - held.count(seat.id)
        if holds(seat, as_of) and places > 0:
            yield seat, places


def _find_talents(office: Agency, as_of: date) -> dict[int, Talent]:
    year = full_years(as_of)[-1]
    if not is_in_force(year):
        return {}
    return {standing.employee.id: assess(office, standing, as_of) for standing in stand(office, year, as_of)}


def _judge(office: Agency, seat: Seat, path: str, who: Employee, as_of: date) -> Iterator[Part]:
    yield from judge_expertise(office, seat, who, as_of)
    yield _judge_performance(office, who, as_of)
    yield from _judge_experience(office, seat, path, who, as_of)


def judge_expertise(office: Agency, seat: Seat, who: Employee, as_of: date) -> Iterator[Part]:
    """Return every part that compares what somebody can with what the seat asks, in order."""
    partial = find_amount(office, "readiness_points_partial", as_of)
    grades = [row for row in find_asked(seat, "GOLONGAN", as_of) if row.code in GRADE_ORDINAL]
    diplomas = find_asked(seat, "PENDIDIKAN", as_of)
    fields = find_asked(seat, "BIDANG_STUDI", as_of)
    least = max((EDUCATION_RANK[row.code or ""] for row in diplomas), default=0)
    known = recognised_diplomas(who, as_of)
    if grades and who.scheme == "PNS":
        held = find_grade(who, as_of)
        steps = GRADE_ORDINAL[held[0]] - max(GRADE_ORDINAL[row.code or ""] for row in grades) if held else None
        state = UNKNOWN if steps is None else MET if steps >= 0 else PARTLY if steps == -1 else NOT_MET
        yield _weigh("GOLONGAN", state, partial, grades)
    if diplomas:
        best = max((EDUCATION_RANK[row.level] for row in known), default=None)
        yield _weigh("PENDIDIKAN", UNKNOWN if best is None else MET if best >= least else NOT_MET, partial, diplomas)
    if fields:
        asked = {row.code for row in fields}
        fitting = [EDUCATION_RANK[row.level] for row in known if row.study_field in asked]
        unnamed = not any(row.study_field for row in known)
        state = (MET if max(fitting) >= least else PARTLY) if fitting else UNKNOWN if unnamed else NOT_MET
        yield _weigh("BIDANG_STUDI", state, partial, fields)
    yield from _judge_training(seat, who, as_of)
    yield from _judge_competence(office, seat, who, as_of)


def _weigh(code: str, state: str, partial: Decimal, rows: Iterable[Requirement]) -> Part:
    points = {MET: Decimal(100), PARTLY: partial, NOT_MET: Decimal(0)}.get(state)
    return Part(code, state, points, state in (PARTLY, NOT_MET) and any(row.is_mandatory for row in rows))


def _judge_training(seat: Seat, who: Employee, as_of: date) -> Iterator[Part]:
    rows = find_asked(seat, "PELATIHAN", as_of)
    if not rows:
        return
    done = [row.kind for row in who.completions if row.ended_on <= as_of]
    highest = max((LEADERSHIP_LEVEL.get(kind, 0) for kind in done), default=0)
    met = [row.code in done or highest >= LEADERSHIP_LEVEL.get(row.code or "", 99) for row in rows]
    state = MET if all(met) else PARTLY if any(met) else NOT_MET
    is_barring = any(row.is_mandatory and not is_met for row, is_met in zip(rows, met, strict=True))
    yield Part("PELATIHAN", state, Decimal(100 * sum(met)) / len(met), is_barring)


def _judge_competence(office: Agency, seat: Seat, who: Employee, as_of: date) -> Iterator[Part]:
    rows = find_asked(seat, "KOMPETENSI", as_of)
    if not rows:
        return
    actual = find_actual(office, who, as_of, as_of)
    needs = [(row, int((row.minimum or Decimal(0)).quantize(Decimal(1), rounding=ROUND_HALF_UP))) for row in rows]
    levels = [(row, need, actual.get(row.code or "")) for row, need in needs]
    is_barring = any(row.is_mandatory and have is not None and have < need for row, need, have in levels)
    if any(have is None for _, _, have in levels):
        yield Part("KOMPETENSI", UNKNOWN, None, is_barring)
        return
    reached = sum(min(need, have or 0) for _, need, have in levels)
    points = Decimal(100 * reached) / sum(need for _, need, _ in levels)
    yield Part("KOMPETENSI", MET if points == 100 else PARTLY, points, is_barring)


def _judge_performance(office: Agency, who: Employee, as_of: date) -> Part:
    years = [year for year in list(full_years(as_of))[-2:] if is_employed(who, date(year, 12, 31))]
    ordinals = [row.ordinal if (row := find_annual(office, who, year, as_of)) else None for year in years]
    marks = [score_of(office, ordinal, as_of) for ordinal in ordinals]
    if len(marks) < 2 or any(mark is None for mark in marks):
        return Part("KINERJA", UNKNOWN, None)
    is_good = all((ordinal or 0) >= GOOD for ordinal in ordinals)
    return Part("KINERJA", MET if is_good else PARTLY, sum((mark or Decimal(0) for mark in marks), Decimal(0)) / 2)


def _judge_experience(office: Agency, seat: Seat, path: str, who: Employee, as_of: date) -> Iterator[Part]:
    rows = find_asked(seat, "PENGALAMAN", as_of)
    if not rows:
        return
    _, levels = EXPERIENCE[f"{path}_PENGALAMAN"]
    days = sum(
        (min(row.valid_to or as_of, as_of) - row.valid_from).days
        for row in who.assignments
        if row.kind == "DEFINITIF" and row.valid_from <= as_of and find_seat(office, row.seat_id).title.level in levels
    )
    months = whole_months(as_of - timedelta(days=days), as_of)
    needed = int((12 * max(row.minimum or Decimal(0) for row in rows)).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    state = MET if months >= needed else PARTLY
    is_barring = state == PARTLY and any(row.is_mandatory for row in rows)
    yield Part("PENGALAMAN", state, Decimal(100 * min(months, needed)) / needed, is_barring)


def sum_up(office: Agency, parts: Iterable[Part], as_of: date, unknown: int) -> Decimal | None:
    """Return the weighted mean of the points, with so many for what is not known; None without weight."""
    total = weights = Decimal(0)
    for part in parts:
        weight = _find_weight(office, part, as_of)
        weights += weight
        total += weight * (unknown if part.points is None else part.points)
    return _settle(total / weights) if weights else None


def _find_weight(office: Agency, part: Part, as_of: date) -> Decimal:
    return find_amount(office, f"readiness_weight_{NAMES[part.code]}", as_of)


def show(office: Agency, parts: Iterable[Part], names: Mapping[str, str], as_of: date) -> dict[str, Any]:
    """Return the points and the weight of each part by the names of their columns, empty when it is not asked."""
    shown: dict[str, Any] = {}
    by_code = {part.code: part for part in parts}
    for code, name in names.items():
        part = by_code.get(code)
        shown[f"{name}_points"] = _round(part.points) if part else None
        shown[f"{name}_weight"] = _find_weight(office, part, as_of) if part else None
    return shown


def _settle(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.000001"), rounding=ROUND_HALF_UP)


def _round(value: Decimal | None) -> Decimal | None:
    return None if value is None else round_half_up(value)
