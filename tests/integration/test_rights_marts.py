"""Marts under the same rights as tables: in the panel, in SQL and in explanations; BI tools read all of them."""

import itertools
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from panel_site import PASSWORD, Visitor, serve_panel
from rights_people import act_as

from admin.passwords import hash_password
from admin.warehouse.database import Database
from admin.warehouse.live.refresh import Refresher

OF_EMPLOYEES = "duk", "kgb_due", "training_employee", "promotion_readiness"
OF_UNITS = "training_coverage", "bezetting"

# An office with some people, and how far it reaches.
OFFICE = """
    WITH RECURSIVE below(top, id) AS (
        SELECT id, id FROM personnel.unit WHERE parent_id IS NOT NULL
        UNION SELECT below.top, unit.id FROM personnel.unit JOIN below ON unit.parent_id = below.id
    )
    SELECT top, count(*) FROM below JOIN marts.duk ON duk.unit_id = below.id
    GROUP BY top HAVING count(*) BETWEEN 5 AND 40 ORDER BY count(*) DESC, top LIMIT 1
"""
BELOW = """
    WITH RECURSIVE below(id) AS (
        SELECT %s::bigint UNION SELECT unit.id FROM personnel.unit JOIN below ON unit.parent_id = below.id
    )
    SELECT id FROM below
"""
POSTED = """
    SELECT employee_id FROM personnel.assignment JOIN personnel.seat ON seat.id = seat_id
    WHERE kind = 'DEFINITIF' AND daterange(assignment.valid_from, assignment.valid_to) @> current_date
        AND unit_id = ANY (%s)
"""


@dataclass
class City:
    """A published city, an office in it, people of it, and who is signed in."""

    database: Database
    visitors: dict[str, Visitor]
    users: dict[str, int]
    office: int
    inside: dict[str, Any]
    outside: dict[str, Any]

    def ask(self, query: str, values: Any = None) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.database.url) as connection:
            return connection.execute(query.encode(), values).fetchall()

    def count(self, user: str, mart: str, schema: str = "marts") -> int:
        """Count the rows of a mart as a user sees them, in SQL."""
        with psycopg.connect(self.database.url) as connection:
            act_as(connection, self.users[user])
            row = connection.execute(f"SELECT count(*) FROM {schema}.{mart}".encode()).fetchone()
        assert row is not None
        return int(row[0])


@pytest.fixture(scope="module")
def city(server: Any, published_template: str) -> Iterator[City]:
    with server.clone(published_template) as database:
        with psycopg.connect(database.url) as connection:
            office = connection.execute(OFFICE).fetchone()
            assert office is not None
            below = [key for (key,) in connection.execute(BELOW, [office[0]])]
            inside, outside = (_find_person(connection, below, is_in) for is_in in (True, False))
            users = _add_users(connection, office[0], inside["employee_id"])
        with serve_panel(server.settings, database.url) as address:
            visitors = {name: Visitor(address, name) for name in users}
            yield City(database, visitors, users, office[0], inside, outside)
            for visitor in visitors.values():
                visitor.close()


def _find_person(connection: "psycopg.Connection[Any]", units: list[int], is_inside: bool) -> dict[str, Any]:
    row = connection.execute(
        "SELECT employee_id, nip, name FROM marts.duk WHERE (unit_id = ANY (%s)) = %s"
        " ORDER BY rank_agency DESC LIMIT 1",
        [units, is_inside],
    ).fetchone()
    assert row is not None
    return dict(zip(("employee_id", "nip", "name"), row, strict=True))


def _add_users(connection: "psycopg.Connection[Any]", office: int, employee: int) -> dict[str, int]:
    users = {}
    password = hash_password(PASSWORD)
    for name, role, unit in (
        ("inspector", "inspector", None), ("officer_of_office", "hr_officer", office),
        ("head_of_office", "unit_head", office), ("person", "employee", None), ("nobody", None, None),
    ):  # fmt: skip
        row = connection.execute(
            'INSERT INTO stewardship."user" (name, password_hash, employee_id) VALUES (%s, %s, %s) RETURNING id',
            [name, password, employee if name == "person" else None],
        ).fetchone()
        assert row is not None
        users[name] = int(row[0])
        connection.execute(
            "INSERT INTO stewardship.user_role (user_id, role_id, unit_id)"
            " SELECT %s, id, %s FROM stewardship.role WHERE code = %s",
            [row[0], unit, role],
        )
    return users


@pytest.mark.parametrize("mart", [*OF_EMPLOYEES, *OF_UNITS])
def test_each_sees_the_rows_within_reach(city: City, mart: str) -> None:
    is_of_units = mart in OF_UNITS
    below = [key for (key,) in city.ask(BELOW, [city.office])]
    within = "unit_id = ANY (%s)" if is_of_units else f"employee_id IN ({POSTED})"
    own = "employee_id = %s" if not is_of_units else "unit_id = ANY (%s) AND false"
    query = f"SELECT count(*), count(*) FILTER (WHERE {within}), count(*) FILTER (WHERE {own}) FROM marts.{mart}"
    values = [below, below if is_of_units else city.inside["employee_id"]]
    ((everything, in_office, of_person),) = city.ask(query, values)
    assert 0 < in_office < everything
    assert {user: city.count(user, mart) for user in city.users} == {
        "inspector": everything,
        "officer_of_office": in_office,
        "head_of_office": in_office,
        "person": of_person,
        "nobody": 0,
    }


def test_panel_shows_the_same_rows_as_postgresql(city: City) -> None:
    for user, mart in itertools.product(("inspector", "head_of_office", "person"), ("duk", "bezetting")):
        page = city.visitors[user].get(f"marts/{mart}").text
        total = city.count(user, mart)
        said = f"dari {total:,} baris".replace(",", ".") if total else "Tabel ini masih kosong"
        assert said in page, (user, mart)
    officer = city.visitors["officer_of_office"]
    assert city.inside["name"] in officer.get("marts/duk", search=city.inside["name"]).text
    assert city.outside["nip"] not in officer.get("marts/duk", search=city.outside["name"]).text
    for address in ("marts", "marts/duk", f"explain/{city.inside['employee_id']}"):
        assert city.visitors["nobody"].get(address).status_code == 403


def test_explanations_are_of_people_within_reach(city: City) -> None:
    for user in ("officer_of_office", "head_of_office", "person", "inspector"):
        answer = city.visitors[user].get(f"explain/{city.inside['employee_id']}")
        assert answer.status_code == 200, (user, answer.text)
        expected = 200 if user == "inspector" else 404
        assert city.visitors[user].get(f"explain/{city.outside['employee_id']}").status_code == expected, user


def test_bi_reads_every_row_and_no_sensitive_column(city: City) -> None:
    with psycopg.connect(city.database.bi_full_url) as connection:
        for mart in (*OF_EMPLOYEES, *OF_UNITS):
            assert connection.execute(f"SELECT count(*) FROM {mart}".encode()).fetchall() == city.ask(
                f"SELECT count(*) FROM marts.{mart}"
            )
        columns = connection.execute("SELECT column_name FROM information_schema.columns").fetchall()
    assert not {name for (name,) in columns} & {"nik", "address", "password_hash"}


def test_every_published_table_is_protected(city: City) -> None:
    open_tables = city.ask(
        "SELECT pg_class.oid::regclass::text FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace"
        " WHERE nspname IN ('marts', 'staging') AND has_table_privilege('merit_panel', pg_class.oid, 'select')"
        " AND NOT relrowsecurity"
    )
    assert open_tables == []
    marts = city.ask("SELECT count(*) FROM pg_tables WHERE schemaname = 'marts' AND rowsecurity")
    assert marts[0][0] >= 20


BEGIN = """
    UPDATE staging.live_state SET sees = pg_current_snapshot(), refreshed_at = clock_timestamp(),
        server = (SELECT system_identifier::text FROM pg_control_system())
"""
RENAME = """
    UPDATE personnel.person SET name = %s WHERE id = (SELECT person_id FROM personnel.employee WHERE id = %s)
"""


@pytest.fixture(scope="module")
def moved(city: City) -> Iterator[dict[str, int]]:
    """Let figures of somebody inside and of somebody outside the office move; return the entry of each edit."""
    entries = {}
    with closing(Refresher(city.database.url)) as refresher, psycopg.connect(city.database.url) as connection:
        connection.execute(BEGIN)
        connection.commit()
        for where, name in (("inside", "Berganti Di Dalam"), ("outside", "Berganti Di Luar")):
            connection.execute(RENAME, [name, getattr(city, where)["employee_id"]])
            ((entries[where],),) = connection.execute("SELECT max(id) FROM audit.change").fetchall()
            connection.commit()
            refresher.refresh()
        yield entries
        for where in entries:
            connection.execute(RENAME, [getattr(city, where)["name"], getattr(city, where)["employee_id"]])


def test_change_feed_is_read_as_the_marts_are(city: City, moved: dict[str, int]) -> None:
    both = {"Berganti Di Dalam", "Berganti Di Luar"}
    reach = {"inspector": both, "officer_of_office": {"Berganti Di Dalam"}, "head_of_office": {"Berganti Di Dalam"},
             "person": {"Berganti Di Dalam"}, "nobody": set()}  # fmt: skip
    for user, names in reach.items():
        for query in ("SELECT DISTINCT name FROM marts.change_feed WHERE employee_id IS NOT NULL",
                      "SELECT DISTINCT after ->> 'name' FROM audit.feed WHERE mart = 'duk'"):  # fmt: skip
            with psycopg.connect(city.database.url) as connection:
                act_as(connection, city.users[user])
                assert {name for (name,) in connection.execute(query.encode())} == names, (user, query)
        if user == "nobody":
            assert city.visitors[user].get("changes").status_code == 403
            continue
        file = city.visitors[user].get("changes/export/csv").text
        for person, name in ((city.inside, "Berganti Di Dalam"), (city.outside, "Berganti Di Luar")):
            page = city.visitors[user].get("changes", employee=person["employee_id"]).text
            assert (name in page, name in file) == (name in names,) * 2, (user, name)


@pytest.mark.parametrize(
    "column", ["change_id", "table_name", "row_id", "edited_at", "edited_by", "decree_number", "reason"]
)
def test_who_edited_and_why_is_not_for_all_who_see_a_row(city: City, moved: dict[str, int], column: str) -> None:
    for user in ("inspector", "officer_of_office", "head_of_office", "person"):
        with psycopg.connect(city.database.url) as connection:
            act_as(connection, city.users[user])
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(f"SELECT {column} FROM marts.change_feed".encode())


def test_edit_out_of_reach_is_neither_told_nor_found(city: City, moved: dict[str, int]) -> None:
    entry, employee = f"#change-{moved['inside']}", city.inside["employee_id"]
    pages = {
        user: city.visitors[user].get("changes", employee=employee).text for user in city.users if user != "nobody"
    }
    found = {user: entry in page for user, page in pages.items()}
    assert found == {"inspector": True, "officer_of_office": True, "head_of_office": False, "person": False}
    asked = {user: city.visitors[user].get("changes", edit=moved["outside"]).status_code for user in found}
    assert asked == {"inspector": 200, "officer_of_office": 404, "head_of_office": 404, "person": 404}
    page = city.visitors["inspector"].get("changes", edit=moved["outside"]).text
    assert "Berganti Di Luar" in page
    assert "Berganti Di Dalam" not in page
