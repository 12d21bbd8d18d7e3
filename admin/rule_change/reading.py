"""Read a file of rule rows: which table it is of, and every cell in its type, before a database is asked."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from admin.rule_change.problems import BadFileError, Problem, at_line, at_row
from admin.rule_change.tables import LOCAL_VALUES, RuleColumn, RuleTable, find_rule_table, list_rule_tables

LARGEST = 1024 * 1024  # bytes of a file
MOST_ROWS = 5000
INTEGER = re.compile(r"-?\d{1,9}", re.ASCII)
NUMERIC = re.compile(r"-?\d{1,12}(\.\d{1,6})?", re.ASCII)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
BOOLEANS = {"true": True, "false": False}

TOO_LARGE = (
    "Berkas lebih besar dari 1 MB; unggah hanya baris yang berubah. | "
    "The file is larger than 1 MB; give only the rows that change."
)
NOT_TEXT = (
    "Berkas ini bukan CSV dalam UTF-8; simpan lagi sebagai “CSV UTF-8”. | "
    "The file is not CSV in UTF-8; save it again as “CSV UTF-8”."
)
NOT_CSV = "Berkas ini bukan CSV: baris {line} tidak dapat dibaca. | The file is not CSV: line {line} cannot be read."
NO_ROWS = "Berkas ini tidak berisi satu baris aturan pun. | The file holds no row of rules."
TOO_MANY = "Berkas berisi lebih dari 5.000 baris. | The file holds more than 5,000 rows."
NO_HEADER = (
    "Baris pertama bukan kepala kolom sebuah tabel aturan di seeds/rules: {header}. | "
    "The first line is not the header of a rule table of seeds/rules: {header}."
)
AMBIGUOUS = (
    "Kepala kolom ini milik beberapa tabel ({names}); beri nama berkas menurut tabelnya. | "
    "Several tables have this header ({names}); name the file after its table."
)
MISSING = "Kolom {column} tabel {table} tidak ada di berkas. | Column {column} of table {table} is not in the file."
SUPERFLUOUS = "Tabel {table} tidak mempunyai kolom {column}. | Table {table} has no column {column}."
REPEATED = "Kolom {column} tertulis dua kali. | Column {column} is written twice."
NO_TABLE = "Tidak ada tabel aturan bernama {table}. | There is no rule table named {table}."
WIDTH = "ada {found} sel, kepala kolomnya {expected}. | it has {found} cells, the header {expected}."
TWICE = "kunci yang sama sudah ada di baris {other}. | the same key stands on line {other} already."

EMPTY = "harus diisi. | must be filled in."
BLANKS = "ada spasi di tepi “{value}”. | there are blanks around “{value}”."
SIGNS = "ada tanda yang tidak dapat disimpan. | it holds a sign that cannot be stored."
LONG = "lebih dari {longest} huruf. | it has more than {longest} letters."
NOT_WHOLE = "“{value}” bukan bilangan bulat. | “{value}” is not a whole number."
KINDS = {
    "integer": NOT_WHOLE,
    "bigint": NOT_WHOLE,
    "numeric": "“{value}” bukan angka; tulis seperti 12.5. | “{value}” is not a number; write it as 12.5.",
    "date": "“{value}” bukan tanggal; tulis seperti 2026-12-31. | “{value}” is not a day; write it as 2026-12-31.",
    "boolean": "“{value}” bukan true atau false. | “{value}” is neither true nor false.",
}
CHOICE = "“{value}” bukan salah satu dari {choices}. | “{value}” is none of {choices}."
RANGE = "{value} harus antara {lowest} dan {highest}. | {value} must be between {lowest} and {highest}."


@dataclass(frozen=True)
class DraftRow:
    """A row of the file and the line it begins on; values in the types of the columns, None where empty."""

    line: int
    values: tuple[Any, ...]


@dataclass(frozen=True)
class Draft:
    """A file that can be read: its table and its rows, in the order of the table's columns."""

    table: RuleTable
    rows: tuple[DraftRow, ...]


def read_draft(content: bytes, name: str = "", table: str = "") -> Draft:
    """Read a file of rule rows; its table is `table`, else told by the file's name, else by its header.

    Raises:
        BadFileError: a sentence for each cell that cannot be right.
    """
    records = _read_records(content)
    chosen = _choose_table(records[0][1], table, PurePath(name).stem)
    places = [records[0][1].index(column) for column in chosen.header]
    if len(records) == 1:
        raise BadFileError([Problem(NO_ROWS)])
    if len(records) - 1 > MOST_ROWS:
        raise BadFileError([Problem(TOO_MANY)])
    problems, rows = [], []
    for line, cells in records[1:]:
        if len(cells) != len(places):
            problems.append(at_row(line, WIDTH, found=len(cells), expected=len(places)))
            continue
        read = [read_cell(column, cells[place], line) for column, place in zip(chosen.columns, places, strict=True)]
        problems += [cell for cell in read if isinstance(cell, Problem)]
        rows.append(DraftRow(line, tuple(read)))
    problems += [] if problems else _find_repeated(chosen, rows)
    if problems:
        raise BadFileError(problems)
    return Draft(chosen, tuple(rows))


def read_cell(column: RuleColumn, text: str, line: int) -> Any:
    """Return the value of a cell in the type of its column, or the problem it has."""
    if text == "":
        return at_line(line, column.name, EMPTY) if column.is_required else column.empty
    if text != text.strip():
        return at_line(line, column.name, BLANKS, value=text)
    if len(text) > column.longest:
        return at_line(line, column.name, LONG, longest=column.longest)
    if not text.isprintable():
        return at_line(line, column.name, SIGNS)
    value = _parse(column.kind, text)
    if value is None:
        return at_line(line, column.name, KINDS[column.kind], value=text)
    if column.choices and text not in column.choices:
        return at_line(line, column.name, CHOICE, value=text, choices=", ".join(column.choices))
    if _is_outside(column, value):
        return at_line(line, column.name, RANGE, value=text, lowest=column.lowest, highest=column.highest)
    return value


def write_cell(value: Any) -> str:
    """Write a value as it stands in a file of rules."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case Decimal():
            return f"{value:f}"
    return str(value)


def read_key(table: RuleTable, values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the part of a row by which it is known."""
    return tuple(values[table.header.index(column)] for column in table.key)


def _read_records(content: bytes) -> list[tuple[int, list[str]]]:
    """Return header and rows, each with the line it begins on; lines without any cell are left out."""
    if len(content) > LARGEST:
        raise BadFileError([Problem(TOO_LARGE)])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadFileError([Problem(NOT_TEXT)]) from None
    records = [record for record in _split(text) if any(record[1])]
    if not records:
        raise BadFileError([Problem(NO_ROWS)])
    return records


def _split(text: str) -> Iterator[tuple[int, list[str]]]:
    first = text.split("\n", 1)[0]
    # Spreadsheets that write a decimal comma part the cells by semicolons.
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=";" if ";" in first else ",")
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1
    except csv.Error:
        raise BadFileError([Problem(NOT_CSV, {"line": line})]) from None


def _choose_table(header: list[str], wanted: str, stem: str) -> RuleTable:
    if wanted and find_rule_table(wanted) is None:
        raise BadFileError([Problem(NO_TABLE, {"table": wanted})])
    named = find_rule_table(wanted or stem)
    if named is not None:
        if problems := list(_compare_header(named, header)):
            raise BadFileError(problems)
        return named
    found = [table for table in (*list_rule_tables(), LOCAL_VALUES) if sorted(table.header) == sorted(header)]
    if not found:
        raise BadFileError([Problem(NO_HEADER, {"header": ",".join(header)})])
    if len(found) > 1:
        raise BadFileError([Problem(AMBIGUOUS, {"names": ", ".join(table.name for table in found)})])
    return found[0]


def _compare_header(table: RuleTable, header: list[str]) -> Iterator[Problem]:
    for column in table.header:
        if column not in header:
            yield Problem(MISSING, {"column": column, "table": table.name})
    for column in dict.fromkeys(header):
        if column not in table.header:
            yield Problem(SUPERFLUOUS, {"column": column, "table": table.name})
        elif header.count(column) > 1:
            yield Problem(REPEATED, {"column": column})


def _find_repeated(table: RuleTable, rows: list[DraftRow]) -> Iterator[Problem]:
    seen: dict[tuple[Any, ...], int] = {}
    for row in rows:
        first = seen.setdefault(read_key(table, row.values), row.line)
        if first != row.line:
            yield at_row(row.line, TWICE, other=first)


def _parse(kind: str, text: str) -> Any:
    match kind:
        case "integer" | "bigint":
            return int(text) if INTEGER.fullmatch(text) else None
        case "numeric":
            return Decimal(text) if NUMERIC.fullmatch(text) else None
        case "boolean":
            return BOOLEANS.get(text.lower())
        case "date":
            try:
                return date.fromisoformat(text) if DAY.fullmatch(text) else None
            except ValueError:
                return None
    return text


def _is_outside(column: RuleColumn, value: Any) -> bool:
    return (column.lowest is not None and value < column.lowest) or (
        column.highest is not None and value > column.highest
    )
