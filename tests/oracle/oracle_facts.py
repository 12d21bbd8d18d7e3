"""The facts of an agency as plain data: what the tables hold, and nothing that is computed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from oracle_followup_facts import Followed
from oracle_law import PREDICATE, SPELLING
from oracle_partner_facts import Agreement, Planned
from oracle_quality_facts import Kept
from oracle_service_facts import ActionItem, Survey, Visit

FOUNDED = date(1950, 1, 1)


@dataclass(frozen=True)
class LegalStatus:
    """A row of the code list legal_status."""

    code: str
    counts_as_service: bool
    blocks_promotion: bool
    is_excluded_from_coverage: bool


@dataclass(frozen=True)
class GradeRow:
    """A grade given from a TMT on, with the months of grade service (MKG) that its decree states."""

    id: int
    grade: str
    valid_from: date
    service_months: int = 0


@dataclass(frozen=True)
class Increment:
    """A periodic salary increment (KGB) and the months of grade service on its decree."""

    id: int
    valid_from: date
    service_months: int


@dataclass(frozen=True)
class AssignmentRow:
    """A seat held over [valid_from, valid_to)."""

    seat_id: int
    kind: str
    valid_from: date
    valid_to: date | None = None
    id: int = 0


@dataclass(frozen=True)
class StatusRow:
    """A legal status over [valid_from, valid_to)."""

    status: LegalStatus
    valid_from: date
    valid_to: date | None = None
    id: int = 0


@dataclass(frozen=True)
class Diploma:
    """An education record; recognised from `recognised_on` on, or never."""

    level: str
    graduated_on: date
    recognised_on: date | None
    id: int = 0
    study_field: str | None = None


@dataclass(frozen=True)
class Completion:
    """A finished training, with its course of the catalogue, if any."""

    id: int
    kind: str
    title: str
    started_on: date
    ended_on: date
    hours: Decimal
    certificate: str | None = None
    course_id: int | None = None
    expires_on: date | None = None


@dataclass(frozen=True)
class Contract:
    """A work agreement of a PPPK over [valid_from, valid_to)."""

    grade: str
    valid_from: date
    valid_to: date


@dataclass(frozen=True)
class Exam:
    """A service exam taken; a competency test names the level it is for."""

    kind: str
    taken_on: date
    is_passed: bool
    valid_to: date | None = None
    level: str | None = None


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
    id: int = 0


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
    """The outcome of one cycle: a code, or only what someone wrote; and the ratings, number and appraiser behind it."""

    cycle_id: int
    predicate: str | None
    written: str | None = None
    id: int = 0
    work: str | None = None
    behaviour: str | None = None
    score: Decimal | None = None
    appraiser_id: int | None = None

    @property
    def ordinal(self) -> int | None:
        """Return the predicate from 5 (Sangat Baik) to 1; None when nobody can read it."""
        if self.predicate:
            return PREDICATE[self.predicate]
        return SPELLING.get(" ".join((self.written or "").replace("_", " ").lower().split()))


@dataclass(frozen=True)
class Award:
    """An award received, with or without the decree of the authority."""

    id: int
    kind: str
    awarded_on: date
    has_decree: bool = False


@dataclass(frozen=True)
class Assessment:
    """The level of one competency, or, without a competency, the score of the potential."""

    id: int
    competency: str | None
    level: int | None
    score: Decimal | None
    assessed_on: date
    valid_to: date | None = None


@dataclass(frozen=True)
class CreditRow:
    """Credit (angka kredit) recorded for [period_from, period_to) at a level."""

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
class LedgerRow:
    """A row of the ledger of leave; if a request stands behind it, its first day and whether it was cancelled."""

    id: int
    kind: str
    year: int
    entry: str
    days: int
    entered_on: date
    starts_on: date | None = None
    is_cancelled: bool = False


@dataclass(frozen=True)
class Request:
    """A request for leave that waits for its decision."""

    kind: str
    starts_on: date
    days: int
    submitted_on: date


@dataclass(frozen=True)
class Sheet:
    """A month of attendance, one letter a day."""

    month: date
    marks: str
    late_minutes: int = 0
    early_minutes: int = 0


@dataclass(frozen=True)
class PatternRow:
    """The working days of an employee or a unit over [valid_from, valid_to)."""

    unit_id: int | None
    is_rostered: bool
    weekdays: tuple[int, ...]
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True)
class Person:
    """A person with diplomas and titles; may have had more than one employment."""

    id: int
    name: str
    sex: str
    born_on: date
    diplomas: tuple[Diploma, ...] = ()
    front_title: str | None = None
    rear_title: str | None = None


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
    increments: tuple[Increment, ...] = ()
    awards: tuple[Award, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    credits: tuple[CreditRow, ...] = ()
    termination_kind: str | None = None
    ledger: tuple[LedgerRow, ...] = ()
    requests: tuple[Request, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    patterns: tuple[PatternRow, ...] = ()


@dataclass(frozen=True)
class Unit:
    """A unit of the tree; the root has no parent."""

    id: int
    parent_id: int | None
    valid_from: date = FOUNDED
    valid_to: date | None = None
    name: str = ""


@dataclass(frozen=True)
class Title:
    """A position title: its level, whether it is a teacher's, and its name."""

    id: int
    level: str
    is_teacher: bool = False
    name: str = ""


@dataclass(frozen=True)
class Requirement:
    """What a seat asks over [valid_from, valid_to): a code of the list of its kind, if it has one, and a number."""

    id: int
    kind: str
    code: str | None
    minimum: Decimal | None
    is_mandatory: bool
    valid_from: date
    valid_to: date | None = None


@dataclass(frozen=True)
class Seat:
    """A title on a unit's map: the seat above it, the people it needs, its period, and what it asks of them."""

    id: int
    unit_id: int
    title: Title
    superior_seat_id: int | None = None
    needed: int = 1
    valid_from: date = FOUNDED
    valid_to: date | None = None
    requirements: tuple[Requirement, ...] = ()


@dataclass(frozen=True)
class UnitResult:
    """The predicate of an organisation in a cycle."""

    unit_id: int
    cycle_id: int
    predicate: str


@dataclass(frozen=True)
class Course:
    """A course of the catalogue, its code and kind, and the level to which it brings each competency."""

    id: int
    title: str
    hours: Decimal
    brings: tuple[tuple[str, int], ...] = ()
    code: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Rating:
    """What a participant thought of a session of a course that ended on a day."""

    course_id: int
    ends_on: date
    rating: int


@dataclass(frozen=True)
class Parameter:
    """What the city set for itself over [valid_from, valid_to); the subject is the code it is about, if any."""

    code: str
    value: str
    valid_from: date
    valid_to: date | None = None
    subject: str = ""


@dataclass(frozen=True)
class Agency(Followed, Kept):
    """Everything known of one agency."""

    id: int
    units: tuple[Unit, ...]
    seats: tuple[Seat, ...] = ()
    cycles: tuple[Cycle, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    employees: tuple[Employee, ...] = ()
    unit_results: tuple[UnitResult, ...] = ()
    courses: tuple[Course, ...] = ()
    ratings: tuple[Rating, ...] = ()
    patterns: tuple[PatternRow, ...] = ()
    holidays: tuple[date, ...] = ()
    surveys: tuple[Survey, ...] = ()
    visits: tuple[Visit, ...] = ()
    action_items: tuple[ActionItem, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    sessions: tuple[Planned, ...] = ()
