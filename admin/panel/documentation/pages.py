"""The pages of the documentation: everything with a search, one model, and the definitions of the numbers."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from admin.explanation.law import cite, name_regulation
from admin.panel import home, marts
from admin.panel.dashboards.catalogue import DASHBOARDS
from admin.panel.dashboards.shape import Dashboard
from admin.panel.documentation.lineage import DEPTHS, draw_lineage, lay_out
from admin.panel.documentation.project import (
    EXPOSURE,
    LAYERS,
    MARTS,
    SOURCE,
    Node,
    Project,
    read_details,
    read_project,
    tell_grain,
)
from admin.panel.errors import BadRequestError
from admin.panel.language import language, pick
from admin.panel.lists import read_search
from admin.panel.metrics.reading import read_definitions
from admin.panel.rendering import link
from admin.panel.rights import read_rights
from admin.panel.routes import make_routes
from admin.teller import Teller

if TYPE_CHECKING:
    from admin.panel.site import Site

UNKNOWN_DEPTH: Final = "Banyaknya langkah ini tidak dikenal. | This number of steps is not known."


def list_routes(site: "Site") -> list[Route]:
    """Return the routes of these pages."""
    return make_routes(site, {"documentation": answer_all, "documented": answer_one, "metrics": answer_metrics})


async def answer_all(site: "Site", request: Request) -> Response:
    """Everything that the published build consists of, or what holds the words that are searched for."""
    marts.require_reader(request)
    search = read_search(request.query_params)
    async with site.session(request) as session:
        project = await read_project(session)
        build = await home.find_published_build(session)
    found = [node for node in project.nodes.values() if _holds(node, search)]
    shown = project.sort(node.name for node in found if search or node.layer in (MARTS, EXPOSURE))
    context = {"project": project, "build": build, "search": search, "shown": shown, "layers": LAYERS}
    return await site.render(request, "documentation.html", context | _tell_links(site, request))


async def answer_one(site: "Site", request: Request) -> Response:
    """One model: words, columns, tests, what it rests on and what rests on it."""
    marts.require_reader(request)
    name, depth = request.path_params["model"], request.query_params.get("depth", "1")
    if depth not in DEPTHS:
        raise BadRequestError(pick(UNKNOWN_DEPTH))
    async with site.session(request) as session:
        project = await read_project(session)
        build = await home.find_published_build(session)
        if not project.nodes:  # the build is of an older Merit: the list says so
            return await answer_all(site, request)
        node = project.nodes.get(name)
        if node is None or node.layer == EXPOSURE:
            raise HTTPException(404)
        details = await read_details(session, name)
        published = {mart.name for mart in await marts.list_marts(session)}
        definitions = [item for item in await read_definitions(session) if item.mart == name]
    tell = _tell_links(site, request)
    title = pick("Asal dan pemakaian: {name} | Where it comes from and goes: {name}").format(name=node.label)
    drawings = await run_in_threadpool(_draw, project, name, depth, tell["address"], title)
    context = {
        "node": node,
        "details": details,
        "build": build,
        "depth": depth,
        "depths": DEPTHS,
        "layers": LAYERS,
        "drawings": drawings,
        "grain": tell_grain(node),
        "upstream": project.sort(project.follow(name, is_upstream=True)),
        "downstream": project.sort(project.follow(name, is_upstream=False)),
        "is_published": name in published,
        "definitions": definitions,
        "may_see_query": read_rights(request).may("marts", "create"),
    }
    return await site.render(request, "documented.html", context | tell)


async def answer_metrics(site: "Site", request: Request) -> Response:
    """What every number of the dashboards means, and who answers for it."""
    marts.require_reader(request)
    search = read_search(request.query_params)
    async with site.session(request) as session:
        definitions = await read_definitions(session)
        build = await home.find_published_build(session)
    shown = [item for item in definitions if _contains(search, (item.label, item.meaning, item.metric_code, item.mart))]
    context = {
        "definitions": shown,
        "is_empty": not definitions,
        "build": build,
        "search": search,
        "shown_on": list_places(),
        "name_mart": marts.name_mart,
        "cite": _cite,
    }
    return await site.render(request, "metrics.html", context)


def list_places() -> dict[str, list[Dashboard]]:
    """Return the dashboards that show each number, by its code."""
    found: dict[str, list[Dashboard]] = {}
    for dashboard in DASHBOARDS:
        for code in dict.fromkeys(series.metric.code for series in (*dashboard.series, *dashboard.apart)):
            found.setdefault(code, []).append(dashboard)
    return found


def _cite(item: Any) -> str:
    """Return the regulation that asks for a number, with the article where one does."""
    return cite(Teller(language()), item._mapping) if item.article else name_regulation(item.regulation)


def _draw(project: Project, name: str, depth: str, address: Any, title: str) -> list[Any]:
    return draw_lineage(lay_out(project, name, depth), name, address, title)


def _holds(node: Node, search: str) -> bool:
    return _contains(search, (node.name, node.label, node.help, node.group, node.owner))


def _contains(search: str, texts: Iterable[str | None]) -> bool:
    """Whether each word that is searched for stands in one of the texts."""
    written = " ".join(filter(None, texts)).lower()
    return all(word in written for word in search.lower().split())


def _tell_links(site: "Site", request: Request) -> dict[str, Any]:
    return {"address": partial(_tell_address, request), "records": partial(_find_records, site, request)}


def _tell_address(request: Request, node: Node) -> str:
    """Return where a node is told of: a reader of marts by its own page, anything else here."""
    return node.url if node.layer == EXPOSURE else link(request, "documented", model=node.name)


def _find_records(site: "Site", request: Request, node: Node) -> str:
    """Return the address of the list of the records of a table, for those who may see them."""
    if node.layer != SOURCE:
        return ""
    views = (view for view in site.record_views if str(view.model.__table__) == node.name)
    view = next(views, None)
    return link(request, "list", view) if view is not None and view.is_accessible(request) else ""
