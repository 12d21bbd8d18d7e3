"""What the acceptance tests look at: which populations on which dates, and which values of which marts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import oracle_compare
import oracle_law_compare
import oracle_path_compare
import population_edges
import population_path_facts
import population_paths
from mutation_universe import Judged
from oracle_path_law import PATHS
from population import draw_agencies
from population_dates import AS_OF_DATES
from population_dossier import enrich_agencies
from population_dossier_facts import load_offices
from population_edges import Edges, draw_edges, draw_turns, enrich_edges
from population_facts import load_agencies
from population_path_rows import enrich_offices
from population_paths import draw_offices
from population_rows import store_agencies

from tests.acceptance import test_oracle_law, test_oracle_marts, test_oracle_paths


@dataclass(frozen=True)
class Ring:
    """A population, the dates on which its marts are compared with the oracle, and the comparison.

    `compare` gives the differences and what the oracle judges.
    """

    name: str
    populate: Callable[[str], None]
    dates: tuple[date, ...]
    compare: Callable[[str, date], tuple[list[Any], Mapping[str, Judged]]]


def _populate_random(url: str, limit: int | None = None) -> None:
    store_agencies(url, draw_agencies(test_oracle_marts.AGENCIES, test_oracle_marts.SEED)[:limit])


def _compare_random(url: str, as_of: date) -> tuple[list[Any], Mapping[str, Judged]]:
    agencies = load_agencies(url)
    marts = {mart: oracle_compare.read_mart(url, mart, "marts__next") for mart in oracle_compare.KEYS}
    differences, _ = oracle_compare.compare(agencies, as_of, marts)
    columns: dict[str, set[str]] = {mart: set(keys) for mart, keys in oracle_compare.KEYS.items()}
    for agency in agencies:
        for mart, rows in oracle_compare.expect(agency, as_of).items():
            columns[mart].update(*rows.values())
    paths = ("promotion_readiness", "promotion_check")
    return differences, {
        mart: Judged(tuple(sorted(names)), f"path_code = '{oracle_compare.PATH}'" if mart in paths else "true")
        for mart, names in columns.items()
    }


def _populate_law(url: str, limit: int | None = None) -> None:
    store_agencies(url, draw_agencies(test_oracle_law.AGENCIES, test_oracle_law.SEED)[:limit])
    enrich_agencies(url, test_oracle_law.SEED)


COUNTED = {"number of deviations": "cardinality(deviations)"}


def _compare_law(url: str, as_of: date) -> tuple[list[Any], Mapping[str, Judged]]:
    offices = load_offices(url)
    marts = oracle_law_compare.MARTS
    found = {mart: oracle_law_compare.read_mart(url, mart, "marts__next") for mart in marts}
    differences, _ = oracle_law_compare.compare(offices, as_of, found)
    columns: dict[str, set[str]] = {name: set(mart.key) for name, mart in marts.items()}
    for office in offices:
        for name, mart in marts.items():
            columns[name].update(*mart.expect(office, as_of).values())
    return differences, {
        name: Judged(tuple(sorted(COUNTED.get(column, column) for column in names))) for name, names in columns.items()
    }


def _populate_edges(url: str, draw: Callable[[], Edges] = draw_edges) -> None:
    edges = draw()
    store_agencies(url, edges.agencies)
    enrich_edges(url, edges)


def _compare_edges(url: str, as_of: date) -> tuple[list[Any], Mapping[str, Judged]]:
    differences, judged = _compare_random(url, as_of)
    others, more = _compare_law(url, as_of)
    return differences + others, {**judged, **more}


def _populate_paths(url: str, limit: int | None = None) -> None:
    store_agencies(url, draw_offices(test_oracle_paths.AGENCIES, test_oracle_paths.SEED)[:limit])
    enrich_offices(url, test_oracle_paths.SEED)


def _compare_paths(url: str, as_of: date) -> tuple[list[Any], Mapping[str, Judged]]:
    offices = population_path_facts.load_offices(url)
    keys = oracle_path_compare.KEYS
    found = {mart: oracle_path_compare.read_mart(url, mart, "marts__next") for mart in keys}
    differences, _ = oracle_path_compare.compare(offices, as_of, found)
    columns: dict[str, set[str]] = {mart: set(names) for mart, names in keys.items()}
    for office in offices:
        for mart, rows in oracle_path_compare.expect(office, as_of).items():
            columns[mart].update(*rows.values())
    paths = ", ".join(f"'{path}'" for path in PATHS)
    return differences, {
        mart: Judged(tuple(sorted(names)), f"path_code IN ({paths})") for mart, names in columns.items()
    }


# Agencies do not see each other, so what some of them notice, all of them do: most changes are noticed by a few.
FEW = 15
RINGS = (
    Ring("few-law", partial(_populate_law, limit=FEW), test_oracle_law.DATES[-1:], _compare_law),
    Ring("few-random", partial(_populate_random, limit=FEW), AS_OF_DATES[1:3], _compare_random),
    Ring("few-paths", partial(_populate_paths, limit=FEW), population_paths.DATES[1::2], _compare_paths),
    Ring("edges", _populate_edges, population_edges.DATES, _compare_edges),
    Ring("turns", partial(_populate_edges, draw=draw_turns), population_edges.TURNS, _compare_edges),
    Ring("law", _populate_law, test_oracle_law.DATES, _compare_law),
    Ring("random", _populate_random, AS_OF_DATES, _compare_random),
    Ring("paths", _populate_paths, population_paths.DATES, _compare_paths),
)
