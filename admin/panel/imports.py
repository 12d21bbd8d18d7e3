"""The pages of an import: send a file, say what its columns are, see what is wrong, correct it, store all of it."""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import anyio.to_thread
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from admin.panel.acting import Acting
from admin.panel.errors import BadRequestError
from admin.panel.exchange.fields import Field
from admin.panel.exchange.importing import list_importable
from admin.panel.exchange.learning import list_unknown
from admin.panel.exchange.mapping import find_gaps, first_of_each, guess_mapping, simplify
from admin.panel.exchange.reading_cells import must_be_filled
from admin.panel.exchange.sheet_reading import UnreadableFileError
from admin.panel.exchange.sheet_writing import KINDS
from admin.panel.exchange.templates import write_template, write_wrong_rows
from admin.panel.import_changes import HEADINGS, read_changes, write_changes
from admin.panel.import_job import STEPS, BusyError, may_import
from admin.panel.import_status import MovedOnError, change_meaning, require_moved
from admin.panel.language import pick
from admin.panel.received import parse_key, read_file_name, read_form
from admin.panel.rendering import link
from admin.panel.rights import read_rights
from admin.panel.routes import make_routes
from admin.panel.sending import send_made
from admin.panel.view import RecordView
from models.exchange import ImportBatch, ImportRow, ImportStatus, RowState, ValueAlias

if TYPE_CHECKING:
    from admin.panel.site import Site

SECONDS_BETWEEN_LOOKS: Final = 1
SHOWN: Final = 100
CHANGES_SHOWN: Final = 50
RECENT: Final = 5
SAMPLES: Final = 3
ROWS_A_PIECE: Final = 1_000
CLOSED: Final = (ImportStatus.STORED, ImportStatus.EXPIRED)
FIELD: Final = "field."  # before the path of a field in the form of the columns
ALIAS: Final = "alias."  # before the list and the text in the form of unknown texts
NO_FILE: Final = "Pilih berkas CSV atau XLSX. | Choose a CSV or XLSX file."
BUSY: Final = (
    "Berkas lain sedang dikerjakan. Tunggu sebentar, lalu coba lagi. | "
    "Other files are being worked on. Wait a moment, then try again."
)
NOT_CHECKED: Final = "Periksa berkas ini lebih dahulu. | Check the file first."
BAD_ANSWER: Final = "Pilih salah satu kode yang ditawarkan. | Choose one of the codes offered."


@dataclass(frozen=True)
class WrongRow:
    """A row to be corrected: its line, and the heading, text and sentence of each cell that is wrong."""

    line: int
    problems: tuple[tuple[str, str, str], ...]


def list_routes(site: "Site") -> list[Route]:
    """Return the routes of imports."""
    shown = {
        "import_template": download_template,
        "import_batch": show_batch,
        "import_wrong": download_wrong,
        "import_changes": download_changes,
    }
    sent = {"import_learn": learn, "import_store": store}
    both = {"import": begin, "import_columns": choose_columns}
    return [*make_routes(site, shown), *make_routes(site, sent, "POST"), *make_routes(site, both, "GET", "POST")]


async def begin(site: "Site", request: Request) -> Response:
    """The template, and where to send the file; or take it."""
    view = _find_view(site, request)
    if request.method != "POST":
        return await _show_start(site, request, view)
    form = await read_form(request, files=1, max_fields=2_000)
    file = form.get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        return await _show_start(site, request, view, pick(NO_FILE))
    name = read_file_name(file.filename) or view.model.__tablename__
    with tempfile.TemporaryDirectory(prefix="merit-import-") as folder:
        path = Path(folder) / "upload"
        await anyio.to_thread.run_sync(_copy, file, path)
        await form.close()
        receive = partial(site.imports.receive, _act(request), view.model, name, path)
        try:
            batch = await anyio.to_thread.run_sync(receive)
        except UnreadableFileError as error:
            return await _show_start(site, request, view, str(error))
        except BusyError:
            return await site.answer_error(request, 503, sentence=pick(BUSY))
    return RedirectResponse(link(request, "import_columns", view, batch=batch), 303)


async def download_template(site: "Site", request: Request) -> Response:
    """An XLSX file with the headings, an example, what each column means, and the codes that are allowed."""
    view = _find_view(site, request)
    write = partial(write_template, view.model, view.title)
    return await _answer_workbook(site, request, f"{view.model.__tablename__}.xlsx", write)


async def choose_columns(site: "Site", request: Request) -> Response:
    """Which column of the file is which column of the table; sending it begins the check."""
    view = _find_view(site, request)
    async with site.session(request) as session:
        batch = await _find_batch(session, request, view)
        if batch.status in CLOSED:
            return RedirectResponse(link(request, "import_batch", view, batch=batch.id), 303)
        fields = await session.run_sync(lambda sync: list_importable(sync, view.model))
        samples = await _read_samples(session, batch)
        problems: list[str] = []
        mapping = batch.mapping or guess_mapping(fields, batch.headings, await _recall(session, batch))
        if request.method == "POST":
            mapping = _read_mapping(await read_form(request, files=1, max_fields=2_000), fields, len(batch.headings))
            problems = find_gaps(view.model, fields, mapping)
            if not problems:
                return await _check(site, request, view, session, batch, mapping)
    used = {*mapping.values()}
    context = {
        "view": view,
        "batch": batch,
        "fields": fields,
        "mapping": mapping,
        "samples": samples,
        "required": {item.path for item in first_of_each(fields) if must_be_filled(item.owner)},
        "unused": [text for place, text in enumerate(batch.headings) if text and place not in used],
        "problems": problems,
    }
    return await site.render(request, "import_columns.html", context, 400 if problems else 200)


async def show_batch(site: "Site", request: Request) -> Response:
    """How far the file is: at work, checked with what is wrong, or stored."""
    view = _find_view(site, request)
    job = site.imports.find(parse_key(request.path_params["batch"]))
    is_running = job is not None and job.is_running  # asked first: what it writes in the end is then seen below
    async with site.session(request) as session:
        batch = await _find_batch(session, request, view)
        if job is not None and is_running:
            context = {"view": view, "batch": batch, "job": job, "step": pick(STEPS[job.step])}
            response = await site.render(request, "import_wait.html", context)
            response.headers["refresh"] = str(SECONDS_BETWEEN_LOOKS)
            return response
        if batch.status is ImportStatus.UPLOADED and (job is None or not job.failure):
            return RedirectResponse(link(request, "import_columns", view, batch=batch.id), 303)
        wrong = await _read_wrong(session, batch, SHOWN)
        changed = await read_changes(session, view.model, batch, CHANGES_SHOWN) if batch.changed_count else []
        unknown = await list_unknown(session, batch.id) if batch.wrong_count else []
    context = {
        "view": view,
        "batch": batch,
        "failure": job.failure if job is not None else "",
        "wrong": wrong,
        "changed": changed,
        "change_headings": [pick(heading) for heading in HEADINGS],
        "unknown": unknown,
        "may_learn": read_rights(request).may_touch(ValueAlias, "create"),
        "is_stored": batch.status is ImportStatus.STORED,
        "is_checked": batch.status is ImportStatus.CHECKED,
        "is_expired": batch.status is ImportStatus.EXPIRED,
    }
    return await site.render(request, "import_outcome.html", context)


async def learn(site: "Site", request: Request) -> Response:
    """Remember what unknown texts mean, for this file and all later ones, and check the file again."""
    view = _find_view(site, request)
    if not read_rights(request).may_touch(ValueAlias, "create"):
        raise HTTPException(403)
    form = await read_form(request, files=1, max_fields=2_000)
    async with site.session(request) as session:
        batch = await _find_batch(session, request, view)
        known = {(item.name, item.written): item.answers for item in await list_unknown(session, batch.id)}
        for number in range(len(known)):
            code, text = (str(form.get(f"{ALIAS}{number}{end}", "")) for end in ("", ".text"))
            name, _bar, written = text.partition("|")
            if not code:
                continue
            if code not in dict(known.get((name, written), ())):
                raise BadRequestError(pick(BAD_ANSWER))
            alias = {"list_name": name, "written": simplify(written), "code": code, "user_id": request.state.user.id}
            put = insert(ValueAlias).values(alias)
            same = ["list_name", "written"]
            await session.execute(put.on_conflict_do_update(index_elements=same, set_={"code": code}))
        return await _check(site, request, view, session, batch, batch.mapping)


async def store(site: "Site", request: Request) -> Response:
    """Store the file as it was checked: all of it or nothing."""
    view = _find_view(site, request)
    async with site.session(request) as session:
        batch = await _find_batch(session, request, view)
    if batch.status is not ImportStatus.CHECKED or batch.wrong_count:
        raise BadRequestError(pick(NOT_CHECKED))
    return await _work(site, request, view, batch, is_storing=True)


async def download_wrong(site: "Site", request: Request) -> Response:
    """The rows to be corrected, as they were sent, with a column that says what is wrong."""
    view = _find_view(site, request)
    async with site.session(request) as session:
        batch = await _find_batch(session, request, view)
    stmt = select(ImportRow.line, ImportRow.cells, ImportRow.problems).where(
        ImportRow.import_batch_id == batch.id, ImportRow.state == RowState.WRONG
    )
    stmt = stmt.order_by(ImportRow.line).execution_options(yield_per=ROWS_A_PIECE)

    def write(session: Session, path: Path) -> None:
        write_wrong_rows(batch.headings, session.execute(stmt), path)

    return await _answer_workbook(site, request, f"{Path(batch.file_name).stem}-perbaikan.xlsx", write)


async def download_changes(site: "Site", request: Request) -> Response:
    """Every cell that would change: what is stored, and what the file says."""
    view = _find_view(site, request)
    async with site.session(request) as session:
        batch = await _find_batch(session, request, view)
        name = f"{Path(batch.file_name).stem}-perubahan.xlsx"
        return await send_made(name, KINDS["xlsx"], partial(write_changes, session, view.model, batch))


async def _check(
    site: "Site",
    request: Request,
    view: RecordView,
    session: AsyncSession,
    batch: ImportBatch,
    mapping: Mapping[str, int],
) -> Response:
    """Give the file's columns their meaning, which undoes any earlier check, and begin a new one."""
    try:
        require_moved(await session.execute(change_meaning(batch, mapping)))
    except MovedOnError as error:
        return await site.answer_error(request, 409, sentence=str(error))
    await session.commit()
    await session.refresh(batch)
    return await _work(site, request, view, batch)


async def _work(
    site: "Site", request: Request, view: RecordView, batch: ImportBatch, is_storing: bool = False
) -> Response:
    acting = _act(request, f"impor {batch.file_name}")
    if not site.imports.start(batch, view.model, acting, is_storing):
        return await site.answer_error(request, 503, sentence=pick(BUSY))
    return RedirectResponse(link(request, "import_batch", view, batch=batch.id), 303)


def _find_view(site: "Site", request: Request) -> RecordView:
    view = site.find_view(request, "create")
    if not may_import(request, view):
        raise HTTPException(403)
    return view


def _act(request: Request, reason: str = "") -> Acting:
    return Acting(request.state.user.id, request.state.request_id, reason, read_rights(request))


async def _find_batch(session: AsyncSession, request: Request, view: RecordView) -> ImportBatch:
    key = parse_key(request.path_params["batch"])
    table = str(view.model.__table__.fullname)  # type: ignore[attr-defined]  # a table, as every model's is
    stmt = select(ImportBatch).where(ImportBatch.id == key, ImportBatch.table_name == table)
    batch = await session.scalar(stmt.where(ImportBatch.user_id == request.state.user.id))
    if batch is None:
        raise HTTPException(404)
    return batch


async def _show_start(site: "Site", request: Request, view: RecordView, error: str = "") -> Response:
    table = str(view.model.__table__.fullname)  # type: ignore[attr-defined]
    async with site.session(request) as session:
        mine = ImportBatch.user_id == request.state.user.id
        stmt = select(ImportBatch).where(mine, ImportBatch.table_name == table)
        recent = (await session.scalars(stmt.order_by(ImportBatch.id.desc()).limit(RECENT))).all()
    context = {"view": view, "recent": recent, "error": error}
    return await site.render(request, "import_start.html", context, 400 if error else 200)


def _copy(file: UploadFile, path: Path) -> None:
    with path.open("wb") as target:
        while piece := file.file.read(2**20):
            target.write(piece)


def _read_mapping(form: FormData, fields: Sequence[Field], width: int) -> dict[str, int]:
    mapping = {}
    for item in fields:
        chosen = str(form.get(f"{FIELD}{item.path}", ""))
        if chosen.isascii() and chosen.isdigit() and len(chosen) < 6 and int(chosen) < width:
            mapping[item.path] = int(chosen)
    return mapping


async def _recall(session: AsyncSession, batch: ImportBatch) -> dict[str, str]:
    """Return how this person, else anybody, last understood the headings of this table: the heading for each path.

    The files of one person come from one source, month after month; another's may mean another column by a heading.
    """
    stmt = select(ImportBatch).where(ImportBatch.table_name == batch.table_name, ImportBatch.id < batch.id)
    own_first = (ImportBatch.user_id == batch.user_id).desc().nulls_last()
    last = await session.scalar(
        stmt.where(ImportBatch.mapping != {}).order_by(own_first, ImportBatch.id.desc()).limit(1)
    )
    if last is None:
        return {}
    return {path: last.headings[place] for path, place in last.mapping.items() if place < len(last.headings)}


async def _read_samples(session: AsyncSession, batch: ImportBatch) -> list[str]:
    """Return what the first rows hold in each column of the file."""
    stmt = select(ImportRow.cells).where(ImportRow.import_batch_id == batch.id).order_by(ImportRow.line).limit(SAMPLES)
    rows = (await session.scalars(stmt)).all()
    columns = range(len(batch.headings))
    return [" · ".join(row[place][:60] for row in rows if place < len(row) and row[place]) for place in columns]


async def _read_wrong(session: AsyncSession, batch: ImportBatch, most: int) -> list[WrongRow]:
    stmt = select(ImportRow).where(ImportRow.import_batch_id == batch.id, ImportRow.state == RowState.WRONG)
    rows = await session.scalars(stmt.order_by(ImportRow.line).limit(most))
    return [WrongRow(row.line, tuple(_describe(batch, row, *problem) for problem in row.problems)) for row in rows]


def _describe(
    batch: ImportBatch, row: ImportRow, place: int | None, sentence: str, _unknown: str
) -> tuple[str, str, str]:
    if place is None:
        return "", "", sentence
    return batch.headings[place], row.cells[place] if place < len(row.cells) else "", sentence


async def _answer_workbook(
    site: "Site", request: Request, name: str, write: Callable[[Session, Path], None]
) -> Response:
    """Answer with a workbook that `write` makes in a thread of its own, in a transaction of the reader's."""

    def make(path: Path) -> None:
        with site.imports.open(_act(request)) as session:
            write(session, path)

    return await send_made(name, KINDS["xlsx"], lambda path: anyio.to_thread.run_sync(make, path))
