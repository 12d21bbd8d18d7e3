"""Courses, sessions, who takes part, what employees completed and what they need."""

from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Record, check, listed_by, references, searchable, unique
from models.organization import Agency
from models.partner import Partner, PartnerAgreement
from models.people import Employee
from models.reference import Competency, TrainingKind
from models.types import Choice, Code, Count, Day, Hours, LongText, Money, Name, ShortText, Yes, choice

DATES = "Tanggal selesai tidak boleh sebelum tanggal mulai. | The end cannot precede the start."
AMOUNT = "Jumlah rupiah tidak boleh kurang dari nol. | The amount cannot be below zero."
JP_RANGE = "JP harus 0 sampai 5.000. | Hours must be 0 to 5,000."


class EnrolmentStatus(Choice):
    """How far an enrolment has come."""

    PROPOSED = "DIUSULKAN", "Diusulkan | Proposed"
    ACCEPTED = "DITERIMA", "Diterima | Accepted"
    ATTENDED = "HADIR", "Hadir | Attended"
    ABSENT = "TIDAK_HADIR", "Tidak hadir | Absent"
    CANCELLED = "DIBATALKAN", "Dibatalkan | Cancelled"


class NeedSource(Choice):
    """Where a training need comes from."""

    GAP = "KESENJANGAN", "Kesenjangan kompetensi | Competency gap"
    MANDATORY = "WAJIB", "Pelatihan wajib jabatan | Mandatory for the post"
    APPRAISAL = "PENILAIAN", "Hasil penilaian kinerja | Appraisal"
    REQUEST = "PERMINTAAN", "Permintaan pegawai atau unit | Request"


class Course(Record):
    """A training that can be held many times."""

    __tablename__ = "course"
    __table_args__ = (
        unique("Kode ini sudah dipakai. | This code is already in use.", "code"),
        check("hours_range", "hours BETWEEN 0 AND 5000", JP_RANGE, "hours"),
        *searchable("course", "title"),
        {
            "schema": "personnel",
            "comment": "Pelatihan: katalog pelatihan | Courses: catalogue of training",
        },
    )
    __search__ = ("code", "title")

    code: Mapped[Code] = mapped_column(comment="Kode: kode pelatihan | Code: code of the course")
    title: Mapped[Name] = mapped_column(comment="Judul: nama pelatihan | Title: name of the course")
    training_kind_id: Mapped[int] = references(
        "reference.training_kind", comment="Jenis: bentuk pelatihan | Kind: form of training"
    )
    hours: Mapped[Hours] = mapped_column(comment="JP: jam pelajaran baku | Hours (JP): standard hours of 45 minutes")
    partner_id: Mapped[int | None] = references(
        "personnel.partner", comment="Mitra: penyelenggara biasa | Partner: usual organiser"
    )
    valid_years: Mapped[Count | None] = mapped_column(
        comment="Masa berlaku (tahun): sertifikat, kosong bila tanpa batas | "
        "Valid (years): of the certificate, empty when without limit"
    )

    training_kind: Mapped[TrainingKind] = relationship(lazy="raise")
    partner: Mapped[Partner | None] = relationship(lazy="raise")

    def __str__(self) -> str:
        return self.title


class CourseCompetency(Record):
    """The level of a competency that a course brings."""

    __tablename__ = "course_competency"
    __table_args__ = (
        unique("Kompetensi ini sudah tercatat pada pelatihan tersebut. | The course already has this competency.",
               "course_id", "competency_id"),
        check("level_range", "level BETWEEN 1 AND 5",
              "Tingkat kompetensi harus 1 sampai 5. | The level must be 1 to 5.", "level"),
        {
            "schema": "personnel",
            "comment": "Kompetensi pelatihan: yang ditingkatkan oleh pelatihan | "
            "Course competencies: what a course raises",
        },
    )  # fmt: skip
    __search__ = ("course.title", "competency.name")

    course_id: Mapped[int] = references(
        "personnel.course", index=False, comment="Pelatihan: sumbernya | Course: that brings it"
    )
    competency_id: Mapped[int] = references(
        "reference.competency", comment="Kompetensi: yang ditingkatkan | Competency: that is raised"
    )
    level: Mapped[Count] = mapped_column(comment="Tingkat: sampai tingkat berapa | Level: up to which level")

    course: Mapped[Course] = relationship(lazy="raise")
    competency: Mapped[Competency] = relationship(lazy="raise")


class Session(Record):
    """One holding of a course.

    Triggers hold that no more people take a place than the quota allows, and that a session under an agreement is with
    its partner and within its time.
    """

    __tablename__ = "session"
    __table_args__ = (
        check("ends_on_after_start", "ends_on >= starts_on", DATES, "ends_on"),
        check("quota_positive", "quota > 0", "Kuota harus lebih dari nol. | The quota must be above zero.", "quota"),
        check("budget_not_negative", "budget >= 0", AMOUNT, "budget"),
        check("spent_not_negative", "spent >= 0", AMOUNT, "spent"),
        {
            "schema": "personnel",
            "comment": "Angkatan pelatihan: pelaksanaan pelatihan | Sessions: holdings of a course",
        },
    )
    __search__ = ("name", "course.title")

    agency_id: Mapped[int] = references("personnel.agency", comment="Instansi: pengirim | Agency: that sends people")
    course_id: Mapped[int] = references("personnel.course", comment="Pelatihan: yang diadakan | Course: that is held")
    name: Mapped[Name] = mapped_column(comment="Nama: misalnya Angkatan III 2025 | Name: such as batch III 2025")
    starts_on: Mapped[Day] = mapped_column(comment="Mulai: hari pertama | Starts on: first day")
    ends_on: Mapped[Day] = mapped_column(comment="Selesai: hari terakhir | Ends on: last day")
    place: Mapped[Name | None] = mapped_column(comment="Tempat: lokasi atau daring | Place: location or online")
    quota: Mapped[Count | None] = mapped_column(comment="Kuota: jumlah peserta | Quota: number of participants")
    budget: Mapped[Money | None] = mapped_column(comment="Anggaran: rupiah | Budget: rupiah")
    partner_id: Mapped[int | None] = references(
        "personnel.partner", comment="Mitra: penyelenggara | Partner: the organiser"
    )
    partner_agreement_id: Mapped[int | None] = references(
        "personnel.partner_agreement", comment="Perjanjian: dasarnya, bila ada | Agreement: its ground, if any"
    )
    spent: Mapped[Money | None] = mapped_column(
        comment="Realisasi: rupiah yang terpakai, diisi sesudah selesai | Spent: rupiah, entered once it is over"
    )
    is_enrolled_only: Mapped[Yes] = mapped_column(
        comment="Hanya peserta: riwayat pelatihan hanya bagi peserta yang hadir | "
        "Enrolled only: only enrolled people who came can have finished it"
    )

    agency: Mapped[Agency] = relationship(lazy="raise")
    course: Mapped[Course] = relationship(lazy="raise")
    partner: Mapped[Partner | None] = relationship(lazy="raise")
    partner_agreement: Mapped[PartnerAgreement | None] = relationship(lazy="raise")

    def __str__(self) -> str:
        return self.name


class Enrolment(Record):
    """An employee's place in a session; who is only proposed, or has withdrawn, takes none of its quota."""

    __tablename__ = "enrolment"
    __table_args__ = (
        unique("Pegawai ini sudah terdaftar pada angkatan tersebut. | The employee is already enrolled.",
               "session_id", "employee_id"),
        {
            "schema": "personnel",
            "comment": "Peserta: pendaftaran pada angkatan pelatihan | Enrolments: places in a session",
        },
    )  # fmt: skip
    __search__ = ("employee.nip", "employee.person.name")

    session_id: Mapped[int] = references(
        "personnel.session", index=False, comment="Angkatan: yang diikuti | Session: that is joined"
    )
    employee_id: Mapped[int] = references("personnel.employee", comment="Pegawai: peserta | Employee: participant")
    status: Mapped[EnrolmentStatus] = mapped_column(
        choice(EnrolmentStatus, "status"),
        default=EnrolmentStatus.PROPOSED,
        server_default="DIUSULKAN",
        comment="Keadaan: status peserta | Status: of the participant",
    )

    session: Mapped[Session] = relationship(lazy="raise")
    employee: Mapped[Employee] = relationship(lazy="raise")


class Completion(Record):
    """A training that an employee finished."""

    __tablename__ = "completion"
    __table_args__ = (
        check("ended_on_after_start", "ended_on >= started_on", DATES, "ended_on"),
        check("hours_range", "hours BETWEEN 0 AND 5000", JP_RANGE, "hours"),
        check("title_not_blank", r"title ~ '\S'", "Judul harus diisi. | The title is required.", "title"),
        listed_by("completion", "ended_on"),
        {
            "schema": "personnel",
            "comment": "Riwayat pelatihan: pelatihan yang selesai diikuti | Completions: training that was finished",
        },
    )
    __search__ = ("title", "certificate_number", "employee.nip", "employee.person.name")

    employee_id: Mapped[int] = references("personnel.employee", comment="Pegawai: yang dilatih | Employee: trained")
    training_kind_id: Mapped[int] = references(
        "reference.training_kind", comment="Jenis: bentuk pelatihan | Kind: form of training"
    )
    course_id: Mapped[int | None] = references(
        "personnel.course", comment="Pelatihan: bila ada di katalog | Course: when in the catalogue"
    )
    session_id: Mapped[int | None] = references(
        "personnel.session", comment="Angkatan: bila tercatat | Session: when recorded"
    )
    title: Mapped[Name] = mapped_column(comment="Judul: seperti pada sertifikat | Title: as on the certificate")
    started_on: Mapped[Day] = mapped_column(comment="Mulai: hari pertama | Started on: first day")
    ended_on: Mapped[Day] = mapped_column(
        comment="Selesai: hari terakhir; menentukan tahun JP | Ended on: last day; decides the year of the hours"
    )
    hours: Mapped[Hours] = mapped_column(comment="JP: jam pelajaran pada sertifikat | Hours (JP): on the certificate")
    certificate_number: Mapped[ShortText | None] = mapped_column(
        comment="Nomor sertifikat: bila ada | Certificate number: when there is one"
    )
    certificate_on: Mapped[Day | None] = mapped_column(comment="Tanggal sertifikat: terbit | Certificate date: issued")
    expires_on: Mapped[Day | None] = mapped_column(comment="Kedaluwarsa: akhir masa berlaku | Expires on: expiry")
    organiser: Mapped[Name | None] = mapped_column(comment="Penyelenggara: lembaga | Organiser: institution")

    employee: Mapped[Employee] = relationship(lazy="raise")
    training_kind: Mapped[TrainingKind] = relationship(lazy="raise")
    course: Mapped[Course | None] = relationship(lazy="raise")
    session: Mapped[Session | None] = relationship(lazy="raise")

    def __str__(self) -> str:
        return self.title


class SessionFeedback(Record):
    """What a participant thought of a session; a trigger holds that the participant came."""

    __tablename__ = "session_feedback"
    __table_args__ = (
        unique("Umpan balik peserta ini sudah ada. | This participant already gave feedback.", "enrolment_id"),
        check("rating_range", "rating BETWEEN 1 AND 5",
              "Nilai harus 1 sampai 5. | The rating must be 1 to 5.", "rating"),
        {
            "schema": "personnel",
            "comment": "Umpan balik pelatihan: pendapat peserta | Session feedback: participants' opinions",
        },
    )  # fmt: skip
    __search__ = ("comment",)

    enrolment_id: Mapped[int] = references(
        "personnel.enrolment", index=False, comment="Peserta: yang menilai | Enrolment: who rates"
    )
    rating: Mapped[Count] = mapped_column(comment="Nilai: 1 sampai 5 | Rating: 1 to 5")
    comment: Mapped[LongText | None] = mapped_column(comment="Pendapat: kesan dan saran | Comment: remarks")

    enrolment: Mapped[Enrolment] = relationship(lazy="raise")


class TrainingNeed(Record):
    """A training that an employee needs."""

    __tablename__ = "training_need"
    __table_args__ = (
        check("names_a_subject", "competency_id IS NOT NULL OR course_id IS NOT NULL",
              "Isi kompetensi atau pelatihan yang diperlukan. | Name the competency or course needed.",
              "competency_id"),
        {
            "schema": "personnel",
            "comment": "Kebutuhan pelatihan: yang diperlukan pegawai | Training needs: what an employee needs",
        },
    )  # fmt: skip
    __search__ = ("employee.nip", "employee.person.name")

    employee_id: Mapped[int] = references("personnel.employee", comment="Pegawai: yang memerlukan | Employee: in need")
    year: Mapped[Count] = mapped_column(comment="Tahun: rencana | Year: planned for")
    source: Mapped[NeedSource] = mapped_column(
        choice(NeedSource, "source"), comment="Asal: sumber kebutuhan | Source: where it comes from"
    )
    competency_id: Mapped[int | None] = references(
        "reference.competency", comment="Kompetensi: yang perlu ditingkatkan | Competency: to be raised"
    )
    course_id: Mapped[int | None] = references(
        "personnel.course", comment="Pelatihan: yang diperlukan | Course: that is needed"
    )
    note: Mapped[LongText | None] = mapped_column(comment="Catatan: keterangan | Note: remarks")

    employee: Mapped[Employee] = relationship(lazy="raise")
    competency: Mapped[Competency | None] = relationship(lazy="raise")
    course: Mapped[Course | None] = relationship(lazy="raise")
