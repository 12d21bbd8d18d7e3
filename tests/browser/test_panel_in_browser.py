"""The panel in a real Chromium, on a desk and on a phone: sign in, add, search, correct, delete."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from panel_site import PASSWORD, serve_panel
from playwright.sync_api import Dialog, Page, expect

from admin.warehouse.accounts import add_user

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(server: Any, template: str) -> Iterator[str]:
    with server.clone(template) as database:
        add_user(database.url, "admin", "administrator", PASSWORD)
        with serve_panel(server.settings, database.url) as address:
            yield address


@pytest.fixture
def page(address: str, open_panel: Callable[..., Page]) -> Page:
    return open_panel(address)


def add_person(page: Page, address: str, name: str, nik: str) -> str:
    page.goto(f"{address}/admin/person/create")
    page.get_by_label("Nama *").fill(name)
    page.get_by_label("NIK").fill(nik)
    page.get_by_label("Jenis kelamin *").select_option(label="Perempuan")
    page.get_by_label("Tanggal lahir *").fill("1987-04-12")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("Tersimpan.")
    return page.url.split("?")[0]


def test_person_is_added_corrected_and_deleted(page: Page, address: str) -> None:
    page.get_by_text("Orang", exact=True).first.click()
    page.get_by_role("link", name="Orang", exact=True).first.click()
    page.get_by_role("link", name="Tambah", exact=True).click()
    expect(page).to_have_title("Tambah · Orang · Merit")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Belum ada yang disimpan")
    expect(page.locator("#name-help .error")).to_have_text("Isian ini wajib diisi.")
    details = add_person(page, address, "Siti Rahmawati", "3273015204870001")
    expect(page.get_by_role("heading", level=1)).to_have_text("Siti Rahmawati")
    expect(page.get_by_text("12 Apr 1987")).to_be_visible()

    page.get_by_role("link", name="Ubah", exact=True).click()
    page.get_by_label("Gelar belakang").fill("S.E.")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Siti Rahmawati, S.E.")

    page.get_by_role("link", name="Hapus").click()
    page.get_by_role("button", name="Hapus", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("Terhapus.")
    page.goto(details)
    expect(page.get_by_text("Halaman tidak ditemukan")).to_be_visible()


def test_employee_is_added_by_searching_for_the_person(page: Page, address: str) -> None:
    add_person(page, address, "Dewi Anggraini", "3273015204870002")
    page.goto(f"{address}/admin/agency/create")
    page.get_by_label("Kode *").fill("3273")
    page.get_by_label("Nama *").fill("Pemerintah Kota Contoh")
    page.get_by_label("Jenis *").select_option(index=1)
    page.locator("[name=head_title]").fill("Wali Kota")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("Tersimpan.")

    page.goto(f"{address}/admin/employee/create")
    person = page.get_by_role("combobox", name="Orang")
    person.press_sequentially("anggr")
    page.get_by_role("option", name="Dewi Anggraini").click()
    page.get_by_label("Instansi").select_option(label="Pemerintah Kota Contoh")
    page.get_by_label("Jenis kepegawaian").select_option(index=1)
    page.get_by_label("TMT pengangkatan *").fill("2010-01-01")
    page.get_by_label("NIP *").fill("19870412201001200")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.locator("#nip-help .error")).to_contain_text("Harus tepat 18 angka; Anda mengisi 17.")
    expect(page.get_by_label("NIP *")).to_be_focused()
    expect(person).to_have_value("Dewi Anggraini")
    page.get_by_label("NIP *").fill("198704122010012001")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dewi Anggraini (198704122010012001)")

    page.goto(f"{address}/admin/employee/list")
    page.get_by_role("searchbox").fill("dewi")
    page.get_by_role("searchbox").press("Enter")
    expect(page.get_by_role("link", name="198704122010012001", exact=True)).to_be_visible()
    page.get_by_role("link", name="NIP").click()
    expect(page.locator("th[aria-sort=ascending]")).to_contain_text("NIP")
    page.get_by_role("link", name="198704122010012001", exact=True).click()
    page.get_by_role("link", name="Hapus").click()
    page.get_by_role("button", name="Hapus", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("Terhapus.")


def test_filters_become_chips_that_can_be_removed(page: Page, address: str) -> None:
    page.goto(f"{address}/admin/grade/list")
    page.get_by_text("Saringan", exact=True).click()
    page.get_by_label("Skema").select_option(label="PPPK")
    page.get_by_role("button", name="Terapkan").click()
    expect(page).to_have_url(f"{address}/admin/grade/list?scheme=PPPK")
    chip = page.get_by_role("list", name="Saringan aktif").get_by_role("link")
    expect(chip).to_contain_text("Skema: PPPK")
    expect(page.locator("tbody tr")).to_have_count(17)
    chip.click()
    expect(page.locator("tbody tr")).to_have_count(25)


def test_leaving_a_changed_form_is_asked_about(page: Page, address: str) -> None:
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)
    page.goto(f"{address}/admin/holiday/create")
    page.get_by_label("Nama *").press_sequentially("Hari")
    page.get_by_role("link", name="Batal").click()
    page.wait_for_url("**/holiday/list")
    assert asked == ["beforeunload"]


def test_language_is_switched_and_kept(page: Page, address: str) -> None:
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Home")
    page.goto(f"{address}/admin/employee/create")
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_visible()
    expect(page.get_by_text("Appointed on").first).to_be_visible()
    page.get_by_role("button", name="Bahasa Indonesia").click()
    expect(page.get_by_role("button", name="Simpan", exact=True)).to_be_visible()


def test_signing_out_ends_the_session(page: Page, address: str) -> None:
    page.locator("details.account summary").click()
    page.get_by_role("button", name="Keluar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Masuk")
    page.goto(f"{address}/admin/person/list")
    expect(page.get_by_role("heading", level=1)).to_have_text("Masuk")


@pytest.mark.parametrize("path", ["", "grade/list", "employee/create", "grade/details/1", "grade/edit/1", "marts"])
def test_page_fits_a_phone_without_scrolling_sideways(page: Page, address: str, path: str, tmp_path: Path) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{address}/admin/{path}")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("button", name="Menu").click()
    expect(page.get_by_role("navigation", name="Menu utama")).to_be_visible()


@pytest.mark.parametrize("path", ["", "grade/list?scheme=PNS", "employee/create", "grade/details/1", "nowhere"])
def test_everything_that_can_be_pressed_has_a_name(page: Page, address: str, path: str) -> None:
    page.goto(f"{address}/admin/{path}")
    nameless = page.evaluate(
        """() => [...document.querySelectorAll("a, button, input:not([type=hidden]), select, textarea, summary")]
            .filter(e => !(e.textContent.trim() || e.getAttribute("aria-label") || e.labels?.length ||
                           e.querySelector("[aria-label]") || e.closest("label")))
            .map(e => e.outerHTML)"""
    )
    assert nameless == []
    twice = page.evaluate(
        """() => { const ids = [...document.querySelectorAll("[id]")].map(e => e.id);
                   return ids.filter((id, place) => ids.indexOf(id) !== place); }"""
    )
    assert twice == []


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_agency_sets_and_ends_a_value_of_its_own(page: Page, address: str, size: Any) -> None:
    page.set_viewport_size(size)
    city = f"Kota {size['width']}"
    page.goto(f"{address}/admin/agency/create")
    page.get_by_label("Kode *").fill(f"K{size['width']}")
    page.get_by_label("Nama *").fill(city)
    page.get_by_label("Jenis *").select_option(index=1)
    page.locator("[name=head_title]").fill("Wali Kota")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("Tersimpan.")

    page.goto(f"{address}/admin/rules")
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.get_by_role("link", name="Tetapkan nilai").click()
    page.get_by_label("Parameter").select_option(label="Batas atas potensial")
    page.get_by_role("button", name="Berikutnya").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Batas atas potensial")
    page.get_by_label("Instansi *").select_option(label=city)
    page.get_by_label("Nilai *").fill("seratus")
    page.get_by_label("Mulai *").fill("2026-01-01")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("alert")).to_contain_text("Belum ada yang disimpan")
    expect(page.locator("#value-help .error")).to_have_text("Tulis angka: 0 sampai 100 nilai.")
    expect(page.locator("#reason-help .error")).to_have_text("Isian ini wajib diisi.")
    expect(page.get_by_label("Nilai *")).to_have_value("seratus")

    page.get_by_label("Nilai *").fill("75,5")
    page.get_by_label("Alasan *").fill("Perwali 12 Tahun 2026")
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("status")).to_have_text("Tersimpan.")
    expect(page.get_by_text("Perwali 12 Tahun 2026").first).to_be_visible()

    page.get_by_role("link", name="Akhiri").first.click()
    page.get_by_label("Sampai *").fill("2026-02-01")
    page.get_by_label("Alasan diakhiri *").fill("Dicabut")
    page.get_by_role("button", name="Akhiri").click()
    expect(page.get_by_text("1 Jan 2026 sampai sebelum 1 Feb 2026")).to_be_visible()
    expect(page.get_by_text("Diakhiri: Dicabut")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


@pytest.mark.parametrize("size", [(1280, 900), (390, 844)], ids=["desk", "phone"])
def test_day_is_told_in_words_of_the_page_whatever_the_browser_speaks(
    address: str, open_panel: Callable[..., Page], size: tuple[int, int]
) -> None:
    page = open_panel(address, path="holiday/create", size=size, locale="en-US")
    words = page.locator(".field", has_text="Tanggal").locator(".in-words").first
    expect(words).to_be_hidden()
    day = page.locator("input[data-day]").first
    day.focus()
    page.keyboard.type("12/04/1987")
    expect(words).to_have_text("Minggu, 12 April 1987")
    day.fill("17 agustus 2026")
    expect(words).to_have_text("Senin, 17 Agustus 2026")
    day.fill("31/02/2026")
    expect(words).to_be_hidden()
    day.fill("")
    expect(words).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_day_is_picked_from_the_calendar(page: Page, address: str) -> None:
    page.goto(f"{address}/admin/holiday/create")
    page.evaluate("HTMLInputElement.prototype.showPicker = function () { window.opened = this; }")
    day = page.locator("input[data-day]").first
    day.fill("01/03/2026")
    page.get_by_role("button", name="Kalender").first.click()
    assert page.evaluate("window.opened.value") == "2026-03-01"
    page.evaluate("window.opened.value = '2026-08-17'; window.opened.dispatchEvent(new Event('change'))")
    expect(day).to_have_value("17/08/2026")
    expect(day).to_be_focused()
    expect(page.locator(".in-words").first).to_have_text("Senin, 17 Agustus 2026")


def test_both_days_of_a_period_are_told_and_in_english_on_an_english_page(page: Page, address: str) -> None:
    page.goto(f"{address}/admin/holiday/list?held_on_from=2026-01-01")
    page.locator("details.filters summary").click()
    words = page.locator(".in-words")
    expect(words).to_have_text("Kamis, 1 Januari 2026")
    page.get_by_label("Sampai").first.fill("2026-12-25")
    expect(words).to_have_text("Kamis, 1 Januari 2026 – Jumat, 25 Desember 2026")
    page.get_by_role("button", name="English").click()
    page.locator("details.filters summary").click()
    expect(words).to_have_text(re.compile("Thursday,? 1 January 2026"))
    page.get_by_role("button", name="Bahasa Indonesia").click()
