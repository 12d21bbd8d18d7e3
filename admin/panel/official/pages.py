"""The pages of the official lists: choosing one, and its file to print and sign."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import anyio.to_thread
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from admin.panel import home, marts
from admin.panel.errors import BadRequestError
from admin.panel.exchange.sheet_writing import KINDS
from admin.panel.export import BUSY, name_file
from admin.panel.language import pick, this_day
from admin.panel.official.forms import FORMS, ListForm
from admin.panel.official.paper import write_pdf
from admin.panel.official.sheet import Choice, Sheet, find_signatory, name_head, read_sheet
from admin.panel.official.workbook import write_workbook
from admin.panel.received import read_key
from admin.panel.rights import read_rights
from admin.panel.routes import make_routes
from admin.panel.sending import send_made
from models.exchange import FileKind
from models.official import Signatory
from models.organization import Agency, Seat, Unit
from models.people import Employee

if TYPE_CHECKING:
    from admin.panel.site import Site

log = logging.getLogger(__name__)

WRITERS: Final[dict[str, tuple[FileKind, str, Callable[[Sheet, Path], Any]]]] = {
    "pdf": (FileKind.PDF, "application/pdf", write_pdf),
    "xlsx": (FileKind.XLSX, KINDS["xlsx"], write_workbook),
}
MOST_ROWS: Final = 50_000  # about 2,000 sheets of paper
YEARS: Final = 5

TOO_LONG: Final = (
    "Daftar ini lebih dari 50.000 baris. Pilih satu unit kerja. | This list has more than 50,000 rows. Choose one unit."
)
NO_UNIT: Final = "Unit kerja itu tidak ada. Pilih dari daftar. | There is no such unit. Choose one from the list."
NO_AGENCY: Final = "Instansi itu tidak ada. Pilih dari daftar. | There is no such agency. Choose one from the list."
NO_EMPLOYEE: Final = "Pegawai itu tidak ada. | There is no such employee."
NO_YEAR: Final = "Tahun itu tidak dapat dipilih. | That year cannot be chosen."
NOTHING_YET: Final = (
    "Belum ada mart yang terbit. Jalankan “merit build” lebih dahulu. | "
    "No mart has been published yet. Run “merit build” first."
)


def list_routes(site: "Site") -> list[Route]:
    """Return the routes of these pages."""
    return make_routes(site, {"official": answer_all, "official_file": answer_file})


def may_take(request: Request, form: ListForm) -> bool:
    """Whether the signed-in person may have a list: one of records only who may see such records."""
    return marts.may_read(request) and (form.of is None or read_rights(request).may_touch(form.of, "see"))


async def answer_all(site: "Site", request: Request) -> Response:
    """Answer with every official list, and what to choose for it."""
    marts.require_reader(request)
    async with site.session(request) as session:
        build = await home.find_published_build(session)
        agencies = (await session.scalars(select(Agency).order_by(Agency.name))).all()
        choice = await _read_choice(session, request, build) if build and agencies else None
        signatory = await find_signatory(session, choice.agency.id, this_day()) if choice else None
    signatories = site.view_for(Signatory)
    context = {
        "build": build,
        "choice": choice,
        "agencies": agencies,
        "years": _list_years(build.as_of_date) if build else [],
        "forms": [form for form in FORMS.values() if may_take(request, form)],
        "signatory": signatory,
        "head": name_head(choice.agency) if choice else "",
        "signatory_view": signatories if signatories and signatories.may(request, "create") else None,
        "unit_view": site.view_for(Seat),
    }
    return await site.render(request, "official.html", context)


async def answer_file(site: "Site", request: Request) -> Response:
    """Answer with one list as a file; who took it is noted as for every download."""
    marts.require_reader(request)
    form, chosen = FORMS.get(request.path_params["list"]), WRITERS.get(request.path_params["kind"])
    if form is None or chosen is None:
        raise HTTPException(404)
    if not may_take(request, form):
        raise HTTPException(403)
    if site.exports.locked():
        return await site.answer_error(request, 503, sentence=pick(BUSY))
    kind, media_type, write = chosen
    async with site.exports:
        async with site.session(request) as session:
            build = await home.find_published_build(session)
            if build is None:
                raise BadRequestError(pick(NOTHING_YET))
            choice = await _read_choice(session, request, build)
            if form.of is not None:
                employee = await _find(session, Employee, request.query_params.get("employee", ""), NO_EMPLOYEE)
                choice = replace(choice, employee=employee)
            if request.method == "HEAD":  # nothing goes out, so nothing is made or noted
                return Response(media_type=media_type)
            narrowed = choice.employee.nip if choice.employee else choice.unit.name if choice.unit else ""
            key = await session.scalar(select(func.stewardship.note_export(form.source, kind.value, narrowed)))
            sheet = await read_sheet(session, form, choice, build, this_day(), MOST_ROWS + 1)
            if len(sheet.rows) > MOST_ROWS:
                raise BadRequestError(pick(TOO_LONG))
            await session.execute(select(func.stewardship.finish_export(key, len(sheet.rows))))
            await session.commit()
        log.info("user %s takes the list %s with %s rows", request.state.user.id, form.name, len(sheet.rows))
        name = f"{name_file(form.name, build)}.{kind.value}"
        return await send_made(name, media_type, lambda path: anyio.to_thread.run_sync(write, sheet, path))


async def _read_choice(session: AsyncSession, request: Request, build: Any) -> Choice:
    """Read what a list is wanted of.

    Raises:
        BadRequestError: an agency, unit or year that is none; what cannot be seen counts as none.
    """
    params = request.query_params
    unit = await _find(session, Unit, params.get("unit", ""), NO_UNIT)
    agency = await _find(session, Agency, params.get("agency", "") or (str(unit.agency_id) if unit else ""), NO_AGENCY)
    if agency is None:
        agency = (await session.scalars(select(Agency).order_by(Agency.id).limit(1))).one_or_none()
    if agency is None:
        raise BadRequestError(pick(NO_AGENCY))
    if unit is not None and unit.agency_id != agency.id:
        raise BadRequestError(pick(NO_UNIT))
    years = _list_years(build.as_of_date)
    year = read_key(params.get("year", "") or str(years[0]))
    if year not in years:
        raise BadRequestError(pick(NO_YEAR))
    return Choice(agency, unit, year)


async def _find(session: AsyncSession, model: Any, written: str, sentence: str) -> Any | None:
    if not written:
        return None
    key = read_key(written)
    found = await session.get(model, key) if key is not None else None
    if found is None:
        raise BadRequestError(pick(sentence))
    return found


def _list_years(as_of: date) -> list[int]:
    return list(range(as_of.year, as_of.year - YEARS, -1))
