"""Every mart agrees with the oracle whoever the people are and whatever the day is: hypothesis draws both.

The suite draws the same few every time; `make test ARGS="tests/acceptance/test_oracle_any_day.py --draws 200"` draws
others. What once differed stays in KEPT and is tried every time. A difference is told with the facts of the person.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from empty_marts import EmptyMarts
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from mutation_rings import Ring, compare_contests
from oracle_compare import FOUNDATION, LAW, MARTS, PRESENCE, PROMOTION, QUALITY, SERVICE, Difference, tell
from oracle_contests import JUDGES
from population_appointments import store_random
from population_sets import ANYBODY, DOUBTFUL, OFFICIALS, SERVED, WHOLE_LAW, Population
from presence_office import write_presence

OFFICES, PEOPLE = 3, 12
FIRST, LAST = date(2018, 1, 1), date(2027, 12, 31)
# Name of the population, its number and the day.
KEPT: tuple[tuple[str, int, date], ...] = ()


def _store(population: Population, number: int) -> Callable[[str], object]:
    return replace(population, count=OFFICES, seed=number).store


def _make_rings(number: int, as_of: date) -> dict[str, Ring]:
    """Return by name what is judged of the populations of a number on the day; ledgers and sheets are of 2026."""
    present = partial(write_presence, number=number, people=PEOPLE)
    contested = partial(store_random, officials=_store(OFFICIALS, number), number=number)
    rings = (
        Ring("anybody", _store(ANYBODY, number), (as_of,), FOUNDATION),
        Ring("law", _store(WHOLE_LAW, number), (as_of,), LAW),
        Ring("paths", _store(OFFICIALS, number), (as_of,), PROMOTION),
        Ring("doubtful", _store(DOUBTFUL, number), (as_of,), QUALITY),
        Ring("service", _store(SERVED, number), (as_of,), SERVICE),
        Ring("presence", present, (date(2026, as_of.month, min(as_of.day, 28)),), PRESENCE),
        Ring("contests", contested, (as_of,), JUDGES, find=compare_contests),
    )
    return {ring.name: ring for ring in rings}


NAMES = tuple(_make_rings(0, LAST))
Judge = Callable[[str, int, date], None]


@pytest.fixture
def judge(nobody: EmptyMarts) -> Judge:
    """Return what derives the marts of a population for a day, and fails where the oracle differs."""

    def derive_and_compare(name: str, number: int, as_of: date) -> None:
        ring = _make_rings(number, as_of)[name]
        (day,) = ring.dates
        with nobody.clone() as database:
            ring.populate(database.url)
            nobody.derive(database.url, day, ring.judged)
            differences, _ = ring.compare(database.url, day)
        told = tell(differences) if differences and isinstance(differences[0], Difference) else "\n".join(differences)
        assert not differences, f"{name}, {number}, {as_of!r}\n{told}"

    return derive_and_compare


def test_marts_agree_on_any_population_and_day(judge: Judge, request: pytest.FixtureRequest) -> None:
    draws = request.config.getoption("--draws")

    @settings(
        max_examples=draws or len(NAMES),
        derandomize=not draws,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],  # a smaller number draws no simpler population
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(name=st.sampled_from(NAMES), number=st.integers(0, 2**32), as_of=st.dates(FIRST, LAST))
    def draw(name: str, number: int, as_of: date) -> None:
        judge(name, number, as_of)

    for name, number, as_of in KEPT:
        draw = example(name=name, number=number, as_of=as_of)(draw)
    draw()


def test_every_mart_of_the_oracle_is_drawn() -> None:
    judged = set[str]().union(*(ring.judged for ring in _make_rings(0, LAST).values()))
    assert judged == {*MARTS, *JUDGES}
