"""From an empty directory to published marts, a panel, and back in again, as `make demo` does it."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from shell import Shell, free_port

SIZE = 120


@dataclass
class Demo:
    """A demonstration that has been served once and stopped: what it said, and its status while it ran."""

    shell: Shell
    said: str
    status: dict[str, Any]

    def read_status(self) -> dict[str, Any]:
        status: dict[str, Any] = json.loads(self.shell.run("status", "--json").stdout)
        return status


@pytest.fixture(scope="module")
def demo(open_directory_of_module: Any) -> Iterator[Demo]:
    """Serve a small city once; the tests below go on where it ends."""
    shell = Shell(open_directory_of_module / "home", free_port(), {"MERIT_ADMIN_PASSWORD": "sandi-percobaan"})
    with shell.serve("demo", "--employees", str(SIZE), "--seed", "3", "--as-of", "2026-09-01") as panel:
        assert panel.answers()
        status = json.loads(shell.run("status", "--json").stdout)
        said = panel.log.read_text()
    yield Demo(shell, said, status)
    shell.run("stop")


def test_first_run_makes_city_marts_and_administrator(demo: Demo) -> None:
    assert "Sign in as admin with the password in MERIT_ADMIN_PASSWORD." in demo.said
    assert demo.status["published_build_id"] == demo.status["last_build"]["build_id"] == 1
    assert demo.status["last_build"]["status"] == "TERBIT"
    assert demo.status["last_build"]["tests_failed"] == 0
    assert demo.status["last_build"]["as_of_date"] == "2026-09-01"
    rows = demo.status["rows"]
    assert rows["personnel.employee"] >= SIZE
    assert rows["marts.duk"] > 0
    assert rows["marts.promotion_readiness"] > 0
    assert rows["marts.training_coverage"] > 0
    assert rows["marts.build_info"] == 1


def test_second_run_starts_in_seconds_and_loses_nothing(demo: Demo) -> None:
    begun = time.monotonic()
    with demo.shell.serve("demo", "--employees", str(SIZE)) as panel:
        assert time.monotonic() - begun < 15
        assert panel.answers()
        again = demo.read_status()
    assert again["rows"] == demo.status["rows"]
    assert again["published_build_id"] == demo.status["published_build_id"]


def test_any_client_reads_the_marts_as_bi(demo: Demo) -> None:
    with psycopg.connect(demo.shell.run("dsn", "--role", "bi").stdout.strip()) as connection:
        for mart in ("duk", "training_coverage", "promotion_readiness", "build_info"):
            row = connection.execute(f"SELECT count(*), min(build_id) FROM {mart}".encode()).fetchone()
            assert row is not None
            assert row[0] > 0
            assert row[1] == 1


def test_build_as_of_another_day_and_rollback(demo: Demo) -> None:
    built = demo.shell.run("build", "--as-of", "2026-06-30").stdout
    assert built.startswith("Published build 2 in ")
    status = demo.read_status()
    assert (status["last_build"]["as_of_date"], status["published_build_id"]) == ("2026-06-30", 2)
    assert demo.shell.run("rollback").stdout == "Published build 1 again.\n"
    assert demo.read_status()["published_build_id"] == 1
