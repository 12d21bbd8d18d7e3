"""One person's explanation in a real Chromium, on a desk and on a phone: from the verdict to the missing record."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from panel_site import PASSWORD, serve_panel
from playwright.sync_api import Page, expect
from psycopg.rows import dict_row

from admin.warehouse.accounts import add_user

pytestmark = pytest.mark.browser

MISSING = """
    SELECT checked.nip, checked.employee_id, checked.full_name, cycle.name AS cycle
    FROM marts.promotion_check AS checked
    JOIN personnel.performance_cycle AS cycle
        ON cycle.agency_id = checked.agency_id AND cycle.kind = 'TAHUNAN' AND cycle.year = checked.item::integer
    WHERE checked.state = 'DATA_TIDAK_ADA' AND checked.requirement_code = 'SKP' AND checked.evidence_id IS NULL
    ORDER BY checked.nip LIMIT 1
"""


@dataclass
class Town:
    address: str
    missing: dict[str, Any]


@pytest.fixture(scope="module")
def town(server: Any, published_template: str) -> Iterator[Town]:
    with server.clone(published_template) as database:
        add_user(database.url, "admin", "administrator", PASSWORD)
        with psycopg.connect(database.url, row_factory=dict_row) as connection:
            missing = connection.execute(MISSING).fetchone()
        assert missing is not None
        with serve_panel(server.settings, database.url) as address:
            yield Town(address, missing)


@pytest.fixture(params=[(1280, 900), (390, 844)], ids=["desk", "phone"])
def page(request: pytest.FixtureRequest, town: Town, open_panel: Callable[..., Page]) -> Page:
    return open_panel(town.address, size=request.param)


def test_the_way_from_a_verdict_to_the_form_of_what_is_missing(page: Page, town: Town) -> None:
    page.goto(f"{town.address}/admin/explain/{town.missing['employee_id']}")
    expect(page.get_by_role("heading", level=1)).to_have_text(town.missing["full_name"])
    page.get_by_role("navigation", name="Putusan").get_by_role("link", name="Pensiun (BUP)").click()
    expect(page.locator("#pensiun")).to_be_in_viewport()
    met = page.locator("details.met").first
    expect(met.locator("li").first).to_be_hidden()
    met.locator("summary").click()
    expect(met.locator("li").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "scrolls sideways"
    page.get_by_role("link", name="Isi: Penilaian kinerja").first.click()
    employee = page.get_by_role("combobox", name="Pegawai *")
    assert town.missing["nip"] in employee.input_value()
    assert page.get_by_role("combobox", name="Siklus *").input_value() == town.missing["cycle"]
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_row_of_a_mart_leads_to_its_person(page: Page, town: Town) -> None:
    page.goto(f"{town.address}/admin/marts")
    page.get_by_role("link", name="Syarat yang belum terpenuhi").click()
    page.get_by_role("searchbox").fill(town.missing["nip"])
    page.get_by_role("searchbox").press("Enter")
    expect(page.get_by_role("columnheader", name="Tindakan")).to_be_visible()
    page.get_by_role("link", name=town.missing["nip"]).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(town.missing["full_name"])


def test_a_cell_leads_to_the_reasons_for_it(page: Page, town: Town) -> None:
    page.goto(f"{town.address}/admin/marts/leave_balance?search={town.missing['nip']}")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "scrolls sideways"
    cell = page.locator("td.integer a.because:visible").first
    section = page.locator(f"#{(cell.get_attribute('href') or '').partition('#')[2]}")
    cell.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(town.missing["full_name"])
    expect(section).to_be_in_viewport()
    expect(section).to_contain_text("Sisa ialah hak tahun itu ditambah bawaan")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "scrolls sideways"


def test_the_way_from_a_mart_to_what_it_is_made_of(page: Page, town: Town) -> None:
    """Everything comes from the panel itself; one of the two drawings fits the screen, and is walked by keyboard."""
    elsewhere: list[str] = []
    page.on("request", lambda sent: elsewhere.append(sent.url) if not sent.url.startswith(town.address) else None)
    page.goto(f"{town.address}/admin/marts/leave_balance")
    page.get_by_role("link", name="Arti dan asalnya").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Saldo cuti")
    is_phone = page.viewport_size is not None and page.viewport_size["width"] < 500
    shown, hidden = ("narrow", "wide") if is_phone else ("wide", "narrow")
    expect(page.locator(f".lineage.{shown}")).to_be_visible()
    expect(page.locator(f".lineage.{hidden}")).to_be_hidden()
    for depth in ("Seluruhnya", "Satu langkah"):
        page.get_by_role("link", name=depth).click()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), depth
    page.locator(f".lineage.{shown}").get_by_role("link", name="Perhitungan: int_leave__balance").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("int_leave__balance")
    page.locator(f".lineage.{shown}").get_by_role("link", name="Mart: Saldo cuti").press("Enter")
    page.get_by_role("link", name="Hari cuti tersisa").click()
    expect(page.locator("#leave_left_days")).to_be_in_viewport()
    page.locator("#leave_left_days summary").click()
    expect(page.locator("#leave_left_days pre")).to_contain_text("sum(left_days)")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "scrolls sideways"
    assert elsewhere == []
