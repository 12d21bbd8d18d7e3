"""An employee asks on a phone for a correction of her own record; an officer accepts it; she sees it stored."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from panel_site import PASSWORD, serve_panel
from playwright.sync_api import Page, expect

from admin.warehouse.accounts import add_user

pytestmark = pytest.mark.browser
PHONE = (390, 800)
# Somebody with a definitive post of today, so that the officer's list shows a unit.
SOMEBODY = """
    SELECT employee.id, person_id FROM personnel.employee JOIN personnel.assignment ON employee_id = employee.id
    WHERE kind = 'DEFINITIF' AND valid_from <= current_date AND valid_to IS NULL ORDER BY employee.id LIMIT 1
"""


@pytest.fixture(scope="module")
def place(server: Any, city_template: str) -> Iterator[tuple[str, int, int]]:
    """Return the address of a panel over a city, and the employee and person behind its user `ana`."""
    with server.clone(city_template) as database:
        add_user(database.url, "petugas", "hr_officer", PASSWORD)
        add_user(database.url, "ana", "employee", PASSWORD)
        with psycopg.connect(database.url) as connection:
            row = connection.execute(SOMEBODY).fetchone()
            assert row is not None
            connection.execute('UPDATE stewardship."user" SET employee_id = %s WHERE name = %s', [row[0], "ana"])
        with serve_panel(server.settings, database.url) as address:
            yield address, row[0], row[1]


def test_employee_asks_and_officer_accepts(place: tuple[str, int, int], open_panel: Callable[..., Page]) -> None:
    address, employee, person = place
    page = open_panel(address, "ana", f"people/{employee}", PHONE)
    page.get_by_role("link", name="Minta perbaikan: Orang").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    page.get_by_role("link", name="Minta perbaikan: Telepon").click()
    page.get_by_role("textbox", name="Telepon").fill("081299990000")
    page.get_by_role("button", name="Ajukan permintaan").click()
    expect(page.get_by_text("Isian ini wajib diisi.")).to_be_visible()
    page.get_by_role("textbox", name="Alasan").fill("Nomor lama sudah mati")
    page.get_by_role("button", name="Ajukan permintaan").click()
    expect(page.get_by_role("heading", name="Orang: Telepon")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    key = re.findall(r"details/(\d+)", page.url)[0]

    desk = open_panel(address, "petugas", "correction-request/list?status=DIAJUKAN")
    expect(desk.locator("table tbody tr").first).to_be_visible()
    desk.locator(f'a[href$="/details/{key}"]').click()
    expect(desk.get_by_text("081299990000")).to_be_visible()
    desk.goto(f"{desk.url}?notice=saved")
    desk.get_by_role("button", name="Tolak").click()
    expect(desk.get_by_role("alert")).to_have_text("Penolakan memerlukan penjelasan.")
    expect(desk.get_by_text("Tersimpan.")).to_have_count(0)
    desk.get_by_role("button", name="Terima dan simpan").click()
    expect(desk.get_by_role("heading", name="Diterima")).to_be_visible()

    page.reload()
    expect(page.get_by_role("heading", name="Diterima")).to_be_visible()
    page.goto(f"{address}/admin/person/details/{person}")
    expect(page.get_by_text("081299990000")).to_be_visible()
