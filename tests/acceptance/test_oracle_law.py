"""The marts of the whole law agree with the oracle on random agencies and on the synthetic city, value by value.

The oracle reads rules.md and docs/definitions, never the SQL or the seeds. One database holds many random agencies; a
disagreement is told with the facts of the person.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
from empty_marts import EmptyMarts
from oracle_compare import LAW
from oracle_facts import Agency
from oracle_trial import Found, agree, count_values, judge_dates
from population_facts import load_agencies
from population_sets import WHOLE_LAW

from admin.warehouse.database import Database

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


@pytest.fixture(scope="module")
def populated(nobody: EmptyMarts) -> Iterator[Database]:
    """A database full of random agencies with every fact that the law reads."""
    with nobody.clone() as database:
        WHOLE_LAW.store(database.url)
        yield database


@pytest.fixture(scope="module")
def offices(populated: Database) -> list[Agency]:
    """The facts of the random agencies, as stored."""
    return load_agencies(populated.url)


@pytest.fixture(scope="module")
def found(nobody: EmptyMarts, populated: Database, offices: list[Agency]) -> dict[date, Found]:
    """Every difference and the number of values compared, by as-of date."""
    return judge_dates(nobody, populated.url, offices, WHOLE_LAW.dates, LAW)


@pytest.mark.parametrize("mart", LAW)
@pytest.mark.parametrize("as_of", WHOLE_LAW.dates, ids=str)
def test_mart_agrees_on_random_agencies(found: dict[date, Found], as_of: date, mart: str) -> None:
    agree(found[as_of], mart)


@pytest.mark.parametrize(("mart", "column"), EXERCISED, ids=str)
def test_random_agencies_exercise_every_code(offices: list[Agency], mart: str, column: str) -> None:
    seen = count_values(offices, WHOLE_LAW.dates, LAW[mart], column)
    assert set(seen) == EXERCISED[mart, column]
    assert min(seen.values()) >= OFTEN, f"{mart}.{column}: {seen}"


def test_every_box_and_every_blocker_occurs(offices: list[Agency]) -> None:
    boxes: Counter[object] = Counter()
    codes: Counter[str] = Counter()
    for as_of in WHOLE_LAW.dates:
        for office in offices:
            boxes.update(row["box"] for row in LAW["talent_box"].expect(office, as_of).values())
            for row in LAW["talent_box"].expect(office, as_of).values():
                codes.update(row["pool_exclusions"] or ())
            for row in LAW["kgb_due"].expect(office, as_of).values():
                codes.update(row["blockers"])
    assert set(boxes) == {None, *range(1, 10)}
    reasons = {"HUKUMAN_DISIPLIN", "PEMBERHENTIAN_SEMENTARA", "BUP_DEKAT", "PPPK"}
    assert set(codes) == reasons | {"CLTN", "HILANG", "HUKDIS", "KINERJA", "BUP"}
