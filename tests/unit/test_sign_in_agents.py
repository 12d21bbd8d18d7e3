"""Browsers are called by the names that people know them by."""

import pytest

from admin.panel.sign_in.agents import name_agent

WINDOWS, PHONE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)", "Mozilla/5.0 (Linux; Android 14; SM-A155F)"
CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (f"{WINDOWS} {CHROME}", "Chrome, Windows"),
        (f"{WINDOWS} {CHROME} Edg/141.0.0.0", "Edge, Windows"),
        (f"{PHONE} {CHROME.replace('Chrome/', 'SamsungBrowser/28.0 Chrome/')}", "Samsung Internet, Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0", "Firefox, Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) Version/18.6 Mobile/15E148 Safari/604.1",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.6 Safari/605.1.15", "Safari, macOS"),
        ("python-httpx2/2.16.2", "python-httpx2/2.16.2"),
        (None, ""),
    ],
)
def test_name_of_a_browser(agent: str | None, name: str) -> None:
    assert name_agent(agent) == name
