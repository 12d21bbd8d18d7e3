"""Merit's database: made ready on any server by one path, and what its two roles may do."""

import stat
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

import psycopg
import pytest
from psycopg import sql

from admin.errors import MeritError
from admin.settings import Settings, load_settings
from admin.warehouse.connection import compose_url, parse_url
from admin.warehouse.database import Database, ensure_database, find_database
from admin.warehouse.migrate import migrate, schema_revision
from admin.warehouse.panel_roles import PANEL_ROLES


class SessionServer(Protocol):
    """What `conftest.Server` offers."""

    database: Database
    settings: Settings

    def superuser_url(self, database: str = "postgres") -> str: ...


MakeExternal = Callable[..., Settings]


@pytest.fixture
def external(server: SessionServer, tmp_path: Path) -> Iterator[MakeExternal]:
    """Return settings that treat the session's server as somebody else's, for a role made for the test.

    Databases and roles named `*luar*` are dropped afterwards; the reader gets back the password the session knows.
    """

    def make(role: str, database: str, options: str = "", owns: bool = False) -> Settings:
        with psycopg.connect(server.superuser_url(), autocommit=True) as connection:
            name = sql.Identifier(role)
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD 'luar' ").format(name) + sql.SQL(options))
            if owns:
                statement = "CREATE DATABASE {} OWNER {} TEMPLATE template0"
                connection.execute(sql.SQL(statement).format(sql.Identifier(database), name))
        running = parse_url(server.superuser_url())
        address = running | {"user": role, "password": "luar", "dbname": database}
        return load_settings({"MERIT_HOME": str(tmp_path / "home"), "MERIT_DATABASE_URL": compose_url(address)})

    yield make
    with psycopg.connect(server.superuser_url(), autocommit=True) as connection:
        for kind, catalogue in (("DATABASE", "pg_database"), ("ROLE", "pg_roles")):
            column = "datname" if kind == "DATABASE" else "rolname"
            rows = connection.execute(f"SELECT {column} FROM {catalogue} WHERE {column} LIKE '%luar%'".encode())
            for (name,) in rows.fetchall():
                connection.execute(sql.SQL(f"DROP {kind} {{}}").format(sql.Identifier(name)))
    ensure_database(server.settings)


FORBIDDEN = {
    "create a table": "CREATE TABLE public.thing (id int)",
    "create a temporary table": "CREATE TEMP TABLE thing (id int)",
    "create a schema": "CREATE SCHEMA thing",
    "store a large object": "SELECT lo_create(0)",
    "store a filled large object": "SELECT lo_from_bytea(0, 'x')",
    "hold the lock of builds": "SELECT pg_try_advisory_lock(7304223)",
    "hold the lock of starts": "SELECT pg_advisory_xact_lock_shared(7304, 221)",
    "read people": "SELECT * FROM personnel.person",
    "read users": 'SELECT * FROM stewardship."user"',
    "read code lists": "SELECT * FROM reference.grade",
    "write a mart": "INSERT INTO marts.duk VALUES (2)",
    "empty a mart": "TRUNCATE marts.duk",
    "read a server's file": "SELECT pg_read_file('PG_VERSION')",
    "run a program": "COPY (SELECT 1) TO PROGRAM 'true'",
    "become the owner": "SET ROLE merit",
    "end the owner's session": "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'merit'",
}


@pytest.fixture
def with_mart(empty: Database) -> Iterator[Database]:
    """Return a database with one mart that the reader may read, as publishing grants it; its owner is connected."""
    with psycopg.connect(empty.url, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA marts")
        connection.execute("CREATE TABLE marts.duk AS SELECT 1 AS rank")
        connection.execute("CREATE SCHEMA masked")
        connection.execute("CREATE VIEW masked.duk AS SELECT 2 AS rank FROM marts.duk")
        for schema, role in (("masked", "bi"), ("marts", "bi_full")):
            connection.execute(f"GRANT USAGE ON SCHEMA {schema} TO {role}".encode())
            connection.execute(f"GRANT SELECT ON {schema}.duk TO {role}".encode())
        yield empty


@pytest.mark.parametrize("statement", FORBIDDEN.values(), ids=FORBIDDEN)
def test_reader_may_not(with_mart: Database, statement: str) -> None:
    for address in (with_mart.bi_url, with_mart.bi_full_url):
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute("SET default_transaction_read_only = off")
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement.encode())


def test_reader_reads_marts_without_naming_the_schema(with_mart: Database) -> None:
    for address, rank in ((with_mart.bi_url, 2), (with_mart.bi_full_url, 1)):
        with psycopg.connect(address) as connection:
            assert connection.execute("SELECT rank FROM duk").fetchone() == (rank,)
            assert connection.execute("SHOW transaction_read_only").fetchone() == ("on",)
            assert connection.execute("SHOW statement_timeout").fetchone() == ("5min",)


def test_reader_reaches_no_other_database(server: SessionServer) -> None:
    for address in (server.database.bi_url, server.database.bi_full_url):
        with pytest.raises(psycopg.OperationalError, match="pg_hba"):
            psycopg.connect(compose_url(parse_url(address) | {"dbname": "postgres"}))


def test_owner_is_no_superuser_and_owns_the_database(server: SessionServer) -> None:
    with psycopg.connect(server.database.url) as connection:
        row = connection.execute(
            "SELECT rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls, datdba = pg_roles.oid"
            " FROM pg_roles, pg_database WHERE rolname = current_user AND datname = current_database()"
        ).fetchone()
    assert row == (False, False, False, False, False, True)


def test_extensions_are_there(server: SessionServer) -> None:
    with psycopg.connect(server.database.url) as connection:
        rows = connection.execute("SELECT extname FROM pg_extension").fetchall()
    assert {"btree_gist", "pg_trgm", "pg_stat_statements"} <= {name for (name,) in rows}


def test_day_is_the_citys(server: SessionServer) -> None:
    with psycopg.connect(server.database.url) as connection:
        assert connection.execute("SHOW timezone").fetchone() == ("Asia/Jakarta",)


def test_names_sort_as_people_expect_when_lowered(empty: Database) -> None:
    """The builtin collation sorts by code point, capitals first: lists sort names by `lower(name)`."""
    names = ["de Fretes", "Darma", "Dewi", "'Aisyah", "Aisyah", "Ézra", "Zulkifli"]
    with psycopg.connect(empty.url) as connection:
        rows = connection.execute("SELECT name FROM unnest(%s::text[]) AS name ORDER BY lower(name)", [names])
        assert [name for (name,) in rows] == ["'Aisyah", "Aisyah", "Darma", "de Fretes", "Dewi", "Zulkifli", "Ézra"]


def test_making_ready_again_changes_nothing(server: SessionServer) -> None:
    assert ensure_database(server.settings) == server.database == find_database(server.settings)


def test_many_at_once_agree(server: SessionServer) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: ensure_database(server.settings), range(16)))
    assert set(found) == {server.database}


def test_what_the_reader_did_to_its_own_role_is_undone(server: SessionServer) -> None:
    with psycopg.connect(server.database.bi_url, autocommit=True) as connection:
        connection.execute("SET default_transaction_read_only = off")
        connection.execute("ALTER ROLE bi SET timezone = 'Pacific/Auckland'")
        connection.execute("ALTER ROLE bi SET statement_timeout = 0")
    ensure_database(server.settings)
    with psycopg.connect(server.database.bi_url) as connection:
        assert connection.execute("SHOW timezone").fetchone() == ("Asia/Jakarta",)
        assert connection.execute("SHOW statement_timeout").fetchone() == ("5min",)
        assert connection.execute("SELECT rolconnlimit FROM pg_roles WHERE rolname = 'bi'").fetchone() == (40,)


def test_lost_password_of_a_role_is_set_again(server: SessionServer) -> None:
    with psycopg.connect(server.superuser_url(), autocommit=True) as connection:
        connection.execute("ALTER ROLE merit PASSWORD 'diubah'")
        connection.execute("ALTER ROLE bi PASSWORD 'diubah'")
    database = ensure_database(server.settings)
    for address in (database.url, database.bi_url):
        psycopg.connect(address).close()


def test_migration_is_repeatable_and_turns_are_taken(server: SessionServer, empty: Database) -> None:
    with psycopg.connect(empty.url, autocommit=True) as connection:
        for schema in ("jobs", "audit", "stewardship", "personnel", "reference"):
            connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(schema)))
    assert schema_revision(empty.url) is None
    with ThreadPoolExecutor(3) as pool:
        revisions = set(pool.map(lambda _: migrate(empty.url), range(3)))
    assert revisions == {schema_revision(empty.url)}


def test_existing_server_with_a_superuser_gets_the_same_roles(external: MakeExternal) -> None:
    settings = external("luar_bos", "merit_luar", "SUPERUSER")
    database = ensure_database(settings)
    assert not database.embedded
    assert find_database(settings) == database
    with psycopg.connect(database.url) as connection:
        assert connection.execute("SELECT current_user, current_database()").fetchone() == ("merit", "merit_luar")
        assert connection.execute("SHOW is_superuser").fetchone() == ("off",)
    assert migrate(database.url) == schema_revision(database.url)


def test_existing_server_with_an_owner_who_may_make_roles(external: MakeExternal, server: SessionServer) -> None:
    settings = external("luar_pemilik", "merit_luar", "CREATEROLE CREATEDB")
    with psycopg.connect(server.superuser_url(), autocommit=True) as connection:
        connection.execute("GRANT bi, bi_full TO luar_pemilik WITH ADMIN OPTION")
    said: list[str] = []
    with pytest.raises(MeritError) as raised:
        ensure_database(settings, said.append)
    assert raised.value.sentence == "User 'luar_pemilik' may not make the roles that the panel acts under."
    asked = raised.value.cure.removeprefix("Ask the server's administrator to run: ")
    assert asked.startswith('GRANT "merit_panel" TO "luar_pemilik"; ')
    with psycopg.connect(server.superuser_url(), autocommit=True) as connection:
        connection.execute(asked.encode())
    database = ensure_database(settings)
    assert any("everyone may store large objects, the role bi too" in line for line in said)
    with psycopg.connect(database.url) as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("luar_pemilik",)
    assert migrate(database.url) == schema_revision(database.url)
    with psycopg.connect(server.superuser_url(), autocommit=True) as connection:
        connection.execute(f"REVOKE bi, bi_full, {', '.join(PANEL_ROLES)} FROM luar_pemilik".encode())


def test_passwords_are_kept_apart_by_server_and_closed(external: MakeExternal) -> None:
    settings = external("luar_bos", "merit_luar", "SUPERUSER")
    ensure_database(settings)
    paths = sorted(settings.home.glob("existing-127.0.0.1-*/*.password"))
    assert [path.name for path in paths] == ["bi.password", "bi_full.password", "merit.password"]
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in paths)


def test_existing_server_without_the_right_to_make_a_database(external: MakeExternal) -> None:
    with pytest.raises(MeritError) as raised:
        ensure_database(external("luar_juru", "merit_luar"))
    assert raised.value.sentence == "There is no database 'merit_luar', and user 'luar_juru' may not make one."
    assert raised.value.cure.endswith("CREATE DATABASE merit_luar OWNER luar_juru")


def test_existing_server_without_the_right_to_make_roles(external: MakeExternal) -> None:
    with pytest.raises(MeritError) as raised:
        ensure_database(external("luar_juru", "merit_luar", owns=True))
    assert raised.value.sentence == "User 'luar_juru' may not manage the role 'bi' that BI tools sign in with."
    assert "CREATE ROLE bi LOGIN PASSWORD" in raised.value.cure


def test_existing_database_of_somebody_else(external: MakeExternal, server: SessionServer) -> None:
    external("luar_pemilik", "merit_luar", owns=True)
    with pytest.raises(MeritError) as raised:
        ensure_database(external("luar_tamu", "merit_luar", "CREATEROLE"))
    assert raised.value.sentence == "User 'luar_tamu' does not own the database 'merit_luar'."
    assert raised.value.cure.endswith("ALTER DATABASE merit_luar OWNER TO luar_tamu")


def test_existing_server_that_is_too_old(external: MakeExternal, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = external("luar_bos", "merit_luar", "SUPERUSER")
    with monkeypatch.context() as patch:
        patch.setattr("admin.warehouse.database.OLDEST", 99)
        with pytest.raises(MeritError) as raised:
            ensure_database(settings)
    assert raised.value.sentence.endswith("; Merit needs 99 or newer.")


def test_database_of_another_encoding(external: MakeExternal, server: SessionServer) -> None:
    settings = external("luar_bos", "merit_luar", "SUPERUSER")
    with psycopg.connect(server.superuser_url(), autocommit=True) as connection:
        connection.execute(
            "CREATE DATABASE merit_luar TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C' LOCALE_PROVIDER libc"
        )
    with pytest.raises(MeritError, match="The database 'merit_luar' stores text as LATIN1; Merit needs UTF8"):
        ensure_database(settings)


def test_wrong_password_is_told_without_the_password(external: MakeExternal, tmp_path: Path) -> None:
    settings = external("luar_bos", "merit_luar", "SUPERUSER")
    assert settings.database_url is not None
    wrong = settings.database_url.replace(":luar@", ":rahasia@")
    with pytest.raises(MeritError) as raised:
        ensure_database(load_settings({"MERIT_HOME": str(tmp_path), "MERIT_DATABASE_URL": wrong}))
    assert 'password authentication failed for user "luar_bos"' in raised.value.sentence
    assert "rahasia" not in str(raised.value)


@pytest.mark.parametrize(
    ("given", "composed"),
    [
        ("postgresql://a:p%40ss%2Fw@db:5433/kota", "postgresql://a:p%40ss%2Fw@db:5433/kota"),
        ("postgres://a@db", "postgresql://a@db/merit"),
        ("postgresql://a@db/postgres", "postgresql://a@db/merit"),
        ("postgresql://a@[::1]:5432/kota", "postgresql://a@[::1]:5432/kota"),
        ("postgresql://a@db/kota?sslmode=require", "postgresql://a@db/kota?sslmode=require"),
        ("postgresql:///kota?host=/run/pg&user=a", "postgresql://a@/kota?host=%2Frun%2Fpg"),
        ("postgresql:///", "postgresql:///merit"),
    ],
)
def test_addresses_survive_reading_and_writing(given: str, composed: str) -> None:
    assert compose_url(parse_url(given)) == composed
    assert parse_url(composed) == parse_url(given)


def test_unreadable_address_is_told() -> None:
    with pytest.raises(MeritError, match="MERIT_DATABASE_URL cannot be read: "):
        parse_url("postgresql://a@db:port/kota?nothing")
