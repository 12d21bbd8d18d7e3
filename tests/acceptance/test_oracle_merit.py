"""`merit_audit` agrees with the oracle on random decisions, value by value, on two dates of building."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import psycopg
import pytest
from oracle_facts import Agency
from oracle_merit import Contest, merit_audit
from oracle_trial import derive_marts
from population_facts import load_agencies
from population_merit import enrich_contests, load_contests
from population_sets import OFFICIALS
from psycopg.rows import dict_row

from admin.warehouse.database import Database

OFFICES, SEED = 60, 5
DATES = (date(2024, 12, 31), date(2026, 11, 22))
EVERY_CODE = {"PENGALAMAN", "SKP_KURANG", "PENDIDIKAN", "HUKDIS", "CLTN", "USIA", "BUP", "TAHAP", "DILEWATI"}
EVERY_GAP = {"SKP_TIDAK_ADA", "DATA_TIDAK_LENGKAP", "NILAI_TAHAP"}
VERDICTS = {"PELANGGARAN", "DATA_TIDAK_LENGKAP", "PENGECUALIAN", "DI_LUAR_LINGKUP", "SESUAI"}

Rows = dict[int, dict[str, Any]]


@pytest.fixture(scope="module")
def populated(server: Any, template: str) -> Iterator[Database]:
    """A database of random offices in which posts were filled."""
    with server.clone(template, "merit_contests") as database:
        OFFICIALS.store(database.url, OFFICES)
        enrich_contests(database.url, SEED)
        yield database


@pytest.fixture(scope="module")
def judged(server: Any, populated: Database) -> dict[date, tuple[Rows, Rows]]:
    """What the oracle expects and what the mart holds, by as-of date."""
    agencies: list[Agency] = load_agencies(populated.url)
    contests: dict[int, list[Contest]] = load_contests(populated.url)
    found = {}
    for as_of in DATES:
        derive_marts(populated.url, server.settings.home / "oracle-merit", as_of, ["merit_audit"])
        expected: Rows = {}
        for agency in agencies:
            expected |= merit_audit(agency, contests.get(agency.id, []), as_of)
        with psycopg.connect(populated.url, row_factory=dict_row) as connection:
            rows = connection.execute("SELECT * FROM marts__next.merit_audit").fetchall()
        found[as_of] = expected, {row["appointment_decision_id"]: row for row in rows}
    return found


def read_value(row: dict[str, Any], column: str) -> Any:
    value = row[column]
    return set(value.split("; ")) if column == "citations" and value else value


@pytest.mark.parametrize("as_of", DATES, ids=str)
def test_every_decision_is_judged_as_the_oracle_does(judged: dict[date, tuple[Rows, Rows]], as_of: date) -> None:
    expected, actual = judged[as_of]
    assert expected.keys() == actual.keys()
    differences = [
        f"decision {key} of {actual[key]['decided_on']}, {column}: {value!r}, mart {read_value(actual[key], column)!r}"
        for key, row in expected.items()
        for column, value in row.items()
        if read_value(actual[key], column) != value
    ]
    assert differences == []


def test_every_finding_gap_and_verdict_is_exercised(judged: dict[date, tuple[Rows, Rows]]) -> None:
    expected, _ = judged[DATES[-1]]
    findings = Counter(code for row in expected.values() for code in row["findings"])
    gaps = Counter(code for row in expected.values() for code in row["missing"])
    verdicts = Counter(row["verdict_code"] for row in expected.values())
    assert set(findings) == EVERY_CODE
    assert set(gaps) == EVERY_GAP
    assert set(verdicts) == VERDICTS
    assert min((*findings.values(), *gaps.values(), *verdicts.values())) >= 3, (findings, gaps, verdicts)
    assert {row["is_transfer"] for row in expected.values()} == {True, False}
