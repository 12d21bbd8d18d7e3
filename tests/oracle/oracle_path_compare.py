"""What the oracle expects of the promotion paths, beside what the marts hold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import psycopg
from oracle_compare import describe
from oracle_dossier import CATEGORY
from oracle_facts import Agency
from oracle_law import GRADE_ORDINAL
from oracle_path_case import Case
from oracle_path_law import PATHS, cite
from oracle_path_rules import find_credit_needed
from oracle_paths import Verdict, judge_paths
from oracle_promotion import find_anchor
from oracle_state import find_assignment, find_grade, find_unit, is_employed, known_grades
from psycopg import sql
from psycopg.rows import dict_row

Key = tuple[Any, ...]
Rows = dict[Key, dict[str, Any]]

KEYS = {
    "promotion_readiness": ("employee_id", "path_code"),
    "promotion_check": ("employee_id", "path_code", "rule_code", "item"),
}


@dataclass(frozen=True)
class Difference:
    """One value that the mart and the oracle do not share; `None` as a column means the whole row."""

    mart: str
    agency: Agency
    as_of: date
    key: Key
    column: str | None
    expected: Any
    actual: Any

    def explain(self) -> str:
        """Return the difference with the facts of the person it is about."""
        lines = [
            f"{self.mart} on {self.as_of} of agency {self.agency.id}, {self.key}: {self.column or 'row'}",
            f"  expected {self.expected!r}",
            f"  actual   {self.actual!r}",
        ]
        return "\n".join([*lines, *(describe(row) for row in self.agency.employees if row.id == self.key[0])])


def expect(agency: Agency, as_of: date) -> dict[str, Rows]:
    """Return every row that the oracle expects for an agency, by mart and key."""
    readiness: Rows = {}
    checks: Rows = {}
    for verdict in judge_paths(agency, as_of):
        key = verdict.case.official.id, verdict.case.path
        readiness[key] = _readiness(verdict)
        for finding in verdict.findings:
            cited = cite(finding.rule, verdict.tmt)
            assert cited is not None
            checks[*key, finding.rule, finding.item] = {
                "blocker_code": finding.blocker,
                "state": finding.state,
                "turns_true_on": finding.turns_true_on,
                "needed": finding.needed,
                "actual": finding.actual,
                "evidence_table": finding.evidence and finding.evidence[0],
                "evidence_id": finding.evidence and finding.evidence[1],
                "regulation": cited.regulation,
                "article": cited.article,
                "rule_valid_from": cited.valid_from,
                "rule_valid_to": cited.valid_to,
            }
    return {"promotion_readiness": readiness, "promotion_check": checks}


def _readiness(verdict: Verdict) -> dict[str, Any]:
    case = verdict.case
    held = find_grade(case.official, case.as_of)
    asks_credit = case.credit and (verdict.target or verdict.target_level) and cite(f"{case.path}_AK", verdict.tmt)
    credit = find_credit_needed(case) if asks_credit else None
    return {
        "unit_id": find_unit(case.office, case.official, case.as_of),
        "standing": CATEGORY[case.level] if case.chair else "TANPA_JABATAN",
        "superior_grade_code": _find_superior_grade(case),
        "not_applicable_code": None,
        "status": verdict.status,
        "readiness_class": verdict.readiness_class,
        "grade_code": held[0] if held else None,
        "grade_from": held[1] if held else None,
        "target_grade_code": verdict.target,
        "target_level_code": verdict.target_level,
        "credit_total": credit[0] if credit else None,
        "credit_needed": credit[1] if credit else None,
        "anchor_on": find_anchor(case.official, case.as_of) if held else None,
        "is_first_promotion": len({row.grade for row in known_grades(case.official, case.as_of)}) == 1
        if held
        else None,
        "earliest_tmt": verdict.earliest_tmt,
        "blockers": verdict.blockers,
    }


def _find_superior_grade(case: Case) -> str | None:
    """Return the highest grade of the PNS who hold the superior seat."""
    superior = case.chair.superior_seat_id if case.chair else None
    grades = [
        held[0]
        for other in case.office.employees
        if superior and is_employed(other, case.as_of) and other.scheme == "PNS"
        if (row := find_assignment(other, case.as_of)) and row.seat_id == superior
        if (held := find_grade(other, case.as_of))
    ]
    return max(grades, key=GRADE_ORDINAL.__getitem__, default=None)


def read_mart(url: str, mart: str, schema: str = "marts") -> dict[int, Rows]:
    """Return the rows of a mart of every path but the regular one, by agency and key."""
    rows: dict[int, Rows] = {}
    query = sql.SQL("SELECT * FROM {} WHERE path_code = ANY (%s)").format(sql.Identifier(schema, mart))
    with psycopg.connect(url, row_factory=dict_row) as connection:
        for row in connection.execute(query, [list(PATHS)]):
            rows.setdefault(row["agency_id"], {})[tuple(row[name] for name in KEYS[mart])] = row
    return rows


def compare(
    agencies: Iterable[Agency], as_of: date, marts: Mapping[str, dict[int, Rows]]
) -> tuple[list[Difference], dict[str, int]]:
    """Return every difference, and how many values of each mart were compared."""
    differences: list[Difference] = []
    compared = dict.fromkeys(marts, 0)
    for agency in agencies:
        expected = expect(agency, as_of)
        for mart, held in marts.items():
            actual = held.get(agency.id, {})
            for key in sorted(expected[mart].keys() | actual.keys(), key=repr):
                mine, theirs = expected[mart].get(key), actual.get(key)
                if mine is None or theirs is None:
                    differences.append(Difference(mart, agency, as_of, key, None, mine, theirs))
                    continue
                compared[mart] += len(mine)
                differences += [
                    Difference(mart, agency, as_of, key, column, value, theirs[column])
                    for column, value in mine.items()
                    if theirs[column] != value
                ]
    return differences, compared
