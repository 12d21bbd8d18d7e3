"""The facts that the promotion paths read beside those of `oracle_facts`: what the tables hold, nothing computed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from oracle_dossier import Award
from oracle_facts import Agency, AssignmentRow, Diploma, Employee, Exam, Punishment, Seat, StatusRow
from oracle_path_law import LEVEL_NAMES
from oracle_state import find_post


@dataclass(frozen=True)
class Paper(Diploma):
    """A diploma with its row number."""

    id: int = 0


@dataclass(frozen=True)
class Held(AssignmentRow):
    """A seat held, with its row number."""

    id: int = 0


@dataclass(frozen=True)
class Standing(StatusRow):
    """A legal status with its row number."""

    id: int = 0


@dataclass(frozen=True)
class Sentence(Punishment):
    """A disciplinary case with its row number."""

    id: int = 0


@dataclass(frozen=True)
class Trial(Exam):
    """An exam; a competency test names the level it is for."""

    level: str | None = None


@dataclass(frozen=True)
class Prize(Award):
    """An award, with or without the decree of the authority."""

    has_decree: bool = False


@dataclass(frozen=True)
class CreditRow:
    """Credit recorded for [period_from, period_to) at a level."""

    id: int
    kind: str
    level: str
    period_from: date
    period_to: date
    credit: Decimal

    def is_earned(self, day: date) -> bool:
        """Return whether the last day of the period is not after the day."""
        return self.period_to.toordinal() - 1 <= day.toordinal()


@dataclass(frozen=True)
class Official(Employee):
    """An employment with credit and awards."""

    credits: tuple[CreditRow, ...] = ()
    prizes: tuple[Prize, ...] = ()


@dataclass(frozen=True)
class Chair(Seat):
    """A seat with the name of its title, the people it needs, its period, and the diplomas it asks, numbered."""

    name: str = ""
    needed: int = 1
    valid_from: date = date(1950, 1, 1)
    valid_to: date | None = None
    asks: tuple[tuple[str, int], ...] = ()

    @property
    def function(self) -> str:
        """Return the title without its level: all levels of one functional post have the same."""
        level = LEVEL_NAMES.get(self.title.level, "").lower()
        words = " ".join(self.name.lower().split())
        return " ".join(words.replace(level, " ").split()) if level else words


def find_chair(agency: Agency, employee: Employee, day: date) -> Chair | None:
    """Return the seat held definitively."""
    seat = find_post(agency, employee, day)
    assert seat is None or isinstance(seat, Chair)
    return seat


def find_row(table: str, row: object) -> tuple[str, int | None]:
    """Return a row of a history as evidence: its table and its number."""
    number = getattr(row, "id", None)
    return (f"personnel.{table}", number)
