"""Every promotion path agrees with the oracle on random officials and on the synthetic city, value by value.

The oracle reads rules.md and docs/definitions/promotion.md, never the SQL. One database holds many random agencies; the
as-of dates stand in four regimes of the law. A disagreement is told with the facts of the person.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest
from oracle_facts import Agency
from oracle_path_compare import KEYS, Difference, compare, expect, read_mart
from oracle_path_law import PATHS
from population_path_facts import load_offices
from population_path_rows import enrich_offices
from population_paths import DATES, draw_offices
from population_rows import store_agencies

from admin.settings import PROJECT
from admin.warehouse.build import read_one_state
from admin.warehouse.database import Database
from admin.warehouse.transform import open_project
from models.stewardship import BuildStatus

AGENCIES = 120
SEED = 1
OFTEN = 3

WITHOUT_CEILING = {"KENAIKAN_JENJANG", "PENYESUAIAN_IJAZAH", "JABATAN_PENGAWAS", "JABATAN_ADMINISTRATOR",
                   "JABATAN_JPT_PRATAMA"}  # fmt: skip
# What no record can show: who has a grade has its TMT, who has a post its beginning, and these paths open by a grade.
IMPOSSIBLE = {
    *((rule, "DATA_TIDAK_ADA") for rule in ("MASA_PANGKAT", "MASA_JABATAN")),
    *(("PENYESUAIAN_IJAZAH_GOLONGAN", state) for state in ("GAGAL", "DATA_TIDAK_ADA")),
    ("PRESTASI_GOLONGAN", "DATA_TIDAK_ADA"),
}


@pytest.fixture(scope="module")
def populated(server: Any, template: str) -> Iterator[Database]:
    """A database full of random officials."""
    with server.clone(template, "merit_oracle_paths") as database:
        store_agencies(database.url, draw_offices(AGENCIES, SEED))
        enrich_offices(database.url, SEED)
        yield database


@pytest.fixture(scope="module")
def offices(populated: Database) -> list[Agency]:
    """The facts of the random officials, as stored."""
    return load_offices(populated.url)


@pytest.mark.parametrize("as_of", DATES, ids=str)
def test_paths_agree_on_random_officials(server: Any, populated: Database, offices: list[Agency], as_of: date) -> None:
    derive_marts(populated.url, server.settings.home / "oracle-paths", as_of)
    differences = find_differences(populated.url, offices, as_of, "marts__next")
    assert not differences, tell(differences)


def test_paths_agree_on_the_synthetic_city(published_url: str) -> None:
    with psycopg.connect(published_url) as connection:
        row = connection.execute("SELECT as_of_date FROM marts.build_info").fetchone()
    assert row is not None
    differences = find_differences(published_url, load_offices(published_url), row[0], "marts")
    assert not differences, tell(differences)


def test_same_seed_draws_the_same_officials() -> None:
    assert draw_offices(3, number=5) == draw_offices(3, number=5)
    assert draw_offices(3, number=5) != draw_offices(3, number=6)


@pytest.fixture(scope="module")
def seen(offices: list[Agency]) -> Counter[tuple[str, str]]:
    """How often each path has each class, and each rule each state, over all dates."""
    found: Counter[tuple[str, str]] = Counter()
    for as_of in DATES:
        for office in offices:
            expected = expect(office, as_of)
            for (_, path), row in expected["promotion_readiness"].items():
                found[path, row["readiness_class"]] += 1
            for (_, _, rule, _), row in expected["promotion_check"].items():
                found[rule, row["state"]] += 1
    return found


def test_random_officials_exercise_every_class_of_every_path(seen: Counter[tuple[str, str]]) -> None:
    classes = ("SIAP", "SIAP_6BLN", "TERHALANG", "PUNCAK", "DATA_TIDAK_LENGKAP")
    expected = {(path, each) for path in PATHS for each in classes if each != "PUNCAK" or path not in WITHOUT_CEILING}
    assert {key for key, often in seen.items() if key[0] in PATHS and often >= OFTEN} == expected


def test_random_officials_exercise_every_state_of_every_rule(seen: Counter[tuple[str, str]]) -> None:
    assert {key for key, often in seen.items() if key[0] not in PATHS and often >= OFTEN} == states_of_rules()


def states_of_rules() -> set[tuple[str, str]]:
    """Return each rule of the paths with each state that its requirement has words for and that can occur."""
    states: dict[str, set[str]] = {}
    for outcome in read_seed("promotion_outcome"):
        states.setdefault(outcome["requirement_code"], set()).add(outcome["state"])
    return {
        (rule["rule_code"], state)
        for rule in read_seed("promotion_rule")
        if rule["path_code"] in PATHS
        for state in states[rule["requirement_code"]]
        if not {(rule["rule_code"], state), (rule["requirement_code"], state)} & IMPOSSIBLE
    }


def read_seed(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of the law."""
    with (PROJECT / "seeds" / "rules" / f"{name}.csv").open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def derive_marts(url: str, work: Path, as_of: date) -> None:
    """Derive the compared marts, without data tests and without publishing."""
    with read_one_state(url) as state:
        with psycopg.connect(url) as connection:
            connection.execute(
                "INSERT INTO stewardship.warehouse_build (status, as_of_date, rule_set_hash) VALUES (%s, %s, %s)",
                [BuildStatus.BUILDING.value, as_of, state.rule_set_hash],
            )
        chosen = ["--select", *(f"+{mart}" for mart in KEYS), "--exclude-resource-type", "test", "unit_test"]
        outcomes = open_project(PROJECT, work).run("build", *chosen, url=url, snapshot=state.snapshot)
    assert {outcome.status for outcome in outcomes} == {"success"}, [each for each in outcomes if each.is_problem]


def find_differences(url: str, offices: list[Agency], as_of: date, schema: str) -> list[Difference]:
    """Return what differs between the marts and the oracle; every mart must hold something to compare."""
    differences, compared = compare(offices, as_of, {mart: read_mart(url, mart, schema) for mart in KEYS})
    assert all(compared.values()), compared
    return differences


def tell(differences: list[Difference]) -> str:
    """Return how many values differ in each column, and the first difference in full."""
    counts = Counter((each.mart, each.key[1], each.column or "whole row") for each in differences)
    lines = [f"{mart} {path} {column}: {count} differences" for (mart, path, column), count in counts.most_common()]
    return "\n".join([*lines, "", "The first:", differences[0].explain()])
