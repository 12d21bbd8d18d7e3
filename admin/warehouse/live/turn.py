"""Refreshes and publications take turns: no refresh may begin in one set of marts and end in the next.

A refresh reads and writes dozens of tables, one statement after the other, and a publication exchanges all of them at
one instant. A refresh caught in between would write the rest of its round, and what it has taken in, into a set that
has not taken it in. So a refresh holds the live set's `live_state` as its only writer, and a publication as somebody
who lets no writer in; readers notice neither. A comparison and a refresh take turns in the same way.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import psycopg
from psycopg import Connection

from admin.errors import MeritError

STATE: Final = "live_state"
# LOCK TABLE reads nothing, so a refresh that waited for its turn sees the state after the publication, and the name
# leads it to the new set.
TAKE_TURN: Final = f"LOCK TABLE staging.{STATE} IN SHARE ROW EXCLUSIVE MODE"
HOLD_BACK: Final = f"LOCK TABLE staging.{STATE} IN SHARE MODE"
PATIENCE: Final = "5min"  # for the refresh under way; one that derives everything takes as long as a build


@contextmanager
def refreshes_held_back(connection: Connection[Any]) -> Iterator[None]:
    """Wait for the refresh or comparison under way, and let none begin until the block ends.

    Raises:
        MeritError: one has been under way for longer than PATIENCE.
    """
    if connection.execute("SELECT to_regclass(%s)", [f"staging.{STATE}"]).fetchone() == (None,):
        yield
        return
    with psycopg.connect(
        connection.info.dsn, password=connection.info.password, application_name="merit turn"
    ) as holder:
        holder.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        holder.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'".encode())
        try:
            holder.execute(HOLD_BACK.encode())
        except psycopg.errors.LockNotAvailable as error:
            raise MeritError(
                f"A refresh of the published marts has been under way for more than {PATIENCE}.",
                "See what `merit refresh` does in pg_stat_activity, and build again when it has finished.",
            ) from error
        yield
