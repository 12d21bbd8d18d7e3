"""The dashboards of offices: their data, services, appointments, open seats and recruitment."""

from admin.panel.dashboards.shape import DAYS, PEOPLE, Axis, Behind, Chart, Dashboard, Pin, Reach, Series
from admin.panel.filters import EMPTY
from models.recruitment import ApplicantStage

VERDICTS = ("PELANGGARAN", "PENGECUALIAN", "DATA_TIDAK_LENGKAP", "SESUAI", "DI_LUAR_LINGKUP")
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
            Series("IKM | IKM", "service_satisfaction", measure="ikm", is_single=True),
            Series(
                "Responden | Respondents",
                "service_satisfaction",
                measure="respondents",
                is_drawn=False,
                unit=PEOPLE,
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
        pins=(Pin("Titik layanan | Service point", "service_point_code", label="service_point_name"),),
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
        "corrections",
        "Permintaan perbaikan data | Requests for corrections",
        "Berapa permintaan perbaikan menunggu, berapa lewat batas, dan berapa yang terlambat diputus? | "
        "How many requests for corrections wait, how many are overdue, and how many were decided late?",
        "definitions/people.md",
        Chart.BARS,
        Axis("Jenis catatan | Kind of record", "kind_code", label="kind_label", order="kind_label"),
        (
            Series("Menunggu | Waiting", "correction_turnaround", measure="open"),
            Series("Lewat batas | Overdue", "correction_turnaround", measure="overdue", is_drawn=False),
            Series("Diputus setahun | Decided in a year", "correction_turnaround", measure="decided", is_drawn=False),
            Series("Diputus terlambat | Decided late", "correction_turnaround", measure="decided_late", is_drawn=False),
        ),
        unit="permintaan | requests",
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
