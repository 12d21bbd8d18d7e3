"""Exchange the live set of schemas for another so that no statement sees both. Design: docs/decisions/0002.

PostgreSQL looks up the tables of one statement one after the other. A statement that found its first table in the old
set just before the renames commit would find its second in the new one. So the new tables stay locked while the renames
commit: such a statement then waits at the door, holding a table of the old set, and is seen. If there is one, the
renames are taken back, the lock is released (a statement that waited looks its name up again) and the swap is tried
again; if there is none, nobody is left who could mix.
"""

import time
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import psycopg
from psycopg import Connection, sql
from psycopg.rows import dict_row

from admin.errors import MeritError
from admin.warehouse import masking
from admin.warehouse.database import FULL_READER, READER

SCHEMAS = ("rules", "staging", "marts", masking.SCHEMA)
PATIENCE = 10.0  # seconds to try for
DOOR_HELD = 0.5  # seconds a new reader may be kept waiting by one attempt
LOOKUP = 0.25  # seconds within which a statement has looked up its tables when PostgreSQL does not tell
SETTLING = 0.4  # seconds within which a transaction's statement may end, and show that it waits for the next one
LOOK = 0.005  # seconds between two looks at who is reading
LOCK_TIMEOUT = "1s"

COMMENT = (
    "Mart: hasil yang dibaca alat BI; diganti utuh setiap terbit | "
    "Marts: what BI tools read; replaced as a whole at each publication"
)

FIND_TABLES = """
    SELECT pg_class.oid::bigint, pg_class.oid::regclass::text
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE nspname = ANY(%s) AND (relkind = 'r' OR relkind = 'v' AND starts_with(nspname, 'masked'))
"""

# Idle, and still holding a snapshot: its next statement sees the same state of the data, by the names of that moment.
# In read committed nobody does so, but for one who has a cursor open; a download of Merit's is a cursor alone.
IS_BETWEEN = """
    coalesce(state LIKE 'idle in transaction%%' AND backend_xmin IS NOT NULL AND application_name <> 'merit download',
        FALSE)
"""

# PostgreSQL tells a statement's query_id once its tables are looked up, when it tells it at all; re-planned prepared
# statements can have it earlier, so the first moments of every statement count too.
FIND_HOLDERS = f"""
    WITH lock AS MATERIALIZED (
        SELECT pid, relation::bigint AS relation, granted FROM pg_locks
        WHERE locktype = 'relation' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    ),
    holder AS (SELECT DISTINCT pid FROM lock WHERE granted AND relation = ANY(%(old)s)),
    waiting AS (SELECT DISTINCT pid FROM lock WHERE NOT granted AND relation = ANY(%(new)s)),
    own AS (SELECT query_id IS NOT NULL AS tells FROM pg_stat_activity WHERE pid = pg_backend_pid()),
    session AS (
        SELECT pid, usename, application_name, query_start, waiting.pid IS NOT NULL AS is_at_the_door,
            {IS_BETWEEN} AS is_between,
            CASE
                WHEN state IS NULL THEN %(is_fresh)s
                WHEN state <> 'active' THEN FALSE
                WHEN own.tells AND query_id IS NULL THEN TRUE
                WHEN query_start > xact_start THEN %(is_settling)s
                ELSE query_start > clock_timestamp() - make_interval(secs => %(lookup)s)
            END AS may_look_up
        FROM holder JOIN pg_stat_activity USING (pid) LEFT JOIN waiting USING (pid) CROSS JOIN own
        WHERE backend_type IS NULL OR backend_type = 'client backend'
    )
    SELECT pid, usename, application_name, is_at_the_door, is_between FROM session
    WHERE is_at_the_door OR is_between OR may_look_up
    ORDER BY is_at_the_door DESC, is_between DESC, query_start
"""

FIND_BETWEEN = f"""
    SELECT pid, usename, application_name, is_at_the_door, is_between FROM (
        SELECT pid, usename, application_name, xact_start, FALSE AS is_at_the_door, {IS_BETWEEN} AS is_between
        FROM pg_stat_activity
        WHERE pid IN (
            SELECT pid FROM pg_locks
            WHERE locktype = 'relation' AND granted AND relation::bigint = ANY(%(old)s)
                AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        )
    ) AS session
    WHERE is_between ORDER BY xact_start LIMIT 1
"""

FIND_USERS = """
    SELECT pid, usename, application_name FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE locktype = 'relation' AND granted AND relation::bigint = ANY(%s)
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    ORDER BY xact_start LIMIT 1
"""

REMEMBER_STATUS = """
    SELECT id, status, published_at, finished_at FROM stewardship.warehouse_build WHERE status = 'TERBIT' OR id = %s
"""

RESTORE_STATUS = """
    UPDATE stewardship.warehouse_build
    SET status = %(status)s, published_at = %(published_at)s, finished_at = %(finished_at)s WHERE id = %(id)s
"""

FILL_BUILD_INFO = """
    UPDATE {schema}.build_info AS info
    SET published_at = clock_timestamp(), tests_passed = build.tests_passed, tests_warned = build.tests_warned
    FROM stewardship.warehouse_build AS build WHERE build.id = info.build_id
    RETURNING info.published_at
"""


class Exchange(NamedTuple):
    """One exchange: `suffix` names the set that comes in, `kept` the set that goes out (None before the first)."""

    build_id: int
    suffix: str
    kept: str | None


def swap(connection: Connection[Any], exchange: Exchange) -> None:
    """Make the schemas `<schema>__<suffix>` the live ones; those that were live become `<schema>__<kept>`.

    `connection` is in autocommit mode and holds the build lock. Statements that have looked up their tables finish on
    the old set, later ones see the new set; new readers are kept waiting for some milliseconds, at most DOOR_HELD.

    Raises:
        MeritError: within PATIENCE there was no instant without a statement in the middle of looking up tables, or
            somebody was reading the set that comes in or changing the schemas; the live set is as it was.
    """
    deadline = time.monotonic() + PATIENCE
    for pause in _pauses():
        try:
            reader = _await_gap(connection, exchange, deadline) or _attempt(connection, exchange)
        except (psycopg.errors.LockNotAvailable, psycopg.errors.InternalError_) as error:
            obstacle = _name_users(connection, exchange.suffix) or str(error).splitlines()[0]
        else:
            if reader is None:
                return
            obstacle = f"{_name(reader)} is {_describe(reader)}"
        if time.monotonic() + pause > deadline:
            raise MeritError(
                f"Build {exchange.build_id} could not be published: {obstacle}.",
                "Let it finish, or end its session, and try again.",
            )
        time.sleep(pause)


def rename_schema(connection: Connection[Any], old: str, new: str) -> None:
    """Rename a schema; no lock on its tables is needed, and none is taken."""
    connection.execute(sql.SQL("ALTER SCHEMA {} RENAME TO {}").format(sql.Identifier(old), sql.Identifier(new)))


def _pauses() -> Iterator[float]:
    pause = 0.02
    while True:
        yield pause
        pause = min(2 * pause, 1.0)


def open_marts(connection: Connection[Any], schema: str, comment: str, role: str = FULL_READER) -> None:
    """Let BI tools read the marts in a schema, and say what they are.

    `information_schema` tells of keys only to those who may do more with a table than read it. To refer to it is the
    least of that, and nothing to a role that may make no table anywhere.
    """
    marts, reader = sql.Identifier(schema), sql.Identifier(role)
    connection.execute(sql.SQL("GRANT USAGE ON SCHEMA {} TO {}").format(marts, reader))
    connection.execute(sql.SQL("GRANT SELECT, REFERENCES ON ALL TABLES IN SCHEMA {} TO {}").format(marts, reader))
    connection.execute(sql.SQL("COMMENT ON SCHEMA {} IS {}").format(marts, sql.Literal(comment)))


def _name(session: dict[str, Any]) -> str:
    program = session["application_name"] or "a program without a name"
    return f"{program} (user {session['usename']}, process {session['pid']})"


def _name_users(connection: Connection[Any], suffix: str) -> str | None:
    """Say who has tables of the set that is to come in."""
    tables = [oid for oid, _ in _tables(connection, suffix)]
    session = connection.cursor(row_factory=dict_row).execute(FIND_USERS, [tables]).fetchone()
    return f"{_name(session)} still reads that build" if session else None


def _describe(reader: dict[str, Any]) -> str:
    if reader["is_between"]:
        return "between two statements of a transaction that keeps to one state of the data"
    return "held up between two of its tables"


def _await_gap(connection: Connection[Any], exchange: Exchange, deadline: float) -> dict[str, Any] | None:
    """Wait until no transaction that keeps one state of the data is between two statements; return one that stays."""
    old = [oid for oid, _ in _tables(connection, None)] if exchange.kept else []
    cursor = connection.cursor(row_factory=dict_row)
    while reader := cursor.execute(FIND_BETWEEN, {"old": old}).fetchone():
        if time.monotonic() > deadline:
            return reader
        time.sleep(LOOK)
    return None


def _attempt(connection: Connection[Any], exchange: Exchange) -> dict[str, Any] | None:
    """Swap, and return None; or take it back, and return the reader that stood between the two sets."""
    published_at = _fill_build_info(connection, exchange.suffix)
    old = [oid for oid, _ in _tables(connection, None)] if exchange.kept else []
    with psycopg.connect(connection.info.dsn, password=connection.info.password) as door:
        new = _shut(door, exchange.suffix)
        before = connection.cursor(row_factory=dict_row).execute(REMEMBER_STATUS, [exchange.build_id]).fetchall()
        with connection.transaction():
            connection.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'".encode())
            _exchange(connection, exchange, published_at)
        reader = _await_lookups(connection, old, new)
        if reader is not None:
            with connection.transaction():
                _rename_set(connection, None, exchange.suffix)
                _rename_set(connection, exchange.kept, None)
                connection.cursor().executemany(RESTORE_STATUS, before)
        return reader


def _shut(door: Connection[Any], suffix: str) -> list[int]:
    """Lock every table of the set against reading until the transaction ends; return their numbers."""
    tables = _tables(door, suffix)
    names = ", ".join(name for _, name in tables)
    door.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'".encode())
    door.execute(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE".encode())
    return [oid for oid, _ in tables]


def _await_lookups(connection: Connection[Any], old: Sequence[int], new: Sequence[int]) -> dict[str, Any] | None:
    """Wait until nobody can be between the sets and return None, or return the reader that is."""
    begun = time.monotonic()
    cursor = connection.cursor(row_factory=dict_row)
    while old:
        waited = time.monotonic() - begun
        facts = {
            "old": list(old), "new": list(new), "lookup": LOOKUP,
            "is_fresh": waited < LOOKUP, "is_settling": waited < SETTLING,
        }  # fmt: skip
        reader = cursor.execute(FIND_HOLDERS, facts).fetchone()
        if reader is None or reader["is_at_the_door"] or reader["is_between"] or waited > DOOR_HELD:
            return reader
        time.sleep(LOOK)
    return None


def _exchange(connection: Connection[Any], exchange: Exchange, published_at: Any) -> None:
    if exchange.kept:
        _rename_set(connection, None, exchange.kept)
    _rename_set(connection, exchange.suffix, None)
    open_marts(connection, "marts", COMMENT)
    open_marts(connection, masking.SCHEMA, masking.COMMENT, READER)
    connection.execute("UPDATE stewardship.warehouse_build SET status = 'DIGANTIKAN' WHERE status = 'TERBIT'")
    connection.execute(
        "UPDATE stewardship.warehouse_build SET status = 'TERBIT', published_at = %(at)s,"
        " finished_at = coalesce(finished_at, %(at)s) WHERE id = %(id)s",
        {"id": exchange.build_id, "at": published_at},
    )


def _rename_set(connection: Connection[Any], old: str | None, new: str | None) -> None:
    for former, later in zip(_schemas(old), _schemas(new), strict=True):
        query = "SELECT to_regnamespace(%s) IS NULL AND %s"  # sets of before there were masks have none
        if connection.execute(query, [former, former.startswith(masking.SCHEMA)]).fetchone() != (True,):
            rename_schema(connection, former, later)


def _schemas(suffix: str | None) -> list[str]:
    """Name the schemas of a set; None is the live one."""
    return [f"{schema}__{suffix}" if suffix else schema for schema in SCHEMAS]


def _fill_build_info(connection: Connection[Any], suffix: str) -> Any:
    """Fill in what only the end of a build knows; return the instant of publication."""
    schema = sql.Identifier(f"marts__{suffix}")
    row = connection.execute(sql.SQL(FILL_BUILD_INFO).format(schema=schema)).fetchone()
    assert row is not None  # the caller found the build in this very table
    return row[0]


def _tables(connection: Connection[Any], suffix: str | None) -> list[tuple[int, str]]:
    return connection.execute(FIND_TABLES, [_schemas(suffix)]).fetchall()
