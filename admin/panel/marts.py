"""The published marts as read-only tables: whatever stands in schema `marts`, with its own comments as headings."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import String, and_, cast, column, func, nulls_last, or_, select, table, text
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.datastructures import QueryParams

from admin.panel.display import show_plain
from admin.panel.errors import BadRequestError
from admin.panel.language import language
from admin.panel.language import translate as _
from admin.panel.lists import PAGE_SIZES, Listing, read_number, read_search
from models.wording import parse_wording

SCHEMA = "marts"
MOST_SEARCHED = 12


@dataclass(frozen=True)
class MartColumn:
    """One column of a mart: its name, what it is called, what it means, and whether it holds text."""

    name: str
    label: str
    help: str
    is_text: bool


@dataclass(frozen=True)
class Mart:
    """One published table."""

    name: str
    label: str
    help: str


async def list_marts(session: AsyncSession) -> list[Mart]:
    """Return the published marts by name; none before the first publication."""
    rows: Any = await session.execute(text(MARTS), {"schema": SCHEMA})
    return [Mart(name, *_read_comment(name, comment)) for name, comment in rows]


async def list_columns(session: AsyncSession, mart: str) -> list[MartColumn]:
    """Return the columns of a mart in their order; none when there is no such mart."""
    rows: Any = await session.execute(text(COLUMNS), {"schema": SCHEMA, "mart": mart})
    return [MartColumn(name, *_read_comment(name, comment), kind in TEXTS) for name, comment, kind in rows]


async def list_mart_rows(
    session: AsyncSession, mart: str, columns: list[MartColumn], params: QueryParams
) -> tuple[Listing, str]:
    """Return one page of a mart's rows, each a list of written cells, and the search that was asked for.

    Raises:
        BadRequestError: search, sort or page makes no sense.
    """
    search, size = read_search(params), min(read_number(params, "pageSize", PAGE_SIZES[0]), PAGE_SIZES[-1])
    source = table(mart, *(column(item.name) for item in columns), schema=SCHEMA)
    stmt = select(source)
    if search:
        searched = [source.c[item.name] for item in columns if item.is_text][:MOST_SEARCHED]
        words = search.split()
        stmt = stmt.where(
            and_(*(or_(*(cast(c, String).icontains(w, autoescape=True) for c in searched)) for w in words))
        )
    total = await session.scalar(select(func.count()).select_from(stmt.subquery())) or 0
    page = min(read_number(params, "page", 1), max(1, -(-total // size)))
    rows = await session.execute(_order(stmt, source, columns, params).limit(size).offset((page - 1) * size))
    return Listing([[show_plain(value) for value in row] for row in rows], page, size, total, True), search


def _order(stmt: Any, source: Any, columns: list[MartColumn], params: QueryParams) -> Any:
    sort = params.get("sortBy", "")
    if sort and sort not in {item.name for item in columns}:
        raise BadRequestError(_("This list cannot be sorted by that column."))
    if sort:
        chosen = source.c[sort].desc() if params.get("sort") == "desc" else source.c[sort].asc()
        stmt = stmt.order_by(nulls_last(chosen))
    return stmt.order_by(*(source.c[item.name] for item in columns[:6]))


def _read_comment(name: str, comment: str | None) -> tuple[str, str]:
    """Return label and help from a comment `Label: bantuan | Label: help`, else the name made readable."""
    try:
        wording = parse_wording(comment or "")
    except ValueError:
        return name.replace("_", " ").capitalize(), comment or ""
    return wording.label(language()), wording.help(language())


TEXTS = frozenset({"text", "character varying", "character"})

MARTS = """
select c.relname, obj_description(c.oid, 'pg_class')
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = :schema and c.relkind in ('r', 'p', 'v', 'm') order by c.relname
"""

COLUMNS = """
select a.attname, col_description(c.oid, a.attnum), format_type(a.atttypid, null)
from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
where n.nspname = :schema and c.relname = :mart and c.relkind in ('r', 'p', 'v', 'm') and a.attnum > 0
  and not a.attisdropped
order by a.attnum
"""
