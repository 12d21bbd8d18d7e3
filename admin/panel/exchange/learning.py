"""Texts of a file that no code, name or alias resolves, and what they may mean: the codes of the list."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy import text as sql
from sqlalchemy.ext.asyncio import AsyncSession

from admin.panel.attributes import Kind, read_attributes, read_title
from admin.panel.language import language
from models.base import Base, Record
from models.exchange import ValueAlias

MOST: Final = 60
LONGEST: Final = read_attributes(ValueAlias)["written"].longest // 2  # small letters may be more: ß is ss
UNKNOWN: Final = sql(r"""
select problem ->> 2 as name, written, count(*)
from stewardship.import_row,
    jsonb_array_elements(problems) as problem,
    btrim(regexp_replace(cells ->> (problem ->> 0)::integer, '\s+', ' ', 'g')) as written
where import_batch_id = :batch and state = 'SALAH' and problem ->> 2 <> '' and length(written) <= :longest
group by 1, 2 order by count(*) desc, 1, 2 limit :most
""")


@dataclass(frozen=True)
class UnknownText:
    """A text that nothing resolves, in which list, how often, and the codes it may mean."""

    name: str
    title: str
    written: str
    count: int
    answers: list[tuple[str, str]]


async def list_unknown(session: AsyncSession, batch: int) -> list[UnknownText]:
    """Return the unknown texts of an import, the most frequent first and only so many."""
    rows: Any = (await session.execute(UNKNOWN, {"batch": batch, "most": MOST, "longest": LONGEST})).all()
    answers = {name: await list_answers(session, name) for name in dict.fromkeys(row.name for row in rows)}
    return [UnknownText(name, title_list(name), written, count, answers[name]) for name, written, count in rows]


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
