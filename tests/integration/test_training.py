"""What the tables of training refuse, told in a sentence beside the field, with nothing stored."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from form_desk import WrittenOffice, open_office
from scenario import Writer

FULL = "Kuota angkatan ini sudah penuh."
ABSENT = "Hanya peserta yang hadir dapat memberi umpan balik."
OUTSIDE = "Angkatan ini tidak seluruhnya dalam masa perjanjian."


@pytest.fixture(scope="module")
def office(server: Any, template: str) -> Iterator[WrittenOffice]:
    """A session of two places under an agreement of 2025; one came, one is only proposed."""
    with open_office(server, template, _write_office) as office:
        yield office


def _write_office(writer: Writer) -> dict[str, int]:
    agency = writer.agency("KOTA")
    keys = {"agency": agency}
    for name in ("Ana", "Budi", "Cici"):
        keys[name] = writer.employee(agency, name)
    for name in ("mitra", "lain"):
        keys[name] = writer.insert("personnel.partner", name=name, kind="PERUSAHAAN")
    keys["agreement"] = writer.insert(
        "personnel.partner_agreement", agency_id=agency, partner_id=keys["mitra"], number="PKS/1", subject="Pelatihan",
        valid_from="2025-01-01", valid_to="2026-01-01",
    )  # fmt: skip
    kind = writer.connection.execute("SELECT id FROM reference.training_kind WHERE code = 'TEKNIS'").fetchone()
    assert kind is not None
    keys["kind"] = kind[0]
    keys["course"] = writer.insert(
        "personnel.course", code="C", title="Kursus", training_kind_id=keys["kind"], hours=20
    )
    keys["session"] = writer.insert(
        "personnel.session", agency_id=agency, course_id=keys["course"], name="Angkatan I", starts_on="2025-03-03",
        ends_on="2025-03-05", quota=2, partner_id=keys["mitra"], partner_agreement_id=keys["agreement"],
    )  # fmt: skip
    for name, status in (("Ana", "HADIR"), ("Budi", "DIUSULKAN")):
        keys[f"enrolled {name}"] = writer.insert(
            "personnel.enrolment", session_id=keys["session"], employee_id=keys[name], status=status
        )
    writer.insert("personnel.session_feedback", enrolment_id=keys["enrolled Ana"], rating=4)
    return keys


# --- forms -----------------------------------------------------------------------------------------------------------


def test_session_keeps_to_its_agreement(office: WrittenOffice) -> None:
    keys = office.keys
    good = {"agency_id": keys["agency"], "course_id": keys["course"], "name": "II", "starts_on": "2025-12-30"}
    good |= {"ends_on": "2025-12-31", "partner_id": keys["mitra"], "partner_agreement_id": keys["agreement"]}
    assert office.refuse("session", good | {"ends_on": "2026-01-01"}) == {"partner_agreement_id": OUTSIDE}
    assert office.refuse("session", good | {"starts_on": "2024-12-31"}) == {"partner_agreement_id": OUTSIDE}
    party = "Perjanjian ini bukan antara instansi dan mitra angkatan ini."
    assert office.refuse("session", good | {"partner_id": keys["lain"]}) == {"partner_agreement_id": party}
    assert office.refuse("session", good | {"partner_id": ""}) == {"partner_agreement_id": party}
    assert office.refuse("session", good | {"spent": "-1"}) == {
        "spent": "Jumlah rupiah tidak boleh kurang dari nol."
    }  # fmt: skip
    office.visitor.create("session", {name: str(value) for name, value in good.items()})


def test_only_who_came_gives_an_opinion_and_once(office: WrittenOffice) -> None:
    keys = office.keys
    proposed = {"enrolment_id": keys["enrolled Budi"], "rating": 5}
    assert office.refuse("session-feedback", proposed) == {"enrolment_id": ABSENT}
    again = {"enrolment_id": keys["enrolled Ana"], "rating": 5}
    told = {"enrolment_id": "Umpan balik peserta ini sudah ada."}
    assert office.refuse("session-feedback", again) == told


def test_only_who_came_has_finished(office: WrittenOffice) -> None:
    keys = office.keys
    done = {"employee_id": keys["Cici"], "training_kind_id": keys["kind"], "session_id": keys["session"],
            "title": "Kursus", "started_on": "2025-03-03", "ended_on": "2025-03-05", "hours": "20"}  # fmt: skip
    told = {"session_id": "Pegawai ini tidak tercatat hadir pada angkatan tersebut."}
    assert office.refuse("completion", done) == told
    assert office.refuse("completion", done | {"employee_id": keys["Budi"]}) == told


def test_internships_do_not_overlap_and_keep_to_their_agreement(office: WrittenOffice) -> None:
    keys = office.keys
    away = {"employee_id": keys["Ana"], "partner_id": keys["mitra"], "partner_agreement_id": keys["agreement"],
            "subject": "Data", "valid_from": "2025-11-01", "valid_to": "2026-01-01", "kind": "MAGANG"}  # fmt: skip
    assert list(office.refuse("internship", away | {"valid_to": "2025-11-01"})) == ["valid_to"]
    assert list(office.refuse("internship", away | {"valid_to": "2026-01-02"})) == ["partner_agreement_id"]
    assert list(office.refuse("internship", away | {"partner_id": keys["lain"]})) == ["partner_agreement_id"]
    office.visitor.create("internship", {name: str(value) for name, value in away.items()})
    assert list(office.refuse("internship", away | {"kind": "PERTUKARAN"})) == ["valid_from"]


# --- every writer ----------------------------------------------------------------------------------------------------

ENROL = "INSERT INTO personnel.enrolment (session_id, employee_id, status) VALUES ({session}, {Cici}, %s); "
ACCEPT_BUDI = "UPDATE personnel.enrolment SET status = 'DITERIMA' WHERE id = {enrolled Budi}; "
RENEW = (
    "INSERT INTO personnel.partner_agreement (agency_id, partner_id, number, subject, valid_from, renews_id)"
    " VALUES ({agency}, %s, 'PKS/2', 'Lanjutan', %s, {agreement})"
)


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        (ENROL.replace("%s", "'DITERIMA'"), None),
        (ACCEPT_BUDI, None),
        (ACCEPT_BUDI + ENROL.replace("%s", "'DIUSULKAN'"), None),
        (ACCEPT_BUDI + ENROL.replace("%s", "'DIBATALKAN'"), None),
        (ACCEPT_BUDI + ENROL.replace("%s", "'DITERIMA'"), "ck_enrolment_within_quota"),
        (ACCEPT_BUDI + ENROL.replace("%s", "'TIDAK_HADIR'"), "ck_enrolment_within_quota"),
        (ENROL.replace("%s", "'HADIR'") + ACCEPT_BUDI, "ck_enrolment_within_quota"),
        ("UPDATE personnel.session SET quota = 1 WHERE id = {session}", None),
        (ACCEPT_BUDI + "UPDATE personnel.session SET quota = 1 WHERE id = {session}", "ck_session_places_taken"),
        ("UPDATE personnel.enrolment SET status = 'TIDAK_HADIR' WHERE id = {enrolled Ana}", "ck_enrolment_kept"),
        ("UPDATE personnel.partner_agreement SET valid_to = '2025-03-06' WHERE id = {agreement}", None),
        ("UPDATE personnel.partner_agreement SET valid_to = '2025-03-05' WHERE id = {agreement}",
         "ck_partner_agreement_kept"),
        ("UPDATE personnel.partner_agreement SET partner_id = {lain} WHERE id = {agreement}",
         "ck_partner_agreement_kept"),
        (RENEW.replace("%s", "{mitra}", 1).replace("%s", "'2025-01-02'"), None),
        (RENEW.replace("%s", "{mitra}", 1).replace("%s", "'2025-01-01'"), "ck_partner_agreement_renews_earlier"),
        (RENEW.replace("%s", "{lain}", 1).replace("%s", "'2025-01-02'"), "ck_partner_agreement_renews_earlier"),
        ("UPDATE personnel.session SET is_enrolled_only = false WHERE id = {session}; INSERT INTO personnel.completion"
         " (employee_id, training_kind_id, session_id, title, started_on, ended_on, hours)"
         " VALUES ({Cici}, {kind}, {session}, 'Kursus', '2025-03-03', '2025-03-05', 20)", None),
        ("DELETE FROM personnel.session_feedback; INSERT INTO personnel.completion"
         " (employee_id, training_kind_id, session_id, title, started_on, ended_on, hours)"
         " VALUES ({Ana}, {kind}, {session}, 'Kursus', '2025-03-03', '2025-03-05', 20);"
         " DELETE FROM personnel.enrolment WHERE id = {enrolled Ana}", "ck_enrolment_kept"),
    ],
)  # fmt: skip
def test_a_rule_holds_for_every_writer(office: WrittenOffice, statement: str, rule: str | None) -> None:
    with psycopg.connect(office.url) as connection:  # what other tests left under the agreement is in the way
        connection.execute("DELETE FROM personnel.internship")
        connection.execute("DELETE FROM personnel.session WHERE name = 'II'")
    assert office.break_rule(statement) == rule


def test_who_takes_the_last_place_first_has_it(office: WrittenOffice) -> None:
    accept = "UPDATE personnel.enrolment SET status = 'DITERIMA' WHERE id = {enrolled Budi}".format(**office.keys)
    enrol = ENROL.replace("%s", "'DITERIMA'").format(**office.keys)
    with psycopg.connect(office.url) as first, psycopg.connect(office.url, autocommit=True) as second:
        first.execute(accept.encode())
        second.execute("SET lock_timeout = '200ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            second.execute(enrol.encode())
        first.commit()
        with pytest.raises(psycopg.errors.CheckViolation) as refused:
            second.execute(enrol.encode())
        second.execute("UPDATE personnel.enrolment SET status = 'DIUSULKAN' WHERE status = 'DITERIMA'")
    assert refused.value.diag.constraint_name == "ck_enrolment_within_quota"
