"""A head of personnel reads a chart in a real Chromium: by keyboard, on a phone, and on to the people behind a bar."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from panel_site import PASSWORD, serve_panel
from playwright.sync_api import Page, expect, sync_playwright

from admin.panel.dashboards.catalogue import DASHBOARDS
from admin.warehouse.accounts import add_user

pytestmark = pytest.mark.browser

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
FILLS = "() => [...document.querySelectorAll('.chart.wide .rect')].map(bar => getComputedStyle(bar).fill)"


@pytest.fixture
def page(server: Any, published_template: str, chromium: str) -> Iterator[Page]:
    """Return the dashboards of a signed-in administrator; the browser may complain about nothing."""
    complaints: list[str] = []
    with server.clone(published_template) as database, sync_playwright() as playwright:
        add_user(database.url, "admin", "administrator", PASSWORD)
        with serve_panel(server.settings, database.url) as address:
            browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS.split())
            page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="id-ID", base_url=address)
            page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.goto("/admin/dashboards")
            page.get_by_label("Nama pengguna").fill("admin")
            page.get_by_label("Kata sandi").fill(PASSWORD)
            page.get_by_role("button", name="Masuk").click()
            expect(page.get_by_role("heading", name="Dasbor")).to_be_visible(timeout=30_000)
            yield page
            browser.close()
    assert complaints == [], "the policy refuses nothing of a chart"


def test_charts_are_read_at_a_desk_and_on_a_phone_and_lead_to_people(page: Page) -> None:
    for dashboard in DASHBOARDS:
        page.goto(f"/admin/dashboards/{dashboard.name}")
        for width, shown, hidden in ((1280, "wide", "narrow"), (390, "narrow", "wide")):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (dashboard.name, width)
            if page.locator(".chart").count():
                expect(page.locator(f".chart.{shown}")).to_be_visible()
                expect(page.locator(f".chart.{hidden}")).to_be_hidden()

    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/admin/dashboards/due")
    light = page.evaluate(FILLS)
    assert len({*light}) > 2, "each kind of thing has its colour"
    page.emulate_media(color_scheme="dark")
    assert not {*light} & {*page.evaluate(FILLS)}
    page.emulate_media(color_scheme="light")

    page.goto("/admin/dashboards/seniority")
    mark = page.locator(".chart.wide a").first
    grade, number = re.fullmatch(r"(.+): (\d+) orang", mark.get_attribute("aria-label") or "").groups()  # type: ignore[union-attr]
    page.get_by_role("button", name="Terapkan").focus()
    page.keyboard.press("Tab")
    expect(mark).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=f"Golongan: {grade} ×")).to_be_visible()
    expect(page.get_by_text(re.compile(rf"dari {number} baris"))).to_be_visible()
    expect(page.locator("tbody tr").first).to_contain_text(grade)
