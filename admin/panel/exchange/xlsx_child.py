"""A process of its own that turns an XLSX file into text: whatever a hostile file does to the parser stays in here.

Started by file name, without the project on its path: `xlsx_child.py SOURCE TARGET MEMORY DISK SECONDS`.
"""

import csv
import re
import resource
import sys
import zipfile
from collections import deque
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from xml.etree import ElementTree as ET
from xml.parsers import expat

from python_calamine import CalamineSheet, CalamineWorkbook

DATA = re.compile(r"Data( [0-9]+)?")
INEXACT = 10**15  # a larger number has lost digits in the spreadsheet already
BOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
SUSPECT = re.compile(rb"\st\s*=\s*[\"']e[\"']|<(\w+:)?f[\s/>]")  # an error, or a formula
PIECE = 2**20
OVERLAP = 64
UNCALCULATED = "#CALC!"

Lost = dict[int, dict[int, str]]


def main(source: str, target: str, memory: str, disk: str, seconds: str) -> None:
    """Write every row of the data as CSV, its line number first; sizes are bytes."""
    for limit, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_FSIZE, disk), (resource.RLIMIT_CPU, seconds)):
        resource.setrlimit(limit, (int(most),) * 2)
    book = CalamineWorkbook.from_path(source)
    names = [name for name in book.sheet_names if DATA.fullmatch(name)] or book.sheet_names[:1]
    with open(target, "w", encoding="utf-8", newline="") as file, zipfile.ZipFile(source) as packed:
        parts = find_parts(packed)
        writer = csv.writer(file)
        offset = 0
        for place, name in enumerate(names):
            last = offset
            for line, cells in read_rows(book.get_sheet_by_name(name), find_lost(packed, parts[name])):
                if place == 0 or line > 1:
                    writer.writerow([offset + line, *cells])
                last = offset + line
            offset = last


def read_rows(sheet: CalamineSheet, lost: Lost) -> Iterator[tuple[int, list[str]]]:
    """Return the rows that hold anything, each with its number in the sheet."""
    first, left = sheet.start or (0, 0)
    unseen = deque(sorted(lost))  # lines that may hold nothing else
    for place, row in enumerate(sheet.iter_rows() if sheet.start else ()):
        line = first + place + 1
        while unseen and unseen[0] < line:
            yield unseen[0], fill([], lost[unseen.popleft()])
        if unseen and unseen[0] == line:
            unseen.popleft()
        cells = fill([""] * left + [write(value) for value in row], lost.get(line, {}))
        if any(cells):
            yield line, cells
    for line in unseen:
        yield line, fill([], lost[line])


def fill(cells: list[str], errors: dict[int, str]) -> list[str]:
    """Put errors where the parser sees nothing."""
    if errors:
        cells += [""] * (max(errors) + 1 - len(cells))
    for column, text in errors.items():
        cells[column] = text
    return cells


def write(value: Any) -> str:
    """Write a cell as a person would read it; a number whose digits are no longer all known shows that."""
    if isinstance(value, str):
        return value
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


def find_parts(packed: zipfile.ZipFile) -> dict[str, str]:
    """Return which part of the file holds each sheet."""
    relations, book = (ET.fromstring(packed.read(name)) for name in (RELATIONS, BOOK))  # noqa: S314 this is the sandbox
    targets = {item.get("Id"): item.get("Target", "") for item in relations}
    found = {}
    for item in book.iter():
        if item.tag.endswith("}sheet"):
            key = next(value for name, value in item.attrib.items() if name.endswith("}id"))
            target = targets[key]
            found[item.attrib["name"]] = target[1:] if target.startswith("/") else f"xl/{target}"
    return found


def find_lost(packed: zipfile.ZipFile, part: str) -> Lost:
    """Return, by line and column, the errors of formulas and the formulas never calculated.

    The parser of the cells takes both for empty cells, and an empty cell would empty what is stored.
    """
    if not any(SUSPECT.search(piece) for piece in _overlapping(packed, part)):
        return {}
    finder = LostFinder()
    with packed.open(part) as file:
        finder.parser.ParseFile(file)
    return finder.lost


def _overlapping(packed: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    tail = b""
    with packed.open(part) as file:
        while piece := file.read(PIECE):
            yield tail + piece
            tail = piece[-OVERLAP:]


class LostFinder:
    """Walks through the cells of a sheet and remembers those that have a formula's error, or its formula only."""

    def __init__(self) -> None:
        self.lost: Lost = {}
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._read
        self._line, self._column = 0, -1
        self._kind, self._text = "", ""
        self._has_formula = self._is_in_value = False

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(":")[2]:
            case "row":
                self._line = int(attributes.get("r", self._line + 1))
                self._column = -1
            case "c":
                letters = attributes.get("r", "").rstrip("0123456789")
                self._column = read_column(letters) if letters else self._column + 1
                self._kind, self._text, self._has_formula = attributes.get("t", "n"), "", False
            case "f":
                self._has_formula = True
            case "v":
                self._is_in_value = True

    def _read(self, text: str) -> None:
        if self._is_in_value:
            self._text += text

    def _end(self, tag: str) -> None:
        match tag.rpartition(":")[2]:
            case "v":
                self._is_in_value = False
            case "c" if self._kind == "e" or (self._has_formula and not self._text and self._kind != "str"):
                self.lost.setdefault(self._line, {})[self._column] = self._text or UNCALCULATED


def read_column(letters: str) -> int:
    """Return the number of a column from its letters: A is 0, AA is 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


if __name__ == "__main__":
    main(*sys.argv[1:])
