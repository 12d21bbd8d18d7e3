"""Partners of the agencies: agreements about the as-of dates, sessions and internships under them, and read back."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import psycopg
from oracle_partner_facts import Agreement, Held, Sent

DATES = (date(2023, 6, 15), date(2024, 12, 31))
# Ends: the as-of days, the days beside them, and six, three and one month after them, where notice begins.
ENDS = tuple(
    day + timedelta(step)
    for day in (*DATES, date(2023, 12, 15), date(2023, 9, 15), date(2025, 6, 30), date(2025, 3, 31), date(2025, 1, 31))
    for step in (-1, 0, 1)
)
AMOUNTS = (None, Decimal(0), Decimal(3), Decimal("1000.50"), Decimal(7_000_000))
NOTICES = (None, None, "3", "1", "0")
FIRST_SERIAL = 50_000_000

AGREEMENTS = (
    "SELECT agency_id, id, number, valid_from, valid_to, renews_id FROM personnel.partner_agreement ORDER BY id"
)
SESSIONS = (
    "SELECT partner_agreement_id, ends_on, budget, spent,"
    " ARRAY(SELECT status FROM personnel.enrolment e WHERE e.session_id = s.id),"
    " ARRAY(SELECT rating FROM personnel.session_feedback f JOIN personnel.enrolment e ON e.id = enrolment_id"
    " WHERE e.session_id = s.id),"
    " ARRAY(SELECT ROW(ended_on, hours)::text FROM personnel.completion c WHERE c.session_id = s.id)"
    " FROM personnel.session s WHERE partner_agreement_id IS NOT NULL ORDER BY id"
)
SENT = (
    "SELECT partner_agreement_id, kind, valid_from, valid_to, is_completed FROM personnel.internship"
    " WHERE partner_agreement_id IS NOT NULL ORDER BY id"
)


def load_agreements(connection: psycopg.Connection[Any]) -> dict[int, tuple[Agreement, ...]]:
    """Return the agreements of each agency with what rests on them."""
    sessions: dict[int, list[Held]] = {}
    for owner, ends_on, budget, spent, statuses, ratings, completions in connection.execute(SESSIONS):
        hours = tuple((date.fromisoformat(text[1:11]), Decimal(text[12:-1])) for text in completions)
        sessions.setdefault(owner, []).append(Held(ends_on, budget, spent, tuple(statuses), tuple(ratings), hours))
    sent: dict[int, list[Sent]] = {}
    for owner, *values in connection.execute(SENT):
        sent.setdefault(owner, []).append(Sent(*values))
    found: dict[int, list[Agreement]] = {}
    for agency, number, *values in connection.execute(AGREEMENTS):
        name, start, end, renews = values
        resting = tuple(sessions.get(number, ())), tuple(sent.get(number, ()))
        found.setdefault(agency, []).append(Agreement(number, name, start, end, renews, *resting))
    return {agency: tuple(rows) for agency, rows in found.items()}


def enrich_partners(url: str, number: int) -> None:
    """Give every agency agreements, and sessions and internships under them, the same ones for the same seed."""
    with psycopg.connect(url) as connection:
        writer = _Writer(connection, Random(number))
        agencies = connection.execute("SELECT id FROM personnel.agency ORDER BY id").fetchall()
        for place, (agency,) in enumerate(agencies):
            writer.add_agency(agency, NOTICES[place % len(NOTICES)])


class _Writer:
    """Rows written one by one, so that every rule of the tables is asked."""

    def __init__(self, connection: psycopg.Connection[Any], rng: Random) -> None:
        self.connection, self.rng, self.serial = connection, rng, FIRST_SERIAL
        row = connection.execute("SELECT id, training_kind_id FROM personnel.course ORDER BY id LIMIT 1").fetchone()
        assert row is not None
        self.course, self.kind = row

    def add(self, table: str, **values: Any) -> int:
        self.serial += 1
        names = ", ".join(["id", *values])
        marks = ", ".join(["%s"] * (len(values) + 1))
        statement = f"INSERT INTO personnel.{table} ({names}) VALUES ({marks})"
        self.connection.execute(statement.encode(), [self.serial, *values.values()])
        return self.serial

    def add_agency(self, agency: int, notice: str | None) -> None:
        rng = self.rng
        if notice:
            self.connection.execute(
                "INSERT INTO stewardship.local_parameter (agency_id, code, value, valid_from, reason)"
                " VALUES (%s, 'agreement_notice_months', %s, '2000-01-01', 'uji acak')",
                [agency, notice],
            )
        query = "SELECT id FROM personnel.employee WHERE agency_id = %s ORDER BY id"
        staff = [row[0] for row in self.connection.execute(query, [agency])]
        partner = self.add("partner", name=f"Mitra {agency}", kind="PERUSAHAAN")
        earlier: tuple[int, date] | None = None
        for place in range(rng.randint(6, 10)):
            start = rng.choice((date(2020, 1, 1), date(2021, 1, 1), *DATES, DATES[0] + timedelta(1)))
            end = rng.choice((*ENDS, None))
            if end is not None and end <= start:
                continue
            renews = earlier[0] if earlier and earlier[1] < start and rng.random() < 0.7 else None
            number = self.add(
                "partner_agreement", agency_id=agency, partner_id=partner, number=f"{agency}-{place}", subject="Acak",
                valid_from=start, valid_to=end, renews_id=renews,
            )  # fmt: skip
            earlier = number, start
            for _ in range(rng.randint(0, 4)):
                self._add_session(agency, partner, number, start, end, staff)
            self._send(partner, number, start, end, staff)

    def _add_session(
        self, agency: int, partner: int, agreement: int, start: date, end: date | None, staff: list[int]
    ) -> None:
        rng = self.rng
        days = [day + timedelta(step) for day in DATES for step in (-1, 0, 1)]
        last = rng.choice([day for day in days if start <= day and (end is None or day < end)] or [start])
        session = self.add(
            "session", agency_id=agency, course_id=self.course, name="Acak", starts_on=last, ends_on=last,
            budget=rng.choice(AMOUNTS), spent=rng.choice(AMOUNTS), partner_id=partner, partner_agreement_id=agreement,
        )  # fmt: skip
        for employee in rng.sample(staff, rng.randint(0, min(15, len(staff)))):
            status = rng.choice(("HADIR", "HADIR", "HADIR", "TIDAK_HADIR", "DITERIMA", "DIBATALKAN"))
            enrolment = self.add("enrolment", session_id=session, employee_id=employee, status=status)
            if status != "HADIR":
                continue
            if rng.random() < 0.8:
                self.add("session_feedback", enrolment_id=enrolment, rating=rng.randint(1, 5))
            self.add(
                "completion", employee_id=employee, training_kind_id=self.kind, session_id=session, title="Acak",
                started_on=last, ended_on=last + timedelta(rng.choice((0, 0, 1))), hours=rng.choice((2, 8, 16.5)),
            )  # fmt: skip

    def _send(self, partner: int, agreement: int, start: date, end: date | None, staff: list[int]) -> None:
        rng = self.rng
        for _ in range(rng.randint(0, 2)):
            first = rng.choice((start, *DATES))
            last = rng.choice([day + timedelta(step) for day in DATES for step in (0, 1)])
            query = "SELECT count(*) FROM personnel.internship WHERE employee_id = %s"
            free = [row for row in staff if self.connection.execute(query, [row]).fetchone() == (0,)]
            if free and start <= first < last and (end is None or last <= end):
                self.add(
                    "internship", employee_id=rng.choice(free), partner_id=partner, partner_agreement_id=agreement,
                    subject="Acak", valid_from=first, valid_to=last, is_completed=rng.random() < 0.7,
                    kind=rng.choice(("MAGANG", "PERTUKARAN")),
                )  # fmt: skip
