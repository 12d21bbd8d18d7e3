"""The results of a whole training session on one form: who came, for how many hours, with which certificate."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from admin.panel.attributes import Attribute, read_attributes
from admin.panel.days import TypedDay, read_typed_day
from admin.panel.display import load_paths
from admin.panel.errors import ConflictError, RefusedError, explain
from admin.panel.forms import write_value
from admin.panel.language import translate as _
from admin.panel.parsers import clean, parse
from admin.panel.received import parse_key, read_form
from admin.panel.rendering import link
from admin.panel.routes import make_routes
from models.training import Completion, Course, Enrolment, EnrolmentStatus, Session

if TYPE_CHECKING:
    from admin.panel.site import Site

STATUS, HOURS, NUMBER, VERSION, ISSUED = "status-", "hours-", "certificate-", "version-", "certificate_on"
OUTCOMES: Final = (EnrolmentStatus.ATTENDED, EnrolmentStatus.ABSENT, EnrolmentStatus.CANCELLED)
OPEN: Final = (EnrolmentStatus.PROPOSED, EnrolmentStatus.ACCEPTED)


@dataclass
class Result:
    """One participant: what was typed, what it means, what is wrong with it; `recorded` is there already."""

    enrolment: Enrolment
    recorded: Completion | None
    status: str = ""
    hours: str = ""
    certificate: str = ""
    is_sent: bool = False
    errors: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        """Whether this participant's result is to be stored now."""
        return self.is_sent and self.status == EnrolmentStatus.ATTENDED.value


def list_routes(site: "Site") -> list[Route]:
    """Return the routes of these pages."""
    return make_routes(site, {"session_results": answer}, "GET", "POST")


def may_record(site: "Site", request: Request) -> bool:
    """Whether the signed-in person may record the results of a session, of some participants at least."""
    enrolments, completions = site.view_for(Enrolment), site.view_for(Completion)
    if enrolments is None or completions is None:
        return False
    return enrolments.may(request, "change") and completions.may(request, "create")


async def answer(site: "Site", request: Request) -> Response:
    """Show every participant of a session, and store the results of all or of none."""
    if not may_record(site, request):
        raise HTTPException(403)
    sent = await read_form(request) if request.method == "POST" else None
    key = parse_key(request.path_params["pk"])
    async with site.session(request) as session:
        held = await _find_session(session, key)
        results = await _load(session, held)
        issued, error = read_typed_day(sent or {}, ISSUED), ""
        if sent is not None:
            error = await _take(session, held, results, sent, issued)
            if not error:
                return RedirectResponse(f"{link(request, 'session_results', pk=key)}?notice=saved", 303)
            await session.rollback()
            held = await _find_session(session, key)
            results = [_read(result, sent) for result in await _load(session, held)]
        told = {"held": held, "results": results, "issued": issued, "error": error, "outcomes": OUTCOMES}
        told |= {"sessions": site.view_for(Session), "fields": (STATUS, HOURS, NUMBER, VERSION, ISSUED)}
        return await site.render(request, "session_results.html", told, 400 if error else 200)


async def _find_session(session: AsyncSession, key: int) -> Session:
    paths = ("course", "course.training_kind", "partner")
    stmt = select(Session).options(*load_paths(Session, paths)).where(Session.id == key)
    held = (await session.scalars(stmt)).unique().one_or_none()
    if held is None:
        raise HTTPException(404)
    return held


async def _load(session: AsyncSession, held: Session) -> list[Result]:
    """Return the participants within reach, by name, with what is recorded of them."""
    enrolments = await session.scalars(
        select(Enrolment).options(*load_paths(Enrolment, ("employee",))).where(Enrolment.session_id == held.id)
    )
    recorded = {row.employee_id: row for row in await session.scalars(_of_session(held))}
    found = [Result(row, recorded.get(row.employee_id)) for row in enrolments.unique()]
    for result in found:
        is_open = result.enrolment.status in OPEN
        result.status = (EnrolmentStatus.ATTENDED if is_open else result.enrolment.status).value
        result.hours = write_value(result.recorded.hours if result.recorded else held.course.hours)
        result.certificate = (result.recorded.certificate_number or "") if result.recorded else ""
    return sorted(found, key=lambda item: (item.enrolment.employee.person.name, item.enrolment.id))


def _of_session(held: Session) -> Any:
    return select(Completion).where(Completion.session_id == held.id)


async def _take(
    session: AsyncSession, held: Session, results: Sequence[Result], sent: FormData, issued: TypedDay
) -> str:
    """Store what was sent; return the sentence for the head of the form when nothing was stored, else nothing."""
    for result in results:
        _read(result, sent)
    if any(result.is_sent and sent[f"{VERSION}{result.enrolment.id}"] != _version(result) for result in results):
        return _tell_changed()
    if issued.error or any(result.errors for result in results):
        return _("Nothing was stored yet. Correct the marked fields and save again.")
    for result in results:
        if result.is_sent:
            result.enrolment.status = next(outcome for outcome in OUTCOMES if outcome.value == result.status)
    try:
        await session.flush()  # only who came can have finished
        session.add_all(_complete(held, result, issued.day) for result in results if result.is_new)
        await session.commit()
    except Exception as error:
        found = explain(error, Completion)
        if isinstance(found, RefusedError):
            return found.sentence
        if isinstance(found, ConflictError):
            return _tell_changed()
        raise found from error
    return ""


def _read(result: Result, sent: FormData) -> Result:
    """Read what was typed of one participant.

    Who was not on the form is left alone, and who has a result already is left to its own page.
    """
    key = result.enrolment.id
    result.is_sent = result.recorded is None and f"{STATUS}{key}" in sent and f"{VERSION}{key}" in sent
    if not result.is_sent:
        return result
    result.status, result.hours, result.certificate = (
        clean(str(sent.get(f"{name}{key}", present)))
        for name, present in ((STATUS, result.status), (HOURS, result.hours), (NUMBER, result.certificate))
    )
    if result.status not in [outcome.value for outcome in OUTCOMES]:
        result.errors["status"] = _("This is not in the list; choose one of the answers offered.")
    for name, typed in (("hours", result.hours), ("certificate_number", result.certificate)):
        try:
            result.values[name] = parse(typed, _column(name))
        except ValueError as problem:
            result.errors[name] = str(problem)
    hours = result.values.get("hours")
    if result.is_new and "hours" not in result.errors and not (hours is not None and Decimal(0) <= hours <= 5000):
        result.errors["hours"] = _("Give the hours, from 0 to 5000.")
    return result


def _tell_changed() -> str:
    return _("Somebody else has just changed one of these participants. Look at the list again, then save.")


def _version(result: Result) -> str:
    return str(result.enrolment.row_version)


def _complete(held: Session, result: Result, certificate_on: date | None) -> Completion:
    course: Course = held.course
    return Completion(
        employee_id=result.enrolment.employee_id,
        training_kind_id=course.training_kind_id,
        course_id=course.id,
        session_id=held.id,
        title=course.title,
        started_on=held.starts_on,
        ended_on=held.ends_on,
        certificate_on=certificate_on,
        expires_on=_expiry(course, certificate_on or held.ends_on),
        organiser=held.partner.name if held.partner else None,
        **result.values,
    )


def _expiry(course: Course, start: date) -> date | None:
    """Return the day on which a certificate of this course ends; one of 29 February ends on 1 March."""
    if course.valid_years is None:
        return None
    year = start.year + course.valid_years
    return date(year, 3, 1) if (start.month, start.day) == (2, 29) and year % 4 else start.replace(year=year)


def _column(name: str) -> Attribute:
    return read_attributes(Completion)[name]
