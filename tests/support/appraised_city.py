"""A city of a few people whose appraisals, courses, assessments and punishments a test states one by one."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg.rows import dict_row

CYCLES = range(2018, 2027)


@dataclass(frozen=True)
class Result:
    """An annual appraisal: a predicate or how it was spelled, both ratings or a number, and who gave it."""

    predicate: str | None
    work: str | None = None
    behaviour: str | None = None
    score: str | None = None
    written: str | None = None
    by: str | None = None


GOOD = Result("BAIK", "SESUAI", "SESUAI")
VERY_GOOD = Result("SANGAT_BAIK", "DI_ATAS", "DI_ATAS")
NEEDS = Result("BUTUH_PERBAIKAN", "DI_BAWAH", "SESUAI")
POOR = Result("KURANG", "SESUAI", "DI_BAWAH")


@dataclass(frozen=True)
class Person:
    """A person as the personnel office knows them; every day an ISO date."""

    skp: dict[int, Result] = field(default_factory=dict)
    level: str | None = "PELAKSANA"
    unit: str = "BIDANG"
    diploma: str | None = "S1"
    courses: tuple[tuple[str, str, int], ...] = ()  # kind, day, hours
    cases: tuple[tuple[str, str, str | None], ...] = ()  # punishment, from, to
    awards: tuple[tuple[str, str], ...] = ()
    potential: str | None = None
    levels: tuple[int, ...] = ()  # of as many competencies
    assessed: str = "2025-03-01"
    status: tuple[str, str] | None = None
    kind: str = "PNS"
    born: str = "1980-02-03"
    appointed: str = "2010-03-01"
    left: str | None = None
    grade: str = "III/c"


class City:
    """Stores people in a migrated database with code lists: one agency, two offices, a division in one of them.

    A second city in the same database has a code of its own and numbers its people from another number on.
    """

    def __init__(self, connection: psycopg.Connection[Any], code: str = "UJI", first: int = 1) -> None:
        self.connection = connection
        self.numbers = itertools.count(first)
        self.agency = self.insert("agency", code=code, name=f"Kota {code}", kind="KOTA", head_title="Wali Kota")
        self.units: dict[str, int] = {}
        for code, parent in (("KOTA", None), ("DINAS", "KOTA"), ("BIDANG", "DINAS"), ("BADAN", "KOTA")):
            self.units[code] = self.insert(
                "unit", agency_id=self.agency, code=code, name=code.title(), valid_from="2000-01-01",
                kind="PEMERINTAH" if parent is None else "DINAS", parent_id=self.units[parent] if parent else None,
            )  # fmt: skip
        self.cycles = {year: self.cycle(year, "TAHUNAN", f"{year}-01-01", f"{year}-12-31") for year in CYCLES}
        competencies = connection.execute("SELECT id FROM reference.competency ORDER BY ordinal, id").fetchall()
        self.competencies = [row[0] for row in competencies]
        self.people: dict[str, int] = {}

    def insert(self, table: str, **values: Any) -> int:
        names = ", ".join(values)
        marks = ", ".join(["%s"] * len(values))
        statement = f"INSERT INTO personnel.{table} ({names}) VALUES ({marks}) RETURNING id"
        row = self.connection.execute(statement.encode(), list(values.values())).fetchone()
        assert row is not None
        return int(row[0])

    def code(self, table: str, code: str) -> int:
        row = self.connection.execute(f"SELECT id FROM reference.{table} WHERE code = %s".encode(), [code]).fetchone()
        assert row is not None, (table, code)
        return int(row[0])

    def cycle(self, year: int, kind: str, start: str, end: str) -> int:
        return self.insert("performance_cycle", agency_id=self.agency, year=year, kind=kind, name=f"{kind} {end}",
                           starts_on=start, ends_on=end)  # fmt: skip

    def parameter(self, code: str, value: str, start: str = "2000-01-01", subject: str = "") -> None:
        self.connection.execute(
            "INSERT INTO stewardship.local_parameter (agency_id, code, subject, value, valid_from, reason)"
            " VALUES (%s, %s, %s, %s, %s, 'Uji')",
            [self.agency, code, subject, value, start],
        )

    def judge_unit(self, unit: str, year: int, predicate: str) -> None:
        self.insert("unit_performance", unit_id=self.units[unit], performance_cycle_id=self.cycles[year],
                    predicate=predicate)  # fmt: skip

    def store(self, people: dict[str, Person]) -> None:
        """Hire everyone, then keep their appraisals, whose appraisers must all have been hired."""
        for name, person in people.items():
            self.people[name] = self.hire(person)
        for name, person in people.items():
            self.appraise(name, person.skp.items())

    def appraise(self, name: str, results: Iterable[tuple[int, Result]]) -> None:
        for year, result in results:
            self.insert(
                "appraisal", employee_id=self.people[name], performance_cycle_id=self.cycles[year],
                predicate=result.predicate, predicate_written=result.written, work_rating=result.work,
                behaviour_rating=result.behaviour, score=result.score,
                appraiser_id=self.people[result.by] if result.by else None,
            )  # fmt: skip

    def hire(self, person: Person) -> int:
        number = next(self.numbers)
        owner = self.insert("person", name=f"Pegawai {number}", sex="L", born_on=person.born)
        tail = person.appointed.replace("-", "")[:6] if person.kind == "PNS" else f"{person.appointed[:4]}21"
        nip = f"{person.born.replace('-', '')}{tail}1{number:03d}"
        employee = self.insert(
            "employee", person_id=owner, agency_id=self.agency, nip=nip,
            employment_type_id=self.code("employment_type", person.kind), appointed_on=person.appointed,
            permanent_on=person.appointed if person.kind == "PNS" else None,
        )  # fmt: skip
        if person.kind == "PNS":
            self.insert("grade_record", employee_id=employee, grade_id=self.code("grade", person.grade),
                        valid_from=person.appointed, reason="REGULER")  # fmt: skip
        if person.diploma:
            self.insert("education_record", person_id=owner, graduated_on="2009-01-01", recognised_on="2010-03-01",
                        education_level_id=self.code("education_level", person.diploma))  # fmt: skip
        if person.level:
            self._place(employee, person, number)
        self._record_events(employee, person)
        return employee

    def _place(self, employee: int, person: Person, number: int) -> None:
        title = self.insert("position_title", code=f"J{number}", name=f"Jabatan {number}",
                            position_level_id=self.code("position_level", str(person.level)))  # fmt: skip
        seat = self.insert("seat", unit_id=self.units[person.unit], position_title_id=title, valid_from="2000-01-01")
        self.insert("assignment", employee_id=employee, seat_id=seat, kind="DEFINITIF", valid_from=person.appointed)

    def _record_events(self, employee: int, person: Person) -> None:
        for kind, day, hours in person.courses:
            self.insert("completion", employee_id=employee, training_kind_id=self.code("training_kind", kind),
                        title=f"{kind} {day}", started_on=day, ended_on=day, hours=hours)  # fmt: skip
        for punishment, start, end in person.cases:
            self.insert("discipline_case", employee_id=employee, status="FINAL", valid_from=start, valid_to=end,
                        discipline_kind_id=self.code("discipline_kind", punishment))  # fmt: skip
        for award, day in person.awards:
            self.insert("award", employee_id=employee, award_kind_id=self.code("award_kind", award), awarded_on=day)
        if person.potential:
            self.insert("assessment_result", employee_id=employee, assessed_on=person.assessed, score=person.potential)
        for competency, level in zip(self.competencies, person.levels, strict=False):
            self.insert("assessment_result", employee_id=employee, assessed_on=person.assessed,
                        competency_id=competency, level=level)  # fmt: skip
        if person.status:
            self.insert("employee_status", employee_id=employee, valid_from=person.status[1],
                        legal_status_id=self.code("legal_status", person.status[0]))  # fmt: skip
        if person.left:
            self.insert("termination", employee_id=employee, effective_on=person.left, kind="MENINGGAL")


def read_rows(url: str, mart: str) -> list[dict[str, Any]]:
    """Return every row of a mart as BI reads it."""
    with psycopg.connect(url, row_factory=dict_row) as reader:
        return reader.execute(f"SELECT * FROM marts__next.{mart}".encode()).fetchall()
