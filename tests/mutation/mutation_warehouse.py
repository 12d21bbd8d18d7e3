"""The databases in which changed rules are tried: one for each population and date, derived by the SQL dbt compiled."""

import hashlib
import multiprocessing
import pickle
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
from mutation_rings import RINGS, Ring
from mutation_told import add_told
from mutation_universe import JUDGED, Digest, Graph, Judged, Node, Universe, find_ancestors
from psycopg import sql

from admin.settings import PROJECT
from admin.warehouse.build import read_one_state
from admin.warehouse.codes import load_codes
from admin.warehouse.database import ensure_database
from admin.warehouse.migrate import migrate
from admin.warehouse.server import stop_server
from admin.warehouse.transform import open_project
from models.build import BuildStatus
from tests.conftest import Server, make_settings, open_directory


@dataclass(frozen=True)
class Place:
    """A universe before a process opens its own copy of it: the database, and what is true there."""

    name: str
    database: str
    judged: Mapping[str, Judged]
    truth: Mapping[str, Digest]
    differences: int

    @property
    def mark(self) -> str:
        """Return a digest of what is judged and what is true of it."""
        told = [(name, judged, self.truth[name][JUDGED:]) for name, judged in sorted(self.judged.items())]
        return hashlib.sha256(repr(told).encode()).hexdigest()


CONNECTIONS = 400  # every process keeps one to every population


@contextmanager
def open_server(home: Path | None) -> Iterator[Server]:
    """Start an embedded PostgreSQL in a home that stays, or in a temporary one."""
    with open_directory() if home is None else nullcontext(home) as directory:
        settings = make_settings(directory / "home")
        try:
            server = Server(settings, ensure_database(settings))
            with psycopg.connect(server.superuser_url(), autocommit=True) as connection:
                connection.execute(f"ALTER SYSTEM SET max_connections = {CONNECTIONS}".encode())
            stop_server(settings)
            yield Server(settings, ensure_database(settings))
        finally:
            stop_server(settings)


def derive_places(server: Server, rings: Sequence[str], mark: str, jobs: int) -> tuple[Graph, list[Place]]:
    """Derive the rings of these names (all if none) in so many processes, or find them derived for the same `mark`."""
    mark = " ".join((mark, *rings))
    kept = server.settings.home / "places.pickle"
    if kept.exists():
        derived = pickle.loads(kept.read_bytes())
        if derived[0] == mark:
            return derived[1], derived[2]
    migrate(server.database.url)
    load_codes(server.database.url)
    graph = derive_nothing(server, "merit")
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        chosen = [number for number, ring in enumerate(RINGS) if not rings or ring.name in rings]
        found = pool.starmap(_populate, [(server, graph, number) for number in chosen], chunksize=1)
    places = [place for part in found for place in part]
    kept.write_bytes(pickle.dumps((mark, graph, places)))
    return graph, places


def _populate(server: Server, graph: Graph, number: int) -> list[Place]:
    return list(populate(server, graph, "merit", RINGS[number]))


def derive_nothing(server: Server, database: str) -> Graph:
    """Give a database with tables and code lists the law and empty marts; return the models, and what is told."""
    url = server.rename_database(server.database.url, database)
    project = open_project(PROJECT, server.settings.home / "dbt")
    with read_one_state(url) as state:
        with psycopg.connect(url) as connection:
            connection.execute(
                "INSERT INTO stewardship.warehouse_build (status, as_of_date, rule_set_hash) VALUES (%s, %s, %s)",
                [BuildStatus.BUILDING.value, date(2024, 12, 31), state.rule_set_hash],
            )
        outcomes = project.run(
            "build", "--exclude-resource-type", "test", "unit_test", url=url, snapshot=state.snapshot
        )
    assert {outcome.status for outcome in outcomes} == {"success"}, [each for each in outcomes if each.is_problem]
    graph = _read_graph(project.parse(url))
    add_told(url, graph)
    return graph


def _read_graph(manifest: Any) -> Graph:
    """Return dbt's models in order, each with its compiled SQL; a view or an ephemeral one is read through."""
    nodes = {node.name: node for node in manifest.nodes.values() if node.resource_type in ("model", "seed")}
    views = {name for name, node in nodes.items() if node.config.materialized in ("view", "ephemeral")}
    reads = {
        name: {each.split(".")[2] for each in getattr(node.depends_on, "nodes", ())}  # a seed depends on none
        for name, node in nodes.items()
    }
    for name in reads:
        while through := reads[name] & views:
            reads[name] = (reads[name] - through).union(*(reads[view] for view in through))
    waiting = {name for name, node in nodes.items() if node.resource_type == "model"} - views
    graph: Graph = {}
    while waiting:
        ready = sorted(name for name in waiting if not reads[name] & waiting)
        for name in ready:
            node = nodes[name]
            query = node.compiled_code.replace(f'"{node.database}".', "")
            graph[name] = Node(node.schema, name, query, frozenset(reads[name]))
        waiting.difference_update(ready)
    return graph


def populate(server: Server, graph: Graph, empty: str, ring: Ring) -> Iterator[Place]:
    """Make a database for each date of a ring from one without people, and compare its marts with the oracle."""
    first = f"mutation_{ring.name}_{ring.dates[0]:%Y%m%d}"
    copy_database(server, empty, first)
    ring.populate(server.rename_database(server.database.url, first))
    for as_of in ring.dates:
        name = f"{first}_on_{as_of:%Y%m%d}"
        copy_database(server, first, name)
        url = server.rename_database(server.database.url, name)
        needed = find_ancestors(graph, ring.judged)
        universe = Universe(url, {each: node for each, node in graph.items() if each in needed}, {})
        universe.derive(as_of)
        differences, judged = ring.compare(url, as_of)
        universe.settle(judged)
        universe.connection.close()
        yield Place(f"{ring.name} {as_of}", name, judged, universe.truth, len(differences))


def open_universe(server: Server, graph: Graph, place: Place, copy: int) -> Universe:
    """Open a copy of a place for one process."""
    name = f"{place.database}_{copy}"
    copy_database(server, place.database, name)
    universe = Universe(server.rename_database(server.database.url, name), graph, place.judged)
    universe.truth = dict(place.truth)
    return universe


def copy_database(server: Server, source: str, name: str) -> None:
    """Copy a database in place of what has the name, whoever is still connected to either."""
    with psycopg.connect(server.superuser_url(), autocommit=True) as connection:
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [source])
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        query = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy OWNER merit")
        connection.execute(query.format(sql.Identifier(name), sql.Identifier(source)))
