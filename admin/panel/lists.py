"""List pages: what the address asks for, one statement that answers it, and how many rows there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import ClauseElement, Executable, Select, func, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.ext.compiler import compiles
from starlette.datastructures import QueryParams

from admin.panel.attributes import Attribute, Kind
from admin.panel.display import load_paths, name_row
from admin.panel.errors import BadRequestError
from admin.panel.filters import Filter, read_filter
from admin.panel.language import show_number
from admin.panel.language import translate as _
from admin.panel.lookups import LONGEST_SELECT, find_row, search_rows
from admin.panel.ordering import SortKey, apply_order, damaged, select_around, start_after, write_mark
from admin.panel.pages import is_short
from admin.panel.parsers import clean
from admin.panel.queries import find_words, plan_order
from models.base import Record

PAGE_SIZES = (25, 50, 100)
LONGEST_SEARCH = 200
COUNTED_EXACTLY = 100_000
COUNT_MILLISECONDS = 800


@dataclass(frozen=True)
class ListOptions:
    """What a list of one model can do; made by the builder.

    `through` names the relationships that lead to a filter's column, where it is one of another table.
    """

    model: type[Record]
    columns: tuple[str, ...]
    search: tuple[str, ...]
    order: tuple[str, ...]
    filters: tuple[Attribute, ...]
    through: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class ListRequest:
    """What one address asks of a list."""

    search: str
    filters: tuple[Filter, ...]
    sort: str
    page: int
    page_size: int
    after: str = ""
    before: str = ""

    @property
    def active(self) -> list[Filter]:
        """The filters that narrow the list."""
        return [item for item in self.filters if item.is_active]

    @property
    def is_refused(self) -> bool:
        """Whether a filter is none, so that no rows are shown."""
        return any(item.errors for item in self.filters)

    @property
    def is_narrowed(self) -> bool:
        """Whether the list shows less than the whole table."""
        return bool(self.search or self.active)


@dataclass(frozen=True)
class Listing:
    """One page of rows."""

    rows: Sequence[Any]
    page: int
    page_size: int
    total: int
    is_exact: bool
    first_mark: str = ""
    last_mark: str = ""

    def towards(self, page: int) -> dict[str, Any]:
        """Return what the address of another page says: its number, and the row that it starts after or ends before."""
        if page == self.page + 1 and self.last_mark:
            return {"page": page, "after": self.last_mark}
        if page == self.page - 1 and page > 1 and self.first_mark:
            return {"page": page, "before": self.first_mark}
        return {"page": page}

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // self.page_size))

    @property
    def summary(self) -> str:
        """Which rows of how many are shown, as a reader says it."""
        first = (self.page - 1) * self.page_size + 1
        values = {
            "first": show_number(first),
            "last": show_number(first + len(self.rows) - 1),
            "total": show_number(self.total),
        }
        if self.is_exact:
            return _("%(first)s–%(last)s of %(total)s rows", **values)
        return _("%(first)s–%(last)s of about %(total)s rows", **values)

    @property
    def numbers(self) -> list[int]:
        """The page numbers worth a link: the ends and the neighbours; 0 marks a gap."""
        near = {1, self.pages, *range(self.page - 1, self.page + 2)}
        found = sorted(number for number in near if 1 <= number <= self.pages)
        spaced: list[int] = []
        for number in found:
            if spaced and number > spaced[-1] + 1:
                spaced.append(0)
            spaced.append(number)
        return spaced


def read_list_request(options: ListOptions, params: QueryParams, keeps_errors: bool = False) -> ListRequest:
    """Read search, filters, sort and page from the address.

    Args:
        keeps_errors: keep days that are none, with the reason, to show them again; nothing may be read with them.

    Raises:
        BadRequestError: a value that makes no sense, with the sentence for the reader.
    """
    return ListRequest(
        search=read_search(params),
        filters=tuple(
            replace(read_filter(item, params, keeps_errors), through=options.through.get(item.name, ()))
            for item in options.filters
        ),
        sort=_read_sort(options, params),
        page=read_number(params, "page", 1),
        page_size=min(read_number(params, "pageSize", PAGE_SIZES[0]), PAGE_SIZES[-1]),
        after=params.get("after", ""),
        before=params.get("before", ""),
    )


def read_search(params: QueryParams) -> str:
    """Read what to search for.

    Raises:
        BadRequestError: it is too long or holds a character that no text can hold.
    """
    search = clean(params.get("search", ""))
    if "\x00" in search or not search.isprintable():
        raise BadRequestError(_("The search contains characters that cannot be searched for."))
    if len(search) > LONGEST_SEARCH:
        raise BadRequestError(_("The search is too long: at most %(most)s characters.", most=LONGEST_SEARCH))
    return search


def read_number(params: QueryParams, name: str, default: int) -> int:
    """Read a page number or size from the address.

    Raises:
        BadRequestError: it is not a whole number above zero.
    """
    written = params.get(name) or str(default)
    if not (written.isascii() and written.isdigit() and len(written) < 10 and int(written) > 0):
        raise BadRequestError(_("The page number in the address is not a whole number above zero."))
    return int(written)


def _read_sort(options: ListOptions, params: QueryParams) -> str:
    sort = params.get("sortBy", "")
    if sort and sort not in options.columns:
        raise BadRequestError(_("This list cannot be sorted by that column."))
    return f"-{sort}" if sort and params.get("sort") == "desc" else sort


async def list_rows(session: AsyncSession, options: ListOptions, wanted: ListRequest) -> Listing:
    """Answer a list request: one statement for the rows, one for their number.

    Raises:
        BadRequestError: the address says to go on from a row that no list like this can have.
    """
    narrowed = await narrow(session, options, wanted)
    total, is_exact = await count_rows(session, narrowed.with_only_columns(options.model.id))
    pages = max(1, -(-total // wanted.page_size))
    page = min(wanted.page, pages) if is_exact else wanted.page
    sheet = Sheet(options, *plan_order(narrowed, options.model, read_order(options, wanted)))
    rows = await _fetch_beside(session, sheet, wanted) if wanted.after or wanted.before else []
    if not rows:
        rows = await _fetch_page(session, sheet, Place(page, wanted.page_size, total, is_exact))
    marks = [write_mark(rows[place][1:]) for place in (0, -1)] if rows else ["", ""]
    return Listing([row[0] for row in rows], page, wanted.page_size, total, is_exact, *marks)


NOTHING = Listing(rows=(), page=1, page_size=PAGE_SIZES[0], total=0, is_exact=True)


@dataclass(frozen=True)
class Sheet:
    """All the rows of a list, and the order that pages are cut from them in."""

    options: ListOptions
    stmt: Select[Any]
    keys: Sequence[SortKey]

    async def fetch(self, session: AsyncSession, size: int, skipped: int = 0, is_reversed: bool = False) -> list[Any]:
        """Return `size` rows with what marks are made of, counted from the end when reversed; always in order."""
        cut = apply_order(self.stmt, self.keys, is_reversed).limit(size).offset(skipped or None)
        model = self.options.model
        stmt = select_around(cut, model, self.keys, is_reversed=False)
        found = await session.execute(stmt.options(*load_paths(model, self.options.columns)))
        return list(found.unique().all())


@dataclass(frozen=True)
class Place:
    """Where in a list of `total` rows, counted or estimated, a page is."""

    page: int
    size: int
    total: int
    is_exact: bool

    @property
    def is_last(self) -> bool:
        """Whether it is the last of several pages, which is reached soonest from the end."""
        return self.page > 1 and self.page == max(1, -(-self.total // self.size))

    @property
    def rows_on_last(self) -> int:
        """How many rows the last page shows: what is left over, or a whole page when nobody has counted."""
        return self.total - (self.page - 1) * self.size if self.is_exact else self.size


async def _fetch_beside(session: AsyncSession, sheet: Sheet, wanted: ListRequest) -> list[Any]:
    """Return the page after or before the row of a mark."""
    is_reversed = not wanted.after
    beyond = sheet.stmt.where(start_after(sheet.keys, wanted.after or wanted.before, is_reversed))
    try:
        return await replace(sheet, stmt=beyond).fetch(session, wanted.page_size, is_reversed=is_reversed)
    except DBAPIError as error:
        if (getattr(error.orig, "sqlstate", "") or "").startswith("22"):  # what the mark holds is no value of a column
            raise BadRequestError(damaged()) from error
        raise


async def _fetch_page(session: AsyncSession, sheet: Sheet, place: Place) -> list[Any]:
    if place.is_last:
        return await sheet.fetch(session, place.rows_on_last, is_reversed=True)
    return await sheet.fetch(session, place.size, (place.page - 1) * place.size)


def read_order(options: ListOptions, wanted: ListRequest) -> tuple[str, ...]:
    """Return the columns that the rows are sorted by."""
    return (wanted.sort,) if wanted.sort else options.order


async def narrow(session: AsyncSession, options: ListOptions, wanted: ListRequest) -> Select[Any]:
    """Return the statement of all the rows that the search and the filters leave."""
    stmt = select(options.model).where(*(item.condition(options.model) for item in wanted.active))
    if wanted.search and options.search:
        stmt = stmt.where(await find_words(session, options.model, options.search, wanted.search))
    return stmt


async def count_rows(session: AsyncSession, stmt: Select[Any]) -> tuple[int, bool]:
    """Return how many rows `stmt` finds and whether that is exact: a count that takes too long is estimated."""
    estimate = await _estimate(session, stmt)
    if estimate > COUNTED_EXACTLY:
        return estimate, False
    try:
        async with session.begin_nested():
            await session.execute(text(f"set local statement_timeout = {COUNT_MILLISECONDS}"))
            total = await session.scalar(select(func.count()).select_from(stmt.order_by(None).subquery()))
            await session.execute(text("set local statement_timeout to default"))
    except DBAPIError:
        return estimate, False
    return total or 0, True


async def _estimate(session: AsyncSession, stmt: Select[Any]) -> int:
    """Return the planner's own guess of the number of rows."""
    plan = await session.scalar(Explain(stmt.order_by(None)))
    return int(plan[0]["Plan"]["Plan Rows"])


class Explain(Executable, ClauseElement):
    """`EXPLAIN (FORMAT JSON)` of a select, with its parameters bound as in the select itself."""

    inherit_cache = False

    def __init__(self, stmt: Select[Any]) -> None:
        self.stmt = stmt


@compiles(Explain)
def _compile_explain(element: Explain, compiler: Any, **options: Any) -> str:
    return f"EXPLAIN (FORMAT JSON) {compiler.process(element.stmt, **options)}"


async def fill_filters(session: AsyncSession, filters: Sequence[Filter]) -> None:
    """Give reference filters their options, or the name of the row chosen.

    Raises:
        BadRequestError: the row asked for does not exist.
    """
    for item in filters:
        target = item.attribute.target
        if item.attribute.kind is not Kind.REFERENCE or target is None:
            continue
        if is_short(target):
            rows = await search_rows(session, target, "", LONGEST_SELECT)
            item.options = tuple((str(row.id), name_row(row)) for row in rows)
        if item.low is not None:
            row = await find_row(session, target, item.low)
            if row is None:
                raise BadRequestError(_("%(column)s: this row does not exist.", column=item.attribute.label))
            item.text = name_row(row)
