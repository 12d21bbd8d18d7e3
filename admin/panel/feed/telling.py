"""Telling moves to a person: columns by their labels, values as the mart's page writes them, people by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from admin.panel.feed.query import find_edits
from admin.panel.history_telling import Names, Told, name_rows, tell_changes
from admin.panel.language import clock, language
from admin.panel.marts import MartColumn, find_kinds, list_columns, name_mart
from models.feed import Move, Occasion, Reason
from models.organization import Unit
from models.people import Employee


@dataclass(frozen=True)
class Cell:
    """One column of a row: what it is called, and its values before and after as a page writes them."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class ToldMove:
    """One move as a page shows it.

    Attributes:
        person: who the row is about, empty when nobody or when it is not for the reader to know.
        which: what else tells the row from others of the mart.
        cells: what changed; of a new row or one that is gone, what stands in it.
        edits: the entries of the history that it rests on, as far as the reader may see them.
        others: how many more changes of records it rests on.
    """

    entry: Row[Any]
    mart: str
    person: str
    unit: str
    which: str
    cells: Sequence[Cell]
    edits: Sequence[Told]
    others: int

    @property
    def move(self) -> Move:
        """What became of the row."""
        return Move(self.entry.move)  # type: ignore[call-arg]  # the wording belongs to the definition

    @property
    def label(self) -> str:
        """What became of the row, in the language of this request."""
        return self.move.label(language())

    @property
    def reason(self) -> str:
        """Why, as far as it can be told."""
        found: Reason = Reason(self.entry.reason)  # type: ignore[call-arg]
        return found.label(language())

    @property
    def occasion(self) -> str:
        """What changed the marts."""
        found: Occasion = Occasion(self.entry.occasion)  # type: ignore[call-arg]
        return found.label(language())


async def tell_moves(session: AsyncSession, moves: Sequence[Row[Any]]) -> list[ToldMove]:
    """Return `moves` told, with a few statements for all of them."""
    edits = await find_edits(session, moves)
    entries = {entry.id: entry for found in edits.values() for entry in found}
    told = dict(zip(entries, await tell_changes(session, list(entries.values())), strict=True))
    people = [(Employee, move.employee_id) for move in moves if move.employee_id is not None]
    units = [(Unit, move.unit_id) for move in moves if move.unit_id is not None]
    names = await name_rows(session, [*people, *units])
    marts = {mart: await _read_mart(session, mart) for mart in {move.mart for move in moves}}
    return [_tell(move, marts[move.mart], names, [told[entry.id] for entry in edits[move.id]]) for move in moves]


@dataclass(frozen=True)
class _Mart:
    """A mart as it is published: the columns that say something to a reader, and the types of all."""

    columns: dict[str, MartColumn]
    kinds: dict[str, str]

    def show(self, name: str, value: Any) -> str:
        """Write a value that the feed keeps."""
        return self.columns[name].show(read_stored(self.kinds[name], value))


async def _read_mart(session: AsyncSession, mart: str) -> _Mart:
    columns = {column.name: column for column in await list_columns(session, mart)}
    return _Mart(columns, await find_kinds(session, mart))


def read_stored(kind: str, value: Any) -> Any:
    """Return a value of a mart from the JSON that the feed keeps: days and instants are text there."""
    if isinstance(value, str) and kind == "date":
        return date.fromisoformat(value)
    if isinstance(value, str) and kind.startswith("timestamp"):
        return datetime.fromisoformat(value).astimezone(clock())
    return value


def _tell(move: Row[Any], mart: _Mart, names: Names, edits: Sequence[Told]) -> ToldMove:
    key = {name: value for name, value in (move.key or {}).items() if name in mart.columns}
    return ToldMove(
        entry=move,
        mart=name_mart(move.mart),
        person=names.get((Employee, move.employee_id), ""),
        unit=names.get((Unit, move.unit_id), ""),
        which=" · ".join(filter(None, (mart.show(name, value) for name, value in key.items()))),
        cells=_tell_cells(move, mart),
        edits=edits,
        others=0 if move.change_id else max(0, move.edits - len(edits)),
    )


def _tell_cells(move: Row[Any], mart: _Mart) -> list[Cell]:
    """Return what moved; of a whole row only what it holds. A summary has columns and no values."""
    before, after = move.before or {}, move.after or {}
    is_whole = move.move != Move.CHANGED
    asked = set(before or after) - set(move.key or {}) if is_whole else set(move.columns)
    shown = [name for name in mart.columns if name in asked]
    cells = [
        Cell(mart.columns[name].label, *(mart.show(name, side.get(name)) for side in (before, after))) for name in shown
    ]
    return [cell for cell in cells if cell.old or cell.new] if is_whole else cells
