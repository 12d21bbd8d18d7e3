"""No table is left open: row-level security, policies and grants stand on all; the owner's tools stay the owner's."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from admin.panel.pages import AREAS
from admin.warehouse.panel_roles import PANEL_ROLES
from models import Base

TABLES = """
    SELECT pg_class.oid::regclass::text, relrowsecurity, relforcerowsecurity,
        (SELECT array_agg(polname::text) FROM pg_policy WHERE polrelid = pg_class.oid),
        EXISTS (SELECT FROM unnest(%s::text[]) AS role WHERE has_any_column_privilege(role, pg_class.oid, 'select')
            OR has_table_privilege(role, pg_class.oid, 'insert, delete, truncate, references, trigger')
            OR has_any_column_privilege(role, pg_class.oid, 'update'))
    FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE relkind IN ('r', 'p', 'v', 'm', 'f') AND nspname NOT IN ('pg_catalog', 'information_schema', 'public')
        AND nspname NOT LIKE 'pg_%%' AND relkind <> 'v'
"""
# Who may run what reads or does more than the person may.
FOR_THE_OWNER = (
    *("rights_in_force", "panel_role", "rights_of", "protect", "protect_set"),
    *("make_policies", "bind_references", "gather_decree_subjects", "ask_for_everybody"),
)


@pytest.fixture
def connection(database_url: str) -> Iterator["psycopg.Connection[Any]"]:
    with psycopg.connect(database_url) as connection:
        yield connection


def test_every_table_that_the_panel_can_touch_is_protected(connection: "psycopg.Connection[Any]") -> None:
    rows = connection.execute(TABLES, [list(PANEL_ROLES)]).fetchall()
    granted = {name: (is_on, is_forced, set(policies or ())) for name, is_on, is_forced, policies, has in rows if has}
    for name, (is_on, is_forced, policies) in granted.items():
        assert is_on, name
        assert not is_forced, name
        assert policies >= {"see", "create", "change", "delete"}, name
    shown = {page.model.__table__.fullname for area in AREAS for page in area.pages}  # type: ignore[attr-defined]
    assert {name.replace('"', "") for name in granted} >= shown


def test_views_that_the_panel_reads_decide_by_themselves(connection: "psycopg.Connection[Any]") -> None:
    """A view reads with its owner's eyes: only one that asks for rights itself may be granted."""
    views = connection.execute(
        "SELECT pg_class.oid::regclass::text, pg_get_viewdef(pg_class.oid) FROM pg_class"
        " WHERE relkind IN ('v', 'm') AND has_any_column_privilege('merit_panel_wide_private', oid, 'select')"
        " AND relnamespace::regnamespace::text IN ('reference', 'personnel', 'stewardship', 'audit')"
    ).fetchall()
    assert [name for name, text in views if "stewardship.rea" not in text] == []


def test_sensitive_columns_are_those_that_only_the_private_roles_read(connection: "psycopg.Connection[Any]") -> None:
    declared = {
        (table.fullname, column.name)
        for table in Base.metadata.tables.values()
        for column in table.columns
        if column.info.get("sensitive")
    }
    query = """
        SELECT nspname || '.' || relname, attname,
            has_column_privilege('merit_panel_wide', pg_class.oid, attnum, 'select'),
            has_column_privilege('merit_panel_wide', pg_class.oid, attnum, 'update'),
            has_column_privilege('merit_panel_private', pg_class.oid, attnum, 'select')
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace
        WHERE attnum > 0 AND NOT attisdropped AND relkind = 'r' AND nspname || '.' || relname = ANY (%s)
    """
    names = [page.model.__table__.fullname for area in AREAS for page in area.pages]  # type: ignore[attr-defined]
    found = connection.execute(query, [names]).fetchall()
    assert {(table, column) for table, column, may_read, _may_write, _private in found if not may_read} == declared
    assert declared == {
        ("personnel.person", "nik"),
        ("personnel.person", "address"),
        ("personnel.family_member", "nik"),
        ("personnel.applicant", "nik"),
        ("personnel.leave_request", "reason"),
        ("personnel.leave_request", "medical_note"),
        ("personnel.leave_step", "note"),
        *(("personnel.correction_request", name) for name in ("stored_value", "claimed_value", "reason", "note")),
        ("stewardship.user", "password_hash"),
    }
    for table, column, may_read, may_write, private in found:
        assert private, (table, column)
        assert may_read or not may_write, (table, column)


def test_nobody_signs_in_as_a_group_role(connection: "psycopg.Connection[Any]") -> None:
    rows = connection.execute(
        "SELECT rolname, rolcanlogin OR rolsuper OR rolbypassrls OR rolcreaterole FROM pg_roles"
        " WHERE rolname LIKE 'merit_panel%'"
    )
    assert set(rows) == {(name, False) for name in PANEL_ROLES}


def test_what_reads_past_the_policies_is_not_for_the_panel(connection: "psycopg.Connection[Any]") -> None:
    rows = connection.execute(
        "SELECT proname, has_function_privilege('merit_panel_wide_private', oid, 'execute') FROM pg_proc"
        " WHERE proname = ANY (%s)",
        [list(FOR_THE_OWNER)],
    )
    assert set(rows) == {(name, False) for name in FOR_THE_OWNER}
    connection.execute("SET ROLE merit_panel_wide_private")
    for statement in (b"SELECT stewardship.rights_of(1)", b"TABLE stewardship.schema_revision"):
        with connection.transaction(force_rollback=True), pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement)
