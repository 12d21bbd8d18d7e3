"""Real PostgreSQL for every test that wants one: one server a session, one clone of a template a test.

Cloning copies files of a migrated database, so a test starts with all tables and code lists in about 50 ms.
"""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
import pytest
from project_files import find_project_files, lend_project_files
from psycopg import sql
from shared_databases import share_database

from admin.settings import PROJECT, Settings, load_settings
from admin.warehouse.database import Database, ensure_database, restrict_database
from admin.warehouse.server import find_server, server_url, stop_server
from admin.warehouse.transform import NOWHERE, Project

if TYPE_CHECKING:
    from empty_marts import EmptyMarts
    from mutation_universe import Graph

CITY_SIZE = 300
CITY_SEED = 7
MEMORY, ROOM = "/dev/shm", 8 * 2**30


@dataclass(frozen=True)
class Server:
    """The session's server: its settings, Merit's database on it, and a way to clone databases.

    The name of a database that is gone is given again.
    """

    settings: Settings
    database: Database
    names: set[str] = field(default_factory=set, compare=False)

    def superuser_url(self, database: str = "postgres") -> str:
        """Return the superuser's address."""
        running = find_server(self.settings)
        assert running is not None
        return server_url(self.settings, running, database)

    def rename_database(self, url: str, name: str) -> str:
        """Return `url` with another database's name."""
        return url[: url.rindex("/") + 1] + name

    @contextmanager
    def clone(self, template: str, prefix: str = "merit_test") -> Iterator[Database]:
        """Make a copy of the database `template`, and drop it afterwards whoever is still connected."""
        name = next(name for name in (f"{prefix}_{number}" for number in itertools.count(1)) if name not in self.names)
        self.names.add(name)
        with psycopg.connect(self.superuser_url(), autocommit=True) as connection:
            statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy")
            connection.execute(statement.format(sql.Identifier(name), sql.Identifier(template)))
        with psycopg.connect(self.superuser_url(name), autocommit=True) as connection:
            restrict_database(connection, "merit", is_superuser=True)
        made = self.database
        url, bi, full = (self.rename_database(old, name) for old in (made.url, made.bi_url, made.bi_full_url))
        yield Database(url, bi, full, True)
        with psycopg.connect(self.superuser_url(), autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
        self.names.remove(name)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run draw more for the oracle than the suite does."""
    parser.addoption("--draws", type=int, default=0, help="populations and days to draw in test_oracle_any_day")


def pytest_xdist_auto_num_workers() -> int:
    """Return one worker more than there are processors: each waits for PostgreSQL about half of its time."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(autouse=True)
def _without_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the developer's own MERIT_* settings out of the tests."""
    for name in [name for name in os.environ if name.startswith("MERIT_")]:
        monkeypatch.delenv(name)


def find_memory() -> str | None:
    """Return a directory in memory with room for the servers of the tests, if there is one.

    A database is some 1,500 files: copying them takes 50 ms there, and ten times as long on a disk.
    """
    if not os.access(MEMORY, os.W_OK) or os.statvfs(MEMORY).f_flag & os.ST_NOEXEC:
        return None
    return MEMORY if shutil.disk_usage(MEMORY).free >= ROOM else None


@contextmanager
def open_directory() -> Iterator[Path]:
    """Make a directory that PostgreSQL's own account can pass through; pytest's are closed to all but root."""
    directory = Path(tempfile.mkdtemp(prefix="merit-test-", dir=find_memory()))
    directory.chmod(0o755)
    yield directory
    shutil.rmtree(directory)


@pytest.fixture
def open_path() -> Iterator[Path]:
    """Return an empty directory that everyone may enter, as a project's usually is."""
    with open_directory() as directory:
        yield directory


@pytest.fixture(scope="module")
def open_directory_of_module() -> Iterator[Path]:
    """Return a directory like `open_path` that a whole module shares."""
    with open_directory() as directory:
        yield directory


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Start an embedded PostgreSQL in a temporary home for the whole session."""
    with open_directory() as directory:
        settings = make_settings(directory / "home")
        lend_project_files(settings.prepare_home(), tmp_path_factory)
        try:
            yield Server(settings, ensure_database(settings))
        finally:
            stop_server(settings)


@pytest.fixture(scope="session")
def empty_template(server: Server) -> str:
    """Make the database to clone from: migrated, nothing loaded. Return its name."""
    from admin.warehouse.migrate import migrate

    migrate(server.database.url)
    return _close(server, "merit")


@pytest.fixture(scope="session")
def template(server: Server, empty_template: str) -> Iterator[str]:
    """Make the database to clone from: migrated, code lists loaded. Return its name."""
    from admin.warehouse.codes import load_codes

    with server.clone(empty_template, "merit_codes") as database:
        load_codes(database.url)
        yield _close(server, name_of(database))


@pytest.fixture
def empty(server: Server, empty_template: str) -> Iterator[Database]:
    """Return a fresh database of this test's own with every table and no row."""
    with server.clone(empty_template) as database:
        yield database


@pytest.fixture
def database(server: Server, template: str) -> Iterator[Database]:
    """Return a fresh database of this test's own, with every table and code list and no people."""
    with server.clone(template) as database:
        yield database


@pytest.fixture
def database_url(database: Database) -> str:
    """Return the owner's address of this test's own database."""
    return database.url


@pytest.fixture(scope="session")
def nobody(server: Server, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmptyMarts]:
    """Return a database with the law and empty marts, to clone from, and the models that derive them."""
    from empty_marts import EmptyMarts
    from mutation_warehouse import derive_nothing

    def make(database: Database) -> Graph:
        return derive_nothing(server, name_of(database))

    with share_database(server, tmp_path_factory, "nobody", template, make) as (database, graph):
        yield EmptyMarts(server, _close(server, name_of(database)), graph)


@pytest.fixture(scope="session")
def city_template(server: Server, template: str) -> Iterator[str]:
    """Make a database with a small synthetic city, to clone from. Return its name."""
    from admin.warehouse.city import create_city

    with server.clone(template, "merit_city") as database:
        create_city(database.url, employees=CITY_SIZE, seed=CITY_SEED)
        yield _close(server, name_of(database))


@pytest.fixture
def city(server: Server, city_template: str) -> Iterator[Database]:
    """Return a database of this test's own with a city of 300 employees."""
    with server.clone(city_template) as database:
        yield database


@pytest.fixture
def city_url(city: Database) -> str:
    """Return the owner's address of this test's own city."""
    return city.url


@pytest.fixture(scope="session")
def published_template(server: Server, city_template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Make a database with a small city whose marts are built and published, to clone from. Return its name."""
    from admin.warehouse.build import build

    def make(database: Database) -> None:
        build(server.settings, database)

    with share_database(server, tmp_path_factory, "published", city_template, make) as (database, _):
        yield _close(server, name_of(database))


@pytest.fixture
def published(server: Server, published_template: str) -> Iterator[Database]:
    """Return a database of this test's own with published marts; also through `published.bi_full_url`."""
    with server.clone(published_template) as database:
        yield database


@pytest.fixture
def published_url(published: Database) -> str:
    """Return the owner's address of this test's own published city."""
    return published.url


def make_settings(home: Path, **extra: str) -> Settings:
    """Return the settings of a test: a home of its own, little memory, nothing synced to disk."""
    environ = {"MERIT_HOME": str(home), "MERIT_FSYNC": "off", "MERIT_DATABASE_MEMORY": "1GB"}
    return load_settings(environ | extra)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of an installed Chromium; without one the test is skipped, but on CI it fails."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    reason = "no chromium is installed (Debian: apt-get install chromium)"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return dbt's manifest of the real project; no database is needed."""
    return Project(PROJECT, find_project_files(tmp_path_factory)).parse(NOWHERE)


@pytest.fixture
def settings_of() -> Callable[..., Settings]:
    """Return the function that makes settings for a home of the test's own."""
    return make_settings


@pytest.fixture
def home(open_path: Path) -> Iterator[Settings]:
    """Return the settings of an empty home, and stop whatever server runs in it afterwards."""
    settings = make_settings(open_path / "home")
    yield settings
    stop_server(settings)


def name_of(database: Database) -> str:
    """Return a database's name on its server."""
    return database.url.rsplit("/", 1)[1]


def _close(server: Server, name: str) -> str:
    """End every connection to a template: PostgreSQL clones only a database nobody uses."""
    with psycopg.connect(server.superuser_url(), autocommit=True) as connection:
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
    return name
