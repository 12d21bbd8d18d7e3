"""Random edits of the records, in whatever tables the marts read: values exchanged between rows, and rows deleted."""

import random

import psycopg
from psycopg import Connection, sql

from admin.warehouse.staging import BOOKKEEPING, STAGED

LEFT_ALONE = {"stewardship.warehouse_build", "stewardship.quality_issue"}
EDITED = tuple(name for name in STAGED if name.startswith("personnel.") and name not in LEFT_ALONE)


def edit_at_random(connection: Connection[tuple[object, ...]], draw: random.Random, edits: int) -> int:
    """Make so many edits, each in a transaction of its own; return how many the tables allowed."""
    return sum(_try(connection, draw) for _ in range(edits))


def _try(connection: Connection[tuple[object, ...]], draw: random.Random) -> bool:
    schema, name = draw.choice(EDITED).split(".")
    table = sql.Identifier(schema, name)
    try:
        with connection.transaction():
            ids = [row[0] for row in connection.execute(sql.SQL("SELECT id FROM {} ORDER BY id").format(table))]
            if len(ids) < 2:
                return False
            if draw.random() < 0.15:
                found = connection.execute(sql.SQL("DELETE FROM {} WHERE id = %s").format(table), [draw.choice(ids)])
                return found.rowcount > 0
            return _exchange(connection, draw, table, draw.sample(ids, 2))
    except psycopg.Error:
        return False  # a rule of the table speaks against it


def _exchange(
    connection: Connection[tuple[object, ...]], draw: random.Random, table: sql.Identifier, rows: list[object]
) -> bool:
    cursor = connection.execute(sql.SQL("SELECT * FROM {} LIMIT 0").format(table))
    columns = [column.name for column in cursor.description or () if column.name not in BOOKKEEPING | {"id"}]
    column = sql.Identifier(draw.choice(columns))
    statement = sql.SQL(
        "UPDATE {table} AS one SET {column} = other.{column} FROM {table} AS other"
        " WHERE one.id <> other.id AND one.id = ANY(%(rows)s) AND other.id = ANY(%(rows)s)"
        " AND one.{column} IS DISTINCT FROM other.{column}"
    )
    return connection.execute(statement.format(table=table, column=column), {"rows": rows}).rowcount > 0
