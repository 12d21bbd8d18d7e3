"""Questions to the embedded server of a home, as its superuser."""

import psycopg

from admin.settings import Settings
from admin.warehouse.server import Running, server_url


def connect(settings: Settings, running: Running) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(server_url(settings, running), autocommit=True)


def ask(settings: Settings, running: Running, query: str) -> object:
    with connect(settings, running) as connection:
        row = connection.execute(query.encode()).fetchone()
    return row[0] if row else None
