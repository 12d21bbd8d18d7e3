"""What an unknown text may mean: the codes of the list it was meant for."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from admin.panel.attributes import Kind, read_attributes, read_title
from admin.panel.language import language
from models.base import Base, Record


async def list_answers(session: AsyncSession, name: str) -> list[tuple[str, str]]:
    """Return the codes of a list with what people call them."""
    table, _dot, column = name.partition(".")
    model = find_model(table)
    if column:
        attribute = read_attributes(model)[column]
        assert attribute.kind is Kind.CHOICE
        return [(member.value, member.label(language())) for member in attribute.choices]
    codes: Any = model
    rows: Any = await session.scalars(select(codes).order_by(codes.ordinal, codes.code))
    return [(row.code, str(row)) for row in rows]


def title_list(name: str) -> str:
    """Return what a list is called."""
    table, _dot, column = name.partition(".")
    model = find_model(table)
    return read_attributes(model)[column].label if column else read_title(model).label(language())


def find_model(table: str) -> type[Record]:
    """Return the model of a table by its name without the schema."""
    found: type[Record] = next(item.class_ for item in Base.registry.mappers if item.class_.__tablename__ == table)
    return found
