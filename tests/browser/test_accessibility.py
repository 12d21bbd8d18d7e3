"""WCAG 2.2 AA on every kind of page: nothing serious by axe, reached by keyboard, titled, errors tied to their fields.

axe looks at each page in both colour schemes, at the width of a desk and of a phone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import psycopg
import pytest
from barriers import SIZES, find_barriers, find_unreachable
from exchange_files import Importer, write_csv
from panel_site import PASSWORD, Visitor, serve_panel
from panel_walk import PAGES, prepare_walk
from playwright.sync_api import Browser, FilePayload, Page, Route, StorageState, expect

from admin.panel.rendering import PATTERNS
from admin.warehouse.accounts import add_user
from admin.warehouse.rule_preview import preview_rules

pytestmark = pytest.mark.browser

# Forms sent with something wrong: the page, and what is filled in before it is sent.
REFUSED = {
    "new person": ("person/create", {"name": " ", "nik": "12", "born_on": "2999-01-01"}),
    "local value": ("rules/parameters/training_target_pns/set", {"value": "seratus", "reason": ""}),
    "row of a rule": ("rules/preview?table=salary_step&row=1", {"cell.interval_years": "dua"}),
}
# Addresses that answer with a file, with data, or by leading on; and what is walked through elsewhere.
NO_PAGES = {
    *("logout", "provider", "provider_return", "end_sessions", "language", "worklist_check", "import_learn"),
    *("build_order", "revoke"),
    *(
        "mart_export",
        "feed_export",
        "official_file",
        "export",
        "file",
        "rule_template",
        "rule_differences",
        "import_template",
    ),
    *("import_store", "import_wrong", "import_changes", "find_soon", "ajax_lookup", "statics"),
}
ELSEWHERE = {"login": "test_sign_in_has_no_serious_barrier", "rule_outcome": "test_rule_preview_in_browser.py"}
ERRORS_UNTIED = """() => [...document.querySelectorAll('[aria-invalid=true]')].filter(field => {
    const told = (field.getAttribute('aria-describedby') || '').split(' ').map(id => document.getElementById(id));
    return !told.some(element => element?.querySelector('.error')?.textContent.trim());
}).map(field => field.outerHTML)"""


@dataclass
class Town:
    """A published city with a panel: its database, its address, and what the addresses of PAGES name."""

    database: str
    address: str
    names: dict[str, Any]
    state: StorageState | None = None

    def url(self, path: str) -> str:
        return f"{self.address}/admin/{path.format(**self.names)}"


@pytest.fixture(scope="module")
def town(server: Any, published_template: str, browser: Browser, signed_in: Any) -> Iterator[Town]:
    with server.clone(published_template) as database:
        add_user(database.url, "admin", "administrator", PASSWORD)
        previewer = partial(preview_rules, server.settings, database.url)
        with serve_panel(server.settings, database.url, previewer) as address:
            town = Town(database.url, address, prepare_walk(database.url, address))
            page = browser.new_page(locale="id-ID")
            signed_in(page, address)
            town.state = page.context.storage_state()
            page.context.close()
            yield town


@pytest.fixture(scope="module")
def page(browser: Browser, town: Town) -> Iterator[Page]:
    """Return a signed-in page that all tests of the module share; none of its requests leaves the panel."""
    context = browser.new_context(storage_state=town.state, locale="id-ID")
    elsewhere: list[str] = []
    context.on("request", lambda sent: elsewhere.append(sent.url) if not sent.url.startswith(town.address) else None)
    yield context.new_page()
    context.close()
    assert [address for address in elsewhere if not address.startswith("data:")] == []


def test_every_page_is_walked_through() -> None:
    addresses = {name: re.compile(re.sub(r"\{\w+\}", "[^/]+", path)) for name, path in PATTERNS.items()}
    walked = {
        name
        for path in PAGES.values()
        for name, address in addresses.items()
        if address.fullmatch(f"/admin/{path.partition('?')[0]}")
    }
    assert walked | NO_PAGES | ELSEWHERE.keys() >= PATTERNS.keys()
    assert not walked & (NO_PAGES | ELSEWHERE.keys())


@pytest.mark.parametrize("kind", PAGES)
def test_page_has_no_serious_barrier(page: Page, town: Town, kind: str) -> None:
    page.goto(town.url(PAGES[kind]))
    assert find_barriers(page) == []


def test_sign_in_has_no_serious_barrier(browser: Browser, town: Town) -> None:
    page = browser.new_page(locale="id-ID")
    page.goto(town.url("login"))
    assert find_barriers(page) == []
    assert find_unreachable(page) == []
    page.get_by_role("button", name="Masuk").click()
    page.get_by_role("alert").wait_for()
    assert find_barriers(page) == []
    page.context.close()


def test_what_opens_has_no_serious_barrier(page: Page, town: Town) -> None:
    page.goto(town.url("employee/list"))
    for summary in page.locator("summary").all():
        summary.click()
    assert find_barriers(page) == []


def test_conflict_has_no_serious_barrier(page: Page, town: Town) -> None:
    path = town.url("study-field/edit/1")
    page.goto(path)
    other = page.context.new_page()
    for tab, name in ((other, "Versi mereka"), (page, "Versi saya")):
        if tab is other:
            tab.goto(path)
        tab.locator("form.record [name=name]").fill(name)
        tab.locator("form.record button.primary").click()
        tab.locator(".conflict" if tab is page else ".notice.good").wait_for()
    other.close()
    assert find_barriers(page) == []
    assert find_unreachable(page) == []
    page.evaluate("() => document.querySelectorAll('form.record').forEach(form => form.remove())")  # leave unasked


def test_preview_of_many_changes_has_no_serious_barrier(page: Page, town: Town) -> None:
    page.goto(town.url("study-field/bulk/edit?pk=1&pk=2&column=ordinal"))
    page.get_by_label("Urutan").fill("42")
    page.get_by_label("Alasan perubahan").fill("Ditata ulang")
    page.get_by_role("button", name="Pratinjau").click()
    page.get_by_text("2 baris akan berubah").wait_for()
    assert find_barriers(page) == []
    assert find_unreachable(page) == []
    page.evaluate("() => document.querySelectorAll('form.record').forEach(form => form.remove())")  # leave unasked


def test_waiting_for_an_import_has_no_serious_barrier(page: Page, town: Town) -> None:
    """Somebody else holds the table, so that the file waits; the preview's page is test_rule_preview_in_browser's."""
    visitor = Visitor(town.address)
    importer = Importer(visitor, "study-field")
    importer.upload(write_csv([["code", "name"], ["BARU", "Bidang baru"]]))
    visitor.close()
    with psycopg.connect(town.database) as holder:
        holder.execute("LOCK TABLE reference.study_field IN EXCLUSIVE MODE")
        page.goto(town.url(f"study-field/import/{importer.batch}/columns"))
        page.locator("main form[method=post] button.primary").click()
        page.locator("progress").wait_for()
        # what a form is redirected to cannot be kept still: the page is asked for once more
        page.route(town.url(f"study-field/import/{importer.batch}"), keep_still)
        page.goto(town.url(f"study-field/import/{importer.batch}"))
        page.locator("progress").wait_for()
        assert find_barriers(page) == []
        assert find_unreachable(page) == []
    page.unroute_all()


def keep_still(route: Route) -> None:
    """Take from an answer what makes the browser load the page again."""
    answer = route.fetch()
    route.fulfill(response=answer, headers={name: value for name, value in answer.headers.items() if name != "refresh"})


@pytest.mark.parametrize(
    ("language", "size", "choose", "none", "first"),
    [
        ("id", "phone", "Berkas CSV atau XLSX Pilih berkas", "Belum ada yang dipilih", "Pilih berkasnya lebih dahulu."),
        ("en", "desk", "CSV or XLSX file Choose a file", "None chosen yet", "Choose the file first."),
    ],
)
def test_file_is_chosen_in_the_language_of_the_page(
    page: Page, town: Town, language: str, size: str, choose: str, none: str, first: str
) -> None:
    page.set_viewport_size(SIZES[size])  # type: ignore[arg-type]
    page.context.add_cookies([{"name": "language", "value": language, "url": town.address}])
    page.goto(town.url("study-field/import"))
    button = page.get_by_role("button", name=choose, exact=True)
    expect(button).to_have_accessible_description(re.compile(f"^{none} "))
    page.locator("main form[method=post] button.primary").click()
    expect(page.get_by_text(first)).to_be_visible()
    expect(button).to_be_focused()
    with page.expect_file_chooser() as asked:
        button.press("Enter")
    asked.value.set_files(FilePayload(name="bidang.csv", mimeType="text/csv", buffer=b"code;name\nBARU;Baru\n"))
    expect(page.locator(".file")).to_contain_text("bidang.csv")
    assert find_barriers(page) == []
    assert find_unreachable(page) == []
    page.locator("main form[method=post] button.primary").click()
    page.wait_for_url("**/columns")
    page.context.add_cookies([{"name": "language", "value": "id", "url": town.address}])


@pytest.mark.parametrize("kind", REFUSED)
def test_refused_form_ties_each_error_to_its_field(page: Page, town: Town, kind: str) -> None:
    path, typed = REFUSED[kind]
    page.goto(town.url(path))
    for name, value in typed.items():
        page.locator(f"main [name='{name}']").fill(value)
    page.locator("main form[method=post] button.primary").click()
    page.locator("[aria-invalid=true]").first.wait_for()
    assert page.locator("[aria-invalid=true]").count() >= len(typed)
    assert page.evaluate(ERRORS_UNTIED) == []
    assert find_barriers(page) == []
    page.evaluate("() => document.querySelectorAll('form.record').forEach(form => form.remove())")  # leave unasked


@pytest.mark.parametrize(
    "kind", ["home", "list", "details", "form", "mart", "explain", "rules", "preview of a row", "dashboard of parts"]
)
def test_keyboard_reaches_everything_and_shows_where_it_is(page: Page, town: Town, kind: str) -> None:
    page.goto(town.url(PAGES[kind]))
    assert find_unreachable(page) == []


def test_pages_say_their_language_and_what_they_are(page: Page, town: Town) -> None:
    for language in ("en", "id"):
        page.context.add_cookies([{"name": "language", "value": language, "url": town.address}])
        titles = {}
        for kind, path in PAGES.items():
            page.goto(town.url(path))
            assert page.locator("html").get_attribute("lang") == language, kind
            assert page.locator("h1").count() == 1, kind
            assert page.title().endswith(" · Merit"), kind
            assert len(page.title().split(" · ")[0]) > 2, kind
            here = page.locator(".crumbs [aria-current=page]")
            assert here.count() == (0 if kind in ("home", "one-time link", "error") else 1), kind
            titles[kind] = page.title()
        assert len({*titles.values()}) == len(titles), sorted(titles.values())


@pytest.mark.parametrize(
    ("spoil", "finding"),
    [
        ("document.querySelector('.menu-button').removeAttribute('aria-label')", "button-name"),
        ("document.querySelector('main label').remove()", "select-name"),
        ("document.querySelector('.help').style.color = '#999'", "color-contrast"),
        ("document.documentElement.removeAttribute('lang')", "html-has-lang"),
    ],
)
def test_barrier_put_into_a_page_is_found(page: Page, town: Town, spoil: str, finding: str) -> None:
    page.goto(town.url("rules/set"))
    page.evaluate(spoil)
    assert [line for line in find_barriers(page) if f" {finding} (" in line]


def test_focus_that_cannot_be_seen_or_reached_is_found(page: Page, town: Town) -> None:
    page.goto(town.url("rules/set"))
    page.evaluate("document.querySelector('main select').style.outline = 'none'")
    page.evaluate("document.querySelector('main button').tabIndex = -1")
    found = find_unreachable(page)
    assert [line[:12] for line in found] == ["not reached:", "focus not se"]
