"""The random agencies are awkward enough: change any number of the oracle of the law, and some expected row changes.

The marts equal the oracle's rows (test_oracle_law), so a number that differs in SQL or in a seed would be noticed.
Needs no build.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import oracle_competence
import oracle_dossier
import oracle_ipasn
import oracle_kgb
import oracle_law
import oracle_performance
import oracle_retirement
import oracle_satyalancana
import oracle_talent
import oracle_training_law
import pytest
from oracle_compare import LAW
from oracle_watch import Watch
from population_facts import load_agencies
from population_sets import WHOLE_LAW

DATES = WHOLE_LAW.dates[1::-1]


@dataclass(frozen=True)
class Table:
    """A table of the law: where it stands, how one of its values changes, and the mart that should notice.

    Without a mart, the first word of the key names it.
    """

    values: dict[Any, Any]
    change: Callable[[Any], Any]
    mart: str | None

    def find_mart(self, key: str) -> str:
        """Return the mart that should notice a change of the value at the key."""
        return self.mart or SETTING_MARTS[key.split("_")[0]]


def _other_setting(value: str) -> str:
    others = {"true": "false", "false": "true", "MULAI": "SELESAI", "UJI_KOMPETENSI": "PEMETAAN", "2019": "2024",
              "0.5": "0.25"}  # fmt: skip
    return others.get(value) or str(int(value) + (1 if int(value) < 20 else -10))


def _next_severity(code: str) -> int:
    return {5: 4, 3: 1, 2: 3, 1: 2}[int(code)]


# The populations of attendance, services and appointments ask these: test_mart_attendance and test_oracle_service try
# agencies with settings of their own.
ASKED_ELSEWHERE = frozenset({
    *("leave", "attendance", "absence", "survey", "merit", "agreement", "readiness", "objection", "placement"),
    *("achievement", "adjustment", "transfer"),
    *("correction", "decree", "behaviour", "succession"),
})  # fmt: skip
SETTING_MARTS = {
    "performance": "performance_ranking", "appraisal": "appraisal_distribution", "rater": "rater_severity",
    "talent": "talent_box", "ip": "ip_asn", "kgb": "kgb_due", "satyalancana": "satyalancana_due",
    "contract": "contract_due", "mandatory": "mandatory_training", "jpm": "competency_gap",
    "training": "training_effect",
}  # fmt: skip
TABLES = {
    "setting": Table(oracle_dossier.SETTINGS, _other_setting, None),
    "required level": Table(oracle_dossier.REQUIRED_LEVEL, lambda level: level + 1, "competency_gap"),
    "leadership asked": Table(oracle_dossier.ASKED_LEADERSHIP, lambda level: 7 - level, "mandatory_training"),
    "retirement age": Table(
        oracle_law.POSITION_LEVELS,
        lambda level: replace(level, retirement_age=level.retirement_age + 1),
        "retirement_forecast",
    ),
    "qualification": Table(oracle_ipasn.QUALIFICATION, lambda score: score + 1, "ip_asn"),
    "performance": Table(oracle_ipasn.PERFORMANCE, lambda score: score + 1, "ip_asn"),
    "discipline": Table(oracle_ipasn.DISCIPLINE, _next_severity, "ip_asn"),
    "measured since": Table(oracle_ipasn.MEASURED_SINCE, lambda day: date(day.year + 5, 1, 1), "ip_asn"),
    "award points": Table(oracle_talent.AWARD_POINTS, lambda points: points - 10, "talent_box"),
    "box": Table(oracle_talent.BOX, lambda row: (row[0], row[2], row[1]), "talent_box"),
    "award level": Table(oracle_satyalancana.LEVELS, lambda years: years + 1, "satyalancana_due"),
    "training category": Table(
        oracle_dossier.CATEGORY, lambda kind: "PELAKSANA" if kind != "PELAKSANA" else "JF_KEAHLIAN", "ip_asn"
    ),
    "matrix": Table(
        oracle_performance.MATRIX,
        lambda row: {rating: 6 - predicate if predicate != 3 else 2 for rating, predicate in row.items()},
        "performance_ranking",
    ),
    "guide": Table(oracle_performance.GUIDES, lambda guides: (), "appraisal_distribution"),
    "points of the cells": Table(
        oracle_ipasn.CELLS, lambda cells: {cell: points - 1 for cell, points in cells.items()}, "ip_asn"
    ),
    "bands": Table(
        oracle_competence.BANDS,
        lambda bands: tuple((lowest + 6 if lowest else 0, band) for lowest, band in bands),
        "competency_gap",
    ),
}

NUMBERS: dict[str, tuple[Any, str, Any, str]] = {
    "bands of PP 46/2011": (oracle_performance, "PP46", ((90, 5), (75, 4), (60, 3), (50, 2), (0, 1)),
                            "performance_ranking"),
    "bands of PP 30/2019": (oracle_performance, "PP30", ((91, 4), (71, 3), (51, 2), (0, 1)), "performance_ranking"),
    "score with an innovation": (oracle_performance, "PP30_INNOVATION", 109, "performance_ranking"),
    "guides since": (oracle_performance, "GUIDES_SINCE", date(2023, 1, 1), "appraisal_distribution"),
    "points of a number": (oracle_ipasn, "NUMERIC", ((91, 30), (76, 25), (61, 15), (51, 5)), "ip_asn"),
    "categories": (oracle_ipasn, "CATEGORIES", ((89, "SANGAT_TINGGI"), (79, "TINGGI"), (69, "SEDANG"), (59, "RENDAH")),
                   "ip_asn"),
    "boxes of the pool": (oracle_talent, "POOL_BOXES", (8, 9), "talent_box"),
    "enough for an increment": (oracle_kgb, "ENOUGH", 4, "kgb_due"),
    "delay": (oracle_kgb, "DELAY_MONTHS", 24, "kgb_due"),
    "statuses that block": (oracle_kgb, "BLOCKING_STATUSES", ("CLTN", "PEMBERHENTIAN_SEMENTARA"), "kgb_due"),
    "age without a post": (oracle_retirement, "NO_POST", oracle_law.Level(20, 59), "retirement_forecast"),
    "age of teachers": (oracle_retirement, "TEACHER_RETIREMENT_AGE", 58, "retirement_forecast"),
    "horizons": (oracle_retirement, "HORIZONS", ((13, "DALAM_12_BULAN"), (25, "DALAM_24_BULAN")),
                 "retirement_forecast"),
    "months for a course": (oracle_training_law, "MONTHS_ALLOWED", 11, "mandatory_training"),
    "pass mark": (oracle_competence, "PASS", 80, "competency_gap"),
    "bands of the high posts": (oracle_competence, "KKP_HIGH", oracle_competence.KKP_OTHERS, "competency_gap"),
}  # fmt: skip


@pytest.fixture(scope="module")
def watch(server: Any, template: str) -> Watch:
    """The random agencies of test_oracle_law, as stored."""
    with server.clone(template) as database:
        WHOLE_LAW.store(database.url)
        return Watch(load_agencies(database.url), DATES, LAW)


@pytest.mark.parametrize("name", TABLES)
def test_every_value_of_a_table_decides_some_row(watch: Watch, name: str) -> None:
    table = TABLES[name]
    unnoticed = [
        key
        for key in table.values
        if name != "setting" or key.split("_")[0] not in ASKED_ELSEWHERE
        if watch.find_unnoticed(table.values, table.change, [key], table.find_mart(key))
    ]
    assert not unnoticed


@pytest.mark.parametrize("name", NUMBERS)
def test_every_number_decides_some_row(watch: Watch, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    module, attribute, value, mart = NUMBERS[name]
    assert getattr(module, attribute) != value
    monkeypatch.setattr(module, attribute, value)
    assert watch.notices(mart)


@pytest.mark.parametrize("grade", [*oracle_law.PNS_GRADES, "I", "IV", "V", "VII", "IX", "XI"])
def test_the_steps_of_every_grade_decide_some_row(watch: Watch, monkeypatch: pytest.MonkeyPatch, grade: str) -> None:
    steps = oracle_kgb.steps_of

    def later(code: str, *, has_first_year: bool = True) -> list[int]:
        usual = steps(code, has_first_year=has_first_year)
        return [step + 1 for step in usual] if code == grade else usual

    monkeypatch.setattr(oracle_kgb, "steps_of", later)
    assert watch.notices("kgb_due")
