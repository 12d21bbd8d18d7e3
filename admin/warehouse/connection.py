"""Reaching PostgreSQL by libpq's parameters, and saying in one sentence why it cannot be reached."""

import time
from typing import Any
from urllib.parse import quote, urlencode

import psycopg
from psycopg import Connection
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from admin.errors import MeritError

MAINTENANCE = ("postgres", "template1")
DATABASE = "merit"
RECOVERING = ("is starting up", "in recovery mode", "is not yet accepting connections")
Parameters = dict[str, Any]


def connect(parameters: Parameters) -> Connection[Any]:
    """Connect, waiting while the server starts up or recovers from a crash."""
    defaults = {"connect_timeout": "10", "application_name": "merit"}
    while True:
        try:
            return psycopg.connect(make_conninfo(**(defaults | parameters)), autocommit=True)
        except psycopg.OperationalError as error:
            if not any(state in str(error) for state in RECOVERING):
                raise
        time.sleep(0.1)


def parse_url(url: str) -> Parameters:
    """Return the parameters in MERIT_DATABASE_URL; the database is `merit` where it names none of Merit's own.

    Raises:
        MeritError: libpq cannot read it.
    """
    try:
        given = dict(conninfo_to_dict(url))
    except psycopg.Error as error:
        raise MeritError(
            f"MERIT_DATABASE_URL cannot be read: {first_line(error)}.",
            "Write it as postgresql://user:password@host:5432/merit, with special characters as %XX.",
        ) from error
    if given.get("dbname", MAINTENANCE[0]) in MAINTENANCE:
        given["dbname"] = DATABASE
    return given


def compose_url(parameters: Parameters) -> str:
    """Write libpq parameters as one address; what has no place in the address itself follows as its query."""
    rest = {name: str(value) for name, value in parameters.items() if value is not None}
    user, password, host, port = (rest.pop(name, "") for name in ("user", "password", "host", "port"))
    name = quote(rest.pop("dbname"), safe="")
    if "/" in host or "," in host:
        rest |= {"host": host, **({"port": port} if port else {})}
        host = port = ""
    login = quote(user, safe="") + (f":{quote(password, safe='')}" if password else "") + ("@" if user else "")
    address = f"[{host}]" if ":" in host else host
    query = f"?{urlencode(rest, quote_via=quote)}" if rest else ""
    return f"postgresql://{login}{address}{f':{port}' if port else ''}/{name}{query}"


def explain_unreachable(parameters: Parameters, error: psycopg.OperationalError) -> MeritError:
    """Return what to tell a person when connecting failed."""
    where = f"{parameters.get('host', 'the local socket')}:{parameters.get('port', 5432)}"
    return MeritError(
        f"PostgreSQL at {where} cannot be used: {find_reason(error)}.",
        "Check that it runs and that MERIT_DATABASE_URL is right.",
    )


def find_reason(error: psycopg.Error) -> str:
    """Return the reason without libpq's repetition of where it tried to connect."""
    return first_line(error).split(" failed: ")[-1].removeprefix("FATAL:").strip()


def first_line(error: psycopg.Error) -> str:
    """Return the first line of a database error, without the values that may follow in its details."""
    lines = str(error).strip().splitlines() or ["no reason given"]
    return lines[0].rstrip(".")
