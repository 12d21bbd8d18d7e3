"""Which state of the marts an answer tells of, and whether the one who asks knows it already."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Subquery, column, text
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import Response

NAMES: Final = ("build_id", "as_of_date", "published_at", "refreshed_at", "changes_refreshed", "reach")
# What the policies of the marts ask (stewardship.protect_set): the same marts are others for whom reaches other people.
STAMP: Final = text("""
    SELECT build_id, as_of_date, published_at, refreshed_at, changes_refreshed,
        CASE WHEN NOT stewardship.reaches_all('marts', 'see') THEN md5(concat_ws('|',
            (SELECT string_agg(id::text, ',' ORDER BY id) FROM stewardship.reachable_employees('marts', 'see') AS id),
            (SELECT string_agg(id::text, ',' ORDER BY id) FROM stewardship.reachable_units('marts', 'see') AS id)
        )) END AS reach
    FROM marts.build_info
""")


@dataclass(frozen=True)
class Stamp:
    """The build that is published, until when changes were taken in since, and a digest of whom the reader reaches."""

    build_id: int
    as_of_date: date
    published_at: datetime | None
    refreshed_at: datetime | None
    changes_refreshed: int
    reach: str | None

    @property
    def etag(self) -> str:
        """The validator of every answer about this state; weak, because an answer may be sent compressed."""
        told = f"{self.published_at}|{self.refreshed_at}|{self.changes_refreshed}|{self.reach}"
        return f'W/"{self.build_id}-{hashlib.sha256(told.encode()).hexdigest()[:20]}"'

    @property
    def headers(self) -> dict[str, str]:
        """What every answer about this state says: ask again each time, others with another token too."""
        return {"etag": self.etag, "cache-control": "private, no-cache", "vary": "authorization, accept-language"}

    def describe(self) -> dict[str, Any]:
        """Return the build as answers tell it."""
        return {
            "build_id": self.build_id,
            "as_of_date": self.as_of_date.isoformat(),
            "published_at": self.published_at and self.published_at.isoformat(),
            "refreshed_at": self.refreshed_at and self.refreshed_at.isoformat(),
            "changes_refreshed": self.changes_refreshed,
        }


def select_stamp() -> Subquery:
    """Return the stamp as something to select from, so that rows and their stamp come from one statement."""
    return STAMP.columns(*(column(name) for name in NAMES)).subquery("stamp")


async def read_stamp(session: AsyncSession) -> Stamp:
    """Return the present state for whom the session acts; something is published."""
    row: Any = (await session.execute(STAMP)).one()
    return Stamp(*row)


def answer_if_known(request: Request, stamp: Stamp) -> Response | None:
    """Answer 304 when the request says that it has what it would get."""
    known = request.headers.get("if-none-match", "")
    tags = {tag.strip().removeprefix("W/") for tag in known.split(",")}
    if tags & {"*", stamp.etag.removeprefix("W/")}:
        return Response(status_code=304, headers=stamp.headers)
    return None
