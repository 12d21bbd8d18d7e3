"""Every change of every row leaves an entry, written by triggers in the transaction that makes it."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from panel_rows import make_row
from psycopg.rows import dict_row

from models import Base, career, people, performance, training
from models.database import create_engine

# Tables that write down what the system does, not what a person changes; each is its own record, or holds secrets.
NOT_AUDITED = {
    "audit.change": "the audit itself",
    "audit.issue_past": "the same for what builds write into the worklist",
    "audit.mart_round": "the feed: when rows of the marts moved, written with them",
    "audit.mart_edit": "the feed: the entries of the audit that moved them",
    "audit.mart_move": "the feed: the rows that moved",
    "stewardship.warehouse_build": "one row a build, written by the builder",
    "stewardship.live_comparison": "what a comparison of the live marts found, written by it",
    "stewardship.session": "who is signed in, touched by every request",
    "stewardship.sign_in_failure": "counts failed attempts",
    "stewardship.sign_in_link": "holds hashes of one-time links",
    "stewardship.import_batch": "the record of an import; the rows it writes are audited",
    "stewardship.import_row": "the lines of a file, thousands an import",
    "stewardship.export_record": "the record of what was taken out",
    "stewardship.quality_round": "one row a build, written by the builder",
}

WATCHED = """
    select tgrelid::regclass::text, array_agg(tgname::text order by tgname) from pg_trigger
    where tgname like 'audit\\_%' and tgenabled = 'O' group by 1
"""


@pytest.fixture
def connection(database_url: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(database_url, autocommit=True, row_factory=dict_row) as connection:
        yield connection


def read_changes(connection: Any, table: str, after: int = 0) -> list[dict[str, Any]]:
    return list(
        connection.execute("select * from audit.change where table_name = %s and id > %s order by id", [table, after])
    )


def last_id(connection: Any) -> int:
    return int(connection.execute("select coalesce(max(id), 0) as id from audit.change").fetchone()["id"])


def add_person(connection: Any, name: str = "Siti", nik: str = "3273015204870001") -> int:
    row = connection.execute(
        "insert into personnel.person (name, nik, sex, born_on) values (%s, %s, 'P', '1987-04-12') returning id",
        [name, nik],
    ).fetchone()
    return int(row["id"])


def test_every_table_is_audited(empty: Any) -> None:
    with psycopg.connect(empty.url) as connection:
        watched = {table.replace('"', ""): names for table, names in connection.execute(WATCHED)}
    wanted = {table.fullname for table in Base.metadata.tables.values()} - NOT_AUDITED.keys()
    assert set(watched) == wanted
    assert len(wanted) > 55
    partly = {table for table, names in watched.items() if len(names) < 4}
    assert partly <= {"stewardship.quality_issue"}  # builds open and close issues; people only excuse them


def test_change_tells_who_when_why_and_what(connection: Any) -> None:
    key = add_person(connection)
    (user,) = connection.execute("insert into stewardship.user (name) values ('siti') returning id").fetchall()
    before = last_id(connection)
    with connection.transaction():
        connection.execute(
            "select set_config('merit.user_id', %s, true), set_config('merit.request_id', 'abc', true),"
            " set_config('merit.reason', 'salah ketik', true), set_config('merit.restores_id', '7', true)",
            [str(user["id"])],
        )
        connection.execute("update personnel.person set name = 'Siti Aminah', phone = '0811' where id = %s", [key])
        told = connection.execute("select now() as at, pg_current_xact_id()::text::bigint as xid").fetchone()
    (change,) = read_changes(connection, "personnel.person", before)
    assert change["changed_at"] == told["at"]
    assert change["transaction_id"] == told["xid"]
    assert (change["user_id"], change["database_user"]) == (user["id"], "merit")
    assert (change["request_id"], change["reason"], change["restores_id"]) == ("abc", "salah ketik", 7)
    assert (change["operation"], change["row_id"], change["version"]) == ("UBAH", key, 2)
    assert change["columns"] == ["name", "phone"]
    assert change["old"] == {"name": "Siti", "phone": None}
    assert change["new"] == {"name": "Siti Aminah", "phone": "0811"}


def test_change_outside_the_panel_names_the_database_role(connection: Any) -> None:
    add_person(connection)
    (change,) = read_changes(connection, "personnel.person")
    assert (change["user_id"], change["request_id"], change["reason"]) == (None, None, None)
    assert change["database_user"] == "merit"


def test_whole_row_is_kept_when_added_and_when_deleted(connection: Any) -> None:
    key = add_person(connection)
    connection.execute("delete from personnel.person where id = %s", [key])
    added, deleted = read_changes(connection, "personnel.person")
    columns = {column.name for column in Base.metadata.tables["personnel.person"].columns}
    assert added["new"].keys() == columns - {"id", "created_at", "updated_at", "row_version"}
    assert added["new"]["born_on"] == "1987-04-12"
    assert (added["operation"], added["old"], added["columns"]) == ("TAMBAH", None, None)
    assert (deleted["operation"], deleted["old"], deleted["new"]) == ("HAPUS", added["new"], None)


def test_change_that_is_rolled_back_leaves_no_entry(connection: Any) -> None:
    with connection.transaction(force_rollback=True):
        add_person(connection)
        assert len(read_changes(connection, "personnel.person")) == 1
    with pytest.raises(psycopg.errors.CheckViolation):
        connection.execute("insert into stewardship.user (name) values ('siti'), ('!')")
    assert read_changes(connection, "personnel.person") == []
    assert read_changes(connection, "stewardship.user") == []


def test_update_that_changes_nothing_leaves_no_entry(connection: Any) -> None:
    key = add_person(connection)
    before = last_id(connection)
    connection.execute("update personnel.person set name = name where id = %s", [key])
    connection.execute("update stewardship.user set last_seen_at = now()")
    assert last_id(connection) == before


def test_secrets_and_session_data_are_never_kept(connection: Any) -> None:
    connection.execute("insert into stewardship.user (name, password_hash) values ('siti', 'argon2id-rahasia')")
    before = last_id(connection)
    connection.execute("update stewardship.user set password_hash = 'argon2id-lain', last_seen_at = now()")
    assert last_id(connection) == before
    connection.execute("delete from stewardship.user where name = 'siti'")
    entries = read_changes(connection, "stewardship.user")
    assert [entry["operation"] for entry in entries] == ["TAMBAH", "HAPUS"]
    for entry in entries:
        assert not {"password_hash", "last_seen_at"} & {*(entry["old"] or {}), *(entry["new"] or {})}
    assert "rahasia" not in str(entries)


def test_many_rows_in_one_statement_leave_one_entry_each(connection: Any) -> None:
    connection.execute(
        "insert into reference.study_field (code, name) select 'B' || n, 'Bidang' from generate_series(1, 500) as n"
    )
    before = last_id(connection)
    connection.execute("update reference.study_field set name = name || code where code in ('B7', 'B8') or code = 'B9'")
    connection.execute("update reference.study_field set ordinal = 5 where ordinal <> 5 and code like 'B1%'")
    entries = read_changes(connection, "reference.study_field", before)
    assert [entry["new"] for entry in entries[:3]] == [{"name": f"BidangB{n}"} for n in (7, 8, 9)]
    assert {entry["columns"][0] for entry in entries[3:]} == {"ordinal"}
    assert len(entries) == 3 + 111


def test_upsert_is_told_as_what_it_did(connection: Any) -> None:
    before = last_id(connection)
    upsert = (
        "insert into reference.study_field (code, name) values ('B1', %s), ('B2', %s)"
        " on conflict (code) do update set name = excluded.name"
    )
    connection.execute(upsert.replace(", ('B2', %s)", ""), ["Satu"])
    connection.execute(upsert, ["Pertama", "Dua"])
    entries = read_changes(connection, "reference.study_field", before)
    assert sorted((entry["operation"], entry["new"]["name"]) for entry in entries) == [
        ("TAMBAH", "Dua"), ("TAMBAH", "Satu"), ("UBAH", "Pertama")]  # fmt: skip


def test_changed_key_is_told_as_a_deletion_and_an_addition(connection: Any) -> None:
    key = add_person(connection)
    before = last_id(connection)
    connection.execute("update personnel.person set id = id + 1000 where id = %s", [key])
    entries = read_changes(connection, "personnel.person", before)
    assert sorted((entry["operation"], entry["row_id"]) for entry in entries) == [
        ("HAPUS", key), ("TAMBAH", key + 1000)]  # fmt: skip


def test_emptied_table_is_told_row_by_row(connection: Any) -> None:
    keys = {add_person(connection, "A", "3273015204870001"), add_person(connection, "B", "3273015204870002")}
    before = last_id(connection)
    connection.execute("truncate personnel.person cascade")
    entries = read_changes(connection, "personnel.person", before)
    assert {(entry["operation"], entry["row_id"]) for entry in entries} == {("HAPUS", key) for key in keys}


ABOUT = {
    people.Person: "select null, id from personnel.person where id = %s",
    people.Employee: "select id, person_id from personnel.employee where id = %s",
    people.FamilyMember: "select null, person_id from personnel.family_member where id = %s",
    career.GradeRecord: "select employee.id, employee.person_id from personnel.grade_record"
    " join personnel.employee on employee.id = employee_id where grade_record.id = %s",
    performance.BehaviourRating: "select employee.id, employee.person_id from personnel.behaviour_rating as rating"
    " join personnel.appraisal on appraisal.id = appraisal_id join personnel.employee on employee.id = employee_id"
    " where rating.id = %s",
    training.SessionFeedback: "select employee.id, employee.person_id from personnel.session_feedback as feedback"
    " join personnel.enrolment on enrolment.id = enrolment_id join personnel.employee on employee.id = employee_id"
    " where feedback.id = %s",
    training.Course: "select null, null from personnel.course where id = %s",
}


@pytest.mark.parametrize("model", ABOUT, ids=lambda model: model.__name__)
def test_entries_name_the_person_they_concern(database_url: str, model: Any) -> None:
    engine = create_engine(database_url)
    key = make_row(engine, model)
    engine.dispose()
    with psycopg.connect(database_url, autocommit=True) as connection:
        about = connection.execute(ABOUT[model], [key]).fetchone()
        assert about is not None
        connection.execute(f"update personnel.{model.__tablename__} set row_version = 1 where id = {key}")
        connection.execute(f"delete from personnel.{model.__tablename__} where id = {key}")
        entries = connection.execute(
            "select operation, employee_id, person_id from audit.change"
            " where table_name = %s and row_id = %s order by id",
            [f"personnel.{model.__tablename__}", key],
        ).fetchall()
    assert entries == [("TAMBAH", *about), ("HAPUS", *about)]
    assert (about == (None, None)) == (model is training.Course)


@pytest.mark.parametrize(
    "statement",
    [
        "update audit.change set reason = 'lain'",
        "update audit.change set reason = 'lain' where false",
        "delete from audit.change",
        "truncate audit.change",
    ],
)
def test_nobody_rewrites_the_audit(server: Any, database_url: str, connection: Any, statement: str) -> None:
    add_person(connection)
    for url in (database_url, server.superuser_url(database_url.rsplit("/", 1)[1])):
        with (
            psycopg.connect(url) as attacker,
            pytest.raises(psycopg.errors.InsufficientPrivilege, match="only ever added to"),
        ):
            attacker.execute(statement)
    assert len(read_changes(connection, "personnel.person")) == 1


def test_invented_city_leaves_one_entry_a_table_and_is_watched_from_then_on(city_url: str) -> None:
    with psycopg.connect(city_url, autocommit=True) as connection:
        loaded = connection.execute(
            "select table_name, (new ->> 'rows')::integer from audit.change where operation = 'MUAT'"
        ).fetchall()
        for table, number in loaded:
            assert connection.execute(f"select count(*) from {table}").fetchone() == (number,)
        others = "select count(*) from audit.change where table_name like 'personnel.%' and operation <> 'MUAT'"
        assert connection.execute(others).fetchone() == (0,)
        connection.execute("update personnel.person set phone = '0811' where id = 1")
        connection.execute(
            "insert into personnel.partner (name, kind) select 'Mitra', kind from personnel.partner limit 1"
        )
        assert connection.execute(others).fetchone() == (2,)
    assert {"personnel.employee", "personnel.grade_record"} < {table for table, _number in loaded}


def test_retention_as_described_removes_only_what_is_old(connection: Any) -> None:
    """The way that docs/decisions/0008-audit.md describes."""
    add_person(connection)
    with connection.transaction():
        connection.execute("alter table audit.change disable trigger append_only")
        connection.execute("delete from audit.change where changed_at < now() - interval '10 years'")
        connection.execute("alter table audit.change enable trigger append_only")
    assert len(read_changes(connection, "personnel.person")) == 1
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("delete from audit.change")


def test_newest_page_is_read_from_the_end_however_long_the_audit_is(connection: Any) -> None:
    connection.execute(
        "insert into reference.study_field (code, name) select 'L' || n, 'Lama' from generate_series(1, 5000) as n"
    )
    connection.execute("analyze audit.change")
    connection.execute("set role merit_panel")
    plan = connection.execute("explain select * from audit.history order by id desc limit 51").fetchall()
    told = "\n".join(line["QUERY PLAN"] for line in plan)
    assert "Index Scan Backward using pk_change" in told
    assert "Sort" not in told


@pytest.mark.parametrize("role", ["merit_panel", "merit_panel_private", "merit_panel_wide_private"])
@pytest.mark.parametrize(
    "statement",
    [
        "select * from audit.change",
        "insert into audit.change (table_name, operation) values ('x', 'UBAH')",
        "update audit.change set reason = ''",
        "delete from audit.change",
    ],
)
def test_panel_roles_neither_read_nor_forge_the_table(connection: Any, role: str, statement: str) -> None:
    connection.execute(f"set role {role}")
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="permission denied"):
        connection.execute(statement)
