"""Leave balances and attendance through the real tables: the examples of rules.md 11 and 12, and people at random."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import psycopg
import pytest
from oracle_compare import PRESENCE, Held, read_mart, tell
from oracle_trial import derive_marts, find_differences
from population_facts import load_agencies
from presence_office import ABSENCES, EXAMPLES, WEEKS, write_presence
from scenario import AS_OF

from admin.settings import PROJECT
from admin.warehouse.database import Database
from admin.warehouse.transform import open_project

WARNING = "work_pattern_differs_from_weekly_hours"


@dataclass
class Office:
    """The database, and the number of each person by name."""

    url: str
    staff: dict[str, int]
    held: dict[str, Held]

    def row(self, mart: str, name: str, *key: Any) -> Any:
        """Return one row of a mart."""
        number = self.staff[name]
        (found,) = (rows[(number, *key)] for rows in self.held[mart].values() if (number, *key) in rows)
        return found


@pytest.fixture(scope="module")
def office(server: Any, template: str) -> Iterator[Office]:
    with server.clone(template) as database:
        assert isinstance(database, Database)
        staff = write_presence(database.url)
        derive_marts(server, database.url, AS_OF, [*PRESENCE, "working_hours"])
        held = {mart: read_mart(database.url, mart, "marts__next") for mart in PRESENCE}
        yield Office(database.url, staff, held)


@pytest.mark.parametrize("name", EXAMPLES)
def test_annual_leave_is_carried_as_rules_say(office: Office, name: str) -> None:
    row = office.row("leave_balance", name, "TAHUNAN", 2026)
    assert (row["right_days"], row["carry_code"]) == EXAMPLES[name][1]
    assert row["left_days"] == row["right_days"]


def test_deferred_days_are_carried_beyond_six(office: Office) -> None:
    row = office.row("leave_balance", "Ditangguhkan", "TAHUNAN", 2026)
    assert (row["right_days"], row["carry_code"], row["carry_label_id"]) == (22, "DITANGGUHKAN", "Ditangguhkan pejabat")
    before = office.row("leave_balance", "Ditangguhkan", "TAHUNAN", 2025)
    assert (len(before["ledger_ids"]), before["used_days"], before["deferred_days"]) == (2, 2, 10)


def test_service_scheme_and_long_leave_decide_on_the_right(office: Office) -> None:
    young = office.row("leave_balance", "CPNS", "TAHUNAN", 2026)
    assert (young["status_code"], young["entitled_on"], young["right_days"]) == ("BELUM_BERHAK", date(2026, 7, 1), 0)
    assert office.row("leave_balance", "PPPK", "TAHUNAN", 2026)["right_days"] == 12
    assert not any((office.staff["PPPK"], "BESAR", 2026) in rows for rows in office.held["leave_balance"].values())
    assert office.row("leave_balance", "Cuti besar", "TAHUNAN", 2026)["status_code"] == "TANPA_HAK"
    long = office.row("leave_balance", "Cuti besar", "BESAR", 2026)
    assert (long["right_days"], long["used_days"], long["left_days"]) == (89, 60, 29), "1 February to 30 April"
    assert office.row("leave_balance", "CLTN", "TAHUNAN", 2025)["right_days"] == 0
    assert office.row("leave_balance", "CLTN", "TAHUNAN", 2026)["right_days"] == 12


@pytest.mark.parametrize("name", ABSENCES)
def test_absence_points_to_the_band_of_the_regulation(office: Office, name: str) -> None:
    row = office.row("attendance_month", name, date(2026, 6, 1))
    assert (row["counted_days_year"], row["indikasi_hukdis"]) == ABSENCES[name]


def test_ten_days_in_a_row_go_before_the_sum(office: Office) -> None:
    row = office.row("attendance_month", "Berturut-turut", date(2026, 5, 1))
    assert (row["absent_days_year"], row["indikasi_hukdis"], row["counting_code"]) == (10, "PDHTAPS", "BERTURUT")
    broken = office.row("attendance_month", "Terputus", date(2026, 5, 1))
    assert (broken["absent_days_year"], broken["indikasi_hukdis"]) == (10, "PERNYATAAN_TIDAK_PUAS")


def test_minutes_of_the_year_become_days_when_they_fill_one(office: Office) -> None:
    for name, days in (("Terlambat", 1), ("Kurang semenit", 0)):
        assert office.row("attendance_month", name, date(2026, 6, 1))["converted_days_year"] == days
        assert office.row("attendance_month", name, date(2026, 5, 1))["converted_days_year"] == 0


def test_a_run_goes_on_across_years_but_the_sum_begins_anew(office: Office) -> None:
    row = office.row("attendance_month", "Lintas tahun", date(2026, 1, 1))
    assert row["longest_run_days"] > row["absent_days_year"] > 0
    assert (row["longest_run_days"], row["indikasi_hukdis"]) == (10, "PDHTAPS")


def test_a_week_a_minute_off_the_law_is_warned_of_from_its_first_day(server: Any, office: Office) -> None:
    project = open_project(PROJECT, server.settings.home / "dbt")
    project.run("compile", "--select", WARNING, url=office.url)
    (query,) = (node.compiled_code for node in project.parse(office.url).nodes.values() if node.name == WARNING)
    found = {}
    for day in (date(2023, 4, 11), date(2023, 4, 12)):
        with psycopg.connect(office.url) as connection:
            connection.execute("UPDATE staging__next.stg_stewardship__warehouse_build SET as_of_date = %s", [day])
            found[day] = {code for code, *_ in connection.execute(query.encode())}
            connection.rollback()
    assert found.pop(date(2023, 4, 11)) == set()
    [warned] = found.values()
    assert {code for code in warned if code.startswith(tuple(WEEKS))} == {
        f"{kind} {more}" for kind in WEEKS for more in ("-1", "+1")
    }


@pytest.mark.parametrize("mart", PRESENCE)
def test_marts_agree_with_the_oracle_on_people_at_random(office: Office, mart: str) -> None:
    differences = find_differences(office.url, load_agencies(office.url), AS_OF, [mart])
    assert not differences, tell(differences)


@pytest.mark.parametrize(
    ("mart", "column", "codes"),
    [
        ("leave_balance", "status_code", {"BELUM_BERHAK", "TANPA_HAK", "BERSISA", "HABIS", "MELEBIHI"}),
        ("leave_balance", "carry_code", {None, "SENDIRI", "DITANGGUHKAN", "DUA_TAHUN", "SALDO_AWAL"}),
        ("attendance_month", "indikasi_hukdis", {None} | {code for _, code in ABSENCES.values()}),
        ("attendance_month", "counting_code", {None, "KUMULATIF", "BERTURUT"}),
    ],
)
def test_people_at_random_meet_every_code(office: Office, mart: str, column: str, codes: set[str | None]) -> None:
    assert {row[column] for rows in office.held[mart].values() for row in rows.values()} == codes
