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
from admin.panel.rendering import PATTERNS
from admin.warehouse.accounts import add_user

pytestmark = pytest.mark.browser
WIDTH = 390
FILLED = {"personnel", "reference"}  # schemas of which the city has rows in every table
# Pages of the panel by the name of their address. Whatever is asked for without a further word is opened as it is.
GIVEN = {"find": "find?search=an", "person": "people/1", "rule_table": "rules/national/parameter",
         "rule_parameter": "rules/parameters/succession_wanted", "documented": "documentation/duk"}  # fmt: skip
OF_TABLES = {"list", "details", "create"}  # opened for every table
# What is no page, or is on the way of a person whom another test follows in the browser.
NOT_OPENED = {
    "signing in": {"login", "logout", "provider", "provider_return", "start", "end_sessions", "language"},
    "files": {"export", "mart_export", "official_file", "rule_differences", "import_template", "import_wrong",
              "rule_template", "file", "statics", "feed_export"},
    "parts of pages": {"find_soon", "ajax_lookup"},
    "acts": {"worklist_excuse", "worklist_check", "restore", "bulk_edit", "bulk_delete", "delete", "file_change",
             "import_learn", "import_store", "rule_set", "rule_end", "rule_choose", "revoke",
             "build_order"},
    "ways": {"edit", "explain", "session_results", "act", "correction", "correction_ask", "rule_preview",
             "rule_outcome", "import", "import_batch", "import_columns", "import_changes"},
    "dashboards in two widths": {"dashboard"},
}  # fmt: skip
EMPTY_MARTS = {"change_feed"}  # of which this city has no row: nothing moved since its only build
LOOK = """() => [
    document.documentElement.scrollWidth,
    document.querySelectorAll('h1').length,
    document.querySelectorAll('main table tbody tr').length,
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

    def open(self, path: str) -> tuple[str, int]:
        """Open a page, and return the address that its first row leads to, if any, and how many rows there are."""
        self.page.goto(f"{self.address}{path}")
        width, headings, rows, row = self.page.evaluate(LOOK)
        if headings != 1:
            self.problems.append(f"{path} has {headings} headings")
        if width > WIDTH:
            self.problems.append(f"{path} is {width} pixels wide")
        return str(row), int(rows)

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
        row, _rows = walk.open(f"/admin/{name}/list")
        if row:
            walk.open(row)
        elif table.model.__table__.schema in FILLED:
            walk.problems.append(f"{name} has no row")
        if table.offers("create"):
            walk.open(f"/admin/{name}/create")
    assert walk.problems == []


def test_every_mart_opens_on_a_phone_and_has_rows(walk: Walk) -> None:
    walk.problems.clear()
    empty = {mart for mart in MARTS if not walk.open(f"/admin/marts/{mart}")[1]}
    assert walk.problems == []
    assert empty == EMPTY_MARTS


def test_every_other_page_opens_on_a_phone(walk: Walk) -> None:
    walk.problems.clear()
    others = PATTERNS.keys() - OF_TABLES - {"mart"} - set[str]().union(*NOT_OPENED.values())
    assert GIVEN.keys() <= others
    assert not [name for name in others - GIVEN.keys() if "{" in PATTERNS[name]], "say in GIVEN which to open"
    for name in sorted(others):
        walk.open(f"/admin/{GIVEN[name]}" if name in GIVEN else PATTERNS[name])
    assert walk.problems == []
