"""Sessions to come, with and without places, who is enrolled, and certificates that run out; and read back."""

from datetime import date, timedelta
from random import Random
from typing import Any

import psycopg
from oracle_calendar import add_months
from oracle_partner_facts import Planned

DATES = (date(2023, 6, 15), date(2024, 12, 31))
FIRST_SERIAL = 70_000_000
KINDS = ("PKP", "PKA", "PKN_II", "LATSAR", "ORIENTASI_PPPK", "FUNGSIONAL")
STATUSES = ("DITERIMA", "DITERIMA", "DIUSULKAN", "DIBATALKAN")
DAY = timedelta(days=1)
RENEWED_SHARE = 0.3  # of those enrolled
SESSIONS = (
    "SELECT agency_id, id, course_id, starts_on, ends_on, quota,"
    " ARRAY(SELECT ROW(employee_id, status)::text FROM personnel.enrolment e WHERE e.session_id = s.id)"
    " FROM personnel.session s ORDER BY id"
)


def load_sessions(connection: psycopg.Connection[Any]) -> dict[int, tuple[Planned, ...]]:
    """Return the sessions of each agency with those enrolled."""
    found: dict[int, list[Planned]] = {}
    for agency, key, course, start, end, quota, enrolled in connection.execute(SESSIONS):
        pairs = tuple((int(who), status) for who, status in (text[1:-1].split(",") for text in enrolled))
        found.setdefault(agency, []).append(Planned(key, course, start, end, quota, pairs))
    return {agency: tuple(rows) for agency, rows in found.items()}


def enrich_plans(url: str, number: int) -> None:
    """Give every agency sessions to come and certificates that run out, the same ones for the same seed."""
    with psycopg.connect(url) as connection:
        writer = _Writer(connection, number)
        writer.add_courses()
        for (agency,) in connection.execute("SELECT id FROM personnel.agency ORDER BY id").fetchall():
            writer.add_agency(agency)


class _Writer:
    """Rows written one by one, so that every rule of the tables is asked."""

    def __init__(self, connection: psycopg.Connection[Any], number: int) -> None:
        self.connection, self.number, self.serial = connection, number, FIRST_SERIAL
        self.rng = Random(number)
        self.courses = [key for (key,) in connection.execute("SELECT id FROM personnel.course ORDER BY id")]

    def add(self, table: str, **values: Any) -> int:
        self.serial += 1
        names = ", ".join(["id", *values])
        marks = ", ".join(["%s"] * (len(values) + 1))
        statement = f"INSERT INTO personnel.{table} ({names}) VALUES ({marks})"
        self.connection.execute(statement.encode(), [self.serial, *values.values()])
        return self.serial

    def add_courses(self) -> None:
        """Add courses of the kinds that posts make mandatory, two of some."""
        for place, kind in enumerate((*KINDS, *KINDS[:3])):
            row = self.connection.execute("SELECT id FROM reference.training_kind WHERE code = %s", [kind]).fetchone()
            assert row is not None
            hours = self.rng.choice((20, 24, 25, 120))
            key = self.add(
                "course", code=f"RENCANA-{place}", title=f"{kind} {place}", training_kind_id=row[0], hours=hours
            )
            self.courses.append(key)

    def add_agency(self, agency: int) -> None:
        self.rng = rng = Random(f"plan/{self.number}/{agency}")
        query = "SELECT id FROM personnel.employee WHERE agency_id = %s ORDER BY id"
        staff = [row[0] for row in self.connection.execute(query, [agency])]
        for course in self.courses:
            for _ in range(rng.choice((0, 1, 2))):
                self._add_session(agency, course, staff)
        for employee in staff:
            for course in rng.sample(self.courses, rng.choice((0, 1, 2))):
                self._add_certificate(employee, course)
        for employee in staff:
            self._add_paper(employee)
        for course in rng.sample(self.courses, 3):
            self._ask_twice(agency, course, rng.choice(staff))
        joined = (
            "SELECT employee_id, course_id FROM personnel.enrolment JOIN personnel.session ON session.id = session_id"
            " WHERE agency_id = %s ORDER BY 1, 2"
        )
        for employee, course in self.connection.execute(joined, [agency]).fetchall():
            if rng.random() < RENEWED_SHARE:
                self._add_certificate(employee, course)

    def _add_session(self, agency: int, course: int, staff: list[int]) -> None:
        rng = self.rng
        start = rng.choice(DATES) + rng.choice((timedelta(0), DAY, DAY, timedelta(20), timedelta(90)))
        quota = rng.choice((None, 1, 2, 3, 20))
        session = self.add(
            "session", agency_id=agency, course_id=course, name="Rencana", starts_on=start,
            ends_on=start + rng.choice((timedelta(0), timedelta(30))), quota=quota,
        )  # fmt: skip
        places = quota or 5
        for employee in rng.sample(staff, min(len(staff), rng.choice((0, 1, 2, places)))):
            status = rng.choice(STATUSES)
            places -= status == "DITERIMA"
            if places >= 0:
                self.add("enrolment", session_id=session, employee_id=employee, status=status)

    def _ask_twice(self, agency: int, course: int, employee: int) -> None:
        """Propose somebody for a session and accept the same person in a later one."""
        for day, status in ((DATES[1] + DAY, "DIUSULKAN"), (DATES[1] + 9 * DAY, "DITERIMA")):
            session = self.add(
                "session", agency_id=agency, course_id=course, name="Rencana", starts_on=day, ends_on=day, quota=9
            )
            self.add("enrolment", session_id=session, employee_id=employee, status=status)

    def _add_paper(self, employee: int) -> None:
        """Add certificates of a training that is in no catalogue, spelt differently each time."""
        rng = self.rng
        for title in rng.sample(("K3 Umum", "k3  umum", "Ahli K3", "AHLI K3 "), rng.choice((0, 1, 2, 4))):
            day = rng.choice((date(2020, 5, 4), *DATES))
            months = rng.choice((-13, -12, -3, 0, 3, 12, 13))
            expires_on = add_months(rng.choice(DATES), months) + rng.choice((-DAY, DAY * 0, DAY))
            self.connection.execute(
                "INSERT INTO personnel.completion (employee_id, training_kind_id, title, started_on, ended_on, hours,"
                " expires_on) SELECT %s, id, %s, %s, %s, 2, %s FROM reference.training_kind WHERE code = 'SEMINAR'",
                [employee, title, day, day, expires_on],
            )

    def _add_certificate(self, employee: int, course: int) -> None:
        rng = self.rng
        turns = [add_months(day, months) for day in DATES for months in (-12, 0, 6, 12)]
        ends = [day + step for day in turns for step in (-DAY, DAY * 0, DAY)]
        for _ in range(rng.choice((1, 1, 2))):
            day = rng.choice((date(2020, 5, 4), *DATES, DATES[0] + DAY))
            self.connection.execute(
                "INSERT INTO personnel.completion"
                " (employee_id, training_kind_id, course_id, title, started_on, ended_on, hours, expires_on)"
                " SELECT %s, training_kind_id, id, title, %s, %s, 2, %s FROM personnel.course"
                " WHERE id = %s",
                [employee, day, day, rng.choice((None, *ends)), course],
            )
