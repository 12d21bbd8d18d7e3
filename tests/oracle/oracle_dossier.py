"""More facts of an agency than `oracle_facts` has: what the marts of the whole law read, and nothing computed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from oracle_calendar import FOREVER, add_years
from oracle_facts import Agency, Appraisal, AssignmentRow, Completion, Employee, GradeRow, Seat
from oracle_law import PREDICATE, SPELLING
from oracle_state import find_assignment, find_own


@dataclass(frozen=True)
class GradeDecree(GradeRow):
    """A grade with the months of grade service (MKG) that its decree states."""

    service_months: int = 0


@dataclass(frozen=True)
class Increment:
    """A periodic salary increment (KGB) and the months of grade service on its decree."""

    id: int
    valid_from: date
    service_months: int


@dataclass(frozen=True)
class Outcome(Appraisal):
    """An appraisal with the ratings, the number and the appraiser behind its predicate."""

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
    """An award received."""

    id: int
    kind: str
    awarded_on: date


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
class Done(Completion):
    """A finished training with its course of the catalogue, if any."""

    course_id: int | None = None


@dataclass(frozen=True)
class Dossier(Employee):
    """An employment with every history."""

    increments: tuple[Increment, ...] = ()
    awards: tuple[Award, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    termination_kind: str | None = None


@dataclass(frozen=True)
class Place(Seat):
    """A seat with the people it needs, its period, and the competency levels it asks."""

    needed: int = 1
    valid_from: date = date(1950, 1, 1)
    valid_to: date | None = None
    asks: tuple[tuple[str, Decimal], ...] = ()


@dataclass(frozen=True)
class UnitResult:
    """The predicate of an organisation in a cycle."""

    unit_id: int
    cycle_id: int
    predicate: str


@dataclass(frozen=True)
class Course:
    """A course of the catalogue and the level to which it brings each competency."""

    id: int
    title: str
    hours: Decimal
    brings: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Rating:
    """What a participant thought of a session of a course that ended on a day."""

    course_id: int
    ends_on: date
    rating: int


@dataclass(frozen=True)
class Office(Agency):
    """Everything known of one agency."""

    unit_results: tuple[UnitResult, ...] = ()
    courses: tuple[Course, ...] = ()
    ratings: tuple[Rating, ...] = ()


# What a city may set for itself, with the defaults that docs/definitions and rules.md print.
SETTINGS = {
    "performance_innovation_assumed": "false",
    "talent_points_sangat_baik": "100",
    "talent_points_baik": "80",
    "talent_points_butuh_perbaikan": "60",
    "talent_points_kurang": "40",
    "talent_points_sangat_kurang": "20",
    "appraisal_guide_minimum": "10",
    "rater_minimum": "10",
    "rater_deviation": "0.5",
    "talent_assessment_years": "3",
    "talent_weight_main": "60",
    "talent_weight_reinforcing": "40",
    "talent_weight_competence": "40",
    "talent_weight_potential_part": "25",
    "talent_weight_qualification": "20",
    "talent_weight_integrity": "15",
    "talent_weight_performance": "50",
    "talent_weight_potential": "50",
    "talent_performance_upper": "80",
    "talent_performance_lower": "60",
    "talent_potential_upper": "80",
    "talent_potential_lower": "60",
    "talent_integrity_serving": "0",
    "talent_integrity_berat": "25",
    "talent_integrity_sedang": "50",
    "talent_integrity_ringan": "75",
    "talent_integrity_none": "100",
    "talent_min_remaining_months": "24",
    "talent_pool_include_pppk": "false",
    "ip_asn_scheme": "2019",
    "ip_asn_higher_course_counts": "true",
    "ip_asn_technical_hours": "20",
    "ip_asn_technical_single": "false",
    "kgb_include_part_time": "false",
    "kgb_pppk_v_first_year": "true",
    "kgb_notice_months": "2",
    "satyalancana_restart": "MULAI",
    "contract_min_months": "12",
    "contract_notice_months": "6",
    "mandatory_functional": "true",
    "jpm_scheme": "UJI_KOMPETENSI",
    "training_effect_minimum": "10",
}


def find_setting(office: Agency, code: str, day: date) -> str:
    """Return the city's own value in force on the day, else the default."""
    return find_own(office.parameters, code, "", day) or SETTINGS[code]


def is_set(office: Agency, code: str, day: date) -> bool:
    """Return whether a yes-or-no setting says yes."""
    return find_setting(office, code, day) == "true"


def find_amount(office: Agency, code: str, day: date) -> Decimal:
    """Return a numeric setting: the city's own value if it can be read, else the default."""
    try:
        return Decimal(find_setting(office, code, day))
    except InvalidOperation:
        return Decimal(SETTINGS[code])


# rules.md 2.3: the kind of each level of posts.
CATEGORY = {
    "I.a": "JPT", "I.b": "JPT", "II.a": "JPT", "II.b": "JPT",
    "III.a": "ADMINISTRATOR", "III.b": "ADMINISTRATOR",
    "IV.a": "PENGAWAS", "IV.b": "PENGAWAS",
    "JF_AHLI_UTAMA": "JF_KEAHLIAN", "JF_AHLI_MADYA": "JF_KEAHLIAN", "JF_AHLI_MUDA": "JF_KEAHLIAN",
    "JF_AHLI_PERTAMA": "JF_KEAHLIAN",
    "JF_PENYELIA": "JF_KETERAMPILAN", "JF_MAHIR": "JF_KETERAMPILAN", "JF_TERAMPIL": "JF_KETERAMPILAN",
    "JF_PEMULA": "JF_KETERAMPILAN",
    "V.a": "PELAKSANA", "PELAKSANA": "PELAKSANA",
}  # fmt: skip

# rules.md 7.2: what each form of training is for, as far as a rule asks.
TECHNICAL = frozenset({"TEKNIS", "KURSUS", "PENATARAN", "BIMTEK", "E_LEARNING", "PELATIHAN_JARAK_JAUH"})
SEMINAR = frozenset({"SEMINAR", "KONFERENSI", "SARASEHAN", "WORKSHOP", "SOSIALISASI", "WEBINAR"})
FUNCTIONAL = frozenset({"FUNGSIONAL"})

# rules.md 7.4: the eight managerial competencies and the socio-cultural one.
CORE_COMPETENCIES = (
    "INTEGRITAS", "KERJA_SAMA", "KOMUNIKASI", "ORIENTASI_HASIL", "PELAYANAN_PUBLIK", "PENGEMBANGAN_DIRI",
    "MENGELOLA_PERUBAHAN", "PENGAMBILAN_KEPUTUSAN", "PEREKAT_BANGSA",
)  # fmt: skip

# rules.md 7.4: the default level that a post asks; "Penyelia 2-3" is taken as 2, the lower.
REQUIRED_LEVEL = {
    "PELAKSANA": 1, "V.a": 1, "IV.b": 2, "IV.a": 2, "III.b": 3, "III.a": 3, "II.b": 4, "II.a": 4, "I.b": 5, "I.a": 5,
    "JF_PEMULA": 1, "JF_TERAMPIL": 1, "JF_MAHIR": 2, "JF_PENYELIA": 2,
    "JF_AHLI_PERTAMA": 2, "JF_AHLI_MUDA": 3, "JF_AHLI_MADYA": 4, "JF_AHLI_UTAMA": 5,
}  # fmt: skip

# rules.md 7.3: the leadership level that a structural post asks, and the course of that level.
ASKED_LEADERSHIP = {"IV.b": 2, "IV.a": 2, "III.b": 3, "III.a": 3, "II.b": 4, "II.a": 4, "I.b": 5, "I.a": 5}
COURSE_OF_LEVEL = {2: "PKP", 3: "PKA", 4: "PKN_II", 5: "PKN_I"}


def find_place(office: Agency, seat_id: int) -> Place:
    """Return a seat of the agency by its number."""
    return next(seat for seat in office.seats if isinstance(seat, Place) and seat.id == seat_id)


def find_position(office: Agency, employee: Employee, day: date) -> Place | None:
    """Return the seat held definitively on the day."""
    row = find_assignment(employee, day)
    return find_place(office, row.seat_id) if row else None


def find_level_code(office: Agency, employee: Employee, day: date) -> str:
    """Return the level of the definitive post; without one, executing staff."""
    place = find_position(office, employee, day)
    return place.title.level if place else "PELAKSANA"


def definitive(employee: Employee) -> list[AssignmentRow]:
    """Return the definitive assignments, the earliest first."""
    return sorted((row for row in employee.assignments if row.kind == "DEFINITIF"), key=lambda row: row.valid_from)


def is_valid(office: Agency, row: Assessment, day: date, as_of: date) -> bool:
    """Return whether an assessment counts on the day; without an end it does for some years."""
    years = int(find_amount(office, "talent_assessment_years", as_of))
    return row.assessed_on <= day < (row.valid_to or add_years(row.assessed_on, years))


def end_of(day: date | None) -> date:
    """Return the end of a period, or the end of time while it is open."""
    return day or FOREVER
