"""Downloads of lists and marts: what the reader sees on the page, whole, as CSV or XLSX; of marts as Parquet too."""

import logging
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Mapping, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import anyio.to_thread
from sqlalchemy import Select, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Send

from admin.panel import home, marts
from admin.panel.exchange.fields import Part, list_fields
from admin.panel.exchange.parquet_writing import MEDIA_TYPE, ParquetFile
from admin.panel.exchange.selecting import read_sight, select_fields
from admin.panel.exchange.sheet_writing import KINDS, MARK, Workbook, write_csv
from admin.panel.language import clock, pick, show_instant, show_number, this_day
from admin.panel.lists import ListRequest, fill_filters, narrow, read_list_request, read_order
from admin.panel.mart_pages import find_narrowings
from admin.panel.mart_shape import ShapeColumn, read_shape
from admin.panel.queries import sort_by
from admin.panel.routes import make_routes
from admin.panel.sending import send_made
from admin.panel.view import RecordView
from models.exchange import FileKind

if TYPE_CHECKING:
    from admin.panel.site import Site

log = logging.getLogger(__name__)

ROWS_A_PIECE: Final = 1_000
AT_ONCE: Final = 4  # each holds a connection of the panel's until its reader has it all
MART_KINDS: Final = KINDS | {"parquet": MEDIA_TYPE}

UNHURRIED: Final = text("SELECT set_config('application_name', 'merit download', true)")  # publishing lets it be

DATA: Final = "Data | Data"
NOTES: Final = "Keterangan | Notes"
NOTE_WIDTHS: Final = (34, 34, 90)
BUSY: Final = (
    "Terlalu banyak unduhan sedang berjalan. Tunggu sebentar, lalu unduh lagi. | "
    "Too many downloads are running. Wait a moment, then download again."
)


@dataclass(frozen=True)
class Column:
    """One column of a file: heading, technical name, what it means, and of a mart its exact type."""

    label: str
    name: str
    help: str
    shape: ShapeColumn | None = None


@dataclass(frozen=True)
class Source:
    """What is taken out.

    Attributes:
        table: the name of the table or mart in the database.
        title: what a reader calls it.
        narrowed_by: search, filters and order in words, nothing when all rows are taken in their usual order.
        origin: what else the file says of where it comes from, each with its label.
    """

    table: str
    title: str
    columns: Sequence[Column]
    stmt: Select[Any]
    file_stem: str
    narrowed_by: str
    origin: tuple[tuple[str, str], ...] = ()

    @property
    def is_mart(self) -> bool:
        """Whether the exact type of each column is known."""
        return all(column.shape is not None for column in self.columns)


class BusyError(Exception):
    """As many downloads are running as may; the text is the sentence shown."""


class Download(StreamingResponse):
    """A file that is sent while it is made; when the reader goes away its making ends at once."""

    async def stream_response(self, send: Send) -> None:
        """Send the file piece by piece."""
        async with aclosing(cast("AsyncGenerator[str]", self.body_iterator)):
            await super().stream_response(send)


def list_routes(site: "Site") -> list[Route]:
    """Return the routes of downloads."""
    return make_routes(site, {"mart_export": export_mart, "export": export_table})


async def export_table(site: "Site", request: Request) -> Response:
    """All rows that the list in the same address shows, with every column the reader may see."""
    view = site.find_view(request)
    wanted = read_list_request(view.options, request.query_params)
    async with site.session(request) as session:
        await fill_filters(session, wanted.filters)
        fields = list_fields(view.model, await read_sight(session))
        source = describe_table(view, wanted, await narrow(session, view.options, wanted), fields)
    return await answer_file(site, request, source)


async def export_mart(site: "Site", request: Request) -> Response:
    """All rows of a mart that its page shows, with every column, its build and its day."""
    marts.require_reader(request)
    async with site.session(request) as session:
        source = await describe_mart(session, request.path_params["mart"], request.query_params)
    return await answer_file(site, request, source)


async def describe_mart(
    session: AsyncSession, name: str, params: QueryParams, is_headed_by_name: bool = False
) -> Source:
    """Return what a download of a mart holds; programs want its columns headed by their technical names.

    Raises:
        BadRequestError: search, sort or a filter makes no sense.
    """
    mart = await marts.find_mart(session, name)
    shown = await marts.list_columns(session, name)
    every = await marts.list_columns(session, name, is_whole=True)
    shapes = {item.name: item for item in (await read_shape(session, name)).columns}
    stmt, search = await marts.select_mart_rows(session, name, shown, params)
    build = await home.find_published_build(session)
    source = stmt.get_final_froms()[0]
    stem, origin = name, []
    if build is not None:
        stem = name_file(name, build)
        origin = [
            (pick("Bangunan | Build"), str(build.id)),
            (pick("Keadaan data per | State of the data on"), build.as_of_date.isoformat()),
        ]
    columns = [
        Column(item.name if is_headed_by_name else item.label, item.name, item.help, shapes[item.name])
        for item in every
    ]
    chosen = stmt.with_only_columns(*(source.c[item.name] for item in columns), maintain_column_froms=True)
    filters = [(chip.label, chip.text) for chip in await find_narrowings(session, name, params)]
    narrowed = _list_words(search, filters, params.get("sortBy", ""), params.get("sort", ""))
    return Source(name, mart.label, _distinct(columns), chosen, stem, narrowed, tuple(origin))


def describe_table(view: RecordView, wanted: ListRequest, narrowed: Select[Any], fields: Sequence[Any]) -> Source:
    """Return what a download of a list holds."""
    stmt = sort_by(narrowed, view.model, read_order(view.options, wanted))
    columns = [Column(item.label, item.path, item.attribute.help if item.part is Part.VALUE else "") for item in fields]
    filters = [(item.attribute.label, item.describe()) for item in wanted.active]
    direction = "desc" if wanted.sort.startswith("-") else ""
    return Source(
        table=view.model.__table__.fullname,  # type: ignore[attr-defined]  # a table, as every model's is
        title=view.title,
        columns=_distinct(columns),
        stmt=select_fields(stmt, view.model, fields),
        file_stem=f"{view.model.__tablename__}_{this_day().isoformat()}",
        narrowed_by=_list_words(wanted.search, filters, wanted.sort.lstrip("-"), direction),
    )


def name_file(name: str, build: Any) -> str:
    """Return what a file taken from a mart is called, without its kind: of which day and build it is."""
    return f"{name}_{build.as_of_date.isoformat()}_build-{build.id}"


async def answer_file(
    site: "Site", request: Request, source: Source, headers: Mapping[str, str] | None = None
) -> Response:
    """Answer with all rows of a source, as the kind of file that the address names."""
    kind, kinds = request.path_params["kind"], MART_KINDS if source.is_mart else KINDS
    if kind not in kinds:
        raise HTTPException(404)
    if site.exports.locked():
        raise BusyError(pick(BUSY))
    name = f"{source.file_stem}.{kind}"
    if request.method == "HEAD":
        return Response(media_type=kinds[kind], headers=headers)
    if kind == "csv":
        told = {"content-disposition": f'attachment; filename="{name}"', **(headers or {})}
        return Download(_stream_csv(site, request, source), media_type=kinds[kind], headers=told)
    write = _write_parquet if kind == "parquet" else _write_workbook
    return await send_made(name, kinds[kind], partial(write, site, request, source), headers)


async def _stream_csv(site: "Site", request: Request, source: Source) -> AsyncIterator[str]:
    yield MARK + write_csv([[column.label for column in source.columns]])
    async with _open_rows(site, request, source, FileKind.CSV) as pieces:
        async for rows in pieces:
            yield write_csv(rows)


async def _write_workbook(site: "Site", request: Request, source: Source, path: Path) -> None:
    notes = _list_notes(source, request.state.user.name)
    properties = {
        "title": source.title,
        "company": "Merit",
        "author": request.state.user.name,
        "comments": "; ".join(f"{label}: {text}" for label, text in notes),
    }
    book = Workbook(path, pick(DATA), [column.label for column in source.columns], properties)
    count = 0
    async with _open_rows(site, request, source, FileKind.XLSX) as pieces:
        async for rows in pieces:
            count += len(rows)
            await anyio.to_thread.run_sync(partial(_write_rows, book, rows))
    lines = [
        ("", "", ""),
        (pick("Kepala kolom | Heading"), pick("Nama teknis | Technical name"), pick("Arti | Meaning")),
    ]
    lines += [(column.label, column.name, column.help) for column in source.columns]
    facts = [(label, text, "") for label, text in (*notes, (pick("Jumlah baris | Rows"), show_number(count)))]
    book.write_notes(pick(NOTES), [(source.title, "", ""), *facts, *lines], NOTE_WIDTHS)
    await anyio.to_thread.run_sync(book.close)


async def _write_parquet(site: "Site", request: Request, source: Source, path: Path) -> None:
    columns = [column.shape for column in source.columns if column.shape is not None]
    facts = {"title": source.title, "mart": source.table, **dict(_list_notes(source, request.state.user.name))}
    async with _open_rows(site, request, source, FileKind.PARQUET) as pieces:
        file = await anyio.to_thread.run_sync(ParquetFile, path, columns, facts)
        async for rows in pieces:
            await anyio.to_thread.run_sync(file.write, rows)
        await anyio.to_thread.run_sync(file.close)


def _write_rows(book: Workbook, rows: Iterable[Sequence[Any]]) -> None:
    for row in rows:
        book.write(row)


@asynccontextmanager
async def _open_rows(
    site: "Site", request: Request, source: Source, kind: FileKind
) -> AsyncIterator[AsyncIterator[Sequence[Any]]]:
    """Open the rows, read from the database piece by piece, and note who takes them and how many went out."""
    async with site.exports, site.session(request) as session:
        noted = select(func.stewardship.note_export(source.table, kind.value, source.narrowed_by))
        key = await session.scalar(noted)
        await session.commit()
        await session.execute(UNHURRIED)
        counted = 0

        async def read() -> AsyncIterator[Sequence[Any]]:
            nonlocal counted
            rows = await session.stream(source.stmt.execution_options(yield_per=ROWS_A_PIECE))
            async for piece in rows.partitions():
                counted += len(piece)
                yield piece

        yield read()
        await session.execute(select(func.stewardship.finish_export(key, counted)))
        await session.commit()
    log.info("user %s exported %s rows of %s as %s", request.state.user.id, counted, source.table, kind.value)


def _list_notes(source: Source, user: str) -> list[tuple[str, str]]:
    notes = [*source.origin, (pick("Diunduh | Taken"), show_instant(datetime.now(clock()))), (pick("Oleh | By"), user)]
    return [*notes, (pick("Disaring | Narrowed by"), source.narrowed_by)] if source.narrowed_by else notes


def _list_words(search: str, filters: Sequence[tuple[str, str]], sort: str, direction: str) -> str:
    words = [f"{pick('Cari | Search')}: {search}"] if search else []
    words += [f"{label}: {text}" for label, text in filters]
    if sort:
        words.append(f"{pick('Urut menurut | Sorted by')}: {sort}{' ↓' if direction == 'desc' else ''}")
    return "; ".join(words)


def _distinct(columns: Sequence[Column]) -> list[Column]:
    """Put the technical name behind headings that would stand in a file twice."""
    labels = [column.label for column in columns]
    return [
        replace(column, label=f"{column.label} ({column.name})") if labels.count(column.label) > 1 else column
        for column in columns
    ]
