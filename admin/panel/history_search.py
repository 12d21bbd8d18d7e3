"""Searching the audit: what the address asks for, one statement that answers it, newest first."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ColumnElement, Row, Select, Text, cast, or_, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.datastructures import QueryParams

from admin.panel.days import NO_DAY, TypedDay, read_typed_day
from admin.panel.errors import BadRequestError
from admin.panel.language import clock, pick
from admin.panel.lists import read_search
from admin.panel.received import read_key
from admin.panel.rights import name_table
from models.audit import HISTORY, Operation
from models.base import Record

if TYPE_CHECKING:
    from admin.panel.view import RecordView

PAGE_SIZE: Final = 50
MILLISECONDS: Final = 3_000
FIELDS: Final = HISTORY.c

NOT_A_NUMBER: Final = "Alamat ini tidak lengkap atau salah. | This address is incomplete or wrong."
TOO_WIDE: Final = (
    "Pencarian ini terlalu luas. Pilih tabel, orang, atau masa yang lebih sempit. | "
    "This search is too wide. Choose a table, a person or a shorter period."
)


@dataclass(frozen=True)
class HistoryRequest:
    """What one address asks of the audit; `before` is the number of the last change of the page before."""

    view: "RecordView | None" = None
    row: int | None = None
    person: int | None = None
    user: int | None = None
    who: str = ""
    since: TypedDay = NO_DAY
    until: TypedDay = NO_DAY
    request: str = ""
    text: str = ""
    operation: Operation | None = None
    before: int | None = None

    @property
    def is_refused(self) -> bool:
        """Whether the period is told in what is no day, so that nothing is searched."""
        return bool(self.since.error or self.until.error)

    def conditions(self) -> list[ColumnElement[bool]]:
        """Return the conditions on the changes."""
        equal = {
            FIELDS.table_name: name_table(self.view.model) if self.view is not None else None,
            FIELDS.row_id: self.row,
            FIELDS.person_id: self.person,
            FIELDS.user_id: self.user,
            FIELDS.request_id: self.request or None,
            FIELDS.operation: self.operation,
        }
        found = [column == value for column, value in equal.items() if value is not None]
        if self.since.day is not None:
            found.append(FIELDS.changed_at >= _start_of(self.since.day))
        if self.until.day is not None:
            found.append(FIELDS.changed_at < _start_of(self.until.day + timedelta(days=1)))
        if self.before is not None:
            found.append(FIELDS.id < self.before)
        if self.who:
            found.append(or_(_holds(FIELDS.user_name, self.who), _holds(FIELDS.database_user, self.who)))
        for word in self.text.split():
            places = (FIELDS.reason, cast(FIELDS.old, Text), cast(FIELDS.new, Text))
            found.append(or_(*(_holds(place, word) for place in places)))
        return found


def read_history_request(params: QueryParams, view: "RecordView | None") -> HistoryRequest:
    """Read the address of a page of the audit.

    Raises:
        BadRequestError: a value that makes no sense, with the sentence for the reader.
    """
    operation = params.get("operation", "")
    if operation and operation not in [member.value for member in Operation]:
        raise BadRequestError(pick(NOT_A_NUMBER))
    return HistoryRequest(
        view=view,
        row=_read_key(params, "row"),
        person=_read_key(params, "person"),
        user=_read_key(params, "user"),
        who=_read_text(params, "who"),
        since=read_typed_day(params, "since"),
        until=read_typed_day(params, "until"),
        request=_read_text(params, "request"),
        text=_read_text(params, "text"),
        operation=Operation(operation) if operation else None,  # type: ignore[call-arg]  # the wording is the member's
        before=_read_key(params, "before"),
    )


async def find_changes(session: AsyncSession, wanted: HistoryRequest) -> tuple[list[Row[Any]], bool]:
    """Return one page of changes, newest first, and whether older ones follow; none of a search that is refused.

    Raises:
        BadRequestError: finding them takes too long; the sentence says how to narrow the search.
    """
    if wanted.is_refused:
        return [], False
    stmt = select(HISTORY).where(*wanted.conditions()).order_by(FIELDS.id.desc()).limit(PAGE_SIZE + 1)
    rows = await _execute_in_time(session, stmt)
    return rows[:PAGE_SIZE], len(rows) > PAGE_SIZE


async def find_change(session: AsyncSession, key: int) -> Row[Any] | None:
    """Return one change, if there is one within the reader's reach."""
    return (await session.execute(select(HISTORY).where(FIELDS.id == key))).one_or_none()


async def find_changes_since(session: AsyncSession, model: type[Record], key: int, version: int) -> list[Row[Any]]:
    """Return what happened to a row after it had `version`, oldest first."""
    stmt = select(HISTORY).where(FIELDS.table_name == name_table(model), FIELDS.row_id == key, FIELDS.version > version)
    return list((await session.execute(stmt.order_by(FIELDS.id))).all())


async def _execute_in_time(session: AsyncSession, stmt: Select[Any]) -> list[Row[Any]]:
    try:
        async with session.begin_nested():
            await session.execute(text(f"set local statement_timeout = {MILLISECONDS}"))
            rows = list((await session.execute(stmt)).all())
            await session.execute(text("set local statement_timeout to default"))
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", "") != "57014":
            raise
        raise BadRequestError(pick(TOO_WIDE)) from error
    return rows


def _holds(column: ColumnElement[Any], part: str) -> ColumnElement[bool]:
    return column.icontains(part, autoescape=True)


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), clock())


def _read_key(params: QueryParams, name: str) -> int | None:
    written = params.get(name, "")
    if not written:
        return None
    if (key := read_key(written)) is None:
        raise BadRequestError(pick(NOT_A_NUMBER))
    return key


def _read_text(params: QueryParams, name: str) -> str:
    return read_search(QueryParams({"search": params.get(name, "")}))
