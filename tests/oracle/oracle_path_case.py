"""One employee on one promotion path, and what may be found there: the words that the rules of the paths share."""

from dataclasses import dataclass
from datetime import date

from oracle_credit import Credit
from oracle_facts import Agency, Diploma
from oracle_path_facts import Chair, Official, Prize, find_row
from oracle_path_law import CREDIT_LEVELS
from oracle_state import find_assignment, known_grades

Evidence = tuple[str, int | None]


@dataclass(frozen=True)
class Case:
    """One employee on one path on the day, with what decides which rules apply."""

    office: Agency
    official: Official
    path: str
    as_of: date
    chair: Chair | None
    grade: str | None
    situation: str | None = None
    credit: Credit | None = None
    diploma: Diploma | None = None
    prize: Prize | None = None
    has_vacancy: bool = False

    @property
    def level(self) -> str:
        """Return the level of the definitive post."""
        return self.chair.title.level if self.chair else "PELAKSANA"

    @property
    def level_above(self) -> str | None:
        """Return the next level of a functional post."""
        return CREDIT_LEVELS[self.level].above if self.level in CREDIT_LEVELS else None


@dataclass(frozen=True)
class Finding:
    """A rule that is not met: for good, until a date, or for want of data."""

    rule: str
    blocker: str
    state: str
    turns_true_on: date | None = None
    item: str = "-"
    needed: str | None = None
    actual: str | None = None
    evidence: Evidence | None = None


def find_grade_row(case: Case) -> Evidence:
    """Return the grade in force as evidence."""
    return find_row("grade_record", known_grades(case.official, case.as_of)[-1])


def find_post_row(case: Case) -> Evidence:
    """Return the post held as evidence."""
    return find_row("assignment", find_assignment(case.official, case.as_of))


def find_person_row(case: Case) -> Evidence:
    """Return the person as evidence."""
    return find_row("person", case.official.person)
