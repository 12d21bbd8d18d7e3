"""Reading files that people send: CSV as Excel and others write it, and XLSX; what a file is, its content says."""

import csv
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from admin.panel.exchange.cells import restore
from admin.panel.language import pick

MOST_COLUMNS: Final = 200
LONGEST_FIELD: Final = 131_072
LARGEST_UNPACKED: Final = 700 * 2**20
PIECE: Final = 2**20
BOOK: Final = "xl/workbook.xml"  # what makes a packed file an XLSX file; others lose errors of formulas
CHILD: Final = Path(__file__).with_name("xlsx_child.py")
CHILD_MEMORY: Final = 2 * 2**30
CHILD_DISK: Final = 2**30  # of text: shared strings that unpack to little may be repeated without end
CHILD_SECONDS: Final = 300
SEPARATOR_LINE: Final = re.compile(r"sep=(.)", re.IGNORECASE)

EMPTY: Final = "Berkas ini kosong. | The file is empty."
OLD_EXCEL: Final = (
    "Ini berkas Excel lama (.xls). Simpan sebagai XLSX atau CSV, lalu unggah lagi. | "
    "This is an old Excel file (.xls). Save it as XLSX or CSV, then upload it again."
)
NOT_TEXT: Final = (
    "Berkas ini bukan CSV dan bukan XLSX. Simpan sebagai salah satunya, lalu unggah lagi. | "
    "The file is neither CSV nor XLSX. Save it as one of them, then upload it again."
)
DAMAGED: Final = (
    "Berkas XLSX ini rusak, terkunci sandi, atau terlalu besar untuk dibaca. Buka dengan Excel dan simpan lagi, atau "
    "bagi menjadi beberapa berkas. | The XLSX file is damaged, locked, or too large to be read. Open it with Excel and "
    "save it again, or split it."
)
TOO_WIDE: Final = "Paling banyak {most} kolom. | At most {most} columns."
TOO_LONG: Final = (
    "Baris {line} tidak dapat dibaca: sebuah sel terlalu panjang atau tanda kutipnya tidak ditutup. | "
    "Line {line} cannot be read: a cell is too long, or its quotation mark is not closed."
)
UNDECODABLE: Final = (
    "Di baris {line} atau sesudahnya ada huruf yang tidak dapat dibaca. Simpan lagi sebagai XLSX atau CSV UTF-8, lalu "
    "unggah. | In line {line} or after it are letters that cannot be read. Save it again as XLSX or as CSV in UTF-8, "
    "then upload it."
)

Line = tuple[int, list[str]]
EXAMPLE: Final = "(contoh)"  # begins the row of a template that shows how to fill in the others


class UnreadableFileError(Exception):
    """The file as a whole cannot be read; the text is the sentence for whoever sent it, in the language they read."""


@contextmanager
def open_sheet(path: Path) -> Iterator[tuple[list[str], Iterator[Line]]]:
    """Open a file and yield its headings and its lines, each with its number; empty lines are left out.

    Raises:
        UnreadableFileError: what the file is, in one sentence, when it is not a table.
    """
    with path.open("rb") as file:
        head = file.read(8)
    if not head:
        raise UnreadableFileError(pick(EMPTY))
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFileError(pick(OLD_EXCEL))
    if not head.startswith(b"PK"):
        with _open_text(path) as lines:
            yield _split_headings(lines)
        return
    with tempfile.TemporaryDirectory(prefix="merit-import-") as folder:
        text = Path(folder) / "rows.csv"
        _unpack(path, text)
        with text.open(encoding="utf-8", newline="") as file:
            yield _split_headings(_read_unpacked(csv.reader(file)))


def _split_headings(lines: Iterator[Line]) -> tuple[list[str], Iterator[Line]]:
    _, headings = next(lines, (0, []))
    headings = [" ".join(heading.replace("\x00", " ").split()) for heading in headings]
    while headings and not headings[-1]:
        headings.pop()
    if not headings:
        raise UnreadableFileError(pick(EMPTY))
    if len(headings) > MOST_COLUMNS:
        raise UnreadableFileError(pick(TOO_WIDE).format(most=MOST_COLUMNS))
    return headings, (line for line in lines if line[1][0].strip() != EXAMPLE)


@contextmanager
def _open_text(path: Path) -> Iterator[Iterator[Line]]:
    encoding = _find_encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        try:
            first = file.readline(LONGEST_FIELD)
        except UnicodeDecodeError as error:
            raise UnreadableFileError(pick(UNDECODABLE).format(line=1)) from error
        named = SEPARATOR_LINE.fullmatch(first.strip())
        delimiter = named[1] if named else _find_delimiter(first)
        file.seek(0)
        csv.field_size_limit(LONGEST_FIELD)
        rows = csv.reader(file, delimiter=delimiter, strict=True)
        yield _number(rows, skipped=1 if named else 0)


def _number(rows: Any, skipped: int) -> Iterator[Line]:
    """Number the rows as an editor does, by the line on which each begins, and take off what made text harmless."""
    begun = 1
    try:
        for row in rows:
            if any(map(str.strip, row)) and begun > skipped:
                yield begun, [*map(restore, row)] if "'" in "".join(row) else row
            begun = rows.line_num + 1
    except UnicodeDecodeError as error:
        raise UnreadableFileError(pick(UNDECODABLE).format(line=begun)) from error
    except csv.Error as error:
        raise UnreadableFileError(pick(TOO_LONG).format(line=begun)) from error


def _read_unpacked(rows: Any) -> Iterator[Line]:
    """Read what the child wrote; in a workbook an apostrophe is never part of a cell's text."""
    line = 0
    try:
        for number, *cells in rows:
            line = int(number)
            yield line, cells
    except csv.Error as error:
        raise UnreadableFileError(pick(TOO_LONG).format(line=line + 1)) from error


def _find_encoding(path: Path) -> str:
    """Return the encoding: UTF-8, Excel's Unicode text, else what Windows writes in Indonesia."""
    with path.open("rb") as file:
        head = file.read(PIECE)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\x00" in head or head.lstrip()[:5].lower() in (b"%pdf-", b"<html", b"<!doc", b"{\\rtf"):
        raise UnreadableFileError(pick(NOT_TEXT))
    try:
        with path.open(encoding="utf-8-sig", newline="") as text:
            while text.read(PIECE):
                pass
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _find_delimiter(first: str) -> str:
    bare = re.sub(r'"[^"]*"', "", first)
    return max(";,\t", key=bare.count)


def _unpack(source: Path, target: Path) -> None:
    """Turn an XLSX file into text, after making sure that it unpacks to what can be held."""
    try:
        with zipfile.ZipFile(source) as packed:
            if BOOK not in packed.namelist():
                raise UnreadableFileError(pick(NOT_TEXT))
            _measure(packed)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError) as error:
        raise UnreadableFileError(pick(DAMAGED)) from error
    limits = map(str, (CHILD_MEMORY, CHILD_DISK, CHILD_SECONDS))
    call = [sys.executable, "-I", str(CHILD), str(source), str(target), *limits]
    done = subprocess.run(call, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if done.returncode:
        raise UnreadableFileError(pick(DAMAGED))


def _measure(packed: zipfile.ZipFile) -> None:
    """Unpack every part once to nowhere: the sizes that a file tells of itself are not believed.

    Raises:
        BadZipFile: it grows too large, or says one size and holds another.
    """
    left = LARGEST_UNPACKED
    for part in packed.infolist():
        with packed.open(part) as file:
            while piece := file.read(PIECE):
                left -= len(piece)
                if left < 0:
                    raise zipfile.BadZipFile("too large")
