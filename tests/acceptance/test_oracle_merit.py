"""The merit marts agree with the oracle on random decisions, value by value, on two dates of building."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
from empty_marts import EmptyMarts
from oracle_contests import JUDGES, Rows, find_contest_differences, judge_contests
from oracle_seats import NAMES
from population_appointment_edges import TOLD
from population_appointments import DATES, store_appointments

from admin.warehouse.database import Database

EVERY_CODE = {"PENGALAMAN", "SKP_KURANG", "PENDIDIKAN", "HUKDIS", "CLTN", "USIA", "BUP", "TAHAP", "DILEWATI"}
EVERY_GAP = {"SKP_TIDAK_ADA", "DATA_TIDAK_LENGKAP", "NILAI_TAHAP"}
VERDICTS = {"PELANGGARAN", "DATA_TIDAK_LENGKAP", "PENGECUALIAN", "DI_LUAR_LINGKUP", "SESUAI"}
# Whom the law cannot judge, dbt's unit test names.
SUCCESSION: dict[tuple[str, str], set[str]] = {
    ("succession_plan", "state_code"): {
        "SIAP", "BELUM_SIAP", "SYARAT_KURANG", "DI_LUAR_KELOMPOK", "PENSIUN_LEBIH_DAHULU", "SUDAH_MENJABAT",
        "TIDAK_BEKERJA",
    },
    ("succession_plan", "law_code"): {"MEMENUHI", "TIDAK_MEMENUHI", "SETINGKAT", "TERTUTUP", "TIDAK_DIMINTA"},
    ("succession_plan", "pool_code"): {"ANGGOTA", "DIKECUALIKAN", "BUKAN"},
    ("succession_seat", "vacancy_code"): {"LOWONG", "SEGERA_LOWONG", "TERISI"},
    ("succession_seat", "cover_code"): {"TANPA_SUKSESOR", "TANPA_YANG_SIAP", "KURANG", "CUKUP"},
}  # fmt: skip

Found = dict[tuple[str, date], tuple[Rows, Rows]]


@pytest.fixture(scope="module")
def populated(nobody: EmptyMarts) -> Iterator[Database]:
    """A database of random offices in which posts were filled, and others are open."""
    with nobody.clone() as database:
        store_appointments(database.url)
        yield database


@pytest.fixture(scope="module")
def judged(nobody: EmptyMarts, populated: Database) -> Found:
    """What the oracle expects and what the marts hold, by mart and as-of date."""
    found: Found = {}
    for as_of in DATES:
        nobody.derive(populated.url, as_of, JUDGES)
        found |= {(name, as_of): rows for name, rows in judge_contests(populated.url, as_of).items()}
    return found


@pytest.mark.parametrize("name", JUDGES)
@pytest.mark.parametrize("as_of", DATES, ids=str)
def test_every_row_is_as_the_oracle_says(judged: Found, as_of: date, name: str) -> None:
    assert find_contest_differences(name, *judged[name, as_of]) == []


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


def test_decisions_on_the_edges_are_compared_with_what_is_told_of_them(judged: Found) -> None:
    for as_of in DATES:
        expected, _ = judged["merit_audit", as_of]
        told = [(row["explanation_id"], row["explanation_en"]) for row in expected.values() if "explanation_id" in row]
        assert sorted(told, key=str) == sorted(TOLD.values(), key=str)


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


def test_every_state_of_placement_and_better_seats_are_exercised(judged: Found) -> None:
    rows = [row for as_of in DATES for row in judged["placement_fit", as_of][0].values()]
    states = Counter(row["state_code"] for row in rows)
    expected = {"TANPA_JABATAN", "TANPA_SYARAT", "WAJIB_KURANG", "KURANG_SESUAI", "DATA_TIDAK_LENGKAP", "SESUAI"}
    assert set(states) == expected
    assert min(states.values()) >= 3, states
    assert {code for row in rows for code in row["gaps"]} == set(NAMES) - {"KINERJA", "PENGALAMAN"}
    better = [row for row in rows if row["better_seats"]]
    assert len(better) > 10
    assert any(row["best_seats"] > 1 for row in better)
    assert any(row["best_seats"] < row["better_seats"] for row in better)


@pytest.mark.parametrize(("name", "column"), SUCCESSION)
def test_every_state_of_seats_and_successors_is_exercised(judged: Found, name: str, column: str) -> None:
    told = Counter(row[column] for as_of in DATES for row in judged[name, as_of][0].values())
    assert set(told) == SUCCESSION[name, column]
    assert min(told.values()) >= 3, told


def test_what_a_seat_makes_mandatory_and_what_comes_in_time_decide_about_successors(judged: Found) -> None:
    rows = [row for as_of in DATES for row in judged["succession_plan", as_of][0].values()]
    late = [row for row in rows if row["law_code"] == "TIDAK_MEMENUHI" and row["eligible_on"]]
    assert any(row["unmet"] and row["state_code"] == "SYARAT_KURANG" for row in rows)
    assert any(row["eligible_on"] <= row["needed_on"] and row["state_code"] != "SYARAT_KURANG" for row in late)
    assert any(row["exclusions"] for row in rows)
