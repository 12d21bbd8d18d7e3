"""The line of a career: what happened to an employee, in the order of the days on which it took effect."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from admin.panel.attributes import read_title
from admin.panel.display import load_paths, read_path, show_value
from admin.panel.language import language, pick
from admin.panel.view import RecordView
from models.base import Record
from models.career import Assignment, GradeRecord, PppkContract, Termination
from models.conduct import Award, DisciplineCase
from models.people import Employee, EmployeeStatus


@dataclass(frozen=True)
class Milestone:
    """A kind of event: the table, the column with its day, the one with its last day, and what to call it by."""

    model: type[Record]
    day: str
    until: str = ""
    named_by: tuple[str, ...] = ()
    icon: str = "steps"


@dataclass(frozen=True)
class Event:
    """Something that took effect on a day; `view` and `key` lead to its record."""

    day: date
    until: date | None
    title: str
    text: str
    icon: str
    view: RecordView | None
    key: int


MILESTONES: Final = (
    Milestone(GradeRecord, "valid_from", named_by=("grade", "reason")),
    Milestone(Assignment, "valid_from", "valid_to", ("kind", "seat"), "building"),
    Milestone(EmployeeStatus, "valid_from", "valid_to", ("legal_status",), "person"),
    Milestone(PppkContract, "valid_from", "valid_to", ("number", "grade"), "book"),
    Milestone(DisciplineCase, "valid_from", "valid_to", ("discipline_kind",), "alert"),
    Milestone(Award, "awarded_on", named_by=("award_kind", "title"), icon="medal"),
    Milestone(Termination, "effective_on", named_by=("kind",), icon="alert"),
)
APPOINTED: Final = "Diangkat sebagai CPNS atau PPPK | Appointed as CPNS or PPPK"
PERMANENT: Final = "Diangkat menjadi PNS | Made permanent as PNS"
APPOINTMENT: Final = "Pengangkatan | Appointment"


async def load_career_line(session: AsyncSession, employee: Employee, views: Sequence[RecordView]) -> list[Event]:
    """Return the events of a career that the reader may see, the newest first."""
    by_model = {view.model: view for view in views}
    events = _start(employee, by_model.get(Employee))
    for milestone in MILESTONES:
        view = by_model.get(milestone.model)
        if view is not None:
            events += await _load(session, milestone, view, employee)
    return sorted(events, key=lambda item: (item.day, item.key), reverse=True)


async def _load(session: AsyncSession, milestone: Milestone, view: RecordView, employee: Employee) -> list[Event]:
    model: Any = milestone.model
    stmt = select(model).options(*load_paths(model, milestone.named_by)).where(model.employee_id == employee.id)
    title = read_title(model).label(language())
    rows: Any = await session.scalars(stmt)
    return [_tell(row, milestone, title, view) for row in rows.unique()]


def _tell(row: Any, milestone: Milestone, title: str, view: RecordView) -> Event:
    named = (show_value(*read_path(row, path)) for path in milestone.named_by)
    until = getattr(row, milestone.until) if milestone.until else None
    text = " · ".join(part for part in named if part)
    return Event(getattr(row, milestone.day), until, title, text, milestone.icon, view, row.id)


def _start(employee: Employee, view: RecordView | None) -> list[Event]:
    days = ((employee.appointed_on, APPOINTED), (employee.permanent_on, PERMANENT))
    return [
        Event(day, None, pick(APPOINTMENT), pick(text), "person", view, employee.id)
        for day, text in days
        if day is not None
    ]
