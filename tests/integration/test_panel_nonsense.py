"""Nonsense in every field of every table: always a page with a sentence, never an error of ours."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hostile_forms import LEAKS
from panel_rows import fill_form
from panel_site import PASSWORD, Visitor, read_errors, read_notice, serve_panel
from sqlalchemy import Engine

from admin.panel.attributes import read_attributes
from admin.panel.pages import AREAS
from admin.warehouse.accounts import add_user
from models.database import create_engine

MODELS = {
    re.sub(r"(?<!^)(?=[A-Z])", "-", page.model.__name__).lower(): page.model
    for area in AREAS
    for page in area.pages
    if not page.is_read_only
}
NONSENSE = (
    "",
    "\x00",
    "<script>alert(1)</script>'\"; drop table x; --",
    "\u202e-1",
    "0",
    "99999999999999999999",
    "NaN",
    "2024-02-30",
    "\U0001f600" * 50,
)


@pytest.fixture(scope="module")
def panel(server: Any, template: str) -> Iterator[tuple[Visitor, Engine]]:
    with server.clone(template) as database:
        add_user(database.url, "admin", "administrator", PASSWORD)
        engine = create_engine(database.url)
        with serve_panel(server.settings, database.url) as address:
            visitor = Visitor(address)
            yield visitor, engine
            visitor.close()
        engine.dispose()


@pytest.mark.parametrize("table", MODELS)
def test_nonsense_in_every_field_is_answered_with_a_sentence(panel: tuple[Visitor, Engine], table: str) -> None:
    visitor, _engine = panel
    fields = [item.name for item in read_attributes(MODELS[table]).values() if item.may_be_edited]
    for text in NONSENSE:
        answer = visitor.post(f"{table}/create", dict.fromkeys(fields, text))
        assert answer.status_code in (303, 400), (text, answer.text)
        if answer.status_code == 400:
            assert read_errors(answer.text) or read_notice(answer.text)
        else:
            answer = visitor.client.get(answer.headers["location"])
        assert not [word for word in LEAKS if word in answer.text]


@pytest.mark.parametrize("table", MODELS)
def test_one_nonsense_field_at_a_time_is_told_beside_it(panel: tuple[Visitor, Engine], table: str) -> None:
    visitor, engine = panel
    values = fill_form(engine, MODELS[table])
    for attribute in read_attributes(MODELS[table]).values():
        if attribute.name in values and not attribute.name.startswith("password"):
            answer = visitor.post(f"{table}/create", values | {attribute.name: "\x00"})
            assert answer.status_code == 400
            assert list(read_errors(answer.text)) == [attribute.name]
