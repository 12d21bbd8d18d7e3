"""A steward reads of goals, plans and objections on a phone, and is told why a goal cannot serve another."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from panel_site import PASSWORD, serve_panel
from playwright.sync_api import Page, expect

from admin.panel.pages.performance import PERFORMANCE
from admin.warehouse.accounts import add_user

CASCADED = """
    SELECT above.id, below.title, person.name
    FROM personnel.goal AS below
    JOIN personnel.goal AS above ON above.id = below.parent_goal_id
    JOIN personnel.employee ON employee.id = below.employee_id JOIN personnel.person ON person.id = person_id
    WHERE above.unit_goal_id IS NOT NULL ORDER BY below.id LIMIT 1
"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(server: Any, published_template: str) -> Iterator[tuple[str, str]]:
    """Return the addresses of a published city's panel and of its database."""
    with server.clone(published_template) as database:
        add_user(database.url, "data", "data_steward", PASSWORD)
        with serve_panel(server.settings, database.url) as address:
            yield address, database.url


@pytest.fixture
def page(site: tuple[str, str], open_panel: Callable[..., Page]) -> Page:
    """Return a steward's page on a phone."""
    return open_panel(site[0], "data", size=(390, 800))


def test_every_page_of_performance_opens_on_a_phone(site: tuple[str, str], page: Page) -> None:
    address, _ = site
    tables = [re.sub(r"(?<!^)(?=[A-Z])", "-", item.model.__name__).lower() for item in PERFORMANCE.pages]
    marts = ("goal_cascade", "appraisal_followup", "development_followup", "behaviour_unit", "behaviour_employee")
    for path in (*(f"{table}/list" for table in tables), *(f"marts/{mart}" for mart in marts)):
        page.goto(f"{address}/admin/{path}")
        expect(page.locator("table tbody tr").first).to_be_visible(timeout=30_000)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path


def test_goal_that_would_serve_itself_is_refused_beside_its_field(site: tuple[str, str], page: Page) -> None:
    address, url = site
    with psycopg.connect(url) as connection:
        found = connection.execute(CASCADED).fetchone()
        assert found is not None
        above, title, name = found
        connection.execute("UPDATE personnel.goal SET unit_goal_id = NULL WHERE id = %s", [above])
    page.goto(f"{address}/admin/goal/edit/{above}")
    page.get_by_role("combobox", name="Sasaran atasan").fill(name)
    page.get_by_role("option", name=title).filter(has_text=name).first.click()
    page.get_by_role("button", name="Simpan", exact=True).click()
    told = page.get_by_text("Sasaran itu sendiri diturunkan dari sasaran ini; pilih yang lain.")
    expect(told.first).to_be_visible(timeout=30_000)
    with psycopg.connect(url) as connection:
        stored = connection.execute("SELECT parent_goal_id FROM personnel.goal WHERE id = %s", [above]).fetchone()
    assert stored == (None,)


def test_figures_of_the_dashboards_lead_to_their_rows(site: tuple[str, str], page: Page) -> None:
    address, _ = site
    for name, heading in (("goals", "Penurunan sasaran kinerja"), ("followup", "Tindak lanjut penilaian")):
        page.goto(f"{address}/admin/dashboards/{name}")
        expect(page.get_by_role("heading", name=heading).first).to_be_visible(timeout=30_000)
        figure = page.locator("table.figures td a").first
        figure.click()
        expect(page.locator("table tbody tr").first).to_be_visible(timeout=30_000)
        page.go_back()
