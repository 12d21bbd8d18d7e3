"""What employees ask to have corrected in their records, and what was decided."""

from sqlalchemy import BigInteger, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Record, check, listed_by, references
from models.organization import Unit
from models.people import Document, Employee
from models.stewardship import User
from models.types import DERIVED, SENSITIVE, Choice, Day, PrivateText, ShortText, choice


class CorrectionStatus(Choice):
    """How far a request has come."""

    SUBMITTED = "DIAJUKAN", "Menunggu keputusan | Waiting for a decision"
    ACCEPTED = "DITERIMA", "Diterima | Accepted"
    REFUSED = "DITOLAK", "Ditolak | Refused"
    WITHDRAWN = "DITARIK", "Ditarik | Withdrawn"


class CorrectionRequest(Record):
    """A request to correct one field of one record of an employee.

    A trigger writes down what the field held when it was asked, and when the request is accepted writes the claimed
    value into the record, under the rights of who accepts (docs/decisions/0019-corrections.md). Values are kept as
    PostgreSQL writes them.
    """

    __tablename__ = "correction_request"
    __table_args__ = (
        check("field_shape", "field ~ '^[a-z_]+[.][a-z_]+$'",
              "Isian ditulis sebagai tabel.kolom. | A field is written as table.column.", "field"),
        check("reason_not_blank", r"reason ~ '\S'",
              "Tulis alasan permintaan ini. | Say why this should be corrected.", "reason"),
        check("refused_with_note", r"status <> 'DITOLAK' OR (note IS NOT NULL AND note ~ '\S')",
              "Penolakan memerlukan penjelasan. | A refusal needs an explanation.", "note"),
        check("decided_with_day", "(status = 'DIAJUKAN') = (decided_on IS NULL)",
              "Tanggal keputusan diisi bila diputus, dan hanya saat itu. | "
              "The day of the decision is filled in when it is decided, and only then.", "decided_on"),
        check("decided_after_submitted", "decided_on >= submitted_on",
              "Keputusan tidak boleh sebelum permintaan. | The decision cannot precede the request.", "decided_on"),
        Index("uq_correction_request_waiting", "field", "row_id", unique=True,
              postgresql_where=text("status = 'DIAJUKAN'")),
        listed_by("correction_request", "submitted_on"),
        {
            "schema": "personnel",
            "comment": "Permintaan perbaikan: yang diminta pegawai diperbaiki pada datanya | "
            "Correction requests: what employees ask to have corrected in their records",
        },
    )  # fmt: skip
    __search__ = ("employee.nip", "employee.person.name")

    employee_id: Mapped[int] = references(
        "personnel.employee", comment="Pegawai: yang meminta, pemilik data | Employee: who asks, whose record it is"
    )
    unit_id: Mapped[int | None] = references(
        "personnel.unit", info=DERIVED, comment="Unit kerja: pegawai ketika meminta | Unit: of the employee when asking"
    )
    field: Mapped[ShortText] = mapped_column(
        info={"names_field": True}, comment="Isian: yang diminta diperbaiki | Field: that is to be corrected"
    )
    row_id: Mapped[int] = mapped_column(BigInteger, comment="Baris: nomor catatannya | Row: number of the record")
    stored_value: Mapped[str | None] = mapped_column(
        Text, deferred=True, info=DERIVED | SENSITIVE, comment="Tercatat: isi ketika diminta | Stored: value when asked"
    )
    claimed_value: Mapped[PrivateText | None] = mapped_column(
        comment="Seharusnya: isi menurut pegawai, kosong bila dihapus | Claimed: value it should have, empty to clear"
    )
    reason: Mapped[PrivateText] = mapped_column(
        comment="Alasan: mengapa isinya keliru | Reason: why what is stored is wrong"
    )
    document_id: Mapped[int | None] = references(
        "personnel.document", comment="Bukti: dokumen dalam arsip pegawai | Evidence: a paper in the personal file"
    )
    submitted_on: Mapped[Day] = mapped_column(
        server_default=text("CURRENT_DATE"), info=DERIVED, comment="Diajukan: tanggal | Submitted on: day"
    )
    status: Mapped[CorrectionStatus] = mapped_column(
        choice(CorrectionStatus, "status"),
        default=CorrectionStatus.SUBMITTED,
        server_default="DIAJUKAN",
        comment="Keadaan: sampai di mana | Status: how far it has come",
    )
    decided_on: Mapped[Day | None] = mapped_column(
        info=DERIVED, comment="Diputus: tanggal, juga bila ditarik | Decided on: day, also of a withdrawal"
    )
    decided_by_id: Mapped[int | None] = references(
        "stewardship.user", info=DERIVED, comment="Diputus oleh: pengguna | Decided by: the user"
    )
    note: Mapped[PrivateText | None] = mapped_column(
        comment="Penjelasan: bagi pegawai, wajib bila ditolak | Note: for the employee, required for a refusal"
    )

    employee: Mapped[Employee] = relationship(lazy="raise")
    unit: Mapped[Unit | None] = relationship(lazy="raise")
    document: Mapped[Document | None] = relationship(lazy="raise")
    decided_by: Mapped[User | None] = relationship(lazy="raise")
