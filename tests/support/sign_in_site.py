"""A served panel on which sessions are looked at and changed behind its back."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from panel_site import PASSWORD, Visitor, serve_panel

from admin.panel.sign_in.cookies import SESSION
from admin.secret import hash_token
from admin.warehouse.accounts import add_user


class SignInSite:
    """A served panel, its database, and the names of users made for one test each."""

    def __init__(self, address: str, url: str) -> None:
        self.address = address
        self.database = psycopg.connect(url, autocommit=True)
        self.url = url

    def add(self, name: str, role: str = "hr_officer") -> Visitor:
        """Make a user and return them signed in."""
        add_user(self.url, name, role, PASSWORD)
        return Visitor(self.address, name)

    def run(self, statement: str, *values: Any) -> Any:
        """Run a statement and return the first row, if it gives any."""
        cursor = self.database.execute(statement, values)
        return cursor.fetchone() if cursor.description else None

    def set_session(self, visitor: Visitor, change: str) -> None:
        """Change the row of a visitor's session."""
        token = visitor.client.cookies[SESSION]
        done = self.run(
            f"update stewardship.session set {change} where token_hash = %s returning id", hash_token(token)
        )
        assert done is not None

    def user_id(self, name: str) -> int:
        row = self.run('select id from stewardship."user" where name = %s', name)
        return int(row[0])


@contextmanager
def open_site(server: Any, template: str) -> Iterator[SignInSite]:
    """Serve a clone of the template, with an administrator called boss."""
    with server.clone(template) as database, serve_panel(server.settings, database.url) as address:
        site = SignInSite(address, database.url)
        site.add("boss", "administrator").close()
        yield site
        site.database.close()


def is_in(visitor: Visitor) -> bool:
    """Tell whether the panel lets a visitor in."""
    answer = visitor.get("")
    assert answer.status_code in (200, 303)
    return answer.status_code == 200
