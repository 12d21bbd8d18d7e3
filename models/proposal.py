"""Proposals to promote, and what became of them."""

from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Record, references, unique
from models.career import OF_EMPLOYEE, GradeReason
from models.people import Employee
from models.reference import Grade
from models.types import Choice, Day, LongText, choice


class ProposalStatus(Choice):
    """How far a promotion proposal has come."""

    DRAFT = "DRAF", "Draf | Draft"
    SUBMITTED = "DIAJUKAN", "Diajukan | Submitted"
    APPROVED = "DISETUJUI", "Disetujui | Approved"
    REJECTED = "DITOLAK", "Ditolak | Rejected"
    WITHDRAWN = "DIBATALKAN", "Dibatalkan | Withdrawn"


class PromotionProposal(Record):
    """A proposal to promote an employee."""

    __tablename__ = "promotion_proposal"
    __table_args__ = (
        unique("Usulan untuk TMT ini sudah ada. | A proposal for this TMT exists.", "employee_id", "target_tmt"),
        {
            "schema": "personnel",
            "comment": "Usulan kenaikan pangkat: usulan dan keputusannya | "
            "Promotion proposals: proposals and what became of them",
        },
    )
    __search__ = ("employee.nip", "employee.person.name")

    employee_id: Mapped[int] = references("personnel.employee", comment=OF_EMPLOYEE)
    reason: Mapped[GradeReason] = mapped_column(
        choice(GradeReason, "reason"), comment="Jalur: jenis kenaikan pangkat | Path: kind of promotion"
    )
    target_grade_id: Mapped[int] = references(
        "reference.grade", comment="Golongan tujuan: yang diusulkan | Target grade: the grade proposed"
    )
    target_tmt: Mapped[Day] = mapped_column(comment="TMT usulan: yang diminta | Target TMT: the date asked for")
    status: Mapped[ProposalStatus] = mapped_column(
        choice(ProposalStatus, "status"),
        default=ProposalStatus.DRAFT,
        server_default="DRAF",
        comment="Keadaan: sejauh mana usulan | Status: how far it has come",
    )
    submitted_on: Mapped[Day | None] = mapped_column(comment="Diajukan: tanggal diajukan | Submitted on: date")
    decided_on: Mapped[Day | None] = mapped_column(comment="Diputus: tanggal keputusan | Decided on: date")
    note: Mapped[LongText | None] = mapped_column(comment="Catatan: alasan atau kekurangan | Note: reasons or gaps")

    employee: Mapped[Employee] = relationship(lazy="raise")
    target_grade: Mapped[Grade] = relationship(lazy="raise")
