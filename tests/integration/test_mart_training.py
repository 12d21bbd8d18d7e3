"""The training marts through the real tables: rows typed in, a build, what a BI tool reads."""

from decimal import Decimal
from typing import Any

import pytest
from scenario import Scenario, published_scenario


@pytest.fixture(scope="module")
def scenario(server: Any, template: str) -> Scenario:
    return published_scenario(server, template)


@pytest.fixture(scope="module")
def people(scenario: Scenario) -> dict[tuple[str, int], dict[str, Any]]:
    rows = scenario.read(
        "SELECT * FROM marts.training_employee WHERE agency_id ="
        " (SELECT DISTINCT agency_id FROM marts.training_coverage WHERE unit_code = 'BIDANG')"
    )
    return {(row["name"], row["year"]): row for row in rows}


@pytest.fixture(scope="module")
def units(scenario: Scenario) -> dict[tuple[str, int], dict[str, Any]]:
    rows = scenario.read(
        "SELECT * FROM marts.training_coverage WHERE agency_id ="
        " (SELECT DISTINCT agency_id FROM marts.training_coverage WHERE unit_code = 'BIDANG')"
    )
    return {(row["unit_code"], row["year"]): row for row in rows}


def test_every_person_has_the_status_of_the_definition(people: dict[tuple[str, int], dict[str, Any]]) -> None:
    status = {name: row["status_code"] for (name, year), row in people.items() if year == 2026}
    assert status == {
        "Cukup": "TERPENUHI",
        "Hampir": "BELUM",
        "Tanpa Riwayat": "BELUM",
        "Kontrak": "MELEBIHI_BATAS",
        "Calon": "TERPENUHI_LATSAR",
        "Cuti": "DIKECUALIKAN",
        "Pergi": "DIKECUALIKAN",
        "Pensiun": "DIKECUALIKAN",
        "Guru": "BELUM",
    }
    assert people["Pergi", 2026]["exclusion_label_id"] == "Berhenti dalam tahun ini"


def test_hours_are_converted_and_counted_once(people: dict[tuple[str, int], dict[str, Any]]) -> None:
    row = people["Cukup", 2026]
    assert (row["hours_recognised"], row["completions"], row["duplicates"]) == (Decimal(20), 2, 1)
    assert (row["hours_classical"], row["hours_nonclassical"]) == (Decimal(12), Decimal(8))
    assert (row["hours_technical"], row["hours_seminar"]) == (Decimal(12), Decimal(8))
    assert people["Cukup", 2025]["hours_recognised"] == Decimal(40), "the last day decides the year"
    assert people["Kontrak", 2026]["hours_recognised"] == Decimal(30)
    assert people["Kontrak", 2026]["hours_counted"] == Decimal(24)


def test_people_appear_in_the_years_they_were_employed(people: dict[tuple[str, int], dict[str, Any]]) -> None:
    assert {year for name, year in people if name == "Calon"} == {2026}
    assert {year for name, year in people if name == "Pergi"} == {2024, 2025, 2026}
    assert people["Pergi", 2025]["status_code"] == "BELUM"
    assert people["Cuti", 2025]["status_code"] == "BELUM", "unpaid leave began the year after"


def test_units_hold_everyone_below_them(units: dict[tuple[str, int], dict[str, Any]]) -> None:
    # Contract is employed without a post: the topmost unit has that person.
    names = ("employees", "met", "excluded", "coverage_pct", "mean_hours", "median_hours", "never_trained_3y")
    figures = {code: tuple(row[name] for name in names) for (code, year), row in units.items() if year == 2026}
    assert figures["BIDANG"] == (4, 1, 3, Decimal("25.00"), Decimal("5.00"), Decimal("0.00"), 3)
    assert figures["DINAS"] == (5, 2, 3, Decimal("40.00"), Decimal("8.00"), Decimal("0.00"), 3)
    assert figures["KOTA"] == (6, 3, 3, Decimal("50.00"), Decimal("10.67"), Decimal("10.00"), 3)
    assert figures["KOSONG"] == (0, 0, 0, None, None, None, 0)
    assert "BUBAR" not in figures


def test_definition_is_printed_with_the_figure(units: dict[tuple[str, int], dict[str, Any]]) -> None:
    row = units["KOTA", 2026]
    assert "PNS 20 JP, PPPK 20 JP setahun" in row["definition_id"]
    assert "employed on 30 June 2026" in row["definition_en"]
    assert "employed on 31 December 2025" in units["KOTA", 2025]["definition_en"]
