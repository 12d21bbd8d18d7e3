"""What the signed-in person may do, as the database tells it: the panel hides what would be refused, no more.

Policies and grants (models/migrations/sql/0003_rights.sql) hold the line; `docs/rights.md` tells who may what.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Table, text
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import HTTPConnection

from models.base import Record

LEAST: Final = "merit_panel"  # the group role of those who see nothing but what is about them

# Each policy's comment names the area whose rights it asks for, and whether they must be held everywhere.
POLICIES: Final = text("""
    SELECT nspname || '.' || relname AS place, polname AS verb, obj_description(pg_policy.oid, 'pg_policy') AS demand
    FROM pg_policy JOIN pg_class ON pg_class.oid = polrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE polname IN ('see', 'create', 'change', 'delete') AND nspname NOT LIKE 'marts%' AND nspname NOT LIKE 'staging%'
""")

Demands = Mapping[tuple[str, str], tuple[str, bool]]


@dataclass(frozen=True)
class Rights:
    """Rights in force today.

    Attributes:
        role: the PostgreSQL group role that the person's transactions run under.
        held: `area.verb` and whether it is held everywhere, or only within some units or over oneself.
        demands: for each table and verb the area that its policy asks for, and whether everywhere.
    """

    role: str = LEAST
    held: Mapping[str, bool] = field(default_factory=dict)
    demands: Demands = field(default_factory=dict)

    @property
    def sees_sensitive(self) -> bool:
        """Whether columns such as the NIK may be read."""
        return self.role.endswith("_private")

    def may(self, area: str, verb: str) -> bool:
        """Whether a right is held anywhere."""
        return f"{area}.{verb}" in self.held

    def may_everywhere(self, area: str, verb: str) -> bool:
        """Whether a right is held over everything."""
        return self.held.get(f"{area}.{verb}", False)

    def may_touch(self, model: type[Record], verb: str) -> bool:
        """Whether the verb can succeed on some row of a table."""
        area, is_everywhere = self.demands.get((name_table(model), verb), ("", True))
        return self.may_everywhere(area, verb) if is_everywhere else self.may(area, verb)

    def reaches_all(self, model: type[Record], verb: str) -> bool:
        """Whether the verb can succeed on every row of a table."""
        area, _is_everywhere = self.demands.get((name_table(model), verb), ("", True))
        return self.may_everywhere(area, verb)


NOBODY: Final = Rights()


def read_rights(request: HTTPConnection) -> Rights:
    """Return the rights of the signed-in person; before signing in, none."""
    rights: Rights = getattr(request.state, "rights", NOBODY)
    return rights


async def load_demands(session: AsyncSession) -> Demands:
    """Ask which rights the policies of each table ask for; they change only with a migration."""
    rows: Any = await session.execute(POLICIES)
    return {(row.place, row.verb): (row.demand.split()[0], row.demand.endswith(" everywhere")) for row in rows}


def name_table(model: type[Record]) -> str:
    """Return schema and name of a model's table."""
    table = model.__table__
    assert isinstance(table, Table)
    return f"{table.schema}.{table.name}"
