"""Bring the published marts up to the data of this moment, in one transaction, by deriving only what may differ."""

import logging
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

import psycopg
from psycopg.types.json import Jsonb

from admin.errors import MeritError
from admin.warehouse.feed.publication import Telling, find_due
from admin.warehouse.feed.rounds import begin_round, close_round, has_feed, note_edits
from admin.warehouse.live.changes import ISSUES, Change, Rows, merge, read_changes, read_issues
from admin.warehouse.live.parts import Keys, Part, Touched, arrange, write_array
from admin.warehouse.live.plan import PARKED, read_models
from admin.warehouse.live.statements import read_columns
from admin.warehouse.live.turn import STATE, TAKE_TURN
from admin.warehouse.outcome import join_lines
from admin.warehouse.publish import REFRESHER

APPLICATION: Final = "merit refresh"
SETTINGS: Final = (
    "SET plan_cache_mode = force_generic_plan",
    "SET jit = off",
    "SET work_mem = '256MB'",
    "SET default_transaction_isolation = 'repeatable read'",
    "SET idle_in_transaction_session_timeout = 0",
)
LOG: Final = logging.getLogger("merit.live")
MANY: Final = 500  # parts, above which deriving the whole costs less
# A state that another server wrote, before the data were restored on this one, tells nothing of its transactions.
READ_STATE: Final = f"""
    SELECT build_id, sees::text, refreshed_at, is_armed,
        (SELECT published_at FROM stewardship.warehouse_build WHERE id = build_id)
    FROM staging.{STATE}
    WHERE server = (SELECT system_identifier::text FROM pg_control_system()) FOR UPDATE
"""
WRITE_STATE: Final = f"""
    WITH written AS (
        UPDATE staging.{STATE} SET sees = pg_current_snapshot(), refreshed_at = clock_timestamp(),
            entries = entries + %(entries)s
        RETURNING refreshed_at, entries
    )
    UPDATE marts.build_info SET refreshed_at = written.refreshed_at, changes_refreshed = written.entries FROM written
"""
READ_PARKED: Final = f"SELECT transaction_id, rows FROM staging.{PARKED} ORDER BY transaction_id"
PARK: Final = f"""
    INSERT INTO staging.{PARKED} (transaction_id, rows, reason, state, model, column_name)
    VALUES (%s, %s, %s, %s, %s, %s)
    ON CONFLICT (transaction_id) DO UPDATE SET reason = excluded.reason, state = excluded.state, model = excluded.model,
        column_name = excluded.column_name
"""
RELEASE: Final = f"DELETE FROM staging.{PARKED} WHERE transaction_id = %s"
RECORD: Final = """
    INSERT INTO stewardship.live_comparison (warehouse_build_id, seconds, tables, different_rows, different)
    SELECT build_id, %s, %s, %s, %s FROM staging.live_state
"""
# A part is found by its key, and joined by others: without an index every look-up would read the whole table.
FIND_UNINDEXED: Final = """
    SELECT format('CREATE INDEX ON %I.%I (%I)', nspname, relname, attname)
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
    WHERE nspname IN ('staging', 'marts') AND relkind = 'r' AND reltuples > 300
        AND atttypid = 'bigint'::regtype AND attname ~ '_id$' AND attname NOT IN ('build_id', 'agency_id')
        AND NOT EXISTS (SELECT FROM pg_index WHERE indrelid = pg_class.oid AND indkey[0] = attnum)
"""
# What a change of a record can do wrong; anything else, such as a lost connection, says nothing of the record.
BROKEN: Final = (psycopg.DataError, psycopg.IntegrityError, psycopg.ProgrammingError)


@dataclass
class Round:
    """One refresh: entries of the audit taken in, transactions that wait; rows changed and seconds taken, by table."""

    entries: int = 0
    parked: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    def note(self, name: str, rows: int, seconds: float) -> None:
        """Note what was done to a table, beside what was done before."""
        if rows:
            self.rows[name] = self.rows.get(name, 0) + rows
        self.seconds[name] = self.seconds.get(name, 0.0) + seconds

    def add(self, other: "Round") -> None:
        """Note what another round did to the tables."""
        for name, seconds in other.seconds.items():
            self.note(name, other.rows.get(name, 0), seconds)


@dataclass(frozen=True)
class Refusal:
    """Why a change cannot be taken in: PostgreSQL's words and code, the model that was derived, perhaps its column."""

    reason: str
    state: str | None
    model: str
    column: str | None


class NothingLiveError(MeritError):
    """There is nothing to refresh."""


class Refresher:
    """A connection that refreshes the published marts; it prepares its statements once for each build.

    A change that a mart cannot hold (a rule of its table speaks against it) is parked: what it touches stays as it was,
    everything else goes on, and it is tried again with the next change and by the next build.
    """

    def __init__(self, url: str) -> None:
        self.connection = psycopg.connect(url, application_name=APPLICATION)
        self.connection.prepared_max = None
        self.many = MANY
        for setting in SETTINGS:
            self.connection.execute(setting.encode())
        self.connection.commit()
        self._build_id: int | None = None  # None: learn the models of the set anew
        self._published_at: datetime | None = None  # a rollback brings a build back
        self._issues: dict[int, int] | None = None  # of the worklist, with their versions; None before they were read
        self._parts: list[Part] = []
        self._deriving = ""
        self._url = url
        self._has_feed = False
        self._is_due = False  # the feed does not tell of the publication of this set yet, nor does anybody compare
        self._telling: threading.Thread | None = None

    def close(self) -> None:
        """End the session; a comparison under way comes to its end."""
        self.connection.close()
        self.finish_telling()

    def finish_telling(self) -> None:
        """Wait until the feed tells of the last publication that a refresh has met."""
        if self._telling is not None:
            self._telling.join()

    def claim(self) -> bool:
        """Return whether this session is the one that refreshes; it stays so until it ends."""
        row = self.connection.execute("SELECT pg_try_advisory_lock(%s)", [REFRESHER]).fetchone()
        self.connection.commit()
        return row == (True,)

    def refresh(self) -> Round:
        """Take in whatever was committed since the last time; all readers see it at one instant.

        Raises:
            NothingLiveError: nothing is published, or a crash of the server emptied what a refresh starts from.
        """
        done = Round()
        try:
            with self.connection.transaction():
                sees, since = self._prepare()
                changes = read_changes(self.connection, sees, since)
                issues = read_issues(self.connection)
                if changes or issues != self._issues:
                    self._take_in_round(changes, issues, done)
                if done.rows or done.entries:
                    self.connection.execute(WRITE_STATE, {"entries": done.entries}, prepare=True)
        except BaseException:
            self._build_id = None  # a rollback took back what was learnt
            raise
        if self._is_due:
            self._begin_telling()
        return done

    def _begin_telling(self) -> None:
        """Let the feed tell of the publication, now that the set has what the one before had; refreshes go on."""
        self._is_due = False
        with _told_later():
            telling = Telling(self._url)
            self._telling = threading.Thread(target=_finish, args=(telling,), name="merit feed", daemon=True)
            self._telling.start()

    def compare(self) -> Round:
        """Derive every model as a whole and return how many rows differ from the live ones, of which nothing is kept.

        Raises:
            NothingLiveError: as `refresh`.
        """
        done = Round()
        try:
            with self.connection.transaction(force_rollback=True):
                self._prepare()
                for part in self._parts:
                    self._derive(part, None, {}, done)
        finally:
            self._build_id = None  # the rollback took back what was learnt
        return done

    def _prepare(self) -> tuple[str, datetime]:
        """Lock the state of the published set and return it; learn its models when it is another one than before."""
        try:
            self.connection.execute(TAKE_TURN.encode())  # before anything is read: the snapshot comes after the wait
            row = self.connection.execute(READ_STATE).fetchone()
        except (psycopg.errors.UndefinedTable, psycopg.errors.InvalidSchemaName):
            row = None
        if row is None:
            raise NothingLiveError("There are no marts that could be refreshed.", "Run `merit build`.")
        build_id, sees, since, is_armed, published_at = row
        if (build_id, published_at) != (self._build_id, self._published_at):
            if not is_armed:
                for (statement,) in self.connection.execute(FIND_UNINDEXED).fetchall():
                    self.connection.execute(statement.encode())
                self.connection.execute(f"UPDATE staging.{STATE} SET is_armed = TRUE".encode())
            self._parts = arrange(read_models(self.connection), read_columns(self.connection))
            self._has_feed = has_feed(self.connection, "marts")
            self._is_due = find_due(self.connection) is not None
            self._build_id, self._published_at, self._issues = build_id, published_at, None
        return sees, since

    def _find_issues(self, issues: dict[int, int]) -> Rows:
        """Return the issues that are not what they were at the last refresh."""
        if self._issues is None:
            return {ISSUES: None}
        return {ISSUES: {number for number, _ in issues.items() ^ self._issues.items()}}

    def _take_in_round(self, changes: Sequence[Change], issues: dict[int, int], done: Round) -> None:
        """Take in all changes, and let the feed tell which rows moved, once it tells of the publication."""
        if not self._is_fed:
            self._take_in(changes, issues, done)
            return
        begin_round(self.connection)
        self._take_in(changes, issues, done)
        close_round(self.connection, self._build_id or 0)

    @property
    def _is_fed(self) -> bool:
        return self._has_feed and not self._is_due

    def _take_in(self, changes: Sequence[Change], issues: dict[int, int], done: Round) -> None:
        """Take in all changes at once, or if that fails each by itself; those that fail wait."""
        done.entries = sum(change.entries for change in changes)
        waiting = self._read_parked()
        found = self._find_issues(issues)
        error = self._try(merge([*(change.rows for change in changes), found]), done, changes)
        if error is None or self._try(found, done, ()) is None:
            self._issues = issues
        if error is not None:
            for change in changes:
                refusal = self._try(change.rows, done, [change])
                if refusal is not None:
                    self._park(change, refusal)
        for change in waiting:
            if self._try(change.rows, done, [change]) is None:
                self.connection.execute(RELEASE, [change.transaction])
        if error is not None or waiting:
            done.parked = len(self._read_parked())

    def _try(self, rows: Rows, done: Round, changes: Sequence[Change]) -> Refusal | None:
        """Take in changes; return why they cannot be, and nothing of them has happened then."""
        try:
            with self.connection.transaction():
                made = Round()
                if changes and self._is_fed:
                    _note(self.connection, changes)
                self._propagate(rows, made)
        except BROKEN as error:
            return Refusal(join_lines(str(error)), error.sqlstate, self._deriving, error.diag.column_name)
        done.add(made)
        return None

    def _propagate(self, rows: Rows, done: Round) -> None:
        touched: dict[str, Touched] = {}
        for part in self._parts:
            keys = part.find_keys(self.connection, rows, touched)
            if keys is None or keys:
                self._derive(part, keys, touched, done)

    def _derive(self, part: Part, keys: Keys, touched: dict[str, Touched], done: Round) -> None:
        """Derive a model anew, the parts with these keys or the whole; note what changed."""
        begun = time.perf_counter()
        self._deriving = part.model.name
        is_partial = keys is not None and part.keyed is not None and len(keys) <= self.many
        if is_partial and part.keyed:
            found = self._replace(part.keyed, keys or ())
        else:
            found = self._shift(part.find_shift(touched)) or self._replace(part.whole, ())
        count, changed, *told = found
        done.note(part.model.name, count, time.perf_counter() - begun)
        if count:
            touched.setdefault(part.model.name, Touched()).add(changed, part.told, told)

    def _replace(self, statement: str, keys: Iterable[int]) -> Sequence[Any]:
        """Derive rows anew and put them in the place of those that differ."""
        values = {"keys": write_array(keys)}
        return self.connection.execute(statement.encode(), values, prepare=True).fetchone() or ()

    def _shift(self, statement: str | None) -> Sequence[Any] | None:
        """Derive some columns anew; None, and nothing has happened, if the rows are not those that stand there."""
        if statement is None:
            return None
        with self.connection.transaction() as made:
            is_whole, *found = self.connection.execute(statement.encode(), prepare=True).fetchone() or (False,)
            if not is_whole:
                raise psycopg.Rollback(made)
        return found if is_whole else None

    def _read_parked(self) -> list[Change]:
        rows = self.connection.execute(READ_PARKED, prepare=True).fetchall()
        return [
            Change(transaction, {table: None if ids is None else set(ids) for table, ids in told.items()}, 0)
            for transaction, told in rows
        ]

    def _park(self, change: Change, refusal: Refusal) -> None:
        told = {table: None if ids is None else sorted(ids) for table, ids in change.rows.items()}
        why = (refusal.reason, refusal.state, refusal.model, refusal.column)
        self.connection.execute(PARK, [change.transaction, Jsonb(told), *why])


def _finish(telling: Telling) -> None:
    with _told_later():
        telling.finish()


@contextmanager
def _told_later() -> Iterator[None]:
    """Go on where a comparison cannot be made: the next process that refreshes this set makes it."""
    try:
        yield
    except psycopg.Error as error:
        LOG.warning("the change feed lacks a publication: %s", join_lines(str(error)))


def _note(connection: psycopg.Connection[Any], changes: Sequence[Change]) -> None:
    """Let the feed know what the round rests on."""
    ends = [(change.first, change.last) for change in changes]
    first, last = min(first for first, _ in ends), max(last for _, last in ends)
    is_known = all(change.last for change in changes)
    note_edits(connection, [change.transaction for change in changes], *((first, last) if is_known else (0, 0)))


def record_comparison(url: str, found: Round, seconds: float) -> None:
    """Write down what a comparison found, for the start page and those who ask later."""
    values = (round(seconds, 1), len(found.seconds), sum(found.rows.values()), Jsonb(found.rows))
    with psycopg.connect(url, application_name=APPLICATION) as connection:
        connection.execute(RECORD, values)
