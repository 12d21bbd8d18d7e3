"""A one-time link in a real Chromium: the code leaves the address bar, and the first administrator signs in with it."""

from collections.abc import Iterator
from typing import Any

import pytest
from panel_site import serve_panel
from playwright.sync_api import Browser, BrowserContext, expect

from admin.warehouse.accounts import invite_first_administrator

pytestmark = pytest.mark.browser


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="id-ID")
    yield context
    context.close()


def test_first_administrator_opens_the_link(server: Any, database_url: str, context: BrowserContext) -> None:
    code = invite_first_administrator(database_url)
    asked: list[str] = []
    with serve_panel(server.settings, database_url) as address:
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}/admin/start#{code}")
        expect(page.get_by_label("Kode")).to_have_value(str(code))
        assert page.url == f"{address}/admin/start"
        page.get_by_role("button", name="Lanjut").click()
        page.get_by_label("Nama pengguna").fill("sekda")
        for label in ("Kata sandi", "Kata sandi sekali lagi"):
            page.get_by_label(label, exact=True).fill("sandi-sekda-kota")
        page.get_by_role("button", name="Simpan dan masuk").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Beranda")
        page.get_by_text("sekda", exact=True).click()
        page.get_by_role("link", name="Sesi saya").click()
        expect(page.get_by_text("Chrome, Linux")).to_be_visible()
        page.get_by_role("button", name="Keluar dari semua peramban").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Masuk")
    assert not [url for url in asked if str(code) in url.split("#")[0]]
    assert {url.split("/admin")[0] for url in asked} == {address}
    assert not context.cookies() or all(cookie["httpOnly"] for cookie in context.cookies())
