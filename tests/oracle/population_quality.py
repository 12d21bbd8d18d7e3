"""Make the records of stored random agencies doubtful in what only the data rules read, and put issues on record.

Works on rows that others stored, so that every number is a real one; the same seed changes the same rows.
"""

from datetime import date, timedelta
from itertools import count, pairwise
from random import Random
from typing import Any

import psycopg
from oracle_calendar import add_years
from oracle_facts import Agency, AssignmentRow, Employee, Person
from oracle_path_law import CONVERTED_SINCE, CREDIT_LEVELS
from oracle_quality import RULES, find_all
from oracle_quality_people import definitive
from oracle_state import find_level_since, find_post
from population_facts import load_agencies
from population_rows import read_codes, unchecked_parameters

DAY = timedelta(days=1)
DATES = (date(2024, 7, 1), date(2024, 12, 31))
EDGES = tuple(day + step * DAY for day in DATES for step in (-1, 0, 1))
MIDDLES = tuple(date(year, 7, 1) + step * DAY for year in (2022, 2023) for step in (-1, 0, 1))
FOUNDED = date(1950, 1, 1)
REGIONS = ("12.71", "16.71", "76.02")
AMOUNTS = ("0", "5", "5.01", "10", None)
PAPER_YEARS = range(2013, 2026)
ASKED_SINCE = ("2015", "2020", "2100", None)


def enrich_quality(url: str, number: int) -> None:
    """Change records of every agency that is stored and add an agency without units, the same for the same seed."""
    rng = Random(number)
    with psycopg.connect(url) as connection:
        writer = _Writer(connection, rng)
        for agency in load_agencies(url):
            writer.change_agency(agency)
        connection.execute(
            "INSERT INTO personnel.agency (id, code, name, kind, head_title)"
            " VALUES (900000, 'KOSONG', 'Kota Kosong', 'KOTA', 'Wali Kota')"
        )
    agencies = load_agencies(url)
    with psycopg.connect(url) as connection:
        writer = _Writer(connection, rng)
        for agency in agencies:
            writer.record_issues(agency)


class _Writer:
    """Changes the records of one agency after another."""

    def __init__(self, connection: psycopg.Connection[Any], rng: Random) -> None:
        self.connection = connection
        self.rng = rng
        lists = ("region", "education_level", "grade", "position_level", "quality_rule", "legal_status")
        self.codes = {name: read_codes(connection, name) for name in lists}
        self.serials = count(1)
        self.decrees = count(70_000_000)

    def write(self, query: str, *values: object) -> None:
        self.connection.execute(query.encode(), values)

    def change_agency(self, agency: Agency) -> None:
        """Change what somebody sees to in one agency."""
        rng = self.rng
        region = rng.choice((*REGIONS, ""))
        number = self.codes["region"].get(region)
        self.write("UPDATE personnel.agency SET region_id = %s WHERE id = %s", number, agency.id)
        people = {employee.person.id: employee.person for employee in agency.employees}
        for person in people.values():
            self._change_person(agency, person, region or REGIONS[0])
        for person in people.values():
            if len(people) > 1 and rng.random() < 0.1:
                self._repeat_name(person, rng.choice([each for each in people.values() if each != person]))
        for employee in agency.employees:
            self._change_employee(agency, employee)
            rng.choice((self._begin_or_end, self._leave_for_a_while, self._stay_on_probation))(employee)
        for seat in agency.seats:
            if rng.random() < 0.5:
                period = rng.choice(((FOUNDED, None), (FOUNDED, rng.choice(EDGES)), (rng.choice(EDGES), None)))
                self.write(
                    "INSERT INTO personnel.seat_requirement (seat_id, kind, education_level_id, valid_from, valid_to)"
                    " VALUES (%s, 'PENDIDIKAN', %s, %s, %s)",
                    *(seat.id, self.codes["education_level"]["SLTA"], *period),
                )
            elif rng.random() < 0.2:
                period = rng.choice(((FOUNDED, rng.choice(EDGES)), (rng.choice(EDGES), None)))
                self.write("UPDATE personnel.seat SET valid_from = %s, valid_to = %s WHERE id = %s", *period, seat.id)
        for row in agency.budgets:
            amounts = rng.choice(AMOUNTS), rng.choice(AMOUNTS)
            self.write("UPDATE personnel.session SET budget = %s, spent = %s WHERE id = %s", *amounts, row.session_id)
        self._ask_files(agency)

    def _change_person(self, agency: Agency, person: Person, region: str) -> None:
        """Give a NIK, at times of another day, sex or region, or none; and doubtful dates to a diploma.

        The name tells the agency: in another one it would be somebody recorded twice.
        """
        rng, born, turn = self.rng, person.born_on, self.rng.random()
        day = born + DAY * (0.1 < turn < 0.2)
        is_raised = (person.sex == "P") != (0.2 < turn < 0.3)
        place = rng.choice(REGIONS).replace(".", "") if 0.3 < turn < 0.4 else region.replace(".", "")
        nik = f"{place}01{day.day + 40 * is_raised:02d}{day:%m%y}{next(self.serials):04d}"
        self.write(
            "UPDATE personnel.person SET nik = %s, name = name || ' ' || %s::text WHERE id = %s",
            *(None if turn < 0.1 else nik, agency.id, person.id),
        )
        for row in person.diplomas:
            if rng.random() < 0.15:
                recognised = row.graduated_on - rng.choice((DAY, 0 * DAY))
                self.write("UPDATE personnel.education_record SET recognised_on = %s WHERE id = %s", recognised, row.id)
        if person.diplomas and rng.random() < 0.1:
            graduated = add_years(born, 10) - rng.choice((DAY, 0 * DAY))
            self.write(
                "UPDATE personnel.education_record SET graduated_on = %s, recognised_on = NULL WHERE id = %s",
                *(graduated, person.diplomas[0].id),
            )

    def _repeat_name(self, person: Person, other: Person) -> None:
        """Give somebody the name of somebody else, in another spelling, and mostly the birth date."""
        spell = self.rng.choice(("upper(name)", "replace(name, ' ', '  ')", "name || '.'"))
        born = other.born_on + DAY * (self.rng.random() < 0.2)
        self.write(
            f"UPDATE personnel.person SET born_on = %s, name = (SELECT {spell} FROM personnel.person WHERE id = %s)"
            " WHERE id = %s",
            *(born, other.id, person.id),
        )

    def _change_employee(self, agency: Agency, employee: Employee) -> None:
        """Change NIP, PNS date, reasons of grades and decrees, and add contracts of PNS and credit carried over."""
        rng = self.rng
        if rng.random() < 0.15:
            born, appointed = employee.person.born_on + DAY * rng.randint(0, 1), employee.nip[8:14]
            if employee.scheme == "PNS" and rng.random() < 0.5:
                appointed = f"{add_years(employee.appointed_on, rng.randint(0, 1)):%Y}{rng.randint(1, 12):02d}"
            nip = f"{born:%Y%m%d}{appointed}{employee.nip[14]}{500 + next(self.serials) % 500}"
            self.write("UPDATE personnel.employee SET nip = %s WHERE id = %s", nip, employee.id)
        if employee.scheme == "PPPK" and rng.random() < 0.2:
            day = add_years(employee.appointed_on, 1)
            self.write("UPDATE personnel.employee SET permanent_on = %s WHERE id = %s", day, employee.id)
        if employee.contracts and rng.random() < 0.15:
            self.write("DELETE FROM personnel.pppk_contract WHERE employee_id = %s", employee.id)
        if employee.contracts and rng.random() < 0.4:
            self.write(
                "UPDATE personnel.pppk_contract SET valid_to = valid_to - 1 WHERE employee_id = %s"
                " AND valid_from < valid_to - 1 AND id = (SELECT min(id) FROM personnel.pppk_contract"
                " WHERE employee_id = %s)",
                *(employee.id, employee.id),
            )
        if employee.scheme == "PNS" and rng.random() < 0.08:
            self.write(
                "INSERT INTO personnel.pppk_contract (employee_id, number, grade_id, valid_from, valid_to)"
                " VALUES (%s, 'PK', %s, '2021-01-01', '2024-01-01')",
                *(employee.id, self.codes["grade"]["IX"]),
            )
        for row in employee.grades:
            if rng.random() < 0.3:
                self.write("UPDATE personnel.grade_record SET reason = 'PENURUNAN' WHERE id = %s", row.id)
            self._issue_decree(agency, "grade_record", row.id)
        for post in employee.assignments:
            self._issue_decree(agency, "assignment", post.id)
        self._carry_credit(agency, employee)

    def _begin_or_end(self, employee: Employee) -> None:
        """Let the first post begin, and the last end, about the day that it should; or about a day of a build."""
        rng, posts = self.rng, definitive(employee)
        if not posts or employee.terminated_on:
            for post in posts[-1:]:
                end = (employee.terminated_on or FOUNDED) + DAY * rng.randint(0, 1)
                self._move(post, post.valid_from, end)
            return
        start = rng.choice((employee.appointed_on, employee.appointed_on - DAY, *EDGES))
        if rng.random() < 0.5:
            self._move(posts[0], start, posts[0].valid_to)
        elif posts[-1].valid_to is None:
            self._move(posts[-1], posts[-1].valid_from, rng.choice(EDGES))

    def _move(self, post: AssignmentRow, start: date, end: date | None) -> None:
        """Give a post another period, if that is one."""
        if end is None or start < end:
            query = "UPDATE personnel.assignment SET valid_from = %s, valid_to = %s WHERE id = %s"
            self.write(query, start, end, post.id)

    def _leave_for_a_while(self, employee: Employee) -> None:
        """Put unpaid leave about a gap between posts, or about the middle of a year that was not appraised."""
        rng, posts = self.rng, definitive(employee)
        gaps = [(one.valid_to, other.valid_from) for one, other in pairwise(posts) if one.valid_to != other.valid_from]
        if employee.statuses:
            return
        start, end = rng.choice(MIDDLES), rng.choice((None, date(2026, 1, 1)))
        if rng.random() < 0.4:
            start, end = date(2020, 1, 1), rng.choice(MIDDLES)
        if gaps and gaps[0][0]:
            start, end = gaps[0][0] + DAY * rng.randint(0, 1), rng.choice((None, gaps[0][1], gaps[0][1] - DAY))
        if end is None or start < end:
            self.write(
                "INSERT INTO personnel.employee_status (employee_id, legal_status_id, valid_from, valid_to)"
                " VALUES (%s, %s, %s, %s)",
                *(employee.id, self.codes["legal_status"]["CLTN"], start, end),
            )
        years = "SELECT id FROM personnel.performance_cycle WHERE year IN (2022, 2023)"
        self.write(
            f"DELETE FROM personnel.appraisal WHERE employee_id = %s AND performance_cycle_id IN ({years})", employee.id
        )

    def _stay_on_probation(self, employee: Employee) -> None:
        """Appoint somebody about two years before a day of a build, or in the middle of a year without appraisal."""
        rng = self.rng
        if employee.scheme == "PNS" and not employee.terminated_on and rng.random() < 0.3:
            day = rng.choice((*(add_years(day, -2) for day in EDGES), *MIDDLES))
            query = "UPDATE personnel.employee SET appointed_on = %s, permanent_on = NULL WHERE id = %s"
            self.write(query, day, employee.id)
            self.write("DELETE FROM personnel.appraisal WHERE employee_id = %s", employee.id)

    def _issue_decree(self, agency: Agency, table: str, row: int) -> None:
        """Rest a row on a decree of its own or on the last one, with or without a file; or on none."""
        rng, number = self.rng, next(self.decrees)
        if rng.random() < 0.4:
            return
        if rng.random() < 0.8:
            issued = date(rng.choice(PAPER_YEARS), 1, 1) - DAY * rng.randint(0, 1)
            self.write(
                "INSERT INTO personnel.decree (id, agency_id, kind, number, issued_on, file_hash)"
                " VALUES (%s, %s, 'LAIN', %s, %s, %s)",
                *(number, agency.id, f"SK {number}", issued, rng.choice((None, "a" * 64))),
            )
        self.write(
            f"UPDATE personnel.{table} SET decree_id ="
            " (SELECT max(id) FROM personnel.decree WHERE agency_id = %s AND id <= %s) WHERE id = %s",
            *(agency.id, number, row),
        )

    def _carry_credit(self, agency: Agency, employee: Employee) -> None:
        """Carry the credit of a functional official over, at times a day too early for the present level."""
        rng, as_of = self.rng, self.rng.choice(DATES)
        seat, entered = find_post(agency, employee, as_of), find_level_since(agency, employee, as_of)
        if seat and entered and seat.title.level in CREDIT_LEVELS and rng.random() < 0.6:
            end = rng.choice((CONVERTED_SINCE, entered, entered - DAY, as_of + DAY, as_of + 2 * DAY))
            level = self.codes["position_level"][seat.title.level]
            self.write(
                "INSERT INTO personnel.credit_record"
                " (employee_id, position_level_id, kind, period_from, period_to, credit)"
                " VALUES (%s, %s, %s, %s, %s, 40)",
                *(employee.id, level, rng.choice(("DASAR", "INTEGRASI", "IJAZAH")), end - 30 * DAY, end),
            )

    def _ask_files(self, agency: Agency) -> None:
        since = self.rng.choice(ASKED_SINCE)
        if since:
            with unchecked_parameters(self.connection):
                self.write(
                    "INSERT INTO stewardship.local_parameter (agency_id, code, value, valid_from, reason)"
                    " VALUES (%s, 'decree_file_from', %s, %s, 'uji acak')",
                    *(agency.id, since, FOUNDED),
                )

    def record_issues(self, agency: Agency) -> None:
        """Put some of what a day finds on record, as open, closed or excused, and issues that nobody finds."""
        rng = self.rng
        for finding in find_all(agency, rng.choice(DATES)):
            if rng.random() < 0.4:
                self._record(finding.rule, finding.row_id, finding.item, finding.unit_id)
        for unit in agency.units:
            self._record(rng.choice(sorted(RULES)), 10**12 + next(self.serials), "", unit.id)

    def _record(self, rule: str, row: int, item: str, unit: int | None) -> None:
        rng, day = self.rng, self.rng.choice(DATES)
        days = sorted(day + DAY * rng.choice((-400, -60, -2, -1, 0, 1, 200)) for _ in range(3))
        excuse = rng.choice((None, None, None, *DATES, DATES[-1] - DAY, DATES[0] - DAY))
        self.write(
            "INSERT INTO stewardship.quality_issue (quality_rule_id, row_id, item, unit_id, first_seen_on, opened_on,"
            " closed_on, excused_until, excuse_reason) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            *(self.codes["quality_rule"][rule], row, item, unit, days[0], days[1]),
            *(rng.choice((None, days[2])), excuse, excuse and "uji acak"),
        )
