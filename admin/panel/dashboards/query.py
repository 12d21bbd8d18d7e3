"""What an address asks of a dashboard, and the figures that answer it, read from marts under the reader's rights."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    FromClause,
    Select,
    TableClause,
    and_,
    case,
    cast,
    false,
    func,
    literal_column,
    or_,
    select,
    true,
)
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.datastructures import QueryParams

from admin.panel import marts
from admin.panel.dashboards.shape import Axis, Dashboard, Pin, Reach, Series, end_of_month
from admin.panel.errors import BadRequestError
from admin.panel.language import language, pick, show_month
from admin.panel.mart_narrowing import BEFORE, UNDER, UNIT, UNKNOWN
from admin.panel.received import read_key
from admin.panel.units import select_below
from models.base import Record

PARENT: Final = "parent_unit_id"
OVERDUE: Final = "Lewat waktu | Overdue"
Figure = int | Decimal | None


@dataclass(frozen=True)
class Choice:
    """One value of a pinned column, and what it is called."""

    value: str
    label: str


@dataclass(frozen=True)
class Pinned:
    """A pinned column, the values it has within reach, and the one that is shown."""

    pin: Pin
    choices: tuple[Choice, ...]
    value: str

    @property
    def label(self) -> str:
        """What the value shown is called."""
        return next((choice.label for choice in self.choices if choice.value == self.value), self.value)


@dataclass(frozen=True)
class Wanted:
    """What an address asks for: a unit with all below it, and a value for every pinned column."""

    unit: int | None
    pinned: tuple[Pinned, ...]


@dataclass(frozen=True)
class Point:
    """One figure: its series, its value, and the mart, or the records, and the filters that show the rows behind it."""

    series: Series
    value: Figure
    mart: str
    filters: Mapping[str, str]
    records: type[Record] | None = None


@dataclass(frozen=True)
class Group:
    """The figures of one value of the axis.

    Attributes:
        key: the value, as text.
        label: what it is called.
        is_whole: whether it is the unit asked for itself, of which the other groups are parts.
    """

    key: str
    label: str
    points: tuple[Point, ...]
    is_whole: bool = False

    @property
    def total(self) -> Figure:
        """The sum over what is drawn; None when there is no figure at all."""
        drawn = [point for point in self.points if point.series.is_drawn and point.value is not None]
        total = sum(point.value for point in drawn if point.value is not None) if drawn else None
        return total if any(point.series.metric.is_single for point in drawn) else _trim(total)


def _trim(figure: Figure) -> Figure:
    """Return a sum without noughts after its decimal mark: 606 hours, not 606,00."""
    return Decimal(f"{figure.normalize():f}") if isinstance(figure, Decimal) else figure


@dataclass
class _Found:
    """One group while it is being read."""

    label: str
    order: Any
    is_whole: bool
    figures: dict[str, Figure]


def read_unit(params: QueryParams) -> int | None:
    """Return the unit that the address asks for.

    Raises:
        BadRequestError: it is no number of a unit.
    """
    written = params.get("unit", "")
    if not written:
        return None
    if (unit := read_key(written)) is None:
        raise BadRequestError(pick(UNKNOWN))
    return unit


async def read_wanted(session: AsyncSession, dashboard: Dashboard, params: QueryParams) -> Wanted:
    """Return what an address asks for; a pinned column has a value even if none is asked for.

    Raises:
        BadRequestError: a value that the mart does not have, or a unit where its rows are of none.
    """
    unit = read_unit(params)
    if unit is not None and dashboard.reach is Reach.WHOLE:
        raise BadRequestError(pick(UNKNOWN))
    pinned = []
    for pin in dashboard.pins:
        choices = await _list_choices(session, dashboard.mart, pin)
        values = [choice.value for choice in choices]
        value = params.get(pin.column, "")
        if value and (value not in values):
            raise BadRequestError(pick(UNKNOWN))
        first = pin.default if pin.default in values else next(reversed(values), "")
        pinned.append(Pinned(pin, choices, value or first))
    return Wanted(unit, tuple(pinned))


async def read_groups(session: AsyncSession, dashboard: Dashboard, wanted: Wanted, as_of: date) -> list[Group]:
    """Return the groups of a dashboard in their order, each with a figure for every series."""
    found: dict[str, _Found] = {}
    counted: list[str] = []
    months = list_months(as_of, dashboard.axis.months_ahead)
    for month in months:
        found[f"{month:%Y-%m}"] = _Found(show_month(month), month, False, {})
    for series in dashboard.series:
        source = await _open(session, series.mart)
        if source is None or not source.tells_of(wanted.unit):
            continue
        rows = await session.execute(_select_groups(dashboard, series, wanted, source, months))
        for value, label, order, is_whole, figure in rows:
            key, name = _name_group(dashboard, months, value, label)
            group = found.setdefault(key, _Found(name, order, is_whole, {}))
            group.figures[series.title] = figure if series.metric.is_single else _trim(figure)
        counted += [] if series.metric.measure else [series.title]
    for group in found.values():
        group.figures = {**dict.fromkeys(counted, 0), **group.figures}
    return [_make_group(dashboard, wanted, key, found[key]) for key in _sort_keys(dashboard.axis, found)]


async def read_apart(session: AsyncSession, dashboard: Dashboard, wanted: Wanted) -> list[Point]:
    """Return the figures that are told beside the chart; only those that are not nothing."""
    points = []
    for series in dashboard.apart:
        source = await _open(session, series.mart)
        if source is not None:
            conditions = _limit(series, source, wanted), *_reach(dashboard, source, wanted)
            figure = await session.scalar(select(func.count()).select_from(source.table).where(*conditions))
            points.append(_make_point(wanted, series, {}, figure))
    return [point for point in points if point.value]


def list_months(as_of: date, number: int) -> list[date]:
    """Return the first days of so many months, from that of a day on."""
    first = as_of.year * 12 + as_of.month - 1
    return [date(month // 12, month % 12 + 1, 1) for month in range(first, first + number)]


@dataclass(frozen=True)
class _Source:
    """A mart to read from, and the type of each of its columns."""

    table: TableClause
    kinds: Mapping[str, str]

    def tells_of(self, unit: int | None) -> bool:
        """Whether its rows can be those of a unit; the rows of a mart without units tell only of everything."""
        return unit is None or UNIT in self.kinds

    def say(self, column: str) -> ColumnElement[Any] | None:
        """Return a column, a bilingual one in the reader's language; None when the mart has none of this name."""
        name = column if column in self.kinds else f"{column}_{language()}"
        return self.table.c[name] if column and name in self.kinds else None


async def _open(session: AsyncSession, mart: str) -> _Source | None:
    kinds = await marts.find_kinds(session, mart)
    return _Source(marts.name_columns(mart, kinds), kinds) if kinds else None


async def _list_choices(session: AsyncSession, mart: str, pin: Pin) -> tuple[Choice, ...]:
    source = await _open(session, mart)
    if source is None:
        return ()
    value = source.table.c[pin.column]
    label, order = source.say(pin.label), source.say(pin.order)
    stmt = (
        select(value, func.min(value if label is None else label))
        .where(value.is_not(None))
        .group_by(value)
        .order_by(func.min(value if order is None else order), value)
    )
    return tuple(Choice(str(key), str(name)) for key, name in await session.execute(stmt))


def _select_groups(
    dashboard: Dashboard, series: Series, wanted: Wanted, source: _Source, months: list[date]
) -> Select[Any]:
    axis, columns = dashboard.axis, source.table.c
    group: ColumnElement[Any] = columns[series.name_column(axis)]
    conditions = [_limit(series, source, wanted), *_reach(dashboard, source, wanted), group.is_not(None)]
    if months:
        conditions.append(group < _next_month(months[-1]))
    if dashboard.is_by_month:
        group = cast(func.date_trunc(literal_column("'month'"), group), Date)
    if months:
        group = func.greatest(group, cast(literal_column(f"'{months[0] - timedelta(days=1):%Y-%m}-01'"), Date))
    label, beside, order = (source.say(name) for name in (axis.label, axis.beside, axis.order.lstrip("-")))
    if label is not None and beside is not None:
        label = case(
            (func.strpos(label, beside) > 0, label), else_=func.concat_ws(literal_column("', '"), label, beside)
        )
    here = _select_here(dashboard, source, wanted)
    return (
        select(
            group,
            func.min(group if label is None else label),
            func.min(group if order is None else order),
            func.bool_or(columns[UNIT].in_(here)) if dashboard.is_by_unit else false(),
            literal_column(series.metric.formula),
        )
        .where(*conditions)
        .group_by(group)
    )


def _limit(series: Series, source: _Source, wanted: Wanted) -> ColumnElement[bool]:
    """Return the condition of a series and of the pinned columns that its mart has."""
    own = literal_column(series.metric.condition, Boolean()) if series.metric.condition else true()
    return and_(true(), own, *_hold_pins(source, source.table, wanted))


def _hold_pins(source: _Source, place: FromClause, wanted: Wanted) -> list[ColumnElement[bool]]:
    held = [item for item in wanted.pinned if item.value and item.pin.column in source.kinds]
    return [
        place.c[item.pin.column] == (int(item.value) if source.kinds[item.pin.column] in marts.NUMBERS else item.value)
        for item in held
    ]


def _select_here(dashboard: Dashboard, source: _Source, wanted: Wanted) -> Any:
    """Return the units whose own rows tell of everything asked for; the topmost within reach when no unit is."""
    if dashboard.reach is not Reach.BELOW:
        return select_below(wanted.unit) if wanted.unit is not None else None
    if wanted.unit is not None:
        return [wanted.unit]
    top, known = source.table.alias("top"), source.table.alias("known")
    every = select(known.c[UNIT]).where(*_hold_pins(source, known, wanted))
    is_top = or_(top.c[PARENT].is_(None), top.c[PARENT].not_in(every))
    return select(top.c[UNIT]).where(is_top, *_hold_pins(source, top, wanted))


def _reach(dashboard: Dashboard, source: _Source, wanted: Wanted) -> list[ColumnElement[bool]]:
    columns, here = source.table.c, _select_here(dashboard, source, wanted)
    if here is None:
        return []
    is_here = columns[UNIT].in_(here)
    return [or_(is_here, columns[PARENT].in_(here)) if dashboard.is_by_unit else is_here]


def _name_group(dashboard: Dashboard, months: list[date], value: Any, label: Any) -> tuple[str, str]:
    """Return what an address calls a group and what a person does."""
    if not dashboard.is_by_month:
        return str(value), str(label)
    if months and value < months[0]:
        return f"{BEFORE}{months[0]:%Y-%m}", pick(OVERDUE)
    return f"{value:%Y-%m}", show_month(value)


def _make_group(dashboard: Dashboard, wanted: Wanted, key: str, found: _Found) -> Group:
    points = (
        _make_point(wanted, series, _filter_group(dashboard, wanted, series, key), found.figures.get(series.title))
        for series in dashboard.series
    )
    return Group(key, found.label, tuple(points), found.is_whole)


def _filter_group(dashboard: Dashboard, wanted: Wanted, series: Series, key: str) -> dict[str, str]:
    behind = series.behind
    if behind is None:
        return {series.name_column(dashboard.axis): key}
    if behind.by_month is not None:
        return dict(behind.by_month(date.fromisoformat(f"{key}-01")))
    return {behind.by_pin.get(wanted.pinned[0].value, behind.column) if wanted.pinned else behind.column: key}


def _make_point(wanted: Wanted, series: Series, group: Mapping[str, str], value: Figure) -> Point:
    filters = {item.pin.column: item.value for item in wanted.pinned if item.value}
    behind = series.behind
    if wanted.unit is not None and (behind is None or behind.records is None):
        filters[UNDER] = str(wanted.unit)
    filters |= behind.where if behind is not None else series.metric.where
    if behind is None:
        return Point(series, value, series.mart, {**filters, **group})
    return Point(series, value, behind.mart, {**filters, **group}, behind.records)


def _sort_keys(axis: Axis, found: Mapping[str, _Found]) -> list[str]:
    """Return the keys of the groups in order: the whole first, then the axis' own values, then by what sorts them."""

    def place(key: str) -> tuple[bool, int]:
        return not found[key].is_whole, axis.values.index(key) if key in axis.values else len(axis.values)

    known = sorted((key for key in found if found[key].order is not None), key=lambda key: (found[key].order, key))
    known = known[::-1] if axis.order.startswith("-") else known
    return sorted([*known, *(key for key in found if found[key].order is None)], key=place)


def _next_month(month: date) -> date:
    return end_of_month(month) + timedelta(days=1)
