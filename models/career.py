"""Grades, assignments, increments, credits, contracts, exams, and how employment ends."""

from sqlalchemy import Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Record, check, listed_by, not_overlapping, ordered, references, unique
from models.organization import PERIOD, Seat
from models.people import Decree, Employee
from models.reference import Grade, PositionLevel
from models.types import Choice, Count, Day, Money, Name, No, Score, ShortText, choice

OF_EMPLOYEE = "Pegawai: pemilik riwayat ini | Employee: whose record this is"
BY_DECREE = "Surat keputusan: dasar perubahan ini | Decree: ground of this change"
HOLDER = ["employee_id", "valid_from", "valid_to"]
DEFINITIVE = text("kind = 'DEFINITIF'")
SERVICE_MONTHS = "Masa kerja harus 0 sampai 60 tahun dan 0 sampai 11 bulan. | Service must be 0-60 years, 0-11 months."


class GradeReason(Choice):
    """Why a grade was given."""

    CPNS = "CPNS", "Pengangkatan CPNS | Appointment as CPNS"
    REGULER = "REGULER", "Kenaikan pangkat reguler | Regular promotion"
    STRUKTURAL = "STRUKTURAL", "Pilihan, jabatan struktural | By structural post"
    FUNGSIONAL = "FUNGSIONAL", "Pilihan, jabatan fungsional | By functional post"
    IJAZAH = "PENYESUAIAN_IJAZAH", "Penyesuaian ijazah | Adjustment to a diploma"
    PRESTASI = "PRESTASI", "Prestasi luar biasa | Outstanding achievement"
    PENGABDIAN = "PENGABDIAN", "Pengabdian | Long service"
    DISIPLIN = "PENURUNAN", "Penurunan pangkat | Demotion"
    PPPK = "PPPK", "Golongan PPPK | Grade of a PPPK"


class AssignmentKind(Choice):
    """How a seat is held."""

    DEFINITIVE = "DEFINITIF", "Definitif | Definitive"
    PLT = "PLT", "Pelaksana tugas (Plt) | Acting, post vacant (Plt)"
    PLH = "PLH", "Pelaksana harian (Plh) | Acting, holder away (Plh)"


class CreditKind(Choice):
    """Where angka kredit come from, Peraturan BKN 3/2023."""

    BASE = "DASAR", "Angka kredit dasar | Base credit"
    CONVERSION = "KONVERSI", "Konversi predikat kinerja | Converted from the predicate"
    EDUCATION = "IJAZAH", "Tambahan ijazah | Bonus for a diploma"
    INTEGRATION = "INTEGRASI", "Integrasi angka kredit lama | Carried over from the old system"


class ExamKind(Choice):
    """Service exams."""

    LEVEL_I = "UJIAN_DINAS_I", "Ujian dinas tingkat I | Service exam level I"
    LEVEL_II = "UJIAN_DINAS_II", "Ujian dinas tingkat II | Service exam level II"
    UPKP = "UPKP", "Ujian penyesuaian kenaikan pangkat | Exam for promotion by diploma"
    UJIKOM = "UJI_KOMPETENSI", "Uji kompetensi jabatan fungsional | Competency test of a functional post"


class TerminationKind(Choice):
    """Why employment ended."""

    RETIREMENT = "BUP", "Pensiun karena BUP | Retired at the age limit"
    EARLY = "PENSIUN_DINI", "Pensiun atas permintaan sendiri | Early retirement"
    DEATH = "MENINGGAL", "Meninggal dunia | Death"
    RESIGNATION = "MENGUNDURKAN_DIRI", "Mengundurkan diri | Resignation"
    TRANSFER = "PINDAH_INSTANSI", "Pindah instansi | Transfer to another agency"
    DISMISSAL = "DIBERHENTIKAN", "Diberhentikan | Dismissal"
    CONTRACT_END = "KONTRAK_BERAKHIR", "Kontrak berakhir | End of contract"
    APPOINTED_ELSE = "GANTI_NIP", "Diangkat dengan NIP lain | Appointed under another NIP"


class GradeRecord(Record):
    """A grade from its TMT on; the grade in force on a date is the row with the greatest TMT not after it."""

    __tablename__ = "grade_record"
    __table_args__ = (
        unique("Golongan ini sudah tercatat dengan TMT yang sama. | This grade with this TMT is already recorded.",
               "employee_id", "valid_from", "grade_id"),
        check("service_range", "service_years BETWEEN 0 AND 60 AND service_months BETWEEN 0 AND 11",
              SERVICE_MONTHS, "service_years", "service_months"),
        listed_by("grade_record", "valid_from"),
        {
            "schema": "personnel",
            "comment": "Riwayat golongan: golongan dan TMT-nya; yang berlaku ialah TMT terakhir | "
            "Grade history: grades by TMT; the one in force has the latest TMT",
        },
    )  # fmt: skip
    __search__ = ("employee.nip", "employee.person.name")

    employee_id: Mapped[int] = references("personnel.employee", comment=OF_EMPLOYEE)
    grade_id: Mapped[int] = references("reference.grade", comment="Golongan: yang diberikan | Grade: the grade given")
    valid_from: Mapped[Day] = mapped_column(comment="TMT golongan: mulai berlaku | Grade TMT: in force from")
    reason: Mapped[GradeReason] = mapped_column(
        choice(GradeReason, "reason"), comment="Jenis kenaikan: alasan golongan ini | Reason: why it was given"
    )
    service_years: Mapped[Count] = mapped_column(
        server_default="0", default=0, comment="MKG (tahun): masa kerja golongan | Grade service (years): on the decree"
    )
    service_months: Mapped[Count] = mapped_column(
        server_default="0", default=0, comment="MKG (bulan): sisa bulan | Grade service (months): remaining months"
    )
    decree_id: Mapped[int | None] = references("personnel.decree", comment=BY_DECREE)

    employee: Mapped[Employee] = relationship(lazy="raise")
    grade: Mapped[Grade] = relationship(lazy="raise")
    decree: Mapped[Decree | None] = relationship(lazy="raise")


class Assignment(Record):
    """A seat held by an employee for a period."""

    __tablename__ = "assignment"
    __table_args__ = (
        not_overlapping(
            "ex_assignment_definitive",
            ("employee_id",),
            "Pegawai ini sudah memegang jabatan definitif lain pada masa tersebut. | "
            "The employee already holds another definitive post in that period.",
            where="kind = 'DEFINITIF'",
        ),
        not_overlapping(
            "ex_assignment_seat",
            ("employee_id", "seat_id", "kind"),
            "Penugasan ini bertumpang tindih dengan yang sama. | This assignment overlaps the same assignment.",
        ),
        ordered(PERIOD),
        listed_by("assignment", "valid_from"),
        Index(
            "ix_assignment_holder", "seat_id", postgresql_include=HOLDER, postgresql_where=text("kind = 'DEFINITIF'")
        ),
        {
            "schema": "personnel",
            "comment": "Riwayat jabatan: jabatan yang dipegang, definitif, Plt, atau Plh | "
            "Assignments: seats held, definitive or acting",
        },
    )
    __search__ = ("employee.nip", "employee.person.name")

    employee_id: Mapped[int] = references("personnel.employee", comment=OF_EMPLOYEE)
    seat_id: Mapped[int] = references("personnel.seat", comment="Jabatan: pada peta jabatan | Seat: on the map")
    kind: Mapped[AssignmentKind] = mapped_column(
        choice(AssignmentKind, "kind"),
        default=AssignmentKind.DEFINITIVE,
        server_default="DEFINITIF",
        comment="Sifat: definitif, Plt, atau Plh | Kind: definitive or acting",
    )
    valid_from: Mapped[Day] = mapped_column(comment="TMT jabatan: mulai menjabat | Position TMT: first day")
    valid_to: Mapped[Day | None] = mapped_column(
        comment="Sampai: hari pertama tidak menjabat lagi, kosong bila masih | "
        "Valid to: first day no longer held, empty while held"
    )
    decree_id: Mapped[int | None] = references("personnel.decree", comment=BY_DECREE)

    employee: Mapped[Employee] = relationship(lazy="raise")
    seat: Mapped[Seat] = relationship(lazy="raise")
    decree: Mapped[Decree | None] = relationship(lazy="raise")


class SalaryIncrement(Record):
    """A periodic salary increment (KGB)."""

    __tablename__ = "salary_increment"
    __table_args__ = (
        unique("KGB dengan TMT ini sudah tercatat. | An increment with this TMT is already recorded.",
               "employee_id", "valid_from"),
        check("service_range", "service_years BETWEEN 0 AND 60 AND service_months BETWEEN 0 AND 11",
              SERVICE_MONTHS, "service_years", "service_months"),
        check("base_salary_positive", "base_salary > 0",
              "Gaji pokok harus lebih dari nol. | The base salary must be above zero.", "base_salary"),
        listed_by("salary_increment", "valid_from"),
        {
            "schema": "personnel",
            "comment": "Riwayat KGB: kenaikan gaji berkala | Salary increments: periodic increments (KGB)",
        },
    )  # fmt: skip
    __search__ = ("employee.nip", "employee.person.name")

    employee_id: Mapped[int] = references("personnel.employee", comment=OF_EMPLOYEE)
    grade_id: Mapped[int] = references("reference.grade", comment="Golongan: saat KGB | Grade: at the increment")
    valid_from: Mapped[Day] = mapped_column(comment="TMT KGB: mulai berlaku | Increment TMT: in force from")
    service_years: Mapped[Count] = mapped_column(comment="MKG (tahun): masa kerja golongan | Grade service (years)"
                                                 ": years of service in grade")  # fmt: skip
    service_months: Mapped[Count] = mapped_column(
        server_default="0", default=0, comment="MKG (bulan): sisa bulan | Grade service (months): remaining months"
    )
    base_salary: Mapped[Money | None] = mapped_column(
        comment="Gaji pokok: rupiah per bulan | Base salary: rupiah a month"
    )
    decree_id: Mapped[int | None] = references("personnel.decree", comment=BY_DECREE)

    employee: Mapped[Employee] = relationship(lazy="raise")
    grade: Mapped[Grade] = relationship(lazy="raise")
    decree: Mapped[Decree | None] = relationship(lazy="raise")


class CreditRecord(Record):
    """Angka kredit earned at one jenjang over one period."""

    __tablename__ = "credit_record"
    __table_args__ = (
        not_overlapping(
            "ex_credit_record_conversion",
            ("employee_id",),
            "Masa ini sudah dikonversi menjadi angka kredit. | This period has already been converted.",
            start="period_from",
            end="period_to",
            where="kind = 'KONVERSI'",
        ),
        ordered(PERIOD, "period_from", "period_to"),
        check("credit_not_negative", "credit >= 0",
              "Angka kredit tidak boleh kurang dari nol. | Credit cannot be negative.", "credit"),
        listed_by("credit_record", "period_from"),
        {
            "schema": "personnel",
            "comment": "Angka kredit: perolehan pejabat fungsional | Credit records: credit of functional officials",
        },
    )  # fmt: skip
    __search__ = ("employee.nip", "employee.person.name")

    employee_id: Mapped[int] = references("personnel.employee", comment=OF_EMPLOYEE)
    position_level_id: Mapped[int] = references(
        "reference.position_level", comment="Jenjang: jenjang jabatan saat itu | Level: jenjang at that time"
    )
    kind: Mapped[CreditKind] = mapped_column(
        choice(CreditKind, "kind"), comment="Asal: dasar, konversi, ijazah, atau integrasi | Kind: where it comes from"
    )
    period_from: Mapped[Day] = mapped_column(comment="Masa mulai: awal masa penilaian | Period from: first day")
    period_to: Mapped[Day] = mapped_column(
        comment="Masa sampai: hari pertama sesudah masa | Period to: first day after it"
    )
    credit: Mapped[Score] = mapped_column(comment="Angka kredit: nilai | Credit: the value")
    decree_id: Mapped[int | None] = references("personnel.decree", comment=BY_DECREE)

    employee: Mapped[Employee] = relationship(lazy="raise")
    position_level: Mapped[PositionLevel] = relationship(lazy="raise")
    decree: Mapped[Decree | None] = relationship(lazy="raise")


class PppkContract(Record):
    """A work agreement of a PPPK."""

    __tablename__ = "pppk_contract"
    __table_args__ = (
        not_overlapping(
            "ex_pppk_contract_period",
            ("employee_id",),
            "Masa kontrak ini bertumpang tindih dengan kontrak lain. | This contract overlaps another one.",
        ),
        ordered(PERIOD),
        listed_by("pppk_contract", "valid_from"),
        {
            "schema": "personnel",
            "comment": "Kontrak PPPK: perjanjian kerja | PPPK contracts: work agreements",
        },
    )
    __search__ = ("number", "employee.nip", "employee.person.name")

    employee_id: Mapped[int] = references("personnel.employee", comment=OF_EMPLOYEE)
    number: Mapped[ShortText] = mapped_column(comment="Nomor: nomor perjanjian | Number: number of the agreement")
    grade_id: Mapped[int] = references("reference.grade", comment="Golongan: golongan PPPK | Grade: PPPK grade")
    valid_from: Mapped[Day] = mapped_column(comment="Mulai: awal kontrak | Valid from: first day")
    valid_to: Mapped[Day] = mapped_column(
        comment="Sampai: hari pertama sesudah kontrak | Valid to: first day after the contract"
    )
    decree_id: Mapped[int | None] = references("personnel.decree", comment=BY_DECREE)

    employee: Mapped[Employee] = relationship(lazy="raise")
    grade: Mapped[Grade] = relationship(lazy="raise")
    decree: Mapped[Decree | None] = relationship(lazy="raise")

    def __str__(self) -> str:
        return self.number


class ServiceExam(Record):
    """Ujian dinas, UPKP or uji kompetensi."""

    __tablename__ = "service_exam"
    __table_args__ = (
        unique("Ujian ini sudah tercatat. | This exam is already recorded.", "employee_id", "kind", "taken_on"),
        {
            "schema": "personnel",
            "comment": "Ujian dinas: ujian dinas, UPKP, dan uji kompetensi | "
            "Service exams: service exams and competency tests",
        },
    )
    __search__ = ("employee.nip", "employee.person.name")

    employee_id: Mapped[int] = references("personnel.employee", comment=OF_EMPLOYEE)
    kind: Mapped[ExamKind] = mapped_column(choice(ExamKind, "kind"), comment="Ujian: jenis ujian | Exam: kind of exam")
    taken_on: Mapped[Day] = mapped_column(comment="Tanggal ujian: hari ujian | Taken on: day of the exam")
    is_passed: Mapped[No] = mapped_column(comment="Lulus: dinyatakan lulus | Passed: declared passed")
    valid_to: Mapped[Day | None] = mapped_column(
        comment="Berlaku sampai: kosong bila tanpa batas | Valid to: empty when without limit"
    )
    position_level_id: Mapped[int | None] = references(
        "reference.position_level", comment="Jenjang: untuk uji kompetensi | Level: for a competency test"
    )
    score: Mapped[Score | None] = mapped_column(comment="Nilai: bila ada | Score: when there is one")
    certificate_number: Mapped[ShortText | None] = mapped_column(
        comment="Nomor tanda lulus: pada sertifikat | Certificate number: as printed"
    )

    employee: Mapped[Employee] = relationship(lazy="raise")
    position_level: Mapped[PositionLevel | None] = relationship(lazy="raise")


class PriorService(Record):
    """Service before the appointment that was recognised."""

    __tablename__ = "prior_service"
    __table_args__ = (
        check("months_positive", "months > 0",
              "Masa kerja yang diakui harus lebih dari nol bulan. | Recognised months must be above zero.", "months"),
        {
            "schema": "personnel",
            "comment": "Peninjauan masa kerja: masa kerja sebelum pengangkatan yang diakui | "
            "Prior service: recognised service before the appointment",
        },
    )  # fmt: skip
    __search__ = ("employee.nip", "employee.person.name")

    employee_id: Mapped[int] = references("personnel.employee", comment=OF_EMPLOYEE)
    months: Mapped[Count] = mapped_column(comment="Bulan diakui: lamanya | Months: recognised months")
    recognised_on: Mapped[Day] = mapped_column(
        comment="Tanggal diakui: mulai dihitung | Recognised on: counted from this day on"
    )
    employer: Mapped[Name | None] = mapped_column(comment="Tempat kerja: sebelumnya | Employer: former employer")
    decree_id: Mapped[int | None] = references("personnel.decree", comment=BY_DECREE)

    employee: Mapped[Employee] = relationship(lazy="raise")
    decree: Mapped[Decree | None] = relationship(lazy="raise")


class Termination(Record):
    """The end of an employment."""

    __tablename__ = "termination"
    __table_args__ = (
        unique("Pegawai ini sudah tercatat berhenti. | This employee is already recorded as terminated.",
               "employee_id"),
        {
            "schema": "personnel",
            "comment": "Pemberhentian: akhir hubungan kerja | Terminations: the end of an employment",
        },
    )  # fmt: skip
    __search__ = ("employee.nip", "employee.person.name")

    employee_id: Mapped[int] = references("personnel.employee", index=False, comment=OF_EMPLOYEE)
    kind: Mapped[TerminationKind] = mapped_column(
        choice(TerminationKind, "kind"), comment="Sebab: alasan berhenti | Kind: why it ended"
    )
    effective_on: Mapped[Day] = mapped_column(
        comment="TMT berhenti: hari pertama bukan pegawai lagi | Effective on: first day no longer employed"
    )
    decree_id: Mapped[int | None] = references("personnel.decree", comment=BY_DECREE)

    employee: Mapped[Employee] = relationship(lazy="raise")
    decree: Mapped[Decree | None] = relationship(lazy="raise")
