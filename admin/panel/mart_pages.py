"""The pages of the published marts: all of them by theme, and one with what can be done about each row."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from admin.explanation import Remedy
from admin.explanation.promotion import find_lacking
from admin.explanation.records import load_records
from admin.explanation.remedies import Desk
from admin.explanation.source import Source
from admin.panel import home, marts
from admin.panel.language import language
from admin.panel.remedies import make_offer
from admin.teller import Teller

if TYPE_CHECKING:
    from admin.panel.site import Site

READINESS = "promotion_readiness"


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
        listing, search = await marts.list_mart_rows(session, name, columns, request.query_params)
        remedies = await session.run_sync(partial(find_remedies, mart=name, rows=listing.rows))
    context = {
        "mart": mart,
        "columns": columns,
        "leading": marts.count_leading(name, columns),
        "listing": listing,
        "remedies": remedies,
        "offer": partial(make_offer, site, request),
        "search": search,
        "order": marts.first_order(name),
    }
    return await site.render(request, "mart.html", context)


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
