"""Who may use the panel, what a city sets differently, and every build of the marts (schema `stewardship`)."""

from datetime import datetime

from sqlalchemy import DateTime, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Record, check, not_overlapping, ordered, references, unique
from models.organization import PERIOD, Agency, Unit
from models.people import Employee
from models.reference import CodeList, listed
from models.types import Choice, Code, Count, Day, LongText, Name, No, PrivateText, ShortText, Yes, choice


class ParameterTopic(Choice):
    """What a parameter is about."""

    SENIORITY = "DUK", "Daftar urut kepangkatan | Seniority list"
    TRAINING = "PELATIHAN", "Pelatihan | Training"
    PERFORMANCE = "KINERJA", "Kinerja | Performance"
    TALENT = "TALENTA", "Talenta | Talent"
    INDEX = "IP_ASN", "IP ASN | IP-ASN"
    PROMOTION = "KENAIKAN_PANGKAT", "Kenaikan pangkat | Promotions"
    INCREMENT = "KGB", "Kenaikan gaji berkala | Salary increments"
    AWARD = "PENGHARGAAN", "Penghargaan | Awards"
    CONTRACT = "KONTRAK", "Kontrak PPPK | PPPK contracts"
    COMPETENCE = "KOMPETENSI", "Kompetensi | Competence"
    ATTENDANCE = "KEHADIRAN", "Kehadiran dan cuti | Attendance and leave"
    SERVICE = "LAYANAN", "Layanan publik | Public service"
    RECORDS = "DATA", "Data pegawai | Records of employees"


class ParameterKind(Choice):
    """How the value of a parameter is written."""

    NUMBER = "ANGKA", "Angka | Number"
    YES_NO = "YA_TIDAK", "Ya atau tidak | Yes or no"
    CHOICE = "PILIHAN", "Pilihan | Choice"


class ParameterUnit(Choice):
    """What a number counts."""

    HOURS = "JP", "JP | hours (JP)"
    MINUTES = "MENIT", "menit | minutes"
    DAYS = "HARI", "hari | days"
    MONTHS = "BULAN", "bulan | months"
    YEARS = "TAHUN", "tahun | years"
    PERCENT = "PERSEN", "persen | per cent"
    POINTS = "NILAI", "nilai | points"
    PEOPLE = "PEGAWAI", "pegawai | employees"
    RANK = "PERINGKAT", "peringkat | rank"
    STEPS = "TINGKAT", "tingkat predikat | steps of the predicate"


class SubjectKind(Choice):
    """The code list whose every code has a value of its own; the code is the table in schema `reference`."""

    POSITION_LEVEL = "position_level", "Tingkat jabatan | Position level"
    EDUCATION_LEVEL = "education_level", "Tingkat pendidikan | Education level"
    TRAINING_KIND = "training_kind", "Jenis pelatihan | Training kind"
    AWARD_KIND = "award_kind", "Jenis penghargaan | Award kind"


class RightArea(Choice):
    """A group of tables whose rights are given together; the names are those that policies ask for."""

    PEOPLE = "people", "Orang dan pegawai | People and employees"
    FAMILY = "family", "Keluarga | Family"
    CORRECTION = "correction", "Permintaan perbaikan | Correction requests"
    ORGANIZATION = "organization", "Organisasi | Organization"
    CAREER = "career", "Karier | Career"
    PERFORMANCE = "performance", "Kinerja | Performance"
    TRAINING = "training", "Pelatihan | Training"
    CONDUCT = "conduct", "Disiplin dan penghargaan | Conduct"
    ATTENDANCE = "attendance", "Kehadiran dan cuti | Attendance and leave"
    SERVICE = "service", "Layanan publik | Public service"
    ENGAGEMENT = "engagement", "Forum dan tindak lanjut | Forums and follow-up"
    RECRUITMENT = "recruitment", "Pelamar pengadaan ASN | Applicants of recruitment"
    REFERENCE = "reference", "Referensi | Reference"
    MARTS = "marts", "Mart terbit | Published marts"
    RULES = "rules", "Ketentuan daerah | Local parameters"
    STEWARDSHIP = "stewardship", "Pengguna dan peran | Users and roles"
    AUDIT = "audit", "Jejak perubahan | Audit trail"
    EXCHANGE = "exchange", "Impor dan ekspor | Import and export"
    WORKLIST = "worklist", "Mutu data | Data quality"
    SENSITIVE = (
        "sensitive",
        "Kolom sensitif (NIK, alamat, alasan cuti) | Sensitive columns (NIK, address, reason of leave)",
    )


class User(Record):
    """Someone who signs in."""

    __tablename__ = "user"
    __table_args__ = (
        unique("Nama pengguna ini sudah dipakai. | This user name is taken.", "name"),
        check("name_shape", "name ~ '^[a-z0-9._-]{2,60}$'",
              "Nama pengguna: 2 sampai 60 huruf kecil, angka, titik, atau garis. | "
              "User name: 2 to 60 lower-case letters, digits, dots or dashes.", "name"),
        {
            "schema": "stewardship",
            "comment": "Pengguna: yang dapat masuk ke panel | Users: who may sign in",
        },
    )  # fmt: skip
    __search__ = ("name", "display_name")

    name: Mapped[ShortText] = mapped_column(comment="Nama pengguna: untuk masuk | User name: to sign in")
    display_name: Mapped[Name | None] = mapped_column(comment="Nama tampilan: di panel | Display name: in the panel")
    password_hash: Mapped[PrivateText | None] = mapped_column(
        comment="Sidik sandi: argon2id, tidak pernah ditampilkan | Password hash: argon2id, never shown"
    )
    employee_id: Mapped[int | None] = references(
        "personnel.employee", comment="Pegawai: bila pengguna ini pegawai | Employee: when the user is one"
    )
    is_active: Mapped[Yes] = mapped_column(comment="Aktif: boleh masuk | Active: may sign in")
    last_seen_at: Mapped[datetime | None] = mapped_column(
        DateTime(timezone=True), comment="Terakhir masuk: waktu masuk terakhir | Last seen: last sign-in"
    )

    employee: Mapped[Employee | None] = relationship(lazy="raise")

    def __str__(self) -> str:
        return self.display_name or self.name


class Role(Record):
    """What a user may do."""

    __tablename__ = "role"
    __table_args__ = (
        unique("Kode ini sudah dipakai. | This code is already in use.", "code"),
        {"schema": "stewardship", "comment": "Peran: wewenang pengguna | Roles: what users may do"},
    )
    __search__ = ("code", "name")

    code: Mapped[Code] = mapped_column(comment="Kode: kode peran | Code: code of the role")
    name: Mapped[Name] = mapped_column(comment="Nama: nama peran | Name: name of the role")
    name_en: Mapped[Name | None] = mapped_column(comment="Nama Inggris: nama peran | English name: of the role")

    def __str__(self) -> str:
        return self.name


class RoleRight(Record):
    """What a role may do in one area; policies read it, and the panel shows it but never changes it."""

    __tablename__ = "role_right"
    __table_args__ = (
        unique("Hak peran ini untuk bidang itu sudah ada. | The role's rights in that area exist already.",
               "role_id", "area"),
        {
            "schema": "stewardship",
            "comment": "Hak peran: yang boleh dilakukan tiap peran, per bidang | "
            "Rights: what each role may do, by area",
        },
    )  # fmt: skip
    __search__ = ("role.name", "role.code")

    role_id: Mapped[int] = references(
        "stewardship.role", index=False, comment="Peran: pemilik hak | Role: that has the right"
    )
    area: Mapped[RightArea] = mapped_column(
        choice(RightArea, "area"), comment="Bidang: kelompok tabel | Area: group of tables"
    )
    may_see: Mapped[No] = mapped_column(comment="Melihat: boleh membaca | See: may read")
    may_create: Mapped[No] = mapped_column(comment="Menambah: boleh membuat baris | Create: may make rows")
    may_change: Mapped[No] = mapped_column(comment="Mengubah: boleh mengubah baris | Change: may change rows")
    may_delete: Mapped[No] = mapped_column(comment="Menghapus: boleh menghapus baris | Delete: may delete rows")

    role: Mapped[Role] = relationship(lazy="raise")

    def __str__(self) -> str:
        return self.area.label("id")


class UserRole(Record):
    """A role granted to a user on a unit and everything below it, for a period."""

    __tablename__ = "user_role"
    __table_args__ = (
        not_overlapping(
            "ex_user_role_period",
            ("user_id", "role_id"),
            "Peran ini sudah diberikan pada masa tersebut. | The role is already granted for that period.",
            where="unit_id IS NULL",
        ),
        ordered(PERIOD),
        {
            "schema": "stewardship",
            "comment": "Peran pengguna: peran atas unit selama masa tertentu | "
            "User roles: a role on a unit subtree for a period",
        },
    )

    user_id: Mapped[int] = references("stewardship.user", comment="Pengguna: penerima | User: who gets it")
    role_id: Mapped[int] = references("stewardship.role", comment="Peran: yang diberikan | Role: that is granted")
    unit_id: Mapped[int | None] = references(
        "personnel.unit", comment="Unit kerja: kosong berarti seluruh instansi | Unit: empty means everywhere"
    )
    valid_from: Mapped[Day] = mapped_column(
        server_default=text("current_date"), comment="Mulai: hari pertama | Valid from: first day"
    )
    valid_to: Mapped[Day | None] = mapped_column(comment="Sampai: hari pertama tidak berlaku | Valid to: end of it")

    user: Mapped[User] = relationship(lazy="raise")
    role: Mapped[Role] = relationship(lazy="raise")
    unit: Mapped[Unit | None] = relationship(lazy="raise")


class Parameter(CodeList):
    """What an agency may set for itself, and within which bounds; the law's own numbers are not among them."""

    __tablename__ = "parameter"
    __table_args__ = listed(
        "Parameter: yang boleh ditetapkan daerah, dan batasnya | Parameters: what an agency may set, and its bounds",
        check("bounds_of_numbers", "(kind = 'ANGKA') = (lowest IS NOT NULL AND highest IS NOT NULL)",
              "Angka, dan hanya angka, mempunyai rentang. | Numbers, and only they, have a range.", "lowest"),
        check("choices_of_choices", "(kind = 'PILIHAN') = (choices IS NOT NULL)",
              "Pilihan, dan hanya pilihan, mempunyai daftar. | Choices, and only they, have a list.", "choices"),
    )  # fmt: skip

    topic: Mapped[ParameterTopic] = mapped_column(
        choice(ParameterTopic, "topic"), comment="Pokok: bidang parameter | Topic: what it is about"
    )
    meaning: Mapped[LongText] = mapped_column(comment="Arti: penjelasan bahasa Indonesia | Meaning: in Indonesian")
    meaning_en: Mapped[LongText] = mapped_column(comment="Arti Inggris: penjelasan | English meaning: in English")
    kind: Mapped[ParameterKind] = mapped_column(
        choice(ParameterKind, "kind"), comment="Jenis nilai: cara menuliskannya | Kind: how the value is written"
    )
    unit: Mapped[ParameterUnit | None] = mapped_column(
        choice(ParameterUnit, "unit"), comment="Satuan: yang dihitung angka itu | Unit: what the number counts"
    )
    lowest: Mapped[Count | None] = mapped_column(comment="Terendah: angka terkecil yang boleh | Lowest: least allowed")
    highest: Mapped[Count | None] = mapped_column(comment="Tertinggi: terbesar yang boleh | Highest: most allowed")
    decimals: Mapped[Count] = mapped_column(
        server_default="0", default=0, comment="Desimal: angka di belakang koma | Decimals: digits after the mark"
    )
    choices: Mapped[LongText | None] = mapped_column(
        comment="Pilihan: kode yang boleh, dipisah spasi | Choices: codes allowed, parted by spaces"
    )
    subject_kind: Mapped[SubjectKind | None] = mapped_column(
        choice(SubjectKind, "subject_kind"),
        comment="Rincian: daftar kode yang masing-masing bernilai sendiri | "
        "Subjects: code list each of whose codes has its own value",
    )
    fixed_subjects: Mapped[LongText | None] = mapped_column(
        comment="Rincian nasional: kode yang nilainya ditetapkan peraturan | "
        "National subjects: codes whose value the law sets",
    )
    rule_table: Mapped[Code] = mapped_column(
        comment="Tabel aturan: asal nilai bawaan nasional | Rule table: where the national default stands"
    )
    rule_column: Mapped[Code] = mapped_column(comment="Kolom aturan: di tabel itu | Rule column: in that table")


class LocalParameter(Record):
    """A city's dated override of a rule parameter.

    A row is never rewritten: it is ended, and another one follows. One entered by mistake ends on its first day, so
    that it never held; it stays in the history with the reason.
    """

    __tablename__ = "local_parameter"
    __table_args__ = (
        not_overlapping(
            "ex_local_parameter_period",
            ("agency_id", "code", "subject"),
            "Parameter ini sudah ditetapkan untuk masa tersebut. | The parameter is already set for that period.",
        ),
        check(
            "valid_to_after_valid_from",
            "valid_to IS NULL OR valid_to > valid_from"
            r" OR (valid_to = valid_from AND coalesce(end_reason, '') ~ '\S')",
            PERIOD,
            "valid_to",
        ),
        check("reason_not_blank", r"reason ~ '\S'", "Alasan harus diisi. | The reason is required.", "reason"),
        {
            "schema": "stewardship",
            "comment": "Parameter daerah: ketentuan daerah yang berbeda dari bawaan | "
            "Local parameters: a city's override of a default",
        },
    )
    __search__ = ("code", "subject", "reason")

    agency_id: Mapped[int] = references("personnel.agency", comment="Instansi: yang menetapkan | Agency: that sets it")
    code: Mapped[Code] = mapped_column(comment="Parameter: kode parameter | Parameter: its code")
    subject: Mapped[Code] = mapped_column(
        server_default="",
        default="",
        comment="Rincian: kode yang diatur, kosong bila tanpa rincian | Subject: code it is about, else empty",
    )
    value: Mapped[ShortText] = mapped_column(comment="Nilai: nilai yang berlaku | Value: in force")
    valid_from: Mapped[Day] = mapped_column(comment="Mulai: hari pertama | Valid from: first day")
    valid_to: Mapped[Day | None] = mapped_column(comment="Sampai: hari pertama tidak berlaku | Valid to: end of it")
    reason: Mapped[LongText] = mapped_column(comment="Alasan: dasar ketentuan daerah | Reason: its ground")
    end_reason: Mapped[LongText | None] = mapped_column(
        comment="Alasan diakhiri: bila diakhiri kemudian | Reason for ending: when it was ended later"
    )

    agency: Mapped[Agency] = relationship(lazy="raise")

    @property
    def is_withdrawn(self) -> bool:
        """Whether it never held, because it was entered by mistake."""
        return self.valid_to == self.valid_from

    def __str__(self) -> str:
        return f"{self.code} {self.subject}".strip() + f" = {self.value}"
