"""The marts about people: their careers, presence, and what falls due."""

from admin.panel.mart_catalogue.shape import PERSON, MartPage, Theme, Why

CAREER = Theme(
    "Pangkat dan karier | Rank and career",
    "steps",
    (
        MartPage(
            "duk",
            "Daftar urut kepangkatan (DUK) | Seniority list (DUK)",
            "Urutan setiap PNS di instansi dan unitnya, dan kriteria yang menentukannya | "
            "The place of every PNS in the agency and the unit, and the criterion that decided it",
            ("rank_agency", *PERSON, "grade_code", "grade_tmt", "position_name", "unit_name", "decided_by_label"),
            ("rank_agency",),
            why=Why("duk", ("rank_agency", "rank_unit", "decided_by_label")),
        ),
        MartPage(
            "promotion_readiness",
            "Kesiapan kenaikan pangkat | Promotion readiness",
            "Siapa memenuhi syarat menurut jalur mana, sejak kapan, dan apa yang menghalangi | "
            "Who is eligible by which path, from when, and what stands in the way",
            (*PERSON, "path_label", "readiness_label", "target_grade_code", "earliest_tmt", "explanation"),
            ("full_name",),
            why=Why("{path_code}", ("readiness_label", "status_label", "target_grade_code", "earliest_tmt")),
        ),
        MartPage(
            "proposal_followup",
            "Usulan kenaikan pangkat | Promotion proposals",
            "Siapa siap tetapi belum diusulkan, usulan mana menunggu atau lewat TMT-nya, dan berapa lama diputus | "
            "Who is ready but not proposed, which proposals wait or are past their TMT, and how long decisions take",
            (
                *PERSON,
                "state_label",
                "target_grade_code",
                "target_tmt",
                "path_label",
                "submitted_on",
                "days",
                "days_late",
                "unit_name",
            ),
            ("-days_late", "decided_on", "target_tmt", "full_name"),
        ),
        MartPage(
            "promotion_check",
            "Syarat yang belum terpenuhi | Conditions not met",
            "Setiap syarat kenaikan pangkat yang belum terpenuhi, dengan pasal, bukti, dan tanggal terpenuhinya | "
            "Every condition of a promotion that is not met, with its article, evidence and the day it will be",
            (
                *PERSON,
                "path_label",
                "blocker_label",
                "state_label",
                "sentence",
                "turns_true_on",
                "regulation",
                "article",
            ),
            ("full_name",),
            why=Why("{path_code}", ("state_label",)),
        ),
    ),
)

ATTENDANCE = Theme(
    "Kehadiran dan cuti | Attendance and leave",
    "calendar",
    (
        MartPage(
            "leave_balance",
            "Saldo cuti | Leave balances",
            "Hak, terpakai, menunggu, dan sisa cuti tahunan dan cuti besar, dengan baris buku cuti di baliknya | "
            "Right, used, pending and left of annual and long leave, with the ledger rows behind them",
            (
                *PERSON,
                "leave_kind_label",
                "year",
                "right_days",
                "used_days",
                "pending_days",
                "left_days",
                "status_label",
            ),
            ("-year", "full_name", "leave_kind_code"),
            why=Why(
                "cuti_{leave_kind_code}",
                ("right_days", "carried_days", "used_days", "pending_days", "left_days", "status_label"),
            ),
        ),
        MartPage(
            "attendance_month",
            "Rekap kehadiran | Attendance by month",
            "Kehadiran setiap bulan tahun ini dan indikasi hukuman disiplin menurut PP 94/2021 | "
            "Attendance in each month of this year, and the indication of punishment by PP 94/2021",
            (
                *PERSON,
                "month",
                "present_days",
                "leave_days",
                "absent_days",
                "counted_days_year",
                "longest_run_days",
                "indikasi_hukdis_label",
                "unit_name",
            ),
            ("-month", "full_name"),
        ),
    ),
)

DUE = Theme(
    "Jatuh tempo | Falling due",
    "medal",
    (
        MartPage(
            "kgb_due",
            "Kenaikan gaji berkala (KGB) | Salary increments (KGB)",
            "Tanggal KGB berikutnya setiap pegawai, dan apa yang menundanya | "
            "The next increment of every employee, and what delays it",
            (*PERSON, "status_label", "next_on", "notice_on", "grade_code", "missing_label", "blockers", "unit_name"),
            ("next_on", "full_name"),
            why=Why("kgb", ("status_label", "next_on")),
        ),
        MartPage(
            "retirement_forecast",
            "Perkiraan pensiun | Retirement forecast",
            "Kapan setiap pegawai pensiun, dan jabatan yang menjadi lowong | "
            "When every employee retires, and the seat that falls vacant",
            (
                *PERSON,
                "leaves_on",
                "horizon_label",
                "retirement_age",
                "position_name",
                "seat_vacancies_after",
                "unit_name",
            ),
            ("leaves_on", "full_name"),
            why=Why("pensiun", ("leaves_on", "retirement_age")),
        ),
        MartPage(
            "satyalancana_due",
            "Satyalancana Karya Satya | Long service decorations (Satyalancana)",
            "Siapa dapat diusulkan, dan kapan yang lain memenuhi masa kerjanya | "
            "Who can be proposed, and when the others reach the service asked",
            (
                *PERSON,
                "status_label",
                "next_award_label",
                "next_batch_on",
                "years_on_batch",
                "restart_label",
                "unit_name",
            ),
            ("next_batch_on", "full_name"),
            why=Why("satyalancana", ("status_label", "next_batch_on")),
        ),
        MartPage(
            "contract_due",
            "Kontrak PPPK | PPPK contracts",
            "Kontrak yang segera berakhir, dan apakah dapat diperpanjang sampai batas usia pensiun | "
            "Contracts that end soon, and whether they can be renewed before the retirement age",
            (*PERSON, "status_label", "contract_to", "months_left", "can_extend_to", "position_name", "unit_name"),
            ("contract_to", "full_name"),
            why=Why("kontrak", ("status_label", "can_extend_to")),
        ),
        MartPage(
            "certificate_due",
            "Sertifikat yang berakhir | Certificates that end",
            "Sertifikat yang segera atau baru berakhir, dan angkatan untuk memperbaruinya | "
            "Certificates that end soon or have ended, and the session that would renew them",
            (
                *PERSON,
                "title",
                "expires_on",
                "status_label",
                "renewal_label",
                "session_name",
                "starts_on",
                "places_left",
                "unit_name",
            ),
            ("expires_on", "full_name"),
        ),
    ),
)
