"""The dashboards of offices: their data, services, appointments, open seats and recruitment."""

from admin.panel.dashboards.shape import Axis, Behind, Chart, Dashboard, Pin, Reach, Series, within_month
from admin.panel.filters import EMPTY
from admin.panel.metrics import METRICS
from models.recruitment import ApplicantStage
from models.service import SurveyResponse

VERDICTS = ("PELANGGARAN", "PENGECUALIAN", "DATA_TIDAK_LENGKAP", "SESUAI", "DI_LUAR_LINGKUP")
ACTIONS = ("TERLAMBAT", "BERJALAN", "SELESAI_TERLAMBAT", "SELESAI", "DIBATALKAN")
COVERS = (
    ("TANPA_SUKSESOR", "Tanpa suksesor | Nobody named"),
    ("TANPA_YANG_SIAP", "Tidak ada yang siap | Nobody ready"),
    ("KURANG", "Yang siap kurang | Too few ready"),
    ("CUKUP", "Cukup | Enough ready"),
)
WAITING, DECIDED, BEYOND = {"status_code": "DIAJUKAN"}, {"status_code": "DITERIMA|DITOLAK"}, {"is_beyond": "true"}
REQUESTS = (
    ("open", WAITING, "Menunggu | Waiting"),
    ("overdue", WAITING | BEYOND, "Lewat batas | Overdue"),
    ("decided", DECIDED, "Diputus setahun | Decided in a year"),
    ("decided_late", DECIDED | BEYOND, "Diputus terlambat | Decided late"),
)
SHEETS = Behind("", records=SurveyResponse, by_month=within_month("ends_on"))  # of the surveys that ended in a month
RESULTS = (
    ("passed", "LULUS", "Lulus | Passed"),
    ("pending", EMPTY, "Belum diputus | Pending"),
    ("withdrew", "MENGUNDURKAN_DIRI", "Mengundurkan diri | Withdrew"),
    ("absent", "TIDAK_HADIR", "Tidak hadir | Absent"),
    ("failed", "TIDAK_LULUS", "Tidak lulus | Failed"),
)


def behind_stage(result: str = "") -> Behind:
    """Return the stages of applicants behind a figure of the funnel: those of a result, or all."""
    return Behind("", "stage", {"result": result} if result else {}, records=ApplicantStage)


OFFICES: tuple[Dashboard, ...] = (
    Dashboard(
        "quality",
        "Mutu data menurut aturan | Data quality by rule",
        "Aturan data mana yang paling banyak dilanggar? | Which data rules are broken most?",
        "worklist.md",
        Chart.BARS,
        Axis("Aturan | Rule", "rule_code", label="rule_label", order="-open"),
        (
            Series(
                "Temuan terbuka | Open issues",
                METRICS["quality_open"],
                behind=Behind("data_quality_issue", "rule_code", {"is_excused": "false"}),
            ),
        ),
        reach=Reach.BELOW,
    ),
    Dashboard(
        "satisfaction",
        "Tren IKM titik layanan | IKM of a service point over time",
        "Bagaimana kepuasan masyarakat pada titik layanan ini berubah dari survei ke survei? | "
        "How did public satisfaction with this service point change from survey to survey?",
        "definitions/service.md",
        Chart.LINE,
        Axis("Akhir survei | End of the survey", "ends_on"),
        (
            Series("IKM | IKM", METRICS["service_ikm"], behind=SHEETS),
            Series(
                "Responden | Respondents",
                METRICS["service_respondents"],
                is_drawn=False,
                behind=SHEETS,
            ),
            Series("Sampel yang diperlukan | Sample needed", METRICS["service_sample_needed"], is_drawn=False),
        ),
        pins=(
            Pin(
                "Titik layanan | Service point",
                "service_point_id",
                label="service_point_name",
                order="service_point_code",
            ),
        ),
    ),
    Dashboard(
        "merit",
        "Putusan audit merit | Verdicts of the merit audit",
        "Berapa pengangkatan sesuai aturan, dikecualikan dengan alasan, atau melanggar? | "
        "How many appointments followed the rules, were excepted for a reason, or broke them?",
        "definitions/merit.md",
        Chart.BARS,
        Axis("Putusan | Verdict", "verdict_code", label="verdict_label", values=VERDICTS),
        (Series("Keputusan | Decisions", METRICS["merit_decisions"]),),
    ),
    Dashboard(
        "seats",
        "Kesiapan mengisi jabatan lowong | Readiness for open seats",
        "Seberapa siap calon terbaik setiap jabatan pimpinan yang lowong, dan berapa calonnya? | "
        "How ready is the best candidate for each open leading seat, and how many candidates are there?",
        "definitions/seats.md",
        Chart.BARS,
        Axis("Jabatan lowong | Open seat", "seat_id", label="seat_name", beside="seat_unit_name", order="score"),
        (
            Series("Nilai teratas | Best score", METRICS["seat_best_score"]),
            Series("Calon | Candidates", METRICS["seat_candidates"], is_drawn=False),
            Series("Memenuhi syarat hukum | Eligible by law", METRICS["seat_lawful"], is_drawn=False),
            Series("Tempat lowong | Open places", METRICS["seat_open_places"], is_drawn=False),
        ),
    ),
    Dashboard(
        "succession",
        "Suksesi jabatan pimpinan | Succession in leading seats",
        "Jabatan pimpinan mana yang lowong atau segera lowong tanpa suksesor yang siap? | "
        "Which leading seats are vacant, or soon will be, with no successor ready?",
        "definitions/talent.md",
        Chart.STACK,
        Axis(
            "Keadaan jabatan | State of the seat",
            "vacancy_code",
            label="vacancy_label",
            values=("LOWONG", "SEGERA_LOWONG", "TERISI"),
        ),
        (
            *(Series(title, METRICS[f"succession_{code.lower()}"]) for code, title in COVERS),
            Series(
                "Suksesor disebut | Successors named",
                METRICS["succession_named"],
                behind=Behind("succession_plan", "vacancy_code"),
                is_drawn=False,
            ),
            Series(
                "Yang siap | Ready",
                METRICS["succession_ready"],
                behind=Behind("succession_plan", "vacancy_code", {"state_code": "SIAP"}),
                is_drawn=False,
            ),
        ),
    ),
    Dashboard(
        "corrections",
        "Permintaan perbaikan data | Requests for corrections",
        "Berapa permintaan perbaikan menunggu, berapa lewat batas, dan berapa yang terlambat diputus? | "
        "How many requests for corrections wait, how many are overdue, and how many were decided late?",
        "definitions/people.md",
        Chart.BARS,
        Axis("Jenis catatan | Kind of record", "kind_code", label="kind_label", order="kind_label"),
        (
            *(
                Series(
                    title,
                    METRICS[f"corrections_{measure}"],
                    is_drawn=measure == "open",
                    behind=Behind("correction_followup", "kind_code", where),
                )
                for measure, where, title in REQUESTS
            ),
        ),
    ),
    Dashboard(
        "forums",
        "Tindak lanjut rapat | Follow-up of meetings",
        "Berapa tindak lanjut rapat antarperangkat daerah selesai, berjalan, atau terlambat? | "
        "How many action items of meetings between offices are done, under way or late?",
        "definitions/engagement.md",
        Chart.BARS,
        Axis("Keadaan | State", "state_code", label="state_label", values=ACTIONS),
        (Series("Tindak lanjut | Action items", METRICS["forum_items"]),),
    ),
    Dashboard(
        "recruitment",
        "Corong pengadaan ASN | Recruitment funnel",
        "Berapa pelamar menempuh setiap tahap pengadaan, dengan hasil apa, dan berapa lama? | "
        "How many applicants came to every stage of a round, with what result, and how long did it take?",
        "definitions/recruitment.md",
        Chart.FUNNEL,
        Axis("Tahap | Stage", "stage_code", label="stage_label", order="sequence"),
        (
            *(
                Series(title, METRICS[f"recruitment_{measure}"], behind=behind_stage(result))
                for measure, result, title in RESULTS
            ),
            Series("Kelulusan | Pass rate", METRICS["recruitment_pass_pct"], is_drawn=False, behind=behind_stage()),
            Series(
                "Lama (median hari) | Median days",
                METRICS["recruitment_days_median"],
                is_drawn=False,
                behind=behind_stage(),
            ),
            Series("Hari terlambat | Days late", METRICS["recruitment_days_late"], is_drawn=False),
        ),
        reach=Reach.WHOLE,
        pins=(Pin("Pengadaan | Round", "recruitment_round_id", label="round_name", order="announced_on"),),
    ),
    Dashboard(
        "partners",
        "Kerja sama pelatihan | Training with partners",
        "Mitra mana yang melatih berapa pegawai, dengan perjanjian, JP, dan biaya berapa? | "
        "Which partners train how many people, under how many agreements, for which hours and cost?",
        "definitions/training.md",
        Chart.BARS,
        Axis("Mitra | Partner", "partner_id", label="partner_name", order="partner_name"),
        (
            Series("Peserta | Participants", METRICS["partner_participants"]),
            Series("Perjanjian | Agreements", METRICS["partner_agreements"], is_drawn=False),
            Series("Berlaku | In force", METRICS["partner_agreements_in_force"], is_drawn=False),
            Series("Perlu diperpanjang | To be renewed", METRICS["partner_agreements_to_renew"], is_drawn=False),
            Series("JP | Hours", METRICS["partner_hours"], is_drawn=False),
            Series("Biaya | Cost", METRICS["partner_cost"], is_drawn=False),
            Series("Magang | Internships", METRICS["partner_internships"], is_drawn=False),
        ),
        reach=Reach.WHOLE,
    ),
)
