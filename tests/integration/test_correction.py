"""Corrections: an employee asks, somebody else decides, and what is accepted is stored in the record at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from panel_site import Visitor, read_errors, read_inputs, read_notice, serve_panel
from rights_people import Agency, act_as, found_agency

from models.database import create_engine
from models.people import FamilyMember

ASK = "correction-request/ask"


@dataclass
class Office:
    """The agency of rights_people and a panel over it."""

    agency: Agency
    ana: Visitor
    officer: Visitor
    others: dict[str, Visitor]

    def person(self, name: str) -> int:
        return self.agency.keys[name]["person_id"]

    def read(self, column: str, name: str = "Ana") -> Any:
        ((value,),) = self.agency.ask(f"SELECT {column} FROM personnel.person WHERE id = %s", self.person(name))
        return value

    def set(self, statement: str, *values: object) -> None:
        with psycopg.connect(self.agency.url) as connection:
            connection.execute(statement.encode(), values)

    def ask(self, column: str, claimed: str, reason: str = "Salah ketik", visitor: Visitor | None = None) -> Any:
        """Send the form as Ana would, having looked at it."""
        visitor, address = visitor or self.ana, f"{ASK}/person/{self.person('Ana')}?field={column}"
        version = read_inputs(visitor.get(address).text)["row_version"]
        return visitor.post(address, {f"claim-{column}": claimed, "reason": reason, "row_version": version})

    def submit(self, column: str, claimed: str) -> int:
        answer = self.ask(column, claimed)
        assert answer.status_code == 303, (read_errors(answer.text), read_notice(answer.text))
        return int(answer.headers["location"].split("/")[-1].split("?")[0])

    def decide(self, key: int, act: str, note: str = "", visitor: Visitor | None = None) -> Any:
        version = self.request(key, "row_version")
        sent = {"act": act, "note": note, "row_version": str(version)}
        return (visitor or self.officer).post(f"correction-request/details/{key}", sent)

    def request(self, key: int, column: str) -> Any:
        ((value,),) = self.agency.ask(f"SELECT {column} FROM personnel.correction_request WHERE id = %s", key)
        return value


@pytest.fixture(scope="module")
def opened(server: Any, template: str) -> Iterator[Office]:
    with server.clone(template) as database:
        engine = create_engine(database.url)
        agency = found_agency(engine, database.url)
        with serve_panel(server.settings, database.url) as address:
            names = ("ana", "officer", "officer_of_a", "inspector", "head_of_a")
            visitors = {name: Visitor(address, name) for name in names}
            yield Office(agency, visitors["ana"], visitors["officer"], visitors)
            for visitor in visitors.values():
                visitor.close()
        engine.dispose()


@pytest.fixture
def office(opened: Office) -> Office:
    """Return the office with nothing asked and Ana's data as they were."""
    opened.set("DELETE FROM personnel.correction_request")
    opened.set("UPDATE personnel.person SET phone = '0811', birth_place = 'Medan', born_on = '1987-04-12'")
    return opened


def test_accepted_correction_is_stored_at_once_and_the_audit_names_it(office: Office) -> None:
    assert "0811" in office.ana.get(f"{ASK}/person/{office.person('Ana')}").text
    key = office.submit("phone", "081234")
    shown = office.officer.get(f"correction-request/details/{key}").text
    assert all(text in shown for text in ("0811", "081234", "Salah ketik", "Orang: Telepon"))
    assert office.read("phone") == "0811"
    assert office.decide(key, "accept").status_code == 303
    assert office.read("phone") == "081234"
    assert office.request(key, "status") == "DITERIMA"
    assert office.request(key, "decided_by_id") == office.agency.users["officer"]
    assert office.request(key, "unit_id") == office.agency.keys["Ana"]["unit_id"]
    entries = office.agency.ask(
        "SELECT user_id, reason, old ->> 'phone', new ->> 'phone' FROM audit.change"
        " WHERE table_name = 'personnel.person' AND row_id = %s ORDER BY id DESC LIMIT 1",
        office.person("Ana"),
    )
    assert entries == [(office.agency.users["officer"], f"Permintaan perbaikan nomor {key}", "0811", "081234")]
    assert "081234" in office.ana.get(f"correction-request/details/{key}").text


def test_record_changed_since_is_not_overwritten(office: Office) -> None:
    key = office.submit("phone", "081234")
    office.set("UPDATE personnel.person SET phone = '0999' WHERE id = %s", office.person("Ana"))
    assert "sudah diubah sejak diminta" in office.officer.get(f"correction-request/details/{key}").text
    answer = office.decide(key, "accept")
    assert (answer.status_code, read_notice(answer.text)) == (
        400,
        "Isian ini sudah diubah, atau catatannya dihapus, sejak permintaan diajukan. Tolaklah, atau minta pegawai "
        "mengajukan lagi.",
    )
    assert (office.read("phone"), office.request(key, "status")) == ("0999", "DIAJUKAN")


def test_value_that_breaks_a_rule_of_its_table_is_told_and_nothing_is_stored(office: Office) -> None:
    key = office.submit("born_on", "1900-01-01")
    answer = office.decide(key, "accept")
    assert (answer.status_code, read_notice(answer.text)) == (400, "Tanggal lahir harus antara 1920 dan 2015.")
    assert office.request(key, "status") == "DIAJUKAN"
    assert str(office.read("born_on")) == "1987-04-12"


def test_refusal_is_explained_and_final(office: Office) -> None:
    key = office.submit("phone", "081234")
    silent = office.decide(key, "refuse")
    assert (silent.status_code, read_notice(silent.text)) == (400, "Penolakan memerlukan penjelasan.")
    assert office.decide(key, "refuse", "Nomor ini milik kantor").status_code == 303
    assert "Nomor ini milik kantor" in office.ana.get(f"correction-request/details/{key}").text
    again = office.decide(key, "accept")
    assert (again.status_code, read_notice(again.text)) == (400, "Permintaan ini sudah diputus atau ditarik.")
    assert office.read("phone") == "0811"


def test_two_who_decide_at_once_do_so_once(office: Office) -> None:
    key = office.submit("phone", "081234")
    version = office.request(key, "row_version")
    assert office.decide(key, "refuse", "Tidak").status_code == 303
    late = office.officer.post(
        f"correction-request/details/{key}", {"act": "accept", "note": "", "row_version": str(version)}
    )
    assert (late.status_code, read_notice(late.text)) == (409, "Permintaan ini baru saja diputus atau ditarik.")
    assert office.read("phone") == "0811"


def test_asker_withdraws_and_does_not_decide(office: Office) -> None:
    key = office.submit("phone", "081234")
    own = office.decide(key, "accept", visitor=office.ana)
    assert (own.status_code, read_notice(own.text)) == (400, "Permintaan Anda sendiri diputus oleh petugas lain.")
    other = office.decide(key, "withdraw")
    assert "Hanya pegawai yang meminta dapat menariknya" in read_notice(other.text)
    assert office.decide(key, "withdraw", visitor=office.ana).status_code == 303
    assert office.request(key, "status") == "DITARIK"
    assert office.submit("phone", "081235") > key


@pytest.mark.parametrize(
    ("column", "claimed", "reason", "told"),
    [
        ("phone", "0811", "Salah", {"claim-phone": "Isi yang diminta sama dengan yang tercatat."}),
        ("phone", "0812", "", {"reason": "Isian ini wajib diisi."}),
        ("name", "", "Salah", {"claim-name": "Isian ini wajib diisi."}),
        ("born_on", "12 April", "Salah",
         {"claim-born_on": "Tulis tanggal sebagai hari/bulan/tahun, misalnya 12/04/1987."}),
        ("nik", "123", "Salah", {"claim-nik": "Harus tepat 16 angka; Anda mengisi 3."}),
    ],
    ids=["same", "no reason", "emptied", "no day", "no nik"],
)  # fmt: skip
def test_nonsense_is_told_beside_the_field_and_not_stored(
    office: Office, column: str, claimed: str, reason: str, told: dict[str, str]
) -> None:
    answer = office.ask(column, claimed, reason)
    assert (answer.status_code, read_errors(answer.text)) == (400, told)
    assert office.agency.ask("SELECT FROM personnel.correction_request") == []


def test_a_field_waits_for_one_decision_at_a_time(office: Office) -> None:
    office.submit("phone", "081234")
    twice = office.ask("phone", "081235")
    assert "masih menunggu keputusan" in read_errors(twice.text)["claim-phone"]


def test_choices_and_yes_or_no_are_asked_for_as_they_are_typed(office: Office) -> None:
    member = office.agency.row(FamilyMember, "Ana")
    office.set("UPDATE personnel.family_member SET is_dependent = true, kinship = 'PASANGAN' WHERE id = %s", member)
    for column, typed, stored in (("is_dependent", "", False), ("kinship", "ANAK", "ANAK")):
        address = f"{ASK}/family-member/{member}?field={column}"
        form = read_inputs(office.ana.get(address).text)
        sent = {name: value for name, value in form.items() if name.endswith("__shown") or name == "row_version"}
        sent |= {f"claim-{column}": typed} if typed else {}
        answer = office.ana.post(address, sent | {"reason": "Salah"})
        assert answer.status_code == 303, read_errors(answer.text)
        key = int(answer.headers["location"].split("/")[-1].split("?")[0])
        assert office.decide(key, "accept").status_code == 303
        assert office.agency.ask(f"SELECT {column} FROM personnel.family_member WHERE id = %s", member) == [(stored,)]


def test_only_whom_it_concerns_sees_and_asks(office: Office) -> None:
    key = office.submit("phone", "081234")
    page = f"correction-request/details/{key}"
    assert office.others["head_of_a"].get(page).status_code == 403
    assert office.others["officer_of_a"].get(page).status_code == 200
    masked = office.others["inspector"].get(page)
    assert masked.status_code == 200
    assert "081234" not in masked.text
    assert "Terima dan simpan" not in masked.text
    assert office.decide(key, "accept", visitor=office.others["inspector"]).status_code == 403
    assert office.ana.get(f"{ASK}/person/{office.person('Budi')}").status_code == 404
    assert office.others["inspector"].get(f"{ASK}/person/{office.person('Ana')}").status_code == 403
    whole = office.ana.get(f"people/{office.agency.keys['Ana']['employee_id']}").text
    assert f"/admin/{ASK}/person/{office.person('Ana')}" in whole
    assert ASK not in office.officer.get(f"people/{office.agency.keys['Ana']['employee_id']}").text


INSERT = (
    "INSERT INTO personnel.correction_request (employee_id, field, row_id, claimed_value, reason)"
    " VALUES (%s, %s, %s, %s, 'Salah')"
)


@pytest.mark.parametrize(
    ("field", "whose", "claimed", "wrong"),
    [
        ("person.phone", "Budi", "1", psycopg.errors.InsufficientPrivilege),
        ("person.id", "Ana", "1", psycopg.errors.CheckViolation),
        ("person.row_version", "Ana", "9", psycopg.errors.CheckViolation),
        ("unit.name", "Ana", "X", psycopg.errors.CheckViolation),
        ("document.file_hash", "Ana", "0" * 64, psycopg.errors.CheckViolation),
        ("person.born_on", "Ana", "kemarin", psycopg.errors.CheckViolation),
        ("person.phone where true", "Ana", "1", psycopg.errors.CheckViolation),
    ],
)
def test_postgresql_takes_requests_about_own_records_alone(
    office: Office, field: str, whose: str, claimed: str, wrong: type[Exception]
) -> None:
    values = [office.agency.keys["Ana"]["employee_id"], field, office.person(whose), claimed]
    with psycopg.connect(office.agency.url) as connection:
        act_as(connection, office.agency.users["ana"])
        with pytest.raises(wrong):
            connection.execute(INSERT, values)


def test_decision_needs_the_right_to_change_the_record(office: Office) -> None:
    """Whoever may decide but not change the record stores nothing."""
    key = office.submit("phone", "081234")
    with psycopg.connect(office.agency.url) as connection:
        connection.execute(
            "UPDATE stewardship.role_right SET may_change = false WHERE area = 'people' AND role_id ="
            " (SELECT id FROM stewardship.role WHERE code = 'hr_officer')"
        )
        act_as(connection, office.agency.users["officer"])
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("UPDATE personnel.correction_request SET status = 'DITERIMA' WHERE id = %s", [key])
        connection.rollback()


def test_what_was_asked_stays(office: Office) -> None:
    key = office.submit("phone", "081234")
    for change in ("claimed_value = '9'", "row_id = row_id + 1", "field = 'person.email'", "reason = 'Lain'"):
        with psycopg.connect(office.agency.url) as connection, pytest.raises(psycopg.errors.CheckViolation):
            connection.execute(f"UPDATE personnel.correction_request SET {change} WHERE id = {key}".encode())
