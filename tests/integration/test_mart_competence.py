"""Mandatory courses, competency gaps and the effect of training through the real tables (rules.md 7.3 to 7.5)."""

from decimal import Decimal
from typing import Any

import pytest
from competence_people import COMPETENCIES, LEADERSHIP
from due_scenario import DueScenario, due_scenario

MANDATORY: dict[str, tuple[str, str, str | None]] = {
    "Sudah": ("PKP", "SUDAH", "PKP"),
    "Lebih tinggi": ("PKP", "SUDAH", "PKA"),
    "Nama lama": ("PKA", "SUDAH", "SPAMA"),
    "Terlalu rendah": ("PKA", "BELUM_LEWAT_TENGGANG", None),
    "Belum selesai": ("PKN_II", "BELUM_LEWAT_TENGGANG", None),
    "Fungsional": ("FUNGSIONAL", "SUDAH", "FUNGSIONAL"),
    "Fungsional belum": ("FUNGSIONAL", "BELUM_LEWAT_TENGGANG", None),
    "Fungsional baru": ("FUNGSIONAL", "BELUM_DALAM_TENGGANG", None),
    "Pelaksana": ("TIDAK_ADA", "TIDAK_BERLAKU", None),
    "CPNS": ("LATSAR", "BELUM_DALAM_TENGGANG", None),
    "CPNS setahun": ("LATSAR", "BELUM_LEWAT_TENGGANG", None),
    "CPNS lulus": ("LATSAR", "SUDAH", "LATSAR"),
    "CPNS lama": ("LATSAR", "SUDAH", "PRAJABATAN"),
    "PPPK": ("ORIENTASI_PPPK", "BELUM_LEWAT_TENGGANG", None),
    "PPPK baru": ("ORIENTASI_PPPK", "BELUM_DALAM_TENGGANG", None),
    "PPPK sudah": ("ORIENTASI_PPPK", "SUDAH", "ORIENTASI_PPPK"),
}
for level, (exact, _lower) in LEADERSHIP.items():
    MANDATORY |= {
        f"{level} tepat": (exact, "SUDAH", exact),
        f"{level} rendah": (exact, "BELUM_LEWAT_TENGGANG", None),
        f"{level} baru": (exact, "BELUM_DALAM_TENGGANG", None),
        f"{level} setahun": (exact, "BELUM_LEWAT_TENGGANG", None),
    }
DEFAULT_LEVEL = {  # rules.md 7.4
    **dict.fromkeys(("PELAKSANA", "V.a", "JF_PEMULA", "JF_TERAMPIL", "Tanpa jabatan"), 1),
    **dict.fromkeys(("IV.b", "JF_MAHIR", "JF_PENYELIA", "JF_AHLI_PERTAMA"), 2),
    **dict.fromkeys(("III.a", "JF_AHLI_MUDA"), 3),
    **dict.fromkeys(("II.a", "II.b", "JF_AHLI_MADYA"), 4),
    **dict.fromkeys(("I.a", "I.b", "JF_AHLI_UTAMA"), 5),
}

Gaps = dict[str, dict[str, dict[str, Any]]]


@pytest.fixture(scope="module")
def scenario(server: Any, template: str) -> DueScenario:
    return due_scenario(server, template)


@pytest.fixture(scope="module")
def gaps(scenario: DueScenario) -> Gaps:
    found: Gaps = {}
    for row in scenario.rows("competency_gap", "JPM"):
        found.setdefault(row["name"], {})[row["competency_code"]] = row
    return found


@pytest.fixture(scope="module")
def effects(scenario: DueScenario) -> dict[str, dict[str, Any]]:
    return {row["course_code"]: row for row in scenario.rows("training_effect", "DAMPAK")}


def test_each_person_has_the_course_of_the_post(scenario: DueScenario) -> None:
    rows = scenario.rows("mandatory_training", "WAJIB")
    found = {row["name"]: (row["course_code"], row["state_code"], row["satisfied_by_code"]) for row in rows}
    assert len(rows) == len(found)
    assert found == MANDATORY


def test_course_of_training_employee_is_the_same(scenario: DueScenario) -> None:
    rows = scenario.read(
        "SELECT count(*) AS people, count(*) FILTER (WHERE one.state_code <> other.mandatory_course_state) AS different"
        " FROM marts.mandatory_training AS one"
        " JOIN marts.training_employee AS other"
        " ON one.employee_id = other.employee_id AND one.course_code = other.mandatory_course_code"
        " WHERE other.year = 2026"
    )
    assert rows[0]["people"] > 10
    assert rows[0]["different"] == 0


def test_worked_example_of_the_job_person_match(gaps: Gaps) -> None:
    rows = gaps["Contoh"]
    one = rows["INTEGRITAS"]
    assert (one["jpm_uncapped"], one["jpm_capped"]) == (Decimal("96.30"), Decimal("88.89"))
    assert (one["gaps"], one["band_code"], one["is_passed"]) == (3, "MEMENUHI_SYARAT", True)
    assert [rows[code]["gap"] for code in COMPETENCIES] == [-1, 0, 1, 0, 0, 1, 0, 1, -1]
    assert [rows[code]["state_code"] for code in COMPETENCIES[:3]] == ["LEBIH", "SESUAI", "KURANG"]


def test_only_valid_results_count_and_gaps_in_them_are_told(gaps: Gaps) -> None:
    unassessed = {name: rows["INTEGRITAS"]["unassessed"] for name, rows in gaps.items()}
    assert unassessed["Contoh"] == unassessed["Hampir kedaluwarsa"] == 0
    assert unassessed["Belum lengkap"] == 1
    assert unassessed["Kedaluwarsa"] == unassessed["Berakhir"] == 9
    row = gaps["Belum lengkap"]["PEREKAT_BANGSA"]
    assert (row["state_code"], row["jpm_state_code"]) == ("BELUM_DINILAI", "DATA_TIDAK_LENGKAP")
    assert row["jpm_capped"] is row["jpm_uncapped"] is row["band_code"] is None


def test_bands_are_those_of_the_scheme(scenario: DueScenario, gaps: Gaps) -> None:
    bands = {name: gaps[name]["INTEGRITAS"] for name in ("Masih", "Kurang")}
    assert {name: (row["jpm_capped"], row["band_code"], row["is_passed"]) for name, row in bands.items()} == {
        "Masih": (Decimal("70.37"), "MASIH_MEMENUHI_SYARAT", True),
        "Kurang": (Decimal("66.67"), "KURANG_MEMENUHI_SYARAT", False),
    }
    assert {row["jpm_scheme"] for row in scenario.rows("competency_gap", "KGB2")} == {"PEMETAAN"}


def test_standard_of_the_post_goes_before_the_default(gaps: Gaps) -> None:
    rows = gaps["Standar jabatan"]
    own, default, technical = rows["INTEGRITAS"], rows["KERJA_SAMA"], rows["PENGELOLAAN_KEUANGAN"]
    assert (own["required_level"], own["required_source"], own["gap"]) == (4, "JABATAN", 1)
    assert (default["required_level"], default["required_source"]) == (2, "BAWAAN")
    assert (technical["state_code"], technical["is_in_jpm"]) == ("BELUM_DINILAI", False)
    assert own["jpm_capped"] == Decimal("95.00")


@pytest.mark.parametrize("name", DEFAULT_LEVEL)
def test_default_level_of_each_position_level(gaps: Gaps, name: str) -> None:
    assert {row["required_level"] for row in gaps[name].values()} == {DEFAULT_LEVEL[name]}
    assert len(gaps[name]) == 9


def test_courses_that_close_a_gap_are_named(gaps: Gaps) -> None:
    rows = gaps["Contoh"]
    found = {
        code: (row["closing_course_count"], row["closing_courses"]) for code, row in rows.items() if row["gap"] > 0
    }
    assert found == {
        "KOMUNIKASI": (2, "Pelatihan CUKUP; Pelatihan TINGGI"),
        "PENGEMBANGAN_DIRI": (1, "Pelatihan CUKUP"),
        "PENGAMBILAN_KEPUTUSAN": (0, None),
    }


def test_effect_is_told_against_people_alike(effects: dict[str, dict[str, Any]]) -> None:
    row = effects["BERGUNA"]
    assert (row["participants"], row["compared"], row["comparison_people"]) == (14, 12, 12)
    assert (row["predicate_before"], row["predicate_after"]) == (Decimal("4.00"), Decimal("5.00"))
    assert (row["change"], row["comparison_change"], row["difference"]) == (Decimal(1), Decimal("0.5"), Decimal("0.5"))
    assert (row["ratings"], row["mean_rating"], row["effect_state_code"]) == (12, Decimal("4.67"), "CUKUP_DATA")


def test_ten_people_are_enough_to_say(effects: dict[str, dict[str, Any]]) -> None:
    row = effects["SEPULUH"]
    assert (row["compared"], row["effect_state_code"]) == (10, "CUKUP_DATA")
    assert (row["ratings"], row["rating_state_code"]) == (0, "TERLALU_SEDIKIT")


def test_few_people_are_counted_but_say_nothing(effects: dict[str, dict[str, Any]]) -> None:
    row = effects["JARANG"]
    assert (row["participants"], row["compared"], row["comparison_people"]) == (9, 9, 16)
    numbers = ("predicate_before", "predicate_after", "change", "comparison_change", "difference", "mean_rating")
    assert {row[name] for name in numbers} == {None}
    assert (row["effect_state_code"], row["rating_state_code"]) == ("TERLALU_SEDIKIT", "TERLALU_SEDIKIT")
    assert row["effect_state_label_id"] == "Terlalu sedikit untuk disimpulkan"
