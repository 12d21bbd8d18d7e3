"""The numbers about offices: data, services, appointments, posts, recruitment and partners."""

from admin.panel.metrics.shape import DAYS, OF_A_UNIT, PEOPLE, Metric

COVERS = {
    "TANPA_SUKSESOR": "Jabatan tanpa suksesor | Seats with nobody named",
    "TANPA_YANG_SIAP": "Jabatan tanpa suksesor yang siap | Seats with nobody ready",
    "KURANG": "Jabatan dengan suksesor siap yang kurang | Seats with too few ready",
    "CUKUP": "Jabatan dengan cukup suksesor siap | Seats with enough ready",
}
REQUESTS = {
    "open": "Permintaan perbaikan yang menunggu | Requests for corrections that wait",
    "overdue": "Permintaan perbaikan yang lewat batas | Requests for corrections overdue",
    "decided": "Permintaan perbaikan yang diputus | Requests for corrections decided",
    "decided_late": "Permintaan perbaikan yang terlambat diputus | Requests for corrections decided late",
}
RESULTS = {
    "passed": "Pelamar lulus tahap | Applicants who passed a stage",
    "pending": "Pelamar belum diputus | Applicants not decided",
    "withdrew": "Pelamar mengundurkan diri | Applicants who withdrew",
    "absent": "Pelamar tidak hadir | Applicants who were absent",
    "failed": "Pelamar tidak lulus tahap | Applicants who failed a stage",
}
SEAT = ("seat_id",)
ROUND = ("recruitment_round_id",)
POINT = ("service_point_id",)
SEATS = "jabatan | seats"
AGREEMENTS = "perjanjian | agreements"
SAME = "Nilai satu baris; baris yang berbeda tidak dijumlahkan | The value of one row; different rows are not added up"

SERVICE = (
    Metric(
        "quality_open",
        "Temuan data yang terbuka | Data issues that are open",
        "data_quality",
        "open",
        fixed=OF_A_UNIT,
        by="rule_code",
        unit="temuan | issues",
        caveat="Setiap unit memuat semua unit di bawahnya | Each unit holds all units below it",
    ),
    Metric(
        "service_ikm",
        "Indeks kepuasan masyarakat (IKM) | Index of public satisfaction (IKM)",
        "service_satisfaction",
        "ikm",
        is_single=True,
        fixed=(*POINT, "ends_on"),
        unit="",
        regulation="PERMENPANRB-14-2017",
        caveat=SAME,
    ),
    Metric(
        "service_respondents",
        "Responden survei | Respondents of a survey",
        "service_satisfaction",
        "respondents",
        fixed=POINT,
        by="ends_on",
        regulation="PERMENPANRB-14-2017",
    ),
    Metric(
        "service_sample_needed",
        "Sampel survei yang diperlukan | Sample that a survey needs",
        "service_satisfaction",
        "sample_needed",
        fixed=POINT,
        by="ends_on",
        regulation="PERMENPANRB-14-2017",
    ),
    Metric(
        "merit_decisions",
        "Keputusan pengangkatan menurut audit merit | Appointments by the merit audit",
        "merit_audit",
        by="verdict_code",
        unit="keputusan | decisions",
        meaning="Banyaknya keputusan pengangkatan menurut putusan auditnya | "
        "How many appointments by the verdict of the audit",
        regulation="PERMENPANRB-19-2025",
        caveat="Petunjuk untuk diperiksa orang, bukan tuduhan | Pointers for people to examine, no accusation",
    ),
    Metric(
        "forum_items",
        "Tindak lanjut rapat | Action items of meetings",
        "forum_followup",
        by="state_code",
        unit="tindak lanjut | items",
        meaning="Banyaknya tindak lanjut rapat menurut keadaannya | How many action items by their state",
    ),
    *(
        Metric(
            f"corrections_{measure}",
            label,
            "correction_turnaround",
            measure,
            by="kind_code",
            unit="permintaan | requests",
        )
        for measure, label in REQUESTS.items()
    ),
)
POSTS = (
    Metric(
        "seat_best_score",
        "Nilai calon terbaik | Score of the best candidate",
        "seat_readiness",
        "score",
        is_single=True,
        where={"rank": "1"},
        fixed=SEAT,
        unit="nilai | points",
        caveat=SAME,
    ),
    Metric(
        "seat_candidates",
        "Calon jabatan lowong | Candidates for an open seat",
        "seat_readiness",
        "pool_size",
        is_single=True,
        fixed=SEAT,
        caveat=SAME,
    ),
    Metric(
        "seat_lawful",
        "Pegawai yang memenuhi syarat hukum | People eligible by law",
        "seat_readiness",
        "lawful_count",
        is_single=True,
        fixed=SEAT,
        caveat=SAME,
    ),
    Metric(
        "seat_open_places",
        "Tempat lowong | Open places",
        "seat_readiness",
        "open_places",
        is_single=True,
        fixed=SEAT,
        unit="tempat | places",
        caveat=SAME,
    ),
    *(
        Metric(
            f"succession_{code.lower()}",
            label,
            "succession_seat",
            where={"cover_code": code},
            by="vacancy_code",
            unit=SEATS,
            meaning="Banyaknya jabatan pimpinan menurut kesiapan suksesornya | "
            "How many leading seats by how ready their successors are",
        )
        for code, label in COVERS.items()
    ),
    Metric(
        "succession_named", "Suksesor yang disebut | Successors named", "succession_seat", "named", by="vacancy_code"
    ),
    Metric("succession_ready", "Suksesor yang siap | Successors ready", "succession_seat", "ready", by="vacancy_code"),
)
RECRUITMENT = (
    *(
        Metric(f"recruitment_{measure}", label, "recruitment_funnel", measure, fixed=(*ROUND, "stage_code"))
        for measure, label in RESULTS.items()
    ),
    Metric(
        "recruitment_pass_pct",
        "Kelulusan tahap (%) | Pass rate of a stage (%)",
        "recruitment_funnel",
        "pass_pct",
        is_single=True,
        fixed=(*ROUND, "stage_code"),
        unit="%",
        caveat=SAME,
    ),
    Metric(
        "recruitment_days_median",
        "Lama tahap (median hari) | Median days of a stage",
        "recruitment_funnel",
        "days_median",
        is_single=True,
        fixed=(*ROUND, "stage_code"),
        unit=DAYS,
        caveat=SAME,
    ),
    Metric(
        "recruitment_days_late",
        "Hari terlambat tahap | Days late of a stage",
        "recruitment_funnel",
        "days_late",
        is_single=True,
        fixed=(*ROUND, "stage_code"),
        unit=DAYS,
        caveat=SAME,
    ),
)
PARTNERS = (
    Metric(
        "partner_participants",
        "Peserta pelatihan mitra | Participants of training with partners",
        "partner_programme",
        "participants",
        by="partner_id",
        caveat="Orang yang ikut dua angkatan dihitung dua kali | Who came to two sessions counts twice",
    ),
    Metric(
        "partner_agreements",
        "Perjanjian dengan mitra | Agreements with partners",
        "partner_programme",
        by="partner_id",
        unit=AGREEMENTS,
        meaning="Banyaknya perjanjian yang pernah dibuat | How many were ever made",
    ),
    Metric(
        "partner_agreements_in_force",
        "Perjanjian yang berlaku | Agreements in force",
        "partner_programme",
        where={"state_code": "BERLAKU|SEGERA_BERAKHIR"},
        by="partner_id",
        unit=AGREEMENTS,
        meaning="Banyaknya perjanjian yang berlaku, juga yang segera berakhir | How many hold, also those ending soon",
    ),
    Metric(
        "partner_agreements_to_renew",
        "Perjanjian yang perlu diperpanjang | Agreements to be renewed",
        "partner_programme",
        where={"is_renewal_open": "true"},
        by="partner_id",
        unit=AGREEMENTS,
        meaning="Banyaknya perjanjian yang berakhir atau segera, tanpa perjanjian berikutnya | "
        "How many ended or end soon, with none that follows",
    ),
    Metric(
        "partner_hours",
        "JP dari mitra | Hours from partners",
        "partner_programme",
        "hours_delivered",
        by="partner_id",
        unit="JP | hours",
    ),
    Metric(
        "partner_cost",
        "Biaya pelatihan mitra | Cost of training with partners",
        "partner_programme",
        "budget_spent",
        by="partner_id",
        unit="rupiah | rupiah",
    ),
    Metric(
        "partner_internships",
        "Magang pada mitra | Internships with partners",
        "partner_programme",
        "internships",
        by="partner_id",
        unit=PEOPLE,
    ),
)
OFFICES = (*SERVICE, *POSTS, *RECRUITMENT, *PARTNERS)
