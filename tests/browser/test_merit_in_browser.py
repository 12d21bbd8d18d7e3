"""From the audit of appointments to the form of a decision, in a real Chromium."""

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from panel_site import PASSWORD, serve_panel
from playwright.sync_api import Page, expect

from admin.warehouse.accounts import add_user

pytestmark = pytest.mark.browser


@pytest.fixture
def town(server: Any, published_template: str) -> Iterator[tuple[str, str]]:
    """The published demo city; its address, and what the audit says of a decision that breaks the law."""
    with server.clone(published_template) as database:
        add_user(database.url, "admin", "administrator", PASSWORD)
        with psycopg.connect(database.url) as connection:
            row = connection.execute(
                "SELECT explanation_id FROM marts.merit_audit WHERE verdict_code = 'PELANGGARAN'"
                " ORDER BY decided_on DESC, position_name LIMIT 1"
            ).fetchone()
        assert row is not None
        with serve_panel(server.settings, database.url) as address:
            yield address, str(row[0])


def test_audit_says_what_was_wrong_and_a_decision_wants_its_grounds(
    town: tuple[str, str], open_panel: Callable[..., Page]
) -> None:
    address, explanation = town
    page = open_panel(address, path="marts/merit_audit?pageSize=100")
    expect(page.get_by_role("heading", level=1)).to_have_text("Audit pengangkatan")
    expect(page.get_by_text(explanation).first).to_be_attached()
    page.goto(f"{address}/admin/appointment-decision/create")
    page.get_by_label("Alasan *").fill("Terbaik")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_text("Isian ini wajib diisi.").first).to_be_visible()
