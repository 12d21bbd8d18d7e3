"""Leave through the panel and in the database: the way of a request, what is refused, and who reads the reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from panel_site import PASSWORD, Visitor, read_errors, serve_panel
from psycopg.rows import dict_row
from scenario import Writer

from admin.warehouse.accounts import add_user


@dataclass
class Desk:
    """Employees, the panel's visitor, and the database behind both."""

    visitor: Visitor
    url: str
    staff: dict[str, int]
    kinds: dict[str, int]

    def ask(self, name: str, starts_on: str, ends_on: str, kind: str = "TAHUNAN", **more: str) -> Any:
        """Submit a request in the panel."""
        form = {
            "employee_id": str(self.staff[name]), "leave_kind_id": str(self.kinds[kind]),
            "starts_on": starts_on, "ends_on": ends_on, "status": "DIAJUKAN", "submitted_on": "2026-01-05",
        }  # fmt: skip
        return self.visitor.post("leave-request/create", form | more)

    def read(self, query: str, *values: Any) -> list[dict[str, Any]]:
        """Return rows as the owner reads them."""
        with psycopg.connect(self.url, row_factory=dict_row) as connection:
            return connection.execute(query.encode(), values).fetchall()

    def count(self) -> int:
        """Return the number of requests stored."""
        return int(self.read("SELECT count(*) FROM personnel.leave_request")[0]["count"])

    def ledger(self, request: int) -> list[tuple[str, int, int]]:
        """Return what was booked for a request."""
        query = "SELECT entry, days, leave_year FROM personnel.leave_ledger WHERE leave_request_id = %s ORDER BY id"
        return [(row["entry"], row["days"], row["leave_year"]) for row in self.read(query, request)]

    def submit(self, name: str, starts_on: str, ends_on: str, kind: str = "TAHUNAN") -> int:
        """Submit a request and return its number."""
        answer = self.ask(name, starts_on, ends_on, kind)
        assert answer.status_code == 303, read_errors(answer.text)
        return int(self.read("SELECT max(id) FROM personnel.leave_request")[0]["max"])

    def decide(self, request: int, outcome: str, granted: tuple[str, str] = ("", "")) -> Any:
        """Record the decision in the panel."""
        number = self.read("SELECT count(*) + 1 AS n FROM personnel.leave_step WHERE leave_request_id = %s", request)
        form = {
            "leave_request_id": str(request), "number": str(number[0]["n"]), "stage": "KEPUTUSAN",
            "outcome": outcome, "acted_on": "2026-01-06", "granted_from": granted[0], "granted_to": granted[1],
        }  # fmt: skip
        return self.visitor.post("leave-step/create", {name: value for name, value in form.items() if value})

    def refuse(self, field: str, *wanted: str, **more: str) -> str:
        """Ask for what is refused; return the sentence beside the field, having seen that nothing was stored."""
        before = self.count()
        answer = self.ask(*wanted, **more)
        assert answer.status_code == 400, answer.text
        assert self.count() == before
        return read_errors(answer.text)[field]


@pytest.fixture(scope="module")
def desk(server: Any, template: str) -> Iterator[Desk]:
    with server.clone(template) as database:
        with psycopg.connect(database.url) as connection:
            writer = Writer(connection)
            agency = writer.agency("CUTI")
            writer.unit(agency, "CUTI-KOTA")
            names = ("Lama", "Maju", "Ubah", "Batal", "Tunda", "Habis")
            staff = {name: writer.employee(agency, name) for name in names}
            staff["Muda"] = writer.employee(agency, "Muda", appointed="2025-03-02", permanent=None)
            staff["Kontrak"] = writer.employee(agency, "Kontrak", kind="PPPK", appointed="2023-01-01")
            kinds: dict[str, int] = dict(connection.execute("SELECT code, id FROM reference.leave_kind").fetchall())
            connection.execute(
                "INSERT INTO personnel.leave_ledger (employee_id, leave_kind_id, leave_year, entry, days, entered_on)"
                " VALUES (%s, %s, 2026, 'KOREKSI', -20, '2026-01-02')",
                [staff["Habis"], kinds["TAHUNAN"]],
            )
            staff["Dahulu"] = writer.employee(agency, "Dahulu")
            request = writer.insert(
                "personnel.leave_request", employee_id=staff["Dahulu"], leave_kind__code="TAHUNAN",
                starts_on="2026-03-02", ends_on="2026-03-03", status="DIAJUKAN", submitted_on="2026-02-02",
            )  # fmt: skip
            writer.insert(
                "personnel.leave_step", leave_request_id=request, number=1, stage="KEPUTUSAN", outcome="DISETUJUI",
                acted_on="2026-02-03",
            )  # fmt: skip
        for name, role in (("admin", "administrator"), ("pemeriksa", "inspector")):
            add_user(database.url, name, role, PASSWORD)
        with serve_panel(server.settings, database.url) as address:
            visitor = Visitor(address)
            yield Desk(visitor, database.url, staff, kinds)
            visitor.close()


def test_approved_leave_is_booked_in_working_days(desk: Desk) -> None:
    """2 to 6 April 2026: Good Friday and the weekend are no working days."""
    request = desk.submit("Maju", "2026-04-02", "2026-04-07")
    assert desk.ledger(request) == []
    assert desk.decide(request, "DISETUJUI").status_code == 303
    row = desk.read("SELECT status, outcome, days FROM personnel.leave_request WHERE id = %s", request)[0]
    assert row == {"status": "DIPUTUS", "outcome": "DISETUJUI", "days": 3}
    assert desk.ledger(request) == [("PAKAI", -3, 2026)]


def test_long_leave_is_booked_in_calendar_days(desk: Desk) -> None:
    request = desk.submit("Lama", "2026-02-01", "2026-04-30", "BESAR")
    assert desk.decide(request, "DISETUJUI").status_code == 303
    assert desk.ledger(request) == [("PAKAI", -89, 2026)]


def test_changed_leave_is_booked_as_granted(desk: Desk) -> None:
    request = desk.submit("Ubah", "2026-06-08", "2026-06-12")
    assert desk.decide(request, "PERUBAHAN").status_code == 400
    assert desk.decide(request, "PERUBAHAN", ("2026-06-09", "2026-06-10")).status_code == 303
    assert desk.ledger(request) == [("PAKAI", -2, 2026)]
    assert desk.ask("Ubah", "2026-06-11", "2026-06-12").status_code == 303, "only what was granted is taken"


def test_deferred_leave_is_kept_and_refused_leave_is_not(desk: Desk) -> None:
    deferred, refused = (
        desk.submit("Tunda", "2026-06-08", "2026-06-12"),
        desk.submit("Tunda", "2026-07-06", "2026-07-07"),
    )
    assert desk.decide(deferred, "DITANGGUHKAN").status_code == 303
    assert desk.decide(refused, "TIDAK_DISETUJUI").status_code == 303
    assert desk.ledger(deferred) == [("TANGGUH", 5, 2026)]
    assert desk.ledger(refused) == []


def test_cancelled_leave_is_given_back_and_decided_leave_stays_as_it_is(desk: Desk) -> None:
    request = desk.submit("Batal", "2026-06-08", "2026-06-09")
    assert desk.decide(request, "DISETUJUI").status_code == 303
    with psycopg.connect(desk.url, autocommit=True) as connection:
        with pytest.raises(psycopg.errors.CheckViolation, match="does not go this way"):
            connection.execute("UPDATE personnel.leave_request SET ends_on = '2026-06-12' WHERE id = %s", [request])
        with pytest.raises(psycopg.errors.CheckViolation, match="does not go this way"):
            connection.execute("UPDATE personnel.leave_request SET status = 'DRAFT' WHERE id = %s", [request])
        connection.execute("UPDATE personnel.leave_request SET status = 'DIBATALKAN' WHERE id = %s", [request])
    assert desk.ledger(request) == [("PAKAI", -2, 2026), ("BATAL", 2, 2026)]
    errors = read_errors(desk.decide(request, "DISETUJUI").text)
    assert errors["leave_request_id"] == "Permohonan ini belum diajukan, atau sudah diputus."


def test_nobody_decides_without_a_step(desk: Desk) -> None:
    wanted = ("Maju", "2026-09-07", "2026-09-08")
    assert "Permohonan hanya maju" in desk.refuse("status", *wanted, status="DIPUTUS")


@pytest.mark.parametrize(
    ("field", "wanted", "sentence"),
    [
        ("ends_on", ("Maju", "2026-08-06", "2026-08-04"), "Hari terakhir tidak boleh sebelum hari pertama."),
        ("ends_on", ("Maju", "2026-08-08", "2026-08-09"), "Tidak ada hari kerja pada masa itu."),
        ("ends_on", ("Maju", "2026-03-02", "2026-05-29"), "Lebih lama daripada batas jenis cuti ini."),
        ("ends_on", ("Maju", "2026-12-30", "2027-01-05"), "Cuti tahunan dihitung per tahun"),
        ("ends_on", ("Habis", "2026-08-03", "2026-08-10"), "Lebih banyak daripada sisa cuti tahun itu."),
        ("starts_on", ("Muda", "2026-03-01", "2026-03-03"), "Masa kerja pegawai ini belum cukup"),
        ("starts_on", ("Muda", "2026-08-03", "2026-08-04", "BESAR"), "Masa kerja pegawai ini belum cukup"),
        ("ends_on", ("Maju", "2026-08-03", "2026-11-03", "BESAR"), "Lebih lama daripada batas jenis cuti ini."),
        ("leave_kind_id", ("Kontrak", "2026-08-03", "2026-08-04", "BESAR"), "bukan hak pegawai ini"),
        ("leave_kind_id", ("Maju", "2026-08-03", "2026-08-04", "BERSAMA"), "bukan hak pegawai ini"),
        ("ends_on", ("Kontrak", "2026-08-03", "2026-08-20"), "Lebih lama daripada batas jenis cuti ini."),
        ("starts_on", ("Lama", "2026-04-30", "2026-05-04"), "sudah mengajukan atau mendapat cuti pada masa itu."),
    ],
)
def test_what_the_law_does_not_give_is_refused(desk: Desk, field: str, wanted: tuple[str, ...], sentence: str) -> None:
    assert sentence in desk.refuse(field, *wanted)


def test_the_first_day_after_the_service_and_the_first_hajj_are_given(desk: Desk) -> None:
    assert desk.ask("Muda", "2026-03-02", "2026-03-03").status_code == 303
    assert desk.ask("Muda", "2026-05-04", "2026-06-15", "BESAR", is_first_hajj="true").status_code == 303


def test_what_waits_counts_against_what_is_left(desk: Desk) -> None:
    """Before the first build the ceiling of the law holds: 24 days, of which 20 are used."""
    assert desk.ask("Habis", "2026-09-07", "2026-09-09").status_code == 303
    assert desk.refuse("ends_on", "Habis", "2026-10-05", "2026-10-06") == "Lebih banyak daripada sisa cuti tahun itu."
    assert desk.ask("Habis", "2026-10-05", "2026-10-05").status_code == 303


@pytest.mark.parametrize("table", ["leave_ledger", "leave_step"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET created_at = now()", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_nobody_rewrites_the_ledger(desk: Desk, table: str, statement: str) -> None:
    before = desk.read(f"SELECT * FROM personnel.{table} ORDER BY id")
    assert before
    with psycopg.connect(desk.url) as connection, pytest.raises(psycopg.errors.CheckViolation, match="only ever added"):
        connection.execute(statement.format(f"personnel.{table}").encode())
    assert desk.read(f"SELECT * FROM personnel.{table} ORDER BY id") == before


def test_by_hand_only_openings_and_corrections_are_booked(desk: Desk) -> None:
    form = {
        "employee_id": str(desk.staff["Maju"]), "leave_kind_id": str(desk.kinds["TAHUNAN"]), "leave_year": "2026",
        "entry": "PAKAI", "days": "-3", "entered_on": "2026-03-02",
    }  # fmt: skip
    before = desk.read("SELECT count(*) FROM personnel.leave_ledger")
    assert desk.visitor.post("leave-ledger/create", form).status_code in (400, 403)
    assert desk.read("SELECT count(*) FROM personnel.leave_ledger") == before
    assert desk.visitor.post("leave-ledger/create", form | {"entry": "KOREKSI"}).status_code == 303


def test_an_inspector_reads_the_dates_and_not_the_reason(desk: Desk) -> None:
    answer = desk.ask("Maju", "2026-07-13", "2026-07-14", "SAKIT", reason="Demam rahasia", medical_note="SKD-77")
    assert answer.status_code == 303
    key = desk.read("SELECT max(id) FROM personnel.leave_request")[0]["max"]
    assert "Demam rahasia" in desk.visitor.get(f"leave-request/details/{key}").text
    other = Visitor(desk.visitor.address, "pemeriksa")
    shown = other.get(f"leave-request/details/{key}").text
    other.close()
    assert "tersembunyi" in shown
    assert "Demam rahasia" not in shown
    assert "SKD-77" not in shown
