"""Agencies, their unit tree, position titles and the map of seats (peta jabatan)."""

from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Record, check, not_overlapping, ordered, references, searchable, unique
from models.reference import Competency, EducationLevel, Grade, PositionLevel, Region, StudyField, TrainingKind
from models.types import Choice, Code, Count, Day, LongText, Name, No, Score, ShortText, choice

CODE_TAKEN = "Kode ini sudah dipakai. | This code is already in use."
PERIOD = "Tanggal akhir harus sesudah tanggal mulai. | The end date must be after the start date."
# What a requirement is about; years of experience are about nothing else.
SUBJECT = (
    "(CASE kind WHEN 'GOLONGAN' THEN grade_id WHEN 'PENDIDIKAN' THEN education_level_id"
    " WHEN 'BIDANG_STUDI' THEN study_field_id WHEN 'PELATIHAN' THEN training_kind_id"
    " WHEN 'KOMPETENSI' THEN competency_id ELSE 0 END)"
)


class AgencyKind(Choice):
    """A city has a wali kota, a district a bupati."""

    CITY = "KOTA", "Pemerintah kota | City government"
    DISTRICT = "KABUPATEN", "Pemerintah kabupaten | District government"


class UnitKind(Choice):
    """Kinds of organisational units of a city, PP 18/2016."""

    GOVERNMENT = "PEMERINTAH", "Pemerintah daerah | Local government"
    SECRETARIAT = "SEKRETARIAT", "Sekretariat | Secretariat"
    INSPECTORATE = "INSPEKTORAT", "Inspektorat | Inspectorate"
    DEPARTMENT = "DINAS", "Dinas | Department"
    BOARD = "BADAN", "Badan | Board"
    SUBDISTRICT = "KECAMATAN", "Kecamatan | Subdistrict"
    VILLAGE = "KELURAHAN", "Kelurahan | Urban village"
    HEALTH_CENTRE = "PUSKESMAS", "Puskesmas | Community health centre"
    HOSPITAL = "RUMAH_SAKIT", "Rumah sakit | Hospital"
    SCHOOL = "SEKOLAH", "Sekolah | School"
    DIVISION = "BIDANG", "Bidang atau bagian | Division"
    SECTION = "SUBBAGIAN", "Subbagian atau seksi | Section"
    TECHNICAL_UNIT = "UPT", "Unit pelaksana teknis | Technical unit"


class RequirementKind(Choice):
    """What a seat may ask of its holder."""

    GRADE = "GOLONGAN", "Golongan paling rendah | Lowest grade"
    EDUCATION = "PENDIDIKAN", "Pendidikan paling rendah | Lowest education"
    STUDY_FIELD = "BIDANG_STUDI", "Bidang studi | Field of study"
    TRAINING = "PELATIHAN", "Pelatihan | Training"
    COMPETENCY = "KOMPETENSI", "Tingkat kompetensi | Competency level"
    YEARS = "PENGALAMAN", "Pengalaman (tahun) | Experience (years)"


class Agency(Record):
    """A city or district government."""

    __tablename__ = "agency"
    __table_args__ = (
        unique(CODE_TAKEN, "code"),
        {
            "schema": "personnel",
            "comment": "Instansi: pemerintah kota atau kabupaten | Agencies: city or district governments",
        },
    )
    __search__ = ("code", "name")

    code: Mapped[Code] = mapped_column(comment="Kode: kode instansi | Code: code of the agency")
    name: Mapped[Name] = mapped_column(comment="Nama: nama resmi instansi | Name: official name")
    kind: Mapped[AgencyKind] = mapped_column(
        choice(AgencyKind, "kind"), comment="Jenis: kota atau kabupaten | Kind: city or district"
    )
    head_title: Mapped[ShortText] = mapped_column(
        comment="Sebutan kepala daerah: Wali Kota atau Bupati | Title of the head: Wali Kota or Bupati"
    )
    region_id: Mapped[int | None] = references(
        "reference.region", comment="Wilayah: wilayah instansi | Region: region of the agency"
    )
    region: Mapped[Region | None] = relationship(lazy="raise")

    def __str__(self) -> str:
        return self.name


class Unit(Record):
    """A unit of the organisation tree, valid for a period."""

    __tablename__ = "unit"
    __table_args__ = (
        unique("Kode unit ini sudah dipakai di instansi yang sama. | This unit code is taken in the agency.",
               "agency_id", "code"),
        ordered(PERIOD),
        check("not_own_parent", "parent_id <> id",
              "Unit tidak boleh menjadi induk dirinya sendiri. | A unit cannot be its own parent.", "parent_id"),
        *searchable("unit", "name"),
        {
            "schema": "personnel",
            "comment": "Unit kerja: perangkat daerah dan bagiannya | Units: offices and their parts",
        },
    )  # fmt: skip
    __search__ = ("code", "name")

    agency_id: Mapped[int] = references(
        "personnel.agency", comment="Instansi: pemilik unit | Agency: owner of the unit"
    )
    code: Mapped[Code] = mapped_column(comment="Kode: kode unit dalam instansi | Code: code within the agency")
    name: Mapped[Name] = mapped_column(comment="Nama: nama unit kerja | Name: name of the unit")
    kind: Mapped[UnitKind] = mapped_column(
        choice(UnitKind, "kind"), comment="Jenis: jenis unit kerja | Kind: kind of unit"
    )
    parent_id: Mapped[int | None] = references(
        "personnel.unit", comment="Unit induk: unit di atasnya | Parent unit: the unit above it"
    )
    valid_from: Mapped[Day] = mapped_column(
        comment="Berlaku mulai: tanggal unit dibentuk | Valid from: day the unit was formed"
    )
    valid_to: Mapped[Day | None] = mapped_column(
        comment="Berlaku sampai: tanggal unit dihapus, kosong bila masih ada | "
        "Valid to: day the unit was dissolved, empty while it exists"
    )

    agency: Mapped[Agency] = relationship(lazy="raise")
    parent: Mapped["Unit | None"] = relationship(remote_side="Unit.id", lazy="raise")

    def __str__(self) -> str:
        return self.name


class PositionTitle(Record):
    """A named post: a structural title, a functional post at one jenjang, or a staff post."""

    __tablename__ = "position_title"
    __table_args__ = (
        unique(CODE_TAKEN, "code"),
        check("job_class_range", "job_class IS NULL OR job_class BETWEEN 1 AND 17",
              "Kelas jabatan harus 1 sampai 17. | The job class must be 1 to 17.", "job_class"),
        *searchable("position_title", "name"),
        {
            "schema": "personnel",
            "comment": "Nama jabatan: nomenklatur jabatan dengan tingkatnya | "
            "Position titles: names of posts with their level",
        },
    )  # fmt: skip
    __search__ = ("code", "name")

    code: Mapped[Code] = mapped_column(comment="Kode: kode jabatan | Code: code of the title")
    name: Mapped[Name] = mapped_column(comment="Nama: nama jabatan | Name: name of the position")
    position_level_id: Mapped[int] = references(
        "reference.position_level", comment="Tingkat jabatan: eselon atau jenjang | Level: eselon or jenjang"
    )
    job_class: Mapped[Count | None] = mapped_column(comment="Kelas jabatan: 1 sampai 17 | Job class: 1 to 17")
    is_teacher: Mapped[No] = mapped_column(
        comment="Guru: jabatan guru, BUP 60 menurut UU 14/2005 | Teacher: retires at 60 under UU 14/2005"
    )

    position_level: Mapped[PositionLevel] = relationship(lazy="raise")

    def __str__(self) -> str:
        return self.name


class Seat(Record):
    """A seat on the position map: a title in a unit, with the number of people needed."""

    __tablename__ = "seat"
    __table_args__ = (
        not_overlapping(
            "ex_seat_unit_title",
            ("unit_id", "position_title_id"),
            "Jabatan ini sudah ada di unit tersebut pada masa yang sama. | "
            "This title already exists in the unit for that period.",
        ),
        ordered(PERIOD),
        check("needed_count_not_negative", "needed_count >= 0",
              "Kebutuhan tidak boleh kurang dari nol. | The needed count cannot be negative.", "needed_count"),
        check("job_class_range", "job_class IS NULL OR job_class BETWEEN 1 AND 17",
              "Kelas jabatan harus 1 sampai 17. | The job class must be 1 to 17.", "job_class"),
        {
            "schema": "personnel",
            "comment": "Peta jabatan: jabatan pada unit dengan jumlah kebutuhannya | "
            "Seats: a title in a unit with the number of people needed",
        },
    )  # fmt: skip
    __search__ = ("position_title.name", "unit.name")

    unit_id: Mapped[int] = references("personnel.unit", comment="Unit kerja: tempat jabatan | Unit: where the seat is")
    position_title_id: Mapped[int] = references(
        "personnel.position_title", comment="Nama jabatan: jabatannya | Position title: the title"
    )
    superior_seat_id: Mapped[int | None] = references(
        "personnel.seat", comment="Jabatan atasan: atasan langsung | Superior seat: the direct superior"
    )
    job_class: Mapped[Count | None] = mapped_column(
        comment="Kelas jabatan: bila berbeda dari nama jabatan | Job class: when it differs from the title"
    )
    needed_count: Mapped[Count] = mapped_column(
        server_default="1", default=1, comment="Kebutuhan: jumlah pegawai yang diperlukan | Needed: people needed"
    )
    valid_from: Mapped[Day] = mapped_column(comment="Berlaku mulai: awal berlaku | Valid from: first day")
    valid_to: Mapped[Day | None] = mapped_column(
        comment="Berlaku sampai: kosong bila masih berlaku | Valid to: empty while in force"
    )

    unit: Mapped[Unit] = relationship(lazy="joined", innerjoin=True)
    position_title: Mapped[PositionTitle] = relationship(lazy="joined", innerjoin=True)
    superior_seat: Mapped["Seat | None"] = relationship(remote_side="Seat.id", lazy="raise")

    def __str__(self) -> str:
        return f"{self.position_title.name}, {self.unit.name}"


class SeatRequirement(Record):
    """One thing a seat asks of its holder, over a period."""

    __tablename__ = "seat_requirement"
    __table_args__ = (
        check(
            "names_its_subject",
            "CASE kind WHEN 'GOLONGAN' THEN grade_id IS NOT NULL"
            " WHEN 'PENDIDIKAN' THEN education_level_id IS NOT NULL"
            " WHEN 'BIDANG_STUDI' THEN study_field_id IS NOT NULL"
            " WHEN 'PELATIHAN' THEN training_kind_id IS NOT NULL"
            " WHEN 'KOMPETENSI' THEN competency_id IS NOT NULL AND minimum IS NOT NULL"
            " ELSE minimum IS NOT NULL END",
            "Isi kolom yang sesuai dengan jenis syarat. | Fill the field that belongs to this kind of requirement.",
            "kind",
        ),
        check(
            "minimum_range",
            "CASE kind WHEN 'KOMPETENSI' THEN minimum BETWEEN 1 AND 5"
            " WHEN 'PENGALAMAN' THEN minimum > 0 AND minimum <= 40 ELSE true END",
            "Tingkat kompetensi 1 sampai 5; pengalaman lebih dari 0 sampai 40 tahun. | "
            "A competency level is 1 to 5; experience is above 0, at most 40 years.",
            "minimum",
        ),
        ordered(PERIOD),
        not_overlapping(
            "ex_seat_requirement_subject",
            ("seat_id", "kind", SUBJECT),
            "Jabatan ini sudah mensyaratkan hal yang sama pada masa itu. | "
            "The seat already asks the same thing in that period.",
            columns=("kind", "valid_from", "valid_to"),
        ),
        {
            "schema": "personnel",
            "comment": "Syarat jabatan: syarat sebuah jabatan pada peta jabatan | "
            "Seat requirements: what a seat asks of its holder",
        },
    )

    seat_id: Mapped[int] = references("personnel.seat", comment="Jabatan: yang mensyaratkan | Seat: that asks it")
    kind: Mapped[RequirementKind] = mapped_column(
        choice(RequirementKind, "kind"), comment="Jenis syarat: apa yang disyaratkan | Kind: what is asked"
    )
    grade_id: Mapped[int | None] = references(
        "reference.grade", comment="Golongan: paling rendah | Grade: at the least"
    )
    education_level_id: Mapped[int | None] = references(
        "reference.education_level", comment="Pendidikan: paling rendah | Education: at the least"
    )
    study_field_id: Mapped[int | None] = references(
        "reference.study_field", comment="Bidang studi: yang sesuai | Study field: that fits"
    )
    training_kind_id: Mapped[int | None] = references(
        "reference.training_kind", comment="Pelatihan: yang harus diikuti | Training: that must be passed"
    )
    competency_id: Mapped[int | None] = references(
        "reference.competency", comment="Kompetensi: yang diukur | Competency: that is measured"
    )
    minimum: Mapped[Score | None] = mapped_column(
        comment="Nilai paling rendah: tingkat kompetensi atau tahun pengalaman | "
        "Minimum: competency level or years of experience"
    )
    is_mandatory: Mapped[No] = mapped_column(
        comment="Wajib: bila tidak, hanya diutamakan | Mandatory: otherwise only preferred"
    )
    valid_from: Mapped[Day] = mapped_column(
        comment="Berlaku mulai: hari pertama disyaratkan | Valid from: first day it is asked"
    )
    valid_to: Mapped[Day | None] = mapped_column(
        comment="Berlaku sampai: hari pertama tidak lagi disyaratkan, kosong bila masih | "
        "Valid to: first day it is no longer asked, empty while it is"
    )
    note: Mapped[LongText | None] = mapped_column(comment="Catatan: keterangan syarat | Note: remarks")

    seat: Mapped[Seat] = relationship(lazy="raise")
    grade: Mapped[Grade | None] = relationship(lazy="raise")
    education_level: Mapped[EducationLevel | None] = relationship(lazy="raise")
    study_field: Mapped[StudyField | None] = relationship(lazy="raise")
    training_kind: Mapped[TrainingKind | None] = relationship(lazy="raise")
    competency: Mapped[Competency | None] = relationship(lazy="raise")

    def __str__(self) -> str:
        return f"{self.kind.label('id')}: {self.minimum or ''}".rstrip(": ")
