"""The migrated database is exactly what the models say, and every table keeps its version and times by itself."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from models import Base
from models.database import create_engine

SCHEMAS = ("reference", "personnel", "stewardship", "audit")

CATALOGUE = """
    select 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid), ''
    from pg_constraint where connamespace::regnamespace::text = any(%(schemas)s) and contype <> 'n'
    union all
    select 'index', indrelid::regclass::text, indexrelid::regclass::text, pg_get_indexdef(indexrelid), ''
    from pg_index join pg_class on pg_class.oid = indexrelid
    where relnamespace::regnamespace::text = any(%(schemas)s)
    union all
    select 'column', attrelid::regclass::text, attname, format_type(atttypid, atttypmod) || attnotnull::text,
           coalesce(pg_get_expr(adbin, adrelid), '') || coalesce(col_description(attrelid, attnum), '')
    from pg_attribute join pg_class on pg_class.oid = attrelid
    left join pg_attrdef on adrelid = attrelid and adnum = attnum
    where relnamespace::regnamespace::text = any(%(schemas)s) and relkind = 'r' and attnum > 0 and not attisdropped
    union all
    select 'table', pg_class.oid::regclass::text, '', coalesce(obj_description(pg_class.oid), ''), ''
    from pg_class where relnamespace::regnamespace::text = any(%(schemas)s) and relkind = 'r'
"""


@pytest.fixture
def migrated_url(empty: Any) -> str:
    """Return the owner's address of a migrated database without rows."""
    return str(empty.url)


@pytest.fixture
def bare_url(server: Any) -> Iterator[str]:
    """Return the owner's address of a database with nothing in it."""
    with psycopg.connect(server.superuser_url(), autocommit=True) as connection:
        connection.execute("create database merit_bare owner merit template template0")
        yield server.rename_database(server.database.url, "merit_bare")
        connection.execute("drop database merit_bare with (force)")


def read_catalogue(url: str) -> set[tuple[str, ...]]:
    """Return every constraint, index, column and comment of our schemas."""
    with psycopg.connect(url) as connection:
        rows = connection.execute(CATALOGUE, {"schemas": list(SCHEMAS)}).fetchall()
    return {row for row in rows if "schema_revision" not in row[1]}


def test_migrations_and_models_agree(migrated_url: str, bare_url: str) -> None:
    engine = create_engine(bare_url)
    with engine.begin() as connection:
        for schema in SCHEMAS:
            connection.execute(text(f"create schema if not exists {schema}"))
        connection.execute(text("create extension if not exists btree_gist"))
        connection.execute(text("create extension if not exists pg_trgm"))
        connection.exec_driver_sql(
            "create function personnel.is_calendar_date(text) returns boolean language sql immutable return true"
        )
        Base.metadata.create_all(connection)
    engine.dispose()
    migrated, declared = read_catalogue(migrated_url), read_catalogue(bare_url)
    assert len(declared) > 1_000
    assert migrated - declared == set()
    assert declared - migrated == set()


def test_alembic_sees_nothing_to_migrate(migrated_url: str) -> None:
    engine = create_engine(migrated_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_schemas": True,
                "include_name": lambda name, kind, _: kind != "schema" or name in SCHEMAS,
                "version_table": "schema_revision",
                "version_table_schema": "stewardship",
                "compare_type": True,
            },
        )
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_every_table_counts_its_versions(migrated_url: str) -> None:
    with psycopg.connect(migrated_url) as connection:
        guarded = {
            row[0]
            for row in connection.execute(
                "select tgrelid::regclass::text from pg_trigger where tgname = 'touch_row' and tgenabled = 'O'"
            )
        }
    versioned = {name for name, table in Base.metadata.tables.items() if "row_version" in table.columns}
    assert (
        {name.replace('"', "") for name in guarded}
        == versioned
        == Base.metadata.tables.keys()
        - {
            "audit.change",
            "audit.issue_past",
            "audit.mart_edit",
            "audit.mart_move",
            "audit.mart_round",
        }
    )


def test_saving_counts_up_the_version_whoever_saves(migrated_url: str) -> None:
    with psycopg.connect(migrated_url) as connection:
        connection.execute("insert into reference.study_field (code, name) values ('UJI', 'Uji')")
        connection.commit()
        before = connection.execute("select created_at from reference.study_field where code = 'UJI'").fetchone()
        connection.commit()
        after = connection.execute(
            "update reference.study_field set name = 'Baru', created_at = now(), row_version = 99 where code = 'UJI'"
            " returning created_at, updated_at > created_at, row_version"
        ).fetchone()
    assert before is not None
    assert after == (before[0], True, 2)
