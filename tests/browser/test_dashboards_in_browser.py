"""A head of personnel reads a chart in a real Chromium: by keyboard, on a phone, and on to the people behind a bar."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from panel_site import PASSWORD, serve_panel
from playwright.sync_api import Page, expect

from admin.panel.dashboards.catalogue import DASHBOARDS
from admin.warehouse.accounts import add_user

pytestmark = pytest.mark.browser

FILLS = "() => [...document.querySelectorAll('.chart.wide .rect')].map(bar => getComputedStyle(bar).fill)"


@pytest.fixture
def page(server: Any, published_template: str, open_panel: Callable[..., Page]) -> Iterator[Page]:
    """Return the dashboards of a signed-in administrator; the policy may refuse nothing of a chart."""
    with server.clone(published_template) as database:
        add_user(database.url, "admin", "administrator", PASSWORD)
        with serve_panel(server.settings, database.url) as address:
            yield open_panel(address, path="dashboards")


def test_charts_are_read_at_a_desk_and_on_a_phone_and_lead_to_people(page: Page) -> None:
    address = page.url
    for dashboard in DASHBOARDS:
        page.goto(f"{address}/{dashboard.name}")
        for width, shown, hidden in ((1280, "wide", "narrow"), (390, "narrow", "wide")):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (dashboard.name, width)
            if page.locator(".chart").count():
                expect(page.locator(f".chart.{shown}")).to_be_visible()
                expect(page.locator(f".chart.{hidden}")).to_be_hidden()

    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{address}/due")
    light = page.evaluate(FILLS)
    assert len({*light}) > 2, "each kind of thing has its colour"
    page.emulate_media(color_scheme="dark")
    assert not {*light} & {*page.evaluate(FILLS)}
    page.emulate_media(color_scheme="light")

    page.goto(f"{address}/seniority")
    mark = page.locator(".chart.wide a").first
    grade, number = re.fullmatch(r"(.+): (\d+) orang", mark.get_attribute("aria-label") or "").groups()  # type: ignore[union-attr]
    page.get_by_role("button", name="Terapkan").focus()
    page.keyboard.press("Tab")
    expect(mark).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=f"Golongan: {grade}")).to_be_visible()
    expect(page.get_by_text(re.compile(rf"dari {number} baris"))).to_be_visible()
    expect(page.locator("tbody tr").first).to_contain_text(grade)
