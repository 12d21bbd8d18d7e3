"""Reading the marts, rules and workings of one build."""

import re
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import ProgrammingError

from admin.explanation.problems import OLDER, UnexplainedError
from admin.teller import Row

SCHEMAS = ("marts", "rules", "staging")
PLACE = re.compile(r"\{(?P<schema>marts|rules|staging)\}(?P<table>\.\w+)?")
DERIVED = """
    SELECT nspname, relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE nspname = ANY(:schemas)
"""
UNDEFINED = ("42P01", "42703")  # no such table or column


class BuiltRow(dict[str, Any]):
    """A row of a mart; a column that it lacks means that another Merit built the mart."""

    def __missing__(self, name: str) -> Any:
        raise UnexplainedError(OLDER)


class Source:
    """The tables of the published set, or those derived for another day beside the published ones they rest on.

    `suffix` is of the schemas that hold the derived ones; empty for the published set.
    """

    def __init__(self, connection: Connection, suffix: str = "") -> None:
        self.is_published = not suffix
        self._connection = connection
        self._suffix = suffix
        schemas = [f"{schema}{suffix}" for schema in SCHEMAS]
        rows = connection.execute(text(DERIVED), {"schemas": schemas}) if suffix else ()
        self._derived = {f"{schema}.{name}" for schema, name in rows}

    def all(self, query: str, **values: object) -> list[Row]:
        """Return the rows of a query that names its schemas as {marts}, {rules} and {staging}.

        Raises:
            UnexplainedError: the build lacks a table or a column, so it is of an older Merit.
        """
        try:
            rows = self._connection.execute(text(PLACE.sub(self._locate, query)), values)
        except ProgrammingError as error:
            if getattr(error.orig, "sqlstate", None) in UNDEFINED:
                raise UnexplainedError(OLDER) from error
            raise
        return [BuiltRow(row) for row in rows.mappings()]

    def _locate(self, found: re.Match[str]) -> str:
        """Write a schema with the suffix, unless it is of a table that was not derived."""
        schema, table = found["schema"], found["table"] or ""
        is_derived = not table or f"{schema}{self._suffix}{table}" in self._derived
        return f"{schema}{self._suffix if is_derived else ''}{table}"

    def one(self, query: str, **values: object) -> Row:
        """Return the first row of a query; an empty one when there is none."""
        return next(iter(self.all(query, **values)), {})
