"""Many rows are changed or deleted together after a preview: all of them, or none."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from history_panel import Panel, open_panel, read_text
from panel_rows import fill_form, make_row
from panel_site import Visitor, read_inputs

from models.people import FamilyMember, Person
from models.reference import StudyField
from models.training import Completion


@pytest.fixture(scope="module")
def panel(server: Any, template: str) -> Iterator[Panel]:
    with open_panel(server, template) as panel:
        yield panel


def choose(panel: Panel, table: str, kind: str, keys: list[int], **params: str) -> Any:
    """Open the page of the rows ticked in a list."""
    query = "&".join([*(f"pk={key}" for key in keys), *(f"{name}={value}" for name, value in params.items())])
    return panel.visitor.get(f"{table}/bulk/{kind}?{query}")


def send(panel: Panel, table: str, column: str, page: str, step: str, **values: str) -> Any:
    """Send the page of a bulk edit."""
    sent = {"rows": read_inputs(page)["rows"], "column": column, "step": step, "audit_reason": "Ditata ulang"}
    previewed = {"previewed": values.get(column, "")} if step == "save" else {}
    return panel.visitor.post(f"{table}/bulk/edit", sent | previewed | values)


def add_fields(panel: Panel, count: int, name: str) -> list[int]:
    """Make study fields of one name."""
    rows = panel.connection.execute(
        "insert into reference.study_field (code, name)"
        " select %s || n, %s from generate_series(1, %s) as n returning id", [name.upper(), name, count]
    )  # fmt: skip
    return [row["id"] for row in rows]


def read_values(panel: Panel, table: str, column: str, keys: list[int]) -> list[Any]:
    rows = panel.connection.execute(f"select {column} from {table} where id = any(%s) order by id", [keys])
    return [row[column] for row in rows]


def test_list_offers_to_choose_rows_to_those_who_may_change_them(panel: Panel) -> None:
    key = make_row(panel.engine, StudyField)
    page = panel.visitor.get("study-field/list", search="Uji").text
    assert f'name="pk" value="{key}"' in page
    inspector = Visitor(panel.address, "ida")
    assert 'name="pk"' not in inspector.get("study-field/list", search="Uji").text
    for kind in ("edit", "delete"):
        assert inspector.get(f"study-field/bulk/{kind}", pk=str(key)).status_code == 403
    inspector.close()


def test_value_is_previewed_then_written_into_all_rows_with_one_reason(panel: Panel) -> None:
    keys = add_fields(panel, 3, "Massal")
    chosen = choose(panel, "study-field", "edit", keys).text
    assert '<option value="name_en">' in chosen
    assert '<option value="code">' not in chosen, "what is unique cannot be given to many rows"
    form = choose(panel, "study-field", "edit", keys, column="name_en").text
    preview = send(panel, "study-field", "name_en", form, "preview", name_en="Bulk")
    assert preview.status_code == 200
    assert "3 baris akan berubah, 0 sudah bernilai demikian" in read_text(preview.text)
    assert read_values(panel, "reference.study_field", "name_en", keys) == [None] * 3
    saved = send(panel, "study-field", "name_en", preview.text, "save", name_en="Bulk")
    assert saved.status_code == 303
    assert read_values(panel, "reference.study_field", "name_en", keys) == ["Bulk"] * 3
    entries = [panel.read("reference.study_field", key)[-1] for key in keys]
    assert {(entry["reason"], entry["new"]["name_en"]) for entry in entries} == {("Ditata ulang", "Bulk")}
    assert len({entry["request_id"] for entry in entries}) == 1
    assert len({entry["transaction_id"] for entry in entries}) == 1


def test_value_typed_after_the_preview_is_previewed_before_it_is_stored(panel: Panel) -> None:
    keys = add_fields(panel, 2, "Lagi")
    form = choose(panel, "study-field", "edit", keys, column="ordinal").text
    preview = send(panel, "study-field", "ordinal", form, "preview", ordinal="7").text
    previewed = read_inputs(preview)["previewed"]
    other = send(panel, "study-field", "ordinal", preview, "save", ordinal="8", previewed=previewed)
    assert other.status_code == 200
    assert "2 baris akan berubah" in read_text(other.text)
    assert read_values(panel, "reference.study_field", "ordinal", keys) == [0, 0]


def test_one_row_that_cannot_take_the_value_keeps_all_from_it(panel: Panel) -> None:
    keys = [make_row(panel.engine, Completion) for _ in range(3)]
    panel.connection.execute("update personnel.completion set started_on = '2019-01-01' where id <> %s", [keys[1]])
    panel.connection.execute(
        "update personnel.completion set started_on = '2020-01-02', ended_on = '2020-01-02' where id = %s", [keys[1]]
    )
    before = read_values(panel, "personnel.completion", "ended_on", keys)
    form = choose(panel, "completion", "edit", keys, column="ended_on").text
    for step, status in (("preview", 200), ("save", 409)):
        answer = send(panel, "completion", "ended_on", form, step, ended_on="2019-06-30")
        text = read_text(answer.text)
        assert answer.status_code == status
        assert "1 / 3 baris ditolak" in text
        assert "Belum ada yang diubah" in text
        assert f"/admin/completion/details/{keys[1]}" in answer.text
        assert 'value="save"' not in answer.text
    assert read_values(panel, "personnel.completion", "ended_on", keys) == before


def test_row_changed_after_it_was_chosen_stops_the_bulk_edit(panel: Panel) -> None:
    keys = add_fields(panel, 2, "Basi")
    form = choose(panel, "study-field", "edit", keys, column="ordinal").text
    preview = send(panel, "study-field", "ordinal", form, "preview", ordinal="7").text
    panel.connection.execute("update reference.study_field set name = 'Berubah' where id = %s", [keys[0]])
    late = send(panel, "study-field", "ordinal", preview, "save", ordinal="7")
    assert late.status_code == 409
    assert "diubah atau dihapus orang lain" in late.text
    assert read_values(panel, "reference.study_field", "ordinal", keys) == [0, 0]


@pytest.mark.parametrize(
    ("column", "values"),
    [("ordinal", {"ordinal": "banyak"}), ("name", {"name": ""}), ("ordinal", {"ordinal": "7", "audit_reason": ""}),
     ("ordinal", {})],
)  # fmt: skip
def test_value_or_reason_that_makes_no_sense_is_refused(panel: Panel, column: str, values: dict[str, str]) -> None:
    keys = add_fields(panel, 1, f"Salah{len(values)}{column}{len(''.join(values.values()))}")
    form = choose(panel, "study-field", "edit", keys, column=column).text
    answer = send(panel, "study-field", column, form, "save", **values)
    assert answer.status_code == 400
    assert len(panel.read("reference.study_field", keys[0])) == 1


@pytest.mark.parametrize(
    "path",
    ["bulk/edit", "bulk/edit?pk=x", "bulk/edit?pk=-1", "bulk/edit?pk=999999999", "bulk/edit?pk=1&column=code",
     "bulk/edit?pk=1&column=id", "bulk/edit?pk=1&column=password_hash", "bulk/delete", "bulk/delete?pk=x"],
)  # fmt: skip
def test_nonsense_in_the_address_is_answered_plainly(panel: Panel, path: str) -> None:
    assert panel.visitor.get(f"study-field/{path}").status_code == 400


def test_all_rows_that_match_a_search_are_chosen_at_once(panel: Panel) -> None:
    keys = add_fields(panel, 60, "Seluruh")
    add_fields(panel, 2, "Bukan")
    page = panel.visitor.get("study-field/bulk/edit", all="1", search="Seluruh", column="ordinal").text
    assert len(read_inputs(page)["rows"].split(",")) == 60
    saved = send(panel, "study-field", "ordinal", page, "save", ordinal="3")
    assert saved.status_code == 303
    assert set(read_values(panel, "reference.study_field", "ordinal", keys)) == {3}
    (other,) = panel.connection.execute("select max(ordinal) as most from reference.study_field where name = 'Bukan'")
    assert other["most"] == 0


def test_more_rows_than_a_page_can_hold_are_left_to_an_import(panel: Panel) -> None:
    add_fields(panel, 1001, "Banyak")
    answer = panel.visitor.get("study-field/bulk/edit", all="1", search="Banyak")
    assert answer.status_code == 400
    assert "1.000 baris" in answer.text


def test_reference_and_box_can_be_set_for_many_rows(panel: Panel) -> None:
    people = [make_row(panel.engine, Person) for _ in range(2)]
    members = [make_row(panel.engine, FamilyMember) for _ in range(2)]
    form = choose(panel, "family-member", "edit", members, column="person_id").text
    preview = send(panel, "family-member", "person_id", form, "preview", person_id=str(people[0]))
    (row,) = panel.connection.execute("select name from personnel.person where id = %s", [people[0]])
    assert row["name"] in preview.text
    gone = send(panel, "family-member", "person_id", form, "preview", person_id="999999")
    assert gone.status_code == 400
    assert "Baris ini tidak ada" in gone.text
    assert send(panel, "family-member", "person_id", form, "save", person_id=str(people[0])).status_code == 303
    assert read_values(panel, "personnel.family_member", "person_id", members) == [people[0]] * 2


def test_deletion_is_previewed_and_refused_as_a_whole(panel: Panel) -> None:
    free, used = make_row(panel.engine, Person), make_row(panel.engine, Person)
    panel.visitor.create("family-member", fill_form(panel.engine, FamilyMember) | {"person_id": str(used)})
    preview = choose(panel, "person", "delete", [free, used])
    assert preview.status_code == 200
    assert "1 / 2 baris ditolak" in read_text(preview.text)
    assert "Masih ada baris lain yang merujuk" in preview.text
    versions = f"{free}:1,{used}:1"
    forced = panel.visitor.post("person/bulk/delete", {"rows": versions, "audit_reason": "Ganda"})
    assert forced.status_code == 409
    assert read_values(panel, "personnel.person", "id", [free, used]) == [free, used]


def test_rows_are_deleted_together_and_can_be_found_again(panel: Panel) -> None:
    keys = add_fields(panel, 3, "Hapus")
    preview = choose(panel, "study-field", "delete", keys).text
    assert re.search(r"Hapus semua \(3\)", read_text(preview))
    sent = {"rows": read_inputs(preview)["rows"], "audit_reason": "Ganda"}
    assert panel.visitor.post("study-field/bulk/delete", sent).status_code == 303
    assert read_values(panel, "reference.study_field", "id", keys) == []
    for key in keys:
        assert panel.restore(panel.read("reference.study_field", key)[-1]).status_code == 303
    assert read_values(panel, "reference.study_field", "id", keys) == keys
