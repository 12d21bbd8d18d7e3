"""Derive marts with a changed rule table or for another day, apart from everything that readers see.

dbt's own manifest is rearranged: only the models below the changed table, or that follow the day, run into schemas of
the preview, and whatever else they read is the published set. So the data are the same and only the rule or the day
differs, and nothing is parsed, copied or tested twice. Design and measurements: docs/rules-preview.md.
"""

import copy
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import psycopg
from psycopg import Connection, sql
from sqlalchemy.exc import DBAPIError

from admin.errors import MeritError
from admin.rule_change.checking import RuleChange
from admin.rule_change.problems import (
    BUSY,
    EMPTIED,
    NOTHING_PUBLISHED,
    OTHER_MERIT,
    OVERTAKEN,
    STILL_READ,
    UNDERIVABLE,
    UnpreviewedError,
)
from admin.rule_change.tables import RuleTable
from admin.settings import Settings
from admin.warehouse.publish import find_live_build
from admin.warehouse.swap import SCHEMAS
from admin.warehouse.transform import Project, open_project

LOCK = 7_304_224  # advisory lock of previews: one at a time, and none keeps a build from running
TARGET = "preview"  # of dbt_project/profiles.yml
APPLICATION = "merit preview"  # application_name of that target
CHANGED, OTHER_DAY = "preview", "preview_day"  # suffixes of the schemas: with the changed rule, and without it
BUILD = "model.merit.int_build"
UNCOMPARED = {"build_info", "data_gap", "data_quality", "data_quality_issue"}  # about the build and the records
TRIES = 2  # a publication in the middle makes a derivation start over once
NUMBER_ROWS = sql.SQL("""
    UPDATE {target} AS given SET {number} = counted.number
    FROM (SELECT ctid AS place, row_number() OVER () AS number FROM {target}) AS counted
    WHERE given.ctid = counted.place
""")


Derived = TypeVar("Derived")


@dataclass(frozen=True)
class Plan:
    """What must be derived: `marts` are compared, `changed` follow the rule, `dated` the day (empty: as published)."""

    marts: tuple[str, ...]
    changed: frozenset[str]
    dated: frozenset[str]

    @property
    def before(self) -> str:
        """Suffix of the marts without the change; empty for the published ones."""
        return OTHER_DAY if self.dated else ""


def make_plan(manifest: Any, table: RuleTable, is_other_day: bool) -> Plan:
    """Return which models a change of the rule table reaches, and for another day also those that follow the day."""
    children = _children(manifest)
    below = _walk(table.node, children)
    marts = {node for node in below if manifest.nodes[node].fqn[1] == "marts"}
    marts = {node for node in marts if manifest.nodes[node].name not in UNCOMPARED}
    needed = marts.union(*(_walk(mart, _parents(manifest)) for mart in marts))
    dated = (_walk(BUILD, children) & needed) | {BUILD} if is_other_day else set()
    names = tuple(sorted(manifest.nodes[mart].name for mart in marts))
    return Plan(names, frozenset(below & needed), frozenset(dated))


@contextmanager
def own_schemas(url: str) -> Iterator[Connection[Any]]:
    """Hold the preview's lock and empty schemas of its own; they are gone afterwards.

    What a killed preview left is removed by the next one: whoever holds the lock knows that nobody uses it.

    Raises:
        UnpreviewedError: another preview is running.
    """
    with psycopg.connect(url, autocommit=True, application_name="merit rules") as connection:
        if connection.execute("SELECT pg_try_advisory_lock(%s)", [LOCK]).fetchone() != (True,):
            raise UnpreviewedError(BUSY)
        _drop_all(connection)
        try:
            for suffix in (CHANGED, OTHER_DAY):
                for schema in SCHEMAS:
                    connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(f"{schema}__{suffix}")))
            yield connection
        finally:
            if not connection.closed:
                with suppress(MeritError):  # the next preview will try again
                    _drop_all(connection)
                # Left to the end of the session, the lock would stand for a moment after the connection is closed.
                connection.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def derive_steadily(
    url: str, work: Callable[[Connection[Any], int], Derived], progress: Callable[[str], None]
) -> Derived:
    """Return what `work` makes in the preview's schemas beside one published build, whose number it is given.

    Raises:
        UnpreviewedError: nothing is published, another preview is running, or marts were published again and again.
    """
    for _ in range(TRIES):
        with own_schemas(url) as connection:
            live = find_live_build(connection)
            if live is None:
                raise UnpreviewedError(NOTHING_PUBLISHED)
            try:
                made = work(connection, live)
            except (MeritError, DBAPIError, psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn):
                if find_live_build(connection) == live:
                    raise
            else:
                if find_live_build(connection) == live:
                    return made
            progress("New marts were published meanwhile: starting over")
    raise UnpreviewedError(OVERTAKEN)


def open_own_project(settings: Settings, root: Path) -> Project:
    """Return the dbt project at `root` with its working files in Merit's home."""
    work = settings.prepare_home() / "dbt"
    work.mkdir(mode=0o700, exist_ok=True)
    return open_project(root, work)


def read_published_day(connection: Connection[Any]) -> date:
    """Return the day of the published set from the intermediate tables, which a crash of the server empties.

    Raises:
        UnpreviewedError: they are empty.
    """
    row = connection.execute("SELECT as_of_date FROM staging.int_build").fetchone()
    if row is None:
        raise UnpreviewedError(EMPTIED)
    day: date = row[0]
    return day


def find_dated(manifest: Any, marts: Iterable[str]) -> frozenset[str]:
    """Return the models that follow the day, of the marts named and of all that these need."""
    wanted = {f"model.merit.{mart}" for mart in marts}
    needed = wanted.union(*(_walk(mart, _parents(manifest)) for mart in wanted))
    return frozenset(_walk(BUILD, _children(manifest)) & needed | {BUILD})


def derive_day(
    connection: Connection[Any], url: str, project: Project, manifest: Any, dated: frozenset[str], day: date
) -> None:
    """Fill the schemas of the other day with the models that follow it; raises as `derive` does."""
    _store_day(connection, day)
    _run(project, url, manifest, dated - {BUILD}, dict.fromkeys(dated, OTHER_DAY))


def derive(
    connection: Connection[Any], url: str, project: Project, manifest: Any, plan: Plan, change: RuleChange, day: date
) -> None:
    """Fill the preview's schemas with the marts of `plan`.

    Raises:
        UnpreviewedError: a model cannot be derived with the changed rule, so that a build with it would fail too.
    """
    _store_rules(connection, change)
    if plan.dated:
        derive_day(connection, url, project, manifest, plan.dated, day)
    places = dict.fromkeys(plan.dated, OTHER_DAY) | dict.fromkeys(plan.changed, CHANGED)
    places[change.table.node] = CHANGED
    _run(project, url, manifest, plan.changed, places)


def arrange(manifest: Any, chosen: frozenset[str], places: dict[str, str]) -> Any:
    """Return a manifest of the `chosen` models and what they read; `places` tells suffixes, others are published."""
    from dbt.contracts.graph.manifest import Manifest

    read = {parent for node in chosen for parent in manifest.nodes[node].depends_on.nodes} - chosen
    nodes = {name: copy.deepcopy(manifest.nodes[name]) for name in (*chosen, *read)}
    for name, node in nodes.items():
        layer, suffix = node.schema.split("__")[0], places.get(name)
        node.schema = f"{layer}__{suffix}" if suffix else layer
        node.relation_name = f'"{node.database}"."{node.schema}"."{node.alias}"'
        if name in chosen:
            node.config.persist_docs = {}
            node.config["unlogged"] = True
            node.config["materialized"] = "table"  # a view would be an outside dependent of the published set
        elif hasattr(node.depends_on, "nodes"):
            node.depends_on.nodes = []
    return Manifest(nodes=nodes, macros=manifest.macros, docs=manifest.docs, metadata=manifest.metadata)


def _run(project: Project, url: str, manifest: Any, chosen: frozenset[str], places: dict[str, str]) -> None:
    if not chosen:
        return
    names = [manifest.nodes[node].name for node in sorted(chosen)]
    arranged = arrange(manifest, chosen, places)
    outcomes = project.run_arranged(arranged, "run", "--select", *names, url=url, target=TARGET)
    failed = [outcome for outcome in outcomes if outcome.is_blocking]
    if failed:
        raise _refuse(failed[0].name, failed[0].detail)


def _refuse(model: str, reason: str) -> UnpreviewedError:
    """Tell a rule that no build can take from published tables that are not what the models expect."""
    detail = reason.split(" compiled code at ")[0]
    if detail.endswith("does not exist") or " does not exist LINE " in detail:
        return UnpreviewedError(OTHER_MERIT)
    return UnpreviewedError(UNDERIVABLE, detail, model=model)


def _store_rules(connection: Connection[Any], change: RuleChange) -> None:
    table = change.table
    target = sql.Identifier(f"{table.schema}__{CHANGED}", table.relation)
    live = sql.Identifier(table.schema, table.relation)
    connection.execute(sql.SQL("CREATE TABLE {} (LIKE {})").format(target, live))
    columns = sql.SQL(", ").join(map(sql.Identifier, table.header))
    with connection.cursor().copy(sql.SQL("COPY {} ({}) FROM STDIN").format(target, columns)) as writer:
        for row in change.rows:
            writer.write_row(row)
    if table.numbered:
        number = sql.Identifier(table.numbered)
        connection.execute(NUMBER_ROWS.format(target=target, number=number))
    connection.execute(sql.SQL("ANALYZE {}").format(target))


def _store_day(connection: Connection[Any], day: date) -> None:
    target = sql.Identifier(f"staging__{OTHER_DAY}", "int_build")
    connection.execute(sql.SQL("CREATE TABLE {} AS SELECT * FROM staging.int_build").format(target))
    connection.execute(sql.SQL("UPDATE {} SET as_of_date = %s").format(target), [day])


def _drop_all(connection: Connection[Any]) -> None:
    """End what a preview's dbt left running and drop the schemas of previews; we hold the lock, so none is alive."""
    connection.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
        " WHERE datname = current_database() AND usename = current_user AND application_name = %s",
        [APPLICATION],
    )
    connection.execute("SET lock_timeout = '5s'")
    try:
        for suffix in (CHANGED, OTHER_DAY):
            for schema in SCHEMAS:  # one by one: a transaction may hold only so many locks
                name = sql.Identifier(f"{schema}__{suffix}")
                connection.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(name))
    except psycopg.errors.LockNotAvailable as error:
        raise UnpreviewedError(STILL_READ) from error


def _children(manifest: Any) -> dict[str, list[str]]:
    children: dict[str, list[str]] = {}
    for name, parents in _parents(manifest).items():
        for parent in parents:
            children.setdefault(parent, []).append(name)
    return children


def _parents(manifest: Any) -> dict[str, Sequence[str]]:
    return {name: node.depends_on.nodes for name, node in manifest.nodes.items() if node.resource_type == "model"}


def _walk(start: str, edges: dict[str, Any]) -> set[str]:
    """Return what can be reached from a node, itself left out."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for name in edges.get(waiting.pop(), ()):
            if name not in found:
                found.add(name)
                waiting.append(name)
    return found
