"""A new decree for an employee and what it changes, on one form: both are stored, or neither."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from admin.panel.build import form_sections
from admin.panel.bulk_changes import Versions, read_versions, write_versions
from admin.panel.errors import ConflictError, RefusedError, explain
from admin.panel.forms import RecordForm
from admin.panel.language import pick
from admin.panel.language import translate as _
from admin.panel.lookups import fill_references
from admin.panel.received import parse_key, read_form
from admin.panel.rendering import link
from admin.panel.routes import make_routes
from admin.panel.saving import check_form
from admin.panel.view import RecordView
from models.base import Record
from models.career import Assignment, AssignmentKind, GradeRecord, PppkContract, SalaryIncrement, Termination
from models.conduct import Award, DisciplineCase
from models.people import Decree, DecreeKind, Employee, EmployeeStatus

if TYPE_CHECKING:
    from admin.panel.site import Site

DECREE, RECORD = "decree-", "record-"  # before the names of the fields of either part
END: Final = "end_present"
SHOWN: Final = "rows"  # what was on record when the form was made, as `key:version` pairs
CHANGED_MEANWHILE: Final = (
    "Orang lain baru saja mengubah yang akan diakhiri. Periksa halaman orang ini, lalu simpan lagi. | "
    "Somebody else has just changed what would be ended. Look at this person's page, then save again."
)


@dataclass(frozen=True)
class Act:
    """What a decree can do: the table it writes to, and what such decrees are called in the books.

    Attributes:
        start: the column with the day on which it takes effect.
        ends_present: whether the row in force until then ends on that day.
    """

    model: type[Record]
    kind: DecreeKind
    start: str = "valid_from"
    ends_present: bool = False


ACTS: Final = (
    Act(GradeRecord, DecreeKind.PROMOTION),
    Act(Assignment, DecreeKind.POSITION, ends_present=True),
    Act(SalaryIncrement, DecreeKind.SALARY),
    Act(EmployeeStatus, DecreeKind.STATUS, ends_present=True),
    Act(PppkContract, DecreeKind.APPOINTMENT, ends_present=True),
    Act(Award, DecreeKind.AWARD, "awarded_on"),
    Act(DisciplineCase, DecreeKind.DISCIPLINE),
    Act(Termination, DecreeKind.TERMINATION, "effective_on"),
)


def list_routes(site: "Site") -> list[Route]:
    """Return the routes of these pages."""
    return make_routes(site, {"act": answer}, "GET", "POST")


def offered_acts(site: "Site", request: Request) -> list[RecordView]:
    """Return the tables that the signed-in person may write to by a new decree."""
    decrees = site.view_for(Decree)
    if decrees is None or not decrees.may(request, "create"):
        return []
    views = [site.view_for(act.model) for act in ACTS]
    return [view for view in views if view is not None and view.may(request, "create")]


async def answer(site: "Site", request: Request) -> Response:
    """Show the form for a decree and its effect, and store both."""
    view = site.find_view(request, "create")
    act = next((act for act in ACTS if act.model is view.model), None)
    decrees = site.view_for(Decree)
    if act is None or decrees is None:
        raise HTTPException(404)
    if not decrees.may(request, "create"):
        raise HTTPException(403)
    sent = await read_form(request) if request.method == "POST" else None
    async with site.session(request, _read_number(sent)) as session:
        employee = await session.get(Employee, parse_key(request.path_params["pk"]))
        if employee is None:
            raise HTTPException(404)
        person = {"key": employee.id, "name": employee.person.full_name, "nip": employee.nip}  # outlives a rollback
        paper = Paper(act, decrees.record_form(sent, prefix=DECREE), view.record_form(sent, prefix=RECORD), employee)
        error, shown = "", str(sent.get(SHOWN, "")) if sent is not None else write_versions(await paper.look(session))
        if sent is None:
            await paper.start(session)
        elif await paper.check(session, sent):
            ended = read_versions(sent) if shown else {}
            try:
                await paper.store(session, ended if sent.get(END) == "true" else None)
            except ChangedError:
                error, shown = pick(CHANGED_MEANWHILE), write_versions(await paper.look(session))
            except NotStoredError as refusal:
                error = str(refusal)
            else:
                return RedirectResponse(f"{link(request, 'person', pk=employee.id)}?notice=saved#{view.identity}", 303)
        told = {"view": view, "decrees": decrees, "act": act, "paper": paper, "person": person, "error": error}
        told |= {"list_sections": list_sections, "ends": END, "is_end_wanted": sent is None or sent.get(END) == "true"}
        return await site.render(request, "act.html", told | {"shown": shown}, 200 if sent is None else 400)


def _read_number(sent: FormData | None) -> str:
    """Return why all this is done: the number of the decree, as far as it can be written into the audit."""
    typed = str(sent.get(f"{DECREE}number", "")) if sent is not None else ""
    return "".join(sign for sign in typed if sign.isprintable())[:100]


class NotStoredError(Exception):
    """The database refused a part, which tells it beside the field; the text is for the head of the form, or empty."""


class ChangedError(Exception):
    """Somebody else saved a row that was to be ended, after the form was made; nothing is stored."""


class Paper:
    """The two parts of the form: the decree, and the record that rests on it."""

    def __init__(self, act: Act, decree: RecordForm, record: RecordForm, employee: Employee) -> None:
        self.act, self.decree, self.record, self.employee = act, decree, record, employee
        for form, given in ((decree, ("agency_id", "effective_from")), (record, ("employee_id", "decree_id"))):
            for name in given:
                if name in form:
                    del form[name]

    @property
    def parts(self) -> tuple[RecordForm, RecordForm]:
        """Both forms."""
        return self.decree, self.record

    @property
    def has_errors(self) -> bool:
        """Whether something is wrong in either part."""
        return bool(self.decree.errors or self.record.errors)

    async def start(self, session: AsyncSession) -> None:
        """Start with what is known: the kind of such decrees."""
        self.decree["kind"].data = self.act.kind
        for form in self.parts:
            await fill_references(session, form.record_fields())
            form.forget_errors()

    async def check(self, session: AsyncSession, sent: FormData) -> bool:
        """Tell whether both parts may be stored, with every mistake beside its field."""
        return all([await check_form(session, form, sent) for form in self.parts])

    async def look(self, session: AsyncSession) -> Versions:
        """Return what is on record of the employee in the table, where the act may end some of it."""
        model: Any = self.act.model
        if not self.act.ends_present:
            return {}
        stmt = select(model.id, model.row_version).where(model.employee_id == self.employee.id).order_by(model.id)
        return {row.id: row.row_version for row in await session.execute(stmt)}

    async def store(self, session: AsyncSession, ended: Versions | None) -> None:
        """Store the decree and what it does, and end what was in force, known in the versions `ended`; None: let it be.

        Raises:
            ChangedError: what is to be ended was changed meanwhile; nothing is stored.
            NotStoredError: the database refused a part; nothing is stored.
        """
        values = self.record.values(only_sent=False)
        start: date = values[self.act.start]
        present = (
            await self._find_present(session, start, values) if ended is not None and self.act.ends_present else []
        )
        if any(row.row_version != (ended or {}).get(row.id) for row in present):
            raise ChangedError()
        paper = self.decree.values(only_sent=False)
        decree = Decree(**paper, agency_id=self.employee.agency_id, effective_from=start)
        session.add(decree)
        await self._flush(session, self.decree, Decree)
        for row in present:
            row.valid_to = start
        await self._flush(session, self.record, self.act.model)
        model: Any = self.act.model
        session.add(model(**values, employee_id=self.employee.id, decree_id=decree.id))
        await self._flush(session, self.record, model, is_last=True)

    async def _flush(self, session: AsyncSession, form: RecordForm, model: type[Record], is_last: bool = False) -> None:
        """Send what has been done so far to the database, and end the transaction with the last of it."""
        try:
            await (session.commit() if is_last else session.flush())
        except Exception as error:
            await session.rollback()
            found = explain(error, model)
            if isinstance(found, RefusedError):
                raise NotStoredError(form.add_refusal(found.columns, found.sentence)) from error
            if isinstance(found, ConflictError):
                sentence = _("Somebody else is changing the same rows right now. Please save again.")
                raise NotStoredError(sentence) from error
            raise

    async def _find_present(self, session: AsyncSession, start: date, values: dict[str, Any]) -> list[Any]:
        """Return the rows in force on the day on which the new one starts; who acts for another keeps the own post."""
        model: Any = self.act.model
        stmt = select(model).where(model.employee_id == self.employee.id, model.valid_from < start)
        stmt = stmt.where(model.valid_to.is_(None) | (model.valid_to > start))
        if model is Assignment:
            if values["kind"] is not AssignmentKind.DEFINITIVE:
                return []
            stmt = stmt.where(Assignment.kind == AssignmentKind.DEFINITIVE)
        return list(await session.scalars(stmt))


def list_sections(view: RecordView, form: RecordForm) -> Iterator[tuple[str, list[Any]]]:
    """Return the headings and fields of one part, as on its own page."""
    for title, names in form_sections(type(view)):
        fields = [form[name] for name in names if name in form]
        if fields:
            yield pick(title), fields
