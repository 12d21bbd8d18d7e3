"""One employee on one promotion path, and what may be found there: the words that the rules of the paths share."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from oracle_credit import Credit
from oracle_facts import Agency, Appraisal, Award, Diploma, Employee, Seat
from oracle_law import GRADE_ORDINAL, PNS_GRADES
from oracle_names import LEVEL_NAMES, Name
from oracle_path_law import ADJUSTMENT, CREDIT_LEVELS, PATHS
from oracle_state import find_assignment, find_grade, is_employed, known_grades

LATE, HARD, MISSING = "BELUM_WAKTUNYA", "GAGAL", "DATA_TIDAK_ADA"
Evidence = tuple[str, int]
Told = str | Name | Decimal | date | None


@dataclass(frozen=True)
class Case:
    """One employee on one path on the day, with what decides which rules apply."""

    office: Agency
    official: Employee
    path: str
    as_of: date
    seat: Seat | None
    grade: str | None
    situation: str | None = None
    credit: Credit | None = None
    diploma: Diploma | None = None
    award: Award | None = None
    has_vacancy: bool = False

    @property
    def level(self) -> str:
        """Return the level of the definitive post."""
        return self.seat.title.level if self.seat else "PELAKSANA"

    @property
    def level_above(self) -> str | None:
        """Return the next level of a functional post."""
        return CREDIT_LEVELS[self.level].above if self.level in CREDIT_LEVELS else None

    @property
    def target(self) -> str | None:
        """Return the grade that the path gives, if any."""
        if not PATHS[self.path].gives_grade or self.grade is None:
            return None
        return ADJUSTMENT[self.diploma.level][1] if self.diploma else PNS_GRADES[GRADE_ORDINAL[self.grade]]

    def fail(self, name: str, blocker: str, state: str, **more: Any) -> "Finding":
        """Return a finding of the path's rule of that name."""
        return Finding(self.path, f"{self.path}_{name}", blocker, state, **more)


@dataclass(frozen=True)
class Finding:
    """A rule that is not met: for good, until a date, or for want of data."""

    path: str
    rule: str
    blocker: str
    state: str
    turns_true_on: date | None = None
    item: str = "-"
    needed: Told = None
    actual: Told = None
    evidence: Evidence | None = None


def find_anchor(employee: Employee, as_of: date) -> date:
    """Return the day from which years in grade count: its TMT, or the CPNS appointment for the first promotion."""
    held = find_grade(employee, as_of)
    assert held is not None
    return employee.appointed_on if is_first_promotion(employee, as_of) else held[1]


def is_first_promotion(employee: Employee, as_of: date) -> bool:
    """Return whether only one grade was ever held."""
    return len({row.grade for row in known_grades(employee, as_of)}) == 1


def find_appraisal(case: Case, year: int) -> Appraisal | None:
    """Return the annual appraisal of a year, the latest to end."""
    annual = {
        cycle.id: cycle.ends_on
        for cycle in case.office.cycles
        if (cycle.kind, cycle.year) == ("TAHUNAN", year) and cycle.ends_on <= case.as_of
    }
    found = [row for row in case.official.appraisals if row.cycle_id in annual]
    return max(found, key=lambda row: annual[row.cycle_id], default=None)


def find_superior(agency: Agency, employee: Employee, seat: Seat | None, as_of: date) -> Employee | None:
    """Return the PNS who holds the superior seat definitively; of several the highest grade, the first recorded."""
    number = seat.superior_seat_id if seat else None
    holders = [
        other
        for other in agency.employees
        if number and other.id != employee.id and other.scheme == "PNS" and is_employed(other, as_of)
        if (row := find_assignment(other, as_of)) and row.seat_id == number and find_grade(other, as_of)
    ]
    return max(holders, key=lambda other: (_height(other, as_of), -other.id), default=None)


def _height(employee: Employee, as_of: date) -> int:
    held = find_grade(employee, as_of)
    return GRADE_ORDINAL[held[0]] if held else 0


def function_of(seat: Seat) -> str:
    """Return the title without its level: all levels of one functional post have the same."""
    level = LEVEL_NAMES[seat.title.level].id.lower() if seat.title.level in LEVEL_NAMES else ""
    words = " ".join(seat.title.name.lower().split())
    return " ".join(words.replace(level, " ").split()) if level else words


def find_row(table: str, number: int) -> Evidence:
    """Return a row as evidence: its table and its number."""
    return f"personnel.{table}", number


def find_grade_row(employee: Employee, as_of: date) -> Evidence:
    """Return the grade in force as evidence."""
    return find_row("grade_record", known_grades(employee, as_of)[-1].id)


def find_post_row(case: Case) -> Evidence:
    """Return the post held as evidence."""
    row = find_assignment(case.official, case.as_of)
    assert row is not None
    return find_row("assignment", row.id)


def find_person_row(case: Case) -> Evidence:
    """Return the person as evidence."""
    return find_row("person", case.official.person.id)
