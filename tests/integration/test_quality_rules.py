"""Every data rule finds the record that breaks it and not the one that nearly does, through tables and one build."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import psycopg
import pytest
from panel_site import PASSWORD, Visitor, serve_panel
from psycopg.rows import dict_row
from quality_people import AS_OF, Found, write_people
from quality_registrar import Registrar

from admin.settings import PROJECT
from admin.warehouse.accounts import add_user
from admin.warehouse.build import BuildResult, build
from admin.warehouse.database import Database
from admin.warehouse.publish import LOCK
from admin.warehouse.quality_recheck import Recheck, RecheckError, recheck

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
    with server.clone(template) as database:
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
    owners = checked.read("SELECT code FROM personnel.unit WHERE id = ANY(%s)", [
        it["unit_id"] for it in issues if it["code"] == "session_overspent"
    ])  # fmt: skip
    assert owners == [{"code": "KOTA"}], "the first of the topmost units"
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


ISSUES = """
    SELECT issue.id, code, row_id, item, employee_id, detail, closed_on, times_opened, excused_until, issue.row_version
    FROM stewardship.quality_issue AS issue JOIN reference.quality_rule AS rule ON rule.id = quality_rule_id
"""


@dataclass(frozen=True)
class Office:
    """A copy of the checked database, in which records are changed."""

    url: str

    def ask(self, query: str, *values: object) -> list[dict[str, Any]]:
        with psycopg.connect(self.url, row_factory=dict_row) as connection:
            cursor = connection.execute(query.encode(), values or None)
            return cursor.fetchall() if cursor.description else []

    def issue(self, rule: str) -> dict[str, Any]:
        return self.ask(f"{ISSUES} WHERE code = %s ORDER BY issue.id LIMIT 1", rule)[0]

    def check(self, rule: str) -> Recheck:
        return recheck(self.url, self.issue(rule)["id"], AS_OF)


@pytest.fixture
def office(server: Any, checked: Checked) -> Iterator[Office]:
    with server.clone(checked.database.url.rsplit("/", 1)[1]) as database:
        yield Office(database.url)


def test_check_at_once_says_of_every_record_what_the_build_said(office: Office) -> None:
    before = office.ask(f"{ISSUES} ORDER BY issue.id")
    for issue in before:
        assert recheck(office.url, issue["id"], AS_OF) == Recheck(False, 0), issue
    assert office.ask(f"{ISSUES} ORDER BY issue.id") == before, "nothing is written where nothing differs"


MENDED = {
    "nik_missing": "UPDATE personnel.person SET nik = '9971015705909999' WHERE id = %s",
    "person_recorded_twice": "UPDATE personnel.person SET name = 'Nama Lain' WHERE id = %s",
    "structural_seat_held_twice": "UPDATE personnel.assignment SET valid_to = '2026-06-01' WHERE id = %s",
    "seat_without_education": "INSERT INTO personnel.seat_requirement (seat_id, kind, valid_from, education_level_id)"
    " SELECT %s, 'PENDIDIKAN', '2020-01-01', id FROM reference.education_level WHERE code = 'S1'",
    "agency_without_top_unit": "INSERT INTO personnel.unit (agency_id, code, name, kind, valid_from)"
    " SELECT %s, 'ATAS', 'Unit atas', kind, '2020-01-01' FROM personnel.unit LIMIT 1",
    "two_grades_of_one_tmt": "DELETE FROM personnel.grade_record WHERE id = %s",
    "no_diploma_recognised": "UPDATE personnel.education_record SET recognised_on = '2020-01-01' WHERE id = %s",
    "predicate_unreadable": "UPDATE personnel.appraisal SET predicate = 'BAIK' WHERE id = %s",
}


def test_record_that_was_mended_is_closed_at_once_and_only_it(office: Office) -> None:
    for rule, statement in MENDED.items():
        issue = office.issue(rule)
        office.ask(
            "UPDATE stewardship.quality_issue SET excused_until = current_date, excuse_reason = 'x' WHERE id = %s",
            issue["id"],
        )
        office.ask(statement, issue["row_id"])
        assert office.check(rule).is_closed, rule
        after = office.issue(rule)
        assert (after["closed_on"], after["excused_until"]) == (AS_OF, None), rule
    closed = office.ask(f"{ISSUES} WHERE closed_on IS NOT NULL")
    assert sorted(issue["code"] for issue in closed) == sorted(MENDED)


def test_record_broken_again_is_the_same_issue_and_another_fault_is_another(office: Office) -> None:
    issue = office.issue("nik_missing")
    office.ask("UPDATE personnel.person SET nik = '3201011212800001' WHERE id = %s", issue["row_id"])
    told = office.check("nik_missing")
    assert told == Recheck(True, 2), "the NIK is there, but of another day of birth and another region"
    office.ask("UPDATE personnel.person SET nik = NULL WHERE id = %s", issue["row_id"])
    assert office.check("nik_missing") == Recheck(False, 1)
    again = office.issue("nik_missing")
    assert (again["id"], again["times_opened"], again["closed_on"]) == (issue["id"], 2, None)
    closed = office.ask(f"{ISSUES} WHERE row_id = %s AND closed_on = %s ORDER BY code", issue["row_id"], AS_OF)
    assert [row["code"] for row in closed] == ["nik_disagrees_with_birth_date", "nik_of_another_region"]


def test_check_that_cannot_be_made_is_told(office: Office) -> None:
    number = office.issue("nik_missing")["id"]
    with psycopg.connect(office.url, autocommit=True) as builder:
        builder.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        with pytest.raises(RecheckError) as told:
            recheck(office.url, number)
    assert told.value.tell("id").startswith("Sebuah pembangunan sedang berjalan")
    with pytest.raises(RecheckError, match="no longer there"):
        recheck(office.url, 10**9)
    office.ask("DROP TABLE staging.quality_query")
    with pytest.raises(RecheckError, match="has not kept the data rules"):
        recheck(office.url, number)


def test_steward_checks_again_in_the_panel(server: Any, office: Office) -> None:
    for name, role in (("data", "data_steward"), ("biasa", "employee")):
        add_user(office.url, name, role, PASSWORD)
    issue = office.issue("predicate_unreadable")
    path = f"worklist/{issue['id']}/check?next=/admin/worklist%3Frule%3Dpredicate_unreadable"
    with serve_panel(server.settings, office.url, rechecker=partial(recheck, office.url)) as address:
        steward, employee = Visitor(address, "data"), Visitor(address, "biasa")
        assert "Periksa lagi" in steward.get("worklist").text
        assert employee.post(path, {}).status_code == 403
        assert steward.get(path).status_code == 405
        assert steward.post("worklist/999999999/check", {}).status_code == 404

        stays = steward.post(path, {})
        assert stays.headers["location"] == "/admin/worklist?rule=predicate_unreadable&notice=stays"
        assert "masih seperti yang ditemukan" in steward.client.get(stays.headers["location"]).text
        office.ask("UPDATE personnel.appraisal SET predicate = 'BAIK' WHERE id = %s", issue["row_id"])
        closed = steward.post(path.replace("/admin/worklist", "https://evil.example/"), {})
        assert closed.headers["location"] == "/admin/worklist?notice=closed"
        assert "sudah benar, temuan ditutup" in steward.client.get(closed.headers["location"]).text
        assert f'id="issue-{issue["id"]}"' not in steward.get("worklist").text

        office.ask("DROP TABLE staging.quality_query")
        refused = steward.post(path, {})
        assert refused.status_code == 400
        assert "belum menyimpan aturan data untuk pemeriksaan seketika" in refused.text
        for visitor in (steward, employee):
            visitor.close()
    with serve_panel(server.settings, office.url) as address:
        steward = Visitor(address, "data")
        assert "Periksa lagi" not in steward.get("worklist").text
        assert "tanpa pemeriksaan seketika" in steward.post(path, {}).text
        steward.close()
