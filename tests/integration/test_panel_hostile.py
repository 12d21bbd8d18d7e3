"""Every form of every kind of page, filled in by somebody hostile: told in a sentence, nothing broken or leaked.

The forms of all tables get nonsense in test_panel_nonsense.py; here are those of all other pages, filters among them.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import pytest
from hostile_forms import HOSTILE, LEAKS, SentForm, read_forms
from panel_site import PASSWORD, Visitor, serve_panel
from panel_walk import PAGES, prepare_walk

from admin.warehouse.accounts import add_user
from admin.warehouse.rule_preview import preview_rules

ANSWERS = {200, 303, 400, 403, 404, 409, 422}
OF_TABLES = ("/create", "/login", "/logout")


@pytest.fixture(scope="module")
def walk(server: Any, published_template: str) -> Iterator[tuple[Visitor, dict[str, Any]]]:
    with server.clone(published_template) as database:
        add_user(database.url, "admin", "administrator", PASSWORD)
        previewer = partial(preview_rules, server.settings, database.url)
        with serve_panel(server.settings, database.url, previewer) as address:
            names = prepare_walk(database.url, address)
            visitor = Visitor(address)
            yield visitor, names
            visitor.close()


def test_no_form_is_broken_by_what_is_typed_into_it(walk: tuple[Visitor, dict[str, Any]]) -> None:
    visitor, names = walk
    known: dict[Any, SentForm] = {}
    for path in PAGES.values():
        page = visitor.get(path.format(**names))
        for form in read_forms(page.text):
            form.action = form.action or page.request.url.raw_path.decode()
            if not urlsplit(form.action).path.endswith(OF_TABLES):
                known.setdefault(form.kind, form)
    assert len(known) > 25, "the walk has fewer forms than the panel"
    broken = []
    for form in known.values():
        for start in range(len(HOSTILE)):
            for is_whole in (False, True) if start == 0 and form.method == "post" else (False,):
                broken += send(visitor, form, form.fill(start, is_whole))
    assert broken == []


def send(visitor: Visitor, form: SentForm, values: dict[str, str]) -> list[str]:
    """Send a form and return what is wrong with the answer, and with the page that it leads to."""
    path = urlsplit(form.action).path
    if form.method == "get":
        answer = visitor.client.get(path, params=values)
    else:
        answer = visitor.client.post(form.action, data=values)
    if answer.status_code == 303:
        location = answer.headers["location"]
        if not location.startswith("/admin/"):
            return [f"{path} leads to {location}"]
        answer = visitor.client.get(location)
    leaks = [word for word in LEAKS if word in answer.text]
    is_busy = answer.status_code == 503 and "Sedang sibuk" in answer.text  # with what was sent before
    if (answer.status_code in ANSWERS or is_busy) and not leaks:
        return []
    return [f"{form.method} {path} {values}: {answer.status_code} {leaks}"]
