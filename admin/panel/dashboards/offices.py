"""The dashboards of offices: their data, services, appointments, open seats and recruitment."""

from admin.panel.dashboards.shape import DAYS, PEOPLE, Axis, Behind, Chart, Dashboard, Pin, Reach, Series, within_month
from admin.panel.filters import EMPTY
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
                "data_quality",
                measure="open",
                behind=Behind("data_quality_issue", "rule_code", {"is_excused": "false"}),
            ),
        ),
        unit="temuan | issues",
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
            Series("IKM | IKM", "service_satisfaction", measure="ikm", is_single=True, behind=SHEETS),
            Series(
                "Responden | Respondents",
                "service_satisfaction",
                measure="respondents",
                is_drawn=False,
                unit=PEOPLE,
                behind=SHEETS,
            ),
            Series(
                "Sampel yang diperlukan | Sample needed",
                "service_satisfaction",
                measure="sample_needed",
                is_drawn=False,
                unit=PEOPLE,
            ),
        ),
        unit="",
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
        (Series("Keputusan | Decisions", "merit_audit"),),
        unit="keputusan | decisions",
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
            Series(
                "Nilai teratas | Best score",
                "seat_readiness",
                measure="score",
                is_single=True,
                where={"rank": "1"},
                unit="nilai | points",
            ),
            Series("Calon | Candidates", "seat_readiness", measure="pool_size", is_single=True, is_drawn=False),
            Series(
                "Memenuhi syarat hukum | Eligible by law",
                "seat_readiness",
                measure="lawful_count",
                is_single=True,
                is_drawn=False,
            ),
            Series(
                "Tempat lowong | Open places",
                "seat_readiness",
                measure="open_places",
                is_single=True,
                is_drawn=False,
                unit="tempat | places",
            ),
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
            *(Series(title, "succession_seat", where={"cover_code": code}) for code, title in COVERS),
            Series(
                "Suksesor disebut | Successors named",
                "succession_seat",
                measure="named",
                behind=Behind("succession_plan", "vacancy_code"),
                is_drawn=False,
                unit=PEOPLE,
            ),
            Series(
                "Yang siap | Ready",
                "succession_seat",
                measure="ready",
                behind=Behind("succession_plan", "vacancy_code", {"state_code": "SIAP"}),
                is_drawn=False,
                unit=PEOPLE,
            ),
        ),
        unit="jabatan | seats",
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
                    "correction_turnaround",
                    measure=measure,
                    is_drawn=measure == "open",
                    behind=Behind("correction_followup", "kind_code", where),
                )
                for measure, where, title in REQUESTS
            ),
        ),
        unit="permintaan | requests",
    ),
    Dashboard(
        "forums",
        "Tindak lanjut rapat | Follow-up of meetings",
        "Berapa tindak lanjut rapat antarperangkat daerah selesai, berjalan, atau terlambat? | "
        "How many action items of meetings between offices are done, under way or late?",
        "definitions/engagement.md",
        Chart.BARS,
        Axis("Keadaan | State", "state_code", label="state_label", values=ACTIONS),
        (Series("Tindak lanjut | Action items", "forum_followup"),),
        unit="tindak lanjut | items",
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
                Series(title, "recruitment_funnel", measure=measure, behind=behind_stage(result))
                for measure, result, title in RESULTS
            ),
            Series(
                "Kelulusan | Pass rate",
                "recruitment_funnel",
                measure="pass_pct",
                is_single=True,
                is_drawn=False,
                unit="%",
                behind=behind_stage(),
            ),
            Series(
                "Lama (median hari) | Median days",
                "recruitment_funnel",
                measure="days_median",
                is_single=True,
                is_drawn=False,
                unit=DAYS,
                behind=behind_stage(),
            ),
            Series(
                "Hari terlambat | Days late",
                "recruitment_funnel",
                measure="days_late",
                is_single=True,
                is_drawn=False,
                unit=DAYS,
            ),
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
            Series("Peserta | Participants", "partner_programme", measure="participants"),
            Series("Perjanjian | Agreements", "partner_programme", is_drawn=False, unit="perjanjian | agreements"),
            Series(
                "Berlaku | In force",
                "partner_programme",
                where={"state_code": "BERLAKU|SEGERA_BERAKHIR"},
                is_drawn=False,
                unit="perjanjian | agreements",
            ),
            Series(
                "Perlu diperpanjang | To be renewed",
                "partner_programme",
                where={"is_renewal_open": "true"},
                is_drawn=False,
                unit="perjanjian | agreements",
            ),
            Series("JP | Hours", "partner_programme", measure="hours_delivered", is_drawn=False, unit="JP | hours"),
            Series("Biaya | Cost", "partner_programme", measure="budget_spent", is_drawn=False, unit="rupiah | rupiah"),
            Series("Magang | Internships", "partner_programme", measure="internships", is_drawn=False),
        ),
        reach=Reach.WHOLE,
    ),
)
