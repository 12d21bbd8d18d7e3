"""The pages of the published marts: all of them by theme, and one with what can be done about each row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from admin.explanation import Remedy
from admin.explanation.promotion import find_lacking
from admin.explanation.records import load_records
from admin.explanation.remedies import Desk
from admin.explanation.source import Source
from admin.panel import home, marts
from admin.panel.language import language, pick, show_date, show_month
from admin.panel.mart_catalogue import PAGES
from admin.panel.mart_narrowing import AFTER, BEFORE, BETWEEN, UNDER, Narrowing, read_narrowings
from admin.panel.remedies import make_offer
from admin.panel.rendering import link
from admin.teller import Teller
from models.organization import Unit

if TYPE_CHECKING:
    from admin.panel.site import Site

READINESS = "promotion_readiness"
BELOW = "Unit dan yang di bawahnya | Unit and those below it"
EARLIER = "sebelum {day} | before {day}"
LATER = "sesudah {day}, atau masih | after {day}, or still"
YES = "Ya | Yes"
NO = "Tidak | No"


@dataclass(frozen=True)
class Chip:
    """One filter that narrows a mart, as a reader is told: its parameter, the column, and what it may be."""

    name: str
    label: str
    text: str


async def answer_all(site: "Site", request: Request) -> Response:
    """Answer with the published marts by theme."""
    marts.require_reader(request)
    async with site.session(request) as session:
        shelves = marts.sort_by_theme(await marts.list_marts(session))
        build = await home.find_published_build(session)
    return await site.render(request, "marts.html", {"shelves": shelves, "build": build})


async def answer_one(site: "Site", request: Request) -> Response:
    """Answer with one page of rows of the mart in the address."""
    marts.require_reader(request)
    name = request.path_params["mart"]
    async with site.session(request) as session:
        mart = await marts.find_mart(session, name)
        columns = await marts.list_columns(session, name)
        narrowings = await find_narrowings(session, name, request.query_params)
        listing, search = await marts.list_mart_rows(session, name, columns, request.query_params)
        remedies = await session.run_sync(partial(find_remedies, mart=name, rows=listing.rows))
    context = {
        "mart": mart,
        "columns": columns,
        "leading": marts.count_leading(name, columns),
        "listing": listing,
        "remedies": remedies,
        "offer": partial(make_offer, site, request),
        "record_address": partial(find_record, site, request, name),
        "why_address": partial(find_why, request, name),
        "search": search,
        "narrowings": narrowings,
        "order": marts.first_order(name),
    }
    return await site.render(request, "mart.html", context)


def find_record(site: "Site", request: Request, mart: str, row: marts.MartRow) -> str:
    """Return the address of the record that a row tells of; nothing where there is none, or for who may not see it."""
    record = PAGES[mart].record if mart in PAGES else None
    view = site.view_for(record) if record is not None else None
    if record is None or view is None or not view.is_accessible(request):
        return ""
    return link(request, "details", view, pk=row.values[f"{record.__tablename__}_id"])


def find_why(request: Request, mart: str, row: marts.MartRow, column: str) -> str:
    """Return the address of the reasons for a cell: the section of the person's explanation; nothing where none is."""
    why = PAGES[mart].why if mart in PAGES else None
    if why is None or row.employee is None or marts.cut_language(column) not in why.columns:
        return ""
    section = why.section.format_map(row.values).lower()
    return f"{link(request, 'explain', pk=row.employee)}#{section}"


async def find_narrowings(session: AsyncSession, mart: str, params: QueryParams) -> list[Chip]:
    """Return the filters of an address in words; codes by their labels.

    Raises:
        BadRequestError: a filter makes no sense.
    """
    kinds = await marts.find_kinds(session, mart)
    narrowings = read_narrowings(params, kinds)
    columns = {item.name: item for item in await marts.list_columns(session, mart, is_whole=True)} if narrowings else {}
    chips = []
    for item in narrowings:
        if item.name == UNDER:
            unit = await session.get(Unit, int(item.value))
            chips.append(Chip(UNDER, pick(BELOW), unit.name if unit is not None else item.value))
        else:
            text = _tell_days(item.value) if item.kind == "date" else await _tell_values(session, mart, kinds, item)
            chips.append(Chip(item.name, columns[item.name].label, text))
    return chips


async def _tell_values(session: AsyncSession, mart: str, kinds: Mapping[str, str], item: Narrowing) -> str:
    if item.kind == "boolean":
        return pick(YES) if item.value == "true" else pick(NO)
    stem = item.name.removesuffix("_code").removesuffix("_class").removesuffix("_id")
    label = next((name for name in (f"{stem}_label_{language()}", f"{stem}_name") if name in kinds), None)
    if label is None:
        return ", ".join(item.value.split(BETWEEN))
    source = marts.name_columns(mart, kinds)
    stmt = select(source.c[label]).distinct().where(item.condition(source.c)).order_by(source.c[label])
    return ", ".join(filter(None, await session.scalars(stmt))) or item.value


def _tell_days(written: str) -> str:
    day = written.lstrip(BEFORE + AFTER)
    told = show_date(date.fromisoformat(day)) if day.count("-") > 1 else show_month(date.fromisoformat(f"{day}-01"))
    patterns = {BEFORE: EARLIER, AFTER: LATER}
    return pick(patterns[written[0]]).format(day=told) if written != day else told


def find_remedies(session: Session, mart: str, rows: Sequence[marts.MartRow]) -> list[tuple[Remedy, ...]]:
    """Return for each row what is missing or what it rests on; nothing at all when no row has anything."""
    people = {row.values["employee_id"] for row in rows if row.values.get("employee_id") is not None}
    if not people:
        return []
    connection = session.connection()
    desk = Desk(Teller(language()), load_records(connection, people))
    if mart == READINESS:  # its rows name conditions; which record one lacks stands in the other mart of promotions
        lacking = find_lacking(Source(connection), desk, people)
        found = [lacking.get((row.values["employee_id"], row.values["path_code"]), ()) for row in rows]
    else:
        found = [desk.find_for_row(row.values) if row.values.get("employee_id") else () for row in rows]
    return found if any(found) else []
