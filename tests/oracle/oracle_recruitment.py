"""Recruitment by docs/definitions/recruitment.md, slowly and from the records alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from oracle_calendar import round_half_up

FINAL = "KELULUSAN_AKHIR"


@dataclass(frozen=True)
class Reached:
    """A stage that an applicant entered."""

    stage: str
    entered_on: date
    decided_on: date | None
    result: str | None


@dataclass(frozen=True)
class Applicant:
    """Who applied for a formation, where placed, and the stages reached."""

    formation: int
    placed: int | None
    registered_on: date
    reached: tuple[Reached, ...]


@dataclass(frozen=True)
class Stage:
    """A stage of a round."""

    id: int
    stage: str
    sequence: int
    starts_on: date
    ends_on: date
    results_on: date | None
    objection_from: date | None
    objection_to: date | None


@dataclass(frozen=True)
class Round:
    """A round with its stages, the people needed by formation, and the applicants."""

    id: int
    announced_on: date
    stages: tuple[Stage, ...]
    needed: dict[int, int]
    applicants: tuple[Applicant, ...]


Rows = dict[tuple[int], dict[str, Any]]


def recruitment_funnel(rounds: Iterable[Round], as_of: date) -> Rows:
    """Return a row per stage of the rounds announced by the day."""
    rows: Rows = {}
    for opened in rounds:
        if opened.announced_on > as_of:
            continue
        for stage in opened.stages:
            rows[(stage.id,)] = _tell_stage(opened, stage, as_of) | {
                "applicants": sum(one.registered_on <= as_of for one in opened.applicants),
                "formations_needed": sum(opened.needed.values()),
                "formations_filled": sum(_has_result(one, FINAL, "LULUS", as_of) for one in opened.applicants),
            }
    return rows


def formation_outcome(rounds: Iterable[Round], as_of: date) -> Rows:
    """Return a row per formation of the rounds announced by the day."""
    return {
        (formation,): _tell_formation(opened, formation, as_of)
        for opened in rounds
        if opened.announced_on <= as_of
        for formation in opened.needed
    }


def _tell_stage(opened: Round, stage: Stage, as_of: date) -> dict[str, Any]:
    there = [
        item for one in opened.applicants for item in one.reached
        if item.stage == stage.stage and item.entered_on <= as_of
    ]  # fmt: skip
    decided = [item for item in there if item.decided_on is not None and item.decided_on <= as_of]
    waiting = [item for item in there if item not in decided]
    counts = {name: sum(item.result == code for item in decided) for name, code in (
        ("passed", "LULUS"), ("failed", "TIDAK_LULUS"), ("absent", "TIDAK_HADIR"), ("withdrew", "MENGUNDURKAN_DIRI"),
    )}  # fmt: skip
    lengths = sorted((item.decided_on - item.entered_on).days for item in decided if item.decided_on)
    has_results = stage.results_on is not None and stage.results_on <= as_of
    until = stage.results_on if has_results and stage.results_on else as_of
    state = _find_state(stage, has_results, as_of)
    has_begun = state != "BELUM_DIMULAI"
    return {
        "state_code": state,
        "results_on": stage.results_on if has_results else None,
        "entered": len(there),
        **counts,
        "pending": len(waiting),
        "pass_pct": round_half_up(Decimal(100 * counts["passed"]) / len(decided)) if decided else None,
        "days_median": _find_median(lengths),
        "days_max": lengths[-1] if lengths else None,
        "days_waiting_max": max(((as_of - item.entered_on).days for item in waiting), default=None),
        "days_since_announcement": (until - opened.announced_on).days if has_begun else None,
        "days_late": max((until - stage.ends_on).days, 0) if has_begun else None,
    }


def _find_state(stage: Stage, has_results: bool, as_of: date) -> str:
    if has_results:
        first, last = stage.objection_from, stage.objection_to
        return "MASA_SANGGAH" if first and last and first <= as_of <= last else "SELESAI"
    return "BERJALAN" if stage.starts_on <= as_of else "BELUM_DIMULAI"


def _find_median(lengths: Sequence[int]) -> Fraction | None:
    if not lengths:
        return None
    middle = len(lengths) // 2
    return Fraction(lengths[middle]) if len(lengths) % 2 else Fraction(lengths[middle - 1] + lengths[middle], 2)


def _has_result(one: Applicant, stage: str, result: str, as_of: date) -> bool:
    return any(
        item.stage == stage and item.result == result and item.decided_on is not None and item.decided_on <= as_of
        for item in one.reached
    )


def _tell_formation(opened: Round, formation: int, as_of: date) -> dict[str, Any]:
    own = [one for one in opened.applicants if one.formation == formation]
    here = [one for one in opened.applicants if (one.placed or one.formation) == formation]
    accepted = [one for one in here if _has_result(one, FINAL, "LULUS", as_of)]
    applied = sum(one.registered_on <= as_of for one in own)
    unfilled = opened.needed[formation] - len(accepted)
    is_over = any(item.stage == FINAL and item.results_on and item.results_on <= as_of for item in opened.stages)
    order = {item.stage: item.sequence for item in opened.stages}
    came_to = [item.stage for one in own for item in one.reached if item.entered_on <= as_of]
    state, cause = "PROSES", None
    if is_over:
        state = "TERISI" if not unfilled else "TERISI_SEBAGIAN" if accepted else "KOSONG"
    if is_over and unfilled and not applied:
        cause = "TANPA_PELAMAR"
    elif is_over and unfilled:
        withdrew = any(_has_result(one, FINAL, "MENGUNDURKAN_DIRI", as_of) for one in here)
        cause = "MENGUNDURKAN_DIRI" if withdrew else "KURANG_LULUS"
    return {
        "applicants": applied,
        "accepted": len(accepted),
        "accepted_from_others": sum(one.formation != formation for one in accepted),
        "unfilled": unfilled,
        "state_code": state,
        "cause_code": cause,
        "furthest_stage_code": max(came_to, key=lambda stage: order[stage], default=None),
    }
