"""Every promotion path but the regular one: who has a row, what is asked, and the verdict (rules.md 4, 5, 9.4)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from oracle_calendar import add_months
from oracle_credit import find_credit
from oracle_dossier import CATEGORY
from oracle_facts import Agency, Diploma
from oracle_law import GRADE_ORDINAL, PNS_GRADES, next_period
from oracle_path_case import Case, Finding
from oracle_path_facts import Chair, Official, Paper, Prize, find_chair
from oracle_path_law import (
    ACHIEVEMENTS,
    ADJUSTMENT,
    BLOCKER_ORDER,
    CANDIDATES,
    CONVERTED_SINCE,
    CREDIT_LEVELS,
    GRADE_RANGE,
    MONTHS_AHEAD,
    PATHS,
    cite,
)
from oracle_path_rules import (
    Findings,
    ask_age,
    ask_appraisals,
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
    ask_time_in_grade,
    ask_time_in_post,
    ask_vacancy,
)
from oracle_promotion import HARD, LATE, MISSING
from oracle_state import find_grade, find_pension_date, holds, is_employed, is_probationary, recognised_diplomas

STRUCTURAL, FUNCTIONAL = {"PENGAWAS", "ADMINISTRATOR", "JPT"}, {"JF_KEAHLIAN", "JF_KETERAMPILAN"}

OfTime = tuple[Callable[[Case], Findings], ...]
OnTmt = tuple[Callable[[Case, date], Findings], ...]

OF_GRADE: OfTime = (ask_grade, ask_range)
ALWAYS: OfTime = (ask_discipline, ask_status)
POST: tuple[OfTime, OnTmt] = ((ask_experience, *ALWAYS), (ask_appraisals, ask_education, ask_pension))

RULES: dict[str, tuple[OfTime, OnTmt]] = {
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
    """What an employee may expect of one path on the day."""

    case: Case
    status: str
    readiness_class: str
    target: str | None
    target_level: str | None
    tmt: date
    earliest_tmt: date | None
    findings: tuple[Finding, ...]

    @property
    def blockers(self) -> list[str]:
        """Return the codes of what stands in the way, each once, in their fixed order."""
        return sorted({finding.blocker for finding in self.findings}, key=BLOCKER_ORDER.index)


def judge_paths(agency: Agency, as_of: date) -> Iterator[Verdict]:
    """Judge every employee on every path that is open for them."""
    vacant = find_vacancies(agency, as_of)
    for official in agency.employees:
        assert isinstance(official, Official)
        is_pns = official.scheme == "PNS" and not is_probationary(official, as_of)
        if is_employed(official, as_of) and is_pns:
            for case in open_cases(agency, official, as_of, vacant):
                yield judge(case)


# --- which paths are open --------------------------------------------------------------------------------------------


def open_cases(agency: Agency, official: Official, as_of: date, vacant: set[tuple[str, str]]) -> Iterator[Case]:
    """Yield a case for each path that is in force and open for a PNS."""
    chair, held = find_chair(agency, official, as_of), find_grade(official, as_of)
    grade = held[0] if held else None
    level = chair.title.level if chair else None
    above = CREDIT_LEVELS[level].above if level in CREDIT_LEVELS else None
    has_vacancy = bool(chair and above and (chair.function, above) in vacant)
    for path, law in PATHS.items():
        if as_of < law.since:
            continue
        case = Case(agency, official, path, as_of, chair, grade, has_vacancy=has_vacancy)
        if opened := _open(case, level, held[1] if held else None):
            yield opened


def _open(case: Case, level: str | None, since: date | None) -> Case | None:
    """Return the case with what opens the path; None when it stays closed."""
    category = CATEGORY[level] if level else "TANPA_JABATAN"
    is_functional = category in FUNCTIONAL
    has_credit = is_functional and case.as_of >= CONVERTED_SINCE
    credit = find_credit(case.office, case.official, case.as_of) if has_credit else None
    if case.path == "STRUKTURAL":
        return replace(case, situation=_situate(case)) if category in STRUCTURAL else None
    if case.path == "FUNGSIONAL":
        return replace(case, situation=_situate(case), credit=credit) if is_functional else None
    if case.path == "KENAIKAN_JENJANG":
        return replace(case, credit=credit) if case.level_above else None
    if case.path == "PENYESUAIAN_IJAZAH":
        diploma = _find_lifting_diploma(case)
        situation = _situate(case) if is_functional else None
        return replace(case, diploma=diploma, credit=credit, situation=situation) if diploma else None
    if case.path == "PRESTASI":
        prize = _find_achievement(case, since)
        return replace(case, prize=prize) if prize else None
    if case.path == "PENGABDIAN":
        pension_on = find_pension_date(case.office, case.official, case.as_of)
        return case if case.as_of < pension_on <= add_months(case.as_of, MONTHS_AHEAD) else None
    return case if level in CANDIDATES[case.path] else None


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
    papers = [row for row in recognised_diplomas(case.official, case.as_of) if isinstance(row, Paper)]
    lifting = [row for row in papers if row.level in ADJUSTMENT and _lifts(row, case.grade)]
    return max(lifting, key=lambda row: (GRADE_ORDINAL[ADJUSTMENT[row.level][1]], -row.id), default=None)


def _lifts(row: Diploma, grade: str) -> bool:
    return GRADE_ORDINAL[grade] <= GRADE_ORDINAL[ADJUSTMENT[row.level][0]]


def _find_achievement(case: Case, since: date | None) -> Prize | None:
    """Return the achievement since the present grade: one with a decree, else the latest, the first recorded."""
    if since is None:
        return None
    prizes = [row for row in case.official.prizes if row.kind in ACHIEVEMENTS and since <= row.awarded_on <= case.as_of]
    return max(prizes, key=lambda row: (row.has_decree, row.awarded_on, -row.id), default=None)


def find_vacancies(agency: Agency, as_of: date) -> set[tuple[str, str]]:
    """Return function and level of the posts for which more people are needed than hold them."""
    holders: dict[int, int] = {}
    for official in agency.employees:
        if is_employed(official, as_of) and (chair := find_chair(agency, official, as_of)):
            holders[chair.id] = holders.get(chair.id, 0) + 1
    return {
        (seat.function, seat.title.level)
        for seat in agency.seats
        if isinstance(seat, Chair) and holds(seat, as_of) and seat.needed > holders.get(seat.id, 0)
    }


# --- the verdict -----------------------------------------------------------------------------------------------------


def judge(case: Case) -> Verdict:
    """Judge one case: first the grade, then the rules of time, which give the TMT, then what is asked on the TMT."""
    of_time, on_tmt = RULES[case.path]
    if PATHS[case.path].gives_grade:
        barred = tuple(finding for ask in OF_GRADE for finding in ask(case))
        if barred:
            return _conclude(case, barred, None, None, None)
    waits = [finding for ask in of_time for finding in ask(case)]
    day = max([case.as_of, *(finding.turns_true_on for finding in waits if finding.turns_true_on)])
    tmt = next_period(day) if PATHS[case.path].is_periodic else day
    asked = [*waits, *(finding for ask in on_tmt for finding in ask(case, tmt))]
    findings = tuple(finding for finding in asked if cite(finding.rule, tmt))
    return _conclude(case, findings, tmt, _find_target(case), _find_target_level(case))


def _find_target(case: Case) -> str | None:
    if not PATHS[case.path].gives_grade:
        return None
    assert case.grade is not None
    return ADJUSTMENT[case.diploma.level][1] if case.diploma else PNS_GRADES[GRADE_ORDINAL[case.grade]]


def _find_target_level(case: Case) -> str | None:
    is_rising = case.path == "KENAIKAN_JENJANG" or (case.path, case.situation) == ("FUNGSIONAL", "NAIK_JENJANG")
    return case.level_above if is_rising else None


def _conclude(
    case: Case, findings: tuple[Finding, ...], tmt: date | None, target: str | None, target_level: str | None
) -> Verdict:
    states = {finding.state for finding in findings}
    is_peak = any(finding.blocker == "JENJANG_MAKS" for finding in findings)
    return Verdict(
        case,
        "TIDAK_MEMENUHI" if states & {LATE, HARD} else "DATA_TIDAK_LENGKAP" if states else "MEMENUHI",
        "PUNCAK" if is_peak else _classify(states, tmt, case.as_of),
        target,
        target_level,
        tmt or case.as_of,
        None if HARD in states else tmt,
        findings,
    )


def _classify(states: set[str], tmt: date | None, as_of: date) -> str:
    if HARD in states:
        return "TERHALANG"
    if MISSING in states:
        return "DATA_TIDAK_LENGKAP"
    if LATE in states:
        assert tmt is not None
        return "SIAP_6BLN" if tmt <= add_months(as_of, 6) else "TERHALANG"
    return "SIAP"
