"""Moments at which something was known: an instant, the end of a day, or exactly what one build had read."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from psycopg import Connection, DataError

from admin.errors import MeritError

NOW: Final = "now"
READ_BUILD: Final = """
    SELECT id, data_read_at, data_snapshot, as_of_date, rule_set_hash, code_commit FROM stewardship.warehouse_build
    WHERE id = %s
"""
# Nothing is known of what is to come; a day ends where the next begins.
READ_INSTANT: Final = """
    SELECT known.at, (known.at - interval '1 microsecond')::date
    FROM (SELECT least(%(at)s::timestamptz, now()) AS at) AS known
"""
# A transaction counts from when it began, as the history says; a build's snapshot knows better of those that were open.
# Transactions have no number that compares with the snapshot's if another server gave it: none is open for a day.
AFTER_INSTANT: Final = "changed_at > '{at}'::timestamptz"
AFTER_SNAPSHOT: Final = """(
    changed_at > '{at}'::timestamptz OR (
        changed_at > '{at}'::timestamptz - interval '1 day'
        AND NOT pg_visible_in_snapshot(transaction_id::text::xid8, '{sees}'::pg_snapshot)
    )
)"""
BEGINNING: Final = "SELECT changed_at FROM audit.change ORDER BY id LIMIT 1"
CHANGED: Final = """
    SELECT table_name, max(changed_at) FILTER (WHERE operation = 'MUAT') FROM audit.change WHERE {after}
    GROUP BY table_name
"""


@dataclass(frozen=True)
class Build:
    """What is on record of a build: its day, and by which rules and code it was made."""

    number: int
    as_of: date
    rule_set_hash: str
    code_commit: str | None


@dataclass(frozen=True)
class Moment:
    """What was known at an instant; `sees` is the snapshot of the build that had read it, if one did.

    `day` is the local day of the instant, `name` what people call it.
    """

    at: datetime
    day: date
    name: str
    sees: str | None = None
    build: Build | None = None

    @property
    def after(self) -> str:
        """The SQL condition that an entry of the audit was not yet known."""
        return (AFTER_SNAPSHOT if self.sees else AFTER_INSTANT).format(at=self.at.isoformat(), sees=self.sees)


def find_moment(connection: Connection[Any], text: str) -> Moment:
    """Return the moment that a person wrote: the number of a build, a day (its end), an instant, or `now`.

    Raises:
        MeritError: there is no such build, or the text is none of these.
    """
    if text.isdecimal():
        return _find_build(connection, int(text))
    instant = f"{text} 24:00" if _is_day(text) else text
    try:
        with connection.transaction():
            row = connection.execute(READ_INSTANT, {"at": instant}).fetchone()
    except DataError as error:
        raise MeritError(
            f"{text!r} is neither a build nor a moment.",
            'Give the number of a build, a day as 2026-12-31, an instant as "2026-12-31 14:00", or now.',
        ) from error
    assert row is not None
    return Moment(row[0], row[1], text)


def find_changed(connection: Connection[Any], moment: Moment) -> set[str]:
    """Return the tables of which something became known after the moment, as `schema.table`.

    Raises:
        MeritError: it is not kept what was known then.
    """
    begun = connection.execute(BEGINNING).fetchone()
    found = dict(connection.execute(CHANGED.format(after=moment.after).encode()).fetchall())
    loaded = {table: at for table, at in found.items() if at is not None}
    if loaded:
        earliest, first = max(loaded.values()), min(loaded)
        raise MeritError(
            f"What was known at {moment.name} is not kept: {len(loaded)} tables, such as {first}, were loaded in bulk"
            f" until {earliest:%Y-%m-%d %H:%M:%S}.",
            "Choose a moment after that.",
        )
    if begun is not None and moment.at < begun[0]:
        raise MeritError(
            f"What was known at {moment.name} is not kept: the history begins at {begun[0]:%Y-%m-%d %H:%M:%S}.",
            "Choose a moment after that.",
        )
    return set(found)


def _find_build(connection: Connection[Any], number: int) -> Moment:
    row = connection.execute(READ_BUILD, [number]).fetchone()
    if row is None or row[1] is None:
        raise MeritError(f"There is no build {number} that has read the data.", "The panel lists the builds.")
    _, read_at, sees, as_of, rule_set_hash, commit = row
    return Moment(read_at, as_of, f"build {number}", sees, Build(number, as_of, rule_set_hash, commit))


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False
