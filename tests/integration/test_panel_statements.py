"""How often the panel asks PostgreSQL for one request: as often for one row as for a page of them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from panel_site import PASSWORD, Visitor, serve_panel
from sqlalchemy import Engine, event

from admin.panel.attributes import Kind, read_attributes
from admin.panel.pages import AREAS
from admin.warehouse.accounts import add_user

# A request asks who it is and what they may do, and tells PostgreSQL who acts once a transaction; a page asks for its
# rows, their number, and the short lists that its filters or fields offer.
MOST_FOR_A_LIST = 14
MOST_FOR_DETAILS = 5
MOST_FOR_A_SAVE = 6


@dataclass
class Panel:
    """The panel of a city of 300, and what a table's rows are."""

    visitor: Visitor
    url: str

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.url) as connection:
            return connection.execute(query.encode()).fetchall()

    def count(self, path: str, **params: Any) -> int:
        """Return how many statements a page takes."""
        with counting() as sent:
            answer = self.visitor.get(path, **params)
        assert answer.status_code == 200, path
        return len(sent)


@pytest.fixture(scope="module")
def panel(server: Any, city_template: str) -> Iterator[Panel]:
    with server.clone(city_template) as database:
        add_user(database.url, "admin", "administrator", PASSWORD)
        with serve_panel(server.settings, database.url) as address:
            visitor = Visitor(address)
            visitor.get("")  # what is asked once a process
            yield Panel(visitor, database.url)
            visitor.close()


@contextmanager
def counting() -> Iterator[list[str]]:
    """Give the statements that any engine of this process, the panel's own among them, sends meanwhile."""
    sent: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def identity(model: type[Any]) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", model.__name__).lower()


def test_list_asks_as_often_for_one_row_as_for_many(panel: Panel) -> None:
    asked: dict[str, tuple[int, int]] = {}
    for model in (page.model for area in AREAS for page in area.pages):
        table = model.__table__.fullname  # type: ignore[attr-defined]
        ((rows,),) = panel.ask(f"SELECT count(*) FROM {table}")
        if table.startswith("personnel.") and rows >= 25:
            asked[table] = (panel.count(f"{identity(model)}/list", pageSize=1), panel.count(f"{identity(model)}/list"))
    assert len(asked) >= 25
    assert {table: counts for table, counts in asked.items() if len({*counts}) > 1} == {}
    assert {table: counts for table, counts in asked.items() if max(counts) > MOST_FOR_A_LIST} == {}


@pytest.mark.parametrize(
    ("page", "referring"),
    [
        ("employee/details/{}", "personnel.completion.employee_id"),
        ("employee/delete/{}", "personnel.completion.employee_id"),
        ("employee/edit/{}", "personnel.completion.employee_id"),
        ("people/{}", "personnel.completion.employee_id"),
        ("person/details/{}", "personnel.family_member.person_id"),
        ("unit/details/{}", "personnel.seat.unit_id"),
        ("session/details/{}", "personnel.enrolment.session_id"),
        ("sessions/{}/results", "personnel.enrolment.session_id"),
    ],
)
def test_page_asks_as_often_when_few_rows_belong_to_it_as_when_many_do(panel: Panel, page: str, referring: str) -> None:
    table, _dot, column = referring.rpartition(".")
    counted = f"SELECT {column}, count(*) FROM {table} WHERE {column} IS NOT NULL GROUP BY 1 ORDER BY 2, 1"
    rows = panel.ask(counted)
    (fewest, few), (most, many) = rows[0], rows[-1]
    assert many >= 4 * few, "otherwise this says nothing"
    asked = panel.count(page.format(fewest)), panel.count(page.format(most))
    assert asked[0] == asked[1]
    if "details" in page:
        assert asked[1] <= MOST_FOR_DETAILS


def test_form_asks_at_most_twice_for_each_reference(panel: Panel) -> None:
    asked = {}
    for model in (page.model for area in AREAS for page in area.pages if page.offers("change")):
        table = model.__table__.fullname  # type: ignore[attr-defined]
        found = panel.ask(f"SELECT max(id) FROM {table}")
        if table.startswith("personnel.") and found != [(None,)]:
            references = [item for item in read_attributes(model).values() if item.kind is Kind.REFERENCE]
            asked[table] = panel.count(f"{identity(model)}/edit/{found[0][0]}") - 2 * len(references)
    assert {table: number for table, number in asked.items() if number > MOST_FOR_DETAILS} == {}


def test_saving_asks_as_often_for_one_column_as_for_many(panel: Panel) -> None:
    ((key,),) = panel.ask("SELECT max(id) FROM personnel.person")
    path, asked = f"person/edit/{key}", []
    for changed in ({"phone": "0811"}, {"phone": "0812", "email": "a@example.id", "address": "Jalan Baru"}):
        version = panel.visitor.read_version("person", key)
        with counting() as sent:
            answer = panel.visitor.post(path, changed | {"row_version": version})
        assert answer.status_code == 303
        asked.append(len(sent))
    assert asked[0] == asked[1] <= MOST_FOR_A_SAVE
