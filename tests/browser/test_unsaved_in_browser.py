"""In a real Chromium: no typed work is lost without a question, versions are compared, many rows changed at once."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from barriers import find_barriers
from panel_site import PASSWORD, serve_panel
from playwright.sync_api import Browser, Dialog, Page, expect

from admin.warehouse.accounts import add_user

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def place(server: Any, template: str) -> Iterator[tuple[str, Any]]:
    with server.clone(template) as database:
        add_user(database.url, "admin", "administrator", PASSWORD)
        with (
            serve_panel(server.settings, database.url) as address,
            psycopg.connect(database.url, autocommit=True) as connection,
        ):
            yield address, connection


@pytest.fixture
def page(place: tuple[str, Any], open_panel: Callable[..., Page]) -> Page:
    return open_panel(place[0])


@pytest.fixture
def asked(page: Page) -> list[str]:
    """Return the questions the browser asks; each is answered by staying."""
    questions: list[str] = []

    def stay(dialog: Dialog) -> None:
        questions.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    return questions


def add_field(connection: Any, code: str) -> int:
    row = connection.execute(
        "insert into reference.study_field (code, name) values (%s, 'Bidang') returning id", [code]
    ).fetchone()
    return int(row[0])


def keep_picture(page: Page, name: str) -> None:
    """Keep what is seen, on a desk and on a phone, light and dark, where PICTURES_OF_TESTS says."""
    folder = os.environ.get("PICTURES_OF_TESTS")
    if not folder:
        return
    for width, scheme in ((1280, "light"), (1280, "dark"), (390, "light")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.screenshot(path=f"{folder}/{name}-{width}-{scheme}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})


def test_typed_work_survives_a_hasty_click(page: Page, place: tuple[str, Any], asked: list[str]) -> None:
    key = add_field(place[1], "TERGESA")
    page.goto(f"{place[0]}/admin/study-field/edit/{key}")
    page.get_by_label("Nama *").fill("Bidang baru")
    page.get_by_role("link", name="Beranda").first.click()
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    expect(page.get_by_label("Nama *")).to_have_value("Bidang baru")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("Tersimpan.")
    page.get_by_role("link", name="Beranda").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Beranda")
    assert asked == ["beforeunload"], "nothing is asked when saving or when nothing was typed"


def test_tab_with_typed_work_is_not_closed_without_a_question(
    page: Page, place: tuple[str, Any], asked: list[str]
) -> None:
    key = add_field(place[1], "TUTUP")
    page.goto(f"{place[0]}/admin/study-field/edit/{key}")
    page.get_by_label("Nama *").fill("Belum disimpan")
    page.close(run_before_unload=True)
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    assert not page.is_closed()
    expect(page.get_by_label("Nama *")).to_have_value("Belum disimpan")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("Tersimpan.")
    with page.expect_event("close"):
        page.close(run_before_unload=True)
    assert asked == ["beforeunload"], "nothing is asked when nothing would be lost"


def test_typed_work_outlives_the_session(page: Page, place: tuple[str, Any]) -> None:
    address, connection = place
    key = add_field(connection, "SESI")
    page.clock.install()
    page.goto(f"{address}/admin/study-field/edit/{key}")
    page.get_by_label("Nama *").fill("Diketik lama")
    page.clock.fast_forward("02:00:00")
    connection.execute("update stewardship.session set ended_at = now() where ended_at is null")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Sesi Anda sudah berakhir")
    expect(page.get_by_label("Nama *")).to_have_value("Diketik lama")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Masuk di tab baru").click()
    sign_in_again(opened.value)
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("Tersimpan.")
    stored = connection.execute("select name from reference.study_field where id = %s", [key]).fetchone()
    assert stored == ("Diketik lama",)


# Scripts ask first only when a page has been open for a while.
@pytest.mark.parametrize(("has_scripts", "is_gone"), [(False, False), (True, False), (False, True)])
def test_typed_work_is_carried_through_signing_in(
    place: tuple[str, Any], browser: Browser, has_scripts: bool, is_gone: bool
) -> None:
    address, connection = place
    key = add_field(connection, f"BAWA{has_scripts:d}{is_gone:d}")
    page = browser.new_context(java_script_enabled=has_scripts, locale="id-ID").new_page()
    page.goto(f"{address}/admin/study-field/edit/{key}")
    for password in ("salah-sekali", PASSWORD):
        sign_in_as_before(page, password)
    if is_gone:
        page.context.clear_cookies(name="merit_session")
    else:
        connection.execute("update stewardship.session set ended_at = now() where ended_at is null")
    page.get_by_label("Nama *").fill('Diketik <lama> & "berkutip"')
    page.get_by_role("button", name="Simpan dan lanjut").click()
    expect(page.get_by_role("status")).to_contain_text("Sesi Anda sudah berakhir sebelum isian ini sampai")
    for password in ("salah-sekali", PASSWORD):
        sign_in_as_before(page, password)
    expect(page.get_by_role("heading", level=1)).to_have_text("Isian belum disimpan")
    keep_picture(page, "kept")
    assert not has_scripts or find_barriers(page) == []  # axe is a script too
    stored = "select name from reference.study_field where id = %s"
    assert connection.execute(stored, [key]).fetchone() == ("Bidang",)
    page.get_by_role("button", name="Kirim isian saya").click()
    expect(page.get_by_role("status")).to_have_text("Tersimpan.")
    assert page.url.split("?")[0].endswith(f"/admin/study-field/edit/{key}"), "as the button said that was pressed"
    assert connection.execute(stored, [key]).fetchone() == ('Diketik <lama> & "berkutip"',)
    page.context.close()


def sign_in_as_before(page: Page, password: str) -> None:
    page.get_by_label("Nama pengguna").fill("admin")
    page.get_by_label("Kata sandi").fill(password)
    page.get_by_role("button", name="Masuk").click()


def sign_in_again(tab: Page) -> None:
    tab.get_by_label("Nama pengguna").fill("admin")
    tab.get_by_label("Kata sandi").fill(PASSWORD)
    tab.get_by_role("button", name="Masuk").click()
    expect(tab.locator(".menu-button")).to_be_attached(timeout=30_000)


def test_conflict_is_compared_and_not_left_without_a_question(
    page: Page, place: tuple[str, Any], asked: list[str]
) -> None:
    address, connection = place
    key = add_field(connection, "RUMPANG")
    page.goto(f"{address}/admin/study-field/edit/{key}")
    page.get_by_label("Nama *").fill("Versi saya")
    connection.execute("update reference.study_field set name = 'Versi mereka', ordinal = 9 where id = %s", [key])
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Orang lain menyimpan baris ini")
    row = page.locator(".conflict tr", has_text="Keduanya")
    expect(row.get_by_role("cell")).to_have_text(["Bidang", "Versi mereka", "Versi saya", "Keduanya; pilih salah satu"])
    keep_picture(page, "conflict")
    page.get_by_role("link", name="Beranda").first.click()
    page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    expect(page.get_by_label("Nama *")).to_have_value("Versi saya")
    expect(page.get_by_label("Urutan")).to_have_value("9")
    page.get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("Tersimpan.")
    stored = connection.execute("select name, ordinal from reference.study_field where id = %s", [key]).fetchone()
    assert stored == ("Versi saya", 9)


def test_ticked_rows_are_changed_after_a_preview_and_one_is_brought_back(page: Page, place: tuple[str, Any]) -> None:
    address, connection = place
    keys = [add_field(connection, code) for code in ("CENTANG1", "CENTANG2", "CENTANG3")]
    page.goto(f"{address}/admin/study-field/list?search=CENTANG")
    actions = page.get_by_role("button", name="yang dipilih")
    assert [actions.nth(place_of).is_disabled() for place_of in range(2)] == [True, True]
    for place_of in (0, 2):
        page.locator("td.actions input[type=checkbox]").nth(place_of).check()
    keep_picture(page, "list")
    page.get_by_role("button", name="Ubah yang dipilih").click()
    page.get_by_label("Kolom yang diubah").select_option(label="Urutan")
    page.get_by_role("button", name="Berikutnya").click()
    page.get_by_label("Urutan").fill("42")
    page.get_by_label("Alasan perubahan").fill("Ditata ulang")
    page.get_by_role("button", name="Pratinjau").click()
    expect(page.get_by_text("2 baris akan berubah")).to_be_visible()
    keep_picture(page, "bulk")
    page.get_by_role("button", name="Ubah semua (2)").click()
    expect(page.get_by_role("status")).to_have_text("Tersimpan.")
    stored = "select ordinal from reference.study_field where id = any(%s) order by id"
    assert connection.execute(stored, [keys]).fetchall() == [(42,), (0,), (42,)]

    page.goto(f"{address}/admin/study-field/details/{keys[0]}")
    page.get_by_role("main").get_by_role("link", name="Riwayat", exact=True).click()
    expect(page.locator(".changes > li")).to_have_count(2)
    expect(page.locator(".changes > li").first).to_contain_text("Alasan: Ditata ulang")
    keep_picture(page, "history")
    page.get_by_role("link", name="Kembalikan").click()
    expect(page.get_by_role("cell", name="42")).to_be_visible()
    keep_picture(page, "restore")
    page.get_by_label("Alasan perubahan").fill("Bukan yang ini")
    page.get_by_role("button", name="Kembalikan").click()
    expect(page.get_by_role("status")).to_have_text("Tersimpan.")
    assert connection.execute(stored, [keys]).fetchall() == [(0,), (0,), (42,)]
