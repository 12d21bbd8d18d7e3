"""Discipline and awards."""

from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Record, listed_by, ordered, references, unique
from models.career import BY_DECREE, OF_EMPLOYEE
from models.organization import PERIOD
from models.people import Decree, Employee
from models.reference import AwardKind, DisciplineKind
from models.types import Choice, Day, LongText, Name, choice


class CaseStatus(Choice):
    """How far a disciplinary case has come."""

    EXAMINED = "DIPERIKSA", "Dalam pemeriksaan | Under examination"
    APPEALED = "UPAYA_ADMINISTRATIF", "Dalam upaya administratif | Under appeal"
    FINAL = "FINAL", "Berkekuatan tetap | Final"
    CANCELLED = "DIBATALKAN", "Dibatalkan | Cancelled"


class DisciplineCase(Record):
    """A disciplinary case and its punishment."""

    __tablename__ = "discipline_case"
    __table_args__ = (
        unique("Hukuman ini sudah tercatat. | This punishment is already recorded.",
               "employee_id", "discipline_kind_id", "valid_from"),
        ordered(PERIOD),
        {
            "schema": "personnel",
            "comment": "Hukuman disiplin: perkara dan hukumannya | Discipline cases: cases and punishments",
        },
    )  # fmt: skip
    __search__ = ("employee.nip", "employee.person.name")

    employee_id: Mapped[int] = references("personnel.employee", comment=OF_EMPLOYEE)
    discipline_kind_id: Mapped[int] = references(
        "reference.discipline_kind", comment="Hukuman: jenis hukuman disiplin | Punishment: kind of punishment"
    )
    status: Mapped[CaseStatus] = mapped_column(
        choice(CaseStatus, "status"),
        default=CaseStatus.FINAL,
        server_default="FINAL",
        comment="Keadaan: hanya yang berkekuatan tetap yang menghalangi | Status: only a final one blocks",
    )
    valid_from: Mapped[Day] = mapped_column(comment="TMT hukuman: mulai dijalani | Valid from: served from")
    valid_to: Mapped[Day | None] = mapped_column(
        comment="Sampai: hari pertama sesudah hukuman; kosong bila tidak berjangka | "
        "Valid to: first day after it; empty when it has no duration"
    )
    violation: Mapped[LongText | None] = mapped_column(comment="Pelanggaran: uraian | Violation: what was done")
    decree_id: Mapped[int | None] = references("personnel.decree", comment=BY_DECREE)

    employee: Mapped[Employee] = relationship(lazy="raise")
    discipline_kind: Mapped[DisciplineKind] = relationship(lazy="raise")
    decree: Mapped[Decree | None] = relationship(lazy="raise")


class Award(Record):
    """An award given to an employee."""

    __tablename__ = "award"
    __table_args__ = (
        unique("Penghargaan ini sudah tercatat. | This award is already recorded.",
               "employee_id", "award_kind_id", "awarded_on"),
        listed_by("award", "awarded_on"),
        {
            "schema": "personnel",
            "comment": "Penghargaan: tanda jasa yang diterima | Awards: awards received",
        },
    )  # fmt: skip
    __search__ = ("title", "employee.nip", "employee.person.name")

    employee_id: Mapped[int] = references("personnel.employee", comment=OF_EMPLOYEE)
    award_kind_id: Mapped[int] = references(
        "reference.award_kind", comment="Jenis: jenis penghargaan | Kind: kind of award"
    )
    awarded_on: Mapped[Day] = mapped_column(comment="Tanggal: diberikan | Awarded on: date")
    title: Mapped[Name | None] = mapped_column(comment="Nama: nama penghargaan | Title: name of the award")
    decree_id: Mapped[int | None] = references("personnel.decree", comment=BY_DECREE)

    employee: Mapped[Employee] = relationship(lazy="raise")
    award_kind: Mapped[AwardKind] = relationship(lazy="raise")
    decree: Mapped[Decree | None] = relationship(lazy="raise")
