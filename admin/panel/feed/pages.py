"""The page of what moved in the marts, and its download."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from admin.panel import marts
from admin.panel.export import answer_file, describe_mart
from admin.panel.feed.query import find_moves, limit_edit, read_feed_request
from admin.panel.feed.telling import tell_moves
from admin.panel.history_telling import Told, name_rows
from admin.panel.mart_catalogue import PAGES
from admin.panel.rendering import export_address, link
from admin.panel.routes import make_routes
from models.feed import MART, Reason
from models.organization import Seat, Unit
from models.people import Employee

if TYPE_CHECKING:
    from admin.panel.site import Site


def list_routes(site: "Site") -> list[Route]:
    """Return the routes of these pages."""
    return make_routes(site, {"feed": show_feed, "feed_export": export_feed})


async def show_feed(site: "Site", request: Request) -> Response:
    """Answer with one page of moves within reach."""
    marts.require_reader(request)
    wanted = read_feed_request(request.query_params)
    async with site.session(request) as session:
        published = {mart.name for mart in await marts.list_marts(session)}
        moves, has_more = await find_moves(session, wanted) if MART in published else ([], False)
        told = await tell_moves(session, moves)
        asked = {"employee": (Employee, wanted.employee), "unit": (Unit, wanted.unit)}
        keys = {name: (model, key) for name, (model, key) in asked.items() if key is not None}
        names = await name_rows(session, keys.values())
    context = {
        "wanted": wanted,
        "told": told,
        "older": told[-1].entry.id if has_more else None,
        "subjects": {name: names.get(key, f"#{key[1]}") for name, key in keys.items()},
        "marts": sorted((marts.name_mart(name), name) for name in published & PAGES.keys() - {MART, "build_info"}),
        "reasons": list(Reason),
        "unit_view": site.view_for(Seat),
        "record_address": record_address(site, request),
        "download": export_address(request, "feed_export"),
        "is_told": MART in published,
    }
    return await site.render(request, "feed.html", context, 400 if wanted.is_refused else 200)


async def export_feed(site: "Site", request: Request) -> Response:
    """All moves that the page with the same address shows, as the mart tells them."""
    marts.require_reader(request)
    wanted = read_feed_request(request.query_params)
    async with site.session(request) as session:
        source = await describe_mart(session, MART, QueryParams(wanted.narrowings))
        columns = source.stmt.get_final_froms()[0].c
        more = wanted.limit_period(columns.moved_at)
        if wanted.edit is not None:
            more += await limit_edit(session, wanted.edit, columns)
    return await answer_file(site, request, replace(source, stmt=source.stmt.where(*more)))


def record_address(site: "Site", request: Request) -> Callable[[Told], str]:
    """Return what tells where the record of an entry of the history can be looked at, if the reader may."""

    def find(item: Told) -> str:
        view = site.view_for(item.model) if item.model is not None else None
        is_shown = view is not None and item.is_there and view.is_accessible(request)
        return link(request, "details", view, pk=item.entry.row_id) if is_shown else ""

    return find
