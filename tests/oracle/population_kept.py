"""Read what only the data rules ask for; each query as in `population_facts`."""

from collections.abc import Callable
from typing import Any

from oracle_quality_facts import Budget, Paper, Recorded

KEPT: dict[str, tuple[Callable[..., Any], str]] = {
    "regions": (str, "SELECT r.id, g.code FROM personnel.agency r JOIN reference.region g ON g.id = region_id"),
    "niks": (
        lambda *row: row,
        "SELECT agency_id, r.id, nik FROM personnel.person r JOIN personnel.employee e ON e.person_id = r.id",
    ),
    "reasons": (
        lambda *row: row,
        "SELECT agency_id, r.id, reason FROM personnel.grade_record r JOIN personnel.employee e ON e.id = employee_id",
    ),
    "contract_rows": (
        lambda *row: row,
        "SELECT agency_id, e.id, r.id FROM personnel.pppk_contract r JOIN personnel.employee e ON e.id = employee_id",
    ),
    "papers": (
        Paper,
        "SELECT d.agency_id, d.id, r.held_in, r.id, issued_on, file_hash IS NOT NULL FROM ("
        " SELECT decree_id, 'grade_record' AS held_in, id FROM personnel.grade_record"
        " UNION ALL SELECT decree_id, 'assignment', id FROM personnel.assignment"
        ") AS r JOIN personnel.decree d ON d.id = r.decree_id",
    ),
    "budgets": (Budget, "SELECT agency_id, r.id, budget, spent FROM personnel.session r"),
    "recorded": (
        Recorded,
        "SELECT coalesce(u.agency_id, row_id), q.code, row_id, item, unit_id, first_seen_on, opened_on, closed_on,"
        " excused_until FROM stewardship.quality_issue r JOIN reference.quality_rule q ON q.id = quality_rule_id"
        " LEFT JOIN personnel.unit u ON u.id = unit_id",
    ),
}
