"""A build can be repeated for any day and from what was known at any moment, and two of them told apart."""

import csv
import io
import random
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result
from psycopg import sql
from pyarrow import parquet
from random_edits import edit_at_random

from admin.cli import main
from admin.errors import MeritError
from admin.warehouse.database import Database
from admin.warehouse.history.differences import Cause, compare_moments
from admin.warehouse.history.repetition import KEPT, NO_BUILD, RepeatedSet, open_history, repeat
from admin.warehouse.history.telling import list_cells
from admin.warehouse.live.refresh import Refresher
from admin.warehouse.publish import LOCK, held_lock

BEGIN = """
    UPDATE staging.live_state SET sees = pg_current_snapshot(), refreshed_at = clock_timestamp(),
        server = (SELECT system_identifier::text FROM pg_control_system())
"""
DEMOTED = """
    SELECT employee.id, employee.nip, employee.person_id FROM marts.employee_current AS current
    JOIN personnel.employee ON employee.id = employee_id
    WHERE current.grade_code = 'III/a' AND current.agency_id = %s ORDER BY employee.id LIMIT 1 OFFSET %s
"""
EDITS = (
    "UPDATE reference.grade SET name = name || ' lama' WHERE ordinal = 5",
    "DELETE FROM stewardship.quality_issue WHERE id % 7 = 3",
    "UPDATE stewardship.quality_issue SET first_seen_on = first_seen_on - 3, opened_on = opened_on - 2 WHERE id % 5 = 1"
    " AND closed_on IS NULL",
    "DELETE FROM personnel.award WHERE id % 3 = 0",
    """
    INSERT INTO personnel.award (id, employee_id, award_kind_id, awarded_on, title)
    SELECT row_id, (old ->> 'employee_id')::bigint, (old ->> 'award_kind_id')::bigint, (old ->> 'awarded_on')::date,
        'Kembali'
    FROM audit.change WHERE table_name = 'personnel.award' AND operation = 'HAPUS' AND row_id % 2 = 0
    ON CONFLICT DO NOTHING
    """,
)
FACTS = """
    SELECT relrowsecurity, obj_description(oid),
        (SELECT array_agg(polname::text ORDER BY polname) FROM pg_policy WHERE polrelid = pg_class.oid),
        (SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = pg_class.oid AND contype = 'p')
    FROM pg_class WHERE oid = to_regclass(%s)
"""
Marts = dict[str, set[str]]


@dataclass
class City:
    """A published city whose records go on changing, and the marts that readers saw at moments on the way."""

    database: Database
    build: int
    day: date
    seen: dict[str, Marts] = field(default_factory=dict)

    def run(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """Run a statement in a transaction of its own."""
        with psycopg.connect(self.database.url) as connection:
            cursor = connection.execute(statement.encode(), values or None)
            return cursor.fetchall() if cursor.description else []

    def read_marts(self, schema: str = "marts") -> Marts:
        """Return every row of every mart as text."""
        with psycopg.connect(self.database.url) as connection:
            names = connection.execute(
                "SELECT tablename FROM pg_tables"
                " WHERE schemaname = %s AND tablename NOT IN ('build_info', 'change_feed')",
                [schema],
            ).fetchall()
            query = sql.SQL("SELECT to_jsonb(this_row)::text FROM {} AS this_row")
            return {
                name: {row for (row,) in connection.execute(query.format(sql.Identifier(schema, name)))}
                for (name,) in names
            }


def edit_again(connection: Any, draw: random.Random) -> None:
    """Edit at random, and bring back under its old number something that was deleted before."""
    edit_at_random(connection, draw, 60)
    for statement in EDITS:
        connection.execute(statement)


@pytest.fixture(scope="module")
def city(server: Any, published_template: str) -> Iterator[City]:
    """Return the city after two rounds of edits; what a build had made and what readers saw in between is kept."""
    with server.clone(published_template) as database:
        with psycopg.connect(database.url) as connection:
            ((build, day),) = connection.execute("SELECT build_id, as_of_date FROM marts.build_info").fetchall()
            connection.execute(BEGIN)
        city = City(database, build, day)
        draw = random.Random(3)
        with closing(Refresher(database.url)) as refresher, psycopg.connect(database.url, autocommit=True) as editor:
            city.seen[str(build)] = city.read_marts()
            for _ in range(2):
                edit_again(editor, draw)
                assert refresher.refresh().parked == 0
                ((now,),) = editor.execute("SELECT clock_timestamp()::text").fetchall()
                city.seen[now] = city.read_marts()
            edit_again(editor, draw)
        yield city


@pytest.fixture(scope="module")
def repeated(city: City) -> dict[str, RepeatedSet]:
    """Return the sets that are derived once more for each of those moments; older ones were there before."""
    for number in range(KEPT):
        city.run(f"CREATE SCHEMA marts__r9{number}")
    return {known_on: repeat(city.database.url, known_on, city.day) for known_on in city.seen}


def test_repeated_marts_are_row_for_row_what_was_seen_then(city: City, repeated: dict[str, RepeatedSet]) -> None:
    differing: dict[str, dict[str, int]] = {}
    for known_on, seen in city.seen.items():
        again = city.read_marts(repeated[known_on].schema)
        if known_on != str(city.build):  # a moment between two builds has no number
            was, is_now = f'"build_id": {NO_BUILD},', f'"build_id": {city.build},'
            again = {name: {row.replace(was, is_now) for row in rows} for name, rows in again.items()}
        assert again.keys() == seen.keys()
        differing[known_on] = {name: len(seen[name] ^ again[name]) for name in seen if seen[name] != again[name]}
    assert differing == {known_on: {} for known_on in city.seen}
    first, second, third = city.seen.values()
    assert all(sum(one[name] != other[name] for name in one) > 20 for one, other in ((first, second), (second, third)))


def test_repeated_set_is_read_like_the_published_one(city: City, repeated: dict[str, RepeatedSet]) -> None:
    made = repeated[str(city.build)]
    assert (made.schema, made.same_rules) == (f"marts__r{city.build}", True)
    with psycopg.connect(city.database.bi_full_url) as reader:
        ((count,),) = reader.execute(f"SELECT count(*) FROM {made.schema}.duk".encode()).fetchall()
        ((known,),) = reader.execute(f"SELECT data_read_at FROM {made.schema}.build_info".encode()).fetchall()
    assert count > 50
    assert city.run("SELECT data_read_at FROM stewardship.warehouse_build WHERE id = %s", city.build) == [(known,)]
    assert city.run(FACTS, f"{made.schema}.duk") == city.run(FACTS, "marts.duk")


def test_only_the_newest_sets_are_kept_and_a_refusal_leaves_nothing(
    city: City, repeated: dict[str, RepeatedSet]
) -> None:
    kept = [f"marts__r9{number}" for number in range(len(repeated), KEPT)] + [made.schema for made in repeated.values()]
    schemas = "SELECT nspname FROM pg_namespace WHERE nspname ~ '^(marts|staging)__(r|d)' ORDER BY oid"
    with pytest.raises(MeritError, match="loaded in bulk"):
        repeat(city.database.url, "2020-01-01")
    with psycopg.connect(city.database.url, autocommit=True) as builder:
        with held_lock(builder), pytest.raises(MeritError, match="is running"):
            repeat(city.database.url, "now")
        with open_history(city.database.url):
            with pytest.raises(MeritError, match="is running"):
                repeat(city.database.url, "now")
            with pytest.raises(MeritError, match="Another build"), held_lock(builder):
                pass
            shared = builder.execute("SELECT pg_try_advisory_lock_shared(%s)", [LOCK]).fetchone()
        assert shared == (True,), "a record is checked again meanwhile"
    assert [name for (name,) in city.run(schemas)] == kept


@pytest.fixture
def run(server: Any, city: City, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Return the command line, on the city."""
    monkeypatch.setattr("admin.settings.load_settings", lambda: server.settings)
    monkeypatch.setattr("admin.warehouse.preparation.prepare_warehouse", lambda *_: city.database)
    return lambda *arguments: CliRunner().invoke(main, [*map(str, arguments)])


def test_repeated_mart_is_exported_by_its_name(
    city: City, repeated: dict[str, RepeatedSet], run: Callable[..., Result], tmp_path: Path
) -> None:
    then, now = tmp_path / "then.parquet", tmp_path / "now.parquet"
    assert run("export", f"{repeated[str(city.build)].schema}.duk", then).exit_code == 0
    assert run("export", "duk", now).exit_code == 0
    assert parquet.read_table(then).num_rows == len(city.seen[str(city.build)]["duk"])
    assert parquet.read_schema(then).names == parquet.read_schema(now).names
    assert parquet.read_table(then) != parquet.read_table(now)
    assert run("export", "marts__r999.duk", then).exit_code == 1
    refused = run("build", "--known-on", "2020-01-01")
    assert (refused.exit_code, "loaded in bulk" in refused.stderr) == (1, True)


@dataclass(frozen=True)
class LateDecree:
    """A promotion that became known long after its TMT."""

    since: str
    nip: str
    employee: int


@pytest.fixture(scope="module")
def late(city: City) -> LateDecree:
    ((since,),) = city.run("SELECT clock_timestamp()::text")
    ((agency,),) = city.run("SELECT agency_id FROM marts.employee_current GROUP BY 1 ORDER BY count(*) DESC LIMIT 1")
    employee, nip, _ = city.run(DEMOTED, agency, 0)[0]
    with psycopg.connect(city.database.url) as officer:
        officer.execute("SELECT set_config('merit.reason', 'SK baru diterima dari BKN', true)")
        officer.execute(
            "WITH decree AS (INSERT INTO personnel.decree (agency_id, kind, number, issued_on, effective_from)"
            " VALUES (%(agency)s, 'KENAIKAN_PANGKAT', '823/77/2026', %(day)s, %(day)s) RETURNING id)"
            " INSERT INTO personnel.grade_record (employee_id, grade_id, valid_from, reason, decree_id)"
            " SELECT %(employee)s, (SELECT id FROM reference.grade WHERE code = 'III/b'), %(day)s, 'REGULER', id"
            " FROM decree",
            {"agency": agency, "employee": employee, "day": city.day.replace(day=1)},
        )
    return LateDecree(since, nip, employee)


def test_late_decree_is_told_as_a_difference_with_the_edit_it_comes_of(
    city: City, late: LateDecree, run: Callable[..., Result]
) -> None:
    asked = ("diff", late.since, "--as-of", city.day, "--mart", "duk")
    text = run(*asked, "--language", "en").stdout
    own = text[text.index(late.nip) :].split("\n\n")[0]
    assert "Grade III/b; Grade TMT" in own.replace(", ", "; ")
    assert "decree 823/77/2026; reason: SK baru diterima dari BKN" in own
    assert "III/a → III/b" in own
    cells = list(csv.DictReader(io.StringIO(run(*asked, "--format", "csv").stdout)))
    assert {cell["cause"] for cell in cells} == {"records"}
    assert {cell["decrees"] for cell in cells if cell["nip"] == late.nip} == {"823/77/2026"}
    passed = [cell for cell in cells if cell["nip"] != late.nip]
    assert passed
    assert {cell["edits"] for cell in passed} == {""}, "who is overtaken has no edit of their own"
    assert "without a change of their own records" in text


def test_day_and_records_are_told_apart_whichever_comes_first(city: City, late: LateDecree) -> None:
    ((earlier,),) = city.run(
        "INSERT INTO stewardship.warehouse_build (status, as_of_date, rule_set_hash, data_read_at, data_snapshot)"
        " SELECT 'DIGANTIKAN', as_of_date - 400, repeat('0', 64), data_read_at, data_snapshot"
        " FROM stewardship.warehouse_build WHERE id = %s RETURNING id",
        city.build,
    )
    found = compare_moments(city.database.url, str(city.build), str(earlier), None, ["duk"])
    records, day = found.steps
    assert (records.cause, records.marts, found.edits) == (Cause.RECORDS, (), ())
    assert (day.cause, [mart.mart for mart in day.marts]) == (Cause.DAY, ["duk"])
    assert [f"Pembangunan {earlier} " in note for note in found.notes] == [True], "it was made by other rules"
    with pytest.raises(MeritError, match="no mart 'duck'"):
        compare_moments(city.database.url, late.since, "now", None, ["duck"])


@pytest.mark.usefixtures("repeated")
def test_what_comes_of_other_rules_is_told_apart_from_the_records(city: City, late: LateDecree) -> None:
    city.run(f"""
        CREATE SCHEMA marts__b{city.build};
        CREATE SCHEMA staging__b{city.build};
        CREATE TABLE marts__b{city.build}.duk AS SELECT * FROM marts__r{city.build}.duk;
        UPDATE marts__b{city.build}.duk SET rank_agency = rank_agency + 1000 WHERE nip = '{late.nip}';
        CREATE TABLE staging__b{city.build}.live_state AS
            SELECT data_read_at AS refreshed_at, data_snapshot::pg_snapshot AS sees FROM stewardship.warehouse_build
            WHERE id = {city.build};
        UPDATE stewardship.warehouse_build SET rule_set_hash = repeat('1', 64) WHERE id = {city.build}
    """)
    found = compare_moments(city.database.url, str(city.build), "now", None, ["duk"])
    rules, records = found.steps
    assert (rules.cause, records.cause) == (Cause.RULES, Cause.RECORDS)
    ((only,),) = [mart.rows for mart in rules.marts]
    before, after = only.values["rank_agency"]
    assert (only.nip, list(only.values), before - after) == (late.nip, ["rank_agency"], 1000)
    assert {cell["edits"] for cell in list_cells(found) if cell["cause"] == "rules"} == {""}
    city.run(f"DROP SCHEMA marts__b{city.build} CASCADE")
    city.run(f"DROP SCHEMA staging__b{city.build} CASCADE")
    found = compare_moments(city.database.url, str(city.build), "now", None, ["duk"])
    assert [step.cause for step in found.steps] == [Cause.RECORDS]
