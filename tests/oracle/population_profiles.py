"""Careers that stand right on the edge of one rule, made from any random employee."""

from dataclasses import replace
from datetime import date
from random import Random

from oracle_calendar import add_months, add_years
from oracle_facts import AssignmentRow, Diploma, Employee, GradeRow, Seat
from oracle_law import EDUCATION_CEILING, GRADE_ORDINAL, PNS_GRADES, POSITION_LEVELS, TEACHER_RETIREMENT_AGE
from population_dates import AS_OF_DATES, MOMENTS

GRADUATED_ON = date(2003, 7, 1)


def stand_at_ceiling(rng: Random, employee: Employee) -> Employee:
    """Give one diploma, and a grade at its ceiling or one below."""
    level = rng.choice(sorted(EDUCATION_CEILING))
    ordinal = GRADE_ORDINAL[EDUCATION_CEILING[level]] - rng.choice((0, 0, 1))
    return _make_clerk(rng, employee, level, PNS_GRADES[ordinal - 1])


def stand_before_exam(rng: Random, employee: Employee) -> Employee:
    """Give a grade from which a service exam is due, and a diploma that may or may not replace it."""
    level, grade = rng.choice((("D3", "II/d"), ("D3", "II/d"), ("S1", "II/d"), ("S2", "III/d"), ("S1", "III/d")))
    return _make_clerk(rng, employee, level, grade)


def be_specialist(rng: Random, employee: Employee) -> Employee:
    """Give the diploma of a specialist and a grade at or beside III/b."""
    return _make_clerk(rng, employee, "SPESIALIS", rng.choice(("III/a", "III/b", "III/b", "III/b")))


def be_veteran(rng: Random, employee: Employee, seats: tuple[Seat, ...]) -> Employee:
    """Give a post of any level for all time, and an age near its retirement age on one of the as-of dates."""
    level = rng.choice(sorted({seat.title.level for seat in seats}))
    seat = rng.choice([seat for seat in seats if seat.title.level == level])
    age = TEACHER_RETIREMENT_AGE if seat.title.is_teacher else POSITION_LEVELS[level].retirement_age
    born_on = add_months(add_years(rng.choice(AS_OF_DATES).replace(day=1), -age), rng.choice((-13, -2, -1, 0, 1)))
    return replace(
        employee,
        person=replace(employee.person, born_on=born_on),
        assignments=(AssignmentRow(seat.id, "DEFINITIF", date(2010, 1, 1)),),
    )


def _make_clerk(rng: Random, employee: Employee, level: str, grade: str) -> Employee:
    """Return the employee without a post, with one diploma, promoted to the grade some years before an as-of date."""
    before = PNS_GRADES[max(GRADE_ORDINAL[grade] - 2, 0)]
    rows = {row.grade: row for row in (GradeRow(0, before, date(2012, 4, 1)), GradeRow(0, grade, rng.choice(MOMENTS)))}
    diploma = Diploma(level, GRADUATED_ON, GRADUATED_ON)
    person = replace(employee.person, diplomas=(diploma,))
    return replace(employee, person=person, grades=tuple(rows.values()), assignments=(), terminated_on=None)
