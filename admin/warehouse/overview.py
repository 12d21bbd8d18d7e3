"""What is in the database: revision, row counts, last build, published build."""

from typing import Any

import psycopg
from psycopg import Connection, sql
from psycopg.rows import dict_row

from admin.warehouse.migrate import schema_revision
from admin.warehouse.publish import find_live_build

EMPTY: dict[str, Any] = {"schema_revision": None, "rows": {}, "last_build": None, "published_build_id": None}

TABLES = """
    SELECT schemaname, tablename FROM pg_tables
    WHERE schemaname = ANY(%(schemas)s) ORDER BY array_position(%(schemas)s, schemaname), tablename
"""

LAST_BUILD = """
    SELECT id AS build_id, status, as_of_date, started_at, finished_at, published_at, nodes,
        tests_passed, tests_warned, tests_failed, rule_set_hash, code_commit
    FROM stewardship.warehouse_build ORDER BY id DESC LIMIT 1
"""


def read_overview(url: str) -> dict[str, Any]:
    """Return the schema revision, exact row counts by `schema.table`, the last build and the published build's id."""
    revision = schema_revision(url)
    with psycopg.connect(url) as connection:
        rows = _count_rows(connection)
        if revision is None:
            return EMPTY | {"rows": rows}
        return {
            "schema_revision": revision,
            "rows": rows,
            "last_build": _read_last_build(connection),
            "published_build_id": find_live_build(connection),
        }


def has_published_marts(url: str) -> bool:
    """Tell whether readers have marts to read."""
    with psycopg.connect(url) as connection:
        return find_live_build(connection) is not None


def has_employees(url: str) -> bool:
    """Tell whether anybody is in the personnel tables."""
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT FROM personnel.employee LIMIT 1").fetchone() is not None


def _read_last_build(connection: Connection[Any]) -> dict[str, Any] | None:
    with connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(LAST_BUILD).fetchone()


def _count_rows(connection: Connection[Any]) -> dict[str, int]:
    schemas = ["reference", "personnel", "stewardship", "marts"]
    counts = {}
    for schema, table in connection.execute(TABLES, {"schemas": schemas}).fetchall():
        row = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(schema, table))).fetchone()
        counts[f"{schema}.{table}"] = int(row[0]) if row else 0
    return counts
