"""Persons, their employments, education, families and papers."""

from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Record, check, listed_by, not_overlapping, ordered, references, searchable, unique
from models.organization import PERIOD, Agency
from models.reference import EducationLevel, EmploymentType, LegalStatus, Region, StudyField
from models.types import Choice, Code, Count, Day, Hash, Name, Nik, Nip, No, PrivateText, ShortText, choice

NIP_PNS = r"^(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(19|20)\d{2}(0[1-9]|1[0-2])[12]\d{3}$"
NIP_PPPK = r"^(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])20\d{2}2[1-9][12]\d{3}$"
NIK = r"^\d{6}(0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])(0[1-9]|1[0-2])\d{2}\d{4}$"


class Sex(Choice):
    """As in the NIP: 1 is male, 2 is female."""

    MALE = "L", "Laki-laki | Male"
    FEMALE = "P", "Perempuan | Female"


class MaritalStatus(Choice):
    """Civil status."""

    SINGLE = "BELUM_KAWIN", "Belum kawin | Single"
    MARRIED = "KAWIN", "Kawin | Married"
    DIVORCED = "CERAI_HIDUP", "Cerai hidup | Divorced"
    WIDOWED = "CERAI_MATI", "Cerai mati | Widowed"


class Kinship(Choice):
    """Relation of a family member to the employee."""

    SPOUSE = "PASANGAN", "Suami atau istri | Spouse"
    CHILD = "ANAK", "Anak | Child"
    PARENT = "ORANG_TUA", "Orang tua | Parent"


class DecreeKind(Choice):
    """What a decree (SK) decides."""

    APPOINTMENT = "PENGANGKATAN", "Pengangkatan CPNS, PNS, atau PPPK | Appointment"
    PROMOTION = "KENAIKAN_PANGKAT", "Kenaikan pangkat | Grade promotion"
    POSITION = "JABATAN", "Jabatan | Position"
    SALARY = "KGB", "Kenaikan gaji berkala | Periodic salary increment"
    STATUS = "KEDUDUKAN", "Kedudukan hukum | Legal status"
    DISCIPLINE = "DISIPLIN", "Hukuman disiplin | Discipline"
    AWARD = "PENGHARGAAN", "Penghargaan | Award"
    TERMINATION = "PEMBERHENTIAN", "Pemberhentian | Termination"
    OTHER = "LAIN", "Lain-lain | Other"


class DocumentKind(Choice):
    """Papers kept in a personal file."""

    IDENTITY = "IDENTITAS", "Identitas | Identity"
    DIPLOMA = "IJAZAH", "Ijazah | Diploma"
    CERTIFICATE = "SERTIFIKAT", "Sertifikat | Certificate"
    DECREE = "KEPUTUSAN", "Surat keputusan | Decree"
    FAMILY = "KELUARGA", "Keluarga | Family"
    OTHER = "LAIN", "Lain-lain | Other"


class Person(Record):
    """A human being, independent of any employment."""

    __tablename__ = "person"
    __table_args__ = (
        unique("NIK ini sudah tercatat pada orang lain. | Another person has this NIK.", "nik"),
        check("name_not_blank", r"name ~ '\S'", "Nama harus diisi. | The name is required.", "name"),
        check("nik_shape", f"nik ~ '{NIK}' AND right(nik, 4) <> '0000'",
              "NIK harus 16 angka dengan tanggal lahir yang mungkin. | "
              "The NIK must have 16 digits with a possible birth date.", "nik"),
        check("born_on_plausible", "born_on BETWEEN DATE '1920-01-01' AND DATE '2015-12-31'",
              "Tanggal lahir harus antara 1920 dan 2015. | The birth date must lie between 1920 and 2015.", "born_on"),
        *searchable("person", "name"),
        listed_by("person", "name"),
        {
            "schema": "personnel",
            "comment": "Orang: data diri, lepas dari hubungan kerja | Persons: personal data, apart from employment",
        },
    )  # fmt: skip
    __search__ = ("name", "nik")

    nik: Mapped[Nik | None] = mapped_column(
        comment="NIK: nomor induk kependudukan, 16 angka | NIK: national identity number, 16 digits"
    )
    name: Mapped[Name] = mapped_column(comment="Nama: nama tanpa gelar | Name: name without titles")
    front_title: Mapped[ShortText | None] = mapped_column(
        comment="Gelar depan: misalnya Dr. atau Ir. | Front title: such as Dr. or Ir."
    )
    rear_title: Mapped[ShortText | None] = mapped_column(
        comment="Gelar belakang: misalnya S.E., M.Si. | Rear title: such as S.E., M.Si."
    )
    sex: Mapped[Sex] = mapped_column(
        choice(Sex, "sex"), comment="Jenis kelamin: laki-laki atau perempuan | Sex: male or female"
    )
    birth_place: Mapped[ShortText | None] = mapped_column(
        comment="Tempat lahir: kota atau kabupaten | Birth place: city or district"
    )
    born_on: Mapped[Day] = mapped_column(comment="Tanggal lahir: menurut akta atau ijazah | Born on: birth date")
    marital_status: Mapped[MaritalStatus | None] = mapped_column(
        choice(MaritalStatus, "marital_status"), comment="Status kawin: menurut KTP | Marital status: as on the ID card"
    )
    phone: Mapped[Code | None] = mapped_column(comment="Telepon: nomor yang dapat dihubungi | Phone: contact number")
    email: Mapped[Name | None] = mapped_column(comment="Surel: alamat surat elektronik | E-mail: e-mail address")
    address: Mapped[PrivateText | None] = mapped_column(comment="Alamat: tempat tinggal | Address: place of residence")
    region_id: Mapped[int | None] = references(
        "reference.region",
        comment="Wilayah: kota atau kabupaten tempat tinggal | Region: city or district of residence",
    )

    region: Mapped[Region | None] = relationship(lazy="raise")

    @property
    def full_name(self) -> str:
        """The name with titles as printed on decrees: `Dr. Ir. Nama, S.T., M.T.`"""
        front = f"{self.front_title} " if self.front_title else ""
        return front + ", ".join(part for part in (self.name, self.rear_title) if part)

    def __str__(self) -> str:
        return self.full_name


class Employee(Record):
    """One employment of a person: the NIP of a PNS or the NI of a PPPK."""

    __tablename__ = "employee"
    __table_args__ = (
        unique("NIP ini sudah dipakai pegawai lain. | Another employee has this NIP.", "nip"),
        check("nip_shape", f"nip ~ '{NIP_PNS}' OR nip ~ '{NIP_PPPK}'",
              "NIP harus 18 angka: tanggal lahir, bulan pengangkatan, jenis kelamin, nomor urut. | "
              "The NIP must have 18 digits: birth date, month of appointment, sex, serial.", "nip"),
        check("nip_calendar_date", "personnel.is_calendar_date(left(nip, 8))",
              "Delapan angka pertama NIP harus tanggal lahir yang ada di kalender. | "
              "The first eight digits of the NIP must be a real birth date.", "nip"),
        check("nip_serial", "right(nip, 3) <> '000'",
              "Tiga angka terakhir NIP paling kecil 001. | The last three digits of the NIP start at 001.", "nip"),
        check("permanent_after_appointed", "permanent_on >= appointed_on",
              "TMT PNS tidak boleh sebelum TMT CPNS. | The PNS date cannot precede the CPNS date.", "permanent_on"),
        *searchable("employee", "nip"),
        {
            "schema": "personnel",
            "comment": "Pegawai: hubungan kerja seorang PNS atau PPPK | "
            "Employees: one employment of a PNS or PPPK",
        },
    )  # fmt: skip
    __search__ = ("nip", "person.name")

    person_id: Mapped[int] = references("personnel.person", comment="Orang: pemilik NIP | Person: owner of the NIP")
    agency_id: Mapped[int] = references("personnel.agency", comment="Instansi: tempat bekerja | Agency: the employer")
    nip: Mapped[Nip] = mapped_column(
        comment="NIP: nomor induk PNS atau PPPK, 18 angka tanpa spasi | "
        "NIP: employee number of a PNS or PPPK, 18 digits without blanks"
    )
    old_nip: Mapped[Code | None] = mapped_column(
        comment="NIP lama: nomor 9 angka sebelum 2009 | Old NIP: the 9-digit number before 2009"
    )
    employment_type_id: Mapped[int] = references(
        "reference.employment_type", comment="Jenis kepegawaian: PNS atau PPPK | Employment type: PNS or PPPK"
    )
    appointed_on: Mapped[Day] = mapped_column(
        comment="TMT pengangkatan: TMT CPNS, atau awal kontrak pertama PPPK | "
        "Appointed on: TMT CPNS, or start of the first PPPK contract"
    )
    permanent_on: Mapped[Day | None] = mapped_column(
        comment="TMT PNS: diangkat menjadi PNS, kosong selama CPNS | Permanent on: made PNS, empty while on probation"
    )

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    agency: Mapped[Agency] = relationship(lazy="raise")
    employment_type: Mapped[EmploymentType] = relationship(lazy="raise")

    def __str__(self) -> str:
        return f"{self.person.full_name} ({self.nip})"


class Decree(Record):
    """A decree (surat keputusan)."""

    __tablename__ = "decree"
    __table_args__ = (
        unique("Keputusan dengan nomor dan tanggal ini sudah ada. | A decree with this number and date exists.",
               "agency_id", "number", "issued_on"),
        check("file_hash_shape", "file_hash ~ '^[0-9a-f]{64}$'",
              "Sidik berkas harus 64 angka heksadesimal. | The file hash must have 64 hexadecimal digits.",
              "file_hash"),
        *searchable("decree", "number"),
        listed_by("decree", "issued_on"),
        {
            "schema": "personnel",
            "comment": "Surat keputusan: dasar setiap perubahan riwayat | "
            "Decrees: the ground of every change in a history",
        },
    )  # fmt: skip
    __search__ = ("number", "subject")

    agency_id: Mapped[int] = references("personnel.agency", comment="Instansi: penerbit | Agency: the issuer")
    kind: Mapped[DecreeKind] = mapped_column(
        choice(DecreeKind, "kind"), comment="Jenis: perihal keputusan | Kind: what it decides"
    )
    number: Mapped[ShortText] = mapped_column(comment="Nomor: nomor keputusan | Number: number of the decree")
    issued_on: Mapped[Day] = mapped_column(comment="Tanggal: tanggal ditandatangani | Issued on: day of signature")
    effective_from: Mapped[Day | None] = mapped_column(
        comment="TMT: mulai berlaku, boleh sebelum atau sesudah tanggal | "
        "Effective from: may lie before or after the signature"
    )
    subject: Mapped[Name | None] = mapped_column(comment="Perihal: isi singkat | Subject: in short")
    signatory: Mapped[Name | None] = mapped_column(comment="Penanda tangan: nama | Signatory: name")
    signatory_title: Mapped[Name | None] = mapped_column(
        comment="Jabatan penanda tangan: misalnya Wali Kota | Title of the signatory: such as Wali Kota"
    )
    file_hash: Mapped[Hash | None] = mapped_column(
        comment="Sidik berkas: SHA-256 dari berkas PDF | File hash: SHA-256 of the PDF"
    )

    agency: Mapped[Agency] = relationship(lazy="raise")

    def __str__(self) -> str:
        return f"{self.number} ({self.issued_on:%d-%m-%Y})"


class EmployeeStatus(Record):
    """Legal status of an employee over a period."""

    __tablename__ = "employee_status"
    __table_args__ = (
        not_overlapping(
            "ex_employee_status_period",
            ("employee_id",),
            "Masa ini bertumpang tindih dengan kedudukan hukum lain pegawai ini. | "
            "This period overlaps another legal status of the employee.",
        ),
        ordered(PERIOD),
        listed_by("employee_status", "valid_from"),
        {
            "schema": "personnel",
            "comment": "Riwayat kedudukan hukum: keadaan pegawai dari masa ke masa | "
            "Legal status history: state of an employee over time",
        },
    )
    __search__ = ("employee.nip", "employee.person.name")

    employee_id: Mapped[int] = references("personnel.employee", comment="Pegawai: pemilik riwayat | Employee: whose")
    legal_status_id: Mapped[int] = references(
        "reference.legal_status", comment="Kedudukan hukum: keadaannya | Legal status: the state"
    )
    valid_from: Mapped[Day] = mapped_column(comment="TMT: mulai berlaku | Valid from: first day")
    valid_to: Mapped[Day | None] = mapped_column(
        comment="Sampai: hari pertama tidak berlaku lagi, kosong bila masih | "
        "Valid to: first day no longer in force, empty while it is"
    )
    decree_id: Mapped[int | None] = references(
        "personnel.decree", comment="Surat keputusan: dasarnya | Decree: its ground"
    )

    employee: Mapped[Employee] = relationship(lazy="raise")
    legal_status: Mapped[LegalStatus] = relationship(lazy="raise")
    decree: Mapped[Decree | None] = relationship(lazy="raise")


class EducationRecord(Record):
    """A diploma of a person."""

    __tablename__ = "education_record"
    __table_args__ = (
        unique("Ijazah ini sudah tercatat. | This diploma is already recorded.",
               "person_id", "education_level_id", "graduated_on"),
        listed_by("education_record", "graduated_on"),
        {
            "schema": "personnel",
            "comment": "Riwayat pendidikan: ijazah dan tanggal pengakuannya | "
            "Education history: diplomas and when they were recognised",
        },
    )  # fmt: skip
    __search__ = ("person.name", "institution")

    person_id: Mapped[int] = references("personnel.person", comment="Orang: pemilik ijazah | Person: its owner")
    education_level_id: Mapped[int] = references(
        "reference.education_level", comment="Tingkat pendidikan: jenjang ijazah | Level: level of the diploma"
    )
    study_field_id: Mapped[int | None] = references(
        "reference.study_field", comment="Bidang studi: jurusan | Study field: major"
    )
    institution: Mapped[Name | None] = mapped_column(comment="Lembaga: sekolah atau universitas | Institution: school")
    graduated_on: Mapped[Day] = mapped_column(comment="Tanggal lulus: tanggal ijazah | Graduated on: diploma date")
    certificate_number: Mapped[ShortText | None] = mapped_column(
        comment="Nomor ijazah: nomor pada ijazah | Diploma number: as printed"
    )
    recognised_on: Mapped[Day | None] = mapped_column(
        comment="Tanggal diakui: pencantuman gelar atau tercatat di SIASN; kosong berarti belum diakui | "
        "Recognised on: entered in the personnel file; empty means not recognised yet"
    )
    decree_id: Mapped[int | None] = references(
        "personnel.decree", comment="Surat keputusan: dasar pengakuan | Decree: ground of the recognition"
    )

    person: Mapped[Person] = relationship(lazy="raise")
    education_level: Mapped[EducationLevel] = relationship(lazy="raise")
    study_field: Mapped[StudyField | None] = relationship(lazy="raise")
    decree: Mapped[Decree | None] = relationship(lazy="raise")


class FamilyMember(Record):
    """A member of a person's family."""

    __tablename__ = "family_member"
    __table_args__ = (
        check("nik_shape", f"nik ~ '{NIK}' AND right(nik, 4) <> '0000'",
              "NIK harus 16 angka dengan tanggal lahir yang mungkin. | "
              "The NIK must have 16 digits with a possible birth date.", "nik"),
        {
            "schema": "personnel",
            "comment": "Keluarga: pasangan, anak, dan orang tua | Family: spouse, children and parents",
        },
    )  # fmt: skip
    __search__ = ("name", "person.name")

    person_id: Mapped[int] = references("personnel.person", comment="Orang: pemilik data | Person: whose family")
    kinship: Mapped[Kinship] = mapped_column(
        choice(Kinship, "kinship"), comment="Hubungan: dengan pegawai | Kinship: to the employee"
    )
    name: Mapped[Name] = mapped_column(comment="Nama: nama lengkap | Name: full name")
    nik: Mapped[Nik | None] = mapped_column(comment="NIK: 16 angka | NIK: 16 digits")
    sex: Mapped[Sex | None] = mapped_column(choice(Sex, "sex"), comment="Jenis kelamin: L atau P | Sex: male or female")
    born_on: Mapped[Day | None] = mapped_column(comment="Tanggal lahir: bila diketahui | Born on: when known")
    is_dependent: Mapped[No] = mapped_column(
        comment="Tanggungan: masuk tunjangan keluarga | Dependent: counts for the family allowance"
    )

    person: Mapped[Person] = relationship(lazy="raise")

    def __str__(self) -> str:
        return self.name


class Document(Record):
    """A paper in a person's file."""

    __tablename__ = "document"
    __table_args__ = (
        check("file_hash_shape", "file_hash ~ '^[0-9a-f]{64}$'",
              "Sidik berkas harus 64 angka heksadesimal. | The file hash must have 64 hexadecimal digits.",
              "file_hash"),
        check("byte_size_positive", "byte_size > 0",
              "Ukuran berkas harus lebih dari nol. | The file size must be above zero.", "byte_size"),
        {
            "schema": "personnel",
            "comment": "Dokumen: berkas dalam arsip pribadi | Documents: papers in a personal file",
        },
    )  # fmt: skip
    __search__ = ("title", "person.name")

    person_id: Mapped[int] = references("personnel.person", comment="Orang: pemilik berkas | Person: its owner")
    kind: Mapped[DocumentKind] = mapped_column(
        choice(DocumentKind, "kind"), comment="Jenis: jenis dokumen | Kind: kind of document"
    )
    title: Mapped[Name] = mapped_column(comment="Judul: nama dokumen | Title: name of the document")
    issued_on: Mapped[Day | None] = mapped_column(comment="Tanggal: tanggal dokumen | Issued on: document date")
    decree_id: Mapped[int | None] = references(
        "personnel.decree", comment="Surat keputusan: bila berkas ini keputusan | Decree: when it is one"
    )
    file_name: Mapped[Name | None] = mapped_column(comment="Nama berkas: nama asli | File name: original name")
    media_type: Mapped[ShortText | None] = mapped_column(comment="Jenis berkas: misalnya PDF | Media type: such as PDF")
    byte_size: Mapped[Count | None] = mapped_column(comment="Ukuran (bita): besar berkas | Size (bytes): file size")
    file_hash: Mapped[Hash | None] = mapped_column(comment="Sidik berkas: SHA-256 | File hash: SHA-256")

    person: Mapped[Person] = relationship(lazy="raise")
    decree: Mapped[Decree | None] = relationship(lazy="raise")

    def __str__(self) -> str:
        return self.title
