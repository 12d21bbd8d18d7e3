"""A steward walks through courses, partners, sessions and plans on a phone and at a desk, in a real Chromium."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from panel_site import PASSWORD, serve_panel
from playwright.sync_api import Page, expect

from admin.panel.pages.training import TRAINING
from admin.warehouse.accounts import add_user

pytestmark = pytest.mark.browser

MARTS = {
    "training_plan": "Rencana pelatihan",
    "partner_programme": "Kerja sama dengan mitra",
    "placement_fit": "Kesesuaian penempatan",
    "certificate_due": "Sertifikat yang berakhir",
}
PHONE = 390


@pytest.fixture(scope="module")
def address(server: Any, published_template: str) -> Iterator[str]:
    """Return the address of a published city with a steward."""
    with server.clone(published_template) as database:
        add_user(database.url, "data", "data_steward", PASSWORD)
        with serve_panel(server.settings, database.url) as address:
            yield address


def test_every_page_of_training_opens_and_a_session_is_told_what_is_wrong(
    address: str, open_panel: Callable[..., Page]
) -> None:
    page = open_panel(address, "data", size=(PHONE, 800))
    tables = [re.sub(r"(?<!^)(?=[A-Z])", "-", item.model.__name__).lower() for item in TRAINING.pages]
    for path in (*(f"{table}/list" for table in tables), *(f"marts/{mart}" for mart in MARTS)):
        page.goto(f"{address}/admin/{path}")
        expect(page.locator("table tbody tr").first).to_be_visible(timeout=30_000)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE, path
    page.set_viewport_size({"width": 1280, "height": 900})
    for mart, heading in MARTS.items():
        page.goto(f"{address}/admin/marts/{mart}")
        expect(page.get_by_role("heading", name=heading)).to_be_visible(timeout=30_000)
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280, mart
    _refuse_a_negative_cost(page, address)


def _refuse_a_negative_cost(page: Page, address: str) -> None:
    page.goto(f"{address}/admin/session/list")
    page.locator("table tbody a").first.click()
    page.get_by_role("link", name="Ubah", exact=True).click()
    spent = page.locator("#spent")
    expect(spent).to_be_visible(timeout=30_000)
    spent.fill("-1")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_text("Jumlah rupiah tidak boleh kurang dari nol.").first).to_be_visible(timeout=30_000)
    spent.fill("1000")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page).to_have_url(re.compile("/session/(list|details)"), timeout=30_000)
