"""What the oracle expects in each mart, beside what the mart holds."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

import psycopg
from oracle_attendance import attendance_month
from oracle_behaviour import behaviour_employee, behaviour_unit
from oracle_bezetting import bezetting
from oracle_certificate import certificate_due
from oracle_competence import competency_gap
from oracle_duk import duk
from oracle_facts import Agency, Employee
from oracle_followup import appraisal_followup, development_followup
from oracle_forum import forum_followup
from oracle_goal import goal_cascade
from oracle_headcount import headcount_month, headcount_stay
from oracle_ipasn import ip_asn, ip_asn_unit
from oracle_kgb import kgb_due
from oracle_leave import leave_balance
from oracle_partner import partner_programme
from oracle_performance import appraisal_distribution, performance_ranking, rater_severity
from oracle_plan import training_plan
from oracle_profile import workforce_profile
from oracle_proposal import proposal_followup
from oracle_quality import data_gap, data_quality, data_quality_issue
from oracle_retirement import retirement_forecast
from oracle_rows import Key, check_rows, coverage_rows, duk_rows, readiness_rows, roster_rows, training_rows
from oracle_satyalancana import contract_due, satyalancana_due
from oracle_service import outreach_activity, service_satisfaction, unit_satisfaction
from oracle_talent import succession_pool, talent_box
from oracle_training_law import mandatory_training, training_effect
from psycopg import sql
from psycopg.rows import dict_row

Row = Mapping[str, Any]
Held = dict[int, dict[Key, Row]]


@dataclass(frozen=True)
class Mart:
    """How a mart is compared: its key, what the oracle expects, and values that are reckoned from its columns."""

    key: tuple[str, ...]
    expect: Callable[[Agency, date], Mapping[Any, Row]]
    reckoned: Mapping[str, str] = field(default_factory=dict)  # SQL by the oracle's name of the value


PROMOTION: dict[str, Mart] = {
    "promotion_readiness": Mart(("employee_id", "path_code"), readiness_rows),
    "promotion_check": Mart(("employee_id", "path_code", "rule_code", "item"), check_rows),
}
FOUNDATION: dict[str, Mart] = {
    "employee_current": Mart(("employee_id",), roster_rows),
    "workforce_profile": Mart(("unit_id", "dimension_code", "group_code"), workforce_profile),
    "duk": Mart(("employee_id",), duk_rows),
    "training_employee": Mart(("employee_id", "year"), training_rows),
    "training_coverage": Mart(("unit_id", "year"), coverage_rows),
    **PROMOTION,
}
LAW: dict[str, Mart] = {
    "performance_ranking": Mart(("employee_id", "year"), performance_ranking),
    "appraisal_distribution": Mart(
        ("unit_id", "performance_cycle_id"),
        appraisal_distribution,
        {"number of deviations": "cardinality(deviations)"},
    ),
    "rater_severity": Mart(("appraiser_id", "year"), rater_severity),
    "talent_box": Mart(("employee_id", "year"), talent_box),
    "succession_pool": Mart(("employee_id",), succession_pool),
    "ip_asn": Mart(("employee_id", "year"), ip_asn),
    "ip_asn_unit": Mart(("unit_id", "year"), ip_asn_unit),
    "retirement_forecast": Mart(("employee_id",), retirement_forecast),
    "kgb_due": Mart(("employee_id",), kgb_due),
    "satyalancana_due": Mart(("employee_id",), satyalancana_due),
    "contract_due": Mart(("employee_id",), contract_due),
    "bezetting": Mart(("unit_id", "position_title_id"), bezetting),
    "headcount_month": Mart(("unit_id", "month_from"), headcount_month),
    "headcount_stay": Mart(("employee_id", "starts_on"), headcount_stay),
    "mandatory_training": Mart(("employee_id", "course_code"), mandatory_training),
    "competency_gap": Mart(("employee_id", "competency_code"), competency_gap),
    "training_effect": Mart(("course_id",), training_effect),
}
PRESENCE: dict[str, Mart] = {
    "leave_balance": Mart(("employee_id", "leave_kind_code", "year"), leave_balance),
    "attendance_month": Mart(("employee_id", "month"), attendance_month),
}
SERVICE: dict[str, Mart] = {
    "service_satisfaction": Mart(("survey_id",), service_satisfaction),
    "unit_satisfaction": Mart(("unit_id", "year"), unit_satisfaction),
    "outreach_activity": Mart(("outreach_visit_id",), outreach_activity),
    "forum_followup": Mart(("action_item_id",), forum_followup),
    "partner_programme": Mart(("partner_agreement_id",), partner_programme),
    "training_plan": Mart(("employee_id", "need_code", "subject_code"), training_plan),
    "proposal_followup": Mart(("employee_id", "target_tmt", "state_code"), proposal_followup),
    "certificate_due": Mart(("completion_id",), certificate_due),
    "competency_gap": Mart(("employee_id", "competency_code"), competency_gap),
    "behaviour_employee": Mart(("employee_id", "year", "core_value_code"), behaviour_employee),
    "behaviour_unit": Mart(("unit_id", "year", "core_value_code"), behaviour_unit),
    "goal_cascade": Mart(("goal_kind_code", "goal_id"), goal_cascade),
    "appraisal_followup": Mart(("appraisal_id",), appraisal_followup),
    "development_followup": Mart(("development_action_id",), development_followup),
}
QUALITY: dict[str, Mart] = {
    "data_gap": Mart(("mart", "employee_id", "mart_row", "missing_code", "year"), data_gap),
    "data_quality_issue": Mart(("rule_code", "row_id", "item"), data_quality_issue),
    "data_quality": Mart(("unit_id", "rule_code"), data_quality),
}
MARTS: dict[str, Mart] = {**FOUNDATION, **LAW, **PRESENCE, **SERVICE, **QUALITY}


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
        names = MARTS[self.mart].key
        named = ", ".join(f"{name} {value}" for name, value in zip(names, self.key, strict=True))
        lines = [
            f"{self.mart} on {self.as_of} of agency {self.agency.id}, {named}: {self.column or 'row'}",
            f"  expected {self.expected!r}",
            f"  actual   {self.actual!r}",
            *(f"  own value {row}" for row in self.agency.parameters),
        ]
        return "\n".join([*lines, *map(describe, self._about())])

    def _about(self) -> list[Employee]:
        """Return whose facts tell the difference: the person, and in the DUK whoever should stand directly above."""
        if MARTS[self.mart].key[0] != "employee_id":
            return []
        about = [employee for employee in self.agency.employees if employee.id == self.key[0]]
        if self.mart == "duk" and about:
            order = [row.standing.employee for row in duk(self.agency, self.as_of)]
            place = order.index(about[0]) if about[0] in order else 0
            about += order[max(place - 1, 0) : place]
        return about


def describe(employee: Employee) -> str:
    """Return the facts of an employee, one history row a line."""
    lines = [f"  facts of {employee.nip} ({employee.person}):"]
    for each in fields(employee):
        value = getattr(employee, each.name)
        rows = value if isinstance(value, tuple) else (value,)
        lines += [f"    {each.name}: {row}" for row in rows if each.name != "person"]
    return "\n".join(lines)


def tell(differences: list[Difference]) -> str:
    """Return how many values differ in each column, and the first difference in full."""
    counts = Counter((each.mart, each.column or "whole row") for each in differences)
    lines = [f"{mart}.{column}: {count} differences" for (mart, column), count in counts.most_common()]
    return "\n".join([*lines, "", "The first:", differences[0].explain()])


def read_mart(url: str, name: str, schema: str = "marts") -> Held:
    """Return the rows of a mart by agency and key."""
    mart, rows = MARTS[name], dict[int, dict[Key, Row]]()
    reckoned = [
        sql.SQL(", {} AS {}").format(sql.SQL(value), sql.Identifier(as_)) for as_, value in mart.reckoned.items()
    ]
    query = sql.SQL("SELECT *{} FROM {}").format(sql.Composed(reckoned), sql.Identifier(schema, name))
    with psycopg.connect(url, row_factory=dict_row) as connection:
        for row in connection.execute(query):
            rows.setdefault(row["agency_id"], {})[tuple(row[column] for column in mart.key)] = row
    return rows


def compare(
    agencies: Iterable[Agency], as_of: date, marts: Mapping[str, Held]
) -> tuple[list[Difference], dict[str, int]]:
    """Return every difference, and how many values of each mart were compared."""
    differences: list[Difference] = []
    compared = dict.fromkeys(marts, 0)
    for agency in agencies:
        for name, held in marts.items():
            expected, actual = MARTS[name].expect(agency, as_of), held.get(agency.id, {})
            for key in sorted(expected.keys() | actual.keys(), key=repr):
                mine, theirs = expected.get(key), actual.get(key)
                if mine is None or theirs is None:
                    differences.append(Difference(name, agency, as_of, key, None, mine, theirs))
                    continue
                compared[name] += len(mine)
                differences += [
                    Difference(name, agency, as_of, key, column, value, theirs[column])
                    for column, value in mine.items()
                    if theirs[column] != value
                ]
    return differences, compared
