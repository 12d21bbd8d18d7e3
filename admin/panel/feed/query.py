"""Searching the change feed: what the address asks for, and the moves that answer it, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException

from admin.panel.days import NO_DAY, TypedDay, read_typed_day
from admin.panel.errors import BadRequestError
from admin.panel.history_search import find_change
from admin.panel.language import clock, pick
from admin.panel.mart_catalogue import PAGES
from admin.panel.received import read_key
from admin.panel.units import select_below
from models.audit import HISTORY
from models.feed import FEED, SOURCES, Reason
from models.people import Employee

PAGE_SIZE: Final = 50
SHOWN_EDITS: Final = 5  # of those that one round of the feed rests on
NONSENSE: Final = "Alamat ini tidak lengkap atau salah. | This address is incomplete or wrong."


@dataclass(frozen=True)
class FeedRequest:
    """What one address asks of the feed; `before` is the number of the last move of the page before.

    `edit` is an entry of the history: what moved because of it.
    """

    mart: str = ""
    employee: int | None = None
    unit: int | None = None
    reason: Reason | None = None
    since: TypedDay = NO_DAY
    until: TypedDay = NO_DAY
    edit: int | None = None
    before: int | None = None

    @property
    def is_refused(self) -> bool:
        """Whether the period is told in what is no day, so that nothing is searched."""
        return bool(self.since.error or self.until.error)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is asked for but the newest moves."""
        asked = (self.mart, self.employee, self.unit, self.reason, self.since.typed, self.until.typed, self.edit)
        return any(asked)

    @property
    def narrowings(self) -> dict[str, str]:
        """What the address of the mart itself would say of the same rows, but for the period and the edit."""
        reason = self.reason.value if self.reason else ""
        asked = {"mart": self.mart, "employee_id": self.employee, "under": self.unit, "reason_code": reason}
        return {name: str(value) for name, value in asked.items() if value}

    def limit_period(self, moved_at: Any) -> list[ColumnElement[bool]]:
        """Return the conditions of the period on a column of instants."""
        found = [moved_at >= _start_of(self.since.day)] if self.since.day is not None else []
        if self.until.day is not None:
            found.append(moved_at < _start_of(self.until.day + timedelta(days=1)))
        return found


def read_feed_request(params: QueryParams) -> FeedRequest:
    """Read the address of a page of the feed.

    Raises:
        BadRequestError: a value that makes no sense, with the sentence for the reader.
    """
    mart, reason = params.get("mart", ""), params.get("reason", "")
    if (mart and mart not in PAGES) or reason not in ("", *Reason):
        raise BadRequestError(pick(NONSENSE))
    return FeedRequest(
        mart=mart,
        employee=_read_key(params, "employee"),
        unit=_read_key(params, "unit"),
        reason=next((item for item in Reason if item == reason), None),
        since=read_typed_day(params, "since"),
        until=read_typed_day(params, "until"),
        edit=_read_key(params, "edit"),
        before=_read_key(params, "before"),
    )


async def find_moves(session: AsyncSession, wanted: FeedRequest) -> tuple[list[Row[Any]], bool]:
    """Return one page of moves, newest first, and whether older ones follow; none of a search that is refused.

    Raises:
        HTTPException: there is no such entry of the history within reach.
    """
    if wanted.is_refused:
        return [], False
    stmt = select(FEED).where(*await _list_conditions(session, wanted)).order_by(FEED.c.id.desc()).limit(PAGE_SIZE + 1)
    rows = list((await session.execute(stmt)).all())
    return rows[:PAGE_SIZE], len(rows) > PAGE_SIZE


async def find_last_moves(session: AsyncSession, employee: int, most: int) -> list[Row[Any]]:
    """Return the newest moves of one employee's rows."""
    stmt = select(FEED).where(FEED.c.employee_id == employee).order_by(FEED.c.id.desc()).limit(most)
    return list((await session.execute(stmt)).all())


async def find_edits(session: AsyncSession, moves: Iterable[Row[Any]]) -> dict[int, list[Row[Any]]]:
    """Return, by move, the entries of the history that it rests on, as far as the reader may see them.

    Of a row whose own records were changed the last of these; else the last entry of each transaction of the round.
    """
    listed = list(moves)
    rounds = {move.round_id for move in listed if move.change_id is None and move.edits}
    stmt = select(SOURCES.c.round_id, SOURCES.c.change_id).where(SOURCES.c.round_id.in_(rounds))
    sources: dict[int, list[int]] = {}
    for source in (await session.execute(stmt)).all() if rounds else ():
        sources.setdefault(source.round_id, []).append(source.change_id)
    asked = {
        move.id: [move.change_id] if move.change_id else sorted(sources.get(move.round_id, []))[-SHOWN_EDITS:]
        for move in listed
    }
    keys = {key for found in asked.values() for key in found}
    entries = await session.execute(select(HISTORY).where(HISTORY.c.id.in_(keys))) if keys else ()
    known = {entry.id: entry for entry in entries}
    return {move: [known[key] for key in found if key in known] for move, found in asked.items()}


async def limit_edit(session: AsyncSession, edit: int, moves: Any) -> list[ColumnElement[bool]]:
    """Return the conditions on moves that may come of an entry of the history.

    Args:
        moves: the columns of the feed, or of the mart of it.

    Raises:
        HTTPException: there is no such entry within reach.
    """
    entry = await find_change(session, edit)
    if entry is None:
        raise HTTPException(404)
    rounds = select(SOURCES.c.round_id).where(SOURCES.c.transaction_id == entry.transaction_id)
    found: list[ColumnElement[bool]] = [moves.round_id.in_(rounds)]
    if entry.person_id is not None:
        own = "reason_code" if "reason_code" in moves else "reason"
        people = select(Employee.id).where(Employee.person_id == entry.person_id)
        found.append(or_(moves[own] != Reason.EDIT.value, moves.employee_id.in_(people)))
    return found


async def _list_conditions(session: AsyncSession, wanted: FeedRequest) -> list[ColumnElement[bool]]:
    columns = FEED.c
    equal = {
        columns.mart: wanted.mart or None,
        columns.employee_id: wanted.employee,
        columns.reason: wanted.reason.value if wanted.reason else None,
    }
    found: list[ColumnElement[bool]] = [column == value for column, value in equal.items() if value is not None]
    found += wanted.limit_period(columns.moved_at)
    if wanted.unit is not None:
        found.append(columns.unit_id.in_(select_below(wanted.unit)))
    if wanted.edit is not None:
        found += await limit_edit(session, wanted.edit, columns)
    if wanted.before is not None:
        found.append(columns.id < wanted.before)
    return found


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), clock())


def _read_key(params: QueryParams, name: str) -> int | None:
    written = params.get(name, "")
    if not written:
        return None
    if (key := read_key(written)) is None:
        raise BadRequestError(pick(NONSENSE))
    return key
