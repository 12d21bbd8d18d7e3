"""What a published mart is made of, as the database tells it: columns with their exact types, and its key.

Pages leave columns out and write values for people (`admin/panel/marts.py`); programs want all of them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.exceptions import HTTPException

SHAPES: Final = text("""
    SELECT pg_class.relname, obj_description(pg_class.oid, 'pg_class'), attname,
        format_type(atttypid, atttypmod), NOT attnotnull, coalesce(col_description(pg_class.oid, attnum), ''),
        array_position(key.indkey::smallint[], attnum)
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
    LEFT JOIN pg_index AS key ON key.indrelid = pg_class.oid AND key.indisprimary
    WHERE nspname = 'marts' AND relkind = 'r' AND has_schema_privilege(pg_namespace.oid, 'usage')
        AND has_column_privilege(pg_class.oid, attnum, 'select') AND (CAST(:mart AS text) IS NULL OR relname = :mart)
    ORDER BY relname, attnum
""")


@dataclass(frozen=True)
class ShapeColumn:
    """One column: its type as PostgreSQL writes it, such as `numeric(7,2)`, and its comment in both languages."""

    name: str
    kind: str
    is_nullable: bool
    comment: str


@dataclass(frozen=True)
class Shape:
    """One published mart; `key` are the columns that tell its rows apart, in their order."""

    mart: str
    comment: str
    columns: tuple[ShapeColumn, ...]
    key: tuple[str, ...]

    @property
    def kinds(self) -> dict[str, str]:
        """The type of every column by its name, without its precision."""
        return {item.name: item.kind.partition("(")[0] for item in self.columns}


async def read_shapes(session: AsyncSession) -> list[Shape]:
    """Return every mart that the session may read, by name; none before the first publication."""
    return gather_shapes(await session.execute(SHAPES, {"mart": None}))


async def read_shape(session: AsyncSession, mart: str) -> Shape:
    """Return one mart, or answer 404."""
    found = gather_shapes(await session.execute(SHAPES, {"mart": mart}))
    if not found:
        raise HTTPException(404)
    return found[0]


def gather_shapes(rows: Iterable[Any]) -> list[Shape]:
    """Return the marts that the rows of `SHAPES` tell of."""
    columns: dict[tuple[str, str], list[ShapeColumn]] = {}
    keys: dict[str, dict[int, str]] = {}
    for mart, comment, name, kind, is_nullable, help_text, place in rows:
        columns.setdefault((mart, comment or ""), []).append(ShapeColumn(name, kind, is_nullable, help_text))
        if place is not None:
            keys.setdefault(mart, {})[place] = name
    return [
        Shape(mart, comment, tuple(found), tuple(name for _, name in sorted(keys.get(mart, {}).items())))
        for (mart, comment), found in columns.items()
    ]
