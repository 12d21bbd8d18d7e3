"""Publish again and again, with real builds and rollbacks, kill builder and server meanwhile, and judge the readers.

What is promised (issue 6, part 6): no error but that the server is away, no mixed build, no half-built table, no stale
view. `tests/promise/promise.py` tries it for long on a city, `tests/integration/test_promise.py` briefly.
"""

import multiprocessing
import os
import random
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from promise_api import ask_in_process
from promise_readers import Desk, Seen, Size, Tally, read_in_process

from admin.errors import MeritError
from admin.settings import Settings, load_settings
from admin.warehouse.database import Database
from admin.warehouse.publish import rollback
from admin.warehouse.server import find_server

VARYING = frozenset({"change_feed", "data_gap", "data_quality_issue"})  # these tell of edits
BACK_WITHIN = 120.0  # seconds
SPAWN = multiprocessing.get_context("forkserver")
SPAWN.set_forkserver_preload(["dbt.cli.main", "psycopg"])  # what a builder imports for seconds
# How the readers of one schema are shared out, of which `marts and views` reads as the owner.
MIX = ("plain", "prepared", "dashboard", "whole mart", "cursor", "reconnecting", "long query", "transaction")

FIND_LOST = """
    SELECT 'rows of ' || relname || ' do not survive a crash' FROM pg_class
    WHERE relnamespace = 'marts'::regnamespace AND relkind = 'r' AND relpersistence <> 'p'
    UNION ALL SELECT 'no salt of pseudonyms' WHERE NOT EXISTS (SELECT FROM staging.reader_salt)
"""
FIND_LEFT = r"""
    SELECT 'schema ' || nspname FROM pg_namespace
    WHERE nspname ~ '^(rules|staging|marts|masked)__' AND nspname !~ ('__b' || coalesce(%(kept)s, 'none') || '$')
    UNION ALL SELECT 'build ' || id || ' still counts as running' FROM stewardship.warehouse_build
    WHERE status = 'BERJALAN'
    UNION ALL SELECT 'advisory lock ' || objid || ' of ' || application_name FROM pg_locks
    JOIN pg_stat_activity USING (pid)
    WHERE locktype = 'advisory' AND application_name IN ('merit build', 'merit rollback', 'merit dbt', 'merit turn')
    UNION ALL SELECT 'session of ' || application_name FROM pg_stat_activity
    WHERE application_name IN ('merit build', 'merit rollback', 'merit dbt', 'merit turn')
"""
KEPT = """
    SELECT id::text FROM stewardship.warehouse_build WHERE to_regnamespace('marts__b' || id) IS NOT NULL
    ORDER BY published_at DESC LIMIT 1
"""


@dataclass(frozen=True)
class Plan:
    """How much is tried: what is done, step by step, while how many read.

    Steps are publications (`build`, `rollback`) and what is killed (`Trial.steps`); without any they are mixed.
    """

    publications: int
    readers: int
    processes: int
    build_seconds: float  # what a build takes beside the readers, about: the killer strikes within
    seed: int = 1
    api: str = ""  # address of the API, read with these tokens
    tokens: tuple[str, ...] = ()
    build_every: int = 3  # every such publication is a build, the others are rollbacks
    steps: tuple[str, ...] = ()
    longest_pause: float = 0.05  # seconds between two reads of one reader


@dataclass
class Stage:
    """Where the trial takes place, and who keeps server and live marts going there."""

    settings: Settings
    database: Database
    build: Callable[..., None]  # of (home, *arguments), run in a process of its own
    arguments: tuple[Any, ...]
    edit: str  # a statement that changes one person's name, with the parameters person and name
    find_people: str  # numbers of those whose name may be changed
    find_name: str  # the name of that person in a mart
    find_stale: str  # how many people have another name in the marts
    revive: Callable[[], object]  # brings the server back if nothing else does


@dataclass
class Story:
    """What was done, and what went wrong besides what the readers saw."""

    published: Counter[str] = field(default_factory=Counter)
    killed: Counter[str] = field(default_factory=Counter)
    refused: list[str] = field(default_factory=list)
    outages: list[tuple[float, float]] = field(default_factory=list)
    lags: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def excuses(self, since: float, until: float) -> bool:
        """Whether the server was away at some time between these two."""
        return any(begin <= until and since <= end for begin, end in self.outages)


def ask(url: str, query: str, *values: Any) -> list[Any]:
    with psycopg.connect(url, autocommit=True, application_name="promise") as connection:
        cursor = connection.execute(query.encode(), values or None)
        return cursor.fetchall() if cursor.description else []


def measure_marts(url: str) -> Size:
    """Return how large the published marts and their views are."""
    found: dict[str, dict[str, Seen]] = {}
    columns = """
        SELECT relnamespace::regnamespace::text, relname, relnatts FROM pg_class
        WHERE relnamespace IN ('marts'::regnamespace, 'masked'::regnamespace) AND relkind IN ('r', 'v')
    """
    for schema, mart, count in ask(url, columns):
        rows = None if mart in VARYING else ask(url, f"SELECT count(*) FROM {schema}.{mart}")[0][0]
        found.setdefault(schema, {})[mart] = Seen(count, rows)
    return found


def share_out(plan: Plan, database: Database, size: Size) -> list[tuple[str, Desk, int]]:
    """Return the readers: two of five on the marts, three of five on the views, and one who compares both."""
    readers = [("marts and views", Desk(database.url, "marts", size), 0)]
    for number in range(1, plan.readers - len(plan.tokens)):
        is_full = number % 5 < 2
        desk = Desk(database.bi_full_url, "marts", size) if is_full else Desk(database.bi_url, "masked", size)
        readers.append((MIX[(number // 5 + number) % len(MIX)], desk, number))
    return readers


@contextmanager
def reading(plan: Plan, database: Database, size: Size) -> Iterator[list[Tally]]:
    """Let everybody read while the block lasts; the list holds afterwards what they saw."""
    told: Any = SPAWN.Queue()
    is_over = SPAWN.Event()
    readers = share_out(plan, database, size)
    shares = [readers[place :: plan.processes] for place in range(plan.processes)]
    processes: list[Any] = [
        SPAWN.Process(target=read_in_process, args=(share, plan.longest_pause, is_over, told)) for share in shares
    ]
    if plan.tokens:
        asked = (plan.api, list(plan.tokens), database.url, size, is_over, told)
        processes.append(SPAWN.Process(target=ask_in_process, args=asked))
    tallies: list[Tally] = []
    for process in processes:
        process.start()
    try:
        yield tallies
    finally:
        is_over.set()
        for _ in processes:
            tallies += told.get(timeout=120)
        for process in processes:
            process.join(30)


class Trial:
    """One trial: publishes, kills and edits, and keeps the story."""

    def __init__(self, plan: Plan, stage: Stage) -> None:
        self.plan, self.stage, self.story = plan, stage, Story()
        self.draw = random.Random(plan.seed)
        self.is_over = threading.Event()
        self.url = stage.database.url
        self.lost: list[str] = []

    def run(self) -> list[Tally]:
        """Do everything that is planned while the readers read; return what they saw."""
        size = measure_marts(self.url)
        editor = threading.Thread(target=self._edit, daemon=True)
        with reading(self.plan, self.stage.database, size) as tallies:
            editor.start()
            time.sleep(1)
            self._publish_all()
            self.is_over.set()
            editor.join(60)
        self._judge_end()
        return tallies

    @property
    def steps(self) -> dict[str, Callable[[], bool | None]]:
        """What can be done; only publications tell whether it was."""
        return {
            "build": self._build, "rollback": self._rollback,
            "kill the builder at work": self._kill_build_anywhere,
            "kill PostgreSQL": self._kill_server,
            "kill the builder at the swap": self._kill_build_in_swap,
            "kill a backend": self._kill_backend,
            "kill PostgreSQL under the builder": self._kill_server_in_build,
        }  # fmt: skip

    def _publish_all(self) -> None:
        for name in self.plan.steps or self._mix_steps():
            step = self.steps[name]
            while step() is False:
                time.sleep(self.draw.uniform(0.2, 1))
            time.sleep(self.draw.uniform(0.2, 1))

    def _mix_steps(self) -> Iterator[str]:
        """Yield builds, rollbacks between them, and before every fourth publication something that is killed."""
        troubles = list(self.steps)[2:]
        for number in range(self.plan.publications):
            if number % 4 == 1:
                yield troubles[(number // 4) % len(troubles)]
            yield "rollback" if number % self.plan.build_every else "build"

    def _start_build(self) -> Any:
        process = SPAWN.Process(target=self.stage.build, args=(self.stage.settings.home, *self.stage.arguments))
        process.start()
        return process

    def _build(self) -> bool:
        process = self._start_build()
        process.join(1200)
        return self._note("build", process.exitcode == 0, self._read_reason())

    def _read_reason(self) -> str:
        """Return what the last build said last."""
        said = (self.stage.settings.home / "builds.log").read_text().strip().splitlines()
        return said[-1][:300] if said else "the build said nothing"

    def _rollback(self) -> bool:
        try:
            rollback(self.url)
        except (MeritError, psycopg.Error) as error:
            return self._note("rollback", False, f"{type(error).__name__}: {error}")
        return self._note("rollback", True, "")

    def _note(self, kind: str, is_done: bool, why: str) -> bool:
        if is_done:
            self.story.published[kind] += 1
        else:
            self.story.refused.append(f"{kind}: {why}")
            if len(self.story.refused) > 10 * self.plan.publications:
                raise RuntimeError(f"nothing can be published any more: {why}")
        return is_done

    def _kill_build_anywhere(self) -> None:
        process = self._start_build()
        time.sleep(self.draw.uniform(0.2, 0.9) * self.plan.build_seconds)
        self._kill("builder at work", process)

    def _kill_build_in_swap(self) -> None:
        """Kill the builder once its views are made, which is the last thing before the swap."""
        process = self._start_build()
        with psycopg.connect(self.url, autocommit=True, application_name="promise") as connection:
            while process.is_alive() and connection.execute(
                "SELECT to_regnamespace('masked__next') IS NULL"
            ).fetchone() == (True,):
                time.sleep(0.001)
        time.sleep(self.draw.uniform(0, 0.15))
        self._kill("builder at the swap", process)

    def _kill(self, what: str, process: Any) -> None:
        if not process.is_alive():
            what += ", too late"
        process.kill()
        process.join()
        self.story.killed[what] += 1

    def _kill_server(self) -> None:
        running = find_server(self.stage.settings)
        assert running is not None
        with self._outage("postmaster"):
            os.kill(running.pid, signal.SIGKILL)
            time.sleep(0.2)

    def _kill_server_in_build(self) -> None:
        process = self._start_build()
        time.sleep(self.draw.uniform(0.3, 0.9) * self.plan.build_seconds)
        self._kill_server()
        process.join(120)
        if process.exitcode == 0:
            self.story.published["build"] += 1

    def _kill_backend(self) -> None:
        query = "SELECT pid FROM pg_stat_activity WHERE usename IN ('bi', 'bi_full') ORDER BY random() LIMIT 1"
        rows = ask(self.url, query)
        with self._outage("backend of a reader"):
            os.kill(rows[0][0], signal.SIGKILL)
            time.sleep(0.2)

    @contextmanager
    def _outage(self, what: str) -> Iterator[None]:
        """Note for how long the server is away because of what the block does, and look at what it lost."""
        begun = time.time()
        yield
        self.stage.revive()
        while not self._answers():
            if time.time() - begun > BACK_WITHIN:
                raise RuntimeError(f"the server did not come back after the {what} was killed")
            time.sleep(0.05)
        self.story.outages.append((begun - 0.05, time.time() + 0.5))
        self.story.killed[what] += 1
        self.story.wrong += [f"after a crash: {row[0]}" for row in ask(self.url, FIND_LOST)]

    def _answers(self) -> bool:
        try:
            return ask(self.url, "SELECT 1 FROM marts.build_info") == [(1,)]
        except psycopg.OperationalError:
            return False

    def _edit(self) -> None:
        """Change a name now and then, and note how soon it stands in the marts; a crash or build may come between."""
        people = None
        number = 0
        while not self.is_over.wait(self.draw.uniform(0.2, 1)):
            number += 1
            try:
                people = people or [row[0] for row in ask(self.url, self.stage.find_people)]
                person, name = random.Random(number).choice(people), f"Orang Ubahan {number}"
                ask(self.url, self.stage.edit, name, person)
                begun = time.monotonic()
                while time.monotonic() - begun < 3 and not self.is_over.is_set():
                    if ask(self.url, self.stage.find_name, person) == [(name,)]:
                        self.story.lags.append(time.monotonic() - begun)
                        break
                    time.sleep(0.01)
            except psycopg.OperationalError:
                time.sleep(0.2)

    def _judge_end(self) -> None:
        """Build once more in peace, and look at what is stale or left over then."""
        while not self._build():
            time.sleep(1)
        deadline = time.monotonic() + 60
        while (stale := ask(self.url, self.stage.find_stale)[0][0]) and time.monotonic() < deadline:
            time.sleep(0.5)
        if stale:
            self.story.wrong.append(f"stale: {stale} people have another name in the marts than in the records")
        kept = ask(self.url, KEPT)
        with psycopg.connect(self.url) as connection:
            left = connection.execute(FIND_LEFT.encode(), {"kept": kept[0][0] if kept else None}).fetchall()
        self.story.wrong += [f"left over: {row[0]}" for row in left]


def judge(story: Story, tallies: list[Tally]) -> list[str]:
    """Return what breaks the promise; nothing if it holds."""
    broken = [f"{tally.kind}: {wrong}" for tally in tallies for wrong in tally.wrong] + story.wrong
    for tally in tallies:
        if not tally.reads:
            broken.append(f"{tally.kind}: has read nothing")
        for since, until, error in tally.errors:
            if not story.excuses(since, until):
                broken.append(f"{tally.kind}: error while the server was there: {error}")
    return broken


def tell(story: Story, tallies: list[Tally]) -> list[str]:
    """Return the figures as lines."""
    away = sum((Counter(error.split(":")[0] for *_, error in tally.errors) for tally in tallies), Counter[str]())
    builds: Counter[int] = sum((tally.builds for tally in tallies), Counter())
    lines = [
        f"publications  {sum(story.published.values())}: {dict(story.published)}; put off {len(story.refused)} times",
        f"killed        {dict(story.killed)}; away {sum(end - begin for begin, end in story.outages):.1f} s in all",
        f"reads         {sum(tally.reads for tally in tallies):,} of {len(builds)} builds by {len(tallies)} readers",
        f"slowest       {max(tally.slowest for tally in tallies) * 1000:.0f} ms of those that only look",
        f"errors        {dict(away)}",
    ]
    if story.lags:
        lags = sorted(story.lags)
        lines.append(
            f"edits         {len(lags)} seen, median {lags[len(lags) // 2] * 1000:.0f} ms, worst {lags[-1]:.2f} s"
        )
    kinds = sorted({tally.kind for tally in tallies})
    for kind in kinds:
        of_kind = [tally for tally in tallies if tally.kind == kind]
        noted = sum((tally.noted for tally in of_kind), Counter[str]())
        wrong = sum(len(tally.wrong) for tally in of_kind)
        lines.append(
            f"  {kind:24} {len(of_kind):3} readers {sum(tally.reads for tally in of_kind):8,} reads"
            f" {sum(len(tally.errors) for tally in of_kind):5} errors {wrong:4} wrong  {dict(+noted) or ''}"
        )
    reasons = Counter(line[:160] for line in story.refused)
    return lines + [f"  put off: {count} x {reason}" for reason, count in reasons.most_common(5)]


def build_city(home: Path, as_of: Any = None) -> None:
    """Build and publish the marts of a home as `merit build` does."""
    from admin.cli import main

    os.environ["MERIT_HOME"] = str(home)
    sys.argv = ["merit", "build", *(["--as-of", str(as_of)] if as_of else [])]
    with _written_down(home):
        main()


def build_project(home: Path, project: Path) -> None:
    """Build and publish another project than Merit's own in the database of a home."""
    from admin.warehouse.build import build
    from admin.warehouse.database import find_database

    settings = load_settings({"MERIT_HOME": str(home), "MERIT_FSYNC": "off"})
    with _written_down(home):
        database = find_database(settings)
        assert database is not None
        build(settings, database, project=project)


@contextmanager
def _written_down(home: Path) -> Iterator[None]:
    """Let what a builder says, and why it breaks off, stand in a file of the home."""
    with open(home / "builds.log", "a") as log, redirect_stdout(log), redirect_stderr(log):
        try:
            yield
        except (MeritError, psycopg.Error) as error:
            print(f"{type(error).__name__}: {error}")
            sys.exit(1)
