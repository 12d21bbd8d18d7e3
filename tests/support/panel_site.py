"""A running panel and a visitor who uses it as a browser would, but without one."""

import html
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import httpx2 as httpx
from serving import serve

from admin.panel.app import create_app
from admin.settings import Settings

PASSWORD = "sandi-uji-coba"


@contextmanager
def serve_panel(
    settings: Settings, url: str, previewer: Any = None, rechecker: Any = None, orderer: Any = None
) -> Iterator[str]:
    """Run the panel on a free port; yield its address."""
    with serve(create_app(settings, url, previewer, rechecker, orderer)) as address:
        yield address


class Visitor:
    """A signed-in person: fetches pages, fills in forms, reads what they say.

    Whatever is not a GET carries the token that the pages hold in their forms, as a header, whether it is sent by
    `post` or directly by `client`; an `x-csrf-token` header of one's own (even an empty one) is left as it is.
    """

    def __init__(self, address: str, name: str = "admin", language: str = "id", password: str = PASSWORD) -> None:
        self.address = address
        hooks = {"request": [self._add_token]}
        self.client = httpx.Client(base_url=address, cookies={"language": language}, timeout=30, event_hooks=hooks)
        self.tokens: dict[str, str] = {}
        if name:
            answer = self.sign_in(name, password)
            assert answer.status_code == 303, answer.text

    def sign_in(self, name: str, password: str = PASSWORD, **params: str) -> httpx.Response:
        """Send the sign-in form, having looked at it: the browser then has the cookie that belongs to the form."""
        self.read_token()
        return self.client.post("/admin/login", params=params, data={"username": name, "password": password})

    def _add_token(self, request: httpx.Request) -> None:
        if request.method not in ("GET", "HEAD", "OPTIONS") and "x-csrf-token" not in request.headers:
            request.headers["x-csrf-token"] = self.read_token()
            cookies = request.headers.get("cookie", "")
            if "merit_session=" not in cookies and "merit_visit=" not in cookies:  # the page has just brought one
                request.headers.pop("cookie", None)
                self.client.cookies.set_cookie_header(request)

    def read_token(self) -> str:
        """Return the token of this browser's forms; it is another one after signing in."""
        cookies = self.client.cookies
        cookie = cookies.get("merit_session") or cookies.get("merit_visit") or ""
        if not cookie or cookie not in self.tokens:
            self.tokens = {cookie: read_token(self.client.get("/admin/no-such-page").text)}
        return self.tokens[cookie]

    def close(self) -> None:
        """Close the connections."""
        self.client.close()

    def get(self, path: str, **params: Any) -> httpx.Response:
        """Fetch a page of the panel without following redirects."""
        return self.client.get(f"/admin/{path}", params=params or None)

    def post(self, path: str, data: Mapping[str, Any], **options: Any) -> httpx.Response:
        """Send a form."""
        return self.client.post(f"/admin/{path}", data=data, **options)

    def delete(self, table: str, key: int, data: Mapping[str, Any] | None = None) -> httpx.Response:
        """Send the form that deletes a row as it stands now."""
        version = {"row_version": self.read_version(table, key)}
        return self.post(f"{table}/delete/{key}", version | dict(data or {}))

    def create(self, table: str, data: Mapping[str, Any]) -> int:
        """Create a row and return its key, which the address of the next page tells."""
        answer = self.post(f"{table}/create", data)
        told = (read_errors(answer.text), read_notice(answer.text))
        assert answer.status_code == 303, (answer.status_code, table, *told)
        found = re.search(r"/details/(\d+)", answer.headers["location"])
        assert found is not None
        return int(found[1])

    def read_version(self, table: str, key: int) -> str:
        """Return the hidden version of the edit form."""
        return read_inputs(self.get(f"{table}/edit/{key}").text)["row_version"]


def read_token(page: str) -> str:
    """Return the token that a page's scripts send along with what changes something."""
    found = re.search(r'<meta name="csrf-token" content="([\w-]+)">', page)
    assert found is not None, page
    return found[1]


def read_errors(page: str) -> dict[str, str]:
    """Return the sentence beside each field of a form that has one."""
    found = re.findall(r'<div id="([\w-]+)-help" class="below">\s*<p class="error">.*?</svg>(.*?)</p>', page, re.DOTALL)
    return {name: html.unescape(sentence).strip() for name, sentence in found}


def read_notice(page: str) -> str:
    """Return the sentence at the head of a page, or nothing."""
    found = re.search(r'<p class="notice bad".*?</svg>(.*?)</p>', page, re.DOTALL)
    return html.unescape(found[1]).strip() if found else ""


def read_inputs(page: str) -> dict[str, str]:
    """Return the value of every named input, text area and select of a form."""
    inputs = re.findall(r'<input[^>]*?name="([^"]+)"[^>]*>', page)
    found = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and name[1] in inputs:
            found[name[1]] = html.unescape(value[1]) if value else ""
    for name, value in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL):
        found[name] = html.unescape(value)
    for name, body in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', body)
        found[name] = html.unescape(chosen[1]) if chosen else ""
    return found


def read_rows(page: str) -> list[str]:
    """Return what the first column of a list shows."""
    found = re.findall(r'<tr>\s*<td[^>]*><a href="[^"]*/details/\d+">(.*?)</a>', page, re.DOTALL)
    return [html.unescape(text) for text in found]
