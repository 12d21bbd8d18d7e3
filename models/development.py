"""Development plans: what an employee does about a gap or an appraisal, by when, and whether it was done."""

from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Record, check, listed_by, references
from models.people import Employee
from models.performance import Appraisal
from models.reference import Competency
from models.training import Course
from models.types import Choice, Day, LongText, Name, choice


class DevelopmentKind(Choice):
    """How somebody is helped on; guidance and counselling are those of PermenPANRB 6/2022."""

    COACHING = "BIMBINGAN_KINERJA", "Bimbingan kinerja | Performance coaching"
    COUNSELLING = "KONSELING_KINERJA", "Konseling kinerja | Performance counselling"
    COURSE = "PELATIHAN", "Pelatihan | Course"
    ASSIGNMENT = "PENUGASAN", "Penugasan | Assignment"
    SELF_STUDY = "BELAJAR_MANDIRI", "Belajar mandiri | Self-study"


class DevelopmentStatus(Choice):
    """How far an action of a plan has come."""

    OPEN = "TERBUKA", "Terbuka | Open"
    DONE = "SELESAI", "Selesai | Done"
    CANCELLED = "DIBATALKAN", "Dibatalkan | Cancelled"


class DevelopmentAction(Record):
    """One action of an employee's development plan: what for, what, by when, and when it was done."""

    __tablename__ = "development_action"
    __table_args__ = (
        check("title_not_blank", r"title ~ '\S'",
              "Tulis apa yang akan dilakukan. | Say what will be done.", "title"),
        check("due_on_after_agreed", "due_on >= agreed_on",
              "Tenggat tidak boleh sebelum disepakati. | It cannot be due before it was agreed.", "due_on"),
        check("done_on_after_agreed", "done_on >= agreed_on",
              "Tanggal selesai tidak boleh sebelum disepakati. | It cannot be done before it was agreed.", "done_on"),
        check("done_with_day", "(status = 'SELESAI') = (done_on IS NOT NULL)",
              "Tanggal selesai diisi bila selesai, dan hanya bila selesai. | "
              "The day it was done is filled in when it is done, and only then.", "done_on"),
        check("not_own_mentor", "mentor_id <> employee_id",
              "Pegawai tidak boleh membimbing dirinya sendiri. | Nobody coaches oneself.", "mentor_id"),
        listed_by("development_action", "due_on"),
        {
            "schema": "personnel",
            "comment": "Rencana pengembangan: tindakan, tenggat, dan hasilnya | "
            "Development plans: actions, when they are due, and what came of them",
        },
    )  # fmt: skip
    __search__ = ("title", "employee.nip", "employee.person.name")

    employee_id: Mapped[int] = references("personnel.employee", comment="Pegawai: yang dikembangkan | Employee: whose")
    kind: Mapped[DevelopmentKind] = mapped_column(
        choice(DevelopmentKind, "kind"), comment="Bentuk: cara pengembangan | Form: how it is done"
    )
    title: Mapped[Name] = mapped_column(comment="Tindakan: yang dilakukan | Action: what is done")
    appraisal_id: Mapped[int | None] = references(
        "personnel.appraisal", comment="Penilaian: yang ditindaklanjuti | Appraisal: that it follows"
    )
    competency_id: Mapped[int | None] = references(
        "reference.competency", comment="Kompetensi: yang dikembangkan | Competency: that it develops"
    )
    course_id: Mapped[int | None] = references(
        "personnel.course", comment="Kursus: bila berupa pelatihan | Course: when it is one"
    )
    mentor_id: Mapped[int | None] = references(
        "personnel.employee", comment="Pembimbing: yang mendampingi | Mentor: who helps"
    )
    agreed_on: Mapped[Day] = mapped_column(comment="Disepakati: hari direncanakan | Agreed on: day it was planned")
    due_on: Mapped[Day] = mapped_column(comment="Tenggat: hari terakhir | Due on: last day")
    status: Mapped[DevelopmentStatus] = mapped_column(
        choice(DevelopmentStatus, "status"),
        default=DevelopmentStatus.OPEN,
        server_default="TERBUKA",
        comment="Keadaan: sampai di mana | Status: how far it has come",
    )
    done_on: Mapped[Day | None] = mapped_column(comment="Selesai pada: hari selesai | Done on: day it was done")
    outcome: Mapped[LongText | None] = mapped_column(comment="Hasil: yang berubah | Outcome: what changed")

    employee: Mapped[Employee] = relationship(foreign_keys=employee_id, lazy="raise")
    appraisal: Mapped[Appraisal | None] = relationship(lazy="raise")
    competency: Mapped[Competency | None] = relationship(lazy="raise")
    course: Mapped[Course | None] = relationship(lazy="raise")
    mentor: Mapped[Employee | None] = relationship(foreign_keys=mentor_id, lazy="raise")

    def __str__(self) -> str:
        return self.title
