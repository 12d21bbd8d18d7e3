"""An office that exchanges files: a city, a panel over it, and somebody at work there; one for each module."""

from collections.abc import Iterator
from typing import Any

import pytest
from exchange_files import Importer
from exchange_office import Office
from panel_site import PASSWORD, Visitor, serve_panel

from admin.warehouse.accounts import add_user

STAFF = {"admin": "administrator", "petugas": "hr_officer", "pemeriksa": "inspector", "kepala": "unit_head"}


@pytest.fixture(scope="module")
def office(server: Any, city_template: str) -> Iterator[Office]:
    with server.clone(city_template) as database:
        for name, role in STAFF.items():
            add_user(database.url, name, role, PASSWORD)
        with serve_panel(server.settings, database.url) as address:
            yield Office(address, database.url)


@pytest.fixture(scope="module")
def visitor(office: Office) -> Iterator[Visitor]:
    someone = Visitor(office.address)
    yield someone
    someone.close()


@pytest.fixture
def grades(visitor: Visitor) -> Importer:
    return Importer(visitor, "grade-record")
