"""The statement that refreshes one model: derive it anew, wholly or in parts, and write only the rows that differ."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from psycopg import Connection

from admin.warehouse.feed.moves import compose_steps
from admin.warehouse.live.plan import RELATION, Model

SOURCES: Final = frozenset({"personnel", "reference", "stewardship"})
SCHEMAS: Final = [*sorted(SOURCES), "rules", "staging", "marts"]
KEYS: Final = "%(keys)s::bigint[]"

READ_COLUMNS: Final = """
    SELECT relnamespace::regnamespace::text, relname, array_agg(attname::text ORDER BY attnum),
        array_agg(format_type(atttypid, atttypmod) ORDER BY attnum)
    FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
    WHERE relnamespace::regnamespace::text = ANY(%s) AND relkind IN ('r', 'v')
    GROUP BY 1, 2
"""
# Rows are the same when their 64-bit hashes are. `NOT IN` is answered from a hash table however many rows PostgreSQL
# expects; a join might compare each with each. The removal comes first, so that a row may take the place of another
# with the same key.
STATEMENT: Final = """
WITH {reads}derived AS (
{query}
),
fresh AS MATERIALIZED (
    SELECT this_row.*, hash_record_extended(this_row, 0) AS live_hash
    FROM (SELECT {casts} FROM derived WHERE {wanted}) AS this_row
),
removed AS (
    DELETE FROM {table} AS present
    WHERE {within} AND hash_record_extended(present, 0) NOT IN (SELECT live_hash FROM fresh)
    RETURNING {returned}
),
added AS (
    INSERT INTO {table} ({columns})
    SELECT {columns} FROM fresh
    WHERE (SELECT count(*) FROM removed) >= 0
        AND live_hash NOT IN (SELECT hash_record_extended(present, 0) FROM {table} AS present WHERE {within})
    RETURNING {returned}
),
{feed}touched AS (SELECT * FROM removed UNION ALL SELECT * FROM added)
SELECT count(*), {changed}{gathered} FROM touched
"""
# Rows are paired by what tells them apart; a row without its pair changes everything that reads the table.
CHANGED: Final = """(
    SELECT CASE WHEN NOT bool_or(added.{first} IS NULL OR removed.{first} IS NULL)
        THEN array_remove(ARRAY[{columns}]::text[], NULL) END
    FROM removed FULL JOIN added ON {paired}
)"""
IS_CHANGED: Final = """CASE WHEN bool_or(removed."{0}" IS DISTINCT FROM added."{0}") THEN '{0}' END"""
NARROWED: Final = '"read {name}" AS NOT MATERIALIZED (SELECT * FROM "{schema}"."{name}" WHERE {condition}),\n'


@dataclass(frozen=True)
class Place:
    """A column of another table in which the own key of the table that is read stands, beside the key of the parts."""

    table: str
    column: str
    key: str

    @classmethod
    def parse(cls, text: str, key: str) -> "Place":
        """Read `table.column` or `table.column@key`."""
        table, _, rest = text.partition(".")
        column, _, other = rest.partition("@")
        return cls(table, column, other or key)


@dataclass(frozen=True)
class Through:
    """How a part reads a table: by the table's `own` key in some places, and perhaps by the part's key as well."""

    own: str
    is_direct: bool
    places: tuple[Place, ...]

    @classmethod
    def parse(cls, texts: Iterable[str], own: str, key: str) -> "Through":
        """Read what a model says of a table with the key `own`."""
        listed = [texts] if isinstance(texts, str) else list(texts)
        return cls(own, key in listed, tuple(Place.parse(text, key) for text in listed if text != key))

    def write_condition(self, key: str) -> str:
        """Return which rows of the table the parts read."""
        conditions = [f"{key} = ANY({KEYS})"] if self.is_direct else []
        for place in self.places:
            listed = f'SELECT {place.column} FROM "staging"."{place.table}" WHERE {place.key} = ANY({KEYS})'
            conditions.append(f"{self.own} = ANY(ARRAY({listed}))")
        return " OR ".join(conditions)


Columns = Mapping[tuple[str, str], Mapping[str, str]]


def read_columns(connection: Connection[Any]) -> Columns:
    """Return the columns and their types of every table that models read or are, by schema and name."""
    rows = connection.execute(READ_COLUMNS, [SCHEMAS])
    return {(schema, name): dict(zip(names, types, strict=True)) for schema, name, names, types in rows}


def compose(
    model: Model, columns: Columns, key: str | None, through: Mapping[str, Through], told: Sequence[str] | None
) -> str:
    """Return the statement that refreshes a model, or those of its parts whose `key` is in the array %(keys)s.

    It answers one row: how many rows were removed and added; the columns in which removed and added rows differ (null
    if they cannot be paired, or no model reads them: `told` is None); then for each column of `told` an array of its
    values in them. Staging reads its source by the source's `id`.

    Args:
        through: how the tables are read that a part does not read by the key alone.
    """
    own = columns[model.schema, model.name]
    narrowed = {name: _narrow(schema, name, columns, key, through) for schema, name in sorted(model.reads)}
    query = RELATION.sub(
        lambda match: f'"read {match[2]}"' if narrowed[match[2]] else match[0], model.query.replace("%", "%%")
    )
    listed = told or ()
    is_told = model.schema == "marts" and bool(model.grain)  # in the change feed
    is_paired = told is not None and bool(model.grain)
    within = [f"present.{key} = ANY({KEYS})"] if key else []
    within += [f"present.{model.slice}"] if model.slice else []
    return STATEMENT.format(
        reads="".join(narrowed.values()),
        query=query,
        casts=", ".join(f'"{column}"::{kind} AS "{column}"' for column, kind in own.items()),
        wanted=f"{key} = ANY({KEYS})" if key else "true",
        columns=", ".join(f'"{column}"' for column in own),
        table=f'"{model.schema}"."{model.name}"',
        within=" AND ".join(within) or "true",
        returned=", ".join(f'"{column}"' for column in own)
        if is_paired or is_told
        else ", ".join(listed) or "1 AS one",
        feed=f"{compose_steps(model.name, list(own), model.grain, 'removed', 'added').strip()},\n" if is_told else "",
        changed=_write_changed(model, own) if is_paired else "NULL::text[]",
        gathered="".join(f", array_agg(DISTINCT {column})" for column in listed),
    )


def _write_changed(model: Model, own: Iterable[str]) -> str:
    return CHANGED.format(
        first=model.grain[0],
        columns=", ".join(IS_CHANGED.format(column) for column in own),
        paired=" AND ".join(f'removed."{column}" = added."{column}"' for column in model.grain),
    )


def _narrow(schema: str, name: str, columns: Columns, key: str | None, through: Mapping[str, Through]) -> str:
    """Return the part of the statement that leaves of a table what the parts read, or nothing."""
    if key is None:
        return ""
    if name in through:
        condition = through[name].write_condition(key)
    else:
        column = "id" if schema in SOURCES else key
        if column not in columns[schema, name]:
            return ""
        condition = f"{column} = ANY({KEYS})"
    return NARROWED.format(schema=schema, name=name, condition=condition)
