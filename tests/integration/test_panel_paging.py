"""Going through a list page by page: every row is met once, forwards and backwards, however many are equal or empty."""

import html
import re
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from panel_site import PASSWORD, Visitor, read_rows, serve_panel

from admin.warehouse.accounts import add_user

MANY = """
    insert into personnel.person (name, sex, born_on, birth_place)
    select 'Nama ' || number / 7, 'L', date '1980-01-01' + number / 11,
        case when number % 3 > 0 then 'Kota ' || number / 20 end
    from generate_series(1, 260) as number
"""


@pytest.fixture(scope="module")
def panel(server: Any, template: str) -> Iterator[tuple[Visitor, Any]]:
    with server.clone(template) as database:
        add_user(database.url, "admin", "administrator", PASSWORD)
        with (
            psycopg.connect(database.url, autocommit=True) as connection,
            serve_panel(server.settings, database.url) as at,
        ):
            connection.execute(MANY)
            visitor = Visitor(at)
            yield visitor, connection
            visitor.close()


def find_link(page: str, relation: str) -> str:
    found = re.search(rf'<a rel="{relation}" href="([^"]+)"', page)
    return html.unescape(found[1]) if found else ""


def read_keys(page: str) -> list[int]:
    return [int(key) for key in re.findall(r'<td[^>]*><a href="/admin/person/details/(\d+)"', page)]


def walk(visitor: Visitor, path: str, relation: str) -> list[list[int]]:
    pages = []
    while path:
        answer = visitor.client.get(path)
        assert answer.status_code == 200, answer.text
        pages.append(read_keys(answer.text))
        path = find_link(answer.text, relation)
    return pages


@pytest.mark.parametrize(
    "query",
    [
        "",
        "sortBy=name&sort=desc",
        "sortBy=birth_place",
        "sortBy=birth_place&sort=desc",
        "sortBy=born_on",
        "sortBy=sex&sort=desc",
        "search=nama+1&sortBy=birth_place",
    ],
)
def test_next_and_previous_meet_every_row_once_in_the_same_order(panel: Any, query: str) -> None:
    visitor, _connection = panel
    whole: list[int] = []
    for page in range(1, 12):
        answer = visitor.client.get(f"/admin/person/list?{query}&page={page}")
        keys = read_keys(answer.text)
        whole += [key for key in keys if key not in whole]
    forwards = walk(visitor, f"/admin/person/list?{query}", "next")
    assert [key for page in forwards for key in page] == whole
    last = len(forwards)
    backwards = walk(visitor, f"/admin/person/list?{query}&page={last}", "prev")
    assert list(reversed(backwards)) == forwards


def test_next_goes_on_after_the_last_row_seen_though_rows_came_and_went(panel: Any) -> None:
    visitor, connection = panel
    first = visitor.get("person/list")
    onward = find_link(first.text, "next")
    expected = read_keys(visitor.client.get(onward).text)
    gone = read_keys(first.text)[:5]
    connection.execute("create temporary table kept as select * from personnel.person where id = any(%s)", [gone])
    connection.execute("delete from personnel.person where id = any(%s)", [gone])
    connection.execute(
        "insert into personnel.person (name, sex, born_on) values ('Aaa Paling Awal', 'P', '1990-01-01')"
    )
    assert read_keys(visitor.client.get(onward).text) == expected
    connection.execute("delete from personnel.person where name = 'Aaa Paling Awal'")
    connection.execute("insert into personnel.person select * from kept")


@pytest.mark.parametrize(
    "mark", ["x", "W10", "WzEsMl0", "bnVsbA", "WyJOYW1hIDEiXQ", "A" * 9000, "WyJOYW1hIDEiLCJ4Il0", "%00", "🙂"]
)
def test_a_damaged_address_is_told_and_never_an_error_of_ours(panel: Any, mark: str) -> None:
    for direction in ("after", "before"):
        answer = panel[0].get("person/list", page="2", **{direction: mark})
        assert answer.status_code == 400, (direction, mark)
        assert "rusak" in answer.text


def test_sorting_or_searching_anew_starts_from_the_first_page(panel: Any) -> None:
    visitor, _connection = panel
    second = visitor.client.get(find_link(visitor.get("person/list").text, "next"))
    headings = re.findall(r'<th scope="col"[^>]*>\s*<a href="([^"]+)"', second.text)
    assert headings
    assert not [link for link in headings if "after=" in link or "page=" in link]
    assert read_rows(second.text)
