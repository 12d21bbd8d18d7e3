"""Goals, objections, plans and ratings of the seven values in the stored agencies, about the as-of dates."""

from datetime import date, timedelta
from random import Random
from typing import Any

import psycopg
from oracle_followup import COACHING, VALUES
from oracle_followup_facts import Action, Goal, Objection, Proposal, Slot, UnitGoal, ValueRating

DATES = (date(2023, 6, 15), date(2024, 12, 31))
# Cycles that begin or end on an as-of date, or on the day beside it.
CYCLES = tuple(
    (start, end)
    for day in DATES
    for start, end in (
        (day - timedelta(40), day),
        (day - timedelta(41), day - timedelta(1)),
        (day, day + timedelta(40)),
        (day + timedelta(1), day + timedelta(41)),
    )
)
OWN_VALUES = (
    *(("objection_days", "14"), ("objection_days", "21")),
    *(("objection_decision_days", "7"), ("objection_decision_days", "20")),
)
KINDS = (*sorted(COACHING), "PELATIHAN", "PENUGASAN", "BELAJAR_MANDIRI")
STEPS = (0, 1, 6, 7, 8, 13, 14, 15, 20, 21, 22, 60)
COMPETENCIES = ("INTEGRITAS", "KERJA_SAMA", "PEREKAT_BANGSA", "SPBE")
FIRST_SERIAL = 60_000_000

FACTS = {
    "unit_goals": (
        UnitGoal,
        "SELECT u.agency_id, r.id, unit_id, performance_cycle_id, title FROM personnel.unit_goal r"
        " JOIN personnel.unit u ON u.id = unit_id",
    ),
    "goals": (
        Goal,
        "SELECT e.agency_id, r.id, employee_id, performance_cycle_id, title, parent_goal_id, unit_goal_id"
        " FROM personnel.goal r JOIN personnel.employee e ON e.id = employee_id",
    ),
    "objections": (
        Objection,
        "SELECT e.agency_id, appraisal_id, appraised_on, submitted_on, status, decided_on"
        " FROM personnel.appraisal_objection r JOIN personnel.appraisal a ON a.id = appraisal_id"
        " JOIN personnel.employee e ON e.id = employee_id",
    ),
    "actions": (
        Action,
        "SELECT e.agency_id, r.id, employee_id, appraisal_id, c.code, r.kind, agreed_on, due_on, status, done_on"
        " FROM personnel.development_action r JOIN personnel.employee e ON e.id = employee_id"
        " LEFT JOIN reference.competency c ON c.id = competency_id",
    ),
    "proposals": (
        Proposal,
        "SELECT e.agency_id, r.id, employee_id, reason, g.code, target_tmt, status, submitted_on, decided_on"
        " FROM personnel.promotion_proposal r JOIN personnel.employee e ON e.id = employee_id"
        " JOIN reference.grade g ON g.id = target_grade_id",
    ),
    "slots": (
        Slot,
        "SELECT u.agency_id, r.id, seat_id, employee_id, place, ready_on, r.valid_from, r.valid_to"
        " FROM personnel.succession_slot r JOIN personnel.seat s ON s.id = seat_id"
        " JOIN personnel.unit u ON u.id = s.unit_id",
    ),
    "value_ratings": (
        ValueRating,
        "SELECT e.agency_id, appraisal_id, core_value, rating FROM personnel.behaviour_rating r"
        " JOIN personnel.appraisal a ON a.id = appraisal_id JOIN personnel.employee e ON e.id = employee_id",
    ),
}


def enrich_followup(url: str, number: int) -> None:
    """Give every agency goals, objections and plans, the same ones for the same seed."""
    with psycopg.connect(url) as connection:
        writer = _Writer(connection, Random(number))
        for place, (agency,) in enumerate(connection.execute("SELECT id FROM personnel.agency ORDER BY id").fetchall()):
            writer.add_agency(agency, place)


class _Writer:
    """Rows written one by one, so that every rule of the tables is asked."""

    def __init__(self, connection: psycopg.Connection[Any], rng: Random) -> None:
        self.connection, self.rng, self.serial = connection, rng, FIRST_SERIAL
        self.competencies = dict(connection.execute("SELECT code, id FROM reference.competency").fetchall())

    def add(self, table: str, **values: Any) -> int:
        self.serial += 1
        names = ", ".join(["id", *values])
        marks = ", ".join(["%s"] * (len(values) + 1))
        statement = f"INSERT INTO personnel.{table} ({names}) VALUES ({marks})"
        self.connection.execute(statement.encode(), [self.serial, *values.values()])
        return self.serial

    def ask(self, query: str, *values: Any) -> list[Any]:
        return self.connection.execute(query.encode(), values).fetchall()

    def day(self) -> date:
        """Return a day on or about an as-of date."""
        return self.rng.choice(DATES) + timedelta(self.rng.choice((-1, 0, 1)) - self.rng.choice((0, *STEPS)))

    def add_agency(self, agency: int, place: int) -> None:
        rng = self.rng
        if place % 3 == 0:
            code, value = OWN_VALUES[place // 3 % len(OWN_VALUES)]
            self.connection.execute(
                "INSERT INTO stewardship.local_parameter (agency_id, code, value, valid_from, reason)"
                " VALUES (%s, %s, %s, '2000-01-01', 'uji acak')",
                [agency, code, value],
            )
        if place % 3 == 1:
            self.connection.execute(
                "INSERT INTO stewardship.local_parameter (agency_id, code, value, valid_from, reason)"
                " VALUES (%s, 'behaviour_minimum', %s, '2000-01-01', 'uji acak')",
                [agency, str(3 + place % 2)],
            )
        staff = [
            key for (key,) in self.ask("SELECT id FROM personnel.employee WHERE agency_id = %s ORDER BY 1", agency)
        ]
        units = [key for (key,) in self.ask("SELECT id FROM personnel.unit WHERE agency_id = %s ORDER BY 1", agency)]
        for start, end in rng.sample(CYCLES, 5):
            cycle = self.add(
                "performance_cycle", agency_id=agency, year=start.year, kind="BULANAN", name=f"Acak {start}",
                starts_on=start, ends_on=end,
            )  # fmt: skip
            self._add_goals(cycle, units, staff)
            for employee in rng.sample(staff, rng.randint(0, min(5, len(staff)))):
                predicate = rng.choice(("BAIK", "BUTUH_PERBAIKAN", "KURANG"))
                self.add("appraisal", employee_id=employee, performance_cycle_id=cycle, predicate=predicate)
        appraisals = self.ask(
            "SELECT a.id, employee_id FROM personnel.appraisal a JOIN personnel.employee e ON e.id = employee_id"
            " JOIN personnel.performance_cycle c ON c.id = performance_cycle_id"
            " WHERE e.agency_id = %s AND c.ends_on >= '2021-12-31' ORDER BY 1", agency,
        )  # fmt: skip
        for appraisal, employee in appraisals:
            self._follow(appraisal, employee)
        for employee in rng.choices(staff, k=5):
            self._plan(employee, None)
        self._propose(agency, staff)

    def _add_goals(self, cycle: int, units: list[int], staff: list[int]) -> None:
        rng = self.rng
        of_units = [
            self.add("unit_goal", unit_id=unit, performance_cycle_id=cycle, title=f"Unit {cycle} {unit} {place}")
            for unit in units
            for place in range(rng.randint(0, 2))
        ]
        of_people: list[tuple[int, int]] = []
        for employee in rng.choices(staff, k=rng.randint(2, 2 * len(staff))):
            above = [goal for goal, owner in of_people if owner != employee]
            kind, served = rng.choice(("parent", "parent", "parent", "unit", "none")), {}
            if kind == "parent" and above:
                served = {"parent_goal_id": rng.choice(above)}
            elif kind == "unit" and of_units:
                served = {"unit_goal_id": rng.choice(of_units)}
            title = f"Sasaran {len(of_people)}"
            number = self.add("goal", employee_id=employee, performance_cycle_id=cycle, title=title, **served)
            of_people.append((number, employee))

    def _follow(self, appraisal: int, employee: int) -> None:
        """Object to an appraisal, plan something after it, and rate values in it: each now and then."""
        rng = self.rng
        if rng.random() < 0.25:
            submitted_on = self.day()
            appraised_on = submitted_on - timedelta(rng.choice(STEPS))
            statement = "UPDATE personnel.appraisal SET appraised_on = %s WHERE id = %s"
            self.connection.execute(statement, [appraised_on, appraisal])
            decided_on = rng.choice((None, submitted_on + timedelta(rng.choice(STEPS))))
            status = rng.choice(("DITERIMA", "DITOLAK")) if decided_on else "DIAJUKAN"
            self.add(
                "appraisal_objection", appraisal_id=appraisal, submitted_on=submitted_on, reason="Acak", status=status,
                decided_on=decided_on,
            )  # fmt: skip
        if rng.random() < 0.5:
            for _ in range(rng.randint(1, 3)):
                self._plan(employee, appraisal)
        if rng.random() < 0.2:
            for value in rng.sample(sorted(VALUES), rng.randint(1, 7)):
                rating = rng.choice(("DI_ATAS", "SESUAI", "DI_BAWAH", "DI_BAWAH"))
                self.add("behaviour_rating", appraisal_id=appraisal, core_value=value, rating=rating)

    def _propose(self, agency: int, staff: list[int]) -> None:
        """Propose promotions with days on and about the as-of dates."""
        rng = Random(f"proposals/{agency}")
        grades = [key for (key,) in self.ask("SELECT id FROM reference.grade WHERE scheme = 'PNS' ORDER BY ordinal")]
        about = [day + timedelta(step) for day in DATES for step in (-90, -1, 0, 1, 90)]
        for employee in rng.sample(staff, len(staff) // 2):
            for target_tmt in rng.sample(about, rng.choice((1, 2))):
                status = rng.choice(("DRAF", "DIAJUKAN", "DISETUJUI", "DITOLAK", "DIBATALKAN"))
                is_decided = status in ("DISETUJUI", "DITOLAK")
                self.add(
                    "promotion_proposal", employee_id=employee, reason=rng.choice(("REGULER", "FUNGSIONAL")),
                    target_grade_id=rng.choice(grades[8:12]), target_tmt=target_tmt, status=status,
                    submitted_on=None if status == "DRAF" else rng.choice(about),
                    decided_on=rng.choice(about) if is_decided and rng.random() < 0.9 else None,
                )  # fmt: skip

    def _plan(self, employee: int, appraisal: int | None) -> None:
        rng = self.rng
        due_on = self.day()
        agreed_on = due_on - timedelta(rng.choice(STEPS))
        done_on = max(agreed_on, due_on + timedelta(rng.choice((-6, -1, 0, 1, 15))))
        status = rng.choice(("TERBUKA", "SELESAI", "SELESAI", "SELESAI", "DIBATALKAN"))
        competency = rng.choice((None, *COMPETENCIES))
        self.add(
            "development_action", employee_id=employee, appraisal_id=appraisal, kind=rng.choice(KINDS), title="Acak",
            competency_id=self.competencies[competency] if competency else None, agreed_on=agreed_on, due_on=due_on,
            status=status, done_on=done_on if status == "SELESAI" else None,
        )  # fmt: skip
