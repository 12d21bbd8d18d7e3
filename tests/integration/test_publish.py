"""The swap: readers see one build or the other, never a mixture, never nothing."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import psycopg
import pytest
from psycopg import Connection, IsolationLevel
from psycopg.rows import scalar_row
from small_warehouse import add_people, make_project

from admin.errors import MeritError
from admin.warehouse import publish as publishing
from admin.warehouse import swap as swapping
from admin.warehouse.build import BuildResult, build
from admin.warehouse.database import Database
from admin.warehouse.publish import publish, rollback

BUILDS = 10
PEOPLE = 60

# Everything a statement sees belongs to one build, and to the whole of it.
ONE_BUILD = """
    SELECT info.build_id, count(*) FILTER (WHERE roster.build_id <> info.build_id) AS mixed,
        count(roster.employee_id) = min(headcount.employees) AS is_whole
    FROM marts.build_info AS info
    CROSS JOIN marts.headcount
    CROSS JOIN marts.roster
    GROUP BY info.build_id
"""
SLOW = ONE_BUILD.replace("SELECT info", "SELECT pg_sleep(0.4), info", 1)

Build = Callable[..., BuildResult]


@pytest.fixture(scope="module")
def warehouse(server: Any, empty_template: str) -> Iterator[Database]:
    with server.clone(empty_template) as database:
        add_people(database.url, PEOPLE)
        yield database


@pytest.fixture(scope="module")
def run(server: Any, warehouse: Database, tmp_path_factory: pytest.TempPathFactory) -> Build:
    project = make_project(tmp_path_factory.mktemp("project"))

    def run(**options: Any) -> BuildResult:
        return build(server.settings, warehouse, project=project, **options)

    run()
    return run


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "PATIENCE", 0.5)
    monkeypatch.setattr(swapping, "PATIENCE", 0.5)


def scalar(url: str, query: str) -> Any:
    with psycopg.connect(url, row_factory=scalar_row, autocommit=True) as connection:
        return connection.execute(query.encode()).fetchone()


def live_build(database: Database) -> int:
    return int(scalar(database.bi_full_url, "SELECT build_id FROM marts.build_info"))


def kept_build(database: Database) -> str | None:
    """Return the number of the set that is kept for a rollback, or None."""
    query = r"SELECT substr(min(nspname), 9) FROM pg_namespace WHERE nspname ~ '^marts__b\d+$'"
    return scalar(database.url, query)  # type: ignore[no-any-return]


class Reader(threading.Thread):
    """Reads in a loop until told to stop, and counts what it saw."""

    def __init__(self, url: str, query: str, stop: threading.Event, **options: Any) -> None:
        super().__init__(daemon=True)
        self.url, self.query, self.stop, self.options = url, query, stop, options
        self.reconnects = options.pop("reconnects", False)
        self.prepare = options.pop("prepare", None)
        self.builds: Counter[int] = Counter()
        self.mixed = 0
        self.errors: list[str] = []
        self.slowest = 0.0

    def run(self) -> None:
        connection = self._connect()
        while not self.stop.is_set():
            try:
                if self.reconnects:
                    connection.close()
                    connection = self._connect()
                started = time.monotonic()
                rows = connection.execute(self.query.encode(), prepare=self.prepare).fetchall()
                self.slowest = max(self.slowest, time.monotonic() - started)
                (*_, build_id, mixed, is_whole) = rows[0]
                self.builds[build_id] += 1
                self.mixed += bool(mixed) or not is_whole or len(rows) != 1
                time.sleep(0.002)
            except (psycopg.Error, IndexError) as error:
                self.errors.append(repr(error))
        connection.close()

    def _connect(self) -> Connection[Any]:
        return psycopg.connect(self.url, autocommit=True, **self.options)


def test_readers_see_no_error_and_no_mixed_build_during_ten_publications(run: Build, warehouse: Database) -> None:
    stop = threading.Event()
    readers = [
        Reader(warehouse.bi_full_url, ONE_BUILD, stop),
        Reader(warehouse.bi_full_url, ONE_BUILD, stop, prepare=True),
        Reader(warehouse.bi_full_url, ONE_BUILD, stop, reconnects=True),
        Reader(warehouse.bi_full_url, SLOW, stop),
        Reader(warehouse.bi_url, ONE_BUILD.replace("marts.", "masked."), stop),
        Reader(warehouse.bi_url, ONE_BUILD.replace("marts.", "masked."), stop, prepare=True),
    ]
    for reader in readers:
        reader.start()
    try:
        published = [run(as_of=date(2020, 1, day)).build_id for day in range(1, BUILDS + 1)]
    finally:
        stop.set()
        for reader in readers:
            reader.join(timeout=30)

    seen = sum((reader.builds for reader in readers), Counter())
    slowest = max(reader.slowest for reader in readers[:3])
    print(f"{sum(seen.values())} reads, {len(seen)} builds seen, slowest {slowest * 1000:.0f} ms")
    assert [error for reader in readers for error in reader.errors] == []
    assert sum(reader.mixed for reader in readers) == 0
    assert all(reader.builds for reader in readers)
    assert set(seen) >= set(published[:-1])


# A lock on public.held stops this statement after its first mart was looked up and before its last.
TWO_MARTS = "SELECT info.build_id, roster.build_id FROM marts.build_info AS info, public.held, marts.roster"


@pytest.fixture
def caught(run: Build, warehouse: Database) -> Iterator[tuple[Connection[Any], threading.Thread, list[Any]]]:
    """Yield a statement caught between two marts: who holds it there, its thread, and the rows it will have read."""
    first, second = run().build_id, run().build_id
    assert first != second == live_build(warehouse)
    rows: list[Any] = []
    with (
        psycopg.connect(warehouse.url) as holder,
        psycopg.connect(warehouse.url, application_name="report", autocommit=True) as reading,
    ):
        holder.execute("CREATE TABLE public.held AS SELECT 1 AS id")
        holder.commit()
        holder.execute("LOCK TABLE public.held")
        reader = threading.Thread(target=lambda: rows.extend(reading.execute(TWO_MARTS.encode()).fetchall()))
        reader.start()
        waits = f"SELECT wait_event_type = 'Lock' FROM pg_stat_activity WHERE pid = {reading.info.backend_pid}"
        while not scalar(warehouse.url, waits):
            time.sleep(0.01)
        yield holder, reader, rows
        holder.rollback()
        reader.join()
        holder.execute("DROP TABLE public.held")


def test_statement_caught_between_two_marts_sees_one_build(warehouse: Database, caught: Any) -> None:
    holder, reader, rows = caught
    old = live_build(warehouse)
    returning = threading.Thread(target=rollback, args=[warehouse.url])
    returning.start()
    returning.join(timeout=1)
    holder.rollback()
    reader.join()
    returning.join()
    assert rows == [(old, old)] * PEOPLE
    assert live_build(warehouse) != old


@pytest.mark.usefixtures("impatient")
def test_statement_caught_for_long_stops_a_publication_and_nobody_else(warehouse: Database, caught: Any) -> None:
    holder, reader, rows = caught
    old = live_build(warehouse)
    builds = (
        "SELECT array_agg((id, status, published_at, finished_at)::text ORDER BY id) FROM stewardship.warehouse_build"
    )
    before = scalar(warehouse.url, builds)
    stop = threading.Event()
    others = Reader(warehouse.bi_full_url, ONE_BUILD, stop)
    others.start()
    with pytest.raises(
        MeritError, match=r"^Build \d+ could not be published: report \(user merit, process \d+\) is held"
    ):
        rollback(warehouse.url)
    stop.set()
    others.join()
    assert (live_build(warehouse), scalar(warehouse.url, builds)) == (old, before)
    assert (others.errors, others.mixed, set(others.builds)) == ([], 0, {old})
    holder.rollback()
    reader.join()
    assert rows == [(old, old)] * PEOPLE


@pytest.mark.usefixtures("impatient")
def test_rollback_to_a_build_somebody_still_reads_names_the_reader(run: Build, warehouse: Database) -> None:
    run()
    with psycopg.connect(warehouse.bi_full_url, application_name="report") as reader:
        reader.execute("SELECT count(*) FROM marts.roster")
        live = run().build_id
        with pytest.raises(MeritError, match=r"report \(user bi_full, process \d+\) still reads that build"):
            rollback(warehouse.url)
        assert live_build(warehouse) == live
    assert rollback(warehouse.url) != live


def test_transaction_that_only_sat_idle_does_not_stop_a_publication(run: Build, warehouse: Database) -> None:
    with psycopg.connect(warehouse.bi_full_url) as idle:
        before = idle.execute("SELECT build_id FROM marts.build_info").fetchone()
        published = run().build_id
        after = idle.execute("SELECT build_id FROM marts.build_info").fetchone()
    assert before != after == (published,)


@pytest.mark.usefixtures("impatient")
def test_slow_download_does_not_stop_a_publication_and_is_of_one_build(run: Build, warehouse: Database) -> None:
    old = live_build(warehouse)
    with (
        psycopg.connect(warehouse.url, application_name="merit download") as connection,
        connection.cursor("download") as cursor,
    ):
        cursor.execute("SELECT build_id FROM marts.roster")
        first = cursor.fetchone()
        assert run().build_id != old
        rows = cursor.fetchall()
    assert {first, *rows} == {(old,)}
    assert len(rows) >= PEOPLE - 1


PAUSE = """
    CREATE SCHEMA pause;
    CREATE TABLE pause.over (instant timestamptz DEFAULT now());
    CREATE FUNCTION pause.wait() RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
    BEGIN
        WHILE NOT EXISTS (SELECT FROM pause.over) LOOP PERFORM pg_sleep(0.05); END LOOP;
    END $$;
    GRANT USAGE ON SCHEMA pause TO bi_full
"""


def test_long_query_does_not_stop_a_publication_and_finishes_on_the_old_build(run: Build, warehouse: Database) -> None:
    old = live_build(warehouse)
    rows: list[Any] = []

    def read_slowly() -> None:
        with psycopg.connect(warehouse.bi_full_url) as connection:
            rows.extend(row[0] for row in connection.execute("SELECT build_id, pause.wait() FROM marts.roster"))

    with psycopg.connect(warehouse.url, autocommit=True) as owner:
        owner.execute(PAUSE)
        reader = threading.Thread(target=read_slowly)
        reader.start()
        while not scalar(warehouse.url, "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"):
            time.sleep(0.01)
        try:
            published = run().build_id
            assert (reader.is_alive(), rows) == (True, [])
        finally:
            owner.execute("INSERT INTO pause.over DEFAULT VALUES")
            reader.join()
            owner.execute("DROP SCHEMA pause CASCADE")
    assert rows == [old] * PEOPLE
    assert live_build(warehouse) == published


@pytest.mark.usefixtures("impatient")
def test_reader_of_an_older_state_stops_a_publication(run: Build, warehouse: Database) -> None:
    old = live_build(warehouse)
    with psycopg.connect(warehouse.url, application_name="saver") as reader:
        reader.isolation_level = IsolationLevel.REPEATABLE_READ
        reader.execute("SELECT 1")
        with pytest.raises(MeritError, match=r"^saver \(user merit, process \d+\) has been reading an older state"):
            run()
        assert live_build(warehouse) == old
        failed = scalar(warehouse.url, "SELECT problems FROM stewardship.warehouse_build ORDER BY id DESC LIMIT 1")
        assert "older state" in failed[-1]["detail"]
        assert reader.execute("SELECT count(*) FROM marts.roster").fetchone() == (PEOPLE,)
    assert run().build_id == live_build(warehouse)


def test_rollback_returns_to_the_build_before_and_back(run: Build, warehouse: Database) -> None:
    first = run(as_of=date(2021, 1, 1)).build_id
    second = run(as_of=date(2022, 1, 1)).build_id

    assert rollback(warehouse.url) == live_build(warehouse) == first
    assert scalar(warehouse.bi_full_url, "SELECT DISTINCT as_of_date FROM marts.roster") == date(2021, 1, 1)
    status = "SELECT array_agg(status || ' ' || id ORDER BY id) FROM stewardship.warehouse_build WHERE id >= "
    assert scalar(warehouse.url, f"{status} {first}") == [f"TERBIT {first}", f"DIGANTIKAN {second}"]

    assert rollback(warehouse.url) == live_build(warehouse) == second
    assert rollback(warehouse.url) == first
    third = run().build_id
    assert rollback(warehouse.url) == first  # the one that was live before, not the newest of the others
    assert rollback(warehouse.url) == third


def test_rollback_without_an_earlier_build_is_one_sentence(empty: Database) -> None:
    with pytest.raises(MeritError, match="no earlier build"):
        rollback(empty.url)


def test_only_one_earlier_set_is_kept(run: Build, warehouse: Database) -> None:
    before = live_build(warehouse)
    live = run().build_id
    names = r"SELECT array_agg(nspname::text ORDER BY nspname) FROM pg_namespace WHERE nspname ~ '^marts'"
    assert scalar(warehouse.url, names) == ["marts", f"marts__b{before}"]
    assert live_build(warehouse) == live


def test_old_set_in_use_waits_for_the_next_time(run: Build, warehouse: Database) -> None:
    run()
    exists = "SELECT to_regnamespace('marts__b{}') IS NOT NULL"
    with psycopg.connect(warehouse.bi_full_url) as reader:
        held = reader.execute("SELECT min(build_id) FROM marts.roster").fetchone()
        assert held is not None
        run()
        run()
        assert scalar(warehouse.url, exists.format(held[0]))
    run()
    assert not scalar(warehouse.url, exists.format(held[0]))


@pytest.mark.parametrize(
    ("make", "drop", "said"),
    [
        ("VIEW public.crew AS SELECT nip FROM marts.roster", "VIEW public.crew", r"view crew depends on"),
        (
            "FUNCTION public.crew() RETURNS bigint BEGIN ATOMIC SELECT count(*) FROM marts.roster; END",
            "FUNCTION public.crew()",
            r"function crew\(\) depends on",
        ),
        (
            "TABLE public.crew (id bigint REFERENCES marts.roster (employee_id))",
            "TABLE public.crew",
            r"constraint crew_id_fkey on table crew depends on",
        ),
    ],
)
def test_dependent_outside_the_marts_is_refused(
    make: str, drop: str, said: str, run: Build, warehouse: Database
) -> None:
    old = live_build(warehouse)
    with psycopg.connect(warehouse.url, autocommit=True) as connection:
        connection.execute(f"CREATE {make}".encode())
        try:
            with pytest.raises(MeritError, match=said):
                run()
        finally:
            connection.execute(f"DROP {drop}".encode())
    assert live_build(warehouse) == old


def test_schema_marts_of_somebody_else_is_left_alone(server: Any, empty: Database, tmp_path: Any) -> None:
    add_people(empty.url, 1)
    with psycopg.connect(empty.url) as connection:
        connection.execute("CREATE SCHEMA marts")
        connection.execute("CREATE TABLE marts.mine (id int)")
    with pytest.raises(MeritError, match="was not made by a build of Merit"):
        build(server.settings, empty, project=make_project(tmp_path / "project"))
    assert scalar(empty.url, "SELECT count(*) FROM marts.mine") == 0


def test_unfinished_build_cannot_be_published(run: Build, warehouse: Database) -> None:
    with (
        psycopg.connect(warehouse.url, autocommit=True) as connection,
        pytest.raises(MeritError, match="Build 999 is not the one in marts__next"),
    ):
        publish(connection, 999)


FORBIDDEN = {
    "write a mart": "UPDATE marts.roster SET name = 'x'",
    "empty a mart": "TRUNCATE marts.roster",
    "drop a mart": "DROP TABLE marts.roster",
    "index a mart": "CREATE INDEX ON marts.roster (nip)",
    "add a table to the marts": "CREATE TABLE marts.mine (id int)",
    "read rules": "SELECT * FROM rules.parameter",
    "read staging": "SELECT * FROM staging.stg_personnel__person",
    "read the set before": "SELECT * FROM marts__b{kept}.roster",
    "read people": "SELECT * FROM personnel.person",
    "make a temporary table": "CREATE TEMP TABLE mine (id int)",
    "store a large object": "SELECT lo_create(0)",
}


@pytest.mark.parametrize("statement", FORBIDDEN.values(), ids=FORBIDDEN)
def test_reader_may_not(statement: str, run: Build, warehouse: Database) -> None:
    kept = kept_build(warehouse) or (run() and kept_build(warehouse))
    assert kept
    with psycopg.connect(warehouse.bi_full_url, autocommit=True) as connection:
        connection.execute("SET default_transaction_read_only = off")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement.format(kept=kept).encode())


def test_reader_reads_every_mart_and_nothing_else(run: Build, warehouse: Database) -> None:
    run()
    rollback(warehouse.url)
    query = (
        "SELECT array_agg(DISTINCT nspname::text) FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace"
        " WHERE relkind IN ('r', 'v', 'm') AND has_schema_privilege(relnamespace, 'USAGE')"
        " AND has_table_privilege(pg_class.oid, 'SELECT') AND nspname NOT IN ('pg_catalog', 'information_schema')"
    )
    # pg_stat_statements shows a reader its own queries.
    readable = set(scalar(warehouse.bi_full_url, query)) - {"public"}
    assert readable == {"marts"}
    closed = (
        "SELECT count(*) FROM pg_class WHERE relnamespace = 'marts'::regnamespace AND relkind = 'r'"
        " AND NOT has_table_privilege(oid, 'SELECT')"
    )
    assert scalar(warehouse.bi_full_url, closed) == 0
