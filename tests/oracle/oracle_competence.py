"""Competency gaps and JPM by rules.md 7.4, 7.5 and docs/definitions/competence.md."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from oracle_calendar import round_half_up
from oracle_dossier import CORE_COMPETENCIES, REQUIRED_LEVEL, find_level_code, find_setting, is_valid
from oracle_facts import Agency, Course, Employee
from oracle_state import find_asked, find_own, find_post, find_unit, is_employed

PASS = 68
# rules.md 7.5: from the top down; by scheme, and in one ministry by the height of the post.
BANDS = {
    "UJI_KOMPETENSI": ((80, "MEMENUHI_SYARAT"), (68, "MASIH_MEMENUHI_SYARAT"), (0, "KURANG_MEMENUHI_SYARAT")),
    "PEMETAAN": ((90, "OPTIMAL"), (78, "CUKUP_OPTIMAL"), (0, "KURANG_OPTIMAL")),
}
KKP_HIGH = ((91, "OPTIMAL"), (85, "CUKUP_OPTIMAL"), (0, "KURANG_OPTIMAL"))
KKP_OTHERS = ((85, "OPTIMAL"), (75, "CUKUP_OPTIMAL"), (0, "KURANG_OPTIMAL"))
Bands = tuple[tuple[int, str], ...]
HIGH_LEVELS = frozenset({"I.a", "I.b", "II.a", "II.b", "JF_AHLI_UTAMA"})


def find_bands(scheme: str, level: str) -> Bands:
    """Return the bands of a scheme with their lower ends, the highest first; of an unknown scheme, the default's."""
    if scheme == "KKP_39_2023":
        return KKP_HIGH if level in HIGH_LEVELS else KKP_OTHERS
    return BANDS.get(scheme, BANDS["UJI_KOMPETENSI"])


def jpm(pairs: list[tuple[int, int]]) -> tuple[Decimal, Decimal]:
    """Return the percentage of required levels that are reached, capped and uncapped, unrounded."""
    required = Decimal(sum(need for need, _ in pairs))
    capped = sum(min(need, have) for need, have in pairs)
    return 100 * capped / required, 100 * sum(have for _, have in pairs) / required


def competency_gap(office: Agency, as_of: date) -> dict[tuple[int, str], dict[str, Any]]:
    """Return a row per employee employed on the day and competency."""
    rows = {}
    for employee in office.employees:
        if is_employed(employee, as_of):
            for competency, row in _gaps(office, employee, as_of).items():
                rows[employee.id, competency] = row
    return rows


def find_required(office: Agency, employee: Employee, as_of: date) -> dict[str, tuple[int, str]]:
    """Return each competency asked with its level and where that comes from."""
    place = find_post(office, employee, as_of)
    level = find_level_code(office, employee, as_of)
    default = int(find_own(office.parameters, "competency_level", level, as_of) or REQUIRED_LEVEL[level])
    required = dict.fromkeys(CORE_COMPETENCIES, (default, "BAWAAN"))
    for row in find_asked(place, "KOMPETENSI", as_of):
        assert row.code is not None
        assert row.minimum is not None
        required[row.code] = int(row.minimum.quantize(Decimal(1), rounding=ROUND_HALF_UP)), "JABATAN"
    return required


def find_actual(office: Agency, employee: Employee, day: date, as_of: date) -> dict[str, int]:
    """Return the level of the latest result of each competency that is valid on the day."""
    valid = [row for row in employee.assessments if row.competency and is_valid(office, row, day, as_of)]
    ordered = sorted(valid, key=lambda row: (row.assessed_on, row.id))
    return {row.competency: row.level for row in ordered if row.competency and row.level is not None}


def measure_competence(office: Agency, employee: Employee, day: date, as_of: date) -> Decimal | None:
    """Return the capped JPM on a day, unrounded; None while one of its competencies is not assessed."""
    required, actual = find_required(office, employee, day), find_actual(office, employee, day, as_of)
    if any(code not in actual for code in CORE_COMPETENCIES):
        return None
    return jpm([(required[code][0], actual[code]) for code in CORE_COMPETENCIES])[0]


def _gaps(office: Agency, employee: Employee, as_of: date) -> dict[str, dict[str, Any]]:
    required = find_required(office, employee, as_of)
    actual = find_actual(office, employee, as_of, as_of)
    level = find_level_code(office, employee, as_of)
    whole = _person(office, required, actual, level, as_of)
    rows = {}
    for code, (need, source) in required.items():
        have = actual.get(code)
        gap = None if have is None else need - have
        state = "BELUM_DINILAI" if gap is None else "KURANG" if gap > 0 else "SESUAI" if gap == 0 else "LEBIH"
        courses = _courses(office, code, need) if state == "KURANG" else []
        rows[code] = {
            "unit_id": find_unit(office, employee, as_of),
            "required_level": need,
            "required_source": source,
            "actual_level": have,
            "gap": gap,
            "state_code": state,
            "closing_course_count": len(courses),
            "closing_courses": "; ".join(courses) or None,
            "plan_code": _find_plan(office, employee, code, need, as_of) if state == "KURANG" else None,
            **whole,
        }
    return rows


def _person(
    office: Agency, required: dict[str, tuple[int, str]], actual: dict[str, int], level: str, as_of: date
) -> dict[str, Any]:
    counts = {
        "gaps": sum(code in actual and need > actual[code] for code, (need, _) in required.items()),
        "unassessed": sum(code not in actual for code in required),
    }
    if any(code not in actual for code in CORE_COMPETENCIES):
        names = ("jpm_capped", "jpm_uncapped", "band_code", "is_passed")
        return counts | dict.fromkeys(names) | {"jpm_state_code": "DATA_TIDAK_LENGKAP"}
    capped, uncapped = jpm([(required[code][0], actual[code]) for code in CORE_COMPETENCIES])
    scheme = find_setting(office, "jpm_scheme", as_of)
    bands = find_bands(scheme, level)
    has_pass = scheme not in {"PEMETAAN", "KKP_39_2023"}
    return counts | {
        "jpm_capped": round_half_up(capped),
        "jpm_uncapped": round_half_up(uncapped),
        "band_code": next(band for lowest, band in bands if capped >= lowest),
        "is_passed": capped >= PASS if has_pass else None,
        "jpm_state_code": "LENGKAP",
    }


def _courses(office: Agency, competency: str, need: int) -> list[str]:
    closing = _find_closing(office, competency, need)
    return [course.title for course in sorted(closing, key=lambda course: (course.hours, course.title))]


def _find_closing(office: Agency, competency: str, need: int) -> list[Course]:
    return [course for course in office.courses if any(code == competency and up >= need for code, up in course.brings)]


def _find_plan(office: Agency, who: Employee, competency: str, need: int, as_of: date) -> str:
    """Return what is planned against a gap: an open action, a place held or asked for in a session to come."""
    for action in office.actions:
        is_about = (action.employee_id, action.competency) == (who.id, competency)
        is_over = action.status == "DIBATALKAN" or (action.done_on is not None and action.done_on <= as_of)
        if is_about and action.agreed_on <= as_of and not is_over:
            return "TINDAKAN"
    closing = {course.id for course in _find_closing(office, competency, need)}
    for session in office.sessions:
        asked = {status for key, status in session.enrolled if key == who.id}
        if session.starts_on > as_of and session.course_id in closing and asked & {"DITERIMA", "DIUSULKAN"}:
            return "PELATIHAN"
    return "TANPA_RENCANA"
