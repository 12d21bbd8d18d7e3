"""Setting a value for an agency: stored with its reason, refused in words."""

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from panel_site import read_errors, read_inputs, read_notice
from rules_panel import FIXED, GOOD, TARGET, Panel, read_text


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
         "Tulis tanggal sebagai hari/bulan/tahun, misalnya 12/04/1987."),
        (TARGET, {"valid_to": "2026-01-01"}, "valid_to", "Tanggal akhir harus sesudah tanggal mulai."),
        (TARGET, {"valid_to": "1999"}, "valid_to", "Tulis tanggal sebagai hari/bulan/tahun, misalnya 12/04/1987."),
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


def test_two_who_set_the_same_period_at_once_store_one_value(panel: Panel) -> None:
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: panel.admin.post(f"{TARGET}/set", GOOD), range(6)))
    assert sorted(answer.status_code for answer in answers) == [303, 400, 400, 400, 400, 400]
    refused = [answer.text for answer in answers if answer.status_code == 400]
    assert all("sudah" in read_errors(page)["valid_from"] for page in refused)
    assert not [page for page in refused if read_notice(page) == ""]
    assert len(panel.values()) == 1
