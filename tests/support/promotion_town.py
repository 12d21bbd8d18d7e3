"""A city of a few officials for the promotion marts: each person is described in a line and stored in real tables."""

import itertools
from dataclasses import dataclass, field, replace
from typing import Any

import psycopg

NUMBERS = itertools.count(1)
GOOD = {2022: "BAIK", 2023: "BAIK", 2024: "BAIK", 2025: "BAIK"}

Row = dict[str, Any]


@dataclass(frozen=True)
class Official:
    """A person as the personnel office knows them; every day an ISO date."""

    grades: tuple[tuple[str, str], ...] = (("II/b", "2018-06-01"), ("II/c", "2022-06-01"))
    diplomas: tuple[tuple[str, str | None], ...] = (("D3", "2015-01-01"),)
    post: str | None = "PELAKSANA"
    superior: str | None = None
    born: str = "1985-02-03"
    appointed: str = "2014-06-01"
    permanent: str | None = "2015-06-01"
    kind: str = "PNS"
    skp: dict[int, str] = field(default_factory=lambda: GOOD)
    written: dict[int, str] = field(default_factory=dict)
    statuses: tuple[tuple[str, str, str | None], ...] = ()
    cases: tuple[tuple[str, str, str, str | None], ...] = ()
    exams: tuple[tuple[str, str, bool, str | None], ...] = ()
    courses: tuple[tuple[str, str], ...] = ()
    # The post held now and those before it: level, from, to; `function` names the functional posts.
    since: str = "2020-01-01"
    earlier: tuple[tuple[str, str, str], ...] = ()
    function: str = "Jabatan"
    post_education: str | None = None
    # Credit: kind, level, from, to, value. Periodic appraisals: kind, from, to, predicate. Tests: level, day.
    credits: tuple[tuple[str, str, str, str, float], ...] = ()
    periods: tuple[tuple[str, str, str, str], ...] = ()
    tests: tuple[tuple[str, str], ...] = ()
    awards: tuple[tuple[str, str, bool], ...] = ()
    prior_months: int = 0


READY = Official()


class City:
    """Stores people in a migrated database with code lists."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self.connection = connection
        self.agency = self.insert("agency", code="UJI", name="Kota Uji", kind="KOTA", head_title="Wali Kota")
        self.unit = self.insert("unit", agency_id=self.agency, code="UJI", name="Kota Uji", kind="PEMERINTAH",
                                valid_from="2000-01-01")  # fmt: skip
        self.periods: dict[tuple[str, str], int] = {}
        self.cycles = {
            year: self.insert("performance_cycle", agency_id=self.agency, year=year, kind="TAHUNAN", name=f"SKP {year}",
                              starts_on=f"{year}-01-01", ends_on=f"{year}-12-31")
            for year in GOOD
        }  # fmt: skip

    def insert(self, table: str, **values: Any) -> int:
        names = ", ".join(values)
        marks = ", ".join(["%s"] * len(values))
        statement = f"INSERT INTO personnel.{table} ({names}) VALUES ({marks}) RETURNING id"
        row = self.connection.execute(statement, list(values.values())).fetchone()
        assert row is not None
        return int(row[0])

    def code(self, table: str, code: str) -> int:
        row = self.connection.execute(f"SELECT id FROM reference.{table} WHERE code = %s", [code]).fetchone()
        assert row is not None, (table, code)
        return int(row[0])

    def seat(self, level: str, superior: int | None = None, function: str = "Jabatan") -> int:
        """Make a seat for one person; its title names function, level and a number in front of them."""
        number = next(NUMBERS)
        row = self.connection.execute("SELECT id, name FROM reference.position_level WHERE code = %s", [level])
        level_id, level_name = row.fetchone() or (None, None)
        name = f"Jabatan {number}" if function == "Jabatan" else f"{function} {level_name}"
        title = self.insert("position_title", code=f"J{number}", name=name, position_level_id=level_id)
        return self.insert("seat", unit_id=self.unit, position_title_id=title, superior_seat_id=superior,
                           valid_from="2000-01-01")  # fmt: skip

    def store(self, official: Official) -> int:
        superior = None
        if official.superior:
            superior = self.seat("IV.a")
            self.hire(replace(READY, grades=((official.superior, "2019-01-01"),)), superior)
        return self.hire(official, self.seat(official.post, superior, official.function) if official.post else None)

    def hire(self, official: Official, seat: int | None) -> int:
        number = next(NUMBERS)
        person = self.insert("person", name=f"Pegawai {number}", sex="L", born_on=official.born)
        tail = official.appointed.replace("-", "")[:6] if official.kind == "PNS" else f"{official.appointed[:4]}21"
        employee = self.insert(
            "employee", person_id=person, agency_id=self.agency,
            nip=f"{official.born.replace('-', '')}{tail}1{number:03d}",
            employment_type_id=self.code("employment_type", official.kind),
            appointed_on=official.appointed, permanent_on=official.permanent,
        )  # fmt: skip
        for grade, tmt in official.grades:
            self.insert("grade_record", employee_id=employee, grade_id=self.code("grade", grade), valid_from=tmt,
                        reason="REGULER")  # fmt: skip
        for level, recognised in official.diplomas:
            self.insert("education_record", person_id=person, education_level_id=self.code("education_level", level),
                        graduated_on="2013-01-01", recognised_on=recognised)  # fmt: skip
        if seat is not None:
            self._record_posts(employee, official, seat)
        for year, cycle in self.cycles.items():
            if year in official.skp or year in official.written:
                self.insert("appraisal", employee_id=employee, performance_cycle_id=cycle,
                            predicate=official.skp.get(year), predicate_written=official.written.get(year))  # fmt: skip
        self._record_events(employee, official)
        self._record_credit(employee, official)
        return employee

    def _record_posts(self, employee: int, official: Official, seat: int) -> None:
        for level, start, end in official.earlier:
            former = self.seat(level, function=official.function)
            self.insert("assignment", employee_id=employee, seat_id=former, kind="DEFINITIF", valid_from=start,
                        valid_to=end)  # fmt: skip
        self.insert("assignment", employee_id=employee, seat_id=seat, kind="DEFINITIF", valid_from=official.since)
        if official.post_education:
            self.insert("seat_requirement", seat_id=seat, kind="PENDIDIKAN", valid_from="2000-01-01",
                        education_level_id=self.code("education_level", official.post_education))  # fmt: skip

    def _record_credit(self, employee: int, official: Official) -> None:
        for kind, level, start, end, credit in official.credits:
            self.insert("credit_record", employee_id=employee, kind=kind, period_from=start, period_to=end,
                        position_level_id=self.code("position_level", level), credit=credit)  # fmt: skip
        for kind, start, end, predicate in official.periods:
            cycle = self.cycle(kind, start, end)
            self.insert("appraisal", employee_id=employee, performance_cycle_id=cycle, predicate=predicate)
        for level, taken in official.tests:
            self.insert("service_exam", employee_id=employee, kind="UJI_KOMPETENSI", taken_on=taken, is_passed=True,
                        position_level_id=self.code("position_level", level))  # fmt: skip
        for award, given, has_decree in official.awards:
            decree = self.insert("decree", agency_id=self.agency, kind="PENGHARGAAN", number=f"SK {next(NUMBERS)}",
                                 issued_on=given) if has_decree else None  # fmt: skip
            self.insert("award", employee_id=employee, award_kind_id=self.code("award_kind", award), awarded_on=given,
                        decree_id=decree)  # fmt: skip
        if official.prior_months:
            self.insert("prior_service", employee_id=employee, months=official.prior_months, recognised_on="2015-01-01")

    def cycle(self, kind: str, start: str, end: str) -> int:
        """Return the performance cycle of a period, made when it is not there yet."""
        if (kind, start) not in self.periods:
            self.periods[kind, start] = self.insert(
                "performance_cycle", agency_id=self.agency, year=int(start[:4]), kind=kind, name=f"{kind} {start}",
                starts_on=start, ends_on=end,
            )  # fmt: skip
        return self.periods[kind, start]

    def _record_events(self, employee: int, official: Official) -> None:
        for status, start, end in official.statuses:
            self.insert("employee_status", employee_id=employee, legal_status_id=self.code("legal_status", status),
                        valid_from=start, valid_to=end)  # fmt: skip
        for punishment, state, start, end in official.cases:
            self.insert("discipline_case", employee_id=employee, status=state, valid_from=start, valid_to=end,
                        discipline_kind_id=self.code("discipline_kind", punishment))  # fmt: skip
        for exam, taken, is_passed, end in official.exams:
            self.insert("service_exam", employee_id=employee, kind=exam, taken_on=taken, is_passed=is_passed,
                        valid_to=end)  # fmt: skip
        for course, ended in official.courses:
            self.insert("completion", employee_id=employee, training_kind_id=self.code("training_kind", course),
                        title=course, started_on="2019-01-01", ended_on=ended, hours=200)  # fmt: skip
