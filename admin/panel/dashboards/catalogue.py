"""The dashboards, as data: a headline mart becomes a page by one declaration here."""

from admin.panel.dashboards.offices import OFFICES
from admin.panel.dashboards.shape import (
    Axis,
    Behind,
    Chart,
    Dashboard,
    Pin,
    Reach,
    Series,
    there_at_end_of_month,
)
from admin.panel.metrics import METRICS
from admin.panel.metrics.growth import FOLLOWUP, PREDICATES
from admin.panel.metrics.people import PROPOSALS, READINESS

YEAR = Pin("Tahun | Year", "year")
VALUE = Pin("Nilai dasar | Core value", "core_value_code", "core_value_label", default="BERORIENTASI_PELAYANAN")
MONTHS_AHEAD = 12

LEAVE = ("BERSISA", "HABIS", "MELEBIHI", "BELUM_BERHAK", "TANPA_HAK")
CASCADE = ("TERHUBUNG", "TERPUTUS", "TANPA_ARAH", "DITERUSKAN", "BELUM_DITERUSKAN")
PROFILES = {
    "JENIS": "employment_type_code",
    "GOLONGAN": "grade_group",
    "PENDIDIKAN": "education_level_code",
    "USIA": "age_group",
    "JENIS_KELAMIN": "sex",
    "JABATAN": "position_category",
}
BEHAVIOUR = (
    ("above", "DI_ATAS", "Di atas ekspektasi | Above expectation"),
    ("as_expected", "SESUAI", "Sesuai ekspektasi | As expected"),
    ("below", "DI_BAWAH", "Di bawah ekspektasi | Below expectation"),
    ("rated", "", "Dinilai | Rated"),
)


def behind_headcount(scheme: str) -> Behind:
    """Return the people who were counted on the last day of a month."""
    return Behind("headcount_stay", where={"scheme": scheme}, by_month=there_at_end_of_month("starts_on", "last_on"))


DASHBOARDS: tuple[Dashboard, ...] = (
    Dashboard(
        "seniority",
        "DUK menurut golongan | Seniority list by grade",
        "Berapa PNS dalam daftar urut kepangkatan di setiap golongan? | "
        "How many PNS of the seniority list are in each grade?",
        "definitions/duk.md",
        Chart.BARS,
        Axis("Golongan | Grade", "grade_code", order="-grade_ordinal"),
        (Series("PNS | PNS", METRICS["duk_people"]),),
    ),
    Dashboard(
        "talent",
        "Sembilan kotak talenta | Nine boxes of talent",
        "Bagaimana sebaran pegawai menurut kinerja dan potensial? | "
        "How are people spread over performance and potential?",
        "definitions/talent.md",
        Chart.GRID,
        Axis(
            "Kotak | Box",
            "box",
            label="box_label",
            order="-box",
            cells=(("4", "7", "9"), ("2", "5", "8"), ("1", "3", "6")),
            sides=(
                (
                    "Kinerja di atas ekspektasi | Performance above expectation",
                    "Kinerja sesuai ekspektasi | Performance as expected",
                    "Kinerja di bawah ekspektasi | Performance below expectation",
                ),
                (
                    "Potensial rendah | Low potential",
                    "Potensial menengah | Middle potential",
                    "Potensial tinggi | High potential",
                ),
            ),
        ),
        (Series("Pegawai | People", METRICS["talent_boxed"]),),
        pins=(YEAR,),
        apart=(
            Series(
                "Belum punya kotak: data belum lengkap | Without a box: data incomplete",
                METRICS["talent_incomplete"],
            ),
        ),
    ),
    Dashboard(
        "training",
        "Cakupan pelatihan unit | Training coverage of units",
        "Berapa bagian pegawai setiap unit yang mencapai sasaran JP? | "
        "What share of the people of every unit reaches the target hours?",
        "definitions/training.md",
        Chart.BARS,
        Axis("Unit | Unit", "unit_id", label="unit_name", order="-coverage_pct"),
        (
            Series(
                "Cakupan | Coverage",
                METRICS["training_coverage_pct"],
                behind=Behind("training_employee", "under", {"is_in_denominator": "true"}),
            ),
            Series(
                "Memenuhi | Met",
                METRICS["training_met"],
                behind=Behind("training_employee", "under", {"is_in_denominator": "true", "is_met": "true"}),
                is_drawn=False,
            ),
            Series(
                "Pegawai | People",
                METRICS["training_employees"],
                behind=Behind("training_employee", "under", {"is_in_denominator": "true"}),
                is_drawn=False,
            ),
        ),
        reach=Reach.BELOW,
        pins=(YEAR,),
    ),
    Dashboard(
        "readiness",
        "Kesiapan naik pangkat menurut jalur | Promotion readiness by path",
        "Berapa PNS sudah siap naik, segera siap, atau terhalang, menurut jalur? | "
        "How many PNS are ready, soon ready or blocked, by path?",
        "definitions/promotion.md",
        Chart.BARS,
        Axis("Kesiapan | Readiness", "readiness_class", label="readiness_label", values=READINESS),
        (Series("PNS | PNS", METRICS["promotion_readiness_people"]),),
        pins=(Pin("Jalur | Path", "path_code", label="path_label", default="REGULER"),),
        apart=(
            Series(
                "Jalur ini tidak berlaku baginya | This path does not apply to them",
                METRICS["promotion_not_applicable"],
            ),
        ),
    ),
    Dashboard(
        "proposals",
        "Usulan kenaikan pangkat | Promotion proposals",
        "Berapa PNS siap tetapi belum diusulkan, dan berapa usulan menunggu atau sudah lewat TMT-nya? | "
        "How many PNS are ready but not proposed, and how many proposals wait or are past their TMT?",
        "definitions/promotion.md",
        Chart.BARS,
        Axis("Keadaan | State", "state_code", label="state_label", values=PROPOSALS),
        (Series("Usulan | Proposals", METRICS["proposals_open"]),),
        apart=(Series("Sudah disetujui | Approved", METRICS["proposals_approved"]),),
    ),
    Dashboard(
        "due",
        "Kalender jatuh tempo | Calendar of what falls due",
        "Berapa KP, KGB, pensiun, kontrak, dan penghargaan jatuh tempo dalam dua belas bulan? | "
        "How many promotions, increments, pensions, contracts and awards fall due within twelve months?",
        "definitions/due.md",
        Chart.STACK,
        Axis("Bulan | Month", "next_on", months_ahead=MONTHS_AHEAD),
        (
            Series("KGB | Increments (KGB)", METRICS["kgb_coming"]),
            Series("Kenaikan pangkat | Promotions", METRICS["promotions_coming"]),
            Series("Pensiun | Pensions", METRICS["pensions_coming"]),
            Series("Kontrak PPPK | PPPK contracts", METRICS["contracts_ending"]),
            Series("Satyalancana | Long service awards", METRICS["satyalancana_coming"]),
        ),
    ),
    Dashboard(
        "endings",
        "Kalender masa berlaku | Calendar of what ends",
        "Berapa sertifikat dan perjanjian mitra berakhir dalam dua belas bulan? | "
        "How many certificates and agreements with partners end within twelve months?",
        "definitions/due.md",
        Chart.STACK,
        Axis("Bulan | Month", "expires_on", months_ahead=MONTHS_AHEAD),
        (
            Series("Sertifikat | Certificates", METRICS["certificates_ending"]),
            Series("Perjanjian mitra | Agreements with partners", METRICS["agreements_ending"]),
        ),
    ),
    Dashboard(
        "gaps",
        "Kesenjangan kompetensi dan rencananya | Competency gaps and their plans",
        "Berapa kesenjangan setiap kompetensi, dan berapa yang belum ada rencana pengembangannya? | "
        "How many gaps does each competency have, and how many of them nobody plans to close?",
        "definitions/competence.md",
        Chart.STACK,
        Axis("Kompetensi | Competency", "competency_code", label="competency_label", order="competency_label"),
        (
            Series("Tanpa rencana | Without a plan", METRICS["gaps_unplanned"]),
            Series("Direncanakan | Planned for", METRICS["gaps_planned"]),
        ),
    ),
    Dashboard(
        "behaviour",
        "Perilaku BerAKHLAK menurut unit | Behaviour (BerAKHLAK) by unit",
        "Bagaimana setiap nilai dasar dinilai di setiap unit? | How was each core value rated in every unit?",
        "definitions/performance.md",
        Chart.SHARES,
        Axis("Unit | Unit", "unit_id", label="unit_name", order="unit_name"),
        tuple(
            Series(
                title,
                METRICS[f"behaviour_{measure}"],
                behind=Behind("behaviour_employee", "under", {"rating_code": code} if code else {}),
                is_drawn=bool(code),
            )
            for measure, code, title in BEHAVIOUR
        ),
        reach=Reach.BELOW,
        pins=(YEAR, VALUE),
    ),
    Dashboard(
        "appraisals",
        "Sebaran predikat kinerja | Distribution of appraisals",
        "Berapa pegawai setiap unit mendapat tiap predikat? | How many people of every unit got each predicate?",
        "definitions/performance.md",
        Chart.SHARES,
        Axis("Unit | Unit", "unit_id", label="unit_name", order="unit_name"),
        tuple(
            Series(
                title,
                METRICS[f"appraisals_{code.lower()}"],
                behind=Behind("performance_ranking", "under", {"predicate_code": code}),
            )
            for code, title in PREDICATES.items()
        ),
        reach=Reach.BELOW,
        pins=(YEAR,),
    ),
    Dashboard(
        "goals",
        "Penurunan sasaran kinerja | Cascade of goals",
        "Berapa sasaran pegawai mendukung sasaran unit, dan berapa sasaran unit tidak diteruskan siapa pun? | "
        "How many goals of employees serve goals of units, and how many goals of units did nobody take over?",
        "definitions/followup.md",
        Chart.BARS,
        Axis("Keadaan | State", "state_code", label="state_label", values=CASCADE),
        (Series("Sasaran | Goals", METRICS["goals"]),),
    ),
    Dashboard(
        "followup",
        "Tindak lanjut penilaian | Follow-up of appraisals",
        "Berapa penilaian di bawah Baik sudah ditindaklanjuti, dan berapa belum? | "
        "How many appraisals below Good were followed up, and how many were not?",
        "definitions/followup.md",
        Chart.BARS,
        Axis("Tindak lanjut | Follow-up", "followup_code", label="followup_label", values=FOLLOWUP),
        (Series("Penilaian | Appraisals", METRICS["appraisals_followed"]),),
        apart=(
            Series(
                "Keberatan belum diputus, lewat batas | Objections undecided past the deadline",
                METRICS["objections_overdue"],
            ),
        ),
    ),
    Dashboard(
        "workforce",
        "Profil pegawai | Profile of the workforce",
        "Berapa pegawai unit ini menurut golongan, pendidikan, usia, jenis kelamin, dan jabatan? | "
        "How many people does this unit have by grade, education, age, sex and kind of post?",
        "definitions/due.md",
        Chart.BARS,
        Axis("Kelompok | Group", "group_code", label="group_label", order="group_ordinal"),
        (
            Series(
                "Pegawai | People",
                METRICS["workforce_employees"],
                behind=Behind("employee_current", "", by_pin=PROFILES),
            ),
        ),
        reach=Reach.BELOW,
        pins=(Pin("Menurut | By", "dimension_code", label="dimension_label", default="GOLONGAN"),),
    ),
    Dashboard(
        "headcount",
        "Perkembangan jumlah pegawai | Headcount over time",
        "Bagaimana jumlah PNS dan PPPK berubah setiap bulan? | How did the number of PNS and PPPK change by month?",
        "definitions/due.md",
        Chart.LINE,
        Axis("Bulan | Month", "month_from"),
        (
            Series("PNS | PNS", METRICS["headcount_pns"], behind=behind_headcount("PNS")),
            Series("PPPK | PPPK", METRICS["headcount_pppk"], behind=behind_headcount("PPPK")),
        ),
    ),
    Dashboard(
        "attendance",
        "Kehadiran menurut bulan | Attendance by month",
        "Berapa hari kerja hilang karena tidak masuk, dan berapa karena cuti, setiap bulan? | "
        "How many working days were lost to absence, and how many to leave, in each month?",
        "definitions/attendance.md",
        Chart.LINE,
        Axis("Bulan | Month", "month"),
        (
            Series("Tidak masuk tanpa alasan | Absent without reason", METRICS["absent_days"]),
            Series("Cuti | Leave", METRICS["leave_days"]),
            Series("Hadir | Present", METRICS["present_days"], is_drawn=False),
            Series("Dinas luar | Away on duty", METRICS["duty_days"], is_drawn=False),
            Series("Terlambat (menit) | Late (minutes)", METRICS["late_minutes"], is_drawn=False),
        ),
    ),
    Dashboard(
        "leave",
        "Sisa cuti pegawai | Leave that people have left",
        "Berapa pegawai masih punya sisa cuti, sudah habis, atau belum berhak, dan berapa harinya? | "
        "How many people have leave left, have used it up, or have no right yet, and how many days?",
        "definitions/attendance.md",
        Chart.BARS,
        Axis("Keadaan | State", "status_code", label="status_label", values=LEAVE),
        (
            Series("Pegawai | People", METRICS["leave_people"]),
            Series("Hari terpakai | Days used", METRICS["leave_used_days"], is_drawn=False),
            Series("Hari menunggu | Days pending", METRICS["leave_pending_days"], is_drawn=False),
            Series("Hari tersisa | Days left", METRICS["leave_left_days"], is_drawn=False),
        ),
        pins=(YEAR, Pin("Jenis cuti | Kind", "leave_kind_code", label="leave_kind_label", default="TAHUNAN")),
    ),
    *OFFICES,
)
