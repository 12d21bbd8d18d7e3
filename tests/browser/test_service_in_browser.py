"""A steward changes a survey sheet on a phone and is told what is missing, in a real Chromium."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from panel_site import PASSWORD, serve_panel
from playwright.sync_api import Page, expect

from admin.warehouse.accounts import add_user
from admin.warehouse.database import Database
from models.service import ELEMENTS

PHONE = (390, 800)

pytestmark = pytest.mark.browser


@pytest.fixture
def page(server: Any, published: Database, open_panel: Callable[..., Page]) -> Iterator[Page]:
    """Return a steward's page on a phone, at the sheets of a published city."""
    add_user(published.url, "data", "data_steward", PASSWORD)
    with serve_panel(server.settings, published.url) as address:
        yield open_panel(address, "data", "survey-response/list", size=PHONE)


def test_sheet_is_refused_without_an_element_and_stored_with_it(page: Page) -> None:
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
