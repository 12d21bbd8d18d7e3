"""Who signs the official lists of an agency."""

from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Record, check, not_overlapping, ordered, references
from models.organization import PERIOD, Agency
from models.people import Employee
from models.types import Day, Name, ShortText, Yes


class Signatory(Record):
    """The official who signs an agency's lists in a period: the head, or somebody on behalf of the head."""

    __tablename__ = "signatory"
    __table_args__ = (
        not_overlapping(
            "ex_signatory_period",
            ("agency_id",),
            "Instansi ini sudah mempunyai penanda tangan pada masa itu. | "
            "The agency already has a signatory in that period.",
        ),
        ordered(PERIOD),
        check(
            "employee_or_name",
            "(employee_id IS NULL) <> (name IS NULL)",
            "Isi salah satu: pegawai, atau nama bila ia bukan pegawai. | "
            "Fill in one of them: the employee, or the name of somebody who is none.",
            "employee_id",
            "name",
        ),
        {
            "schema": "personnel",
            "comment": "Penanda tangan: pejabat yang menandatangani daftar resmi | "
            "Signatories: who signs official lists",
        },
    )
    __search__ = ("title", "employee.person.name", "name")

    agency_id: Mapped[int] = references("personnel.agency", comment="Instansi: yang diwakili | Agency: represented")
    title: Mapped[Name] = mapped_column(
        comment="Jabatan: seperti di atas tanda tangan, misalnya Kepala BKPSDM | "
        "Title: as above the signature, such as Kepala BKPSDM"
    )
    is_on_behalf: Mapped[Yes] = mapped_column(
        comment="Atas nama kepala daerah: ditulis a.n. Wali Kota atau Bupati | "
        "On behalf of the head: written a.n. Wali Kota or Bupati",
    )
    employee_id: Mapped[int | None] = references(
        "personnel.employee", comment="Pegawai: penanda tangan | Employee: who signs"
    )
    name: Mapped[Name | None] = mapped_column(
        comment="Nama: bila bukan pegawai, misalnya kepala daerah | Name: of one who is no employee, such as the head"
    )
    place: Mapped[ShortText] = mapped_column(comment="Tempat: kota penandatanganan | Place: where it is signed")
    valid_from: Mapped[Day] = mapped_column(comment="Berlaku mulai: hari pertama | Valid from: first day")
    valid_to: Mapped[Day | None] = mapped_column(
        comment="Berlaku sampai: hari pertama tidak lagi; kosong bila masih | "
        "Valid to: first day no longer; empty while in force"
    )

    agency: Mapped[Agency] = relationship(lazy="raise")
    employee: Mapped[Employee | None] = relationship(lazy="raise")

    def __str__(self) -> str:
        return self.title
