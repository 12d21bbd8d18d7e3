"""Naming successors: what the form refuses, in a plain sentence and with nothing stored; and what stays possible."""

from collections.abc import Iterator
from typing import Any

import pytest
from form_desk import WrittenOffice, open_office
from scenario import Writer

SLOT = "INSERT INTO personnel.succession_slot (seat_id, employee_id, place, valid_from, valid_to) VALUES "


def write_office(writer: Writer) -> dict[str, int]:
    """A head who retired, the deputy who took over on 1 May 2026 and had been named before, and two more people."""
    agency = writer.agency("SUKSESI")
    unit = writer.unit(agency, "A")
    keys = {"seat": writer.seat(unit, "III.a"), "other": writer.seat(unit, "III.b")}
    for name in ("Wakil", "Calon", "Kedua"):
        keys[name] = writer.employee(agency, name)
    keys["Baru"] = writer.employee(agency, "Baru", appointed="2026-04-01", permanent=None, born="2000-01-01")
    keys["Pergi"] = writer.employee(agency, "Pergi")
    writer.leave(keys["Pergi"], "2026-03-01")
    writer.post(keys["Wakil"], keys["seat"], "2026-05-01")
    writer.post(keys["Calon"], keys["seat"], "2020-01-01", "2025-01-01")
    writer.post(keys["Kedua"], keys["seat"], "2026-01-01", kind="PLT")
    keys["gone"] = writer.seat(unit, "III.b")
    writer.connection.execute("UPDATE personnel.seat SET valid_to = '2026-01-01' WHERE id = %s", [keys["gone"]])
    writer.insert(
        "personnel.succession_slot", seat_id=keys["seat"], employee_id=keys["Calon"], place=1,
        valid_from="2026-03-01", valid_to="2027-03-01",
    )  # fmt: skip
    return keys


@pytest.fixture(scope="module")
def office(server: Any, template: str) -> Iterator[WrittenOffice]:
    with open_office(server, template, write_office) as office:
        yield office


TWICE = "Pegawai ini sudah menjadi suksesor jabatan itu pada masa tersebut."
TAKEN = "Urutan ini sudah ditempati suksesor lain jabatan itu pada masa tersebut."
HOLDS = "Ia memegang jabatan itu; akhiri pada TMT jabatannya."
GONE = "Orang ini bukan pegawai pada tanggal tersebut."


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"employee_id": "Calon", "place": 2}, "valid_from", TWICE),
        ({"place": 1}, "place", TAKEN),
        ({"place": 0}, "place", "Urutan harus 1 sampai 20."),
        ({"place": 21}, "place", "Urutan harus 1 sampai 20."),
        ({"place": ""}, "place", "Isian ini wajib diisi."),
        ({"seat_id": ""}, "seat_id", "Isian ini wajib diisi."),
        ({"valid_to": "2026-03-01"}, "valid_to", "Tanggal akhir harus sesudah tanggal mulai."),
        ({"employee_id": "Wakil"}, "employee_id", HOLDS),
        ({"employee_id": "Wakil", "valid_to": "2026-05-02"}, "employee_id", HOLDS),
        ({"employee_id": "Baru"}, "employee_id", GONE),
        ({"employee_id": "Pergi"}, "employee_id", GONE),
        ({"seat_id": "gone"}, "seat_id", "Jabatan ini tidak ada pada tanggal tersebut."),
    ],
)
def test_nobody_is_named_twice_or_without_a_seat_to_follow_in(
    office: WrittenOffice, change: dict[str, Any], field: str, sentence: str
) -> None:
    values: dict[str, Any] = {
        "seat_id": "seat", "employee_id": "Kedua", "place": 2, "valid_from": "2026-03-01", "valid_to": "",
    } | change  # fmt: skip
    said = office.refuse("succession-slot", {name: office.keys.get(value, value) for name, value in values.items()})
    assert said[field] == sentence


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ("({seat}, {Wakil}, 2, '2026-03-01', '2026-05-01')", None),  # until the day of taking over
        ("({seat}, {Kedua}, 2, '2026-03-01', NULL)", None),  # who only acts in the seat
        ("({seat}, {Kedua}, 1, '2027-03-01', NULL)", None),  # the place is free from that day on
        ("({seat}, {Kedua}, 1, '2027-02-28', NULL)", "ex_succession_slot_place"),
        ("({seat}, {Calon}, 2, '2027-02-28', NULL)", "ex_succession_slot_employee"),
        ("({other}, {Calon}, 1, '2026-03-01', NULL)", None),  # for another seat as well
        ("({seat}, {Calon}, 2, '2024-12-31', '2025-06-01')", "ck_succession_slot_not_holder"),
        ("({seat}, {Calon}, 2, '2025-01-01', '2025-06-01')", None),  # who held it once
        ("({other}, {Pergi}, 1, '2026-02-28', NULL)", None),  # named on the last day
    ],
)
def test_periods_touch_and_do_not_overlap(office: WrittenOffice, values: str, rule: str | None) -> None:
    assert office.break_rule(SLOT + values) == rule


def test_who_is_named_cannot_be_moved_to_where_they_could_not_be_named(office: WrittenOffice) -> None:
    move = "UPDATE personnel.succession_slot SET {} WHERE employee_id = {{Calon}}"
    assert office.break_rule(move.format("seat_id = {gone}")) == "ck_succession_slot_seat_in_force"
    assert office.break_rule(move.format("valid_from = '2024-12-31'")) == "ck_succession_slot_not_holder"
    assert office.break_rule(move.format("employee_id = {Pergi}")) == "ck_succession_slot_employed"
    assert office.break_rule(move.format("place = 3")) is None
