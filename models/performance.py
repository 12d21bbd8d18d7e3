"""Performance cycles, goals, appraisals and assessments."""

from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Record, check, listed_by, ordered, references, unique
from models.organization import Agency, Unit
from models.people import Employee
from models.reference import Competency
from models.types import Choice, Code, Count, Day, LongText, Name, Score, ShortText, choice


class CycleKind(Choice):
    """PermenPANRB 6/2022: periodic evaluations and one annual evaluation."""

    ANNUAL = "TAHUNAN", "Tahunan | Annual"
    QUARTER = "TRIWULAN", "Triwulan | Quarterly"
    MONTH = "BULANAN", "Bulanan | Monthly"
    PART = "SEBAGIAN", "Sebagian tahun | Part of a year"


class Expectation(Choice):
    """Ratings of results and of behaviour, PermenPANRB 6/2022."""

    ABOVE = "DI_ATAS", "Di atas ekspektasi | Above expectation"
    MEETS = "SESUAI", "Sesuai ekspektasi | Meets expectation"
    BELOW = "DI_BAWAH", "Di bawah ekspektasi | Below expectation"


class Predicate(Choice):
    """The five predicates of an appraisal, best first."""

    SANGAT_BAIK = "SANGAT_BAIK", "Sangat Baik | Very good"
    BAIK = "BAIK", "Baik | Good"
    BUTUH_PERBAIKAN = "BUTUH_PERBAIKAN", "Butuh Perbaikan | Needs improvement"
    KURANG = "KURANG", "Kurang | Poor"
    SANGAT_KURANG = "SANGAT_KURANG", "Sangat Kurang | Very poor"


class UnitPredicate(Choice):
    """Predicates of an organisation."""

    ISTIMEWA = "ISTIMEWA", "Istimewa | Excellent"
    BAIK = "BAIK", "Baik | Good"
    BUTUH_PERBAIKAN = "BUTUH_PERBAIKAN", "Butuh Perbaikan | Needs improvement"
    KURANG = "KURANG", "Kurang | Poor"
    SANGAT_KURANG = "SANGAT_KURANG", "Sangat Kurang | Very poor"


class CoreValue(Choice):
    """BerAKHLAK."""

    SERVICE = "BERORIENTASI_PELAYANAN", "Berorientasi pelayanan | Service oriented"
    ACCOUNTABLE = "AKUNTABEL", "Akuntabel | Accountable"
    COMPETENT = "KOMPETEN", "Kompeten | Competent"
    HARMONIOUS = "HARMONIS", "Harmonis | Harmonious"
    LOYAL = "LOYAL", "Loyal | Loyal"
    ADAPTIVE = "ADAPTIF", "Adaptif | Adaptive"
    COLLABORATIVE = "KOLABORATIF", "Kolaboratif | Collaborative"


class ObjectionStatus(Choice):
    """What became of an objection."""

    SUBMITTED = "DIAJUKAN", "Diajukan | Submitted"
    UPHELD = "DITERIMA", "Diterima | Upheld"
    REJECTED = "DITOLAK", "Ditolak | Rejected"


class PerformanceCycle(Record):
    """A period over which performance is judged."""

    __tablename__ = "performance_cycle"
    __table_args__ = (
        unique("Siklus ini sudah ada. | This cycle already exists.", "agency_id", "kind", "starts_on"),
        ordered("Akhir siklus harus sesudah awalnya. | The cycle must end after it starts.", "starts_on", "ends_on"),
        check("year_of_cycle", "year = extract(year FROM starts_on)",
              "Tahun harus sama dengan tahun awal siklus. | The year must be that of the start.", "year"),
        {
            "schema": "personnel",
            "comment": "Siklus kinerja: masa penilaian kinerja | Performance cycles: periods of appraisal",
        },
    )  # fmt: skip
    __search__ = ("name",)

    agency_id: Mapped[int] = references("personnel.agency", comment="Instansi: pemilik siklus | Agency: its owner")
    year: Mapped[Count] = mapped_column(comment="Tahun: tahun kinerja | Year: year of performance")
    kind: Mapped[CycleKind] = mapped_column(
        choice(CycleKind, "kind"), comment="Jenis: tahunan atau berkala | Kind: annual or periodic"
    )
    name: Mapped[ShortText] = mapped_column(comment="Nama: misalnya SKP 2025 | Name: such as SKP 2025")
    starts_on: Mapped[Day] = mapped_column(comment="Mulai: hari pertama | Starts on: first day")
    ends_on: Mapped[Day] = mapped_column(comment="Berakhir: hari terakhir masa penilaian | Ends on: last day")

    agency: Mapped[Agency] = relationship(lazy="raise")

    def __str__(self) -> str:
        return self.name


class UnitPerformance(Record):
    """Predicate of a unit in a cycle."""

    __tablename__ = "unit_performance"
    __table_args__ = (
        unique("Kinerja unit ini sudah tercatat pada siklus tersebut. | The unit already has a result in this cycle.",
               "unit_id", "performance_cycle_id"),
        {
            "schema": "personnel",
            "comment": "Kinerja unit: predikat kinerja organisasi | Unit performance: predicate of an organisation",
        },
    )  # fmt: skip
    __search__ = ("unit.name",)

    unit_id: Mapped[int] = references("personnel.unit", comment="Unit kerja: yang dinilai | Unit: that is judged")
    performance_cycle_id: Mapped[int] = references(
        "personnel.performance_cycle", comment="Siklus: masa penilaian | Cycle: period of appraisal"
    )
    predicate: Mapped[UnitPredicate] = mapped_column(
        choice(UnitPredicate, "predicate"), comment="Predikat: predikat organisasi | Predicate: of the organisation"
    )
    score: Mapped[Score | None] = mapped_column(comment="Nilai: bila ada | Score: when there is one")

    unit: Mapped[Unit] = relationship(lazy="raise")
    performance_cycle: Mapped[PerformanceCycle] = relationship(lazy="raise")


class UnitGoal(Record):
    """What a unit is to achieve in a cycle; goals of people serve it."""

    __tablename__ = "unit_goal"
    __table_args__ = (
        unique("Sasaran ini sudah ada pada unit dan siklus tersebut. | The unit has this goal in this cycle already.",
               "unit_id", "performance_cycle_id", "title"),
        check("title_not_blank", r"title ~ '\S'", "Tulis sasarannya. | Say what the goal is.", "title"),
        {
            "schema": "personnel",
            "comment": "Sasaran unit: yang harus dicapai unit kerja | Unit goals: what a unit is to achieve",
        },
    )  # fmt: skip
    __search__ = ("title", "unit.name")

    unit_id: Mapped[int] = references("personnel.unit", index=False, comment="Unit kerja: pemilik | Unit: whose goal")
    performance_cycle_id: Mapped[int] = references(
        "personnel.performance_cycle", comment="Siklus: masa penilaian | Cycle: period of appraisal"
    )
    title: Mapped[Name] = mapped_column(comment="Sasaran: uraian | Goal: what is to be achieved")
    indicator: Mapped[LongText | None] = mapped_column(
        comment="Indikator: ukuran hasil | Indicator: how it is measured"
    )
    target: Mapped[ShortText | None] = mapped_column(comment="Target: yang ingin dicapai | Target: to be reached")
    realisation: Mapped[ShortText | None] = mapped_column(comment="Realisasi: yang dicapai | Realisation: reached")

    unit: Mapped[Unit] = relationship(lazy="raise")
    performance_cycle: Mapped[PerformanceCycle] = relationship(lazy="raise")

    def __str__(self) -> str:
        return self.title


class Goal(Record):
    """One item of an employee's SKP; it serves a goal of the superior, or one of a unit."""

    __tablename__ = "goal"
    __table_args__ = (
        check("weight_range", "weight BETWEEN 0 AND 100",
              "Bobot harus 0 sampai 100. | The weight must be 0 to 100.", "weight"),
        check("not_own_parent", "parent_goal_id <> id",
              "Sasaran tidak boleh menjadi induk dirinya sendiri. | A goal cannot be its own parent.",
              "parent_goal_id"),
        check("serves_one", "num_nonnulls(parent_goal_id, unit_goal_id) <= 1",
              "Pilih satu: sasaran atasan atau sasaran unit. | Choose one: a superior's goal or a unit's.",
              "unit_goal_id"),
        {
            "schema": "personnel",
            "comment": "Sasaran kinerja: butir SKP pegawai | Goals: items of an employee's SKP",
        },
    )  # fmt: skip
    __search__ = ("title", "employee.nip", "employee.person.name")

    employee_id: Mapped[int] = references("personnel.employee", comment="Pegawai: pemilik SKP | Employee: whose SKP")
    performance_cycle_id: Mapped[int] = references(
        "personnel.performance_cycle", comment="Siklus: masa penilaian | Cycle: period of appraisal"
    )
    parent_goal_id: Mapped[int | None] = references(
        "personnel.goal", comment="Sasaran atasan: yang diturunkan | Superior's goal: it is cascaded from"
    )
    unit_goal_id: Mapped[int | None] = references(
        "personnel.unit_goal", comment="Sasaran unit: yang didukung langsung | Unit's goal: that it serves directly"
    )
    title: Mapped[LongText] = mapped_column(comment="Rencana hasil kerja: uraian | Goal: the planned result")
    indicator: Mapped[LongText | None] = mapped_column(
        comment="Indikator: ukuran hasil | Indicator: how it is measured"
    )
    target: Mapped[ShortText | None] = mapped_column(comment="Target: yang ingin dicapai | Target: to be reached")
    realisation: Mapped[ShortText | None] = mapped_column(comment="Realisasi: yang dicapai | Realisation: reached")
    weight: Mapped[Score | None] = mapped_column(comment="Bobot (%): bila dipakai | Weight (%): when used")

    employee: Mapped[Employee] = relationship(lazy="raise")
    performance_cycle: Mapped[PerformanceCycle] = relationship(lazy="raise")
    parent_goal: Mapped["Goal | None"] = relationship(remote_side="Goal.id", lazy="raise")
    unit_goal: Mapped[UnitGoal | None] = relationship(lazy="raise")

    def __str__(self) -> str:
        return self.title[:80]


class Appraisal(Record):
    """The appraisal of an employee in one cycle."""

    __tablename__ = "appraisal"
    __table_args__ = (
        unique("Pegawai ini sudah dinilai pada siklus tersebut. | The employee is already appraised in this cycle.",
               "employee_id", "performance_cycle_id"),
        check("has_predicate", "predicate IS NOT NULL OR predicate_written IS NOT NULL",
              "Predikat harus diisi. | The predicate is required.", "predicate"),
        check("score_range", "score BETWEEN 0 AND 120",
              "Nilai harus 0 sampai 120. | The score must be 0 to 120.", "score"),
        check("not_own_appraiser", "appraiser_id <> employee_id",
              "Pegawai tidak boleh menilai dirinya sendiri. | An employee cannot appraise oneself.", "appraiser_id"),
        {
            "schema": "personnel",
            "comment": "Penilaian kinerja: hasil evaluasi berkala dan tahunan | "
            "Appraisals: results of periodic and annual evaluation",
        },
    )  # fmt: skip
    __search__ = ("employee.nip", "employee.person.name")

    employee_id: Mapped[int] = references("personnel.employee", comment="Pegawai: yang dinilai | Employee: appraised")
    performance_cycle_id: Mapped[int] = references(
        "personnel.performance_cycle", comment="Siklus: masa penilaian | Cycle: period of appraisal"
    )
    appraiser_id: Mapped[int | None] = references(
        "personnel.employee", comment="Penilai: pejabat penilai kinerja | Appraiser: the rating official"
    )
    work_rating: Mapped[Expectation | None] = mapped_column(
        choice(Expectation, "work_rating"), comment="Hasil kerja: terhadap ekspektasi | Results: against expectation"
    )
    behaviour_rating: Mapped[Expectation | None] = mapped_column(
        choice(Expectation, "behaviour_rating"),
        comment="Perilaku: terhadap ekspektasi | Behaviour: against expectation",
    )
    predicate: Mapped[Predicate | None] = mapped_column(
        choice(Predicate, "predicate"), comment="Predikat: hasil akhir | Predicate: the outcome"
    )
    predicate_written: Mapped[Code | None] = mapped_column(
        comment="Predikat tertulis: ejaan asli bila belum dikenali | "
        "Predicate as written: original spelling when not recognised"
    )
    score: Mapped[Score | None] = mapped_column(
        comment="Nilai angka: skema sebelum 2022 | Numeric score: schemes before 2022"
    )
    appraised_on: Mapped[Day | None] = mapped_column(
        comment="Tanggal dinilai: bila diketahui | Appraised on: when known"
    )
    note: Mapped[LongText | None] = mapped_column(comment="Umpan balik: catatan penilai | Feedback: appraiser's note")

    employee: Mapped[Employee] = relationship(foreign_keys=employee_id, lazy="raise")
    performance_cycle: Mapped[PerformanceCycle] = relationship(lazy="raise")
    appraiser: Mapped[Employee | None] = relationship(foreign_keys=appraiser_id, lazy="raise")

    def __str__(self) -> str:
        return self.predicate.label("id") if self.predicate else str(self.predicate_written)


class BehaviourRating(Record):
    """Rating of one core value within an appraisal."""

    __tablename__ = "behaviour_rating"
    __table_args__ = (
        unique("Nilai dasar ini sudah dinilai. | This core value is already rated.", "appraisal_id", "core_value"),
        {
            "schema": "personnel",
            "comment": "Penilaian perilaku: nilai dasar BerAKHLAK | Behaviour ratings: core values BerAKHLAK",
        },
    )
    __search__ = ("note",)

    appraisal_id: Mapped[int] = references(
        "personnel.appraisal", index=False, comment="Penilaian: induknya | Appraisal: it belongs to"
    )
    core_value: Mapped[CoreValue] = mapped_column(
        choice(CoreValue, "core_value"), comment="Nilai dasar: BerAKHLAK | Core value: BerAKHLAK"
    )
    rating: Mapped[Expectation] = mapped_column(
        choice(Expectation, "rating"), comment="Penilaian: terhadap ekspektasi | Rating: against expectation"
    )
    note: Mapped[LongText | None] = mapped_column(comment="Catatan: contoh perilaku | Note: examples")

    appraisal: Mapped[Appraisal] = relationship(lazy="raise")


class AppraisalObjection(Record):
    """An objection of an employee to an appraisal; what is decided is final (PP 30/2019 article 59)."""

    __tablename__ = "appraisal_objection"
    __table_args__ = (
        unique("Keberatan atas penilaian ini sudah diajukan; keputusannya final. | "
               "An objection to this appraisal was submitted already; its decision is final.", "appraisal_id"),
        check("decided_after_submitted", "decided_on >= submitted_on",
              "Keputusan tidak boleh sebelum pengajuan. | The decision cannot precede the objection.", "decided_on"),
        check("decided_with_day", "(status = 'DIAJUKAN') = (decided_on IS NULL)",
              "Tanggal keputusan diisi bila sudah diputus, dan hanya bila sudah. | "
              "The day of the decision is filled in when it is decided, and only then.", "decided_on"),
        {
            "schema": "personnel",
            "comment": "Keberatan: keberatan atas penilaian kinerja | Objections: objections to an appraisal",
        },
    )  # fmt: skip
    __search__ = ("reason",)

    appraisal_id: Mapped[int] = references(
        "personnel.appraisal", index=False, comment="Penilaian: yang ditolak pegawai | Appraisal: objected to"
    )
    submitted_on: Mapped[Day] = mapped_column(comment="Diajukan: tanggal keberatan | Submitted on: date")
    reason: Mapped[LongText] = mapped_column(comment="Alasan: isi keberatan | Reason: the objection")
    status: Mapped[ObjectionStatus] = mapped_column(
        choice(ObjectionStatus, "status"),
        default=ObjectionStatus.SUBMITTED,
        server_default="DIAJUKAN",
        comment="Keadaan: hasil keberatan | Status: what became of it",
    )
    decided_on: Mapped[Day | None] = mapped_column(comment="Diputus: tanggal keputusan | Decided on: date")
    decision: Mapped[LongText | None] = mapped_column(comment="Keputusan: isi keputusan | Decision: what was decided")

    appraisal: Mapped[Appraisal] = relationship(lazy="raise")


class AssessmentResult(Record):
    """A result of a competence or potential assessment; without a competency it is the overall potential."""

    __tablename__ = "assessment_result"
    __table_args__ = (
        unique("Hasil asesmen ini sudah tercatat. | This assessment result is already recorded.",
               "employee_id", "assessed_on", "competency_id", nulls_not_distinct=True),
        check("score_range", "score BETWEEN 0 AND 100",
              "Nilai harus 0 sampai 100. | The score must be 0 to 100.", "score"),
        check("level_range", "level BETWEEN 0 AND 5",
              "Tingkat kompetensi harus 0 sampai 5. | The level must be 0 to 5.", "level"),
        listed_by("assessment_result", "assessed_on"),
        {
            "schema": "personnel",
            "comment": "Hasil asesmen: potensi dan kompetensi | Assessment results: potential and competencies",
        },
    )  # fmt: skip
    __search__ = ("employee.nip", "employee.person.name")

    employee_id: Mapped[int] = references("personnel.employee", comment="Pegawai: yang dinilai | Employee: assessed")
    assessed_on: Mapped[Day] = mapped_column(comment="Tanggal asesmen: pelaksanaan | Assessed on: date")
    competency_id: Mapped[int | None] = references(
        "reference.competency", comment="Kompetensi: kosong berarti potensi | Competency: empty means potential"
    )
    level: Mapped[Count | None] = mapped_column(comment="Tingkat: 0 sampai 5 | Level: 0 to 5")
    score: Mapped[Score | None] = mapped_column(comment="Nilai: 0 sampai 100 | Score: 0 to 100")
    organiser: Mapped[Name | None] = mapped_column(comment="Penyelenggara: lembaga asesmen | Organiser: assessor")
    valid_to: Mapped[Day | None] = mapped_column(comment="Berlaku sampai: masa berlaku hasil | Valid to: expiry")

    employee: Mapped[Employee] = relationship(lazy="raise")
    competency: Mapped[Competency | None] = relationship(lazy="raise")
