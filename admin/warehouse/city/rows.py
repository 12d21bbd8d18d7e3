"""Rows gathered in memory under the numbers they will have, then copied into their tables in order of reference."""

from collections.abc import Collection
from concurrent.futures import Executor, Future
from operator import itemgetter
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Table

import models

LEFT_TO_DATABASE = frozenset({"created_at", "updated_at", "row_version"})
HELD = ("seat", "assignment", "seat_requirement")  # seats learn their needed count only when everybody is seated


class TableRows:
    """Rows of one table waiting to be copied; row numbers start at 1 because the table is empty."""

    def __init__(self, table: Table) -> None:
        self.table = table
        columns = [column for column in table.columns if column.name not in LEFT_TO_DATABASE]
        self.columns = [column.name for column in columns]
        self.defaults = {column.name: column.default.arg if column.default is not None else None  # type: ignore[attr-defined]
                         for column in columns}  # fmt: skip
        self.known = frozenset(self.columns)
        self.written = 0
        self.waiting: list[dict[str, Any]] = []

    def add(self, values: dict[str, Any]) -> int:
        """Keep a row and return the number it will have."""
        number = self.written + len(self.waiting) + 1
        values["id"] = number
        self.waiting.append(values)
        return number

    def take(self) -> list[dict[str, Any]]:
        """Return the waiting rows, which from now on count as written."""
        taken, self.waiting = self.waiting, []
        self.written += len(taken)
        return taken

    def copy(self, connection: psycopg.Connection, taken: list[dict[str, Any]]) -> None:
        """Copy rows that were taken into the table."""
        in_order, defaults = itemgetter(*self.columns), self.defaults
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier(self.table.schema or "", self.table.name),
            sql.SQL(", ").join(sql.Identifier(column) for column in self.columns),
        )
        with connection.cursor() as cursor, cursor.copy(statement) as copy:
            for values in taken:
                copy.write_row(in_order({**defaults, **values}))


class Rows:
    """All tables of schema `personnel`, each with its waiting rows.

    What was gathered is copied in the background, by one thread of `copier`: meanwhile PostgreSQL and we both work.
    """

    def __init__(self, copier: Executor) -> None:
        self.copier = copier
        self.copying: Future[None] | None = None
        ordered = [table for table in models.Base.metadata.sorted_tables if table.schema == "personnel"]
        self.tables = {table.name: TableRows(table) for table in ordered}

    def add(self, table: str, **values: Any) -> int:
        """Keep a row for `personnel.<table>` and return its number.

        Raises:
            KeyError: the table has no such column.
        """
        rows = self.tables[table]
        if not rows.known.issuperset(values):
            raise KeyError(f"{table} has no column {sorted(values.keys() - rows.known)}")
        return rows.add(values)

    def waiting(self, table: str) -> list[dict[str, Any]]:
        """Return the rows of a table that are not copied yet, to be completed in place."""
        return self.tables[table].waiting

    def flush(self, connection: psycopg.Connection, hold: Collection[str] = HELD) -> None:
        """Begin to copy what is waiting, tables that others refer to first, except the tables to `hold` back."""
        self.wait()  # so that no more than two lots are in memory
        taken = [(rows, rows.take()) for name, rows in self.tables.items() if name not in hold and rows.waiting]
        self.copying = self.copier.submit(_copy, connection, taken)

    def wait(self) -> None:
        """Wait until everything that was begun is copied."""
        if self.copying is not None:
            self.copying.result()

    def finish(self, connection: psycopg.Connection) -> dict[str, int]:
        """Copy the rest, set every sequence after the last number, and return the number of rows per table."""
        self.flush(connection, hold=())
        self.wait()
        for name, rows in self.tables.items():
            connection.execute(
                "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s, %s)",
                [f"personnel.{name}", max(rows.written, 1), rows.written > 0],
            )
        return {name: rows.written for name, rows in self.tables.items()}


def _copy(connection: psycopg.Connection, taken: list[tuple[TableRows, list[dict[str, Any]]]]) -> None:
    for rows, values in taken:
        rows.copy(connection, values)
