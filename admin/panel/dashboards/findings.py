"""What a chart shows, in one or two sentences: for those who do not see it, and for everybody in a hurry."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from admin.panel.dashboards.query import OVERDUE, Figure, Group
from admin.panel.dashboards.shape import Chart, Dashboard, Series
from admin.panel.language import pick, show_number
from admin.panel.mart_narrowing import BEFORE

NOTHING: Final = "Tidak ada angka dalam jangkauan ini. | There are no figures within this reach."
WHOLE: Final = "{label}: {value}. | {label}: {value}."
EXTREMES: Final = (
    "Tertinggi: {most} ({most_value}). Terendah: {least} ({least_value}). | "
    "Highest: {most} ({most_value}). Lowest: {least} ({least_value})."
)
IN_ALL: Final = "Seluruhnya {total}. | In all {total}."
MOST: Final = "Terbanyak: {label}, {value} ({share}). | Most: {label}, {value} ({share})."
CHANGED: Final = (
    "Dari {first_value} pada {first} menjadi {last_value} pada {last} ({change}). | "
    "From {first_value} in {first} to {last_value} in {last} ({change})."
)
PART: Final = "Bagian terbesar: {title}, {value} ({share}). | Largest part: {title}, {value} ({share})."
HUNDRED: Final = Decimal(100)


def show_figure(dashboard: Dashboard, value: Figure, series: Series | None = None) -> str:
    """Write a figure with what it is counted in: `1.234 orang`, `48,87 %`; an empty one is the empty text."""
    unit = dashboard.unit if series is None else series.metric.unit
    return "" if value is None else f"{show_number(value)} {pick(unit)}".rstrip()


def tell_finding(dashboard: Dashboard, groups: list[Group]) -> str:
    """Return what the figures say."""
    filled = [group for group in groups if group.total is not None]
    if not filled:
        return pick(NOTHING)
    if dashboard.chart is Chart.LINE:
        return _tell_change(dashboard, filled)
    if dashboard.chart is Chart.FUNNEL:
        return _tell_change(dashboard, [group for group in filled if group.total] or filled[:1])
    whole = [group for group in filled if group.is_whole]
    parts = [group for group in filled if not group.is_whole] or whole
    if any(series.metric.is_single for series in dashboard.drawn):
        return " ".join([*_tell_wholes(dashboard, whole), *_tell_extremes(dashboard, parts if parts != whole else [])])
    return _tell_counts(dashboard, parts, whole or parts)


def _tell_change(dashboard: Dashboard, groups: list[Group]) -> str:
    if len(groups) == 1:
        return " ".join(_tell_wholes(dashboard, groups))
    first, last = groups[0], groups[-1]
    change = _sum([last]) - _sum([first])
    return pick(CHANGED).format(
        first=first.label,
        last=last.label,
        first_value=show_figure(dashboard, first.total),
        last_value=show_figure(dashboard, last.total),
        change=("+" if change > 0 else "") + show_number(change),
    )


def _tell_wholes(dashboard: Dashboard, groups: list[Group]) -> list[str]:
    return [pick(WHOLE).format(label=group.label, value=show_figure(dashboard, group.total)) for group in groups]


def _tell_extremes(dashboard: Dashboard, groups: list[Group]) -> list[str]:
    if len(groups) < 2:
        return _tell_wholes(dashboard, groups)
    most, least = max(groups, key=lambda group: _sum([group])), min(groups, key=lambda group: _sum([group]))
    told = pick(EXTREMES).format(
        most=most.label,
        most_value=show_figure(dashboard, most.total),
        least=least.label,
        least_value=show_figure(dashboard, least.total),
    )
    return [told]


def _tell_counts(dashboard: Dashboard, parts: list[Group], wholes: list[Group]) -> str:
    total, most = _sum(wholes), max(parts, key=lambda group: _sum([group]))
    told = pick(IN_ALL).format(total=show_figure(dashboard, total))
    if dashboard.chart is not Chart.SHARES:
        told += " " + pick(MOST).format(
            label=most.label, value=show_figure(dashboard, most.total), share=_share(_sum([most]), total)
        )
    if overdue := [group for group in parts if group.key.startswith(BEFORE)]:
        told = f"{pick(OVERDUE)}: {show_figure(dashboard, _sum(overdue))}. {told}"
    if len(dashboard.drawn) == 1:
        return told
    sums = {
        series.title: sum(group.points[place].value or 0 for group in wholes)
        for place, series in enumerate(dashboard.drawn)
    }
    title = max(sums, key=lambda name: sums[name])
    largest = pick(PART).format(
        title=pick(title), value=show_figure(dashboard, sums[title]), share=_share(sums[title], total)
    )
    return f"{told} {largest}"


def _sum(groups: list[Group]) -> int | Decimal:
    return sum(group.total or 0 for group in groups)


def _share(part: int | Decimal, whole: int | Decimal) -> str:
    """Write a share in whole percent, half away from zero."""
    if not whole:
        return "0 %"
    return f"{(Decimal(part) * HUNDRED / Decimal(whole)).quantize(Decimal(1), ROUND_HALF_UP)} %"
