"""The DUK through the real tables: rows typed in, a build, what a BI tool reads."""

from typing import Any

import pytest
from scenario import Scenario, published_scenario


@pytest.fixture(scope="module")
def scenario(server: Any, template: str) -> Scenario:
    return published_scenario(server, template)


@pytest.fixture(scope="module")
def duk(scenario: Scenario) -> list[dict[str, Any]]:
    return scenario.read("SELECT * FROM marts.duk ORDER BY rank_agency")


def find(rows: list[dict[str, Any]], name: str) -> dict[str, Any]:
    [row] = [row for row in rows if row["name"] == name]
    return row


def test_worked_example_of_the_rules_comes_first_and_in_order(duk: list[dict[str, Any]]) -> None:
    assert [(row["rank_agency"], row["name"], row["decided_by"]) for row in duk[:4]] == [
        (1, "Rina", None),
        (2, "Bayu", "TMT_GOLONGAN"),
        (3, "Sari", "JABATAN"),
        (4, "Tono", "TMT_JABATAN"),
    ]


def test_service_counts_prior_service_and_leaves_out_unpaid_leave(duk: list[dict[str, Any]]) -> None:
    rest = [(row["name"], row["service_total_months"], row["decided_by"]) for row in duk[4:]]
    assert rest == [("Prio", 180, "GOLONGAN"), ("Biasa", 173, "MASA_KERJA"), ("Cuti", 161, "MASA_KERJA")]
    assert (find(duk, "Biasa")["service_years"], find(duk, "Biasa")["service_months"]) == (14, 5)


def test_list_leaves_out_pppk_probation_and_the_departed(duk: list[dict[str, Any]]) -> None:
    assert {row["name"] for row in duk} == {"Rina", "Bayu", "Sari", "Tono", "Prio", "Biasa", "Cuti"}


def test_criteria_stand_beside_the_rank(duk: list[dict[str, Any]]) -> None:
    sari, bayu, rina = find(duk, "Sari"), find(duk, "Bayu"), find(duk, "Rina")
    assert str(sari["position_tmt"]) == "2024-01-02"
    assert str(sari["position_tmt_same_level"]) == "2021-02-01"
    assert str(bayu["grade_tmt"]) == "2022-10-01", "a decree that repeats the grade does not restart it"
    assert (rina["grade_code"], rina["pangkat"]) == ("III/d", "Penata Tingkat I"), "IV/a begins the next day"
    assert (rina["position_tmt_same_level"], rina["age_years"], rina["unit_name"]) == (None, 46, "DINAS")
    assert sari["decided_by_label_id"] == "Jabatan lebih tinggi"
    assert sari["decided_by_label_en"] == "Higher position"


def test_list_of_a_past_day_is_the_state_of_that_day(scenario: Scenario) -> None:
    past = scenario.past_duk
    assert [row["name"] for row in past] == ["Purna", "Rina", "Sari", "Tono", "Bayu", "Prio", "Biasa", "Cuti"]
    assert [row["decided_by"] for row in past[:5]] == [None, "GOLONGAN", "TMT_GOLONGAN", "TMT_JABATAN", "JABATAN"]
    assert find(past, "Bayu")["position_name"] is None
    assert {str(row["as_of_date"]) for row in past} == {"2022-12-31"}


def test_dirty_people_are_reported_and_do_not_stop_the_build(scenario: Scenario) -> None:
    assert {"pns_without_grade", "grade_of_the_other_scheme"} <= scenario.warnings
