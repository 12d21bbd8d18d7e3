"""What every part of the synthetic city works on: units, titles, seats, persons, employments."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from random import Random

from admin.warehouse.city.pools import Codes, Record
from admin.warehouse.city.rows import Rows

HISTORY_YEARS = 10
FOUNDED_ON = date(1984, 1, 2)
GRADES = tuple(f"{band}/{step}" for band in ("I", "II", "III", "IV") for step in "abcde" if band == "IV" or step != "e")
ORDINAL = {grade: place for place, grade in enumerate(GRADES, start=1)}

# Lowest and highest golongan of a level, PP 13/2002 annex and PermenPANRB 1/2023 (rules.md 2.3)
RANGE = {
    "II.a": (15, 16),
    "II.b": (14, 15),
    "III.a": (13, 14),
    "III.b": (12, 13),
    "IV.a": (11, 12),
    "IV.b": (10, 11),
    "JF_AHLI_UTAMA": (16, 17),
    "JF_AHLI_MADYA": (13, 15),
    "JF_AHLI_MUDA": (11, 12),
    "JF_AHLI_PERTAMA": (9, 10),
    "JF_PENYELIA": (11, 12),
    "JF_MAHIR": (9, 10),
    "JF_TERAMPIL": (6, 8),
    "JF_PEMULA": (5, 5),
}
RETIREMENT_AGE = {"I.a": 60, "I.b": 60, "II.a": 60, "II.b": 60, "JF_AHLI_UTAMA": 65, "JF_AHLI_MADYA": 60}


@dataclass(slots=True, eq=False)
class Unit:
    """A unit of the tree; `area` says what kind of staff works there."""

    number: int
    code: str
    name: str
    kind: str
    parent: "Unit | None"
    area: str
    office: "Unit | None" = None
    head: "Seat | None" = None
    is_guided: bool = False  # keeps to the guide on the distribution of predicates
    outcomes: dict[int, str] = field(default_factory=dict)  # predicate of the organisation by year
    styles: dict[int, str] = field(default_factory=dict)  # how the head rates, by year


@dataclass(slots=True, eq=False)
class Title:
    """A position title: its level, the diploma it asks (that of the level when empty), its technical competence."""

    number: int
    name: str
    level: str
    is_teacher: bool
    education: str = ""
    skill: str = ""


@dataclass(slots=True, eq=False)
class Stint:
    """A seat held by an employee in [start, end); an open end is None."""

    seat: "Seat"
    start: date
    end: date | None
    employee: "Employee"
    kind: str = "DEFINITIF"


def covers(period: "Stint | Pause | Case", day: date) -> bool:
    """Tell whether a half-open period holds a day."""
    return period.start <= day and (period.end is None or day < period.end)


@dataclass(slots=True, eq=False)
class Seat:
    """A title in a unit; `held` lists its definitive holders over time.

    A seat promised from a day on will be held then, until the as-of date, by somebody whose career is still to be made.
    """

    number: int
    unit: Unit
    title: Title
    superior: "Seat | None"
    held: list[Stint] = field(default_factory=list)
    promised_from: date | None = None

    @property
    def is_structural(self) -> bool:
        """Tell whether the seat is a manajerial post."""
        return self.title.level.startswith(("I.", "II.", "III.", "IV."))

    def is_free(self, start: date, end: date | None) -> bool:
        """Tell whether nobody holds the seat, or will on the as-of date, at any time in [start, end)."""
        if self.promised_from is not None and (end is None or end > self.promised_from):
            return False
        return not any(
            (end is None or stint.start < end) and (stint.end is None or stint.end > start) for stint in self.held
        )

    def holder(self, day: date) -> "Employee | None":
        """Return who holds the seat on a day."""
        for stint in self.held:
            if covers(stint, day):
                return stint.employee
        return None


@dataclass(slots=True, eq=False)
class Post:
    """What somebody is employed for: a structural seat, a functional post or a staff post, in a unit."""

    unit: Unit
    kind: str  # STRUKTURAL, FUNGSIONAL or STAF
    record: Record
    seat: Seat | None = None

    @property
    def is_teacher(self) -> bool:
        """Tell whether the post is a teacher's, who retires at 60."""
        return self.record.get("is_teacher") == "true"


@dataclass(slots=True, eq=False)
class Person:
    """A human being who never lived."""

    number: int
    name: str
    nik: str
    sex: str
    born_on: date
    origin: str
    is_married: bool = False


@dataclass(slots=True, eq=False)
class Diploma:
    """A diploma, its programme and when the personnel office recognised it."""

    level: str
    programme: Record
    graduated_on: date
    recognised_on: date | None


@dataclass(slots=True, eq=False)
class GradeStep:
    """A grade from its TMT on; `months` is the service counted for the salary (MKG) on that day."""

    grade: str
    start: date
    reason: str
    months: int


@dataclass(slots=True, eq=False)
class Exam:
    """A service exam or competency test."""

    kind: str
    taken_on: date
    is_passed: bool
    level: str | None = None


@dataclass(slots=True, eq=False)
class Pause:
    """A legal status other than active, over [start, end)."""

    status: str
    start: date
    end: date | None


@dataclass(slots=True, eq=False)
class Case:
    """A disciplinary punishment."""

    kind: str
    severity: str
    status: str
    start: date
    end: date | None


@dataclass(slots=True, eq=False)
class Honour:
    """An award for outstanding work; `is_decreed` by the mayor, as a promotion for it needs."""

    kind: str
    day: date
    is_decreed: bool
    is_weighed: bool = False
    rewarded_on: date | None = None


@dataclass(slots=True, eq=False)
class Employee:
    """One employment and everything that happened in it."""

    number: int
    person: Person
    post: Post
    type: str
    nip: str
    appointed_on: date
    permanent_on: date | None
    prior_months: int = 0
    leaves_on: date | None = None
    leave_kind: str = ""
    quality: float = 0.5  # how good a worker: 0 worst, 1 best
    zeal: float = 1.0  # how eager a learner: multiplies the number of trainings
    diplomas: list[Diploma] = field(default_factory=list)
    grades: list[GradeStep] = field(default_factory=list)
    stints: list[Stint] = field(default_factory=list)
    pauses: list[Pause] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    exams: list[Exam] = field(default_factory=list)
    honours: list[Honour] = field(default_factory=list)
    base_credits: list[tuple[str, str, date, Decimal]] = field(default_factory=list)  # level, kind, day, credit
    predicates: dict[int, str] = field(default_factory=dict)
    contracts: list[tuple[date, date]] = field(default_factory=list)
    former: "Employee | None" = None  # the same person's earlier employment as PPPK
    is_former: bool = False
    awaits: set[str] = field(default_factory=set)  # JENJANG or IJAZAH: all is done but the decree
    hidden: set[str] = field(default_factory=set)  # records that were never entered, see gaps.py

    @property
    def is_pns(self) -> bool:
        """Tell a PNS from a PPPK."""
        return self.type == "PNS"

    def is_employed(self, day: date) -> bool:
        """Tell whether the employment lasts on a day."""
        return self.appointed_on <= day and (self.leaves_on is None or day < self.leaves_on)

    def stint_on(self, day: date) -> Stint | None:
        """Return the definitive assignment in force on a day."""
        for stint in self.stints:
            if stint.kind == "DEFINITIF" and covers(stint, day):
                return stint
        return None

    def grade_on(self, day: date) -> str | None:
        """Return the grade in force on a day."""
        return next((step.grade for step in reversed(self.grades) if step.start <= day), None)

    def is_away(self, day: date) -> bool:
        """Tell whether the employee is on unpaid leave, studying, or suspended on a day."""
        return any(covers(pause, day) for pause in self.pauses)


@dataclass(frozen=True, slots=True)
class Setback:
    """An appraisal below Baik: whose it is, its row, its day and who gave it."""

    employee: Employee
    appraisal: int
    day: date
    appraiser: int | None


@dataclass(slots=True, eq=False)
class World:
    """The city being made: its random numbers, rows, codes and what exists so far."""

    random: Random
    rows: Rows
    codes: Codes
    as_of: date
    size: int
    agency: int
    region: int
    birth_places: dict[str, list[str]]
    units: list[Unit] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)
    employees: list[Employee] = field(default_factory=list)
    titles: dict[str, Title] = field(default_factory=dict)
    seat_of: dict[tuple[int, int], Seat] = field(default_factory=dict)
    heads: dict[str, list[Seat]] = field(default_factory=dict)
    dirt: dict[str, int] = field(default_factory=dict)
    violations: dict[int, str] = field(default_factory=dict)  # appointment decisions that break the law, and how
    exceptions: dict[int, str] = field(default_factory=dict)  # those that only look so, and why
    setbacks: list[Setback] = field(default_factory=list)  # appraisals below Baik of the last two years
    shortfalls: list[tuple[Employee, str, date]] = field(default_factory=list)  # competency below what was asked, when

    @property
    def since(self) -> date:
        """The first day of the ten years of history."""
        return date(self.as_of.year - HISTORY_YEARS, 1, 1)

    def chance(self, probability: float) -> bool:
        """Return True with the given probability."""
        return self.random.random() < probability
