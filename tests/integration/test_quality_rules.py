"""Every data rule finds the record that breaks it and not the one that nearly does, through tables and one build."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row
from quality_people import AS_OF, Found, Registrar, write_people

from admin.settings import PROJECT
from admin.warehouse.build import BuildResult, build
from admin.warehouse.database import Database

with (PROJECT / "seeds" / "codes" / "quality_rule.csv").open(encoding="utf-8", newline="") as file:
    RULES = [row["code"] for row in csv.DictReader(file)]


@dataclass(frozen=True)
class Checked:
    """A built database, what its rules must find, and what they found."""

    database: Database
    result: BuildResult
    expected: Found
    found: Found

    def read(self, query: str, *values: object) -> list[dict[str, Any]]:
        with psycopg.connect(self.database.url, row_factory=dict_row) as connection:
            return connection.execute(query.encode(), values or None).fetchall()


@pytest.fixture(scope="module")
def checked(server: Any, template: str) -> Iterator[Checked]:
    with server.clone(template, "merit_quality") as database:
        with psycopg.connect(database.url) as connection:
            expected = write_people(Registrar(connection))
        result = build(server.settings, database, as_of=AS_OF)
        with psycopg.connect(database.url) as connection:
            rows = connection.execute("SELECT rule_code, row_id, item FROM marts.data_quality_issue").fetchall()
        found: Found = {}
        for rule, row, item in rows:
            found.setdefault(rule, set()).add((row, item))
        yield Checked(database, result, expected, found)


@pytest.mark.parametrize("rule", RULES)
def test_rule_finds_what_breaks_it_and_nothing_else(checked: Checked, rule: str) -> None:
    assert checked.expected[rule]
    assert checked.found.get(rule) == checked.expected[rule]


def test_each_finding_is_an_issue_of_the_worklist(checked: Checked) -> None:
    issues = checked.read(
        "SELECT code, row_id, item, unit_id, first_seen_on, opened_on, closed_on, times_opened, blocks"
        " FROM stewardship.quality_issue JOIN reference.quality_rule AS rule ON rule.id = quality_rule_id"
    )
    assert {(it["code"], it["row_id"], it["item"]) for it in issues} == {
        (rule, *key) for rule, keys in checked.expected.items() for key in keys
    }
    assert {(it["first_seen_on"], it["opened_on"], it["closed_on"], it["times_opened"]) for it in issues} == {
        (AS_OF, AS_OF, None, 1)
    }
    assert {it["code"] for it in issues if it["unit_id"] is None} == {"agency_without_top_unit"}
    (round_,) = checked.read("SELECT * FROM stewardship.quality_round")
    assert (round_["warehouse_build_id"], round_["opened"], round_["still_open"]) == (
        checked.result.build_id, len(issues), len(issues)
    )  # fmt: skip


def test_each_broken_rule_is_a_warning_of_the_build(checked: Checked) -> None:
    warned = {problem["name"]: problem["rows"] for problem in checked.result.problems}
    assert {rule: warned.get(rule) for rule in RULES} == {rule: str(len(checked.expected[rule])) for rule in RULES}


BLOCKING = {
    "pns_without_grade": {"promotion_readiness", "kgb_due"},
    "employee_without_diploma": {"promotion_readiness", "ip_asn", "talent_box"},
    "no_diploma_recognised": {"promotion_readiness", "ip_asn", "talent_box"},
    "pppk_without_contract": {"contract_due"},
    "skp_missing": {"promotion_readiness", "performance_ranking", "ip_asn", "talent_box"},
    "predicate_unreadable": {"promotion_readiness", "performance_ranking", "ip_asn", "talent_box"},
    "credit_base_missing": {"promotion_readiness"},
    "nik_missing": set(),
}


@pytest.mark.parametrize("rule", BLOCKING)
def test_issue_blocks_the_rows_that_lack_what_it_is_about(checked: Checked, rule: str) -> None:
    issue = checked.read("SELECT * FROM marts.data_quality_issue WHERE rule_code = %s ORDER BY blocks DESC", rule)[0]
    assert BLOCKING[rule] <= set(issue["blocked_marts"])
    assert issue["blocks"] == sum(issue["blocked_marts"].values())
    if not BLOCKING[rule]:
        assert issue["blocks"] == 0


def test_missing_year_blocks_only_the_rows_of_that_year(checked: Checked) -> None:
    (issue,) = checked.read("SELECT * FROM marts.data_quality_issue WHERE rule_code = 'skp_missing'")
    years = checked.read(
        "SELECT mart, year FROM marts.data_gap WHERE employee_id = %s AND missing_code = 'SKP_TIDAK_ADA'"
        " AND mart IN ('performance_ranking', 'ip_asn')",
        issue["employee_id"],
    )
    assert {row["year"] for row in years} == {2024}
    assert issue["blocked_marts"]["performance_ranking"] == 1


def test_units_count_what_is_below_them(checked: Checked) -> None:
    rows = checked.read("SELECT * FROM marts.data_quality WHERE rule_code = 'implausible_hours' ORDER BY is_root")
    assert [(row["is_root"], row["open"], row["open_in_unit"], row["closed"], row["oldest_days"]) for row in rows] == [
        (False, 2, 2, 0, 0),
        (True, 2, 0, 0, 0),
    ]
    assert checked.read("SELECT sum(open)::integer AS it FROM marts.data_quality WHERE is_root")[0]["it"] == sum(
        len(keys) for rule, keys in checked.expected.items() if rule != "agency_without_top_unit"
    )
