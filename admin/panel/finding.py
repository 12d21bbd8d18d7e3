"""Finding a person from any page: a NIP or a part of a name, answered while it is typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from admin.panel.errors import BadRequestError
from admin.panel.language import this_day
from admin.panel.language import translate as _
from admin.panel.lists import read_search
from admin.panel.rendering import link
from admin.panel.routes import make_routes
from models.career import Assignment, AssignmentKind
from models.organization import Seat
from models.people import Employee, Person

if TYPE_CHECKING:
    from admin.panel.site import Site

SHORTEST: Final = 3  # letters: fewer are found by no trigram index
OFFERED: Final = 12
LOOKED_AT: Final = 60  # candidates put in order; of a name that thousands bear nobody reads them all
MOST_WORDS: Final = 6


@dataclass(frozen=True)
class Found:
    """One person found: the employment, and the post held today."""

    employee: Employee
    post: str

    @property
    def name(self) -> str:
        """The name with titles."""
        return self.employee.person.full_name


def list_routes(site: "Site") -> list[Route]:
    """Return the routes of these pages."""
    return make_routes(site, {"find": answer_page, "find_soon": answer_soon})


async def answer_page(site: "Site", request: Request) -> Response:
    """Answer with everybody found; one person alone is shown at once."""
    term = read_search(request.query_params)
    async with site.session(request) as session:
        found = await find_people(session, term)
    if len(found) == 1:
        return RedirectResponse(link(request, "person", pk=found[0].employee.id), 303)
    return await site.render(request, "find.html", {"found": found, "term": term, "is_short": is_too_short(term)})


async def answer_soon(site: "Site", request: Request) -> Response:
    """Answer what has been typed so far: addresses of persons, with what a reader needs to tell them apart."""
    try:
        term = read_search(QueryParams({"search": request.query_params.get("term", "")}))
    except BadRequestError as problem:
        return JSONResponse({"results": [], "sentence": str(problem)}, 400)
    async with site.session(request) as session:
        found = await find_people(session, term)
    rows = [
        {"id": link(request, "person", pk=item.employee.id), "text": item.name, "detail": _describe(item)}
        for item in found
    ]
    sentence = _("Type at least three letters, or the NIP.") if is_too_short(term) else _("Nobody found.")
    return JSONResponse({"results": rows, "sentence": sentence})


def is_too_short(term: str) -> bool:
    """Whether too little was typed to look for."""
    return max((len(word) for word in term.split()), default=0) < SHORTEST


async def find_people(session: AsyncSession, term: str) -> list[Found]:
    """Return the people whose names hold every word of `term`, or whose NIP starts with it; the likeliest first."""
    if is_too_short(term):
        return []
    words = term.split()[:MOST_WORDS]
    stmt = select(Employee).join(Person, Employee.person_id == Person.id).where(_holds(words)).limit(LOOKED_AT)
    employees = (await session.scalars(stmt)).unique().all()
    chosen = sorted(employees, key=lambda item: _order(item, words))[:OFFERED]
    posts = await find_posts(session, [item.id for item in chosen], this_day())
    return [Found(item, posts.get(item.id, "")) for item in chosen]


async def find_posts(session: AsyncSession, employees: Sequence[int], day: date) -> dict[int, str]:
    """Return the post that each employee holds definitively on `day`, with its unit."""
    seat = joinedload(Assignment.seat)
    stmt = (
        select(Assignment)
        .options(seat.joinedload(Seat.position_title), seat.joinedload(Seat.unit))
        .where(Assignment.employee_id.in_(employees), Assignment.kind == AssignmentKind.DEFINITIVE)
        .where(Assignment.valid_from <= day, or_(Assignment.valid_to.is_(None), Assignment.valid_to > day))
    )
    rows = await session.scalars(stmt)
    return {row.employee_id: f"{row.seat.position_title.name}, {row.seat.unit.name}" for row in rows}


def _holds(words: Sequence[str]) -> ColumnElement[bool]:
    """Return the condition: words of digits together begin the NIP, however grouped; others are in the name."""
    digits = "".join(word for word in words if _is_digits(word))
    names = [Person.name.icontains(word, autoescape=True) for word in words if not _is_digits(word)]
    number = [or_(Employee.nip.startswith(digits, autoescape=True), Employee.old_nip == digits)] if digits else []
    return and_(*number, *names)


def _is_digits(word: str) -> bool:
    return word.isascii() and word.isdigit()


def _order(employee: Employee, words: Sequence[str]) -> tuple[bool, bool, str, str]:
    """Return where a person stands among those found: names that begin as typed, then whole words, then by name."""
    name, typed = employee.person.name.casefold(), [word.casefold() for word in words]
    is_whole = set(typed) <= set(name.split())
    return not name.startswith(" ".join(typed)), not is_whole, name, employee.nip


def _describe(item: Found) -> str:
    return " · ".join(part for part in (item.employee.nip, item.post) if part)
