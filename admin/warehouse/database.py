"""Merit's database and its roles, made ready on the embedded server or on an existing PostgreSQL, by one path."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import Connection, sql
from psycopg.conninfo import conninfo_to_dict

from admin.errors import MeritError
from admin.secret import keep_secret, read_secret
from admin.settings import Settings
from admin.warehouse.connection import (
    DATABASE,
    MAINTENANCE,
    Parameters,
    compose_url,
    connect,
    explain_unreachable,
    first_line,
    parse_url,
)
from admin.warehouse.panel_roles import ensure_panel_roles
from admin.warehouse.server import Running, find_server, say_nothing, server_url, start_server

OWNER = "merit"
READER = "bi"
FULL_READER = "bi_full"
OLDEST = 15
EXTENSIONS = ("btree_gist", "pg_trgm")
LOCK = 7_304_221  # advisory lock that lets one process at a time make a database ready

# What PUBLIC may not do in Merit's database: the reader could otherwise store large objects, or hold the advisory locks
# by which builds and migrations take turns.
FORBIDDEN_FUNCTIONS = (
    *("lo_create(oid)", "lo_creat(integer)", "lo_from_bytea(oid, bytea)"),
    *(
        f"pg_{'try_' if is_try else ''}advisory_{scope}lock{mode}({keys})"
        for is_try in (False, True)
        for scope in ("", "xact_")
        for mode in ("", "_shared")
        for keys in ("bigint", "integer, integer")
    ),
)
LEFT_OPEN = (
    "On this server everyone may store large objects, the role bi too; a superuser forbids it in Merit's database with "
    "REVOKE EXECUTE ON FUNCTION lo_create(oid), lo_creat(integer), lo_from_bytea(oid, bytea) FROM PUBLIC"
)
# Where each reader finds its tables, and its share of the server's 100 connections: they never lock the panel out.
READERS = {READER: ("masked", 40), FULL_READER: ("marts", 20)}

READER_SETTINGS = {
    "default_transaction_read_only": "on",
    "statement_timeout": "5min",
    "idle_in_transaction_session_timeout": "10min",
}


@dataclass(frozen=True)
class Database:
    """Connection strings (`postgresql://`): the owner's, and those of two readers that a BI tool can use as they are.

    `bi` reads the masked marts, `bi_full` the marts themselves.
    """

    url: str
    bi_url: str
    bi_full_url: str
    embedded: bool

    @property
    def sqlalchemy_url(self) -> str:
        """Return the owner's address as SQLAlchemy spells it, for psycopg 3."""
        return self.url.replace("postgresql://", "postgresql+psycopg://", 1)


def ensure_database(settings: Settings, progress: Callable[[str], None] = say_nothing) -> Database:
    """Return Merit's database, first starting the embedded server and making database and roles where needed.

    Safe to repeat and to call from several processes; about 40 ms when there is nothing to do. On an existing
    server a superuser's address is used only here: everything else runs as the role `merit`. Another role must own
    the database and is itself the owner.

    Raises:
        MeritError: the server does not start or answer, is older than 15, or the role lacks a right.
    """
    if settings.database_url is None:
        running = start_server(settings, progress)
        return _prepare(settings, _embedded_parameters(settings, running), True, progress)
    settings.prepare_home()
    return _prepare(settings, parse_url(settings.database_url), False, progress)


def find_database(settings: Settings) -> Database | None:
    """Return Merit's database as it was last made ready, or None when the embedded server is down; changes nothing.

    Raises:
        MeritError: it has never been made ready, or the server of MERIT_DATABASE_URL does not let us in.
    """
    if settings.database_url is not None:
        given = parse_url(settings.database_url)
    elif (running := find_server(settings)) and running.state == "ready":
        given = _embedded_parameters(settings, running)
    else:
        return None
    vault = _vault(settings, given)
    owner = read_secret(vault / "merit.password")
    readers = {role: read_secret(vault / f"{role}.password") for role in READERS}
    if None in readers.values():
        try:
            connect(given).close()
        except psycopg.OperationalError as error:
            raise explain_unreachable(given, error) from error
        raise MeritError("The database has not been made ready yet.", "Run `merit up`.")
    bi, bi_full = (compose_url(given | {"user": role, "password": str(kept)}) for role, kept in readers.items())
    url = compose_url(given | ({"user": OWNER, "password": owner} if owner else {}))
    database = Database(url, bi, bi_full, settings.database_url is None)
    try:
        connect(dict(conninfo_to_dict(database.url))).close()
    except psycopg.OperationalError as error:
        raise explain_unreachable(given, error) from error
    return database


def restrict_database(connection: Connection[Any], owner: str, is_superuser: bool) -> None:
    """Close the connected database to everyone but its owner and the readers, who may only connect."""
    name = sql.Identifier(connection.info.dbname)
    readers = sql.SQL(", ").join(map(sql.Identifier, READERS))
    if is_superuser:
        connection.execute(sql.SQL("ALTER DATABASE {} OWNER TO {}").format(name, sql.Identifier(owner)))
        for function in FORBIDDEN_FUNCTIONS:
            connection.execute(f"REVOKE ALL ON FUNCTION pg_catalog.{function} FROM PUBLIC".encode())
            grant = sql.SQL(f"GRANT EXECUTE ON FUNCTION pg_catalog.{function} TO {{}}")
            connection.execute(grant.format(sql.Identifier(owner)))
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC, {}").format(name, readers))
    connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, readers))
    connection.execute(sql.SQL("REVOKE ALL ON SCHEMA public FROM PUBLIC, {}").format(readers))


def _prepare(settings: Settings, given: Parameters, embedded: bool, progress: Callable[[str], None]) -> Database:
    vault = _vault(settings, given)
    vault.mkdir(mode=0o700, exist_ok=True)
    is_first_time = read_secret(vault / "bi.password") is None
    with _open_database(given) as connection:
        _require_version(connection)
        _take_turn(connection)
        is_superuser = connection.info.parameter_status("is_superuser") == "on"
        if is_superuser:
            owner = {"user": OWNER, "password": keep_secret(vault / "merit.password")}
            _ensure_role(connection, OWNER, owner["password"])
            connection.execute("GRANT pg_monitor, pg_signal_backend TO merit")
        else:
            _require_ownership(connection)
            owner = {"user": connection.info.user}
        readers = {role: _ensure_reader(connection, vault, role) for role in READERS}
        restrict_database(connection, owner["user"], is_superuser)
        if is_first_time and _may_store(connection):
            progress(LEFT_OPEN)
        _ensure_extensions(connection, ("pg_stat_statements",) if embedded else ())
        timezone = sql.SQL("ALTER DATABASE {} SET timezone TO {}")
        connection.execute(timezone.format(sql.Identifier(connection.info.dbname), settings.timezone))
        ensure_panel_roles(connection, owner["user"])
        _ensure_logins(connection, given | owner, [given | reader for reader in readers.values()], vault)
    bi, bi_full = (compose_url(given | reader) for reader in readers.values())
    return Database(compose_url(given | owner), bi, bi_full, embedded)


@contextmanager
def _open_database(given: Parameters) -> Iterator[Connection[Any]]:
    """Connect to the database, making it first through a maintenance database when it does not exist."""
    try:
        connection = connect(given)
    except psycopg.OperationalError as error:
        if not _create_database(given):
            raise explain_unreachable(given, error) from error
        connection = connect(given)
    with connection:
        yield connection


def _create_database(given: Parameters) -> bool:
    """Make the database; False when the server cannot be reached or the database is already there."""
    try:
        connection = connect(given | {"dbname": MAINTENANCE[0]})
    except psycopg.OperationalError:
        return False
    with connection:
        name = given["dbname"]
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return False
        builtin = "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LC_COLLATE 'C' LC_CTYPE 'C'"
        locale = builtin if connection.info.server_version >= 170000 else "LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'"
        statement = f"CREATE DATABASE {{}} TEMPLATE template0 ENCODING 'UTF8' {locale}"
        try:
            with suppress(psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                connection.execute(sql.SQL(statement).format(sql.Identifier(name)))
        except psycopg.errors.InsufficientPrivilege as error:
            raise MeritError(
                f"There is no database {name!r}, and user {connection.info.user!r} may not make one.",
                f"Ask the server's administrator to run: CREATE DATABASE {name} OWNER {connection.info.user}",
            ) from error
    return True


def _may_store(connection: Connection[Any]) -> bool:
    """Tell whether the reader may store large objects: only a superuser can take that from PUBLIC."""
    return connection.execute(
        "SELECT has_function_privilege(%s, 'lo_create(oid)', 'execute')", [READER]
    ).fetchone() == (True,)


def _take_turn(connection: Connection[Any]) -> None:
    connection.execute("SET lock_timeout = '60s'")
    try:
        connection.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    except psycopg.errors.LockNotAvailable as error:
        raise MeritError(
            "Another Merit process has been preparing the database for more than a minute.",
            "See `merit status`; when none is at work, end that session in pg_stat_activity.",
        ) from error


def _require_version(connection: Connection[Any]) -> None:
    if connection.info.server_version < OLDEST * 10000:
        version = connection.info.parameter_status("server_version")
        raise MeritError(
            f"The server is PostgreSQL {version}; Merit needs {OLDEST} or newer.",
            "Upgrade it, or unset MERIT_DATABASE_URL to use the embedded server.",
        )
    if (encoding := connection.info.parameter_status("server_encoding")) != "UTF8":
        raise MeritError(
            f"The database {connection.info.dbname!r} stores text as {encoding}; Merit needs UTF8.",
            f"Make one with: CREATE DATABASE {DATABASE} TEMPLATE template0 ENCODING 'UTF8'",
        )


def _require_ownership(connection: Connection[Any]) -> None:
    query = "SELECT pg_has_role(datdba, 'USAGE') FROM pg_database WHERE datname = current_database()"
    row = connection.execute(query).fetchone()
    if not row or not row[0]:
        user, name = connection.info.user, connection.info.dbname
        raise MeritError(
            f"User {user!r} does not own the database {name!r}.",
            f"Ask the server's administrator to run: ALTER DATABASE {name} OWNER TO {user}",
        )


def _ensure_role(connection: Connection[Any], name: str, password: str) -> None:
    if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone():
        return
    with suppress(psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation):
        connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(name)))
        _set_password(connection, name, password)


def _set_password(connection: Connection[Any], name: str, password: str) -> None:
    # Hashed here, so that no server's log ever shows it.
    verifier = connection.pgconn.encrypt_password(password.encode(), name.encode(), b"scram-sha-256")
    statement = sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(name), verifier.decode())
    connection.execute(statement)


def _ensure_reader(connection: Connection[Any], vault: Path, role: str) -> Parameters:
    """Make a reader, whose password is kept in the vault, and give it its limits where we may."""
    path, (schema, connections) = vault / f"{role}.password", READERS[role]
    exists = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    is_known = read_secret(path) is not None
    try:
        if not exists or not is_known:
            _ensure_role(connection, role, keep_secret(path))
        if exists and not is_known:
            _set_password(connection, role, keep_secret(path))
        # The reader may change its own role (PostgreSQL allows everyone that); what it did there is undone each time.
        reader, database = sql.Identifier(role), sql.Identifier(connection.info.dbname)
        connection.execute(sql.SQL("ALTER ROLE {} RESET ALL").format(reader))
        connection.execute(sql.SQL("ALTER ROLE {} IN DATABASE {} RESET ALL").format(reader, database))
        connection.execute(sql.SQL(f"ALTER ROLE {{}} CONNECTION LIMIT {connections}").format(reader))
        for name, value in (READER_SETTINGS | {"search_path": schema}).items():
            statement = sql.SQL("ALTER ROLE {} SET {} TO {}")
            connection.execute(statement.format(reader, sql.Identifier(name), value))
    except psycopg.errors.InsufficientPrivilege as error:
        if not exists or not is_known:
            path.unlink(missing_ok=True)
            raise _reader_refused(connection, vault, role) from error
    return {"user": role, "password": keep_secret(path)}


def _reader_refused(connection: Connection[Any], vault: Path, role: str) -> MeritError:
    return MeritError(
        f"User {connection.info.user!r} may not manage the role {role!r} that BI tools sign in with.",
        f"Ask the server's administrator to run: CREATE ROLE {role} LOGIN PASSWORD '...' "
        f"(or ALTER ROLE), and write that password into {vault / f'{role}.password'}",
    )


def _ensure_extensions(connection: Connection[Any], extra: tuple[str, ...]) -> None:
    for name in (*EXTENSIONS, *extra):
        if connection.execute("SELECT 1 FROM pg_extension WHERE extname = %s", [name]).fetchone():
            continue
        try:
            connection.execute(sql.SQL("CREATE EXTENSION {} SCHEMA public").format(sql.Identifier(name)))
        except psycopg.Error as error:
            raise MeritError(
                f"The extension {name} cannot be added: {first_line(error)}.",
                "Install PostgreSQL's contrib package on the server, "
                f"or ask its administrator to run CREATE EXTENSION {name} in this database.",
            ) from error


def _ensure_logins(connection: Connection[Any], owner: Parameters, readers: list[Parameters], vault: Path) -> None:
    try:
        _ensure_login(connection, owner)
    except psycopg.OperationalError as error:
        raise explain_unreachable(owner, error) from error
    for reader in readers:
        try:
            with suppress(psycopg.OperationalError):  # the server may let it in from the BI tool's machine only
                _ensure_login(connection, reader)
        except psycopg.errors.InsufficientPrivilege as error:
            raise _reader_refused(connection, vault, reader["user"]) from error


def _ensure_login(connection: Connection[Any], parameters: Parameters) -> None:
    """Make sure a role can sign in with the kept password, setting it again when it was changed elsewhere.

    Raises:
        psycopg.OperationalError: the server does not let that role in from this machine whatever its password.
        psycopg.errors.InsufficientPrivilege: the password may not be set.
    """
    try:
        connect(parameters).close()
    except psycopg.OperationalError:
        _set_password(connection, parameters["user"], parameters["password"])
        connect(parameters).close()


def _embedded_parameters(settings: Settings, running: Running) -> Parameters:
    return dict(conninfo_to_dict(server_url(settings, running, DATABASE)))


def _vault(settings: Settings, given: Parameters) -> Path:
    """Return the directory of the roles' passwords: the home, or one in it for each existing server."""
    if settings.database_url is None:
        return settings.home
    server = re.sub(r"[^A-Za-z0-9.-]", "-", f"{given.get('host', 'local')}-{given.get('port', 5432)}")
    return settings.home / f"existing-{server}"
