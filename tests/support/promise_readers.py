"""Fifty people's programs that read published marts without pause, and what each of them saw.

A reader looks at every answer: is it of one build, and of the whole of it? Transactions and errors are noted with their
times, so that the verdict can tell which of them fall into a time in which the server was away.
"""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg import Connection, IsolationLevel

PART = "(SELECT min(build_id) AS low, max(build_id) AS high, count(*) AS rows FROM {schema}.{mart}) AS {alias}"


@dataclass(frozen=True)
class Seen:
    """How large a mart is in one schema: its columns, and its rows where no edit of the trial changes them."""

    columns: int
    rows: int | None


Size = Mapping[str, Mapping[str, Seen]]  # by schema and mart


@dataclass
class Tally:
    """What one reader saw."""

    kind: str
    reads: int = 0
    slowest: float = 0.0
    builds: Counter[int] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    errors: list[tuple[float, float, str]] = field(default_factory=list)  # connected at, failed at, what
    noted: Counter[str] = field(default_factory=Counter)

    def see(self, schema: str, size: Size, found: Mapping[str, tuple[Any, ...]], build: int | None) -> int | None:
        """Judge what was read of some marts as (least build, greatest build, rows); return the build it all is of."""
        for mart, (low, high, rows) in found.items():
            wanted = size[schema][mart].rows
            if wanted is not None and rows != wanted:
                self.wrong.append(f"half-built: {rows} of {wanted} rows in {schema}.{mart} of build {build or low}")
            for seen in {low, high} - {None}:
                build = build or seen
                if seen != build:
                    self.wrong.append(f"mixed: build {build} and {seen} in {schema}.{mart}")
        if build:
            self.builds[build] += 1
        self.reads += 1
        return build


@dataclass(frozen=True)
class Desk:
    """What a reader reads: its address and schema, and the marts that may be asked for with their sizes."""

    url: str
    schema: str
    size: Size

    def choose(self, draw: random.Random, count: int = 3) -> list[str]:
        marts = sorted(self.size[self.schema].keys() - {"build_info"})
        return draw.sample(marts, min(count, len(marts)))

    def compose(self, marts: list[str]) -> str:
        """Return one statement over the build's own row and these marts."""
        parts = ", ".join(
            PART.format(schema=self.schema, mart=mart, alias=f"part_{place}") for place, mart in enumerate(marts)
        )
        columns = ", ".join(f"part_{place}.low, part_{place}.high, part_{place}.rows" for place in range(len(marts)))
        return f"SELECT info.build_id, {columns} FROM {self.schema}.build_info AS info, {parts}"

    def judge(self, tally: Tally, marts: list[str], rows: list[Any]) -> int | None:
        """Judge what that statement answered."""
        if len(rows) != 1:
            tally.wrong.append(f"half-built: {len(rows)} rows in {self.schema}.build_info")
            return None
        build, *values = rows[0]
        found = {mart: tuple(values[3 * place : 3 * place + 3]) for place, mart in enumerate(marts)}
        return tally.see(self.schema, self.size, found, build)


Read = Callable[[Connection[Any], Desk, Tally, random.Random], None]


def read_plainly(connection: Connection[Any], desk: Desk, tally: Tally, draw: random.Random) -> None:
    """One statement over some marts."""
    marts = desk.choose(draw)
    desk.judge(tally, marts, connection.execute(desk.compose(marts).encode()).fetchall())


def read_prepared(connection: Connection[Any], desk: Desk, tally: Tally, draw: random.Random) -> None:
    """A few statements that are prepared once and then executed for ever."""
    marts = desk.choose(random.Random(draw.randrange(4)))
    desk.judge(tally, marts, connection.execute(desk.compose(marts).encode(), prepare=True).fetchall())


def read_and_leave(connection: Connection[Any], desk: Desk, tally: Tally, draw: random.Random) -> None:
    """A program that connects for each question."""
    read_plainly(connection, desk, tally, draw)
    connection.close()


def read_whole(connection: Connection[Any], desk: Desk, tally: Tally, draw: random.Random) -> None:
    """Every row and column of one mart."""
    (mart,) = desk.choose(draw, 1)
    cursor = connection.execute(f"SELECT * FROM {desk.schema}.{mart}".encode())
    names = [column.name for column in cursor.description or ()]
    builds = [row[names.index("build_id")] for row in cursor.fetchall()]
    wanted = desk.size[desk.schema][mart].columns
    if len(names) != wanted:
        tally.wrong.append(f"half-built: {len(names)} of {wanted} columns in {desk.schema}.{mart}")
    found = (min(builds, default=None), max(builds, default=None), len(builds))
    tally.see(desk.schema, desk.size, {mart: found}, None)


def read_slowly(connection: Connection[Any], desk: Desk, tally: Tally, draw: random.Random) -> None:
    """One statement that takes seconds."""
    marts = desk.choose(draw)
    query = desk.compose(marts).replace("SELECT ", f"SELECT pg_sleep({draw.uniform(0.5, 6)}), ", 1)
    rows = connection.execute(query.encode()).fetchall()
    desk.judge(tally, marts, [row[1:] for row in rows])


def read_dashboard(connection: Connection[Any], desk: Desk, tally: Tally, draw: random.Random) -> None:
    """Several statements of one transaction that keeps to one state of the data: one build from first to last."""
    connection.isolation_level = IsolationLevel.REPEATABLE_READ
    build = None
    with connection.transaction():
        for mart in desk.choose(draw, 5):
            query = f"SELECT min(build_id), max(build_id), count(*) FROM {desk.schema}.{mart}"
            row = connection.execute(query.encode()).fetchone()
            assert row is not None
            build = tally.see(desk.schema, desk.size, {mart: row}, build)
    time.sleep(draw.uniform(0, 1))  # somebody looks at it


def read_in_turn(connection: Connection[Any], desk: Desk, tally: Tally, draw: random.Random) -> None:
    """Several statements of one transaction in read committed: each of one build; between two it may be another."""
    seen = set()
    with connection.transaction():
        for mart in desk.choose(draw):
            query = f"SELECT min(build_id), max(build_id), count(*) FROM {desk.schema}.{mart}"
            row = connection.execute(query.encode()).fetchone()
            assert row is not None
            seen.add(tally.see(desk.schema, desk.size, {mart: row}, None))
    tally.noted["read committed: another build between two statements"] += len(seen - {None}) > 1


def read_by_cursor(connection: Connection[Any], desk: Desk, tally: Tally, draw: random.Random) -> None:
    """A cursor on the server that is emptied bit by bit, as JDBC and ODBC read what is large."""
    (mart,) = desk.choose(draw, 1)
    builds: list[int] = []
    with connection.transaction(), connection.cursor("read") as cursor:
        cursor.execute(f"SELECT build_id FROM {desk.schema}.{mart}".encode())
        while rows := cursor.fetchmany(100):
            builds += [row[0] for row in rows]
            time.sleep(draw.uniform(0, 0.02))
    found = (min(builds, default=None), max(builds, default=None), len(builds))
    tally.see(desk.schema, desk.size, {mart: found}, None)


def audit_views(connection: Connection[Any], desk: Desk, tally: Tally, draw: random.Random) -> None:
    """One statement that holds every view beside the mart under it."""
    marts = desk.choose(draw, 8)
    pairs = [("masked", mart) for mart in marts] + [("marts", mart) for mart in marts]
    parts = ", ".join(
        PART.format(schema=schema, mart=mart, alias=f"{schema}_{mart}") for schema, mart in [*pairs, *PAIR]
    )
    columns = ", ".join(f"{schema}_{mart}.low, {schema}_{mart}.rows" for schema, mart in [*PAIR, *pairs])
    (row,) = connection.execute(f"SELECT {columns} FROM {parts}".encode()).fetchall()
    builds = {low for low in row[::2] if low is not None}
    if len(builds) != 1:
        tally.wrong.append(f"stale view: builds {sorted(builds)} in one statement over marts and masked")
    for (schema, mart), rows in zip([*PAIR, *pairs], row[1::2], strict=True):
        wanted = desk.size[schema][mart].rows
        if wanted is not None and rows != wanted:
            tally.wrong.append(f"half-built: {rows} of {wanted} rows in {schema}.{mart}")
    tally.builds.update(builds)
    tally.reads += 1


PAIR = [("marts", "build_info"), ("masked", "build_info")]
KINDS: dict[str, Read] = {
    "plain": read_plainly,
    "prepared": read_prepared,
    "reconnecting": read_and_leave,
    "whole mart": read_whole,
    "long query": read_slowly,
    "dashboard": read_dashboard,
    "transaction": read_in_turn,
    "cursor": read_by_cursor,
    "marts and views": audit_views,
}


class Reader(threading.Thread):
    """Reads in a loop until told to stop; connects again when the server went away."""

    def __init__(self, kind: str, desk: Desk, seed: int, longest_pause: float, is_over: Any) -> None:
        super().__init__(daemon=True, name=f"{kind} {seed}")
        self.read, self.desk, self.longest_pause, self.is_over = KINDS[kind], desk, longest_pause, is_over
        self.tally = Tally(kind if kind == "marts and views" else f"{kind}, {desk.schema}")
        self.draw = random.Random(seed)
        self._connection: Connection[Any] | None = None
        self._since = 0.0

    def run(self) -> None:
        while not self.is_over.is_set():
            with self._noting_errors():
                if self._connection is None or self._connection.closed:
                    self._since = time.time()
                    self._connection = psycopg.connect(self.desk.url, autocommit=True, application_name=self.name)
                begun = time.perf_counter()
                self.read(self._connection, self.desk, self.tally, self.draw)
                if self.tally.kind.split(",")[0] in ("plain", "prepared", "reconnecting"):
                    self.tally.slowest = max(self.tally.slowest, time.perf_counter() - begun)
            time.sleep(self.draw.uniform(0, self.longest_pause))
        if self._connection is not None:
            self._connection.close()

    @contextmanager
    def _noting_errors(self) -> Iterator[None]:
        try:
            yield
        except psycopg.Error as error:
            state = error.sqlstate or "no connection"
            self.tally.errors.append((self._since, time.time(), f"{state}: {str(error).strip().splitlines()[0][:150]}"))
            if self._connection is not None and (self._connection.broken or state.startswith("57P")):
                self._connection.close()
            time.sleep(self.draw.uniform(0.05, 0.2))


def read_in_process(readers: list[tuple[str, Desk, int]], longest_pause: float, is_over: Any, told: Any) -> None:
    """Run some readers as threads of this process until it is over, and put what they saw into the queue `told`."""
    threads = [Reader(kind, desk, seed, longest_pause, is_over) for kind, desk, seed in readers]
    for thread in threads:
        thread.start()
    is_over.wait()
    for thread in threads:
        thread.join(60)
    told.put([thread.tally for thread in threads])
