"""Every promotion path agrees with the oracle on random officials and on the synthetic city, value by value.

The oracle reads rules.md and docs/definitions/promotion.md, never the SQL. One database holds many random agencies; the
as-of dates stand in four regimes of the law. A disagreement is told with the facts of the person.
"""

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
from empty_marts import EmptyMarts
from oracle_compare import MARTS, PROMOTION, tell
from oracle_facts import Agency
from oracle_path_law import PATHS
from oracle_trial import find_differences
from population_facts import load_agencies
from population_paths import draw_offices
from population_sets import OFFICIALS

from admin.settings import PROJECT
from admin.warehouse.database import Database

OFTEN = 3
OTHERS = PATHS.keys() - {"REGULER"}  # which the random agencies of test_oracle_marts exercise

WITHOUT_CEILING = {"KENAIKAN_JENJANG", "PENYESUAIAN_IJAZAH", "JABATAN_PENGAWAS", "JABATAN_ADMINISTRATOR",
                   "JABATAN_JPT_PRATAMA"}  # fmt: skip
# What no record can show: who has a grade has its TMT, who has a post its beginning, and these paths open by a grade.
IMPOSSIBLE = {
    *((rule, "DATA_TIDAK_ADA") for rule in ("MASA_PANGKAT", "MASA_JABATAN")),
    *(("PENYESUAIAN_IJAZAH_GOLONGAN", state) for state in ("GAGAL", "DATA_TIDAK_ADA")),
    ("PRESTASI_GOLONGAN", "DATA_TIDAK_ADA"),
    *((rule, "DATA_TIDAK_ADA") for rule in ("PENGALAMAN", "PENGALAMAN_MANAJERIAL")),  # who has a post has one on record
}


@pytest.fixture(scope="module")
def populated(nobody: EmptyMarts) -> Iterator[Database]:
    """A database full of random officials."""
    with nobody.clone() as database:
        OFFICIALS.store(database.url)
        yield database


@pytest.fixture(scope="module")
def offices(populated: Database) -> list[Agency]:
    """The facts of the random officials, as stored."""
    return load_agencies(populated.url)


@pytest.mark.parametrize("as_of", OFFICIALS.dates, ids=str)
def test_paths_agree_on_random_officials(
    nobody: EmptyMarts, populated: Database, offices: list[Agency], as_of: date
) -> None:
    nobody.derive(populated.url, as_of, PROMOTION)
    differences = find_differences(populated.url, offices, as_of, PROMOTION)
    assert not differences, tell(differences)


def test_same_seed_draws_the_same_officials() -> None:
    assert draw_offices(3, number=5) == draw_offices(3, number=5)
    assert draw_offices(3, number=5) != draw_offices(3, number=6)


@pytest.fixture(scope="module")
def seen(offices: list[Agency]) -> Counter[tuple[str, str]]:
    """How often each path has each class, and each rule each state, over all dates."""
    found: Counter[tuple[str, str]] = Counter()
    for as_of in OFFICIALS.dates:
        for office in offices:
            for (_, path), row in MARTS["promotion_readiness"].expect(office, as_of).items():
                found[path, row["readiness_class"]] += path in OTHERS
            for (_, path, rule, _), row in MARTS["promotion_check"].expect(office, as_of).items():
                found[rule, row["state"]] += path in OTHERS
    return found


def test_random_officials_exercise_every_class_of_every_path(seen: Counter[tuple[str, str]]) -> None:
    classes = ("SIAP", "SIAP_6BLN", "TERHALANG", "PUNCAK", "DATA_TIDAK_LENGKAP")
    expected = {(path, each) for path in OTHERS for each in classes if each != "PUNCAK" or path not in WITHOUT_CEILING}
    assert {key for key, often in seen.items() if key[0] in OTHERS and often >= OFTEN} == expected


def test_random_officials_exercise_every_state_of_every_rule(seen: Counter[tuple[str, str]]) -> None:
    assert {key for key, often in seen.items() if key[0] not in OTHERS and often >= OFTEN} == states_of_rules()


def states_of_rules() -> set[tuple[str, str]]:
    """Return each rule of the paths with each state that its requirement has words for and that can occur."""
    states: dict[str, set[str]] = {}
    for outcome in read_seed("promotion_outcome"):
        states.setdefault(outcome["requirement_code"], set()).add(outcome["state"])
    return {
        (rule["rule_code"], state)
        for rule in read_seed("promotion_rule")
        if rule["path_code"] in OTHERS
        for state in states[rule["requirement_code"]]
        if not {(rule["rule_code"], state), (rule["requirement_code"], state)} & IMPOSSIBLE
    }


def read_seed(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of the law."""
    with (PROJECT / "seeds" / "rules" / f"{name}.csv").open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))
