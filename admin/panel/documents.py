"""The file of a record: a decree's PDF, a scanned paper. Served to those who may see the record, and to nobody else."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO, Final

import anyio.to_thread
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from admin.document_store import KINDS, DocumentStore, Kept, UnkeptError, recognise
from admin.panel.attributes import FILE_COLUMNS
from admin.panel.display import name_row
from admin.panel.errors import ConflictError, RefusedError
from admin.panel.language import pick
from admin.panel.language import translate as _
from admin.panel.reasons import Reason, read_reason
from admin.panel.received import read_file_name, read_form
from admin.panel.rendering import link
from admin.panel.routes import make_routes
from admin.panel.saving import read_version
from admin.panel.view import RecordView

if TYPE_CHECKING:
    from admin.panel.site import Site

CHUNK: Final = 2**20
LONGEST_NAME: Final = 200
GONE: Final = (
    "Berkas ini tidak ada di penyimpanan Merit. Unggah sekali lagi, atau kembalikan dari cadangan. | "
    "This file is not in Merit's store. Upload it again, or restore it from a backup."
)
NO_FILE: Final = "Pilih berkas yang akan diunggah. | Choose the file to upload."


def list_routes(site: "Site") -> list[Route]:
    """Return the routes of these pages."""
    return [*make_routes(site, {"file": answer_file}), *make_routes(site, {"file_change": change_file}, "GET", "POST")]


async def answer_file(site: "Site", request: Request) -> Response:
    """Answer with the file itself, as the kind that its content was when it came."""
    view = _find_view(site, request, "see")
    async with site.session(request) as session:
        row = await view.find(session, request.path_params["pk"])
    if not row.file_hash:
        raise HTTPException(404)
    path = site.documents.find(row.file_hash)
    if path is None:
        return await site.answer_error(request, 404, sentence=pick(GONE))
    media_type = await anyio.to_thread.run_sync(recognise, path)
    name = getattr(row, "file_name", None) or f"{name_row(row)}.{KINDS[media_type]}"
    return FileResponse(path, media_type=media_type, filename=name, content_disposition_type="inline")


async def change_file(site: "Site", request: Request) -> Response:
    """Show the form for the file of a record; keep the file that was sent, or take the record's file away."""
    view = _find_view(site, request, "change")
    sent = await read_form(request, files=1) if request.method == "POST" else None
    try:
        return await _answer_form(site, request, view, sent)
    finally:
        await request.close()


async def _answer_form(site: "Site", request: Request, view: RecordView, sent: FormData | None) -> Response:
    reason, error = read_reason(sent, view.needs_reason), ""
    async with site.session(request, reason.text) as session:
        row = await view.find(session, request.path_params["pk"])
        if sent is not None and not reason.error:
            try:
                await _store(site.documents, session, view, row, sent)
                url = link(request, "details", view, pk=row.id)
                return RedirectResponse(f"{url}?notice=saved", 303)
            except UnkeptError as problem:
                error = pick(problem.wording)
            except RefusedError as problem:
                error = problem.sentence
            except ConflictError:
                error = _("Somebody else has just changed this row. Look at it again before you upload.")
        if error:
            await session.rollback()
            row = await view.find(session, request.path_params["pk"])
        return await _render(site, request, view, row, reason, error, 200 if sent is None else 400)


async def _render(
    site: "Site", request: Request, view: RecordView, row: Any, reason: Reason, error: str, status_code: int
) -> Response:
    told = {"view": view, "row": row, "reason": reason, "error": error, "most": site.documents.most_megabytes}
    return await site.render(request, "file.html", told, status_code)


async def _store(store: DocumentStore, session: AsyncSession, view: RecordView, row: Any, sent: FormData) -> None:
    """Keep the file sent and write its columns; the file before it stays in the store, for the history.

    Raises:
        UnkeptError: there is no file, or one that is not kept.
        ConflictError: somebody changed the record meanwhile.
        RefusedError: the database refused the change.
    """
    if row.row_version != read_version(sent):
        raise ConflictError
    if sent.get("save") == "remove":
        await view.update(session, row, row.row_version, dict.fromkeys(_file_columns(view)))
        return
    upload = sent.get("file")
    if not isinstance(upload, UploadFile) or not upload.filename:
        raise UnkeptError(NO_FILE)
    kept = await anyio.to_thread.run_sync(lambda: store.keep(_read_chunks(upload.file)))
    values = _describe(kept, upload.filename)
    await view.update(session, row, row.row_version, {name: values[name] for name in _file_columns(view)})


def _describe(kept: Kept, file_name: str) -> dict[str, Any]:
    """Return what the columns of a file hold."""
    name = read_file_name(file_name)
    ending = f".{KINDS[kept.media_type]}"
    name = name if name.lower().endswith((ending, ".jpeg")) else f"{name}{ending}"
    return {
        "file_hash": kept.digest,
        "file_name": name[-LONGEST_NAME:],
        "media_type": kept.media_type,
        "byte_size": kept.size,
    }


def _find_view(site: "Site", request: Request, verb: str) -> RecordView:
    view = site.find_view(request, verb)
    if "file_hash" not in view.attributes:
        raise HTTPException(404)
    return view


def _file_columns(view: RecordView) -> list[str]:
    return [name for name in view.attributes if name in FILE_COLUMNS]


def _read_chunks(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while chunk := file.read(CHUNK):
        yield chunk
