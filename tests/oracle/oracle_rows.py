"""The rows of roster, DUK, training and promotion marts as the oracle expects them, column by column."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from oracle_calendar import FOREVER, whole_months
from oracle_dossier import CATEGORY
from oracle_duk import DukRow, duk
from oracle_facts import Agency, Diploma, Employee
from oracle_kgb import PPPK_GRADES
from oracle_law import EDUCATION_RANK, GRADE_ORDINAL, LEADERSHIP_LEVEL
from oracle_names import (
    BLOCKER_NAMES,
    CLASS_NAMES,
    DECIDED_BY_NAMES,
    LEVEL_NAMES,
    PANGKAT,
    PATH_NAMES,
    STATE_NAMES,
    STATUS_NAMES,
    Name,
    names_of,
)
from oracle_path_case import Finding, Told, find_anchor, find_superior, is_first_promotion
from oracle_path_ground import OWN, cite
from oracle_path_rules import find_credit_needed
from oracle_paths import Verdict, judge_paths, standing_of
from oracle_sentences import REASONS, explain, find_requirement, tell
from oracle_state import (
    find_assignment,
    find_grade,
    find_legal_status,
    find_number,
    find_own,
    find_post,
    find_rank,
    find_root,
    find_service_months,
    find_unit,
    is_employed,
    is_probationary,
    recognised_diplomas,
    unpaid_leaves,
)
from oracle_training import find_reference, training_coverage, training_employee

LADDERS = {"PNS": GRADE_ORDINAL, "PPPK": {grade: ordinal for ordinal, grade in enumerate(PPPK_GRADES, start=1)}}
Key = tuple[Any, ...]
Rows = Mapping[Key, Mapping[str, Any]]


def roster_rows(agency: Agency, as_of: date) -> Rows:
    """Return the nominal roll: everybody employed on the day."""
    return {
        (employee.id,): {
            **_describe(agency, employee, as_of),
            "scheme": employee.scheme,
            **_group(agency, employee, as_of),
            **_name("employment_type_label", names_of("employment_type")[employee.employment_type]),
        }
        for employee in agency.employees
        if is_employed(employee, as_of)
    }


def _group(agency: Agency, employee: Employee, as_of: date) -> dict[str, str | None]:
    """Return the groups of age and grade that profiles count people by."""
    grade, _ = _find_held(employee, as_of) or (None, None)
    age = whole_months(employee.person.born_on, as_of) // 12
    bands = ((60, ">60"), (50, "51-60"), (40, "41-50"), (30, "31-40"))
    ladder = grade.split("/")[0] if grade and employee.scheme == "PNS" else grade and f"PPPK {grade}"
    return {"grade_group": ladder, "age_group": next((name for older, name in bands if age > older), "<31")}


def _describe(agency: Agency, employee: Employee, as_of: date) -> dict[str, Any]:
    """Return what roster and DUK tell of somebody: who it is, grade, post, service and education."""
    seat, assignment = find_post(agency, employee, as_of), find_assignment(employee, as_of)
    status = find_legal_status(employee, as_of)
    status_code = status.code if status else "AKTIF"
    diploma, level = _find_diploma(agency, employee, as_of), seat.title.level if seat else None
    grade, grade_since = _find_held(employee, as_of) or (None, None)
    months, born_on = find_service_months(employee, as_of), employee.person.born_on
    return {
        **_who(agency, employee, as_of),
        "name": employee.person.name,
        "sex": employee.person.sex,
        "employment_type_code": employee.employment_type,
        "born_on": born_on,
        "age_years": whole_months(born_on, as_of) // 12,
        "legal_status_code": status_code,
        **_name("legal_status_label", names_of("legal_status")[status_code]),
        "grade_code": grade,
        "pangkat": (PANGKAT.get(grade) or f"Golongan {grade}") if grade else None,
        "grade_ordinal": LADDERS[employee.scheme][grade] if grade else None,
        "grade_tmt": grade_since,
        "position_name": seat.title.name if seat else None,
        "position_tmt": assignment.valid_from if assignment else None,
        "position_level_code": level,
        **_name("position_level_label", names_of("position_level")[level] if level else None),
        "position_category": CATEGORY[level] if level else None,
        "position_rank": find_rank(seat, agency.parameters, as_of),
        "appointed_on": employee.appointed_on,
        "service_years": months // 12,
        "service_months": months % 12,
        "is_probationary": is_probationary(employee, as_of),
        "education_level_code": diploma.level if diploma else None,
        **_name("education_level_label", names_of("education_level")[diploma.level] if diploma else None),
        "graduated_year": diploma.graduated_on.year if diploma else None,
    }


def _find_held(employee: Employee, as_of: date) -> tuple[str, date] | None:
    """Return the grade and its TMT; a PPPK without a row of grades has those of the contract that began last."""
    held = find_grade(employee, as_of, LADDERS[employee.scheme])
    begun = [row for row in employee.contracts if row.valid_from <= as_of] if employee.scheme == "PPPK" else []
    latest = max(begun, key=lambda row: row.valid_from, default=None)
    return held or ((latest.grade, latest.valid_from) if latest else None)


def duk_rows(agency: Agency, as_of: date) -> Rows:
    """Return the list of rank."""
    return {(row.standing.employee.id,): _duk(agency, row, as_of) for row in duk(agency, as_of)}


def _duk(agency: Agency, row: DukRow, as_of: date) -> dict[str, Any]:
    standing, employee = row.standing, row.standing.employee
    return {
        **_describe(agency, employee, as_of),
        "rank_agency": row.rank_agency,
        "rank_unit": row.rank_unit,
        "decided_by": row.decided_by,
        **_name("decided_by_label", DECIDED_BY_NAMES.get(row.decided_by or "")),
        "position_tmt_same_level": standing.position_since,
        "service_total_months": standing.service_months,
        "prior_service_months": sum(each.months for each in employee.prior_services if each.recognised_on <= as_of),
        "unpaid_leave_months": _find_unpaid_months(employee, as_of),
        "leadership_level": standing.leadership_level,
        **_name("leadership_course_label", _find_course(employee, as_of)),
        "leadership_on": standing.leadership_on,
        "education_rank": standing.education_rank,
        "graduated_on": standing.graduated_on,
    }


def _find_diploma(agency: Agency, employee: Employee, as_of: date) -> Diploma | None:
    """Return the diploma that is ranked: the highest, the earliest graduation, the first recorded."""

    def precedence(row: Diploma) -> tuple[int, int, int]:
        own = find_own(agency.parameters, "duk_education_rank", row.level, as_of)
        return int(own or EDUCATION_RANK[row.level]), -row.graduated_on.toordinal(), -row.id

    return max(recognised_diplomas(employee, as_of), key=precedence, default=None)


def _find_course(employee: Employee, as_of: date) -> Name | None:
    """Return the name of the highest leadership course, the earliest of several, the first recorded."""
    done = [row for row in employee.completions if row.ended_on <= as_of and row.kind in LEADERSHIP_LEVEL]
    best = max(done, key=lambda row: (LEADERSHIP_LEVEL[row.kind], -row.ended_on.toordinal(), -row.id), default=None)
    return names_of("training_kind")[best.kind] if best else None


def _find_unpaid_months(employee: Employee, as_of: date) -> int:
    return sum(
        whole_months(max(row.valid_from, employee.appointed_on), min(row.valid_to or FOREVER, as_of))
        for row in unpaid_leaves(employee)
    )


def training_rows(agency: Agency, as_of: date) -> Rows:
    """Return the hours of everybody in each year."""
    return {
        (row.employee.id, row.year): {
            "unit_id": row.unit_id,
            "on_date": find_reference(row.year, as_of),
            "is_probationary": is_probationary(row.employee, find_reference(row.year, as_of)),
            "status_code": row.status,
            "is_in_denominator": not row.is_excluded,
            "is_met": None if row.is_excluded else row.is_met,
            "target_hours": row.target,
            "cap_hours": None if row.employee.scheme == "PNS" else find_number(agency, "training_cap_pppk", as_of),
            "hours_recognised": row.hours,
            "hours_counted": row.hours_counted,
            "hours_three_years": row.hours_three_years,
            "is_never_trained_3y": row.is_never_trained,
        }
        for row in training_employee(agency, as_of)
    }


def coverage_rows(agency: Agency, as_of: date) -> Rows:
    """Return the coverage of every unit in each year."""
    return {
        (row.unit_id, row.year): {
            "is_root": row.unit_id == find_root(agency),
            "employees": row.employees,
            "met": row.met,
            "not_met": row.employees - row.met,
            "coverage_pct": row.coverage_pct,
            "mean_hours": row.mean_hours,
            "median_hours": row.median_hours,
            "never_trained_3y": row.never_trained_3y,
            "excluded": row.excluded,
            "covered_cpns": row.covered_cpns,
            "above_cap": row.above_cap,
        }
        for row in training_coverage(agency, as_of)
    }


def readiness_rows(agency: Agency, as_of: date) -> Rows:
    """Return the verdict on everybody for each path."""
    return {_key(verdict): _readiness(verdict) for verdict in judge_paths(agency, as_of)}


def check_rows(agency: Agency, as_of: date) -> Rows:
    """Return what is not met, rule by rule."""
    return {
        (*_key(verdict), finding.rule, finding.item): _check(verdict, finding)
        for verdict in judge_paths(agency, as_of)
        for finding in verdict.findings
    }


def _key(verdict: Verdict) -> tuple[int, str]:
    return verdict.case.official.id, verdict.case.path


def _readiness(verdict: Verdict) -> dict[str, Any]:
    case = verdict.case
    office, official, as_of = case.office, case.official, case.as_of
    is_judged = verdict.reason is None and case.grade is not None
    grade, since = _find_held_grade(official, as_of) or (None, None)
    has_aim = verdict.target or verdict.target_level
    asks_credit = has_aim and "AK" in OWN[case.path] and cite(case.path, "AK", verdict.tmt or as_of)
    credit = find_credit_needed(case) if asks_credit else None
    superior = find_superior(office, official, case.seat, as_of)
    held_above = find_grade(superior, as_of) if superior else None
    return {
        **_who(office, official, as_of),
        "position_name": case.seat.title.name if case.seat else None,
        "standing": standing_of(office, official, as_of),
        **_name("path_label", PATH_NAMES[case.path]),
        "superior_grade_code": held_above[0] if held_above else None,
        "not_applicable_code": verdict.reason,
        "status": verdict.status,
        **_name("status_label", STATUS_NAMES[verdict.status]),
        "readiness_class": verdict.readiness_class,
        **_name("readiness_label", CLASS_NAMES[verdict.readiness_class]),
        "grade_code": grade,
        "grade_name": _name_grade(grade),
        "grade_from": since,
        "target_grade_code": verdict.target,
        "target_grade_name": PANGKAT[verdict.target] if verdict.target else None,
        "target_level_code": verdict.target_level,
        **_name("target_level_label", LEVEL_NAMES[verdict.target_level] if verdict.target_level else None),
        "credit_total": credit[0] if credit else None,
        "credit_needed": credit[1] if credit else None,
        "anchor_on": find_anchor(official, as_of) if is_judged else None,
        "is_first_promotion": is_first_promotion(official, as_of) if is_judged else None,
        "earliest_tmt": verdict.earliest_tmt,
        "blockers": verdict.blockers,
        **_name("explanation", REASONS[verdict.reason] if verdict.reason else explain(verdict.findings)),
    }


def _find_held_grade(employee: Employee, as_of: date) -> tuple[str, date] | None:
    """Return the grade of the own scheme and since when; a PPPK without a record has that of the latest contract."""
    if employee.scheme == "PNS":
        return find_grade(employee, as_of)
    ladder = {grade: ordinal for ordinal, grade in enumerate(PPPK_GRADES)}
    begun = [row for row in employee.contracts if row.valid_from <= as_of]
    latest = max(begun, key=lambda row: row.valid_from, default=None)
    return find_grade(employee, as_of, ladder) or ((latest.grade, latest.valid_from) if latest else None)


def _name_grade(grade: str | None) -> str | None:
    if grade is None:
        return None
    return PANGKAT.get(grade, f"Golongan {grade}")


def _check(verdict: Verdict, finding: Finding) -> dict[str, Any]:
    case = verdict.case
    ground = cite(case.path, finding.rule, verdict.tmt or case.as_of)
    assert ground is not None
    return {
        **_who(case.office, case.official, case.as_of),
        **_name("path_label", PATH_NAMES[case.path]),
        "requirement_code": find_requirement(finding),
        "blocker_code": finding.blocker,
        **_name("blocker_label", BLOCKER_NAMES[finding.blocker]),
        "state": finding.state,
        **_name("state_label", STATE_NAMES[finding.state]),
        "needed": _text(finding.needed),
        "actual": _text(finding.actual),
        "turns_true_on": finding.turns_true_on,
        **_name("sentence", tell(finding)),
        "regulation": ground.regulation,
        "article": ground.article,
        "confidence": ground.confidence,
        "rule_valid_from": ground.valid_from,
        "rule_valid_to": ground.valid_to,
        "evidence_table": finding.evidence and finding.evidence[0],
        "evidence_id": finding.evidence and finding.evidence[1],
    }


def _who(agency: Agency, employee: Employee, as_of: date) -> dict[str, Any]:
    """Return whose row it is, and of when."""
    person, unit = employee.person, find_unit(agency, employee, as_of)
    titled = " ".join(part for part in ((person.front_title or "").strip(), person.name) if part)
    return {
        "agency_id": agency.id,
        "as_of_date": as_of,
        "nip": employee.nip,
        "full_name": ", ".join(part for part in (titled, (person.rear_title or "").strip()) if part),
        "unit_id": unit,
        "unit_name": next(each.name for each in agency.units if each.id == unit),
    }


def _name(column: str, name: Name | None) -> dict[str, str | None]:
    """Return the two columns of a name."""
    return {f"{column}_id": name.id if name else None, f"{column}_en": name.en if name else None}


def _text(value: Told) -> str | None:
    """Return how a column of text holds a value: credit with two decimals, days as yyyy-mm-dd, Indonesian names."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, Name):
        return value.id
    return value.isoformat() if isinstance(value, date) else f"{value:.2f}"
