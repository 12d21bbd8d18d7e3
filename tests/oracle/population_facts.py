"""Read the facts of every agency back from the tables, by plain SELECTs."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any, TypeVar

import psycopg
from oracle_facts import (
    Agency,
    Appraisal,
    AssignmentRow,
    Completion,
    Contract,
    Cycle,
    Diploma,
    Employee,
    Exam,
    GradeRow,
    LegalStatus,
    Parameter,
    Person,
    PriorService,
    Punishment,
    Seat,
    StatusRow,
    Title,
    Unit,
)

Fact = TypeVar("Fact")
Groups = dict[int, tuple[Any, ...]]

# Each query reads a table `r` and gives the owner's number first, then the fields of the fact in their order.
OF_EMPLOYEE: dict[str, tuple[Callable[..., Any], str]] = {
    "grades": (
        GradeRow,
        "SELECT employee_id, r.id, g.code, valid_from FROM personnel.grade_record r "
        "JOIN reference.grade g ON g.id = grade_id",
    ),
    "assignments": (
        AssignmentRow,
        "SELECT employee_id, seat_id, kind, valid_from, valid_to FROM personnel.assignment r",
    ),
    "statuses": (
        lambda code, counts, blocks, excluded, *period: StatusRow(LegalStatus(code, counts, blocks, excluded), *period),
        "SELECT employee_id, code, counts_as_service, blocks_promotion, is_excluded_from_coverage, "
        "valid_from, valid_to FROM personnel.employee_status r JOIN reference.legal_status s ON s.id = legal_status_id",
    ),
    "completions": (
        Completion,
        "SELECT employee_id, r.id, k.code, title, started_on, ended_on, hours, certificate_number "
        "FROM personnel.completion r JOIN reference.training_kind k ON k.id = training_kind_id",
    ),
    "contracts": (
        Contract,
        "SELECT employee_id, g.code, valid_from, valid_to FROM personnel.pppk_contract r "
        "JOIN reference.grade g ON g.id = grade_id",
    ),
    "exams": (Exam, "SELECT employee_id, kind, taken_on, is_passed, valid_to FROM personnel.service_exam r"),
    "prior_services": (PriorService, "SELECT employee_id, months, recognised_on FROM personnel.prior_service r"),
    "punishments": (
        Punishment,
        "SELECT employee_id, k.code, severity, status, valid_from, valid_to FROM personnel.discipline_case r "
        "JOIN reference.discipline_kind k ON k.id = discipline_kind_id",
    ),
    "appraisals": (
        Appraisal,
        "SELECT employee_id, performance_cycle_id, predicate, predicate_written FROM personnel.appraisal r",
    ),
}
OF_AGENCY: dict[str, tuple[Callable[..., Any], str]] = {
    "units": (Unit, "SELECT agency_id, id, parent_id, valid_from, valid_to FROM personnel.unit r"),
    "seats": (
        lambda seat, unit, superior, *title: Seat(seat, unit, Title(*title), superior),
        "SELECT agency_id, r.id, unit_id, superior_seat_id, t.id, l.code, is_teacher FROM personnel.seat r "
        "JOIN personnel.unit u ON u.id = unit_id JOIN personnel.position_title t ON t.id = position_title_id "
        "JOIN reference.position_level l ON l.id = position_level_id",
    ),
    "cycles": (Cycle, "SELECT agency_id, id, kind, year, starts_on, ends_on FROM personnel.performance_cycle r"),
    "parameters": (
        Parameter,
        "SELECT agency_id, code, value, valid_from, valid_to, subject FROM stewardship.local_parameter r",
    ),
}
DIPLOMAS = (
    "SELECT person_id, l.code, graduated_on, recognised_on FROM personnel.education_record r "
    "JOIN reference.education_level l ON l.id = education_level_id"
)
EMPLOYEES = (
    "SELECT agency_id, r.id, nip, p.id, p.name, p.sex, p.born_on, t.code, t.scheme, appointed_on, permanent_on, "
    "effective_on FROM personnel.employee r JOIN personnel.person p ON p.id = person_id "
    "JOIN reference.employment_type t ON t.id = employment_type_id "
    "LEFT JOIN personnel.termination x ON x.employee_id = r.id"
)


def load_agencies(url: str) -> list[Agency]:
    """Return every agency with all its facts, ordered by number."""
    with psycopg.connect(url) as connection:
        diplomas = _group(connection, Diploma, DIPLOMAS)
        histories = {name: _group(connection, make, query) for name, (make, query) in OF_EMPLOYEE.items()}
        parts = {name: _group(connection, make, query) for name, (make, query) in OF_AGENCY.items()}

        def make_employee(*values: Any) -> Employee:
            number, nip, person, name, sex, born_on, *rest = values
            own: dict[str, Any] = {field: rows.get(number, ()) for field, rows in histories.items()}
            return Employee(number, nip, Person(person, name, sex, born_on, diplomas.get(person, ())), *rest, **own)

        parts["employees"] = _group(connection, make_employee, EMPLOYEES)
        numbers = connection.execute("SELECT id FROM personnel.agency ORDER BY id").fetchall()
        return [Agency(number, **{name: rows.get(number, ()) for name, rows in parts.items()}) for (number,) in numbers]


def _group(connection: psycopg.Connection[Any], make: Callable[..., Fact], query: str) -> Groups:
    groups: dict[int, list[Fact]] = defaultdict(list)
    for owner, *values in connection.execute(f"{query} ORDER BY r.id".encode()):
        groups[owner].append(make(*values))
    return {owner: tuple(rows) for owner, rows in groups.items()}
