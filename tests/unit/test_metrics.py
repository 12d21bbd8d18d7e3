"""The definitions of the numbers: one for each that is shown, of columns that exist, as dbt has them."""

import re
from collections import Counter
from typing import Any

import pytest
import yaml

from admin.panel.dashboards.catalogue import DASHBOARDS
from admin.panel.dashboards.shape import Dashboard, Reach
from admin.panel.metrics import METRICS
from admin.panel.metrics.compose import SEED, compose_seed, find_meaning
from admin.panel.metrics.shape import Metric
from admin.panel.owners import find_mart_file
from admin.settings import PROJECT
from models.wording import split_languages

SHOWN = [series for dashboard in DASHBOARDS for series in (*dashboard.series, *dashboard.apart)]


def columns_of(mart: str) -> dict[str, dict[str, Any]]:
    (model,) = yaml.safe_load(find_mart_file(mart).with_suffix(".yml").read_text(encoding="utf-8"))["models"]
    return {column["name"]: column for column in model["columns"]}


def test_seed_is_what_the_registry_says() -> None:
    assert SEED.read_text(encoding="utf-8") == compose_seed(), "run `.venv/bin/python -m admin.panel.metrics.compose`"


def test_every_number_is_defined_once_and_shown() -> None:
    assert {series.metric.code for series in SHOWN} == METRICS.keys()
    said = Counter((metric.mart, metric.formula, metric.condition, metric.dimensions) for metric in METRICS.values())
    assert [number for number, times in said.items() if times > 1] == [], "two names for one number"
    labels = Counter(metric.label for metric in METRICS.values())
    assert [label for label, times in labels.items() if times > 1] == []


@pytest.mark.parametrize("metric", METRICS.values(), ids=METRICS)
def test_definition_names_columns_of_its_mart_in_words_of_both_languages(metric: Metric) -> None:
    columns = columns_of(metric.mart)
    assert {metric.measure} - {""} <= columns.keys()
    assert {*metric.dimensions, *metric.where} <= columns.keys()
    for text in filter(None, (metric.label, find_meaning(metric), metric.caveat)):
        indonesian, english = split_languages(text)
        assert indonesian != english
        assert not indonesian.endswith(".")
    if metric.measure:
        assert re.match(r"int|num|bigint", columns[metric.measure]["data_type"])
        assert not metric.meaning, "the words of a column stand beside the column"
    else:
        assert metric.meaning
        assert not metric.is_single
    known = (PROJECT / "seeds" / "codes" / "regulation.csv").read_text(encoding="utf-8")
    assert not metric.regulation or f"\n{metric.regulation}," in known


@pytest.mark.parametrize("dashboard", DASHBOARDS, ids=lambda item: item.name)
def test_dashboard_holds_fast_what_must_not_be_added_up(dashboard: Dashboard) -> None:
    """A column of which values are never added up is pinned, or is what the groups are made by, or is the unit."""
    pinned = {pin.column for pin in dashboard.pins}
    of_unit = {"unit_id"} if dashboard.reach is Reach.BELOW else set()
    for series in (*dashboard.series, *dashboard.apart):
        metric = series.metric
        assert set(metric.fixed) - {series.name_column(dashboard.axis)} <= pinned | of_unit, metric.code
        assert pinned & columns_of(metric.mart).keys() <= set(metric.fixed), metric.code
        assert ("unit_id" in metric.fixed) == (dashboard.reach is Reach.BELOW), metric.code
    assert all(series.name_column(dashboard.axis) in series.metric.dimensions for series in dashboard.series)
    drawn = {series.metric.unit for series in dashboard.drawn}
    assert drawn == {dashboard.unit}, "one axis, one unit"


@pytest.mark.parametrize(
    ("where", "condition"),
    [
        ({}, ""),
        ({"state_code": "A|B-1"}, "state_code in ('A', 'B-1')"),
        ({"rank": "1"}, "rank in (1)"),
        ({"is_open": "true", "is_late": "false"}, "is_open and not is_late"),
    ],
)
def test_condition_is_written_as_sql(where: dict[str, str], condition: str) -> None:
    assert Metric("x", "A | B", "duk", where=where).condition == condition


def test_condition_takes_only_codes() -> None:
    with pytest.raises(ValueError, match="is no code"):
        _ = Metric("x", "A | B", "duk", where={"a": "x' or true"}).condition


def test_query_is_told_by_its_dimensions() -> None:
    metric = Metric("x", "A | B", "leave_balance", "left_days", fixed=("year",), by="status_code")
    assert metric.query == (
        "select year, status_code, sum(left_days) as value from leave_balance where status_code is not null"
        " group by year, status_code"
    )
    assert Metric("x", "A | B", "duk").query == "select count(*) as value from duk"
