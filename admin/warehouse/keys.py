"""What BI tools discover of the marts besides their columns: foreign keys, and indexes for the questions people ask.

Both are told by rule from names, for every set before it is published. Design and measurements:
docs/decisions/0039-readers.md.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from psycopg import Connection, sql

# Whose keys stand in other marts, under which names.
SUBJECTS: Final = {
    "employee_current": ("employee_id", ("employee_id", "appraiser_id", "chosen_id")),
}
TOLD_SINCE: Final = 180_000  # the first version of PostgreSQL in which a foreign key can be told and not enforced
# A column is an answer's beginning when one of its values leaves few of many rows: below LARGE rows a scan of them all
# takes some milliseconds, and for a column of few values no index is used.
LARGE: Final = 20_000
FEWEST: Final = 20
ASKED_BY: Final = r"^(nip|year|month|\w*unit_id|\w+_(on|tmt|from|code))$"

READ_KEYS: Final = """
    SELECT relname::text,
        array_agg(attname::text ORDER BY array_position(conkey, attnum)) FILTER (WHERE attnum = ANY(conkey)),
        array_agg(attname::text ORDER BY attnum)
    FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
    LEFT JOIN pg_constraint ON conrelid = pg_class.oid AND contype = 'p'
    WHERE relnamespace = to_regnamespace(%s) AND relkind = 'r' GROUP BY relname ORDER BY relname
"""
FIND_ASKED: Final = """
    SELECT relname::text, pg_attribute.attname::text FROM pg_class
    JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
    JOIN pg_stats ON schemaname = %(schema)s AND tablename = relname AND pg_stats.attname = pg_attribute.attname
    WHERE relnamespace = to_regnamespace(%(schema)s) AND relkind = 'r' AND reltuples >= %(large)s
        AND pg_attribute.attname ~ %(asked)s AND (n_distinct < 0 OR n_distinct >= %(fewest)s)
        AND NOT EXISTS (SELECT FROM pg_index WHERE indrelid = pg_class.oid AND indkey[0] = attnum)
    ORDER BY relname, attnum
"""


class Mart(NamedTuple):
    """A mart: the columns of its key and all its columns."""

    key: tuple[str, ...]
    columns: tuple[str, ...]


class Reference(NamedTuple):
    """A foreign key: columns of one mart that hold the key of another."""

    mart: str
    columns: tuple[str, ...]
    target: str
    key: tuple[str, ...]


def add_keys(connection: Connection[Any], suffix: str, large: int = LARGE) -> None:
    """Add to the marts of a set that nobody reads yet the foreign keys, and indexes to those of `large` rows and more.

    The keys are told and not enforced: the build's tests hold the data to them, and a check of each row would cost
    every refresh more than the rest of it. Servers older than 18 know no such keys; there they are left out.
    """
    schema = f"marts__{suffix}"
    asked = {"schema": schema, "large": large, "asked": ASKED_BY, "fewest": FEWEST}
    statements = [
        sql.SQL("CREATE INDEX ON {} ({})").format(sql.Identifier(schema, mart), sql.Identifier(column))
        for mart, column in connection.execute(FIND_ASKED, asked)
    ]
    if connection.info.server_version >= TOLD_SINCE:
        statements += [_write_reference(schema, found) for found in find_references(_read_marts(connection, schema))]
    if statements:
        with connection.transaction():
            connection.execute(sql.SQL(";").join(statements))


def find_references(marts: Mapping[str, Mart]) -> Iterator[Reference]:
    """Yield the foreign keys among marts: to who or what a column names, and from parts of a row to the whole.

    A part has all columns of the whole's key, two or more, as a beginning of its own key.
    """
    for mart, (own, columns) in marts.items():
        for target, (key, names) in SUBJECTS.items():
            if target != mart and target in marts and marts[target].key == (key,):
                yield from (Reference(mart, (name,), target, (key,)) for name in names if name in columns)
        for target, whole in marts.items():
            if 1 < len(whole.key) < len(own) and own[: len(whole.key)] == whole.key:
                yield Reference(mart, whole.key, target, whole.key)


def _read_marts(connection: Connection[Any], schema: str) -> dict[str, Mart]:
    rows = connection.execute(READ_KEYS, [schema])
    return {name: Mart(tuple(key or ()), tuple(columns)) for name, key, columns in rows}


def _write_reference(schema: str, found: Reference) -> sql.Composed:
    return sql.SQL("ALTER TABLE {} ADD FOREIGN KEY ({}) REFERENCES {} ({}) NOT ENFORCED").format(
        sql.Identifier(schema, found.mart),
        sql.SQL(", ").join(map(sql.Identifier, found.columns)),
        sql.Identifier(schema, found.target),
        sql.SQL(", ").join(map(sql.Identifier, found.key)),
    )
