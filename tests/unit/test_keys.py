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


ASKED = ("nip", "unit_id", "seat_unit_id", "due_on", "year", "state_code", "month_from")
NOT_ASKED = ("employee_id", "build_id", "name", "as_of_date", "explanation_id")


@pytest.mark.parametrize("column", [*ASKED, *NOT_ASKED])
def test_questions_begin_with_a_name_a_unit_a_day_or_a_code(column: str) -> None:
    assert bool(re.fullmatch(ASKED_BY, column)) == (column in ASKED)
