"""Regular promotion (kenaikan pangkat reguler) by rules.md 4.1 to 4.3 and 4.9 to 4.13, one rule at a time."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from oracle_calendar import FOREVER, add_months, whole_months
from oracle_facts import Agency, Appraisal, Employee
from oracle_law import (
    BLOCKER_ORDER,
    EDUCATION_CEILING,
    GOOD,
    GRADE_ORDINAL,
    PNS_GRADES,
    PREDICATE,
    SERVICE_EXAM,
    SPECIALIST,
    SPELLING,
    SUPERIOR_RULE_ENDS,
    YEARS_IN_GRADE,
    YEARS_OF_APPRAISAL,
    next_period,
)
from oracle_state import (
    find_grade,
    find_leadership,
    find_level,
    find_pension_date,
    find_post,
    find_seat,
    find_status,
    holds,
    is_employed,
    is_probationary,
    known_grades,
    recognised_diplomas,
    unpaid_leaves,
)

LATE, HARD, MISSING = "BELUM_WAKTUNYA", "GAGAL", "DATA_TIDAK_ADA"


@dataclass(frozen=True)
class Failure:
    """A rule that is not met on the day: by time (with the date it turns true), for good, or for want of data."""

    blocker: str
    state: str
    turns_true_on: date | None = None
    rule: str = ""
    item: str = "-"


@dataclass(frozen=True)
class Readiness:
    """What an employee may expect of the regular path on the day."""

    employee: Employee
    status: str
    readiness_class: str
    grade: str | None = None
    target: str | None = None
    anchor: date | None = None
    superior_grade: str | None = None
    earliest_tmt: date | None = None
    failures: tuple[Failure, ...] = ()

    @property
    def blockers(self) -> list[str]:
        """Return the codes of what stands in the way, each once, in their fixed order."""
        return sorted({failure.blocker for failure in self.failures}, key=BLOCKER_ORDER.index)


def promotion_readiness(agency: Agency, as_of: date) -> list[Readiness]:
    """Return a row for every employee employed on the day."""
    return [judge(agency, employee, as_of) for employee in agency.employees if is_employed(employee, as_of)]


def promotion_check(agency: Agency, as_of: date) -> list[tuple[Employee, Failure]]:
    """Return every rule failed by every employee to whom the regular path applies."""
    return [(row.employee, failure) for row in promotion_readiness(agency, as_of) for failure in row.failures]


def judge(agency: Agency, employee: Employee, as_of: date) -> Readiness:
    """Judge one employee."""
    row = _judge(agency, employee, as_of)
    return replace(row, superior_grade=find_superior_grade(agency, employee, as_of))


def _judge(agency: Agency, employee: Employee, as_of: date) -> Readiness:
    if not applies(agency, employee, as_of):
        return Readiness(employee, "TIDAK_BERLAKU", "TIDAK_BERLAKU")
    current = find_grade(employee, as_of)
    if current is None:
        failure = Failure("DATA_TIDAK_LENGKAP", MISSING, rule="REGULER_GOLONGAN")
        return Readiness(employee, "DATA_TIDAK_LENGKAP", "DATA_TIDAK_LENGKAP", failures=(failure,))
    grade, _ = current
    if grade == PNS_GRADES[-1]:
        failure = Failure("JENJANG_MAKS", HARD, rule="REGULER_GOLONGAN")
        return Readiness(
            employee, "TIDAK_MEMENUHI", "PUNCAK", grade, None, find_anchor(employee, as_of), failures=(failure,)
        )
    return _judge_step(agency, employee, grade, PNS_GRADES[GRADE_ORDINAL[grade]], as_of)


def applies(agency: Agency, employee: Employee, day: date) -> bool:
    """Return whether the regular path is for this employee: a PNS without structural or functional post."""
    is_pns = employee.scheme == "PNS" and not is_probationary(employee, day)
    return is_pns and find_level(find_post(agency, employee, day)).is_pelaksana


def _judge_step(agency: Agency, employee: Employee, grade: str, target: str, as_of: date) -> Readiness:
    waits = [*_time_in_grade(employee, grade, as_of), *_legal_status(employee, as_of), *_punishments(employee, as_of)]
    known = [failure.turns_true_on for failure in waits if failure.turns_true_on]
    tmt = next_period(max([as_of, *known]))
    failures = [
        *waits,
        *_appraisals(agency, employee, grade, tmt, as_of),
        *_ceiling(employee, target, as_of),
        *_exam(employee, grade, target, tmt, as_of),
        *_pension(agency, employee, tmt, as_of),
        *_superior(agency, employee, target, tmt, as_of),
    ]
    states = {failure.state for failure in failures}
    is_peak = any(failure.blocker == "PLAFON_PENDIDIKAN" for failure in failures)
    return Readiness(
        employee,
        "TIDAK_MEMENUHI" if states & {LATE, HARD} else "DATA_TIDAK_LENGKAP" if states else "MEMENUHI",
        "PUNCAK" if is_peak else _classify(states, tmt, as_of),
        grade,
        target,
        find_anchor(employee, as_of),
        earliest_tmt=None if HARD in states else tmt,
        failures=tuple(failures),
    )


def _classify(states: set[str], tmt: date, as_of: date) -> str:
    if HARD in states:
        return "TERHALANG"
    if MISSING in states:
        return "DATA_TIDAK_LENGKAP"
    if LATE in states:
        return "SIAP_6BLN" if tmt <= add_months(as_of, 6) else "TERHALANG"
    return "SIAP"


# --- the rules -------------------------------------------------------------------------------------------------------


def _is_specialist(employee: Employee, grade: str, as_of: date) -> bool:
    diploma, from_grade, _, _ = SPECIALIST
    return grade == from_grade and any(row.level == diploma for row in recognised_diplomas(employee, as_of))


def find_anchor(employee: Employee, as_of: date) -> date:
    """Return the day from which years in grade count: its TMT, or the CPNS appointment for the first promotion."""
    current = find_grade(employee, as_of)
    assert current is not None
    has_one_grade = len({row.grade for row in known_grades(employee, as_of)}) == 1
    return employee.appointed_on if has_one_grade else current[1]


def _time_in_grade(employee: Employee, grade: str, as_of: date) -> Iterator[Failure]:
    years, rule = YEARS_IN_GRADE, "REGULER_MASA_PANGKAT"
    if _is_specialist(employee, grade, as_of):
        years, rule = SPECIALIST[2], "REGULER_MASA_PANGKAT_SPESIALIS"
    anchor = find_anchor(employee, as_of)
    begun = [row for row in unpaid_leaves(employee) if row.valid_from <= as_of]
    unpaid = sum(whole_months(max(row.valid_from, anchor), row.valid_to or as_of) for row in begun)  # rules.md 4.10
    met_from = add_months(anchor, years * 12 + unpaid)
    if met_from > as_of:
        yield Failure("MASA_PANGKAT", LATE, met_from, rule)


def _legal_status(employee: Employee, as_of: date) -> Iterator[Failure]:
    row = find_status(employee, as_of)
    if row and row.status.blocks_promotion:
        if row.status.counts_as_service:
            yield _until("HUKDIS", row.valid_to, "REGULER_STATUS")
        else:
            yield _until("CLTN", row.valid_to, "REGULER_CLTN")


def _punishments(employee: Employee, as_of: date) -> Iterator[Failure]:
    for severity in ("SEDANG", "BERAT"):
        running = [
            row
            for row in employee.punishments
            if row.status == "FINAL" and row.severity == severity and holds(row, as_of)
        ]
        if running:
            last = max(row.valid_to or FOREVER for row in running)
            yield _until("HUKDIS", None if last == FOREVER else last, f"REGULER_HUKUMAN_{severity}")


def _until(blocker: str, end: date | None, rule: str) -> Failure:
    return Failure(blocker, LATE if end else HARD, end, rule)


def _appraisals(agency: Agency, employee: Employee, grade: str, tmt: date, as_of: date) -> Iterator[Failure]:
    years, rule = YEARS_OF_APPRAISAL, "REGULER_SKP"
    if _is_specialist(employee, grade, as_of):
        years, rule = SPECIALIST[3], "REGULER_SKP_SPESIALIS"
    for year in range(tmt.year - 1, tmt.year - 1 - years, -1):
        if date(year, 12, 31) > as_of:
            yield Failure("SKP_TIDAK_ADA", LATE, date(year + 1, 1, 1), rule, str(year))
            continue
        ordinal = find_predicate(agency, employee, year, as_of)
        if ordinal is None:
            yield Failure("SKP_TIDAK_ADA", MISSING, None, rule, str(year))
        elif ordinal < GOOD:
            yield Failure("SKP_KURANG", HARD, None, rule, str(year))


def find_predicate(agency: Agency, employee: Employee, year: int, as_of: date) -> int | None:
    """Return the ordinal of the year's annual predicate; None when there is none or nobody can read it."""
    annual = {
        cycle.id: cycle
        for cycle in agency.cycles
        if cycle.kind == "TAHUNAN" and cycle.year == year and cycle.ends_on <= as_of
    }
    found = [row for row in employee.appraisals if row.cycle_id in annual]
    return _ordinal(max(found, key=lambda row: annual[row.cycle_id].ends_on)) if found else None


def _ordinal(row: Appraisal) -> int | None:
    if row.predicate:
        return PREDICATE[row.predicate]
    spelling = " ".join((row.written or "").replace("_", " ").lower().split())
    return SPELLING.get(spelling)


def _ceiling(employee: Employee, target: str, as_of: date) -> Iterator[Failure]:
    diplomas = recognised_diplomas(employee, as_of)
    if not diplomas:
        yield Failure("DATA_TIDAK_LENGKAP", MISSING, rule="REGULER_PLAFON_PENDIDIKAN")
    elif max(GRADE_ORDINAL[EDUCATION_CEILING[row.level]] for row in diplomas) < GRADE_ORDINAL[target]:
        yield Failure("PLAFON_PENDIDIKAN", HARD, rule="REGULER_PLAFON_PENDIDIKAN")


def _exam(employee: Employee, grade: str, target: str, tmt: date, as_of: date) -> Iterator[Failure]:
    if (grade, target) not in SERVICE_EXAM:
        return
    kind, exempting, leadership = SERVICE_EXAM[grade, target]
    has_passed = any(
        row.kind == kind and row.is_passed and row.taken_on <= as_of and (row.valid_to or FOREVER) > tmt
        for row in employee.exams
    )
    has_diploma = any(row.level in exempting for row in recognised_diplomas(employee, as_of))
    if not (has_passed or has_diploma or find_leadership(employee, as_of)[0] >= leadership):
        yield Failure("UJIAN_DINAS", HARD, rule="REGULER_UJIAN_DINAS")


def _pension(agency: Agency, employee: Employee, tmt: date, as_of: date) -> Iterator[Failure]:
    if tmt >= find_pension_date(agency, employee, as_of):
        yield Failure("BUP", HARD, rule="REGULER_BUP")


def _superior(agency: Agency, employee: Employee, target: str, tmt: date, as_of: date) -> Iterator[Failure]:
    superior = find_superior_grade(agency, employee, as_of)
    if tmt < SUPERIOR_RULE_ENDS and superior and GRADE_ORDINAL[target] > GRADE_ORDINAL[superior]:
        yield Failure("PANGKAT_ATASAN", HARD, rule="REGULER_PANGKAT_ATASAN")


def find_superior_grade(agency: Agency, employee: Employee, as_of: date) -> str | None:
    """Return the grade of whoever holds the superior seat definitively; None when nobody known does."""
    seat = find_post(agency, employee, as_of)
    if seat is None or seat.superior_seat_id is None:
        return None
    superior = find_seat(agency, seat.superior_seat_id)
    for other in agency.employees:
        is_holder = is_employed(other, as_of) and find_post(agency, other, as_of) == superior
        if is_holder and other.scheme == "PNS" and (grade := find_grade(other, as_of)):
            return grade[0]
    return None
