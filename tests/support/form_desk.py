"""A panel at which forms are sent that must be refused: in a plain sentence, and with nothing stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import psycopg
from panel_site import Visitor, read_errors

TRACES = ("ck_", "violates", "psycopg")  # of the database's own words


@dataclass
class FormDesk:
    """A panel over a database.

    Attributes:
        counted: the tables of `personnel` in which nothing may appear; none: the table of the form alone.
    """

    url: str
    visitor: Visitor
    counted: ClassVar[tuple[str, ...]] = ()

    def count(self, page: str) -> list[int]:
        """Return how many rows the tables have."""
        tables = self.counted or (page.replace("-", "_"),)
        query = "SELECT " + ", ".join(f"(SELECT count(*) FROM personnel.{table})" for table in tables)
        with psycopg.connect(self.url) as connection:
            return list(connection.execute(query.encode()).fetchone() or ())

    def refuse(self, page: str, values: Mapping[str, object]) -> dict[str, str]:
        """Send a form; return the sentences beside the fields, having checked that nothing was stored."""
        before = self.count(page)
        answer = self.visitor.post(f"{page}/create", {name: str(value) for name, value in values.items()})
        assert answer.status_code == 400, answer.text
        assert not [trace for trace in TRACES if trace in answer.text]
        assert self.count(page) == before
        return read_errors(answer.text)
