"""The merit marts agree with the oracle on random decisions, value by value, on two dates of building."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import psycopg
import pytest
from oracle_facts import Agency
from oracle_merit import Contest, merit_audit
from oracle_recognition import recognition_gap, selection_fairness
from oracle_seats import NAMES, seat_readiness
from oracle_trial import derive_marts
from population_facts import load_agencies
from population_merit import enrich_contests, load_contests
from population_seats import enrich_seats
from population_sets import OFFICIALS
from psycopg.rows import dict_row

from admin.warehouse.database import Database

OFFICES, SEED = 60, 5
DATES = (date(2024, 12, 31), date(2026, 11, 22))
EVERY_CODE = {"PENGALAMAN", "SKP_KURANG", "PENDIDIKAN", "HUKDIS", "CLTN", "USIA", "BUP", "TAHAP", "DILEWATI"}
EVERY_GAP = {"SKP_TIDAK_ADA", "DATA_TIDAK_LENGKAP", "NILAI_TAHAP"}
VERDICTS = {"PELANGGARAN", "DATA_TIDAK_LENGKAP", "PENGECUALIAN", "DI_LUAR_LINGKUP", "SESUAI"}

Rows = dict[Any, dict[str, Any]]
# Mart or model, its schema and key, and the oracle's answer for an agency.
JUDGES: dict[str, tuple[str, tuple[str, ...], Callable[[Agency, list[Contest], date], Rows]]] = {
    "merit_audit": (
        "marts__next",
        ("appointment_decision_id",),
        lambda agency, contests, as_of: {(key,): row for key, row in merit_audit(agency, contests, as_of).items()},
    ),
    "selection_fairness": (
        "marts__next",
        ("agency_id", "dimension_code", "group_code"),
        lambda agency, contests, as_of: {
            (agency.id, *key): row for key, row in selection_fairness(agency, contests, as_of).items()
        },
    ),
    # The mart adds names, and the promotion paths somebody is ready for, which have an oracle of their own.
    "int_merit__recognition": ("staging__next", ("employee_id", "gap_code"), recognition_gap),
    "seat_readiness": (
        "marts__next",
        ("seat_id", "employee_id"),
        lambda agency, _contests, as_of: seat_readiness(agency, as_of),
    ),
}
Found = dict[tuple[str, date], tuple[Rows, Rows]]


@pytest.fixture(scope="module")
def populated(server: Any, template: str) -> Iterator[Database]:
    """A database of random offices in which posts were filled, and others are open."""
    with server.clone(template, "merit_contests") as database:
        OFFICIALS.store(database.url, OFFICES)
        enrich_contests(database.url, SEED)
        enrich_seats(database.url, SEED)
        yield database


@pytest.fixture(scope="module")
def judged(server: Any, populated: Database) -> Found:
    """What the oracle expects and what the marts hold, by mart and as-of date."""
    agencies: list[Agency] = load_agencies(populated.url)
    contests: dict[int, list[Contest]] = load_contests(populated.url)
    found = {}
    for as_of in DATES:
        derive_marts(populated.url, server.settings.home / "oracle-merit", as_of, JUDGES)
        with psycopg.connect(populated.url, row_factory=dict_row) as connection:
            for name, (schema, key, expect) in JUDGES.items():
                expected: Rows = {}
                for agency in agencies:
                    expected |= expect(agency, contests.get(agency.id, []), as_of)
                rows = connection.execute(f"SELECT * FROM {schema}.{name}".encode()).fetchall()
                found[name, as_of] = expected, {tuple(row[column] for column in key): row for row in rows}
    return found


def read_value(row: dict[str, Any], column: str) -> Any:
    value = row[column]
    return set(value.split("; ")) if column == "citations" and value else value


@pytest.mark.parametrize("name", JUDGES)
@pytest.mark.parametrize("as_of", DATES, ids=str)
def test_every_row_is_as_the_oracle_says(judged: Found, as_of: date, name: str) -> None:
    expected, actual = judged[name, as_of]
    assert expected.keys() == actual.keys()
    differences = [
        f"{name} {key}, {column}: {value!r}, mart {read_value(actual[key], column)!r}"
        for key, row in expected.items()
        for column, value in row.items()
        if read_value(actual[key], column) != value
    ]
    assert differences == []


def test_every_finding_gap_and_verdict_is_exercised(judged: Found) -> None:
    expected, _ = judged["merit_audit", DATES[-1]]
    findings = Counter(code for row in expected.values() for code in row["findings"])
    gaps = Counter(code for row in expected.values() for code in row["missing"])
    verdicts = Counter(row["verdict_code"] for row in expected.values())
    assert set(findings) == EVERY_CODE
    assert set(gaps) == EVERY_GAP
    assert set(verdicts) == VERDICTS
    assert min((*findings.values(), *gaps.values(), *verdicts.values())) >= 3, (findings, gaps, verdicts)
    assert {row["is_transfer"] for row in expected.values()} == {True, False}


def test_every_recognition_and_size_of_group_is_exercised(judged: Found) -> None:
    recognised = Counter(gap for as_of in DATES for _, gap in judged["int_merit__recognition", as_of][0])
    assert set(recognised) == {"DILEWATI", "BELUM_DIAKUI", "TANPA_DASAR"}
    told = Counter(
        (key[1], row["state_code"]) for as_of in DATES for key, row in judged["selection_fairness", as_of][0].items()
    )
    sizes = ("CUKUP_DATA", "TERLALU_SEDIKIT")
    assert set(told) == {(name, size) for name in ("JENIS_KELAMIN", "USIA", "PERANGKAT_DAERAH") for size in sizes}
    assert min((*recognised.values(), *told.values())) >= 3, (recognised, told)


def test_every_gap_missing_part_and_bar_of_readiness_is_exercised(judged: Found) -> None:
    rows = [row for as_of in DATES for row in judged["seat_readiness", as_of][0].values()]
    gaps = Counter(code for row in rows for code in row["gaps"])
    missing = Counter(code for row in rows for code in row["missing"])
    assert set(gaps) >= set(NAMES) - {"KINERJA"}
    assert set(missing) >= {"BIDANG_STUDI", "KOMPETENSI"}
    assert min(gaps[code] for code in set(NAMES) - {"KINERJA"}) >= 3, gaps
    assert any(row["pool_size"] < row["lawful_count"] for row in rows)
    assert any(row["rank"] > 1 for row in rows)


def test_what_falls_short_for_a_seat_is_told_in_both_languages(judged: Found) -> None:
    actual = judged["seat_readiness", DATES[-1]][1].values()
    told = [row for row in actual if row["gaps"] or row["missing"]]
    assert len(told) > 10
    assert all(row["explanation_id"] and row["explanation_en"] for row in told)
    assert not [row for row in told if "{" in row["explanation_id"] + row["explanation_en"]]
