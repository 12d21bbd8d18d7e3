"""Due lists through the real tables: increments, retirement, decorations, contracts (rules.md 14)."""

from datetime import date
from typing import Any

import pytest
from due_people import AGES
from due_scenario import DueScenario, due_scenario

Rows = dict[str, dict[str, Any]]

STEPS = {  # rules.md 14.1: years of grade service in the salary tables
    grade: years
    for grades, years in (
        ("I/a I", [*range(0, 27, 2)]),
        ("I/b I/c I/d II III IV", [*range(3, 28, 2)]),
        ("II/a V", [0, 1, *range(3, 34, 2)]),
        ("II/b II/c II/d VI VII VIII", [*range(3, 34, 2)]),
        ("III/a III/b III/c III/d IV/a IV/b IV/c IV/d IV/e", [*range(0, 33, 2)]),
        ("IX X XI XII XIII XIV XV XVI XVII", [*range(0, 33, 2)]),
    )
    for grade in grades.split()
}
INCREMENTS = {
    "Contoh 1": ("SUDAH_WAKTUNYA", "2025-12-01", 8, 0, []),
    "Contoh 2": ("SUDAH_WAKTUNYA", "2026-01-01", 1, 0, []),
    "Contoh 2 tercatat": ("DIJADWALKAN", "2028-01-01", 3, 0, []),
    "Ditunda": ("DITUNDA", "2027-01-01", 8, 12, ["KINERJA"]),
    "Ditunda dua kali": ("DITUNDA", "2027-01-01", 8, 24, ["KINERJA"]),
    "Penundaan dihitung": ("SUDAH_WAKTUNYA", "2026-01-01", 8, 0, []),
    "Cukup": ("SUDAH_WAKTUNYA", "2026-01-01", 8, 0, []),
    "Tak terbaca": ("DATA_TIDAK_LENGKAP", "2026-01-01", 8, 0, []),
    "Tanpa SKP": ("DATA_TIDAK_LENGKAP", "2026-01-01", 8, 0, []),
    "Pernah cuti": ("PEMBERITAHUAN", "2026-08-01", 8, 0, ["CLTN"]),
    "Sedang cuti": ("TERHALANG", None, 8, None, ["CLTN"]),
    "Skors": ("DITUNDA", "2026-11-10", 8, 7, ["PEMBERHENTIAN_SEMENTARA"]),
    "Hilang": ("TERHALANG", None, 8, None, ["HILANG"]),
    "Bulan ketiga": ("DIJADWALKAN", "2026-09-01", 8, 0, []),
    "Puncak": ("PUNCAK", None, None, None, []),
    "Pensiun": ("PENSIUN", "2026-10-01", 32, 0, ["BUP"]),
    "Hukuman lama": ("SUDAH_WAKTUNYA", "2022-05-01", 8, 4, ["HUKDIS"]),
    "Hukuman baru": ("DIJADWALKAN", "2026-11-01", 8, 0, []),
    "Tanpa golongan": ("DATA_TIDAK_LENGKAP", None, None, None, []),
    "Terlewat": ("SUDAH_WAKTUNYA", "2020-01-01", 4, 0, []),
    "PPPK V": ("SUDAH_WAKTUNYA", "2026-03-01", 1, 0, []),
    "PPPK VII": ("DIJADWALKAN", "2028-03-01", 3, 0, []),
    "Paruh": ("TIDAK_BERLAKU", None, None, None, []),
    "PPPK tanpa MKG": ("DATA_TIDAK_LENGKAP", None, None, None, []),
}
PENSIONS = {
    "Pelaksana": "2026-04-01",
    "Tanggal satu": "2026-04-01",
    "Kabisat": "2028-03-01",
    "Naik tepat waktu": "2028-10-01",
    "Naik terlambat": "2026-10-01",
    "Turun": "2026-11-01",
    "Guru utama": "2026-10-01",
    "Guru pertama": "2028-04-01",
    "Habis masa jabatan": "2026-09-01",
    "Tanpa jabatan": "2028-02-01",
    "Berhenti dini": "2038-02-01",
}
DECORATIONS = {
    "Sepuluh": ("DIUSULKAN", "SATYALANCANA_X", "2026-08-17"),
    "Kurang sehari": ("BELUM", "SATYALANCANA_X", "2027-08-17"),
    "Dua puluh": ("DIUSULKAN", "SATYALANCANA_XX", "2026-08-17"),
    "Kurang dari dua puluh": ("DIUSULKAN", "SATYALANCANA_X", "2026-08-17"),
    "Kurang dari tiga puluh": ("DIUSULKAN", "SATYALANCANA_XX", "2026-08-17"),
    "Tiga puluh": ("DIUSULKAN", "SATYALANCANA_XXX", "2026-08-17"),
    "Sudah XX": ("BELUM", "SATYALANCANA_XXX", "2034-08-17"),
    "Sudah X": ("DIUSULKAN", "SATYALANCANA_XX", "2026-08-17"),
    "Lengkap": ("LENGKAP", None, None),
    "Nanti": ("DIUSULKAN", "SATYALANCANA_XX", "2026-08-17"),
    "Dihukum": ("BELUM", "SATYALANCANA_X", "2030-08-17"),
    "Ditegur": ("DIUSULKAN", "SATYALANCANA_X", "2026-08-17"),
    "Banding": ("DIUSULKAN", "SATYALANCANA_X", "2026-08-17"),
    "Pernah cuti": ("DIUSULKAN", "SATYALANCANA_X", "2026-08-17"),
    "Sedang cuti": ("TERHALANG", None, None),
    "Pensiun dulu": ("PENSIUN", "SATYALANCANA_XXX", "2026-08-17"),
    "Pensiun kemudian": ("PENSIUN", "SATYALANCANA_XX", "2030-08-17"),
    "Kontrak": ("TIDAK_BERLAKU", None, None),
}
CONTRACTS = {
    "Berjalan": ("BERJALAN", True),
    "Jatuh tempo": ("JATUH_TEMPO", True),
    "Belum jatuh tempo": ("BERJALAN", True),
    "Diperpanjang": ("SUDAH_DIPERPANJANG", True),
    "Melebihi": ("MELEBIHI_BUP", False),
    "Tepat BUP": ("BERJALAN", False),
    "Terakhir": ("BERAKHIR_BUP", False),
    "Sebelas bulan lagi": ("BERAKHIR_BUP", False),
    "Setahun lagi": ("JATUH_TEMPO", True),
    "Tanpa kontrak": ("DATA_TIDAK_LENGKAP", False),
}


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.fixture(scope="module")
def scenario(server: Any, template: str) -> DueScenario:
    return due_scenario(server, template)


@pytest.fixture(scope="module")
def increments(scenario: DueScenario) -> Rows:
    return scenario.people("kgb_due", "KGB")


@pytest.fixture(scope="module")
def pensions(scenario: DueScenario) -> Rows:
    return scenario.people("retirement_forecast", "BUP")


@pytest.fixture(scope="module")
def decorations(scenario: DueScenario) -> Rows:
    return scenario.people("satyalancana_due", "SATYA")


@pytest.fixture(scope="module")
def contracts(scenario: DueScenario) -> Rows:
    return scenario.people("contract_due", "KONTRAK")


@pytest.mark.parametrize("name", INCREMENTS)
def test_increment_is_due_as_the_law_says(increments: Rows, name: str) -> None:
    status, next_on, step, delay, blockers = INCREMENTS[name]
    row = increments[name]
    assert (row["status_code"], row["next_on"], row["next_step_years"]) == (status, day(next_on), step)
    assert (row["delay_months"], row["blockers"]) == (delay, blockers)


def test_increments_list_everyone(increments: Rows) -> None:
    assert set(increments) == set(INCREMENTS)


def test_missing_records_are_named_and_never_a_no(increments: Rows) -> None:
    missing = {name: row["missing_code"] for name, row in increments.items() if row["missing_code"]}
    assert missing == {
        "Tak terbaca": "PREDIKAT_TIDAK_DIKENAL",
        "Tanpa SKP": "SKP_TIDAK_ADA",
        "Tanpa golongan": "GOLONGAN",
        "PPPK tanpa MKG": "MKG",
    }


def test_delay_counts_in_full_for_the_next_increment(increments: Rows) -> None:
    row = increments["Penundaan dihitung"]
    assert (row["service_years"], row["service_months"], row["evidence_table"]) == (7, 0, "salary_increment")


def test_notice_comes_two_months_ahead(increments: Rows) -> None:
    assert increments["Pernah cuti"]["notice_on"] == date(2026, 6, 1)
    assert increments["Pernah cuti"]["unpaid_months"] == 7


def test_increments_nobody_recorded_are_counted(increments: Rows) -> None:
    assert increments["Terlewat"]["missed_steps"] == 3
    assert increments["Hukuman lama"]["missed_steps"] == 2
    assert increments["Contoh 1"]["missed_steps"] == 0


def test_increment_says_its_law_and_words(increments: Rows) -> None:
    row = increments["Ditunda"]
    assert (row["regulation"], row["predicate_code"], row["performance_year"]) == ("PP-7-1977", None, 2026)
    assert (row["blockers_id"], row["blockers_en"]) == ("Predikat kinerja di bawah Cukup", "Predicate below Cukup")
    assert increments["PPPK V"]["confidence"] == "U"
    assert increments["Paruh"]["status_label_id"] == "Tidak berlaku"


def test_city_changes_parameters_of_increments(scenario: DueScenario) -> None:
    rows = scenario.people("kgb_due", "KGB2")
    assert {name: (row["status_code"], row["next_on"]) for name, row in rows.items()} == {
        "PPPK V": ("PEMBERITAHUAN", date(2028, 3, 1)),
        "Paruh": ("PEMBERITAHUAN", date(2028, 3, 1)),
    }


def test_salary_steps_are_those_of_the_tables(scenario: DueScenario) -> None:
    rows = scenario.own(
        "SELECT grade_code, array_agg(service_years ORDER BY service_years) AS years FROM staging.int_salary__step"
        " WHERE agency_id = %s GROUP BY grade_code",
        scenario.agency("KGB"),
    )
    assert {row["grade_code"]: row["years"] for row in rows} == STEPS


@pytest.mark.parametrize("name", PENSIONS)
def test_pension_follows_the_post_held_then(pensions: Rows, name: str) -> None:
    assert pensions[name]["pension_on"] == day(PENSIONS[name])


@pytest.mark.parametrize("level", AGES)
def test_each_level_has_its_retirement_age(pensions: Rows, level: str) -> None:
    row = pensions[level]
    assert (row["retirement_age"], row["rule_holder"]) == (AGES[level], level)
    assert row["pension_on"] == date(1970 + AGES[level], 2, 1)
    assert row["regulation"] in ("UU-20-2023", "PP-11-2017")


def test_future_post_changes_the_pension(pensions: Rows) -> None:
    columns = ("is_decided_by_future_post", "gained_months", "future_post_from")
    found = {name: tuple(pensions[name][column] for column in columns) for name in PENSIONS}
    assert found["Naik tepat waktu"] == (True, 24, date(2026, 9, 1))
    assert found["Naik terlambat"] == (False, 0, None)
    assert found["Turun"] == (True, -7, date(2026, 10, 20))
    assert found["Habis masa jabatan"] == (True, -5, date(2026, 8, 1))
    assert pensions["Guru utama"]["rule_holder"] == pensions["Guru pertama"]["rule_holder"] == "GURU"


def test_seats_fall_vacant_one_by_one(pensions: Rows) -> None:
    columns = ("seat_needed", "seat_holders_after", "seat_vacancies_after")
    assert tuple(pensions["Dulu"][column] for column in columns) == (3, 1, 2)
    assert tuple(pensions["Lalu"][column] for column in columns) == (3, 0, 3)
    assert pensions["Tanpa jabatan"]["seat_id"] is None
    assert pensions["Naik tepat waktu"]["seat_level_code"] == "II.b", "the post held then, not the one held now"


def test_recorded_end_comes_before_the_pension(pensions: Rows) -> None:
    row = pensions["Berhenti dini"]
    assert (row["leaves_on"], row["seat_level_code"], row["seat_vacancies_after"]) == (date(2027, 3, 1), "IV.a", 1)
    assert (row["horizon_code"], row["months_left"]) == ("DALAM_12_BULAN", 8)


def test_horizons_are_half_open_from_below(pensions: Rows) -> None:
    found = {name: row["horizon_code"] for name, row in pensions.items()}
    assert found["Pelaksana"] == "SUDAH_LEWAT"
    assert found["Naik terlambat"] == "DALAM_12_BULAN"
    assert found["Kabisat"] == "DALAM_24_BULAN"
    assert found["JF_AHLI_MADYA"] == "DALAM_60_BULAN"
    assert found["JF_AHLI_UTAMA"] == "LEBIH_LAMA"


@pytest.mark.parametrize("name", DECORATIONS)
def test_decoration_follows_continuous_service(decorations: Rows, name: str) -> None:
    row = decorations[name]
    status, award, batch = DECORATIONS[name]
    assert (row["status_code"], row["next_award_code"], row["next_batch_on"]) == (status, award, day(batch))
    assert row["award_kind_code"] == (award if status == "DIUSULKAN" else None)


def test_count_starts_again_with_its_reason(decorations: Rows) -> None:
    found = {name: (row["restart_code"], row["count_from"]) for name, row in decorations.items() if row["restart_code"]}
    assert found == {"Dihukum": ("HUKDIS", date(2020, 2, 1)), "Pernah cuti": ("CLTN", date(2016, 8, 17))}
    assert decorations["Sedang cuti"]["evidence_table"] == "employee_status"


@pytest.mark.parametrize("name", CONTRACTS)
def test_contract_state_against_the_retirement_age(contracts: Rows, name: str) -> None:
    row = contracts[name]
    assert (row["status_code"], row["can_extend_to"] is not None) == CONTRACTS[name]


def test_contracts_list_pppk_only_and_their_limits(scenario: DueScenario, contracts: Rows) -> None:
    assert contracts["Setahun lagi"]["can_extend_to"] == date(2027, 11, 1)
    assert contracts["Diperpanjang"]["contract_to"] == date(2026, 10, 1)
    assert contracts["Diperpanjang"]["final_to"] == date(2028, 10, 1)
    assert scenario.rows("contract_due", "BUP") == []
    assert {row["status_code"] for row in scenario.rows("contract_due", "KGB2")} == {"BERJALAN"}
    assert "contract_past_retirement_age" in scenario.warnings
