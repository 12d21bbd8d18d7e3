"""The embedded server for real: killed, raced for, closed off, of another version."""

import multiprocessing
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psutil
import psycopg
import pytest
from server_home import ask, connect

from admin.errors import MeritError
from admin.settings import Settings, load_settings
from admin.warehouse.database import ensure_database
from admin.warehouse.server import find_server, start_server, stop_server
from admin.warehouse.server_place import locate_server


def wait_until_gone(pid: int) -> None:
    deadline = time.monotonic() + 10
    while psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < deadline, f"process {pid} is still there"
        time.sleep(0.01)


def test_first_start_makes_a_closed_utf8_cluster_with_checksums(home: Settings) -> None:
    running = start_server(home)
    assert find_server(home) == running
    assert running.state == "ready"
    assert ask(home, running, "show data_checksums") == "on"
    assert ask(home, running, "show server_encoding") == "UTF8"
    assert ask(home, running, "select datlocale from pg_database where datname = 'postgres'") == "C.UTF-8"
    assert ask(home, running, "show listen_addresses") == "127.0.0.1"
    assert ask(home, running, "select count(*) from pg_hba_file_rules where auth_method in ('trust', 'peer')") == 0
    assert ask(home, running, "select string_agg(error, ' ') from pg_hba_file_rules") is None


def test_nobody_connects_without_the_password(home: Settings) -> None:
    running = start_server(home)
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(f"postgresql://postgres:wrong@127.0.0.1:{running.port}/postgres")
    with pytest.raises(psycopg.OperationalError, match="password"):
        psycopg.connect(host=str(locate_server(home).sockets), port=running.port, user="postgres", password="wrong")


def test_unix_socket_answers(home: Settings) -> None:
    running = start_server(home)
    password = (home.home / "postgres.password").read_text().strip()
    sockets = str(locate_server(home).sockets)
    with psycopg.connect(host=sockets, port=running.port, user="postgres", password=password) as connection:
        assert connection.execute("select inet_client_addr()").fetchone() == (None,)


def test_secrets_are_for_their_owner_only(home: Settings) -> None:
    start_server(home)
    for path in (home.home / "postgres.password", locate_server(home).log):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(locate_server(home).data.stat().st_mode) == 0o700


def test_stop_and_start_keep_rows_and_port(home: Settings) -> None:
    running = start_server(home)
    with connect(home, running) as connection:
        connection.execute("create table kept as select 7 as seven")
    assert stop_server(home)
    assert find_server(home) is None
    assert not stop_server(home)
    again = start_server(home)
    assert again.port == running.port
    assert ask(home, again, "select seven from kept") == 7


def test_stop_ends_a_session_in_the_middle_of_a_query(home: Settings) -> None:
    running = start_server(home)
    with closing(connect(home, running)) as connection:
        connection.execute("begin")
        begun = time.monotonic()
        assert stop_server(home)
        assert time.monotonic() - begun < 5
        with pytest.raises(psycopg.OperationalError):
            connection.execute("select 1")


def test_settings_follow_the_machine_at_every_start(home: Settings, settings_of: Callable[..., Settings]) -> None:
    running = start_server(home)
    assert ask(home, running, "show shared_buffers") == "256MB"
    stop_server(home)
    larger = settings_of(home.home, MERIT_DATABASE_MEMORY="2GB", MERIT_FSYNC="on")
    running = start_server(larger)
    assert ask(larger, running, "show shared_buffers") == "512MB"
    assert ask(larger, running, "show fsync") == "on"
    assert ask(larger, running, "show jit") == "off"
    assert ask(larger, running, "select count(*) from pg_settings where pending_restart") == 0


@pytest.mark.parametrize("round_", range(3))
def test_killed_postmaster_recovers_with_every_committed_row(open_path: Path, round_: int) -> None:
    durable = load_settings({"MERIT_HOME": str(open_path / "home"), "MERIT_DATABASE_MEMORY": "1GB"})
    try:
        running = start_server(durable)
        with closing(connect(durable, running)) as connection:
            connection.execute("create table kept as select generate_series(1, 10000) as n")
            connection.execute("begin")
            connection.execute("insert into kept select 0")
            os.kill(running.pid, signal.SIGKILL)
            wait_until_gone(running.pid)
            again = start_server(durable)
        assert again.pid != running.pid
        assert ask(durable, again, "select count(*) from kept") == 10000
    finally:
        stop_server(durable)


def test_killed_backend_restarts_the_server_by_itself(home: Settings) -> None:
    running = start_server(home)
    with closing(connect(home, running)) as connection:
        os.kill(connection.info.backend_pid, signal.SIGKILL)
        with pytest.raises(psycopg.OperationalError):
            connection.execute("select 1")
    with psycopg.connect(ensure_database(home).url) as connection:
        assert connection.execute("select 1").fetchone() == (1,)
    assert find_server(home) == running


def test_busy_orphan_of_a_killed_postmaster_is_ended(home: Settings) -> None:
    """A backend in a tight loop does not notice that its postmaster died, and holds the shared memory."""
    running = start_server(home)
    with closing(connect(home, running)) as connection:
        orphan = connection.info.backend_pid
        connection.pgconn.send_query(b"select count(*) from generate_series(1, 2000000000)")
        connection.pgconn.flush()
        time.sleep(0.3)
        os.kill(running.pid, signal.SIGKILL)
        wait_until_gone(running.pid)
        again = start_server(home)
        assert ask(home, again, "select 1") == 1
        assert not psutil.pid_exists(orphan)


def test_pid_file_that_names_another_process_is_not_believed(home: Settings) -> None:
    """After a restart of the machine or container the number in postmaster.pid may belong to anything."""
    running = start_server(home)
    place = locate_server(home)
    pid_file = place.data / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    os.kill(running.pid, signal.SIGKILL)
    wait_until_gone(running.pid)
    pid_file.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    place.hand_over(pid_file)
    assert find_server(home) is None
    assert not stop_server(home)
    assert ask(home, start_server(home), "select 1") == 1


def _start(home: Path, answers: "multiprocessing.Queue[tuple[int, int]]") -> None:
    settings = load_settings({"MERIT_HOME": str(home), "MERIT_FSYNC": "off", "MERIT_DATABASE_MEMORY": "1GB"})
    running = start_server(settings)
    answers.put((running.pid, running.port))


def test_racing_starters_share_one_server(home: Settings) -> None:
    context = multiprocessing.get_context("spawn")
    answers: multiprocessing.Queue[tuple[int, int]] = context.Queue()
    racers = [context.Process(target=_start, args=(home.home, answers)) for _ in range(4)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join(60)
        assert racer.exitcode == 0
    found = {answers.get(timeout=5) for _ in racers}
    running = find_server(home)
    assert running is not None
    assert found == {(running.pid, running.port)}


def test_killed_starter_leaves_nothing_in_the_way(home: Settings) -> None:
    merit = str(Path(sys.executable).parent / "merit")
    for delay in (0.3, 0.5, 0.7, 0.9):
        with subprocess.Popen([merit, "dsn"], env={"MERIT_HOME": str(home.home), "PATH": os.defpath}) as starter:
            time.sleep(delay)
            starter.kill()
    assert ask(home, start_server(home), "select 1") == 1


def test_starter_does_not_pass_its_pipe_on(home: Settings) -> None:
    """`merit dsn | cat` must end although the server it started lives on."""
    merit = str(Path(sys.executable).parent / "merit")
    environ = {"MERIT_HOME": str(home.home), "MERIT_FSYNC": "off", "PATH": os.defpath}
    done = subprocess.run([merit, "dsn"], capture_output=True, env=environ, timeout=30, check=True)
    assert done.stdout.startswith(b"postgresql://merit:")
    assert find_server(home) is not None


def test_data_of_another_version_is_refused_with_the_cure(home: Settings) -> None:
    start_server(home)
    stop_server(home)
    (locate_server(home).data / "PG_VERSION").write_text("14\n")
    with pytest.raises(MeritError) as raised:
        start_server(home)
    assert "was made by PostgreSQL 14, but this Merit brings 18." in raised.value.sentence
    assert raised.value.cure.startswith("Set MERIT_HOME to a new directory")
    (locate_server(home).data / "PG_VERSION").write_text("18\n")


def test_busy_chosen_port_is_refused_with_the_cure(home: Settings, settings_of: Callable[..., Settings]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(MeritError, match=rf"Port {port} of 127\.0\.0\.1 is in use by another program\. Set"):
            start_server(settings_of(home.home, MERIT_DATABASE_PORT=str(port)))


def test_chosen_port_is_used(home: Settings, settings_of: Callable[..., Settings]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
    assert start_server(settings_of(home.home, MERIT_DATABASE_PORT=str(port))).port == port


def test_remembered_port_that_was_taken_gives_way(home: Settings) -> None:
    first = start_server(home).port
    stop_server(home)
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", first))
        other.listen()
        assert start_server(home).port != first


def test_broken_configuration_is_told_in_one_sentence(home: Settings) -> None:
    start_server(home)
    stop_server(home)
    place = locate_server(home)
    with open(place.data / "postgresql.conf", "a") as file:
        file.write("no_such_setting = 1\n")
    with pytest.raises(MeritError) as raised:
        start_server(home)
    assert raised.value.sentence.startswith("PostgreSQL does not start: ")
    assert str(place.log) in raised.value.cure


def test_home_too_deep_for_a_socket_still_has_one(open_path: Path, settings_of: Callable[..., Settings]) -> None:
    deep = settings_of(open_path / ("kota-" * 12) / ("dinas-" * 8))
    try:
        running = start_server(deep)
        sockets = locate_server(deep).sockets
        assert sockets.parent == Path("/tmp")
        assert (sockets / f".s.PGSQL.{running.port}").is_socket()
    finally:
        stop_server(deep)
        shutil.rmtree(locate_server(deep).sockets, ignore_errors=True)


def test_home_with_awkward_letters_works(open_path: Path, settings_of: Callable[..., Settings]) -> None:
    awkward = settings_of(open_path / "Kota 100% Bahagia, Tbk's é")
    try:
        running = start_server(awkward)
        assert (locate_server(awkward).sockets / f".s.PGSQL.{running.port}").is_socket()
        assert ask(awkward, running, "select 1") == 1
    finally:
        stop_server(awkward)
