"""The law that the city follows is that of the seeds, and what bars a promotion bars it as long as it should."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from admin.settings import PROJECT
from admin.warehouse.city.adjustments import ADJUSTMENT
from admin.warehouse.city.assessments import REQUIRED_LEVEL
from admin.warehouse.city.bars import count_unpaid_months, wait_for_rules
from admin.warehouse.city.credits import COEFFICIENT, PERCENT, count_months
from admin.warehouse.city.functional import LAST_STEP
from admin.warehouse.city.ladder import CEILING
from admin.warehouse.city.requirements import TRAINING
from admin.warehouse.city.seats import find_needed_diploma
from admin.warehouse.city.world import GRADES, ORDINAL, RANGE, Case, Employee, Pause, Person, Post, Unit


def read_seed(name: str) -> list[dict[str, str]]:
    with Path(PROJECT, "seeds", f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def hire(**values: object) -> Employee:
    unit = Unit(1, "01", "Dinas", "DINAS", None, "UMUM")
    person = Person(1, "Siti", "9971015701850001", "P", date(1985, 1, 1), "UMUM")
    employee = Employee(1, person, Post(unit, "STAF", {}), "PNS", "", date(2010, 1, 1), date(2011, 1, 1))
    for name, value in values.items():
        setattr(employee, name, value)
    return employee


def test_ranges_of_posts_are_those_of_the_code_list() -> None:
    levels = {row["code"]: (row["lowest_grade"], row["highest_grade"]) for row in read_seed("codes/position_level")}
    assert {code: (ORDINAL[low], ORDINAL[high]) for code, (low, high) in levels.items() if code in RANGE} == RANGE


def test_ceilings_are_those_of_the_rules() -> None:
    rules = {row["education_level_code"]: row["grade_code"] for row in read_seed("rules/education_ceiling")}
    assert {level: GRADES[ceiling - 1] for level, ceiling in CEILING.items()}.items() <= rules.items()


def test_adjustments_are_those_of_the_rules() -> None:
    rules = {
        row["education_level_code"]: (row["highest_grade_code"], row["target_grade_code"])
        for row in read_seed("rules/diploma_adjustment")
    }
    ours = {level: (GRADES[highest - 1], GRADES[target - 1]) for level, (highest, target) in ADJUSTMENT.items()}
    assert ours.items() <= rules.items()


def test_credit_is_that_of_the_rules() -> None:
    levels = {row["position_level_code"]: row for row in read_seed("rules/credit_level")}
    assert {code: Decimal(row["coefficient"]) for code, row in levels.items()} == {
        code: Decimal(value) for code, value in COEFFICIENT.items()
    }
    assert all(Decimal(row["step_credit"]) == 4 * Decimal(COEFFICIENT[code]) for code, row in levels.items())
    percents = {row["predicate_code"]: int(row["percentage"]) for row in read_seed("rules/credit_percentage")}
    assert percents == PERCENT


def test_required_levels_are_those_of_the_rules() -> None:
    rules = {
        row["position_level_code"]: int(row["required_level"]) for row in read_seed("rules/competency_level_default")
    }
    assert REQUIRED_LEVEL.items() <= rules.items()


def test_courses_of_leaders_are_those_of_the_rules() -> None:
    rules = {row["position_level_code"]: row["training_kind_code"] for row in read_seed("rules/mandatory_course")}
    assert {level: TRAINING[level.split(".")[0]] for level in RANGE if "." in level}.items() <= rules.items()


@pytest.mark.parametrize(
    ("predicates", "expected"),
    [
        ({2023: "BAIK", 2024: "SANGAT_BAIK"}, date(2025, 4, 1)),
        ({2023: "KURANG"}, date(2026, 1, 1)),  # the first January whose two years before are clean
        ({2023: "BAIK", 2024: "BUTUH_PERBAIKAN"}, date(2027, 1, 1)),
    ],
)
def test_a_poor_year_bars_for_two(predicates: dict[int, str], expected: date) -> None:
    assert wait_for_rules(hire(predicates=predicates), date(2025, 4, 1), date(2030, 1, 1)) == expected


@pytest.mark.parametrize(
    ("severity", "status", "end", "expected"),
    [
        ("SEDANG", "FINAL", date(2026, 2, 10), date(2026, 3, 1)),
        ("SEDANG", "DIPERIKSA", date(2026, 2, 10), date(2025, 12, 1)),
        ("RINGAN", "FINAL", None, date(2025, 12, 1)),
        ("BERAT", "FINAL", None, None),
    ],
)
def test_a_punishment_bars_until_it_ends(severity: str, status: str, end: date | None, expected: date | None) -> None:
    case = Case("KIND", severity, status, date(2025, 8, 10), end)
    assert wait_for_rules(hire(cases=[case]), date(2025, 12, 1), date(2030, 1, 1)) == expected


def test_nothing_is_waited_for_beyond_the_horizon() -> None:
    case = Case("KIND", "SEDANG", "FINAL", date(2025, 8, 10), date(2026, 8, 10))
    assert wait_for_rules(hire(cases=[case]), date(2025, 12, 1), date(2026, 8, 31)) is None


def test_unpaid_leave_lengthens_the_time_in_grade_and_earns_no_credit() -> None:
    leave = Pause("CLTN", date(2023, 3, 1), date(2024, 3, 1))
    study = Pause("TUGAS_BELAJAR", date(2024, 6, 1), date(2025, 6, 1))
    employee = hire(pauses=[leave, study])
    assert count_unpaid_months(employee, date(2022, 4, 1)) == 13  # a month to be on the safe side
    assert [count_months(employee, date(2023, 1, 1), year) for year in (2023, 2024)] == [2, 10]
    assert count_months(employee, date(2023, 1, 15), 2023) == 1


@pytest.mark.parametrize(
    ("line", "area", "level", "diploma"),
    [
        ("KEAHLIAN", "SD", "JF_AHLI_MADYA", "S1"),
        ("DOKTER", "KESEHATAN", "JF_AHLI_PERTAMA", "PROFESI"),
        ("KEDUANYA", "KESEHATAN", "JF_TERAMPIL", "D3"),
        ("KEDUANYA", "KESEHATAN", "JF_AHLI_MUDA", "S1"),
        ("KETERAMPILAN", "KEBAKARAN", "JF_PEMULA", "SLTA"),
    ],
)
def test_a_functional_post_asks_for_a_diploma(line: str, area: str, level: str, diploma: str) -> None:
    assert find_needed_diploma({"line": line, "area": area}, level) == diploma


def test_functional_careers_end_below_ahli_utama() -> None:
    assert GRADES[LAST_STEP - 1] == "IV/c"
