"""The marts agree with the oracle on people who stand right on the numbers of the law, value by value.

Each row of the law has somebody here who depends on it: `make mutate` tells which rows nobody depends on. On the days
on which rows begin, and the days before, smaller crowds are judged. The SQL is what dbt compiled.
"""

import pytest
from empty_marts import EmptyMarts
from mutation_rings import RINGS, Ring
from oracle_compare import tell

EDGES = [ring for ring in RINGS if ring.name in ("edges", "turns", "crowd", "cycles")]


@pytest.mark.parametrize("ring", EDGES, ids=lambda ring: f"{ring.name} {ring.dates[0]}")
def test_marts_agree_on_the_edges_of_the_law(nobody: EmptyMarts, ring: Ring) -> None:
    with nobody.clone() as database:
        ring.populate(database.url)
        for as_of in ring.dates:
            nobody.derive(database.url, as_of, ring.marts)
            differences, judged = ring.compare(database.url, as_of)
            assert not differences, tell(differences)
            assert set(judged) == set(ring.marts)
