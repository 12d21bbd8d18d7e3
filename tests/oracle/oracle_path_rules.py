"""What the promotion paths ask, one requirement at a time (rules.md 4.4 to 4.10, 5.5, 9.4)."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from oracle_calendar import FOREVER, add_months, add_years, whole_months
from oracle_facts import Appraisal
from oracle_law import EDUCATION_RANK, GRADE_ORDINAL, PNS_GRADES, SERVICE_EXAM
from oracle_path_case import Case, Evidence, Finding, find_grade_row, find_person_row, find_post_row
from oracle_path_facts import Trial, find_row
from oracle_path_law import (
    APPRAISALS,
    CREDIT_LEVELS,
    EXPERIENCE,
    GRADE_RANGE,
    LEVEL_NAMES,
    LONG_SERVICE,
    LOWEST_DIPLOMA,
    MONTHS_IN_GRADE,
    MONTHS_IN_POST,
    MONTHS_OF_SERVICE,
    OLDEST,
    PREDICATE_NAMES,
    SERVICE_EXAM_NAMES,
    names_of,
)
from oracle_promotion import HARD, LATE, MISSING, find_anchor, find_predicate
from oracle_state import (
    find_leadership,
    find_level_since,
    find_pension_date,
    find_seat,
    find_status,
    holds,
    recognised_diplomas,
    unpaid_leaves,
)

Findings = Iterator[Finding]
ABOVE = frozenset({"DI_ATAS", "DI_ATAS_PENUH"})  # a step beyond the range was given: its credit is spent


# --- the grade and the range of the post -----------------------------------------------------------------------------


def ask_grade(case: Case) -> Findings:
    """GOLONGAN: there is a grade, and one above it."""
    rule = f"{case.path}_GOLONGAN"
    if case.grade is None:
        yield Finding(rule, "DATA_TIDAK_LENGKAP", MISSING)
    elif case.grade == PNS_GRADES[-1]:
        yield Finding(rule, "JENJANG_MAKS", HARD, actual=case.grade)


def ask_range(case: Case) -> Findings:
    """RENTANG: the grade is not at the top of the post, nor two steps below it."""
    if case.path not in {"STRUKTURAL", "FUNGSIONAL"}:
        return
    rule, span = f"{case.path}_RENTANG", "-".join(GRADE_RANGE[case.level])
    if case.situation == "PUNCAK":
        yield Finding(rule, "JENJANG_MAKS", HARD, None, "-", span, case.grade, find_grade_row(case))
    elif case.situation == "DUA_DI_BAWAH":
        yield Finding(rule, "DATA_TIDAK_LENGKAP", MISSING, None, "-", span, case.grade, find_grade_row(case))


# --- rules of time ---------------------------------------------------------------------------------------------------


def postpone(case: Case, start: date, months: int) -> date:
    """Return the day on which so many months since `start` are full, the months of unpaid leave not counted."""
    return add_months(start, months + _months_of_leave(case, start, FOREVER))


def _months_of_leave(case: Case, start: date, until: date) -> int:
    """Return the whole months of each unpaid leave that has begun, within [start, until); an open one to the day."""
    begun = [row for row in unpaid_leaves(case.official) if row.valid_from <= case.as_of]
    return sum(whole_months(max(row.valid_from, start), min(row.valid_to or case.as_of, until)) for row in begun)


def _wait(case: Case, rule: str, start: date, months: int, evidence: Evidence) -> Findings:
    met_on = postpone(case, start, months)
    if met_on > case.as_of:
        served = whole_months(start, case.as_of) - _months_of_leave(case, start, case.as_of)
        blocker = next(name for name in ("MASA_PANGKAT", "MASA_JABATAN", "MASA_KERJA") if name in rule)
        yield Finding(rule, blocker, LATE, met_on, "-", str(months), str(served), evidence)


def ask_time_in_grade(case: Case) -> Findings:
    """MASA_PANGKAT."""
    rule = f"{case.path}_MASA_PANGKAT"
    if case.path == "STRUKTURAL":
        rule += "_A" if case.situation == "DI_BAWAH" else "_B"
    if case.path == "PENGABDIAN":
        rule = next(rule for least, rule in LONG_SERVICE.items() if months_at_retirement(case) >= least)
    anchor = find_anchor(case.official, case.as_of)
    yield from _wait(case, rule, anchor, MONTHS_IN_GRADE[rule], find_grade_row(case))


def ask_time_in_post(case: Case) -> Findings:
    """MASA_JABATAN, of whoever stands one step below the range."""
    if case.situation == "DI_BAWAH":
        since = find_level_since(case.office, case.official, case.as_of)
        assert since is not None
        yield from _wait(case, f"{case.path}_MASA_JABATAN_A", since, MONTHS_IN_POST, find_post_row(case))


def ask_service(case: Case) -> Findings:
    """MASA_KERJA."""
    evidence = find_row("employee", case.official)
    yield from _wait(case, f"{case.path}_MASA_KERJA", _service_start(case), MONTHS_OF_SERVICE, evidence)


def _service_start(case: Case) -> date:
    prior = sum(row.months for row in case.official.prior_services if row.recognised_on <= case.as_of)
    return add_months(case.official.appointed_on, -prior)


def months_at_retirement(case: Case) -> int:
    """Return the whole months of service in the month in which the retirement age is reached."""
    start, end = _service_start(case), month_of_retirement(case)
    return max(whole_months(start, end) - _months_of_leave(case, start, end), 0)


def month_of_retirement(case: Case) -> date:
    """Return the first of the month in which the retirement age is reached."""
    return add_months(find_pension_date(case.office, case.official, case.as_of), -1)


def ask_retirement(case: Case) -> Findings:
    """BELUM_BUP: long service is rewarded in the month of retirement."""
    begins = month_of_retirement(case)
    if begins > case.as_of:
        actual = str(find_pension_date(case.office, case.official, case.as_of))
        yield Finding(f"{case.path}_BELUM_BUP", "BELUM_BUP", LATE, begins, "-", None, actual, find_person_row(case))


def ask_experience(case: Case) -> Findings:
    """PENGALAMAN: days of definitive posts at levels that count."""
    for name in ("PENGALAMAN_MANAJERIAL", "PENGALAMAN"):
        rule = f"{case.path}_{name}"
        if rule not in EXPERIENCE:
            continue
        months, levels = EXPERIENCE[rule]
        start = case.as_of - timedelta(days=_days_in_posts(case, levels))
        met_on = add_months(start, months)
        if met_on > case.as_of:
            served = whole_months(start, case.as_of)
            yield Finding(rule, "PENGALAMAN", LATE, met_on, "-", str(months), str(served), find_post_row(case))


def _days_in_posts(case: Case, levels: tuple[str, ...]) -> int:
    return sum(
        (min(row.valid_to or case.as_of, case.as_of) - row.valid_from).days
        for row in case.official.assignments
        if row.kind == "DEFINITIF"
        and row.valid_from <= case.as_of
        and find_seat(case.office, row.seat_id).title.level in levels
    )


# --- discipline and legal status -------------------------------------------------------------------------------------


def ask_discipline(case: Case) -> Findings:
    """HUKUMAN_SEDANG and HUKUMAN_BERAT: no such punishment is being served."""
    for severity in ("SEDANG", "BERAT"):
        bars = [
            (row.valid_to, names_of("discipline_kind")[row.kind], find_row("discipline_case", row))
            for row in case.official.punishments
            if row.status == "FINAL" and row.severity == severity and holds(row, case.as_of)
        ]
        yield from _until_last(f"{case.path}_HUKUMAN_{severity}", "HUKDIS", bars)


def ask_clean_year(case: Case) -> Findings:
    """HUKUMAN_SETAHUN: no such punishment within the last year either."""
    cases = [
        (row.valid_to and max(row.valid_to, add_years(row.valid_from, 1)), row)
        for row in case.official.punishments
        if row.status == "FINAL" and row.severity in {"SEDANG", "BERAT"} and row.valid_from <= case.as_of
    ]
    bars = [
        (end, names_of("discipline_kind")[row.kind], find_row("discipline_case", row))
        for end, row in cases
        if end is None or end > case.as_of
    ]
    yield from _until_last(f"{case.path}_HUKUMAN_SETAHUN", "HUKDIS", bars)


def ask_status(case: Case) -> Findings:
    """STATUS and CLTN: no legal status that bars."""
    row = find_status(case.official, case.as_of)
    if row and row.status.blocks_promotion:
        name, blocker = ("STATUS", "HUKDIS") if row.status.counts_as_service else ("CLTN", "CLTN")
        bar = (row.valid_to, names_of("legal_status")[row.status.code], find_row("employee_status", row))
        yield from _until_last(f"{case.path}_{name}", blocker, [bar])


def _until_last(rule: str, blocker: str, bars: Sequence[tuple[date | None, str, Evidence]]) -> Findings:
    """Yield what bars longest, the first recorded of several."""
    if bars:
        end, name, evidence = max(bars, key=lambda bar: bar[0] or FOREVER)
        yield Finding(rule, blocker, LATE if end else HARD, end, "-", None, name, evidence)


# --- what is asked on the TMT ----------------------------------------------------------------------------------------


def ask_appraisals(case: Case, tmt: date) -> Findings:
    """SKP: the annual predicates of the years before the TMT."""
    years, lowest = APPRAISALS[case.path]
    for year in range(tmt.year - years, tmt.year):
        ordinal = find_predicate(case.office, case.official, year, case.as_of)
        row = _find_annual(case, year)
        actual = PREDICATE_NAMES[ordinal] if ordinal else row.written if row else None
        told = str(year), PREDICATE_NAMES[lowest], actual, find_row("appraisal", row) if row else None
        if date(year, 12, 31) > case.as_of:
            yield Finding(f"{case.path}_SKP", "SKP_TIDAK_ADA", LATE, date(year + 1, 1, 1), *told)
        elif ordinal is None:
            yield Finding(f"{case.path}_SKP", "SKP_TIDAK_ADA", MISSING, None, *told)
        elif ordinal < lowest:
            yield Finding(f"{case.path}_SKP", "SKP_KURANG", HARD, None, *told)


def _find_annual(case: Case, year: int) -> Appraisal | None:
    """Return the annual appraisal of a year, the latest to end."""
    annual = {
        cycle.id: cycle.ends_on
        for cycle in case.office.cycles
        if (cycle.kind, cycle.year) == ("TAHUNAN", year) and cycle.ends_on <= case.as_of
    }
    found = [row for row in case.official.appraisals if row.cycle_id in annual]
    return max(found, key=lambda row: annual[row.cycle_id], default=None)


def ask_service_exam(case: Case, tmt: date) -> Findings:
    """UJIAN_DINAS, where the step to the next grade needs one."""
    assert case.grade is not None
    step = case.grade, PNS_GRADES[GRADE_ORDINAL[case.grade]]
    if step in SERVICE_EXAM:
        kind, exempting, leadership = SERVICE_EXAM[step]
        has_diploma = any(row.level in exempting for row in recognised_diplomas(case.official, case.as_of))
        has_course = find_leadership(case.official, case.as_of)[0] >= leadership
        if not (has_diploma or has_course or _has_passed(case, kind, tmt)):
            yield Finding(f"{case.path}_UJIAN_DINAS", "UJIAN_DINAS", HARD, needed=SERVICE_EXAM_NAMES[kind])


def _has_passed(case: Case, kind: str, tmt: date, level: str | None = None) -> bool:
    return any(
        row.kind == kind and row.is_passed and row.taken_on <= case.as_of and (row.valid_to or FOREVER) > tmt
        for row in case.official.exams
        if level is None or (isinstance(row, Trial) and row.level == level)
    )


def ask_diploma_exam(case: Case, tmt: date) -> Findings:
    """UPKP."""
    if not _has_passed(case, "UPKP", tmt):
        yield Finding(f"{case.path}_UPKP", "UPKP", HARD, needed="UPKP")


def ask_competency_test(case: Case, tmt: date) -> Findings:
    """UJIKOM, on the way to the next level."""
    suffix = {"NAIK_JENJANG": "_NAIK", "DI_ATAS": "_ATAS"}.get(case.situation or "", "")
    if (case.path == "KENAIKAN_JENJANG" or suffix) and not _has_passed(case, "UJI_KOMPETENSI", tmt, case.level_above):
        yield Finding(f"{case.path}_UJIKOM{suffix}", "UJIKOM", HARD, needed=LEVEL_NAMES[case.level_above or ""])


def ask_vacancy(case: Case, _: date) -> Findings:
    """KEBUTUHAN: somebody is needed at the next level."""
    is_asked = case.path == "KENAIKAN_JENJANG" or case.situation == "DI_ATAS_PENUH"
    if is_asked and not case.has_vacancy:
        needed = LEVEL_NAMES[case.level_above or ""]
        yield Finding(f"{case.path}_KEBUTUHAN", "KEBUTUHAN", HARD, needed=needed, actual="0")


def find_credit_needed(case: Case) -> tuple[Decimal, Decimal] | None:
    """Return the credit that counts and what the path asks of it; None when it asks none."""
    if case.credit is None:
        return None
    level = CREDIT_LEVELS[case.level]
    if case.path == "KENAIKAN_JENJANG":
        assert level.leave is not None
        return case.credit.total, level.leave
    assert case.grade is not None
    if case.situation in ABOVE:
        assert level.above is not None
        return Decimal(), _steps(case.grade, level.above) * CREDIT_LEVELS[level.above].step
    return case.credit.total, max(_steps(case.grade, case.level), 0) * level.step


def _steps(grade: str, level: str) -> int:
    return GRADE_ORDINAL[grade] + 1 - GRADE_ORDINAL[GRADE_RANGE[level][0]]


def ask_credit(case: Case, _: date) -> Findings:
    """AK: enough credit; what is gathered in an incomplete record may be more than is known."""
    found = find_credit_needed(case)
    if found and found[0] < found[1]:
        assert case.credit is not None
        is_certain = case.credit.is_complete or case.situation in ABOVE
        state = HARD if is_certain else MISSING
        told = f"{found[1]:.2f}", f"{found[0]:.2f}", find_post_row(case)
        yield Finding(f"{case.path}_AK", "AK_KURANG", state, None, "-", *told)


def ask_post_diploma(case: Case, _: date) -> Findings:
    """JABATAN_IJAZAH: the post needs the diploma."""
    assert case.diploma is not None
    asks = case.chair.asks if case.chair else ()
    asked, number = max(asks, key=lambda row: EDUCATION_RANK[row[0]], default=(None, None))
    rule, names = f"{case.path}_JABATAN_IJAZAH", names_of("education_level")
    needed = names[case.diploma.level]
    if asked is None:
        yield Finding(rule, "JABATAN_IJAZAH", MISSING, needed=needed)
    elif EDUCATION_RANK[asked] < EDUCATION_RANK[case.diploma.level]:
        evidence = "personnel.seat_requirement", number
        yield Finding(rule, "JABATAN_IJAZAH", HARD, None, "-", needed, names[asked], evidence)


def ask_decree(case: Case, _: date) -> Findings:
    """PENETAPAN_PPK: the achievement has a decree."""
    assert case.prize is not None
    if not case.prize.has_decree:
        name = names_of("award_kind")[case.prize.kind]
        evidence = find_row("award", case.prize)
        yield Finding(f"{case.path}_PENETAPAN_PPK", "PENETAPAN_PPK", MISSING, None, "-", None, name, evidence)


def ask_education(case: Case, _: date) -> Findings:
    """PENDIDIKAN: the highest recognised education, the first recorded of several, is not below the level asked."""
    held = recognised_diplomas(case.official, case.as_of)
    highest = max(held, key=lambda row: EDUCATION_RANK[row.level], default=None)
    rule, lowest, names = f"{case.path}_PENDIDIKAN", LOWEST_DIPLOMA[case.path], names_of("education_level")
    if highest is None:
        yield Finding(rule, "DATA_TIDAK_LENGKAP", MISSING, needed=names[lowest])
    elif EDUCATION_RANK[highest.level] < EDUCATION_RANK[lowest]:
        told = names[lowest], names[highest.level], find_row("education_record", highest)
        yield Finding(rule, "PENDIDIKAN", HARD, None, "-", *told)


def ask_age(case: Case, tmt: date) -> Findings:
    """USIA: not older than allowed on the day of appointment."""
    last = add_years(case.official.person.born_on, OLDEST[case.path])
    if tmt > last:
        yield Finding(f"{case.path}_USIA", "USIA", HARD, None, "-", str(last), str(tmt), find_person_row(case))


def ask_pension(case: Case, tmt: date) -> Findings:
    """BUP: still employed on the TMT."""
    pension_on = find_pension_date(case.office, case.official, case.as_of)
    if tmt >= pension_on:
        yield Finding(f"{case.path}_BUP", "BUP", HARD, None, "-", str(pension_on), str(tmt), find_person_row(case))
