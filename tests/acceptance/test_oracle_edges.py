"""The marts agree with the oracle on people who stand right on the numbers of the law, value by value.

Each row of the law has somebody here who depends on it: `make mutate` tells which rows nobody depends on. On the days
on which rows begin, and the day before, a smaller crowd is judged; there the SQL that dbt compiled runs again.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from mutation_universe import Universe
from mutation_warehouse import derive_nothing
from oracle_compare import MARTS, compare, read_mart, tell
from oracle_trial import derive_marts
from population_edges import DATES, TURNS, Edges, draw_edges, draw_turns, enrich_edges
from population_facts import load_agencies
from population_rows import store_agencies

from admin.warehouse.database import Database


@pytest.fixture(scope="module")
def populated(server: Any, template: str) -> Iterator[Database]:
    """A database of the people on the edges."""
    with server.clone(template, "merit_edges") as database:
        store(database.url, draw_edges())
        yield database


@pytest.fixture(scope="module")
def turning(server: Any, template: str) -> Iterator[tuple[str, Universe]]:
    """The address of a database of the smaller crowd, and its marts, which can be derived for any date."""
    with server.clone(template, "merit_turns") as database:
        graph = derive_nothing(server, database.url.rsplit("/", 1)[1])
        store(database.url, draw_turns())
        universe = Universe(database.url, graph, {})
        yield database.url, universe
        universe.connection.close()


@pytest.mark.parametrize("as_of", DATES, ids=str)
def test_marts_agree_on_the_edges_of_the_law(server: Any, populated: Database, as_of: date) -> None:
    derive_marts(populated.url, server.settings.home / "oracle-edges", as_of)
    require_agreement(populated.url, as_of)


@pytest.mark.parametrize("as_of", TURNS, ids=str)
def test_marts_agree_when_the_law_turns(turning: tuple[str, Universe], as_of: date) -> None:
    url, universe = turning
    universe.derive(as_of)
    require_agreement(url, as_of)


def store(url: str, edges: Edges) -> None:
    """Store the people with all that is known of them."""
    store_agencies(url, edges.agencies)
    enrich_edges(url, edges)


def require_agreement(url: str, as_of: date) -> None:
    """Fail with the first value that the marts and the oracle do not share."""
    agencies = load_agencies(url)
    differences, compared = compare(agencies, as_of, {mart: read_mart(url, mart, "marts__next") for mart in MARTS})
    assert not differences, tell(differences)
    assert compared["kgb_due"]
