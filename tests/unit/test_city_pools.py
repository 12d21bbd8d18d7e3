"""The word lists fit the code lists and the law that the city follows."""

import csv
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from random import Random

import pytest

from admin.warehouse.city.credits import convert_credit
from admin.warehouse.city.people import Numbers
from admin.warehouse.city.performance import RATINGS
from admin.warehouse.city.pools import draw, read_pool
from admin.warehouse.city.records import estimate_salary
from admin.warehouse.city.rows import Rows
from admin.warehouse.city.seats import choose_level
from admin.warehouse.city.world import GRADES
from admin.warehouse.codes import FOLDER


def codes(table: str) -> set[str]:
    with (FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return {row["code"] for row in csv.DictReader(stream)}


@pytest.mark.parametrize(
    ("pool", "column", "table"),
    [
        ("study_programme", "education_level", "education_level"),
        ("study_programme", "study_field", "study_field"),
        ("functional_post", "study_fields", "study_field"),
        ("staff_post", "education_level", "education_level"),
        ("course", "training_kind", "training_kind"),
        ("entry_salary", "grade", "grade"),
    ],
)
def test_pools_use_known_codes(pool: str, column: str, table: str) -> None:
    used = {code for row in read_pool(pool) for code in row[column].split()}
    assert used - codes(table) == set()


def test_courses_name_known_competencies_and_partners() -> None:
    competencies = {item.split(":")[0] for row in read_pool("course") for item in row["competencies"].split()}
    partners = {int(row["partner"]) for row in read_pool("course") if row["partner"]}
    assert competencies - codes("competency") == set()
    assert max(partners) <= len(read_pool("partner"))


def test_grades_are_those_of_the_code_list() -> None:
    with (FOLDER / "grade.csv").open(encoding="utf-8", newline="") as stream:
        ladder = [row["code"] for row in csv.DictReader(stream) if row["scheme"] == "PNS"]
    assert list(GRADES) == ladder


def test_numbers_follow_the_patterns_of_the_law() -> None:
    numbers = Numbers()
    born_on, appointed_on = date(1987, 4, 12), date(2010, 1, 1)
    assert numbers.make_nip("P", born_on, appointed_on, "PNS") == "198704122010012901"
    assert numbers.make_nip("P", born_on, appointed_on, "PNS") == "198704122010012902"
    assert numbers.make_nip("L", date(1993, 5, 12), date(2022, 4, 1), "PPPK") == "199305122022211901"
    assert numbers.make_nip("L", born_on, date(2025, 12, 1), "PPPK_PARUH_WAKTU") == "198704122025241901"


def test_serials_run_out_with_an_error() -> None:
    numbers = Numbers()
    for _ in range(99):
        numbers.make_nip("L", date(1990, 1, 1), date(2015, 3, 1), "PNS")
    with pytest.raises(ValueError, match="no serial left"):
        numbers.make_nip("L", date(1990, 1, 1), date(2015, 3, 1), "PNS")


def test_credit_is_rounded_half_up() -> None:
    assert convert_credit("JF_AHLI_MUDA", "SANGAT_BAIK", 9) == Decimal("28.13")  # rules.md 5.6
    assert convert_credit("JF_AHLI_MUDA", "BAIK", 12) == Decimal("25.00")


def test_ratings_agree_with_the_matrix() -> None:
    matrix = {  # rules.md 6.1: results, behaviour
        ("DI_ATAS", "DI_BAWAH"): "KURANG",
        ("DI_ATAS", "SESUAI"): "BAIK",
        ("DI_ATAS", "DI_ATAS"): "SANGAT_BAIK",
        ("SESUAI", "DI_BAWAH"): "KURANG",
        ("SESUAI", "SESUAI"): "BAIK",
        ("SESUAI", "DI_ATAS"): "BAIK",
        ("DI_BAWAH", "DI_BAWAH"): "SANGAT_KURANG",
        ("DI_BAWAH", "SESUAI"): "BUTUH_PERBAIKAN",
        ("DI_BAWAH", "DI_ATAS"): "BUTUH_PERBAIKAN",
    }
    assert {cell: predicate for predicate, cells in RATINGS.items() for cell in cells} == matrix


@pytest.mark.parametrize(
    ("grade", "is_expert", "level"),
    [
        ("III/a", True, "JF_AHLI_PERTAMA"),
        ("III/c", True, "JF_AHLI_MUDA"),
        ("IV/c", True, "JF_AHLI_MADYA"),
        ("IV/d", True, "JF_AHLI_UTAMA"),
        ("II/a", False, "JF_PEMULA"),
        ("II/c", False, "JF_TERAMPIL"),
        ("III/b", False, "JF_MAHIR"),
        ("III/d", False, "JF_PENYELIA"),
    ],
)
def test_jenjang_follows_the_grade(grade: str, is_expert: bool, level: str) -> None:
    assert choose_level(GRADES.index(grade) + 1, is_expert) == level


def test_salary_rises_with_service_and_years() -> None:
    assert estimate_salary("III/a", 0, 2025) == 2_785_700  # PP 5/2024
    assert estimate_salary("III/a", 2, 2025) > estimate_salary("III/a", 0, 2025) > estimate_salary("III/a", 0, 2020)


def test_draw_keeps_to_the_weights() -> None:
    random = Random(1)
    drawn = [draw(random, [("a", 3), ("b", 1), ("never", 0)]) for _ in range(4000)]
    assert drawn.count("a") / 4000 == pytest.approx(0.75, abs=0.03)
    assert "never" not in drawn


def test_rows_refuse_a_column_the_table_does_not_have() -> None:
    with pytest.raises(KeyError, match="agency has no column"):
        Rows(ThreadPoolExecutor(1)).add("agency", colour="merah")
