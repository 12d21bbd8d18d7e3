"""What is on record of some people already, as far as it helps to enter what is missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, text

PEOPLE = """
    SELECT employee.id AS employee_id, employee.person_id, employee.agency_id,
        (SELECT diploma.id FROM personnel.education_record AS diploma
            WHERE diploma.person_id = employee.person_id AND diploma.recognised_on IS NULL
            ORDER BY diploma.graduated_on DESC, diploma.id LIMIT 1) AS diploma_id,
        (SELECT assignment.seat_id FROM personnel.assignment
            WHERE assignment.employee_id = employee.id AND assignment.kind = 'DEFINITIF'
            ORDER BY assignment.valid_from DESC LIMIT 1) AS seat_id
    FROM personnel.employee WHERE employee.id = ANY(:employees)
"""
CYCLES = """
    SELECT DISTINCT ON (agency_id, year) agency_id, year, id FROM personnel.performance_cycle
    WHERE kind = 'TAHUNAN' ORDER BY agency_id, year, ends_on DESC, id
"""
APPRAISALS = """
    SELECT employee_id, performance_cycle_id, id FROM personnel.appraisal WHERE employee_id = ANY(:employees)
"""


@dataclass(frozen=True)
class Holder:
    """An employee: the person, the agency, the newest diploma not recognised yet, and the seat held last."""

    person_id: int
    agency_id: int
    diploma_id: int | None
    seat_id: int | None


@dataclass(frozen=True)
class Records:
    """Employees by their number, annual cycles by agency and year, appraisals by employee and cycle, grades by code."""

    holders: Mapping[int, Holder]
    cycles: Mapping[tuple[int, int], int]
    appraisals: Mapping[tuple[int, int], int]
    grades: Mapping[str, int]


def load_records(connection: Connection, employees: Iterable[int]) -> Records:
    """Read what is on record of `employees`."""
    wanted = {"employees": list(employees)}
    people = connection.execute(text(PEOPLE), wanted).all()
    return Records(
        holders={row.employee_id: Holder(*row[1:]) for row in people},
        cycles={(row.agency_id, row.year): row.id for row in connection.execute(text(CYCLES))},
        appraisals={
            (row.employee_id, row.performance_cycle_id): row.id for row in connection.execute(text(APPRAISALS), wanted)
        },
        grades={row.code: row.id for row in connection.execute(text("SELECT code, id FROM reference.grade"))},
    )
