"""Derive the marts that a changed rule table reaches, apart from everything that readers see.

dbt's own manifest is rearranged: only the models below the changed table run, into schemas of the preview, and whatever
else they read is the published set. So the data are the same and only the rule differs, and nothing is parsed, copied
or tested twice. Design and measurements: docs/rules-preview.md.
"""

import copy
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

import psycopg
from psycopg import Connection, sql

from admin.errors import MeritError
from admin.rule_change.checking import RuleChange
from admin.rule_change.problems import BUSY, OTHER_MERIT, STILL_READ, UNDERIVABLE, UnpreviewedError
from admin.rule_change.tables import RULES
from admin.warehouse.swap import SCHEMAS
from admin.warehouse.transform import Project

LOCK = 7_304_224  # advisory lock of previews: one at a time, and none keeps a build from running
TARGET = "preview"  # of dbt_project/profiles.yml
APPLICATION = "merit preview"  # application_name of that target
CHANGED, OTHER_DAY = "preview", "preview_day"  # suffixes of the schemas: with the changed rule, and without it
BUILD = "model.merit.int_build"
UNCOMPARED = {"build_info", "data_gap", "data_quality", "data_quality_issue"}  # about the build and the records


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


def make_plan(manifest: Any, table: str, is_other_day: bool) -> Plan:
    """Return which models a change of the rule table reaches, and for another day also those that follow the day."""
    children = _children(manifest)
    below = _walk(f"seed.merit.{table}", children)
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


def derive(
    connection: Connection[Any], url: str, project: Project, manifest: Any, plan: Plan, change: RuleChange, day: date
) -> None:
    """Fill the preview's schemas with the marts of `plan`.

    Raises:
        UnpreviewedError: a model cannot be derived with the changed rule, so that a build with it would fail too.
    """
    _store_rules(connection, change)
    if plan.dated:
        _store_day(connection, day)
        places = dict.fromkeys(plan.dated, OTHER_DAY)
        _run(project, url, manifest, plan.dated - {BUILD}, places)
    places = dict.fromkeys(plan.dated, OTHER_DAY) | dict.fromkeys(plan.changed, CHANGED)
    places[f"seed.merit.{change.table.name}"] = CHANGED
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
    target = sql.Identifier(f"{RULES}__{CHANGED}", change.table.name)
    live = sql.Identifier(RULES, change.table.name)
    connection.execute(sql.SQL("CREATE TABLE {} (LIKE {})").format(target, live))
    columns = sql.SQL(", ").join(map(sql.Identifier, change.table.header))
    with connection.cursor().copy(sql.SQL("COPY {} ({}) FROM STDIN").format(target, columns)) as writer:
        for row in change.rows:
            writer.write_row(row)
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
