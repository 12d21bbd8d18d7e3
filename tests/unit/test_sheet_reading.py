"""Files as spreadsheets write them: nothing is read as empty, as something else, or without end."""

import re
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from exchange_files import write_csv, write_xlsx
from sqladmin import i18n

from admin.panel.attributes import Attribute, read_attributes
from admin.panel.exchange import sheet_reading
from admin.panel.exchange.cells import neutralise
from admin.panel.exchange.mapping import simplify
from admin.panel.exchange.reading_cells import parse_cell
from admin.panel.exchange.sheet_reading import UnreadableFileError, open_sheet
from admin.panel.language import install_languages
from models.career import GradeRecord, SalaryIncrement
from models.people import Decree, Employee, Person

NUMBER = read_attributes(Decree)["number"]
NIP = read_attributes(Employee)["nip"]
NAME = read_attributes(Person)["name"]
SEX = read_attributes(Person)["sex"]
BORN = read_attributes(Person)["born_on"]
SALARY = read_attributes(SalaryIncrement)["base_salary"]
YEARS = read_attributes(GradeRecord)["service_years"]


@pytest.fixture(autouse=True)
def _in_indonesian() -> None:
    install_languages()
    i18n.set_locale("id")


def read(path: Path) -> list[tuple[int, list[str]]]:
    with open_sheet(path) as (headings, lines):
        assert headings[0] == "NIP"
        return list(lines)


def repack(path: Path, part: str, old: bytes, new: bytes) -> None:
    """Replace something inside an XLSX file."""
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)


def test_errors_of_formulas_and_formulas_never_calculated_are_not_empty(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Data")
        sheet.write_row(0, 0, ["NIP", "Nama", "Lahir"])
        sheet.write_row(1, 0, ["1", "Ani", "2"])
        sheet.write_formula(1, 1, "=VLOOKUP(1,A:B,2)", None, "#N/A")
        sheet.write_formula(1, 2, "=1+1", None, 2)
        sheet.write_formula(3, 27, "=B9/0", None, "#DIV/0!")
        sheet.write_formula(6, 0, "=1+1", None, "")
    repack(path, "xl/worksheets/sheet1.xml", b"<f>1+1</f><v></v>", b"<f>1+1</f>")
    lost = [""] * 27 + ["#DIV/0!"]
    assert read(path) == [(2, ["1", "#N/A", "2", *[""] * 25]), (4, lost), (7, ["#CALC!"])]


def test_text_that_a_formula_left_empty_is_empty(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_xlsx(path, [["NIP", "Nama"], ["1", "=A1"]])
    repack(path, "xl/worksheets/sheet1.xml", b'<c r="B2"><f>A1</f><v>0</v>', b'<c r="B2" t="str"><f>A1</f><v></v>')
    assert read(path) == [(2, ["1", ""])]


COLUMNS = (NUMBER, NIP, SEX, BORN, SALARY, YEARS)
ERRORS = ("#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#CALC!", "####")


@pytest.mark.parametrize("attribute", COLUMNS, ids=lambda item: item.name)
def test_cell_without_a_value_is_told_in_every_column(attribute: Attribute) -> None:
    for error in ERRORS:
        with pytest.raises(ValueError, match=f"Excel menulis {re.escape(error)}"):
            parse_cell(error, attribute, {})


@pytest.mark.parametrize("attribute", COLUMNS, ids=lambda item: item.name)
def test_number_that_lost_digits_is_told_in_every_column(attribute: Attribute) -> None:
    for written in ("1.99001E+17", "1,99001E+17", "1E+15", "-2.5E+20"):
        with pytest.raises(ValueError, match="membulatkan"):
            parse_cell(written, attribute, {})


def test_numbers_that_kept_their_digits_and_texts_like_exponents_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_xlsx(path, [["NIP", "Nomor"], [123456789012345, 12.5], [1234567890123456, 199001012020011001]])
    assert read(path) == [(2, ["123456789012345", "12.5"]), (3, ["1.23457E+15", "1.99001E+17"])]
    kept = ["3E1", "5E2/2024", "#12", "N/A"]
    assert [parse_cell(text, NUMBER, {}) for text in kept] == kept


@pytest.mark.parametrize("text", ["'=kutip", "=1+1", "'-2", "Ma'ruf", "'", "''+1", "'biasa'"])
def test_apostrophes_come_back_as_they_were(tmp_path: Path, text: str) -> None:
    book, table = tmp_path / "a.xlsx", tmp_path / "a.csv"
    with xlsxwriter.Workbook(str(book)) as workbook:
        sheet = workbook.add_worksheet("Data")
        for line, cells in enumerate((["NIP", "Nama"], ["1", text])):
            for place, cell in enumerate(cells):
                sheet.write_string(line, place, cell)
    table.write_bytes(write_csv([["NIP", "Nama"], ["1", neutralise(text)]]))
    assert read(book) == read(table) == [(2, ["1", text])]


def test_texts_of_nothing_but_signs_differ() -> None:
    assert len({simplify(text) for text in ("-", "--", "?", "…", "_")}) == 5
    assert simplify(" S–1. ") == simplify("s_1") == "s 1"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("NIP\n".encode("utf-16") + b"\x00\xd8A\x00", "baris 1 .* huruf"),
        (b"NIP\x81,Nama\r\n1,2\r\n", "baris 1 .* huruf"),
        (b"NIP,Nama\r\n" + b"1,2\r\n" * 20_000 + b"\x81,2\r\n", r"baris \d{5} .* huruf"),
        (b'NIP,Nama\r\n1,"' + b"x" * 200_000 + b'"\r\n', "terlalu panjang"),
    ],
    ids=["half a sign", "no sign of Windows", "no sign of Windows, later", "long cell"],
)
def test_text_that_cannot_be_decoded_is_told(tmp_path: Path, content: bytes, sentence: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError, match=sentence):
        read(path)


def test_very_long_text_in_a_workbook_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_xlsx(path, [["NIP"], ["singkat"]])
    repack(path, "xl/sharedStrings.xml", b"singkat", b"x" * 200_000)
    with pytest.raises(UnreadableFileError, match="Baris 2"):
        read(path)


def test_text_that_is_repeated_without_end_fills_no_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.xlsx"
    write_xlsx(path, [["NIP"], *[["singkat"]] * 2_000])
    repack(path, "xl/sharedStrings.xml", b"singkat", b"x" * 30_000)
    assert path.stat().st_size < 50_000
    monkeypatch.setattr(sheet_reading, "CHILD_DISK", 2**20)
    with pytest.raises(UnreadableFileError, match="terlalu besar"):
        read(path)


def test_other_packed_tables_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("content.xml", "<office:document-content/>")
    with pytest.raises(UnreadableFileError, match="bukan XLSX"):
        read(path)
