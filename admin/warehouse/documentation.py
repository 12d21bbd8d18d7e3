"""Lay beside the tables of a build what dbt knows of them, so that readers look up the set that is published.

dbt's own folder is another build's, or gone, by the time somebody asks: docs/decisions/0037-meaning.md.
"""

from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass, fields
from typing import Any, Final

from psycopg import Connection, sql
from psycopg.types.json import Jsonb

from admin.warehouse.live.plan import find_grains, localize
from admin.warehouse.publish import NEXT

TABLE: Final = "build_documentation"
CREATE: Final = """
    CREATE TABLE {} (
        name text PRIMARY KEY, kind text NOT NULL, layer text NOT NULL, group_name text, owner text,
        description text NOT NULL, is_private boolean NOT NULL, place text NOT NULL, path text NOT NULL,
        reads text[] NOT NULL, grain text[] NOT NULL, columns jsonb NOT NULL, tests jsonb NOT NULL, query text
    )
"""
READ_TYPES: Final = """
    SELECT relname, attname, format_type(atttypid, atttypmod)
    FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
    WHERE relnamespace::regnamespace::text = ANY(%s) AND relkind IN ('r', 'v') ORDER BY relname, attnum
"""
SCHEMAS: Final = [f"{schema}__{NEXT}" for schema in ("rules", "staging", "marts")]
MODEL, SEED, SOURCE, EXPOSURE = "model", "seed", "source", "exposure"


@dataclass(frozen=True)
class Documented:
    """One node of the project.

    Attributes:
        kind: model, seed, source (a table of records) or exposure (what reads marts).
        layer: of a model staging, intermediate or marts; else the kind once more.
        place: where it is: the schema and the table, or the address of an exposure.
        reads: the names of what it reads.
        columns: name, type and description of each.
        tests: of each what is asked, of which column, whether it only warns, its description.
        query: as dbt compiled it, on the published schemas.
    """

    name: str
    kind: str
    layer: str
    group_name: str | None
    owner: str | None
    description: str
    is_private: bool
    place: str
    path: str
    reads: list[str]
    grain: list[str]
    columns: list[dict[str, str]]
    tests: list[dict[str, Any]]
    query: str | None = None


def store_documentation(connection: Connection[Any], manifest: Any) -> None:
    """Write down every node of a manifest as a build has just compiled it, beside the tables of the next set."""
    types: dict[str, dict[str, str]] = {}
    for table, column, kind in connection.execute(READ_TYPES, [SCHEMAS]):
        types.setdefault(table, {})[column] = kind
    place = sql.Identifier(f"staging__{NEXT}", TABLE)
    connection.execute(sql.SQL(CREATE).format(place))
    names = [field.name for field in fields(Documented)]
    copy = sql.SQL("COPY {} ({}) FROM STDIN").format(place, sql.SQL(", ").join(map(sql.Identifier, names)))
    jsons = {names.index(name) for name in ("columns", "tests")}
    with connection.cursor().copy(copy) as writer:
        for node in describe_project(manifest, types):
            writer.write_row([Jsonb(it) if at in jsons else it for at, it in enumerate(astuple(node))])


def describe_project(manifest: Any, types: Mapping[str, Mapping[str, str]]) -> Iterator[Documented]:
    """Yield every model, seed, source and exposure; `types` tells those of the columns, by table."""
    names = {
        **{key: node.name for key, node in manifest.nodes.items() if node.resource_type in (MODEL, SEED)},
        **{key: f"{node.source_name}.{node.name}" for key, node in manifest.sources.items()},
    }
    owners = {group.name: group.owner.name for group in manifest.groups.values()}
    tests, grains = _gather_tests(manifest), find_grains(manifest)
    for key, node in manifest.nodes.items():
        if key in names:
            yield _describe_node(node, names, owners, tests.get(key, []), grains.get(key, ()), types.get(node.name, {}))
    for key, node in manifest.sources.items():
        columns = [_describe_column(column, {}) for column in node.columns.values()]
        path = node.original_file_path
        yield Documented(
            *(names[key], SOURCE, SOURCE, None, None, _join(node.description), False, names[key], path),
            *([], [], columns, []),
        )
    for node in manifest.exposures.values():
        reads = sorted(names[parent] for parent in node.depends_on_nodes if parent in names)
        yield Documented(
            *(node.name, EXPOSURE, EXPOSURE, None, node.owner.name, _join(node.description), False, node.url or ""),
            *(node.label or node.name, reads, [], [], []),
        )


def _describe_node(
    node: Any,
    names: Mapping[str, str],
    owners: Mapping[str, str],
    tests: list[dict[str, Any]],
    grain: tuple[str, ...],
    types: Mapping[str, str],
) -> Documented:
    is_model = node.resource_type == MODEL
    compiled = node.compiled_code if is_model else None
    return Documented(
        name=node.name,
        kind=node.resource_type,
        layer=node.fqn[1] if is_model else SEED,
        group_name=node.group,
        owner=owners.get(node.group),
        description=_join(node.description),
        is_private=is_model and str(node.access) == "private",
        place=f"{node.schema.split('__')[0]}.{node.name}",
        path=node.original_file_path,
        reads=sorted({names[key] for key in node.depends_on_nodes if key in names}),
        grain=list(grain),
        columns=[_describe_column(column, types) for column in node.columns.values()],
        tests=tests,
        query=localize(compiled, node.database).strip() if compiled else None,
    )


def _describe_column(column: Any, types: Mapping[str, str]) -> dict[str, str]:
    kind = types.get(column.name) or column.data_type or ""
    return {"name": column.name, "type": kind, "description": _join(column.description)}


def _gather_tests(manifest: Any) -> dict[str, list[dict[str, Any]]]:
    """Return by model the data tests and unit tests that guard it."""
    found: dict[str, list[dict[str, Any]]] = {}
    for test in manifest.nodes.values():
        if test.resource_type == "test":
            about = [test.attached_node] if getattr(test, "attached_node", None) else test.depends_on_nodes
            for key in about:
                found.setdefault(key, []).append(_describe_test(test))
    for test in manifest.unit_tests.values():
        told = {"kind": "unit", "name": test.name, "description": _join(test.description), "warns": False}
        for key in test.depends_on_nodes[:1]:
            found.setdefault(key, []).append(told)
    return {key: sorted(tests, key=lambda test: (test["kind"], test["name"])) for key, tests in found.items()}


def _describe_test(test: Any) -> dict[str, Any]:
    metadata = getattr(test, "test_metadata", None)
    arguments = dict(metadata.kwargs) if metadata is not None else {}
    return {
        "kind": metadata.name if metadata is not None else "query",
        "name": test.name,
        "column": test.column_name if metadata is not None else None,
        "asks": arguments.get("expression")
        or ", ".join(map(str, arguments.get("values") or arguments.get("columns") or [])),
        "description": _join(test.description),
        "warns": test.config.severity.lower() == "warn",
    }


def _join(text: str | None) -> str:
    return " ".join((text or "").split())
