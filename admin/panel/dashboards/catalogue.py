"""The dashboards, as data: a headline mart becomes a page by one declaration here."""

from admin.panel.dashboards.offices import OFFICES
from admin.panel.dashboards.shape import (
    DAYS,
    PEOPLE,
    Axis,
    Behind,
    Chart,
    Dashboard,
    Pin,
    Reach,
    Series,
    there_at_end_of_month,
)

YEAR = Pin("Tahun | Year", "year")
VALUE = Pin("Nilai dasar | Core value", "core_value_code", "core_value_label", default="BERORIENTASI_PELAYANAN")
MONTHS_AHEAD = 12

READINESS = ("SIAP", "SIAP_6BLN", "TERHALANG", "DATA_TIDAK_LENGKAP", "PUNCAK")
INCREMENTS = "SUDAH_WAKTUNYA|PEMBERITAHUAN|DIJADWALKAN|DITUNDA|DATA_TIDAK_LENGKAP"  # not: retired by then
AWARDS = "DIUSULKAN|BELUM"
PROMOTIONS = "REGULER|STRUKTURAL|FUNGSIONAL"  # the paths of which only one is open to each PNS
LEAVE = ("BERSISA", "HABIS", "MELEBIHI", "BELUM_BERHAK", "TANPA_HAK")
FOLLOWUP = ("TANPA_TINDAK_LANJUT", "TERLAMBAT", "BERJALAN", "SELESAI")
CASCADE = ("TERHUBUNG", "TERPUTUS", "TANPA_ARAH", "DITERUSKAN", "BELUM_DITERUSKAN")
PREDICATES = {
    "SANGAT_BAIK": "Sangat baik | Very good",
    "BAIK": "Baik | Good",
    "BUTUH_PERBAIKAN": "Butuh perbaikan | Needs improvement",
    "KURANG": "Kurang | Poor",
    "SANGAT_KURANG": "Sangat kurang | Very poor",
}
PROPOSALS = ("BELUM_DIUSULKAN", "DRAF", "MENUNGGU", "LEWAT_TMT", "DITOLAK")
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
        (Series("PNS | PNS", "duk"),),
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
        (Series("Pegawai | People", "talent_box", where={"status_code": "LENGKAP"}),),
        pins=(YEAR,),
        apart=(
            Series(
                "Belum punya kotak: data belum lengkap | Without a box: data incomplete",
                "talent_box",
                where={"status_code": "DATA_TIDAK_LENGKAP"},
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
                "training_coverage",
                measure="coverage_pct",
                is_single=True,
                behind=Behind("training_employee", "under", {"is_in_denominator": "true"}),
            ),
            Series(
                "Memenuhi | Met",
                "training_coverage",
                measure="met",
                behind=Behind("training_employee", "under", {"is_in_denominator": "true", "is_met": "true"}),
                is_drawn=False,
                unit=PEOPLE,
            ),
            Series(
                "Pegawai | People",
                "training_coverage",
                measure="employees",
                behind=Behind("training_employee", "under", {"is_in_denominator": "true"}),
                is_drawn=False,
                unit=PEOPLE,
            ),
        ),
        unit="%",
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
        (Series("PNS | PNS", "promotion_readiness", where={"readiness_class": "|".join(READINESS)}),),
        pins=(Pin("Jalur | Path", "path_code", label="path_label", default="REGULER"),),
        apart=(
            Series(
                "Jalur ini tidak berlaku baginya | This path does not apply to them",
                "promotion_readiness",
                where={"readiness_class": "TIDAK_BERLAKU"},
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
        (Series("Usulan | Proposals", "proposal_followup", where={"state_code": "|".join(PROPOSALS)}),),
        unit="urusan | cases",
        apart=(Series("Sudah disetujui | Approved", "proposal_followup", where={"state_code": "DISETUJUI"}),),
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
            Series("KGB | Increments (KGB)", "kgb_due", where={"status_code": INCREMENTS}),
            Series(
                "Kenaikan pangkat | Promotions",
                "promotion_readiness",
                where={"path_code": PROMOTIONS},
                column="earliest_tmt",
            ),
            Series("Pensiun | Pensions", "retirement_forecast", column="leaves_on"),
            Series("Kontrak PPPK | PPPK contracts", "contract_due", column="final_to"),
            Series(
                "Satyalancana | Long service awards",
                "satyalancana_due",
                where={"status_code": AWARDS},
                column="next_batch_on",
            ),
        ),
        unit="urusan | cases",
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
            Series("Sertifikat | Certificates", "certificate_due"),
            Series(
                "Perjanjian mitra | Agreements with partners",
                "partner_programme",
                where={"state_code": "BERLAKU|SEGERA_BERAKHIR"},
                column="valid_to",
            ),
        ),
        unit="urusan | cases",
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
            Series("Tanpa rencana | Without a plan", "competency_gap", where={"plan_code": "TANPA_RENCANA"}),
            Series("Direncanakan | Planned for", "competency_gap", where={"plan_code": "TINDAKAN|PELATIHAN"}),
        ),
        unit="kesenjangan | gaps",
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
                "behaviour_unit",
                measure=measure,
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
                "appraisal_distribution",
                measure=code.lower(),
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
        (Series("Sasaran | Goals", "goal_cascade"),),
        unit="sasaran | goals",
    ),
    Dashboard(
        "followup",
        "Tindak lanjut penilaian | Follow-up of appraisals",
        "Berapa penilaian di bawah Baik sudah ditindaklanjuti, dan berapa belum? | "
        "How many appraisals below Good were followed up, and how many were not?",
        "definitions/followup.md",
        Chart.BARS,
        Axis("Tindak lanjut | Follow-up", "followup_code", label="followup_label", values=FOLLOWUP),
        (Series("Penilaian | Appraisals", "appraisal_followup", where={"followup_code": "|".join(FOLLOWUP)}),),
        unit="penilaian | appraisals",
        apart=(
            Series(
                "Keberatan belum diputus, lewat batas | Objections undecided past the deadline",
                "appraisal_followup",
                where={"objection_code": "LEWAT_BATAS"},
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
                "workforce_profile",
                measure="employees",
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
            Series("PNS | PNS", "headcount_month", measure="closing_pns", behind=behind_headcount("PNS")),
            Series("PPPK | PPPK", "headcount_month", measure="closing_pppk", behind=behind_headcount("PPPK")),
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
            Series("Tidak masuk tanpa alasan | Absent without reason", "attendance_month", measure="absent_days"),
            Series("Cuti | Leave", "attendance_month", measure="leave_days"),
            Series("Hadir | Present", "attendance_month", measure="present_days", is_drawn=False),
            Series("Dinas luar | Away on duty", "attendance_month", measure="duty_days", is_drawn=False),
            Series(
                "Terlambat (menit) | Late (minutes)",
                "attendance_month",
                measure="late_minutes",
                is_drawn=False,
                unit="menit | minutes",
            ),
        ),
        unit=DAYS,
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
            Series("Pegawai | People", "leave_balance"),
            Series("Hari terpakai | Days used", "leave_balance", measure="used_days", is_drawn=False, unit=DAYS),
            Series("Hari menunggu | Days pending", "leave_balance", measure="pending_days", is_drawn=False, unit=DAYS),
            Series("Hari tersisa | Days left", "leave_balance", measure="left_days", is_drawn=False, unit=DAYS),
        ),
        pins=(YEAR, Pin("Jenis cuti | Kind", "leave_kind_code", label="leave_kind_label", default="TAHUNAN")),
    ),
    *OFFICES,
)
