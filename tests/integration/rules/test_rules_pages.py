"""The pages of rules to read: the law, what agencies may set, and who may see them."""

import re

import pytest
from panel_site import Visitor
from rules_panel import GOOD, TARGET, UNTOLD, Panel, read_text


def test_page_lists_every_parameter_and_every_national_table(panel: Panel) -> None:
    page = panel.admin.get("rules").text
    parameters = {row["code"] for row in panel.select("SELECT code FROM reference.parameter")}
    assert {*re.findall(r"/admin/rules/parameters/(\w+)", page)} == parameters
    assert len({*re.findall(r"/admin/rules/national/(\w+)", page)}) >= 46
    text = read_text(page)
    assert "Sasaran JP setahun PNS JP setahun yang harus dicapai PNS" in text
    assert "20 sampai 500 JP 20 PP 11/2017, pasal 203 Terverifikasi" in text
    assert "Golongan: tahun MKG" not in text
    assert "Tingkat jabatan: peringkatnya dalam DUK" in text


def test_page_speaks_english_too(panel: Panel) -> None:
    text = read_text(panel.visitors["english"].get("rules").text)
    assert "Yearly training target of PNS Hours a year that PNS must reach" in text
    assert "20 to 500 hours (JP) 20 PP 11/2017, pasal 203 Verified" in text
    assert "Position level: its rank in the DUK" in text


@pytest.mark.parametrize(
    ("search", "parameters", "tables"),
    [
        ("penghargaan talenta", {"talent_award_points"}, set()),
        ("bkn-8-2019 disiplin", set(), {"ip_asn_discipline"}),
        ("tidak-ada-yang-begini", set(), set()),
    ],
)
def test_search_finds_parameters_and_rules(panel: Panel, search: str, parameters: set[str], tables: set[str]) -> None:
    page = panel.admin.get("rules", search=search).text
    assert {*re.findall(r"/admin/rules/parameters/(\w+)", page)} == parameters
    assert {*re.findall(r"/admin/rules/national/(\w+)", page)} >= tables
    if not tables and not parameters:
        assert "Tidak ada aturan nasional yang cocok" in page


def test_national_table_shows_the_rows_of_the_day_with_their_source(panel: Panel) -> None:
    past = read_text(panel.admin.get("rules/national/promotion_period", on="2024-06-01").text)
    now = read_text(panel.admin.get("rules/national/promotion_period", on="2025-12-01").text)
    assert "6 dari 20 baris" in past
    assert "12 dari 20 baris" in now
    assert "Satu baris per bulan kenaikan pangkat" in now
    row = read_text(panel.admin.get("rules/national/training_hours", search="webinar").text)
    assert "WEBINAR sejak semula Perlan 10/2018, lampiran Belum pasti" in row
    assert "1 dari 45 baris" in row


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_national_rules_are_read_only(panel: Panel, method: str) -> None:
    answer = getattr(panel.admin.client, method)("/admin/rules/national/promotion_period")
    assert answer.status_code == 405


@pytest.mark.parametrize(
    ("path", "status_code"),
    [
        ("rules/national/tidak_ada", 404),
        ("rules/parameters/tidak_ada", 404),
        ("rules/parameters/tidak_ada/set", 404),
        ("rules/values/999999/end", 404),
        ("rules/values/abc/end", 404),
        ("rules?on=31-02-2026", 400),
        ("rules?on=kemarin", 400),
        ("rules?agency=99", 400),
        ("rules?agency=x%00", 400),
        ("rules?search=%00", 400),
        ("rules/set?parameter=promotion_period", 400),
    ],
)
def test_nonsense_in_the_address_is_told(panel: Panel, path: str, status_code: int) -> None:
    answer = panel.admin.get(path)
    assert answer.status_code == status_code
    assert not [word for word in UNTOLD if word in answer.text]


def test_strangers_are_sent_to_sign_in(panel: Panel) -> None:
    stranger = Visitor(str(panel.admin.address), name="")
    for path in ("rules", "rules/set", TARGET, "rules/national/predicate"):
        assert stranger.get(path).status_code in (302, 303)
    assert stranger.post(f"{TARGET}/set", GOOD).status_code in (302, 303)
    assert panel.values() == []
    stranger.close()


def test_generated_page_of_the_table_only_shows(panel: Panel) -> None:
    panel.set(TARGET)
    (row,) = panel.select("SELECT id FROM stewardship.local_parameter")
    sent = GOOD | {"code": "tidak_ada", "subject": "", "row_version": "1"}
    for path in ("create", f"edit/{row['id']}", f"delete/{row['id']}"):
        assert panel.admin.post(f"local-parameter/{path}", sent).status_code == 403
    assert panel.admin.get("local-parameter/list").status_code == 200
    assert panel.admin.get("parameter/list").status_code == 200
    assert len(panel.values()) == 1


@pytest.mark.parametrize("name", ["petugas", "pegawai"])
def test_only_administrators_may_set_and_end(panel: Panel, name: str) -> None:
    panel.set(TARGET)
    before, visitor = panel.values(), panel.visitors[name]
    (row,) = panel.select("SELECT id FROM stewardship.local_parameter")
    assert visitor.post(f"{TARGET}/set", GOOD | {"valid_from": "2020-01-01"}).status_code == 403
    assert (
        visitor.post(f"rules/values/{row['id']}/end", {"valid_to": "2027-01-01", "end_reason": "x"}).status_code == 403
    )
    assert visitor.get("rules/set").status_code == 403
    assert panel.values() == before
    assert visitor.get("rules").status_code == 200, "the law and what was set are for everybody to read"
    assert visitor.get(TARGET).status_code == 200
