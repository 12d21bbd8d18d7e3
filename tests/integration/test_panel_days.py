"""Days as people type them into forms and filters: day first in both languages, and what is none told beside it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from form_desk import FormDesk
from panel_rows import fill_form, make_row
from panel_site import PASSWORD, Visitor, read_errors, read_inputs, serve_panel
from sqlalchemy import Engine

from admin.warehouse.accounts import add_user
from models.database import create_engine
from models.people import Person


@dataclass
class Panel(FormDesk):
    """A panel used by an administrator in either language."""

    english: Visitor
    engine: Engine


@pytest.fixture(scope="module")
def panel(server: Any, template: str) -> Iterator[Panel]:
    with server.clone(template) as database:
        add_user(database.url, "admin", "administrator", PASSWORD)
        engine = create_engine(database.url)
        with serve_panel(server.settings, database.url) as address:
            visitor, english = Visitor(address), Visitor(address, language="en")
            yield Panel(database.url, visitor, english, engine)
            visitor.close()
            english.close()
        engine.dispose()


@pytest.mark.parametrize(
    ("born_on", "sentence"),
    [
        ("1987-02-31", "Tanggal ini tidak ada di kalender."),
        ("31-02-1987", "Tanggal ini tidak ada di kalender."),
        ("kemarin", "Tulis tanggal sebagai hari/bulan/tahun, misalnya 12/04/1987."),
        ("2999-01-01", "Tahun harus antara 1900 dan 2200."),
        ("2999999-01-01", "Tulis tanggal sebagai hari/bulan/tahun, misalnya 12/04/1987."),
        ("2100-01-01", "Tanggal lahir harus antara 1920 dan 2015."),
        ("", "Isian ini wajib diisi."),
    ],
)
def test_wrong_birth_date_is_told(panel: Panel, born_on: str, sentence: str) -> None:
    values = fill_form(panel.engine, Person) | {"born_on": born_on}
    assert panel.refuse("person", values) == {"born_on": sentence}


@pytest.mark.parametrize("written", ["1987-04-12", "12-04-1987", "12/04/1987", "12.4.1987"])
def test_dates_are_read_as_people_write_them(panel: Panel, written: str) -> None:
    key = panel.visitor.create("person", fill_form(panel.engine, Person) | {"born_on": written})
    assert "12 Apr 1987" in panel.visitor.get(f"person/details/{key}").text


def test_stored_days_and_filters_are_written_day_first_in_both_languages(panel: Panel) -> None:
    key = panel.visitor.create("person", fill_form(panel.engine, Person) | {"born_on": "12 April 1987"})
    for visitor in (panel.visitor, panel.english):
        assert read_inputs(visitor.get(f"person/edit/{key}").text)["born_on"] == "12/04/1987"
        listed = visitor.get("person/list", born_on_from="12/04/1987", born_on_to="1987-04-12").text
        assert listed.count('value="12/04/1987" placeholder') == 2
        assert f"/person/details/{key}" in listed
        assert f"/person/details/{key}" not in visitor.get("person/list", born_on_from="13/04/1987").text
        assert 'type="date"' not in listed


@pytest.mark.parametrize("typed", ["31/02/2026", "1/1/99999", "٠١/٠٢/٢٠٢٦", "\u202e01/02/2026", "<b>'\"", "a\x00"])
def test_filter_that_is_no_day_is_told_beside_it_and_nothing_is_chosen_by_it(panel: Panel, typed: str) -> None:
    make_row(panel.engine, Person)
    answer = panel.visitor.get("person/list", born_on_to=typed)
    assert answer.status_code == 400
    assert set(read_errors(answer.text)) == {"born_on"}
    assert read_inputs(answer.text)["born_on_to"] == typed.replace("\x00", "\ufffd")
    assert "person/details/" not in answer.text
    assert "Betulkan saringan yang ditandai." in answer.text
    for path in ("person/export/csv", "person/bulk/edit", "person/bulk/delete"):
        assert panel.visitor.get(path, all="1", born_on_to=typed).status_code == 400


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"born_on_from": "kemarin", "born_on_to": "12/04/1987"}, ["born_on_from"]),
        ({"born_on_from": "12/04/1987", "born_on_to": "31/02/2026"}, ["born_on_to"]),
        ({"born_on_from": "kemarin", "born_on_to": "31/02/2026"}, ["born_on_from", "born_on_to"]),
        ({"born_on_to": "besok"}, ["born_on_to"]),
    ],
)
def test_only_the_end_of_a_period_that_is_no_day_is_marked(
    panel: Panel, typed: dict[str, str], wrong: list[str]
) -> None:
    page = panel.visitor.get("person/list", **typed).text
    fields = re.findall(r"<input [^>]*data-day[^>]*>", page)
    assert [re.findall(r'name="(\w+)"', field)[0] for field in fields if "aria-invalid" in field] == wrong
    assert {name: read_inputs(page)[name] for name in typed} == typed
    told = re.search(r'<div id="born_on-help" class="below">(.*?)</div>', page, re.DOTALL)
    assert told is not None
    assert ("Tulis tanggal sebagai" in told[1]) == bool({"kemarin", "besok"} & {*typed.values()})
    assert ("tidak ada di kalender" in told[1]) == ("31/02/2026" in typed.values())
