"""The facts of an agency as plain data: what the tables hold, and nothing that is computed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class LegalStatus:
    """A row of the code list legal_status."""

    code: str
    counts_as_service: bool
    blocks_promotion: bool
    is_excluded_from_coverage: bool


@dataclass(frozen=True)
class GradeRow:
    """A grade given from a TMT on."""

    id: int
    grade: str
    valid_from: date


@dataclass(frozen=True)
class AssignmentRow:
    """A seat held over [valid_from, valid_to)."""

    seat_id: int
    kind: str
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True)
class StatusRow:
    """A legal status over [valid_from, valid_to)."""

    status: LegalStatus
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True)
class Diploma:
    """An education record; recognised from `recognised_on` on, or never."""

    level: str
    graduated_on: date
    recognised_on: date | None


@dataclass(frozen=True)
class Completion:
    """A finished training."""

    id: int
    kind: str
    title: str
    started_on: date
    ended_on: date
    hours: Decimal
    certificate: str | None = None


@dataclass(frozen=True)
class Contract:
    """A work agreement of a PPPK over [valid_from, valid_to)."""

    grade: str
    valid_from: date
    valid_to: date


@dataclass(frozen=True)
class Exam:
    """A service exam taken."""

    kind: str
    taken_on: date
    is_passed: bool
    valid_to: date | None = None


@dataclass(frozen=True)
class PriorService:
    """Recognised service before the appointment."""

    months: int
    recognised_on: date


@dataclass(frozen=True)
class Punishment:
    """A disciplinary case over [valid_from, valid_to)."""

    kind: str
    severity: str
    status: str
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True)
class Cycle:
    """A performance cycle of the agency, its last day included."""

    id: int
    kind: str
    year: int
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Appraisal:
    """The outcome of one cycle: a code, or only what someone wrote."""

    cycle_id: int
    predicate: str | None
    written: str | None = None


@dataclass(frozen=True)
class Person:
    """A person with diplomas; may have had more than one employment."""

    id: int
    name: str
    sex: str
    born_on: date
    diplomas: tuple[Diploma, ...] = ()


@dataclass(frozen=True)
class Employee:
    """One employment with all its histories."""

    id: int
    nip: str
    person: Person
    employment_type: str
    scheme: str
    appointed_on: date
    permanent_on: date | None = None
    terminated_on: date | None = None
    grades: tuple[GradeRow, ...] = ()
    assignments: tuple[AssignmentRow, ...] = ()
    statuses: tuple[StatusRow, ...] = ()
    completions: tuple[Completion, ...] = ()
    contracts: tuple[Contract, ...] = ()
    exams: tuple[Exam, ...] = ()
    prior_services: tuple[PriorService, ...] = ()
    punishments: tuple[Punishment, ...] = ()
    appraisals: tuple[Appraisal, ...] = ()


@dataclass(frozen=True)
class Unit:
    """A unit of the tree; the root has no parent."""

    id: int
    parent_id: int | None
    valid_from: date = date(1950, 1, 1)
    valid_to: date | None = None


@dataclass(frozen=True)
class Title:
    """A position title: its level and whether it is a teacher's."""

    id: int
    level: str
    is_teacher: bool = False


@dataclass(frozen=True)
class Seat:
    """A title on a unit's map, with the seat above it."""

    id: int
    unit_id: int
    title: Title
    superior_seat_id: int | None = None


@dataclass(frozen=True)
class Parameter:
    """What the city set for itself over [valid_from, valid_to); the subject is the code it is about, if any."""

    code: str
    value: str
    valid_from: date
    valid_to: date | None = None
    subject: str = ""


@dataclass(frozen=True)
class Agency:
    """Everything known of one agency."""

    id: int
    units: tuple[Unit, ...]
    seats: tuple[Seat, ...] = ()
    cycles: tuple[Cycle, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    employees: tuple[Employee, ...] = ()
