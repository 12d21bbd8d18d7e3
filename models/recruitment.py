"""How ASN are recruited: rounds and their stages, formations, who applied, and how far each applicant came."""

from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Record, check, listed_by, references, unique
from models.organization import CODE_TAKEN, Agency, PositionTitle, Unit
from models.people import NIK
from models.reference import EducationLevel, StudyField
from models.training import DATES
from models.types import DERIVED, Choice, Code, Count, Day, Name, Nik, Score, ShortText, choice


class RecruitmentScheme(Choice):
    """What those who are accepted become."""

    PNS = "PNS", "CPNS | Civil servants (CPNS)"
    PPPK = "PPPK", "PPPK | Contract employees (PPPK)"


class RecruitmentStep(Choice):
    """The stages that a round may have; a round says which it has, and in which order."""

    PAPERS = "ADMINISTRASI", "Seleksi administrasi | Check of papers"
    BASIC = "SKD", "Seleksi kompetensi dasar (SKD) | Basic competence test (SKD)"
    COMPETENCE = "KOMPETENSI", "Seleksi kompetensi PPPK | Competence test for PPPK"
    FIELD = "SKB", "Seleksi kompetensi bidang (SKB) | Field competence test (SKB)"
    OPTIMIZATION = "OPTIMALISASI", "Optimalisasi formasi kosong | Optimization of empty formations"
    FINAL = "KELULUSAN_AKHIR", "Kelulusan akhir | Final selection"


class FormationKind(Choice):
    """Whom a formation is for. Which special group it is stays out: that would tell of applicants' health or origin."""

    GENERAL = "UMUM", "Umum | General"
    SPECIAL = "KHUSUS", "Khusus | Special"


class StageResult(Choice):
    """How a stage ended for an applicant."""

    PASSED = "LULUS", "Lulus | Passed"
    FAILED = "TIDAK_LULUS", "Tidak lulus | Failed"
    ABSENT = "TIDAK_HADIR", "Tidak hadir | Absent"
    WITHDREW = "MENGUNDURKAN_DIRI", "Mengundurkan diri | Withdrew"


class RecruitmentRound(Record):
    """One recruitment (CASN) of an agency, from its announcement on."""

    __tablename__ = "recruitment_round"
    __table_args__ = (
        unique(CODE_TAKEN, "code"),
        check("year_range", "year BETWEEN 2000 AND 2100",
              "Tahun pengadaan harus 2000 sampai 2100. | The year must be 2000 to 2100.", "year"),
        check("registration_ends_after_announced", "registration_ends_on >= announced_on",
              "Pendaftaran tidak boleh ditutup sebelum diumumkan. | "
              "Registration cannot close before the announcement.", "registration_ends_on"),
        {
            "schema": "personnel",
            "comment": "Pengadaan ASN: satu seleksi CPNS atau PPPK | Recruitment rounds: one selection of CPNS or PPPK",
        },
    )  # fmt: skip
    __search__ = ("code", "name")

    agency_id: Mapped[int] = references("personnel.agency", comment="Instansi: yang mengadakan | Agency: that recruits")
    code: Mapped[Code] = mapped_column(comment="Kode: untuk menyebut pengadaan dalam berkas | Code: names it in files")
    name: Mapped[Name] = mapped_column(comment="Nama: misalnya CPNS 2025 | Name: such as CPNS 2025")
    year: Mapped[Count] = mapped_column(comment="Tahun: tahun pengadaan CASN | Year: of the recruitment")
    scheme: Mapped[RecruitmentScheme] = mapped_column(
        choice(RecruitmentScheme, "scheme"), comment="Skema: CPNS atau PPPK | Scheme: CPNS or PPPK"
    )
    announced_on: Mapped[Day] = mapped_column(comment="Diumumkan: tanggal pengumuman | Announced on: day")
    registration_ends_on: Mapped[Day] = mapped_column(
        comment="Pendaftaran ditutup: hari terakhir | Registration ends on: last day"
    )
    announcement: Mapped[ShortText | None] = mapped_column(
        comment="Nomor pengumuman: bila ada | Announcement: its number, if any"
    )

    agency: Mapped[Agency] = relationship(lazy="raise")

    def __str__(self) -> str:
        return self.name


class RecruitmentStage(Record):
    """A stage of a round: when it is planned, what it scores, when its results came and could be objected to."""

    __tablename__ = "recruitment_stage"
    __table_args__ = (
        unique("Pengadaan ini sudah mempunyai tahap tersebut. | The round already has this stage.",
               "recruitment_round_id", "stage"),
        unique("Urutan ini sudah dipakai tahap lain. | Another stage of the round has this place.",
               "recruitment_round_id", "sequence"),
        check("sequence_positive", "sequence > 0",
              "Urutan mulai dari 1. | Stages are numbered from 1.", "sequence"),
        check("ends_on_after_start", "ends_on >= starts_on", DATES, "ends_on"),
        check("highest_score_positive", "highest_score > 0",
              "Nilai tertinggi harus lebih dari 0. | The highest score must be above 0.", "highest_score"),
        check("results_after_start", "results_on >= starts_on",
              "Hasil tidak boleh diumumkan sebelum tahapnya mulai. | Results cannot come before the stage starts.",
              "results_on"),
        check("objection_whole", "(objection_from IS NULL) = (objection_to IS NULL)",
              "Isi kedua tanggal masa sanggah, atau kosongkan keduanya. | "
              "Enter both days of the objection period, or neither.", "objection_to"),
        check("objection_after_results", "objection_from IS NULL OR coalesce(objection_from >= results_on, false)",
              "Masa sanggah mulai sesudah hasil diumumkan. | Objections follow the announcement of the results.",
              "objection_from"),
        check("objection_order", "objection_to >= objection_from", DATES, "objection_to"),
        {
            "schema": "personnel",
            "comment": "Tahap pengadaan: jadwal, hasil, dan masa sanggah | "
            "Stages of rounds: schedule, results and objections",
        },
    )  # fmt: skip
    __search__ = ("recruitment_round.name", "recruitment_round.code")

    recruitment_round_id: Mapped[int] = references(
        "personnel.recruitment_round", index=False, comment="Pengadaan: yang mempunyai tahap | Round: it belongs to"
    )
    stage: Mapped[RecruitmentStep] = mapped_column(
        choice(RecruitmentStep, "stage"), comment="Tahap: yang ditempuh | Stage: that is passed through"
    )
    sequence: Mapped[Count] = mapped_column(comment="Urutan: ke berapa, dari 1 | Order: its place, from 1")
    starts_on: Mapped[Day] = mapped_column(comment="Mulai: hari pertama menurut jadwal | Starts on: first day planned")
    ends_on: Mapped[Day] = mapped_column(comment="Selesai: hari terakhir menurut jadwal | Ends on: last day planned")
    highest_score: Mapped[Score | None] = mapped_column(
        comment="Nilai tertinggi: kosong bila tahap ini tidak bernilai | Highest score: empty when nothing is scored"
    )
    results_on: Mapped[Day | None] = mapped_column(
        comment="Hasil diumumkan: kosong selama belum | Results on: empty until they are announced"
    )
    objection_from: Mapped[Day | None] = mapped_column(
        comment="Masa sanggah mulai: hari pertama | Objections from: first day"
    )
    objection_to: Mapped[Day | None] = mapped_column(
        comment="Masa sanggah sampai: hari terakhir | Objections to: last day"
    )

    recruitment_round: Mapped[RecruitmentRound] = relationship(lazy="raise")

    def __str__(self) -> str:
        return self.stage.label("id")


class Formation(Record):
    """Posts of one title in one unit that a round is to fill."""

    __tablename__ = "formation"
    __table_args__ = (
        unique("Kode formasi ini sudah dipakai dalam pengadaan tersebut. | The round already has this formation code.",
               "recruitment_round_id", "code"),
        check("needed_positive", "needed > 0",
              "Kebutuhan harus paling sedikit satu orang. | At least one person must be needed.", "needed"),
        {
            "schema": "personnel",
            "comment": "Formasi: jabatan yang diisi lewat pengadaan | Formations: posts that a round is to fill",
        },
    )  # fmt: skip
    __search__ = ("code", "position_title.name", "unit.name", "recruitment_round.name")

    recruitment_round_id: Mapped[int] = references(
        "personnel.recruitment_round", index=False, comment="Pengadaan: yang membuka formasi | Round: that opens it"
    )
    code: Mapped[Code] = mapped_column(comment="Kode: kode formasi dalam pengadaan | Code: of the formation")
    position_title_id: Mapped[int] = references(
        "personnel.position_title", comment="Jabatan: yang diisi | Position: to be filled"
    )
    unit_id: Mapped[int] = references("personnel.unit", comment="Unit kerja: penempatan | Unit: of the posts")
    kind: Mapped[FormationKind] = mapped_column(
        choice(FormationKind, "kind"), comment="Jenis: umum atau khusus | Kind: general or special"
    )
    needed: Mapped[Count] = mapped_column(comment="Kebutuhan: berapa orang | Needed: how many people")
    education_level_id: Mapped[int] = references(
        "reference.education_level", comment="Pendidikan: yang disyaratkan | Education: that is required"
    )
    study_field_id: Mapped[int | None] = references(
        "reference.study_field", comment="Bidang studi: bila disyaratkan | Study field: if one is required"
    )

    recruitment_round: Mapped[RecruitmentRound] = relationship(lazy="raise")
    position_title: Mapped[PositionTitle] = relationship(lazy="raise")
    unit: Mapped[Unit] = relationship(lazy="raise")
    education_level: Mapped[EducationLevel] = relationship(lazy="raise")
    study_field: Mapped[StudyField | None] = relationship(lazy="raise")

    def __str__(self) -> str:
        return self.code


class Applicant(Record):
    """Somebody who applied for a formation: known by the public registration number, and by no more than is needed.

    The NIK tells a person who applies twice; a trigger fills the round in from the formation.
    """

    __tablename__ = "applicant"
    __table_args__ = (
        unique("Nomor pendaftaran ini sudah tercatat. | This registration number is recorded already.",
               "registration_number"),
        unique("Orang ini sudah melamar formasi lain dalam pengadaan yang sama. | "
               "This person already applied for a formation of the same round.", "recruitment_round_id", "nik"),
        check("registration_number_shape", r"registration_number ~ '^[A-Z0-9-]{4,40}$'",
              "Nomor pendaftaran: 4 sampai 40 huruf besar, angka, atau garis. | "
              "Registration number: 4 to 40 capital letters, digits or dashes.", "registration_number"),
        check("name_not_blank", r"name ~ '\S'", "Nama harus diisi. | The name is required.", "name"),
        check("nik_shape", f"nik ~ '{NIK}' AND right(nik, 4) <> '0000'",
              "NIK harus 16 angka dengan tanggal lahir yang mungkin. | "
              "The NIK must have 16 digits with a possible birth date.", "nik"),
        check("placed_elsewhere", "placed_formation_id <> formation_id",
              "Formasi penempatan diisi hanya bila lain dari yang dilamar. | "
              "The formation of placement is filled in only when it is not the one applied for.",
              "placed_formation_id"),
        listed_by("applicant", "registered_on"),
        {
            "schema": "personnel",
            "comment": "Pelamar: peserta pengadaan ASN | Applicants: who takes part in a round",
        },
    )  # fmt: skip
    __search__ = ("registration_number", "name")

    formation_id: Mapped[int] = references(
        "personnel.formation", comment="Formasi: yang dilamar | Formation: applied for"
    )
    recruitment_round_id: Mapped[int] = references(
        "personnel.recruitment_round",
        index=False,
        info=DERIVED,
        comment="Pengadaan: dari formasinya | Round: that of the formation",
    )
    registration_number: Mapped[Code] = mapped_column(
        comment="Nomor pendaftaran: yang diumumkan | Registration number: the one made public"
    )
    name: Mapped[Name] = mapped_column(comment="Nama: tanpa gelar | Name: without titles")
    nik: Mapped[Nik | None] = mapped_column(
        comment="NIK: untuk mengenali lamaran ganda | NIK: tells whoever applies twice"
    )
    registered_on: Mapped[Day] = mapped_column(comment="Mendaftar: tanggal pendaftaran | Registered on: day")
    placed_formation_id: Mapped[int | None] = references(
        "personnel.formation",
        comment="Ditempatkan pada: formasi lain hasil optimalisasi | Placed in: another formation, by optimization",
    )

    recruitment_round: Mapped[RecruitmentRound] = relationship(lazy="raise")
    formation: Mapped[Formation] = relationship(lazy="raise", foreign_keys=[formation_id])
    placed_formation: Mapped[Formation | None] = relationship(lazy="raise", foreign_keys=[placed_formation_id])

    def __str__(self) -> str:
        return self.registration_number


class ApplicantStage(Record):
    """A stage that an applicant entered, and how it ended.

    Triggers hold that the applicant's round has the stage and that every earlier one was passed.
    """

    __tablename__ = "applicant_stage"
    __table_args__ = (
        unique("Tahap pelamar ini sudah tercatat; ubah yang ada. | "
               "This stage of the applicant is recorded already; change that one.", "applicant_id", "stage"),
        check("decided_after_entered", "decided_on >= entered_on",
              "Keputusan tidak boleh sebelum tahap dimulai. | The decision cannot precede the start of the stage.",
              "decided_on"),
        check("result_with_day", "(result IS NULL) = (decided_on IS NULL)",
              "Hasil dan tanggal keputusan diisi bersama. | Result and day of the decision go together.", "decided_on"),
        check("absent_without_score", "result <> 'TIDAK_HADIR' OR score IS NULL",
              "Yang tidak hadir tidak mempunyai nilai. | Whoever was absent has no score.", "score"),
        listed_by("applicant_stage", "entered_on"),
        {
            "schema": "personnel",
            "comment": "Tahap pelamar: hasil pelamar pada tiap tahap | Stages of applicants: result in each stage",
        },
    )  # fmt: skip
    __search__ = ("applicant.registration_number", "applicant.name")

    applicant_id: Mapped[int] = references(
        "personnel.applicant", index=False, comment="Pelamar: yang menempuh | Applicant: who goes through it"
    )
    stage: Mapped[RecruitmentStep] = mapped_column(
        choice(RecruitmentStep, "stage"), comment="Tahap: yang ditempuh | Stage: that is gone through"
    )
    entered_on: Mapped[Day] = mapped_column(comment="Masuk: hari tahap dimulai baginya | Entered on: first day")
    decided_on: Mapped[Day | None] = mapped_column(
        comment="Diputus: hari hasilnya ditetapkan | Decided on: day of the result"
    )
    result: Mapped[StageResult | None] = mapped_column(
        choice(StageResult, "result"), comment="Hasil: kosong selama diproses | Result: empty while under way"
    )
    score: Mapped[Score | None] = mapped_column(
        comment="Nilai: bila tahap ini bernilai | Score: where the stage has one"
    )

    applicant: Mapped[Applicant] = relationship(lazy="raise")

    def __str__(self) -> str:
        return self.stage.label("id")
