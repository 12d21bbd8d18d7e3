"""The published marts follow every saved change: only what may differ is derived, and nothing is forgotten."""

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from random_edits import edit_at_random

from admin.warehouse.build import build
from admin.warehouse.database import Database
from admin.warehouse.live.lineage import find_affected
from admin.warehouse.live.listener import keep_live
from admin.warehouse.live.parts import Touched, write_array
from admin.warehouse.live.refresh import MANY, NothingLiveError, Refresher

BEGIN = """
    UPDATE staging.live_state SET sees = pg_current_snapshot(), refreshed_at = clock_timestamp(),
        server = (SELECT system_identifier::text FROM pg_control_system())
"""
SHARE = 5  # one of so many pairs of a mart and a table that it reads is tried
SOMEBODY = """
    SELECT employee_id, employee.person_id, employee.nip
    FROM marts.employee_current JOIN personnel.employee ON employee.id = employee_id ORDER BY 1 LIMIT 1 OFFSET %s
"""
SOME_ISSUE = """
    SELECT issue.id FROM marts.data_quality_issue AS found JOIN reference.quality_rule AS rule ON code = rule_code
    JOIN stewardship.quality_issue AS issue ON quality_rule_id = rule.id
        AND (issue.row_id, issue.item) = (found.row_id, found.item)
    ORDER BY issue.id LIMIT 1
"""


@dataclass(frozen=True)
class Live:
    """A published city, and the session that keeps its marts fresh."""

    database: Database
    refresher: Refresher

    def run(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """Run a statement in a transaction of its own."""
        with psycopg.connect(self.database.url) as connection:
            cursor = connection.execute(statement.encode(), values or None)
            return cursor.fetchall() if cursor.description else []


@pytest.fixture(scope="module")
def live(server: Any, published_template: str) -> Iterator[Live]:
    with server.clone(published_template) as database:
        # the city may have been built by another process of the tests, on another server
        with psycopg.connect(database.url) as connection:
            connection.execute(BEGIN)
        with closing(Refresher(database.url)) as refresher:
            refresher.refresh()
            yield Live(database, refresher)


@pytest.fixture
def somebody(live: Live) -> Callable[[int], tuple[int, int, str]]:
    """Return a function that names an employee of the city: the employee, the person, the NIP."""
    return lambda number: live.run(SOMEBODY, number)[0]


def read_name(live: Live, employee: int) -> str:
    ((name,),) = live.run("SELECT name FROM marts.employee_current WHERE employee_id = %s", employee)
    return str(name)


def test_parts_of_every_model_add_up_to_the_whole(live: Live) -> None:
    draw = random.Random(7)
    wrong = {}
    for part in (part for part in live.refresher._parts if part.key and not part.source):
        table = f'"{part.model.schema}"."{part.model.name}"'
        rows = f"{table} AS present WHERE present.{part.model.slice}" if part.model.slice else f"{table} WHERE true"
        keys = [key for (key,) in live.run(f"SELECT DISTINCT {part.key} FROM {rows}")]
        if None in keys:
            wrong[part.model.name] = f"rows without {part.key}"
            continue
        for some in ([], *(draw.sample(keys, len(keys) // share) for share in (2, 7) if len(keys) >= share)):
            with live.refresher.connection.transaction(force_rollback=True):
                values = {"keys": write_array(some)}
                found = live.refresher.connection.execute((part.keyed or "").encode(), values).fetchone()
            if found is None or found[0]:
                wrong[part.model.name] = f"{found} rows differ by {part.key}"
    assert wrong == {}


MIX = """
    WITH numbered AS (
        SELECT ctid AS mix_row, row_number() OVER () AS mix_number, count(*) OVER () AS mix_size, * FROM {table}
    )
    UPDATE {table} AS present SET {assigned} FROM numbered AS own JOIN numbered AS other
        ON other.mix_number = own.mix_number % own.mix_size + 1
    WHERE present.ctid = own.mix_row
"""


def test_columns_that_a_shift_derives_are_all_that_can_differ(live: Live) -> None:
    """Values are exchanged between the rows of a table: what a mart makes of it by columns is what it makes anew."""
    models = {part.model.name: part.model for part in live.refresher._parts}
    pairs = [(part, models[name]) for part in live.refresher._parts for name in part.uses if name in models]
    compared, wrong = 0, []
    for part, read in random.Random(23).sample(pairs, len(pairs) // SHARE):
        columns = {
            column
            for column in part.uses[read.name].difference(read.grain)
            if find_affected(part.model, part.columns, {read.name: {column}}) is not None
        }
        statement = part.find_shift({read.name: Touched(columns=columns)}) if columns else None
        if statement is None:
            continue
        assigned = ", ".join(f'"{column}" = other."{column}"' for column in sorted(columns))
        with live.refresher.connection.transaction(force_rollback=True):
            mixed = MIX.format(table=f'"{read.schema}"."{read.name}"', assigned=assigned)
            live.refresher.connection.execute(mixed.encode())
            if live.refresher._shift(statement) is not None:
                compared += 1
                if live.refresher._replace(part.whole, ())[0]:
                    wrong.append((part.model.name, read.name, columns))
    assert wrong == []
    assert compared > 15


def test_change_reaches_every_mart_and_nothing_else_is_touched(live: Live, somebody: Any) -> None:
    employee, person, _ = somebody(3)
    live.run("UPDATE personnel.person SET name = 'Nama Baru Sekali' WHERE id = %s", person)
    done = live.refresher.refresh()
    assert (done.entries, read_name(live, employee)) == (1, "Nama Baru Sekali")
    assert done.rows["duk" if "duk" in done.rows else "employee_current"] == 2
    assert len(done.seconds) < len({part.model.name for part in live.refresher._parts}) / 2
    assert live.refresher.refresh().rows == {}


def test_transaction_still_open_at_a_refresh_is_not_forgotten(live: Live, somebody: Any) -> None:
    (late, late_person, _), (early, early_person, _) = somebody(5), somebody(6)
    with psycopg.connect(live.database.url) as slow:
        slow.execute("UPDATE personnel.person SET name = 'Lambat' WHERE id = %s", [late_person])
        live.run("UPDATE personnel.person SET name = 'Cepat' WHERE id = %s", early_person)
        live.refresher.refresh()
        assert (read_name(live, early), read_name(live, late) == "Lambat") == ("Cepat", False)
    live.refresher.refresh()
    assert read_name(live, late) == "Lambat"


def test_change_that_a_mart_refuses_waits_and_the_rest_goes_on(live: Live, somebody: Any) -> None:
    (broken, broken_person, _), (sound, sound_person, _) = somebody(8), somebody(9)
    before = read_name(live, broken)
    live.run("ALTER TABLE marts.employee_current ADD CONSTRAINT refuses CHECK (name <> 'Rusak')")
    live.run("UPDATE personnel.person SET name = 'Rusak' WHERE id = %s", broken_person)
    live.run("UPDATE personnel.person SET name = 'Sehat' WHERE id = %s", sound_person)
    assert live.refresher.refresh().parked == 1
    assert (read_name(live, broken), read_name(live, sound)) == (before, "Sehat")
    assert live.run("SELECT parked, waiting FROM stewardship.read_freshness()") == [(1, 0)]
    ((reason, *told),) = live.run("SELECT reason, state, model, column_name FROM staging.live_parked")
    assert "refuses" in reason
    assert told == ["23514", "employee_current", None]
    live.run("UPDATE personnel.person SET name = 'Benar' WHERE id = %s", broken_person)
    assert live.refresher.refresh().parked == 0
    assert read_name(live, broken) == "Benar"
    live.run("ALTER TABLE marts.employee_current DROP CONSTRAINT refuses")


def set_patience(live: Live, wait: str) -> None:
    live.refresher.connection.execute("SELECT set_config('lock_timeout', %s, false)", [wait])
    live.refresher.connection.commit()


def test_nothing_is_lost_when_a_refresh_breaks_off(live: Live, somebody: Any) -> None:
    employee, person, _ = somebody(10)
    ((issue,),) = live.run(SOME_ISSUE)
    live.run("UPDATE personnel.person SET name = 'Tertunda' WHERE id = %s", person)
    live.run("UPDATE stewardship.quality_issue SET first_seen_on = '2019-02-03' WHERE id = %s", issue)
    with psycopg.connect(live.database.url) as reader:
        reader.execute("LOCK TABLE marts.data_quality_issue IN SHARE MODE")
        set_patience(live, "50ms")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            live.refresher.refresh()
    set_patience(live, "0")
    live.refresher.refresh()
    assert read_name(live, employee) == "Tertunda"
    assert live.run("SELECT count(*) FROM marts.data_quality_issue WHERE first_seen_on = '2019-02-03'") == [(1,)]


def test_marts_without_the_memory_of_this_server_are_not_refreshed(live: Live) -> None:
    live.run("CREATE TABLE kept AS SELECT * FROM staging.live_state")
    try:
        live.run("UPDATE staging.live_state SET server = 'another'")
        with pytest.raises(NothingLiveError):
            live.refresher.refresh()
        live.run("TRUNCATE staging.live_state")  # what a crash of the server leaves of an unlogged table
        with pytest.raises(NothingLiveError):
            live.refresher.refresh()
    finally:
        live.run("TRUNCATE staging.live_state; INSERT INTO staging.live_state SELECT * FROM kept; DROP TABLE kept")


def test_listener_brings_a_change_in_by_itself(live: Live, somebody: Any) -> None:
    employee, person, _ = somebody(11)
    with keep_live(live.database.url):
        live.run("UPDATE personnel.person SET name = 'Terdengar' WHERE id = %s", person)
        ends = time.monotonic() + 60
        while read_name(live, employee) != "Terdengar" and time.monotonic() < ends:
            time.sleep(0.05)
    assert read_name(live, employee) == "Terdengar"
    assert not [thread for thread in threading.enumerate() if thread.name == "merit live"]


def test_after_many_edits_the_live_marts_are_what_a_build_makes(live: Live) -> None:
    draw = random.Random(11)
    made = 0
    for _ in range(8):
        with psycopg.connect(live.database.url) as connection:
            made += edit_at_random(connection, draw, 40)
        live.refresher.many = draw.choice([0, 5, MANY])
        live.refresher.refresh()
    live.refresher.many = MANY
    assert made > 100
    assert live.refresher.compare().rows == {}


def read_marts(live: Live) -> dict[str, set[str]]:
    """Return the rows of every mart as text, without what tells one build from another."""
    tables = live.run(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'marts' AND tablename NOT IN ('build_info', 'change_feed')"
    )
    query = "SELECT (to_jsonb(this_row) - 'build_id' - 'rule_set_hash')::text FROM marts.{} AS this_row"
    return {name: {row for (row,) in live.run(query.format(name))} for (name,) in tables}


def test_build_makes_the_same_marts_and_is_followed_by_refreshes(live: Live, somebody: Any, server: Any) -> None:
    ((day,),) = live.run("SELECT as_of_date FROM marts.build_info")
    live.refresher.refresh()
    before, told = read_marts(live), live.run("SELECT * FROM audit.mart_move ORDER BY id")
    assert len(told) > 100
    try:
        build(server.settings, live.database, day)
    except Exception as error:  # random edits may break a test that guards the marts
        pytest.fail(str(error))
    after = read_marts(live)
    assert {name for name in before if before[name] != after[name]} == set()
    assert live.run("SELECT * FROM audit.mart_move ORDER BY id") == told, "a build of the same day moves nothing"
    assert live.run("SELECT occasion, before_build_id < build_id FROM audit.mart_round ORDER BY id DESC LIMIT 1") == [
        ("TERBIT", True)
    ]
    assert live.run("SELECT move_id FROM marts.change_feed ORDER BY 1") == [(move[0],) for move in told]
    employee, person, _ = somebody(2)
    live.run("UPDATE personnel.person SET name = 'Sesudah' WHERE id = %s", person)
    live.refresher.refresh()
    assert read_name(live, employee) == "Sesudah"
