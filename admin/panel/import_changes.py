"""What a checked file would change: each changed cell of each row, what is stored beside what the file says."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

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


async def read_changes(
    session: AsyncSession, model: type[Record], batch: ImportBatch, most: int, after: int = 0
) -> list[ChangedRow]:
    """Return the first rows after a line that would change; columns that the reader may not see are left out."""
    changed = ImportRow.import_batch_id == batch.id, ImportRow.state == RowState.CHANGED, ImportRow.line > after
    stmt = select(ImportRow.line, ImportRow.stored_id, ImportRow.changes).where(*changed)
    rows = (await session.execute(stmt.order_by(ImportRow.line).limit(most))).all()
    fields = await session.run_sync(lambda sync: list_importable(sync, model))
    known = {item.owner.name: item.owner for item in fields}
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


async def write_changes(session: AsyncSession, model: type[Record], batch: ImportBatch, path: Path) -> None:
    """Write all of them as a workbook, a row for each changed cell."""
    book = Workbook(path, "Data", [pick(heading) for heading in HEADINGS], {})
    async for row in _read_all(session, model, batch):
        for label, stored, given in row.cells:
            book.write((row.line, row.name, label, stored, given))
    book.close()


async def _read_all(session: AsyncSession, model: type[Record], batch: ImportBatch) -> AsyncIterator[ChangedRow]:
    line = 0
    while rows := await read_changes(session, model, batch, ROWS_A_PIECE, line):
        for row in rows:
            yield row
        line = rows[-1].line


def _tell_cells(
    changes: Mapping[str, list[object]], known: Mapping[str, Attribute], names: Names
) -> tuple[tuple[str, str, str], ...]:
    """Return label, stored and new value in the order of the table's columns."""
    return tuple(
        (attribute.label, *(show_stored(attribute, value, names) for value in changes[name]))  # type: ignore[misc]
        for name, attribute in known.items()
        if name in changes
    )
