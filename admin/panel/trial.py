"""Trying a change out: what the database says of it, without the rest of the transaction being lost when it refuses."""

from collections.abc import Callable

from sqlalchemy.ext.asyncio import AsyncSession

from admin.panel.errors import ConflictError, RefusedError, explain
from models.base import Record


class _TakenBackError(Exception):
    pass


async def try_change(
    session: AsyncSession, model: type[Record], change: Callable[[], None], is_kept: bool
) -> RefusedError | ConflictError | None:
    """Make a change within a savepoint and return why it was refused, if it was.

    Args:
        change: alters, adds or deletes objects of the session.
        is_kept: leave an accepted change in the transaction; else take it back at once. Objects that a change touched
            and that was taken back have to be refreshed before they are read again.
    """
    try:
        async with session.begin_nested():
            change()
            await session.flush()
            if not is_kept:
                raise _TakenBackError()
    except _TakenBackError:
        return None
    except Exception as error:
        found = explain(error, model)
        if not isinstance(found, RefusedError | ConflictError):
            raise
        return found
    return None
