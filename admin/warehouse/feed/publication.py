"""What a publication or a rollback changed in the marts: the set before compared with the one that readers see now.

Edits that were saved while a build ran are in the set before and not in the new one, until a refresh has caught up. So
where a refresher runs it compares, after its first refresh of the set; else whoever published does. The comparison
reads one state of the marts, in a session of its own: refreshes go on beside it, and the next publication waits for it.
"""

from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

import psycopg
from psycopg import Connection, sql

from admin.warehouse.feed.moves import UNMOVED, compose_steps
from admin.warehouse.feed.rounds import begin_round, fill_mart, has_feed, note_edits, stop_round
from models.feed import MART, About, Move, Occasion

APPLICATION: Final = "merit feed"
LEFT_OUT: Final = ("build_info", MART)
TURN: Final = 7_304_228  # advisory lock of who compares; held by the session
PATIENCE: Final = "10min"  # for a comparison, which reads every mart twice

# The set that readers see, and the one before it, unless they were compared.
FIND_DUE: Final = """
    SELECT live.id, live.published_at, live.as_of_date, live.rule_set_hash, live.code_commit, live.data_snapshot,
        live.data_read_at,
        before.id, before.published_at, before.as_of_date, before.rule_set_hash, before.code_commit,
        before.data_snapshot, before.data_read_at
    FROM stewardship.warehouse_build AS live
    LEFT JOIN LATERAL (
        SELECT * FROM stewardship.warehouse_build WHERE to_regnamespace('marts__b' || id) IS NOT NULL
        ORDER BY published_at DESC LIMIT 1
    ) AS before ON TRUE
    WHERE live.status = 'TERBIT' AND NOT EXISTS (
        SELECT FROM audit.mart_round WHERE published_at = live.published_at AND occasion <> 'PEMBARUAN'
    )
"""
# Refreshes of this set that the comparison has in it already.
REPLACE: Final = """
    WITH old AS (DELETE FROM audit.mart_round WHERE published_at = %s RETURNING id),
    moves AS (DELETE FROM audit.mart_move WHERE round_id IN (SELECT id FROM old)),
    edits AS (DELETE FROM audit.mart_edit WHERE round_id IN (SELECT id FROM old)),
    told AS (DELETE FROM marts.change_feed WHERE round_id IN (SELECT id FROM old))
    SELECT count(*) FROM old
"""
READ_SEEN: Final = """
    SELECT sees::text, refreshed_at FROM {staging}.live_state
    WHERE server = (SELECT system_identifier::text FROM pg_control_system())
"""
FIND_EDITS: Final = """
    SELECT array_agg(DISTINCT transaction_id), min(id), max(id) FROM audit.change
    WHERE transaction_id >= pg_snapshot_xmin(%(old)s::pg_snapshot)::text::bigint
        AND NOT pg_visible_in_snapshot(transaction_id::text::xid8, %(old)s::pg_snapshot)
        AND pg_visible_in_snapshot(transaction_id::text::xid8, %(new)s::pg_snapshot)
        AND changed_at > %(since)s::timestamptz - interval '1 day'
"""
READ_SHAPES: Final = """
    SELECT relname::text,
        array_agg(attname::text ORDER BY attnum), array_agg(format_type(atttypid, atttypmod) ORDER BY attnum),
        (SELECT array_agg(own.attname::text ORDER BY own.attnum)
            FROM pg_constraint JOIN pg_attribute AS own ON own.attrelid = conrelid AND own.attnum = ANY(conkey)
            WHERE conrelid = pg_class.oid AND contype = 'p')
    FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
    WHERE relnamespace = to_regnamespace(%s) AND relkind = 'r' AND relname <> ALL(%s)
    GROUP BY pg_class.oid ORDER BY relname
"""
COMPARE: Final = "WITH {steps} SELECT count(*) FROM moved"
SUMMARIZE: Final = """
    INSERT INTO audit.mart_move (round_id, mart, move, about, rows, columns, is_daily)
    SELECT current_setting('merit.round')::bigint, %s, %s, %s, count(*), %s, FALSE FROM {mart}
"""
CLOSE: Final = """
    INSERT INTO audit.mart_round (id, occasion, build_id, published_at, before_build_id, as_of_date, before_as_of_date,
        is_other_rules, edits)
    VALUES (current_setting('merit.round')::bigint, %s, %s, %s, %s, %s, %s, %s,
        (SELECT coalesce(sum(edits), 0) FROM audit.mart_edit WHERE round_id = current_setting('merit.round')::bigint))
    RETURNING id
"""


@dataclass(frozen=True)
class PublishedSet:
    """One build's set: when it was published, of which day, by which rules and code, and what it had read."""

    build: int
    published_at: datetime
    as_of: date
    rule_set_hash: str
    commit: str | None
    sees: str | None
    read_at: datetime


@dataclass(frozen=True)
class Due:
    """A publication of which the feed does not tell yet; `before` is None if there was nothing before."""

    live: PublishedSet
    before: PublishedSet | None


@dataclass(frozen=True)
class Shape:
    """The columns of a mart with their types, and its key."""

    columns: dict[str, str]
    key: list[str]


def find_due(connection: Connection[Any]) -> Due | None:
    """Return the publication of which the feed does not tell yet, if it is so of the last one."""
    row = connection.execute(FIND_DUE).fetchone()
    if row is None or not has_feed(connection, "marts"):
        return None
    live, before = PublishedSet(*row[:7]), PublishedSet(*row[7:])
    return Due(live, before if row[7] is not None else None)


class Telling:
    """The comparison of the live set, as it is when this is made, with the one before it.

    What refreshes do to the set from then on they tell by themselves.
    """

    def __init__(self, url: str, password: str | None = None) -> None:
        self._connection = psycopg.connect(url, application_name=APPLICATION, password=password, autocommit=True)
        self._connection.execute("SELECT pg_advisory_lock(%s)", [TURN])
        self._connection.autocommit = False
        self._connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        self._due = find_due(self._connection)
        if self._due is not None:
            begin_round(self._connection)  # its number is less than that of any refresh after it

    def finish(self) -> int | None:
        """Compare, write down what moved, and end the session; return how many rows moved, None if that was told."""
        with closing(self._connection):
            moved = _tell(self._connection, self._due) if self._due is not None else None
            self._connection.commit()
            return moved


def wait_for_telling(connection: Connection[Any]) -> None:
    """Wait until nobody compares sets: a swap would put other tables under the names that are being read."""
    with suppress(psycopg.errors.LockNotAvailable), connection.transaction():
        connection.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'".encode())
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [TURN])


def _tell(connection: Connection[Any], due: Due) -> int:
    live, before = due.live, due.before
    connection.execute(REPLACE, [live.published_at])
    moved = 0
    if before is not None:
        _note_edits(connection, live, before)
        moved = _compare_sets(connection, f"marts__b{before.build}", live.as_of != before.as_of)
    is_return = before is not None and before.build > live.build
    occasion = Occasion.ROLLBACK if is_return else Occasion.PUBLICATION
    told = (occasion.value, live.build, live.published_at, before and before.build, live.as_of, before and before.as_of)
    row = connection.execute(CLOSE, [*told, before is not None and _is_other_rules(live, before)]).fetchone()
    assert row is not None
    stop_round(connection)
    fill_mart(connection, "marts")
    return moved


def _is_other_rules(one: PublishedSet, other: PublishedSet) -> bool:
    commits = [(side.commit or "").removesuffix("-dirty") for side in (one, other)]
    return one.rule_set_hash != other.rule_set_hash or commits[0] != commits[1]


def _note_edits(connection: Connection[Any], live: PublishedSet, before: PublishedSet) -> None:
    """Write down the edits that the live set has read, and the one before had not."""
    old, since = _read_seen(connection, f"staging__b{before.build}", before)
    new, _ = _read_seen(connection, "staging", live)
    if old is None or new is None:
        return
    row = connection.execute(FIND_EDITS, {"old": old, "new": new, "since": since}).fetchone()
    if row is not None and row[0]:
        note_edits(connection, *row)


def _read_seen(connection: Connection[Any], staging: str, told: PublishedSet) -> tuple[str | None, datetime]:
    """Return what a set has read, with its refreshes; after a crash of the server only what its build had."""
    if connection.execute("SELECT to_regclass(%s)", [f"{staging}.live_state"]).fetchone() != (None,):
        query = sql.SQL(READ_SEEN).format(staging=sql.Identifier(staging))
        row = connection.execute(query).fetchone()
        if row is not None:
            return row[0], row[1]
    return told.sees, told.read_at


def _compare_sets(connection: Connection[Any], old: str, is_other_day: bool) -> int:
    before, after = _read_shapes(connection, old), _read_shapes(connection, "marts")
    moved = 0
    for mart in sorted(before.keys() | after.keys()):
        if mart not in after:
            _summarize(connection, mart, old, Move.GONE, [])
        elif mart not in before or before[mart].key != after[mart].key or not after[mart].key:
            _summarize(connection, mart, "marts", Move.APPEARED, [])
        else:
            moved += _compare_mart(connection, mart, old, before[mart], after[mart], is_other_day)
    return moved


def _compare_mart(
    connection: Connection[Any], mart: str, old: str, before: Shape, after: Shape, is_other_day: bool
) -> int:
    same = [name for name, kind in after.columns.items() if before.columns.get(name) == kind]
    others = sorted(before.columns.keys() ^ after.columns.keys() | after.columns.keys() - set(same))
    if others:
        _summarize(connection, mart, "marts", Move.CHANGED, others)
    if not set(after.key) <= set(same):
        return 0
    listed = ", ".join(f'"{name}"' for name in same if name not in UNMOVED)
    columns = [name for name in same if name not in UNMOVED]
    one, other = (f'(SELECT {listed} FROM "{schema}"."{mart}")' for schema in (old, "marts"))
    steps = compose_steps(mart, columns, after.key, one, other, is_whole=True, is_other_day=is_other_day)
    row = connection.execute(COMPARE.format(steps=steps).encode()).fetchone()
    return int(row[0]) if row else 0


def _summarize(connection: Connection[Any], mart: str, schema: str, move: Move, columns: list[str]) -> None:
    """Tell of a mart that has come, gone, or got other columns, with the number of its rows."""
    query = sql.SQL(SUMMARIZE).format(mart=sql.Identifier(schema, mart))
    connection.execute(query, [mart, move.value, About.EVERYBODY.value, columns])


def _read_shapes(connection: Connection[Any], schema: str) -> dict[str, Shape]:
    rows = connection.execute(READ_SHAPES, [schema, list(LEFT_OUT)])
    return {mart: Shape(dict(zip(names, kinds, strict=True)), key or []) for mart, names, kinds, key in rows}
