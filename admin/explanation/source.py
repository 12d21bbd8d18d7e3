"""Reading the marts, rules and workings of one build."""

from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import ProgrammingError

from admin.explanation.problems import OLDER, UnexplainedError
from admin.teller import Row

UNDEFINED = ("42P01", "42703")  # no such table or column


class BuiltRow(dict[str, Any]):
    """A row of a mart; a column that it lacks means that another Merit built the mart."""

    def __missing__(self, name: str) -> Any:
        raise UnexplainedError(OLDER)


class Source:
    """The schemas of one build; `suffix` chooses the published set, or `__next` for one that was only derived."""

    def __init__(self, connection: Connection, suffix: str = "") -> None:
        self.is_published = not suffix
        self._connection = connection
        self._schemas = {name: f"{name}{suffix}" for name in ("marts", "rules", "staging")}

    def all(self, query: str, **values: object) -> list[Row]:
        """Return the rows of a query that names its schemas as {marts}, {rules} and {staging}.

        Raises:
            UnexplainedError: the build lacks a table or a column, so it is of an older Merit.
        """
        try:
            rows = self._connection.execute(text(query.format(**self._schemas)), values)
        except ProgrammingError as error:
            if getattr(error.orig, "sqlstate", None) in UNDEFINED:
                raise UnexplainedError(OLDER) from error
            raise
        return [BuiltRow(row) for row in rows.mappings()]

    def one(self, query: str, **values: object) -> Row:
        """Return the first row of a query; an empty one when there is none."""
        return next(iter(self.all(query, **values)), {})
