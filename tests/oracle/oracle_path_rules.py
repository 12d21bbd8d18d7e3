"""What the promotion paths ask, one requirement at a time (rules.md 4.2 to 4.10, 5.5, 9.4)."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from oracle_calendar import FOREVER, add_months, add_years, whole_months
from oracle_law import EDUCATION_CEILING, EDUCATION_RANK, GRADE_ORDINAL, PNS_GRADES, SERVICE_EXAM
from oracle_names import LEVEL_NAMES, PREDICATE_NAMES, SERVICE_EXAM_NAMES, Name, names_of
from oracle_path_case import (
    HARD,
    LATE,
    MISSING,
    Case,
    Evidence,
    Finding,
    find_anchor,
    find_appraisal,
    find_grade_row,
    find_person_row,
    find_post_row,
    find_row,
    find_superior,
)
from oracle_path_law import (
    APPRAISALS,
    CREDIT_LEVELS,
    EXPERIENCE,
    GRADE_RANGE,
    LONG_SERVICE,
    LOWEST_DIPLOMA,
    MONTHS_IN_GRADE,
    MONTHS_IN_POST,
    MONTHS_OF_SERVICE,
    OLDEST,
    SPECIALIST,
)
from oracle_state import (
    find_asked,
    find_grade,
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
    if case.grade is None:
        yield case.fail("GOLONGAN", "DATA_TIDAK_LENGKAP", MISSING)
    elif case.grade == PNS_GRADES[-1]:
        yield case.fail("GOLONGAN", "JENJANG_MAKS", HARD, actual=case.grade)


def ask_range(case: Case) -> Findings:
    """RENTANG: the grade is not at the top of the post, nor two steps below it."""
    if case.path not in {"STRUKTURAL", "FUNGSIONAL"} or case.grade is None:
        return
    evidence = find_grade_row(case.official, case.as_of)
    told = {"needed": "-".join(GRADE_RANGE[case.level]), "actual": case.grade, "evidence": evidence}
    if case.situation == "PUNCAK":
        yield case.fail("RENTANG", "JENJANG_MAKS", HARD, **told)
    elif case.situation == "DUA_DI_BAWAH":
        yield case.fail("RENTANG", "DATA_TIDAK_LENGKAP", MISSING, **told)


# --- rules of time ---------------------------------------------------------------------------------------------------


def postpone(case: Case, start: date, months: int) -> date:
    """Return the day on which so many months since `start` are full, the months of unpaid leave not counted."""
    return add_months(start, months + _months_of_leave(case, start, FOREVER))


def _months_of_leave(case: Case, start: date, until: date) -> int:
    """Return the whole months of each unpaid leave that has begun, within [start, until); an open one to the day."""
    begun = [row for row in unpaid_leaves(case.official) if row.valid_from <= case.as_of]
    return sum(whole_months(max(row.valid_from, start), min(row.valid_to or case.as_of, until)) for row in begun)


def _wait(case: Case, name: str, start: date, months: int, evidence: Evidence) -> Findings:
    met_on = postpone(case, start, months)
    if met_on > case.as_of:
        served = whole_months(start, case.as_of) - _months_of_leave(case, start, case.as_of)
        blocker = next(each for each in ("MASA_PANGKAT", "MASA_JABATAN", "MASA_KERJA") if name.startswith(each))
        told = {"needed": str(months), "actual": str(served), "evidence": evidence}
        yield case.fail(name, blocker, LATE, turns_true_on=met_on, **told)


def is_specialist(case: Case) -> bool:
    """Return whether less is asked of the holder of a specialist's diploma (4.2)."""
    diploma, grade = SPECIALIST
    held = recognised_diplomas(case.official, case.as_of)
    return case.path == "REGULER" and case.grade == grade and any(row.level == diploma for row in held)


def ask_time_in_grade(case: Case) -> Findings:
    """MASA_PANGKAT."""
    name = "MASA_PANGKAT"
    if case.path == "STRUKTURAL":
        name += "_A" if case.situation == "DI_BAWAH" else "_B"
    if case.path == "PENGABDIAN":
        name = next(name for least, name in LONG_SERVICE.items() if months_at_retirement(case) >= least)
    if is_specialist(case):
        name += "_SPESIALIS"
    anchor, evidence = find_anchor(case.official, case.as_of), find_grade_row(case.official, case.as_of)
    yield from _wait(case, name, anchor, MONTHS_IN_GRADE[f"{case.path}_{name}"], evidence)


def ask_time_in_post(case: Case) -> Findings:
    """MASA_JABATAN, of whoever stands one step below the range."""
    if case.situation == "DI_BAWAH":
        since = find_level_since(case.office, case.official, case.as_of)
        assert since is not None
        yield from _wait(case, "MASA_JABATAN_A", since, MONTHS_IN_POST, find_post_row(case))


def ask_service(case: Case) -> Findings:
    """MASA_KERJA."""
    evidence = find_row("employee", case.official.id)
    yield from _wait(case, "MASA_KERJA", _service_start(case), MONTHS_OF_SERVICE, evidence)


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
        told = {"actual": find_pension_date(case.office, case.official, case.as_of), "evidence": find_person_row(case)}
        yield case.fail("BELUM_BUP", "BELUM_BUP", LATE, turns_true_on=begins, **told)


def ask_experience(case: Case) -> Findings:
    """PENGALAMAN: days of definitive posts at levels that count."""
    for name in ("PENGALAMAN_MANAJERIAL", "PENGALAMAN"):
        if f"{case.path}_{name}" not in EXPERIENCE:
            continue
        months, levels = EXPERIENCE[f"{case.path}_{name}"]
        start = case.as_of - timedelta(days=_days_in_posts(case, levels))
        met_on = add_months(start, months)
        if met_on > case.as_of:
            served = whole_months(start, case.as_of)
            told = {"needed": str(months), "actual": str(served), "evidence": find_post_row(case)}
            yield case.fail(name, "PENGALAMAN", LATE, turns_true_on=met_on, **told)


def _days_in_posts(case: Case, levels: tuple[str, ...]) -> int:
    return sum(
        (min(row.valid_to or case.as_of, case.as_of) - row.valid_from).days
        for row in case.official.assignments
        if row.kind == "DEFINITIF"
        and row.valid_from <= case.as_of
        and find_seat(case.office, row.seat_id).title.level in levels
    )


# --- discipline and legal status -------------------------------------------------------------------------------------

Bar = tuple[date | None, Name, Evidence]


def ask_discipline(case: Case) -> Findings:
    """HUKUMAN_SEDANG and HUKUMAN_BERAT: no such punishment is being served."""
    for severity in ("SEDANG", "BERAT"):
        bars = [
            (row.valid_to, names_of("discipline_kind")[row.kind], find_row("discipline_case", row.id))
            for row in case.official.punishments
            if row.status == "FINAL" and row.severity == severity and holds(row, case.as_of)
        ]
        yield from _until_last(case, f"HUKUMAN_{severity}", "HUKDIS", bars)


def ask_clean_year(case: Case) -> Findings:
    """HUKUMAN_SETAHUN: no such punishment within the last year either."""
    cases = [
        (row.valid_to and max(row.valid_to, add_years(row.valid_from, 1)), row)
        for row in case.official.punishments
        if row.status == "FINAL" and row.severity in {"SEDANG", "BERAT"} and row.valid_from <= case.as_of
    ]
    bars = [
        (end, names_of("discipline_kind")[row.kind], find_row("discipline_case", row.id))
        for end, row in cases
        if end is None or end > case.as_of
    ]
    yield from _until_last(case, "HUKUMAN_SETAHUN", "HUKDIS", bars)


def ask_status(case: Case) -> Findings:
    """STATUS and CLTN: no legal status that bars."""
    row = find_status(case.official, case.as_of)
    if row and row.status.blocks_promotion:
        name, blocker = ("STATUS", "HUKDIS") if row.status.counts_as_service else ("CLTN", "CLTN")
        bar = row.valid_to, names_of("legal_status")[row.status.code], find_row("employee_status", row.id)
        yield from _until_last(case, name, blocker, [bar])


def _until_last(case: Case, name: str, blocker: str, bars: Sequence[Bar]) -> Findings:
    """Yield what bars longest, the first recorded of several."""
    if bars:
        end, actual, evidence = max(bars, key=lambda bar: bar[0] or FOREVER)
        state = LATE if end else HARD
        yield case.fail(name, blocker, state, turns_true_on=end, actual=actual, evidence=evidence)


# --- what is asked on the TMT ----------------------------------------------------------------------------------------


def ask_appraisals(case: Case, tmt: date) -> Findings:
    """SKP: the annual predicates of the years before the TMT."""
    name = "SKP_SPESIALIS" if is_specialist(case) else "SKP"
    years, lowest = APPRAISALS[f"{case.path}_{name}"]
    for year in range(tmt.year - years, tmt.year):
        row = find_appraisal(case, year)
        told = {
            "item": str(year),
            "needed": PREDICATE_NAMES[lowest],
            "actual": (PREDICATE_NAMES[row.ordinal] if row.ordinal else row.written) if row else None,
            "evidence": find_row("appraisal", row.id) if row else None,
        }
        if date(year, 12, 31) > case.as_of:
            yield case.fail(name, "SKP_TIDAK_ADA", LATE, turns_true_on=date(year + 1, 1, 1), **told)
        elif row is None or row.ordinal is None:
            yield case.fail(name, "SKP_TIDAK_ADA", MISSING, **told)
        elif row.ordinal < lowest:
            # The first year whose years before it are all after the bad one.
            yield case.fail(name, "SKP_KURANG", HARD, turns_true_on=date(year + years + 1, 1, 1), **told)


def ask_ceiling(case: Case, _: date) -> Findings:
    """PLAFON_PENDIDIKAN: some recognised diploma, the first recorded of the best, reaches to the next grade."""
    assert case.target is not None
    held = recognised_diplomas(case.official, case.as_of)
    best = max(held, key=lambda row: GRADE_ORDINAL[EDUCATION_CEILING[row.level]], default=None)
    if best is None:
        yield case.fail("PLAFON_PENDIDIKAN", "DATA_TIDAK_LENGKAP", MISSING, needed=case.target)
    elif GRADE_ORDINAL[EDUCATION_CEILING[best.level]] < GRADE_ORDINAL[case.target]:
        told = {"needed": case.target, "actual": EDUCATION_CEILING[best.level]}
        evidence = find_row("education_record", best.id)
        yield case.fail("PLAFON_PENDIDIKAN", "PLAFON_PENDIDIKAN", HARD, **told, evidence=evidence)


def ask_superior(case: Case, _: date) -> Findings:
    """PANGKAT_ATASAN: the next grade is not above that of the direct superior."""
    superior = find_superior(case.office, case.official, case.seat, case.as_of)
    held = find_grade(superior, case.as_of) if superior else None
    if superior and held and case.target and GRADE_ORDINAL[case.target] > GRADE_ORDINAL[held[0]]:
        told = {"needed": held[0], "actual": case.target, "evidence": find_grade_row(superior, case.as_of)}
        yield case.fail("PANGKAT_ATASAN", "PANGKAT_ATASAN", HARD, **told)


def ask_service_exam(case: Case, tmt: date) -> Findings:
    """UJIAN_DINAS, where the step to the next grade needs one."""
    assert case.grade is not None
    step = case.grade, PNS_GRADES[GRADE_ORDINAL[case.grade]]
    if step in SERVICE_EXAM:
        kind, exempting, leadership = SERVICE_EXAM[step]
        has_diploma = any(row.level in exempting for row in recognised_diplomas(case.official, case.as_of))
        has_course = find_leadership(case.official, case.as_of)[0] >= leadership
        if not (has_diploma or has_course or _has_passed(case, kind, tmt)):
            yield case.fail("UJIAN_DINAS", "UJIAN_DINAS", HARD, needed=SERVICE_EXAM_NAMES[kind])


def _has_passed(case: Case, kind: str, tmt: date, level: str | None = None) -> bool:
    return any(
        row.kind == kind and row.is_passed and row.taken_on <= case.as_of and (row.valid_to or FOREVER) > tmt
        for row in case.official.exams
        if level is None or row.level == level
    )


def ask_diploma_exam(case: Case, tmt: date) -> Findings:
    """UPKP."""
    if not _has_passed(case, "UPKP", tmt):
        yield case.fail("UPKP", "UPKP", HARD, needed="UPKP")


def ask_competency_test(case: Case, tmt: date) -> Findings:
    """UJIKOM, on the way to the next level."""
    suffix = {"NAIK_JENJANG": "_NAIK", "DI_ATAS": "_ATAS"}.get(case.situation or "", "")
    if (case.path == "KENAIKAN_JENJANG" or suffix) and not _has_passed(case, "UJI_KOMPETENSI", tmt, case.level_above):
        yield case.fail(f"UJIKOM{suffix}", "UJIKOM", HARD, needed=LEVEL_NAMES[case.level_above or ""])


def ask_vacancy(case: Case, _: date) -> Findings:
    """KEBUTUHAN: somebody is needed at the next level."""
    is_asked = case.path == "KENAIKAN_JENJANG" or case.situation == "DI_ATAS_PENUH"
    if is_asked and not case.has_vacancy:
        yield case.fail("KEBUTUHAN", "KEBUTUHAN", HARD, needed=LEVEL_NAMES[case.level_above or ""], actual="0")


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
        told = {"needed": found[1], "actual": found[0], "evidence": find_post_row(case)}
        yield case.fail("AK", "AK_KURANG", HARD if is_certain else MISSING, **told)


def ask_post_diploma(case: Case, _: date) -> Findings:
    """JABATAN_IJAZAH: the post needs the diploma."""
    assert case.diploma is not None
    asks = [(row.code, row.id) for row in find_asked(case.seat, "PENDIDIKAN", case.as_of) if row.code]
    asked, number = max(asks, key=lambda row: EDUCATION_RANK[row[0]], default=(None, None))
    names = names_of("education_level")
    needed = names[case.diploma.level]
    if asked is None or number is None:
        yield case.fail("JABATAN_IJAZAH", "JABATAN_IJAZAH", MISSING, needed=needed)
    elif EDUCATION_RANK[asked] < EDUCATION_RANK[case.diploma.level]:
        told = {"needed": needed, "actual": names[asked], "evidence": find_row("seat_requirement", number)}
        yield case.fail("JABATAN_IJAZAH", "JABATAN_IJAZAH", HARD, **told)


def ask_decree(case: Case, _: date) -> Findings:
    """PENETAPAN_PPK: the achievement has a decree."""
    assert case.award is not None
    if not case.award.has_decree:
        told = {"actual": names_of("award_kind")[case.award.kind], "evidence": find_row("award", case.award.id)}
        yield case.fail("PENETAPAN_PPK", "PENETAPAN_PPK", MISSING, **told)


def ask_education(case: Case, _: date) -> Findings:
    """PENDIDIKAN: the highest recognised education, the first recorded of several, is not below the level asked."""
    held = recognised_diplomas(case.official, case.as_of)
    highest = max(held, key=lambda row: EDUCATION_RANK[row.level], default=None)
    lowest, names = LOWEST_DIPLOMA[case.path], names_of("education_level")
    if highest is None:
        yield case.fail("PENDIDIKAN", "DATA_TIDAK_LENGKAP", MISSING, needed=names[lowest])
    elif EDUCATION_RANK[highest.level] < EDUCATION_RANK[lowest]:
        evidence = find_row("education_record", highest.id)
        told = {"needed": names[lowest], "actual": names[highest.level], "evidence": evidence}
        yield case.fail("PENDIDIKAN", "PENDIDIKAN", HARD, **told)


def ask_age(case: Case, tmt: date) -> Findings:
    """USIA: not older than allowed on the day of appointment."""
    last = add_years(case.official.person.born_on, OLDEST[case.path])
    if tmt > last:
        yield case.fail("USIA", "USIA", HARD, needed=last, actual=tmt, evidence=find_person_row(case))


def ask_pension(case: Case, tmt: date) -> Findings:
    """BUP: still employed on the TMT."""
    pension_on = find_pension_date(case.office, case.official, case.as_of)
    if tmt >= pension_on:
        yield case.fail("BUP", "BUP", HARD, needed=pension_on, actual=tmt, evidence=find_person_row(case))
