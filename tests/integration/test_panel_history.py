"""The change history in the panel: who changed what, when and why; found again."""

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest
from history_panel import Panel, open_panel, read_cards
from panel_rows import fill_form, make_row
from panel_site import Visitor, read_errors, read_inputs

from models.career import Assignment, GradeRecord, SalaryIncrement
from models.conduct import Award
from models.organization import Seat, Unit
from models.people import FamilyMember, Person
from models.reference import LegalStatus, StudyField
from models.stewardship import User


@pytest.fixture(scope="module")
def panel(server: Any, template: str) -> Iterator[Panel]:
    with open_panel(server, template) as panel:
        yield panel


def test_edit_is_recorded_with_person_request_and_reason(panel: Panel) -> None:
    key = panel.visitor.create("person", fill_form(panel.engine, Person) | {"name": "Siti"})
    assert panel.save("person", key, name="Siti Aminah", audit_reason="Salah ketik").status_code == 303
    added, changed = panel.read("personnel.person", key)
    (admin,) = panel.connection.execute("select id from stewardship.user where name = 'admin'").fetchall()
    assert (added["user_id"], changed["user_id"]) == (admin["id"], admin["id"])
    assert (changed["old"], changed["new"]) == ({"name": "Siti"}, {"name": "Siti Aminah"})
    assert (added["reason"], changed["reason"]) == (None, "Salah ketik")
    assert re.fullmatch("[0-9a-f]{12}", changed["request_id"])
    assert changed["request_id"] != added["request_id"]


def test_deletion_is_recorded_with_its_reason(panel: Panel) -> None:
    key = make_row(panel.engine, StudyField)
    assert panel.visitor.delete("study-field", key, {"audit_reason": "Ganda"}).status_code == 303
    deleted = panel.read("reference.study_field", key)[-1]
    assert (deleted["operation"], deleted["reason"]) == ("HAPUS", "Ganda")


@pytest.mark.parametrize(("model", "table"), [(GradeRecord, "grade-record"), (Award, "award")])
def test_careers_and_conduct_are_not_changed_without_a_reason(panel: Panel, model: Any, table: str) -> None:
    values = fill_form(panel.engine, model)
    key = panel.visitor.create(table, values)
    form = read_inputs(panel.visitor.get(f"{table}/edit/{key}").text)
    refused = panel.visitor.post(f"{table}/edit/{key}", values | {"row_version": form["row_version"]})
    assert refused.status_code == 400
    assert read_errors(refused.text) == {"audit_reason": "Alasan perubahan wajib diisi."}
    assert panel.visitor.delete(table, key).status_code == 400
    assert panel.visitor.get(f"{table}/details/{key}").status_code == 200
    deleted = panel.visitor.delete(table, key, {"audit_reason": "SK dibatalkan"})
    assert deleted.status_code == 303


def test_reason_that_cannot_be_stored_is_refused(panel: Panel) -> None:
    key = make_row(panel.engine, StudyField)
    for reason, said in (
        ("x" * 501, "paling banyak 500"),
        ("a\x00b", "tidak dapat disimpan"),
        ("a\x1bb", "tidak dapat"),
    ):
        answer = panel.save("study-field", key, name="Lain", audit_reason=reason)
        assert answer.status_code == 400
        assert said in read_errors(answer.text)["audit_reason"]
    assert len(panel.read("reference.study_field", key)) == 1


def test_history_of_a_row_tells_each_field_in_words(panel: Panel) -> None:
    first, second = (make_row(panel.engine, Person) for _ in range(2))
    names = [row["name"] for row in panel.connection.execute(
        "select name from personnel.person where id in (%s, %s) order by id", [first, second])]  # fmt: skip
    member = panel.visitor.create(
        "family-member", fill_form(panel.engine, FamilyMember) | {"person_id": str(first), "name": "Budi"}
    )
    panel.save("family-member", member, person_id=str(second), name="Budi <b>", audit_reason="Keliru orang")
    page = panel.visitor.get("history", table="family-member", row=str(member)).text
    changed, added = read_cards(page)
    assert "Diubah" in changed
    assert "admin" in changed
    assert "Alasan: Keliru orang" in changed
    assert re.search(f"Orang .*{names[0]}.*{names[1]}", changed)
    assert "Nama Budi Budi <b>" in changed
    assert "<b>Budi" not in page
    assert "Budi &lt;b&gt;" in page
    assert "Ditambahkan" in added
    details = panel.visitor.get(f"family-member/details/{member}").text
    assert f"/admin/history?table=family-member&amp;row={member}" in details


def test_amounts_keep_their_digits_in_the_history(panel: Panel) -> None:
    values = fill_form(panel.engine, SalaryIncrement) | {"base_salary": "999999999999,90"}
    key = panel.visitor.create("salary-increment", values)
    panel.save("salary-increment", key, base_salary="3500000", audit_reason="Salah ketik")
    changed, added = read_cards(panel.visitor.get("history", table="salary-increment", row=str(key)).text)
    assert "Gaji pokok 999.999.999.999,90 3.500.000,00" in changed
    assert "999.999.999.999,90" in added


def test_history_of_a_person_spans_their_tables(panel: Panel) -> None:
    values = fill_form(panel.engine, GradeRecord)
    (employee,) = panel.connection.execute(
        "select id, person_id from personnel.employee where id = %s", [values["employee_id"]]
    ).fetchall()
    panel.visitor.create("grade-record", values)
    panel.save("person", employee["person_id"], phone="0812")
    cards = read_cards(panel.visitor.get("history", person=str(employee["person_id"])).text)
    text = " ".join(cards)
    assert "Riwayat golongan" in text
    assert "0812" in text
    assert len(cards) == 4  # person, employee, grade, and the phone
    assert f"person={employee['person_id']}" in panel.visitor.get(f"employee/details/{employee['id']}").text


def test_history_of_a_user_and_of_one_request(panel: Panel) -> None:
    officer = Visitor(panel.address, "budi")
    key = make_row(panel.engine, Person)
    version = officer.read_version("person", key)
    officer.post(f"person/edit/{key}", {"row_version": version, "phone": "0813"})
    officer.close()
    entry = panel.read("personnel.person", key)[-1]
    (by_user,) = read_cards(panel.visitor.get("history", user=str(entry["user_id"])).text)
    assert "0813" in by_user
    (of_request,) = read_cards(panel.visitor.get("history", request=entry["request_id"]).text)
    assert of_request == by_user
    (by_name,) = read_cards(panel.visitor.get("history", who="budi").text)
    assert by_name == by_user


def test_history_is_searched_by_table_period_operation_and_words(panel: Panel) -> None:
    key = make_row(panel.engine, LegalStatus)
    panel.save("legal-status", key, name="Kata Ganjil 100%_")
    found = read_cards(panel.visitor.get("history", text="ganjil 100%_").text)
    assert len(found) == 1
    assert read_cards(panel.visitor.get("history", text="ganjil 100_%").text) == []
    assert (
        len(read_cards(panel.visitor.get("history", table="legal-status", text="ganjil", operation="UBAH").text)) == 1
    )
    assert read_cards(panel.visitor.get("history", text="ganjil", operation="HAPUS").text) == []
    assert read_cards(panel.visitor.get("history", text="ganjil", until="2020-01-01").text) == []
    assert len(read_cards(panel.visitor.get("history", text="ganjil", since="2020-01-01").text)) == 1


def test_pages_of_the_history_repeat_and_lose_nothing(panel: Panel) -> None:
    panel.connection.execute(
        "insert into reference.study_field (code, name) select 'H' || n, 'Halaman' from generate_series(1, 120) as n"
    )
    found: list[str] = []
    address = "history?table=study-field&text=Halaman"
    while address:
        page = panel.visitor.get(address).text
        found += re.findall(r'id="change-(\d+)"', page)
        older = re.search(r'rel="next" href="/admin/([^"]+)"', page)
        address = html.unescape(older[1]) if older else ""
    assert len(found) == len(set(found)) == 120
    assert found == sorted(found, key=int, reverse=True)


@pytest.mark.parametrize(
    ("params", "status"),
    [
        ({"row": "x"}, 400), ({"person": "-1"}, 400), ({"before": "9" * 25}, 400), ({"since": "2020-02-31"}, 400),
        ({"until": "9999-12-31"}, 400), ({"operation": "'; drop"}, 400), ({"text": "a\x00"}, 400),
        ({"text": "x" * 300}, 400),
        ({"table": "tidak-ada"}, 404), ({"who": "%_'\"<b>"}, 200), ({"request": "../.."}, 200), ({"row": "5"}, 200),
    ],
)  # fmt: skip
def test_nonsense_in_the_address_is_answered_plainly(panel: Panel, params: dict[str, str], status: int) -> None:
    assert panel.visitor.get("history", **params).status_code == status


def test_period_that_is_no_day_is_told_beside_its_field(panel: Panel) -> None:
    page = panel.visitor.get("history", since="31/02/2026", until="1 Maret 2026").text
    assert re.findall(r'id="(\w+)-help">.*?</svg>(.*?)</p>', page) == [("since", "Tanggal ini tidak ada di kalender.")]
    inputs = read_inputs(page)
    assert (inputs["since"], inputs["until"]) == ("31/02/2026", "01/03/2026")
    assert read_cards(page) == []


def test_change_outside_the_panel_names_the_database_role(panel: Panel) -> None:
    panel.connection.execute("insert into reference.study_field (code, name) values ('PSQL', 'Lewat psql')")
    (card,) = read_cards(panel.visitor.get("history", text="psql", table="study-field").text)
    assert "di luar panel, peran merit" in card


def test_officer_of_a_unit_reads_what_concerns_its_people(panel: Panel) -> None:
    above, unit = (make_row(panel.engine, Unit) for _ in range(2))
    seat, assignment = make_row(panel.engine, Seat), make_row(panel.engine, Assignment)
    run = panel.connection.execute
    run("update personnel.unit set parent_id = %s where id = %s", [above, unit])
    run("update personnel.seat set unit_id = %s where id = %s", [unit, seat])
    run("update personnel.assignment set kind = 'DEFINITIF', seat_id = %s, valid_from = '2020-01-01', valid_to = null"
        " where id = %s", [seat, assignment])  # fmt: skip
    run("update stewardship.user_role set unit_id = %s from stewardship.user as account"
        " where account.id = user_id and account.name = 'eka'", [unit])  # fmt: skip
    mine = run("select person_id from personnel.assignment join personnel.employee on employee.id = employee_id"
               " where assignment.id = %s", [assignment]).fetchone()["person_id"]  # fmt: skip
    theirs = make_row(panel.engine, Person)
    officer = Visitor(panel.address, "eka")
    assert (
        len(read_cards(officer.get("history", person=str(mine)).text)) == 4
    )  # person, employee, post made and changed
    assert read_cards(officer.get("history", person=str(theirs)).text) == []
    assert read_cards(officer.get("history", text="eka").text) == []
    assert len(read_cards(officer.get("history").text)) == 4
    assert [card for card in read_cards(panel.visitor.get("history", text="eka").text) if "Pengguna" in card]
    officer.close()


def test_inspector_reads_all_but_no_sensitive_value(panel: Panel) -> None:
    key = make_row(panel.engine, Person)
    (row,) = panel.connection.execute("select nik from personnel.person where id = %s", [key]).fetchall()
    inspector = Visitor(panel.address, "ida")
    mine, theirs = (visitor.get("history", table="person", row=str(key)).text for visitor in (panel.visitor, inspector))
    assert row["nik"] in mine
    assert row["nik"] not in theirs
    assert read_cards(theirs)
    assert read_cards(inspector.get("history", text=row["nik"]).text) == []
    panel.save("person", key, nik="3273011204870999", address="Jalan Rahasia 1")
    changed = inspector.get("history", table="person", row=str(key)).text
    assert "Tidak ditampilkan untuk peran Anda" in changed
    assert "Rahasia" not in changed
    member = make_row(panel.engine, FamilyMember)
    (relative,) = panel.connection.execute(
        "select name from personnel.family_member where id = %s", [member]
    ).fetchall()
    of_family = panel.connection.execute("select id from audit.change where table_name = 'personnel.family_member'"
                                         " and row_id = %s", [member]).fetchall()  # fmt: skip
    assert relative["name"] not in inspector.get("history", before=str(of_family[0]["id"] + 1)).text
    inspector.close()


def test_being_an_employee_oneself_unmasks_nobody_elses_family(panel: Panel) -> None:
    member = make_row(panel.engine, FamilyMember)
    run = panel.connection.execute
    (relative,) = run("select name from personnel.family_member where id = %s", [member]).fetchall()
    run("insert into stewardship.user_role (user_id, role_id) select account.id, role.id from stewardship.role,"
        " stewardship.user as account where account.name = 'ida' and role.code = 'employee'")  # fmt: skip
    inspector = Visitor(panel.address, "ida")
    page = inspector.get("history", table="family-member", row=str(member)).text
    assert read_cards(page)
    assert relative["name"] not in page
    inspector.close()
    run("delete from stewardship.user_role using stewardship.role, stewardship.user as account where role.id = role_id"
        " and account.id = user_id and account.name = 'ida' and role.code = 'employee'")  # fmt: skip


def test_employee_reads_no_history(panel: Panel) -> None:
    employee = Visitor(panel.address, "ani")
    assert employee.get("history").status_code == 403
    assert "Riwayat perubahan" not in employee.get("").text
    employee.close()


def test_secrets_never_reach_the_history(panel: Panel) -> None:
    key = panel.visitor.create("user", fill_form(panel.engine, User))
    panel.save("user", key, display_name="Nama Baru", password_hash="sandi-yang-lain-lagi")
    page = panel.visitor.get("history", table="user", row=str(key)).text
    assert "Nama Baru" in page
    assert "argon2" not in page
    stored = panel.connection.execute("select change::text as line from audit.change as change").fetchall()
    assert not [row for row in stored if "argon2" in row["line"]]
