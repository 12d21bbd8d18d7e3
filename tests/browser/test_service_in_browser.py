"""A steward changes a survey sheet on a phone and is told what is missing, in a real Chromium."""

import re
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from panel_site import PASSWORD, serve_panel
from playwright.sync_api import Page, expect, sync_playwright

from admin.warehouse.accounts import add_user
from models.service import ELEMENTS

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]


@pytest.fixture(scope="module")
def site(server: Any, published_template: str) -> Iterator[tuple[Page, str]]:
    """Return a phone's page, signed in at a published city; the browser may complain about nothing."""
    complaints: list[str] = []
    with server.clone(published_template) as database, sync_playwright() as playwright:
        add_user(database.url, "data", "data_steward", PASSWORD)
        with serve_panel(server.settings, database.url) as address:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            page = browser.new_page(viewport={"width": 390, "height": 800}, locale="id-ID")
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
            page.goto(f"{address}/admin/")
            page.get_by_label("Nama pengguna").fill("data")
            page.get_by_label("Kata sandi").fill(PASSWORD)
            page.get_by_role("button", name="Masuk").click()
            expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=30_000)
            yield page, f"{address}/admin"
            browser.close()
    # a refused form is answered with 400, of which the browser tells
    assert [text for text in complaints if "400" not in text] == []


def test_sheet_is_refused_without_an_element_and_stored_with_it(site: tuple[Page, str]) -> None:
    page, address = site
    page.goto(f"{address}/survey-response/list")
    page.locator("table tbody a").first.click()
    page.get_by_role("link", name="Ubah").click()
    score = page.locator("#duration")
    expect(score).not_to_have_value("", timeout=30_000)
    score.fill("")
    page.get_by_role("button", name="Simpan", exact=True).click()
    told = page.get_by_text("Unsur ini ditanyakan kuesioner dan harus dijawab, 1 sampai 4.")
    expect(told.first).to_be_visible(timeout=30_000)
    for element in ELEMENTS:
        expect(page.locator(f"#{element}")).to_be_visible()
    page.locator("#duration").fill("2")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page).to_have_url(re.compile("/survey-response/(list|details)"), timeout=30_000)
