"""The marts about how people do and grow: performance, talent and training."""

from admin.panel.mart_catalogue.shape import PERSON, MartPage, Theme

PERFORMANCE = Theme(
    "Kinerja | Performance",
    "chart",
    (
        MartPage(
            "performance_ranking",
            "Peringkat kinerja | Performance ranking",
            "Predikat setiap pegawai menurut tahun, dan peringkatnya di instansi, unit, dan tingkat jabatan | "
            "Every employee's predicate by year, and the rank in agency, unit and position level",
            (*PERSON, "year", "rank_agency", "predicate_label", "rank_unit", "rank_level", "unit_name"),
            ("-year", "rank_agency", "full_name"),
        ),
        MartPage(
            "appraisal_distribution",
            "Sebaran predikat | Distribution of predicates",
            "Berapa pegawai mendapat tiap predikat, dibandingkan dengan pedoman bagi predikat organisasinya | "
            "How many people got each predicate, against the guide for the organisation's predicate",
            ("unit_name", "year", "guide_state_label", "unit_predicate_label", "appraised", "employees", "deviations"),
            ("-year", "unit_name"),
        ),
        MartPage(
            "behaviour_unit",
            "Perilaku BerAKHLAK unit | Behaviour (BerAKHLAK) of units",
            "Bagaimana setiap nilai dasar dinilai di setiap unit, bila cukup banyak pegawai dinilai | "
            "How each core value was rated in every unit, where enough people were rated",
            (
                "unit_name",
                "year",
                "core_value_label",
                "rated",
                "below",
                "below_pct",
                "as_expected",
                "above",
                "state_label",
            ),
            ("-year", "unit_name", "core_value_code"),
        ),
        MartPage(
            "behaviour_employee",
            "Perilaku BerAKHLAK pegawai | Behaviour (BerAKHLAK) of employees",
            "Penilaian setiap nilai dasar bagi setiap pegawai dalam penilaian tahunan | "
            "How each core value of every employee was rated in the annual appraisal",
            (*PERSON, "year", "core_value_label", "rating_label", "note", "unit_name"),
            ("-year", "full_name", "core_value_code"),
        ),
        MartPage(
            "rater_severity",
            "Keketatan penilai | Severity of raters",
            "Penilai yang jauh lebih ketat atau longgar daripada instansinya | "
            "Raters who are far more severe or lenient than their agency",
            ("name", "nip", "year", "severity_label", "n", "mean_ordinal", "agency_mean", "deviation", "unit_name"),
            ("-year", "deviation"),
        ),
        MartPage(
            "appraisal_followup",
            "Tindak lanjut penilaian | Follow-up of appraisals",
            "Siapa yang dinilai di bawah Baik dan belum dibimbing, dan keberatan yang belum diputus | "
            "Who was appraised below Good and not helped on, and objections that are not decided",
            (
                *PERSON,
                "cycle_name",
                "predicate_label",
                "followup_label",
                "objection_label",
                "decide_by",
                "values_below_names",
                "unit_name",
            ),
            ("-year", "followup_code", "full_name"),
        ),
        MartPage(
            "development_followup",
            "Rencana pengembangan | Development plans",
            "Tindakan pengembangan setiap pegawai, kesenjangan yang dituju, dan yang terlambat | "
            "The development actions of every employee, the gap each is for, and which are overdue",
            (
                *PERSON,
                "title",
                "kind_label",
                "competency_label",
                "gap",
                "due_on",
                "state_label",
                "days_late",
            ),
            ("-days_late", "due_on", "full_name"),
        ),
        MartPage(
            "goal_cascade",
            "Penurunan sasaran | Cascade of goals",
            "Sasaran mana yang tidak mendukung apa pun, dan sasaran unit yang tidak diteruskan siapa pun | "
            "Which goals serve nothing, and which goals of units nobody took over",
            (
                "state_label",
                "title",
                "full_name",
                "unit_name",
                "serves_title",
                "serves_owner",
                "followers",
                "goal_kind_label",
            ),
            ("goal_kind_code", "state_code", "unit_name", "full_name"),
        ),
    ),
)

TALENT = Theme(
    "Talenta | Talent",
    "people",
    (
        MartPage(
            "talent_box",
            "Kotak talenta | Talent box",
            "Kotak 1 sampai 9 menurut kinerja dan potensial, rekomendasi, dan apa yang menaikkannya | "
            "Box 1 to 9 by performance and potential, the recommendation, and what would lift it",
            (*PERSON, "year", "box", "box_label", "recommendation", "missing_label", "unit_name"),
            ("-year", "-box", "full_name"),
        ),
        MartPage(
            "succession_pool",
            "Kelompok rencana suksesi | Succession pool",
            "Anggota kelompok rencana suksesi menurut urutannya | The members of the succession pool in their order",
            ("rank_agency", *PERSON, "box", "talent_score", "position_name", "grade_code", "unit_name"),
            ("rank_agency",),
        ),
        MartPage(
            "succession_seat",
            "Suksesi jabatan pimpinan | Succession in leading seats",
            "Kapan setiap jabatan pimpinan lowong, berapa suksesor disebut, dan berapa yang siap pada harinya | "
            "When every leading seat falls vacant, how many successors are named, and how many are ready on the day",
            ("seat_name", "unit_name", "vacancy_label", "vacates_on", "cover_label", "named", "ready"),
            ("needed_on", "ready", "seat_name"),
        ),
        MartPage(
            "succession_plan",
            "Suksesor jabatan | Successors of seats",
            "Setiap suksesor yang disebut: siapkah pada hari jabatannya lowong, dan bila tidak, apa sebabnya | "
            "Every successor named: whether ready on the day the seat falls vacant, and if not, why",
            (
                "seat_name",
                "unit_name",
                "place",
                *PERSON,
                "state_label",
                "needed_on",
                "ready_on",
                "pool_label",
                "exclusions_label",
                "law_label",
                "unmet",
                "position_name",
            ),
            ("needed_on", "seat_name", "seat_id", "place"),
        ),
        MartPage(
            "ip_asn",
            "IP-ASN pegawai | IP-ASN of employees",
            "Indeks profesionalitas setiap pegawai: empat dimensi, jumlah, dan kategori | "
            "The professionalism index of every employee: four dimensions, total and category",
            (*PERSON, "year", "total", "category_label", "missing_label", "unit_name"),
            ("-year", "-total", "full_name"),
        ),
        MartPage(
            "ip_asn_unit",
            "IP-ASN unit | IP-ASN of units",
            "Rata-rata indeks profesionalitas setiap unit dengan unit di bawahnya | "
            "The mean professionalism index of every unit with those below it",
            ("unit_name", "year", "mean_total", "category_label", "employees", "incomplete"),
            ("-year", "unit_name"),
        ),
    ),
)

TRAINING = Theme(
    "Pelatihan dan kompetensi | Training and competence",
    "cap",
    (
        MartPage(
            "training_employee",
            "Pelatihan pegawai | Training of employees",
            "JP yang dihitung bagi setiap pegawai, terhadap sasaran setahun | "
            "The hours that count for every employee, against the target of the year",
            (*PERSON, "year", "status_label", "hours_counted", "target_hours", "hours_missing", "unit_name"),
            ("-year", "full_name"),
        ),
        MartPage(
            "training_coverage",
            "Cakupan pelatihan | Training coverage",
            "Bagian pegawai setiap unit yang mencapai sasaran JP | "
            "The share of the people of every unit who reach the target hours",
            ("unit_name", "year", "coverage_pct", "met", "employees", "median_hours", "mean_hours"),
            ("-year", "unit_name"),
        ),
        MartPage(
            "mandatory_training",
            "Pelatihan wajib jabatan | Mandatory courses",
            "Pelatihan yang diwajibkan jabatan: sudah, masih dalam tenggang, atau terlewat | "
            "The courses a post makes mandatory: done, within the time allowed, or overdue",
            (*PERSON, "course_label", "state_label", "due_on", "satisfied_by_title", "position_name", "unit_name"),
            ("due_on", "full_name"),
        ),
        MartPage(
            "competency_gap",
            "Kesenjangan kompetensi | Competency gaps",
            "Tingkat kompetensi yang disyaratkan jabatan, yang dimiliki, dan rencana yang menutup selisihnya | "
            "The level a post asks for, the level a person has, and what is planned to close the gap",
            (
                *PERSON,
                "competency_label",
                "state_label",
                "required_level",
                "actual_level",
                "gap",
                "plan_label",
                "closing_courses",
            ),
            ("-gap", "full_name"),
        ),
        MartPage(
            "training_plan",
            "Rencana pelatihan | Training plan",
            "Siapa memerlukan pelatihan apa, mengapa, paling lambat kapan, dan angkatan mana yang masih ada tempat | "
            "Who needs which course, why, by when, and which session still has places",
            (
                *PERSON,
                "subject_label",
                "reason",
                "due_on",
                "urgency",
                "state_label",
                "course_title",
                "session_name",
                "starts_on",
                "places_left",
                "unit_name",
            ),
            ("urgency", "due_on", "full_name", "subject_code"),
        ),
        MartPage(
            "training_effect",
            "Dampak pelatihan | Effect of training",
            "Apakah predikat peserta membaik dibandingkan dengan yang tidak ikut, bila jumlahnya cukup | "
            "Whether participants improved more than others, where there are enough of them to say",
            ("course_title", "effect_state_label", "difference", "participants", "mean_rating", "rating_state_label"),
            ("course_title",),
        ),
        MartPage(
            "partner_programme",
            "Kerja sama dengan mitra | Programmes with partners",
            "Setiap perjanjian: kapan berakhir, angkatan, peserta, JP, biaya, magang, dan nilai dari peserta | "
            "Every agreement: when it ends, sessions, participants, hours, cost, internships and ratings",
            (
                "partner_name",
                "number",
                "state_label",
                "days_to_expiry",
                "renewed_by_number",
                "sessions_held",
                "participants",
                "hours_delivered",
                "spent_pct",
                "mean_rating",
                "rating_state_label",
            ),
            ("partner_name", "-valid_from"),
        ),
    ),
)
