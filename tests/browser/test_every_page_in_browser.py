"""Every page in a real Chromium on a phone: it opens, nothing of it is missing, nothing scrolls sideways."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from panel_site import PASSWORD, serve_panel
from playwright.sync_api import Browser, ConsoleMessage, Page, Response

from admin.panel.mart_catalogue import PAGES as MARTS
from admin.panel.page import Area
from admin.panel.pages import AREAS
from admin.warehouse.accounts import add_user

pytestmark = pytest.mark.browser
WIDTH = 390
FILLED = {"personnel", "reference"}  # schemas of which the city has rows in every table
OTHERS = ("", "dashboards", "marts", "official", "rules", "worklist", "history", "find?search=an", "people/1")
LOOK = """() => [
    document.documentElement.scrollWidth,
    document.querySelectorAll('h1').length,
    document.querySelector('main table tbody a')?.getAttribute('href') ?? '',
]"""


class Walk:
    """Somebody who opens page after page on a phone, and what there was to complain about."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.problems: list[str] = []
        page.on("response", self._watch)
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.problems.append(str(error)))

    def open(self, path: str) -> str:
        """Open a page, and return the address that its first row leads to, empty when there is none."""
        self.page.goto(f"{self.address}{path}")
        width, headings, row = self.page.evaluate(LOOK)
        if headings != 1:
            self.problems.append(f"{path} has {headings} headings")
        if width > WIDTH:
            self.problems.append(f"{path} is {width} pixels wide")
        return str(row)

    def _watch(self, response: Response) -> None:
        if response.status >= 400:
            self.problems.append(f"{response.url} answers {response.status}")

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.problems.append(f"{self.page.url} says {message.text}")


@pytest.fixture(scope="module")
def walk(server: Any, published_template: str, browser: Browser, signed_in: Callable[..., None]) -> Iterator[Walk]:
    with server.clone(published_template) as database:
        add_user(database.url, "admin", "administrator", PASSWORD)
        with serve_panel(server.settings, database.url) as address:
            page = browser.new_page(viewport={"width": WIDTH, "height": 844}, locale="id-ID")
            signed_in(page, address)
            yield Walk(page, address)
            page.context.close()


@pytest.mark.parametrize("area", AREAS, ids=lambda area: area.name)
def test_list_row_and_form_of_every_table_open_on_a_phone(walk: Walk, area: Area) -> None:
    walk.problems.clear()
    for table in area.pages:
        name = re.sub(r"(?<!^)(?=[A-Z])", "-", table.model.__name__).lower()
        row = walk.open(f"/admin/{name}/list")
        if row:
            walk.open(row)
        elif table.model.__table__.schema in FILLED:
            walk.problems.append(f"{name} has no row")
        if table.offers("create"):
            walk.open(f"/admin/{name}/create")
    assert walk.problems == []


def test_every_mart_and_other_page_opens_on_a_phone(walk: Walk) -> None:
    walk.problems.clear()
    for page in (*(f"marts/{mart}" for mart in MARTS), *OTHERS):
        walk.open(f"/admin/{page}")
    assert walk.problems == []
