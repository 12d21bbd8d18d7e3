"""Posts and headcount through the real tables."""

from datetime import date
from typing import Any

import pytest
from due_scenario import DueScenario, due_scenario

FLOWS = ("opening", "hired", "moved_in", "joined", "leavers", "left_pension", "moved_out", "gone", "closing")


@pytest.fixture(scope="module")
def scenario(server: Any, template: str) -> DueScenario:
    return due_scenario(server, template)


@pytest.fixture(scope="module")
def months(scenario: DueScenario) -> dict[tuple[str, str], dict[str, Any]]:
    return {(row["unit_code"], row["month"]): row for row in scenario.rows("headcount_month", "GERAK")}


def test_seats_are_counted_by_unit_and_title(scenario: DueScenario) -> None:
    columns = ("needed", "filled", "acting", "vacant", "surplus", "retiring_12_months", "vacant_in_12_months")
    found: dict[str, list[tuple[int, ...]]] = {}
    for row in scenario.rows("bezetting", "BEZETTING"):
        found.setdefault(row["position_level_code"], []).append(tuple(row[column] for column in columns))
    assert {level: sorted(rows) for level, rows in found.items()} == {
        "PELAKSANA": [(3, 2, 0, 1, 0, 1, 2)],
        "IV.a": [(1, 0, 1, 1, 0, 0, 1)],
        "IV.b": [(0, 1, 0, 0, 1, 0, 0)],
        "JF_PEMULA": [(1, 1, 0, 0, 0, 0, 0), (1, 2, 0, 0, 1, 0, 0)],
    }


def test_every_kind_of_movement_is_counted_once(months: dict[tuple[str, str], dict[str, Any]]) -> None:
    def flows(unit: str, month: str) -> tuple[int, ...]:
        return tuple(months[unit, month][name] for name in FLOWS)

    assert flows("GERAK-A", "2026-05") == (4, 1, 1, 2, 0, 0, 2, 2, 4)
    assert flows("GERAK-B", "2026-05") == (1, 1, 2, 3, 1, 1, 1, 2, 2)
    assert flows("GERAK-A", "2026-03") == (5, 0, 0, 0, 1, 0, 0, 1, 4)
    assert flows("GERAK-A", "2024-01") == (4, 1, 0, 1, 0, 0, 0, 0, 5)
    assert flows("GERAK-KOTA", "2026-05") == (0,) * 9


def test_months_are_thirty_six_and_end_on_the_date(months: dict[tuple[str, str], dict[str, Any]]) -> None:
    of_unit = sorted(month for unit, month in months if unit == "GERAK-A")
    assert (len(of_unit), of_unit[0], of_unit[-1]) == (36, "2023-07", "2026-06")
    assert months["GERAK-A", "2026-05"]["closing_on"] == date(2026, 5, 31)
    assert months["GERAK-A", "2026-06"]["closing_on"] == date(2026, 6, 30)


def test_closing_tells_pns_from_pppk(months: dict[tuple[str, str], dict[str, Any]]) -> None:
    row = months["GERAK-A", "2026-05"]
    assert (row["closing_pns"], row["closing_pppk"]) == (3, 1)


def test_headcount_balances_everywhere(scenario: DueScenario) -> None:
    rows = scenario.read("SELECT * FROM marts.headcount_month")
    assert [row for row in rows if row["opening"] + row["joined"] - row["gone"] != row["closing"]] == []
    moves: dict[tuple[int, str], int] = {}
    for row in rows:
        key = row["agency_id"], row["month"]
        moves[key] = moves.get(key, 0) + row["moved_in"] - row["moved_out"]
    assert set(moves.values()) == {0}
    people = scenario.read("SELECT count(*) AS people FROM marts.retirement_forecast")[0]["people"]
    assert sum(row["closing"] for row in rows if row["month"] == "2026-06") == people
