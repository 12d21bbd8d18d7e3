"""A process of its own that turns an XLSX file into text: whatever a hostile file does to the parser stays in here.

Started by file name, without the project on its path: `xlsx_child.py SOURCE TARGET MEGABYTES SECONDS`.
"""

import csv
import re
import resource
import sys
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook

DATA = re.compile(r"Data( [0-9]+)?")
INEXACT = 10**15  # a larger number has lost digits in the spreadsheet already


def main(source: str, target: str, megabytes: str, seconds: str) -> None:
    """Write every row of the data as CSV, its line number first."""
    resource.setrlimit(resource.RLIMIT_AS, (int(megabytes) * 2**20,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds),) * 2)
    book = CalamineWorkbook.from_path(source)
    names = [name for name in book.sheet_names if DATA.fullmatch(name)] or book.sheet_names[:1]
    with open(target, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        offset = 0
        for place, name in enumerate(names):
            last = offset
            for line, cells in read_rows(book.get_sheet_by_name(name)):
                if place == 0 or line > 1:
                    writer.writerow([offset + line, *cells])
                last = offset + line
            offset = last


def read_rows(sheet: CalamineSheet) -> Iterator[tuple[int, list[str]]]:
    """Return the rows that hold anything, each with its number in the sheet."""
    if sheet.start is None:
        return
    first, left = sheet.start
    for place, row in enumerate(sheet.iter_rows()):
        cells = [write(value) for value in row]
        if any(cells):
            yield first + place + 1, [""] * left + cells


def write(value: Any) -> str:
    """Write a cell as a person would read it; a number whose digits are no longer all known shows that."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if abs(value) >= INEXACT:
            return f"{value:.5E}"
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        is_day = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if is_day else value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date) else str(value)


if __name__ == "__main__":
    main(*sys.argv[1:])
