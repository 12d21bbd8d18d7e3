"""What BI tools discover by themselves: keys, types, comments, indexes; also in the standard's own views."""

import re
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from sqlalchemy import inspect

from admin.warehouse.database import Database
from admin.warehouse.keys import REFERENCES, add_keys
from models.database import create_engine


@pytest.fixture(scope="module")
def city(server: Any, published_template: str) -> Iterator[Database]:
    with server.clone(published_template) as database:
        yield database


def ask(url: str, query: str, *values: Any) -> list[Any]:
    with psycopg.connect(url) as connection:
        return connection.execute(query.encode(), values or None).fetchall()


TOLD_KEYS = """
    SELECT conrelid::regclass::text, confrelid::regclass::text,
        (SELECT array_agg(attname::text ORDER BY place) FROM unnest(conkey) WITH ORDINALITY AS it (number, place)
            JOIN pg_attribute ON attrelid = conrelid AND attnum = number),
        (SELECT array_agg(attname::text ORDER BY place) FROM unnest(confkey) WITH ORDINALITY AS it (number, place)
            JOIN pg_attribute ON attrelid = confrelid AND attnum = number),
        conenforced
    FROM pg_constraint WHERE contype = 'f' AND connamespace = 'marts'::regnamespace
"""


def test_every_foreign_key_holds_and_costs_nothing(city: Database) -> None:
    found = ask(city.url, TOLD_KEYS)
    broken = {}
    for mart, target, columns, keys, is_enforced in found:
        assert not is_enforced
        pairs = " AND ".join(f"part.{own} = whole.{key}" for own, key in zip(columns, keys, strict=True))
        known = " AND ".join(f"part.{own} IS NOT NULL" for own in columns)
        query = f"""
            SELECT count(*) FROM {mart} AS part
            WHERE {known} AND NOT EXISTS (SELECT FROM {target} AS whole WHERE {pairs})
        """
        if orphans := ask(city.url, query)[0][0]:
            broken[mart, tuple(columns), target] = orphans
    assert broken == {}
    assert len(found) == len(REFERENCES)
    assert ("marts.promotion_check", "marts.promotion_readiness") in {row[:2] for row in found}


def test_the_standards_own_views_tell_bi_full_of_keys(city: Database) -> None:
    query = """
        SELECT constraint_type, count(*) FROM information_schema.table_constraints
        JOIN information_schema.key_column_usage USING (constraint_schema, constraint_name)
        WHERE table_constraints.table_schema = 'marts' GROUP BY constraint_type
    """
    counts = dict(ask(city.bi_full_url, query))
    assert counts["PRIMARY KEY"] > 80
    assert counts["FOREIGN KEY"] >= len(REFERENCES)
    told = "SELECT count(*) FROM information_schema.referential_constraints WHERE constraint_schema = 'marts'"
    assert ask(city.bi_full_url, told) == ask(city.url, told) == [(len(REFERENCES),)]


def test_sqlalchemy_finds_the_keys(city: Database) -> None:
    engine = create_engine(city.bi_full_url)
    about = inspect(engine)
    (key,) = about.get_foreign_keys("duk", "marts")
    assert (key["constrained_columns"], key["referred_table"]) == (["employee_id"], "employee_current")
    assert about.get_pk_constraint("promotion_check", "marts")["constrained_columns"][:2] == [
        "employee_id",
        "path_code",
    ]
    engine.dispose()


def test_every_schema_table_and_column_is_described_in_both_languages(city: Database) -> None:
    query = """
        SELECT nspname::text, obj_description(oid, 'pg_namespace') FROM pg_namespace
        WHERE nspname IN ('marts', 'masked')
        UNION ALL SELECT pg_class.oid::regclass::text, obj_description(pg_class.oid, 'pg_class') FROM pg_class
        WHERE relnamespace IN ('marts'::regnamespace, 'masked'::regnamespace) AND relkind IN ('r', 'v')
        UNION ALL SELECT attrelid::regclass || '.' || attname, col_description(attrelid, attnum)
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        WHERE relnamespace IN ('marts'::regnamespace, 'masked'::regnamespace) AND relkind IN ('r', 'v')
            AND attnum > 0 AND NOT attisdropped
    """
    for url in (city.bi_url, city.bi_full_url):
        told = ask(url, query)
        assert len(told) > 3000
        assert [name for name, comment in told if not re.search(r"\S \| \S", " ".join((comment or "").split()))] == []


def test_no_number_is_without_precision(city: Database) -> None:
    query = """
        SELECT table_schema || '.' || table_name || '.' || column_name FROM information_schema.columns
        WHERE table_schema IN ('marts', 'masked') AND data_type = 'numeric' AND numeric_precision IS NULL
    """
    assert ask(city.bi_full_url, query) + ask(city.bi_url, query) == []


def test_large_marts_are_found_by_what_people_ask(city: Database) -> None:
    with psycopg.connect(city.url) as connection:
        before = connection.execute("SELECT count(*) FROM pg_index").fetchone()
        connection.execute("ALTER SCHEMA marts RENAME TO marts__tried")
        add_keys(connection, "tried")
        assert connection.execute("SELECT count(*) FROM pg_index").fetchone() == before, "nothing is large here"
        add_keys(connection, "tried", large=250)
        indexed = {
            (mart, column)
            for mart, column in connection.execute("""
                SELECT relname::text, attname::text FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
                JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0] AND array_length(indkey, 1) = 1
                WHERE relnamespace = 'marts__tried'::regnamespace
            """)
        }
        assert {("training_employee", "nip"), ("employee_current", "unit_id"), ("kgb_due", "next_on")} <= indexed
        assert indexed.isdisjoint({("duk", "sex"), ("duk", "legal_status_code"), ("duk", "as_of_date")})
        twice = connection.execute("""
            SELECT indrelid::regclass, indkey FROM pg_index WHERE indrelid::regclass::text LIKE 'marts__tried.%'
            GROUP BY indrelid, indkey, indpred HAVING count(*) > 1
        """).fetchall()
        assert twice == []
        connection.rollback()
