"""A steward mends what the worklist found, in a real Chromium: the link opens the form with the very field focused."""

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from panel_site import PASSWORD, serve_panel
from playwright.sync_api import Page, expect
from quality_registrar import Registrar
from worklist_office import write_office

from admin.warehouse.accounts import add_user

pytestmark = pytest.mark.browser


@pytest.fixture
def page(server: Any, template: str, open_panel: Callable[..., Page]) -> Iterator[Page]:
    """Return the worklist of a signed-in steward, on a phone."""
    with server.clone(template) as database:
        with psycopg.connect(database.url) as connection:
            write_office(Registrar(connection), connection)
        add_user(database.url, "data", "data_steward", PASSWORD)
        with serve_panel(server.settings, database.url) as address:
            yield open_panel(address, "data", "worklist", size=(390, 800))


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
