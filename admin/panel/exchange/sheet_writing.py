"""Writing files for spreadsheets: CSV piece by piece, and XLSX row by row without holding it in memory."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from admin.panel.exchange.cells import FORMULAS, LONGEST_CELL, Plain, flatten, write_text
from admin.panel.language import language

DELIMITERS: Final = {"id": ";", "en": ","}  # Excel splits at the list separator of its region: in Indonesia ;
MARK: Final = "\ufeff"  # without it Excel takes UTF-8 for Windows-1252
ROWS_A_SHEET: Final = 1_048_576
EXACT_IN_EXCEL: Final = 10**15
WIDEST: Final = 40
KINDS: Final = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def write_csv(rows: Iterable[Sequence[Any]]) -> str:
    """Return rows as lines of CSV; the first piece of a file begins with `MARK`."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=DELIMITERS[language()])
    writer.writerows([write_text(flatten(value)) for value in row] for row in rows)
    return written.getvalue()


class Workbook:
    """An XLSX file that is written row by row; only one row is in memory.

    Rows that a sheet cannot hold go on in another one with the same headings.

    Args:
        path: where to write; the text of cells waits in temporary files beside it.
        headings: the first row of every sheet of data.
        properties: what the file says of itself, by the names that XlsxWriter uses.
    """

    def __init__(self, path: Path, title: str, headings: Sequence[str], properties: dict[str, str]) -> None:
        options = {"constant_memory": True, "tmpdir": str(path.parent), "in_memory": False}
        self._book: Any = xlsxwriter.Workbook(str(path), options)
        self._book.set_properties(properties)
        self._bold = self._book.add_format({"bold": True})
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd"})
        self._text = self._book.add_format({"num_format": "@"})
        self._harmless = self._book.add_format({"num_format": "@", "quote_prefix": True})
        self._faint = self._book.add_format({"italic": True, "font_color": "#666666", "num_format": "@"})
        self._wrapped = self._book.add_format({"text_wrap": True, "valign": "top"})
        self._title, self._headings = title, headings
        self._sheets = 0
        self._begin_sheet()

    def write(self, row: Sequence[Any]) -> None:
        """Write one row of data."""
        if self._line == ROWS_A_SHEET:
            self._begin_sheet()
        for place, value in enumerate(row):
            self._write_cell(place, flatten(value))
        self._line += 1

    def write_example(self, row: Sequence[str]) -> None:
        """Write a row that shows how the others are filled in, set apart by its looks."""
        for place, text in enumerate(row):
            self._sheet.write_string(self._line, place, text, self._faint)
        self._line += 1

    def write_notes(self, title: str, rows: Iterable[Sequence[str]], widths: Sequence[int]) -> None:
        """Add a sheet of text beside the data; its first row is set bold."""
        sheet = self._book.add_worksheet(title)
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        for line, row in enumerate(rows):
            for place, text in enumerate(row):
                sheet.write_string(line, place, text[:LONGEST_CELL], self._wrapped if line else self._bold)

    def close(self) -> None:
        """Finish the file."""
        self._book.close()

    def _begin_sheet(self) -> None:
        self._sheets += 1
        self._sheet = self._book.add_worksheet(self._title if self._sheets == 1 else f"{self._title} {self._sheets}")
        self._sheet.freeze_panes(1, 0)
        self._sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        for place, heading in enumerate(self._headings):
            self._sheet.set_column(place, place, min(max(len(heading) + 2, 12), WIDEST))
            self._sheet.write_string(0, place, heading, self._bold)
        self._line = 1

    def _write_cell(self, place: int, value: Plain) -> None:
        match value:
            case None | "":
                return
            case str():
                look = self._harmless if value.startswith(FORMULAS) else self._text
                self._sheet.write_string(self._line, place, value[:LONGEST_CELL], look)
            case datetime():
                self._sheet.write_string(self._line, place, value.isoformat(sep=" "), self._text)
            case date() if value.year >= 1900:  # Excel knows no earlier day
                self._sheet.write_datetime(self._line, place, value, self._day)
            case int() | float() | Decimal() if -EXACT_IN_EXCEL < value < EXACT_IN_EXCEL:
                self._sheet.write_number(self._line, place, value)
            case _:
                self._sheet.write_string(self._line, place, str(value), self._text)
