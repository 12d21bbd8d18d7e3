"""Swap a finished build in, atomically, and back out again. Design and measurements: docs/decisions/0002.

The live set is the schemas `rules`, `staging`, `marts`. A build fills `<schema>__next`; publishing renames the live
set to `<schema>__b<its build>` and `__next` to live, in one transaction. The set before the live one is kept for a
rollback.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple

import psycopg
from psycopg import Connection, sql
from psycopg.rows import dict_row

from admin.errors import MeritError
from admin.warehouse.database import READERS
from admin.warehouse.feed.publication import Telling, wait_for_telling
from admin.warehouse.feed.rounds import carry_feed
from admin.warehouse.keys import add_keys
from admin.warehouse.live.turn import refreshes_held_back
from admin.warehouse.masking import mask_set
from admin.warehouse.swap import SCHEMAS, Exchange, rename_schema, swap

NEXT = "next"
CHANNEL = "merit_change"  # who refreshes the live marts listens there: to changes of records and publications
LOCK = 7_304_223  # advisory lock of everything that builds, publishes or rolls back
REFRESHER = 7_304_226  # advisory lock: one process refreshes, others stand by
PATIENCE = 10.0  # seconds to wait for readers of an older state to finish

FIND_OLD_READERS = """
    SELECT pid, usename, application_name, xact_start
    FROM pg_stat_activity
    WHERE datname = current_database()
        AND pid <> pg_backend_pid()
        AND backend_type = 'client backend'
        AND xact_start < %(built_at)s
        AND backend_xmin IS NOT NULL
        AND (%(xid)s::text IS NULL OR age(backend_xmin) >= age(%(xid)s::text::xid))
        AND application_name <> 'merit download' -- one cursor, which finishes on the tables that it has found
        AND (state <> 'active' OR query_start > xact_start + interval '1 second' OR application_name = 'pg_dump')
    ORDER BY xact_start
    LIMIT 1
"""

# Views, functions and foreign keys outside the set that hold on to its tables by their identity, not by their name.
FIND_OUTSIDE_DEPENDENTS = """
    WITH inside AS (SELECT oid FROM pg_namespace WHERE nspname IN ('rules', 'staging', 'marts', 'masked')),
    live AS (SELECT oid FROM pg_class WHERE relnamespace IN (SELECT oid FROM inside))
    SELECT pg_describe_object(found.classid, found.oid, 0) AS dependent,
        pg_describe_object('pg_class'::regclass, found.refobjid, 0) AS target
    FROM (
        SELECT 'pg_class'::regclass AS classid, view.oid, view.relnamespace AS namespace, depend.refobjid
        FROM pg_depend AS depend
        JOIN pg_rewrite AS rule ON depend.classid = 'pg_rewrite'::regclass AND rule.oid = depend.objid
        JOIN pg_class AS view ON view.oid = rule.ev_class
        WHERE depend.refclassid = 'pg_class'::regclass
        UNION ALL
        SELECT 'pg_proc'::regclass, proc.oid, proc.pronamespace, depend.refobjid
        FROM pg_depend AS depend
        JOIN pg_proc AS proc ON depend.classid = 'pg_proc'::regclass AND proc.oid = depend.objid
        WHERE depend.refclassid = 'pg_class'::regclass
        UNION ALL
        SELECT 'pg_constraint'::regclass, fk.oid, fk.connamespace, fk.confrelid
        FROM pg_constraint AS fk WHERE fk.contype = 'f'
    ) AS found
    JOIN live ON live.oid = found.refobjid
    WHERE found.namespace NOT IN (SELECT oid FROM inside)
    LIMIT 1
"""


class Moment(NamedTuple):
    """When a set was complete: an instant, and the first transaction number after it when known."""

    built_at: datetime
    xid: str | None


def publish(connection: Connection[Any], build_id: int) -> None:
    """Make the build in the `__next` schemas the live set, in one transaction, and drop older sets.

    `connection` is in autocommit mode and holds the build lock. Readers inside a query finish on the old set. The set
    that was live stays as `<schema>__b<id>`.

    Raises:
        MeritError: `__next` does not hold this build; something outside depends on the live set; or a transaction
            that still reads an older state is open and would see empty marts.
    """
    if _build_in(connection, f"marts__{NEXT}") != build_id:
        raise MeritError(f"Build {build_id} is not the one in marts__{NEXT}.", "Run `merit build` again.")
    add_keys(connection, NEXT)
    _protect(connection, NEXT)
    wait_for_telling(connection)
    with refreshes_held_back(connection):
        now = connection.execute("SELECT clock_timestamp(), pg_current_xact_id()::xid::text").fetchone()
        assert now is not None
        _wait_for_old_readers(connection, Moment(*now))
        _swap(connection, NEXT, build_id)
    connection.execute(f"NOTIFY {CHANNEL}".encode())
    drop_old_sets(connection)
    _tell_moves(connection)


def rollback(url: str) -> int:
    """Make the set before the live one live again, and return its build's number; a second rollback undoes the first.

    Raises:
        MeritError: there is no earlier set, a build is running, or readers stand in the way as in `publish`.
    """
    with psycopg.connect(url, autocommit=True, application_name="merit rollback") as connection, held_lock(connection):
        kept = find_kept_build(connection)
        if kept is None:
            raise MeritError("There is no earlier build to return to.", "Correct the data and run `merit build`.")
        row = connection.execute("SELECT finished_at FROM stewardship.warehouse_build WHERE id = %s", [kept]).fetchone()
        assert row is not None  # find_kept_build read it
        _protect(connection, f"b{kept}")  # a set of before there were rights has none
        wait_for_telling(connection)
        with refreshes_held_back(connection):
            _wait_for_old_readers(connection, Moment(row[0], None))
            _swap(connection, f"b{kept}", kept)
        connection.execute(f"NOTIFY {CHANNEL}".encode())
        drop_old_sets(connection)
        _tell_moves(connection)
        return kept


@contextmanager
def held_lock(connection: Connection[Any]) -> Iterator[None]:
    """Let one process at a time build, publish or roll back; the lock falls with the connection.

    Raises:
        MeritError: another process has it.
    """
    row = connection.execute("SELECT pg_try_advisory_lock(%s)", [LOCK]).fetchone()
    if row != (True,):
        raise MeritError("Another build or rollback is running in this database.", "Wait until it has finished.")
    try:
        yield
    finally:
        if not connection.closed:
            connection.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def find_kept_build(connection: Connection[Any]) -> int | None:
    """Return the build that was live before the present one and is kept for a rollback, or None.

    The latest published of those that are there: after a rollback an older build can follow a newer one.
    """
    row = connection.execute(
        "SELECT id FROM stewardship.warehouse_build WHERE to_regnamespace('marts__b' || id) IS NOT NULL"
        " ORDER BY published_at DESC LIMIT 1"
    ).fetchone()
    return int(row[0]) if row else None


def find_live_build(connection: Connection[Any]) -> int | None:
    """Return the number of the build that readers see, or None before the first.

    Raises:
        MeritError: there is a schema `marts` that no build made.
    """
    if connection.execute("SELECT to_regnamespace('marts')").fetchone() == (None,):
        return None
    build_id = _build_in(connection, "marts")
    if build_id is None:
        raise MeritError(
            "The schema `marts` was not made by a build of Merit.",
            "Rename or drop it: Merit needs the schemas rules, staging and marts for itself.",
        )
    return build_id


def set_leftovers_aside(connection: Connection[Any], build_id: int) -> None:
    """Rename what an unfinished build left in `__next` out of the way of build `build_id`, and drop it if it is free.

    Renaming needs no lock on the tables, so that somebody who looks at a failed build does not stop the next one.
    """
    with connection.transaction():
        for schema in _existing(connection, NEXT):
            rename_schema(connection, f"{schema}__{NEXT}", f"{schema}__x{build_id}")
    drop_old_sets(connection)


def drop_old_sets(connection: Connection[Any]) -> None:
    """Drop every set but the live one and the one before it; what somebody still reads waits for the next time."""
    kept = f"b{find_kept_build(connection)}"
    rows = connection.execute(
        r"SELECT DISTINCT split_part(nspname, '__', 2) FROM pg_namespace"
        r" WHERE nspname ~ '^(rules|staging|marts|masked)__[bx]\d+$'"
    ).fetchall()
    for (suffix,) in rows:
        if suffix == kept:
            for role, (schema, _) in READERS.items():
                if schema in _existing(connection, suffix):
                    statement = sql.SQL("REVOKE ALL ON SCHEMA {} FROM {}")
                    connection.execute(statement.format(sql.Identifier(f"{schema}__{suffix}"), sql.Identifier(role)))
            continue
        names = [sql.Identifier(f"{schema}__{suffix}") for schema in _existing(connection, suffix)]
        try:
            with connection.transaction():
                connection.execute("SET LOCAL lock_timeout = '1s'")
                connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.SQL(", ").join(names)))
        except (psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected):
            continue


def require_no_outside_dependents(connection: Connection[Any]) -> None:
    """Refuse while a view, function or foreign key outside the set reads the live tables: it would keep the old ones.

    Raises:
        MeritError: names the first one found.
    """
    found = connection.execute(FIND_OUTSIDE_DEPENDENTS).fetchone()
    if found:
        raise MeritError(
            f"{found[0]} depends on {found[1]} and would go on reading this build for ever.",
            "Make it a model under dbt_project/models/marts, or drop it.",
        )


def _protect(connection: Connection[Any], suffix: str) -> None:
    """Let the panel read a set row by row as its users may, and BI tools its marts; quick when it is done."""
    connection.execute("SELECT stewardship.protect_set(%s)", [f"__{suffix}"])
    mask_set(connection, suffix)
    carry_feed(connection, suffix)


def _tell_moves(connection: Connection[Any]) -> None:
    """Write down which rows moved, unless a process refreshes the marts: it does so when it has caught up."""
    if connection.execute("SELECT pg_try_advisory_lock(%s)", [REFRESHER]).fetchone() == (True,):
        try:
            Telling(connection.info.dsn, connection.info.password).finish()
        finally:
            connection.execute("SELECT pg_advisory_unlock(%s)", [REFRESHER])


def _swap(connection: Connection[Any], suffix: str, build_id: int) -> None:
    require_no_outside_dependents(connection)
    live = find_live_build(connection)
    swap(connection, Exchange(build_id, suffix, kept=None if live is None else f"b{live}"))


def _wait_for_old_readers(connection: Connection[Any], moment: Moment) -> None:
    """Wait for transactions whose snapshot is older than the set: they would see its tables empty.

    PostgreSQL does not tell which isolation level another session has. A read-committed session holds a snapshot only
    while a statement runs, and that statement finishes safely on the old set; so what counts is a session that holds
    one while idle, or that is past the first statement of its transaction, and pg_dump.
    """
    deadline = time.monotonic() + PATIENCE
    while found := connection.cursor(row_factory=dict_row).execute(FIND_OLD_READERS, moment._asdict()).fetchone():
        if time.monotonic() > deadline:
            name = found["application_name"] or "a program without a name"
            raise MeritError(
                f"{name} (user {found['usename']}, process {found['pid']}) has been reading an older state in one "
                f"transaction since {found['xact_start']:%H:%M:%S}, and would find the new marts empty.",
                "Let it finish, or end its transaction, and build again.",
            )
        time.sleep(0.2)


def _build_in(connection: Connection[Any], schema: str) -> int | None:
    name = f"{schema}.build_info"
    if connection.execute("SELECT to_regclass(%s)", [name]).fetchone() == (None,):
        return None
    row = connection.execute(sql.SQL("SELECT build_id FROM {}").format(sql.Identifier(*name.split(".")))).fetchone()
    return int(row[0]) if row else None


def _existing(connection: Connection[Any], suffix: str) -> list[str]:
    rows = connection.execute(
        "SELECT schema FROM unnest(%s::text[]) AS schema WHERE to_regnamespace(schema || '__' || %s) IS NOT NULL",
        [list(SCHEMAS), suffix],
    )
    return [row[0] for row in rows]
