"""The random agencies are awkward enough: change any number or rule of the oracle, and some expected row changes.

The marts equal the oracle's rows (test_oracle_marts), so a rule that differs by one step in SQL or in a seed would be
noticed. Needs no build.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import oracle_compare
import oracle_duk
import oracle_law
import oracle_promotion
import oracle_state
import oracle_training
import pytest
from oracle_compare import expect
from oracle_facts import Agency, Employee
from oracle_law import PNS_GRADES, Conversion, Level
from population import draw_agencies
from population_dates import AS_OF_DATES
from population_facts import load_agencies
from population_rows import store_agencies

AGENCIES = 100
SEED = 1


def _next_grade(code: str) -> str:
    return PNS_GRADES[PNS_GRADES.index(code) + 1]


def _other_conversion(conversion: Conversion) -> Conversion:
    if conversion.fixed is not None:
        return Conversion(fixed=conversion.fixed + 1)
    assert conversion.per_day is not None
    return Conversion(per_day=conversion.per_day + 1)


def _other_value(value: str) -> str:
    return {"true": "false", "false": "true"}.get(value) or str(int(value) + 1)


NUMBERS: dict[str, tuple[dict[Any, Any], Callable[[Any], Any]]] = {
    "education rank": (oracle_law.EDUCATION_RANK, lambda rank: rank + 1),
    "education ceiling": (oracle_law.EDUCATION_CEILING, _next_grade),
    "leadership level": (oracle_law.LEADERSHIP_LEVEL, lambda level: level + 1),
    "position rank": (oracle_law.POSITION_LEVELS, lambda level: replace(level, rank=level.rank + 1)),
    "retirement age": (
        oracle_law.POSITION_LEVELS,
        lambda level: replace(level, retirement_age=level.retirement_age + 1),
    ),
    "kind of post": (oracle_law.POSITION_LEVELS, lambda level: replace(level, is_pelaksana=not level.is_pelaksana)),
    "conversion of hours": (oracle_law.CONVERSION, _other_conversion),
    "spelling": (oracle_law.SPELLING, lambda ordinal: 7 - ordinal),
    "predicate": (oracle_law.PREDICATE, lambda ordinal: 7 - ordinal if ordinal != 3 else 4),
    "exam": (oracle_law.SERVICE_EXAM, lambda rule: (rule[0], rule[1], rule[2] + 1)),
    "exam by diploma": (oracle_law.SERVICE_EXAM, lambda rule: (rule[0], rule[1] - {"S2", "S3"}, rule[2])),
    "exam kind": (oracle_law.SERVICE_EXAM, lambda rule: ("UPKP", *rule[1:])),
    "parameter": (oracle_law.PARAMETERS, _other_value),
}  # fmt: skip

DAY = timedelta(days=1)


def _none(*_: Any) -> Iterator[Any]:
    return iter(())


def _without(left_out: str) -> Any:
    def find(own: Any, code: str, subject: str, day: date) -> str | None:
        return None if code == left_out else oracle_state.find_own(own, code, subject, day)

    return find


RULES: dict[str, tuple[Any, str, Any]] = {
    "years in grade": (oracle_promotion, "YEARS_IN_GRADE", 5),
    "years of appraisal": (oracle_promotion, "YEARS_OF_APPRAISAL", 1),
    "specialist's years in grade": (oracle_promotion, "SPECIALIST", ("SPESIALIS", "III/b", 4, 1)),
    "specialist's years of appraisal": (oracle_promotion, "SPECIALIST", ("SPESIALIS", "III/b", 2, 2)),
    "specialist's grade": (oracle_promotion, "SPECIALIST", ("SPESIALIS", "III/a", 2, 1)),
    "good predicate": (oracle_promotion, "GOOD", 5),
    "end of the superior's limit": (oracle_promotion, "SUPERIOR_RULE_ENDS", date(2025, 4, 1)),
    "no limit by the superior": (oracle_promotion, "_superior", _none),
    "no pension": (oracle_promotion, "_pension", _none),
    "no exam": (oracle_promotion, "_exam", _none),
    "no ceiling": (oracle_promotion, "_ceiling", _none),
    "no punishment": (oracle_promotion, "_punishments", _none),
    "no legal status": (oracle_promotion, "_legal_status", _none),
    "first promotion from the TMT": (
        oracle_promotion,
        "find_anchor",
        lambda employee, as_of: (oracle_state.find_grade(employee, as_of) or ("", as_of))[1],
    ),
    "unpaid leave counts": (oracle_promotion, "unpaid_leaves", lambda _: []),
    "periods of 2024 a year earlier": (
        oracle_law,
        "PERIODS",
        (oracle_law.PERIODS[0], (date(2023, 1, 1), oracle_law.PERIODS[1][1]), oracle_law.PERIODS[2]),
    ),
    "periods of 2025 four months later": (
        oracle_law,
        "PERIODS",
        (*oracle_law.PERIODS[:2], (date(2026, 2, 1), oracle_law.PERIODS[2][1])),
    ),
    "teacher's age": (oracle_state, "TEACHER_RETIREMENT_AGE", 61),
    "age without a post": (oracle_state, "NO_POST", Level(20, 59, is_pelaksana=True)),
    "duplicates stay": (oracle_training, "remove_duplicates", list),
    "certificates are not compared": (oracle_training, "_certificate", lambda row: row.id),
    "certificates are compared by letter": (oracle_training, "_certificate", lambda row: row.certificate or row.id),
    "titles are not compared": (oracle_training, "_title_and_day", lambda row: row.id),
    "titles are compared by letter": (oracle_training, "_title_and_day", lambda row: (row.title, row.ended_on)),
    "two years for never trained": (oracle_training, "YEARS", 2),
    "the excluded are counted": (oracle_training, "_is_excluded", lambda *_: False),
    "half to even": (oracle_training, "round_half_up", lambda value: round(Decimal(value), 2)),
    "no unit below": (oracle_training, "descendants", lambda _, unit: {unit}),
    "CPNS are listed": (oracle_duk, "is_probationary", lambda *_: False),
    "CPNS are trained like others": (oracle_training, "is_probationary", lambda *_: False),
    "CPNS are promoted": (oracle_promotion, "is_probationary", lambda *_: False),
    "contracts never end": (oracle_training, "is_employed", lambda each, day: _is_appointed(each, day)),
    "service without prior months": (
        oracle_duk,
        "find_service_months",
        lambda employee, day: oracle_state.find_service_months(replace(employee, prior_services=()), day),
    ),
    "service with unpaid leave": (
        oracle_duk,
        "find_service_months",
        lambda employee, day: oracle_state.find_service_months(replace(employee, statuses=()), day),
    ),
    "latest graduation": (oracle_duk, "find_education", lambda employee, day, _own: _latest(employee, day)),
    "level since the last move": (
        oracle_duk,
        "find_level_since",
        lambda _, employee, day, _own: getattr(oracle_state.find_assignment(employee, day), "valid_from", None),
    ),
    "own order of levels is not read": (oracle_duk, "find_rank", lambda seat, _own, _day: oracle_state.find_rank(seat)),
    "own order of levels does not join terms": (
        oracle_duk,
        "find_level_since",
        lambda agency, employee, day, _own: oracle_state.find_level_since(agency, employee, day),
    ),
    "own order of education is not read": (
        oracle_duk,
        "find_education",
        lambda employee, day, _own: oracle_state.find_education(employee, day),
    ),
    "own conversions are not read": (oracle_training, "find_own", lambda *_: None),
    **{
        f"own conversion {name} is not read": (oracle_training, "find_own", _without(f"training_hours_{name}"))
        for name in ("method", "fixed", "per_day", "per_year")
    },
    "last day of a term included": (
        oracle_state,
        "holds",
        lambda row, day: row.valid_from <= day <= (row.valid_to or date.max),
    ),
    "first day of a term excluded": (
        oracle_state,
        "holds",
        lambda row, day: row.valid_from < day < (row.valid_to or date.max),
    ),
}


def _is_appointed(employee: Employee, day: date) -> bool:
    return employee.appointed_on <= day < (employee.terminated_on or date.max)


def _latest(employee: Employee, day: date) -> tuple[int, date | None]:
    rank, _ = oracle_state.find_education(employee, day)
    same = [row.graduated_on for row in oracle_state.recognised_diplomas(employee, day)
            if oracle_law.EDUCATION_RANK[row.level] == rank]  # fmt: skip
    return rank, max(same, default=None)


@pytest.fixture(scope="module")
def expected(server: Any, template: str) -> list[tuple[Agency, date, Any]]:
    """Return each random agency with the rows it should have, on every date."""
    with server.clone(template, "merit_random") as database:
        store_agencies(database.url, draw_agencies(AGENCIES, SEED))
        agencies = load_agencies(database.url)
    return [(agency, as_of, expect(agency, as_of)) for as_of in AS_OF_DATES for agency in agencies]


@pytest.mark.parametrize(
    ("table", "key"), [(table, key) for table, (rows, _) in NUMBERS.items() for key in rows], ids=str
)
def test_changed_number_is_noticed(
    expected: list[tuple[Agency, date, Any]], monkeypatch: pytest.MonkeyPatch, table: str, key: Any
) -> None:
    rows, change = NUMBERS[table]
    monkeypatch.setitem(rows, key, change(rows[key]))
    assert is_noticed(expected)


@pytest.mark.parametrize("rule", RULES)
def test_changed_rule_is_noticed(
    expected: list[tuple[Agency, date, Any]], monkeypatch: pytest.MonkeyPatch, rule: str
) -> None:
    module, name, changed = RULES[rule]
    monkeypatch.setattr(module, name, changed)
    assert is_noticed(expected)


def test_nothing_is_noticed_without_a_change(expected: list[tuple[Agency, date, Any]]) -> None:
    assert not is_noticed(expected[:20])


def is_noticed(expected: list[tuple[Agency, date, Any]]) -> bool:
    """Return whether the oracle, as it is now, gives some agency other rows."""
    return any(oracle_compare.expect(agency, as_of) != rows for agency, as_of, rows in expected)
