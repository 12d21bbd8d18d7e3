"""Where somebody stands while a career unfolds, and the tables of law that every kind of promotion looks into."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from admin.warehouse.city.world import Employee

# Entry golongan and ceiling of the regular path by diploma, PP 99/2000 jo. PP 12/2002 (rules.md 4.3)
ENTRY = {
    "SD": 1,
    "SLTP": 3,
    "SLTA": 5,
    "SLTA_KEJURUAN": 5,
    "D1": 5,
    "D2": 6,
    "D3": 7,
    "D4": 9,
    "S1": 9,
    "PROFESI": 10,
    "S2": 10,
    "SPESIALIS": 10,
    "S3": 11,
}
CEILING = {
    "SD": 5,
    "SLTP": 7,
    "SLTA": 10,
    "SLTA_KEJURUAN": 10,
    "D1": 10,
    "D2": 10,
    "D3": 11,
    "D4": 12,
    "S1": 12,
    "PROFESI": 13,
    "S2": 13,
    "SPESIALIS": 13,
    "S3": 14,
}


@dataclass(frozen=True)
class Step:
    """A promotion found: TMT, golongan and reason; `level` is the jenjang that begins with it, if one does."""

    day: date
    grade: int
    reason: str
    level: str | None = None


@dataclass(slots=True)
class Ladder:
    """Grade and post reached so far; `planned` holds the structural posts still to come.

    In a jenjang entered before 2023 or with part of it behind, `base` is the credit brought along; what is earned
    counts from `counted_from` on (rules.md 5.3).
    """

    employee: Employee
    grade: int
    start: date
    pace_months: int  # between functional promotions until 2022
    late_months: int  # of the papers of the next promotion by time
    cap: int  # the golongan at which a functional career stalls for want of papers, of a test or of a vacancy
    is_expert: bool
    planned: list[tuple[date, str]] = field(default_factory=list)
    level: str = "PELAKSANA"
    level_start: date | None = None
    reached: list[tuple[date, str]] = field(default_factory=list)
    base: Decimal = Decimal(0)
    counted_from: date | None = None
    fates: dict[int, date | None] = field(default_factory=dict)  # by diploma: when its papers are through
