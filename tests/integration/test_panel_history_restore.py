"""What a change replaced or deleted is brought back as a change of its own; and two people who change one row."""

from collections.abc import Iterator
from typing import Any

import pytest
from history_panel import Panel, open_panel, read_cards, read_text
from panel_rows import fill_form, make_row
from panel_site import Visitor, read_inputs, read_notice

from models.people import FamilyMember, Person
from models.reference import LegalStatus, StudyField


@pytest.fixture(scope="module")
def panel(server: Any, template: str) -> Iterator[Panel]:
    with open_panel(server, template) as panel:
        yield panel


def test_restored_field_is_a_change_of_its_own(panel: Panel) -> None:
    key = panel.visitor.create("person", fill_form(panel.engine, Person) | {"name": "Asli", "phone": "0811"})
    panel.save("person", key, name="Baru", phone="0822")
    changed = panel.read("personnel.person", key)[-1]
    preview = panel.visitor.get(f"history/{changed['id']}/restore", column="name").text
    assert "Baru" in preview
    assert "Asli" in preview
    assert panel.restore(changed, "name", reason="").status_code == 400
    assert panel.restore(changed, "name").status_code == 303
    entry = panel.read("personnel.person", key)[-1]
    assert (entry["old"], entry["new"]) == ({"name": "Baru"}, {"name": "Asli"})
    assert (entry["restores_id"], entry["reason"]) == (changed["id"], "Dikembalikan")
    assert panel.restore(changed).status_code == 303
    assert panel.read("personnel.person", key)[-1]["new"] == {"phone": "0811"}


def test_restore_says_when_the_value_has_changed_again(panel: Panel) -> None:
    key = panel.visitor.create("person", fill_form(panel.engine, Person) | {"name": "Satu"})
    panel.save("person", key, name="Dua")
    changed = panel.read("personnel.person", key)[-1]
    assert "sudah diubah lagi" not in panel.visitor.get(f"history/{changed['id']}/restore").text
    panel.save("person", key, name="Tiga")
    assert "sudah diubah lagi" in panel.visitor.get(f"history/{changed['id']}/restore").text


def test_restore_over_a_newer_version_is_refused(panel: Panel) -> None:
    key = panel.visitor.create("person", fill_form(panel.engine, Person) | {"name": "Satu"})
    panel.save("person", key, name="Dua")
    changed = panel.read("personnel.person", key)[-1]
    form = read_inputs(panel.visitor.get(f"history/{changed['id']}/restore").text)
    panel.save("person", key, name="Tiga")
    sent = {"column": "", "row_version": form["row_version"], "audit_reason": "Terlambat"}
    late = panel.visitor.post(f"history/{changed['id']}/restore", sent)
    assert late.status_code == 409
    assert "baru saja diubah orang lain" in read_notice(late.text)
    assert panel.read("personnel.person", key)[-1]["new"] == {"name": "Tiga"}


def test_deleted_row_comes_back_under_its_number(panel: Panel) -> None:
    values = fill_form(panel.engine, FamilyMember)
    key = panel.visitor.create("family-member", values)
    before = panel.connection.execute("select * from personnel.family_member where id = %s", [key]).fetchone()
    panel.visitor.delete("family-member", key, {"audit_reason": "Keliru"})
    deleted = panel.read("personnel.family_member", key)[-1]
    cards = read_cards(panel.visitor.get("history", table="family-member", operation="HAPUS").text)
    assert values["name"] in cards[0]
    assert panel.restore(deleted).status_code == 303
    after = panel.connection.execute("select * from personnel.family_member where id = %s", [key]).fetchone()
    system = {"created_at", "updated_at", "row_version"}
    assert {name: value for name, value in after.items() if name not in system} == {
        name: value for name, value in before.items() if name not in system
    }
    assert panel.read("personnel.family_member", key)[-1]["restores_id"] == deleted["id"]
    again = panel.visitor.get(f"history/{deleted['id']}/restore")
    assert again.status_code == 400
    assert "sudah ada lagi" in again.text


def test_row_with_columns_one_may_not_see_is_not_brought_back_without_them(panel: Panel) -> None:
    key = panel.visitor.create("person", fill_form(panel.engine, Person))
    panel.visitor.delete("person", key)
    deleted = panel.read("personnel.person", key)[-1]
    sensitive = (
        "update stewardship.role_right as held set may_see = %s from stewardship.role"
        " where role.id = role_id and role.code = 'hr_officer' and held.area = 'sensitive'"
    )
    panel.connection.execute(sensitive, [False])
    officer = Visitor(panel.address, "budi")
    refused = officer.get(f"history/{deleted['id']}/restore")
    assert refused.status_code == 400
    assert "kolom yang tidak boleh Anda lihat" in refused.text
    officer.close()
    panel.connection.execute(sensitive, [True])
    assert panel.restore(deleted).status_code == 303


def test_row_whose_number_or_code_is_taken_does_not_come_back(panel: Panel) -> None:
    key = panel.visitor.create("study-field", {"code": "AMBIL", "name": "Lama"})
    panel.visitor.delete("study-field", key)
    deleted = panel.read("reference.study_field", key)[-1]
    panel.visitor.create("study-field", {"code": "AMBIL", "name": "Baru"})
    page = panel.visitor.get(f"history/{deleted['id']}/restore").text
    assert "Kode ini sudah dipakai." in page
    assert "Nilai lama itu kini tidak dapat diterima" in page
    sent = {"column": "", "row_version": "0", "audit_reason": "Paksa"}
    assert panel.visitor.post(f"history/{deleted['id']}/restore", sent).status_code == 400
    assert panel.read("reference.study_field", key)[-1]["id"] == deleted["id"]


def test_row_whose_parent_is_gone_does_not_come_back(panel: Panel) -> None:
    person = make_row(panel.engine, Person)
    member = panel.visitor.create("family-member", fill_form(panel.engine, FamilyMember) | {"person_id": str(person)})
    panel.visitor.delete("family-member", member)
    panel.visitor.delete("person", person)
    deleted = panel.read("personnel.family_member", member)[-1]
    page = panel.visitor.get(f"history/{deleted['id']}/restore").text
    assert "Baris ini tidak ada" in page
    assert panel.restore(panel.read("personnel.person", person)[-1]).status_code == 303
    assert panel.restore(deleted).status_code == 303


def test_value_that_breaks_a_rule_now_does_not_come_back(panel: Panel) -> None:
    key = panel.visitor.create("study-field", {"code": "PERTAMA", "name": "Satu"})
    panel.save("study-field", key, code="KEDUA")
    changed = panel.read("reference.study_field", key)[-1]
    panel.visitor.create("study-field", {"code": "PERTAMA", "name": "Lain"})
    answer = panel.restore(changed)
    assert answer.status_code == 400
    assert "Kode ini sudah dipakai." in answer.text
    assert panel.read("reference.study_field", key)[-1]["id"] == changed["id"]


def test_addition_and_foreign_changes_are_not_restored(panel: Panel) -> None:
    key = make_row(panel.engine, StudyField)
    added = panel.read("reference.study_field", key)[-1]
    assert panel.visitor.get(f"history/{added['id']}/restore").status_code == 400
    assert panel.visitor.get("history/999999999/restore").status_code == 404
    assert panel.visitor.get("history/x/restore").status_code == 404
    inspector = Visitor(panel.address, "ida")
    panel.save("study-field", key, name="Lain")
    changed = panel.read("reference.study_field", key)[-1]
    assert inspector.get(f"history/{changed['id']}/restore").status_code == 403
    inspector.close()


def test_unticked_and_ticked_boxes_come_back(panel: Panel) -> None:
    key = panel.visitor.create("legal-status", fill_form(panel.engine, LegalStatus))
    version = panel.visitor.read_version("legal-status", key)
    panel.visitor.post(f"legal-status/edit/{key}", {"row_version": version, "counts_as_service__shown": "1"})
    off = panel.read("reference.legal_status", key)[-1]
    assert off["new"] == {"counts_as_service": False}
    assert panel.restore(off).status_code == 303
    on = panel.read("reference.legal_status", key)[-1]
    assert on["new"] == {"counts_as_service": True}
    assert panel.restore(on).status_code == 303
    assert panel.read("reference.legal_status", key)[-1]["new"] == {"counts_as_service": False}


def test_conflict_shows_both_versions_and_takes_over_what_only_the_other_changed(panel: Panel) -> None:
    values = fill_form(panel.engine, Person) | {"name": "Awal", "phone": "0811", "email": "awal@example.id"}
    key = panel.visitor.create("person", values)
    version = panel.visitor.read_version("person", key)
    officer = Visitor(panel.address, "budi")
    officer.post(f"person/edit/{key}", values | {"row_version": version, "name": "Mereka", "phone": "0822",
                                                 "audit_reason": "Surat 12"})  # fmt: skip
    officer.close()
    mine = values | {"row_version": version, "name": "Saya", "email": "saya@example.id"}
    answer = panel.visitor.post(f"person/edit/{key}", mine)
    assert answer.status_code == 409
    text = read_text(answer.text)
    assert "Disimpan oleh budi" in text
    assert "Alasan: Surat 12" in text
    assert "Nama Awal Mereka Saya Keduanya; pilih salah satu" in text
    assert "0811 0822 0811 Hanya orang lain; nilainya sudah diambil" in text
    assert "awal@example.id awal@example.id saya@example.id Hanya Anda" in text
    form = read_inputs(answer.text)
    assert (form["name"], form["phone"], form["email"]) == ("Saya", "0822", "saya@example.id")
    saved = panel.visitor.post(
        f"person/edit/{key}", {name: form[name] for name in (*values, "row_version") if name in form}
    )
    assert saved.status_code == 303
    assert panel.read("personnel.person", key)[-1]["columns"] == ["email", "name"]
