"""Every promotion path: who has a row, what is asked, and the verdict (rules.md 4, 5, 9.4)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from oracle_calendar import add_months
from oracle_credit import find_credit
from oracle_dossier import CATEGORY, is_set
from oracle_facts import Agency, Award, Diploma, Employee
from oracle_law import GRADE_ORDINAL, next_period
from oracle_names import BLOCKER_ORDER
from oracle_path_case import HARD, LATE, MISSING, Case, Finding, function_of
from oracle_path_ground import cite
from oracle_path_law import (
    ACHIEVEMENT_SETTINGS,
    ACHIEVEMENTS,
    ADJUSTMENT,
    CANDIDATES,
    CONVERTED_SINCE,
    CREDIT_LEVELS,
    DOUBTED_DIPLOMAS,
    GRADE_RANGE,
    MONTHS_AHEAD,
    PATHS,
)
from oracle_path_rules import (
    Findings,
    ask_age,
    ask_appraisals,
    ask_ceiling,
    ask_clean_year,
    ask_competency_test,
    ask_credit,
    ask_decree,
    ask_diploma_exam,
    ask_discipline,
    ask_education,
    ask_experience,
    ask_grade,
    ask_pension,
    ask_post_diploma,
    ask_range,
    ask_retirement,
    ask_service,
    ask_service_exam,
    ask_status,
    ask_superior,
    ask_time_in_grade,
    ask_time_in_post,
    ask_vacancy,
)
from oracle_state import (
    find_grade,
    find_pension_date,
    find_post,
    holds,
    is_employed,
    is_probationary,
    recognised_diplomas,
)

WITHOUT_POST = "TANPA_JABATAN"
STRUCTURAL, FUNCTIONAL = {"PENGAWAS", "ADMINISTRATOR", "JPT"}, {"JF_KEAHLIAN", "JF_KETERAMPILAN"}

OfTime = tuple[Callable[[Case], Findings], ...]
OnTmt = tuple[Callable[[Case, date], Findings], ...]

OF_GRADE: OfTime = (ask_grade, ask_range)
ALWAYS: OfTime = (ask_discipline, ask_status)
POST: tuple[OfTime, OnTmt] = ((ask_experience, *ALWAYS), (ask_appraisals, ask_education, ask_pension))

RULES: dict[str, tuple[OfTime, OnTmt]] = {
    "REGULER": (
        (ask_time_in_grade, *ALWAYS),
        (ask_appraisals, ask_ceiling, ask_service_exam, ask_pension, ask_superior),
    ),
    "STRUKTURAL": (
        (ask_time_in_grade, ask_time_in_post, *ALWAYS),
        (ask_appraisals, ask_service_exam, ask_pension),
    ),
    "FUNGSIONAL": (
        (ask_time_in_grade, *ALWAYS),
        (ask_credit, ask_appraisals, ask_competency_test, ask_vacancy, ask_pension),
    ),
    "KENAIKAN_JENJANG": (ALWAYS, (ask_credit, ask_appraisals, ask_competency_test, ask_vacancy, ask_pension)),
    "PENYESUAIAN_IJAZAH": (
        (ask_time_in_grade, *ALWAYS),
        (ask_credit, ask_appraisals, ask_diploma_exam, ask_post_diploma, ask_pension),
    ),
    "PRESTASI": ((ask_time_in_grade, *ALWAYS), (ask_appraisals, ask_decree, ask_pension)),
    "PENGABDIAN": (
        (ask_retirement, ask_time_in_grade, ask_service, ask_clean_year, ask_status),
        (ask_appraisals, ask_pension),
    ),
    "JABATAN_PENGAWAS": POST,
    "JABATAN_ADMINISTRATOR": POST,
    "JABATAN_JPT_PRATAMA": ((ask_experience, *ALWAYS), (ask_education, ask_age, ask_pension)),
}


@dataclass(frozen=True)
class Verdict:
    """What an employee may expect of one path on the day; the reason where the path is not for them."""

    case: Case
    status: str
    readiness_class: str
    target: str | None = None
    target_level: str | None = None
    tmt: date | None = None
    findings: tuple[Finding, ...] = ()
    reason: str | None = None

    @property
    def blockers(self) -> list[str]:
        """Return the codes of what stands in the way, each once, in their fixed order."""
        return sorted({finding.blocker for finding in self.findings}, key=BLOCKER_ORDER.index)

    @property
    def earliest_tmt(self) -> date | None:
        """Return the TMT unless something bars for good."""
        return None if any(finding.state == HARD for finding in self.findings) else self.tmt


def judge_paths(agency: Agency, as_of: date) -> Iterator[Verdict]:
    """Judge every employee employed on the day on every path that is in force and open for them."""
    vacant = find_vacancies(agency, as_of)
    for official in agency.employees:
        if is_employed(official, as_of):
            yield from judge_employee(agency, official, as_of, vacant)


def judge_employee(agency: Agency, official: Employee, as_of: date, vacant: set[tuple[str, str]]) -> Iterator[Verdict]:
    """Judge one employee: of the regular path everybody is told, of another only those for whom it is open."""
    seat, held = find_post(agency, official, as_of), find_grade(official, as_of)
    above = CREDIT_LEVELS[seat.title.level].above if seat and seat.title.level in CREDIT_LEVELS else None
    standing = standing_of(agency, official, as_of)
    reason = find_reason(standing)
    has_credit = standing in FUNCTIONAL and as_of >= CONVERTED_SINCE
    known: dict[str, Any] = {
        "grade": held[0] if held else None,
        "has_vacancy": bool(seat and above and (function_of(seat), above) in vacant),
        "credit": find_credit(agency, official, as_of) if has_credit else None,
    }
    for path, law in PATHS.items():
        if as_of < law.since:
            continue
        case = Case(agency, official, path, as_of, seat, **known)
        if path == "REGULER":
            yield Verdict(case, "TIDAK_BERLAKU", "TIDAK_BERLAKU", reason=reason) if reason else judge(case)
        elif reason not in {"PPPK", "CPNS"} and (opened := _open(case, held[1] if held else None)):
            yield judge(opened)


# --- which paths are open --------------------------------------------------------------------------------------------


def standing_of(agency: Agency, official: Employee, as_of: date) -> str:
    """Return what decides which paths are open: the scheme, probation, or the kind of post held."""
    if official.scheme == "PPPK":
        return "PPPK"
    if is_probationary(official, as_of):
        return "CPNS"
    seat = find_post(agency, official, as_of)
    return CATEGORY[seat.title.level] if seat else WITHOUT_POST


def find_reason(standing: str) -> str | None:
    """Return why the regular path is not for somebody of this standing; None when it is (4.2, 4.11)."""
    if standing in STRUCTURAL:
        return "JABATAN_STRUKTURAL"
    if standing in FUNCTIONAL:
        return "JABATAN_FUNGSIONAL"
    return None if standing in {"PELAKSANA", WITHOUT_POST} else standing


def _open(case: Case, since: date | None) -> Case | None:
    """Return the case with what opens the path; None when it stays closed."""
    category = CATEGORY[case.level] if case.seat else WITHOUT_POST
    is_functional = category in FUNCTIONAL
    if case.path == "STRUKTURAL":
        return replace(case, situation=_situate(case)) if category in STRUCTURAL else None
    if case.path == "FUNGSIONAL":
        return replace(case, situation=_situate(case)) if is_functional else None
    if case.path == "KENAIKAN_JENJANG":
        return case if case.level_above else None
    if case.path == "PENYESUAIAN_IJAZAH":
        diploma = _find_lifting_diploma(case)
        situation = _situate(case) if is_functional else None
        return replace(case, diploma=diploma, situation=situation) if diploma else None
    if case.path == "PRESTASI":
        award = _find_achievement(case, since)
        return replace(case, award=award) if award else None
    if case.path == "PENGABDIAN":
        pension_on = find_pension_date(case.office, case.official, case.as_of)
        return case if case.as_of < pension_on <= add_months(case.as_of, MONTHS_AHEAD) else None
    return case if case.seat and case.level in CANDIDATES[case.path] else None


def _situate(case: Case) -> str | None:
    """Return where the grade stands in the range of the post."""
    if case.grade is None:
        return None
    grade, (lowest, highest) = GRADE_ORDINAL[case.grade], map(GRADE_ORDINAL.__getitem__, GRADE_RANGE[case.level])
    if grade < lowest - 1:
        return "DUA_DI_BAWAH"
    if grade == lowest - 1:
        return "DI_BAWAH"
    if grade < highest:
        return "DI_DALAM"
    if case.level_above is None:
        return "PUNCAK"
    if grade > highest:
        return "DI_ATAS" if case.has_vacancy else "DI_ATAS_PENUH"
    return "NAIK_JENJANG" if case.has_vacancy else "TANPA_LOWONGAN"


def _find_lifting_diploma(case: Case) -> Diploma | None:
    """Return the recognised diploma that lifts the grade highest; the first recorded of several."""
    if case.grade is None:
        return None
    diplomas = recognised_diplomas(case.official, case.as_of)
    lifting = [row for row in diplomas if _lifts(case, row, case.grade)]
    return max(lifting, key=lambda row: (GRADE_ORDINAL[ADJUSTMENT[row.level][1]], -row.id), default=None)


def _lifts(case: Case, row: Diploma, grade: str) -> bool:
    doubt = DOUBTED_DIPLOMAS.get(row.level)
    if row.level not in ADJUSTMENT or (doubt and not is_set(case.office, doubt, case.as_of)):
        return False
    return GRADE_ORDINAL[grade] <= GRADE_ORDINAL[ADJUSTMENT[row.level][0]]


def _find_achievement(case: Case, since: date | None) -> Award | None:
    """Return the achievement since the present grade: one with a decree, else the latest, the first recorded."""
    if since is None:
        return None
    awards = [
        row
        for row in case.official.awards
        if row.kind in ACHIEVEMENTS
        and since <= row.awarded_on <= case.as_of
        and is_set(case.office, ACHIEVEMENT_SETTINGS[row.kind], case.as_of)
    ]
    return max(awards, key=lambda row: (row.has_decree, row.awarded_on, -row.id), default=None)


def find_vacancies(agency: Agency, as_of: date) -> set[tuple[str, str]]:
    """Return function and level of the posts for which more people are needed than hold them."""
    holders: dict[int, int] = {}
    for official in agency.employees:
        if is_employed(official, as_of) and (seat := find_post(agency, official, as_of)):
            holders[seat.id] = holders.get(seat.id, 0) + 1
    return {
        (function_of(seat), seat.title.level)
        for seat in agency.seats
        if holds(seat, as_of) and seat.needed > holders.get(seat.id, 0)
    }


# --- the verdict -----------------------------------------------------------------------------------------------------


def judge(case: Case) -> Verdict:
    """Judge one case: first the grade, then the rules of time, which give the TMT, then what is asked on the TMT."""
    of_time, on_tmt = RULES[case.path]
    if PATHS[case.path].gives_grade:
        barred = tuple(finding for ask in OF_GRADE for finding in ask(case))
        if barred:
            status, readiness_class = _classify(barred, None, case.as_of)
            return Verdict(case, status, readiness_class, findings=barred)
    waits = [finding for ask in of_time for finding in ask(case)]
    day = max([case.as_of, *(finding.turns_true_on for finding in waits if finding.turns_true_on)])
    tmt = next_period(day) if PATHS[case.path].is_periodic else day
    asked = [*waits, *(finding for ask in on_tmt for finding in ask(case, tmt))]
    findings = tuple(finding for finding in asked if cite(case.path, finding.rule, tmt))
    status, readiness_class = _classify(findings, tmt, case.as_of)
    return Verdict(case, status, readiness_class, case.target, _find_target_level(case), tmt, findings)


def _find_target_level(case: Case) -> str | None:
    is_rising = case.path == "KENAIKAN_JENJANG" or (case.path, case.situation) == ("FUNGSIONAL", "NAIK_JENJANG")
    return case.level_above if is_rising else None


def _classify(findings: tuple[Finding, ...], tmt: date | None, as_of: date) -> tuple[str, str]:
    """Return status and readiness class: what is known to fail outweighs what is not known."""
    states = {finding.state for finding in findings}
    status = "TIDAK_MEMENUHI" if states & {LATE, HARD} else "DATA_TIDAK_LENGKAP" if states else "MEMENUHI"
    if any(each.state == HARD and each.blocker in {"JENJANG_MAKS", "PLAFON_PENDIDIKAN"} for each in findings):
        return status, "PUNCAK"
    if HARD in states:
        return status, "TERHALANG"
    if MISSING in states:
        return status, "DATA_TIDAK_LENGKAP"
    if LATE in states:
        assert tmt is not None
        return status, "SIAP_6BLN" if tmt <= add_months(as_of, 6) else "TERHALANG"
    return status, "SIAP"
