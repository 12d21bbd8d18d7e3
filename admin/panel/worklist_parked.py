"""Saved changes that the live marts cannot hold: which records they come from, why they wait, and since when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request

from admin.panel import marts
from admin.panel.display import load_name, name_row
from admin.panel.language import pick
from admin.panel.mart_catalogue import PAGES
from admin.panel.rendering import link
from admin.panel.rights import read_rights

if TYPE_CHECKING:
    from admin.panel.site import Site
    from admin.panel.view import RecordView

MOST_NAMED: Final = 5  # records of one table in one change, which may be an import of thousands
PARKED: Final = text("SELECT * FROM stewardship.list_parked()")
DELETED: Final = text(
    "SELECT count(DISTINCT row_id) FROM audit.history WHERE transaction_id = :transaction AND table_name = :table"
    " AND row_id = ANY(:rows) AND operation = 'HAPUS'"
)

REASONS: Final = {  # by PostgreSQL's code, a whole class by its first two letters
    "23502": "{mart} memerlukan {column}, tetapi dari catatan ini tidak dapat ditentukan. | "
    "{mart} needs {column}, which cannot be told from this record.",
    "23505": "Karena catatan ini, {mart} memuat hal yang sama dua kali; mungkin ada catatan ganda. | "
    "Because of this record {mart} would hold the same thing twice; perhaps there is a double record.",
    "21000": "Ada lebih dari satu catatan untuk hal yang hanya boleh satu, sehingga {mart} tidak dapat dihitung. | "
    "There is more than one record of what there may be only one of, so {mart} cannot be worked out.",
    "22001": "Sebuah teks pada catatan ini terlalu panjang untuk {mart}. | "
    "A text of this record is too long for {mart}.",
    "22003": "Sebuah angka pada catatan ini terlalu besar untuk {mart}. | "
    "A number of this record is too large for {mart}.",
    "22008": "Sebuah tanggal pada catatan ini di luar yang dapat dihitung untuk {mart}. | "
    "A day of this record lies beyond what can be reckoned with for {mart}.",
    "23": "Hasil dari catatan ini melanggar aturan isi {mart}. | "
    "What comes of this record breaks a rule of what {mart} may hold.",
    "22": "Sebuah nilai pada catatan ini tidak dapat dihitung untuk {mart}. | "
    "A value of this record cannot be reckoned with for {mart}.",
    "": "Catatan ini tidak dapat diolah untuk {mart}. | This record cannot be worked into {mart}.",
}
MART: Final = "mart “{name}” | the mart “{name}”"
BEFORE: Final = "mart yang memakainya | the marts that use it"
SOME_COLUMN: Final = "sebuah kolom | a column"


@dataclass(frozen=True)
class ParkedRecord:
    """One record of a change that waits: its table, what it is called, and its form, for who may change it."""

    table: str
    name: str
    url: str


@dataclass(frozen=True)
class Parked:
    """A change that waits, as a person reads it; `more` are records that are not named one by one."""

    sentence: str
    since: datetime
    records: tuple[ParkedRecord, ...]
    more: int


async def list_parked(site: "Site", request: Request, session: AsyncSession, back: str = "") -> list[Parked]:
    """Return the changes that wait and touch a record that the reader may see, the oldest first.

    `back` is the page to return to after mending.
    """
    views = {str(view.model.__table__): view for view in site.visible_views(request)}
    found: dict[int, list[Any]] = {}
    for row in await session.execute(PARKED):
        if row.table_name in views:
            found.setdefault(row.transaction_id, []).append(row)
    parked = []
    for rows in found.values():
        records: list[ParkedRecord] = []
        more = 0
        for row in rows:
            told, hidden = await _tell_records(request, session, views[row.table_name], row, back)
            records, more = [*records, *told], more + hidden
        if records:
            parked.append(Parked(await _tell_reason(session, rows[0]), rows[0].parked_at, tuple(records), more))
    return parked


async def _tell_records(
    request: Request, session: AsyncSession, view: "RecordView", row: Any, back: str
) -> tuple[list[ParkedRecord], int]:
    """Return the records of one table that the reader may see, the first by name, and how many others."""
    if row.row_ids is None:
        is_seen = read_rights(request).reaches_all(view.model, "see")
        everything = pick("semua baris | all rows")
        return ([ParkedRecord(view.title, everything, link(request, "list", view))] if is_seen else []), 0
    within = view.model.id.in_(row.row_ids)
    keys = (await session.scalars(select(view.model.id).where(within).order_by(view.model.id))).all()
    named = await _load(session, view, keys[:MOST_NAMED])
    page, onward = ("edit", f"?{urlencode({'next': back})}") if view.may_change(request) else ("details", "")
    told = [
        ParkedRecord(view.title, name_row(record), link(request, page, view, pk=record.id) + onward) for record in named
    ]
    asked = {"transaction": row.transaction_id, "table": row.table_name, "rows": row.row_ids}
    if len(keys) < len(row.row_ids) and (gone := await session.scalar(DELETED, asked)):
        name = pick("{number} baris yang dihapus | {number} deleted rows").format(number=gone)
        told.append(ParkedRecord(view.title, name, f"{link(request, 'history')}?table={view.identity}"))
    return told, len(keys) - len(named)


async def _load(session: AsyncSession, view: "RecordView", keys: Sequence[int]) -> Sequence[Any]:
    stmt = select(view.model).options(*load_name(view.model)).where(view.model.id.in_(keys)).order_by(view.model.id)
    return (await session.scalars(stmt)).unique().all()


async def _tell_reason(session: AsyncSession, row: Any) -> str:
    state = row.state or ""
    reason = next(REASONS[code] for code in (state, state[:2], "") if code in REASONS)
    columns = await marts.list_columns(session, row.model, is_whole=True) if row.column_name else []
    label = next((item.label for item in columns if item.name == row.column_name), None)
    mart = pick(MART).format(name=marts.name_mart(row.model)) if row.model in PAGES else pick(BEFORE)
    sentence = pick(reason).format(mart=mart, column=f"“{label}”" if label else pick(SOME_COLUMN))
    return sentence[:1].upper() + sentence[1:]
