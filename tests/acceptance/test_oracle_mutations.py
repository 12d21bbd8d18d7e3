"""The random agencies are awkward enough: change any number or rule of the oracle, and some expected row changes.

The marts equal the oracle's rows (test_oracle_marts), so a rule that differs by one step in SQL or in a seed would be
noticed. Needs no build.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import oracle_duk
import oracle_law
import oracle_path_ground
import oracle_path_law
import oracle_path_rules
import oracle_paths
import oracle_state
import oracle_training
import pytest
from oracle_compare import FOUNDATION
from oracle_facts import Employee
from oracle_law import PNS_GRADES, Conversion, Level
from oracle_watch import Watch, changed
from population_facts import load_agencies
from population_sets import ANYBODY


def _next_grade(code: str) -> str:
    return PNS_GRADES[PNS_GRADES.index(code) + 1]


def _other_conversion(conversion: Conversion) -> Conversion:
    if conversion.fixed is not None:
        return Conversion(fixed=conversion.fixed + 1)
    assert conversion.per_day is not None
    return Conversion(per_day=conversion.per_day + 1)


def _other_value(value: str) -> str:
    return {"true": "false", "false": "true"}.get(value) or str(int(value) + 1)


def _of_regular(table: dict[str, Any]) -> list[str]:
    return [key for key in table if key.startswith("REGULER")]


DUK, HOURS, CHECK = "duk", "training_employee", "promotion_check"
# A table, what becomes of one of its values, and the marts of which one should notice.
NUMBERS: dict[str, tuple[dict[Any, Any], Callable[[Any], Any], tuple[str, ...]]] = {
    "education rank": (oracle_law.EDUCATION_RANK, lambda rank: rank + 1, (DUK,)),
    "education ceiling": (oracle_law.EDUCATION_CEILING, _next_grade, (CHECK,)),
    "leadership level": (oracle_law.LEADERSHIP_LEVEL, lambda level: level + 1, (DUK,)),
    "position rank": (oracle_law.POSITION_LEVELS, lambda level: replace(level, rank=level.rank + 1), (DUK,)),
    "retirement age": (
        oracle_law.POSITION_LEVELS,
        lambda level: replace(level, retirement_age=level.retirement_age + 1),
        (HOURS, CHECK),
    ),
    "kind of post": (
        oracle_law.POSITION_LEVELS,
        lambda level: replace(level, is_pelaksana=not level.is_pelaksana),
        (DUK,),
    ),
    "conversion of hours": (oracle_law.CONVERSION, _other_conversion, (HOURS,)),
    "spelling": (oracle_law.SPELLING, lambda ordinal: 7 - ordinal, (CHECK,)),
    "predicate": (oracle_law.PREDICATE, lambda ordinal: 7 - ordinal if ordinal != 3 else 4, (CHECK,)),
    "exam": (oracle_law.SERVICE_EXAM, lambda rule: (rule[0], rule[1], rule[2] + 1), (CHECK,)),
    "exam by diploma": (oracle_law.SERVICE_EXAM, lambda rule: (rule[0], rule[1] - {"S2", "S3"}, rule[2]), (CHECK,)),
    "exam kind": (oracle_law.SERVICE_EXAM, lambda rule: ("UPKP", *rule[1:]), (CHECK,)),
    "parameter": (oracle_law.PARAMETERS, _other_value, (DUK, HOURS)),
    "end of a rule": (oracle_path_ground.ENDS, lambda _: date(2025, 4, 1), (CHECK,)),
}  # fmt: skip
# Of these tables the values of the regular path; those of the others stand in test_oracle_path_mutations.
REGULAR: dict[str, tuple[dict[str, Any], Callable[[Any], Any]]] = {
    "months in grade": (oracle_path_law.MONTHS_IN_GRADE, lambda months: months + 1),
    "years of appraisal": (oracle_path_law.APPRAISALS, lambda row: (3 - row[0], row[1])),
    "lowest predicate": (oracle_path_law.APPRAISALS, lambda row: (row[0], row[1] + 1)),
    "path since": (oracle_path_law.PATHS, lambda path: replace(path, since=date(2027, 1, 1))),
    "periods of a path": (oracle_path_law.PATHS, lambda path: replace(path, is_periodic=not path.is_periodic)),
}

DAY = timedelta(days=1)


def _without(left_out: str) -> Any:
    def find(own: Any, code: str, subject: str, day: date) -> str | None:
        return None if code == left_out else oracle_state.find_own(own, code, subject, day)

    return find


# A name in a module, what stands there instead, and the mart that should notice.
RULES: dict[str, tuple[Any, str, Any, str]] = {
    "specialist's grade": (oracle_path_rules, "SPECIALIST", ("SPESIALIS", "III/a"), CHECK),
    "first promotion from the TMT": (
        oracle_path_rules,
        "find_anchor",
        lambda employee, as_of: (oracle_state.find_grade(employee, as_of) or ("", as_of))[1],
        CHECK,
    ),
    "unpaid leave counts": (oracle_path_rules, "unpaid_leaves", lambda _: [], CHECK),
    "periods of 2024 a year earlier": (
        oracle_law,
        "PERIODS",
        (oracle_law.PERIODS[0], (date(2023, 1, 1), oracle_law.PERIODS[1][1]), oracle_law.PERIODS[2]),
        CHECK,
    ),
    "periods of 2025 four months later": (
        oracle_law,
        "PERIODS",
        (*oracle_law.PERIODS[:2], (date(2026, 2, 1), oracle_law.PERIODS[2][1])),
        CHECK,
    ),
    "teacher's age": (oracle_state, "TEACHER_RETIREMENT_AGE", 61, HOURS),
    "age without a post": (oracle_state, "NO_POST", Level(20, 59, is_pelaksana=True), HOURS),
    "duplicates stay": (oracle_training, "remove_duplicates", list, HOURS),
    "certificates are not compared": (oracle_training, "_certificate", lambda row: row.id, HOURS),
    "certificates are compared by letter": (
        oracle_training,
        "_certificate",
        lambda row: row.certificate or row.id,
        HOURS,
    ),
    "titles are not compared": (oracle_training, "_title_and_day", lambda row: row.id, HOURS),
    "titles are compared by letter": (oracle_training, "_title_and_day", lambda row: (row.title, row.ended_on), HOURS),
    "two years for never trained": (oracle_training, "YEARS", 2, HOURS),
    "the excluded are counted": (oracle_training, "_is_excluded", lambda *_: False, HOURS),
    "half to even": (oracle_training, "round_half_up", lambda value: round(Decimal(value), 2), "training_coverage"),
    "no unit below": (oracle_training, "descendants", lambda _, unit: {unit}, "training_coverage"),
    "CPNS are listed": (oracle_duk, "is_probationary", lambda *_: False, DUK),
    "CPNS are trained like others": (oracle_training, "is_probationary", lambda *_: False, HOURS),
    "CPNS are promoted": (oracle_paths, "is_probationary", lambda *_: False, CHECK),
    "contracts never end": (oracle_training, "is_employed", lambda each, day: _is_appointed(each, day), HOURS),
    "service without prior months": (
        oracle_duk,
        "find_service_months",
        lambda employee, day: oracle_state.find_service_months(replace(employee, prior_services=()), day),
        DUK,
    ),
    "service with unpaid leave": (
        oracle_duk,
        "find_service_months",
        lambda employee, day: oracle_state.find_service_months(replace(employee, statuses=()), day),
        DUK,
    ),
    "latest graduation": (oracle_duk, "find_education", lambda employee, day, _own: _latest(employee, day), DUK),
    "level since the last move": (
        oracle_duk,
        "find_level_since",
        lambda _, employee, day, _own: getattr(oracle_state.find_assignment(employee, day), "valid_from", None),
        DUK,
    ),
    "own order of levels is not read": (
        oracle_duk,
        "find_rank",
        lambda seat, _own, _day: oracle_state.find_rank(seat),
        DUK,
    ),
    "own order of levels does not join terms": (
        oracle_duk,
        "find_level_since",
        lambda agency, employee, day, _own: oracle_state.find_level_since(agency, employee, day),
        DUK,
    ),
    "own order of education is not read": (
        oracle_duk,
        "find_education",
        lambda employee, day, _own: oracle_state.find_education(employee, day),
        DUK,
    ),
    "own conversions are not read": (oracle_training, "find_own", lambda *_: None, HOURS),
    **{
        f"own conversion {name} is not read": (oracle_training, "find_own", _without(f"training_hours_{name}"), HOURS)
        for name in ("method", "fixed", "per_day", "per_year")
    },
    "last day of a term included": (
        oracle_state,
        "holds",
        lambda row, day: row.valid_from <= day <= (row.valid_to or date.max),
        DUK,
    ),
    "first day of a term excluded": (
        oracle_state,
        "holds",
        lambda row, day: row.valid_from < day < (row.valid_to or date.max),
        DUK,
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
def watch(server: Any, template: str) -> Watch:
    """The random agencies of test_oracle_marts, as stored."""
    with server.clone(template) as database:
        ANYBODY.store(database.url)
        return Watch(load_agencies(database.url), ANYBODY.dates, FOUNDATION)


@pytest.mark.parametrize(
    ("table", "key"), [(table, key) for table, (rows, *_) in NUMBERS.items() for key in rows], ids=str
)
def test_changed_number_is_noticed(watch: Watch, table: str, key: Any) -> None:
    rows, change, marts = NUMBERS[table]
    assert not watch.find_unnoticed(rows, change, [key], *marts)


@pytest.mark.parametrize(
    ("table", "key"), [(table, key) for table, (rows, _) in REGULAR.items() for key in _of_regular(rows)], ids=str
)
def test_changed_number_of_the_regular_path_is_noticed(watch: Watch, table: str, key: str) -> None:
    rows, change = REGULAR[table]
    assert not watch.find_unnoticed(rows, change, [key], CHECK)


@pytest.mark.parametrize("rule", RULES)
def test_changed_rule_is_noticed(watch: Watch, monkeypatch: pytest.MonkeyPatch, rule: str) -> None:
    module, name, other, mart = RULES[rule]
    monkeypatch.setattr(module, name, other)
    assert watch.notices(mart)


@pytest.mark.parametrize("place", range(sum(map(len, oracle_paths.RULES["REGULER"]))))
def test_every_rule_of_the_regular_path_is_noticed(watch: Watch, place: int) -> None:
    of_time, on_tmt = oracle_paths.RULES["REGULER"]
    kept = [
        tuple(ask for number, ask in enumerate(asks, start) if number != place)
        for start, asks in ((0, of_time), (len(of_time), on_tmt))
    ]
    with changed(oracle_paths.RULES, "REGULER", tuple(kept)):
        assert watch.notices(CHECK)


def test_nothing_is_noticed_without_a_change(watch: Watch) -> None:
    assert not watch.notices(DUK)
