"""The log tells where somebody looked and what went wrong, and never which words or people were searched for."""

import logging
from typing import Any

import psycopg
import pytest
from panel_site import PASSWORD, Visitor
from serving import serve

from admin.panel.app import create_app
from admin.panel.sign_in.csrf import HEADER
from admin.warehouse.accounts import add_user

NIK = "1271014504870003"
NIP = "198704122010011001"
IN_GROUPS = "19870412%20201001%201%20001"


def test_log_holds_no_search_words_even_when_the_search_fails(
    server: Any, database_url: str, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    add_user(database_url, "admin", "administrator", PASSWORD)
    caplog.set_level(logging.DEBUG)
    with serve(create_app(server.settings, database_url), "debug") as address:
        visitor = Visitor(address)
        assert visitor.get("person/list", search=NIK).status_code == 200
        assert visitor.get("find/soon", term=NIK).status_code == 200
        assert visitor.get("nowhere", search=NIK).status_code == 404
        assert visitor.get(f"explain/{NIP}").status_code == 404
        assert visitor.get(f"people/{IN_GROUPS}").status_code == 404
        assert visitor.client.post(f"/admin/people/{NIP}", headers={HEADER: "salah"}).status_code == 403
        assert visitor.client.post(f"/admin/{NIP}", headers={"sec-fetch-site": "cross-site"}).status_code == 403
        with psycopg.connect(database_url) as connection:
            connection.execute("ALTER TABLE personnel.person RENAME COLUMN nik TO number")
        assert visitor.get("person/list", search=NIK).status_code == 500
        visitor.close()
    printed = capsys.readouterr()
    ours = [f"{record.getMessage()} {record.exc_text}" for record in caplog.records if record.name.startswith("admin.")]
    said = printed.out + printed.err + "\n".join(ours)
    assert '"GET /admin/person/list HTTP/1.1" 200' in printed.out
    assert any("column" in line and "nik" in line for line in ours), "the failure is told, with its statement"
    assert '"GET /admin/explain/… HTTP/1.1" 404' in printed.out
    assert sum("/admin/explain/…" in line or "/admin/people/…" in line for line in ours) == 3
    assert not any(number in said for number in (NIK, NIP, IN_GROUPS, "19870412 201001"))
