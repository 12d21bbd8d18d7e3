"""From the audit of appointments to the pages of its records, in a real Chromium, on a desk and on a phone."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from panel_site import PASSWORD, serve_panel
from playwright.sync_api import Page, expect, sync_playwright

from admin.warehouse.accounts import add_user

pytestmark = pytest.mark.browser

AREA = "Pengisian jabatan"
PAGES = ("vacancy", "selection-stage", "candidate", "stage-score", "appointment-decision")


@pytest.fixture(scope="module")
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


@pytest.fixture(params=[(1280, 900), (390, 844)], ids=["desk", "phone"])
def page(request: pytest.FixtureRequest, town: tuple[str, str], chromium: str) -> Iterator[Page]:
    complaints: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        width, height = request.param
        page = browser.new_page(viewport={"width": width, "height": height}, locale="id-ID")
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{town[0]}/admin/")
        page.get_by_label("Nama pengguna").fill("admin")
        page.get_by_label("Kata sandi").fill(PASSWORD)
        page.get_by_role("button", name="Masuk").click()
        expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=30_000)
        yield page
        browser.close()
    assert complaints == []


def test_the_audit_and_every_page_of_its_records(page: Page, town: tuple[str, str]) -> None:
    address, explanation = town
    page.goto(f"{address}/admin/marts/merit_audit?pageSize=100")
    expect(page.get_by_role("heading", level=1)).to_have_text("Audit pengangkatan")
    expect(page.get_by_text(explanation).first).to_be_attached()
    for table in PAGES:
        page.goto(f"{address}/admin/{table}/list")
        expect(page.locator("table tbody tr").first).to_be_attached()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{table} scrolls sideways"
    page.goto(f"{address}/admin/appointment-decision/create")
    page.get_by_label("Alasan *").fill("Terbaik")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_text("Isian ini wajib diisi.").first).to_be_visible()
