"""A running panel whose change history is watched, and what its pages say."""

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from panel_site import PASSWORD, Visitor, read_inputs, serve_panel
from psycopg.rows import dict_row
from sqlalchemy import Engine

from admin.warehouse.accounts import add_user
from models.database import create_engine

USERS = {"admin": "administrator", "budi": "hr_officer", "ida": "inspector", "ani": "employee", "eka": "hr_officer"}


@dataclass
class Panel:
    """A running panel with its database, used by an administrator."""

    visitor: Visitor
    engine: Engine
    address: str
    connection: Any

    def read(self, table: str, key: int) -> list[dict[str, Any]]:
        """Return the entries of a row, oldest first."""
        found = self.connection.execute(
            "select * from audit.change where table_name = %s and row_id = %s order by id", [table, key]
        )
        return list(found)

    def save(self, table: str, key: int, **values: str) -> Any:
        """Change some fields of a row as its edit form would."""
        version = self.visitor.read_version(table, key)
        return self.visitor.post(f"{table}/edit/{key}", values | {"row_version": version})

    def restore(self, entry: dict[str, Any], column: str = "", reason: str = "Dikembalikan") -> Any:
        """Bring back what an entry replaced or deleted, as its page would."""
        address = f"history/{entry['id']}/restore"
        form = read_inputs(self.visitor.get(address, **({"column": column} if column else {})).text)
        sent = {"column": column, "row_version": form.get("row_version", "0"), "audit_reason": reason}
        return self.visitor.post(address, sent)


@contextmanager
def open_panel(server: Any, template: str) -> Iterator[Panel]:
    """Run a panel over a fresh database with one user of each kind."""
    with server.clone(template) as database:
        for name, role in USERS.items():
            add_user(database.url, name, role, PASSWORD)
        engine = create_engine(database.url)
        with (
            psycopg.connect(database.url, autocommit=True, row_factory=dict_row) as connection,
            serve_panel(server.settings, database.url) as address,
        ):
            visitor = Visitor(address)
            yield Panel(visitor, engine, address, connection)
            visitor.close()
        engine.dispose()


def read_text(page: str) -> str:
    """Return what a page says, without markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def read_cards(page: str) -> list[str]:
    """Return what each change on a page of the history says."""
    cards = re.findall(r'<li class="card" id="change-\d+">(.*?)</li>\s*(?=<li class="card"|</ol>)', page, re.DOTALL)
    return [read_text(card) for card in cards]
