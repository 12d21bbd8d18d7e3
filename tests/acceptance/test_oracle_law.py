"""The marts of the whole law agree with the oracle on random agencies and on the synthetic city, value by value.

The oracle reads rules.md and docs/definitions, never the SQL or the seeds. One database holds many random agencies; a
disagreement is told with the facts of the person.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest
from oracle_dossier import Office
from oracle_law_compare import MARTS, Difference, compare, read_mart
from population import draw_agencies
from population_dossier import enrich_agencies
from population_dossier_facts import load_offices
from population_rows import store_agencies

from admin.settings import PROJECT
from admin.warehouse.build import read_one_state
from admin.warehouse.database import Database
from admin.warehouse.transform import open_project
from models.stewardship import BuildStatus

AGENCIES = 100
SEED = 1
DATES = (date(2023, 6, 15), date(2024, 12, 31), date(2021, 8, 20))  # the last looks at years before the talent boxes

# Columns whose values must all occur, each at least this often, over the dates.
OFTEN = 5
EXERCISED: dict[tuple[str, str], set[str | None]] = {
    ("performance_ranking", "check_code"): {"SESUAI", "BERBEDA", "PERLU_BUKTI_INOVASI", "TIDAK_DIPERIKSA", None},
    ("performance_ranking", "missing_code"): {"SKP_TIDAK_ADA", "PREDIKAT_TIDAK_DIKENAL", None},
    ("appraisal_distribution", "guide_state"): {
        "SESUAI", "MENYIMPANG", "TERLALU_SEDIKIT", "TIDAK_BERLAKU", "TANPA_PREDIKAT_ORGANISASI",
    },
    ("rater_severity", "severity_code"): {"KETAT", "WAJAR", "LONGGAR", "TERLALU_SEDIKIT"},
    ("talent_box", "status_code"): {"LENGKAP", "DATA_TIDAK_LENGKAP", "TIDAK_BERLAKU"},
    ("talent_box", "pool_state"): {"ANGGOTA", "DIKECUALIKAN", "TIDAK_BEKERJA", "BUKAN", None},
    ("talent_box", "greatest_gain_code"): {"KOMPETENSI", "POTENSI", "KUALIFIKASI", "INTEGRITAS", None},
    ("ip_asn", "category_code"): {"SANGAT_TINGGI", "TINGGI", "SEDANG", "RENDAH", "SANGAT_RENDAH", None},
    ("ip_asn", "status_code"): {"LENGKAP", "DATA_TIDAK_LENGKAP", "SKEMA_BELUM_LENGKAP"},
    ("retirement_forecast", "horizon_code"): {
        "SUDAH_LEWAT", "DALAM_12_BULAN", "DALAM_24_BULAN", "DALAM_60_BULAN", "LEBIH_LAMA",
    },
    ("kgb_due", "status_code"): {
        "TIDAK_BERLAKU", "DATA_TIDAK_LENGKAP", "PUNCAK", "TERHALANG", "PENSIUN", "SUDAH_WAKTUNYA", "PEMBERITAHUAN",
        "DITUNDA", "DIJADWALKAN",
    },
    ("satyalancana_due", "status_code"): {"TIDAK_BERLAKU", "TERHALANG", "DIUSULKAN", "LENGKAP", "PENSIUN", "BELUM"},
    ("contract_due", "status_code"): {
        "DATA_TIDAK_LENGKAP", "MELEBIHI_BUP", "SUDAH_DIPERPANJANG", "JATUH_TEMPO", "BERAKHIR_BUP", "BERJALAN",
    },
    ("mandatory_training", "state_code"): {
        "SUDAH", "BELUM_DALAM_TENGGANG", "BELUM_LEWAT_TENGGANG", "TIDAK_BERLAKU",
    },
    ("competency_gap", "state_code"): {"KURANG", "SESUAI", "LEBIH", "BELUM_DINILAI"},
    ("competency_gap", "band_code"): {
        "MEMENUHI_SYARAT", "MASIH_MEMENUHI_SYARAT", "KURANG_MEMENUHI_SYARAT", "OPTIMAL", "CUKUP_OPTIMAL",
        "KURANG_OPTIMAL", None,
    },
    ("training_effect", "effect_state_code"): {"CUKUP_DATA", "TERLALU_SEDIKIT"},
}  # fmt: skip

Found = tuple[list[Difference], dict[str, int]]


@pytest.fixture(scope="module")
def populated(server: Any, template: str) -> Iterator[Database]:
    """A database full of random agencies with every fact that the law reads."""
    with server.clone(template, "merit_law") as database:
        store_agencies(database.url, draw_agencies(AGENCIES, SEED))
        enrich_agencies(database.url, SEED)
        yield database


@pytest.fixture(scope="module")
def offices(populated: Database) -> list[Office]:
    """The facts of the random agencies, as stored."""
    return load_offices(populated.url)


@pytest.fixture(scope="module")
def found(server: Any, populated: Database, offices: list[Office]) -> dict[date, Found]:
    """Every difference and the number of values compared, by as-of date."""
    answers = {}
    for as_of in DATES:
        derive_marts(populated.url, server.settings.home / "oracle-law", as_of)
        answers[as_of] = find_differences(populated.url, offices, as_of, "marts__next")
    return answers


@pytest.mark.parametrize("mart", MARTS)
@pytest.mark.parametrize("as_of", DATES, ids=str)
def test_mart_agrees_on_random_agencies(found: dict[date, Found], as_of: date, mart: str) -> None:
    differences, compared = found[as_of]
    assert compared[mart]
    mine = [each for each in differences if each.mart == mart]
    assert not mine, tell(mine)


def test_marts_agree_on_the_synthetic_city(published_url: str) -> None:
    with psycopg.connect(published_url) as connection:
        row = connection.execute("SELECT as_of_date FROM marts.build_info").fetchone()
    assert row is not None
    differences, _ = find_differences(published_url, load_offices(published_url), row[0], "marts")
    assert not differences, tell(differences)


@pytest.mark.parametrize(("mart", "column"), EXERCISED, ids=str)
def test_random_agencies_exercise_every_code(offices: list[Office], mart: str, column: str) -> None:
    seen = Counter(
        row.get(column) for as_of in DATES for office in offices for row in MARTS[mart].expect(office, as_of).values()
    )
    assert set(seen) == EXERCISED[mart, column]
    assert min(seen.values()) >= OFTEN, f"{mart}.{column}: {seen}"


def test_every_box_and_every_blocker_occurs(offices: list[Office]) -> None:
    boxes: Counter[object] = Counter()
    codes: Counter[str] = Counter()
    for as_of in DATES:
        for office in offices:
            boxes.update(row["box"] for row in MARTS["talent_box"].expect(office, as_of).values())
            for row in MARTS["talent_box"].expect(office, as_of).values():
                codes.update(row["pool_exclusions"] or ())
            for row in MARTS["kgb_due"].expect(office, as_of).values():
                codes.update(row["blockers"])
    assert set(boxes) == {None, *range(1, 10)}
    reasons = {"HUKUMAN_DISIPLIN", "PEMBERHENTIAN_SEMENTARA", "BUP_DEKAT", "PPPK"}
    assert set(codes) == reasons | {"CLTN", "HILANG", "HUKDIS", "KINERJA", "BUP"}


def derive_marts(url: str, work: Path, as_of: date) -> None:
    """Derive the compared marts, without data tests and without publishing."""
    with read_one_state(url) as state:
        with psycopg.connect(url) as connection:
            connection.execute(
                "INSERT INTO stewardship.warehouse_build (status, as_of_date, rule_set_hash) VALUES (%s, %s, %s)",
                [BuildStatus.BUILDING.value, as_of, state.rule_set_hash],
            )
        chosen = ["--select", *(f"+{mart}" for mart in MARTS), "--exclude-resource-type", "test", "unit_test"]
        outcomes = open_project(PROJECT, work).run("build", *chosen, url=url, snapshot=state.snapshot)
    assert {outcome.status for outcome in outcomes} == {"success"}, [each for each in outcomes if each.is_problem]


def find_differences(url: str, offices: list[Office], as_of: date, schema: str) -> Found:
    """Return what differs between the marts and the oracle, and how many values of each mart were compared."""
    return compare(offices, as_of, {mart: read_mart(url, mart, schema) for mart in MARTS})


def tell(differences: list[Difference]) -> str:
    """Return how many values differ in each column, and the first difference in full."""
    counts = Counter((each.mart, each.column or "whole row") for each in differences)
    lines = [f"{mart}.{column}: {count} differences" for (mart, column), count in counts.most_common()]
    return "\n".join([*lines, "", "The first:", differences[0].explain()])
