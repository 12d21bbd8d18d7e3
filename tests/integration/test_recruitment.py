"""What people get wrong about rounds, formations, applicants and their stages: a plain sentence, nothing stored."""

from collections.abc import Iterator
from dataclasses import dataclass
from threading import Thread
from typing import Any

import psycopg
import pytest
from form_desk import FormDesk
from panel_site import PASSWORD, Visitor, serve_panel
from scenario import Writer

from admin.warehouse.accounts import add_user

NIK = "9971011204870001"


@dataclass
class Office(FormDesk):
    """A round of 1 March 2026 with papers, a scored test and a final stage; of another round only papers.

    `ana` passed the papers and waits for the test; `budi` only registered; both want the only post of formation F1.
    """

    keys: dict[str, int]
    counted = ("recruitment_round", "recruitment_stage", "formation", "applicant", "applicant_stage")


def add_round(writer: Writer, agency: int, code: str, stages: dict[str, int | None]) -> int:
    number = writer.insert(
        "personnel.recruitment_round", agency_id=agency, code=code, name=code, year=2026, scheme="PNS",
        announced_on="2026-03-01", registration_ends_on="2026-03-15",
    )  # fmt: skip
    for place, (stage, highest) in enumerate(stages.items(), start=1):
        writer.insert(
            "personnel.recruitment_stage", recruitment_round_id=number, stage=stage, sequence=place,
            starts_on="2026-03-16", ends_on="2026-04-01", highest_score=highest,
        )  # fmt: skip
    return number


def add_formation(writer: Writer, opened: int, code: str, seat: int) -> int:
    row = writer.connection.execute("SELECT position_title_id, unit_id FROM personnel.seat WHERE id = %s", [seat])
    title, unit = row.fetchone() or (0, 0)
    return writer.insert(
        "personnel.formation", recruitment_round_id=opened, code=code, position_title_id=title, unit_id=unit,
        kind="UMUM", needed=1, education_level__code="S1",
    )  # fmt: skip


def add_applicant(writer: Writer, formation: int, number: str, **more: object) -> int:
    return writer.insert(
        "personnel.applicant", formation_id=formation, registration_number=number, name=number,
        registered_on="2026-03-05", **more,
    )  # fmt: skip


def pass_stage(connection: "psycopg.Connection[Any]", applicant: int, stage: str, day: str, score: int | None) -> None:
    connection.execute(
        "INSERT INTO personnel.applicant_stage (applicant_id, stage, entered_on, decided_on, result, score)"
        " VALUES (%s, %s, %s, %s, 'LULUS', %s)",
        [applicant, stage, day, day, score],
    )


@pytest.fixture(scope="module")
def office(server: Any, template: str) -> Iterator[Office]:
    with server.clone(template) as database:
        add_user(database.url, "admin", "administrator", PASSWORD)
        with psycopg.connect(database.url) as connection:
            writer = Writer(connection)
            agency = writer.agency("KOTA")
            seat = writer.seat(writer.unit(agency, "A"), "PELAKSANA")
            opened = add_round(writer, agency, "CPNS", {"ADMINISTRASI": None, "SKD": 550, "KELULUSAN_AKHIR": None})
            other = add_round(writer, agency, "PPPK", {"ADMINISTRASI": None})
            keys = {"round": opened, "F1": add_formation(writer, opened, "F1", seat)}
            keys |= {
                "F2": add_formation(writer, opened, "F2", seat),
                "elsewhere": add_formation(writer, other, "F1", seat),
            }
            keys |= {"ana": add_applicant(writer, keys["F1"], "A-001", nik=NIK)}
            keys |= {"budi": add_applicant(writer, keys["F1"], "B-001")}
            pass_stage(connection, keys["ana"], "ADMINISTRASI", "2026-03-20", None)
        with serve_panel(server.settings, database.url) as address:
            visitor = Visitor(address)
            yield Office(database.url, visitor, keys)
            visitor.close()


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"stage": "SKB"}, "stage", "Tahap ini tidak ada dalam pengadaan pelamar tersebut."),
        ({"decided_on": "2026-03-24"}, "decided_on", "Keputusan tidak boleh sebelum tahap dimulai."),
        ({"decided_on": ""}, "decided_on", "Hasil dan tanggal keputusan diisi bersama."),
        ({"result": ""}, "decided_on", "Hasil dan tanggal keputusan diisi bersama."),
        ({"score": ""}, "score", "Tahap ini bernilai: isi nilai yang lulus dan yang tidak lulus."),
        ({"score": "550.01"}, "score", "Nilai harus dari 0 sampai nilai tertinggi tahap ini."),
        ({"score": "-1"}, "score", "Nilai harus dari 0 sampai nilai tertinggi tahap ini."),
        ({"result": "TIDAK_HADIR"}, "score", "Yang tidak hadir tidak mempunyai nilai."),
        ({"stage": "KELULUSAN_AKHIR"}, "score", "Tahap ini tidak bernilai; kosongkan nilainya."),
        ({"stage": "ADMINISTRASI", "score": ""}, "applicant_id", "Tahap pelamar ini sudah tercatat; ubah yang ada."),
        ({"entered_on": "2026-03-04"}, "entered_on", "Tahap tidak boleh dimulai sebelum pelamar mendaftar."),
        ({"entered_on": "2026-03-19"}, "stage", "Tahap berikutnya hanya bagi yang sudah lulus tahap sebelumnya"),
    ],
)  # fmt: skip
def test_a_wrong_stage_is_refused(office: Office, wrong: dict[str, str], field: str, sentence: str) -> None:
    good = {"applicant_id": office.keys["ana"], "stage": "SKD", "entered_on": "2026-03-25",
            "decided_on": "2026-03-30", "result": "LULUS", "score": "400"}  # fmt: skip
    said = office.refuse("applicant-stage", {name: value for name, value in (good | wrong).items() if value})
    assert said[field].startswith(sentence), said


def test_who_did_not_pass_goes_no_further(office: Office) -> None:
    with psycopg.connect(office.url) as connection:
        connection.execute(
            "INSERT INTO personnel.applicant_stage (applicant_id, stage, entered_on) VALUES (%s, 'ADMINISTRASI', %s)",
            [office.keys["budi"], "2026-03-16"],
        )
        with pytest.raises(psycopg.errors.CheckViolation) as caught:
            pass_stage(connection, office.keys["budi"], "SKD", "2026-03-25", 300)
        assert caught.value.diag.constraint_name == "ck_applicant_stage_passed_before"
        connection.rollback()


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"nik": NIK, "formation": "F2"}, "nik", "Orang ini sudah melamar formasi lain dalam pengadaan yang sama."),
        ({"registration_number": "A-001"}, "registration_number", "Nomor pendaftaran ini sudah tercatat."),
        ({"registration_number": "a 1"}, "registration_number", "Nomor pendaftaran: 4 sampai 40"),
        ({"nik": "9971019904870001"}, "nik", "NIK harus 16 angka"),
        (
            {"registered_on": "2026-02-28"},
            "registered_on",
            "Pelamar tidak boleh mendaftar sebelum pengadaan diumumkan.",
        ),
        ({"placed": "elsewhere"}, "placed_formation_id", "Formasi penempatan harus dari pengadaan yang sama."),
        ({"placed": "F1"}, "placed_formation_id", "Formasi penempatan diisi hanya bila lain dari yang dilamar."),
    ],
)
def test_a_wrong_applicant_is_refused(office: Office, wrong: dict[str, str], field: str, sentence: str) -> None:
    values = {"registration_number": "C-001", "name": "Cici", "registered_on": "2026-03-06", "formation": "F1"} | wrong
    values["formation_id"] = str(office.keys[values.pop("formation")])
    if placed := values.pop("placed", ""):
        values["placed_formation_id"] = str(office.keys[placed])
    said = office.refuse("applicant", values)
    assert any(text.startswith(sentence) for text in said.values()), said
    assert field in said, said


def test_the_same_person_may_apply_in_another_round(office: Office) -> None:
    with psycopg.connect(office.url) as connection:
        key = add_applicant(Writer(connection), office.keys["elsewhere"], "A-002", nik=NIK)
        query = "SELECT recruitment_round_id FROM personnel.applicant WHERE id = %s"
        assert connection.execute(query, [key]).fetchone() != (office.keys["round"],)
        connection.rollback()


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("UPDATE personnel.recruitment_round SET announced_on = '2026-03-06'", "ck_recruitment_round_announced_first"),
        ("DELETE FROM personnel.recruitment_stage WHERE stage = 'ADMINISTRASI'", "ck_recruitment_stage_kept"),
        ("UPDATE personnel.recruitment_stage SET sequence = 9 WHERE stage = 'ADMINISTRASI'",
         "ck_recruitment_stage_kept"),
        ("UPDATE personnel.recruitment_stage SET highest_score = 1 WHERE stage = 'ADMINISTRASI'",
         "ck_recruitment_stage_kept"),
        ("UPDATE personnel.formation SET recruitment_round_id = recruitment_round_id + 1, code = 'F9' WHERE code = 'F1'"
         " AND EXISTS (SELECT FROM personnel.applicant WHERE formation_id = formation.id)", "ck_formation_kept"),
        ("UPDATE personnel.applicant SET registered_on = '2026-03-21' WHERE registration_number = 'A-001'",
         "ck_applicant_stage_after_registration"),
    ],
)  # fmt: skip
def test_what_applicants_rest_on_stays(office: Office, change: str, constraint: str) -> None:
    with psycopg.connect(office.url) as connection:
        with pytest.raises(psycopg.errors.CheckViolation) as caught:
            connection.execute(change.encode())
        assert caught.value.diag.constraint_name == constraint
        connection.rollback()


def test_no_more_are_accepted_than_needed_also_by_two_at_once(office: Office) -> None:
    with psycopg.connect(office.url) as connection:
        for name in ("ana", "budi"):
            if name == "budi":
                pass_stage(connection, office.keys[name], "ADMINISTRASI", "2026-03-20", None)
            pass_stage(connection, office.keys[name], "SKD", "2026-03-30", 400)
    refused: list[str] = []

    def accept_second() -> None:
        with psycopg.connect(office.url) as second:
            try:
                pass_stage(second, office.keys["budi"], "KELULUSAN_AKHIR", "2026-04-01", None)
            except psycopg.errors.CheckViolation as error:
                refused.append(str(error.diag.constraint_name))

    with psycopg.connect(office.url) as first:
        pass_stage(first, office.keys["ana"], "KELULUSAN_AKHIR", "2026-04-01", None)
        other = Thread(target=accept_second)
        other.start()
        other.join(0.5)
        assert other.is_alive(), "the second waits for the first"
        first.commit()
        other.join(10)
    assert refused == ["ck_formation_full"]
    values = {"applicant_id": office.keys["budi"], "stage": "KELULUSAN_AKHIR", "entered_on": "2026-04-01",
              "decided_on": "2026-04-01", "result": "LULUS"}  # fmt: skip
    said = office.refuse("applicant-stage", values)
    assert said == {"result": "Yang diterima menjadi lebih banyak daripada kebutuhan formasi ini."}
    with psycopg.connect(office.url) as connection:  # in another formation there is room
        connection.execute(
            "UPDATE personnel.applicant SET placed_formation_id = %s WHERE id = %s",
            [office.keys["F2"], office.keys["budi"]],
        )
        pass_stage(connection, office.keys["budi"], "KELULUSAN_AKHIR", "2026-04-01", None)
        with pytest.raises(psycopg.errors.CheckViolation) as caught:
            connection.execute("UPDATE personnel.applicant SET placed_formation_id = NULL")
        assert caught.value.diag.constraint_name == "ck_formation_full"
        connection.rollback()
