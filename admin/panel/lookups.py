"""Foreign keys: what may be chosen, what the chosen row is called, and whether it exists."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from admin.panel.acting import sees_sensitive
from admin.panel.attributes import Kind
from admin.panel.display import load_name, name_row
from admin.panel.forms import RecordField
from admin.panel.language import translate as _
from admin.panel.pages import is_short, natural_order
from admin.panel.queries import find_words, follow, sort_by
from models.base import Record

OFFERED = 20
LONGEST_SELECT = 1_000


async def search_rows(session: AsyncSession, target: type[Record], term: str, limit: int = OFFERED) -> list[Any]:
    """Return the rows of `target` in which every word of `term` occurs, in the order of its first search column."""
    stmt = select(target).options(*load_name(target)).limit(limit)
    is_private = sees_sensitive(session)
    searched = [path for path in target.__search__ if is_private or not follow(target, path)[1].is_sensitive]
    if term and searched:
        stmt = stmt.where(await find_words(session, target, searched, term))
    rows = await session.scalars(sort_by(stmt, target, natural_order(target)))
    return list(rows.unique())


async def find_row(session: AsyncSession, target: type[Record], key: int) -> Any | None:
    """Return one row with all that its name needs, or None."""
    stmt = select(target).options(*load_name(target)).where(target.id == key)
    return (await session.scalars(stmt)).unique().one_or_none()


async def fill_references(session: AsyncSession, fields: Iterable[RecordField]) -> bool:
    """Give every reference its options or its text, and refuse rows that do not exist; False if one was refused.

    What is stored already is not asked for again: it may be out of the reader's reach, and stays as it is.
    """
    is_valid = True
    for field in fields:
        target = field.attribute.target
        if field.attribute.kind is not Kind.REFERENCE or target is None:
            continue
        if is_short(target):
            rows = await search_rows(session, target, "", LONGEST_SELECT)
            field.options = [(str(row.id), name_row(row)) for row in rows]
        if field.data is None:
            continue
        row = await find_row(session, target, field.data)
        field.text = name_row(row) if row is not None else f"#{field.data}"
        if row is None and field.data != field.object_data:
            field.text = ""
            field.errors = [*field.errors, _("This row does not exist; choose one from the list.")]
            is_valid = False
    return is_valid
