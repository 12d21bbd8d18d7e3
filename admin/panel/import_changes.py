"""What a checked file would change: each changed cell of each row, what is stored beside what the file says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from anyio import to_thread
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from admin.panel.attributes import Attribute
from admin.panel.exchange.importing import list_importable
from admin.panel.exchange.sheet_writing import Workbook
from admin.panel.history_telling import Names, name_rows, show_stored
from admin.panel.language import pick
from models.base import Record
from models.exchange import ImportBatch, ImportRow, RowState

ROWS_A_PIECE: Final = 1_000
HEADINGS: Final = (
    "Baris | Line",
    "Yang diubah | What changes",
    "Kolom | Column",
    "Tersimpan | Stored",
    "Menurut berkas | In the file",
)


@dataclass(frozen=True)
class ChangedRow:
    """A row that would change: its line, what it is called, and label, stored and new value of each changed cell."""

    line: int
    name: str
    cells: tuple[tuple[str, str, str], ...]


async def read_changes(session: AsyncSession, model: type[Record], batch: ImportBatch, most: int) -> list[ChangedRow]:
    """Return the first rows that would change; columns that the reader may not see are left out."""
    return await _read(session, model, batch, await _list_known(session, model), most, 0)


async def write_changes(session: AsyncSession, model: type[Record], batch: ImportBatch, path: Path) -> None:
    """Write all of them as a workbook, a row for each changed cell."""
    known, line = await _list_known(session, model), 0
    book = Workbook(path, "Data", [pick(heading) for heading in HEADINGS], {})
    while rows := await _read(session, model, batch, known, ROWS_A_PIECE, line):
        await to_thread.run_sync(_write, book, rows)
        line = rows[-1].line
    await to_thread.run_sync(book.close)


def _write(book: Workbook, rows: Iterable[ChangedRow]) -> None:
    for row in rows:
        for label, stored, given in row.cells:
            book.write((row.line, row.name, label, stored, given))


async def _list_known(session: AsyncSession, model: type[Record]) -> dict[str, Attribute]:
    """Return the columns that the reader may see and an import may fill, by name."""
    fields = await session.run_sync(lambda sync: list_importable(sync, model))
    return {item.owner.name: item.owner for item in fields}


async def _read(
    session: AsyncSession,
    model: type[Record],
    batch: ImportBatch,
    known: Mapping[str, Attribute],
    most: int,
    after: int,
) -> list[ChangedRow]:
    """Return the first rows after a line."""
    changed = ImportRow.import_batch_id == batch.id, ImportRow.state == RowState.CHANGED, ImportRow.line > after
    stmt = select(ImportRow.line, ImportRow.stored_id, ImportRow.changes).where(*changed)
    rows = (await session.execute(stmt.order_by(ImportRow.line).limit(most))).all()
    keys = {(model, row.stored_id) for row in rows if row.stored_id is not None}
    keys |= {
        (target, value)
        for row in rows
        for name, values in row.changes.items()
        if name in known and (target := known[name].target) is not None
        for value in values
        if isinstance(value, int)
    }
    names = await name_rows(session, keys)
    return [
        ChangedRow(row.line, names.get((model, row.stored_id), ""), _tell_cells(row.changes, known, names))
        for row in rows
    ]


def _tell_cells(
    changes: Mapping[str, list[object]], known: Mapping[str, Attribute], names: Names
) -> tuple[tuple[str, str, str], ...]:
    """Return label, stored and new value in the order of the table's columns."""
    return tuple(
        (attribute.label, *(show_stored(attribute, value, names) for value in changes[name]))  # type: ignore[misc]
        for name, attribute in known.items()
        if name in changes
    )
