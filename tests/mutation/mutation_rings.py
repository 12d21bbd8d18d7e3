"""What the acceptance tests look at: which populations on which dates, and which values of which marts."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

import oracle_offices
import population_edges
import population_edges_cycles
from mutation_told import TOLD
from mutation_universe import Judged
from oracle_compare import FOUNDATION, LAW, MARTS, PRESENCE, PROMOTION, QUALITY, SERVICE, Difference, compare, read_mart
from oracle_contests import JUDGES, Rows, find_contest_differences, judge_contests
from oracle_offices import judge_offices, store_offices
from population_appointments import DATES as APPOINTED
from population_appointments import store_appointments
from population_edges import Edges, draw_edges, draw_turns, enrich_edges
from population_edges_crowd import DAYS, Crowd, draw_crowd, enrich_crowd
from population_edges_cycles import draw_cycles
from population_facts import load_agencies
from population_ready import READY_ON, draw_ready
from population_rows import store_agencies
from population_sets import ANYBODY, DOUBTFUL, OFFICIALS, SERVED, WHOLE_LAW
from presence_office import write_presence
from scenario import AS_OF

# What is told one sentence after the other: only words say in which order.
IN_ORDER = {"explanation_id", "explanation_en"}
APPRAISAL = ("performance_ranking", "appraisal_distribution")
Found = tuple[list[Any], Mapping[str, Judged]]


@dataclass(frozen=True)
class Ring:
    """A population, the dates on which its marts are compared with the oracle, and these marts."""

    name: str
    populate: Callable[[str], object]
    dates: tuple[date, ...]
    marts: Iterable[str]
    told: Mapping[str, Judged] = field(default_factory=dict)  # what is compared with words, beside the oracle
    find: Callable[[str, date], Found] | None = None  # how the marts are compared, if not as most are

    @property
    def judged(self) -> tuple[str, ...]:
        """Return the names of everything that is judged."""
        return (*self.marts, *self.told)

    def compare(self, url: str, as_of: date) -> Found:
        """Return the differences, and what the oracle judges."""
        return (self.find or self._compare_marts)(url, as_of)

    def _compare_marts(self, url: str, as_of: date) -> tuple[list[Difference], Mapping[str, Judged]]:
        agencies = load_agencies(url)
        differences, _ = compare(agencies, as_of, {mart: read_mart(url, mart, "marts__next") for mart in self.marts})
        judged = {**self.told}
        for mart in self.marts:
            columns = {*MARTS[mart].key}
            for agency in agencies:
                columns.update(*MARTS[mart].expect(agency, as_of).values())
            reckoned = MARTS[mart].reckoned
            judged[mart] = Judged(tuple(sorted(reckoned.get(column, column) for column in columns - IN_ORDER)))
        return differences, judged


def _populate_edges(url: str, draw: Callable[[], Edges]) -> None:
    edges = draw()
    store_agencies(url, edges.agencies)
    enrich_edges(url, edges)


def _populate_crowd(url: str, draw: Callable[[], Crowd]) -> None:
    crowd = draw()
    store_agencies(url, crowd.agencies)
    enrich_crowd(url, crowd)


def compare_contests(url: str, as_of: date) -> tuple[list[str], Mapping[str, Judged]]:
    """Return the differences of the marts of appointments, and what the oracle judges."""
    return _compare_rows(judge_contests(url, as_of), {name: key for name, (_, key, _) in JUDGES.items()})


def _compare_offices(url: str, as_of: date) -> tuple[list[str], Mapping[str, Judged]]:
    return _compare_rows(judge_offices(url, as_of), {name: key for name, (key, *_) in oracle_offices.JUDGES.items()})


def _compare_rows(
    found: Mapping[str, tuple[Rows, Rows]], keys: Mapping[str, tuple[str, ...]]
) -> tuple[list[str], Mapping[str, Judged]]:
    differences: list[str] = []
    judged = {}
    for name, (expected, actual) in found.items():
        differences += find_contest_differences(name, expected, actual)
        columns = {*keys[name], *(column for row in expected.values() for column in row)}
        judged[name] = Judged(tuple(sorted(columns)))
    return differences, judged


# Agencies do not see each other, so what some of them notice, all of them do: most changes are noticed by a few.
FEW = 15
# The people of other agencies may have the same names there, which makes them recorded twice.
NAMED_APART = {name: mart for name, mart in MARTS.items() if name not in QUALITY}
RINGS = (
    Ring("few-law", partial(WHOLE_LAW.store, limit=FEW), WHOLE_LAW.dates[-1:], LAW),
    Ring("few-random", partial(ANYBODY.store, limit=FEW), ANYBODY.dates[1:3], FOUNDATION),
    Ring("few-paths", partial(OFFICIALS.store, limit=FEW), OFFICIALS.dates[1::2], PROMOTION),
    Ring("few-ready", partial(_populate_crowd, draw=draw_ready), (READY_ON,), PROMOTION, TOLD),
    *(Ring("crowd", partial(_populate_crowd, draw=partial(draw_crowd, day)), (day,), PROMOTION) for day in DAYS),
    Ring("edges", partial(_populate_edges, draw=draw_edges), population_edges.DATES, NAMED_APART),
    Ring("turns", partial(_populate_edges, draw=draw_turns), population_edges.TURNS, NAMED_APART),
    Ring("doubtful", DOUBTFUL.store, DOUBTFUL.dates, QUALITY),
    Ring("service", SERVED.store, SERVED.dates, SERVICE),
    Ring("presence", write_presence, (AS_OF,), PRESENCE),
    Ring("contests", store_appointments, APPOINTED, JUDGES, find=compare_contests),
    Ring("offices", store_offices, oracle_offices.DATES, oracle_offices.JUDGES, find=_compare_offices),
    Ring("cycles", partial(_populate_edges, draw=draw_cycles), population_edges_cycles.DATES, APPRAISAL),
    Ring("law", WHOLE_LAW.store, WHOLE_LAW.dates, LAW),
    Ring("random", ANYBODY.store, ANYBODY.dates, FOUNDATION),
    Ring("paths", OFFICIALS.store, OFFICIALS.dates, PROMOTION),
)
