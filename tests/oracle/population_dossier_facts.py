"""Read every fact of every agency back from the tables, by plain SELECTs; `population_facts` reads the common part."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import fields
from decimal import Decimal
from typing import Any

import psycopg
from oracle_dossier import (
    Assessment,
    Award,
    Course,
    Done,
    Dossier,
    GradeDecree,
    Increment,
    Office,
    Outcome,
    Place,
    Rating,
    UnitResult,
)
from oracle_facts import Agency, Employee, Title
from population_facts import load_agencies

OF_EMPLOYEE: dict[str, tuple[Callable[..., Any], str]] = {
    "grades": (
        GradeDecree,
        "SELECT employee_id, r.id, g.code, valid_from, service_years * 12 + service_months "
        "FROM personnel.grade_record r JOIN reference.grade g ON g.id = grade_id",
    ),
    "increments": (
        Increment,
        "SELECT employee_id, r.id, valid_from, service_years * 12 + service_months FROM personnel.salary_increment r",
    ),
    "completions": (
        Done,
        "SELECT employee_id, r.id, k.code, title, started_on, ended_on, hours, certificate_number, course_id "
        "FROM personnel.completion r JOIN reference.training_kind k ON k.id = training_kind_id",
    ),
    "appraisals": (
        Outcome,
        "SELECT employee_id, performance_cycle_id, predicate, predicate_written, r.id, work_rating, behaviour_rating, "
        "score, appraiser_id FROM personnel.appraisal r",
    ),
    "awards": (
        Award,
        "SELECT employee_id, r.id, k.code, awarded_on FROM personnel.award r "
        "JOIN reference.award_kind k ON k.id = award_kind_id",
    ),
    "assessments": (
        Assessment,
        "SELECT employee_id, r.id, c.code, level, score, assessed_on, valid_to FROM personnel.assessment_result r "
        "LEFT JOIN reference.competency c ON c.id = competency_id",
    ),
    "termination_kind": (str, "SELECT employee_id, kind FROM personnel.termination r"),
}
SEATS = (
    "SELECT u.agency_id, r.id, unit_id, t.id, l.code, is_teacher, superior_seat_id, needed_count, r.valid_from, "
    "r.valid_to FROM personnel.seat r JOIN personnel.unit u ON u.id = unit_id "
    "JOIN personnel.position_title t ON t.id = position_title_id "
    "JOIN reference.position_level l ON l.id = position_level_id"
)
ASKS = (
    "SELECT seat_id, c.code, minimum FROM personnel.seat_requirement r "
    "JOIN reference.competency c ON c.id = competency_id WHERE r.kind = 'KOMPETENSI'"
)
UNIT_RESULTS = (
    "SELECT u.agency_id, unit_id, performance_cycle_id, predicate FROM personnel.unit_performance r "
    "JOIN personnel.unit u ON u.id = unit_id"
)
RATINGS = (
    "SELECT s.agency_id, s.course_id, s.ends_on, rating FROM personnel.session_feedback r "
    "JOIN personnel.enrolment e ON e.id = enrolment_id JOIN personnel.session s ON s.id = session_id"
)
BRINGS = (
    "SELECT course_id, c.code, level FROM personnel.course_competency r JOIN reference.competency c "
    "ON c.id = competency_id"
)
Groups = dict[int, tuple[Any, ...]]


def load_offices(url: str) -> list[Office]:
    """Return every agency with all its facts, ordered by number."""
    agencies = load_agencies(url)
    with psycopg.connect(url) as connection:
        histories = {name: _group(connection, make, query) for name, (make, query) in OF_EMPLOYEE.items()}
        asks = _group(connection, lambda code, minimum: (code, Decimal(minimum)), ASKS)
        brings = _group(connection, lambda code, level: (code, level), BRINGS)

        def make_place(number: int, unit: int, *values: Any) -> Place:
            *title, superior, needed, valid_from, valid_to = values
            rest = (needed, valid_from, valid_to, asks.get(number, ()))
            return Place(number, unit, Title(*title), superior, *rest)

        def make_course(number: int, title: str, hours: Decimal) -> Course:
            return Course(number, title, hours, brings.get(number, ()))

        seats = _group(connection, make_place, SEATS)
        results = _group(connection, UnitResult, UNIT_RESULTS)
        ratings = _group(connection, Rating, RATINGS)
        catalogue = _group(connection, make_course, "SELECT 0, id, title, hours FROM personnel.course r").get(0, ())
    return [
        _extend_agency(
            agency,
            employees=tuple(_extend_employee(employee, histories) for employee in agency.employees),
            seats=seats.get(agency.id, ()),
            unit_results=results.get(agency.id, ()),
            ratings=ratings.get(agency.id, ()),
            courses=catalogue,
        )
        for agency in agencies
    ]


def _extend_agency(agency: Agency, **more: Any) -> Office:
    return Office(**{field.name: getattr(agency, field.name) for field in fields(agency)} | more)


def _extend_employee(employee: Employee, histories: dict[str, Groups]) -> Dossier:
    more: dict[str, Any] = {name: rows.get(employee.id, ()) for name, rows in histories.items()}
    more["termination_kind"] = next(iter(more["termination_kind"]), None)
    return Dossier(**{field.name: getattr(employee, field.name) for field in fields(employee)} | more)


def _group(connection: psycopg.Connection[Any], make: Callable[..., Any], query: str) -> Groups:
    groups: dict[int, list[Any]] = defaultdict(list)
    for owner, *values in connection.execute(f"{query} ORDER BY r.id".encode()):
        groups[owner].append(make(*values))
    return {owner: tuple(rows) for owner, rows in groups.items()}
