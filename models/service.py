"""Service points, the public's satisfaction survey (SKM, PermenPANRB 14/2017) and outreach (Layanan Keliling)."""

from typing import Final

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Record, check, listed_by, ordered, references, unique
from models.organization import CODE_TAKEN, PERIOD, Agency, Unit
from models.training import DATES
from models.types import Choice, Code, Count, Day, LongText, Name, ShortText, choice

# The nine elements in the order of the regulation: the column of an answer, and what it is called in both languages.
ELEMENTS: Final = {
    "requirements": ("Persyaratan", "Requirements"),
    "procedure": ("Prosedur", "Procedure"),
    "duration": ("Waktu penyelesaian", "Time taken"),
    "cost": ("Biaya", "Cost"),
    "product": ("Produk layanan", "Product"),
    "competence": ("Kompetensi pelaksana", "Competence of staff"),
    "behaviour": ("Perilaku pelaksana", "Behaviour of staff"),
    "complaints": ("Penanganan pengaduan", "Handling of complaints"),
    "facilities": ("Sarana dan prasarana", "Facilities"),
}
NOT_NEGATIVE = "Jumlah tidak boleh kurang dari nol. | The number cannot be below zero."


class ServicePointKind(Choice):
    """How the public comes to a service."""

    COUNTER = "LOKET", "Loket atau kantor layanan | Counter or service office"
    FACILITY = "FASILITAS", "Fasilitas, misalnya puskesmas | Facility, such as a health centre"
    ONLINE = "DARING", "Layanan daring | Online service"
    MOBILE = "KELILING", "Layanan keliling | Mobile service"


class VisitStatus(Choice):
    """How far an outreach visit has come."""

    PLANNED = "DIRENCANAKAN", "Direncanakan | Planned"
    DONE = "TERLAKSANA", "Terlaksana | Done"
    CANCELLED = "DIBATALKAN", "Dibatalkan | Cancelled"


class ServicePoint(Record):
    """Where the public is served by a unit."""

    __tablename__ = "service_point"
    __table_args__ = (
        unique(CODE_TAKEN, "code"),
        ordered(PERIOD),
        {
            "schema": "personnel",
            "comment": "Titik layanan: tempat masyarakat dilayani | Service points: where the public is served",
        },
    )
    __search__ = ("code", "name", "unit.name")

    unit_id: Mapped[int] = references(
        "personnel.unit", comment="Unit kerja: penyelenggara layanan | Unit: that gives the service"
    )
    code: Mapped[Code] = mapped_column(comment="Kode: kode titik layanan | Code: of the service point")
    name: Mapped[Name] = mapped_column(comment="Nama: nama titik layanan | Name: of the service point")
    kind: Mapped[ServicePointKind] = mapped_column(
        choice(ServicePointKind, "kind"), comment="Jenis: cara masyarakat datang | Kind: how the public comes"
    )
    valid_from: Mapped[Day] = mapped_column(comment="Mulai: hari pertama melayani | Valid from: first day of service")
    valid_to: Mapped[Day | None] = mapped_column(
        comment="Sampai: hari pertama tidak melayani lagi | Valid to: first day without service"
    )

    unit: Mapped[Unit] = relationship(lazy="raise")

    def __str__(self) -> str:
        return self.name


def _number_of(element: str) -> Mapped[int | None]:
    """Declare the number that a questionnaire gives to an element: empty when it is not asked."""
    indonesian, english = ELEMENTS[element]
    return mapped_column(
        comment=f"Nomor {indonesian}: pada lembar, kosong bila tidak ditanyakan | "
        f"Number of {english}: on the sheet, empty when not asked",
    )


class SurveyForm(Record):
    """A questionnaire: which of the nine elements it asks, and the number each has on its sheet."""

    __tablename__ = "survey_form"
    __table_args__ = (
        unique("Kuesioner dengan nama ini sudah ada. | A questionnaire of this name exists.", "agency_id", "name"),
        check("asks_something", f"num_nonnulls({', '.join(f'{name}_number' for name in ELEMENTS)}) > 0",
              "Kuesioner harus menanyakan paling sedikit satu unsur. | A questionnaire asks at least one element.",
              "requirements_number"),
        {
            "schema": "personnel",
            "comment": "Kuesioner SKM: unsur yang ditanyakan | Questionnaires: elements that a survey asks about",
        },
    )  # fmt: skip
    __search__ = ("name",)

    agency_id: Mapped[int] = references(
        "personnel.agency", index=False, comment="Instansi: pemilik kuesioner | Agency: owner of the questionnaire"
    )
    name: Mapped[Name] = mapped_column(comment="Nama: nama kuesioner | Name: of the questionnaire")
    requirements_number: Mapped[Count | None] = _number_of("requirements")
    procedure_number: Mapped[Count | None] = _number_of("procedure")
    duration_number: Mapped[Count | None] = _number_of("duration")
    cost_number: Mapped[Count | None] = _number_of("cost")
    product_number: Mapped[Count | None] = _number_of("product")
    competence_number: Mapped[Count | None] = _number_of("competence")
    behaviour_number: Mapped[Count | None] = _number_of("behaviour")
    complaints_number: Mapped[Count | None] = _number_of("complaints")
    facilities_number: Mapped[Count | None] = _number_of("facilities")

    agency: Mapped[Agency] = relationship(lazy="raise")

    def __str__(self) -> str:
        return self.name


class Survey(Record):
    """The satisfaction survey of one service point over a period."""

    __tablename__ = "survey"
    __table_args__ = (
        unique(CODE_TAKEN, "code"),
        unique("Titik layanan ini sudah mempunyai survei yang mulai pada hari itu. | "
               "The service point already has a survey that starts on that day.", "service_point_id", "starts_on"),
        check("ends_on_after_start", "ends_on >= starts_on", DATES, "ends_on"),
        check("population_positive", "population > 0",
              "Jumlah pengguna layanan harus lebih dari nol. | The number of users must be above zero.", "population"),
        {
            "schema": "personnel",
            "comment": "Survei kepuasan: SKM satu titik layanan dan periode | "
            "Satisfaction surveys: of a service point over a period",
        },
    )  # fmt: skip
    __search__ = ("code", "name", "service_point.name")

    service_point_id: Mapped[int] = references(
        "personnel.service_point", index=False, comment="Titik layanan: yang dinilai | Service point: that is judged"
    )
    survey_form_id: Mapped[int] = references(
        "personnel.survey_form", comment="Kuesioner: unsur yang ditanyakan | Questionnaire: the elements asked"
    )
    code: Mapped[Code] = mapped_column(comment="Kode: untuk menyebut survei dalam berkas | Code: names it in files")
    name: Mapped[ShortText] = mapped_column(
        comment="Periode: misalnya Semester I 2025 | Period: such as first half 2025"
    )
    starts_on: Mapped[Day] = mapped_column(comment="Mulai: hari pertama pengisian | Starts on: first day of answers")
    ends_on: Mapped[Day] = mapped_column(comment="Selesai: hari terakhir pengisian | Ends on: last day of answers")
    population: Mapped[Count | None] = mapped_column(
        comment="Pengguna layanan: jumlah dalam periode itu, untuk ukuran sampel | "
        "Users: their number in the period, for the size of the sample"
    )

    service_point: Mapped[ServicePoint] = relationship(lazy="raise")
    survey_form: Mapped[SurveyForm] = relationship(lazy="raise")

    def __str__(self) -> str:
        return self.name


def _score_of(element: str) -> Mapped[int | None]:
    indonesian, english = ELEMENTS[element]
    return mapped_column(comment=f"{indonesian}: nilai 1 sampai 4 | {english}: score 1 to 4")


def _within_scale(element: str) -> CheckConstraint:
    message = "Nilai setiap unsur harus 1, 2, 3, atau 4. | The score of every element must be 1, 2, 3 or 4."
    return check(f"{element}_range", f"{element} BETWEEN 1 AND 4", message, element)


class SurveyResponse(Record):
    """One sheet of a survey: a score for every element asked, and nothing of who answered.

    A trigger holds that every element of the questionnaire is scored, no other is, and the day lies in the survey.
    """

    __tablename__ = "survey_response"
    __table_args__ = (
        unique("Lembar dengan nomor ini sudah tercatat dalam survei tersebut. | "
               "The survey already has a sheet of this number.", "survey_id", "number"),
        check("number_positive", "number > 0",
              "Nomor lembar harus lebih dari nol. | The number of the sheet must be above zero.", "number"),
        *map(_within_scale, ELEMENTS),
        listed_by("survey_response", "answered_on"),
        {
            "schema": "personnel",
            "comment": "Jawaban SKM: satu lembar tanpa identitas pengisi | "
            "Survey answers: one sheet without the identity of who answered",
        },
    )  # fmt: skip
    __search__ = ("survey.name", "survey.service_point.name")

    survey_id: Mapped[int] = references(
        "personnel.survey", index=False, comment="Survei: titik layanan dan periode | Survey: service point and period"
    )
    number: Mapped[Count] = mapped_column(comment="Nomor lembar: urutan dalam survei | Sheet: its number in the survey")
    answered_on: Mapped[Day] = mapped_column(comment="Tanggal: hari diisi | Answered on: day of the answers")
    requirements: Mapped[Count | None] = _score_of("requirements")
    procedure: Mapped[Count | None] = _score_of("procedure")
    duration: Mapped[Count | None] = _score_of("duration")
    cost: Mapped[Count | None] = _score_of("cost")
    product: Mapped[Count | None] = _score_of("product")
    competence: Mapped[Count | None] = _score_of("competence")
    behaviour: Mapped[Count | None] = _score_of("behaviour")
    complaints: Mapped[Count | None] = _score_of("complaints")
    facilities: Mapped[Count | None] = _score_of("facilities")

    survey: Mapped[Survey] = relationship(lazy="raise")


class OutreachVisit(Record):
    """A mobile service (Layanan Keliling) at one place."""

    __tablename__ = "outreach_visit"
    __table_args__ = (
        unique("Kunjungan ini sudah tercatat. | This visit is already recorded.",
               "service_point_id", "place", "starts_on"),
        check("ends_on_after_start", "ends_on >= starts_on", DATES, "ends_on"),
        check("staff_positive", "staff_count > 0",
              "Jumlah petugas harus lebih dari nol. | The number of staff must be above zero.", "staff_count"),
        check("cancelled_with_reason", r"status <> 'DIBATALKAN' OR coalesce(note, '') ~ '\S'",
              "Tulis alasan pembatalan. | Say why it was cancelled.", "note"),
        listed_by("outreach_visit", "starts_on"),
        {
            "schema": "personnel",
            "comment": "Kunjungan keliling: layanan keliling di satu tempat | "
            "Outreach visits: a mobile service at one place",
        },
    )  # fmt: skip
    __search__ = ("place", "service_point.name")

    service_point_id: Mapped[int] = references(
        "personnel.service_point", index=False, comment="Titik layanan: yang berkeliling | Service point: that travels"
    )
    place: Mapped[Name] = mapped_column(comment="Tempat: yang dikunjungi | Place: that is visited")
    starts_on: Mapped[Day] = mapped_column(comment="Mulai: hari pertama | Starts on: first day")
    ends_on: Mapped[Day] = mapped_column(comment="Selesai: hari terakhir | Ends on: last day")
    staff_count: Mapped[Count | None] = mapped_column(comment="Petugas: jumlah yang bertugas | Staff: number on duty")
    status: Mapped[VisitStatus] = mapped_column(
        choice(VisitStatus, "status"),
        default=VisitStatus.PLANNED,
        server_default="DIRENCANAKAN",
        comment="Keadaan: sampai di mana | Status: how far it has come",
    )
    note: Mapped[LongText | None] = mapped_column(
        comment="Catatan: misalnya alasan batal | Note: such as why cancelled"
    )

    service_point: Mapped[ServicePoint] = relationship(lazy="raise")

    def __str__(self) -> str:
        return f"{self.place} {self.starts_on}"


class OutreachService(Record):
    """One kind of service at a visit: how many asked for it, and how many were served on the spot."""

    __tablename__ = "outreach_service"
    __table_args__ = (
        unique("Layanan ini sudah tercatat pada kunjungan tersebut. | The visit already has this service.",
               "outreach_visit_id", "name"),
        check("requested_not_negative", "requested >= 0", NOT_NEGATIVE, "requested"),
        check("completed_not_negative", "completed >= 0", NOT_NEGATIVE, "completed"),
        check("completed_within_requested", "completed <= requested",
              "Yang selesai tidak boleh lebih banyak daripada yang meminta. | "
              "No more can be served than have asked.", "completed"),
        {
            "schema": "personnel",
            "comment": "Layanan keliling: yang diberikan pada satu kunjungan | "
            "Outreach services: what was given at a visit",
        },
    )  # fmt: skip
    __search__ = ("name", "outreach_visit.place")

    outreach_visit_id: Mapped[int] = references(
        "personnel.outreach_visit", index=False, comment="Kunjungan: tempat dan hari | Visit: place and day"
    )
    name: Mapped[Name] = mapped_column(comment="Layanan: misalnya perekaman KTP | Service: such as identity cards")
    requested: Mapped[Count] = mapped_column(
        comment="Pemohon: yang meminta layanan | Requested: people who asked for it"
    )
    completed: Mapped[Count] = mapped_column(
        comment="Selesai: yang terlayani di tempat | Completed: people served on the spot"
    )

    outreach_visit: Mapped[OutreachVisit] = relationship(lazy="raise")
