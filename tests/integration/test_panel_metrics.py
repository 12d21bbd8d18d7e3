"""What a dashboard shows is what the published definition of the number computes, for everybody who reads it."""

import html
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from dashboard_city import City, name_month, open_city, read_figures, write
from panel_site import read_inputs
from psycopg.rows import dict_row
from rights_people import act_as

from admin.panel.dashboards.catalogue import DASHBOARDS
from admin.panel.dashboards.shape import Dashboard
from admin.panel.metrics import METRICS

BY_NAME = {dashboard.name: dashboard for dashboard in DASHBOARDS}


@pytest.fixture(scope="module")
def city(server: Any, published_template: str) -> Iterator[City]:
    with open_city(server, published_template) as city:
        yield city


@pytest.mark.parametrize("user", ["admin", "head"])
@pytest.mark.parametrize("dashboard", DASHBOARDS, ids=lambda item: item.name)
def test_every_figure_is_what_its_published_definition_computes(city: City, dashboard: Dashboard, user: str) -> None:
    """What a page shows is what the query of `metric_definition` answers, run as a BI tool would or as the reader."""
    page = city.visitors[user].get(f"dashboards/{dashboard.name}").text
    shown, pinned = read_figures(page), read_inputs(page)
    assert shown or user != "admin"
    for place, series in enumerate(dashboard.series):
        computed = compute_metric(city, dashboard, series.metric.code, pinned, user)
        written = {label: figures[place] for label, figures in shown.items()}
        empty = "–" if series.metric.measure else "0"
        if dashboard.axis.beside or dashboard.axis.cells:  # its groups have names that the page makes up
            filled = sorted(figure for figure in written.values() if figure != empty)
            assert filled == sorted(figure for figure in computed.values() if figure != empty), series.metric.code
        else:
            assert written == {label: computed.get(label, empty) for label in shown}, series.metric.code
    for series in dashboard.apart if user == "admin" else ():
        query = f"select coalesce(sum(counted), 0) from ({define(city, series.metric.code, pinned)}) as found"
        with psycopg.connect(city.bi_url) as connection:  # its search path leads to the marts
            ((value,),) = connection.execute(query.encode()).fetchall()
        told = re.search(rf">{re.escape(series.title.split(' | ')[0])}: ([\d.]+) ", html.unescape(page))
        assert (told[1] if told else "0") == write(value), series.metric.code


def define(city: City, code: str, pinned: dict[str, str]) -> str:
    """Return the published query of a number, for the values that a page shows of what is never added up."""
    ((query, fixed),) = city.ask(
        "select query, fixed_dimensions from marts.metric_definition where metric_code = %(code)s", code=code
    )
    held = [name for name in (fixed or "").split(", ") if name in pinned]
    limit = " and ".join(f"found.{name}::text = '{pinned[name]}'" for name in held) or "true"
    value = "found.value" if METRICS[code].is_single else "trim_scale(found.value::numeric)"  # no noughts of a sum
    return f"select *, {value} as counted from ({query}) as found where {limit}"


def compute_metric(city: City, dashboard: Dashboard, code: str, pinned: dict[str, str], user: str) -> dict[str, str]:
    """Return what the published query of a number computes, as the page writes it, by what it calls the groups."""
    metric = METRICS[code]
    column = next(series for series in dashboard.series if series.metric is metric).name_column(dashboard.axis)
    query = define(city, code, pinned)
    if "unit_id" in metric.fixed and not dashboard.is_by_unit:
        query += f" and found.unit_id = {city.root if user == 'admin' else city.office}"
    with psycopg.connect(city.url if user != "admin" else city.bi_url, options="-c search_path=marts") as connection:
        if user != "admin":
            ((key,),) = connection.execute('select id from stewardship."user" where name = %s', [user]).fetchall()
            act_as(connection, key)
        cursor = connection.cursor(row_factory=dict_row)
        rows = cursor.execute(query.encode()).fetchall()
        names = {} if dashboard.is_by_month else name_groups(connection, dashboard, metric.mart)
        ((as_of,),) = connection.execute("select as_of_date from build_info").fetchall()
    if not dashboard.is_by_month:
        return {names[row[column]]: write(row["counted"]) for row in rows if row[column] in names}
    found: dict[str, Any] = {}
    for row in rows:
        month = f"{row[column]:%Y-%m}"
        if dashboard.axis.months_ahead:
            month = max(month, f"{as_of - timedelta(days=as_of.day):%Y-%m}")
        name = "Lewat waktu" if dashboard.axis.months_ahead and month < f"{as_of:%Y-%m}" else name_month(month)
        found[name] = row["counted"] if name not in found else (found[name] or 0) + (row["counted"] or 0)
    return {name: write(value) for name, value in found.items()}


def name_groups(connection: "psycopg.Connection[Any]", dashboard: Dashboard, mart: str) -> dict[Any, str]:
    """Return what a page calls the groups of a mart, by the value of the axis."""
    kinds = connection.execute(
        "select attname from pg_attribute where attrelid = to_regclass(%s)", [f"marts.{mart}"]
    ).fetchall()
    label = dashboard.axis.label or dashboard.axis.column
    label = label if (label,) in kinds else f"{label}_id"
    return dict(connection.execute(f"select distinct {dashboard.axis.column}, {label} from {mart}".encode()).fetchall())


def test_definitions_are_shown_and_computed_for_masked_readers_too(city: City) -> None:
    page = html.unescape(city.visitors["admin"].get("dashboards/leave").text)
    for metric in [series.metric for series in BY_NAME["leave"].series]:
        assert f'href="/admin/metrics#{metric.code}"' in page
    listed = html.unescape(city.visitors["person"].get("metrics").text)
    assert all(f'id="{code}"' in listed for code in METRICS)
    assert "Hari yang menunggu putusan sudah dikurangkan" in listed
    found = html.unescape(city.visitors["admin"].get("metrics", search="sisa cuti").text)
    assert 'id="leave_people"' in found
    assert 'id="duk_people"' not in found
    assert city.visitors["nobody"].get("metrics").status_code == 403
    with psycopg.connect(city.masked_url, options="-c search_path=masked") as connection:
        queries = connection.execute("select metric_code, query from metric_definition").fetchall()
        assert {code for code, _ in queries} == METRICS.keys()
        for _code, query in queries:
            connection.execute(query.encode()).fetchall()
