"""What is offered about missing data: the record, its table, and what is known of the row."""

from typing import Any

import pytest

from admin.explanation import Remedy
from admin.explanation.records import Holder, Records
from admin.explanation.remedies import ENTRIES, Desk
from admin.teller import Teller

ANNA, BUDI = 7, 8  # Anna has a seat, a cycle of 2025 with an appraisal, and no diploma; Budi nothing but a diploma


@pytest.fixture
def desk() -> Desk:
    return Desk(
        Teller("id"),
        Records(
            holders={ANNA: Holder(70, 1, None, 700), BUDI: Holder(80, 2, 81, None)},
            cycles={(1, 2024): 24, (1, 2025): 25},
            appraisals={(ANNA, 25): 250},
            grades={"III/a": 9},
        ),
    )


def row(employee: int = ANNA, **values: Any) -> dict[str, Any]:
    return {"employee_id": employee, **values}


def only(found: tuple[Remedy, ...]) -> tuple[str, int | None, dict[str, str]]:
    (remedy,) = found
    return remedy.table, remedy.row, dict(remedy.values)


def test_a_missing_appraisal_is_entered_for_its_cycle(desk: Desk) -> None:
    found = desk.find("SKP_TIDAK_ADA", row(), 2024)
    assert only(found) == ("personnel.appraisal", None, {"employee_id": "7", "performance_cycle_id": "24"})
    assert "2024" in found[0].sentence


def test_an_appraisal_without_predicate_is_mended_and_not_entered_twice(desk: Desk) -> None:
    assert only(desk.find("SKP", row(), 2025)) == ("personnel.appraisal", 250, {})


def test_without_a_cycle_the_cycle_comes_first(desk: Desk) -> None:
    table, key, values = only(desk.find("SKP", row(BUDI), 2023))
    assert (table, key) == ("personnel.performance_cycle", None)
    assert values == {
        "agency_id": "2",
        "year": "2023",
        "kind": "TAHUNAN",
        "name": "SKP 2023",
        "starts_on": "2023-01-01",
        "ends_on": "2023-12-31",
    }


def test_a_diploma_that_is_not_recognised_is_mended_before_another_is_entered(desk: Desk) -> None:
    assert only(desk.find("PENDIDIKAN", row(BUDI))) == ("personnel.education_record", 81, {})
    assert only(desk.find("PLAFON_PENDIDIKAN", row())) == ("personnel.education_record", None, {"person_id": "70"})


def test_the_diploma_that_a_post_asks_for_belongs_to_the_seat(desk: Desk) -> None:
    values = {"seat_id": "700", "kind": "PENDIDIKAN"}
    assert only(desk.find("JABATAN_IJAZAH", row())) == ("personnel.seat_requirement", None, values)
    assert only(desk.find("JABATAN_IJAZAH", row(BUDI))) == ("personnel.assignment", None, {"employee_id": "8"})


def test_an_increment_that_is_due_is_entered_with_its_step(desk: Desk) -> None:
    due = row(
        status_code="SUDAH_WAKTUNYA", missing_code=None, grade_code="III/a", next_on="2026-03-01", next_step_years=8
    )
    assert only(desk.find_for_row(due)) == (
        "personnel.salary_increment",
        None,
        {
            "employee_id": "7",
            "service_months": "0",
            "valid_from": "2026-03-01",
            "service_years": "8",
            "grade_id": "9",
        },
    )


def test_each_missing_part_of_a_talent_box_is_offered(desk: Desk) -> None:
    found = desk.find_for_row(
        row(missing=["SKP_TIDAK_ADA", "ASESMEN_POTENSI"], year=2024, status_code="DATA_TIDAK_LENGKAP")
    )
    assert [remedy.table for remedy in found] == ["personnel.appraisal", "personnel.assessment_result"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            {"status_code": "DATA_TIDAK_LENGKAP", "contract_number": None},
            ("personnel.pppk_contract", None, {"employee_id": "7"}),
        ),
        (
            {"state_code": "BELUM_DINILAI", "competency_id": 4},
            ("personnel.assessment_result", None, {"employee_id": "7", "competency_id": "4"}),
        ),
        ({"missing_code": "PREDIKAT_TIDAK_DIKENAL", "appraisal_id": 250}, ("personnel.appraisal", 250, {})),
        ({"evidence_table": "salary_increment", "evidence_id": 3}, ("personnel.salary_increment", 3, {})),
    ],
)
def test_rows_of_marts_name_their_record(desk: Desk, values: Any, expected: Any) -> None:
    assert only(desk.find_for_row(row(**values))) == expected


def check(requirement: str, state: str, **values: Any) -> dict[str, Any]:
    return row(requirement_code=requirement, state=state, item="-") | values


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (check("SKP", "DATA_TIDAK_ADA", item="2024"), ("personnel.appraisal", None)),
        (
            check("PENETAPAN_PPK", "DATA_TIDAK_ADA", evidence_table="personnel.award", evidence_id=5),
            ("personnel.award", 5),
        ),
        (
            check("AK", "DATA_TIDAK_ADA", evidence_table="personnel.assignment", evidence_id=5),
            ("personnel.credit_record", None),
        ),
        (check("AK", "GAGAL", evidence_table="personnel.assignment", evidence_id=5), ("personnel.assignment", 5)),
        (check("UPKP", "GAGAL"), ("personnel.service_exam", None)),
        (check("GOLONGAN", "DATA_TIDAK_ADA"), ("personnel.grade_record", None)),
    ],
)
def test_conditions_of_promotion_name_their_record(desk: Desk, item: Any, expected: Any) -> None:
    assert only(desk.find_for_row(item))[:2] == expected


def test_nothing_is_offered_where_nothing_would_help(desk: Desk) -> None:
    assert desk.find_for_row(row()) == ()
    assert desk.find_for_row(check("KEBUTUHAN", "GAGAL")) == ()
    assert desk.find("TIDAK_DIKENAL", row()) == ()
    assert desk.find("GOLONGAN", row(99)) == (), "someone who is no longer on record"


def test_every_entry_names_a_table_and_columns_that_exist() -> None:
    from models.base import Base

    for code, entry in ENTRIES.items():
        columns = Base.metadata.tables[entry.table].columns.keys()
        assert {"employee_id", *entry.fixed, *entry.copied} <= set(columns), code
