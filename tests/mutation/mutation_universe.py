"""A derived warehouse in which a changed rule can be tried: only what depends on it is derived again, then undone.

What the marts should hold was compared with the oracle before; a change is noticed when a value that the oracle
judges is another one, or when the marts can no longer be derived. A model is only asked what it would hold, by a
statement that PostgreSQL has planned once; its table is filled anew when that is another thing.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import psycopg
from mutation_rows import Change, Row
from psycopg import sql

RULES = "rules__next"
TOO_LONG = "60s"
Digest = tuple[Any, ...]
JUDGED = 2  # where the judged part of a digest begins


@dataclass(frozen=True)
class Node:
    """A model: its schema and name, the SQL that dbt compiled for it, and the names of what it reads."""

    schema: str
    name: str
    query: str
    reads: frozenset[str]

    @property
    def relation(self) -> sql.Identifier:
        """The table."""
        return sql.Identifier(self.schema, self.name)


@dataclass(frozen=True)
class Judged:
    """What the oracle judges of a mart: expressions over its columns, and which rows."""

    columns: tuple[str, ...]
    rows: str = "true"


# Nodes by name, each after what it reads.
Graph = dict[str, Node]


class Universe:
    """The marts of one population on one date, and the connection to its database."""

    def __init__(self, url: str, graph: Graph, judged: Mapping[str, Judged]) -> None:
        self.connection = psycopg.connect(url)
        self.connection.prepared_max = 2 * len(graph)
        self.connection.execute(f"SET statement_timeout = '{TOO_LONG}'")
        self.connection.execute("SET synchronous_commit = off")
        self.connection.commit()
        self.graph = graph
        self.judged = judged
        self.needed = find_ancestors(graph, judged or graph)
        self.columns: dict[str, sql.Composed] = {}
        self.truth: dict[str, Digest] = {}
        self.places: dict[str, list[str]] = {}

    def settle(self, judged: Mapping[str, Judged]) -> None:
        """Remember what every model holds as the truth, and what is judged of it."""
        self.judged = judged
        self.needed = find_ancestors(self.graph, judged)
        self.truth = {name: self._digest(node, node.query) for name, node in self.graph.items() if name in self.needed}
        self.connection.commit()

    def derive(self, as_of: date) -> None:
        """Derive everything anew for a date, and keep it."""
        self.connection.execute("UPDATE stewardship.warehouse_build SET as_of_date = %s", [as_of])
        for node in self.graph.values():
            if node.name in self.needed:
                self._fill(node, node.query)
                self.connection.execute(sql.SQL("ANALYZE {}").format(node.relation))
        self.connection.commit()

    def read_rules(self, table: str) -> list[Row]:
        """Return the rows of a rule table in their order."""
        cursor = self.connection.cursor(row_factory=psycopg.rows.dict_row)
        rows = cursor.execute(sql.SQL("SELECT * FROM {} ORDER BY ctid").format(sql.Identifier(RULES, table))).fetchall()
        self.connection.commit()
        return rows

    def try_rule(self, table: str, change: Change) -> str | None:
        """Return what notices the change of a rule table; None if nothing does."""
        return self._try(lambda: self._change(table, change), {table}, {})

    def try_query(self, name: str, query: str) -> str | None:
        """Return what notices another query of a model; None if nothing does."""
        return self._try(lambda: None, set(), {name: query})

    def _try(self, apply: Callable[[], None], dirty: set[str], queries: Mapping[str, str]) -> str | None:
        try:
            apply()
            return self._find_difference(dirty, queries)
        except psycopg.Error as error:
            return f"error: {type(error).__name__}"
        finally:
            self.connection.rollback()

    def _find_difference(self, dirty: set[str], queries: Mapping[str, str]) -> str | None:
        """Derive what depends on the change as far as it differs; return the first mart that no longer is right."""
        for name, node in self.graph.items():
            if name not in self.needed or not (name in queries or node.reads & dirty):
                continue
            query = queries.get(name, node.query)
            found = self._digest(node, query)
            if found == self.truth[name]:
                continue
            if name in self.judged and found[JUDGED:] != self.truth[name][JUDGED:]:
                return name
            self._fill(node, query)
            dirty = dirty | {name}
        return None

    def _change(self, table: str, change: Change) -> None:
        relation = sql.Identifier(RULES, table)
        if table not in self.places:
            query = sql.SQL("SELECT ctid::text AS place FROM {} ORDER BY ctid").format(relation)
            self.places[table] = [place for (place,) in self.connection.execute(query)]
        for row, cells in change.cells.items():
            where = sql.SQL("WHERE ctid = {}").format(sql.Literal(self.places[table][row]))
            if cells is None:
                self.connection.execute(sql.SQL("DELETE FROM {} {}").format(relation, where))
                continue
            values = sql.SQL(", ").join(
                sql.SQL("{} = {}").format(sql.Identifier(column), sql.Literal(value)) for column, value in cells.items()
            )
            self.connection.execute(sql.SQL("UPDATE {} SET {} {}").format(relation, values, where))

    def _fill(self, node: Node, query: str) -> None:
        """Fill the model's table anew by a query; its constraints and columns stay."""
        columns = self._columns(node)
        self.connection.execute(sql.SQL("TRUNCATE {}").format(node.relation))
        statement = sql.SQL("INSERT INTO {} ({}) SELECT {} FROM (").format(node.relation, columns, columns)
        self.connection.execute(statement.as_string(self.connection).encode() + query.encode() + b"\n) AS query")

    def _columns(self, node: Node) -> sql.Composed:
        if node.name not in self.columns:
            query = sql.SQL("SELECT * FROM {} LIMIT 0").format(node.relation)
            description = self.connection.execute(query).description or []
            self.columns[node.name] = sql.SQL(", ").join(sql.Identifier(column.name) for column in description)
        return self.columns[node.name]

    def _digest(self, node: Node, query: str) -> Digest:
        """Return what the model would hold by the query, as numbers: all of it, then what is judged."""
        judged = self.judged.get(node.name, Judged(()))
        whole = "SELECT count(*), sum(hashtextextended(query::text, 0))"
        mine = f"sum(hashtextextended(ROW({', '.join(judged.columns)})::text, 0)) FILTER (WHERE {judged.rows})"
        statement = f"{whole}, count(*) FILTER (WHERE {judged.rows}), {mine} FROM (\n{query}\n) AS query"
        found = self.connection.execute(statement.encode(), prepare=query == node.query).fetchone()
        assert found is not None
        return found


def find_ancestors(graph: Graph, marts: Iterable[str]) -> frozenset[str]:
    """Return the marts and every model they are derived from."""
    found = set(marts)
    for name in reversed(graph):
        if name in found:
            found |= graph[name].reads
    return frozenset(found)
