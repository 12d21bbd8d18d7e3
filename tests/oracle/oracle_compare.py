"""What the oracle expects in each mart, beside what the mart holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import psycopg
from oracle_duk import DukRow, duk
from oracle_facts import Agency, Employee
from oracle_law import GRADE_ORDINAL
from oracle_promotion import Failure, Readiness, promotion_check, promotion_readiness
from oracle_state import find_number, find_root, is_probationary
from oracle_training import CoverageRow, TrainingRow, find_reference, training_coverage, training_employee
from psycopg import sql
from psycopg.rows import dict_row

Key = tuple[Any, ...]
Values = Mapping[str, Any]

PATH = "REGULER"
KEYS = {
    "duk": ("employee_id",),
    "training_employee": ("employee_id", "year"),
    "training_coverage": ("unit_id", "year"),
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
    expected: object
    actual: object

    def explain(self) -> str:
        """Return the difference with the facts of the person or unit it is about."""
        named = ", ".join(f"{name} {value}" for name, value in zip(KEYS[self.mart], self.key, strict=True))
        lines = [
            f"{self.mart} on {self.as_of} of agency {self.agency.id}, {named}: {self.column or 'row'}",
            f"  expected {self.expected!r}",
            f"  actual   {self.actual!r}",
        ]
        return "\n".join([*lines, *map(describe, self._about())])

    def _about(self) -> list[Employee]:
        """Return whose facts tell the difference: the person, and in the DUK whoever should stand directly above."""
        people = {employee.id: employee for employee in self.agency.employees}
        about = [people[self.key[0]]] if KEYS[self.mart][0] == "employee_id" and self.key[0] in people else []
        if self.mart == "duk" and about:
            order = [row.standing.employee for row in duk(self.agency, self.as_of)]
            place = order.index(about[0]) if about[0] in order else 0
            about += order[max(place - 1, 0) : place]
        return about


def describe(employee: Employee) -> str:
    """Return the facts of an employee, one history row a line."""
    lines = [f"  facts of {employee.nip} ({employee.person}):"]
    for field in fields(employee):
        value = getattr(employee, field.name)
        rows = value if isinstance(value, tuple) else (value,)
        lines += [f"    {field.name}: {row}" for row in rows if field.name != "person"]
    return "\n".join(lines)


def expect(agency: Agency, as_of: date) -> dict[str, dict[Key, Values]]:
    """Return every row that the oracle expects for an agency, by mart and key."""
    return {
        "duk": {(row.standing.employee.id,): _duk(row, as_of) for row in duk(agency, as_of)},
        "training_employee": {
            (row.employee.id, row.year): _training(agency, row, as_of) for row in training_employee(agency, as_of)
        },
        "training_coverage": {
            (row.unit_id, row.year): _coverage(agency, row) for row in training_coverage(agency, as_of)
        },
        "promotion_readiness": {(row.employee.id, PATH): _readiness(row) for row in promotion_readiness(agency, as_of)},
        "promotion_check": {
            (employee.id, PATH, failure.rule, failure.item): _check(failure)
            for employee, failure in promotion_check(agency, as_of)
        },
    }


def read_mart(url: str, mart: str, schema: str = "marts") -> dict[int, dict[Key, Values]]:
    """Return the rows of a mart by agency and key; of the promotion paths only the regular one, which we judge."""
    rows: dict[int, dict[Key, Values]] = {}
    with psycopg.connect(url, row_factory=dict_row) as connection:
        for row in connection.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(schema, mart))):
            mine = rows.setdefault(row["agency_id"], {})
            if row.get("path_code", PATH) == PATH:
                mine[tuple(row[name] for name in KEYS[mart])] = row
    return rows


def compare(
    agencies: Iterable[Agency], as_of: date, marts: Mapping[str, dict[int, dict[Key, Values]]]
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


def _duk(row: DukRow, as_of: date) -> Values:
    standing = row.standing
    return {
        "unit_id": standing.unit_id,
        "rank_agency": row.rank_agency,
        "rank_unit": row.rank_unit,
        "decided_by": row.decided_by,
        "nip": standing.employee.nip,
        "born_on": standing.employee.person.born_on,
        "grade_code": standing.grade,
        "grade_ordinal": GRADE_ORDINAL[standing.grade],
        "grade_tmt": standing.grade_since,
        "position_rank": standing.position_rank,
        "position_tmt_same_level": standing.position_since,
        "service_total_months": standing.service_months,
        "service_years": standing.service_months // 12,
        "is_probationary": is_probationary(standing.employee, as_of),
        "leadership_level": standing.leadership_level,
        "leadership_on": standing.leadership_on,
        "education_rank": standing.education_rank,
        "graduated_on": standing.graduated_on,
    }


def _training(agency: Agency, row: TrainingRow, as_of: date) -> Values:
    is_pns = row.employee.scheme == "PNS"
    reference = find_reference(row.year, as_of)
    return {
        "unit_id": row.unit_id,
        "on_date": reference,
        "is_probationary": is_probationary(row.employee, reference),
        "status_code": row.status,
        "is_in_denominator": not row.is_excluded,
        "is_met": None if row.is_excluded else row.is_met,
        "target_hours": row.target,
        "cap_hours": None if is_pns else find_number(agency, "training_cap_pppk", as_of),
        "hours_recognised": row.hours,
        "hours_counted": row.hours_counted,
        "hours_three_years": row.hours_three_years,
        "is_never_trained_3y": row.is_never_trained,
    }


def _coverage(agency: Agency, row: CoverageRow) -> Values:
    return {
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


def _readiness(row: Readiness) -> Values:
    return {
        "status": row.status,
        "readiness_class": row.readiness_class,
        "target_grade_code": row.target,
        "anchor_on": row.anchor,
        "superior_grade_code": row.superior_grade,
        "earliest_tmt": row.earliest_tmt,
        "blockers": row.blockers,
    }


def _check(failure: Failure) -> Values:
    return {"blocker_code": failure.blocker, "state": failure.state, "turns_true_on": failure.turns_true_on}
