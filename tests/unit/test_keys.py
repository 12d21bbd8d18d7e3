"""Which foreign keys the marts are said to have, and which columns get an index, told by names alone."""

import re
from typing import Any

import pytest

from admin.warehouse.keys import ASKED_BY, OF_THE_ROSTER, REFERENCES

# They also tell of people who have left the service, or of times in which somebody was in it.
ALSO_OF_OTHERS = {
    "appraisal_followup", "behaviour_employee", "change_feed", "data_quality_issue", "development_followup",
    "forum_followup", "goal_cascade", "headcount_stay", "ip_asn", "performance_ranking", "succession_plan",
    "talent_box", "training_employee",
}  # fmt: skip
ASKED = ("nip", "unit_id", "unit_code", "due_on", "next_promotion_on", "year", "state_code", "month_from")
NOT_ASKED = ("employee_id", "build_id", "name", "as_of_date", "explanation_id", "born_on", "grade_code")


def test_every_mart_about_people_says_whether_all_are_in_the_roster(manifest: Any) -> None:
    marts = {
        node.name: node.columns
        for node in manifest.nodes.values()
        if node.resource_type == "model" and node.fqn[1] == "marts"
    }
    about = {name for name, columns in marts.items() if "employee_id" in columns} - {"employee_current"}
    assert set(OF_THE_ROSTER) | ALSO_OF_OTHERS == about
    assert ALSO_OF_OTHERS.isdisjoint(OF_THE_ROSTER)
    for found in REFERENCES:
        assert set(found.columns) <= marts[found.mart].keys() & marts[found.target].keys()


@pytest.mark.parametrize("column", [*ASKED, *NOT_ASKED])
def test_questions_begin_with_a_name_a_unit_a_day_or_a_code(column: str) -> None:
    assert bool(re.fullmatch(ASKED_BY, column)) == (column in ASKED)
