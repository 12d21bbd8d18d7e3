"""Charts as SVG, made on the server by pygal: no script, no style of its own, colours from the panel's style sheet.

Decision 0014 says why. The only module that knows pygal.
"""

import sys
from collections.abc import Callable
from math import ceil
from typing import Any, Final

import pygal
from markupsafe import Markup
from pygal.style import Style

from admin.panel.dashboards.findings import show_figure
from admin.panel.dashboards.query import Figure, Group, Point
from admin.panel.dashboards.shape import Chart, Dashboard
from admin.panel.language import pick, show_number

# Importing pygal leaves a finder of map plugins behind, of which Python 3.11 warns at every import that fails.
sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, pygal.PluginImportFixer)]

WIDTHS: Final = {"wide": 940, "narrow": 340}  # of a desk and of a phone: text is never scaled down
LABELS: Final = {"wide": 56, "narrow": 16}  # letters of a group's name
MONTHS: Final = {"wide": 3, "narrow": 9}  # months from one label of a line to the next, when there is no room for all
NAMED: Final = {"wide": 12, "narrow": 4}  # months that there is room to name
TICKS: Final = {"wide": 8, "narrow": 4}
HALF_A_MONTH: Final = 40  # pixels right of a line, for half the name of its last month
BAR: Final = 30  # pixels a bar with its gap is high
FRAME: Final = 50  # pixels of the axis below the bars
LINE: Final = 340  # pixels a line chart is high
HUNDRED: Final = 100
ROOM: Final = 1.12  # right of the longest bar, for its figure
XLINK: Final = "{http://www.w3.org/1999/xlink}href"  # what links of SVG were called before SVG 2
UNWANTED: Final = frozenset({"defs", "desc", "script", "style"})
SILENT: Final = ("axis", "text-overlay")  # what the links of the chart and the table beneath tell anyway
TYPE: Final = Style(label_font_size=13, major_label_font_size=13, value_font_size=13)

MAKERS: Final[dict[Chart, Any]] = {
    Chart.BARS: pygal.HorizontalBar,
    Chart.STACK: pygal.HorizontalStackedBar,
    Chart.SHARES: pygal.HorizontalStackedBar,
    Chart.LINE: pygal.Line,
    Chart.FUNNEL: pygal.HorizontalStackedBar,
}
Link = Callable[[Point], str]


def draw_charts(dashboard: Dashboard, groups: list[Group], link: Link) -> list[Markup]:
    """Return the chart at every width; the style sheet shows the one that fits. A grid is no drawing: none.

    Args:
        link: the address of the rows behind a figure.
    """
    if dashboard.chart is Chart.GRID or not any(group.total for group in groups):
        return []
    return [_draw(dashboard, groups, link, size) for size in WIDTHS]


def _draw(dashboard: Dashboard, groups: list[Group], link: Link, size: str) -> Markup:
    is_line = dashboard.chart is Chart.LINE
    told = [group for group in groups if group.total is not None]  # no bar of what nobody may or can tell
    shown = groups if is_line else told[::-1]  # pygal draws the first bar at the bottom
    chart = MAKERS[dashboard.chart](
        width=WIDTHS[size],
        height=LINE if is_line else FRAME + BAR * len(shown),
        classes=("chart", size),
        style=TYPE,
        show_legend=False,
        margin=8,
        truncate_label=-1,
        print_values=dashboard.chart is Chart.BARS,
        print_values_position="top",
        value_formatter=_write_shares if _is_in_shares(dashboard) else show_number,
        max_scale=TICKS[size],
        dots_size=4,
        js=(),
        css=(),
        disable_xml_declaration=True,
        no_prefix=True,
    )
    chart.x_labels = [_name(dashboard, group, LABELS[size]) for group in shown]
    if is_line:
        chart.show_minor_x_labels = False
        chart.x_labels_major = chart.x_labels[:: -MONTHS[size] if len(shown) > NAMED[size] else -1]
        chart.margin_right = HALF_A_MONTH
    if dashboard.chart in (Chart.BARS, Chart.LINE):
        longest = _find_longest(dashboard, shown)
        chart.range = (0, longest * ROOM)
        if longest <= TICKS[size]:  # so few that ticks between them would be parts of people
            chart.y_labels = range(ceil(longest) + 1)
    for place, series in enumerate(dashboard.drawn):
        chart.add(pick(series.title), [_mark(dashboard, group, group.points[place], link) for group in shown])
    chart.add_xml_filter(_tidy)
    return Markup(chart.render(is_unicode=True))  # noqa: S704 - pygal escapes what it writes


def _find_longest(dashboard: Dashboard, groups: list[Group]) -> float:
    """Return the figure that fills the chart; shares are always drawn against a hundred."""
    if _is_in_shares(dashboard):
        return HUNDRED
    points = (point for group in groups for point in group.points if point.series.is_drawn)
    return max(float(point.value or 0) for point in points)


def _is_in_shares(dashboard: Dashboard) -> bool:
    return dashboard.chart is Chart.SHARES or dashboard.unit == "%"


def _name(dashboard: Dashboard, group: Group, longest: int) -> str:
    """Return what stands beside a bar: the name, cut where it is too long, and the sum of the parts that it has."""
    name = group.label if len(group.label) <= longest else f"{group.label[: longest - 1].rstrip()}…"
    is_sum = dashboard.chart in (Chart.STACK, Chart.SHARES, Chart.FUNNEL)
    return f"{name} ({show_number(group.total or 0)})" if is_sum else name


def _mark(dashboard: Dashboard, group: Group, point: Point, link: Link) -> dict[str, Any] | None:
    if point.value is None:
        return None
    length = float(point.value)
    if dashboard.chart is Chart.SHARES and group.total:
        length *= HUNDRED / float(group.total)
    marked: dict[str, Any] = {"value": length, "formatter": _formatter(point.value)}
    if point.value:
        told = tell_point(dashboard, group, point)
        name = "whole" if group.is_whole and dashboard.chart is Chart.BARS else "part"
        if address := link(point):
            marked |= {"xlink": {"href": address, "aria-label": told, "class_": name}, "tooltip": told}
    return marked


def tell_point(dashboard: Dashboard, group: Group, point: Point) -> str:
    """Return a figure in words: `Dinas Kesehatan: 48,87 %`; with its series where there are several."""
    series = f"{pick(point.series.title)}: " if len(dashboard.series) > 1 else ""
    return f"{group.label}: {series}{show_figure(dashboard, point.value, point.series)}"


def _write_shares(value: float) -> str:
    return f"{show_number(value)} %"


def _formatter(value: Figure) -> Callable[[Any], str]:
    """Return what writes the exact figure, which pygal knows only as a float."""
    return lambda _value: show_number(value) if value else ""


def _tidy(root: Any) -> Any:
    """Take out scripts, styles and what pygal's own script would read; let links be found; say nothing twice."""
    for parent in list(root.iter()):
        for name in ("id", "style"):
            parent.attrib.pop(name, None)
        if XLINK in parent.attrib:
            parent.set("href", parent.attrib.pop(XLINK))
        for child in list(parent):
            names = child.get("class", "").split()
            if child.tag in UNWANTED or callable(child.tag) or (parent is root and child.tag == "title"):
                parent.remove(child)
            elif any(name in names for name in SILENT):
                child.set("aria-hidden", "true")
            elif names == ["bars"]:
                child[:] = child[::-1]  # the keyboard goes from the top down
            elif names == ["bar"]:
                del child.attrib["class"]  # the panel calls something else a bar
    root.set("role", "group")
    return root
