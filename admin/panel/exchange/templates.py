"""Workbooks to fill in: the template of a table, and the rows of a file that have to be corrected."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.panel.attributes import Attribute, Kind
from admin.panel.exchange.cells import YES_NO
from admin.panel.exchange.fields import KEY, Field, is_code
from admin.panel.exchange.importing import list_importable
from admin.panel.exchange.reading_cells import must_be_filled
from admin.panel.exchange.sheet_reading import EXAMPLE
from admin.panel.exchange.sheet_writing import Workbook
from admin.panel.language import language, pick
from models.base import Record

DATA: Final = "Data"
MOST_CODES: Final = 1_000
NOTE_WIDTHS: Final = (34, 30, 12, 90)
CODE_WIDTHS: Final = (34, 30, 70)
EXAMPLES: Final = {
    Kind.INTEGER: "1",
    Kind.DECIMAL: "1",
    Kind.DATE: "2026-01-31",
    Kind.INSTANT: "2026-01-31 08:00",
}
NIP: Final = "190001011920011001"  # born in 1900: nobody's

ERRORS: Final = "Kesalahan | Problems"
LINE: Final = "Baris asal | Original line"
NOTES: Final = "Keterangan | Notes"
CODES: Final = "Kode | Codes"
EXPLANATION: Final = (
    f"Isi lembar Data mulai baris ketiga; baris yang diawali {EXAMPLE} diabaikan. Kolom ID hanya untuk baris yang "
    f"sudah tersimpan. | Fill in the sheet Data from its third row; a row that begins with {EXAMPLE} is passed over. "
    "The column ID is only for rows that are stored already."
)


def write_template(model: type[Record], title: str, session: Session, path: Path) -> None:
    """Write the template of a table: headings with technical names, an example, what they mean, and allowed codes."""
    fields = list_importable(session, model)
    codes = {field.path: list(_list_codes(session, field)) for field in fields}
    book = Workbook(path, DATA, [f"{field.label} [{field.path}]" for field in fields], {"title": title})
    book.write_example([_make_example(field, codes[field.path]) for field in fields])
    yes = {True: pick("wajib | required"), False: ""}
    heads = (pick("Kepala kolom | Heading"), pick("Nama teknis | Technical name"), pick("Wajib | Required"), "")
    notes = [(field.label, field.path, yes[must_be_filled(field.owner)], _explain(field)) for field in fields]
    book.write_notes(pick(NOTES), [(title, "", "", ""), (pick(EXPLANATION), "", "", ""), heads, *notes], NOTE_WIDTHS)
    listed = [(field.label, code, name) for field in fields for code, name in codes[field.path]]
    heads = (heads[0], pick("Kode | Code"), pick("Nama | Name"), "")
    book.write_notes(pick(CODES), [heads[:3], *listed], CODE_WIDTHS)
    book.close()


def write_wrong_rows(headings: Sequence[str], rows: Iterable[Any], path: Path) -> None:
    """Write the rows to be corrected (line, cells, problems) as they were sent, and what is wrong with each."""
    book = Workbook(path, DATA, [*headings, pick(ERRORS), pick(LINE)], {"title": pick(ERRORS)})
    for line, cells, problems in rows:
        padded = [*cells, *[""] * (len(headings) - len(cells))][: len(headings)]
        told = [f"{headings[place]}: {text}" if place is not None else text for place, text, _unknown in problems]
        book.write([*padded, "\n".join(told), line])
    book.close()


def _make_example(field: Field, codes: Sequence[tuple[str, str]]) -> str:
    attribute = field.attribute
    if field.path == KEY:
        return EXAMPLE
    if codes:
        return codes[0][0]
    if attribute.kind is Kind.BOOLEAN:
        return YES_NO[language()][True]
    if attribute.is_number_of_digits:
        return NIP[: attribute.longest]
    return EXAMPLES.get(attribute.kind, pick("contoh | example"))


def _explain(field: Field) -> str:
    return field.attribute.help if field.owner is field.attribute else f"{field.owner.help}. {field.attribute.help}"


def _list_codes(session: Session, field: Field) -> Iterator[tuple[str, str]]:
    attribute: Attribute = field.attribute
    if attribute.kind is Kind.CHOICE:
        for member in attribute.choices:
            yield member.value, member.label(language())
    elif is_code(attribute) and field.owner is not attribute:
        model: Any = attribute.model
        rows: Any = session.scalars(select(model).order_by(model.ordinal, model.code).limit(MOST_CODES))
        for row in rows:
            yield row.code, (row.name_en or row.name) if language() == "en" else row.name
