"""The mart seat_readiness agrees with the oracle on random offices, value by value, on two dates of building."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import psycopg
import pytest
from oracle_seats import NAMES, seat_readiness
from oracle_trial import derive_marts
from population_facts import load_agencies
from population_seats import enrich_seats
from population_sets import OFFICIALS
from psycopg.rows import dict_row

from admin.warehouse.database import Database

OFFICES, SEED = 60, 3
DATES = (date(2023, 6, 15), date(2026, 11, 22))

Rows = dict[tuple[int, int], dict[str, Any]]
Found = dict[date, tuple[Rows, Rows]]


@pytest.fixture(scope="module")
def populated(server: Any, template: str) -> Iterator[Database]:
    """A database of random offices with open seats that ask much."""
    with server.clone(template) as database:
        OFFICIALS.store(database.url, OFFICES)
        enrich_seats(database.url, SEED)
        yield database


@pytest.fixture(scope="module")
def judged(server: Any, populated: Database) -> Found:
    """What the oracle expects and what the mart holds, by as-of date."""
    agencies = load_agencies(populated.url)
    found = {}
    for as_of in DATES:
        derive_marts(populated.url, server.settings.home / "dbt", as_of, ["seat_readiness"])
        expected: Rows = {}
        for agency in agencies:
            expected |= seat_readiness(agency, as_of)
        with psycopg.connect(populated.url, row_factory=dict_row) as connection:
            rows = connection.execute("SELECT * FROM marts__next.seat_readiness").fetchall()
        found[as_of] = expected, {(row["seat_id"], row["employee_id"]): row for row in rows}
    return found


@pytest.mark.parametrize("as_of", DATES, ids=str)
def test_every_row_is_as_the_oracle_says(judged: Found, as_of: date) -> None:
    expected, actual = judged[as_of]
    assert expected.keys() == actual.keys()
    differences = [
        f"{key}, {column}: {value!r}, mart {actual[key][column]!r}"
        for key, row in expected.items()
        for column, value in row.items()
        if actual[key][column] != value
    ]
    assert differences == []


def test_every_gap_missing_part_and_bar_is_exercised(judged: Found) -> None:
    rows = [row for expected, _ in judged.values() for row in expected.values()]
    gaps = Counter(code for row in rows for code in row["gaps"])
    missing = Counter(code for row in rows for code in row["missing"])
    assert set(gaps) >= set(NAMES) - {"KINERJA"}
    assert set(missing) >= {"BIDANG_STUDI", "KOMPETENSI"}
    assert min(gaps[code] for code in set(NAMES) - {"KINERJA"}) >= 3, gaps
    assert any(0 < row["pool_size"] < row["lawful_count"] for row in rows)
    assert any(row["rank"] > 1 for row in rows)


def test_what_falls_short_is_told_in_both_languages(judged: Found) -> None:
    _, actual = judged[DATES[-1]]
    told = [row for row in actual.values() if row["gaps"] or row["missing"]]
    assert told
    assert all(row["explanation_id"] and row["explanation_en"] for row in told)
    assert not [row for row in told if "{" in row["explanation_id"] + row["explanation_en"]]
