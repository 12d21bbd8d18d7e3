"""Asking for a correction of a record, and deciding on it; the database writes what is accepted, and refuses the rest.

The rules stand in models/migrations/sql/0019_correction.sql; see docs/decisions/0019-corrections.md.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from admin.panel.attributes import Attribute, Kind, read_attributes
from admin.panel.display import show_path, show_value
from admin.panel.errors import BadRequestError, ConflictError, RefusedError
from admin.panel.forms import RecordForm, write_value
from admin.panel.history_telling import find_model, name_rows
from admin.panel.language import pick
from admin.panel.lookups import fill_references
from admin.panel.parsers import clean, parse
from admin.panel.received import read_form
from admin.panel.rendering import link, own_path
from admin.panel.rights import read_rights
from admin.panel.routes import make_routes
from admin.panel.saving import check_form, read_version
from admin.panel.view import RecordView
from models.correction import CorrectionRequest, CorrectionStatus
from models.people import Employee, Person
from models.stewardship import User

if TYPE_CHECKING:
    from admin.panel.site import Site

CLAIM: Final = "claim-"  # before the name of the field that is to be corrected, which may be called "reason" too
ASKED: Final = ("reason", "document_id")
OWNERS: Final = frozenset({"employee_id", "person_id"})
DECISIONS: Final = {
    "accept": CorrectionStatus.ACCEPTED,
    "refuse": CorrectionStatus.REFUSED,
    "withdraw": CorrectionStatus.WITHDRAWN,
}
UNKNOWN_DECISION: Final = "Keputusan ini tidak dikenal. | This decision is not known."
RECORD_CHANGED: Final = (
    "Catatan ini baru saja diubah. Periksa isinya di bawah, lalu ajukan bila masih keliru. | "
    "This record has just been changed. Look at it below, and submit if it is still wrong."
)
CHANGED_MEANWHILE: Final = (
    "Permintaan ini baru saja diputus atau ditarik. | This request has just been decided or withdrawn."
)


def list_routes(site: "Site") -> list[Route]:
    """Return the routes of these pages."""
    return make_routes(site, {"correction_ask": ask, "correction": decide}, "GET", "POST")


def may_ask(request: Request, view: RecordView) -> bool:
    """Whether the signed-in person may ask for corrections of some rows of a table."""
    is_about_people = view.model in (Person, Employee) or OWNERS & read_attributes(view.model).keys()
    may_create = read_rights(request).may_touch(CorrectionRequest, "create")
    return bool(is_about_people) and view.page.offers("change") and may_create


async def is_own(session: AsyncSession, request: Request, row: Any) -> bool:
    """Whether a row is about the signed-in person."""
    stmt = select(Employee.id, Employee.person_id).join(User, User.employee_id == Employee.id)
    own = (await session.execute(stmt.where(User.id == request.state.user.id))).one_or_none()
    if own is None:
        return False
    if isinstance(row, Employee | Person):
        return bool(row.id == (own.id if isinstance(row, Employee) else own.person_id))
    return bool(own.id == getattr(row, "employee_id", 0) or own.person_id == getattr(row, "person_id", 0))


async def ask(site: "Site", request: Request) -> Response:
    """Let somebody choose a field of a record, then say what it should hold and why."""
    view, requests = site.find_view(request), site.view_for(CorrectionRequest)
    if requests is None or not may_ask(request, view):
        raise HTTPException(403)
    sent = await read_form(request) if request.method == "POST" else None
    column, back = request.query_params.get("field", ""), own_path(request.query_params.get("next", ""))
    async with site.session(request) as session:
        row = await view.find(session, request.path_params["pk"])
        employee = await _find_employee(session, row)
        fields = list(_list_fields(view, row))
        told = {"view": view, "key": row.id, "name": view.name_of(row), "fields": fields, "back": back}
        if not column:
            return await site.render(request, "correction_fields.html", told)
        field = next((field for field in fields if field.attribute.name == column), None)
        if field is None:
            raise HTTPException(404)
        claim = _keep(view.record_form(sent, obj=row, prefix=CLAIM), column)
        claim.is_new = False
        why = _keep(requests.record_form(sent), *ASKED)
        told |= {"field": field, "claim": claim, "why": why, "requests": requests, "version": row.row_version}
        if sent is None:
            await fill_references(session, [*claim.record_fields(), *why.record_fields()])
            return await site.render(request, "correction_ask.html", told)
        error = "" if read_version(sent) == row.row_version else pick(RECORD_CHANGED)
        if all([await check_form(session, form, sent) for form in (claim, why)]) and not error:
            values = why.values(only_sent=False) | {
                "employee_id": employee,
                "field": f"{view.model.__tablename__}.{column}",
                "row_id": row.id,
                "claimed_value": _write(claim[column].data),
            }
            try:
                stored = await requests.insert(session, values)
                return RedirectResponse(f"{link(request, 'correction', pk=stored.id)}?notice=saved", 303)
            except RefusedError as refusal:
                columns = tuple(column if name == "claimed_value" else name for name in refusal.columns)
                form = claim if column in columns else why
                error = form.add_refusal(columns, refusal.sentence)
        return await site.render(request, "correction_ask.html", told | {"error": error}, 400)


async def decide(site: "Site", request: Request) -> Response:
    """Show a request with what is stored and what is claimed; accept, refuse or withdraw it."""
    view = site.view_for(CorrectionRequest)
    if view is None or not view.may(request, "see"):
        raise HTTPException(403)
    view, error, note, status_code = view.for_reader(request), "", "", 200
    if request.method == "POST":
        sent = await read_form(request)
        note = clean(str(sent.get("note", "")))
        try:
            await _store(site, request, view, sent)
            return RedirectResponse(f"{link(request, 'correction', pk=request.path_params['pk'])}?notice=saved", 303)
        except RefusedError as refusal:
            error, status_code = refusal.sentence, 400
        except ConflictError:
            error, status_code = pick(CHANGED_MEANWHILE), 409
    async with site.session(request) as session:
        told = await _tell(session, site, request, view)
    return await site.render(
        request, "correction.html", {"view": view, "told": told, "error": error, "note": note}, status_code
    )


async def _store(site: "Site", request: Request, view: RecordView, sent: FormData) -> None:
    """Store a decision.

    Raises:
        RefusedError: the database refused it, or the note cannot be taken; nothing is stored.
        ConflictError: somebody else decided meanwhile; nothing is stored.
    """
    status, version = DECISIONS.get(str(sent.get("act", ""))), read_version(sent)
    if status is None:
        raise BadRequestError(pick(UNKNOWN_DECISION))
    values: dict[str, Any] = {"status": status}
    async with site.session(request) as session:
        row = await view.find(session, request.path_params["pk"])
        if status is not CorrectionStatus.WITHDRAWN:
            if "note" not in view.attributes:  # who may not read what is claimed does not decide on it
                raise HTTPException(403)
            try:
                values["note"] = parse(clean(str(sent.get("note", ""))), view.attributes["note"])
            except ValueError as problem:
                raise RefusedError(str(problem)) from problem
        await view.update(session, row, version, values)


@dataclass(frozen=True)
class Field:
    """A field of a record, with its value as written."""

    attribute: Attribute
    text: str


@dataclass(frozen=True)
class Told:
    """A request as its page shows it.

    Attributes:
        attribute: the column that is to be corrected.
        record: the row it belongs to, None when it is gone or out of the reader's reach.
        record_view: the pages of that row.
        stored: what the field held when it was asked, as written; None when the reader may not see it, as below.
        now: what it holds today, when that is something else.
        decided_by: who decided.
        may_decide: whether the reader may accept or refuse it; `may_withdraw` likewise.
    """

    row: CorrectionRequest
    attribute: Attribute
    record: Any
    record_view: RecordView
    stored: str | None
    claimed: str | None
    now: str | None
    decided_by: str
    may_decide: bool
    may_withdraw: bool


async def _tell(session: AsyncSession, site: "Site", request: Request, view: RecordView) -> Told:
    row = await view.find(session, request.path_params["pk"])
    table, _point, column = row.field.partition(".")
    model = find_model(f"personnel.{table}")
    record_view = site.view_for(model)
    if model is None or record_view is None:
        raise HTTPException(404)
    attribute, reader_view = read_attributes(model)[column], record_view.for_reader(request)
    record = await _find_record(session, reader_view, row.row_id)
    is_shown = "claimed_value" in view.attributes
    stored, claimed = (
        (_read(attribute, text) for text in (row.stored_value, row.claimed_value)) if is_shown else (None, None)
    )
    now = getattr(record, column) if record is not None and column in reader_view.attributes else stored
    keys = [(attribute.target, value) for value in (stored, claimed, now) if attribute.target and value is not None]
    names = await name_rows(session, keys)

    def show(value: Any) -> str:
        if attribute.target is not None and value is not None:
            return names.get((attribute.target, value), f"#{value}")
        return show_value(attribute, value) if not isinstance(value, str) else value

    own = await session.scalar(select(User.employee_id).where(User.id == request.state.user.id))
    may_change = read_rights(request).may_touch(CorrectionRequest, "change")
    is_waiting = row.status is CorrectionStatus.SUBMITTED
    return Told(
        row=row,
        attribute=attribute,
        record=record,
        record_view=reader_view,
        stored=show(stored) if is_shown else None,
        claimed=show(claimed) if is_shown else None,
        now=show(now) if is_shown and is_waiting and now != stored else None,
        decided_by=await session.scalar(select(func.stewardship.name_of_user(row.decided_by_id))) or "",
        may_decide=is_waiting and may_change and is_shown and own != row.employee_id,
        may_withdraw=is_waiting and may_change and own == row.employee_id,
    )


async def _find_record(session: AsyncSession, view: RecordView, key: int) -> Any:
    try:
        return await view.find(session, str(key))
    except HTTPException:
        return None


async def _find_employee(session: AsyncSession, row: Any) -> int:
    """Return the employee whom a row is about: of a person, the latest employment within reach."""
    if isinstance(row, Employee):
        return row.id
    if (key := getattr(row, "employee_id", None)) is not None:
        return int(key)
    person = row.id if isinstance(row, Person) else row.person_id
    stmt = select(Employee.id).where(Employee.person_id == person).order_by(Employee.appointed_on.desc()).limit(1)
    found = await session.scalar(stmt)
    if found is None:
        raise HTTPException(404)
    return found


def _list_fields(view: RecordView, row: Any) -> Iterator[Field]:
    """Return the fields of a row that may be corrected: what people type, but not whom it is about."""
    for field in view.record_form().record_fields():
        if field.name not in OWNERS and not field.is_secret and field.attribute.kind is not Kind.INSTANT:
            yield Field(field.attribute, show_path(row, field.name)[2])


def _keep(form: RecordForm, *names: str) -> RecordForm:
    """Return a form with these of its fields alone."""
    for field in form.record_fields():
        if field.attribute.name not in names:
            del form[field.attribute.name]
    return form


def _write(value: Any) -> str | None:
    """Return a value as PostgreSQL reads it; None is an empty field."""
    return write_value(value) or None


def _read(attribute: Attribute, text: str | None) -> Any:
    """Return what a text of PostgreSQL's stands for; what the column no longer holds is shown as it was written."""
    try:
        return parse(text, attribute) if text is not None else None
    except ValueError:
        return text
