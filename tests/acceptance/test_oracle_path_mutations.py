"""The random officials are awkward enough: change any number or rule of the paths' oracle, and some row changes.

The marts equal the oracle's rows (test_oracle_paths), so a number that differs in SQL or in a seed would be noticed.
Needs no build.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import oracle_credit
import oracle_path_law
import oracle_path_rules
import oracle_paths
import pytest
from oracle_law import GRADE_ORDINAL, PNS_GRADES
from oracle_path_law import (
    ACHIEVEMENTS,
    ADJUSTMENT,
    APPRAISALS,
    CANDIDATES,
    CREDIT_LEVELS,
    EXPERIENCE,
    GRADE_RANGE,
    MONTHS_IN_GRADE,
    PERCENTAGE,
    CreditLevel,
    Path,
)
from oracle_paths import RULES
from oracle_state import find_grade
from oracle_watch import Watch, changed
from population_facts import load_agencies
from population_sets import OFFICIALS

READINESS = "promotion_readiness"  # its explanation tells what every rule found


def _lower(grade: str) -> str:
    return PNS_GRADES[max(GRADE_ORDINAL[grade] - 2, 0)]


def _higher(grade: str) -> str:
    return PNS_GRADES[min(GRADE_ORDINAL[grade], len(PNS_GRADES) - 1)]


def _later(path: Path) -> Path:
    return replace(path, since=max(OFFICIALS.dates) + timedelta(days=1))


def _other_above(level: CreditLevel) -> CreditLevel:
    return replace(level, above=None if level.above else "JF_AHLI_UTAMA")


# Each table of the law, and what becomes of one of its values.
TABLES: dict[str, tuple[dict[Any, Any], Callable[[Any], Any]]] = {
    "coefficient": (CREDIT_LEVELS, lambda level: replace(level, coefficient=level.coefficient + 1)),
    "step": (CREDIT_LEVELS, lambda level: replace(level, step=level.step + Decimal("0.01"))),
    "level above": (CREDIT_LEVELS, _other_above),
    "percentage": (PERCENTAGE, lambda percentage: percentage + 1),
    "lowest grade": (GRADE_RANGE, lambda span: (_lower(span[0]), span[1])),
    "highest grade": (GRADE_RANGE, lambda span: (span[0], _higher(span[1]) if span[1] != "IV/e" else "IV/d")),
    "highest grade before a diploma": (ADJUSTMENT, lambda pair: (_higher(pair[0]), pair[1])),
    "grade of a diploma": (ADJUSTMENT, lambda pair: (pair[0], _higher(pair[1]))),
    "months in grade": (MONTHS_IN_GRADE, lambda months: months + 1),
    "years of appraisal": (APPRAISALS, lambda row: (row[0] + 1, row[1])),
    "lowest predicate": (APPRAISALS, lambda row: (row[0], row[1] - 1)),
    "months of experience": (EXPERIENCE, lambda row: (row[0] - 1, row[1])),
    "lowest diploma": (oracle_path_law.LOWEST_DIPLOMA, lambda level: {"D3": "D2", "S1": "D3"}[level]),
    "greatest age": (oracle_path_law.OLDEST, lambda age: age + 1),
    "path since": (oracle_path_law.PATHS, _later),
    "periods of a path": (oracle_path_law.PATHS, lambda path: replace(path, is_periodic=not path.is_periodic)),
    "leaving credit": (
        {code: level for code, level in CREDIT_LEVELS.items() if level.leave is not None},
        lambda level: replace(level, leave=level.leave + Decimal("0.01")),
    ),
}
NUMBERS: dict[str, tuple[Any, str, Any]] = {
    "months in post": (oracle_path_rules, "MONTHS_IN_POST", 11),
    "months of service": (oracle_path_rules, "MONTHS_OF_SERVICE", 121),
    "months before the pension": (oracle_paths, "MONTHS_AHEAD", 11),
    "30 years": (
        oracle_path_rules, "LONG_SERVICE", {361: "MASA_PANGKAT_30", 240: "MASA_PANGKAT_20", 0: "MASA_PANGKAT"}
    ),
    "20 years": (
        oracle_path_rules, "LONG_SERVICE", {360: "MASA_PANGKAT_30", 241: "MASA_PANGKAT_20", 0: "MASA_PANGKAT"}
    ),
    "credit converted since": (oracle_credit, "CONVERTED_SINCE", date(2023, 2, 1)),
    "share of a diploma": (oracle_credit, "DIPLOMA_SHARE", Decimal(5)),
    "annual appraisal first": (oracle_credit, "CYCLE_ORDER", ("SEBAGIAN", "TAHUNAN", "TRIWULAN", "BULANAN")),
    "part before quarter": (oracle_credit, "CYCLE_ORDER", ("TAHUNAN", "TRIWULAN", "SEBAGIAN", "BULANAN")),
    "quarter before month": (oracle_credit, "CYCLE_ORDER", ("TAHUNAN", "SEBAGIAN", "BULANAN", "TRIWULAN")),
    "rounding": (oracle_credit, "round_half_up", lambda value: value.quantize(Decimal("0.001"))),
    "rounding to even": (oracle_credit, "round_half_up", lambda value: value.quantize(Decimal("0.01"))),
    "no base of the grade": (oracle_credit, "_base_of_grade", lambda level, grade: Decimal()),
    "no bonus": (oracle_credit, "_has_new_diploma", lambda *_: False),
    "always a vacancy": (oracle_paths, "function_of", lambda _: "guru"),
    "spent credit kept": (oracle_path_rules, "ABOVE", frozenset()),
    "leave counts": (oracle_path_rules, "unpaid_leaves", lambda _: []),
    "first promotion from the TMT": (oracle_path_rules, "find_anchor", lambda *known: (find_grade(*known) or known)[1]),
}  # fmt: skip


@pytest.fixture(scope="module")
def watch(server: Any, template: str) -> Watch:
    """The random officials of test_oracle_paths, as stored."""
    with server.clone(template) as database:
        OFFICIALS.store(database.url)
        return Watch(load_agencies(database.url), OFFICIALS.dates[::-1], [READINESS])


@pytest.mark.parametrize("name", TABLES)
def test_every_value_of_a_table_decides_some_row(watch: Watch, name: str) -> None:
    table, change = TABLES[name]
    keys = [key for key in table if not str(key).startswith("REGULER")]  # see test_oracle_mutations
    place = CREDIT_LEVELS if name == "leaving credit" else table
    assert not watch.find_unnoticed(place, change, keys)


@pytest.mark.parametrize("name", NUMBERS)
def test_every_number_decides_some_row(watch: Watch, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(*NUMBERS[name])
    assert watch.notices()


@pytest.mark.parametrize("path", sorted(RULES.keys() - {"REGULER"}))
def test_every_rule_of_a_path_decides_some_row(watch: Watch, path: str) -> None:
    of_time, on_tmt = RULES[path]
    left_out = [(tuple(ask for ask in of_time if ask is not each), on_tmt) for each in of_time]
    left_out += [(of_time, tuple(ask for ask in on_tmt if ask is not each)) for each in on_tmt]
    unnoticed = []
    for rules in left_out:
        with changed(RULES, path, rules):
            if not watch.notices():
                unnoticed.append(set(of_time + on_tmt) - set(rules[0] + rules[1]))
    assert not unnoticed


@pytest.mark.parametrize("place", range(2))
def test_every_rule_of_the_grade_decides_some_row(watch: Watch, monkeypatch: pytest.MonkeyPatch, place: int) -> None:
    monkeypatch.setattr(oracle_paths, "OF_GRADE", (oracle_paths.OF_GRADE[place],))
    assert watch.notices()


@pytest.mark.parametrize("kind", sorted(ACHIEVEMENTS))
def test_every_achievement_decides_some_row(watch: Watch, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setattr(oracle_paths, "ACHIEVEMENTS", ACHIEVEMENTS - {kind})
    assert watch.notices()


@pytest.mark.parametrize("path", CANDIDATES)
def test_every_level_that_counts_decides_some_row(watch: Watch, path: str) -> None:
    unnoticed = []
    for level in CANDIDATES[path]:
        with changed(CANDIDATES, path, tuple(each for each in CANDIDATES[path] if each != level)):
            if not watch.notices():
                unnoticed.append(level)
    for rule in [rule for rule in EXPERIENCE if rule.startswith(path)]:
        months, levels = EXPERIENCE[rule]
        for level in levels:
            with changed(EXPERIENCE, rule, (months, tuple(each for each in levels if each != level))):
                if not watch.notices():
                    unnoticed.append(level)
    assert not unnoticed
