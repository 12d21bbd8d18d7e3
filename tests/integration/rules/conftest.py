"""Two agencies and a panel, for the tests of the page "rules and parameters"."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from panel_site import PASSWORD, Visitor, serve_panel
from rules_panel import Panel

from admin.warehouse.accounts import add_user


@pytest.fixture(scope="module")
def served(server: Any, template: str) -> Iterator[Panel]:
    with server.clone(template) as database:
        with psycopg.connect(database.url) as connection:
            for code, name in (("A", "Kota Satu"), ("B", "Kota Dua")):
                connection.execute(
                    "INSERT INTO personnel.agency (code, name, kind, head_title) VALUES (%s, %s, 'KOTA', 'Wali Kota')",
                    [code, name],
                )
        for name, role in (("admin", "administrator"), ("petugas", "hr_officer"), ("pegawai", "employee")):
            add_user(database.url, name, role, PASSWORD)
        with serve_panel(server.settings, database.url) as address:
            visitors = {name: Visitor(address, name) for name in ("admin", "petugas", "pegawai")}
            visitors["english"] = Visitor(address, language="en")
            yield Panel(database.url, visitors)
            for visitor in visitors.values():
                visitor.close()


@pytest.fixture
def panel(served: Panel) -> Iterator[Panel]:
    yield served
    with psycopg.connect(served.url) as connection:
        connection.execute("DELETE FROM stewardship.local_parameter")
        connection.execute("DELETE FROM stewardship.warehouse_build")
