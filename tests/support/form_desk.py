"""A panel at which forms are sent that must be refused: in a plain sentence, and with nothing stored."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, ClassVar

import psycopg
from panel_site import PASSWORD, Visitor, read_errors, serve_panel
from scenario import Writer

from admin.warehouse.accounts import add_user

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


@dataclass
class WrittenOffice(FormDesk):
    """A panel over an office that a test wrote, and the numbers of its rows by name."""

    keys: dict[str, int]

    def break_rule(self, statement: str) -> str | None:
        """Return the name of the rule that refuses a statement; None when it is allowed. Nothing is kept."""
        with psycopg.connect(self.url) as connection:
            try:
                connection.execute(statement.format(**self.keys).encode())
            except psycopg.errors.IntegrityError as error:
                return error.diag.constraint_name
            finally:
                connection.rollback()
        return None


@contextmanager
def open_office(server: Any, template: str, write: Callable[[Writer], dict[str, int]]) -> Iterator[WrittenOffice]:
    """Write an office into a clone of the template, and serve it to an administrator."""
    with server.clone(template) as database:
        with psycopg.connect(database.url) as connection:
            keys = write(Writer(connection))
        add_user(database.url, "admin", "administrator", PASSWORD)
        with serve_panel(server.settings, database.url) as address:
            visitor = Visitor(address)
            yield WrittenOffice(database.url, visitor, keys)
            visitor.close()
