"""The worklist over HTTP: what is shown to whom and in which order, where it leads, and how an issue is excused."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from panel_site import PASSWORD, Visitor, read_errors, read_inputs, read_notice, serve_panel
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb
from quality_registrar import Registrar, Someone
from worklist_office import ISSUE, TODAY, write_office

from admin.warehouse.accounts import add_user

ROLES = {
    "data": "data_steward",
    "both": "data_steward",
    "kepala": "unit_head",
    "bagian": "hr_officer",
    "biasa": "employee",
}
GRANT_UNIT = """
    UPDATE stewardship.user_role SET unit_id = %s
    WHERE user_id IN (SELECT id FROM stewardship.user WHERE name IN ('kepala', 'bagian'))
"""
GRANT_BOTH = """
    INSERT INTO stewardship.user_role (user_id, role_id, unit_id)
    SELECT account.id, role.id, %s FROM stewardship.user AS account, stewardship.role
    WHERE account.name = 'both' AND role.code = 'hr_officer'
"""


@dataclass
class Office:
    """Two units, the people in them, and the issues: by name, their numbers."""

    url: str
    units: dict[str, int]
    people: dict[str, Someone]
    issues: dict[str, int]
    visitors: dict[str, Visitor]

    def ask(self, query: str, *values: object) -> list[dict[str, Any]]:
        with psycopg.connect(self.url, row_factory=dict_row) as connection:
            cursor = connection.execute(query.encode(), values or None)
            return cursor.fetchall() if cursor.description else []

    def shown(self, who: str, **params: Any) -> list[int]:
        """Return the numbers of the issues that somebody's page lists, in its order."""
        answer = self.visitors[who].get("worklist", **params)
        assert answer.status_code == 200, answer.text
        return [int(number) for number in re.findall(r'id="issue-(\d+)"', answer.text)]

    def excuse(self, who: str, name: str, until: object = TODAY, reason: str = "menunggu KTP", **more: str) -> Any:
        path = f"worklist/{self.issues[name]}/excuse"
        version = read_inputs(self.visitors[who].get(path).text).get("row_version", "")
        data = {"until": str(until), "reason": reason, "row_version": version} | more
        return self.visitors[who].post(path, data)


@pytest.fixture(scope="module")
def office(server: Any, template: str) -> Iterator[Office]:
    with server.clone(template) as database:
        with psycopg.connect(database.url) as connection:
            units, people, issues = write_office(Registrar(connection), connection)
        for name, role in ROLES.items():
            add_user(database.url, name, role, PASSWORD)
        with psycopg.connect(database.url) as connection:
            connection.execute(GRANT_UNIT, [units["DINAS"]])
            connection.execute(GRANT_BOTH, [units["DINAS"]])
        with serve_panel(server.settings, database.url) as address:
            visitors = {name: Visitor(address, name) for name in ROLES}
            visitors["english"] = Visitor(address, "data", language="en")
            yield Office(database.url, units, people, issues, visitors)
            for visitor in visitors.values():
                visitor.close()


@pytest.fixture(autouse=True)
def _nothing_excused(office: Office) -> None:
    office.ask(
        "UPDATE stewardship.quality_issue SET closed_on = NULL, excused_until = NULL, excuse_reason = NULL,"
        " excused_by_id = NULL"
    )


def names(office: Office, numbers: list[int]) -> list[str]:
    of = {number: name for name, number in office.issues.items()}
    return [of[number] for number in numbers]


def test_what_blocks_most_comes_first(office: Office) -> None:
    assert names(office, office.shown("data")) == ["grade", "skp", "predicate", "nik"]


def test_issues_of_ones_own_units_come_before_all_others(office: Office) -> None:
    assert names(office, office.shown("both")) == ["skp", "nik", "grade", "predicate"]
    assert office.visitors["both"].get("worklist").text.count("Unit saya") == 2
    home = read_text(office.visitors["both"].get("").text)
    assert "Temuan terbuka 4 Di unit saya 2 Di antaranya menahan mart 3 Dikecualikan 0" in home


def test_issue_is_told_in_the_language_of_the_reader(office: Office) -> None:
    page = read_text(office.visitors["data"].get("worklist").text)
    for text in (
        "Penilaian kinerja (SKP) tahun 2025 belum tercatat.",
        "Tertulis “<b>baik</b>”, dibaca Baik.",
        "Menahan 14 baris mart",
        "Kenaikan gaji berkala (KGB): 14.",
        "Siti Aminah",
        "40 hari",
    ):
        assert text in page
    page = read_text(office.visitors["english"].get("worklist").text)
    for text in ("The appraisal (SKP) of 2025 is not on record.", "read as Good", "Blocks 14 rows of marts"):
        assert text in page
    assert "<b>baik</b>" not in office.visitors["data"].get("worklist").text, "what people typed is never markup"


def test_issue_leads_to_the_very_field(office: Office) -> None:
    visitor = office.visitors["data"]
    links = [
        html.unescape(found) for found in re.findall(r'button primary" href="([^"]+)"', visitor.get("worklist").text)
    ]
    person, budi = office.people["Siti"], office.people["Budi"]
    assert f"/admin/person/edit/{person.person}?next=%2Fadmin%2Fworklist#nik" in links
    assert f"/admin/appraisal/edit/{budi.appraisals[2025]}?next=%2Fadmin%2Fworklist#predicate" in links
    (entry,) = [link for link in links if "appraisal/create" in link]
    assert entry.endswith("#predicate")
    for link in links:
        path, _, field = link.removeprefix("/admin/").partition("#")
        page = visitor.get(path)
        assert page.status_code == 200
        assert f'id="{field}"' in page.text, link
    form = visitor.get(entry.removeprefix("/admin/")).text
    assert f'name="employee_id" value="{person.employee}"' in form


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"rule": "nik_missing"}, ["nik"]),
        ({"severity": "BERAT"}, ["grade", "skp"]),
        ({"age": "30"}, ["grade", "nik"]),
        ({"age": "90"}, ["nik"]),
        ({"rule": "nobody_knows"}, []),
    ],
)
def test_list_is_narrowed(office: Office, params: dict[str, str], expected: list[str]) -> None:
    assert names(office, office.shown("data", **params)) == expected


def test_list_is_narrowed_to_a_unit_with_those_below_and_to_a_person(office: Office) -> None:
    (root,) = office.ask("SELECT parent_id AS id FROM personnel.unit WHERE id = %s", office.units["DINAS"])
    assert names(office, office.shown("data", unit=root["id"])) == ["skp", "nik"]
    assert names(office, office.shown("data", unit=office.units["BADAN"])) == ["grade", "predicate"]
    assert names(office, office.shown("data", employee=office.people["Budi"].employee)) == ["grade", "predicate"]


@pytest.mark.parametrize(
    "params",
    [
        {"state": "gone"},
        {"severity": "x"},
        {"age": "31"},
        {"unit": "1;drop"},
        {"unit": str(2**63)},
        {"employee": "-1"},
        {"rule": "aturan\u202e"},
        {"rule": "a\x00"},
        {"page": "x"},
    ],
)
def test_address_that_makes_no_sense_is_told_so(office: Office, params: dict[str, str]) -> None:
    answer = office.visitors["data"].get("worklist", **params)
    assert answer.status_code == 400
    assert "Traceback" not in answer.text


def test_excused_issue_is_open_again_by_itself_after_its_day(office: Office) -> None:
    answer = office.excuse("data", "grade", TODAY + timedelta(days=30))
    assert (answer.status_code, answer.headers["location"]) == (303, "/admin/worklist?notice=saved")
    assert names(office, office.shown("data")) == ["skp", "predicate", "nik"]
    assert names(office, office.shown("data", state="excused")) == ["grade"]
    (issue,) = office.ask(
        "SELECT excuse_reason, name FROM stewardship.quality_issue JOIN stewardship.user AS account"
        " ON account.id = excused_by_id WHERE quality_issue.id = %s",
        office.issues["grade"],
    )
    assert issue == {"excuse_reason": "menunggu KTP", "name": "data"}

    office.ask(
        "UPDATE stewardship.quality_issue SET excused_until = current_date WHERE id = %s", office.issues["grade"]
    )
    assert office.shown("data", state="excused") == [office.issues["grade"]], "the last day still counts"
    office.ask(
        "UPDATE stewardship.quality_issue SET excused_until = current_date - 1 WHERE id = %s", office.issues["grade"]
    )
    assert names(office, office.shown("data"))[0] == "grade"


def test_excuse_is_withdrawn(office: Office) -> None:
    office.excuse("data", "nik")
    assert "Cabut pengecualian" in office.visitors["data"].get(f"worklist/{office.issues['nik']}/excuse").text
    assert office.excuse("data", "nik", act="withdraw").status_code == 303
    assert office.shown("data", state="excused") == []


@pytest.mark.parametrize(
    ("until", "reason", "said"),
    [
        (TODAY - timedelta(days=2), "x", "dari hari ini"),
        (TODAY + timedelta(days=1000), "x", "dari hari ini"),
        ("besok", "x", "hari/bulan/tahun"),
        ("31/02/2099", "x", "kalender"),
        ("", "x", "dari hari ini"),
        (TODAY, " \n", "alasannya"),
        (TODAY, "x" * 1001, "alasannya"),
        (TODAY, "a\x00b", "alasannya"),
    ],
)
def test_excuse_needs_a_day_and_a_reason(office: Office, until: object, reason: str, said: str) -> None:
    answer = office.excuse("data", "nik", until, reason)
    assert answer.status_code == 400
    (error,) = read_errors(answer.text).values()
    assert said in error
    assert office.shown("data", state="excused") == []


def test_excuse_of_somebody_else_is_not_overwritten_unseen(office: Office) -> None:
    path = f"worklist/{office.issues['nik']}/excuse"
    stale = read_inputs(office.visitors["data"].get(path).text)["row_version"]
    assert office.excuse("both", "nik", reason="sudah dilaporkan").status_code == 303
    answer = office.excuse("data", "nik", reason="lain", row_version=stale)
    assert answer.status_code == 409
    assert "Orang lain baru saja mengubah pengecualian ini." in read_notice(answer.text)
    assert "sudah dilaporkan" in answer.text
    reasons = "SELECT excuse_reason FROM stewardship.quality_issue WHERE id = %s"
    assert office.ask(reasons, office.issues["nik"]) == [{"excuse_reason": "sudah dilaporkan"}]
    assert office.visitors["data"].post(path, {"until": str(TODAY), "reason": "x"}).status_code == 400
    seen = read_inputs(answer.text)["row_version"]
    assert office.excuse("data", "nik", reason="lain", row_version=seen).status_code == 303


def test_closed_issue_needs_no_excuse(office: Office) -> None:
    office.ask("UPDATE stewardship.quality_issue SET closed_on = opened_on WHERE id = %s", office.issues["nik"])
    assert names(office, office.shown("data", state="closed")) == ["nik"]
    assert "sudah ditutup" in read_notice(office.excuse("data", "nik").text)
    assert office.visitors["data"].get("worklist/999999/excuse").status_code == 404


def test_unit_head_sees_the_own_units_and_excuses_nothing(office: Office) -> None:
    assert names(office, office.shown("kepala")) == ["skp", "nik"]
    page = office.visitors["kepala"].get("worklist").text
    assert "Kecualikan" not in page
    assert office.excuse("kepala", "nik").status_code == 403


def test_officer_of_a_unit_excuses_only_there(office: Office) -> None:
    assert names(office, office.shown("bagian")) == ["skp", "nik"]
    assert office.excuse("bagian", "nik").status_code == 303
    assert office.excuse("bagian", "grade").status_code == 404
    assert names(office, office.shown("data", state="excused")) == ["nik"]


def test_employee_has_no_worklist(office: Office) -> None:
    assert office.visitors["biasa"].get("worklist").status_code == 403
    assert office.excuse("biasa", "nik").status_code == 403
    assert "Daftar kerja data" not in office.visitors["biasa"].get("").text


def test_panel_can_change_nothing_of_an_issue_but_its_excuse(office: Office) -> None:
    (steward,) = office.ask("SELECT id FROM stewardship.user WHERE name = 'data'")
    for column, value in {"closed_on": "current_date", "blocks": "0", "detail": "'{}'", "unit_id": "1"}.items():
        with psycopg.connect(office.url) as connection:
            act = "SELECT set_config('merit.user_id', %s, true), set_config('role', 'merit_panel_wide_private', true)"
            connection.execute(act, [str(steward["id"])])
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(f"UPDATE stewardship.quality_issue SET {column} = {value}")


def test_what_was_mended_since_the_last_check_is_told(office: Office) -> None:
    office.ask(
        "WITH build AS (INSERT INTO stewardship.warehouse_build (status, as_of_date, rule_set_hash, data_read_at)"
        " VALUES ('TERBIT', current_date, 'x', clock_timestamp()) RETURNING id)"
        " INSERT INTO stewardship.quality_round (warehouse_build_id, as_of_date, opened, reopened, closed, still_open)"
        " SELECT id, current_date, 4, 1, 2, 4 FROM build"
    )
    told = "Catatannya sudah diubah sesudah pemeriksaan ini"
    page = read_text(office.visitors["data"].get("worklist").text)
    assert "4 baru, 1 muncul lagi, 2 ditutup" in page
    assert told not in page

    siti, budi = office.people["Siti"], office.people["Budi"]
    office.ask("UPDATE personnel.person SET phone = '0812' WHERE id = %s", siti.person)
    office.ask(
        "INSERT INTO personnel.grade_record (employee_id, grade_id, valid_from, reason)"
        " SELECT %s, id, '2020-01-01', 'REGULER' FROM reference.grade WHERE code = 'III/b'",
        budi.employee,
    )
    page = office.visitors["data"].get("worklist").text
    cards = dict(re.findall(r'id="issue-(\d+)">(.*?)</li>', page, re.DOTALL))
    marked = [name for name, number in office.issues.items() if told in cards[str(number)]]
    assert marked == ["nik", "grade"]


def test_issue_about_a_file_leads_to_its_upload(office: Office) -> None:
    (decree,) = office.ask(
        "INSERT INTO personnel.decree (agency_id, kind, number, issued_on) SELECT id, 'LAIN', '1', '2026-01-01'"
        " FROM personnel.agency LIMIT 1 RETURNING id"
    )
    values = [decree["id"], "", None, None, Jsonb({"number": "1", "issued_on": "2026-01-01"}), 0, Jsonb({})]
    (issue,) = office.ask(ISSUE, *values, TODAY, TODAY, "decree_without_file")
    page = office.visitors["data"].get("worklist", rule="decree_without_file").text
    assert "Keputusan 1 tanggal 1 Jan 2026" in read_text(page)
    (address,) = re.findall(r'button primary" href="([^"]+)"', page)
    assert address == f"/admin/decree/file/{decree['id']}/upload"
    assert 'type="file"' in office.visitors["data"].client.get(address).text
    office.ask("DELETE FROM stewardship.quality_issue WHERE id = %s RETURNING id", issue["id"])


def test_after_excusing_nobody_is_led_away(office: Office) -> None:
    path = f"worklist/{office.issues['nik']}/excuse?next=https://evil.example/"
    version = read_inputs(office.visitors["data"].get(path).text)["row_version"]
    answer = office.visitors["data"].post(path, {"until": str(TODAY), "reason": "x", "row_version": version})
    assert answer.headers["location"] == "/admin/worklist?notice=saved"


def read_text(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())
