"""The pages of the dashboards: all of them, and one with its chart, its table and its definition."""

from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from admin.panel import home, marts
from admin.panel.dashboards.catalogue import DASHBOARDS
from admin.panel.dashboards.definitions import read_definition
from admin.panel.dashboards.drawing import draw_charts, tell_point
from admin.panel.dashboards.findings import show_figure, tell_finding
from admin.panel.dashboards.query import Figure, Group, Point, read_apart, read_groups, read_wanted
from admin.panel.dashboards.shape import Dashboard
from admin.panel.metrics.reading import read_definitions
from admin.panel.rendering import link
from admin.panel.routes import make_routes
from models.organization import Seat, Unit

if TYPE_CHECKING:
    from admin.panel.site import Site

SHADES = 5


def list_routes(site: "Site") -> list[Route]:
    """Return the routes of these pages."""
    return make_routes(site, {"dashboards": show_all, "dashboard": show_one})


async def show_all(site: "Site", request: Request) -> Response:
    """The dashboards whose marts are published."""
    marts.require_reader(request)
    async with site.session(request) as session:
        published = {mart.name for mart in await marts.list_marts(session)}
        build = await home.find_published_build(session)
    offered = [item for item in DASHBOARDS if item.mart in published]
    return await site.render(request, "dashboards.html", {"dashboards": offered, "build": build})


async def show_one(site: "Site", request: Request) -> Response:
    """One dashboard, for the unit and the values in the address."""
    marts.require_reader(request)
    dashboard = next((item for item in DASHBOARDS if item.name == request.path_params["dashboard"]), None)
    if dashboard is None:
        raise HTTPException(404)
    async with site.session(request) as session:
        published = {mart.name: mart for mart in await marts.list_marts(session)}
        build = await home.find_published_build(session)
        if dashboard.mart not in published or build is None:
            raise HTTPException(404)
        wanted = await read_wanted(session, dashboard, request.query_params)
        groups = await read_groups(session, dashboard, wanted, build.as_of_date)
        apart = await read_apart(session, dashboard, wanted)
        columns = await marts.list_columns(session, dashboard.mart, is_whole=True)
        defined = await read_definitions(session)
        unit = await session.get(Unit, wanted.unit) if wanted.unit is not None else None
    address = partial(tell_address, site, request)
    context: dict[str, Any] = {
        "dashboard": dashboard,
        "build": build,
        "wanted": wanted,
        "groups": groups,
        "cells": {group.key: group for group in groups},
        "apart": apart,
        "unit_name": unit.name if unit is not None else "",
        "unit_view": site.view_for(Seat),
        "drawings": await run_in_threadpool(draw_charts, dashboard, groups, address),
        "finding": tell_finding(dashboard, groups),
        "sources": [published[name] for name in list_sources(dashboard) if name in published],
        "measures": [column for column in columns if column.name in name_measures(dashboard)],
        "definitions": [item for item in defined if item.metric_code in name_metrics(dashboard)],
        "definition": read_definition(dashboard.definition, dashboard.mart),
        "address": address,
        "show": partial(show_figure, dashboard),
        "tell": partial(tell_point, dashboard),
        "shade": partial(shade, groups),
    }
    return await site.render(request, "dashboard.html", context)


def list_sources(dashboard: Dashboard) -> list[str]:
    """Return the marts that a dashboard reads or leads to, each once, its own first."""
    series = (*dashboard.series, *dashboard.apart)
    read = [item.mart for item in series]
    behind = [item.behind.mart for item in series if item.behind is not None and item.behind.records is None]
    return [*dict.fromkeys([*read, *behind])]


def name_metrics(dashboard: Dashboard) -> set[str]:
    """Return the codes of the numbers that a dashboard shows."""
    return {item.metric.code for item in (*dashboard.series, *dashboard.apart)}


def name_measures(dashboard: Dashboard) -> set[str]:
    """Return the columns of the dashboard's own mart that say what it shows, where its numbers are not defined."""
    own = [item for item in dashboard.series if item.mart == dashboard.mart]
    axis = {dashboard.axis.column} if not dashboard.axis.label else set()
    return axis | {item.metric.measure for item in own}


def tell_address(site: "Site", request: Request, point: Point) -> str:
    """Return the address of the rows behind a figure; nothing for those who may not see such records."""
    if point.records is None:
        return f"{link(request, 'mart', mart=point.mart)}?{urlencode(dict(point.filters))}"
    view = site.view_for(point.records)
    if view is None or not view.is_accessible(request):
        return ""
    return f"{link(request, 'list', view)}?{urlencode(dict(point.filters))}"


def shade(groups: list[Group], value: Figure) -> int:
    """Return how dark the cell of a grid is, from 0 for nothing to the darkest for the greatest figure."""
    greatest = max((group.total or 0 for group in groups), default=0)
    return -(-int(value) * SHADES // int(greatest)) if value and greatest else 0
