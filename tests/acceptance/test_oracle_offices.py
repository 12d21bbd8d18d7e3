"""Recruitment and corrections agree with the oracle on random records, value by value, on two dates of building."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import psycopg
import pytest
from oracle_correction import correction_turnaround
from oracle_recruitment import formation_outcome, recruitment_funnel
from oracle_trial import derive_marts
from population_correction import load_corrections, store_corrections
from population_recruitment import load_rounds, store_rounds
from psycopg.rows import dict_row

DATES = (date(2025, 6, 15), date(2025, 7, 20))
ROUNDS, REQUESTS, SEED = 40, 120, 1
Rows = dict[tuple[Any, ...], dict[str, Any]]
Judge = Callable[[Any, date], Rows]
JUDGES: dict[str, tuple[tuple[str, ...], Callable[[str], Any], Judge]] = {
    "recruitment_funnel": (("recruitment_stage_id",), load_rounds, recruitment_funnel),
    "formation_outcome": (("formation_id",), load_rounds, formation_outcome),
    "correction_turnaround": (("unit_id", "kind_code"), load_corrections, correction_turnaround),
}
EXERCISED: dict[tuple[str, str], set[str | None]] = {
    ("recruitment_funnel", "state_code"): {"BELUM_DIMULAI", "BERJALAN", "MASA_SANGGAH", "SELESAI"},
    ("formation_outcome", "state_code"): {"PROSES", "TERISI", "TERISI_SEBAGIAN", "KOSONG"},
    ("formation_outcome", "cause_code"): {"TANPA_PELAMAR", "MENGUNDURKAN_DIRI", "KURANG_LULUS", None},
}
Found = dict[tuple[str, date], tuple[Rows, Rows]]


@pytest.fixture(scope="module")
def judged(server: Any, template: str) -> Iterator[Found]:
    """What the oracle expects and what the marts hold, by mart and as-of date."""
    found: Found = {}
    with server.clone(template) as database:
        store_rounds(database.url, DATES, ROUNDS, SEED)
        store_corrections(database.url, DATES, REQUESTS, SEED)
        for as_of in DATES:
            derive_marts(server, database.url, as_of, JUDGES)
            with psycopg.connect(database.url, row_factory=dict_row) as connection:
                for name, (key, load, expect) in JUDGES.items():
                    rows = connection.execute(f"SELECT * FROM marts__next.{name}".encode()).fetchall()
                    found[name, as_of] = (
                        expect(load(database.url), as_of),
                        {tuple(row[column] for column in key): row for row in rows},
                    )
        yield found


@pytest.mark.parametrize("name", JUDGES)
@pytest.mark.parametrize("as_of", DATES, ids=str)
def test_every_row_is_as_the_oracle_says(judged: Found, as_of: date, name: str) -> None:
    expected, actual = judged[name, as_of]
    assert expected
    assert expected.keys() == actual.keys()
    differences = [
        f"{name} {key}, {column}: {value!r}, mart {actual[key][column]!r}"
        for key, row in expected.items()
        for column, value in row.items()
        if actual[key][column] != value
    ]
    assert differences == []


@pytest.mark.parametrize(("name", "column"), EXERCISED)
def test_every_state_and_cause_is_exercised(judged: Found, name: str, column: str) -> None:
    told = Counter(row[column] for as_of in DATES for row in judged[name, as_of][0].values())
    assert set(told) == EXERCISED[name, column]
    assert min(told.values()) >= 3, told


def test_corrections_are_late_and_in_time_waiting_and_decided(judged: Found) -> None:
    rows = [row for as_of in DATES for row in judged["correction_turnaround", as_of][0].values()]
    for column in ("open", "overdue", "accepted", "refused", "withdrawn", "decided_late"):
        assert {row[column] > 0 for row in rows} >= {True}, column
    assert any(0 < row["overdue"] < row["open"] for row in rows)
    assert any(0 < row["decided_late"] < row["decided"] for row in rows)
    assert {row["days_allowed"] for row in rows} == {5, 14}
