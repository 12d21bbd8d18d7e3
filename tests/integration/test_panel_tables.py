"""Every table's pages against a real server and database: list, search, sort, filter, create, edit, delete."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from panel_rows import fill_form, make_row
from panel_site import PASSWORD, Visitor, read_inputs, serve_panel
from sqlalchemy import Engine

from admin.panel.attributes import Kind, read_attributes
from admin.panel.pages import AREAS, list_columns
from admin.warehouse.accounts import add_user
from models.base import Base, Record
from models.database import create_engine

PAGES = {page.model.__name__: page for area in AREAS for page in area.pages}
EDITABLE = {name: page for name, page in PAGES.items() if page.offers("change")}


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


def identity(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


def test_every_table_has_a_page() -> None:
    tables = {mapper.class_.__name__ for mapper in Base.registry.mappers if issubclass(mapper.class_, Record)}
    assert set(PAGES) == tables


@pytest.mark.parametrize("name", PAGES)
def test_list_answers_search_sort_and_filters(panel: tuple[Visitor, Engine], name: str) -> None:
    visitor, engine = panel
    page, table = PAGES[name], identity(name)
    key = make_row(engine, page.model)
    shown = "".join(visitor.get(f"{table}/list", pageSize=100, page=number).text for number in (1, 2))
    assert f'href="/admin/{table}/details/{key}"' in shown
    assert " object at 0x" not in shown
    assert visitor.get(f"{table}/list", search="tidak ada 100%_").status_code == 200
    for column in list_columns(page):
        for direction in ("asc", "desc"):
            answer = visitor.get(f"{table}/list", sortBy=column, sort=direction)
            assert answer.status_code == 200, column
            assert f'aria-sort="{direction}ending"' in answer.text
    for attribute in read_attributes(page.model).values():
        if attribute.kind is Kind.CHOICE:
            chosen = next(iter(attribute.choices)).value
            assert visitor.get(f"{table}/list", **{attribute.name: chosen}).status_code == 200
        if attribute.kind is Kind.BOOLEAN and attribute.name not in page.hidden:
            assert visitor.get(f"{table}/list", **{attribute.name: "true"}).status_code == 200


@pytest.mark.parametrize("name", EDITABLE)
def test_row_is_created_shown_edited_and_deleted(panel: tuple[Visitor, Engine], name: str) -> None:
    visitor, engine = panel
    table, values = identity(name), fill_form(engine, PAGES[name].model)
    assert visitor.get(f"{table}/create").status_code == 200
    key = visitor.create(table, values)
    assert visitor.get(f"{table}/details/{key}").status_code == 200
    form = read_inputs(visitor.get(f"{table}/edit/{key}").text)
    shown = {field: form.get(field) for field in values if field not in PAGES[name].secrets}
    assert shown == {field: _as_shown(PAGES[name].model, field, values[field]) for field in shown}
    reason = {"audit_reason": "Uji"}
    saved = visitor.post(f"{table}/edit/{key}", values | {"row_version": form["row_version"]} | reason)
    assert saved.status_code == 303, saved.text
    deleted = visitor.delete(table, key, reason)
    assert deleted.status_code == 303
    assert visitor.get(f"{table}/details/{key}").status_code == 404


def _as_shown(model: Any, field: str, value: str) -> str:
    kind = read_attributes(model)[field].kind
    if kind is Kind.DATE and value:
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    return f"{value}.00" if kind is Kind.DECIMAL else value


def test_sorting_by_what_is_referred_to_drops_no_row_and_follows_its_own_order(panel: tuple[Visitor, Engine]) -> None:
    visitor, _engine = panel
    plain, by_parent = visitor.get("region/list").text, visitor.get("region/list", sortBy="parent").text
    total = re.search(r"dari ([\d.]+) baris", plain)
    assert total is not None
    assert total[0] in by_parent
    offered = re.findall(r"<option [^>]*>\s*(I{1,3}|IV)/([a-e]) ", visitor.get("grade-record/create").text)
    assert offered == sorted(offered, key=lambda code: (["I", "II", "III", "IV"].index(code[0]), code[1]))
    assert len(offered) >= 17


def test_pages_of_a_list_repeat_and_lose_nothing(panel: tuple[Visitor, Engine]) -> None:
    visitor, _engine = panel
    keys: list[str] = []
    for page in range(1, 8):
        found = visitor.get("region/list", sortBy="kind", page=page).text
        keys += re.findall(r'<a href="/admin/region/details/(\d+)">', found)
        if 'rel="next"' not in found:
            break
    assert len(keys) == len(set(keys)) > 100
