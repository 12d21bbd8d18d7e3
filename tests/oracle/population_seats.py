"""Give stored random agencies open seats, all kinds of dated requirements, and people who nearly meet them."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import psycopg
from oracle_dossier import CORE_COMPETENCIES
from oracle_facts import Agency, Employee, Seat
from oracle_merit import POSTS
from population_facts import load_agencies
from population_paths import DATES
from population_rows import copy_rows, read_codes, unchecked_parameters

TABLES = {
    "seat_requirement": "seat_id kind grade_id study_field_id training_kind_id competency_id minimum is_mandatory "
    "valid_from valid_to",
    "assessment_result": "employee_id assessed_on competency_id level",
    "completion": "employee_id training_kind_id title started_on ended_on hours",
}
FIELDS = ("HUKUM", "AKUNTANSI", "MANAJEMEN")
COURSES = ("PKP", "PKA", "PKN_II", "TEKNIS")
GRADES = ("II/d", "III/b", "III/c", "III/d", "IV/a")
COMPETENCIES = CORE_COMPETENCIES[:2]
OWN = (
    ("readiness_weight_competency", "40"),
    ("readiness_points_partial", "30"),
    ("readiness_list_length", "1"),
    ("placement_months_in_post", "36"),
)
DAY = timedelta(days=1)
ALWAYS = date(1950, 1, 1)


def enrich_seats(url: str, number: int) -> None:
    """Add random facts to every agency that is stored, the same ones for the same seed `number`."""
    agencies = load_agencies(url)
    with psycopg.connect(url) as connection:
        writer = _Writer(connection, number)
        for agency in agencies:
            writer.add_agency(agency)
        writer.store()


class _Writer:
    """Rows to add, collected agency by agency."""

    def __init__(self, connection: "psycopg.Connection[Any]", number: int) -> None:
        self.connection = connection
        self.number = number
        lists = ("grade", "study_field", "training_kind", "competency")
        self.codes = {name: read_codes(connection, name) for name in lists}
        self.added: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        self.rng = Random(number)

    def add_agency(self, agency: Agency) -> None:
        """Collect what an agency gets; seats and diplomas are changed, and seats added, at once."""
        self.rng = Random(f"seats/{self.number}/{agency.id}")
        for seat in agency.seats:
            if seat.title.level in POSTS:
                self._add_requirements(seat)
        for employee in agency.employees:
            self._add_skills(employee)
        if self.rng.random() < 0.4:
            code, value = self.rng.choice(OWN)
            with unchecked_parameters(self.connection):
                self.connection.execute(
                    "INSERT INTO stewardship.local_parameter (agency_id, code, value, valid_from, reason)"
                    " VALUES (%s, %s, %s, '2000-01-01', 'uji acak')",
                    [agency.id, code, value],
                )

        self.rng = Random(f"placement/{self.number}/{agency.id}")
        for seat in agency.seats:
            if seat.title.level not in POSTS:
                self._add_requirements(seat)
                self._add_sibling(agency, seat)

    def _add_sibling(self, agency: Agency, seat: Seat) -> None:
        """Add a seat of the same title in another unit, which asks something else."""
        others = [unit.id for unit in agency.units if unit.id != seat.unit_id]
        if not others or self.rng.random() < 0.5:
            return
        row = self.connection.execute(
            "INSERT INTO personnel.seat (id, unit_id, position_title_id, valid_from)"
            " SELECT max(id) + 1, %s, %s, %s FROM personnel.seat RETURNING id",
            [self.rng.choice(others), seat.title.id, ALWAYS],
        ).fetchone()
        assert row is not None
        self._add_requirements(replace(seat, id=row[0]))

    def _add_requirements(self, seat: Seat) -> None:
        rng = self.rng
        self.connection.execute(
            "UPDATE personnel.seat SET needed_count = %s WHERE id = %s", [rng.choice((1, 5)), seat.id]
        )
        self.connection.execute(
            "UPDATE personnel.seat_requirement SET is_mandatory = %s WHERE seat_id = %s", [rng.random() < 0.3, seat.id]
        )
        for grade in rng.sample(GRADES, rng.choice((0, 1, 1, 2))):
            self._ask(seat, "GOLONGAN", grade=grade)
        for study_field in rng.sample(FIELDS, rng.choice((0, 0, 1, 2))):
            self._ask(seat, "BIDANG_STUDI", study_field=study_field)
        for course in rng.sample(COURSES, rng.choice((0, 1, 2))):
            self._ask(seat, "PELATIHAN", training_kind=course)
        for competency in rng.sample(COMPETENCIES, rng.choice((0, 1, 2))):
            self._ask(seat, "KOMPETENSI", competency=competency, minimum=rng.choice((2, 3, Decimal("2.5"))))
        if rng.random() < 0.6:
            self._ask(seat, "PENGALAMAN", minimum=rng.choice((3, 4, Decimal("4.5"), 6, 9)))

    def _ask(self, seat: Seat, kind: str, minimum: Decimal | int | None = None, **codes: str) -> None:
        rng = self.rng
        turns = (*DATES, DATES[-1] + DAY)
        start, end = rng.choice(
            ((ALWAYS, None), (ALWAYS, None), (ALWAYS, rng.choice(turns)), (rng.choice(turns), None))
        )
        names = ("grade", "study_field", "training_kind", "competency")
        keys = [self.codes[name][codes[name]] if name in codes else None for name in names]
        self.added["seat_requirement"].append((seat.id, kind, *keys, minimum, rng.random() < 0.15, start, end))

    def _add_skills(self, employee: Employee) -> None:
        rng = self.rng
        for diploma in employee.person.diplomas:
            study_field = rng.choice((None, *FIELDS, "PERTANIAN"))
            if study_field:
                self.connection.execute(
                    "UPDATE personnel.education_record SET study_field_id = %s WHERE id = %s",
                    [self.codes["study_field"][study_field], diploma.id],
                )
        for competency in COMPETENCIES:
            for day in {rng.choice((*DATES, DATES[0] + DAY, DATES[1] - DAY, date(2025, 1, 1))) for _ in range(2)}:
                if rng.random() < 0.75:
                    row = (employee.id, day, self.codes["competency"][competency], rng.choice((1, 2, 3, 4)))
                    self.added["assessment_result"].append(row)
        for course in rng.sample(COURSES, rng.choice((0, 0, 1, 1, 2))):
            day = rng.choice((*DATES, DATES[1] + DAY, date(2020, 5, 4)))
            self.added["completion"].append((employee.id, self.codes["training_kind"][course], course, day, day, 8))

    def store(self) -> None:
        """Write what was collected."""
        for table, columns in TABLES.items():
            copy_rows(self.connection, f"personnel.{table}", columns.split(), self.added[table])
