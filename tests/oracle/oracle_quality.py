"""What marts lack, what is wrong in the records, and what waits for it: docs/worklist.md.

Which codes an issue causes and how serious it is are read from the table of that page.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from oracle_facts import Agency, Employee
from oracle_ipasn import ip_asn
from oracle_kgb import kgb_due
from oracle_performance import performance_ranking
from oracle_quality_facts import Recorded
from oracle_quality_people import CAREER, DIPLOMAS, OF_EMPLOYEE, OF_PERSON, current_employments
from oracle_quality_work import (
    APPRAISALS,
    WORK,
    find_appraisals,
    find_decrees_without_file,
    find_overspent_sessions,
    find_owner,
    find_unappraised_years,
    find_unqualified_seats,
    lacks_contract,
)
from oracle_rows import Rows, check_rows
from oracle_satyalancana import contract_due
from oracle_state import find_post, find_unit, is_employed
from oracle_talent import talent_box
from oracle_training import descendants

from admin.settings import PROJECT

Gap = tuple[str, int, str, str, int]  # mart, employee, row of the mart, what it lacks, its year or 0
Row = dict[str, Any]
APPRAISED = {"SKP_TIDAK_ADA", "PREDIKAT_TIDAK_DIKENAL"}
SEVERITY = {"serious": "BERAT", "medium": "SEDANG", "light": "RINGAN"}


@dataclass(frozen=True)
class Rule:
    """A data rule as docs/worklist.md lists it."""

    severity: str
    codes: frozenset[str]


def _read_rules() -> dict[str, Rule]:
    page = (PROJECT / "docs" / "worklist.md").read_text(encoding="utf-8").split("## The rules")[1]
    cells = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| `")]
    return {
        code.strip("`"): Rule(SEVERITY[severity], frozenset(codes.replace(",", "").split()) - {"–"})
        for code, _, severity, _, codes in cells
    }


RULES = _read_rules()


@dataclass(frozen=True)
class Finding:
    """A row of a table that breaks a rule, whose it is and which unit sees to it."""

    rule: str
    table: str
    row_id: int
    employee: Employee | None
    unit_id: int | None
    item: str = ""
    year: int | None = None

    @property
    def key(self) -> tuple[str, int, str]:
        """Return what tells it from every other."""
        return self.rule, self.row_id, self.item


# --- what is wrong ---------------------------------------------------------------------------------------------------


def find_all(agency: Agency, as_of: date) -> tuple[Finding, ...]:
    """Return everything that breaks a data rule."""
    return (
        *_find_of_people(agency, as_of),
        *_find_of_employments(agency, as_of),
        *_find_of_appraisals(agency, as_of),
        *_find_of_agency(agency, as_of),
    )


def _find_of_people(agency: Agency, as_of: date) -> Iterator[Finding]:
    for employee in current_employments(agency, as_of).values():
        whose = employee, find_owner(agency, employee, as_of)
        for rule, breaks in OF_PERSON.items():
            if breaks(agency, employee, as_of):
                is_employees = rule == "employee_without_diploma"
                row = ("employee", employee.id) if is_employees else ("person", employee.person.id)
                yield Finding(rule, *row, *whose)
        for rule, find in DIPLOMAS.items():
            for number in find(agency, employee, as_of):
                yield Finding(rule, "education_record", number, *whose)


def _find_of_employments(agency: Agency, as_of: date) -> Iterator[Finding]:
    of_employee = OF_EMPLOYEE | {"pppk_without_contract": lacks_contract}
    for employee in agency.employees:
        whose = employee, find_owner(agency, employee, as_of)
        for rule, breaks in of_employee.items():
            if breaks(agency, employee, as_of):
                yield Finding(rule, "employee", employee.id, *whose)
        for rule, (table, find) in (CAREER | WORK).items():
            for number in find(agency, employee, as_of):
                yield Finding(rule, table, number, *whose)


def _find_of_appraisals(agency: Agency, as_of: date) -> Iterator[Finding]:
    for employee in agency.employees:
        whose = employee, find_owner(agency, employee, as_of)
        for rule, doubts in APPRAISALS.items():
            for number, year in find_appraisals(agency, employee, doubts, as_of):
                yield Finding(rule, "appraisal", number, *whose, year=year)
    for employee, year in find_unappraised_years(agency, as_of):
        owner = find_owner(agency, employee, as_of)
        yield Finding("skp_missing", "employee", employee.id, employee, owner, item=str(year), year=year)


def _find_of_agency(agency: Agency, as_of: date) -> Iterator[Finding]:
    if all(unit.parent_id for unit in agency.units):
        yield Finding("agency_without_top_unit", "agency", agency.id, None, None)
    for seat, unit in find_unqualified_seats(agency, as_of):
        yield Finding("seat_without_education", "seat", seat, None, unit)
    for session, unit in find_overspent_sessions(agency):
        yield Finding("session_overspent", "session", session, None, unit)
    for decree, employee in find_decrees_without_file(agency, as_of):
        yield Finding("decree_without_file", "decree", decree, employee, find_owner(agency, employee, as_of))


# --- what marts lack -------------------------------------------------------------------------------------------------


def _list_gaps(agency: Agency, as_of: date, conditions: Rows) -> Iterator[Gap]:
    for (employee, path, _, item), check in conditions.items():
        if check["state"] == "DATA_TIDAK_ADA":
            is_year = len(item) == 4 and item.isdigit()
            yield "promotion_readiness", employee, path, check["requirement_code"], int(item) if is_year else 0
    for (employee,), due in kgb_due(agency, as_of).items():
        if due["missing_code"] in APPRAISED:  # of the year before the increment
            yield "kgb_due", employee, "", due["missing_code"], due["next_on"].year - 1
        elif due["missing_code"]:
            yield "kgb_due", employee, "", due["missing_code"], 0
    for (employee,), contract in contract_due(agency, as_of).items():
        if contract["status_code"] == "DATA_TIDAK_LENGKAP":
            yield "contract_due", employee, "", "KONTRAK", 0
    for (employee, year), ranked in performance_ranking(agency, as_of).items():
        if ranked["missing_code"]:
            yield "performance_ranking", employee, str(year), ranked["missing_code"], year
    for mart, rows in (("ip_asn", ip_asn(agency, as_of)), ("talent_box", talent_box(agency, as_of))):
        for (employee, year), row in rows.items():
            for code in row["missing"]:
                yield mart, employee, str(year), code, year


def data_gap(agency: Agency, as_of: date) -> dict[Gap, Row]:
    """Return a row for each thing that a row of a mart lacks."""
    return _find_gaps(agency, as_of, check_rows(agency, as_of))


def _find_gaps(agency: Agency, as_of: date, conditions: Rows) -> dict[Gap, Row]:
    """Return what the rows of people employed on the day lack; `conditions` are those of promotion that are not met."""
    employed = {employee.id: employee for employee in agency.employees if is_employed(employee, as_of)}
    rows = {}
    for gap in _list_gaps(agency, as_of, conditions):
        if gap[1] not in employed:
            continue
        employee = employed[gap[1]]
        seat = find_post(agency, employee, as_of)
        rows[gap] = {
            "nip": employee.nip,
            "unit_id": find_unit(agency, employee, as_of),
            "seat_id": seat.id if seat else None,
        }
    return rows


# --- the worklist ----------------------------------------------------------------------------------------------------


def data_quality_issue(agency: Agency, as_of: date) -> dict[tuple[str, int, str], Row]:
    """Return a row for everything that is found."""
    rows = {}
    conditions = check_rows(agency, as_of)
    gaps = _find_gaps(agency, as_of, conditions)
    for finding in find_all(agency, as_of):
        marts = Counter(mart for mart, _, _ in _find_blocked(finding, gaps, conditions))
        blocked = {"blocks": marts.total(), "blocked_marts": marts}
        rows[finding.key] = _describe(agency, finding, as_of) | blocked
    return rows


def _describe(agency: Agency, finding: Finding, as_of: date) -> Row:
    """An issue that is on record and not closed keeps its days, one that comes back is opened today."""
    known = next((row for row in agency.recorded if (row.rule, row.row_id, row.item) == finding.key), None)
    opened_on = min(known.opened_on, as_of) if known and known.closed_on is None else as_of
    excused_until = known.excused_until if known else None
    return {
        "agency_id": agency.id,
        "unit_id": finding.unit_id,
        "employee_id": finding.employee and finding.employee.id,
        "nip": finding.employee and finding.employee.nip,
        "table_name": f"personnel.{finding.table}",
        "severity_code": RULES[finding.rule].severity,
        "first_seen_on": min(known.first_seen_on, as_of) if known else as_of,
        "opened_on": opened_on,
        "age_days": (as_of - opened_on).days,
        "is_excused": excused_until is not None and excused_until >= as_of,
        "excused_until": excused_until,
    }


def _find_blocked(finding: Finding, gaps: Mapping[Gap, Row], conditions: Rows) -> set[tuple[str, str, int]]:
    """Return the rows of marts that wait for the record to be mended: mart, its row, whose."""
    codes, blocked = RULES[finding.rule].codes, set()
    for (mart, employee, mart_row, code, year), gap in gaps.items():
        is_mine = finding.employee is not None and finding.employee.id == employee
        is_in_seat = (finding.table, finding.row_id) == ("seat", gap["seat_id"])
        is_of_year = finding.year is None or year in {0, finding.year}
        if code in codes and (is_in_seat or (is_mine and is_of_year)):
            blocked.add((mart, mart_row, employee))
    for (employee, path, _, _), check in conditions.items():
        if (check["evidence_table"], check["evidence_id"]) == (f"personnel.{finding.table}", finding.row_id):
            blocked.add(("promotion_readiness", path, employee))
    return blocked


def data_quality(agency: Agency, as_of: date) -> dict[tuple[int, str], Row]:
    """Return how many issues of each rule a unit has, those of the units below it included."""
    issues = data_quality_issue(agency, as_of)
    present, gone = defaultdict(list), Counter[tuple[int | None, str]]()
    for (rule, _, _), issue in issues.items():
        present[issue["unit_id"], rule].append(issue)
    for known in agency.recorded:
        if (known.rule, known.row_id, known.item) not in issues and _was_closed(known, as_of):
            gone[known.unit_id, known.rule] += 1
    rows = {}
    for unit in agency.units:
        below = descendants(agency, unit.id)
        for rule in RULES:
            mine = [issue for each in below for issue in present[each, rule]]
            closed = sum(gone[each, rule] for each in below)
            if mine or closed:
                rows[unit.id, rule] = _count(mine, closed, unit.id) | {"severity_code": RULES[rule].severity}
    return rows


def _was_closed(known: Recorded, as_of: date) -> bool:
    """Return whether an issue that is not found was on record by the day and is gone by it, or with this build."""
    return known.first_seen_on <= as_of and (known.closed_on is None or known.closed_on <= as_of)


def _count(issues: list[Row], closed: int, unit_id: int) -> Row:
    """Return the numbers of some issues; the excused ones count apart and block nothing."""
    waiting = [issue for issue in issues if not issue["is_excused"]]
    ages = sorted(issue["age_days"] for issue in waiting)
    return {
        "open": len(waiting),
        "open_in_unit": sum(issue["unit_id"] == unit_id for issue in waiting),
        "excused": len(issues) - len(waiting),
        "closed": closed,
        "blocks": sum(issue["blocks"] for issue in waiting),
        "oldest_days": ages[-1] if ages else None,
        "median_days": ages[(len(ages) - 1) // 2] if ages else None,
    }
