"""The data rules find the dirt planted in the synthetic city: as often as it was planted, kind by kind."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from town import AS_OF

from admin.warehouse.build import build
from admin.warehouse.city import CityReport, create_city

Finding = tuple[str, int, str, bool | None]  # rule, employee, item, whether it is a copy
LAST_YEAR = str(AS_OF.year - 1)
RULES = {
    "NIP_BIRTH_DATE": "nip_disagrees_with_birth_date",
    "NIK_OTHER_REGION": "nik_of_another_region",
    "NIK_FEMALE_DAY": "nik_disagrees_with_sex",
    "SKP_MISSING": "skp_missing",
    "GRADE_SAME_TMT": "two_grades_of_one_tmt",
    "DIPLOMA_AFTER_RECOGNITION": "diploma_recognised_before_graduation",
    "GRADE_OUTSIDE_RANGE": "grade_outside_range",
    "PPPK_WITH_PANGKAT": "grade_of_the_other_scheme",
    "PREDICATE_SPELLING": "predicate_in_words",
    "TRAINING_HOURS": "implausible_hours",
    "TRAINING_DUPLICATE": "completion_entered_twice",
    "GRADE_UNRECORDED": "pns_without_grade",
    "DIPLOMA_UNRECORDED": "employee_without_diploma",
    "CONTRACT_UNRECORDED": "pppk_without_contract",
    "CONTRACT_PAST_BUP": "contract_past_retirement_age",
    "CREDIT_UNRECORDED": "credit_base_missing",
    "PENSION_OVERDUE": "past_retirement_still_employed",
    "PREDICATE_UNREADABLE": "predicate_unreadable",
    "RATING_CONTRADICTS": "predicate_differs_from_scheme",
    "RATING_MISSING": "ratings_missing",
}
# The last column: whether the row repeats the one beside it as a planted copy does. Some went to one session twice:
# as wrong, but not planted.
FOUND = """
    SELECT rule_code, found.employee_id, item, abs(entry.id - other.id) = 1 AND coalesce(
        lower(trim(entry.certificate_number)) = lower(trim(other.certificate_number)),
        (entry.certificate_number IS NULL) <> (other.certificate_number IS NULL)
    )
    FROM staging.int_quality__found AS found
    LEFT JOIN personnel.completion AS entry ON entry.id = found.row_id AND rule_code = 'completion_entered_twice'
    LEFT JOIN personnel.completion AS other ON other.id::text = found.detail ->> 'other'
"""
# A fault that follows from another one was not planted: whose birth date was moved may seem to retire at another
# time, and whose jenjang was left behind has no credit of it.
FOLLOWS_FROM = {
    "CONTRACT_PAST_BUP": "NIP_BIRTH_DATE",
    "PENSION_OVERDUE": "NIP_BIRTH_DATE",
    "CREDIT_UNRECORDED": "GRADE_OUTSIDE_RANGE",
}


@pytest.fixture(scope="module")
def dirty(server: Any, template: str) -> Iterator[tuple[CityReport, list[Finding]]]:
    """Return what was planted, and every finding."""
    with server.clone(template) as database:
        report = create_city(database.url, 1200, seed=12, as_of=AS_OF)
        build(server.settings, database, as_of=AS_OF)
        with psycopg.connect(database.url) as connection:
            found = connection.execute(FOUND).fetchall()
        yield report, found


def test_every_kind_has_its_rule(dirty: tuple[CityReport, Any]) -> None:
    assert set(dirty[0].dirt) == set(RULES)


@pytest.mark.parametrize("kind", RULES)
def test_rule_finds_what_was_planted(dirty: tuple[CityReport, list[Finding]], kind: str) -> None:
    report, found = dirty
    other = RULES.get(FOLLOWS_FROM.get(kind, ""))
    spared = {employee for rule, employee, *_ in found if rule == other}
    here = [
        (employee, apart) for rule, employee, item, apart in found if rule == RULES[kind] and item in ("", LAST_YEAR)
    ]
    here = [
        (employee, is_copy)
        for rule, employee, item, is_copy in found
        if rule == RULES[kind] and item in ("", LAST_YEAR)
    ]
    here = [(employee, is_copy) for employee, is_copy in here if employee not in spared]
    if kind == "TRAINING_DUPLICATE":
        here = [(employee, is_copy) for employee, is_copy in here if is_copy]
    assert len(here) == report.dirt[kind] > 0
