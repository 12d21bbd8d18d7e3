"""An official list for a spreadsheet: set up to be printed on folio sheets, landscape, one page wide."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from admin.panel.exchange.cells import FORMULAS, LONGEST_CELL
from admin.panel.official.forms import Column
from admin.panel.official.sheet import Sheet, write_value

FOLIO: Final = 14  # as Excel numbers kinds of paper
CENTIMETRE: Final = 0.4


def write_workbook(sheet: Sheet, path: Path) -> None:
    """Write a list to `path`."""
    with xlsxwriter.Workbook(str(path), {"in_memory": False, "tmpdir": str(path.parent)}) as book:
        book.set_properties({"title": " ".join(sheet.title), "author": "Merit", "comments": sheet.origin})
        _Page(book, sheet).write()


class _Page:
    """Writes a list into one worksheet."""

    def __init__(self, book: Any, sheet: Sheet) -> None:
        self.sheet = sheet
        self.page = book.add_worksheet("Daftar")
        edge = {"border": 1, "font_size": 9, "valign": "top", "text_wrap": True}
        self.bold = book.add_format({"bold": True, "align": "center", "font_size": 12})
        self.heading = book.add_format(edge | {"bold": True, "align": "center", "valign": "vcenter"})
        self.small = book.add_format(edge | {"align": "center", "font_size": 8})
        self.text = book.add_format(edge | {"num_format": "@"})
        self.harmless = book.add_format(edge | {"num_format": "@", "quote_prefix": True})
        self.day = book.add_format(edge | {"num_format": "dd-mm-yyyy", "align": "center"})
        self.total = book.add_format(edge | {"bold": True})
        self.centred = book.add_format({"align": "center"})
        self.name = book.add_format({"align": "center", "bold": True, "underline": 1})
        self.line = 0

    def write(self) -> None:
        last = len(self.sheet.columns)
        for text in self.sheet.title:
            self.page.merge_range(self.line, 0, self.line, last, text, self.bold)
            self.line += 1
        self.line += 1
        first_heading = self.line
        self._write_headings()
        self._set_up(first_heading, last)
        for number, row in enumerate(self.sheet.rows, 1):
            self.page.write_number(self.line, 0, number, self.small)
            for place, values in enumerate(row, 1):
                self._write_cell(place, values)
            self.line += 1
        self._write_totals()
        self._write_signature(last)

    def _set_up(self, first_heading: int, last: int) -> None:
        self.page.set_landscape()
        self.page.set_paper(FOLIO)
        self.page.set_margins(*(CENTIMETRE,) * 4)
        self.page.fit_to_pages(1, 0)
        self.page.repeat_rows(first_heading, self.line - 1)
        self.page.freeze_panes(self.line, 2)
        self.page.set_footer(f"&L&8{self.sheet.origin.replace('&', '&&')}&R&8Halaman &P dari &N")
        self.page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        self.page.set_column(0, 0, 5)
        for place, item in enumerate(self.sheet.columns, 1):
            self.page.set_column(place, place, item.width)

    def _write_headings(self) -> None:
        self.page.merge_range(self.line, 0, self.line + 1, 0, "NO.", self.heading)
        columns = self.sheet.columns
        for place, item in enumerate(columns, 1):
            if not item.group:
                self.page.merge_range(self.line, place, self.line + 1, place, item.heading, self.heading)
                continue
            self.page.write_string(self.line + 1, place, item.heading, self.heading)
            if place == 1 or columns[place - 2].group != item.group:
                self._write_group(place, columns[place - 1 :], item.group)
        self.line += 2
        for place in range(len(columns) + 1):
            self.page.write_number(self.line, place, place + 1, self.small)
        self.line += 1

    def _write_group(self, place: int, following: Sequence[Column], group: str) -> None:
        width = next((at for at, item in enumerate(following) if item.group != group), len(following))
        if width > 1:
            self.page.merge_range(self.line, place, self.line, place + width - 1, group, self.heading)
        else:
            self.page.write_string(self.line, place, group, self.heading)

    def _write_cell(self, place: int, values: Sequence[Any]) -> None:
        present = [value for value in values if value is not None]
        if len(present) == 1 and isinstance(present[0], date) and present[0].year >= 1900:
            self.page.write_datetime(self.line, place, present[0], self.day)
        elif len(present) == 1 and not isinstance(present[0], str | date | list):
            self.page.write_number(self.line, place, present[0], self.text if present[0] is True else self.small)
        else:
            written = "\n".join(filter(None, map(write_value, present)))[:LONGEST_CELL]
            look = self.harmless if written.startswith(FORMULAS) else self.text
            self.page.write_string(self.line, place, written, look)

    def _write_totals(self) -> None:
        totals = self.sheet.totals
        if totals is None:
            return
        self.page.write_string(self.line, 0, "JUMLAH", self.total)
        for place, total in enumerate(totals, 1):
            if total is None:
                self.page.write_blank(self.line, place, None, self.total)
            else:
                self.page.write_number(self.line, place, total, self.total)
        self.line += 1

    def _write_signature(self, last: int) -> None:
        signature, left = self.sheet.signature, max(last - 4, 0)
        self.line += 1
        lines = [(text, self.centred) for text in signature.above] + [("", self.centred)] * 4
        lines += [(signature.name, self.name), *((text, self.centred) for text in signature.below)]
        for text, look in lines:
            self.page.merge_range(self.line, left, self.line, last, text, look)
            self.line += 1
