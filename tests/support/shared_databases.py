"""Databases that take long to make, made by one process of a run of the tests and copied by the others as a dump."""

import fcntl
import os
import pickle
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, TypeVar

import psycopg
import pytest

from admin.warehouse.database import Database
from admin.warehouse.server_place import locate_server

Told = TypeVar("Told")


@contextmanager
def share_database(
    server: Any, factory: pytest.TempPathFactory, key: str, template: str, make: Callable[[Database], Told]
) -> Iterator[tuple[Database, Told]]:
    """Make a database of a clone of the template, or restore what another process made; return it and what was told.

    Args:
        server: the session's server.
        factory: pytest's, whose directories all processes of a run see.
        key: what the database is called among the processes.
        template: the database that a clone is made of.
        make: fills the clone; what it returns must be picklable.
    """
    folder = factory.getbasetemp().parent
    with ExitStack() as stack:
        if "PYTEST_XDIST_WORKER" not in os.environ:
            database = stack.enter_context(server.clone(template, f"merit_{key}"))
            yield database, make(database)
            return
        with open(folder / f"{key}.lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            dump, told = folder / f"{key}.dump", folder / f"{key}.pickle"
            is_made = told.exists()
            if not is_made:
                database = stack.enter_context(server.clone(template, f"merit_{key}"))
                made = make(database)
                _run(server, database, "pg_dump", "--format=custom", "--compress=none", f"--file={dump}")
                told.write_bytes(pickle.dumps(made))
        if is_made:
            database = stack.enter_context(server.clone("template0", f"merit_{key}"))
            _run(server, database, "pg_restore", "--exit-on-error", str(dump))
            with psycopg.connect(database.url, autocommit=True) as connection:
                connection.execute("ANALYZE")
            made = pickle.loads(told.read_bytes())
        yield database, made


def _run(server: Any, database: Database, program: str, *options: str) -> None:
    address = server.superuser_url(database.url.rsplit("/", 1)[1])
    path = locate_server(server.settings).binaries / program
    subprocess.run([path, *options, f"--dbname={address}"], check=True)
