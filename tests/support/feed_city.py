"""A published city whose marts are kept fresh while it is edited, and the feed that tells what moved there."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from panel_site import PASSWORD

from admin.warehouse.accounts import add_user
from admin.warehouse.database import Database
from admin.warehouse.feed import moves
from admin.warehouse.feed.moves import UNMOVED
from admin.warehouse.live.refresh import Refresher

BEGIN = """
    UPDATE staging.live_state SET sees = pg_current_snapshot(), refreshed_at = clock_timestamp(),
        server = (SELECT system_identifier::text FROM pg_control_system())
"""
KEYS = """
    SELECT conrelid::regclass::text, array_agg(attname::text ORDER BY attnum)
    FROM pg_constraint JOIN pg_attribute ON attrelid = conrelid AND attnum = ANY(conkey)
    WHERE connamespace = 'marts'::regnamespace AND contype = 'p'
        AND conrelid::regclass::text NOT IN ('marts.build_info', 'marts.change_feed')
    GROUP BY conrelid
"""
# Somebody in the middle of the list of seniority, whose grade can be one higher.
PROMOTED = """
    SELECT duk.employee_id, employee.person_id, duk.nip, duk.rank_agency, duk.grade_code,
        (SELECT next.id FROM reference.grade JOIN reference.grade AS next USING (scheme)
            WHERE grade.code = duk.grade_code AND next.ordinal = grade.ordinal + 1), duk.unit_id
    FROM marts.duk JOIN personnel.employee ON employee.id = employee_id
    WHERE NOT is_probationary AND grade_code IN ('III/a', 'III/b', 'III/c')
    ORDER BY rank_agency DESC LIMIT 1 OFFSET %s
"""
ADD_DECREE = """
    INSERT INTO personnel.decree (agency_id, kind, number, issued_on)
    SELECT agency.id, 'KENAIKAN_PANGKAT', %s, as_of_date - 40 FROM marts.build_info, personnel.agency
    ORDER BY agency.id LIMIT 1 RETURNING id
"""
ADD_GRADE = """
    INSERT INTO personnel.grade_record (employee_id, grade_id, valid_from, reason, decree_id)
    SELECT %s, %s, as_of_date - 30, 'REGULER', %s FROM marts.build_info
"""
LATE = """
    SELECT set_config('merit.reason', 'SK terlambat diterima', true), set_config('merit.user_id', %s::text, true);
"""
Rows = dict[str, dict[str, Any]]
Marts = dict[str, Rows]


@dataclass
class City:
    """A published city, the session that keeps its marts fresh, and an officer."""

    database: Database
    refresher: Refresher
    officer: int

    def run(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """Run a statement in a transaction of its own."""
        with psycopg.connect(self.database.url) as connection:
            cursor = connection.execute(statement.encode(), values or None)
            return cursor.fetchall() if cursor.description else []

    def promote(self, number: int) -> tuple[Any, ...]:
        """Give somebody the next grade by a late decree, from before the day of the marts; return who it is."""
        somebody = self.run(PROMOTED, number)[0]
        employee, _, _, _, _, grade, _ = somebody
        with psycopg.connect(self.database.url) as connection:
            connection.execute(LATE, [self.officer])
            ((decree,),) = connection.execute(ADD_DECREE, [f"SK-TERLAMBAT-{number}"]).fetchall()
            connection.execute(ADD_GRADE, [employee, grade, decree])
        return somebody


@contextmanager
def open_city(server: Any, template: str) -> Iterator[City]:
    """Publish a city of one's own, with an officer, and refresh it once."""
    with server.clone(template) as database:
        with psycopg.connect(database.url) as connection:
            connection.execute(BEGIN)
        add_user(database.url, "petugas", "administrator", PASSWORD)
        with closing(Refresher(database.url)) as refresher:
            refresher.refresh()
            city = City(database, refresher, 0)
            ((city.officer,),) = city.run("""SELECT id FROM stewardship."user" WHERE name = 'petugas'""")
            yield city


@contextmanager
def told_one_by_one(city: City, alike: int = 10**6) -> Iterator[None]:
    """Let rows that move alike be told one by one until there are more than so many."""
    usual = moves.ALIKE, moves.MOST
    moves.ALIKE, moves.MOST = alike, 10**6  # type: ignore[misc]
    city.refresher._build_id = None  # it composes its statements anew
    try:
        yield
    finally:
        moves.ALIKE, moves.MOST = usual  # type: ignore[misc]
        city.refresher._build_id = None


def read_marts(city: City, schema: str = "marts") -> Marts:
    """Return the rows of every mart by their keys, without what the build says of all of them."""
    found: Marts = {}
    for table, key in city.run(KEYS):
        name = table.removeprefix("marts.")
        rows = [row for (row,) in city.run(f"SELECT to_jsonb(this_row) FROM {schema}.{name} AS this_row")]
        found[name] = {
            json.dumps({column: row[column] for column in sorted(key)}): {
                column: value for column, value in row.items() if column not in UNMOVED
            }
            for row in rows
        }
    return found


def replay(city: City, marts: Marts, after: int) -> Marts:
    """Return the marts after what the feed tells of rounds later than `after`; every row must be as it says before."""
    replayed = {mart: dict(rows) for mart, rows in marts.items()}
    found = city.run(
        "SELECT mart, move, key, columns, before, after, rows FROM audit.mart_move WHERE round_id > %s ORDER BY id",
        after,
    )
    for mart, move, key, columns, before, became, rows in found:
        assert rows == 1
        assert key is not None, (mart, columns)
        place, table = json.dumps({name: key[name] for name in sorted(key)}), replayed[mart]
        if move == "MUNCUL":
            assert place not in table
            table[place] = became
        elif move == "HILANG":
            assert table.pop(place) == before
        else:
            assert {name: table[place][name] for name in columns} == before
            assert columns
            assert all(before[name] != became[name] for name in columns)
            table[place] = table[place] | became
    return replayed


def find_last_round(city: City) -> int:
    return int(city.run("SELECT coalesce(max(id), 0) FROM audit.mart_round")[0][0])
