"""A steward mends what the worklist found, in a real Chromium: the link opens the form with the very field focused."""

import shutil
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from panel_site import PASSWORD, serve_panel
from playwright.sync_api import Page, expect, sync_playwright
from quality_people import Registrar
from worklist_office import write_office

from admin.warehouse.accounts import add_user

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]


@pytest.fixture
def page(server: Any, template: str) -> Iterator[Page]:
    """Return the worklist of a signed-in steward; the browser may complain about nothing."""
    complaints: list[str] = []
    with server.clone(template) as database, sync_playwright() as playwright:
        with psycopg.connect(database.url) as connection:
            write_office(Registrar(connection), connection)
        add_user(database.url, "data", "data_steward", PASSWORD)
        with serve_panel(server.settings, database.url) as address:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            page = browser.new_page(viewport={"width": 390, "height": 800}, locale="id-ID")
            page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.goto(f"{address}/admin/worklist")
            page.get_by_label("Nama pengguna").fill("data")
            page.get_by_label("Kata sandi").fill(PASSWORD)
            page.get_by_role("button", name="Masuk").click()
            expect(page.get_by_role("heading", name="Daftar kerja data")).to_be_visible(timeout=30_000)
            yield page
            browser.close()
    assert complaints == []


def test_link_focuses_the_field_and_saving_leads_back(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 390, "a phone's page never scrolls sideways"
    page.get_by_role("link", name="Perbaiki: Orang, NIK").click()
    expect(page.locator("#nik")).to_be_focused(timeout=30_000)
    page.keyboard.type("9971010505850099")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_role("heading", name="Daftar kerja data")).to_be_visible(timeout=30_000)


def test_new_record_starts_at_the_field_that_is_missing(page: Page) -> None:
    page.get_by_role("link", name="Catat: Penilaian kinerja").click()
    expect(page.locator("#predicate")).to_be_focused(timeout=30_000)
    expect(page.locator("#performance_cycle_id")).not_to_be_empty()
