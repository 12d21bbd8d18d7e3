"""Whom a swap waits for: dashboards that keep to one state of the data, and refreshes of the live marts."""

import threading
import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import psycopg
import pytest
from psycopg import Connection, IsolationLevel
from psycopg.rows import scalar_row
from small_warehouse import add_people, make_project

from admin.errors import MeritError
from admin.warehouse import publish as publishing
from admin.warehouse import swap as swapping
from admin.warehouse.build import build
from admin.warehouse.database import Database
from admin.warehouse.live.refresh import Refresher
from admin.warehouse.live.turn import refreshes_held_back
from admin.warehouse.publish import rollback


@pytest.fixture(scope="module")
def warehouse(server: Any, empty_template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Yield a published warehouse with an earlier set to return to."""
    with server.clone(empty_template) as database:
        add_people(database.url, 20)
        project = make_project(tmp_path_factory.mktemp("project"))
        for _ in range(2):
            build(server.settings, database, project=project)
        yield database


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "PATIENCE", 0.5)
    monkeypatch.setattr(swapping, "PATIENCE", 0.5)


def scalar(url: str, query: str) -> Any:
    with psycopg.connect(url, row_factory=scalar_row, autocommit=True) as connection:
        return connection.execute(query.encode()).fetchone()


def live_build(database: Database) -> int:
    return int(scalar(database.bi_full_url, "SELECT build_id FROM marts.build_info"))


def await_turn(database: Database, application: str) -> None:
    """Return once a session of that name waits for a lock on the live set's state."""
    waits = f"""
        SELECT count(*) FROM pg_locks JOIN pg_stat_activity USING (pid)
        WHERE NOT granted AND relation = 'staging.live_state'::regclass
            AND application_name = '{application}'
    """
    deadline = time.monotonic() + 10
    while not scalar(database.url, waits):
        assert time.monotonic() < deadline, f"{application} does not wait for its turn"
        time.sleep(0.01)


ROSTER, COUNT = "SELECT DISTINCT build_id FROM marts.roster", "SELECT build_id FROM marts.headcount"


@pytest.fixture
def dashboard(warehouse: Database) -> Iterator[Connection[Any]]:
    """Yield a transaction that keeps one state of the data, between two of its statements."""
    with psycopg.connect(warehouse.bi_full_url, application_name="dashboard") as connection:
        connection.isolation_level = IsolationLevel.REPEATABLE_READ
        connection.execute(ROSTER.encode())
        yield connection


def test_dashboard_in_one_transaction_sees_one_build(warehouse: Database, dashboard: Connection[Any]) -> None:
    old = live_build(warehouse)
    returning = threading.Thread(target=rollback, args=[warehouse.url])
    returning.start()
    returning.join(timeout=1)
    assert returning.is_alive(), "the swap waits for the transaction"
    assert dashboard.execute(COUNT.encode()).fetchall() == dashboard.execute(ROSTER.encode()).fetchall() == [(old,)]
    dashboard.commit()
    returning.join()
    assert live_build(warehouse) != old


@pytest.mark.usefixtures("impatient")
def test_dashboard_that_stays_open_is_named(warehouse: Database, dashboard: Connection[Any]) -> None:
    old = live_build(warehouse)
    with pytest.raises(MeritError, match=r"dashboard \(user bi_full, process \d+\) is between two statements of a"):
        rollback(warehouse.url)
    assert live_build(warehouse) == old


def test_dashboard_whose_first_statement_ends_at_the_door_sees_one_build(warehouse: Database) -> None:
    """The swap cannot tell that it is one until the statement has ended."""
    old = live_build(warehouse)
    with psycopg.connect(warehouse.bi_full_url) as dashboard:
        dashboard.isolation_level = IsolationLevel.REPEATABLE_READ
        dashboard.execute("SELECT 1")
        returning = threading.Timer(0.1, rollback, args=[warehouse.url])
        returning.start()
        first = dashboard.execute("SELECT min(build_id), pg_sleep(0.4) FROM marts.roster").fetchone()
        time.sleep(0.1)
        assert dashboard.execute(COUNT.encode()).fetchall() == [(old,)]
        assert first is not None
        assert first[0] == old
        dashboard.commit()
        returning.join()
    assert live_build(warehouse) != old


def test_publication_waits_for_the_refresh_under_way(warehouse: Database) -> None:
    old = live_build(warehouse)
    with closing(Refresher(warehouse.url)) as refresher:
        refresher.refresh()
        with refresher.connection.transaction():
            refresher._prepare()
            returning = threading.Thread(target=rollback, args=[warehouse.url])
            returning.start()
            await_turn(warehouse, "merit turn")
            sees = refresher.connection.execute("SELECT build_id FROM staging.live_state").fetchall()
            assert sees == [(old,)] == [(live_build(warehouse),)]
        returning.join()
    assert live_build(warehouse) != old


def test_comparison_waits_for_the_refresh_under_way(warehouse: Database) -> None:
    """Both write the state of the set; without turns one would be told that it could not."""
    with closing(Refresher(warehouse.url)) as refresher, closing(Refresher(warehouse.url)) as other:
        errors: list[Exception] = []

        def compare() -> None:
            try:
                other.compare()
            except psycopg.Error as error:
                errors.append(error)

        comparing = threading.Thread(target=compare)
        with refresher.connection.transaction():
            refresher._prepare()
            refresher.connection.execute("UPDATE staging.live_state SET entries = entries + 1")
            comparing.start()
            await_turn(warehouse, "merit refresh")
        comparing.join()
        assert errors == []


def test_refresh_waits_for_the_publication_under_way_and_follows_it(warehouse: Database) -> None:
    add_people(warehouse.url, 1)
    with closing(Refresher(warehouse.url)) as refresher, psycopg.connect(warehouse.url, autocommit=True) as connection:
        refreshing = threading.Thread(target=refresher.refresh)
        with refreshes_held_back(connection):
            refreshing.start()
            await_turn(warehouse, "merit refresh")
        refreshing.join()
    people = scalar(warehouse.url, "SELECT count(*) FROM personnel.employee")
    assert scalar(warehouse.url, "SELECT count(*) FROM marts.roster") == people
