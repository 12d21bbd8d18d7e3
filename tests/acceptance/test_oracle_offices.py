"""Recruitment and corrections agree with the oracle on random records, value by value, on two dates of building."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from oracle_offices import DATES, JUDGES, Rows, judge_offices, store_offices
from oracle_trial import derive_marts

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
        store_offices(database.url)
        for as_of in DATES:
            derive_marts(server, database.url, as_of, JUDGES)
            found |= {(name, as_of): rows for name, rows in judge_offices(database.url, as_of).items()}
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
