"""The marts agree with the oracle on random agencies and on the synthetic city, value by value.

One database holds many random agencies, so that a single build compares thousands of careers; the as-of dates stand
on the turning points of the rules. A disagreement is told with the facts of the person.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from empty_marts import EmptyMarts
from oracle_compare import FOUNDATION, MARTS, PROMOTION, read_mart, tell
from oracle_facts import Agency
from oracle_trial import find_differences, find_published_date
from population_facts import load_agencies
from population_sets import ANYBODY

from admin.warehouse.build import build
from admin.warehouse.database import Database

LAST = ANYBODY.dates[-1]

# The marts of which every column is judged, but for these: what a build is called, and facts that nothing follows from.
WHOLE = {
    "duk": {"build_id", "study_field_name", "institution"},
    "employee_current": {
        "build_id",
        "study_field_name",
        "institution",
        "birth_place",
        "job_class",
        "unit_code",
        *("next_promotion_on", "next_increment_on", "leaves_on"),  # judged in their own marts
    },
    "promotion_readiness": {"build_id", "rule_set_hash"},
    "promotion_check": {"build_id"},
}

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
    "promotion_check": (
        "blocker_code",
        {"JENJANG_MAKS", "MASA_PANGKAT", "SKP_KURANG", "SKP_TIDAK_ADA", "PLAFON_PENDIDIKAN", "UJIAN_DINAS", "HUKDIS",
         "CLTN", "BUP", "PANGKAT_ATASAN", "DATA_TIDAK_LENGKAP"},
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def populated(nobody: EmptyMarts) -> Iterator[Database]:
    """A database full of random agencies."""
    with nobody.clone() as database:
        ANYBODY.store(database.url)
        yield database


@pytest.fixture(scope="module")
def agencies(populated: Database) -> list[Agency]:
    """The facts of the random agencies, as stored."""
    return load_agencies(populated.url)


@pytest.mark.parametrize("as_of", ANYBODY.dates[:-1], ids=str)
def test_marts_agree_on_random_agencies(
    nobody: EmptyMarts, populated: Database, agencies: list[Agency], as_of: date
) -> None:
    nobody.derive(populated.url, as_of, FOUNDATION)
    differences = find_differences(populated.url, agencies, as_of, FOUNDATION)
    assert not differences, tell(differences)


def test_published_marts_agree_on_random_agencies(server: Any, populated: Database, agencies: list[Agency]) -> None:
    build(server.settings, populated, LAST)
    differences = find_differences(populated.url, agencies, LAST, FOUNDATION, "marts")
    assert not differences, tell(differences)


def test_marts_agree_on_the_synthetic_city(published_url: str) -> None:
    as_of = find_published_date(published_url)
    differences = find_differences(published_url, load_agencies(published_url), as_of, MARTS, "marts")
    assert not differences, tell(differences)


@pytest.mark.parametrize("mart", WHOLE)
def test_every_column_is_compared(published_url: str, mart: str) -> None:
    """A column that is added is expected by the oracle too, or said to be none of its business."""
    held = read_mart(published_url, mart)
    columns = {column for rows in held.values() for row in rows.values() for column in row}
    as_of = find_published_date(published_url)
    judged = {
        column
        for agency in load_agencies(published_url)
        for row in MARTS[mart].expect(agency, as_of).values()
        for column in row
    }
    assert columns == judged | {*MARTS[mart].key} | WHOLE[mart]


@pytest.mark.parametrize("mart", EXERCISED)
def test_random_agencies_exercise_every_code(agencies: list[Agency], mart: str) -> None:
    column, codes = EXERCISED[mart]
    seen = Counter(
        row[column]
        for as_of in ANYBODY.dates
        for agency in agencies
        for key, row in MARTS[mart].expect(agency, as_of).items()
        if mart not in PROMOTION or "REGULER" in key
    )
    assert set(seen) == codes
    assert min(seen.values()) >= 5, f"{mart}.{column}: {seen}"
