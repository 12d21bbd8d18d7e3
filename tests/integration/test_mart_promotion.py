"""Regular promotion through real tables: people are stored, marts are built for two dates, and read as BI reads them.

Each person differs from `ready`, who meets every rule on 1 June 2026, in one thing only (rules.md 4).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import psycopg
import pytest
from empty_marts import EmptyMarts
from promotion_town import GOOD, READY, City, Row
from psycopg.rows import dict_row

SUMMER, BEFORE = date(2026, 6, 1), date(2025, 3, 15)
CROSSING = replace(READY, grades=(("II/c", "2018-06-01"), ("II/d", "2022-06-01")))
ENTERING_IV = replace(READY, grades=(("III/c", "2018-06-01"), ("III/d", "2022-06-01")))
SPECIALIST = replace(
    READY,
    grades=(("III/a", "2020-06-01"), ("III/b", "2024-06-01")),
    diplomas=(("S1", "2015-01-01"), ("SPESIALIS", "2024-01-01")),
    skp={2025: "BAIK"},
)

OFFICIALS = {
    "ready": READY,
    "without_post": replace(READY, post=None),
    "example_1": replace(
        READY, grades=(("II/d", "2018-04-01"), ("III/a", "2022-04-01")), diplomas=(("SLTA", "2015-01-01"),),
        skp={2024: "BAIK", 2025: "BAIK"}, superior="III/a",
    ),
    "example_1_afterwards": replace(
        READY, grades=(("III/a", "2022-04-01"), ("III/b", "2026-04-01")), diplomas=(("SLTA", "2015-01-01"),),
    ),
    "example_2": CROSSING,
    "exempt_by_diploma": replace(CROSSING, diplomas=(("D3", "2015-01-01"), ("S1", "2020-01-01"))),
    "exempt_by_course": replace(CROSSING, courses=(("PKP", "2026-06-01"),)),
    "passed_exam": replace(CROSSING, exams=(("UJIAN_DINAS_I", "2025-05-01", True, None),)),
    "expired_exam": replace(CROSSING, exams=(("UJIAN_DINAS_I", "2025-05-01", True, "2026-06-01"),)),
    "exam_before_iv": replace(ENTERING_IV, diplomas=(("S1", "2015-01-01"),), courses=(("PKP", "2020-01-01"),)),
    "master_into_iv": replace(ENTERING_IV, diplomas=(("S2", "2015-01-01"),)),
    "at_ceiling": replace(
        READY, grades=(("III/b", "2018-06-01"), ("III/c", "2022-06-01")),
        diplomas=(("D3", "2015-01-01"), ("S1", "2026-06-02")),
    ),
    "unrecognised_diploma": replace(READY, diplomas=(("D3", None),)),
    "specialist": SPECIALIST,
    "specialist_later_grade": replace(SPECIALIST, grades=(("III/b", "2020-06-01"), ("III/c", "2024-06-01"))),
    "first_promotion": replace(
        READY, grades=(("II/c", "2022-06-01"), ("II/c", "2023-07-01")), appointed="2022-06-01", permanent="2023-06-01"
    ),
    "first_promotion_a_day_later": replace(
        READY, grades=(("II/c", "2022-06-02"),), appointed="2022-06-02", permanent="2023-06-01"
    ),
    "was_on_leave": replace(READY, statuses=(("CLTN", "2023-01-01", "2023-02-15"), ("AKTIF", "2023-02-15", None))),
    "leave_planned": replace(
        READY, grades=(("II/b", "2018-06-01"), ("II/c", "2022-07-01")), statuses=(("CLTN", "2026-06-02", "2026-08-15"),)
    ),
    "on_leave": replace(READY, statuses=(("CLTN", "2026-01-01", "2026-08-15"),)),
    "suspended": replace(READY, statuses=(("PEMBERHENTIAN_SEMENTARA", "2026-01-01", None),)),
    "punished": replace(READY, cases=(("POTONG_TPP_6", "FINAL", "2026-03-15", "2026-09-15"),)),
    "punished_for_good": replace(READY, cases=(("PP53_PEMBEBASAN_JABATAN", "FINAL", "2020-01-01", None),)),
    "punishment_served": replace(READY, cases=(("POTONG_TPP_6", "FINAL", "2025-12-01", "2026-06-01"),)),
    "reprimanded": replace(READY, cases=(("TEGURAN_TERTULIS", "FINAL", "2026-03-15", None),)),
    "appealing": replace(READY, cases=(("TURUN_JABATAN_12", "UPAYA_ADMINISTRATIF", "2026-03-15", "2027-03-15"),)),
    "low_skp": replace(READY, skp=GOOD | {2024: "BUTUH_PERBAIKAN"}),
    "missing_skp": replace(READY, skp={2025: "BAIK"}),
    "written_skp": replace(READY, skp={}, written={2024: "Sangat_Baik", 2025: "BAIK "}),
    "written_low_skp": replace(READY, skp={2024: "BAIK"}, written={2025: "Cukup"}),
    "unreadable_skp": replace(READY, skp={2024: "BAIK"}, written={2025: "memuaskan"}),
    "later": replace(READY, grades=(("II/b", "2018-06-01"), ("II/c", "2023-03-01"))),
    "retiring": replace(READY, born="1968-05-31"),
    "retiring_later": replace(READY, born="1968-06-01"),
    "below_superior": replace(READY, grades=(("II/b", "2017-04-01"), ("II/c", "2021-04-01")), superior="II/d"),
    "above_superior": replace(READY, grades=(("II/b", "2017-04-01"), ("II/c", "2021-04-01")), superior="II/c"),
    "above_superior_in_june": replace(
        READY, grades=(("II/b", "2017-04-01"), ("II/c", "2021-05-01")), superior="II/c"
    ),
    "no_grade": replace(READY, grades=()),
    "highest_grade": replace(READY, grades=(("IV/d", "2018-06-01"), ("IV/e", "2022-06-01"))),
    "candidate_official": replace(READY, grades=(("II/c", "2026-01-01"),), appointed="2026-01-01", permanent=None),
    "functional": replace(READY, post="JF_TERAMPIL"),
    "structural": replace(READY, post="IV.a"),
    "contract": replace(READY, grades=(), kind="PPPK", permanent=None),
    "part_time": replace(READY, grades=(), kind="PPPK_PARUH_WAKTU", permanent=None),
}  # fmt: skip


@dataclass(frozen=True)
class Marts:
    """What readers saw: readiness by (date, name), checks by (date, name), and the stored employees."""

    readiness: dict[tuple[date, str], list[Row]]
    checks: dict[tuple[date, str], list[Row]]
    employees: dict[str, int]


@pytest.fixture(scope="module")
def marts(nobody: EmptyMarts) -> Iterator[Marts]:
    with nobody.clone() as database:
        with psycopg.connect(database.url) as connection:
            city = City(connection)
            employees = {name: city.store(official) for name, official in OFFICIALS.items()}
        seen = Marts({}, {}, employees)
        for day in (SUMMER, BEFORE):
            nobody.derive(database.url, day, ("promotion_readiness", "promotion_check"))
            with psycopg.connect(database.url, row_factory=dict_row) as reader:
                for target, mart, order in (
                    (seen.readiness, "promotion_readiness", "path_code"),
                    (seen.checks, "promotion_check", "rule_code, item"),
                ):
                    query = f"SELECT * FROM marts__next.{mart} WHERE path_code = 'REGULER' ORDER BY {order}"
                    rows = reader.execute(query).fetchall()
                    for name, key in employees.items():
                        target[day, name] = [row for row in rows if row["employee_id"] == key]
        yield seen


def expect(name: str, status: str, readiness: str, earliest: str | None, *blockers: str) -> Any:
    return pytest.param(name, status, readiness, earliest, list(blockers), id=name)


@pytest.mark.parametrize(
    ("name", "status", "readiness", "earliest", "blockers"),
    [
        expect("ready", "MEMENUHI", "SIAP", "2026-06-01"),
        expect("without_post", "MEMENUHI", "SIAP", "2026-06-01"),
        expect("example_1", "MEMENUHI", "SIAP", "2026-06-01"),
        expect("example_1_afterwards", "TIDAK_MEMENUHI", "PUNCAK", None,
               "MASA_PANGKAT", "SKP_TIDAK_ADA", "PLAFON_PENDIDIKAN"),
        expect("example_2", "TIDAK_MEMENUHI", "TERHALANG", None, "UJIAN_DINAS"),
        expect("exempt_by_diploma", "MEMENUHI", "SIAP", "2026-06-01"),
        expect("exempt_by_course", "MEMENUHI", "SIAP", "2026-06-01"),
        expect("passed_exam", "MEMENUHI", "SIAP", "2026-06-01"),
        expect("expired_exam", "TIDAK_MEMENUHI", "TERHALANG", None, "UJIAN_DINAS"),
        expect("exam_before_iv", "TIDAK_MEMENUHI", "PUNCAK", None, "PLAFON_PENDIDIKAN", "UJIAN_DINAS"),
        expect("master_into_iv", "MEMENUHI", "SIAP", "2026-06-01"),
        expect("at_ceiling", "TIDAK_MEMENUHI", "PUNCAK", None, "PLAFON_PENDIDIKAN"),
        expect("unrecognised_diploma", "DATA_TIDAK_LENGKAP", "DATA_TIDAK_LENGKAP", "2026-06-01", "DATA_TIDAK_LENGKAP"),
        expect("specialist", "MEMENUHI", "SIAP", "2026-06-01"),
        expect("specialist_later_grade", "TIDAK_MEMENUHI", "TERHALANG", "2028-06-01", "MASA_PANGKAT", "SKP_TIDAK_ADA"),
        expect("first_promotion", "MEMENUHI", "SIAP", "2026-06-01"),
        expect("first_promotion_a_day_later", "TIDAK_MEMENUHI", "SIAP_6BLN", "2026-07-01", "MASA_PANGKAT"),
        expect("was_on_leave", "TIDAK_MEMENUHI", "SIAP_6BLN", "2026-07-01", "MASA_PANGKAT"),
        expect("on_leave", "TIDAK_MEMENUHI", "TERHALANG", "2027-01-01", "MASA_PANGKAT", "SKP_TIDAK_ADA", "CLTN"),
        expect("suspended", "TIDAK_MEMENUHI", "TERHALANG", None, "HUKDIS"),
        expect("punished", "TIDAK_MEMENUHI", "SIAP_6BLN", "2026-10-01", "HUKDIS"),
        expect("leave_planned", "TIDAK_MEMENUHI", "SIAP_6BLN", "2026-07-01", "MASA_PANGKAT"),
        expect("punished_for_good", "TIDAK_MEMENUHI", "TERHALANG", None, "HUKDIS"),
        expect("punishment_served", "MEMENUHI", "SIAP", "2026-06-01"),
        expect("reprimanded", "MEMENUHI", "SIAP", "2026-06-01"),
        expect("appealing", "MEMENUHI", "SIAP", "2026-06-01"),
        expect("low_skp", "TIDAK_MEMENUHI", "TERHALANG", None, "SKP_KURANG"),
        expect("missing_skp", "DATA_TIDAK_LENGKAP", "DATA_TIDAK_LENGKAP", "2026-06-01", "SKP_TIDAK_ADA"),
        expect("written_skp", "MEMENUHI", "SIAP", "2026-06-01"),
        expect("written_low_skp", "TIDAK_MEMENUHI", "TERHALANG", None, "SKP_KURANG"),
        expect("unreadable_skp", "DATA_TIDAK_LENGKAP", "DATA_TIDAK_LENGKAP", "2026-06-01", "SKP_TIDAK_ADA"),
        expect("later", "TIDAK_MEMENUHI", "TERHALANG", "2027-03-01", "MASA_PANGKAT", "SKP_TIDAK_ADA"),
        expect("retiring", "TIDAK_MEMENUHI", "TERHALANG", None, "BUP"),
        expect("retiring_later", "MEMENUHI", "SIAP", "2026-06-01"),
        expect("above_superior", "MEMENUHI", "SIAP", "2026-06-01"),
        expect("no_grade", "DATA_TIDAK_LENGKAP", "DATA_TIDAK_LENGKAP", None, "DATA_TIDAK_LENGKAP"),
        expect("highest_grade", "TIDAK_MEMENUHI", "PUNCAK", None, "JENJANG_MAKS"),
    ],
)  # fmt: skip
def test_verdict(
    marts: Marts, name: str, status: str, readiness: str, earliest: str | None, blockers: list[str]
) -> None:
    (row,) = marts.readiness[SUMMER, name]
    found = row["status"], row["readiness_class"], row["earliest_tmt"] and row["earliest_tmt"].isoformat()
    assert (*found, row["blockers"]) == (status, readiness, earliest, blockers)
    assert {check["blocker_code"] for check in marts.checks[SUMMER, name]} == set(blockers)
    assert (row["explanation_id"] is None) == (row["explanation_en"] is None) == (blockers == [])


@pytest.mark.parametrize(
    ("name", "code", "standing"),
    [
        ("candidate_official", "CPNS", "CPNS"),
        ("functional", "JABATAN_FUNGSIONAL", "JF_KETERAMPILAN"),
        ("structural", "JABATAN_STRUKTURAL", "PENGAWAS"),
        ("contract", "PPPK", "PPPK"),
        ("part_time", "PPPK", "PPPK"),
    ],
)
def test_others_are_not_applicable_and_told_why(marts: Marts, name: str, code: str, standing: str) -> None:
    (row,) = marts.readiness[SUMMER, name]
    assert (row["status"], row["readiness_class"], row["not_applicable_code"]) == (*["TIDAK_BERLAKU"] * 2, code)
    assert (row["standing"], row["blockers"], row["earliest_tmt"]) == (standing, [], None)
    assert row["explanation_id"]
    assert row["explanation_en"]
    assert marts.checks[SUMMER, name] == []


def test_example_1_waits_for_1_april_2026_whatever_the_superior(marts: Marts) -> None:
    (row,) = marts.readiness[BEFORE, "example_1"]
    assert (row["status"], row["readiness_class"], row["earliest_tmt"]) == (
        "TIDAK_MEMENUHI",
        "TERHALANG",
        date(2026, 4, 1),
    )
    assert (row["target_grade_code"], row["superior_grade_code"]) == ("III/b", "III/a")
    assert row["blockers"] == ["MASA_PANGKAT", "SKP_TIDAK_ADA"]
    assert row["explanation_id"] == (
        "Masa dalam pangkat baru 35 dari 48 bulan; terpenuhi pada 1 April 2026."
        " SKP tahun 2025 belum dapat dinilai; paling awal 1 Januari 2026, paling rendah Baik."
    )


def test_example_2_is_told_which_exam(marts: Marts) -> None:
    (row,) = marts.readiness[SUMMER, "example_2"]
    assert row["explanation_id"] == "Belum lulus Ujian Dinas Tingkat I dan tidak dikecualikan."
    assert row["target_grade_code"] == "III/a"


@pytest.mark.parametrize(
    ("name", "status", "earliest", "blockers"),
    [
        ("below_superior", "TIDAK_MEMENUHI", date(2025, 4, 1), ["MASA_PANGKAT"]),
        ("above_superior", "TIDAK_MEMENUHI", None, ["MASA_PANGKAT", "PANGKAT_ATASAN"]),
        ("above_superior_in_june", "TIDAK_MEMENUHI", date(2025, 6, 1), ["MASA_PANGKAT"]),
    ],
)
def test_superior_limits_only_promotions_before_20_may_2025(
    marts: Marts, name: str, status: str, earliest: date | None, blockers: list[str]
) -> None:
    (row,) = marts.readiness[BEFORE, name]
    assert (row["status"], row["earliest_tmt"], row["blockers"]) == (status, earliest, blockers)


def test_check_names_rule_ground_date_and_evidence(marts: Marts) -> None:
    pending, waiting = sorted(marts.checks[SUMMER, "later"], key=lambda check: check["rule_code"], reverse=True)
    assert (waiting["rule_code"], waiting["state"]) == ("REGULER_MASA_PANGKAT", "BELUM_WAKTUNYA")
    assert (waiting["regulation"], waiting["article"]) == ("PP-99-2000", "pasal 7")
    assert (waiting["needed"], waiting["actual"], waiting["turns_true_on"]) == ("48", "39", date(2027, 3, 1))
    assert (waiting["evidence_table"], waiting["rule_valid_to"]) == ("personnel.grade_record", None)
    assert waiting["evidence_id"] is not None
    assert (pending["item"], pending["state"], pending["turns_true_on"]) == (
        "2026",
        "BELUM_WAKTUNYA",
        date(2027, 1, 1),
    )


def test_check_has_one_row_per_failing_year(marts: Marts) -> None:
    none = marts.checks[SUMMER, "example_1_afterwards"]
    assert [check["item"] for check in none if check["rule_code"] == "REGULER_SKP"] == ["2028", "2029"]
    (low,) = marts.checks[SUMMER, "low_skp"]
    assert (low["item"], low["needed"], low["actual"], low["state"]) == ("2024", "Baik", "Butuh Perbaikan", "GAGAL")
    assert (low["turns_true_on"], low["evidence_table"]) == (date(2027, 1, 1), "personnel.appraisal")


def test_punishment_cites_the_law_in_force_on_the_tmt(marts: Marts) -> None:
    (check,) = marts.checks[SUMMER, "punished"]
    assert (check["regulation"], check["rule_valid_from"]) == ("PP-94-2021", date(2021, 8, 31))
    assert check["sentence_en"].endswith("until 15 September 2026.")


def test_every_row_carries_agency_date_build_and_labels(marts: Marts) -> None:
    (row,) = marts.readiness[SUMMER, "punished"]
    assert (row["as_of_date"], len(row["rule_set_hash"])) == (SUMMER, 64)
    assert (row["path_label_id"], row["path_label_en"]) == ("Kenaikan pangkat reguler", "Regular promotion")
    assert (row["readiness_label_id"], row["readiness_label_en"]) == ("Siap dalam 6 bulan", "Ready within 6 months")
    (check,) = marts.checks[SUMMER, "punished"]
    assert (check["build_id"], check["agency_id"]) == (row["build_id"], row["agency_id"])
