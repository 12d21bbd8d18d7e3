"""A steward previews a rule in a real Chromium: pick a row, change its threshold, wait, read; on a desk and a phone."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from barriers import find_barriers
from panel_site import PASSWORD, serve_panel
from playwright.sync_api import Page, Route, expect

from admin.warehouse.accounts import add_user
from admin.warehouse.rule_preview import preview_rules

MINUTES = 5 * 60 * 1000

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(server: Any, published_template: str) -> Iterator[str]:
    with server.clone(published_template) as database:
        add_user(database.url, "data", "data_steward", PASSWORD)
        previewer = partial(preview_rules, server.settings, database.url)
        with serve_panel(server.settings, database.url, previewer) as address:
            yield address


@pytest.fixture
def page(address: str, open_panel: Callable[..., Page]) -> Page:
    return open_panel(address, "data")


def keep_still(route: Route) -> None:
    """Take from an answer what makes the browser load the page again."""
    answer = route.fetch()
    route.fulfill(response=answer, headers={name: value for name, value in answer.headers.items() if name != "refresh"})


def look(page: Page, name: str) -> None:
    """Keep a picture where RULE_PREVIEW_PICTURES says; a phone's page never scrolls sideways."""
    if folder := os.environ.get("RULE_PREVIEW_PICTURES"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"))
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
        if folder:
            page.screenshot(path=str(Path(folder) / f"{name}-{width}.png"))
    page.set_viewport_size({"width": 1280, "height": 900})


def test_steward_changes_a_threshold_and_reads_who_moves(page: Page) -> None:
    page.get_by_role("link", name="Pratinjau aturan").click()
    look(page, "tables")
    page.get_by_role("link", name="promotion_rule").click()
    look(page, "table")
    page.get_by_role("link", name="Ubah REGULER_MASA_PANGKAT", exact=True).click()
    page.get_by_label("Ambang").fill("24")
    look(page, "row")
    page.get_by_role("button", name="Pratinjau").click()
    expect(page.get_by_role("heading", name="Sedang dihitung")).to_be_visible()
    page.route(page.url, keep_still)
    page.reload()
    expect(page.get_by_role("heading", name="Sedang dihitung")).to_be_visible()
    assert find_barriers(page) == []
    look(page, "wait")
    page.unroute(page.url)
    page.reload()
    expect(page.get_by_role("heading", name="Kenaikan pangkat reguler")).to_be_visible(timeout=MINUTES)
    expect(page.get_by_text("memenuhi syarat, −0").first).to_be_visible()
    expect(page.get_by_text("Ambang 48 → 24")).to_be_visible()
    assert find_barriers(page) == []
    look(page, "outcome")
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Unduh semua perbedaan")).to_be_hidden()
    expect(page.get_by_text("Ambang 48 → 24")).to_be_visible()
    page.emulate_media(media="screen")
    with page.expect_download() as download:
        page.get_by_role("link", name="Unduh semua perbedaan").click()
    assert "REGULER_MASA_PANGKAT" in download.value.path().read_text(encoding="utf-8-sig")
