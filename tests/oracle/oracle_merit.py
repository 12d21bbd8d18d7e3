"""What `merit_audit` must say, from docs/definitions/merit.md and rules.md 9.4: slowly, one decision at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from oracle_calendar import FOREVER, add_months, add_years, round_half_up
from oracle_dossier import is_set
from oracle_facts import Agency, Employee
from oracle_law import EDUCATION_RANK, GOOD
from oracle_state import find_assignment, find_pension_date, find_seat, holds, recognised_diplomas

DAY = timedelta(days=1)
LAW_BEGINS = date(2017, 4, 7)  # PP 11/2017
NEW_DISCIPLINE = date(2021, 8, 31)  # PP 94/2021
JUNIOR = {"PELAKSANA", "V.a", "JF_PEMULA", "JF_TERAMPIL", "JF_MAHIR", "JF_PENYELIA", "JF_AHLI_PERTAMA",
          "JF_AHLI_MUDA"}  # fmt: skip
MIDDLE = {"IV.a", "IV.b", "JF_AHLI_MUDA", "JF_AHLI_MADYA"}
SENIOR = {"III.a", "III.b", "JF_AHLI_MADYA"}
RELATED = {"I.a", "I.b", "II.a", "II.b", "IV.a", "IV.b", "JF_AHLI_PERTAMA", "JF_AHLI_MUDA", "JF_AHLI_UTAMA"} | SENIOR
ORDER = ("PENGALAMAN", "SKP_KURANG", "SKP_TIDAK_ADA", "PENDIDIKAN", "HUKDIS", "CLTN", "USIA", "BUP",
         "DATA_TIDAK_LENGKAP")  # fmt: skip


@dataclass(frozen=True)
class Post:
    """What a kind of managerial post asks, with the article that asks it; `height` compares the kinds."""

    path: str
    height: int
    article: str
    education: str
    experience: tuple[tuple[set[str], int], ...]
    good_years: int
    oldest: int | None = None


SUPERVISOR = Post("JABATAN_PENGAWAS", 1, "PP-11-2017 pasal 54", "D3", ((JUNIOR, 48),), 2)
ADMINISTRATOR = Post("JABATAN_ADMINISTRATOR", 2, "PP-11-2017 pasal 54", "S1", ((MIDDLE, 36),), 2)
SENIOR_LEADER = Post(
    "JABATAN_JPT_PRATAMA", 3, "PP-11-2017 pasal 107 ayat (1) huruf c", "S1", ((RELATED, 60), (SENIOR, 24)), 0, 56
)
POSTS = {
    "IV.a": SUPERVISOR, "IV.b": SUPERVISOR, "III.a": ADMINISTRATOR, "III.b": ADMINISTRATOR,
    "II.a": SENIOR_LEADER, "II.b": SENIOR_LEADER,
}  # fmt: skip
UNCERTAIN = "pasal belum dipastikan"


@dataclass(frozen=True)
class Contender:
    """A candidate of a vacancy with the scores by stage and the days on which they were given."""

    id: int
    employee_id: int
    registered_on: date
    withdrawn_on: date | None
    scores: dict[str, tuple[Decimal, date]]


@dataclass(frozen=True)
class Contest:
    """A decision, its vacancy, the stages announced (weight, pass mark) and everybody who registered."""

    id: int
    candidate_id: int
    decided_on: date
    ground: str | None
    vacancy_id: int
    seat_id: int
    opened_on: date
    stages: dict[str, tuple[Decimal, Decimal | None]]
    contenders: tuple[Contender, ...]


@dataclass(frozen=True)
class Judged:
    """A contender on the day of the decision."""

    contender: Contender
    employee: Employee
    status: str | None
    is_transfer: bool
    shortfalls: dict[str, set[str]]  # code: citations; of missing data too
    missing: set[str]
    stage_states: list[str]
    score: Decimal | None

    @property
    def stands(self) -> bool:
        """Return whether he is eligible, and passed every stage that was announced."""
        return self.status in (None, "MEMENUHI") and bool(self.stage_states) and set(self.stage_states) == {"LULUS"}

    def beats(self, other: "Judged") -> bool:
        """Return whether the score is higher; who has none is below everybody."""
        return self.score is not None and (other.score is None or self.score > other.score)


def merit_audit(agency: Agency, contests: list[Contest], as_of: date) -> dict[int, dict[str, Any]]:
    """Return what the mart says of every decision made by the day."""
    return {contest.id: _judge(agency, contest, as_of) for contest in contests if contest.decided_on <= as_of}


def find_post_of(agency: Agency, contest: Contest) -> Post | None:
    """Return what the law asks for the seat on the day of the decision, if anything."""
    return POSTS.get(find_seat(agency, contest.seat_id).title.level) if contest.decided_on >= LAW_BEGINS else None


def judge_contenders(agency: Agency, contest: Contest, as_of: date) -> list[Judged]:
    """Return everybody who stood on the day of the decision."""
    post = find_post_of(agency, contest)
    return [
        _judge_contender(agency, contest, post, contender, as_of)
        for contender in contest.contenders
        if contender.registered_on <= contest.decided_on < (contender.withdrawn_on or FOREVER)
    ]


def _judge(agency: Agency, contest: Contest, as_of: date) -> dict[str, Any]:
    day, post, there = contest.decided_on, find_post_of(agency, contest), judge_contenders(agency, contest, as_of)
    chosen = next(each for each in there if each.contender.id == contest.candidate_id)
    above = [each for each in there if each is not chosen and each.stands and each.beats(chosen)]
    scores = [each.score for each in there if each.score is not None]
    findings = [code for code in ORDER if code in chosen.shortfalls and code not in chosen.missing]
    findings += ["TAHAP"] * ("TAHAP" in chosen.stage_states)
    findings += ["DILEWATI"] * (bool(above) and contest.ground is None)
    missing = [code for code in ORDER if code in chosen.missing]
    missing += ["NILAI_TAHAP"] * ("NILAI_TAHAP" in chosen.stage_states)
    above.sort(key=lambda each: (-each.score, each.employee.person.name))  # type: ignore[operator]
    cited = set[str]().union(*chosen.shortfalls.values())
    return {
        "chosen_id": chosen.employee.id,
        "path_code": post.path if post else None,
        "days_open": (day - contest.opened_on).days,
        "is_transfer": chosen.is_transfer,
        "status_code": chosen.status,
        "candidates": len(there),
        "candidates_standing": sum(each.stands for each in there),
        "final_score": None if chosen.score is None else round_half_up(chosen.score),
        "standing": None if chosen.score is None else 1 + sum(score > chosen.score for score in scores),
        "best_score": round_half_up(max(scores)) if scores else None,
        "stood_higher": len(above),
        "passed_over": ", ".join(each.employee.person.name for each in above) or None,
        "findings": findings,
        "missing": missing,
        "citations": cited or None,
        "verdict_code": _find_verdict(findings, missing, bool(above), chosen.status),
    }


def _find_verdict(findings: list[str], missing: list[str], has_above: bool, status: str | None) -> str:
    if findings:
        return "PELANGGARAN"
    if missing:
        return "DATA_TIDAK_LENGKAP"
    if has_above:
        return "PENGECUALIAN"
    return "SESUAI" if status == "MEMENUHI" else "DI_LUAR_LINGKUP"


def _judge_contender(agency: Agency, contest: Contest, post: Post | None, contender: Contender, as_of: date) -> Judged:
    day = contest.decided_on
    employee = next(each for each in agency.employees if each.id == contender.employee_id)
    states, weighed = [], Decimal(0)
    for stage, (weight, mark) in contest.stages.items():
        score, scored_on = contender.scores.get(stage, (None, FOREVER))
        if score is None or scored_on > day:
            states.append("NILAI_TAHAP")
            continue
        states.append("TAHAP" if mark is not None and score < mark else "LULUS")
        weighed += weight * score
    is_scored = bool(states) and "NILAI_TAHAP" not in states
    total = weighed / sum(weight for weight, _ in contest.stages.values()) if is_scored else None
    if post is None:
        return Judged(contender, employee, None, False, {}, set(), states, total)
    held = POSTS.get(_level_held(agency, employee, day - DAY) or "")
    is_transfer = held is not None and held.height >= post.height
    if employee.scheme != "PNS" or (employee.permanent_on or FOREVER) > day:
        return Judged(contender, employee, "TIDAK_BERLAKU", is_transfer, {}, set(), states, total)
    bars = _find_bars(agency, employee, day)
    if is_transfer:
        found = [bar for kind, bar in bars if is_set(agency, f"transfer_asks_{kind}", as_of)]
    else:
        found = [*(bar for _, bar in bars), *_find_unmet(agency, employee, post, day)]
    shortfalls: dict[str, set[str]] = {}
    for code, citation, _is_missing in found:
        shortfalls.setdefault(code, set()).add(citation)
    missing = {code for code, _citation, is_missing in found if is_missing}
    failing = {code for code, _citation, is_missing in found if not is_missing}
    status = "TIDAK_MEMENUHI" if failing else "DATA_TIDAK_LENGKAP" if missing else "MEMENUHI"
    return Judged(contender, employee, status, is_transfer, shortfalls, missing, states, total)


def _level_held(agency: Agency, employee: Employee, day: date) -> str | None:
    row = find_assignment(employee, day)
    return find_seat(agency, row.seat_id).title.level if row else None


def _find_bars(agency: Agency, employee: Employee, day: date) -> Iterator[tuple[str, tuple[str, str, bool]]]:
    """Yield what bars anybody, each with the end of the setting under which it binds a transfer too [U]."""
    law = "PP-94-2021" if day >= NEW_DISCIPLINE else "PP-53-2010"
    for case in employee.punishments:
        if case.status == "FINAL" and case.severity in ("SEDANG", "BERAT") and holds(case, day):
            yield "discipline", ("HUKDIS", f"{law} {UNCERTAIN}", False)
    for row in employee.statuses:
        if row.status.blocks_promotion and holds(row, day):
            code = "HUKDIS" if row.status.counts_as_service else "CLTN"
            yield "status", (code, f"PP-11-2017 {UNCERTAIN}", False)
    if day >= find_pension_date(agency, employee, day - DAY):
        yield "retirement", ("BUP", "PP-11-2017 pasal 239", False)


def _find_unmet(agency: Agency, employee: Employee, post: Post, day: date) -> Iterator[tuple[str, str, bool]]:
    begun = [row for row in employee.assignments if row.kind == "DEFINITIF" and row.valid_from < day]
    for levels, months in post.experience:
        counted = [row for row in begun if find_seat(agency, row.seat_id).title.level in levels]
        served = sum((min(row.valid_to or FOREVER, day) - row.valid_from).days for row in counted)
        if not begun:
            yield "DATA_TIDAK_LENGKAP", post.article, True
        elif add_months(day - timedelta(days=served), months) > day:
            yield "PENGALAMAN", post.article, False
    for year in range(day.year - post.good_years, day.year):
        ordinal = find_predicate(agency, employee, year, day)
        if ordinal is None:
            yield "SKP_TIDAK_ADA", post.article, True
        elif ordinal < GOOD:
            yield "SKP_KURANG", post.article, False
    ranks = [EDUCATION_RANK[row.level] for row in recognised_diplomas(employee, day)]
    if not ranks:
        yield "DATA_TIDAK_LENGKAP", post.article, True
    elif max(ranks) < EDUCATION_RANK[post.education]:
        yield "PENDIDIKAN", post.article, False
    if post.oldest and day > add_years(employee.person.born_on, post.oldest):
        yield "USIA", post.article, False


def find_predicate(agency: Agency, employee: Employee, year: int, day: date) -> int | None:
    """Return the annual predicate of a year as it was known on the day: of the cycle that had ended last."""
    ended = {
        cycle.id: cycle.ends_on
        for cycle in agency.cycles
        if cycle.kind == "TAHUNAN" and cycle.year == year and cycle.ends_on <= day
    }
    known = [row for row in employee.appraisals if row.cycle_id in ended]
    return max(known, key=lambda row: (ended[row.cycle_id], row.id)).ordinal if known else None
