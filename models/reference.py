"""Code lists that other tables refer to (schema `reference`), filled from `seeds/codes`."""

from datetime import date
from typing import Any

from sqlalchemy import Constraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Record, check, ordered, references, unique
from models.types import Choice, Code, Count, Day, LongText, Name, No, Yes, choice

CODE_TAKEN = "Kode ini sudah dipakai. | This code is already in use."


class Scheme(Choice):
    """The two employment regimes of UU 20/2023."""

    PNS = "PNS", "PNS | PNS (civil servant)"
    PPPK = "PPPK", "PPPK | PPPK (contract employee)"


class PositionCategory(Choice):
    """Kinds of position, UU 20/2023 and PermenPANRB 1/2023."""

    JPT = "JPT", "Jabatan pimpinan tinggi | Senior executive"
    ADMINISTRATOR = "ADMINISTRATOR", "Administrator | Administrator"
    PENGAWAS = "PENGAWAS", "Pengawas | Supervisor"
    JF_KEAHLIAN = "JF_KEAHLIAN", "Fungsional keahlian | Functional, professional"
    JF_KETERAMPILAN = "JF_KETERAMPILAN", "Fungsional keterampilan | Functional, skilled"
    PELAKSANA = "PELAKSANA", "Pelaksana | Executing staff"


class TrainingMode(Choice):
    """Perlan 10/2018."""

    CLASSICAL = "KLASIKAL", "Klasikal | Classroom"
    NONCLASSICAL = "NONKLASIKAL", "Nonklasikal | Outside the classroom"


class TrainingCategory(Choice):
    """What a training is for, Perlan 10/2018."""

    BASIC = "DASAR", "Latihan dasar atau orientasi | Basic training or orientation"
    LEADERSHIP = "KEPEMIMPINAN", "Struktural kepemimpinan | Structural leadership"
    MANAGERIAL = "MANAJERIAL", "Manajerial | Managerial"
    TECHNICAL = "TEKNIS", "Teknis | Technical"
    FUNCTIONAL = "FUNGSIONAL", "Fungsional | Functional"
    SOCIOCULTURAL = "SOSIAL_KULTURAL", "Sosial kultural | Socio-cultural"
    SEMINAR = "SEMINAR", "Seminar, lokakarya, dan sejenisnya | Seminars, workshops and the like"
    GUIDED = "BIMBINGAN", "Bimbingan dan belajar di tempat kerja | Coaching and learning at work"


class CompetencyKind(Choice):
    """PermenPANRB 38/2017."""

    MANAGERIAL = "MANAJERIAL", "Manajerial | Managerial"
    SOCIOCULTURAL = "SOSIAL_KULTURAL", "Sosial kultural | Socio-cultural"
    TECHNICAL = "TEKNIS", "Teknis | Technical"


class Severity(Choice):
    """Levels of disciplinary punishment, PP 94/2021."""

    LIGHT = "RINGAN", "Ringan | Light"
    MEDIUM = "SEDANG", "Sedang | Medium"
    HEAVY = "BERAT", "Berat | Heavy"


class HolidayKind(Choice):
    """Days on which offices are closed."""

    NATIONAL = "LIBUR_NASIONAL", "Libur nasional | National holiday"
    COLLECTIVE = "CUTI_BERSAMA", "Cuti bersama | Collective leave"
    LOCAL = "LIBUR_DAERAH", "Libur daerah | Local holiday"


class RegionKind(Choice):
    """Levels of the Kemendagri region code."""

    PROVINCE = "PROVINSI", "Provinsi | Province"
    CITY = "KOTA", "Kota | City"
    DISTRICT = "KABUPATEN", "Kabupaten | District"


def listed(comment: str, *constraints: Constraint) -> tuple[Any, ...]:
    """Return the table arguments of a list whose code is unique, with the constraints it has besides."""
    return (
        unique(CODE_TAKEN, "code"),
        *constraints,
        {"schema": "reference", "comment": comment},
    )


class CodeList(Record):
    """A list of codes with Indonesian and English names."""

    __abstract__ = True
    __search__ = ("code", "name")

    code: Mapped[Code] = mapped_column(
        sort_order=-9, comment="Kode: kode tetap, dipakai di laporan | Code: fixed code, used in reports"
    )
    name: Mapped[Name] = mapped_column(
        sort_order=-8, comment="Nama: nama dalam bahasa Indonesia | Name: name in Indonesian"
    )
    name_en: Mapped[Name | None] = mapped_column(
        sort_order=-7, comment="Nama Inggris: nama dalam bahasa Inggris | English name: name in English"
    )
    ordinal: Mapped[Count] = mapped_column(
        sort_order=-6,
        server_default="0",
        default=0,
        comment="Urutan: makin besar makin tinggi atau makin akhir | Order: the larger, the higher or later",
    )

    def __str__(self) -> str:
        return self.name if self.name == self.code else f"{self.code} {self.name}"


class Regulation(Record):
    """Laws and regulations that decrees and rules cite."""

    __tablename__ = "regulation"
    __table_args__ = listed(
        "Peraturan: dasar hukum yang dirujuk keputusan dan aturan | Regulations: the law that decrees and rules cite",
        ordered("Tanggal akhir berlaku harus sesudah tanggal mulai. | The end must be after the start."),
    )
    __search__ = ("code", "title")

    code: Mapped[Code] = mapped_column(comment="Kode: misalnya PP-11-2017 | Code: for example PP-11-2017")
    title: Mapped[LongText] = mapped_column(comment="Judul: judul resmi peraturan | Title: official title")
    valid_from: Mapped[Day | None] = mapped_column(
        comment="Mulai berlaku: tanggal peraturan mulai berlaku | In force from: first day in force"
    )
    valid_to: Mapped[Day | None] = mapped_column(
        comment="Tidak berlaku sejak: tanggal dicabut, kosong bila masih berlaku | "
        "Not in force from: day of repeal, empty while in force"
    )
    note: Mapped[LongText | None] = mapped_column(
        comment="Catatan: keterangan dan tingkat keyakinan sumber | Note: remarks and confidence of the source"
    )

    def __str__(self) -> str:
        return self.code


class Grade(CodeList):
    """Golongan of PNS (I/a to IV/e) and of PPPK (I to XVII)."""

    __tablename__ = "grade"
    __table_args__ = listed(
        "Golongan: tingkat golongan PNS dan PPPK | Grades: grade ladder of PNS and PPPK",
        unique("Urutan ini sudah dipakai pada skema yang sama. | This order is taken in the scheme.",
               "scheme", "ordinal"),
    )  # fmt: skip

    scheme: Mapped[Scheme] = mapped_column(
        choice(Scheme, "scheme"), comment="Skema: PNS atau PPPK | Scheme: PNS or PPPK"
    )

    def __str__(self) -> str:
        return f"{self.code} {self.name}" if self.scheme == Scheme.PNS else f"PPPK {self.code}"


class PositionLevel(CodeList):
    """Eselon and jenjang of functional posts."""

    __tablename__ = "position_level"
    __table_args__ = listed(
        "Tingkat jabatan: eselon dan jenjang jabatan fungsional | "
        "Position levels: eselon and levels of functional posts",
    )

    category: Mapped[PositionCategory] = mapped_column(
        choice(PositionCategory, "category"),
        comment="Jenis jabatan: menurut UU 20/2023 | Category: kind of position under UU 20/2023",
    )
    lowest_grade_id: Mapped[int | None] = references(
        "reference.grade",
        comment="Golongan terendah: batas bawah golongan jabatan ini | Lowest grade: lower bound for this level",
    )
    highest_grade_id: Mapped[int | None] = references(
        "reference.grade",
        comment="Golongan tertinggi: batas atas golongan jabatan ini | Highest grade: upper bound for this level",
    )
    retirement_age: Mapped[Count] = mapped_column(
        comment="BUP: batas usia pensiun dalam tahun | Retirement age: in years"
    )

    lowest_grade: Mapped[Grade | None] = relationship(foreign_keys=lowest_grade_id, lazy="raise")
    highest_grade: Mapped[Grade | None] = relationship(foreign_keys=highest_grade_id, lazy="raise")


class EducationLevel(CodeList):
    """Levels of formal education."""

    __tablename__ = "education_level"
    __table_args__ = listed(
        "Tingkat pendidikan: jenjang ijazah | Education levels: levels of formal education",
    )


class StudyField(CodeList):
    """Fields of study."""

    __tablename__ = "study_field"
    __table_args__ = listed(
        "Bidang studi: jurusan atau program studi | Study fields: majors and programmes",
    )


class EmploymentType(CodeList):
    """PNS, PPPK and PPPK paruh waktu."""

    __tablename__ = "employment_type"
    __table_args__ = listed(
        "Jenis kepegawaian: PNS, PPPK, PPPK paruh waktu | Employment types: PNS, PPPK, part-time PPPK",
    )

    scheme: Mapped[Scheme] = mapped_column(
        choice(Scheme, "scheme"), comment="Skema: PNS atau PPPK | Scheme: PNS or PPPK"
    )


class LegalStatus(CodeList):
    """Kedudukan hukum of an employee."""

    __tablename__ = "legal_status"
    __table_args__ = listed(
        "Kedudukan hukum: keadaan hukum pegawai, misalnya aktif atau CLTN | "
        "Legal statuses: state of an employee in law, such as active or unpaid leave",
    )

    counts_as_service: Mapped[Yes] = mapped_column(
        comment="Dihitung masa kerja: apakah masa ini menambah masa kerja | Counts as service: adds to service time"
    )
    blocks_promotion: Mapped[No] = mapped_column(
        comment="Menghalangi kenaikan pangkat: apakah kenaikan pangkat terhalang | "
        "Blocks promotion: whether promotion is barred"
    )
    is_suspension: Mapped[No] = mapped_column(
        comment="Pemberhentian sementara: apakah pegawai diberhentikan sementara | "
        "Suspension: whether the employee is suspended"
    )
    is_excluded_from_coverage: Mapped[No] = mapped_column(
        comment="Di luar cakupan diklat: tidak masuk penyebut cakupan pelatihan | "
        "Outside training coverage: left out of the coverage denominator"
    )


class TrainingKind(CodeList):
    """Forms of training and development."""

    __tablename__ = "training_kind"
    __table_args__ = listed(
        "Jenis pelatihan: bentuk pengembangan kompetensi | "
        "Training kinds: forms of competence development",
        check("leadership_level_range", "leadership_level IS NULL OR leadership_level BETWEEN 1 AND 5",
              "Tingkat latihan jabatan harus 1 sampai 5. | The leadership level must be 1 to 5.", "leadership_level"),
    )  # fmt: skip

    category: Mapped[TrainingCategory] = mapped_column(
        choice(TrainingCategory, "category"), comment="Golongan pelatihan: tujuannya | Category: what it is for"
    )
    mode: Mapped[TrainingMode] = mapped_column(
        choice(TrainingMode, "mode"), comment="Cara: klasikal atau nonklasikal | Mode: in the classroom or not"
    )
    leadership_level: Mapped[Count | None] = mapped_column(
        comment="Tingkat latihan jabatan: 1 sampai 5 untuk DUK, kosong bila bukan latihan jabatan | "
        "Leadership level: 1 to 5 for the DUK, empty for other training"
    )


class Competency(CodeList):
    """Competencies of PermenPANRB 38/2017."""

    __tablename__ = "competency"
    __table_args__ = listed(
        "Kompetensi: kompetensi manajerial, sosial kultural, dan teknis | "
        "Competencies: managerial, socio-cultural and technical",
    )

    kind: Mapped[CompetencyKind] = mapped_column(
        choice(CompetencyKind, "kind"), comment="Jenis: rumpun kompetensi | Kind: family of the competency"
    )


class DisciplineKind(CodeList):
    """Punishments of PP 94/2021 and of its predecessor."""

    __tablename__ = "discipline_kind"
    __table_args__ = listed(
        "Jenis hukuman disiplin: menurut PP 94/2021 dan PP 53/2010 | "
        "Discipline kinds: punishments of PP 94/2021 and PP 53/2010",
        check("duration_positive", "duration_months IS NULL OR duration_months > 0",
              "Lama hukuman harus lebih dari nol bulan. | The duration must be above zero.", "duration_months"),
    )  # fmt: skip

    severity: Mapped[Severity] = mapped_column(
        choice(Severity, "severity"), comment="Tingkat: ringan, sedang, atau berat | Severity: light, medium or heavy"
    )
    duration_months: Mapped[Count | None] = mapped_column(
        comment="Lama (bulan): kosong bila tidak berjangka | Duration (months): empty when it has none"
    )
    is_termination: Mapped[No] = mapped_column(
        comment="Pemberhentian: apakah hubungan kerja berakhir | Termination: whether employment ends"
    )
    regulation_id: Mapped[int | None] = references(
        "reference.regulation", comment="Dasar hukum: peraturannya | Legal basis: the regulation"
    )

    regulation: Mapped[Regulation | None] = relationship(lazy="raise")


class AwardKind(CodeList):
    """Awards and decorations."""

    __tablename__ = "award_kind"
    __table_args__ = listed(
        "Jenis penghargaan: tanda jasa dan penghargaan | Award kinds: decorations and awards",
    )

    years_required: Mapped[Count | None] = mapped_column(
        comment="Syarat masa kerja (tahun): kosong bila tidak ada | Years required: empty when none"
    )


class LeaveKind(CodeList):
    """Kinds of leave."""

    __tablename__ = "leave_kind"
    __table_args__ = listed(
        "Jenis cuti: menurut PP 11/2017 dan PP 49/2018 | Leave kinds: of PP 11/2017 and PP 49/2018",
    )

    is_for_pns: Mapped[Yes] = mapped_column(comment="Untuk PNS: hak PNS | For PNS: a right of PNS")
    is_for_pppk: Mapped[No] = mapped_column(comment="Untuk PPPK: hak PPPK | For PPPK: a right of PPPK")
    counts_working_days: Mapped[Yes] = mapped_column(
        comment="Hitung hari kerja: bila tidak, hari kalender | Working days: otherwise calendar days"
    )


class Holiday(Record):
    """Days without office hours."""

    __tablename__ = "holiday"
    __table_args__ = (
        unique("Hari libur ini sudah tercatat. | This holiday is already recorded.", "held_on", "name"),
        {
            "schema": "reference",
            "comment": "Hari libur: libur nasional dan cuti bersama | "
            "Holidays: national holidays and collective leave",
        },
    )  # fmt: skip
    __search__ = ("name",)

    held_on: Mapped[date] = mapped_column(comment="Tanggal: hari libur | Date: the day")
    name: Mapped[Name] = mapped_column(comment="Nama: nama hari libur | Name: name of the holiday")
    kind: Mapped[HolidayKind] = mapped_column(
        choice(HolidayKind, "kind"), comment="Jenis: libur atau cuti bersama | Kind: holiday or collective leave"
    )
    regulation_id: Mapped[int | None] = references(
        "reference.regulation", comment="Dasar hukum: keputusan yang menetapkannya | Legal basis: decree that sets it"
    )

    regulation: Mapped[Regulation | None] = relationship(lazy="raise")

    def __str__(self) -> str:
        return f"{self.held_on:%d-%m-%Y} {self.name}"


class Region(CodeList):
    """Provinces, cities and districts by Kemendagri code."""

    __tablename__ = "region"
    __table_args__ = listed(
        "Wilayah: provinsi, kota, dan kabupaten dengan kode Kemendagri | "
        "Regions: provinces, cities and districts by Kemendagri code",
    )

    kind: Mapped[RegionKind] = mapped_column(
        choice(RegionKind, "kind"), comment="Jenis: provinsi, kota, atau kabupaten | Kind: province, city or district"
    )
    parent_id: Mapped[int | None] = references("reference.region", comment="Induk: provinsinya | Parent: its province")
    parent: Mapped["Region | None"] = relationship(remote_side="Region.id", lazy="raise")
