"""Partners, the agreements with them, and the employees who learn at their place."""

from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Record, not_overlapping, ordered, references, unique
from models.organization import PERIOD, Agency, Unit
from models.people import Employee
from models.types import Choice, Day, Name, ShortText, Yes, choice


class PartnerKind(Choice):
    """Who works with the city on training."""

    UNIVERSITY = "PERGURUAN_TINGGI", "Perguruan tinggi | University"
    GOVERNMENT = "LEMBAGA_PEMERINTAH", "Lembaga pemerintah | Government body"
    PROFESSION = "ORGANISASI_PROFESI", "Organisasi profesi | Professional body"
    COMPANY = "PERUSAHAAN", "Perusahaan | Company"
    SOCIETY = "MASYARAKAT", "Organisasi masyarakat | Civil society"


class AgreementKind(Choice):
    """How firmly a partner is bound."""

    MEMORANDUM = "KESEPAKATAN_BERSAMA", "Kesepakatan bersama (MoU) | Memorandum of understanding (MoU)"
    CONTRACT = "PERJANJIAN_KERJA_SAMA", "Perjanjian kerja sama (PKS) | Cooperation agreement (PKS)"


class InternshipKind(Choice):
    """How somebody learns at a partner; a study assignment (tugas belajar) is a legal status, not one of these."""

    INTERNSHIP = "MAGANG", "Magang | Internship"
    EXCHANGE = "PERTUKARAN", "Pertukaran pegawai | Exchange of employees"


class Partner(Record):
    """An organisation that trains or hosts employees."""

    __tablename__ = "partner"
    __table_args__ = (
        unique("Mitra dengan nama ini sudah ada. | A partner of this name exists.", "name"),
        {
            "schema": "personnel",
            "comment": "Mitra: lembaga mitra pelatihan | Partners: training partners",
        },
    )
    __search__ = ("name",)

    name: Mapped[Name] = mapped_column(comment="Nama: nama lembaga | Name: name of the organisation")
    kind: Mapped[PartnerKind] = mapped_column(
        choice(PartnerKind, "kind"), comment="Jenis: jenis lembaga | Kind: kind of organisation"
    )
    contact: Mapped[Name | None] = mapped_column(comment="Narahubung: nama dan telepon | Contact: name and phone")

    def __str__(self) -> str:
        return self.name


class PartnerAgreement(Record):
    """An agreement with a partner."""

    __tablename__ = "partner_agreement"
    __table_args__ = (
        unique("Perjanjian dengan nomor ini sudah ada. | An agreement of this number exists.", "agency_id", "number"),
        unique("Perjanjian itu sudah diperpanjang dengan perjanjian lain. | "
               "That agreement was renewed by another one already.", "renews_id"),
        ordered(PERIOD),
        {
            "schema": "personnel",
            "comment": "Perjanjian kerja sama: dengan mitra | Partner agreements: with training partners",
        },
    )  # fmt: skip
    __search__ = ("number", "partner.name")

    agency_id: Mapped[int] = references("personnel.agency", comment="Instansi: pihak pertama | Agency: first party")
    partner_id: Mapped[int] = references("personnel.partner", comment="Mitra: pihak kedua | Partner: second party")
    number: Mapped[ShortText] = mapped_column(comment="Nomor: nomor perjanjian | Number: of the agreement")
    subject: Mapped[Name] = mapped_column(comment="Perihal: isi kerja sama | Subject: what it is about")
    valid_from: Mapped[Day] = mapped_column(comment="Mulai: awal berlaku | Valid from: first day")
    valid_to: Mapped[Day | None] = mapped_column(comment="Sampai: akhir berlaku | Valid to: first day after it")
    kind: Mapped[AgreementKind] = mapped_column(
        choice(AgreementKind, "kind"),
        default=AgreementKind.CONTRACT,
        server_default="PERJANJIAN_KERJA_SAMA",
        comment="Bentuk: kesepakatan bersama atau perjanjian | Form: memorandum or agreement",
    )
    renews_id: Mapped[int | None] = references(
        "personnel.partner_agreement",
        index=False,
        comment="Memperpanjang: perjanjian sebelumnya | Renews: the agreement before it",
    )

    agency: Mapped[Agency] = relationship(lazy="raise")
    partner: Mapped[Partner] = relationship(lazy="raise")
    renews: Mapped["PartnerAgreement | None"] = relationship(remote_side="PartnerAgreement.id", lazy="raise")

    def __str__(self) -> str:
        return self.number


class Internship(Record):
    """An employee who learns at a partner for some time, one place at a time."""

    __tablename__ = "internship"
    __table_args__ = (
        ordered(PERIOD),
        not_overlapping(
            "ex_internship_one_at_a_time",
            ("employee_id",),
            "Pegawai ini sudah magang atau bertukar tempat pada masa itu. | "
            "The employee is on an internship or exchange at that time already.",
        ),
        {
            "schema": "personnel",
            "comment": "Magang: magang dan pertukaran pegawai | Internships: internships and exchanges",
        },
    )
    __search__ = ("subject", "employee.nip", "employee.person.name")

    employee_id: Mapped[int] = references("personnel.employee", comment="Pegawai: peserta | Employee: participant")
    partner_id: Mapped[int] = references("personnel.partner", comment="Mitra: tempat magang | Partner: the host")
    partner_agreement_id: Mapped[int | None] = references(
        "personnel.partner_agreement", comment="Perjanjian: dasarnya | Agreement: its ground"
    )
    unit_id: Mapped[int | None] = references("personnel.unit", comment="Unit kerja: pengirim | Unit: that sends")
    subject: Mapped[Name] = mapped_column(comment="Bidang: yang dipelajari | Subject: what is learned")
    valid_from: Mapped[Day] = mapped_column(comment="Mulai: hari pertama | Valid from: first day")
    valid_to: Mapped[Day] = mapped_column(comment="Sampai: hari pertama sesudahnya | Valid to: first day after it")
    is_completed: Mapped[Yes] = mapped_column(comment="Selesai: diikuti sampai akhir | Completed: to the end")
    kind: Mapped[InternshipKind] = mapped_column(
        choice(InternshipKind, "kind"),
        default=InternshipKind.INTERNSHIP,
        server_default="MAGANG",
        comment="Bentuk: magang atau pertukaran | Form: internship or exchange",
    )

    employee: Mapped[Employee] = relationship(lazy="raise")
    partner: Mapped[Partner] = relationship(lazy="raise")
    partner_agreement: Mapped[PartnerAgreement | None] = relationship(lazy="raise")
    unit: Mapped[Unit | None] = relationship(lazy="raise")

    def __str__(self) -> str:
        return self.subject
