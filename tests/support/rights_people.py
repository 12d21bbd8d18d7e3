"""A small agency, people with different roles, and of any table a row about somebody of each of two units.

    root ─┬─ office A ── section A1 (Ana, Ani)
          └─ office B (Budi, Bela)

Ana and Budi have a row of everything; Ani and Bela have hardly any, so that one can be made. Budi held a post of
section A1, will hold it again and acts in it today: none of it puts him under those who look after office A.
"""

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import psycopg
from panel_rows import fill_form, make_row, tie
from panel_site import PASSWORD
from scenario import Writer
from sqlalchemy import Engine
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session

from admin.panel.attributes import Kind, read_attributes
from admin.panel.parsers import parse
from admin.passwords import hash_password
from models import (
    career,
    conduct,
    engagement,
    exchange,
    leave,
    merit,
    official,
    organization,
    people,
    performance,
    recruitment,
    service,
    training,
)
from models.base import Record

PEOPLE = {"Ana": "A1", "Ani": "A1", "Budi": "B", "Bela": "B"}
REFERRED: dict[type[Record], str] = {
    performance.Appraisal: "appraisal_id",
    training.Enrolment: "enrolment_id",
    service.ServicePoint: "service_point_id",
    service.Survey: "survey_id",
    service.OutreachVisit: "outreach_visit_id",
    engagement.Forum: "forum_id",
    engagement.Meeting: "meeting_id",
    leave.LeaveRequest: "leave_request_id",
    merit.Vacancy: "vacancy_id",
    merit.Candidate: "candidate_id",
    recruitment.RecruitmentRound: "recruitment_round_id",
    recruitment.RecruitmentStage: "recruitment_stage_id",
    recruitment.Formation: "formation_id",
    recruitment.Applicant: "applicant_id",
    exchange.ImportBatch: "import_batch_id",
}
OWN_COLUMNS = ("employee_id", "person_id", "unit_id", "seat_id", "user_id", *REFERRED.values())
# A signatory has a name instead; what is booked by hand comes from no request; nobody succeeds in the own seat.
WITHOUT: dict[type[Record], str] = {
    official.Signatory: "employee_id",
    leave.LeaveLedger: "leave_request_id",
    merit.SuccessionSlot: "seat_id",
}
FIXED = {*OWN_COLUMNS, "parent_id", "row_version", "code", "nip", "nik", "name", "decree_id"}
OTHER_VALUES: dict[Kind, Any] = {
    Kind.LONG_TEXT: "Lain",
    Kind.TEXT: "Lain",
    Kind.INTEGER: 4,
    Kind.DECIMAL: 4,
    Kind.DATE: date(2001, 2, 3),
    Kind.CHOICE: None,
    Kind.BOOLEAN: False,
    Kind.REFERENCE: None,
    Kind.INSTANT: None,
}
LATER = date(2029, 2, 3)  # for a date that must not be early
FITTING: dict[type[Record], dict[str, Any]] = {  # other rows rest on these
    merit.Candidate: {"registered_on": date(2020, 2, 15)},
    recruitment.Applicant: {"registered_on": date(2020, 2, 15)},
    career.Termination: {"effective_on": date(2190, 1, 1)},
}

# Who holds which role, on which unit (None: everywhere), and until when.
USERS: dict[str, tuple[str | None, str | None, str | None]] = {
    "administrator": ("administrator", None, None),
    "steward": ("data_steward", None, None),
    "officer": ("hr_officer", None, None),
    "officer_of_a": ("hr_officer", "A", None),
    "head": ("unit_head", None, None),
    "head_of_a": ("unit_head", "A", None),
    "inspector": ("inspector", None, None),
    "ana": ("employee", None, None),
    "officer_until_today": ("hr_officer", None, "today"),
    "nobody": (None, None, None),
}

Model = type[Record]


@dataclass
class Agency:
    """The rows by model and by whom they are about, a person or a user; `keys` gives what such a row refers to."""

    engine: Engine
    url: str
    keys: dict[str, dict[str, int]] = field(default_factory=dict)
    rows: dict[tuple[Model, str], int] = field(default_factory=dict)
    users: dict[str, int] = field(default_factory=dict)
    forms: dict[tuple[Model, str], dict[str, str]] = field(default_factory=dict)
    more: dict[tuple[Model, str], dict[str, int]] = field(default_factory=dict)
    attended: dict[str, int] = field(default_factory=dict)

    def row(self, model: Model, name: str) -> int:
        """Return the key of the row about somebody, made when it is first asked for."""
        return self.rows.get((model, name)) or self.make(model, name)

    def fill(self, model: Model, name: str) -> dict[str, str]:
        """Return what to type into the form of a row about somebody."""
        if (model, name) not in self.forms:
            self.forms[model, name] = fill_form(self.engine, model)
        if model is training.SessionFeedback:
            self.keys[name]["enrolment_id"] = self._attend(name)
        own = {column: str(key) for column, key in self.keys[name].items() if column in read_attributes(model)}
        if model is organization.Unit:
            own["parent_id"] = str(self.keys[name]["unit_id"])
        own.pop(WITHOUT.get(model, ""), None)
        return tie(self.forms[model, name] | own, model)

    def _attend(self, name: str) -> int:
        """Return an enrolment of somebody who came; that of `keys` is edited by the matrix, and then nobody came."""
        if name not in self.attended:
            with Session(self.engine) as session:
                came = training.Enrolment(
                    session_id=make_row(self.engine, training.Session),
                    employee_id=self.keys[name]["employee_id"],
                    status=training.EnrolmentStatus.ATTENDED,
                )
                session.add(came)
                session.commit()
                self.attended[name] = came.id
        return self.attended[name]

    def make(self, model: Model, name: str, **more: int) -> int:
        """Store a row about somebody as the owner of the tables and return its key; `more` is kept for another time."""
        more = self.more.setdefault((model, name), more)
        attributes = read_attributes(model)
        values = {column: parse(text, attributes[column]) for column, text in self.fill(model, name).items()}
        with Session(self.engine) as session:
            row = model(**values | more)
            session.add(row)
            session.commit()
            self.rows[model, name] = row.id
        if model in REFERRED:
            self.keys[name][REFERRED[model]] = row.id
        return row.id

    def scramble(self, model: Model, name: str) -> None:
        """Give one column of the row about somebody another value than `fill` does: an edit then changes it."""
        attributes = read_attributes(model)
        typed = [attributes[column] for column in self.fill(model, name) if column not in FIXED]
        ordered = sorted(typed, key=lambda item: list(OTHER_VALUES).index(item.kind))
        fitting = [(attributes[column], value) for column, value in FITTING.get(model, {}).items()]
        others = [(item, OTHER_VALUES[item.kind]) for item in ordered]
        for attribute, value in [*fitting, *others, *((item, LATER) for item in ordered if item.kind is Kind.DATE)]:
            if attribute.kind is Kind.CHOICE:
                value = list(attribute.choices)[-1]
            try:
                with Session(self.engine) as session:
                    setattr(session.get_one(model, self.row(model, name)), attribute.name, value)
                    session.commit()
                return
            except (IntegrityError, DataError):
                continue
        raise AssertionError(f"no column of {model.__name__} can be given another value")

    def ask(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Ask as the owner of the tables."""
        with psycopg.connect(self.url) as connection:
            return connection.execute(query.encode(), values).fetchall()

    def delete(self, model: Model, key: int) -> None:
        """Delete a row as the owner of the tables; one of a table that is only ever added to stays."""
        with suppress(psycopg.errors.CheckViolation), psycopg.connect(self.url) as connection:
            connection.execute(f"DELETE FROM {model.__table__} WHERE id = %s".encode(), [key])


def found_agency(engine: Engine, url: str) -> Agency:
    """Make the agency, its people and its users; other rows about them are made when they are asked for."""
    agency = Agency(engine, url)
    with psycopg.connect(url) as connection:
        _add_people(agency, Writer(connection))
    for name in PEOPLE:
        for model in REFERRED:
            agency.make(model, name)
    for name in ("Ana", "Budi"):
        decree = agency.make(people.Decree, name)
        agency.make(conduct.Award, name, decree_id=decree)
    with psycopg.connect(url) as connection:
        _add_users(agency, connection)
    return agency


def _add_people(agency: Agency, writer: Writer) -> None:
    city = writer.agency("KOTA-UJI")
    root = writer.unit(city, "AKAR")
    units = {"A": writer.unit(city, "A", root), "B": writer.unit(city, "B", root)}
    units["A1"] = writer.unit(city, "A1", units["A"])
    for name, code in PEOPLE.items():
        seat, employee = writer.seat(units[code], "PELAKSANA"), writer.employee(city, name)
        writer.post(employee, seat, "2020-01-01", "2999-01-01" if name == "Budi" else None)
        query = "SELECT person_id FROM personnel.employee WHERE id = %s"
        row = writer.connection.execute(query, [employee]).fetchone()
        assert row is not None
        agency.keys[name] = {"employee_id": employee, "person_id": row[0], "unit_id": units[code], "seat_id": seat}
        agency.rows[people.Employee, name], agency.rows[people.Person, name] = employee, row[0]
        agency.rows[organization.Seat, name] = seat
    foreign = agency.keys["Budi"]["employee_id"], writer.seat(units["A1"], "PELAKSANA")
    writer.post(*foreign, "2019-01-01", "2020-01-01")
    writer.post(*foreign, "2999-01-01")
    writer.post(*foreign, "2020-01-01", kind="PLH")
    agency.rows[organization.Unit, "Ana"], agency.rows[organization.Unit, "Budi"] = units["A1"], units["B"]


def _add_users(agency: Agency, connection: "psycopg.Connection[Any]") -> None:
    password = hash_password(PASSWORD)
    for name, (role, unit, until) in USERS.items():
        row = connection.execute(
            'INSERT INTO stewardship."user" (name, password_hash, employee_id) VALUES (%s, %s, %s) RETURNING id',
            [name, password, agency.keys["Ana"]["employee_id"] if role == "employee" else None],
        ).fetchone()
        assert row is not None
        agency.users[name] = row[0]
        agency.keys[name] = {"user_id": row[0]}
        connection.execute(
            "INSERT INTO stewardship.user_role (user_id, role_id, unit_id, valid_from, valid_to)"
            " SELECT %s, id, (SELECT id FROM personnel.unit WHERE code = %s), current_date - 9,"
            " CASE WHEN %s::text IS NOT NULL THEN current_date END FROM stewardship.role WHERE code = %s",
            [row[0], unit, until, role],
        )


def act_as(connection: "psycopg.Connection[Any]", user: int) -> None:
    """Take on a user's identity and group role until the transaction ends, as the panel does."""
    connection.execute(
        "SELECT set_config('merit.user_id', %s::text, true), set_config('role', stewardship.panel_role(%s), true)",
        [user, user],
    )
