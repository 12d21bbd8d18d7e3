"""What people and programs get wrong: a sentence beside the field, HTTP 400, what was typed, nothing stored."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest
from panel_rows import fill_form, make_row
from panel_site import PASSWORD, Visitor, read_errors, read_inputs, read_notice, serve_panel
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from admin.warehouse.accounts import add_user
from models.base import Record
from models.career import Assignment, GradeRecord, SalaryIncrement
from models.database import create_engine
from models.people import Employee, FamilyMember, Person
from models.reference import Holiday, LegalStatus, Regulation

UNTOLD = ("Traceback", "psycopg", "sqlalchemy", "violates", "INSERT INTO", "DETAIL", "ck_", "uq_", "ex_", "fk_")


@dataclass
class Panel:
    visitor: Visitor
    english: Visitor
    engine: Engine

    def count(self, model: type[Record]) -> int:
        with Session(self.engine) as session:
            return session.scalar(select(func.count()).select_from(model)) or 0

    def refuse(self, table: str, model: type[Record], **wrong: Any) -> dict[str, str]:
        """Send a valid form with some wrong values; return the sentences, having checked that nothing was stored."""
        values = {name: value for name, value in (fill_form(self.engine, model) | wrong).items() if value is not None}
        before = self.count(model)
        answer = self.visitor.post(f"{table}/create", values)
        assert answer.status_code == 400, answer.text
        assert not [word for word in UNTOLD if word in answer.text]
        assert self.count(model) == before
        typed = read_inputs(answer.text)
        for name, value in wrong.items():
            if isinstance(value, str):
                assert typed[name] == value.replace("\x00", "\ufffd"), f"{name} was not kept"
        return read_errors(answer.text)


@pytest.fixture(scope="module")
def panel(server: Any, template: str) -> Iterator[Panel]:
    with server.clone(template) as database:
        add_user(database.url, "admin", "administrator", PASSWORD)
        engine = create_engine(database.url)
        with serve_panel(server.settings, database.url) as address:
            panel = Panel(Visitor(address), Visitor(address, language="en"), engine)
            yield panel
            panel.visitor.close()
            panel.english.close()
        engine.dispose()


@pytest.mark.parametrize(
    ("nip", "sentence"),
    [
        ("19870412201001123", "Harus tepat 18 angka; Anda mengisi 17."),
        ("1987041220100112345", "Harus tepat 18 angka; Anda mengisi 19."),
        ("19870412201001ABCD", "NIP harus 18 angka"),
        ("198702312010011001", "harus tanggal lahir yang ada di kalender"),
        ("198704122010012001", "tidak cocok dengan jenis kelamin"),
        ("198704122010011000", "Tiga angka terakhir NIP paling kecil 001."),
        ("", "Isian ini wajib diisi."),
        (" \u200b\ufeff ", "Isian ini wajib diisi."),
        ("1987\x0012010011001", "Teks ini memuat huruf yang tidak dapat disimpan."),
        ("9" * 10_000, "Harus tepat 18 angka; Anda mengisi 10.000."),
        ("x" * 10_000, "Paling banyak 18 huruf; Anda mengisi 10.000."),
    ],
)
def test_wrong_nip_is_told_beside_the_field(panel: Panel, nip: str, sentence: str) -> None:
    assert sentence in panel.refuse("employee", Employee, nip=nip)["nip"]


def test_nip_of_another_employee_is_told(panel: Panel) -> None:
    values = fill_form(panel.engine, Employee)
    panel.visitor.create("employee", values)
    assert panel.refuse("employee", Employee, nip=values["nip"])["nip"] == "NIP ini sudah dipakai pegawai lain."


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("   ", "Isian ini wajib diisi."),
        ("\u200b\u200d\ufeff", "Isian ini wajib diisi."),
        ("Budi\x00Santoso", "Teks ini memuat huruf yang tidak dapat disimpan."),
        ("Budi\tSantoso", "Teks ini memuat huruf yang tidak dapat disimpan."),
        ("x" * 10_000, "Paling banyak 200 huruf; Anda mengisi 10.000."),
    ],
)
def test_wrong_name_is_told(panel: Panel, name: str, sentence: str) -> None:
    assert panel.refuse("person", Person, name=name) == {"name": sentence}


def test_long_text_without_limit_is_limited(panel: Panel) -> None:
    assert panel.refuse("person", Person, address="x" * 10_000) == {
        "address": "Paling banyak 5.000 huruf; Anda mengisi 10.000."
    }


@pytest.mark.parametrize(
    ("salary", "sentence"),
    [
        ("NaN", "Tulis bilangan tanpa tanda ribuan, misalnya 12,5."),
        ("Infinity", "Tulis bilangan tanpa tanda ribuan, misalnya 12,5."),
        ("1e9", "Tulis bilangan tanpa tanda ribuan, misalnya 12,5."),
        ("9" * 40, "Bilangan ini terlalu besar."),
        ("3.500.000", "Tulis bilangan tanpa tanda ribuan, misalnya 12,5."),
        ("3500.000", "Paling banyak 2 angka di belakang koma; jangan memakai tanda ribuan."),
        ("-5", "Gaji pokok harus lebih dari nol."),
    ],
)
def test_wrong_amount_is_told(panel: Panel, salary: str, sentence: str) -> None:
    assert panel.refuse("salary-increment", SalaryIncrement, base_salary=salary) == {"base_salary": sentence}


@pytest.mark.parametrize("written", ["3500000", "3500000.00", "3500000,00", "3.500.000,00"])
def test_amounts_are_read_as_people_write_them(panel: Panel, written: str) -> None:
    values = fill_form(panel.engine, SalaryIncrement) | {"base_salary": written}
    key = panel.visitor.create("salary-increment", values)
    assert "3.500.000,00" in panel.visitor.get(f"salary-increment/details/{key}").text


@pytest.mark.parametrize(
    ("years", "sentence"),
    [
        ("tiga", "Tulis bilangan bulat, misalnya 12."),
        ("1,5", "Tulis bilangan bulat, misalnya 12."),
        ("9" * 30, "Bilangan ini terlalu besar."),
        ("99999999999", "Bilangan ini terlalu besar."),
        ("99", "Masa kerja harus 0 sampai 60 tahun dan 0 sampai 11 bulan."),
        ("-1", "Masa kerja harus 0 sampai 60 tahun dan 0 sampai 11 bulan."),
    ],
)
def test_wrong_number_is_told(panel: Panel, years: str, sentence: str) -> None:
    assert panel.refuse("grade-record", GradeRecord, service_years=years) == {"service_years": sentence}


@pytest.mark.parametrize("key", ["999999999", "abc", "-1", "0", "9" * 25, "1.5", "١"])
def test_unknown_reference_is_told(panel: Panel, key: str) -> None:
    errors = panel.refuse("grade-record", GradeRecord, grade_id=None, employee_id=key)
    assert "Pilih baris dari daftar." in errors["employee_id"] or "Baris ini tidak ada" in errors["employee_id"]
    assert errors["grade_id"] == "Isian ini wajib diisi."


def test_unknown_code_is_told(panel: Panel) -> None:
    values = fill_form(panel.engine, GradeRecord) | {"reason": "KARENA_SUKA"}
    answer = panel.visitor.post("grade-record/create", values)
    assert answer.status_code == 400
    assert read_errors(answer.text)["reason"].startswith("Ini tidak ada dalam daftar")


def test_overlapping_histories_are_told(panel: Panel) -> None:
    values = fill_form(panel.engine, Assignment) | {
        "kind": "DEFINITIF", "valid_from": "2020-01-01", "valid_to": "2022-01-01"
    }  # fmt: skip
    panel.visitor.create("assignment", values)
    wrong = {"employee_id": values["employee_id"], "kind": "DEFINITIF"}
    errors = panel.refuse("assignment", Assignment, **wrong, valid_from="2021-12-31", valid_to="2023-01-01")
    assert "sudah memegang jabatan definitif lain" in errors["valid_from"]
    panel.visitor.create("assignment", values | {"valid_from": "2022-01-01", "valid_to": ""})


def test_period_that_ends_before_it_starts_is_told(panel: Panel) -> None:
    errors = panel.refuse("assignment", Assignment, valid_from="2022-01-01", valid_to="2021-01-01")
    assert list(errors) == ["valid_to"]


def test_file_in_a_text_field_is_refused(panel: Panel) -> None:
    values = fill_form(panel.engine, Person)
    del values["name"]
    answer = panel.visitor.post("person/create", values, files={"name": ("nama.txt", b"isi", "text/plain")})
    assert answer.status_code == 400
    assert read_errors(answer.text)["name"] == "Berkas tidak dapat disimpan pada isian ini."


def test_field_sent_twice_is_refused(panel: Panel) -> None:
    values = fill_form(panel.engine, Person)
    answer = panel.visitor.post("person/create", values | {"name": [values["name"], "Orang lain"]})
    assert answer.status_code == 400
    assert read_errors(answer.text)["name"] == "Isian ini dikirim lebih dari satu kali."


def test_sentences_are_english_for_english_readers(panel: Panel) -> None:
    answer = panel.english.post("employee/create", fill_form(panel.engine, Employee) | {"nip": "19870412201001123"})
    assert answer.status_code == 400
    assert read_errors(answer.text)["nip"].startswith("Exactly 18 digits are needed; you typed")
    assert read_notice(answer.text) == "Nothing was stored yet. Correct the marked fields and save again."


@pytest.mark.parametrize("body", [b"\x00", b"%00=%00&name=%ZZ", b"{}", b"--x\r\nbroken"])
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/json"])
def test_nonsense_instead_of_a_form_is_refused(panel: Panel, body: bytes, kind: str) -> None:
    for path in ("person/create", "login", "language"):
        answer = panel.visitor.client.post(f"/admin/{path}", content=body, headers={"content-type": kind})
        assert answer.status_code == 400, (path, answer.text)


@pytest.mark.parametrize("key", ["abc", "0", "-1", "1.5", "9" * 30, "1;2", "%00", "١", "None", "1' or '1'='1"])
@pytest.mark.parametrize("action", ["details", "edit", "delete"])
def test_key_that_no_row_has_is_not_found(panel: Panel, action: str, key: str) -> None:
    answer = panel.visitor.get(f"person/{action}/{key}")
    assert answer.status_code == 404
    assert "Halaman tidak ditemukan" in answer.text


@pytest.mark.parametrize(
    "params",
    [
        {"search": "budi\x00"}, {"search": "x" * 10_000}, {"page": "abc"}, {"page": "-1"}, {"page": "9" * 30},
        {"pageSize": "0"}, {"pageSize": "x"}, {"sortBy": "password"}, {"sex": "X"}, {"born_on_from": "31-02-2020"},
        {"region_id": "abc"}, {"region_id": "999999999"}, {"sex": "\x00"},
    ],
)  # fmt: skip
def test_address_that_makes_no_sense_is_told(panel: Panel, params: dict[str, str]) -> None:
    answer = panel.visitor.get("person/list", **params)
    assert answer.status_code == 400
    assert not [word for word in UNTOLD if word in answer.text]


def test_page_past_the_end_shows_the_last(panel: Panel) -> None:
    assert panel.visitor.get("grade/list", page=999).status_code == 200


def test_signs_of_patterns_are_searched_for_literally(panel: Panel) -> None:
    make_row(panel.engine, Person)
    panel.visitor.create("person", fill_form(panel.engine, Person) | {"name": "Naik 100%_\\ Tepat"})
    for term in ("100%", "%_\\", "naik tepat", "NAIK"):
        assert "Naik 100%_\\ Tepat" in panel.visitor.get("person/list", search=term).text, term
    assert "Tidak ada baris yang cocok" in panel.visitor.get("person/list", search="N%k").text


def test_markup_is_shown_as_text(panel: Panel) -> None:
    name = "<script>alert(1)</script>\"'&"
    key = panel.visitor.create("person", fill_form(panel.engine, Person) | {"name": name})
    for path in ("person/list", f"person/details/{key}", f"person/edit/{key}", f"person/delete/{key}"):
        page = panel.visitor.get(path, **({"search": name} if path.endswith("list") else {})).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page
    assert panel.visitor.get("employee/ajax/lookup", name="person_id", term="<script>").json()["results"]


def test_row_in_use_is_not_deleted_and_tells_by_what(panel: Panel) -> None:
    person = make_row(panel.engine, Person)
    values = fill_form(panel.engine, FamilyMember) | {"person_id": str(person)}
    panel.visitor.create("family-member", values)
    assert "Baris ini belum dapat dihapus" in panel.visitor.get(f"person/delete/{person}").text
    answer = panel.visitor.delete("person", person)
    assert answer.status_code == 409
    assert "Masih ada baris lain yang merujuk" in read_notice(answer.text)
    assert f'href="/admin/family-member/list?person_id={person}"' in answer.text
    assert panel.visitor.get(f"person/details/{person}").status_code == 200


def test_second_of_two_editors_is_told_and_loses_nothing(panel: Panel) -> None:
    values = fill_form(panel.engine, Person)
    key = panel.visitor.create("person", values)
    version = panel.visitor.read_version("person", key)
    first = panel.visitor.post(f"person/edit/{key}", values | {"name": "Disimpan Pertama", "row_version": version})
    assert first.status_code == 303
    second = panel.visitor.post(f"person/edit/{key}", values | {"name": "Disimpan Kedua", "row_version": version})
    assert second.status_code == 409
    assert "Orang lain menyimpan baris ini" in read_notice(second.text)
    assert "Kini tersimpan: Disimpan Pertama" in second.text
    typed = read_inputs(second.text)
    assert typed["name"] == "Disimpan Kedua"
    again = panel.visitor.post(f"person/edit/{key}", values | {"name": "Disimpan Kedua"} | {
        "row_version": typed["row_version"]})  # fmt: skip
    assert again.status_code == 303


def test_one_of_eight_editors_at_once_wins(panel: Panel) -> None:
    values = fill_form(panel.engine, Person)
    key = panel.visitor.create("person", values)
    version = panel.visitor.read_version("person", key)

    def save(number: int) -> int:
        sent = values | {"name": f"Penyunting {number}", "row_version": version}
        return panel.visitor.post(f"person/edit/{key}", sent).status_code

    with ThreadPoolExecutor(8) as pool:
        answers = sorted(pool.map(save, range(8)))
    assert answers == [303] + [409] * 7


def test_edit_without_version_is_refused(panel: Panel) -> None:
    values = fill_form(panel.engine, Person)
    key = panel.visitor.create("person", values)
    for sent in (values, values | {"row_version": "x"}, values | {"row_version": "9" * 30}):
        assert panel.visitor.post(f"person/edit/{key}", sent).status_code == 400


def test_row_is_deleted_only_as_it_was_seen(panel: Panel) -> None:
    values = fill_form(panel.engine, Person)
    key = panel.visitor.create("person", values)
    version = read_inputs(panel.visitor.get(f"person/delete/{key}").text)["row_version"]
    saved = panel.visitor.post(f"person/edit/{key}", {"phone": "0811", "row_version": version})
    assert saved.status_code == 303
    for sent, status in (({"row_version": version}, 409), ({}, 400), ({"row_version": "x"}, 400)):
        assert panel.visitor.post(f"person/delete/{key}", sent).status_code == status
    assert panel.visitor.get(f"person/details/{key}").status_code == 200
    assert panel.visitor.delete("person", key).status_code == 303


def test_edit_changes_only_what_was_sent(panel: Panel) -> None:
    values = fill_form(panel.engine, Person)
    key = panel.visitor.create("person", values)
    version = panel.visitor.read_version("person", key)
    answer = panel.visitor.post(f"person/edit/{key}", {"phone": "0811", "row_version": version})
    assert answer.status_code == 303
    stored = read_inputs(panel.visitor.get(f"person/edit/{key}").text)
    assert (stored["phone"], stored["name"], stored["nik"]) == ("0811", values["name"], values["nik"])


def test_required_field_emptied_on_edit_is_refused(panel: Panel) -> None:
    values = fill_form(panel.engine, GradeRecord)
    key = panel.visitor.create("grade-record", values)
    version = panel.visitor.read_version("grade-record", key)
    sent = {"service_years": "", "row_version": version, "audit_reason": "Uji"}
    answer = panel.visitor.post(f"grade-record/edit/{key}", sent)
    assert read_errors(answer.text) == {"service_years": "Isian ini wajib diisi."}


def test_unticked_box_is_no_only_when_it_was_on_the_page(panel: Panel) -> None:
    values = {name: text for name, text in fill_form(panel.engine, LegalStatus).items() if text != "true"}
    silent = panel.visitor.create("legal-status", values)
    unticked = panel.visitor.create(
        "legal-status", values | {"code": values["code"] + "B", "counts_as_service__shown": "1"}
    )
    with Session(panel.engine) as session:
        assert session.get_one(LegalStatus, silent).counts_as_service is True
        assert session.get_one(LegalStatus, unticked).counts_as_service is False


def test_system_columns_cannot_be_typed(panel: Panel) -> None:
    values = fill_form(panel.engine, Holiday)
    key = panel.visitor.create("holiday", values | {"id": "777", "created_at": "2001-01-01", "row_version": "50"})
    with Session(panel.engine) as session:
        row = session.get_one(Holiday, key)
        assert (row.id != 777, row.created_at.year > 2001, row.row_version) == (True, True, 1)


def test_foreign_key_is_searched_by_part_of_a_name(panel: Panel) -> None:
    values = fill_form(panel.engine, Employee)
    plain = {"name": "Wulandari Kusuma", "front_title": "", "rear_title": ""}
    panel.visitor.create("person", fill_form(panel.engine, Person) | plain)
    offered = panel.visitor.get("employee/ajax/lookup", name="person_id", term="KUSUMA wul").json()["results"]
    assert [row["text"] for row in offered] == ["Wulandari Kusuma"]
    page = panel.visitor.post("employee/create", values | {"person_id": offered[0]["id"], "nip": "1"})
    assert 'value="Wulandari Kusuma"' in page.text
    for wrong in ({"name": "nip", "term": "a"}, {"name": "x"}, {"name": "person_id", "term": "\x00"}):
        assert panel.visitor.get("employee/ajax/lookup", **wrong).status_code == 400


def test_dates_and_codes_of_a_regulation_are_kept_when_another_field_is_wrong(panel: Panel) -> None:
    errors = panel.refuse("regulation", Regulation, valid_from="2020-05-01", valid_to="2019-05-01", title="")
    assert list(errors) == ["title"]
