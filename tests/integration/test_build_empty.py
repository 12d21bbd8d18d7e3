"""A city that has just begun, without one employee, gets its marts too: empty ones."""

from typing import Any

import psycopg

from admin.warehouse.build import build
from admin.warehouse.database import Database


def test_a_city_without_people_gets_empty_marts(server: Any, database: Database) -> None:
    result = build(server.settings, database)
    assert (result.status, result.tests_failed) == ("TERBIT", 0)
    with psycopg.connect(database.bi_full_url) as connection:
        assert connection.execute("select count(*) from marts.duk").fetchone() == (0,)
        assert connection.execute("select count(*) from marts.promotion_readiness").fetchone() == (0,)
        assert connection.execute("select build_id from marts.build_info").fetchone() == (result.build_id,)
