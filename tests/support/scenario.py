"""Two small agencies written row by row into the real tables, and one build of them for all tests of the marts."""

import functools
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

import psycopg
from psycopg.rows import DictRow, dict_row

from admin.warehouse.build import build
from admin.warehouse.database import Database

AS_OF = date(2026, 6, 30)
PAST = date(2022, 12, 31)


def day(text: str) -> date:
    """Return the date of `YYYY-MM-DD`."""
    return date.fromisoformat(text)


@dataclass
class Writer:
    """Inserts rows into the tables of `personnel`; codes are given as in `reference`."""

    connection: psycopg.Connection[Any]
    serial: "count[int]" = field(default_factory=lambda: count(1))

    def insert(self, table: str, **values: Any) -> int:
        """Insert a row and return its id; a column `<name>__code` is looked up in the code list `<name>`."""
        columns, places, arguments = [], [], []
        for name, value in values.items():
            listed = name.removesuffix("__code")
            columns.append(f"{listed}_id" if listed != name else name)
            places.append(f"(SELECT id FROM reference.{listed} WHERE code = %s)" if listed != name else "%s")
            arguments.append(value)
        statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join(places)}) RETURNING id"
        row = self.connection.execute(statement, arguments).fetchone()
        assert row is not None
        return int(row[0])

    def agency(self, code: str) -> int:
        """Insert an agency."""
        return self.insert("personnel.agency", code=code, name=code, kind="KOTA", head_title="Wali Kota")

    def unit(self, agency: int, code: str, parent: int | None = None, valid_to: str | None = None) -> int:
        """Insert a unit."""
        return self.insert(
            "personnel.unit", agency_id=agency, code=code, name=code, kind="DINAS", parent_id=parent,
            valid_from="2000-01-01", valid_to=valid_to,
        )  # fmt: skip

    def seat(self, unit: int, level: str, is_teacher: bool = False) -> int:
        """Insert a title of this level and a seat for it."""
        code = f"{level}-{next(self.serial)}"
        title = self.insert(
            "personnel.position_title", code=code, name=code, position_level__code=level, is_teacher=is_teacher
        )
        return self.insert("personnel.seat", unit_id=unit, position_title_id=title, valid_from="2000-01-01")

    def employee(
        self,
        agency: int,
        name: str,
        *,
        kind: str = "PNS",
        born: str = "1980-05-05",
        appointed: str = "2008-01-01",
        permanent: str | None = "2009-01-01",
    ) -> int:
        """Insert a person and the employment, with the NIP that belongs to the dates."""
        person = self.insert("personnel.person", name=name, sex="L", born_on=born)
        start = day(appointed)
        middle = f"{start:%Y%m}" if kind == "PNS" else f"{start:%Y}21"
        nip = f"{day(born):%Y%m%d}{middle}1{next(self.serial):03}"
        return self.insert(
            "personnel.employee", person_id=person, agency_id=agency, nip=nip, employment_type__code=kind,
            appointed_on=appointed, permanent_on=permanent if kind == "PNS" else None,
        )  # fmt: skip

    def grade(self, employee: int, code: str, since: str) -> None:
        """Insert a row of the grade history."""
        self.insert(
            "personnel.grade_record", employee_id=employee, grade__code=code, valid_from=since, reason="REGULER"
        )

    def post(self, employee: int, seat: int, since: str, until: str | None = None, kind: str = "DEFINITIF") -> None:
        """Insert an assignment."""
        self.insert(
            "personnel.assignment", employee_id=employee, seat_id=seat, kind=kind, valid_from=since, valid_to=until
        )

    def status(self, employee: int, code: str, since: str, until: str | None = None) -> None:
        """Insert a legal status."""
        self.insert(
            "personnel.employee_status", employee_id=employee, legal_status__code=code, valid_from=since, valid_to=until
        )

    def leave(self, employee: int, on: str) -> None:
        """Insert the end of the employment."""
        self.insert("personnel.termination", employee_id=employee, kind="PENSIUN_DINI", effective_on=on)

    def contract(self, employee: int, since: str, until: str) -> None:
        """Insert a PPPK contract of grade IX."""
        self.insert(
            "personnel.pppk_contract", employee_id=employee, number=f"PK-{next(self.serial)}", grade__code="IX",
            valid_from=since, valid_to=until,
        )  # fmt: skip

    def course(
        self, employee: int, title: str, ended: str, hours: float, kind: str = "TEKNIS", number: str | None = None
    ) -> None:
        """Insert a completion of one day."""
        self.insert(
            "personnel.completion", employee_id=employee, training_kind__code=kind, title=title, started_on=ended,
            ended_on=ended, hours=hours, certificate_number=number,
        )  # fmt: skip


@functools.lru_cache(maxsize=1)
def published_scenario(server: Any, template: str) -> "Scenario":
    """Build the scenario once a session: first as of a past day, then as of `AS_OF`. The server's end removes it."""
    clone = server.clone(template)
    database = clone.__enter__()
    with psycopg.connect(database.url) as connection:
        writer = Writer(connection)
        write_seniority(writer)
        write_training(writer)
    build(server.settings, database, as_of=PAST)
    past = read(database, "SELECT * FROM marts.duk ORDER BY agency_id, rank_agency")
    result = build(server.settings, database, as_of=AS_OF)
    return Scenario(database, past, {problem["name"] for problem in result.problems}, clone)


@dataclass(frozen=True)
class Scenario:
    """The published database, the DUK as of `PAST`, the names of the tests that warned."""

    database: Database
    past_duk: list[DictRow]
    warnings: set[str]
    clone: object

    def read(self, statement: str, **parameters: Any) -> list[DictRow]:
        """Return rows as a BI tool reads them: with the role `bi`."""
        with psycopg.connect(self.database.bi_full_url, row_factory=dict_row) as connection:
            return connection.execute(statement, parameters).fetchall()


def read(database: Database, statement: str) -> list[DictRow]:
    """Return rows of the marts."""
    with psycopg.connect(database.bi_full_url, row_factory=dict_row) as connection:
        return connection.execute(statement).fetchall()


def write_seniority(writer: Writer) -> None:
    """The worked example of rules.md 3.1, and people who must not disturb it."""
    agency = writer.agency("DUK")
    root = writer.unit(agency, "KOTA")
    department = writer.unit(agency, "DINAS", root)
    staff = [writer.seat(department, "PELAKSANA") for _ in range(4)]
    head = writer.seat(department, "III.b")
    sections = [writer.seat(department, "IV.a") for _ in range(3)]

    tono = writer.employee(agency, "Tono", appointed="2004-06-01", permanent="2005-06-01")
    writer.grade(tono, "III/d", "2022-10-01")
    writer.post(tono, sections[0], "2021-03-01")

    # Sari moved from one section to another: the older date of the level counts.
    sari = writer.employee(agency, "Sari", appointed="2006-04-01", permanent="2007-04-01")
    writer.grade(sari, "III/d", "2022-10-01")
    writer.post(sari, sections[1], "2021-02-01", "2024-01-02")
    writer.post(sari, sections[2], "2024-01-02")

    # Bayu rose from section to division; a correcting decree repeats his grade.
    bayu = writer.employee(agency, "Bayu", appointed="2008-06-01", permanent="2009-06-01")
    writer.grade(bayu, "III/d", "2022-10-01")
    writer.grade(bayu, "III/d", "2023-02-01")
    writer.post(bayu, sections[1], "2019-01-01", "2021-02-01")
    writer.post(bayu, head, "2024-01-02")

    rina = writer.employee(agency, "Rina", appointed="2011-06-01", permanent="2012-06-01")
    writer.grade(rina, "III/c", "2018-04-01")
    writer.grade(rina, "III/d", "2022-04-01")
    writer.grade(rina, "IV/a", "2026-07-01")
    writer.post(rina, staff[0], "2011-06-01")

    # Twins but for recognised prior service, unpaid leave and an unrecognised diploma.
    for name, serial in (("Prio", 1), ("Cuti", 2), ("Biasa", 3)):
        employee = writer.employee(agency, name, appointed="2012-01-01", permanent="2013-01-01")
        writer.grade(employee, "III/a", "2022-04-01")
        writer.post(employee, staff[serial], "2012-01-01")
        if name == "Prio":
            writer.insert("personnel.prior_service", employee_id=employee, months=7, recognised_on="2015-01-01")
            writer.insert("personnel.prior_service", employee_id=employee, months=90, recognised_on="2026-07-01")
        if name == "Cuti":
            writer.status(employee, "CLTN", "2018-01-01", "2019-01-01")

    probation = writer.employee(agency, "Calon", appointed="2026-01-01", permanent=None, born="1999-01-01")
    writer.grade(probation, "III/a", "2026-01-01")
    contract = writer.employee(agency, "Kontrak", kind="PPPK", appointed="2021-01-01")
    writer.contract(contract, "2021-01-01", "2028-01-01")
    writer.grade(contract, "IV/a", "2021-01-01")
    writer.employee(agency, "Tanpa Golongan")
    gone = writer.employee(agency, "Purna", appointed="1990-01-01", permanent="1991-01-01", born="1967-01-01")
    writer.grade(gone, "IV/c", "2015-04-01")
    writer.leave(gone, "2024-01-01")


def write_training(writer: Writer) -> None:
    """A department with a division below it; one person for each way to count or not to count."""
    agency = writer.agency("DIKLAT")
    root = writer.unit(agency, "KOTA")
    department = writer.unit(agency, "DINAS", root)
    division = writer.unit(agency, "BIDANG", department)
    writer.unit(agency, "KOSONG", root)
    writer.unit(agency, "BUBAR", root, valid_to="2020-01-01")
    seat = writer.seat(department, "PELAKSANA")
    below = writer.seat(division, "PELAKSANA")

    enough = writer.employee(agency, "Cukup")
    writer.post(enough, seat, "2009-01-01")
    writer.course(enough, "Bimtek A", "2026-02-02", 12, number="B/1/2026")
    writer.course(enough, "Bimtek A (salinan)", "2026-02-02", 12, number="b / 1/2026")
    writer.course(enough, "Webinar sehari", "2026-03-03", 15, kind="WEBINAR")
    writer.course(enough, "Tahun lalu", "2025-12-31", 40)
    writer.course(enough, "Belum selesai", "2026-07-01", 40)

    almost = writer.employee(agency, "Hampir")
    writer.post(almost, below, "2009-01-01")
    writer.course(almost, "Bimtek", "2026-02-02", 19.99)

    writer.post(writer.employee(agency, "Tanpa Riwayat"), below, "2009-01-01")

    contract = writer.employee(agency, "Kontrak", kind="PPPK", appointed="2021-01-01")
    writer.contract(contract, "2021-01-01", "2028-01-01")
    writer.course(contract, "Bimtek", "2026-02-02", 30)

    probation = writer.employee(agency, "Calon", appointed="2026-01-01", permanent=None, born="1999-01-01")
    writer.post(probation, below, "2026-01-01")

    away = writer.employee(agency, "Cuti")
    writer.post(away, below, "2009-01-01")
    writer.status(away, "CLTN", "2026-01-01")
    leaving = writer.employee(agency, "Pergi")
    writer.post(leaving, below, "2009-01-01")
    writer.leave(leaving, "2026-11-01")
    retiring = writer.employee(agency, "Pensiun", born="1968-03-15", appointed="1995-01-01", permanent="1996-01-01")
    writer.post(retiring, below, "2009-01-01")
    teacher = writer.employee(agency, "Guru", born="1968-03-15", appointed="1995-01-01", permanent="1996-01-01")
    writer.post(teacher, writer.seat(division, "JF_AHLI_MADYA", is_teacher=True), "2009-01-01")
