"""The worklist lists the saved changes that the live marts cannot hold, to those who may see the records."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from panel_site import PASSWORD, Visitor, serve_panel
from psycopg import sql
from psycopg.types.json import Jsonb
from quality_registrar import Registrar, Someone
from worklist_office import write_office

from admin.warehouse.accounts import add_user
from admin.warehouse.live.plan import CREATE, MODELS, PARKED
from admin.warehouse.live.turn import STATE

ROLES = {"data": "data_steward", "kepala": "unit_head", "bagian": "hr_officer", "biasa": "employee"}
GRANT = """
    UPDATE stewardship.user_role SET unit_id = %s
    WHERE user_id IN (SELECT id FROM stewardship.user WHERE name IN ('kepala', 'bagian'))
"""
PARK = f"""
    INSERT INTO staging.{PARKED} (transaction_id, rows, reason, parked_at, state, model, column_name)
    VALUES (%s, %s, 'Failing row contains (rahasia)', '2026-11-20 09:30+08', %s, %s, %s)
"""
PERSON, APPRAISAL = "personnel.person", "personnel.appraisal"


@dataclass
class Office:
    people: dict[str, Someone]
    visitors: dict[str, Visitor]
    connection: Any

    def park(
        self, rows: dict[str, list[int] | None], state: str | None = "23505", model: str = "duk", number: int = 1
    ) -> None:
        """Let a change wait that touched these rows."""
        self.connection.execute(PARK, [number, Jsonb(rows), state, model, None])

    def home(self, who: str) -> str:
        """Return somebody's start page."""
        return html.unescape(self.visitors[who].get("").text)

    def read(self, who: str, **params: str) -> str:
        """Return what somebody's worklist tells of changes that wait."""
        answer = self.visitors[who].get("worklist", **params)
        assert answer.status_code == 200, answer.text
        found = re.search(r'<section class="card parked".*?</section>', answer.text, re.DOTALL)
        return html.unescape(found[0]) if found else ""


@pytest.fixture(scope="module")
def place(server: Any, template: str) -> Iterator[Office]:
    with server.clone(template) as database, psycopg.connect(database.url, autocommit=True) as connection:
        writer = Registrar(connection)
        units, people, _issues = write_office(writer, connection)
        for name, role in ROLES.items():
            add_user(database.url, name, role, PASSWORD)
        connection.execute(GRANT, [units["DINAS"]])
        moved = [writer.seat(units["BADAN"], "PELAKSANA"), people["Budi"].post]
        connection.execute("UPDATE personnel.assignment SET seat_id = %s WHERE id = %s", moved)
        connection.execute("CREATE SCHEMA staging")
        tables = [sql.Identifier("staging", name) for name in (MODELS, STATE, PARKED)]
        connection.execute(sql.SQL(CREATE).format(**dict(zip(("models", "state", "parked"), tables, strict=True))))
        connection.execute(
            f"INSERT INTO staging.{STATE} (build_id, sees, refreshed_at, server)"
            " VALUES (1, pg_current_snapshot(), now(), 'x')".encode()
        )
        connection.execute(
            "INSERT INTO stewardship.warehouse_build (status, as_of_date, rule_set_hash)"
            " VALUES ('TERBIT', '2026-11-20', repeat('0', 64))"
        )
        with serve_panel(server.settings, database.url) as address:
            visitors = {name: Visitor(address, name) for name in ROLES}
            visitors["english"] = Visitor(address, "data", language="en")
            yield Office(people, visitors, connection)
            for visitor in visitors.values():
                visitor.close()


@pytest.fixture
def office(place: Office) -> Office:
    place.connection.execute(f"DELETE FROM staging.{PARKED}".encode())
    return place


def test_change_leads_to_the_form_of_its_record_and_says_why_in_words(office: Office) -> None:
    siti = office.people["Siti"].person
    office.park({PERSON: [siti]})
    told = office.read("data")
    assert f'href="/admin/person/edit/{siti}?next=%2Fadmin%2Fworklist"' in told
    assert "Siti Aminah" in told
    assert "Karena catatan ini, mart “Daftar urut kepangkatan (DUK)” memuat hal yang sama dua kali" in told
    assert "Sejak 20 Nov 2026 08.30 WIB." in told
    assert "Because of this record the mart" in office.read("english")
    assert "rahasia" not in told, "PostgreSQL's own words hold the whole row"
    assert office.visitors["data"].get(f"person/edit/{siti}").status_code == 200


def test_only_those_who_may_see_the_record_are_told(office: Office) -> None:
    siti, budi = office.people["Siti"], office.people["Budi"]
    office.park({PERSON: [siti.person]}, number=1)
    office.park({APPRAISAL: [budi.appraisals[2025]], PERSON: [budi.person]}, number=2)
    office.park({"stewardship.user": [1], "personnel.nowhere": [1]}, number=3)
    assert office.read("data").count('class="found"') == 2
    for who, page in (("kepala", "details"), ("bagian", "edit")):
        told = office.read(who)
        assert told.count('class="found"') == 1, who
        assert f"/admin/person/{page}/{siti.person}" in told
        assert "Budi" not in told
    assert office.visitors["biasa"].get("worklist").status_code == 403


def test_large_change_names_a_few_and_counts_the_others(office: Office) -> None:
    grades = [key for (key,) in office.connection.execute("SELECT id FROM reference.grade ORDER BY id LIMIT 9")]
    office.park({"reference.grade": grades, PERSON: None})
    told = office.read("data")
    assert told.count("/admin/grade/edit/") == 5
    assert "dan 4 lagi" in told
    assert 'href="/admin/person/list"' in told
    assert "semua baris" in told
    assert "/admin/person/list" not in office.read("bagian"), "an officer of one unit does not see all rows"


def test_deleted_record_leads_to_the_history(office: Office) -> None:
    with office.connection.transaction():
        office.connection.execute("UPDATE reference.study_field SET name = name || ' ' WHERE id = 1")
        made = "INSERT INTO reference.study_field (code, name) VALUES ('HAPUS', 'Akan dihapus') RETURNING id"
        (key,) = office.connection.execute(made).fetchone()
    with office.connection.transaction():
        (number,) = office.connection.execute("SELECT pg_current_xact_id()::text::bigint").fetchone()
        office.connection.execute("DELETE FROM reference.study_field WHERE id = %s", [key])
    office.park({"reference.study_field": [key]}, number=number)
    told = office.read("data")
    assert "1 baris yang dihapus" in told
    assert 'href="/admin/history?table=study-field"' in told


@pytest.mark.parametrize(
    ("state", "model", "sentence"),
    [
        ("23502", "kgb_due", "Mart “Kenaikan gaji berkala (KGB)” memerlukan sebuah kolom"),
        ("23514", "kgb_due", "melanggar aturan isi mart “Kenaikan gaji berkala (KGB)”"),
        (
            "22012",
            "int_employee__state",
            "Sebuah nilai pada catatan ini tidak dapat dihitung untuk",
        ),
        ("22008", "int_employee__state", "Sebuah tanggal pada catatan ini di luar yang dapat dihitung"),
        ("42P01", "int_employee__state", "Catatan ini tidak dapat diolah untuk mart yang memakainya."),
        (None, "", "Catatan ini tidak dapat diolah untuk mart yang memakainya."),
    ],
)
def test_every_reason_is_a_plain_sentence(office: Office, state: str, model: str, sentence: str) -> None:
    office.park({PERSON: [office.people["Siti"].person]}, state, model)
    assert sentence in office.read("data")


def test_changes_that_wait_stand_before_the_open_issues_only(office: Office) -> None:
    office.park({PERSON: [office.people["Siti"].person]})
    assert office.read("data", state="open")
    for narrowed in ({"state": "closed"}, {"severity": "BERAT"}, {"page": "2"}):
        assert office.read("data", **narrowed) == ""
    home = office.visitors["data"].get("").text
    assert 'href="/admin/worklist#parked"' in home
    assert 'href="/admin/worklist#parked"' not in office.visitors["biasa"].get("").text


def test_start_page_counts_all_and_leads_to_those_within_reach(office: Office) -> None:
    refreshed = f"UPDATE staging.{STATE} SET sees = pg_current_snapshot(), refreshed_at = now() - interval '1 minute'"
    office.connection.execute(refreshed.encode())
    assert "Semua perubahan yang tersimpan sudah termuat, terakhir" in office.home("bagian")
    office.connection.execute("UPDATE reference.study_field SET ordinal = ordinal + 1 WHERE id = 1")
    assert "1 perubahan menunggu dimuat; yang tersimpan sampai" in office.home("bagian")
    office.connection.execute(refreshed.encode())
    office.park({PERSON: [office.people["Budi"].person]}, number=1)
    for who, is_led in (("data", True), ("bagian", False), ("biasa", False)):
        home = office.home(who)
        assert "1 perubahan tersimpan belum dapat dimuat." in home, who
        assert "Perubahan lainnya sudah termuat semua" in home
        assert ('href="/admin/worklist#parked"' in home) is is_led, who
