"""Bring the published marts up to the data of this moment, in one transaction, by deriving only what may differ."""

import time
from dataclasses import dataclass, field
from typing import Final

import psycopg

from admin.warehouse.live.changes import Changes, read_changes
from admin.warehouse.live.parts import Keys, Part, Touched, arrange, write_array
from admin.warehouse.live.plan import STATE, read_models
from admin.warehouse.live.statements import read_columns

READ_STATE: Final = f"SELECT build_id, sees::text, is_armed FROM staging.{STATE} FOR UPDATE"
WRITE_STATE: Final = f"""
    UPDATE staging.{STATE} SET sees = pg_current_snapshot(), refreshed_at = clock_timestamp(),
        rounds = rounds + 1, changes = changes + %s
"""
FIND_UNINDEXED: Final = """
    SELECT format('CREATE INDEX ON %I.%I (%I)', nspname, relname, attname)
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
    WHERE nspname IN ('staging', 'marts') AND relkind = 'r' AND reltuples > 300
        AND atttypid = 'bigint'::regtype AND attname ~ '_id$' AND attname NOT IN ('build_id', 'agency_id')
        AND NOT EXISTS (SELECT FROM pg_index WHERE indrelid = pg_class.oid AND indkey[0] = attnum)
"""


@dataclass
class Round:
    """One refresh: how many entries of the audit it took in; rows changed and seconds taken, by model."""

    entries: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)


class Refresher:
    """A connection that refreshes the published marts; it prepares its statements once for each build."""

    def __init__(self, url: str) -> None:
        self.connection = psycopg.connect(url, application_name="merit refresh")
        self.connection.prepared_max = None
        for setting in ("plan_cache_mode = force_generic_plan", "jit = off", "synchronous_commit = off"):
            self.connection.execute(f"SET {setting}".encode())
        self.connection.execute("SET default_transaction_isolation = 'repeatable read'")
        self.connection.commit()
        self.build_id: int | None = None
        self.parts: list[Part] = []

    def refresh(self) -> Round:
        done = Round()
        with self.connection.transaction():
            build_id, sees, is_armed = self.connection.execute(READ_STATE).fetchone()
            if build_id != self.build_id:
                self.arm(build_id, is_armed)
            changes = read_changes(self.connection, sees)
            done.entries = changes.entries
            if changes.entries:
                self.propagate(changes, done)
                self.connection.execute(WRITE_STATE, [changes.entries], prepare=True)
        return done

    def arm(self, build_id: int, is_armed: bool) -> None:
        if not is_armed:
            for (statement,) in self.connection.execute(FIND_UNINDEXED).fetchall():
                self.connection.execute(statement.encode())
            self.connection.execute(f"UPDATE staging.{STATE} SET is_armed = TRUE".encode())
        self.parts = arrange(read_models(self.connection), read_columns(self.connection))
        self.build_id = build_id

    def compare(self) -> Round:
        """Derive every model as a whole, write down what differs, and keep nothing of it."""
        done = Round()
        with self.connection.transaction(force_rollback=True):
            for part in self.parts:
                self._derive(part, None, {}, done)
        return done

    def propagate(self, changes: Changes, done: Round) -> None:
        touched: dict[str, Touched] = {}
        for part in self.parts:
            keys = part.find_keys(self.connection, changes, touched)
            if keys is None or keys:
                self._derive(part, keys, touched, done)

    def _derive(self, part: Part, keys: Keys, touched: dict[str, Touched], done: Round) -> None:
        begun = time.perf_counter()
        statement = part.whole if keys is None or part.keyed is None else part.keyed
        values = {"keys": write_array(keys or ())}
        count, *told = self.connection.execute(statement.encode(), values, prepare=True).fetchone()
        name = part.model.name
        done.seconds[name] = done.seconds.get(name, 0.0) + time.perf_counter() - begun
        if count:
            done.rows[name] = done.rows.get(name, 0) + count
            touched.setdefault(name, Touched()).add(part.told, told)
