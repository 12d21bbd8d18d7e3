"""Leave: limits of the law, requests, the steps each went through, and the ledger that every balance comes from."""

from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Record, check, listed_by, not_overlapping, ordered, references, unique
from models.career import OF_EMPLOYEE
from models.organization import PERIOD
from models.people import Employee
from models.reference import LeaveKind, Regulation, Scheme
from models.types import DERIVED, Choice, Code, Count, Day, LongText, No, PrivateText, choice

OF_KIND = "Jenis cuti: menurut peraturan | Leave kind: by the regulation"
OF_REQUEST = "Permohonan: yang bersangkutan | Request: the one concerned"
DAYS_ORDER = "Hari terakhir tidak boleh sebelum hari pertama. | The last day cannot be before the first."


class LeaveUnit(Choice):
    """What the length of leave is counted in."""

    WORKING_DAYS = "HARI_KERJA", "Hari kerja | Working days"
    DAYS = "HARI", "Hari kalender | Calendar days"
    MONTHS = "BULAN", "Bulan | Months"


class LeaveSpan(Choice):
    """What a limit is counted over."""

    YEAR = "TAHUN", "Setahun | A year"
    REQUEST = "PERMINTAAN", "Sekali cuti | Each leave"


class LeaveStatus(Choice):
    """How far a request has come, Peraturan BKN 24/2017."""

    DRAFT = "DRAFT", "Rancangan | Draft"
    SUBMITTED = "DIAJUKAN", "Diajukan | Submitted"
    CONSIDERED = "PERTIMBANGAN_ATASAN", "Dipertimbangkan atasan | Considered by the superior"
    DECIDED = "DIPUTUS", "Diputus | Decided"
    CANCELLED = "DIBATALKAN", "Dibatalkan | Cancelled"
    FINISHED = "SELESAI", "Selesai | Finished"


class LeaveOutcome(Choice):
    """The four answers of the regulation."""

    APPROVED = "DISETUJUI", "Disetujui | Approved"
    CHANGED = "PERUBAHAN", "Perubahan | Changed"
    DEFERRED = "DITANGGUHKAN", "Ditangguhkan | Deferred"
    REFUSED = "TIDAK_DISETUJUI", "Tidak disetujui | Refused"


class LeaveStage(Choice):
    """Who speaks on a request."""

    CONSIDERATION = "PERTIMBANGAN_ATASAN", "Pertimbangan atasan langsung | Consideration of the direct superior"
    DECISION = "KEPUTUSAN", "Keputusan pejabat yang berwenang | Decision of the authority"


class LedgerEntry(Choice):
    """What a row of the ledger is; the last three are written by the request they come from."""

    OPENING = "SALDO_AWAL", "Sisa dari sebelum pencatatan | Brought in from before the ledger"
    CORRECTION = "KOREKSI", "Koreksi | Correction"
    TAKEN = "PAKAI", "Diambil | Taken"
    RETURNED = "BATAL", "Dibatalkan, kembali | Cancelled, given back"
    DEFERRED = "TANGGUH", "Ditangguhkan pejabat | Deferred by the official"


class LeaveLimit(Record):
    """What the law allows of a kind of leave, over a period."""

    __tablename__ = "leave_limit"
    __table_args__ = (
        unique("Batas cuti ini sudah ada. | This limit exists already.", "leave_kind_id", "scheme", "valid_from"),
        not_overlapping("ex_leave_limit_period", ("leave_kind_id", "scheme"),
                        "Sudah ada batas untuk masa itu. | There is a limit for that time already."),
        ordered(PERIOD),
        check("amount_positive", "amount > 0 AND ceiling >= amount",
              "Batas harus lebih dari nol, dan batas tertinggi tidak kurang dari hak. | "
              "The limit must be above zero, and the ceiling no less than the right.", "amount"),
        {
            "schema": "reference",
            "comment": "Batas cuti: hak dan syarat tiap jenis cuti | Leave limits: right and conditions of each kind",
        },
    )  # fmt: skip
    __search__ = ("leave_kind.name",)

    leave_kind_id: Mapped[int] = references("reference.leave_kind", comment=OF_KIND)
    scheme: Mapped[Scheme] = mapped_column(
        choice(Scheme, "scheme"), comment="Skema: PNS atau PPPK | Scheme: PNS or PPPK"
    )
    minimum_service_months: Mapped[Count] = mapped_column(
        comment="Masa kerja (bulan): paling sedikit, terus-menerus | Service (months): at least, continuous"
    )
    amount: Mapped[Count] = mapped_column(comment="Hak: paling lama | Right: at most")
    ceiling: Mapped[Count] = mapped_column(
        comment="Batas tertinggi: termasuk yang dibawa dari tahun lalu atau perpanjangan | "
        "Ceiling: with what was carried over or prolonged"
    )
    unit: Mapped[LeaveUnit] = mapped_column(
        choice(LeaveUnit, "unit"), comment="Satuan: hitungan lamanya | Unit: what the length is counted in"
    )
    counted_per: Mapped[LeaveSpan] = mapped_column(
        choice(LeaveSpan, "counted_per"), comment="Dihitung per: setahun atau sekali cuti | Counted per: year or leave"
    )
    is_waived_for_hajj: Mapped[No] = mapped_column(
        comment="Tanpa masa kerja bagi haji pertama: kewajiban agama pertama kali | "
        "No service asked for a first hajj: a religious duty for the first time"
    )
    valid_from: Mapped[Day] = mapped_column(comment="Mulai: hari pertama berlaku | Valid from: first day in force")
    valid_to: Mapped[Day | None] = mapped_column(
        comment="Sampai: hari pertama tidak berlaku, kosong bila masih | Valid to: end of it, empty while in force"
    )
    regulation_id: Mapped[int] = references(
        "reference.regulation", comment="Dasar hukum: peraturannya | Legal basis: the regulation"
    )
    article: Mapped[LongText] = mapped_column(comment="Pasal: dari peraturan itu | Article: of that regulation")
    confidence: Mapped[Code] = mapped_column(
        comment="Keyakinan: V terverifikasi, K diketahui, U belum pasti | Confidence: V verified, K known, U uncertain"
    )

    leave_kind: Mapped[LeaveKind] = relationship(lazy="raise")
    regulation: Mapped[Regulation] = relationship(lazy="raise")


class LeaveRequest(Record):
    """A request for leave; days, outcome and what was granted are filled in by triggers from its steps."""

    __tablename__ = "leave_request"
    __table_args__ = (
        check("ends_after_start", "ends_on >= starts_on", DAYS_ORDER, "ends_on"),
        not_overlapping("ex_leave_request_period", ("employee_id",),
                        "Pegawai ini sudah mengajukan atau mendapat cuti pada masa itu. | "
                        "This employee has asked for or been given leave in that time already.",
                        "coalesce(granted_from, starts_on)", "(coalesce(granted_to, ends_on) + 1)",
                        "status <> 'DRAFT' AND status <> 'DIBATALKAN'"
                        " AND (outcome IS NULL OR outcome = 'DISETUJUI' OR outcome = 'PERUBAHAN')",
                        ("starts_on", "ends_on")),
        listed_by("leave_request", "starts_on"),
        {
            "schema": "personnel",
            "comment": "Permohonan cuti: yang diajukan pegawai | Leave requests: what employees ask for",
        },
    )  # fmt: skip
    __search__ = ("employee.nip", "employee.person.name")

    employee_id: Mapped[int] = references("personnel.employee", comment=OF_EMPLOYEE)
    leave_kind_id: Mapped[int] = references("reference.leave_kind", comment=OF_KIND)
    starts_on: Mapped[Day] = mapped_column(comment="Mulai: hari pertama cuti | Starts on: first day of leave")
    ends_on: Mapped[Day] = mapped_column(comment="Selesai: hari terakhir cuti | Ends on: last day of leave")
    is_first_hajj: Mapped[No] = mapped_column(
        comment="Haji pertama: kewajiban agama untuk pertama kali | First hajj: a religious duty for the first time"
    )
    reason: Mapped[PrivateText | None] = mapped_column(
        comment="Alasan: hanya dilihat yang berwenang | Reason: seen only by those entitled"
    )
    medical_note: Mapped[PrivateText | None] = mapped_column(
        comment="Surat keterangan dokter: nomor dan isi singkat | Doctor's letter: its number and gist"
    )
    submitted_on: Mapped[Day | None] = mapped_column(
        comment="Diajukan: kosong selama rancangan | Submitted on: empty while a draft"
    )
    status: Mapped[LeaveStatus] = mapped_column(
        choice(LeaveStatus, "status"),
        default=LeaveStatus.DRAFT,
        server_default="DRAFT",
        comment="Keadaan: sampai di mana | Status: how far it has come",
    )
    days: Mapped[Count] = mapped_column(
        server_default="0",
        info=DERIVED,
        comment="Hari: lamanya, hari kerja atau kalender menurut jenisnya | Days: working or calendar, by its kind",
    )
    outcome: Mapped[LeaveOutcome | None] = mapped_column(
        choice(LeaveOutcome, "outcome"), info=DERIVED, comment="Putusan: dari langkah keputusan | Outcome: as decided"
    )
    granted_from: Mapped[Day | None] = mapped_column(
        info=DERIVED, comment="Diberikan mulai: bila diubah | Granted from: when changed"
    )
    granted_to: Mapped[Day | None] = mapped_column(
        info=DERIVED, comment="Diberikan sampai: hari terakhir, bila diubah | Granted to: last day, when changed"
    )

    employee: Mapped[Employee] = relationship(lazy="raise")
    leave_kind: Mapped[LeaveKind] = relationship(lazy="raise")


class LeaveStep(Record):
    """What somebody said on a request; rows are only ever added."""

    __tablename__ = "leave_step"
    __table_args__ = (
        unique("Langkah ini sudah tercatat. | This step is recorded already.", "leave_request_id", "number"),
        check("granted_when_changed",
              "(outcome = 'PERUBAHAN' AND stage = 'KEPUTUSAN') = (granted_from IS NOT NULL)"
              " AND (granted_from IS NULL) = (granted_to IS NULL)",
              "Isi masa cuti yang diberikan bila keputusannya perubahan, dan hanya saat itu. | "
              "Enter the period granted when the decision is a change, and only then.", "granted_from"),
        check("granted_to_after_from", "granted_to >= granted_from", DAYS_ORDER, "granted_to"),
        check("number_positive", "number > 0", "Nomor langkah mulai dari 1. | Steps are numbered from 1.", "number"),
        {
            "schema": "personnel",
            "comment": "Langkah cuti: pertimbangan dan keputusan | Leave steps: considerations and decisions",
        },
    )  # fmt: skip
    __search__ = ("leave_request.employee.nip", "leave_request.employee.person.name")

    leave_request_id: Mapped[int] = references("personnel.leave_request", comment=OF_REQUEST)
    number: Mapped[Count] = mapped_column(comment="Langkah ke: mulai dari 1 | Step: counted from 1")
    stage: Mapped[LeaveStage] = mapped_column(
        choice(LeaveStage, "stage"), comment="Tahap: pertimbangan atau keputusan | Stage: consideration or decision"
    )
    outcome: Mapped[LeaveOutcome] = mapped_column(
        choice(LeaveOutcome, "outcome"), comment="Putusan: salah satu dari empat | Outcome: one of the four"
    )
    acted_on: Mapped[Day] = mapped_column(comment="Tanggal: hari dinyatakan | Acted on: day it was said")
    official_id: Mapped[int | None] = references(
        "personnel.employee", comment="Pejabat: yang menyatakan | Official: who said it"
    )
    granted_from: Mapped[Day | None] = mapped_column(
        comment="Diberikan mulai: bila diubah | Granted from: when changed"
    )
    granted_to: Mapped[Day | None] = mapped_column(
        comment="Diberikan sampai: hari terakhir, bila diubah | Granted to: last day, when changed"
    )
    note: Mapped[PrivateText | None] = mapped_column(comment="Catatan: alasan pejabat | Note: the official's reason")

    leave_request: Mapped[LeaveRequest] = relationship(lazy="raise")
    official: Mapped[Employee | None] = relationship(lazy="raise")


class LeaveLedger(Record):
    """Days of leave taken, given back, deferred or brought in; rows are only ever added. Every balance is their sum."""

    __tablename__ = "leave_ledger"
    __table_args__ = (
        unique("Baris ini sudah dibukukan. | This row is booked already.", "leave_request_id", "entry"),
        check("days_sign", "CASE entry WHEN 'PAKAI' THEN days < 0 WHEN 'KOREKSI' THEN days <> 0 ELSE days > 0 END",
              "Hari yang diambil kurang dari nol, yang lain lebih dari nol. | "
              "Days taken are below zero, others above.", "days"),
        check("year_plausible", "leave_year BETWEEN 1990 AND 2100",
              "Tahun cuti tidak wajar. | This is no plausible year.", "leave_year"),
        listed_by("leave_ledger", "entered_on"),
        {
            "schema": "personnel",
            "comment": "Buku cuti: satu-satunya sumber saldo cuti, hanya ditambah | "
            "Leave ledger: the only source of balances, only ever added to",
        },
    )  # fmt: skip
    __search__ = ("employee.nip", "employee.person.name")

    employee_id: Mapped[int] = references("personnel.employee", comment=OF_EMPLOYEE)
    leave_kind_id: Mapped[int] = references("reference.leave_kind", comment=OF_KIND)
    leave_year: Mapped[Count] = mapped_column(comment="Tahun cuti: tahun haknya | Leave year: of the right")
    entry: Mapped[LedgerEntry] = mapped_column(
        choice(LedgerEntry, "entry"), comment="Pembukuan: apa yang terjadi | Entry: what happened"
    )
    days: Mapped[Count] = mapped_column(comment="Hari: kurang dari nol bila diambil | Days: below zero when taken")
    entered_on: Mapped[Day] = mapped_column(comment="Tanggal: hari dibukukan | Entered on: day it was booked")
    leave_request_id: Mapped[int | None] = references(
        "personnel.leave_request", comment="Permohonan: asalnya, kosong bila dari luar | Request: where it comes from"
    )
    note: Mapped[LongText | None] = mapped_column(comment="Catatan: alasan koreksi | Note: why it was corrected")

    employee: Mapped[Employee] = relationship(lazy="raise")
    leave_kind: Mapped[LeaveKind] = relationship(lazy="raise")
    leave_request: Mapped[LeaveRequest | None] = relationship(lazy="raise")
