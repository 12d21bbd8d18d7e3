"""Ways around one's reach: typed addresses, foreign rows in forms, look-ups, searches, moves, masked columns."""

import re
from collections.abc import Iterator
from itertools import count
from typing import Any

import psycopg
import pytest
from panel_site import Visitor, read_errors, read_inputs, serve_panel
from rights_people import Agency, act_as, found_agency
from scenario import Writer

from models import career, organization, people
from models.database import create_engine

OUT_OF_REACH = "Baris ini tidak ada; pilih salah satu dari daftar."
NIK = "3273011204870009"


@pytest.fixture(scope="module")
def agency(server: Any, template: str) -> Iterator[Agency]:
    with server.clone(template) as database:
        engine = create_engine(database.url)
        agency = found_agency(engine, database.url)
        with psycopg.connect(database.url) as connection:
            connection.execute(
                "UPDATE personnel.person SET nik = %s, address = 'Jalan Rahasia 9' WHERE name = 'Ana'", [NIK]
            )
        yield agency
        engine.dispose()


@pytest.fixture(scope="module")
def address(server: Any, agency: Agency) -> Iterator[str]:
    with serve_panel(server.settings, agency.url) as address:
        yield address


@pytest.fixture
def officer(address: str) -> Iterator[Visitor]:
    """Return the officer of office A."""
    visitor = Visitor(address, "officer_of_a")
    yield visitor
    visitor.close()


@pytest.fixture
def head(address: str) -> Iterator[Visitor]:
    """Return the head of office A, who sees no sensitive column."""
    visitor = Visitor(address, "head_of_a")
    yield visitor
    visitor.close()


def test_lookups_offer_only_whom_one_reaches(officer: Visitor) -> None:
    for table, column in (("grade-record", "employee_id"), ("appraisal", "appraiser_id"), ("document", "person_id")):
        for name, found in (("Ana", 1), ("Budi", 0)):
            answer = officer.get(f"{table}/ajax/lookup", name=column, term=name).json()
            assert len(answer["results"]) == found, (table, name)


def test_form_about_somebody_out_of_reach_is_refused_beside_the_field(officer: Visitor, agency: Agency) -> None:
    form = agency.fill(career.GradeRecord, "Ani") | {"employee_id": str(agency.keys["Budi"]["employee_id"])}
    answer = officer.post("grade-record/create", form)
    assert answer.status_code == 400
    assert read_errors(answer.text) == {"employee_id": OUT_OF_REACH}
    assert agency.ask("SELECT count(*) FROM personnel.grade_record WHERE employee_id = %s",
                      agency.keys["Budi"]["employee_id"]) == [(0,)]  # fmt: skip


def test_row_is_not_handed_to_somebody_out_of_reach(officer: Visitor, agency: Agency) -> None:
    key = agency.make(career.GradeRecord, "Ana")
    before = read_inputs(officer.get(f"grade-record/edit/{key}").text)
    sent = before | {"employee_id": str(agency.keys["Budi"]["employee_id"]), "audit_reason": "Uji"}
    answer = officer.post(f"grade-record/edit/{key}", sent)
    assert answer.status_code == 400
    assert read_errors(answer.text) == {"employee_id": OUT_OF_REACH}
    row = agency.ask("SELECT employee_id FROM personnel.grade_record WHERE id = %s", key)
    assert row == [(agency.keys["Ana"]["employee_id"],)]


def test_nobody_is_moved_onto_a_post_out_of_reach(officer: Visitor, agency: Agency) -> None:
    form = agency.fill(career.Assignment, "Ani") | {"seat_id": str(agency.keys["Budi"]["seat_id"])}
    answer = officer.post("assignment/create", form)
    assert answer.status_code == 400
    assert "Ini di luar jangkauan peran Anda." in answer.text
    kept = officer.post("assignment/create", agency.fill(career.Assignment, "Ani"))
    assert kept.status_code == 303, read_errors(kept.text)


def test_unit_is_not_moved_out_of_reach_nor_its_own_office_renamed(officer: Visitor, agency: Agency) -> None:
    section = agency.rows[organization.Unit, "Ana"]
    form = read_inputs(officer.get(f"unit/edit/{section}").text)
    moved = form | {"parent_id": str(agency.keys["Budi"]["unit_id"]), "audit_reason": "Uji"}
    assert "Ini di luar jangkauan peran Anda." in officer.post(f"unit/edit/{section}", moved).text
    ((office,),) = agency.ask("SELECT id FROM personnel.unit WHERE code = 'A'")
    form = read_inputs(officer.get(f"unit/edit/{office}").text)
    answer = officer.post(f"unit/edit/{office}", form | {"name": "Baru", "audit_reason": "Uji"})
    assert answer.status_code == 400
    assert "Peran Anda tidak boleh mengubah baris ini." in answer.text
    assert agency.ask("SELECT name FROM personnel.unit WHERE id = %s", office) == [("A",)]


def test_search_and_counts_tell_nothing_of_others(officer: Visitor, agency: Agency) -> None:
    ana, budi = (agency.keys[name]["employee_id"] for name in ("Ana", "Budi"))
    assert f"/details/{ana}" in officer.get("employee/list", search="Ana").text
    assert f"/details/{budi}" not in officer.get("employee/list", search="Budi").text
    assert "Budi" not in officer.get("find/soon", term="Budi").text
    assert officer.get("grade-record/list", employee_id=budi).status_code == 400
    assert officer.get(f"employee/details/{budi}").status_code == 404
    assert officer.get(f"people/{budi}").status_code == 404
    counted = re.search(r'href="/admin/employee/list"><span>[^<]*</span><b>(\d+)</b>', officer.get("").text)
    assert counted is not None
    assert counted[1] == "2"


def test_sensitive_columns_are_hidden_searched_and_saved_by_no_one_else(
    address: str, head: Visitor, agency: Agency
) -> None:
    ana = agency.rows[people.Person, "Ana"]
    officer = Visitor(address, "officer_of_a")
    page = officer.get(f"person/details/{ana}").text
    assert NIK in page
    assert "Jalan Rahasia 9" in page
    assert f"/details/{ana}" in officer.get("person/list", search=NIK).text
    officer.close()
    page = head.get(f"person/details/{ana}").text
    assert NIK not in page
    assert "Jalan Rahasia" not in page
    assert page.count("tersembunyi") == 2
    assert NIK not in head.get("person/list").text
    assert f"/details/{ana}" not in head.get("person/list", search=NIK).text
    assert head.get("employee/ajax/lookup", name="person_id", term=NIK).json() == {"results": []}
    assert head.get("family-member/list").status_code == 403


def test_postgresql_refuses_masked_columns_itself(agency: Agency) -> None:
    with psycopg.connect(agency.url) as connection:
        act_as(connection, agency.users["head_of_a"])
        for statement in (
            b"SELECT nik FROM personnel.person",
            b"SELECT * FROM personnel.person",
            b"SELECT id FROM personnel.person WHERE nik LIKE '3%'",
            b"UPDATE personnel.person SET address = ''",
            b'SELECT password_hash FROM stewardship."user"',
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction(force_rollback=True):
                connection.execute(statement)
        assert connection.execute("SELECT count(*) FROM personnel.person").fetchone() == (2,)


def test_scoped_administrator_grants_nothing(agency: Agency) -> None:
    """A right over users that was granted on a unit is a right over no user."""
    with psycopg.connect(agency.url) as connection:
        (user,) = connection.execute(
            "INSERT INTO stewardship.\"user\" (name) VALUES ('admin_unit') RETURNING id"
        ).fetchone() or (0,)
        connection.execute(
            "INSERT INTO stewardship.user_role (user_id, role_id, unit_id) SELECT %s, id, %s FROM stewardship.role"
            " WHERE code = 'administrator'",
            [user, agency.keys["Ana"]["unit_id"]],
        )
        act_as(connection, user)
        for statement in (
            b"INSERT INTO stewardship.user_role (user_id, role_id)"
            b" SELECT stewardship.acting_user(), role_id FROM stewardship.user_role",
            b"UPDATE stewardship.role_right SET may_see = true",
            b"INSERT INTO stewardship.role (code, name) VALUES ('raja', 'Raja')",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction(force_rollback=True):
                connection.execute(statement)
        assert connection.execute("DELETE FROM stewardship.user_role").rowcount == 0
        connection.rollback()


def test_whoever_has_no_post_belongs_to_the_root_unit(agency: Agency) -> None:
    ((city, root),) = agency.ask("SELECT agency_id, id FROM personnel.unit WHERE code = 'AKAR'")
    with psycopg.connect(agency.url) as connection:
        Writer(connection, count(500)).employee(city, "Cici")
        (user,) = connection.execute(
            "INSERT INTO stewardship.\"user\" (name) VALUES ('akar') RETURNING id"
        ).fetchone() or (0,)
        connection.execute(
            "INSERT INTO stewardship.user_role (user_id, role_id, unit_id) SELECT %s, id, %s FROM stewardship.role"
            " WHERE code = 'hr_officer'",
            [user, root],
        )
        seen = {}
        for name, key in {"root": user, "A": agency.users["officer_of_a"]}.items():
            with connection.transaction():
                act_as(connection, key)
                seen[name] = {who for (who,) in connection.execute("SELECT name FROM personnel.person")}
                connection.execute("RESET ROLE")
        connection.rollback()
    assert seen == {"root": {"Ana", "Ani", "Budi", "Bela", "Cici"}, "A": {"Ana", "Ani"}}
