"""The page "rules and parameters": the law to read, values to set and to end, refusals in words."""

import html
import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from panel_site import PASSWORD, Visitor, read_errors, read_inputs, read_notice, serve_panel
from psycopg.rows import dict_row

from admin.warehouse.accounts import add_user

UNTOLD = ("Traceback", "psycopg", "sqlalchemy", "violates", "INSERT INTO", "DETAIL", "ck_local", "ex_local")
GOOD = {"agency_id": "1", "value": "24", "valid_from": "2026-01-01", "valid_to": "", "reason": "Perwali 5/2026"}
TARGET, FIXED = "rules/parameters/training_target_pns", "rules/parameters/training_hours_fixed"


@dataclass
class Panel:
    url: str
    visitors: dict[str, Visitor]

    @property
    def admin(self) -> Visitor:
        return self.visitors["admin"]

    def select(self, statement: str, *values: Any) -> list[dict[str, Any]]:
        with psycopg.connect(self.url, row_factory=dict_row) as connection:
            return connection.execute(statement.encode(), values).fetchall()

    def values(self) -> list[tuple[Any, ...]]:
        columns = "agency_id, code, subject, value, valid_from::text, valid_to::text, reason, end_reason"
        rows = self.select(f"SELECT {columns} FROM stewardship.local_parameter ORDER BY id")
        return [tuple(row.values()) for row in rows]

    def set(self, page: str, **changes: str) -> None:
        answer = self.admin.post(f"{page}/set", GOOD | changes)
        assert answer.status_code == 303, read_errors(answer.text)

    def refuse(self, page: str, changes: Mapping[str, Any], visitor: str = "admin") -> dict[str, str]:
        """Send a form with something wrong; return the sentences, having checked that nothing was stored."""
        before = self.values()
        sent = {name: value for name, value in (GOOD | dict(changes)).items() if value is not None}
        answer = self.visitors[visitor].post(f"{page}/set", sent)
        assert answer.status_code == 400, answer.text
        assert not [word for word in UNTOLD if word in answer.text]
        assert self.values() == before
        typed = read_inputs(answer.text)
        for name in {"value", "valid_from", "valid_to", "reason"} & changes.keys():
            if isinstance(changes[name], str) and "option value" not in answer.text.partition(f'id="{name}"')[2][:400]:
                assert typed[name] == changes[name].replace("\x00", "\ufffd"), f"{name} was not kept"
        return read_errors(answer.text)


@pytest.fixture(scope="module")
def served(server: Any, template: str) -> Iterator[Panel]:
    with server.clone(template, "merit_rules") as database:
        with psycopg.connect(database.url) as connection:
            for code, name in (("A", "Kota Satu"), ("B", "Kota Dua")):
                connection.execute(
                    "INSERT INTO personnel.agency (code, name, kind, head_title) VALUES (%s, %s, 'KOTA', 'Wali Kota')",
                    [code, name],
                )
        for name, role in (("admin", "administrator"), ("petugas", "hr_officer"), ("pegawai", "employee")):
            add_user(database.url, name, role, PASSWORD)
        with serve_panel(server.settings, database.url) as address:
            visitors = {name: Visitor(address, name) for name in ("admin", "petugas", "pegawai")}
            visitors["english"] = Visitor(address, language="en")
            yield Panel(database.url, visitors)
            for visitor in visitors.values():
                visitor.close()


@pytest.fixture
def panel(served: Panel) -> Iterator[Panel]:
    yield served
    with psycopg.connect(served.url) as connection:
        connection.execute("TRUNCATE stewardship.local_parameter, stewardship.warehouse_build")


def read_text(page: str) -> str:
    """Return what a reader sees of a page, on one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


def add_build(panel: Panel, as_of: str, read_at: str) -> int:
    (row,) = panel.select(
        "INSERT INTO stewardship.warehouse_build (status, as_of_date, data_read_at, rule_set_hash)"
        " VALUES ('TERBIT', %s, %s, '') RETURNING id",
        as_of, read_at,
    )  # fmt: skip
    return int(row["id"])


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


def test_parameter_is_chosen_from_a_list(panel: Panel) -> None:
    page = panel.admin.get("rules/set", agency="2").text
    offered = set(re.findall(r'<option value="(\w+)"', page))
    assert offered == {row["code"] for row in panel.select("SELECT code FROM reference.parameter")}
    answer = panel.admin.get("rules/set", agency="2", parameter="jpm_scheme")
    assert answer.headers["location"] == "/admin/rules/parameters/jpm_scheme/set?agency=2"
    form = panel.admin.get("rules/parameters/jpm_scheme/set", agency="2").text
    assert read_inputs(form)["agency_id"] == "2"
    assert re.findall(r'<option value="([A-Z_0-9]+)"\s*>', form)[-3:] == ["UJI_KOMPETENSI", "PEMETAAN", "KKP_39_2023"]


def test_value_is_stored_and_shown_with_since_when_and_why(panel: Panel) -> None:
    panel.set(TARGET, value="24,5")
    assert panel.values() == [(1, "training_target_pns", "", "24.5", "2026-01-01", None, "Perwali 5/2026", None)]
    one, two = (read_text(panel.admin.get("rules", agency=str(number)).text) for number in (1, 2))
    assert "24,5 sejak 1 Jan 2026. Perwali 5/2026" in one
    assert "Perwali" not in two
    earlier = read_text(panel.admin.get("rules", agency="1", on="2025-12-31").text)
    assert "24,5" not in earlier


def test_value_of_one_code_is_stored_for_it(panel: Panel) -> None:
    panel.set(FIXED, subject="COACHING", value="0")
    panel.set(FIXED, subject="BIMTEK", value="6.50")
    assert [row[2:4] for row in panel.values()] == [("COACHING", "0"), ("BIMTEK", "6.5")]
    text = read_text(panel.admin.get("rules/parameters/training_hours_fixed", agency="1").text)
    assert "Coaching COACHING 2 Perlan 10/2018, lampiran Belum pasti" in text


@pytest.mark.parametrize(
    ("page", "changes", "field", "sentence"),
    [
        (TARGET, {"value": ""}, "value", "Isian ini wajib diisi."),
        (TARGET, {"value": None}, "value", "Isian ini wajib diisi."),
        (TARGET, {"value": "dua puluh"}, "value", "Tulis angka: 20 sampai 500 JP."),
        (TARGET, {"value": "19,99"}, "value", "Nilai ini di luar yang diperbolehkan: 20 sampai 500 JP."),
        (TARGET, {"value": "500.01"}, "value", "Nilai ini di luar yang diperbolehkan: 20 sampai 500 JP."),
        (TARGET, {"value": "20.255"}, "value", "Paling banyak 2 angka di belakang koma."),
        (TARGET, {"value": "-24"}, "value", "Tulis angka: 20 sampai 500 JP."),
        (TARGET, {"value": "٢٤"}, "value", "Tulis angka: 20 sampai 500 JP."),
        (TARGET, {"value": "NaN"}, "value", "Tulis angka: 20 sampai 500 JP."),
        (TARGET, {"value": "1e3"}, "value", "Tulis angka: 20 sampai 500 JP."),
        (TARGET, {"value": "2\x004"}, "value", "Teks ini memuat huruf yang tidak dapat disimpan."),
        (TARGET, {"value": "9" * 10_000}, "value", "Tulis angka: 20 sampai 500 JP."),
        (TARGET, {"value": ["24", "25"]}, "value", "Isian ini dikirim lebih dari satu kali."),
        ("rules/parameters/kgb_notice_months", {"value": "2,5"}, "value", "Tulis bilangan bulat, misalnya 12."),
        ("rules/parameters/duk_include_cpns", {"value": "mungkin"}, "value", "Jawab ya atau tidak."),
        ("rules/parameters/jpm_scheme", {"value": "LAIN"}, "value",
         "Ini tidak ada dalam daftar; pilih salah satu jawaban yang tersedia."),
        (TARGET, {"agency_id": ""}, "agency_id", "Isian ini wajib diisi."),
        (TARGET, {"agency_id": "99"}, "agency_id", "Baris ini tidak ada; pilih salah satu dari daftar."),
        (TARGET, {"agency_id": "satu"}, "agency_id", "Pilih baris dari daftar."),
        (FIXED, {}, "subject", "Isian ini wajib diisi."),
        (FIXED, {"subject": "IV.a"}, "subject",
         "Ini tidak ada dalam daftar; pilih salah satu jawaban yang tersedia."),
        ("rules/parameters/duk_position_rank", {"subject": "II.a"}, "subject",
         "Yang ini ditetapkan peraturan; instansi tidak dapat mengubahnya."),
        (TARGET, {"valid_from": ""}, "valid_from", "Isian ini wajib diisi."),
        (TARGET, {"valid_from": "31-02-2026"}, "valid_from", "Tanggal ini tidak ada di kalender."),
        (TARGET, {"valid_from": "kemarin"}, "valid_from",
         "Tulis tanggal sebagai hari-bulan-tahun, misalnya 12-04-1987."),
        (TARGET, {"valid_to": "2026-01-01"}, "valid_to", "Tanggal akhir harus sesudah tanggal mulai."),
        (TARGET, {"valid_to": "1999"}, "valid_to", "Tulis tanggal sebagai hari-bulan-tahun, misalnya 12-04-1987."),
        (TARGET, {"reason": ""}, "reason", "Isian ini wajib diisi."),
        (TARGET, {"reason": " \u200b "}, "reason", "Isian ini wajib diisi."),
        (TARGET, {"reason": "x" * 6_000}, "reason", "Paling banyak 5.000 huruf; Anda mengisi 6.000."),
    ],
)  # fmt: skip
def test_wrong_input_is_told_beside_the_field(
    panel: Panel, page: str, changes: dict[str, Any], field: str, sentence: str
) -> None:
    told = panel.refuse(page, changes)
    assert told.get(field, "") == sentence


def test_subject_of_a_parameter_of_one_value_is_refused_at_the_head(panel: Panel) -> None:
    answer = panel.admin.post(f"{TARGET}/set", GOOD | {"subject": "BIMTEK"})
    assert (answer.status_code, read_notice(answer.text)) == (400, "Parameter ini hanya mempunyai satu nilai.")
    assert panel.values() == []


def test_refusals_speak_english(panel: Panel) -> None:
    told = panel.refuse(TARGET, {"value": "19", "valid_from": "2026-02-30"}, "english")
    assert told == {
        "value": "This is outside what is allowed: 20 to 500 hours (JP).",
        "valid_from": "This date does not exist in the calendar.",
    }


def test_values_that_do_not_fit_together_are_told(panel: Panel) -> None:
    assert "bukan 100" not in panel.admin.get("rules").text
    panel.set("rules/parameters/talent_weight_main", value="70")
    panel.set("rules/parameters/talent_potential_upper", value="60", valid_to="2026-02-01")
    for page in ("rules", "rules/parameters/talent_weight_main"):
        text = read_text(panel.admin.get(page, on="2026-01-15").text)
        assert "Bobot kinerja utama, Bobot kinerja penguat berjumlah 110, bukan 100." in text
        assert "Batas bawah potensial tidak di bawah Batas atas potensial." in text
        assert "tidak di bawah" not in panel.admin.get(page, on="2026-02-01").text
        assert "bukan 100" not in panel.admin.get(page, on="2026-01-15", agency="2").text
        assert panel.admin.get(page, on="1900-01-01").status_code == 200


def test_value_older_than_the_catalogue_is_shown_as_unused_and_can_be_ended(panel: Panel) -> None:
    with psycopg.connect(panel.url) as connection:
        connection.execute("ALTER TABLE stewardship.local_parameter DISABLE TRIGGER check_local_parameter")
        for code, value in (
            ("training_target_pns", "dua puluh"),
            ("tidak_dikenal", "1"),
            ("talent_weight_main", "900"),
        ):
            connection.execute(
                "INSERT INTO stewardship.local_parameter (agency_id, code, value, valid_from, reason)"
                " VALUES (1, %s, %s, '2020-01-01', 'Lama')",
                [code, value],
            )
        connection.execute("ALTER TABLE stewardship.local_parameter ENABLE TRIGGER check_local_parameter")
    text = read_text(panel.admin.get("rules").text)
    assert "Tidak dipakai dua puluh Nilai ini tidak sesuai dengan daftar parameter" in text
    assert "Tidak dipakai 900" in text
    assert "bukan 100" not in text
    (row,) = panel.select("SELECT id FROM stewardship.local_parameter WHERE code = 'training_target_pns'")
    sent = {"valid_to": "2026-01-01", "end_reason": "Dibersihkan"}
    assert panel.admin.post(f"rules/values/{row['id']}/end", sent).status_code == 303


def test_overlap_is_refused_in_words_with_a_way_out(panel: Panel) -> None:
    panel.set(TARGET, value="30", valid_to="2027-01-01")
    told = panel.refuse(TARGET, {"valid_from": "2026-12-31"})
    assert told == {
        "valid_from": "Instansi ini sudah menetapkan 30, 1 Jan 2026 sampai sebelum 1 Jan 2027. "
        "Akhiri nilai itu dahulu, atau pilih masa lain."
    }
    panel.set(TARGET, valid_from="2027-01-01")
    panel.set(TARGET, valid_from="2025-01-01", valid_to="2026-01-01")
    panel.set(TARGET, agency_id="2")
    assert len(panel.values()) == 4


def test_value_is_ended_and_stays_in_the_history(panel: Panel) -> None:
    panel.set(TARGET)
    (row,) = panel.select("SELECT id FROM stewardship.local_parameter")
    page = f"rules/values/{row['id']}/end"
    for sent, told in (
        ({}, {"valid_to": "Isian ini wajib diisi.", "end_reason": "Isian ini wajib diisi."}),
        ({"valid_to": "2026-01-01", "end_reason": "Dicabut"},
         {"valid_to": "Nilai ini mulai 1 Jan 2026; paling cepat berakhir sehari sesudahnya."}),
        ({"valid_to": "2026-07-01", "end_reason": "\u200b"}, {"end_reason": "Isian ini wajib diisi."}),
    ):  # fmt: skip
        answer = panel.admin.post(page, sent)
        assert (answer.status_code, read_errors(answer.text)) == (400, told)
    assert panel.admin.post(page, {"valid_to": "01-07-2026", "end_reason": "Dicabut Perwali 9"}).status_code == 303
    panel.set(TARGET, value="26", valid_from="2026-07-01", reason="Perwali 9/2026")
    assert [row[3:] for row in panel.values()] == [
        ("24", "2026-01-01", "2026-07-01", "Perwali 5/2026", "Dicabut Perwali 9"),
        ("26", "2026-07-01", None, "Perwali 9/2026", None),
    ]
    text = read_text(panel.admin.get(TARGET, agency="1").text)
    assert "24 1 Jan 2026 sampai sebelum 1 Jul 2026" in text
    assert "Diakhiri: Dicabut Perwali 9" in text


def test_value_cannot_be_ended_into_the_next_one(panel: Panel) -> None:
    panel.set(TARGET, valid_to="2026-07-01")
    panel.set(TARGET, value="26", valid_from="2026-07-01")
    (row,) = panel.select("SELECT id FROM stewardship.local_parameter WHERE value = '24'")
    answer = panel.admin.post(f"rules/values/{row['id']}/end", {"valid_to": "2026-08-01", "end_reason": "Diperpanjang"})
    assert answer.status_code == 400
    assert read_errors(answer.text) == {"valid_to": "Parameter ini sudah ditetapkan untuk masa tersebut."}


def test_value_of_the_past_says_which_builds_it_changes(panel: Panel) -> None:
    old = add_build(panel, "2026-06-30", "2026-07-01")
    earlier, unread = add_build(panel, "2025-12-31", "2026-01-02"), add_build(panel, "2026-06-30", "2999-01-01")
    panel.set(TARGET)
    panel.set(FIXED, subject="BIMTEK", value="6", valid_from="2025-01-01", valid_to="2025-02-01")
    text = read_text(panel.admin.get(TARGET, agency="1").text)
    assert f"#{old} per 30 Jun 2026 Bangun ulang tanggal itu untuk mengubahnya." in text
    assert f"#{earlier} per" not in text
    assert f"#{unread} per" not in text
    # hours count on the day of the training: every later build reckons with it
    text = read_text(panel.admin.get(FIXED, agency="1").text)
    assert f"#{old} per" in text
    assert f"#{earlier} per" in text


def test_ending_a_value_says_which_builds_it_changes(panel: Panel) -> None:
    panel.set(TARGET)
    with psycopg.connect(panel.url) as connection:
        connection.execute("ALTER TABLE stewardship.local_parameter DISABLE TRIGGER touch_row")
        connection.execute("UPDATE stewardship.local_parameter SET created_at = '2026-01-01'")
        connection.execute("ALTER TABLE stewardship.local_parameter ENABLE TRIGGER touch_row")
    used, spared = add_build(panel, "2026-06-30", "2026-07-01"), add_build(panel, "2026-03-31", "2026-04-01")
    (row,) = panel.select("SELECT id FROM stewardship.local_parameter")
    panel.admin.post(f"rules/values/{row['id']}/end", {"valid_to": "2026-06-01", "end_reason": "Dicabut"})
    text = read_text(panel.admin.get(TARGET, agency="1").text)
    assert f"#{used} per 30 Jun 2026" in text
    assert f"#{spared} per" not in text


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
    assert visitor.get("rules").status_code == (200 if name == "petugas" else 403)
    assert visitor.get(TARGET).status_code == (200 if name == "petugas" else 403)


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


def test_two_who_set_the_same_period_at_once_store_one_value(panel: Panel) -> None:
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: panel.admin.post(f"{TARGET}/set", GOOD), range(6)))
    assert sorted(answer.status_code for answer in answers) == [303, 400, 400, 400, 400, 400]
    refused = [answer.text for answer in answers if answer.status_code == 400]
    assert all("sudah" in read_errors(page)["valid_from"] for page in refused)
    assert not [page for page in refused if read_notice(page) == ""]
    assert len(panel.values()) == 1
