"""The statement behind an export: the rows of a list, with every column that a file shows."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select
from sqlalchemy import text as sql
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from sqlalchemy.schema import Table

from admin.panel.attributes import Attribute
from admin.panel.exchange.fields import Field, MaySee, reach_column
from admin.panel.queries import follow
from models.base import Record

UNSEEN = """
select n.nspname, c.relname, a.attname
from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
where n.nspname in ('reference', 'personnel', 'stewardship') and c.relkind in ('r', 'p') and a.attnum > 0
  and not a.attisdropped and not has_column_privilege(c.oid, a.attnum, 'select')
"""


async def read_sight(session: AsyncSession) -> MaySee:
    """Return the test of what whoever the session acts for may see, as PostgreSQL itself would decide."""
    rows: Any = await session.execute(sql(UNSEEN))
    return sight_without(rows)


def sight_without(rows: Any) -> MaySee:
    """Return the test that refuses the columns in `rows`, each a schema, a table and a column."""
    unseen = {tuple(row) for row in rows}

    def may_see(attribute: Attribute) -> bool:
        table = attribute.model.__table__
        assert isinstance(table, Table)
        return (table.schema, table.name, attribute.column.name) not in unseen

    return may_see


def select_fields(stmt: Select[Any], model: type[Record], fields: Sequence[Field]) -> Select[Any]:
    """Replace what `stmt` selects from `model` by the columns of a file; no row is dropped or repeated."""
    entities: dict[tuple[str, ...], tuple[Any, type[Record]]] = {(): (model, model)}
    columns: list[Any] = []
    for field in fields:
        *relations, name = field.path.split(".")
        for depth in range(1, len(relations) + 1):
            steps = tuple(relations[:depth])
            if steps not in entities:
                parent, parent_model = entities[steps[:-1]]
                target = follow(parent_model, steps[-1])[1].target
                assert target is not None
                alias = aliased(target)
                stmt = stmt.outerjoin(alias, getattr(parent, steps[-1]).of_type(alias))
                entities[steps] = (alias, target)
        columns.append(reach_column(*entities[tuple(relations)], name))
    shown: Select[Any] = stmt.with_only_columns(*columns, maintain_column_froms=True)
    return shown
