"""A steward reads of goals, plans and objections on a phone, and is told why a goal cannot serve another."""

import re
import shutil
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from panel_site import PASSWORD, serve_panel
from playwright.sync_api import Page, expect, sync_playwright

from admin.panel.pages.performance import PERFORMANCE
from admin.warehouse.accounts import add_user

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
CASCADED = """
    SELECT above.id, below.title, person.name
    FROM personnel.goal AS below
    JOIN personnel.goal AS above ON above.id = below.parent_goal_id
    JOIN personnel.employee ON employee.id = below.employee_id JOIN personnel.person ON person.id = person_id
    WHERE above.unit_goal_id IS NOT NULL ORDER BY below.id LIMIT 1
"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]


@pytest.fixture(scope="module")
def site(server: Any, published_template: str) -> Iterator[tuple[Page, str, str]]:
    """Return a phone's page, signed in at a published city, and its database; nothing may be complained of."""
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
            yield page, f"{address}/admin", database.url
            browser.close()
    # a refused form is answered with 400, of which the browser tells
    assert [text for text in complaints if "400" not in text] == []


def test_every_page_of_performance_opens_on_a_phone(site: tuple[Page, str, str]) -> None:
    page, address, _ = site
    tables = [re.sub(r"(?<!^)(?=[A-Z])", "-", item.model.__name__).lower() for item in PERFORMANCE.pages]
    marts = ("goal_cascade", "appraisal_followup", "development_followup")
    for path in (*(f"{table}/list" for table in tables), *(f"marts/{mart}" for mart in marts)):
        page.goto(f"{address}/{path}")
        expect(page.locator("table tbody tr").first).to_be_visible(timeout=30_000)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path


def test_goal_that_would_serve_itself_is_refused_beside_its_field(site: tuple[Page, str, str]) -> None:
    page, address, url = site
    with psycopg.connect(url) as connection:
        found = connection.execute(CASCADED).fetchone()
        assert found is not None
        above, title, name = found
        connection.execute("UPDATE personnel.goal SET unit_goal_id = NULL WHERE id = %s", [above])
    page.goto(f"{address}/goal/edit/{above}")
    page.get_by_role("combobox", name="Sasaran atasan").fill(name)
    page.get_by_role("option", name=title).filter(has_text=name).first.click()
    page.get_by_role("button", name="Simpan", exact=True).click()
    told = page.get_by_text("Sasaran itu sendiri diturunkan dari sasaran ini; pilih yang lain.")
    expect(told.first).to_be_visible(timeout=30_000)
    with psycopg.connect(url) as connection:
        stored = connection.execute("SELECT parent_goal_id FROM personnel.goal WHERE id = %s", [above]).fetchone()
    assert stored == (None,)


def test_figures_of_the_dashboards_lead_to_their_rows(site: tuple[Page, str, str]) -> None:
    page, address, _ = site
    for name, heading in (("goals", "Penurunan sasaran kinerja"), ("followup", "Tindak lanjut penilaian")):
        page.goto(f"{address}/dashboards/{name}")
        expect(page.get_by_role("heading", name=heading).first).to_be_visible(timeout=30_000)
        figure = page.locator("table.figures td a").first
        figure.click()
        expect(page.locator("table tbody tr").first).to_be_visible(timeout=30_000)
        page.go_back()
