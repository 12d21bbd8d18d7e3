"""What reach rests on cannot be bent: shared decrees, references to others, posts that end, cells of others' files."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest
from panel_site import Visitor, read_errors, read_inputs, serve_panel
from rights_people import Agency, act_as, found_agency

from models import Base, career, conduct, people, performance
from models.database import create_engine

NOT_YOURS = "Peran Anda tidak boleh mengubah baris ini."
OUT_OF_SIGHT = "Sesudah ini orang tersebut tidak lagi berada di unit yang Anda kelola."
REASON = {"audit_reason": "Uji"}
POST_OF = "SELECT id FROM personnel.assignment WHERE employee_id = %s AND kind = 'DEFINITIF' ORDER BY id LIMIT 1"


@dataclass
class Site:
    """The agency, and the officer of office A and the one of everything, signed in."""

    agency: Agency
    officer: Visitor
    everywhere: Visitor

    def key(self, name: str, column: str = "employee_id") -> int:
        return self.agency.keys[name][column]

    def post_of(self, name: str) -> int:
        """Return the definitive post of somebody."""
        ((key,),) = self.agency.ask(POST_OF, self.key(name))
        return int(key)


@pytest.fixture(scope="module")
def site(server: Any, template: str) -> Iterator[Site]:
    with server.clone(template) as database:
        engine = create_engine(database.url)
        agency = found_agency(engine, database.url)
        with serve_panel(server.settings, database.url) as address:
            visitors = [Visitor(address, name) for name in ("officer_of_a", "officer")]
            yield Site(agency, *visitors)
            for visitor in visitors:
                visitor.close()
        engine.dispose()


@pytest.fixture
def acting(site: Site) -> Iterator["psycopg.Connection[Any]"]:
    """Return a connection under the identity of the officer of office A; nothing of it stays."""
    with psycopg.connect(site.agency.url) as connection:
        act_as(connection, site.agency.users["officer_of_a"])
        yield connection
        connection.rollback()


def refused(connection: "psycopg.Connection[Any]", statement: str, *values: object) -> str:
    """Return the column that a refusal of PostgreSQL names; the transaction goes on."""
    with pytest.raises(psycopg.errors.InsufficientPrivilege) as caught, connection.transaction():
        connection.execute(statement.encode(), values)
    return caught.value.diag.column_name or ""


def test_shared_decree_is_read_by_each_unit_and_changed_by_who_reaches_everybody_in_it(site: Site) -> None:
    agency = site.agency
    decree = agency.make(people.Decree, "Ani")
    agency.make(conduct.Award, "Ani", decree_id=decree)
    other = agency.make(conduct.Award, "Bela", decree_id=decree)
    form = read_inputs(site.officer.get(f"decree/edit/{decree}").text)
    assert form["number"]
    changed = form | {"number": "Diubah"} | REASON
    answer = site.officer.post(f"decree/edit/{decree}", changed)
    assert (answer.status_code, NOT_YOURS in answer.text) == (400, True)
    answer = site.officer.post(f"decree/delete/{decree}", {"row_version": form["row_version"]} | REASON)
    assert (answer.status_code, NOT_YOURS in answer.text) == (409, True)
    with psycopg.connect(agency.url) as connection:
        act_as(connection, agency.users["officer_of_a"])
        for statement in (b"UPDATE personnel.decree SET number = 'X' WHERE id = %s",
                          b"DELETE FROM personnel.decree WHERE id = %s"):  # fmt: skip
            assert connection.execute(statement, [decree]).rowcount == 0
        connection.rollback()
    assert site.everywhere.post(f"decree/edit/{decree}", changed).status_code == 303
    agency.delete(conduct.Award, other)
    form = read_inputs(site.officer.get(f"decree/edit/{decree}").text)
    assert site.officer.post(f"decree/edit/{decree}", form | {"number": "Milik sendiri"} | REASON).status_code == 303


def test_every_table_that_names_a_decree_counts_among_its_subjects(site: Site) -> None:
    """A table added later counts by itself: stewardship.protect makes the view anew."""
    naming = {
        table.fullname
        for table in Base.metadata.tables.values()
        if any(key.column.table.fullname == "personnel.decree" for key in table.foreign_keys)
    }
    used = site.agency.ask(
        "SELECT DISTINCT view.table_schema || '.' || view.table_name FROM information_schema.view_table_usage AS view"
        " WHERE view_schema = 'stewardship' AND view_name = 'decree_subject'"
    )
    assert {name for (name,) in used} == naming
    assert len(naming) >= 12


@pytest.mark.parametrize("model", [
    career.GradeRecord, career.Assignment, career.SalaryIncrement, career.CreditRecord, career.PppkContract,
    career.PriorService, career.Termination, conduct.DisciplineCase, conduct.Award, people.EmployeeStatus,
    people.EducationRecord, people.Document,
])  # fmt: skip
def test_no_row_is_pointed_at_a_decree_out_of_reach(site: Site, acting: "psycopg.Connection[Any]", model: Any) -> None:
    foreign = site.agency.rows[people.Decree, "Budi"]
    own = site.agency.rows[people.Decree, "Ana"]
    table, key = model.__table__, site.agency.row(model, "Ana")
    statement = f"UPDATE {table} SET decree_id = %s WHERE id = %s"
    assert refused(acting, statement, foreign, key) == "decree_id"
    assert acting.execute(statement.encode(), [own, key]).rowcount == 1


def test_no_row_is_made_that_refers_to_somebody_out_of_reach(site: Site, acting: "psycopg.Connection[Any]") -> None:
    statement = (
        "INSERT INTO personnel.award (employee_id, award_kind_id, awarded_on, decree_id)"
        " SELECT employee_id, award_kind_id, awarded_on + 1, %s FROM personnel.award WHERE id = %s"
    )
    award = site.agency.rows[conduct.Award, "Ana"]
    assert refused(acting, statement, site.agency.rows[people.Decree, "Budi"], award) == "decree_id"
    statement = "UPDATE personnel.appraisal SET appraiser_id = %s WHERE id = %s"
    appraisal = site.agency.rows[performance.Appraisal, "Ana"]
    assert refused(acting, statement, site.key("Budi"), appraisal) == "appraiser_id"
    assert acting.execute(statement.encode(), [site.key("Ani"), appraisal]).rowcount == 1


def test_row_that_refers_to_somebody_out_of_reach_is_changed_otherwise(site: Site) -> None:
    """What is stored is not asked for again: the head of an office may be judged by somebody above it."""
    appraisal = site.agency.rows[performance.Appraisal, "Ana"]
    with psycopg.connect(site.agency.url) as connection:
        connection.execute(
            "UPDATE personnel.appraisal SET appraiser_id = %s WHERE id = %s", [site.key("Budi"), appraisal]
        )
        connection.commit()
        act_as(connection, site.agency.users["officer_of_a"])
        changed = connection.execute(
            "UPDATE personnel.appraisal SET updated_at = now() WHERE appraiser_id = %s", [site.key("Budi")]
        )
        assert changed.rowcount == 1
        connection.rollback()
    path = f"appraisal/edit/{appraisal}"
    sent = read_inputs(site.officer.get(path).text)
    assert sent["appraiser_id"] == str(site.key("Budi"))
    answer = site.officer.post(path, sent | REASON)
    assert answer.status_code == 303, read_errors(answer.text)
    foreign = read_inputs(site.officer.get(path).text) | {"appraiser_id": str(site.key("Bela"))} | REASON
    assert "appraiser_id" in read_errors(site.officer.post(path, foreign).text)


def test_employee_becomes_no_person_out_of_reach(site: Site, acting: "psycopg.Connection[Any]") -> None:
    statement = "UPDATE personnel.employee SET person_id = %s WHERE id = %s"
    refused(acting, statement, site.key("Budi", "person_id"), site.key("Ana"))
    acting.execute("RESET ROLE")
    acting.execute(
        "INSERT INTO stewardship.user_role (user_id, role_id) SELECT %s, id FROM stewardship.role"
        " WHERE code = 'inspector'",
        [site.agency.users["officer_of_a"]],
    )
    act_as(acting, site.agency.users["officer_of_a"])
    seen = acting.execute("SELECT count(*) FROM personnel.person WHERE id = %s", [site.key("Budi", "person_id")])
    assert seen.fetchone() == (1,), "an inspector sees everybody"
    refused(acting, statement, site.key("Budi", "person_id"), site.key("Ana"))


def test_nobody_is_carried_out_of_sight_by_ending_or_deleting_their_post(site: Site) -> None:
    post = site.post_of("Ana")
    form = read_inputs(site.officer.get(f"assignment/edit/{post}").text) | REASON
    answer = site.officer.post(f"assignment/edit/{post}", form | {"valid_to": "2021-01-01"})
    assert answer.status_code == 400
    assert OUT_OF_SIGHT in read_errors(answer.text)["valid_to"]
    version = {"row_version": form["row_version"], "rows": f"{post}:{form['row_version']}"} | REASON
    for address in (f"assignment/delete/{post}", "assignment/bulk/delete"):
        answer = site.officer.post(address, version)
        assert (answer.status_code, OUT_OF_SIGHT in answer.text) == (409, True), address
    many = version | {"column": "kind", "kind": "PLH", "step": "save", "previewed": "PLH"}
    answer = site.officer.post("assignment/bulk/edit", many)
    assert (answer.status_code, OUT_OF_SIGHT in answer.text) == (409, True)
    later = site.officer.post(f"assignment/edit/{post}", form | {"valid_to": str(date.today() + timedelta(30))})
    assert later.status_code == 303, "what ends later is seen until then"
    form = read_inputs(site.officer.get(f"assignment/edit/{post}").text) | REASON
    assert site.officer.post(f"assignment/edit/{post}", form | {"valid_to": ""}).status_code == 303


def test_employee_is_moved_within_reach(site: Site, acting: "psycopg.Connection[Any]") -> None:
    statement = b"UPDATE personnel.assignment SET seat_id = %s WHERE id = %s"
    assert acting.execute(statement, [site.key("Ani", "seat_id"), site.post_of("Ana")]).rowcount == 1
    with pytest.raises(psycopg.errors.CheckViolation) as caught:
        acting.execute(b"UPDATE personnel.assignment SET valid_to = current_date WHERE id = %s", [site.post_of("Ani")])
    assert caught.value.diag.constraint_name == "ck_assignment_in_sight"


def test_whoever_reaches_the_whole_agency_may_end_a_post(site: Site) -> None:
    post = site.post_of("Bela")
    form = read_inputs(site.everywhere.get(f"assignment/edit/{post}").text) | REASON
    assert site.everywhere.post(f"assignment/edit/{post}", form | {"valid_to": "2021-01-01"}).status_code == 303


def test_cells_of_others_files_are_read_by_who_sees_sensitive_columns(site: Site) -> None:
    """A NIK may stand in any column of a file."""
    agency = site.agency
    with psycopg.connect(agency.url) as connection:
        connection.execute(
            "WITH batch AS (INSERT INTO stewardship.import_batch (user_id, table_name, file_name, file_hash, row_count)"
            " VALUES (%s, 'personnel.person', 'a.csv', 'x', 1) RETURNING id)"
            " INSERT INTO stewardship.import_row (import_batch_id, line, cells)"
            " SELECT id, 2, '[\"3273011204870009\"]' FROM batch",
            [agency.users["steward"]],
        )
        seen = {}
        for who in ("officer", "officer and head", "steward"):
            name = who.split()[0]
            with connection.transaction(force_rollback=True):
                if " and " in who:
                    connection.execute(
                        "INSERT INTO stewardship.user_role (user_id, role_id, unit_id) SELECT %s, id, %s"
                        " FROM stewardship.role WHERE code = 'unit_head'",
                        [agency.users[name], site.key("Ana", "unit_id")],
                    )
                act_as(connection, agency.users[name])
                seen[who] = connection.execute("SELECT count(*) FROM stewardship.import_row").fetchone()
        connection.rollback()
    assert seen == {"officer": (1,), "officer and head": (0,), "steward": (1,)}


def test_whoever_reaches_every_unit_sees_like_one_who_sees_everything_and_founds_nothing(site: Site) -> None:
    """Their queries need no condition; a second agency beside the reached one brings the conditions back."""
    agency = site.agency
    counted = "SELECT (SELECT count(*) FROM personnel.employee), (SELECT count(*) FROM personnel.grade_record)"
    with psycopg.connect(agency.url) as connection:
        connection.execute(
            "INSERT INTO stewardship.user_role (user_id, role_id, unit_id) SELECT user_id, role_id, unit.id"
            " FROM stewardship.user_role, personnel.unit WHERE user_id = %s AND parent_id IS NULL",
            [agency.users["officer_of_a"]],
        )
        everything = connection.execute(counted.encode()).fetchone()
        ask_role = b"SELECT stewardship.panel_role(%s)"
        assert connection.execute(ask_role, [agency.users["officer_of_a"]]).fetchone() == ("merit_panel_wide_private",)
        assert connection.execute(ask_role, [agency.users["head_of_a"]]).fetchone() == ("merit_panel",)
        with connection.transaction(force_rollback=True):
            act_as(connection, agency.users["officer_of_a"])
            assert connection.execute(counted.encode()).fetchone() == everything
            changed = connection.execute("UPDATE personnel.employee SET updated_at = now()").rowcount
            assert everything is not None
            assert changed == everything[0]
            refused(connection, "INSERT INTO personnel.person (name, sex, born_on) VALUES ('X', 'L', '1990-01-01')")
        with connection.transaction(force_rollback=True):
            connection.execute(
                "INSERT INTO personnel.unit (agency_id, code, name, kind, valid_from)"
                " SELECT agency_id, 'LAIN', 'Lain', kind, valid_from FROM personnel.unit WHERE code = 'AKAR'"
            )
            assert connection.execute(ask_role, [agency.users["officer_of_a"]]).fetchone() == ("merit_panel_private",)
        connection.rollback()


def test_officer_of_a_unit_teaches_imports_nothing_that_holds_for_all(site: Site) -> None:
    """What a text means is stored for everybody's files, so it takes a right over everything."""
    assert site.officer.get("award/import").status_code == 200
    assert site.officer.post("award/import/1/learn", {}).status_code == 403
    assert site.everywhere.post("award/import/999/learn", {}).status_code == 404
