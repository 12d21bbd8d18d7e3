"""One page that shows an employee whole: who they are today, the line of their career, and every record of theirs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.datastructures import URL
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from admin.panel.acts import offered_acts
from admin.panel.attributes import Attribute, read_attributes
from admin.panel.career_line import load_career_line
from admin.panel.corrections import is_own, may_ask
from admin.panel.display import load_paths
from admin.panel.feed.query import find_last_moves
from admin.panel.feed.telling import tell_moves
from admin.panel.finding import find_posts
from admin.panel.language import this_day
from admin.panel.marts import may_read
from admin.panel.official.forms import FAMILY
from admin.panel.official.pages import may_take
from admin.panel.page import Area
from admin.panel.pages import natural_order
from admin.panel.queries import sort_by
from admin.panel.received import parse_key
from admin.panel.rendering import link
from admin.panel.routes import make_routes
from admin.panel.view import RecordView
from models.base import Record
from models.career import GradeRecord
from models.people import Employee, EmployeeStatus, Person

if TYPE_CHECKING:
    from admin.panel.site import Site

SHOWN: Final = 8  # newest rows of each table; the rest is one click away
MOVES: Final = 5  # newest moves of the person's figures


@dataclass(frozen=True)
class Records:
    """What one table holds about a person.

    Attributes:
        attribute: the column by which the table refers to the person.
        columns: the columns shown: their paths, and the columns they end at.
        rows: the newest rows.
        total: how many there are.
    """

    view: RecordView
    attribute: Attribute
    columns: Sequence[tuple[str, Attribute]]
    rows: Sequence[Any]
    total: int

    @property
    def anchor(self) -> str:
        """Where on the page the table is."""
        return self.view.identity


@dataclass(frozen=True)
class Today:
    """What holds today: the grade, the post and the legal status, as far as they are recorded."""

    grade: GradeRecord | None
    post: str
    status: EmployeeStatus | None


def list_routes(site: "Site") -> list[Route]:
    """Return the routes of these pages."""
    return make_routes(site, {"person": answer})


async def answer(site: "Site", request: Request) -> Response:
    """Answer with the page of one employee."""
    key = parse_key(request.path_params["pk"])
    async with site.session(request) as session:
        employee = await _find_employee(session, key)
        today = await find_today(session, employee, this_day())
        line = await load_career_line(session, employee, site.visible_views(request))
        tables = [await _load(session, *found, employee) for found in list_tables(site.visible_views(request))]
        is_reader = await is_own(session, request, employee)
        moves = await tell_moves(session, await find_last_moves(session, key, MOVES)) if may_read(request) else []
    told = {
        "employee": employee,
        "person": employee.person,
        "today": today,
        "areas": _by_area(tables),
        "employee_view": site.view_for(Employee),
        "person_view": site.view_for(Person),
        "add_url": lambda item: _add_url(request, item, employee),
        "all_url": lambda item: _all_url(request, item, employee),
        "line": line,
        "moves": moves,
        "edit_url": lambda view, key: _edit_url(request, view, key, employee),
        "may_ask": lambda view: is_reader and not view.may_change(request) and may_ask(request, view),
        "ask_url": lambda view, key: _back_here(link(request, "correction_ask", view, pk=key), request, employee),
        "acts": offered_acts(site, request),
        "may_print_family": may_take(request, FAMILY),
    }
    return await site.render(request, "person.html", told)


async def _find_employee(session: AsyncSession, key: int) -> Employee:
    paths = ("person", "agency", "employment_type")
    stmt = select(Employee).options(*load_paths(Employee, paths)).where(Employee.id == key)
    found = (await session.scalars(stmt)).unique().one_or_none()
    if found is None:
        raise HTTPException(404)
    return found


async def find_today(session: AsyncSession, employee: Employee, day: date) -> Today:
    """Return what holds on `day`: the latest TMT not after it, and the periods that contain it."""
    grade = (
        sort_by(select(GradeRecord), GradeRecord, ("-valid_from", "-grade.ordinal"))
        .options(*load_paths(GradeRecord, ("grade",)))
        .where(GradeRecord.employee_id == employee.id, GradeRecord.valid_from <= day)
        .limit(1)
    )
    status = (
        sort_by(select(EmployeeStatus), EmployeeStatus, ("-valid_from",))
        .options(*load_paths(EmployeeStatus, ("legal_status",)))
        .where(EmployeeStatus.employee_id == employee.id, EmployeeStatus.valid_from <= day)
        .where(EmployeeStatus.valid_to.is_(None) | (EmployeeStatus.valid_to > day))
        .limit(1)
    )
    posts = await find_posts(session, [employee.id], day)
    return Today(await session.scalar(grade), posts.get(employee.id, ""), await session.scalar(status))


def list_tables(views: Iterable[RecordView]) -> list[tuple[RecordView, Attribute]]:
    """Return the tables that hold records of a person, in the order of the navigation, each with its column."""
    found = []
    for view in views:
        attributes = read_attributes(view.model)
        for name in ("employee_id", "person_id"):
            if view.model is not Employee and name in attributes:
                found.append((view, attributes[name]))
                break
    return found


async def _load(session: AsyncSession, view: RecordView, attribute: Attribute, employee: Employee) -> Records:
    """Load the newest rows of one table and their number: one statement, whatever they refer to."""
    model: Any = view.model
    columns = [(path, column) for path, column in view.list_headings() if path.split(".")[0] != attribute.relation]
    counted: Any = select(model, func.count().over())
    stmt = (
        sort_by(counted, model, _newest_first(model, attribute))
        .options(*load_paths(model, [path for path, _column in columns]))
        .where(getattr(model, attribute.name) == _owner(attribute, employee))
        .limit(SHOWN)
    )
    rows = (await session.execute(stmt)).unique().all()
    return Records(view, attribute, columns, [row[0] for row in rows], rows[0][1] if rows else 0)


def _newest_first(model: type[Record], attribute: Attribute) -> tuple[str, ...]:
    """Return the natural order of a table without the person, who is the same in every row."""
    paths = [path for path in natural_order(model) if path.lstrip("-").split(".")[0] != attribute.relation]
    return tuple(paths) or ("-id",)


def _owner(attribute: Attribute, employee: Employee) -> int:
    return employee.id if attribute.name == "employee_id" else employee.person_id


def _by_area(tables: Iterable[Records]) -> list[tuple[Area, list[Records]]]:
    areas: dict[str, tuple[Area, list[Records]]] = {}
    for item in tables:
        areas.setdefault(item.view.area.name, (item.view.area, []))[1].append(item)
    return list(areas.values())


def _edit_url(request: Request, view: RecordView, key: int, employee: Employee) -> str:
    return _back_here(link(request, "edit", view, pk=key), request, employee)


def _back_here(path: str, request: Request, employee: Employee) -> str:
    """Return the address of a page that leads back to the person's."""
    return str(URL(path).include_query_params(next=link(request, "person", pk=employee.id)))


def _add_url(request: Request, item: Records, employee: Employee) -> str:
    owner = {item.attribute.name: str(_owner(item.attribute, employee))}
    back = link(request, "person", pk=employee.id)
    return str(URL(link(request, "create", item.view)).include_query_params(**owner, next=back))


def _all_url(request: Request, item: Records, employee: Employee) -> str:
    owner = {item.attribute.name: str(_owner(item.attribute, employee))}
    return str(URL(link(request, "list", item.view)).include_query_params(**owner))
