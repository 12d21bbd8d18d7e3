"""The code lists of `seeds/codes`, brought into schema `reference`, and what each role may do."""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import Boolean, Column, Date, Enum, Integer, String, Table, UniqueConstraint

import models
from admin.errors import MeritError

FOLDER = Path(models.__file__).parents[1] / "seeds" / "codes"
SCHEMA = "reference"

Value = str | int | bool | date | None


@dataclass(frozen=True)
class Place:
    """Where a value stands, for errors that a person can follow."""

    file: Path
    line: int
    column: str

    def refuse(self, value: str, reason: str, cure: str) -> MeritError:
        """Return the error for `value` at this place."""
        return MeritError(f"{self.file.name} line {self.line}, column {self.column}: {value!r} {reason}.", cure)


@dataclass(frozen=True)
class Field:
    """A column of a code list's CSV: the database column it fills and the table its code refers to, if any."""

    heading: str
    column: Column[object]
    refers_to: Table | None


@dataclass(frozen=True)
class CodeFile:
    """One CSV read and checked; values stand in the order of `fields`, references still as codes."""

    file: Path
    table: Table
    fields: list[Field]
    rows: list[list[Value]]
    lines: list[int]


def load_codes(url: str, folder: Path = FOLDER) -> dict[str, int]:
    """Bring every code list up to date with `folder`/<table>.csv and return how many rows were written per table.

    A row is found by its code (a holiday by its day and name) and written only when it differs, so a second call
    writes nothing. Rows that the files no longer hold are left alone. References are given by code, in a column named
    without `_id`. All or nothing: one transaction.

    Raises:
        MeritError: a column, code, date or other value is wrong; the sentence names file, line and value.
    """
    with psycopg.connect(url) as connection:
        return {table.name: _load(connection, read_codes(folder / f"{table.name}.csv", table)) for table in _tables()}


def read_codes(file: Path, table: Table) -> CodeFile:
    """Read and check one CSV against the columns of `table`."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            lines = csv.reader(stream, strict=True)
            fields = _match_fields(file, table, next(lines, []))
            numbered = [(lines.line_num, _read_row(Place(file, lines.line_num, ""), fields, line)) for line in lines]
    except FileNotFoundError:
        raise MeritError(f"The code list {file} is missing.", "Restore it from the repository.") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise MeritError(f"{file.name} is not a CSV file in UTF-8: {error}.", "Save it as CSV, UTF-8.") from None
    codes = CodeFile(file, table, fields, [row for _, row in numbered], [number for number, _ in numbered])
    _require_unique(codes)
    return codes


def _require_unique(codes: CodeFile) -> None:
    key = _key(codes.table)
    positions = [place for place, field in enumerate(codes.fields) if field.column.name in key]
    seen: set[tuple[Value, ...]] = set()
    for line, row in zip(codes.lines, codes.rows, strict=True):
        values = tuple(row[position] for position in positions)
        if values in seen:
            place = Place(codes.file, line, ", ".join(key))
            raise place.refuse(", ".join(map(str, values)), "stands there twice", "Remove one of the two lines.")
        seen.add(values)


def _tables() -> Iterator[Table]:
    """Return every table that has a file, those that others refer to first."""
    rights = models.stewardship.RoleRight.__table__
    return (table for table in models.Base.metadata.sorted_tables if table.schema == SCHEMA or table is rights)


def _match_fields(file: Path, table: Table, headings: Sequence[str]) -> list[Field]:
    known = {field.heading: field for field in _fields(table)}
    for heading in headings:
        if heading not in known:
            cure = f"Use only these columns: {', '.join(known)}."
            raise Place(file, 1, heading).refuse(heading, f"is no column of {table.fullname}", cure)
    missing = [name for name in known if _is_required(known[name].column) and name not in headings]
    if missing or len(set(headings)) < len(headings):
        raise MeritError(
            f"{file.name} line 1 must name each column once and lacks {', '.join(missing) or 'none'}.",
            f"Write the heading of {table.fullname} as: {','.join(known)}.",
        )
    return [known[heading] for heading in headings]


def _fields(table: Table) -> Iterator[Field]:
    for column in table.columns:
        if column.name in ("id", "created_at", "updated_at", "row_version"):
            continue
        target = next((key.column.table for key in column.foreign_keys), None)
        yield Field(column.name.removesuffix("_id") if target is not None else column.name, column, target)


def _is_required(column: Column[object]) -> bool:
    return not column.nullable and column.server_default is None


def _read_row(place: Place, fields: Sequence[Field], line: Sequence[str]) -> list[Value]:
    if len(line) != len(fields):
        raise MeritError(
            f"{place.file.name} line {place.line} has {len(line)} values for {len(fields)} columns.",
            "Put values that hold a comma in double quotes.",
        )
    return [
        _read_value(Place(place.file, place.line, field.heading), field, text.strip())
        for field, text in zip(fields, line, strict=True)
    ]


def _read_value(place: Place, field: Field, text: str) -> Value:
    if not text:
        if not field.column.nullable:
            raise place.refuse(text, "is empty, but a value is required", "Fill it in.")
        return None
    if field.refers_to is not None:
        return text
    for kind, read in READERS.items():
        if isinstance(field.column.type, kind):
            return read(place, field.column, text)
    return text


def _read_choice(place: Place, column: Column[object], text: str) -> Value:
    assert isinstance(column.type, Enum)
    if text not in column.type.enums:
        raise place.refuse(text, "is not on the list", f"Use one of {', '.join(column.type.enums)}.")
    return text


def _read_day(place: Place, _column: Column[object], text: str) -> Value:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise place.refuse(text, "is not a date", "Write dates as 2025-12-31.") from None


def _read_number(place: Place, _column: Column[object], text: str) -> Value:
    try:
        return int(text)
    except ValueError:
        raise place.refuse(text, "is not a whole number", "Write digits only.") from None


def _read_yes(place: Place, _column: Column[object], text: str) -> Value:
    if text not in ("true", "false"):
        raise place.refuse(text, "is neither true nor false", "Write true or false.")
    return text == "true"


def _read_text(place: Place, column: Column[object], text: str) -> Value:
    assert isinstance(column.type, String)
    if column.type.length and len(text) > column.type.length:
        raise place.refuse(text, f"is longer than {column.type.length} characters", "Shorten it.")
    return text


READERS: Mapping[type, Callable[[Place, Column[object], str], Value]] = {
    Enum: _read_choice,  # before String, which it is too
    String: _read_text,
    Date: _read_day,
    Integer: _read_number,
    Boolean: _read_yes,
}


def _load(connection: psycopg.Connection, codes: CodeFile) -> int:
    for position, field in enumerate(codes.fields):
        if field.refers_to is not None:
            _require_codes(connection, codes, position, field.refers_to)
    return sum(_upsert(connection, codes, rows) for rows in _parents_first(codes))


def _require_codes(connection: psycopg.Connection, codes: CodeFile, position: int, target: Table) -> None:
    query = sql.SQL("SELECT code FROM {}").format(_name(target))
    known: set[Value] = {None, *(row[0] for row in connection.execute(query))}
    if target is codes.table:
        known.update(row[_heading_position(codes, "code")] for row in codes.rows)
    for line, row in zip(codes.lines, codes.rows, strict=True):
        if row[position] not in known:
            place = Place(codes.file, line, codes.fields[position].heading)
            cure = f"Add the code to {target.name}.csv or correct it."
            raise place.refuse(str(row[position]), f"is no code of {target.fullname}", cure)


def _parents_first(codes: CodeFile) -> Iterator[list[list[Value]]]:
    """Yield the rows in batches, so that a row's parent in the same table is written before it."""
    parent = next((place for place, field in enumerate(codes.fields) if field.refers_to is codes.table), None)
    if parent is None:
        yield codes.rows
        return
    code = _heading_position(codes, "code")
    waiting = codes.rows
    while waiting:
        unwritten = {row[code] for row in waiting}
        batch = [row for row in waiting if row[parent] not in unwritten]
        if not batch:
            raise MeritError(
                f"{codes.table.name}.csv: {waiting[0][code]!r} stands below itself.", "Correct its parent."
            )
        yield batch
        waiting = [row for row in waiting if row[parent] in unwritten]


def _heading_position(codes: CodeFile, heading: str) -> int:
    return [field.heading for field in codes.fields].index(heading)


def _upsert(connection: psycopg.Connection, codes: CodeFile, rows: Iterable[Sequence[Value]]) -> int:
    """Write the rows that are new or differ and return their number; unchanged rows keep their version."""
    _copy(connection, codes, rows)
    key = _key(codes.table)
    columns = [field.column.name for field in codes.fields]
    changing = [column for column in columns if column not in key]
    statement = sql.SQL(
        "INSERT INTO {table} AS present ({columns}) SELECT {values} FROM pg_temp.incoming ON CONFLICT ({key})"
        " DO UPDATE SET {changes} WHERE ({present}) IS DISTINCT FROM ({new})"
    ).format(
        table=_name(codes.table),
        columns=_list(columns),
        values=sql.SQL(", ").join(_value(field) for field in codes.fields),
        key=_list(key),
        changes=sql.SQL(", ").join(sql.SQL("{0} = excluded.{0}").format(sql.Identifier(name)) for name in changing),
        present=_list(changing, "present"),
        new=_list(changing, "excluded"),
    )
    try:
        return connection.execute(statement).rowcount
    except psycopg.IntegrityError as error:
        detail = error.diag.message_detail or error.diag.message_primary
        raise MeritError(f"{codes.table.name}.csv breaks a rule of its table: {detail}", "Correct the row.") from None


def _copy(connection: psycopg.Connection, codes: CodeFile, rows: Iterable[Sequence[Value]]) -> None:
    definitions = [
        sql.SQL("{} {}").format(sql.Identifier(field.heading), sql.SQL(_type(field))) for field in codes.fields
    ]
    connection.execute("DROP TABLE IF EXISTS pg_temp.incoming")
    connection.execute(sql.SQL("CREATE TEMP TABLE incoming ({})").format(sql.SQL(", ").join(definitions)))
    with connection.cursor() as cursor, cursor.copy("COPY pg_temp.incoming FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _type(field: Field) -> str:
    if field.refers_to is not None or isinstance(field.column.type, String):
        return "text"
    return {Date: "date", Integer: "integer", Boolean: "boolean"}[type(field.column.type)]


def _value(field: Field) -> sql.Composable:
    heading = sql.SQL("incoming.{}").format(sql.Identifier(field.heading))
    if field.refers_to is None:
        return heading
    return sql.SQL("(SELECT id FROM {} WHERE code = {})").format(_name(field.refers_to), heading)


def _key(table: Table) -> list[str]:
    """Return the columns that name a row: `code`, or those of the table's only unique constraint."""
    if "code" in table.columns:
        return ["code"]
    constraint = next(item for item in table.constraints if isinstance(item, UniqueConstraint))
    return [column.name for column in constraint.columns]


def _name(table: Table) -> sql.Identifier:
    return sql.Identifier(table.schema or "", table.name)


def _list(columns: Iterable[str], source: str | None = None) -> sql.Composable:
    names = (sql.Identifier(source, column) if source else sql.Identifier(column) for column in columns)
    return sql.SQL(", ").join(names)
