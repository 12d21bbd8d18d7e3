"""Which foreign keys the marts are said to have, and which questions an index is made for: told by names alone."""

import re

import pytest

from admin.warehouse.keys import ASKED_BY, Mart, Reference, find_references

PERSON = ("employee_id", "name")


def test_persons_point_to_the_roster_and_parts_to_their_whole() -> None:
    marts = {
        "employee_current": Mart(("employee_id",), PERSON),
        "duk": Mart(("employee_id",), PERSON),
        "rater_severity": Mart(("appraiser_id", "year"), ("appraiser_id", "year")),
        "readiness": Mart(("employee_id", "path_code"), ("employee_id", "path_code")),
        "check": Mart(("employee_id", "path_code", "rule_code"), ("employee_id", "path_code", "rule_code")),
        "bezetting": Mart(("unit_id", "position_title_id"), ("unit_id", "position_title_id")),
    }
    roster = ("employee_current", ("employee_id",))
    assert set(find_references(marts)) == {
        Reference("duk", ("employee_id",), *roster),
        Reference("rater_severity", ("appraiser_id",), *roster),
        Reference("readiness", ("employee_id",), *roster),
        Reference("check", ("employee_id",), *roster),
        Reference("check", ("employee_id", "path_code"), "readiness", ("employee_id", "path_code")),
    }


def test_nothing_points_to_a_roster_without_its_key() -> None:
    marts = {"employee_current": Mart(("nip",), ("nip", "employee_id")), "duk": Mart(("employee_id",), PERSON)}
    assert list(find_references(marts)) == []


@pytest.mark.parametrize(
    ("column", "is_asked"),
    [
        *(("nip", True), ("unit_id", True), ("seat_unit_id", True), ("due_on", True), ("year", True), ("state_code", True)),
        *(("employee_id", False), ("build_id", False), ("name", False), ("as_of_date", False), ("explanation_id", False)),
    ],
)  # fmt: skip
def test_questions_begin_with(column: str, is_asked: bool) -> None:
    assert bool(re.fullmatch(ASKED_BY, column)) == is_asked
