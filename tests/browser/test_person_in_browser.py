"""Finding a person with the keyboard alone, and correcting a record in place, in a real Chromium."""

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from panel_site import PASSWORD, serve_panel
from playwright.sync_api import Dialog, Page, expect

from admin.warehouse.accounts import add_user

CHOSEN = """
    select e.id, e.nip, p.name, a.id from personnel.employee e join personnel.person p on p.id = e.person_id
    join personnel.award a on a.employee_id = e.id
    where (select count(*) from personnel.award other where other.employee_id = e.id) = 1 order by e.id limit 1
"""

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def place(server: Any, city_template: str) -> Iterator[tuple[str, "psycopg.Connection[Any]"]]:
    with server.clone(city_template) as database:
        add_user(database.url, "admin", "administrator", PASSWORD)
        with (
            psycopg.connect(database.url, autocommit=True) as connection,
            serve_panel(server.settings, database.url) as at,
        ):
            yield at, connection


@pytest.fixture
def page(place: Any, open_panel: Callable[..., Page]) -> Page:
    return open_panel(place[0])


def test_slash_name_arrow_enter_lead_to_the_person(page: Page, place: Any) -> None:
    key, nip, name, _award = place[1].execute(CHOSEN).fetchone()
    page.keyboard.press("/")
    page.keyboard.type(name)
    expect(page.get_by_role("option").filter(has_text=nip)).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    assert page.url.endswith(f"/admin/people/{key}")


def test_a_record_is_corrected_in_place_and_a_mistake_is_told_there(page: Page, place: Any) -> None:
    at, connection = place
    key, _nip, name, award = connection.execute(CHOSEN).fetchone()
    page.goto(f"{at}/admin/people/{key}")
    section = page.locator("#award")
    section.get_by_role("link", name="Ubah").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading", level=1)).to_be_visible()
    dialog.locator("[name=audit_reason]").fill("Salah ketik")
    dialog.locator("[name=awarded_on]").evaluate("node => { node.type = 'text'; node.value = '2021-02-31'; }")
    dialog.get_by_role("button", name="Simpan").click()
    expect(dialog.locator(".field.wrong .error")).to_be_visible()
    dialog.locator("[name=awarded_on]").evaluate("node => { node.type = 'text'; node.value = '2021-02-28'; }")
    dialog.get_by_role("button", name="Simpan").click()
    expect(section.get_by_text("28 Feb 2021")).to_be_visible()
    expect(dialog).to_be_hidden()
    assert page.url.split("?")[0].endswith(f"/admin/people/{key}")
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    stored = connection.execute("select awarded_on::text from personnel.award where id = %s", [award]).fetchone()
    assert stored == ("2021-02-28",)


def test_what_was_typed_in_place_is_not_lost_without_a_question(page: Page, place: Any) -> None:
    at, connection = place
    key = connection.execute(CHOSEN).fetchone()[0]
    page.goto(f"{at}/admin/people/{key}")
    page.locator("#award").get_by_role("link", name="Ubah").click()
    dialog = page.get_by_role("dialog")
    questions: list[str] = []

    def stay(question: Dialog) -> None:
        questions.append(question.message)
        question.dismiss()

    dialog.locator("input[type=text].input:visible").first.type("x")
    page.once("dialog", stay)
    page.keyboard.press("Escape")
    expect(dialog).to_be_visible()
    assert len(questions) == 1
    page.once("dialog", lambda question: question.accept())
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_what_was_chosen_in_place_is_not_lost_with_the_dialog_or_the_tab(page: Page, place: Any) -> None:
    """A row chosen with the mouse is work too, though nothing was typed."""
    at, connection = place
    page.goto(f"{at}/admin/people/{connection.execute(CHOSEN).fetchone()[0]}")
    page.locator("#award").get_by_role("link", name="Ubah").click()
    dialog = page.get_by_role("dialog")
    questions: list[str] = []

    def stay(question: Dialog) -> None:
        questions.append(question.type)
        question.dismiss()

    page.on("dialog", stay)
    dialog.get_by_role("button", name="Kosongkan").first.click()
    dialog.get_by_role("button", name="Tutup").click()
    expect(dialog).to_be_visible()
    assert questions == ["confirm"]
    page.close(run_before_unload=True)
    page.wait_for_timeout(300)
    assert questions == ["confirm", "beforeunload"]
    expect(dialog).to_be_visible()
