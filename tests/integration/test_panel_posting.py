"""Nothing is changed but by POST: a HEAD may carry a form too, and passes every check that only looks at changes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from panel_site import PASSWORD, Visitor, serve_panel
from quality_registrar import Registrar
from worklist_office import TODAY, write_office

from admin.passwords import verify_password
from admin.warehouse.accounts import add_user

PANEL = Path(__file__).parents[2] / "admin" / "panel"
NEW = "sandi-yang-dipasang-orang-lain"


@pytest.fixture(scope="module")
def office(server: Any, template: str) -> Iterator[tuple[str, str, dict[str, int]]]:
    """Return the panel's address, its database, and the numbers of issues by name."""
    with server.clone(template) as database:
        with psycopg.connect(database.url) as connection:
            _units, _people, issues = write_office(Registrar(connection), connection)
        add_user(database.url, "data", "data_steward", PASSWORD)
        with serve_panel(server.settings, database.url) as address:
            yield address, database.url, issues


@pytest.fixture
def visitor(office: tuple[str, str, dict[str, int]]) -> Iterator[Visitor]:
    visitor = Visitor(office[0], "data")
    yield visitor
    visitor.close()


def send(visitor: Visitor, method: str, path: str, **data: str) -> int:
    """Send a form as another site could make a browser send it, but for its method."""
    headers = {"sec-fetch-site": "cross-site", "x-csrf-token": ""}
    return visitor.client.request(method, f"/admin/{path}", data=data, headers=headers).status_code


@pytest.mark.parametrize("method", ["HEAD", "GET", "OPTIONS"])
def test_password_is_not_changed(visitor: Visitor, office: tuple[str, str, Any], method: str) -> None:
    status = send(visitor, method, "account/password", present=PASSWORD, password=NEW, password_again=NEW)
    assert status in (200, 405)
    with psycopg.connect(office[1]) as connection:
        row = connection.execute("select password_hash from stewardship.\"user\" where name = 'data'").fetchone()
    assert row is not None
    assert verify_password(PASSWORD, row[0])
    assert visitor.get("").status_code == 200


@pytest.mark.parametrize("method", ["HEAD", "GET"])
def test_issue_is_not_excused(visitor: Visitor, office: tuple[str, str, dict[str, int]], method: str) -> None:
    path = f"worklist/{office[2]['nik']}/excuse"
    assert send(visitor, method, path, until=str(TODAY), reason="x", row_version="1") in (200, 405)
    with psycopg.connect(office[1]) as connection:
        excused = connection.execute("select count(*) from stewardship.quality_issue where excused_until is not null")
        assert excused.fetchone() == (0,)


def test_nobody_is_signed_in(office: tuple[str, str, Any]) -> None:
    stranger = Visitor(office[0], "")
    for method in ("HEAD", "GET"):
        assert send(stranger, method, "login", username="data", password=PASSWORD) in (200, 405)
    assert "merit_session" not in stranger.client.cookies
    stranger.close()


@pytest.mark.parametrize(
    "path", ["login", "account/password", "rules/parameters/training_target_pns/set", "person/create"]
)
def test_form_is_looked_at_by_head_too(visitor: Visitor, path: str) -> None:
    status = visitor.client.head(f"/admin/{path}").status_code
    assert status == visitor.get(path).status_code


def test_forms_are_read_in_one_place_which_asks_for_the_method() -> None:
    reading = [path.name for path in PANEL.rglob("*.py") if "request.form(" in path.read_text(encoding="utf-8")]
    assert reading == ["received.py"]
