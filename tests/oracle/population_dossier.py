"""Give stored random agencies what the rest of the law reads: ratings, salaries, awards, assessments, maps, courses.

Works on rows that `population_rows` stored, so that every number is a real one; the same seed adds the same rows.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import psycopg
from oracle_calendar import add_months, add_years
from oracle_dossier import CORE_COMPETENCIES, REQUIRED_LEVEL, SETTINGS
from oracle_facts import Agency, Employee
from oracle_law import PREDICATE
from population_dates import AS_OF_DATES, MOMENTS, RECENT
from population_facts import load_agencies
from population_rows import copy_rows, read_codes, unchecked_parameters
from psycopg import sql

TABLES = {
    "completion": "employee_id training_kind_id title started_on ended_on hours",
    "termination": "employee_id kind effective_on",
    "salary_increment": "employee_id grade_id valid_from service_years service_months",
    "grade_record": "employee_id grade_id valid_from reason service_years service_months",
    "discipline_case": "employee_id discipline_kind_id status valid_from valid_to",
    "award": "employee_id award_kind_id awarded_on",
    "assessment_result": "employee_id assessed_on competency_id level score valid_to",
    "seat_requirement": "seat_id kind competency_id minimum valid_from valid_to",
    "unit_performance": "unit_id performance_cycle_id predicate",
    "course": "id code title training_kind_id hours",
    "course_competency": "course_id competency_id level",
    "session": "id agency_id course_id name starts_on ends_on",
    "enrolment": "id session_id employee_id status",
    "session_feedback": "enrolment_id rating",
}
UPDATES = {
    "appraisal": "work_rating behaviour_rating score appraiser_id predicate predicate_written",
    "grade_record": "service_years service_months",
    "seat": "needed_count valid_from valid_to",
    "completion": "course_id",
    "pppk_contract": "valid_to",
    "person": "born_on",
}
CODE_LISTS = ("award_kind", "competency", "discipline_kind", "grade", "training_kind")
TECHNICAL_COMPETENCIES = ("SPBE", "KEARSIPAN", "PEMBELAJARAN")
RATINGS = (None, "DI_ATAS", "DI_ATAS", "SESUAI", "SESUAI", "DI_BAWAH")
SCORES = tuple(map(Decimal, ("49.99", "50", "50.5", "51", "60", "60.01", "61", "69.99", "70", "75", "75.5", "76",
                             "89.99", "90", "90.99", "91", "109.99", "110", "115", "120")))  # fmt: skip
POTENTIALS = tuple(map(Decimal, ("0", "20", "40", "55.5", "60", "72.25", "80", "88", "100")))
# How a city's predicates may lie: spread, or nearly all the same.
MOODS = (None, (70, 30, 0, 0, 0), (30, 70, 0, 0, 0), (10, 60, 20, 10, 0), (10, 20, 60, 10, 0), (10, 10, 10, 60, 10),
         (0, 10, 20, 10, 60), (20, 20, 20, 20, 20))  # fmt: skip
ORGANISATIONS = ("ISTIMEWA", "BAIK", "BUTUH_PERBAIKAN", "KURANG", "SANGAT_KURANG")
OWN_VALUES = {
    "performance_innovation_assumed": ("true",), "appraisal_guide_minimum": ("3", "1"), "talent_points_baik": ("70",),
    "talent_assessment_years": ("1", "5"), "talent_weight_main": ("70",), "talent_weight_competence": ("30",),
    "talent_performance_upper": ("90",), "talent_potential_upper": ("70",), "talent_potential_lower": ("50",),
    "talent_integrity_ringan": ("60",), "talent_min_remaining_months": ("0", "60"),
    "talent_pool_include_pppk": ("true",), "ip_asn_higher_course_counts": ("false",),
    "talent_points_sangat_baik": ("95", "dua puluh"), "ip_asn_technical_single": ("true",), "ip_asn_scheme": ("2024",),
    "kgb_include_part_time": ("true",), "kgb_pppk_v_first_year": ("false",), "kgb_notice_months": ("6",),
    "satyalancana_restart": ("SELESAI",), "contract_notice_months": ("12",), "contract_min_months": ("24",),
    "mandatory_functional": ("false",), "jpm_scheme": ("PEMETAAN", "KKP_39_2023", "KKP_39_2023", "LAIN"),
    "training_effect_minimum": ("1", "3"), "rater_minimum": ("2",), "rater_deviation": ("0.25",),
}  # fmt: skip
TERMINATIONS = ("BUP", "PENSIUN_DINI", "MENGUNDURKAN_DIRI", "MENINGGAL")
FOUNDED = date(1950, 1, 1)
Rows = dict[str, list[tuple[Any, ...]]]


def enrich_agencies(url: str, number: int) -> None:
    """Add random facts to every agency that is stored, the same ones for the same seed `number`."""
    agencies = load_agencies(url)
    with psycopg.connect(url) as connection:
        writer = _Writer(connection, Random(number))
        writer.add_courses()
        for agency in agencies:
            writer.add_agency(agency)
        writer.store()


class _Writer:
    """Rows to add and to change, collected agency by agency."""

    def __init__(self, connection: psycopg.Connection[Any], rng: Random) -> None:
        self.connection = connection
        self.rng = rng
        self.codes = {name: read_codes(connection, name) for name in CODE_LISTS}
        self.added: Rows = defaultdict(list)
        self.changed: Rows = defaultdict(list)
        self.serial = 10_000_000
        self.courses: list[int] = []
        self.numbers = {
            table: self._read_numbers(table, owner)
            for table, owner in (
                ("appraisal", "employee_id"),
                ("completion", "employee_id"),
                ("pppk_contract", "employee_id"),
            )
        }

    def _read_numbers(self, table: str, owner: str) -> dict[int, list[int]]:
        names = sql.Identifier(owner), sql.Identifier("personnel", table)
        found: dict[int, list[int]] = defaultdict(list)
        for mine, number in self.connection.execute(sql.SQL("SELECT {}, id FROM {} ORDER BY id").format(*names)):
            found[mine].append(number)
        return found

    def _next(self) -> int:
        self.serial += 1
        return self.serial

    # --- rows --------------------------------------------------------------------------------------------------------

    def add_courses(self) -> None:
        """Add a catalogue of six courses; some bring competencies, two the same title and hours apart."""
        rng = self.rng
        for place in range(6):
            number, hours = self._next(), rng.choice((8, 16, 16, 24))
            self.courses.append(number)
            kind = self.codes["training_kind"]["TEKNIS"]
            self.added["course"].append((number, f"ACAK-{place}", f"Pelatihan {9 - place}", kind, hours))
            for code in rng.sample((*CORE_COMPETENCIES, *TECHNICAL_COMPETENCIES), 4):
                self.added["course_competency"].append((number, self.codes["competency"][code], rng.randint(1, 5)))

    def add_agency(self, agency: Agency) -> None:
        """Collect what one agency gets."""
        self._add_map(agency)
        self._add_sessions(agency)
        mood = {year: self.rng.choice(MOODS) for year in range(2018, 2027)}
        years = {cycle.id: (cycle.year if cycle.kind == "TAHUNAN" else 0) for cycle in agency.cycles}
        levels = {seat.id: REQUIRED_LEVEL[seat.title.level] for seat in agency.seats}
        raters = [employee.id for employee in self.rng.choices(agency.employees, k=2)]
        for employee in agency.employees:
            self._add_salary(employee)
            self._add_awards(employee)
            self._end_contract(employee)
            self._train(employee)
            self._add_assessments(employee, [levels[row.seat_id] for row in employee.assignments] or [1])
            self._rate(employee, years, mood, raters)
            for number in self.numbers["completion"][employee.id]:
                if self.rng.random() < 0.5:
                    self.changed["completion"].append((self.rng.choice(self.courses), number))
        own = {*self.rng.sample(sorted(OWN_VALUES), self.rng.choice((0, 2, 4, 6)))}
        if self.rng.random() < 0.3:
            own.add("jpm_scheme")
        for code in sorted(own):
            assert code in SETTINGS
            value = self.rng.choice(OWN_VALUES[code])
            self.added["local_parameter"].append((agency.id, code, value, date(2000, 1, 1), None, "", "uji acak"))

    def _add_map(self, agency: Agency) -> None:
        """Change the needed people and the period of seats, add the competencies they ask and results of units."""
        rng = self.rng
        for seat in agency.seats:
            start = rng.choice(RECENT) if rng.random() < 0.1 else FOUNDED
            period = (FOUNDED, rng.choice(RECENT)) if rng.random() < 0.15 else (start, None)
            self.changed["seat"].append((rng.choice((0, 1, 1, 2, 3)), *period, seat.id))
            asked = rng.sample((*CORE_COMPETENCIES, *TECHNICAL_COMPETENCIES), rng.choice((0, 0, 1, 4)))
            for code in asked:
                minimum = rng.choice((1, 2, 3, Decimal("2.5"), Decimal("3.49"), 5))
                self._ask_level(seat.id, self.codes["competency"][code], minimum)
        for unit in agency.units:
            for cycle in agency.cycles:
                if cycle.kind == "TAHUNAN" and rng.random() < 0.7:
                    self.added["unit_performance"].append((unit.id, cycle.id, rng.choice(ORGANISATIONS)))

    def _ask_level(self, seat: int, competency: int, minimum: Decimal | int) -> None:
        """Ask a level for good, or one until a day and perhaps another from then on."""
        rng = Random(f"{seat}/{competency}")
        turn = rng.choice((None, None, rng.choice(RECENT)))
        self.added["seat_requirement"].append((seat, "KOMPETENSI", competency, minimum, FOUNDED, turn))
        if turn and rng.random() < 0.7:
            self.added["seat_requirement"].append((seat, "KOMPETENSI", competency, rng.randint(1, 5), turn, None))

    def _add_sessions(self, agency: Agency) -> None:
        for course in self.rng.sample(self.courses, 2):
            number, ends_on = self._next(), self.rng.choice(RECENT)
            self.added["session"].append((number, agency.id, course, "Angkatan I", ends_on, ends_on))
            size = min(len(agency.employees), self.rng.choice((2, 6, 14)))
            for employee in self.rng.sample(agency.employees, size):
                place = self._next()
                self.added["enrolment"].append((place, number, employee.id, "HADIR"))
                self.added["session_feedback"].append((place, self.rng.randint(1, 5)))

    def _add_salary(self, employee: Employee) -> None:
        """Put grade service on the decrees, and increments on some; a PPPK gets grade records of its own ladder."""
        rng = self.rng
        decrees = [(row.grade, row.valid_from) for row in employee.grades]
        for row in employee.grades:
            self.changed["grade_record"].append((*_service(rng), row.id))
        if employee.scheme == "PPPK" and rng.random() < 0.8:
            start = rng.choice((employee.appointed_on, *(contract.valid_from for contract in employee.contracts)))
            grade = rng.choice(("I", "IV", "V", "V", "VII", "IX", "IX", "XI"))
            if (grade, start) not in decrees:
                given = (employee.id, self.codes["grade"][grade], start, "PPPK", *_service(rng))
                self.added["grade_record"].append(given)
                decrees.append((grade, start))
        days = set()
        for grade, start in decrees:
            for _ in range(rng.choice((0, 0, 0, 1, 2))):
                days.add((add_months(start, rng.choice((0, 1, 12, 23, 24, 36, 48))), grade))
        for day, grade in {day: (day, grade) for day, grade in sorted(days)}.values():
            self.added["salary_increment"].append((employee.id, self.codes["grade"][grade], day, *_service(rng)))

        if rng.random() < 0.15:
            start, kind = rng.choice((*MOMENTS, date(2021, 8, 30))), self.codes["discipline_kind"]["PP53_TUNDA_KGB_12"]
            end = rng.choice((None, add_months(start, 12), add_months(start, 60)))
            status = rng.choice(("FINAL", "FINAL", "FINAL", "DIPERIKSA"))
            self.added["discipline_case"].append((employee.id, kind, status, start, end))

    def _end_contract(self, employee: Employee) -> None:
        """Let the last contract of some end about an as-of date or half a year after it, or about the age limit."""
        rng = self.rng
        rows = list(zip(self.numbers["pppk_contract"][employee.id], employee.contracts, strict=True))
        if not rows or rng.random() < 0.3:
            return
        end = add_months(rng.choice(AS_OF_DATES), rng.choice((0, 1, 3, 5, 6, 6, 7, 12)))
        number, contract = max(rows, key=lambda row: row[1].valid_from)
        if contract.valid_from >= end:
            return
        self.changed["pppk_contract"].append((end, number))
        if rng.random() < 0.7:
            pension_on = add_months(end.replace(day=1), rng.choice((-1, 0, 0, 1, 3, 6, 9, 11, 12, 13)))
            self.changed["person"].append((add_months(add_years(pension_on, -58), -1), employee.person.id))

    def _train(self, employee: Employee) -> None:
        """Train some well about the end of a measured year, and let some leave soon after one."""
        rng = self.rng
        if rng.random() < 0.35:
            for kind in ("FUNGSIONAL", "PKN_I", "TEKNIS", "WEBINAR"):
                day = date(rng.choice((2021, 2022, 2022, 2023, 2024, 2024)), 12, rng.choice((30, 31)))
                values = (self.codes["training_kind"][kind], f"{kind} lengkap", day, day, rng.choice((19, 20, 24)))
                self.added["completion"].append((employee.id, *values))
        if not employee.terminated_on and rng.random() < 0.1:
            end = rng.choice((date(2023, 1, 1), date(2023, 6, 15), date(2023, 6, 16), date(2025, 1, 1)))
            self.added["termination"].append((employee.id, "BUP", end))

    def _add_awards(self, employee: Employee) -> None:
        rng, codes = self.rng, self.codes["award_kind"]
        if rng.random() < 0.5:
            for kind in rng.sample(sorted(codes), rng.choice((1, 2))):
                day = rng.choice((*RECENT, *MOMENTS, *(add_years(date(day.year, 12, 31), -5) for day in AS_OF_DATES)))
                self.added["award"].append((employee.id, codes[kind], day))

    def _add_assessments(self, employee: Employee, asked: Sequence[int]) -> None:
        """Add one or two days of assessment near a turning point, each of nearly all competencies and a potential."""
        rng, codes = self.rng, self.codes["competency"]
        for day in sorted({rng.choice(MOMENTS) for _ in range(rng.choice((0, 1, 1, 2, 3)))}):
            end = rng.choice((None, None, None, rng.choice(RECENT)))
            near, spread = rng.choice(asked), rng.choice(((0,), (-1, 0, 0, 0, 0, 0, 0), (-1, 0, 0, 1), (-1, 0, 1, 2)))
            left_out = rng.choice((*CORE_COMPETENCIES, *(None,) * 20))
            technical = TECHNICAL_COMPETENCIES if rng.random() < 0.4 else ()
            is_halting = near >= 4 and employee.id % 3 == 0  # half a level short on average: between the high bands
            for place, code in enumerate((*CORE_COMPETENCIES, *technical)):
                if code != left_out:
                    reached = min(max(near + rng.choice(spread), 0), 5)
                    if is_halting:
                        reached = near - place % 2
                    self.added["assessment_result"].append((employee.id, day, codes[code], reached, None, end))
            if rng.random() < 0.85:
                self.added["assessment_result"].append((employee.id, day, None, None, rng.choice(POTENTIALS), end))

    def _rate(self, employee: Employee, years: dict[int, int], moods: dict[int, Any], raters: Sequence[int]) -> None:
        """Put ratings and numbers behind the appraisals, and the city's mood of the year into the predicates."""
        rng = self.rng
        for number, row in zip(self.numbers["appraisal"][employee.id], employee.appraisals, strict=True):
            mood = moods.get(years[row.cycle_id])
            predicate, written = row.predicate, row.written
            if mood and rng.random() < 0.9:
                predicate, written = rng.choices(tuple(PREDICATE), mood)[0], None
            rater = rng.choice((None, *raters, *raters))
            score = rng.choice((None, *SCORES, *SCORES))
            values = (rng.choice(RATINGS), rng.choice(RATINGS), score, None if rater == employee.id else rater)
            self.changed["appraisal"].append((*values, predicate, written, number))

    # --- storing -----------------------------------------------------------------------------------------------------

    def store(self) -> None:
        """Add the new rows, then change those that were there."""
        for table, columns in TABLES.items():
            copy_rows(self.connection, f"personnel.{table}", columns.split(), self.added[table])
        for table, columns in UPDATES.items():
            self._update(table, columns.split(), self.changed[table])
        stated = ["agency_id", "code", "value", "valid_from", "valid_to", "subject", "reason"]
        with unchecked_parameters(self.connection):
            copy_rows(self.connection, "stewardship.local_parameter", stated, self.added["local_parameter"])
        ends = self.connection.execute("SELECT id FROM personnel.termination ORDER BY id").fetchall()
        kinds = [(self.rng.choice(TERMINATIONS), number) for (number,) in ends]
        self.connection.cursor().executemany("UPDATE personnel.termination SET kind = %s WHERE id = %s", kinds)

    def _update(self, table: str, columns: list[str], rows: list[tuple[Any, ...]]) -> None:
        """Change many rows at once, through a table of this session."""
        target, names = sql.Identifier("personnel", table), [sql.Identifier(name) for name in columns]
        every = sql.SQL(", ").join([*names, sql.Identifier("id")])
        make = sql.SQL("CREATE TEMPORARY TABLE change ON COMMIT DROP AS SELECT {} FROM {} LIMIT 0")
        self.connection.execute(make.format(every, target))
        copy_rows(self.connection, "change", [*columns, "id"], rows)
        changes = sql.SQL(", ").join(sql.SQL("{0} = change.{0}").format(name) for name in names)
        statement = sql.SQL("UPDATE {} AS old SET {} FROM change WHERE change.id = old.id")
        self.connection.execute(statement.format(target, changes))
        self.connection.execute("DROP TABLE change")


def _service(rng: Random) -> tuple[int, int]:
    """Return years and months of grade service, at times right on or beside a step."""
    return rng.choice((0, 0, 1, 2, 3, 5, 6, 9, 10, 17, 22, 26, 31, 32, 33)), rng.choice((0, 0, 0, 1, 3, 6, 11))
