"""Ending or withdrawing a value of an agency, and the builds that it changes."""

import psycopg
import pytest
from panel_site import read_errors
from rules_panel import FIXED, TARGET, Panel, add_build, read_text


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
    assert panel.end(row["id"], sent).status_code == 303


def test_value_is_ended_and_stays_in_the_history(panel: Panel) -> None:
    panel.set(TARGET)
    (row,) = panel.select("SELECT id FROM stewardship.local_parameter")
    for sent, told in (
        ({}, {"valid_to": "Isian ini wajib diisi.", "end_reason": "Isian ini wajib diisi."}),
        ({"valid_to": "2026-01-01", "end_reason": "Dicabut"},
         {"valid_to": "Nilai ini mulai 1 Jan 2026; paling cepat berakhir sehari sesudahnya. "
                      "Bila keliru dimasukkan, tarik nilainya."}),
        ({"valid_to": "2026-07-01", "end_reason": "\u200b"}, {"end_reason": "Isian ini wajib diisi."}),
    ):  # fmt: skip
        answer = panel.end(row["id"], sent)
        assert (answer.status_code, read_errors(answer.text)) == (400, told)
    assert panel.end(row["id"], {"valid_to": "01-07-2026", "end_reason": "Dicabut Perwali 9"}).status_code == 303
    panel.set(TARGET, value="26", valid_from="2026-07-01", reason="Perwali 9/2026")
    assert [row[3:] for row in panel.values()] == [
        ("24", "2026-01-01", "2026-07-01", "Perwali 5/2026", "Dicabut Perwali 9"),
        ("26", "2026-07-01", None, "Perwali 9/2026", None),
    ]
    text = read_text(panel.admin.get(TARGET, agency="1").text)
    assert "24 1 Jan 2026 sampai sebelum 1 Jul 2026" in text
    assert "Diakhiri: Dicabut Perwali 9" in text


def test_value_that_somebody_else_has_ended_meanwhile_is_looked_at_again(panel: Panel) -> None:
    panel.set(TARGET)
    (row,) = panel.select("SELECT id FROM stewardship.local_parameter")
    old = {"row_version": panel.read_version(row["id"])}
    assert panel.end(row["id"], {"valid_to": "2026-07-01", "end_reason": "Dicabut"}).status_code == 303
    answer = panel.end(row["id"], {"valid_to": "2026-09-01", "end_reason": "Terlambat"} | old)
    assert answer.status_code == 409
    assert "Orang lain baru saja mengubah nilai ini" in read_text(answer.text)
    assert "Terlambat" in answer.text, "what was typed is kept"
    assert panel.values()[0][5] == "2026-07-01"
    assert panel.end(row["id"], {"valid_to": "2026-09-01", "end_reason": "Tetap"}).status_code == 303
    assert panel.admin.post(f"rules/values/{row['id']}/end", {"valid_to": "2026-10-01"}).status_code == 400


def test_value_cannot_be_ended_into_the_next_one(panel: Panel) -> None:
    panel.set(TARGET, valid_to="2026-07-01")
    panel.set(TARGET, value="26", valid_from="2026-07-01")
    (row,) = panel.select("SELECT id FROM stewardship.local_parameter WHERE value = '24'")
    answer = panel.end(row["id"], {"valid_to": "2026-08-01", "end_reason": "Diperpanjang"})
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
    panel.end(row["id"], {"valid_to": "2026-06-01", "end_reason": "Dicabut"})
    text = read_text(panel.admin.get(TARGET, agency="1").text)
    assert f"#{used} per 30 Jun 2026" in text
    assert f"#{spared} per" not in text


def test_value_entered_by_mistake_is_withdrawn_and_stays_in_the_history(panel: Panel) -> None:
    panel.set(TARGET, value="42")
    (row,) = panel.select("SELECT id FROM stewardship.local_parameter")
    page = f"rules/values/{row['id']}/end"
    unreasoned = panel.end(row["id"], {"is_withdrawal": "true", "valid_to": "nanti", "end_reason": " "})
    assert unreasoned.status_code == 400
    assert read_errors(unreasoned.text) == {"end_reason": "Isian ini wajib diisi."}
    assert 'name="is_withdrawal" value="true" aria-describedby="withdrawal-help" checked' in unreasoned.text
    sent = {"is_withdrawal": "true", "valid_to": "", "end_reason": "Salah ketik: 24"}
    assert panel.end(row["id"], sent).status_code == 303
    panel.set(TARGET, value="24")
    assert [row[3:] for row in panel.values()] == [
        ("42", "2026-01-01", "2026-01-01", "Perwali 5/2026", "Salah ketik: 24"),
        ("24", "2026-01-01", None, "Perwali 5/2026", None),
    ]
    shown = panel.admin.get(TARGET, agency="1", on="2026-01-01").text
    text = read_text(shown)
    assert "42 dari 1 Jan 2026, ditarik: tidak pernah berlaku" in text
    assert "Ditarik: Salah ketik: 24" in text
    assert f"/admin/{page}" not in shown
    again = panel.end(row["id"], {"valid_to": "2026-03-01", "end_reason": "Hidup lagi"})
    assert again.status_code == 400
    assert "Nilai ini sudah ditarik" in read_text(again.text)
    assert panel.values()[0][5] == "2026-01-01"


def test_withdrawing_says_which_builds_reckoned_with_the_mistake(panel: Panel) -> None:
    panel.set(FIXED, subject="BIMTEK", value="6")
    with psycopg.connect(panel.url) as connection:
        connection.execute("ALTER TABLE stewardship.local_parameter DISABLE TRIGGER touch_row")
        connection.execute("UPDATE stewardship.local_parameter SET created_at = '2026-03-01'")
        connection.execute("ALTER TABLE stewardship.local_parameter ENABLE TRIGGER touch_row")
    before, misled = add_build(panel, "2026-02-01", "2026-02-01"), add_build(panel, "2026-06-30", "2026-07-01")
    (row,) = panel.select("SELECT id FROM stewardship.local_parameter")
    panel.end(row["id"], {"is_withdrawal": "true", "end_reason": "Keliru"})
    text = read_text(panel.admin.get(FIXED, agency="1").text)
    assert f"#{misled} per 30 Jun 2026" in text
    assert f"#{before} per" not in text


def test_database_withdraws_nothing_without_a_reason(panel: Panel) -> None:
    values = "(1, 'training_target_pns', '24', '2026-01-01', '2026-01-01', 'Perwali 5/2026')"
    with psycopg.connect(panel.url) as connection, pytest.raises(psycopg.errors.CheckViolation, match="valid_to_after"):
        connection.execute(
            "INSERT INTO stewardship.local_parameter (agency_id, code, value, valid_from, valid_to, reason)"
            f" VALUES {values}"
        )
