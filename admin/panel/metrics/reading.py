"""The definitions that are published, for pages."""

from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from admin.panel import marts
from admin.panel.language import language

MART: Final = "metric_definition"
READ: Final = f"""
    SELECT DISTINCT ON (ordinal) *, label_{{language}} AS label, meaning_{{language}} AS meaning,
        counted_in_{{language}} AS counted_in, owner_label_{{language}} AS owner, caveat_{{language}} AS caveat
    FROM marts.{MART} ORDER BY ordinal, agency_id
"""


async def read_definitions(session: AsyncSession) -> list[Any]:
    """Return the definitions that are published, in their order and the reader's language; none of an older build."""
    if not await marts.find_kinds(session, MART):
        return []
    return list(await session.execute(text(READ.format(language=language()))))
