"""The marts agree with the oracle on random agencies and on the synthetic city, value by value.

One database holds many random agencies, so that a single build compares thousands of careers; the as-of dates stand
on the turning points of the rules. A disagreement is told with the facts of the person.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest
from oracle_compare import KEYS, Difference, compare, expect, read_mart
from oracle_facts import Agency
from oracle_law import BLOCKER_ORDER
from population import draw_agencies
from population_dates import AS_OF_DATES
from population_facts import load_agencies
from population_rows import store_agencies

from admin.settings import PROJECT
from admin.warehouse.build import build, read_one_state
from admin.warehouse.database import Database
from admin.warehouse.transform import open_project
from models.stewardship import BuildStatus

AGENCIES = 100
SEED = 1

EXERCISED: dict[str, tuple[str, set[str | None]]] = {
    "duk": (
        "decided_by",
        {"GOLONGAN", "TMT_GOLONGAN", "JABATAN", "TMT_JABATAN", "MASA_KERJA", "LATIHAN_JABATAN", "TGL_LATIHAN",
         "PENDIDIKAN", "TGL_LULUS", "USIA", "NIP", None},
    ),
    "training_employee": (
        "status_code",
        {"TERPENUHI", "BELUM", "MELEBIHI_BATAS", "DIKECUALIKAN", "TERPENUHI_LATSAR"},
    ),
    "promotion_readiness": (
        "readiness_class",
        {"SIAP", "SIAP_6BLN", "TERHALANG", "PUNCAK", "DATA_TIDAK_LENGKAP", "TIDAK_BERLAKU"},
    ),
    "promotion_check": ("blocker_code", set(BLOCKER_ORDER)),
}  # fmt: skip


@pytest.fixture(scope="module")
def populated(server: Any, template: str) -> Iterator[Database]:
    """A database full of random agencies."""
    with server.clone(template, "merit_random") as database:
        store_agencies(database.url, draw_agencies(AGENCIES, SEED))
        yield database


@pytest.fixture(scope="module")
def agencies(populated: Database) -> list[Agency]:
    """The facts of the random agencies, as stored."""
    return load_agencies(populated.url)


@pytest.mark.parametrize("as_of", AS_OF_DATES[:-1], ids=str)
def test_marts_agree_on_random_agencies(server: Any, populated: Database, agencies: list[Agency], as_of: date) -> None:
    derive_marts(populated.url, server.settings.home / "oracle", as_of)
    differences = find_differences(populated.url, agencies, as_of, "marts__next")
    assert not differences, tell(differences)


def test_published_marts_agree_on_random_agencies(server: Any, populated: Database, agencies: list[Agency]) -> None:
    build(server.settings, populated, AS_OF_DATES[-1])
    differences = find_differences(populated.url, agencies, AS_OF_DATES[-1])
    assert not differences, tell(differences)


def test_marts_agree_on_the_synthetic_city(published_url: str) -> None:
    with psycopg.connect(published_url) as connection:
        row = connection.execute("SELECT as_of_date FROM marts.build_info").fetchone()
    assert row is not None
    differences = find_differences(published_url, load_agencies(published_url), row[0])
    assert not differences, tell(differences)


@pytest.mark.parametrize("mart", EXERCISED)
def test_random_agencies_exercise_every_code(agencies: list[Agency], mart: str) -> None:
    column, codes = EXERCISED[mart]
    seen = Counter(
        row[column] for as_of in AS_OF_DATES for agency in agencies for row in expect(agency, as_of)[mart].values()
    )
    assert set(seen) == codes
    assert min(seen.values()) >= 5, f"{mart}.{column}: {seen}"


def derive_marts(url: str, work: Path, as_of: date) -> None:
    """Derive the compared marts, without data tests and without publishing: a third of the time of a build."""
    with read_one_state(url) as state:
        with psycopg.connect(url) as connection:
            connection.execute(
                "INSERT INTO stewardship.warehouse_build (status, as_of_date, rule_set_hash) VALUES (%s, %s, %s)",
                [BuildStatus.BUILDING.value, as_of, state.rule_set_hash],
            )
        chosen = ["--select", *(f"+{mart}" for mart in KEYS), "--exclude-resource-type", "test", "unit_test"]
        outcomes = open_project(PROJECT, work).run("build", *chosen, url=url, snapshot=state.snapshot)
    assert {outcome.status for outcome in outcomes} == {"success"}, [each for each in outcomes if each.is_problem]


def find_differences(url: str, agencies: list[Agency], as_of: date, schema: str = "marts") -> list[Difference]:
    """Return what differs between the marts and the oracle; every mart must hold something to compare."""
    marts = {mart: read_mart(url, mart, schema) for mart in KEYS}
    differences, compared = compare(agencies, as_of, marts)
    assert all(compared.values()), compared
    return differences


def tell(differences: list[Difference]) -> str:
    """Return how many values differ in each column, and the first difference in full."""
    counts = Counter((each.mart, each.column or "whole row") for each in differences)
    lines = [f"{mart}.{column}: {count} differences" for (mart, column), count in counts.most_common()]
    return "\n".join([*lines, "", "The first:", differences[0].explain()])
