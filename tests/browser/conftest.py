"""One Chromium for each module, and the way into a panel that is looked at by tests."""

from collections.abc import Callable, Iterator

import pytest
from panel_site import PASSWORD
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
DESK = (1280, 900)

OpenPanel = Callable[..., Page]


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """Return a Chromium for the module; Playwright keeps an event loop running, so not for the whole session."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS.split())
        yield browser
        browser.close()


@pytest.fixture
def open_panel(browser: Browser) -> Iterator[OpenPanel]:
    """Return a function that opens a page of a panel as somebody who signs in on the way.

    The test fails when the browser complains about anything but an answer that says what was wrong (4xx).
    """
    complaints: list[str] = []
    contexts: list[BrowserContext] = []

    def open_panel(
        address: str, name: str = "admin", path: str = "", size: tuple[int, int] = DESK, locale: str = "id-ID"
    ) -> Page:
        contexts.append(browser.new_context(viewport={"width": size[0], "height": size[1]}, locale=locale))
        page = contexts[-1].new_page()
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        sign_in(page, address, name, path)
        return page

    yield open_panel
    for context in contexts:
        context.close()
    assert [text for text in complaints if "the server responded with a status of 4" not in text] == []


@pytest.fixture(scope="module")
def signed_in() -> Callable[..., None]:
    """Return the function that signs somebody in on a page of the test's own."""
    return sign_in


def sign_in(page: Page, address: str, name: str = "admin", path: str = "") -> None:
    """Ask for a page of a panel, sign in as `name`, and wait until the page is there."""
    page.goto(f"{address}/admin/{path}")
    page.get_by_label("Nama pengguna").fill(name)
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("button", name="Masuk").click()
    expect(page.locator(".menu-button")).to_be_attached(timeout=30_000)
    page.wait_for_load_state()
