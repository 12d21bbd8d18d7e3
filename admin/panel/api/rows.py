"""One page of a mart's rows: those after the last one of the page before, of the same build."""

import binascii
import hashlib
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import BigInteger, Date, Integer, Select, Text, cast, func, literal_column, select, true, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.datastructures import QueryParams

from admin.panel.api.problem import ProblemError
from admin.panel.api.stamp import NAMES, Stamp, select_stamp
from admin.panel.errors import BadRequestError
from admin.panel.mart_narrowing import UNDER, UNIT, read_narrowings
from admin.panel.mart_shape import Shape
from admin.panel.marts import name_columns

USUAL, MOST = 1_000, 10_000
LIMIT, CURSOR = "limit", "cursor"
KEY_TYPES: Final[Mapping[str, Any]] = {"bigint": BigInteger, "integer": Integer, "date": Date, "text": Text}
READERS: Final[Mapping[str, Any]] = {"bigint": int, "integer": int, "date": date.fromisoformat, "text": str}

NO_NUMBER: Final = f"limit adalah angka 1 sampai {MOST}. | limit is a number from 1 to {MOST}."
UNKNOWN: Final = (
    "Parameter {name} tidak dikenal untuk mart ini, atau tertulis dua kali. | "
    "The parameter {name} is not known for this mart, or is written twice."
)
NO_CURSOR: Final = (
    "cursor bukan yang diberikan di halaman sebelumnya untuk mart dan saringan ini. | "
    "cursor is not what the page before gave for this mart and these filters."
)
OTHER_BUILD: Final = (
    "Halaman sebelumnya dari bangunan {before}; sekarang terbit bangunan {now}. Mulai lagi dari halaman pertama. | "
    "The page before was of build {before}; build {now} is published now. Start again from the first page."
)


@dataclass(frozen=True)
class Wanted:
    """What a request asks for: which rows, how many of them, and after which one, of which build."""

    shape: Shape
    filters: QueryParams
    limit: int
    after: tuple[Any, ...] | None = None
    build_id: int | None = None

    def require_build(self, stamp: Stamp) -> None:
        """Refuse to go on with the pages of a build that is not published any more.

        Raises:
            ProblemError: another one is.
        """
        if self.build_id is not None and self.build_id != stamp.build_id:
            more = {"cursor_build_id": self.build_id, "build_id": stamp.build_id}
            raise ProblemError(409, OTHER_BUILD.format(before=self.build_id, now=stamp.build_id), stamp.headers, more)


def read_wanted(shape: Shape, params: QueryParams) -> Wanted:
    """Return what the parameters of an address ask for.

    Raises:
        ProblemError: they make no sense.
    """
    filters = read_filters(shape, params, LIMIT, CURSOR)
    typed = params.get(LIMIT, str(USUAL))
    limit = int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= len(str(MOST)) else 0
    if not 1 <= limit <= MOST:
        raise ProblemError(400, NO_NUMBER)
    if CURSOR not in params:
        return Wanted(shape, filters, limit)
    return Wanted(shape, filters, limit, *_read_cursor(shape, filters, params[CURSOR]))


def read_filters(shape: Shape, params: QueryParams, *others: str) -> QueryParams:
    """Return those of the parameters that narrow the rows; there may be no more than them and `others`.

    Raises:
        ProblemError: a parameter is not known or stands there twice.
    """
    known = {*list_filters(shape), *others}
    names = [name for name, _ in params.multi_items()]
    for name in names:
        if name not in known or names.count(name) > 1:
            raise ProblemError(400, UNKNOWN.format(name=json.dumps(name[:60])))
    filters = QueryParams([(name, value) for name, value in params.multi_items() if name not in others])
    try:
        read_narrowings(filters, shape.kinds)
    except BadRequestError as error:
        raise ProblemError(400, str(error)) from error
    return filters


def list_filters(shape: Shape) -> list[str]:
    """Return the parameters by which a mart's rows can be narrowed: its columns with one value, and its units."""
    kinds = shape.kinds
    return [*(name for name, kind in kinds.items() if _is_plain(kind)), *([UNDER] if UNIT in kinds else [])]


async def read_page(session: AsyncSession, wanted: Wanted) -> tuple[Stamp, list[str], str | None]:
    """Return the state of the marts, the rows as JSON, and the cursor of the next page if there is one."""
    stamp = select_stamp()
    page = _select_rows(wanted).lateral("page")
    keys = [page.c[f"key_{place}"] for place in range(len(wanted.shape.key))]
    stmt = select(stamp, page.c.body, *keys).select_from(stamp.outerjoin(page, true())).order_by(*keys)
    found = (await session.execute(stmt)).all()
    state = Stamp(*found[0][: len(NAMES)])
    rows = [row[len(NAMES) :] for row in found if row.body is not None]
    if len(rows) <= wanted.limit:
        return state, [body for body, *_ in rows], None
    rows = rows[: wanted.limit]
    return state, [body for body, *_ in rows], _write_cursor(wanted, state.build_id, rows[-1][1:])


def _select_rows(wanted: Wanted) -> Select[Any]:
    """Return the rows of a page and one more, each as JSON that PostgreSQL writes, so that no digit is lost."""
    kinds = wanted.shape.kinds
    source = name_columns(wanted.shape.mart, kinds)
    key = [source.c[name] for name in wanted.shape.key]
    stmt = select(source).where(*(item.condition(source.c) for item in read_narrowings(wanted.filters, kinds)))
    if wanted.after is not None:
        typed = zip(wanted.after, wanted.shape.key, strict=True)
        stmt = stmt.where(tuple_(*key) > tuple_(*(cast(value, KEY_TYPES[kinds[name]]) for value, name in typed)))
    row = stmt.order_by(*key).limit(wanted.limit + 1).subquery("this_row")
    told = (row.c[name].label(f"key_{place}") for place, name in enumerate(wanted.shape.key))
    return select(cast(func.row_to_json(literal_column("this_row")), Text).label("body"), *told).select_from(row)


def _write_cursor(wanted: Wanted, build_id: int, key: Any) -> str:
    told = [build_id, _digest(wanted.shape, wanted.filters), *(str(value) for value in key)]
    return urlsafe_b64encode(json.dumps(told, ensure_ascii=False).encode()).decode().rstrip("=")


def _read_cursor(shape: Shape, filters: QueryParams, text: str) -> tuple[tuple[Any, ...], int]:
    try:
        told = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        build_id, digest, *key = told
        values = tuple(READERS[shape.kinds[name]](value) for name, value in zip(shape.key, key, strict=True))
        is_ours = isinstance(build_id, int) and digest == _digest(shape, filters)
    except (ValueError, TypeError, KeyError, binascii.Error) as error:
        raise ProblemError(400, NO_CURSOR) from error
    if not is_ours:
        raise ProblemError(400, NO_CURSOR)
    return values, build_id


def _digest(shape: Shape, filters: QueryParams) -> str:
    told = json.dumps([shape.mart, sorted(filters.multi_items())])
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def _is_plain(kind: str) -> bool:
    return not kind.endswith("[]") and kind not in ("json", "jsonb", "timestamp with time zone")
