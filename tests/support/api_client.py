"""A program that reads the API, and the city it reads: published marts, users with tokens, and their database."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx2 as httpx
import psycopg
from panel_site import PASSWORD, serve_panel

from admin.warehouse.accounts import add_user, issue_token

STAFF = {
    "admin": "administrator", "kepala": "unit_head", "petugas": "hr_officer", "pemeriksa": "inspector",
}  # fmt: skip


@dataclass(frozen=True)
class ReadCity:
    """Where the panel is, its database, and a token of each user."""

    address: str
    url: str
    tokens: dict[str, str]
    client: httpx.Client

    def ask(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """Return what the database answers its owner."""
        with psycopg.connect(self.url) as connection:
            cursor = connection.execute(statement.encode(), values or None)
            return cursor.fetchall() if cursor.description else []

    def get(self, path: str, user: str = "admin", headers: dict[str, Any] | None = None, **params: Any) -> Any:
        """Return what the API answers a program that has the token of a user."""
        told = {"authorization": f"Bearer {self.tokens[user]}", "accept-language": "en", **(headers or {})}
        address = path if path.startswith("/api") else f"/api/v1/{path}"
        return self.client.get(address, params=params or None, headers=told)

    def read_all(self, mart: str, user: str = "admin", **params: Any) -> list[dict[str, Any]]:
        """Return the rows of all pages."""
        answer = self.get(f"marts/{mart}/rows", user, **params).json()
        rows = answer["rows"]
        while answer["next"]:
            answer = self.get(answer["next"], user).json()
            rows += answer["rows"]
        return list(rows)


@contextmanager
def serve_city(server: Any, template: str) -> Iterator[ReadCity]:
    """Serve a published city with one user of each kind; `kepala` heads an office below the root."""
    with server.clone(template) as database:
        for name, role in STAFF.items():
            add_user(database.url, name, role, PASSWORD)
        with psycopg.connect(database.url) as connection:
            connection.execute(
                "UPDATE stewardship.user_role SET unit_id = ("
                "  SELECT unit_id FROM marts.employee_current JOIN personnel.unit ON unit.id = unit_id"
                "  WHERE parent_id IS NOT NULL GROUP BY unit_id ORDER BY count(*) DESC, unit_id LIMIT 1"
                ") WHERE user_id = (SELECT id FROM stewardship.\"user\" WHERE name = 'kepala')"
            )
        tokens = {name: issue_token(database.url, name, "uji", 30)[0] for name in STAFF}
        with serve_panel(server.settings, database.url) as address:
            with httpx.Client(base_url=address, timeout=30) as client:
                yield ReadCity(address, database.url, tokens, client)
