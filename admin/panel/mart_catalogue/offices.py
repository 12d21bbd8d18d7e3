"""The marts about agencies and units, posts, services, forums, recruitment, the data themselves and their builds."""

from admin.panel.mart_catalogue.shape import PERSON, MartPage, Theme
from models.correction import CorrectionRequest

MERIT = Theme(
    "Merit | Merit",
    "check",
    (
        MartPage(
            "merit_audit",
            "Audit pengangkatan | Audit of appointments",
            "Setiap keputusan pengangkatan: syarat pada harinya, siapa yang lebih tinggi, alasan, dan putusan | "
            "Every appointment decision: eligibility on its day, who stood higher, the reason and the verdict",
            (
                "decided_on",
                "verdict_label",
                "name",
                "nip",
                "position_name",
                "unit_name",
                "explanation",
                "standing",
                "candidates",
                "ground_label",
            ),
            ("-decided_on", "position_name"),
        ),
        MartPage(
            "seat_readiness",
            "Kesiapan mengisi jabatan | Readiness for open seats",
            "Siapa paling siap mengisi setiap jabatan pimpinan yang lowong: setiap bagian nilai dan apa yang kurang | "
            "Who is most ready for each open leading seat: every part of the score, and what falls short",
            (
                "seat_name",
                "seat_unit_name",
                "rank",
                *PERSON,
                "score",
                "score_possible",
                "pool_size",
                "explanation",
                "position_name",
            ),
            ("seat_name", "seat_id", "rank"),
        ),
        MartPage(
            "placement_fit",
            "Kesesuaian penempatan | Fit of placement",
            "Sesuai tidaknya keahlian dengan jabatan, apa yang kurang, dan jabatan lowong yang lebih sesuai | "
            "Whether expertise fits the post held, what falls short, and which open posts fit better",
            (
                *PERSON,
                "position_name",
                "state_label",
                "fit",
                "fit_possible",
                "explanation",
                "better_seats",
                "best_seat_name",
                "best_seat_unit_name",
                "best_fit",
                "unit_name",
            ),
            ("-better_seats", "fit", "full_name"),
        ),
        MartPage(
            "recognition_gap",
            "Kesenjangan pengakuan | Recognition gaps",
            "Siapa berkinerja terbaik tanpa pengakuan, dilewati, atau diberi pengakuan tanpa dasar kinerja | "
            "Who did best and was given nothing, was passed over, or was given something without the work for it",
            (
                *PERSON,
                "gap_label",
                "unit_name",
                "ready_label",
                "times_passed_over",
                "passed_over_on",
                "undeserved_on",
                "undeserved_predicate_label",
            ),
            ("gap_code", "full_name"),
        ),
        MartPage(
            "selection_fairness",
            "Kesetaraan seleksi | Fairness of selections",
            "Berapa calon dari tiap kelompok yang dipilih, bila kelompoknya cukup besar untuk disebut | "
            "How many candidates of each group were chosen, where the group is large enough to tell",
            ("dimension_label", "group_label", "candidates", "chosen", "chosen_pct", "overall_pct", "state_label"),
            ("dimension_code", "group_code"),
        ),
    ),
)

ORGANIZATION = Theme(
    "Organisasi | Organisation",
    "building",
    (
        MartPage(
            "employee_current",
            "Keadaan pegawai kini | Employees as they are",
            "Setiap pegawai dengan golongan, jabatan, masa kerja, dan pendidikannya; KP, KGB, dan pensiun berikutnya | "
            "Every employee with grade, post, service and education; the next promotion, increment and pension",
            (
                *PERSON,
                "employment_type_label",
                "grade_code",
                "position_name",
                "education_level_label",
                "next_promotion_on",
                "next_increment_on",
                "leaves_on",
                "unit_name",
            ),
            ("unit_name", "full_name"),
        ),
        MartPage(
            "workforce_profile",
            "Profil pegawai | Profile of the workforce",
            "Pegawai setiap unit menurut jenis, golongan, pendidikan, usia, jenis kelamin, dan jabatan | "
            "The people of every unit by type, grade, education, age, sex and kind of post",
            ("unit_name", "dimension_label", "group_label", "employees", "share_pct", "employees_of_unit"),
            ("unit_code", "dimension_code", "group_ordinal", "group_code"),
        ),
        MartPage(
            "bezetting",
            "Bezetting jabatan | Posts filled and vacant",
            "Kebutuhan setiap jabatan, yang terisi, yang lowong, dan yang pensiun dalam 12 bulan | "
            "How many people every post needs, has and lacks, and who retires within 12 months",
            ("unit_name", "position_name", "needed", "filled", "acting", "vacant", "surplus", "vacant_in_12_months"),
            ("unit_name", "position_name"),
        ),
        MartPage(
            "headcount_month",
            "Jumlah pegawai bulanan | Headcount by month",
            "Jumlah awal, masuk, keluar, dan akhir setiap unit dan bulan; selalu seimbang | "
            "Opening, joining, leaving and closing headcount of every unit and month; it always balances",
            ("unit_name", "month_from", "opening", "joined", "gone", "closing", "closing_pns", "closing_pppk"),
            ("-month_from", "unit_name"),
        ),
        MartPage(
            "headcount_stay",
            "Pegawai per unit dan masa | People by unit and time",
            "Siapa bekerja di unit mana, sejak kapan dan sampai kapan, dalam 36 bulan | "
            "Who worked in which unit, from when until when, within 36 months",
            ("name", "nip", "unit_name", "scheme", "starts_on", "last_on", "is_hired", "is_leaver"),
            ("unit_name", "name", "starts_on"),
        ),
    ),
)

SERVICE = Theme(
    "Layanan publik | Public service",
    "speech",
    (
        MartPage(
            "service_satisfaction",
            "Kepuasan masyarakat (IKM) | Public satisfaction (IKM)",
            "IKM setiap titik layanan dan survei, sembilan unsurnya, mutunya, dan apakah sampelnya cukup | "
            "The IKM of every service point and survey, its nine elements, its quality, and whether enough answered",
            (
                "service_point_name",
                "survey_name",
                "ikm",
                "category_label",
                "respondents",
                "sample_label",
                "rank_agency",
                "change",
                "priority_element_label",
            ),
            ("-starts_on", "rank_agency", "service_point_name"),
        ),
        MartPage(
            "unit_satisfaction",
            "Kepuasan di samping kinerja unit | Satisfaction beside appraisal",
            "Rata-rata IKM setiap unit dan tahun, tertimbang dan tidak, di samping predikat unit dan pegawainya | "
            "The mean IKM of every unit and year, weighted and not, beside the predicates of unit and employees",
            (
                "unit_name",
                "year",
                "ikm_weighted",
                "weighted_category_label",
                "ikm_unweighted",
                "unit_predicate_label",
                "good_or_better_pct",
                "respondents",
            ),
            ("-year", "unit_name"),
        ),
        MartPage(
            "outreach_activity",
            "Layanan keliling | Mobile services",
            "Setiap kunjungan layanan keliling: keadaan, pemohon, dan yang terlayani di tempat | "
            "Every visit of a mobile service: its state, who asked, and who was served on the spot",
            ("service_point_name", "place", "starts_on", "state_label", "requested", "completed", "completed_pct"),
            ("-starts_on", "place"),
        ),
    ),
)

ENGAGEMENT = Theme(
    "Forum dan rapat | Forums and meetings",
    "circle",
    (
        MartPage(
            "forum_followup",
            "Tindak lanjut rapat | Follow-up of meetings",
            "Setiap tindak lanjut rapat: penanggung jawab, tenggat, dan yang terlambat | "
            "Every action item of a meeting: its owner, when it is due, and which are overdue",
            ("title", *PERSON, "due_on", "state_label", "days_late", "forum_name", "held_on", "attendance_pct"),
            ("-days_late", "due_on", "full_name"),
        ),
    ),
)

RECRUITMENT = Theme(
    "Pengadaan ASN | Recruitment",
    "plus",
    (
        MartPage(
            "recruitment_funnel",
            "Corong pengadaan ASN | Recruitment funnel",
            "Berapa pelamar masuk, lulus, dan gugur di setiap tahap pengadaan, dan berapa hari lamanya | "
            "How many applicants came to, passed and fell at every stage of a round, and how many days it took",
            (
                "round_name",
                "stage_label",
                "state_label",
                "entered",
                "passed",
                "pass_pct",
                "pending",
                "days_median",
                "days_late",
            ),
            ("-announced_on", "sequence"),
        ),
        MartPage(
            "formation_outcome",
            "Hasil formasi | Outcome of formations",
            "Kebutuhan, pelamar, dan yang diterima setiap formasi, dan mengapa ada yang tidak terisi | "
            "What every formation needed, who applied, who was accepted, and why some stay empty",
            (
                "round_name",
                "formation_code",
                "position_name",
                "unit_name",
                "needed",
                "applicants",
                "accepted",
                "state_label",
                "cause_label",
            ),
            ("-announced_on", "formation_code"),
        ),
    ),
)

QUALITY = Theme(
    "Mutu data | Data quality",
    "check",
    (
        MartPage(
            "data_quality",
            "Mutu data unit | Data quality of units",
            "Temuan data setiap unit menurut aturan: terbuka, dikecualikan, ditutup, umurnya, dan yang terhalang | "
            "The data issues of every unit by rule: open, excused, closed, their age, and what they block",
            ("unit_name", "rule_label", "severity_label", "open", "blocks", "oldest_days", "excused", "closed"),
            ("-blocks", "-open", "unit_name"),
        ),
        MartPage(
            "data_quality_issue",
            "Temuan data | Data issues",
            "Setiap temuan data yang terbuka, siapa yang disangkut, umurnya, dan berapa baris mart yang menunggu | "
            "Every open data issue, whom it is about, its age, and how many rows of marts wait for it",
            ("rule_label", "person_name", "nip", "unit_name", "severity_label", "blocks", "age_days"),
            ("-blocks", "rule_code"),
        ),
        MartPage(
            "data_gap",
            "Data yang kurang | Missing data",
            "Baris mart yang belum dapat disimpulkan, dan data yang kurang padanya | "
            "Rows of marts that cannot be concluded, and what they lack",
            (*PERSON, "mart", "mart_row", "missing_code", "unit_name"),
            ("full_name", "mart"),
        ),
        MartPage(
            "correction_turnaround",
            "Permintaan perbaikan | Correction requests",
            "Permintaan perbaikan setiap unit dan jenis catatan: yang menunggu, lewat batas, dan lamanya diputus | "
            "Correction requests of every unit and kind of record: waiting, overdue, and how long decisions take",
            ("unit_name", "kind_label", "open", "overdue", "oldest_days", "decided", "days_median", "decided_late"),
            ("-overdue", "-open", "unit_name", "kind_code"),
        ),
        MartPage(
            "correction_followup",
            "Tindak lanjut permintaan perbaikan | Follow-up of correction requests",
            "Setiap permintaan perbaikan yang menunggu atau diputus dalam setahun, dan yang lewat batas | "
            "Every correction request that waits or was decided within a year, and those beyond the limit",
            (
                "submitted_on",
                "kind_label",
                "status_label",
                "decided_on",
                "days",
                "days_allowed",
                "is_beyond",
                "unit_name",
            ),
            ("decided_on", "-days", "submitted_on"),
            record=CorrectionRequest,
        ),
    ),
)

BUILD = Theme(
    "Pembangunan | Build",
    "table",
    (
        MartPage(
            "build_info",
            "Keterangan pembangunan | Build information",
            "Dari keadaan data dan aturan mana mart ini dibangun | "
            "From which state of the data and the rules these marts were built",
            ("build_id", "as_of_date", "published_at"),
            (),
        ),
        MartPage(
            "metric_definition",
            "Definisi angka | Definitions of the numbers",
            "Apa arti setiap angka pada dasbor, siapa penanggung jawabnya, dan kueri yang menghitungnya | "
            "What every number of the dashboards means, who answers for it, and the query that computes it",
            ("label", "meaning", "counted_in", "caveat", "owner_label", "mart", "formula", "condition", "dimensions"),
            ("ordinal",),
        ),
        MartPage(
            "change_feed",
            "Umpan perubahan | Change feed",
            "Baris mart mana yang bergerak, kapan, dan karena perubahan catatan yang mana | "
            "Which rows of the marts moved, when, and because of which edit",
            ("moved_at", "mart", "move_label", "name", "unit_name", "values_moved", "reason_label"),
            ("-move_id",),
        ),
    ),
)
