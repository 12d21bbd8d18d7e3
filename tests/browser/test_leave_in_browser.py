"""An officer enters, mends and decides a request for leave in a real Chromium, and reads the balance that follows."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from panel_site import PASSWORD, serve_panel
from playwright.sync_api import Page, expect

from admin.warehouse.accounts import add_user
from admin.warehouse.database import Database

WAIT = 30_000
SAVED = re.compile(r"/details/(\d+)")
PLENTY = """
    SELECT employee_id, full_name FROM marts.leave_balance AS balance
    WHERE leave_kind_code = 'TAHUNAN' AND left_days > 10 AND scheme = 'PNS'
        AND year = extract(year FROM as_of_date) AND NOT EXISTS (
            SELECT FROM personnel.leave_request WHERE leave_request.employee_id = balance.employee_id
        )
    ORDER BY employee_id LIMIT 1
"""

pytestmark = pytest.mark.browser


@pytest.fixture
def asked(published: Database) -> tuple[int, int]:
    """Return somebody with leave to take, and the year of the marts."""
    with psycopg.connect(published.url) as connection:
        row = connection.execute(PLENTY).fetchone()
        year = connection.execute("SELECT extract(year FROM as_of_date)::integer FROM marts.build_info").fetchone()
    assert row is not None
    assert year is not None
    return row[0], year[0]


@pytest.fixture
def site(server: Any, published: Database) -> Iterator[str]:
    """Return the address of a panel with an officer."""
    add_user(published.url, "petugas", "hr_officer", PASSWORD)
    with serve_panel(server.settings, published.url) as address:
        yield address


def save(page: Page) -> None:
    page.get_by_role("button", name="Simpan", exact=True).click()


def test_request_is_refused_mended_decided_and_booked(
    site: str, open_panel: Callable[..., Page], asked: tuple[int, int]
) -> None:
    employee, year = asked
    page = open_panel(site, "petugas", "leave-request/list")
    expect(page.get_by_role("heading", name="Permohonan cuti")).to_be_visible(timeout=WAIT)
    page.goto(f"{site}/admin/leave-request/create?employee_id={employee}")
    page.locator("#leave_kind_id").select_option(label="TAHUNAN Cuti tahunan")
    page.locator("#starts_on").fill(f"{year}-12-16")
    page.locator("#ends_on").fill(f"{year}-12-14")
    page.locator("#status").select_option("DIAJUKAN")
    page.locator("#submitted_on").fill(f"{year}-06-01")
    save(page)
    expect(page.get_by_text("Hari terakhir tidak boleh sebelum hari pertama.").first).to_be_visible(timeout=WAIT)
    page.locator("#ends_on").fill(f"{year}-12-17")
    save(page)
    page.wait_for_url(SAVED, timeout=WAIT)
    (request,) = SAVED.findall(page.url)

    page.goto(f"{site}/admin/leave-step/create?leave_request_id={request}")
    page.locator("#number").fill("1")
    page.locator("#stage").select_option("KEPUTUSAN")
    page.locator("#outcome").select_option("DISETUJUI")
    page.locator("#acted_on").fill(f"{year}-06-02")
    save(page)
    page.wait_for_url(SAVED, timeout=WAIT)
    expect(page.get_by_role("link", name="Ubah", exact=True)).to_have_count(0)

    page.goto(f"{site}/admin/leave-request/details/{request}")
    expect(page.get_by_text("Diputus").first).to_be_visible(timeout=WAIT)
    page.goto(f"{site}/admin/leave-ledger/list?leave_request_id={request}")
    expect(page.get_by_role("cell", name="Diambil")).to_have_count(1, timeout=WAIT)
