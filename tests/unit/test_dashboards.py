"""Dashboards without a database: what is declared fits together, what is drawn is safe, what is said is true."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from sqladmin import i18n

from admin.panel.dashboards.catalogue import DASHBOARDS
from admin.panel.dashboards.definitions import read_definition
from admin.panel.dashboards.drawing import draw_charts, tell_point
from admin.panel.dashboards.findings import tell_finding
from admin.panel.dashboards.query import Figure, Group, Point, list_months
from admin.panel.dashboards.shape import Chart, Dashboard
from admin.panel.language import install_languages
from admin.panel.mart_catalogue import PAGES

ROOT = Path(__file__).parents[2]
BY_NAME = {dashboard.name: dashboard for dashboard in DASHBOARDS}


@pytest.fixture(autouse=True)
def english() -> None:
    install_languages()
    i18n.set_locale("en")


def make_group(name: str, label: str, *values: Figure, key: str = "k", is_whole: bool = False) -> Group:
    dashboard = BY_NAME[name]
    points = zip(dashboard.series, values, strict=False)
    return Group(key, label, tuple(Point(series, value, "duk", {}) for series, value in points), is_whole)


def draw(name: str, *groups: Group) -> list[Any]:
    drawings = draw_charts(BY_NAME[name], list(groups), lambda point: f"/rows?n={point.value}&a=b")
    return [ET.fromstring(drawing) for drawing in drawings]


@pytest.mark.parametrize("dashboard", DASHBOARDS, ids=lambda item: item.name)
def test_declarations_fit_together(dashboard: Dashboard) -> None:
    titles = [series.title for series in dashboard.series]
    texts = [dashboard.title, dashboard.question, dashboard.axis.title, *titles, *(pin.title for pin in dashboard.pins)]
    assert all(text.count(" | ") == 1 for text in texts)
    assert len(set(titles)) == len(titles)
    assert dashboard.series[: len(dashboard.drawn)] == dashboard.drawn, "colours go by place"
    assert len(dashboard.drawn) <= 5, "the style sheet has five colours"
    assert len(dashboard.drawn) == 1 or dashboard.chart in (Chart.STACK, Chart.SHARES, Chart.LINE, Chart.FUNNEL)
    assert (ROOT / "docs" / dashboard.definition).is_file()
    marts = {item.mart for item in (*dashboard.series, *dashboard.apart)}
    behind = [item.behind for item in dashboard.series if item.behind is not None]
    marts |= {item.mart for item in behind if item.records is None}
    assert not [item for item in behind if item.records is not None and item.mart], "the one or the other"
    assert marts <= set(PAGES)
    assert sorted(sum(dashboard.axis.cells, ())) == ([str(box) for box in range(1, 10)] if dashboard.axis.cells else [])


def test_drawing_has_links_with_names_and_nothing_that_the_policy_forbids() -> None:
    hostile = '<script>alert(1)</script> & "Sons"'
    groups = [
        make_group("seniority", hostile, 7),
        make_group("seniority", "II/b", 0),
        make_group("seniority", "II/a", 5),
    ]
    for root in draw("seniority", *groups):
        elements = list(root.iter())
        tags = {element.tag.rpartition("}")[2] for element in elements}
        assert tags.isdisjoint({"script", "style", "defs", "desc"})
        assert not [name for element in elements for name in element.attrib if name in ("id", "style", "onclick")]
        links = [element for element in elements if element.tag.endswith("}a")]
        assert [link.get("href") for link in links] == ["/rows?n=7&a=b", "/rows?n=5&a=b"], (
            "from the top down; nothing is behind a zero"
        )
        assert links[0].get("aria-label") == f"{hostile}: 7 people"
        assert root.get("role") == "group"


@pytest.mark.parametrize(("months", "named"), [(3, {"wide": 3, "narrow": 3}), (24, {"wide": 8, "narrow": 3})])
def test_line_names_every_month_while_there_is_room(months: int, named: dict[str, int]) -> None:
    groups = [make_group("satisfaction", f"M{month}", Decimal(80)) for month in range(months)]
    for size, root in zip(("wide", "narrow"), draw("satisfaction", *groups), strict=True):
        labels = [element.text for element in root.iter() if element.tag.endswith("}text")]
        assert len({label for label in labels if label and label.startswith("M")}) == named[size]


def test_nothing_is_drawn_of_units_that_are_not_told() -> None:
    told, silent = make_group("behaviour", "Told", 3, 7, 0, 10), make_group("behaviour", "Silent", None, None, None, 4)
    for root in draw("behaviour", silent, told):
        names = {element.text for element in root.iter() if element.tag.endswith("}text")}
        assert "Told (10)" in names
        assert not [name for name in names if name and name.startswith("Silent")]


def test_few_are_counted_by_ones() -> None:
    for root in draw("seniority", make_group("seniority", "II/a", 2), make_group("seniority", "II/b", 1)):
        texts = (element for element in root.iter() if element.tag.endswith("}text"))
        ticks = [element.text for element in texts if element.get("class") == ""]
        assert {"0", "1", "2"} <= {*ticks}
        assert not [text for text in ticks if text and "." in text]


def test_drawing_keeps_every_figure_exact() -> None:
    wide, narrow = draw("training", make_group("training", "Dinas Kesehatan", Decimal("66.67"), 2, 3))
    for root in (wide, narrow):
        written = [element.text for element in root.iter() if element.get("class") == "value"]
        assert written == ["66.67"]
    assert int(narrow.get("viewBox", "").split()[2]) <= 350 < int(wide.get("viewBox", "").split()[2])


def test_shares_fill_the_bar_and_lengths_follow_the_figures() -> None:
    small = make_group("appraisals", "A", 1, 1, 0, 0, 0)
    large = make_group("appraisals", "B", 30, 10, 0, 0, 0)
    root = draw("appraisals", small, large)[0]
    widths = [float(item.get("width", "0")) for item in root.iter() if item.get("class", "").startswith("rect")]
    short, long, short_rest, long_rest = (width for width in widths if width)
    assert long / short == pytest.approx(0.75 / 0.5, rel=0.01)
    assert long + long_rest == pytest.approx(short + short_rest, rel=0.01)


@pytest.mark.parametrize(
    ("name", "groups", "sentence"),
    [
        ("seniority", [("III/d", 3), ("III/c", 1)], "In all 4 people. Most: III/d, 3 people (75 %)."),
        ("seniority", [], "There are no figures within this reach."),
        (
            "headcount",
            [("Jan 2026", 90, 10), ("Feb 2026", 91, 7)],
            "From 100 people in Jan 2026 to 98 people in Feb 2026 (-2).",
        ),
        (
            "satisfaction",
            [("Jan 2026", Decimal("79.97")), ("Jul 2026", Decimal("81.20"))],
            "From 79.97 in Jan 2026 to 81.20 in Jul 2026 (+1.23).",
        ),
        (
            "training",
            [("A", Decimal("50.00")), ("B", None), ("C", Decimal("7.50"))],
            "Highest: A (50.00 %). Lowest: C (7.50 %).",
        ),
        (
            "seats",
            [("A", Decimal("87.42")), ("B", Decimal("75.81"))],
            "Highest: A (87.42 points). Lowest: B (75.81 points).",
        ),
        (
            "appraisals",
            [("A", 1, 7, 0, 0, 0), ("B", 2, 0, 0, 0, 0)],
            "In all 10 people. Largest part: Good, 7 people (70 %).",
        ),
        (
            "recruitment",
            [("Papers", 60, 0, 0, 10, 30), ("Test", 7, 20, 1, 2, 10), ("Final", 0, 0, 0, 0, 0)],
            "From 100 people in Papers to 40 people in Test (-60).",
        ),
        ("recruitment", [("Papers", 0, 5, 0, 0, 0), ("Test", 0, 0, 0, 0, 0)], "Papers: 5 people."),
        ("recruitment", [("Papers", 0, 0, 0, 0, 0), ("Test", 0, 0, 0, 0, 0)], "Papers: 0 people."),
    ],
)
def test_finding_says_what_the_figures_are(name: str, groups: list[Any], sentence: str) -> None:
    made = [make_group(name, label, *values) for label, *values in groups]
    assert tell_finding(BY_NAME[name], made) == sentence


def test_finding_tells_the_whole_apart_and_what_is_overdue_first() -> None:
    whole = make_group("training", "City", Decimal("47.54"), is_whole=True)
    part = make_group("training", "Office", Decimal("40.00"))
    assert tell_finding(BY_NAME["training"], [whole, part]) == "City: 47.54 %. Office: 40.00 %."
    whole = make_group("appraisals", "City", 3, 1, 0, 0, 0, is_whole=True)
    part = make_group("appraisals", "Office", 3, 1, 0, 0, 0)
    assert tell_finding(BY_NAME["appraisals"], [whole, part]).startswith("In all 4 people."), "nobody counts twice"
    late = make_group("due", "Overdue", 2, 0, 1, 0, 0, key="<2026-11")
    assert tell_finding(BY_NAME["due"], [late]).startswith("Overdue: 3 cases. In all 3 cases.")


@pytest.mark.parametrize(
    ("name", "values", "told"),
    [
        ("seniority", [7], ["X: 7 people"]),
        ("training", [Decimal("66.67"), 2, 3], ["X: Coverage: 66.67 %", "X: Met: 2 people", "X: People: 3 people"]),
        ("satisfaction", [Decimal("79.97"), 150], ["X: IKM: 79.97", "X: Respondents: 150 people"]),
        ("leave", [4, 12], ["X: People: 4 people", "X: Days used: 12 days"]),
    ],
)
def test_figure_is_told_with_what_it_counts_and_nothing_else(name: str, values: list[Figure], told: list[str]) -> None:
    group = make_group(name, "X", *values)
    assert [tell_point(BY_NAME[name], group, point) for point in group.points] == told


def test_months_go_over_the_turn_of_the_year() -> None:
    assert [f"{month:%Y-%m}" for month in list_months(date(2026, 11, 30), 3)] == ["2026-11", "2026-12", "2027-01"]
    assert list_months(date(2026, 11, 30), 0) == []


def test_definition_is_the_part_about_the_mart_with_its_links_as_words() -> None:
    shown = read_definition("definitions/talent.md", "talent_box")
    assert "<h3>talent_box" in shown
    assert "succession_pool: one row" not in shown
    assert "competency_gap" in shown
    assert "<a " not in shown
    assert "<h3>Promotion: definitions</h3>" in read_definition("definitions/promotion.md", "promotion_readiness")
    assert read_definition("definitions/none.md", "duk") == ""
