"""The marts agree with the oracle on people who stand right on the numbers of the law, value by value.

Each row of the law has somebody here who depends on it: `make mutate` tells which rows nobody depends on. On the days
on which rows begin, and the days before, smaller crowds are judged. The SQL is what dbt compiled.
"""

from typing import Any

import pytest
from mutation_rings import RINGS, Ring
from mutation_universe import Graph, Universe, find_ancestors
from oracle_compare import tell

from admin.warehouse.database import Database

EDGES = [ring for ring in RINGS if ring.name in ("edges", "turns", "crowd", "cycles")]


@pytest.mark.parametrize("ring", EDGES, ids=lambda ring: f"{ring.name} {ring.dates[0]}")
def test_marts_agree_on_the_edges_of_the_law(server: Any, nobody: tuple[Database, Graph], ring: Ring) -> None:
    empty, graph = nobody
    needed = find_ancestors(graph, ring.marts)
    with server.clone(name_of(empty)) as database:
        ring.populate(database.url)
        universe = Universe(database.url, {name: node for name, node in graph.items() if name in needed}, {})
        for as_of in ring.dates:
            universe.derive(as_of)
            differences, judged = ring.compare(database.url, as_of)
            assert not differences, tell(differences)
            assert set(judged) == set(ring.marts)
        universe.connection.close()


def name_of(database: Database) -> str:
    """Return a database's name on its server."""
    return database.url.rsplit("/", 1)[1]
