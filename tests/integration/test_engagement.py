"""Meetings and action items as people enter them: an item has an owner, a due day, and a day when it is done."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from panel_site import PASSWORD, Visitor, read_errors, serve_panel
from scenario import Writer

from admin.warehouse.accounts import add_user

Place = tuple[Visitor, str, dict[str, str]]


@pytest.fixture(scope="module")
def place(server: Any, template: str) -> Iterator[Place]:
    """Return a steward, the database, and an item that may be stored."""
    with server.clone(template) as database:
        with psycopg.connect(database.url) as connection:
            writer = Writer(connection)
            agency = writer.agency("KOTA")
            forum = writer.insert(
                "personnel.forum", unit_id=writer.unit(agency, "SETDA"), name="Rakor", valid_from="2020-01-01"
            )
            meeting = writer.insert("personnel.meeting", forum_id=forum, held_on="2025-03-03", title="Rapat")
            owner = writer.employee(agency, "Ana")
        add_user(database.url, "admin", "administrator", PASSWORD)
        item = {"meeting_id": str(meeting), "number": "1", "title": "Menyusun jadwal", "employee_id": str(owner),
                "due_on": "2025-03-17", "status": "TERBUKA"}  # fmt: skip
        with serve_panel(server.settings, database.url) as address:
            visitor = Visitor(address)
            yield visitor, database.url, item
            visitor.close()


def count(url: str) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT count(*) FROM personnel.action_item").fetchone()
    assert row is not None
    return int(row[0])


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"employee_id": ""}, {"employee_id": "Isian ini wajib diisi."}),
        ({"due_on": ""}, {"due_on": "Isian ini wajib diisi."}),
        ({"number": "0"}, {"number": "Nomor harus lebih dari nol."}),
        ({"status": "SELESAI"}, {"done_on": "Tanggal selesai diisi bila selesai, dan hanya bila selesai."}),
        ({"done_on": "2025-03-10"}, {"done_on": "Tanggal selesai diisi bila selesai, dan hanya bila selesai."}),
    ],
    ids=["without owner", "without due day", "number", "done without a day", "day without being done"],
)
def test_wrong_item_is_refused_and_nothing_is_stored(place: Place, wrong: dict[str, str], told: dict[str, str]) -> None:
    visitor, url, item = place
    before = count(url)
    answer = visitor.post("action-item/create", {name: value for name, value in (item | wrong).items() if value})
    assert answer.status_code == 400
    assert read_errors(answer.text) == told
    assert count(url) == before


def test_item_is_stored_once(place: Place) -> None:
    visitor, url, item = place
    visitor.create("action-item", item)
    again = visitor.post("action-item/create", item)
    assert again.status_code == 400
    assert "Nomor ini sudah dipakai pada rapat tersebut." in read_errors(again.text).values()
    assert count(url) == 1
