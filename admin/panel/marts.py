"""The published marts as read-only tables: whatever stands in schema `marts`, with its own comments as headings."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import String, and_, cast, column, func, nulls_last, or_, select, table, text
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request

from admin.panel.display import show_plain
from admin.panel.errors import BadRequestError
from admin.panel.language import language, pick
from admin.panel.language import translate as _
from admin.panel.lists import PAGE_SIZES, Listing, read_number, read_search
from admin.panel.page import READERS
from models.wording import parse_wording

SCHEMA = "marts"
MOST_SEARCHED = 12
TEXTS = frozenset({"text", "character varying", "character"})
NUMBERS = frozenset({"bigint", "integer", "smallint", "numeric", "double precision", "real"})

TITLES = {
    "build_info": "Keterangan pembangunan | Build information",
    "duk": "Daftar urut kepangkatan (DUK) | Seniority list (DUK)",
    "promotion_check": "Pemeriksaan kenaikan pangkat | Promotion checks",
    "promotion_readiness": "Kesiapan kenaikan pangkat | Promotion readiness",
    "training_coverage": "Cakupan pelatihan | Training coverage",
    "training_employee": "Pelatihan pegawai | Training of employees",
}
PERSON = ("full_name", "nip")
LEADING: dict[str, tuple[str, ...]] = {
    "duk": ("rank_agency", *PERSON, "grade_code", "grade_tmt", "position_name", "unit_name", "decided_by_label"),
    "promotion_readiness": (
        *PERSON,
        "path_label",
        "readiness_label",
        "target_grade_code",
        "earliest_tmt",
        "explanation",
    ),
    "promotion_check": (*PERSON, "path_label", "state_label", "sentence", "turns_true_on", "regulation", "article"),
    "training_employee": (
        *PERSON,
        "year",
        "status_label",
        "hours_counted",
        "target_hours",
        "hours_missing",
        "unit_name",
    ),
    "training_coverage": ("unit_name", "year", "coverage_pct", "met", "employees", "median_hours", "mean_hours"),
    "performance_ranking": (*PERSON, "year", "rank_agency", "predicate_label", "rank_unit", "rank_level", "unit_name"),
    "talent_box": (*PERSON, "year", "box", "box_label", "recommendation", "missing_label", "unit_name"),
    "ip_asn": (*PERSON, "year", "total", "category_label", "unit_name"),
}
DEFAULT_LEADING = ("rank_agency", *PERSON, "year", "unit_name", "position_name")
LAST = ("as_of_date", "rule_set_hash")
ORDERS = {
    "duk": ("rank_agency",),
    "promotion_check": ("name",),
    "promotion_readiness": ("name",),
    "training_coverage": ("-year", "unit_name"),
    "training_employee": ("-year", "name"),
}


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
class Mart:
    """One published table."""

    name: str
    label: str
    help: str


def may_read(request: Request) -> bool:
    """Whether the signed-in person may see the marts: those who may see the tables they are made of."""
    return bool(READERS & getattr(request.state, "roles", frozenset()))


def require_reader(request: Request) -> None:
    """Answer 403 to everyone who may not see the marts."""
    if not may_read(request):
        raise HTTPException(403)


async def list_marts(session: AsyncSession) -> list[Mart]:
    """Return the published marts by name; none before the first publication."""
    rows: Any = await session.execute(text(MARTS), {"schema": SCHEMA})
    return [Mart(name, pick(TITLES.get(name, _readable(name))), pick(comment or "")) for name, comment in rows]


async def list_columns(session: AsyncSession, mart: str) -> list[MartColumn]:
    """Return the columns of a mart that say something to a reader, in their order; none when there is no such mart."""
    rows: Any = await session.execute(text(COLUMNS), {"schema": SCHEMA, "mart": mart})
    found = [(name, comment, kind) for name, comment, kind in rows]
    names = {name for name, _comment, _kind in found}
    columns = [
        MartColumn(name, *_read_comment(name, comment), kind in TEXTS, kind in NUMBERS)
        for name, comment, kind in found
        if _is_shown(name, kind, names)
    ]
    leading = LEADING.get(mart, DEFAULT_LEADING)
    return sorted(columns, key=lambda item: _place(_stem(item.name), leading))


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
        searched = [cast(source.c[item.name], String) for item in columns if item.is_text][:MOST_SEARCHED]
        found = (or_(*(item.icontains(word, autoescape=True) for item in searched)) for word in search.split())
        stmt = stmt.where(and_(*found))
    total = await session.scalar(select(func.count()).select_from(stmt.subquery())) or 0
    page = min(read_number(params, "page", 1), max(1, -(-total // size)))
    ordered = _sort(stmt, source, _read_order(mart, columns, params))
    rows = await session.execute(ordered.limit(size).offset((page - 1) * size))
    cells = [[item.show(value) for item, value in zip(columns, row, strict=True)] for row in rows]
    return Listing(cells, page, size, total, True), search


def _read_order(mart: str, columns: list[MartColumn], params: QueryParams) -> tuple[str, ...]:
    names = [item.name for item in columns]
    wanted = params.get("sortBy", "")
    if wanted and wanted not in names:
        raise BadRequestError(_("This list cannot be sorted by that column."))
    if wanted:
        return (f"-{wanted}" if params.get("sort") == "desc" else wanted, *names)
    return (*(name for name in ORDERS.get(mart, ()) if name.lstrip("-") in names), *names)


def _sort(stmt: Any, source: Any, order: tuple[str, ...]) -> Any:
    """Order by the columns asked for, ties by every other column, so that pages neither repeat nor lose a row."""
    for name in order:
        chosen = source.c[name.lstrip("-")]
        stmt = stmt.order_by(nulls_last(chosen.desc() if name.startswith("-") else chosen.asc()))
    return stmt


def _stem(name: str) -> str:
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
