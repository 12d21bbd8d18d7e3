"""Put the rows of a file into the published rules and check the outcome as the seeds are checked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

import psycopg
from psycopg import Connection, sql

from admin.rule_change.problems import (
    NOTHING_PUBLISHED,
    OTHER_MERIT,
    BadFileError,
    Problem,
    UnpreviewedError,
    at_line,
    at_row,
)
from admin.rule_change.reading import Draft, DraftRow, read_key
from admin.rule_change.tables import PERIOD, RULES, Reference, RuleTable

CHUNK = 500  # rows judged by one statement
NUMBER_OR_SWITCH = {"true", "false"}

UNKNOWN = "kode “{value}” tidak ada di {where}. | the code “{value}” is not in {where}."
ORDER = "masa berlaku berakhir sebelum dimulai. | the period ends before it begins."
OVERLAP = (
    "masa berlakunya bertumpuk dengan aturan yang sama sejak {since} ({key}); akhiri aturan itu dengan valid_to. | "
    "its period overlaps the same rule's from {since} ({key}); end that one with valid_to."
)
UNIQUE = "{columns} yang sama sudah dipakai aturan lain ({values}). | another rule has the same {columns} ({values})."
CONDITION = "baris ini melanggar syarat tabelnya: {condition} | the row breaks a condition of its table: {condition}"
NO_PARAMETER = "tidak ada parameter dengan kode “{value}”. | there is no parameter with the code “{value}”."
PARAMETER_KIND = (
    "“{value}” tidak sejenis dengan nilai yang berlaku, “{present}”. | "
    "“{value}” is not of the kind of the present value, “{present}”."
)
NOTHING = (
    "Semua baris berkas ini sama dengan aturan yang terbit; tidak ada yang dapat dipratinjau. | "
    "Every row of the file is as published; there is nothing to preview."
)


@dataclass(frozen=True)
class Edit:
    """One row that differs from the published: `before` is None when it is new, `after` when it is removed."""

    before: tuple[Any, ...] | None
    after: tuple[Any, ...] | None
    line: int = 0


@dataclass(frozen=True)
class RuleChange:
    """A rule table as it would be: all its rows, and those that differ from the published ones."""

    table: RuleTable
    rows: tuple[tuple[Any, ...], ...]
    edits: tuple[Edit, ...]


def read_published_rules(connection: Connection[Any], table: RuleTable) -> list[tuple[Any, ...]]:
    """Return the rows of a rule table that the live marts were built with, in the order of their key.

    Raises:
        UnpreviewedError: nothing is published, or it was built by another Merit.
    """
    columns = sql.SQL(", ").join(map(sql.Identifier, table.header))
    statement = sql.SQL("SELECT {} FROM {} ORDER BY {}").format(
        columns, sql.Identifier(table.schema, table.relation), sql.SQL(", ").join(map(sql.Identifier, table.key))
    )
    if connection.execute("SELECT to_regnamespace(%s)", [RULES]).fetchone() == (None,):
        raise UnpreviewedError(NOTHING_PUBLISHED)
    try:
        return connection.execute(statement).fetchall()
    except (psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn):
        raise UnpreviewedError(OTHER_MERIT) from None


def check_draft(connection: Connection[Any], draft: Draft, is_whole: bool = False) -> RuleChange:
    """Merge the file's rows into the published ones and check every row that is new or different.

    A row with the key of a published one replaces it, another key adds a row; with `is_whole` the file is the whole
    table, and published rows that it lacks are removed.

    Raises:
        BadFileError: a sentence for each row that the table would refuse, or one when nothing would change.
        UnpreviewedError: as `read_published_rules`.
    """
    change, lines = _merge(draft, read_published_rules(connection, draft.table), is_whole)
    if not change.edits:
        raise BadFileError([Problem(NOTHING)])
    changed = [DraftRow(edit.line, edit.after) for edit in change.edits if edit.after is not None]
    problems = [
        *_check_codes(connection, change, changed),
        *_check_parameters(change, changed),
        *_check_periods(change, lines),
        *_check_uniques(change, lines),
    ]
    problems += [] if problems else _check_conditions(connection, change.table, changed)
    if problems:
        raise BadFileError(problems)
    return change


def _merge(
    draft: Draft, published: Sequence[tuple[Any, ...]], is_whole: bool
) -> tuple[RuleChange, dict[tuple[Any, ...], int]]:
    """Return the change, and the line of every row that the file changes, by key."""
    table = draft.table
    present = {read_key(table, row): row for row in published}
    given = {read_key(table, row.values): row for row in draft.rows}
    merged = {} if is_whole else dict(present)
    merged |= {key: row.values for key, row in given.items()}
    edits = [
        Edit(present.get(key), row.values, row.line) for key, row in given.items() if present.get(key) != row.values
    ]
    edits += [Edit(row, None) for key, row in present.items() if key not in merged]
    lines = {read_key(table, edit.after): edit.line for edit in edits if edit.after is not None}
    return RuleChange(table, tuple(merged.values()), tuple(edits)), lines


def _check_codes(connection: Connection[Any], change: RuleChange, changed: list[DraftRow]) -> Iterator[Problem]:
    for place, column in enumerate(change.table.columns):
        if column.reference is None or all(row.values[place] is None for row in changed):
            continue
        known = _read_codes(connection, column.reference)
        where = f"{column.reference.schema}.{column.reference.table}"
        for row in changed:
            value = row.values[place]
            if value is not None and str(value) not in known:
                yield at_line(row.line, column.name, UNKNOWN, value=value, where=where)


def _read_codes(connection: Connection[Any], reference: Reference) -> set[str]:
    statement = sql.SQL("SELECT DISTINCT {}::text FROM {}").format(
        sql.Identifier(reference.field), sql.Identifier(reference.schema, reference.table)
    )
    return {row[0] for row in connection.execute(statement)}


def _check_parameters(change: RuleChange, changed: list[DraftRow]) -> Iterator[Problem]:
    """A parameter is text for the database, but a number stays a number and a switch a switch."""
    if change.table.name != "parameter":
        return
    code, value = (change.table.header.index(name) for name in ("code", "value"))
    edited = {edit.after for edit in change.edits}
    present = {edit.before[code]: edit.before[value] for edit in change.edits if edit.before is not None}
    present = {row[code]: row[value] for row in change.rows if row not in edited} | present
    for row in changed:
        if row.values[code] not in present:
            yield at_line(row.line, "code", NO_PARAMETER, value=row.values[code])
        elif _kind_of(row.values[value]) != _kind_of(present[row.values[code]]):
            shown = {"value": row.values[value], "present": present[row.values[code]]}
            yield at_line(row.line, "value", PARAMETER_KIND, **shown)


def _kind_of(text: str) -> str:
    if text in NUMBER_OR_SWITCH:
        return "switch"
    return "number" if text.replace(".", "", 1).removeprefix("-").isdecimal() else "word"


def _check_periods(change: RuleChange, lines: dict[tuple[Any, ...], int]) -> Iterator[Problem]:
    table = change.table
    if not table.is_dated:
        return
    starts, ends = (table.header.index(name) for name in PERIOD)
    for row in change.rows:
        line = lines.get(read_key(table, row))
        if line and row[ends] is not None and row[ends] <= row[starts]:
            yield at_line(line, PERIOD[1], ORDER)
    for columns in table.periods:
        for earlier, later in _find_overlaps(change, columns):
            line = lines.get(read_key(table, later)) or lines.get(read_key(table, earlier), 0)
            other = earlier if lines.get(read_key(table, later)) else later
            key = ", ".join(str(value) for value in read_key(table, other)[:-1])
            if line:
                yield at_row(line, OVERLAP, since=other[starts], key=key)


def _find_overlaps(change: RuleChange, columns: tuple[str, ...]) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...]]]:
    """Yield rows of the same `columns` whose half-open periods overlap, as the seeds' test `no_overlap` finds them."""
    header = change.table.header
    starts, ends = (header.index(name) for name in PERIOD)
    places = [header.index(column) for column in columns]
    groups: dict[tuple[Any, ...], list[tuple[Any, ...]]] = {}
    for row in change.rows:
        groups.setdefault(tuple(row[place] for place in places), []).append(row)
    for rows in groups.values():
        ordered = sorted(rows, key=lambda row: row[starts])
        for earlier, later in pairwise(ordered):
            if later[starts] < (earlier[ends] or date.max):
                yield earlier, later


def _check_uniques(change: RuleChange, lines: dict[tuple[Any, ...], int]) -> Iterator[Problem]:
    table = change.table
    for columns in table.uniques:
        places = [table.header.index(column) for column in columns]
        seen: dict[tuple[Any, ...], tuple[Any, ...]] = {}
        for row in change.rows:
            values = tuple(row[place] for place in places)
            if values in seen:
                line = lines.get(read_key(table, row)) or lines.get(read_key(table, seen[values]), 0)
                shown = {"columns": ", ".join(columns), "values": ", ".join(map(str, values))}
                if line:
                    yield at_row(line, UNIQUE, **shown)
            seen[values] = row


def _check_conditions(connection: Connection[Any], table: RuleTable, changed: list[DraftRow]) -> Iterator[Problem]:
    columns = sql.SQL(", ").join(map(sql.Identifier, ("line_of_file", *table.header)))
    marks = ["%s::integer", *(f"%s::{column.kind}" for column in table.columns)]
    row_marks = sql.SQL(f"({', '.join(marks)})")
    for condition in table.conditions:
        for start in range(0, len(changed), CHUNK):
            chunk = changed[start : start + CHUNK]
            statement = sql.SQL("SELECT line_of_file FROM (VALUES {}) AS r ({}) WHERE ({}) IS NOT TRUE").format(
                sql.SQL(", ").join([row_marks] * len(chunk)), columns, sql.SQL(condition.replace("%", "%%"))
            )
            values = [value for row in chunk for value in (row.line, *row.values)]
            for (line,) in connection.execute(statement, values):
                yield at_row(line, CONDITION, condition=condition)
