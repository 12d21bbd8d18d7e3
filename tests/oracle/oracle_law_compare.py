"""What the oracle expects in each mart of the whole law, beside what the mart holds."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import psycopg
from oracle_bezetting import bezetting
from oracle_compare import describe
from oracle_competence import competency_gap
from oracle_dossier import Office
from oracle_headcount import headcount_month
from oracle_ipasn import ip_asn, ip_asn_unit
from oracle_kgb import kgb_due
from oracle_performance import appraisal_distribution, performance_ranking, rater_severity
from oracle_retirement import retirement_forecast
from oracle_satyalancana import contract_due, satyalancana_due
from oracle_talent import succession_pool, talent_box
from oracle_training_law import mandatory_training, training_effect
from psycopg import sql
from psycopg.rows import dict_row

Key = tuple[Any, ...]
Rows = Mapping[Any, Mapping[str, Any]]


@dataclass(frozen=True)
class Mart:
    """How a mart is compared: its key, what the oracle expects, and values that are read from several columns."""

    key: tuple[str, ...]
    expect: Callable[[Office, date], Rows]
    read: Mapping[str, Callable[[Mapping[str, Any]], object]]

    def value(self, row: Mapping[str, Any], column: str) -> object:
        """Return what the mart holds for a column of the oracle."""
        return self.read[column](row) if column in self.read else row[column]


MARTS = {
    "performance_ranking": Mart(("employee_id", "year"), performance_ranking, {}),
    "appraisal_distribution": Mart(
        ("unit_id", "performance_cycle_id"),
        appraisal_distribution,
        {"number of deviations": lambda row: len(row["deviations"])},
    ),
    "rater_severity": Mart(("appraiser_id", "year"), rater_severity, {}),
    "talent_box": Mart(("employee_id", "year"), talent_box, {}),
    "succession_pool": Mart(("employee_id",), succession_pool, {}),
    "ip_asn": Mart(("employee_id", "year"), ip_asn, {}),
    "ip_asn_unit": Mart(("unit_id", "year"), ip_asn_unit, {}),
    "retirement_forecast": Mart(("employee_id",), retirement_forecast, {}),
    "kgb_due": Mart(("employee_id",), kgb_due, {}),
    "satyalancana_due": Mart(("employee_id",), satyalancana_due, {}),
    "contract_due": Mart(("employee_id",), contract_due, {}),
    "bezetting": Mart(("unit_id", "position_title_id"), bezetting, {}),
    "headcount_month": Mart(("unit_id", "month_from"), headcount_month, {}),
    "mandatory_training": Mart(("employee_id", "course_code"), mandatory_training, {}),
    "competency_gap": Mart(("employee_id", "competency_code"), competency_gap, {}),
    "training_effect": Mart(("course_id",), training_effect, {}),
}


@dataclass(frozen=True)
class Difference:
    """One value that the mart and the oracle do not share; `None` as a column means the whole row."""

    mart: str
    office: Office
    key: Key
    column: str | None
    expected: Any
    actual: Any

    def explain(self) -> str:
        """Return the difference with the facts of the person it is about."""
        names = MARTS[self.mart].key
        named = ", ".join(f"{name} {value}" for name, value in zip(names, self.key, strict=True))
        lines = [
            f"{self.mart} of agency {self.office.id}, {named}: {self.column or 'row'}",
            f"  expected {self.expected!r}",
            f"  actual   {self.actual!r}",
        ]
        if names[0] == "employee_id":
            lines += [describe(employee) for employee in self.office.employees if employee.id == self.key[0]]
            lines += [f"  own value {row}" for row in self.office.parameters]
        return "\n".join(lines)


def read_mart(url: str, mart: str, schema: str = "marts") -> dict[int, dict[Key, dict[str, Any]]]:
    """Return the rows of a mart by agency and key."""
    rows: dict[int, dict[Key, dict[str, Any]]] = {}
    with psycopg.connect(url, row_factory=dict_row) as connection:
        for row in connection.execute(sql.SQL("SELECT * FROM {}").format(sql.Identifier(schema, mart))):
            rows.setdefault(row["agency_id"], {})[tuple(row[name] for name in MARTS[mart].key)] = row
    return rows


def compare(
    offices: Iterable[Office], as_of: date, marts: Mapping[str, dict[int, dict[Key, dict[str, Any]]]]
) -> tuple[list[Difference], dict[str, int]]:
    """Return every difference, and how many values of each mart were compared."""
    differences: list[Difference] = []
    compared = dict.fromkeys(marts, 0)
    for office in offices:
        for name, held in marts.items():
            mart = MARTS[name]
            expected, actual = mart.expect(office, as_of), held.get(office.id, {})
            for key in sorted(expected.keys() | actual.keys(), key=repr):
                mine, theirs = expected.get(key), actual.get(key)
                if mine is None or theirs is None:
                    differences.append(Difference(name, office, key, None, mine, theirs))
                    continue
                compared[name] += len(mine)
                differences += [
                    Difference(name, office, key, column, value, mart.value(theirs, column))
                    for column, value in mine.items()
                    if mart.value(theirs, column) != value
                ]
    return differences, compared
