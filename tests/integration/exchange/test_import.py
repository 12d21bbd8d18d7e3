"""Files put into tables over HTTP: bad cells told, all or nothing, nothing twice, hostile files refused."""

import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from exchange_files import Importer, read_changes, read_counts, read_problems, read_xlsx, write_csv, write_xlsx
from exchange_office import Office
from panel_site import Visitor, read_notice

from admin.panel.exchange.sheet_reading import LARGEST_UNPACKED
from admin.panel.middleware import LARGEST_IMPORT

HEADINGS = ["NIP", "Golongan", "TMT golongan", "Jenis kenaikan", "MKG (tahun)", "MKG (bulan)"]
MIDDLE = ["employee.nip", "grade.code", "valid_from", "reason", "service_years", "service_months"]


def count_grades(office: Office) -> int:
    return int(office.ask("select count(*) from personnel.grade_record")[0][0])


def test_template_filled_in_is_stored_and_the_same_file_again_changes_nothing(
    visitor: Visitor, grades: Importer, office: Office, tmp_path: Path
) -> None:
    template = visitor.get("grade-record/import/template")
    assert 'filename="grade_record.xlsx"' in template.headers["content-disposition"]
    headings, example = read_xlsx(template.content)
    assert headings[:3] == ["ID [id]", "Pegawai – NIP [employee.nip]", "Golongan – Kode [grade.code]"]
    assert example[0] == "(contoh)"
    codes = read_xlsx(template.content, "Kode")
    assert ["Golongan – Kode", "III/a", "Penata Muda"] in codes
    assert any(row[1] == "REGULER" for row in codes)
    nips = office.find_nips(3)
    filled = [["", nip, "III/b", date(2030, 4, 1), "REGULER", 8, 0] for nip in nips]
    before = count_grades(office)

    grades.upload(write_xlsx(tmp_path / "isi.xlsx", [headings, example, *filled]), "isi.xlsx")
    assert set(grades.read_columns()) >= {"id", *MIDDLE}
    page = grades.check()
    assert read_counts(page) == {"new": 3, "changed": 0, "unchanged": 0, "wrong": 0}
    assert count_grades(office) == before
    assert read_counts(grades.store()) == {"new": 3, "changed": 0, "unchanged": 0, "wrong": 0}
    assert count_grades(office) == before + 3
    told = office.ask(
        "select u.name, c.reason, count(*) from audit.change c join stewardship.user u on u.id = user_id "
        "where table_name = 'personnel.grade_record' and operation = 'TAMBAH' group by 1, 2",
    )
    assert told == [("admin", "impor isi.xlsx", 3)]
    assert office.ask("select count(*) from stewardship.import_row") == [(0,)]

    filled[0][5] = 9
    grades.upload(write_xlsx(tmp_path / "lagi.xlsx", [headings, *filled]), "lagi.xlsx")
    assert read_counts(grades.check()) == {"new": 0, "changed": 1, "unchanged": 2, "wrong": 0}
    grades.store()
    assert count_grades(office) == before + 3
    years = "select service_years from personnel.grade_record join personnel.employee e on e.id = employee_id "
    assert office.ask(years + "where nip = %s and valid_from = '2030-04-01'", nips[0]) == [(9,)]


def test_every_kind_of_bad_cell_is_told_and_nothing_is_stored(grades: Importer, office: Office) -> None:
    good, *nips = office.find_nips(12, skip=3)
    bad: list[tuple[list[str], str, str]] = [
        (["199001012099011001", "III/a", "2031-04-01", "REGULER", "1", "0"], "NIP", "tidak ada di data tersimpan"),
        (["1,99001E+17", "III/a", "2031-04-01", "REGULER", "1", "0"], "NIP", "membulatkan"),
        (["", "III/a", "2031-04-01", "REGULER", "1", "0"], "NIP", "wajib diisi"),
        ([nips[0], "III/z", "2031-04-01", "REGULER", "1", "0"], "Golongan", "bukan kode"),
        ([nips[1], "III/a", "31-02-2031", "REGULER", "1", "0"], "TMT golongan", "tidak ada di kalender"),
        ([nips[2], "III/a", "", "REGULER", "1", "0"], "TMT golongan", "wajib diisi"),
        ([nips[3], "III/a", "2031-04-01", "HADIAH", "1", "0"], "Jenis", "tidak ada dalam daftar"),
        ([nips[4], "III/a", "2031-04-01", "REGULER", "satu", "0"], "MKG (tahun)", "bilangan bulat"),
        ([nips[5], "III/a", "2031-04-01", "REGULER", "1", "12"], "MKG", "0 sampai 11"),
        ([nips[6], "=1+1", "2031-04-01", "REGULER", "1", "0"], "Golongan", "bukan kode"),
        ([nips[7], "x" * 10_000, "2031-04-01", "REGULER", "1", "0"], "Golongan", "Paling banyak"),
        ([nips[8], "<b>III/a</b>", "2031-04-01", "REGULER", "1", "0"], "Golongan", "bukan kode"),
        ([nips[9], "III/a", "2031-04-01", "REGULER", "1", "0", "lebih"], "", "lebih banyak sel"),
        ([good, "III/a", "2031-04-01", "REGULER", "1", "0"], "NIP", "sama dengan baris 2"),
    ]
    rows = [HEADINGS, [good, "III/a", "2031-04-01", "REGULER", "1", "0"], *(row for row, _, _ in bad)]
    before = count_grades(office)
    grades.upload(write_csv(rows))
    page = grades.check()
    problems = read_problems(page)
    assert read_counts(page) == {"new": 1, "changed": 0, "unchanged": 0, "wrong": len(bad)}
    assert [line for line, *_ in problems] == list(range(3, 3 + len(bad)))
    for (_, heading, sentence), (_, column, _, told) in zip(bad, problems, strict=True):
        assert column.startswith(heading), (heading, column, told)
        assert sentence in told
    assert "<b>III/a</b>" not in page
    refused = grades.visitor.post(f"grade-record/import/{grades.batch}/store", {})
    assert refused.status_code == 400
    assert count_grades(office) == before

    download = grades.visitor.get(f"grade-record/import/{grades.batch}/wrong").content
    corrected = read_xlsx(download)
    assert corrected[0] == [*HEADINGS, "Kesalahan", "Baris asal"]
    assert len(corrected) == len(bad) + 1
    assert corrected[4][:6] == bad[3][0]
    assert "“III/z” bukan kode" in corrected[4][6]
    assert corrected[4][7] == 6


def test_corrected_rows_are_sent_back_with_their_columns(grades: Importer, office: Office, tmp_path: Path) -> None:
    (nip,) = office.find_nips(1, skip=20)
    grades.upload(write_csv([HEADINGS, [nip, "III/q", "2031-10-01", "REGULER", "1", "0"]]))
    grades.check()
    rows = read_xlsx(grades.visitor.get(f"grade-record/import/{grades.batch}/wrong").content)
    rows[1][1] = "III/c"
    grades.upload(write_xlsx(tmp_path / "betul.xlsx", rows), "betul.xlsx")
    assert read_counts(grades.check()) == {"new": 1, "changed": 0, "unchanged": 0, "wrong": 0}


def test_alias_is_learned_once_for_all_later_files(visitor: Visitor, office: Office) -> None:
    education = Importer(visitor, "education-record")
    nip = office.find_nips(1)[0]
    rows = [["NIP", "Tingkat pendidikan", "Tanggal lulus"], [nip, "S-1", "2001-08-31"], [nip, "s–1 ", "2002-08-31"]]
    education.upload(write_csv(rows))
    page = education.check()
    assert read_counts(page)["wrong"] == 2
    assert "“S-1” (1×)" in page
    code = office.ask("select code from reference.education_level where code like 'S1%%' limit 1")[0][0]
    refused = {"alias.0": "TIDAK_ADA", "alias.0.text": "education_level|S-1"}
    assert visitor.post(f"education-record/import/{education.batch}/learn", refused).status_code == 400
    answer = {"alias.0": code, "alias.0.text": "education_level|S-1"}
    assert visitor.post(f"education-record/import/{education.batch}/learn", answer).status_code == 303
    assert read_counts(education.wait()) == {"new": 2, "changed": 0, "unchanged": 0, "wrong": 0}
    assert office.ask("select list_name, written, code from stewardship.value_alias") == [
        ("education_level", "s 1", code)
    ]
    education.upload(write_csv(rows))
    assert read_counts(education.check())["wrong"] == 0


def test_rows_that_only_the_database_refuses_are_cornered(visitor: Visitor, office: Office) -> None:
    credit = Importer(visitor, "credit-record")
    level = office.ask("select code from reference.position_level where category = 'JF_KEAHLIAN' limit 1")[0][0]
    found = office.ask(
        "select nip from personnel.employee e where not exists (select from personnel.credit_record c "
        "where c.employee_id = e.id and c.period_to > '2030-01-01') order by 1 limit 40",
    )
    nips = [nip for (nip,) in found]
    rows = [["employee.nip", "position_level.code", "kind", "period_from", "period_to", "credit"]]
    rows += [[nip, level, "KONVERSI", "2031-01-01", "2031-12-31", "12,50"] for nip in nips]
    rows.append([nips[7], level, "KONVERSI", "2031-06-01", "2031-09-30", "1"])
    rows.append([nips[9], level, "KONVERSI", "2033-06-01", "2033-01-01", "1"])
    before = office.ask("select count(*) from personnel.credit_record")
    credit.upload(write_csv(rows, ";", "cp1252"))
    page = credit.check()
    assert read_counts(page) == {"new": 40, "changed": 0, "unchanged": 0, "wrong": 2}
    problems = read_problems(page)
    assert [line for line, *_ in problems] == [42, 43]
    assert all(len(sentence) > 20 and "Data ditolak" not in sentence for *_, sentence in problems)
    assert office.ask("select count(*) from personnel.credit_record") == before


def test_what_changed_since_the_check_is_shown_before_storing(grades: Importer, office: Office) -> None:
    (nip,) = office.find_nips(1, skip=25)
    grades.upload(write_csv([HEADINGS, [nip, "III/c", "2032-04-01", "REGULER", "1", "0"]]))
    assert read_counts(grades.check())["new"] == 1
    office.ask(
        "insert into personnel.grade_record (employee_id, grade_id, valid_from, reason, service_years, service_months) "
        "select e.id, g.id, '2032-04-01', 'REGULER', 2, 0 from personnel.employee e, reference.grade g "
        "where nip = %s and g.code = 'III/c' returning id",
        nip,
    )
    page = grades.store()
    assert "Data tersimpan berubah sejak berkas ini diperiksa" in page
    assert "Baris 2: semula baru, kini berubah." in page
    assert read_counts(page) == {"new": 0, "changed": 1, "unchanged": 0, "wrong": 0}
    assert "Semua baris tersimpan" in grades.store()


def test_each_changed_cell_is_shown_old_beside_new_before_storing(visitor: Visitor, office: Office) -> None:
    first, second = office.find_nips(2, skip=27)
    headings = ["employee.nip", "grade.code", "valid_from", "service_years", "service_months", "base_salary"]
    rows = [[first, "III/c", "2032-05-01", "8", "0", "3500000"], [second, "III/c", "2032-05-01", "8", "0", ""]]
    importer = Importer(visitor, "salary-increment")
    importer.upload(write_csv([headings, *rows]))
    assert read_changes(importer.check()) == []
    importer.store()
    rows[0][1], rows[0][4], rows[0][5] = "III/d", "11", ""
    importer.upload(write_csv([headings, *rows]), "ubah.csv")
    page = importer.check()
    assert read_counts(page) == {"new": 0, "changed": 1, "unchanged": 1, "wrong": 0}
    shown = read_changes(page)
    assert [(line, *rest) for line, _name, *rest in shown] == [
        (2, "Golongan", "III/c Penata", "III/d Penata Tingkat I"),
        (2, "MKG (bulan)", "0", "11"),
        (2, "Gaji pokok", "3.500.000,00", "–"),
    ]
    assert all("2032" in name for _line, name, *_rest in shown), shown
    batch = office.ask("select max(id) from stewardship.import_batch")[0][0]
    book = read_xlsx(visitor.get(f"salary-increment/import/{batch}/changes").content)
    assert book[0] == ["Baris", "Yang diubah", "Kolom", "Tersimpan", "Menurut berkas"]
    assert [row[2:4] for row in book[1:]] == [list(row[2:4]) for row in shown]
    assert "Semua baris tersimpan" in importer.store()
    assert read_changes(visitor.get(f"salary-increment/import/{batch}").text) == []


def test_mapping_is_guessed_in_both_languages_and_remembered(visitor: Visitor, office: Office) -> None:
    importer = Importer(visitor, "salary-increment")
    nip = office.find_nips(1)[0]
    importer.upload(write_csv([["Employee – NIP", "grade.code", "Mulai gaji baru"], [nip, "III/a", "2031-03-01"]]))
    assert importer.read_columns() == {"employee.nip": "Employee – NIP", "grade.code": "grade.code"}
    unmapped = visitor.post(f"salary-increment/import/{importer.batch}/columns", {"field.employee.nip": "0"})
    assert unmapped.status_code == 400
    assert "mengenali baris" in read_notice(unmapped.text)
    importer.check(**{"field.valid_from": "2"})
    importer.upload(write_csv([["Mulai gaji baru", "grade.code", "Employee – NIP"], ["2031-03-01", "III/a", nip]]))
    assert importer.read_columns()["valid_from"] == "Mulai gaji baru"


def test_own_mapping_is_remembered_before_that_of_others(visitor: Visitor, office: Office) -> None:
    colleague = Visitor(office.address, "petugas")
    nip = office.find_nips(1)[0]
    content = write_csv([["Pegawai ini", "Golru", "Sejak", "Dinas"], [nip, "III/a", "2032-03-01", "2032-04-01"]])
    given = {"field.employee.nip": "0", "field.grade.code": "1"}
    for sender, place, heading in ((visitor, "2", "Sejak"), (colleague, "3", "Dinas")):
        importer = Importer(sender, "salary-increment")
        importer.upload(content)
        remembered = importer.read_columns().get("valid_from")
        assert remembered == (None if sender is visitor else "Sejak")  # a newcomer starts from what others chose
        importer.check(**given, **{"field.valid_from": place})
        importer.upload(content)
        assert importer.read_columns()["valid_from"] == heading
    own = Importer(visitor, "salary-increment")
    own.upload(content)
    assert own.read_columns()["valid_from"] == "Sejak"
    colleague.close()


def test_officer_of_a_unit_imports_only_within_it(office: Office) -> None:
    ((unit, inside),) = office.ask(
        "select s.unit_id, min(e.nip) from personnel.assignment a join personnel.seat s on s.id = seat_id "
        "join personnel.employee e on e.id = employee_id join reference.employment_type t on t.id = employment_type_id "
        "where kind = 'DEFINITIF' and a.valid_to is null and t.code = 'PNS' group by 1 order by count(*) desc limit 1",
    )
    office.ask(
        "update stewardship.user_role set unit_id = %s where user_id = "
        "(select id from stewardship.user where name = 'petugas') returning id",
        unit,
    )
    outside = office.ask(
        "select min(e.nip) from personnel.assignment a join personnel.seat s on s.id = seat_id "
        "join personnel.employee e on e.id = employee_id where a.valid_to is null and s.unit_id <> %s "
        "and s.unit_id not in (select id from personnel.unit where parent_id = %s)",
        unit,
        unit,
    )[0][0]
    officer = Visitor(office.address, "petugas")
    grades = Importer(officer, "grade-record")
    grades.upload(
        write_csv([HEADINGS, *([nip, "III/d", "2033-04-01", "REGULER", "1", "0"] for nip in (inside, outside))])
    )
    problems = read_problems(grades.check())
    assert [(line, "tidak ada di data" in sentence) for line, _, _, sentence in problems] == [(3, True)]
    other = Visitor(office.address)
    assert other.get(f"grade-record/import/{grades.batch}").status_code == 404
    inspector = Visitor(office.address, "pemeriksa")
    assert inspector.get("grade-record/import").status_code == 403
    assert "/grade-record/import" not in inspector.get("grade-record/list").text
    for someone in (officer, other, inspector):
        someone.close()


def make_zip(**parts: bytes) -> bytes:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return written.getvalue()


HOSTILE = {
    "empty": b"",
    "only headings": b"NIP,Golongan\r\n",
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(200),
    "page": b"<!doctype html><html><body>NIP</body></html>",
    "old Excel": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "zip without a sheet": make_zip(a=b"text"),
    "damaged XLSX": b"PK\x03\x04" + b"rubbish" * 40,
    "open quotation mark": b'NIP,Golongan\r\n"' + b"x" * 200_000,
}


def test_file_that_unpacks_without_end_is_refused(grades: Importer) -> None:
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        with packed.open("xl/worksheets/sheet1.xml", "w") as part:
            for _ in range(LARGEST_UNPACKED // 2**24 + 1):
                part.write(bytes(2**24))
    assert len(written.getvalue()) < LARGEST_IMPORT
    answer = grades.upload(written.getvalue(), "berkas.xlsx")
    assert answer.status_code == 400
    assert "terlalu besar" in read_notice(answer.text)


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_no_table_is_refused_in_one_sentence(grades: Importer, office: Office, kind: str) -> None:
    before = office.ask("select count(*) from stewardship.import_batch")
    answer = grades.upload(HOSTILE[kind], "berkas.xlsx")
    assert answer.status_code == 400, answer.text
    assert len(read_notice(answer.text)) > 15
    assert office.ask("select count(*) from stewardship.import_batch") == before


def test_sheet_that_claims_to_be_endless_ends_only_its_reader(grades: Importer, tmp_path: Path) -> None:
    content = write_xlsx(tmp_path / "a.xlsx", [["NIP"], ["1"]])
    with zipfile.ZipFile(BytesIO(content)) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(
        b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    answer = grades.upload(make_zip(**parts), "a.xlsx")
    assert answer.status_code == 400
    assert "terlalu besar" in read_notice(answer.text)


def test_nul_and_control_signs_are_told_like_any_bad_cell(grades: Importer, office: Office) -> None:
    nip = office.find_nips(1)[0]
    content = write_csv([HEADINGS, *([nip, "III/a", f"20{year}-04-01", "REGULER", "1", "0"] for year in range(40, 90))])
    content += (
        b"x" * 2**20 + b"," + f"III/\x00a,2031-04-01,REGULER,1,0\r\n{nip},III/\x1ba,2031-04-01,REGULER,1,0\r\n".encode()
    )
    answer = grades.upload(content.replace(b"x" * 2**20, b" " * 2**20))
    assert answer.status_code in (303, 400)
    if answer.status_code == 303:
        assert any("tidak dapat disimpan" in sentence for *_, sentence in read_problems(grades.check()))


@pytest.mark.parametrize("name", ["\x00", "..", "a\x00\x1b\u202e\r\nb", "\U0001f600" * 200, "../../etc/passwd", "="])
def test_file_of_any_name_is_taken_and_its_wrong_rows_come_back(grades: Importer, office: Office, name: str) -> None:
    long = "Golongan " * 60
    content = "NI\x00P,Golongan,TMT golongan\r\n" + f"{office.find_nips(1)[0]},{long},31-02-2030\r\n"
    assert grades.upload(content.encode("utf-16"), name).status_code == 303
    page = grades.check(**{"field.employee.nip": "0", "field.grade.code": "1", "field.valid_from": "2"})
    assert len(read_problems(page)) >= 2
    assert grades.visitor.get(f"grade-record/import/{grades.batch}/wrong").status_code == 200
    learned = {"alias.0": "III/a", "alias.0.text": f"grade|{long.strip()}"}
    answer = grades.visitor.post(f"grade-record/import/{grades.batch}/learn", learned)
    assert answer.status_code in (303, 400)
    grades.wait()


def test_addresses_of_others_and_forged_posts_are_refused(grades: Importer, office: Office) -> None:
    grades.upload(write_csv([HEADINGS, [office.find_nips(1)[0], "III/a", "2034-04-01", "REGULER", "1", "0"]]))
    visitor = grades.visitor
    assert visitor.get(f"employee/import/{grades.batch}").status_code == 404
    assert visitor.get("grade-record/import/999999").status_code == 404
    assert visitor.get("grade-record/import/abc").status_code == 404
    assert visitor.get("user/import").status_code == 403
    forged = visitor.client.post(
        "/admin/grade-record/import", files={"file": ("a.csv", b"NIP\n1")}, headers={"x-csrf-token": ""}
    )
    assert forged.status_code in (400, 403)
    no_file = visitor.client.post("/admin/grade-record/import", data={"file": "text"})
    assert no_file.status_code == 400
