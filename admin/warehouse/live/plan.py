"""What a refresh does with each model: its query, what it reads, and the key by which it can be derived in parts.

A build lays the queries that dbt compiled beside its tables, so that they are published, rolled back and dropped with
them, and a refresh needs no dbt: docs/decisions/0029-live-marts.md.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from graphlib import TopologicalSorter
from typing import Any, Final

from psycopg import Connection, sql
from psycopg.types.json import Jsonb

from admin.warehouse.live.turn import STATE
from admin.warehouse.publish import NEXT
from admin.warehouse.quality import EMPLOYMENT, FINDINGS, FOUND, RULE
from models.feed import MART

MODELS: Final = "live_model"
PARKED: Final = "live_parked"
RELATION: Final = re.compile(r'"(\w+)"\."(\w+)"')
WHOLE: Final = "whole"
USUAL_KEY: Final = "employee_id"
# Where the keys of a table stand that has not the reader's own key: by the reader's key and the table's.
USUAL_THROUGH: Final = {
    ("employee_id", "person_id"): "stg_personnel__employee.person_id",
    ("employee_id", "appraisal_id"): "stg_personnel__appraisal.appraisal_id",
    ("appraisal_id", "employee_id"): "stg_personnel__appraisal.employee_id",
}
EMPLOYED: Final = f'"staging"."{EMPLOYMENT}"'
# What belongs to the build itself stays as the build wrote it.
FIXED: Final = frozenset({"int_build", "stg_stewardship__warehouse_build", "build_info", MART})

CREATE: Final = """
    CREATE UNLOGGED TABLE {models} (
        place integer PRIMARY KEY, name text NOT NULL, schema text NOT NULL, query text NOT NULL,
        key text, through jsonb NOT NULL, slice text, grain text[] NOT NULL
    );
    CREATE UNLOGGED TABLE {state} (
        build_id bigint NOT NULL, sees pg_snapshot NOT NULL, refreshed_at timestamptz NOT NULL,
        server text NOT NULL,
        is_armed boolean NOT NULL DEFAULT FALSE, entries bigint NOT NULL DEFAULT 0
    );
    CREATE UNLOGGED TABLE {parked} (
        transaction_id bigint PRIMARY KEY, rows jsonb NOT NULL, reason text NOT NULL,
        parked_at timestamptz NOT NULL DEFAULT clock_timestamp(), state text, model text, column_name text
    )
"""
READ_MODELS: Final = f"SELECT name, schema, query, key, through, slice, grain FROM staging.{MODELS} ORDER BY place"


@dataclass(frozen=True)
class Model:
    """A model of dbt: where it is, its query on the live tables, and the column by which it is derived in parts.

    A part is all rows with one value of `key`. Of whatever it reads it depends only on the rows with that value, if
    there is a column of that name, and else on the table as a whole. `through` tells of tables that a part reads by
    another column: `{"int_employee__identity": ["employee_id", "stg_personnel__development_action.mentor_id"]}` means
    the rows with the value itself, and those whose own key stands in that column of the part's rows of that other table
    (`table.column@key` when the part's key has another name there); with an empty list nothing follows from a change of
    that table, because its rows come and go with those of another that the query reads. `WHOLE`: a model is always
    derived as a whole; None: by the usual key, if it has it. `slice` is a condition: the query makes only those rows of
    the table. `grain` are columns that tell its rows apart, as its tests say; empty when none do.
    """

    name: str
    schema: str
    query: str
    key: str | None = None
    through: Mapping[str, list[str]] = field(default_factory=dict)
    slice: str | None = None
    grain: Sequence[str] = ()

    @property
    def reads(self) -> set[tuple[str, str]]:
        """Schema and name of every table that the query reads."""
        return {(match[1], match[2]) for match in RELATION.finditer(self.query)}


def list_models(manifest: Any) -> list[Model]:
    """Return the models of a manifest as a build has just compiled them, a cause before its consequences."""
    nodes = {key: node for key, node in manifest.nodes.items() if node.resource_type == "model"}
    order = TopologicalSorter({key: set(node.depends_on_nodes) & nodes.keys() for key, node in nodes.items()})
    grains = find_grains(manifest)
    found: list[Model] = []
    for node in (nodes[key] for key in order.static_order()):
        if node.config.materialized == "table" and node.name not in FIXED:
            made = _slice_findings(node, nodes) if node.name == FOUND else _make_models(node)
            found += [replace(model, grain=grains.get(node.unique_id, ())) for model in made]
    return found


def find_grains(manifest: Any) -> dict[str, tuple[str, ...]]:
    """Return for each model which columns tell its rows apart, from its primary key or its tests."""
    found: dict[str, tuple[str, ...]] = {}
    for node in manifest.nodes.values():
        if node.resource_type == "model":
            if node.fqn[1] == "staging":
                found[node.unique_id] = (f"{node.name.partition('__')[2]}_id",)
            for constraint in node.constraints:
                if constraint.type == "primary_key":
                    found[node.unique_id] = tuple(constraint.columns)
        elif node.resource_type == "test" and (told := getattr(node, "test_metadata", None)) and not node.config.where:
            columns = {"unique": [node.column_name], "unique_combination": told.kwargs.get("columns")}.get(told.name)
            if columns:
                found.setdefault(node.attached_node, tuple(columns))
    return found


def _make_models(node: Any) -> Iterator[Model]:
    """Yield a model; in two slices if rows without a value of the key come from such rows of one table it reads."""
    made = _make_model(node, node.compiled_code)
    origin = node.config.meta.get("refresh", {}).get("nulls_from")
    if not origin:
        yield made
        return
    for key, condition in ((made.key, f"{made.key} IS NOT NULL"), (WHOLE, f"{made.key} IS NULL")):
        narrowed = f'(SELECT * FROM "staging"."{origin}" WHERE {condition}) AS origin'
        query = made.query.replace(f'"staging"."{origin}"', narrowed)
        yield replace(made, query=query, key=key, slice=condition)


def _make_model(node: Any, query: str, declared_by: Any = None, condition: str | None = None) -> Model:
    told = (declared_by or node).config.meta.get("refresh", {})
    written = localize(query, node.database)
    return Model(node.name, _live(node.schema), written, told.get("by"), told.get("through", {}), condition)


def _slice_findings(node: Any, nodes: Mapping[str, Any]) -> Iterator[Model]:
    """Yield the table of findings rule by rule, for an edit concerns few of the rules."""
    for written in node.extra_ctes:
        head, listed = written.sql.split(" as ", 1)
        rule = head.strip().partition(RULE.format(code=""))[2]
        query = FINDINGS.format(rule=rule, listed=listed, employment=EMPLOYED)
        yield _make_model(node, query, nodes[written.id], f"rule_code = '{rule}'")


def store_models(connection: Connection[Any], models: Iterable[Model], sees: str, build_id: int) -> None:
    """Lay the models beside the tables of the next build, and what state of the data it has read."""
    table, state, parked = (sql.Identifier(f"staging__{NEXT}", name) for name in (MODELS, STATE, PARKED))
    connection.execute(sql.SQL(CREATE).format(models=table, state=state, parked=parked))
    with connection.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(table)) as writer:
        for place, model in enumerate(models):
            told = (model.name, model.schema, model.query, model.key, Jsonb(dict(model.through)), model.slice)
            writer.write_row((place, *told, list(model.grain)))
    connection.execute(
        sql.SQL(
            "INSERT INTO {} SELECT %s, %s::pg_snapshot, clock_timestamp(), system_identifier FROM pg_control_system()"
        ).format(state),
        [build_id, sees],
    )


def read_models(connection: Connection[Any]) -> list[Model]:
    """Return the models of the published build in their order."""
    return [Model(*row) for row in connection.execute(READ_MODELS)]


def _live(schema: str) -> str:
    return schema.split("__")[0]


def localize(query: str, database: str) -> str:
    """Return a query without the database's name, on the live schemas."""
    return re.sub(rf'"{re.escape(database)}"\."([a-z]+)(?:__\w+)?"\.', r'"\1".', query)
