"""Every promotion path but the regular one through real tables: the worked examples of rules.md 4.13 and 5.6, and the
edge of each requirement. People differ from one who meets everything in one thing only (docs/definitions/promotion.md).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from empty_marts import EmptyMarts
from promotion_town import GOOD, READY, City, Row
from psycopg.rows import dict_row

EARLY, NOW = date(2025, 7, 1), date(2026, 7, 1)

HEAD = replace(
    READY,
    grades=(("III/c", "2020-02-01"), ("III/d", "2024-02-01")),
    diplomas=(("S1", "2015-01-01"),),
    courses=(("PKA", "2023-05-01"),),
    post="III.a",
    since="2024-08-15",
)
SECTION = replace(READY, grades=(("III/b", "2018-07-01"), ("III/c", "2022-07-01")), post="IV.a")
EXPERT = replace(
    READY,
    grades=(("III/b", "2019-04-01"), ("III/c", "2023-04-01")),
    diplomas=(("S1", "2015-01-01"),),
    post="JF_AHLI_MUDA",
    function="Analis",
    since="2023-04-01",
    earlier=(("JF_AHLI_PERTAMA", "2019-04-01", "2023-04-01"),),
    skp={2023: "SANGAT_BAIK", 2024: "BAIK", 2025: "SANGAT_BAIK"},
    periods=(("SEBAGIAN", "2026-01-01", "2026-06-30", "BAIK"),),
    credits=(("KONVERSI", "JF_AHLI_PERTAMA", "2022-07-01", "2023-01-01", 40),),
)
NURSE = replace(
    EXPERT,
    grades=(("III/c", "2020-04-01"), ("III/d", "2024-04-01")),
    function="Perawat",
    since="2021-01-01",
    earlier=(),
    credits=(("INTEGRASI", "JF_AHLI_MUDA", "2022-12-01", "2023-01-01", 110),),
)
GRADUATE = replace(
    READY,
    grades=(("II/b", "2020-01-01"), ("II/c", "2025-07-01")),
    diplomas=(("D3", "2015-01-01"), ("S1", "2025-01-01")),
    exams=(("UPKP", "2026-03-01", True, None),),
    post_education="S1",
    skp={2024: "BAIK", 2025: "BAIK"},
)
EXEMPLARY = replace(
    READY,
    grades=(("II/b", "2018-06-01"), ("II/c", "2025-07-01")),
    skp={2025: "SANGAT_BAIK"},
    awards=(("PEGAWAI_TELADAN", "2025-08-17", True),),
)
VETERAN = replace(
    READY,
    born="1968-07-15",
    appointed="1996-07-01",
    permanent="1997-07-01",
    grades=(("III/a", "2020-06-01"), ("III/b", "2026-06-01")),
    diplomas=(("SLTA", "1990-01-01"),),
)
DIRECTOR = replace(
    READY,
    born="1970-07-01",
    diplomas=(("S1", "2015-01-01"),),
    post="III.b",
    since="2024-07-01",
    earlier=(("IV.a", "2021-07-01", "2024-07-01"),),
)
SERVED = (("POTONG_TPP_6", "FINAL", "2025-10-01", "2026-04-01"),)

OFFICIALS = {
    "example_3": HEAD,
    "example_3_in_october": replace(HEAD, since="2024-10-15"),
    "without_pka": replace(HEAD, courses=()),
    "moved_at_the_level": replace(HEAD, since="2026-01-01", earlier=(("III.a", "2024-08-15", "2026-01-01"),)),
    "moved_up_a_level": replace(HEAD, since="2026-01-01", earlier=(("III.b", "2024-08-15", "2026-01-01"),)),
    "below_new_grade": replace(HEAD, grades=(("III/c", "2020-02-01"), ("III/d", "2025-07-02")), since="2020-01-01"),
    "on_leave_before": replace(HEAD, since="2025-07-01", statuses=(("CLTN", "2025-08-01", "2025-09-11"),
                                                                   ("AKTIF", "2025-09-11", None))),
    "inside": SECTION,
    "inside_a_day_later": replace(SECTION, grades=(("III/b", "2018-07-01"), ("III/c", "2022-07-02"))),
    "at_the_top": replace(SECTION, grades=(("III/c", "2018-07-01"), ("III/d", "2022-07-01"))),
    "two_below": replace(SECTION, grades=(("II/d", "2018-07-01"), ("III/a", "2022-07-01"))),
    "head_without_grade": replace(SECTION, grades=()),
    "example_5_6": EXPERT,
    "four_years_good": replace(
        EXPERT, skp=GOOD, since="2022-07-01", earlier=(),
        credits=(("INTEGRASI", "JF_AHLI_MUDA", "2022-07-01", "2023-01-01", 12.5),),
    ),
    "32_months_very_good": replace(
        EXPERT, since="2023-11-01", earlier=(("JF_AHLI_PERTAMA", "2019-04-01", "2023-11-01"),), credits=(),
        skp=dict.fromkeys((2023, 2024, 2025), "SANGAT_BAIK"),
        periods=(("SEBAGIAN", "2026-01-01", "2026-06-30", "SANGAT_BAIK"),),
    ),
    "31_months_very_good": replace(
        EXPERT, since="2023-12-01", earlier=(("JF_AHLI_PERTAMA", "2019-04-01", "2023-12-01"),), credits=(),
        skp=dict.fromkeys((2023, 2024, 2025), "SANGAT_BAIK"),
        periods=(("SEBAGIAN", "2026-01-01", "2026-06-30", "SANGAT_BAIK"),),
    ),
    "before_the_half_year": replace(EXPERT, periods=()),
    "recorded": replace(EXPERT, credits=(("KONVERSI", "JF_AHLI_MUDA", "2023-04-01", "2024-01-01", 30),)),
    "new_degree": replace(EXPERT, diplomas=(("S1", "2015-01-01"), ("S2", "2024-01-01")), periods=()),
    "without_a_year": replace(EXPERT, skp={2024: "BAIK", 2025: "SANGAT_BAIK"}),
    "not_integrated": replace(EXPERT, since="2021-01-01", earlier=(), skp=GOOD, periods=()),
    "expert_in_grade_too_short": replace(EXPERT, grades=(("III/b", "2019-04-01"), ("III/c", "2024-07-02")),
                                         credits=(("DASAR", "JF_AHLI_MUDA", "2023-03-01", "2023-04-01", 50),)),
    "vacancy_untested": NURSE,
    "vacancy_tested": replace(NURSE, tests=(("JF_AHLI_MADYA", "2026-07-01"),)),
    "tested_for_another_level": replace(NURSE, tests=(("JF_AHLI_MUDA", "2026-05-01"),)),
    "no_vacancy": replace(NURSE, function="Bidan"),
    "one_step_beyond": replace(NURSE, function="Bidan", grades=(("III/d", "2020-04-01"), ("IV/a", "2024-04-01"))),
    "beyond_with_a_vacancy": replace(NURSE, grades=(("III/d", "2020-04-01"), ("IV/a", "2024-04-01"))),
    "overseer_at_the_top": replace(NURSE, post="JF_PENYELIA"),
    "graduate": GRADUATE,
    "graduate_without_upkp": replace(GRADUATE, exams=()),
    "graduate_in_a_lower_post": replace(GRADUATE, post_education="D3"),
    "graduate_in_an_unknown_post": replace(GRADUATE, post_education=None),
    "graduate_too_soon": replace(GRADUATE, grades=(("II/b", "2020-01-01"), ("II/c", "2025-07-02"))),
    "graduate_already_there": replace(GRADUATE, grades=(("II/d", "2020-01-01"), ("III/a", "2024-07-01"))),
    "exemplary": EXEMPLARY,
    "only_good": replace(EXEMPLARY, skp={2025: "BAIK"}),
    "award_without_decree": replace(EXEMPLARY, awards=(("PEGAWAI_TELADAN", "2025-08-17", False),)),
    "award_used_up": replace(EXEMPLARY, awards=(("PEGAWAI_TELADAN", "2025-06-30", True),)),
    "veteran": VETERAN,
    "veteran_a_day_short": replace(VETERAN, appointed="1996-07-02"),
    "veteran_of_20_years": replace(VETERAN, appointed="2006-07-01", permanent="2007-07-01",
                                   grades=(("III/a", "2020-06-01"), ("III/b", "2025-07-01"))),
    "veteran_of_10_years": replace(VETERAN, appointed="2015-07-01", permanent="2016-07-01", prior_months=12,
                                   grades=(("III/a", "2020-06-01"), ("III/b", "2024-07-01"))),
    "veteran_too_new": replace(VETERAN, appointed="2016-07-02", permanent="2017-07-01",
                               grades=(("III/a", "2017-06-01"), ("III/b", "2023-07-01"))),
    "veteran_in_december": replace(VETERAN, born="1968-12-15"),
    "veteran_punished": replace(VETERAN, cases=SERVED),
    "veteran_on_leave_beyond_bup": replace(
        VETERAN, grades=(("III/a", "2015-06-01"), ("III/b", "2025-07-02")),
        statuses=(("CLTN", "2026-06-15", "2026-12-15"), ("AKTIF", "2026-12-15", None)),
    ),
    "veteran_in_a_year": replace(VETERAN, born="1969-06-15"),
    "veteran_in_more_than_a_year": replace(VETERAN, born="1969-07-15"),
    "clerk": replace(READY, since="2022-07-01"),
    "clerk_a_day_later": replace(READY, since="2022-07-02"),
    "clerk_of_secondary_school": replace(READY, diplomas=(("SLTA", "2015-01-01"),)),
    "clerk_without_diploma": replace(READY, diplomas=()),
    "supervisor": replace(SECTION, diplomas=(("S1", "2015-01-01"),), since="2023-07-01"),
    "supervisor_with_time_as_expert": replace(
        SECTION, diplomas=(("S1", "2015-01-01"),), since="2025-07-01",
        earlier=(("JF_AHLI_MUDA", "2023-07-02", "2025-07-01"),),
    ),
    "director": DIRECTOR,
    "director_too_old": replace(DIRECTOR, born="1970-06-30"),
    "director_with_little_experience": replace(DIRECTOR, earlier=(("IV.a", "2022-07-01", "2024-07-01"),)),
    "director_punished": replace(DIRECTOR, cases=(("POTONG_TPP_6", "FINAL", "2026-03-15", "2026-09-15"),)),
    "candidate_official": replace(READY, grades=(("II/c", "2026-01-01"),), appointed="2026-01-01", permanent=None),
    "contract": replace(READY, grades=(), kind="PPPK", permanent=None),
}  # fmt: skip


@dataclass(frozen=True)
class Paths:
    """What readers saw: rows of readiness and checks by date, name and path."""

    readiness: dict[tuple[date, str], dict[str, Row]]
    checks: dict[tuple[date, str, str], list[Row]]

    def judge(self, day: date, name: str, path: str) -> Row:
        return self.readiness[day, name][path]


@pytest.fixture(scope="module")
def paths(nobody: EmptyMarts) -> Iterator[Paths]:
    with nobody.clone() as database:
        with psycopg.connect(database.url) as connection:
            city = City(connection)
            city.seat("JF_AHLI_MADYA", function="Perawat")
            names = {city.store(official): name for name, official in OFFICIALS.items()}
        seen = Paths({}, {})
        for day in (EARLY, NOW):
            nobody.derive(database.url, day, ("promotion_readiness", "promotion_check"))
            with psycopg.connect(database.url, row_factory=dict_row) as reader:
                for row in reader.execute("SELECT * FROM marts__next.promotion_readiness ORDER BY path_code"):
                    seen.readiness.setdefault((day, names[row["employee_id"]]), {})[row["path_code"]] = row
                for row in reader.execute("SELECT * FROM marts__next.promotion_check ORDER BY rule_code, item"):
                    key = day, names[row["employee_id"]], row["path_code"]
                    seen.checks.setdefault(key, []).append(row)
        yield seen


def expect(name: str, path: str, readiness: str, earliest: str | None, *blockers: str) -> Any:
    return pytest.param(name, path, readiness, earliest, list(blockers), id=f"{name}-{path}")


NEXT_YEAR = "SKP_TIDAK_ADA"  # of a TMT in a year whose appraisals are still to come


@pytest.mark.parametrize(
    ("name", "path", "readiness", "earliest", "blockers"),
    [
        expect("example_3", "STRUKTURAL", "SIAP", "2026-07-01"),
        expect("without_pka", "STRUKTURAL", "TERHALANG", None, "UJIAN_DINAS"),
        expect("moved_at_the_level", "STRUKTURAL", "SIAP", "2026-07-01"),
        expect("moved_up_a_level", "STRUKTURAL", "SIAP_6BLN", "2027-01-01", "MASA_JABATAN", NEXT_YEAR),
        expect("below_new_grade", "STRUKTURAL", "SIAP_6BLN", "2026-08-01", "MASA_PANGKAT"),
        expect("on_leave_before", "STRUKTURAL", "SIAP_6BLN", "2026-08-01", "MASA_JABATAN"),
        expect("inside", "STRUKTURAL", "SIAP", "2026-07-01"),
        expect("inside_a_day_later", "STRUKTURAL", "SIAP_6BLN", "2026-08-01", "MASA_PANGKAT"),
        expect("at_the_top", "STRUKTURAL", "PUNCAK", None, "JENJANG_MAKS"),
        expect("two_below", "STRUKTURAL", "DATA_TIDAK_LENGKAP", None, "DATA_TIDAK_LENGKAP"),
        expect("head_without_grade", "STRUKTURAL", "DATA_TIDAK_LENGKAP", None, "DATA_TIDAK_LENGKAP"),
        expect("example_5_6", "FUNGSIONAL", "SIAP", "2026-07-01"),
        expect("four_years_good", "FUNGSIONAL", "SIAP", "2026-07-01"),
        expect("32_months_very_good", "FUNGSIONAL", "SIAP", "2026-07-01"),
        expect("31_months_very_good", "FUNGSIONAL", "TERHALANG", None, "AK_KURANG"),
        expect("before_the_half_year", "FUNGSIONAL", "TERHALANG", None, "AK_KURANG"),
        expect("recorded", "FUNGSIONAL", "SIAP", "2026-07-01"),
        expect("new_degree", "FUNGSIONAL", "SIAP", "2026-07-01"),
        expect("without_a_year", "FUNGSIONAL", "DATA_TIDAK_LENGKAP", "2026-07-01", "AK_KURANG"),
        expect("not_integrated", "FUNGSIONAL", "DATA_TIDAK_LENGKAP", "2026-07-01", "AK_KURANG"),
        expect("expert_in_grade_too_short", "FUNGSIONAL", "SIAP_6BLN", "2026-08-01", "MASA_PANGKAT"),
        expect("vacancy_untested", "FUNGSIONAL", "TERHALANG", None, "UJIKOM"),
        expect("vacancy_untested", "KENAIKAN_JENJANG", "TERHALANG", None, "UJIKOM"),
        expect("vacancy_tested", "FUNGSIONAL", "SIAP", "2026-07-01"),
        expect("vacancy_tested", "KENAIKAN_JENJANG", "SIAP", "2026-07-01"),
        expect("tested_for_another_level", "FUNGSIONAL", "TERHALANG", None, "UJIKOM"),
        expect("no_vacancy", "FUNGSIONAL", "SIAP", "2026-07-01"),
        expect("no_vacancy", "KENAIKAN_JENJANG", "TERHALANG", None, "UJIKOM", "KEBUTUHAN"),
        expect("one_step_beyond", "FUNGSIONAL", "TERHALANG", None, "AK_KURANG", "KEBUTUHAN"),
        expect("beyond_with_a_vacancy", "FUNGSIONAL", "TERHALANG", None, "AK_KURANG", "UJIKOM"),
        expect("overseer_at_the_top", "FUNGSIONAL", "PUNCAK", None, "JENJANG_MAKS"),
        expect("graduate", "PENYESUAIAN_IJAZAH", "SIAP", "2026-07-01"),
        expect("graduate_without_upkp", "PENYESUAIAN_IJAZAH", "TERHALANG", None, "UPKP"),
        expect("graduate_in_a_lower_post", "PENYESUAIAN_IJAZAH", "TERHALANG", None, "JABATAN_IJAZAH"),
        expect("graduate_in_an_unknown_post", "PENYESUAIAN_IJAZAH", "DATA_TIDAK_LENGKAP", "2026-07-01",
               "JABATAN_IJAZAH"),
        expect("graduate_too_soon", "PENYESUAIAN_IJAZAH", "SIAP_6BLN", "2026-08-01", "MASA_PANGKAT"),
        expect("exemplary", "PRESTASI", "SIAP", "2026-07-01"),
        expect("only_good", "PRESTASI", "TERHALANG", None, "SKP_KURANG"),
        expect("award_without_decree", "PRESTASI", "DATA_TIDAK_LENGKAP", "2026-07-01", "PENETAPAN_PPK"),
        expect("veteran", "PENGABDIAN", "SIAP", "2026-07-01"),
        expect("veteran_a_day_short", "PENGABDIAN", "TERHALANG", None, "MASA_PANGKAT", NEXT_YEAR, "BUP"),
        expect("veteran_of_20_years", "PENGABDIAN", "SIAP", "2026-07-01"),
        expect("veteran_of_10_years", "PENGABDIAN", "SIAP", "2026-07-01"),
        expect("veteran_too_new", "PENGABDIAN", "SIAP_6BLN", "2026-07-02", "MASA_KERJA"),
        expect("veteran_in_december", "PENGABDIAN", "SIAP_6BLN", "2026-12-01", "BELUM_BUP"),
        expect("veteran_punished", "PENGABDIAN", "TERHALANG", None, "HUKDIS", "BUP"),
        expect("veteran_on_leave_beyond_bup", "PENGABDIAN", "TERHALANG", None, "CLTN", "BUP"),
        expect("veteran_in_a_year", "PENGABDIAN", "TERHALANG", "2027-06-01", NEXT_YEAR, "BELUM_BUP"),
        expect("clerk", "JABATAN_PENGAWAS", "SIAP", "2026-07-01"),
        expect("clerk_a_day_later", "JABATAN_PENGAWAS", "SIAP_6BLN", "2026-07-02", "PENGALAMAN"),
        expect("clerk_of_secondary_school", "JABATAN_PENGAWAS", "TERHALANG", None, "PENDIDIKAN"),
        expect("clerk_without_diploma", "JABATAN_PENGAWAS", "DATA_TIDAK_LENGKAP", "2026-07-01", "DATA_TIDAK_LENGKAP"),
        expect("supervisor", "JABATAN_ADMINISTRATOR", "SIAP", "2026-07-01"),
        expect("supervisor_with_time_as_expert", "JABATAN_ADMINISTRATOR", "SIAP_6BLN", "2026-07-02", "PENGALAMAN"),
        expect("director", "JABATAN_JPT_PRATAMA", "SIAP", "2026-07-01"),
        expect("director_too_old", "JABATAN_JPT_PRATAMA", "TERHALANG", None, "USIA"),
        expect("director_with_little_experience", "JABATAN_JPT_PRATAMA", "TERHALANG", None, "PENGALAMAN", "USIA"),
        expect("director_punished", "JABATAN_JPT_PRATAMA", "TERHALANG", None, "HUKDIS", "USIA"),
    ],
)  # fmt: skip
def test_verdict(paths: Paths, name: str, path: str, readiness: str, earliest: str | None, blockers: list[str]) -> None:
    row = paths.judge(NOW, name, path)
    found = row["readiness_class"], row["earliest_tmt"] and row["earliest_tmt"].isoformat(), row["blockers"]
    assert found == (readiness, earliest, blockers)
    assert {check["blocker_code"] for check in paths.checks.get((NOW, name, path), [])} == set(blockers)


@pytest.mark.parametrize(
    ("name", "earliest"), [("example_3", date(2025, 10, 1)), ("example_3_in_october", date(2025, 11, 1))]
)
def test_example_3_takes_the_period_of_the_regime_in_force_then(paths: Paths, name: str, earliest: date) -> None:
    row = paths.judge(EARLY, name, "STRUKTURAL")
    assert (row["status"], row["readiness_class"], row["earliest_tmt"]) == ("TIDAK_MEMENUHI", "SIAP_6BLN", earliest)
    assert (row["target_grade_code"], row["blockers"]) == ("IV/a", ["MASA_JABATAN"])


@pytest.mark.parametrize(
    ("name", "total", "needed"),
    [
        ("example_5_6", "103.13", "100.00"),
        ("four_years_good", "100.00", "100.00"),
        ("32_months_very_good", "100.00", "100.00"),
        ("31_months_very_good", "96.88", "100.00"),
        ("before_the_half_year", "90.63", "100.00"),
        ("recorded", "105.00", "100.00"),
        ("new_degree", "115.63", "100.00"),
        ("without_a_year", "75.00", "100.00"),
        ("not_integrated", "75.00", "100.00"),
        ("one_step_beyond", "0.00", "150.00"),
        ("no_vacancy", "222.50", "200.00"),
    ],
)
def test_credit_is_cumulated_within_the_level(paths: Paths, name: str, total: str, needed: str) -> None:
    row = paths.judge(NOW, name, "FUNGSIONAL")
    assert (row["credit_total"], row["credit_needed"]) == (Decimal(total), Decimal(needed))


def test_example_5_6_is_96_87_short_of_the_next_level(paths: Paths) -> None:
    row = paths.judge(NOW, "example_5_6", "KENAIKAN_JENJANG")
    assert row["credit_needed"] - row["credit_total"] == Decimal("96.87")


def test_level_comes_before_the_grade_where_there_is_a_vacancy(paths: Paths) -> None:
    row = paths.judge(NOW, "vacancy_tested", "FUNGSIONAL")
    assert (row["target_grade_code"], row["target_level_code"], row["target_level_label_id"]) == (
        "IV/a", "JF_AHLI_MADYA", "Ahli Madya",
    )  # fmt: skip
    beyond = paths.judge(NOW, "no_vacancy", "FUNGSIONAL")
    assert (beyond["target_grade_code"], beyond["target_level_code"]) == ("IV/a", None)


def test_without_a_grade_there_is_no_anchor(paths: Paths) -> None:
    row = paths.judge(NOW, "head_without_grade", "STRUKTURAL")
    assert (row["anchor_on"], row["is_first_promotion"]) == (None, None)
    assert paths.judge(NOW, "inside", "STRUKTURAL")["is_first_promotion"] is False


def test_diploma_lifts_over_several_steps(paths: Paths) -> None:
    assert paths.judge(NOW, "graduate", "PENYESUAIAN_IJAZAH")["target_grade_code"] == "III/a"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("inside", {"REGULER", "STRUKTURAL", "JABATAN_ADMINISTRATOR"}),
        ("example_3", {"REGULER", "STRUKTURAL", "JABATAN_JPT_PRATAMA"}),
        ("example_5_6", {"REGULER", "FUNGSIONAL", "KENAIKAN_JENJANG", "JABATAN_ADMINISTRATOR"}),
        ("overseer_at_the_top", {"REGULER", "FUNGSIONAL", "JABATAN_PENGAWAS"}),
        ("graduate", {"REGULER", "PENYESUAIAN_IJAZAH", "JABATAN_PENGAWAS"}),
        ("graduate_already_there", {"REGULER", "JABATAN_PENGAWAS"}),
        ("exemplary", {"REGULER", "PRESTASI", "JABATAN_PENGAWAS"}),
        ("award_used_up", {"REGULER", "JABATAN_PENGAWAS"}),
        ("veteran_in_a_year", {"REGULER", "PENGABDIAN", "JABATAN_PENGAWAS"}),
        ("veteran_in_more_than_a_year", {"REGULER", "JABATAN_PENGAWAS"}),
        ("candidate_official", {"REGULER"}),
        ("contract", {"REGULER"}),
    ],
)
def test_rows_only_for_paths_that_are_open(paths: Paths, name: str, expected: set[str]) -> None:
    rows = paths.readiness[NOW, name]
    assert set(rows) == expected
    assert all(row["status"] != "TIDAK_BERLAKU" for path, row in rows.items() if path != "REGULER")


def test_check_tells_what_is_missing_and_shows_the_evidence(paths: Paths) -> None:
    (credit,) = paths.checks[NOW, "before_the_half_year", "FUNGSIONAL"]
    assert (credit["needed"], credit["actual"], credit["state"]) == ("100.00", "90.63", "GAGAL")
    assert (credit["regulation"], credit["turns_true_on"]) == ("PERBKN-3-2023", None)
    (decree,) = paths.checks[NOW, "award_without_decree", "PRESTASI"]
    assert (decree["state"], decree["evidence_table"]) == ("DATA_TIDAK_ADA", "personnel.award")
    (waiting,) = paths.checks[NOW, "veteran_in_december", "PENGABDIAN"]
    assert (waiting["state"], waiting["turns_true_on"]) == ("BELUM_WAKTUNYA", date(2026, 12, 1))
    (experience,) = paths.checks[NOW, "clerk_a_day_later", "JABATAN_PENGAWAS"]
    assert (experience["needed"], experience["actual"], experience["turns_true_on"]) == ("48", "47", date(2026, 7, 2))
    (age,) = paths.checks[NOW, "director_too_old", "JABATAN_JPT_PRATAMA"]
    assert age["sentence_id"] == "Batas usia pengangkatan lewat sesudah 30 Juni 2026; paling awal diangkat 1 Juli 2026."
