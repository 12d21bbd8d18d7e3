"""A synthetic city in a database of its own, with the questions that tests about it ask."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import psycopg

from admin.warehouse.city import CityReport, create_city

AS_OF = date(2026, 11, 22)

PRESENT = """
    SELECT e.*, p.sex, p.born_on, p.nik, t.code AS type, t.scheme FROM personnel.employee e
    JOIN personnel.person p ON p.id = e.person_id JOIN reference.employment_type t ON t.id = e.employment_type_id
    LEFT JOIN personnel.termination x ON x.employee_id = e.id WHERE x.id IS NULL
"""
OVERSTAYING = f"""
    SELECT e.* FROM ({PRESENT}) e
    JOIN personnel.assignment a ON a.employee_id = e.id AND a.kind = 'DEFINITIF' AND a.valid_to IS NULL
    JOIN personnel.seat s ON s.id = a.seat_id JOIN personnel.position_title t ON t.id = s.position_title_id
    JOIN reference.position_level l ON l.id = t.position_level_id
    WHERE date_trunc('month', e.born_on + make_interval(
        years => CASE WHEN t.is_teacher THEN greatest(60, l.retirement_age) ELSE l.retirement_age END
    )) + interval '1 month' <= DATE '{AS_OF}'
"""
GRADES = """
    SELECT r.*, g.code, g.ordinal, g.scheme, e.appointed_on,
        lag(g.ordinal) OVER w AS ordinal_before, lag(r.valid_from) OVER w AS before_from
    FROM personnel.grade_record r JOIN reference.grade g ON g.id = r.grade_id
    JOIN personnel.employee e ON e.id = r.employee_id
    WINDOW w AS (PARTITION BY r.employee_id ORDER BY r.valid_from, g.ordinal)
"""


@dataclass(frozen=True)
class City:
    """A city and what was reported about it."""

    url: str
    report: CityReport

    def ask(self, query: str, *values: object) -> list[tuple[object, ...]]:
        with psycopg.connect(self.url) as connection:
            return list(connection.execute(query, values or None).fetchall())

    def count(self, query: str, *values: object) -> int:
        ((number,),) = self.ask(f"SELECT count(*) FROM ({query}) found", *values)
        assert isinstance(number, int)
        return number

    def share(self, condition: str, source: str = PRESENT) -> float:
        ((number,),) = self.ask(f"SELECT (avg(({condition})::int) * 100)::float FROM ({source}) found")
        assert isinstance(number, float)
        return number


@contextmanager
def open_town(server: Any, template: str, employees: int, seed: int) -> Iterator[City]:
    """Make a city as of AS_OF in a clone of the template, and drop it afterwards."""
    with server.clone(template) as database:
        yield City(database.url, create_city(database.url, employees, seed=seed, as_of=AS_OF))
