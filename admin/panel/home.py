"""The start page: how much there is in every area, and which build of the marts is published."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, literal, select, text, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from admin.panel.page import Area
from admin.panel.rights import Rights, name_table
from admin.panel.view import RecordView
from models.build import BuildStatus, LiveComparison, WarehouseBuild

COUNTED_EXACTLY = 50_000


@dataclass(frozen=True)
class TableCount:
    """How many rows a table has; large tables are estimated."""

    view: RecordView
    count: int
    is_exact: bool


async def count_tables(
    session: AsyncSession, views: Sequence[RecordView], rights: Rights
) -> list[tuple[Area, list[TableCount]]]:
    """Return the number of rows that the person may see of every table in `views`, by area."""
    found: Any = await session.execute(text(ESTIMATES))
    estimates: dict[str, int] = {name: int(number) for name, number in found.all()}
    large = {
        view
        for view in views
        if estimates.get(name_table(view.model), -1) > COUNTED_EXACTLY and rights.reaches_all(view.model, "see")
    }
    small = [view for view in views if view not in large]
    counts = [select(literal(place), func.count()).select_from(view.model) for place, view in enumerate(small)]
    exact = {small[place]: number for place, number in await session.execute(union_all(*counts))} if counts else {}
    areas: dict[str, tuple[Area, list[TableCount]]] = {}
    for view in views:
        number = int(estimates[name_table(view.model)]) if view in large else exact[view]
        areas.setdefault(view.area.name, (view.area, []))[1].append(TableCount(view, number, view not in large))
    return list(areas.values())


async def find_published_build(session: AsyncSession) -> Any | None:
    """Return the build that readers see now, or None when nothing was ever published."""
    stmt = select(WarehouseBuild).where(WarehouseBuild.status == BuildStatus.PUBLISHED)
    return await session.scalar(stmt.order_by(WarehouseBuild.published_at.desc()).limit(1))


async def read_freshness(session: AsyncSession) -> Any | None:
    """Return since when the published marts are up to date, and how many changes wait; None before the first build."""
    return (await session.execute(text("SELECT * FROM stewardship.read_freshness()"))).one_or_none()


async def find_comparison(session: AsyncSession) -> LiveComparison | None:
    """Return what the last comparison of the live marts found."""
    found: LiveComparison | None = await session.scalar(
        select(LiveComparison).order_by(LiveComparison.id.desc()).limit(1)
    )
    return found


ESTIMATES = """
select n.nspname || '.' || c.relname, c.reltuples::bigint
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and n.nspname in ('reference', 'personnel', 'stewardship')
"""
