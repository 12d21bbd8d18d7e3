"""What people get wrong about vacancies, candidates, scores and decisions: a plain sentence, nothing stored."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from form_desk import FormDesk
from panel_site import PASSWORD, Visitor, serve_panel
from scenario import Writer

from admin.warehouse.accounts import add_user


@dataclass
class Office(FormDesk):
    """A vacancy opened on 1 March 2026 with one candidate, who left on 1 June."""

    vacancy: int
    candidate: int
    leaver: int
    newcomer: int
    counted = ("vacancy", "selection_stage", "candidate", "stage_score", "appointment_decision")


@pytest.fixture(scope="module")
def office(server: Any, template: str) -> Iterator[Office]:
    with server.clone(template) as database:
        add_user(database.url, "admin", "administrator", PASSWORD)
        with psycopg.connect(database.url) as connection:
            writer = Writer(connection)
            agency = writer.agency("MERIT")
            seat = writer.seat(writer.unit(agency, "A"), "IV.a")
            leaver = writer.employee(agency, "Pergi")
            newcomer = writer.employee(agency, "Baru", appointed="2026-04-01", permanent=None, born="2000-01-01")
            vacancy = writer.insert(
                "personnel.vacancy", seat_id=seat, method="SELEKSI_INTERNAL", opened_on="2026-03-01"
            )
            for stage in ("MAKALAH", "WAWANCARA"):
                writer.insert("personnel.selection_stage", vacancy_id=vacancy, stage=stage, weight=50, pass_mark=60)
            candidate = writer.insert(
                "personnel.candidate", vacancy_id=vacancy, employee_id=leaver, registered_on="2026-03-05"
            )
            writer.leave(leaver, "2026-06-01")
        with serve_panel(server.settings, database.url) as address:
            visitor = Visitor(address)
            yield Office(database.url, visitor, vacancy, candidate, leaver, newcomer)
            visitor.close()


def test_a_decision_needs_a_candidate(office: Office) -> None:
    said = office.refuse("appointment-decision", {"decided_on": "2026-04-01", "reason": "Terbaik"})
    assert said["candidate_id"] == "Isian ini wajib diisi."


def test_a_decision_needs_a_reason(office: Office) -> None:
    values = {"candidate_id": office.candidate, "decided_on": "2026-04-01"}
    assert office.refuse("appointment-decision", values)["reason"] == "Isian ini wajib diisi."


@pytest.mark.parametrize(
    ("decided_on", "field", "sentence"),
    [
        ("2026-02-28", "decided_on", "Keputusan tidak boleh mendahului lowongan dan pendaftaran calonnya."),
        ("2026-03-04", "decided_on", "Keputusan tidak boleh mendahului lowongan dan pendaftaran calonnya."),
        ("2026-06-01", "candidate_id", "Calon ini bukan pegawai pada tanggal keputusan."),
    ],
)
def test_a_decision_falls_between_opening_and_leaving(
    office: Office, decided_on: str, field: str, sentence: str
) -> None:
    values = {"candidate_id": office.candidate, "decided_on": decided_on, "reason": "Terbaik"}
    assert office.refuse("appointment-decision", values) == {field: sentence}


@pytest.mark.parametrize(
    ("who", "registered_on", "field", "sentence"),
    [
        ("newcomer", "2026-03-31", "employee_id", "Orang ini bukan pegawai pada tanggal tersebut."),
        ("newcomer", "2026-02-28", "registered_on", "Calon tidak boleh terdaftar sebelum lowongannya dibuka."),
        ("leaver", "2026-03-06", "vacancy_id", "Pegawai ini sudah menjadi calon pada lowongan tersebut."),
    ],
)
def test_a_candidate_is_employed_and_registers_once_after_the_opening(
    office: Office, who: str, registered_on: str, field: str, sentence: str
) -> None:
    values = {"vacancy_id": office.vacancy, "employee_id": getattr(office, who), "registered_on": registered_on}
    assert office.refuse("candidate", values)[field] == sentence


@pytest.mark.parametrize(
    ("stage", "score", "field", "sentence"),
    [
        ("MAKALAH", "100.01", "score", "Nilai harus 0 sampai 100."),
        ("MAKALAH", "-1", "score", "Nilai harus 0 sampai 100."),
        ("ASESMEN", "80", "stage", "Tahap ini tidak diumumkan untuk lowongan calon tersebut."),
    ],
)
def test_a_score_has_its_range_and_its_stage(office: Office, stage: str, score: str, field: str, sentence: str) -> None:
    values = {"candidate_id": office.candidate, "stage": stage, "score": score, "scored_on": "2026-03-20"}
    assert office.refuse("stage-score", values) == {field: sentence}


@pytest.mark.parametrize(
    ("table", "change", "constraint"),
    [
        ("vacancy", "opened_on = '2026-03-06'", "ck_vacancy_opened_first"),
        ("candidate", "withdrawn_on = '2026-04-01'", "ck_appointment_decision_withdrawn"),
        ("candidate", "registered_on = '2026-04-02'", "ck_appointment_decision_after_opening"),
    ],
)
def test_what_a_decision_rests_on_cannot_be_moved_from_under_it(
    office: Office, table: str, change: str, constraint: str
) -> None:
    with psycopg.connect(office.url) as connection:
        connection.execute(
            "INSERT INTO personnel.appointment_decision (candidate_id, decided_on, reason) VALUES (%s, %s, 'Terbaik')",
            [office.candidate, "2026-04-01"],
        )
        with pytest.raises(psycopg.errors.CheckViolation) as caught:
            connection.execute(f"UPDATE personnel.{table} SET {change}".encode())
        assert caught.value.diag.constraint_name == constraint
        connection.rollback()


def test_who_withdrew_is_not_appointed(office: Office) -> None:
    with psycopg.connect(office.url) as connection:
        connection.execute("UPDATE personnel.candidate SET withdrawn_on = '2026-03-20'")
        insert = "INSERT INTO personnel.appointment_decision (candidate_id, decided_on, reason) VALUES (%s, %s, 'Baik')"
        connection.execute(insert, [office.candidate, "2026-03-19"])
        connection.execute("DELETE FROM personnel.appointment_decision")
        with pytest.raises(psycopg.errors.CheckViolation) as caught:
            connection.execute(insert, [office.candidate, "2026-03-20"])
        assert caught.value.diag.constraint_name == "ck_appointment_decision_withdrawn"
        connection.rollback()
