"""How posts are filled: vacancies, candidates, scores, who was appointed for what reason, and who is to succeed."""

from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Record, check, listed_by, not_overlapping, ordered, references, unique
from models.organization import PERIOD, Seat
from models.people import Decree, Employee
from models.types import Choice, Count, Day, LongText, Score, ShortText, choice

SCORE_RANGE = "Nilai harus 0 sampai 100. | The score must be 0 to 100."


class SelectionMethod(Choice):
    """How a post is filled."""

    OPEN = "SELEKSI_TERBUKA", "Seleksi terbuka | Open selection"
    TALENT = "MANAJEMEN_TALENTA", "Manajemen talenta | Talent management"
    INTERNAL = "SELEKSI_INTERNAL", "Seleksi internal | Internal selection"
    TRANSFER = "MUTASI", "Mutasi setingkat | Transfer at the same level"


class Stage(Choice):
    """What is scored in a selection."""

    RECORD = "REKAM_JEJAK", "Rekam jejak | Track record"
    PAPER = "MAKALAH", "Makalah | Paper"
    ASSESSMENT = "ASESMEN", "Asesmen kompetensi | Competence assessment"
    INTERVIEW = "WAWANCARA", "Wawancara | Interview"


class PassOverGround(Choice):
    """Why a candidate who stood higher was not chosen."""

    EXPERTISE = "KESESUAIAN_BIDANG", "Bidang keahlian lebih sesuai | Expertise fits the post better"
    INTEGRITY = "REKAM_JEJAK", "Rekam jejak dan integritas | Track record and integrity"
    HEALTH = "KESEHATAN", "Syarat kesehatan tidak terpenuhi | Health requirement not met"
    DECLINED = "MENOLAK", "Calon di atasnya menolak | The candidate above declined"
    COMMITTEE = "REKOMENDASI_PANITIA", "Rekomendasi panitia seleksi | Recommended by the committee"


class Vacancy(Record):
    """A post that is to be filled, from the day it was opened."""

    __tablename__ = "vacancy"
    __table_args__ = (
        unique("Lowongan jabatan ini sudah dibuka pada tanggal tersebut. | This post was already opened on that day.",
               "seat_id", "opened_on"),
        {
            "schema": "personnel",
            "comment": "Lowongan: jabatan yang akan diisi | Vacancies: posts to be filled",
        },
    )  # fmt: skip
    __search__ = ("seat.position_title.name", "seat.unit.name", "announcement")

    seat_id: Mapped[int] = references("personnel.seat", index=False, comment="Jabatan: yang diisi | Seat: to be filled")
    method: Mapped[SelectionMethod] = mapped_column(
        choice(SelectionMethod, "method"), comment="Cara pengisian: bagaimana diisi | Method: how it is filled"
    )
    opened_on: Mapped[Day] = mapped_column(comment="Dibuka: tanggal pengumuman | Opened on: day it was announced")
    announcement: Mapped[ShortText | None] = mapped_column(
        comment="Nomor pengumuman: bila ada | Announcement: its number, if any"
    )

    seat: Mapped[Seat] = relationship(lazy="joined", innerjoin=True)

    def __str__(self) -> str:
        return f"{self.seat} ({self.opened_on})"


class SelectionStage(Record):
    """A stage announced for a vacancy: what it weighs, and the score that passes."""

    __tablename__ = "selection_stage"
    __table_args__ = (
        unique("Tahap ini sudah ada pada lowongan tersebut. | The vacancy already has this stage.",
               "vacancy_id", "stage"),
        check("weight_range", "weight > 0 AND weight <= 100",
              "Bobot harus lebih dari 0 sampai 100. | The weight must be above 0, at most 100.", "weight"),
        check("pass_mark_range", "pass_mark BETWEEN 0 AND 100", SCORE_RANGE, "pass_mark"),
        {
            "schema": "personnel",
            "comment": "Tahap seleksi: bobot dan batas lulus yang diumumkan | "
            "Selection stages: weight and pass mark as announced",
        },
    )  # fmt: skip
    __search__ = ("vacancy.seat.position_title.name",)

    vacancy_id: Mapped[int] = references(
        "personnel.vacancy", index=False, comment="Lowongan: yang diseleksi | Vacancy: it belongs to"
    )
    stage: Mapped[Stage] = mapped_column(choice(Stage, "stage"), comment="Tahap: yang dinilai | Stage: what is scored")
    weight: Mapped[Score] = mapped_column(comment="Bobot (%): dalam nilai akhir | Weight (%): in the final score")
    pass_mark: Mapped[Score | None] = mapped_column(
        comment="Batas lulus: kosong bila tidak ada | Pass mark: empty when there is none"
    )

    vacancy: Mapped[Vacancy] = relationship(lazy="raise")


class Candidate(Record):
    """An employee who takes part in filling a vacancy."""

    __tablename__ = "candidate"
    __table_args__ = (
        unique("Pegawai ini sudah menjadi calon pada lowongan tersebut. | The employee already is a candidate for it.",
               "vacancy_id", "employee_id"),
        check("withdrawn_after_registered", "withdrawn_on >= registered_on",
              "Pengunduran diri tidak boleh sebelum pendaftaran. | The withdrawal cannot precede the registration.",
              "withdrawn_on"),
        listed_by("candidate", "registered_on"),
        {
            "schema": "personnel",
            "comment": "Calon: peserta pengisian jabatan | Candidates: who takes part in filling a post",
        },
    )  # fmt: skip
    __search__ = ("employee.nip", "employee.person.name")

    vacancy_id: Mapped[int] = references(
        "personnel.vacancy", index=False, comment="Lowongan: yang diikuti | Vacancy: taken part in"
    )
    employee_id: Mapped[int] = references("personnel.employee", comment="Pegawai: calonnya | Employee: the candidate")
    registered_on: Mapped[Day] = mapped_column(comment="Terdaftar: tanggal menjadi calon | Registered on: day")
    withdrawn_on: Mapped[Day | None] = mapped_column(
        comment="Mengundurkan diri: tanggal, kosong bila tidak | Withdrawn on: day, empty when not"
    )

    vacancy: Mapped[Vacancy] = relationship(lazy="raise")
    employee: Mapped[Employee] = relationship(lazy="joined", innerjoin=True)

    def __str__(self) -> str:
        return str(self.employee)


class StageScore(Record):
    """What a candidate scored in one stage."""

    __tablename__ = "stage_score"
    __table_args__ = (
        unique("Nilai tahap ini sudah ada. | This stage is already scored.", "candidate_id", "stage"),
        check("score_range", "score BETWEEN 0 AND 100", SCORE_RANGE, "score"),
        listed_by("stage_score", "scored_on"),
        {
            "schema": "personnel",
            "comment": "Nilai seleksi: nilai calon pada tiap tahap | Stage scores: scores of candidates by stage",
        },
    )
    __search__ = ("candidate.employee.nip", "candidate.employee.person.name")

    candidate_id: Mapped[int] = references(
        "personnel.candidate", index=False, comment="Calon: yang dinilai | Candidate: who is scored"
    )
    stage: Mapped[Stage] = mapped_column(choice(Stage, "stage"), comment="Tahap: yang dinilai | Stage: what is scored")
    score: Mapped[Score] = mapped_column(comment="Nilai: 0 sampai 100 | Score: 0 to 100")
    scored_on: Mapped[Day] = mapped_column(comment="Dinilai: tanggal penilaian | Scored on: day of the scoring")

    candidate: Mapped[Candidate] = relationship(lazy="raise")


class AppointmentDecision(Record):
    """Who was chosen for a vacancy, when and why."""

    __tablename__ = "appointment_decision"
    __table_args__ = (
        unique("Calon ini sudah diputuskan diangkat. | This candidate is already decided on.", "candidate_id"),
        check("reason_not_blank", r"reason ~ '\S'",
              "Alasan pengangkatan harus diisi. | The reason of the appointment is required.", "reason"),
        listed_by("appointment_decision", "decided_on"),
        {
            "schema": "personnel",
            "comment": "Keputusan pengangkatan: calon yang dipilih dan alasannya | "
            "Appointment decisions: the candidate chosen, and why",
        },
    )  # fmt: skip
    __search__ = ("candidate.employee.nip", "candidate.employee.person.name", "reason")

    candidate_id: Mapped[int] = references(
        "personnel.candidate", index=False, comment="Calon: yang dipilih | Candidate: who was chosen"
    )
    decided_on: Mapped[Day] = mapped_column(comment="Diputuskan: tanggal keputusan | Decided on: day of the decision")
    ground: Mapped[PassOverGround | None] = mapped_column(
        choice(PassOverGround, "ground"),
        comment="Alasan melewati: bila ada calon yang lebih tinggi | Ground for passing over: if somebody stood higher",
    )
    reason: Mapped[LongText] = mapped_column(comment="Alasan: mengapa calon ini dipilih | Reason: why this candidate")

    candidate: Mapped[Candidate] = relationship(lazy="raise")


class SuccessionSlot(Record):
    """A place in the plan of who succeeds in a seat: the employee named for it, over a period."""

    __tablename__ = "succession_slot"
    __table_args__ = (
        not_overlapping(
            "ex_succession_slot_employee",
            ("seat_id", "employee_id"),
            "Pegawai ini sudah menjadi suksesor jabatan itu pada masa tersebut. | "
            "The employee already is a successor of that seat in that period.",
        ),
        not_overlapping(
            "ex_succession_slot_place",
            ("seat_id", "place"),
            "Urutan ini sudah ditempati suksesor lain jabatan itu pada masa tersebut. | "
            "Another successor of that seat has this place in that period.",
            columns=("place", "valid_from", "valid_to"),
        ),
        ordered(PERIOD),
        check("place_range", "place BETWEEN 1 AND 20", "Urutan harus 1 sampai 20. | The place must be 1 to 20.",
              "place"),
        listed_by("succession_slot", "valid_from"),
        {
            "schema": "personnel",
            "comment": "Suksesor: pegawai yang disebut untuk menggantikan pemegang suatu jabatan | "
            "Successors: employees named to follow the holder of a seat",
        },
    )  # fmt: skip
    __search__ = ("employee.nip", "employee.person.name", "seat.position_title.name", "seat.unit.name")

    seat_id: Mapped[int] = references(
        "personnel.seat", index=False, comment="Jabatan: yang akan digantikan | Seat: to be succeeded in"
    )
    employee_id: Mapped[int] = references(
        "personnel.employee", comment="Pegawai: suksesornya | Employee: the successor"
    )
    place: Mapped[Count] = mapped_column(comment="Urutan: 1 untuk yang pertama | Place: 1 for the first")
    ready_on: Mapped[Day | None] = mapped_column(
        comment="Siap mulai: menurut keputusan, kosong bila sudah siap | "
        "Ready on: by the decision, empty when ready already"
    )
    valid_from: Mapped[Day] = mapped_column(
        comment="Berlaku mulai: hari pertama disebut | Valid from: first day the employee is named"
    )
    valid_to: Mapped[Day | None] = mapped_column(
        comment="Berlaku sampai: hari pertama tidak lagi, kosong bila masih | "
        "Valid to: first day no longer named, empty while named"
    )
    decree_id: Mapped[int | None] = references(
        "personnel.decree", comment="Keputusan: yang menetapkan suksesor | Decree: that names the successor"
    )

    seat: Mapped[Seat] = relationship(lazy="joined", innerjoin=True)
    employee: Mapped[Employee] = relationship(lazy="joined", innerjoin=True)
    decree: Mapped[Decree | None] = relationship(lazy="raise")
