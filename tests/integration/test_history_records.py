"""The rows of a table as they were known at any moment, whatever was done to them since."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import psycopg
import pytest
from psycopg import Connection

from admin.errors import MeritError
from admin.warehouse.history.moments import Moment, find_changed, find_moment
from admin.warehouse.history.records import compose_known

TABLE = "reference.study_field"
COLUMNS = ("id", "code", "name", "name_en", "ordinal")
ROWS = "SELECT to_jsonb(this_row) - 'created_at' - 'updated_at' - 'row_version' FROM {} AS this_row ORDER BY id"
SEES = "SELECT clock_timestamp(), current_date, pg_current_snapshot()::text"

Rows = list[dict[str, Any]]


@dataclass
class Register:
    """A table that is edited, and what it held at each moment at which somebody looked."""

    connection: Connection[Any]
    draw: random.Random
    seen: list[tuple[Moment, Rows]] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)

    def read(self, place: str = TABLE) -> Rows:
        return [row for (row,) in self.connection.execute(ROWS.format(place))]

    def read_known(self, moment: Moment, table: str = TABLE) -> Rows:
        return self.read(f"({compose_known(self.connection, table, moment)})")

    def look(self, rows: Rows | None = None) -> Moment:
        at, day, sees = self.connection.execute(SEES).fetchone()  # type: ignore[misc]
        moment = Moment(at, day, "then", sees if len(self.seen) % 2 else None)
        self.seen.append((moment, self.read() if rows is None else rows))
        return moment

    def edit(self) -> None:
        """Add, change, remove, renumber or bring back rows, one or several at a time."""
        keys = [row["id"] for row in self.read()]
        some = self.draw.sample(keys, min(len(keys), self.draw.choice((1, 1, 3))))
        match self.draw.randrange(6):
            case 0:
                self.run("INSERT INTO reference.study_field (code, name) SELECT gen_random_uuid()::text, 'Baru'", [])
            case 1 | 2:
                column = self.draw.choice(("name", "name_en", "ordinal"))
                value = "NULL" if column == "name_en" else "id + 1" if column == "ordinal" else "name || '!'"
                self.run(f"UPDATE reference.study_field SET {column} = {value} WHERE id = ANY(%s)", [some])
            case 3:
                self.run("DELETE FROM reference.study_field WHERE id = ANY(%s)", [some])
                self.gone += some
            case 4:
                self.run("UPDATE reference.study_field SET id = id + 100000 WHERE id = %s", some[:1])
                self.gone += some[:1]
            case 5 if self.gone:
                key = self.gone.pop(self.draw.randrange(len(self.gone)))
                values = [key, f"KEMBALI-{self.draw.random()}"]
                self.run("INSERT INTO reference.study_field (id, code, name) VALUES (%s, %s, 'Kembali')", values)

    def run(self, statement: str, values: list[Any]) -> None:
        self.connection.execute(statement.encode(), values)


@pytest.fixture
def register(database_url: str) -> Iterator[Register]:
    with psycopg.connect(database_url, autocommit=True) as connection:
        connection.execute("SET timezone = 'Asia/Jakarta'")
        for number in range(12):
            connection.execute(
                "INSERT INTO reference.study_field (code, name, name_en) VALUES (%s, 'Ilmu', 'Science')", [f"U{number}"]
            )
        yield Register(connection, random.Random(5))


def test_rows_of_every_moment_are_those_that_were_there(register: Register) -> None:
    for _ in range(40):
        register.look()
        with register.connection.transaction():
            for _ in range(register.draw.choice((1, 2, 6))):
                register.edit()
    assert len({len(rows) for _, rows in register.seen}) > 5
    for moment, rows in register.seen:
        assert register.read_known(moment) == rows


def test_transaction_that_was_open_is_known_by_the_instant_and_not_by_the_snapshot(register: Register) -> None:
    before = register.read()
    with psycopg.connect(register.connection.info.dsn, password=register.connection.info.password) as slow:
        slow.execute("UPDATE reference.study_field SET name = 'Lambat' WHERE code = 'U3'")
        moment = register.look()
        exact = Moment(moment.at, moment.day, "build", register.connection.execute(SEES).fetchone()[2])  # type: ignore[index]
    assert register.read_known(exact) == before
    assert register.read_known(moment) == register.read() != before


def test_row_deleted_before_a_column_came_holds_its_default(register: Register) -> None:
    moment = register.look()
    key = next(row["id"] for row in register.read() if row["code"] == "U3")
    for statement in (
        "DELETE FROM reference.study_field WHERE code = 'U3'",
        "ALTER TABLE reference.study_field ADD COLUMN kind text NOT NULL DEFAULT 'BIASA', ADD COLUMN remark text",
        "INSERT INTO reference.study_field (id, code, name, kind, remark)"
        f" VALUES ({key}, 'U3', 'Lagi', 'LAIN', 'Lagi')",
        "UPDATE reference.study_field SET kind = 'LAIN', remark = 'Lain' WHERE code = 'U4'",
    ):
        register.run(statement, [])
    known = {row["code"]: (row["name"], row["kind"], row["remark"]) for row in register.read_known(moment)}
    assert [known[code] for code in ("U3", "U4", "U5")] == [("Ilmu", "BIASA", None)] * 3


def test_issues_of_the_worklist_come_and_go_with_their_rounds(register: Register) -> None:
    issue = (
        "INSERT INTO stewardship.quality_issue (quality_rule_id, row_id, first_seen_on, opened_on)"
        " SELECT id, %s, '2026-01-02', '2026-01-02' FROM reference.quality_rule ORDER BY id LIMIT 1"
        " ON CONFLICT (quality_rule_id, row_id, item) DO UPDATE SET closed_on = NULL, opened_on = '2026-03-04',"
        " times_opened = 2"
    )
    place = "stewardship.quality_issue"
    states = []
    for statement, values in (
        (issue, [1]),
        ("UPDATE stewardship.quality_issue SET closed_on = '2026-02-03'", []),
        (issue, [1]),
        ("UPDATE stewardship.quality_issue SET blocks = 7", []),
        ("DELETE FROM stewardship.quality_issue", []),
        (issue, [2]),
    ):
        states.append((register.look([]), register.read(place)))
        register.run(statement, values)
    for moment, rows in states:
        known = register.read_known(moment, place)
        assert [row | {"detail": {}, "blocks": 0, "blocked_marts": {}} for row in known] == [
            row | {"detail": {}, "blocks": 0, "blocked_marts": {}} for row in rows
        ]
    assert len(register.connection.execute("SELECT FROM audit.issue_past").fetchall()) == 5
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        register.run("DELETE FROM audit.issue_past", [])


def test_moment_is_a_build_a_day_or_an_instant(register: Register) -> None:
    connection = register.connection
    connection.execute(
        "INSERT INTO stewardship.warehouse_build (status, as_of_date, rule_set_hash, data_read_at, data_snapshot)"
        " VALUES ('TERBIT', '2026-01-31', repeat('a', 64), '2026-02-01 08:00+07', '5:9:7')"
    )
    ((number,),) = connection.execute("SELECT max(id) FROM stewardship.warehouse_build").fetchall()
    build = find_moment(connection, str(number))
    assert (build.name, str(build.day), build.sees) == (f"build {number}", "2026-01-31", "5:9:7")
    day = find_moment(connection, "2026-01-31")
    assert (day.at.isoformat(), str(day.day), day.sees) == ("2026-02-01T00:00:00+07:00", "2026-01-31", None)
    instant = find_moment(connection, "2026-01-31 14:30")
    assert (instant.at.isoformat(), str(instant.day)) == ("2026-01-31T14:30:00+07:00", "2026-01-31")
    with connection.transaction():
        ((now, today),) = connection.execute("SELECT now(), current_date").fetchall()
        assert [find_moment(connection, text).at for text in ("now", "2999-01-01")] == [now, now]
        assert find_moment(connection, "now").day == today
    for text in ("kemarin", "2026-02-30", "999999", "-1"):
        with pytest.raises(MeritError):
            find_moment(connection, text)


def test_what_was_known_before_the_history_or_a_bulk_load_is_refused(register: Register) -> None:
    early, late = find_moment(register.connection, "2001-01-01"), register.look()
    with pytest.raises(MeritError, match="the history begins at"):
        find_changed(register.connection, early)
    register.edit()
    assert find_changed(register.connection, late) <= {TABLE}
    register.run("INSERT INTO audit.change (table_name, operation) VALUES ('personnel.person', 'MUAT')", [])
    with pytest.raises(MeritError, match=r"1 tables, such as personnel\.person, were loaded in bulk"):
        find_changed(register.connection, late)
    assert find_changed(register.connection, register.look()) == set()
