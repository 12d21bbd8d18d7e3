"""Which edits became known between two moments: who, when, by which decree, why, and what they changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from psycopg import Connection, sql
from psycopg.rows import dict_row
from sqlalchemy import Column, Table

from admin.warehouse.history.moments import Moment
from admin.warehouse.staging import STAGED
from models import Base
from models.audit import Operation
from models.types import Choice

READ_EDITS: Final = """
    SELECT change.id, changed_at, coalesce(account.display_name, account.name, change.database_user) AS author, reason,
        table_name, row_id, operation, coalesce(old, '{{}}') AS old, coalesce(new, '{{}}') AS new, change.person_id
    FROM audit.change LEFT JOIN stewardship."user" AS account ON account.id = change.user_id
    WHERE table_name = ANY(%s) AND {since} AND NOT {later}
    ORDER BY change.id
"""
# What a row of a code list, and of anything else, is called.
NAMED_BY: Final = ("nip", "code", "name", "number", "title")
DECREE: Final = "decree_id"


@dataclass(frozen=True)
class Cell:
    """One column that an edit changed: `label` is `kata | word`, the values are as people know them, or a `Choice`."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Edit:
    """One entry of the audit; `table` is `kata | word`, `decree` the number of the decree."""

    entry: int
    at: datetime
    author: str
    reason: str
    table: str
    operation: Operation
    decree: str
    person_id: int | None
    cells: tuple[Cell, ...]


def read_edits(connection: Connection[Any], before: Moment, after: Moment) -> list[Edit]:
    """Return what became known after one moment and until the other, in tables that marts read, the oldest first."""
    query = READ_EDITS.format(since=before.after, later=after.after)
    rows = connection.cursor(row_factory=dict_row).execute(query.encode(), [list(STAGED)]).fetchall()
    entries = [_Entry(row, Base.metadata.tables[row["table_name"]]) for row in rows]
    decrees = _find_decrees(connection, entries)
    names = _name_rows(connection, entries, decrees.values())
    return [entry.tell(names, decrees) for entry in entries]


Names = Mapping[tuple[str, int], str]


@dataclass(frozen=True)
class _Entry:
    """An entry as it is stored, and the table that it is about."""

    row: dict[str, Any]
    table: Table

    @property
    def place(self) -> tuple[str, int]:
        return self.table.fullname, self.row["row_id"]

    def list_references(self) -> list[tuple[str, int]]:
        """Return the rows that the values of the entry name."""
        found = []
        for column in self._list_columns():
            target = find_target(column)
            values = (self.row[side].get(column.name) for side in ("old", "new"))
            found += [(target, int(value)) for value in values if target and value is not None]
        return found

    def tell(self, names: Names, decrees: Mapping[tuple[str, int], int]) -> Edit:
        """Return the entry as people read it."""
        old, new = self.row["old"], self.row["new"]
        decree = decrees.get(self.place)
        shown = (
            Cell(
                find_label(column.comment),
                write_stored(column, old.get(column.name), names),
                write_stored(column, new.get(column.name), names),
            )
            for column in self._list_columns()
        )
        return Edit(
            entry=self.row["id"],
            at=self.row["changed_at"],
            author=self.row["author"],
            reason=self.row["reason"] or "",
            table=find_label(self.table.comment),
            operation=Operation(self.row["operation"]),  # type: ignore[call-arg]  # the wording belongs to the definition
            decree=names.get(("personnel.decree", decree), "") if decree else "",
            person_id=self.row["person_id"],
            cells=tuple(cell for cell in shown if cell.old or cell.new),
        )

    def _list_columns(self) -> list[Column[Any]]:
        """Return the columns that the entry tells of, without those that few may see, and who is concerned anyhow."""
        told = self.row["old"].keys() | self.row["new"].keys()
        return [
            column
            for column in self.table.columns
            if column.name in told - {"employee_id", "person_id", DECREE} and not column.info.get("sensitive")
        ]


def find_label(comment: str | None) -> str:
    """Return `Kata | Word` of a comment `Kata: bantuan | Word: help`."""
    return " | ".join(half.split(": ")[0] for half in (comment or "? | ?").split(" | "))


def find_target(column: Column[Any]) -> str | None:
    """Return the table that a column refers to."""
    return next((key.target_fullname.rpartition(".")[0] for key in column.foreign_keys), None)


def write_stored(column: Column[Any], value: Any, names: Names) -> str:
    """Write a value that the audit keeps; a reference by the name of its row, a code of a closed list as its member."""
    if value is None:
        return ""
    kind = getattr(column.type, "enum_class", None)
    if kind is not None and value in list(kind):
        member: Choice = kind(value)
        return member
    target = find_target(column)
    return names.get((target, int(value)), f"#{value}") if target else str(value)


def _find_decrees(connection: Connection[Any], entries: Iterable[_Entry]) -> dict[tuple[str, int], int]:
    """Return the decree of each row that an entry is about: as the entry says, else as it stands in the row now."""
    found: dict[tuple[str, int], int] = {}
    asked: dict[str, set[int]] = {}
    for entry in entries:
        if DECREE not in entry.table.columns:
            continue
        told = entry.row["new"].get(DECREE) or entry.row["old"].get(DECREE)
        if told:
            found[entry.place] = int(told)
        elif entry.place not in found:
            asked.setdefault(entry.table.fullname, set()).add(entry.row["row_id"])
    for table, ids in asked.items():
        query = sql.SQL("SELECT id, decree_id FROM {} WHERE id = ANY(%s) AND decree_id IS NOT NULL")
        rows = connection.execute(query.format(sql.Identifier(*table.split("."))), [list(ids)])
        found = {(table, key): decree for key, decree in rows} | found
    return found


def _name_rows(
    connection: Connection[Any], entries: Iterable[_Entry], decrees: Iterable[int]
) -> dict[tuple[str, int], str]:
    """Return what the rows are called that entries refer to, and the decrees, if they are still there."""
    asked: dict[str, set[int]] = {"personnel.decree": set(decrees)}
    for table, key in (reference for entry in entries for reference in entry.list_references()):
        asked.setdefault(table, set()).add(key)
    names: dict[tuple[str, int], str] = {}
    for table, ids in asked.items():
        columns = Base.metadata.tables[table].columns
        named = next((name for name in NAMED_BY if name in columns), None)
        if named:
            query = sql.SQL("SELECT id, {}::text FROM {} WHERE id = ANY(%s)")
            place = sql.Identifier(*table.split("."))
            rows = connection.execute(query.format(sql.Identifier(named), place), [list(ids)])
            names |= {(table, key): name for key, name in rows if name}
    return names
