"""What a dashboard says of itself: which mart, grouped by what, which figures, drawn how, what stands behind each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from admin.panel.mart_narrowing import AFTER, BEFORE
from admin.panel.metrics.shape import Metric
from models.base import Record


class Chart(StrEnum):
    """How the figures are drawn."""

    BARS = "bars"  # a bar a group
    STACK = "stack"  # a bar a group, with a part for each series
    SHARES = "shares"  # the same, each bar as long as the others: parts of a hundred
    LINE = "line"  # a line a series, over months
    FUNNEL = "funnel"  # a stack whose groups are the steps of one way, which fewer and fewer come to
    GRID = "grid"  # a table of cells, shaded by their figures


class Reach(StrEnum):
    """What a row of the mart tells of."""

    WHOLE = "whole"  # of no unit: every row is read, and no unit can be asked for
    OWN = "own"  # of one unit alone: rows of a unit and all below it are added up
    BELOW = "below"  # of a unit with everything below it: only the rows of the unit asked for are read


@dataclass(frozen=True)
class Axis:
    """What the rows are grouped by.

    Attributes:
        title: `Judul | Title`.
        column: the column whose value makes a group; a date makes its month.
        label: the column that says what a group is called, a bilingual one without its language; default the value.
        beside: a further column that tells groups of one name apart; it is told where the name does not hold it.
        order: the column by which groups are sorted, `-` before a name means descending; default the value.
        values: the values in the order they are shown in; further ones come after them.
        months_ahead: how many months from that of the as-of date on are shown, with or without rows, and before them
            what is earlier; 0: the months there are.
        cells: the values of the column as the rows of a grid, from the top; only for `Chart.GRID`.
        sides: what the rows and the columns of a grid are called.
    """

    title: str
    column: str
    label: str = ""
    beside: str = ""
    order: str = ""
    values: tuple[str, ...] = ()
    months_ahead: int = 0
    cells: tuple[tuple[str, ...], ...] = ()
    sides: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Behind:
    """The rows that a figure leads to, when they are those of another mart, or records that no mart holds.

    Attributes:
        mart: the mart.
        records: or the table, for those who may see its records.
        column: the column there that has the value of the group; `under` for a unit and all below it.
        where: further columns and their values.
        by_pin: the column for each value of the first pinned column, where it depends on that.
        by_month: what narrows to a month, given its first day, where one column does not.
    """

    mart: str
    column: str = ""
    where: Mapping[str, str] = field(default_factory=dict)
    by_pin: Mapping[str, str] = field(default_factory=dict)
    records: type[Record] | None = None
    by_month: Callable[[date], Mapping[str, str]] | None = None


def end_of_month(month: date) -> date:
    """Return the last day of a month, given its first."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1) - timedelta(days=1)


def within_month(column: str) -> Callable[[date], Mapping[str, str]]:
    """Return what narrows a list of records to those whose day in `column` lies in a month."""
    return lambda month: {f"{column}_from": f"{month}", f"{column}_to": f"{end_of_month(month)}"}


def there_at_end_of_month(start: str, last: str) -> Callable[[date], Mapping[str, str]]:
    """Return what narrows a mart to periods that hold the last day of a month; `last` is empty while one is open."""

    def narrow(month: date) -> Mapping[str, str]:
        end = end_of_month(month)
        return {start: f"{BEFORE}{end + timedelta(days=1)}", last: f"{AFTER}{end - timedelta(days=1)}"}

    return narrow


@dataclass(frozen=True)
class Series:
    """One figure for each group: a number as a page shows it.

    Attributes:
        title: `Judul | Title`, as short as the page allows.
        metric: what the number is.
        behind: the rows a figure leads to; default the counted rows themselves.
        is_drawn: whether it is in the chart, or only beside the others in the table; those that are come first.
    """

    title: str
    metric: Metric
    behind: Behind | None = None
    is_drawn: bool = True

    @property
    def mart(self) -> str:
        """Where it is read."""
        return self.metric.mart

    def name_column(self, axis: Axis) -> str:
        """Return the column that makes its groups: the axis', unless the metric is told by another of its own."""
        return axis.column if axis.column in self.metric.dimensions else self.metric.by


@dataclass(frozen=True)
class Pin:
    """A column of which a page shows one value at a time.

    Attributes:
        title: `Judul | Title`.
        column: the column.
        label: the column that says what a value is called, a bilingual one without its language.
        default: the value shown first, if there is such a row; else the last one.
        order: the column by which the values are sorted; default the value.
    """

    title: str
    column: str
    label: str = ""
    default: str = ""
    order: str = ""


@dataclass(frozen=True)
class Dashboard:
    """One page.

    Attributes:
        name: its address.
        title: `Judul | Title`.
        question: what it answers, `Pertanyaan | Question`.
        definition: the page of exact definitions, a file below `docs/`.
        reach: what a row of its marts tells of.
        pins: columns of which one value is shown at a time, in marts that have them.
        apart: rows that are in no group and are told beside the chart.
    """

    name: str
    title: str
    question: str
    definition: str
    chart: Chart
    axis: Axis
    series: tuple[Series, ...]
    reach: Reach = Reach.OWN
    pins: tuple[Pin, ...] = ()
    apart: tuple[Series, ...] = ()

    @property
    def mart(self) -> str:
        """The mart that the page is about."""
        return self.series[0].mart

    @property
    def unit(self) -> str:
        """What its figures are counted in, `orang | people`; `%` for shares; nothing for an index."""
        return self.series[0].metric.unit

    @property
    def drawn(self) -> tuple[Series, ...]:
        """The series of the chart."""
        return tuple(series for series in self.series if series.is_drawn)

    @property
    def is_by_unit(self) -> bool:
        """Whether the groups are units, each with everything below it."""
        return self.reach is Reach.BELOW and self.axis.column == "unit_id"

    @property
    def is_by_month(self) -> bool:
        """Whether the groups are months."""
        return self.axis.months_ahead > 0 or self.chart is Chart.LINE
