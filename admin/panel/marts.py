"""The published marts as read-only tables: whatever stands in schema `marts`, with its own comments as headings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, String, TableClause, and_, cast, column, func, nulls_last, or_, select, table, text
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request

from admin.panel.display import show_plain
from admin.panel.errors import BadRequestError
from admin.panel.language import language, pick
from admin.panel.language import translate as _
from admin.panel.lists import PAGE_SIZES, Listing, read_number, read_search
from admin.panel.mart_catalogue import OTHERS, PAGES, THEMES
from admin.panel.mart_narrowing import read_narrowings
from admin.panel.rights import read_rights
from models.wording import parse_wording

SCHEMA = "marts"
MOST_SEARCHED = 12
SHOWN_AT_ONCE = 8  # columns of a mart that the catalogue does not know
TEXTS = frozenset({"text", "character varying", "character"})
NUMBERS = frozenset({"bigint", "integer", "smallint", "numeric", "double precision", "real"})

PEOPLE = ("employee_id", "appraiser_id", "chosen_id")  # whom a row is about

LAST = ("as_of_date", "rule_set_hash")


@dataclass(frozen=True)
class MartColumn:
    """One column of a mart: its name, what it is called, what it means, and its kind."""

    name: str
    label: str
    help: str
    is_text: bool
    is_number: bool

    def show(self, value: Any) -> str:
        """Write one value; a year is no quantity."""
        return str(value) if self.name == "year" else show_plain(value)


@dataclass(frozen=True)
class MartRow:
    """One row: its cells as they are written, and every value by the name of its column."""

    cells: list[str]
    values: Mapping[str, Any]

    @property
    def employee(self) -> int | None:
        """The key of whom it is about; None when it is about nobody."""
        return next((self.values[name] for name in PEOPLE if self.values.get(name)), None)


@dataclass(frozen=True)
class Mart:
    """One published table: what it is called, what it answers, and what a row of it is."""

    name: str
    label: str
    help: str
    grain: str
    is_personal: bool


@dataclass(frozen=True)
class Shelf:
    """Published marts that belong together."""

    title: str
    icon: str
    marts: list[Mart]


def may_read(request: Request) -> bool:
    """Whether the signed-in person may see marts; which of their rows, the database decides."""
    return read_rights(request).may("marts", "see")


def require_reader(request: Request) -> None:
    """Answer 403 to everyone who may not see the marts."""
    if not may_read(request):
        raise HTTPException(403)


async def list_marts(session: AsyncSession) -> list[Mart]:
    """Return the published marts by name; none before the first publication."""
    rows: Any = await session.execute(text(MARTS), {"schema": SCHEMA})
    return [_describe(name, comment or "", is_personal) for name, comment, is_personal in rows]


async def find_mart(session: AsyncSession, name: str) -> Mart:
    """Return a published mart, or answer 404."""
    for mart in await list_marts(session):
        if mart.name == name:
            return mart
    raise HTTPException(404)


def sort_by_theme(published: list[Mart]) -> list[Shelf]:
    """Return the published marts by theme, each in the order of the catalogue; those it does not know come last."""
    by_name = {mart.name: mart for mart in published}
    shelves = [
        Shelf(pick(theme.title), theme.icon, [by_name[page.name] for page in theme.marts if page.name in by_name])
        for theme in THEMES
    ]
    others = Shelf(pick(OTHERS), "table", [mart for mart in published if mart.name not in PAGES])
    return [shelf for shelf in (*shelves, others) if shelf.marts]


def name_mart(name: str) -> str:
    """Return what a mart is called; one that the catalogue does not know, by its name made readable."""
    return pick(PAGES[name].title) if name in PAGES else _readable(name)


def first_order(mart: str) -> str:
    """Return the column by which a mart is sorted until a reader chooses another."""
    return next(iter(PAGES[mart].order), "") if mart in PAGES else ""


async def list_columns(session: AsyncSession, mart: str, is_whole: bool = False) -> list[MartColumn]:
    """Return the columns of a mart that say something to a reader, in their order; none when there is no such mart.

    Args:
        is_whole: every column, also row numbers, codes that have a label, and the other language.
    """
    return describe_columns(mart, await _ask_columns(session, mart), is_whole)


def describe_columns(mart: str, rows: Any, is_whole: bool = False) -> list[MartColumn]:
    """Return the columns that `rows` tell of, each a name, a comment and a type, as `COLUMNS` finds them."""
    found = {name: (comment, kind) for name, comment, kind in rows}
    columns = [
        MartColumn(name, *_head(name, found), kind in TEXTS, kind in NUMBERS)
        for name, (_comment, kind) in found.items()
        if is_whole or _is_shown(name, kind, set(found))
    ]
    leading = PAGES[mart].leading if mart in PAGES else ()
    return sorted(columns, key=lambda item: _place(cut_language(item.name), leading))


def count_leading(mart: str, columns: Sequence[MartColumn]) -> int:
    """Return how many of the first columns a small screen shows at once; the others on demand."""
    if mart not in PAGES:
        return SHOWN_AT_ONCE
    return sum(cut_language(item.name) in PAGES[mart].leading for item in columns)


async def list_mart_rows(
    session: AsyncSession, mart: str, columns: list[MartColumn], params: QueryParams
) -> tuple[Listing, str]:
    """Return one page of a mart's rows, each a `MartRow`, and the search that was asked for.

    Raises:
        BadRequestError: search, sort or page makes no sense.
    """
    size = min(read_number(params, "pageSize", PAGE_SIZES[0]), PAGE_SIZES[-1])
    stmt, search = await select_mart_rows(session, mart, columns, params)
    total = await session.scalar(select(func.count()).select_from(stmt.order_by(None).subquery())) or 0
    page = min(read_number(params, "page", 1), max(1, -(-total // size)))
    listed = (await session.execute(stmt.limit(size).offset((page - 1) * size))).mappings()
    shown = [MartRow([item.show(row[item.name]) for item in columns], dict(row)) for row in listed]
    return Listing(shown, page, size, total, True), search


async def find_kinds(session: AsyncSession, mart: str) -> dict[str, str]:
    """Return the type of every column of a mart by its name, in order; nothing when there is no such mart."""
    return {name: kind for name, _comment, kind in await _ask_columns(session, mart)}


async def _ask_columns(session: AsyncSession, mart: str) -> list[Any]:
    """Return name, comment and type of every column of a mart, asked once in the session of a request."""
    known: dict[str, list[Any]] = session.info.setdefault(COLUMNS, {})
    if mart not in known:
        known[mart] = list(await session.execute(text(COLUMNS), {"schema": SCHEMA, "mart": mart}))
    return known[mart]


def name_columns(mart: str, names: Iterable[str], schema: str = SCHEMA) -> TableClause:
    """Return a mart as something to select from."""
    return table(mart, *(column(name) for name in names), schema=schema)


async def select_mart_rows(
    session: AsyncSession, mart: str, columns: list[MartColumn], params: QueryParams
) -> tuple[Select[Any], str]:
    """Return the statement of all the rows of a mart that filters and search leave, in order, and the search itself.

    Raises:
        BadRequestError: search, sort or a filter makes no sense.
    """
    search = read_search(params)
    kinds = await find_kinds(session, mart)
    source = name_columns(mart, kinds)
    stmt = select(source).where(*(item.condition(source.c) for item in read_narrowings(params, kinds)))
    if search:
        searched = [cast(source.c[item.name], String) for item in columns if item.is_text][:MOST_SEARCHED]
        found = (or_(*(item.icontains(word, autoescape=True) for item in searched)) for word in search.split())
        stmt = stmt.where(and_(*found))
    return _sort(stmt, source, _read_order(mart, columns, kinds, params)), search


def _read_order(mart: str, columns: list[MartColumn], kinds: Mapping[str, str], params: QueryParams) -> tuple[str, ...]:
    """Return the columns to sort by: the one asked for, else the mart's own order, also by columns that nobody sees."""
    names = [item.name for item in columns]
    wanted = params.get("sortBy", "")
    if wanted and wanted not in names:
        raise BadRequestError(_("This list cannot be sorted by that column."))
    if wanted:
        return (f"-{wanted}" if params.get("sort") == "desc" else wanted, *names)
    order = PAGES[mart].order if mart in PAGES else ()
    return (*(name for name in order if name.lstrip("-") in kinds), *names)


def _sort(stmt: Any, source: Any, order: tuple[str, ...]) -> Any:
    """Order by the columns asked for, ties by every other column, so that pages neither repeat nor lose a row."""
    for name in order:
        chosen = source.c[name.lstrip("-")]
        stmt = stmt.order_by(nulls_last(chosen.desc() if name.startswith("-") else chosen.asc()))
    return stmt


def cut_language(name: str) -> str:
    """Return the name of a bilingual column without its language."""
    return name.removesuffix("_id").removesuffix("_en")


def _place(stem: str, leading: tuple[str, ...]) -> int:
    if stem in leading:
        return leading.index(stem)
    return len(leading) + (stem in LAST)


def _is_shown(name: str, kind: str, names: set[str]) -> bool:
    """Leave out row numbers of other tables, codes that have a label, and labels in the language that is not read."""
    if name.endswith("_id") and kind in NUMBERS:
        return False
    if f"{name.removesuffix('_code')}_label_id" in names:
        return False
    if language() == "id":
        return not (name.endswith("_en") and f"{name[:-3]}_id" in names)
    return not (name.endswith("_id") and f"{name[:-3]}_en" in names)


def _describe(name: str, comment: str, is_personal: bool) -> Mart:
    """Return a mart as the catalogue tells it; one that it does not know, by its name and its own comment."""
    if name not in PAGES:
        return Mart(name, name_mart(name), pick(comment), "", is_personal)
    return Mart(name, name_mart(name), pick(PAGES[name].help), pick(comment), is_personal)


def _head(name: str, found: Mapping[str, tuple[str | None, str]]) -> tuple[str, str]:
    """Return label and help of a column; one of a bilingual pair is headed by the Indonesian column of the pair."""
    sibling = f"{name.removesuffix('_en')}_id"
    return _read_comment(name, found[sibling if name.endswith("_en") and sibling in found else name][0])


def _read_comment(name: str, comment: str | None) -> tuple[str, str]:
    """Return label and help from a comment `Label: bantuan | Label: help`, else the name made readable."""
    try:
        wording = parse_wording(comment or "")
    except ValueError:
        return _readable(name), pick(comment or "")
    return wording.label(language()), wording.help(language())


def _readable(name: str) -> str:
    return name.replace("_", " ").capitalize()


MARTS = """
select c.relname, obj_description(c.oid, 'pg_class'),
  exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'nip' and not a.attisdropped)
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = :schema and c.relkind in ('r', 'p', 'v', 'm') and has_schema_privilege(n.oid, 'usage')
  and has_any_column_privilege(c.oid, 'select') order by c.relname
"""

COLUMNS = """
select a.attname, col_description(c.oid, a.attnum), format_type(a.atttypid, null)
from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
where n.nspname = :schema and c.relname = :mart and c.relkind in ('r', 'p', 'v', 'm') and a.attnum > 0
  and not a.attisdropped and has_column_privilege(c.oid, a.attnum, 'select')
order by a.attnum
"""
