"""The queue of jobs: ordered once, done in turn, given back when its process dies, told on the start page."""

import time as clock
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import Any

import psycopg
import pytest
from panel_site import PASSWORD, Visitor, serve_panel

from admin.warehouse.accounts import add_user
from admin.warehouse.jobs.queue import order_build, write_cron
from admin.warehouse.jobs.worker import keep_working

Ask = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture
def ask(database_url: str) -> Iterator[Ask]:
    with psycopg.connect(database_url, autocommit=True, options="-c search_path=jobs") as connection:

        def run(query: str, *values: object) -> list[tuple[Any, ...]]:
            cursor = connection.execute(query.encode(), values or None)
            return cursor.fetchall() if cursor.description else []

        yield run


@pytest.mark.parametrize(
    ("due", "timezone", "written"),
    [
        (time(1, 30), "Asia/Jakarta", "30 18 * * *"),
        (time(23, 0), "Asia/Jayapura", "0 14 * * *"),
        (time(0, 5), "UTC", "5 0 * * *"),
    ],
)
def test_time_of_day_is_that_of_the_city(due: time, timezone: str, written: str) -> None:
    assert write_cron(due, timezone, datetime(2026, 11, 23, 20, tzinfo=UTC)) == written


def test_build_is_ordered_once_however_often_it_is_asked_for(database_url: str, ask: Ask) -> None:
    assert [order_build(database_url) for _ in range(3)] == [True, False, False]
    assert ask("SELECT task_name, status::text FROM procrastinate_jobs") == [("build", "todo")]


def wait_until(ask: Ask, query: str, expected: list[tuple[Any, ...]]) -> None:
    ends = clock.monotonic() + 60
    while (found := ask(query)) != expected:
        assert clock.monotonic() < ends, found
        clock.sleep(0.1)


def test_job_that_fails_is_tried_again_and_one_whose_process_died_too(
    database_url: str, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MERIT_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nowhere")
    order_build(database_url)
    state = "SELECT status::text, attempts, scheduled_at > now() FROM procrastinate_jobs"
    with keep_working(database_url, None, "UTC"):
        wait_until(ask, state, [("todo", 1, True)])
    # As a process leaves it that is killed: under way, and nobody there.
    ask("UPDATE procrastinate_jobs SET status = 'doing', worker_id = NULL, scheduled_at = NULL")
    with keep_working(database_url, None, "UTC"):
        wait_until(ask, state, [("todo", 3, True)])  # it counts as two: given back, and failed again
        begun = clock.monotonic()
    assert clock.monotonic() - begun < 10


def test_night_that_was_built_in_is_not_made_up_for(
    database_url: str, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MERIT_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nowhere")
    an_hour_ago = datetime.now(UTC) - timedelta(hours=1)
    build = (
        "INSERT INTO stewardship.warehouse_build (status, as_of_date, rule_set_hash, published_at)"
        " VALUES ('TERBIT', current_date, repeat('0', 64), now() - interval '%s minutes')"
    )
    night = "SELECT status::text, attempts FROM procrastinate_jobs WHERE task_name = 'night'"
    ask(build % 59)
    with keep_working(database_url, an_hour_ago.time(), "UTC"):
        wait_until(ask, "SELECT count(*) FROM procrastinate_periodic_defers WHERE job_id IS NULL", [(1,)])
        assert ask(night) == []  # done, and nothing of it is kept
    ask("UPDATE stewardship.warehouse_build SET published_at = now() - interval '2 hours'")
    ask("TRUNCATE procrastinate_periodic_defers")
    with keep_working(database_url, an_hour_ago.time(), "UTC"):
        wait_until(ask, night, [("todo", 1)])


def test_job_is_stopped_with_merit(database_url: str, ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("admin.warehouse.jobs.queue.COMMAND", "import time; time.sleep(600)")
    order_build(database_url)
    with keep_working(database_url, None, "UTC"):
        wait_until(ask, "SELECT status::text FROM procrastinate_jobs", [("doing",)])
        begun = clock.monotonic()
    assert clock.monotonic() - begun < 10


def test_administrator_orders_a_build_and_the_start_page_tells(server: Any, database_url: str, ask: Ask) -> None:
    for name, role in (("admin", "administrator"), ("petugas", "hr_officer")):
        add_user(database_url, name, role, PASSWORD)
    with serve_panel(server.settings, database_url, orderer=partial(order_build, database_url)) as address:
        admin, officer = Visitor(address), Visitor(address, "petugas")
        assert "Bangun sekarang" not in officer.get("").text
        assert officer.post("builds/order", {}).status_code == 403
        assert "Bangun sekarang" in admin.get("").text
        for notice in ("segera dimulai", "sudah menunggu giliran"):
            answer = admin.post("builds/order", {})
            assert answer.status_code == 303
            assert notice in admin.client.get(answer.headers["location"]).text
        assert "menunggu giliran" in officer.get("").text

        ask("UPDATE procrastinate_jobs SET status = 'doing'")
        assert "Pembangunan berjalan sejak" in officer.get("").text
        ask("UPDATE procrastinate_jobs SET status = 'failed'")
        assert "Pembangunan terakhir gagal" in officer.get("").text
        for visitor in (admin, officer):
            visitor.close()
    with serve_panel(server.settings, database_url) as address:
        admin = Visitor(address)
        assert "Bangun sekarang" not in admin.get("").text
        assert "tanpa antrean pekerjaan" in admin.post("builds/order", {}).text
        admin.close()
