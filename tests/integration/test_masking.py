"""What the role `bi` reads: every mart, nobody's name or NIP, no small group; and what BI tools find of marts."""

import re
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from sqlalchemy import MetaData, inspect

from admin.settings import PROJECT
from admin.warehouse.database import Database
from admin.warehouse.masking import GROUPS, HIDDEN, OWN_NAMES, PERSONS, USUAL_MINIMUM, find_treatment, mask_set
from models.database import create_engine


@pytest.fixture(scope="module")
def city(server: Any, published_template: str) -> Iterator[Database]:
    with server.clone(published_template) as database:
        yield database


def ask(url: str, query: str, *values: Any) -> list[Any]:
    """Return the rows, or the values of a query with one column."""
    with psycopg.connect(url) as connection:
        rows = connection.execute(query.encode(), values or None).fetchall()
    return [row[0] for row in rows] if rows and len(rows[0]) == 1 else rows


def read_views(city: Database) -> list[str]:
    return ask(city.url, "select viewname::text from pg_views where schemaname = 'masked' order by 1")


def test_every_mart_has_its_view_with_the_same_columns_and_comments(city: Database) -> None:
    query = """
        select relname, attname, format_type(atttypid, atttypmod), col_description(pg_class.oid, attnum),
            obj_description(pg_class.oid, 'pg_class')
        from pg_class join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped
        where relnamespace = to_regnamespace(%s) order by relname, attnum
    """
    marts = ask(city.url, query.replace("where", "where relkind = 'r' and"), "marts")
    assert len({row[0] for row in marts}) >= 50
    assert ask(city.url, query, "masked") == marts
    assert " | " in ask(city.url, "select obj_description(to_regnamespace('masked'), 'pg_namespace')")[0]
    open_views = """
        select count(*) from pg_class
        where relnamespace = 'masked'::regnamespace and not ('security_barrier=true' = any(reloptions))
    """
    assert ask(city.url, open_views) == [0]


def test_no_view_tells_a_name_or_a_nip(city: Database) -> None:
    names = ask(city.url, "select name from personnel.person where position(' ' in name) > 0")
    nips = set(ask(city.url, "select nip from personnel.employee"))
    assert len(names) > 250
    told = {}
    for view in read_views(city):
        text = "\n".join(ask(city.bi_url, f"select v::text from masked.{view} as v"))
        told[view] = [*(name for name in names if name in text), *nips.intersection(re.findall(r"\d{18}", text))]
    assert {view: found[:3] for view, found in told.items() if found} == {}
    assert len(told) >= 50


def test_people_are_counted_and_joined_by_their_pseudonyms(city: Database) -> None:
    for column in ("employee_id", "nip", "full_name"):
        query = "select count(*), count(distinct {0}) from {1}.duk"
        plain = ask(city.url, query.format(column.replace("full_name", "nip"), "marts"))
        assert ask(city.bi_url, query.format(column, "masked")) == plain
    for key in ("employee_id", "nip"):
        join = f"select count(*) from {{0}}.duk join {{0}}.training_employee using ({key})"
        assert ask(city.bi_url, join.format("masked")) == ask(city.url, join.format("marts")) > [100]
    known = set(ask(city.url, "select employee_id from marts.duk"))
    assert known.isdisjoint(ask(city.bi_url, "select employee_id from duk"))


def test_groups_below_the_floor_are_not_told(city: Database) -> None:
    hidden = 0
    for mart, columns in GROUPS.items():
        size = f"greatest({', '.join(columns)})"
        ((every, large),) = ask(
            city.url, f"select count(*), count(*) filter (where {size} >= {USUAL_MINIMUM}) from marts.{mart}"
        )
        assert ask(city.bi_url, f"select count(*) from masked.{mart}") == [large], mart
        hidden += every - large
    assert hidden > 20


def test_unit_and_post_of_a_person_are_told_only_where_several_share_them(city: Database) -> None:
    for column in ("unit_name", "position_name"):
        count = f"select {column}, count(*) from employee_current where {column} is not null group by 1"
        told, whole = dict(ask(city.bi_url, count)), dict(ask(city.bi_full_url, count))
        assert told == {name: number for name, number in whole.items() if number >= USUAL_MINIMUM}
        assert len(told) < len(whole)
    total = "select count(*) from employee_current"
    assert ask(city.bi_url, total) == ask(city.bi_full_url, total)


@pytest.mark.parametrize(
    "query",
    [
        "select * from marts.duk", "select * from staging.reader_salt", "select * from personnel.person",
        "select * from marts.build_info", "select * from staging.int_parameter",
    ],
)  # fmt: skip
def test_bi_reads_nothing_else(city: Database, query: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(city.bi_url, query)


def test_definition_of_a_view_gives_no_pseudonym_away(city: Database) -> None:
    """Everybody may read how a view is made, so what the pseudonyms are made with must not stand there."""
    (salt,) = ask(city.url, "select salt from staging.reader_salt")
    assert salt not in ask(city.bi_url, "select pg_get_viewdef('masked.duk'::regclass)")[0]


SMALL_SET = """
    CREATE SCHEMA marts__b{0};
    CREATE SCHEMA staging__b{0};
    CREATE TABLE marts__b{0}.duk AS SELECT 7::bigint AS employee_id, '1987'::text AS nip, 'Unit'::text AS unit_name;
    CREATE TABLE marts__b{0}.workforce_profile AS SELECT n::integer AS employees FROM generate_series(0, 9) AS n;
"""


def test_floor_is_the_parameter_and_pseudonyms_are_the_builds_own(database_url: str) -> None:
    told: list[Any] = []
    with psycopg.connect(database_url, autocommit=True) as connection:
        for build, floor in ((8, None), (9, 3)):
            connection.execute(SMALL_SET.format(build).encode())
            if floor is not None:
                parameters = (
                    "CREATE TABLE staging__b9.int_parameter AS SELECT 'reader_minimum' AS code, 3::numeric AS number"
                )
                connection.execute(parameters.encode())
            mask_set(connection, f"b{build}")
            mask_set(connection, f"b{build}")
            sizes = connection.execute(f"SELECT employees FROM masked__b{build}.workforce_profile".encode()).fetchall()
            assert [size for (size,) in sizes] == [*range(floor or USUAL_MINIMUM, 10)]
            told += connection.execute(f"SELECT * FROM masked__b{build}.duk".encode()).fetchall()
    assert [row[2] for row in told] == [None, None], "without a roster no unit is known to be large enough"
    assert told[0][0] != told[1][0] != 7
    assert told[0][1] != told[1][1] != "1987"


def test_set_from_before_is_closed_to_bi_and_open_to_bi_full(city: Database) -> None:
    migration = (PROJECT / "models/migrations/sql/0036_masked_readers.sql").read_text()
    with psycopg.connect(city.url) as connection:
        connection.execute("GRANT USAGE ON SCHEMA marts TO bi; GRANT SELECT ON marts.duk TO bi")
        connection.execute("REVOKE ALL ON SCHEMA marts FROM bi_full")
        connection.execute('ALTER POLICY "see everything" ON marts.duk TO merit_panel_wide, bi')
        connection.execute(migration.encode())
    assert ask(city.bi_full_url, "select count(*) > 0 from marts.duk") == [True]
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(city.bi_url, "select count(*) from marts.duk")


def test_what_is_not_known_is_hidden() -> None:
    for column in ("note", "reason", "a_new_text", *HIDDEN):
        assert find_treatment(column, "text", True) == "hidden"
    assert find_treatment("a_new_id", "bigint", True) == "number"
    assert {find_treatment(column, "bigint", True) for column in PERSONS} == {"person"}
    assert {find_treatment(column, "text", True) for column in OWN_NAMES} == {"name"}


def test_tools_find_types_names_and_keys_that_they_can_use(city: Database) -> None:
    columns = ask(
        city.bi_full_url,
        "select table_name::text, column_name::text, data_type::text from information_schema.columns "
        "where table_schema = 'marts'",
    )
    kinds = {"bigint", "integer", "numeric", "boolean", "date", "text", "timestamp with time zone"}
    others = {f"{table}.{column}" for table, column, kind in columns if kind not in kinds}
    assert others == LISTS
    words = set(ask(city.url, "select word from pg_get_keywords() where catcode in ('R', 'T')"))
    names = {name for row in columns for name in row[:2]}
    assert {name for name in names if not re.fullmatch(r"[a-z][a-z0-9_]{0,62}", name)} == set()
    assert names & words == set()
    keys = ask(
        city.bi_full_url,
        "select table_name::text from information_schema.tables where table_schema = 'marts' and not exists ("
        " select from pg_index where indrelid = ('marts.' || table_name)::regclass and indisprimary)",
    )
    assert keys == []


# Lists that the panel and explanations read; the texts and counts beside them say the same: docs/bi.md.
LISTS = {
    "appraisal_distribution.deviations", "data_quality_issue.blocked_marts", "ip_asn.missing", "kgb_due.blockers",
    "leave_balance.ledger_ids", "merit_audit.findings", "merit_audit.missing", "placement_fit.gaps",
    "placement_fit.missing", "promotion_readiness.blockers", "seat_readiness.gaps", "seat_readiness.missing",
    "succession_plan.exclusions", "succession_plan.unmet", "talent_box.missing", "talent_box.pool_exclusions",
}  # fmt: skip


def test_sqlalchemy_reflects_both_schemas(city: Database) -> None:
    for url, schema in ((city.bi_url, "masked"), (city.bi_full_url, "marts")):
        engine = create_engine(url)
        metadata = MetaData()
        metadata.reflect(engine, schema=schema, views=True)
        duk = metadata.tables[f"{schema}.duk"]
        assert str(duk.c.grade_tmt.type) == "DATE"
        assert str(inspect(engine).get_table_comment("duk", schema)["text"]).startswith("Satu baris per PNS")
        assert len(metadata.tables) >= 50
        engine.dispose()
