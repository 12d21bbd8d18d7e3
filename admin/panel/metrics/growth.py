"""The numbers about growth: talent, training, competence and performance."""

from admin.panel.metrics.shape import OF_A_UNIT, YEAR, Metric

PREDICATES = {
    "SANGAT_BAIK": "Sangat baik | Very good",
    "BAIK": "Baik | Good",
    "BUTUH_PERBAIKAN": "Butuh perbaikan | Needs improvement",
    "KURANG": "Kurang | Poor",
    "SANGAT_KURANG": "Sangat kurang | Very poor",
}
BEHAVIOUR = {
    "above": "Pegawai dengan perilaku di atas ekspektasi | People whose behaviour is above expectation",
    "as_expected": "Pegawai dengan perilaku sesuai ekspektasi | People whose behaviour is as expected",
    "below": "Pegawai dengan perilaku di bawah ekspektasi | People whose behaviour is below expectation",
    "rated": "Pegawai yang perilakunya dinilai | People whose behaviour was rated",
}
FOLLOWUP = ("TANPA_TINDAK_LANJUT", "TERLAMBAT", "BERJALAN", "SELESAI")
BELOW = (*YEAR, *OF_A_UNIT)
NESTED = (
    "Setiap unit memuat semua unit di bawahnya; jangan dijumlahkan antarunit | "
    "Each unit holds all units below it; never add units up"
)
FEW = "Kosong bila yang dinilai terlalu sedikit | Empty where too few were rated"

TALENT = (
    Metric(
        "talent_boxed",
        "Pegawai dalam sembilan kotak | People in the nine boxes",
        "talent_box",
        where={"status_code": "LENGKAP"},
        fixed=YEAR,
        by="box",
        meaning="Banyaknya pegawai menurut kotak kinerja dan potensialnya | "
        "How many people by their box of performance and potential",
        regulation="PERMENPANRB-3-2020",
    ),
    Metric(
        "talent_incomplete",
        "Pegawai tanpa kotak talenta | People without a box",
        "talent_box",
        where={"status_code": "DATA_TIDAK_LENGKAP"},
        fixed=YEAR,
        meaning="Banyaknya pegawai yang kinerja atau potensialnya belum tercatat | "
        "How many people whose performance or potential is not on record",
    ),
)
TRAINING = (
    Metric(
        "training_coverage_pct",
        "Cakupan pelatihan (%) | Training coverage (%)",
        "training_coverage",
        "coverage_pct",
        is_single=True,
        fixed=BELOW,
        unit="%",
        regulation="PP-11-2017",
        article="pasal 203",
        caveat="Bagian tidak dirata-ratakan: ambil baris unit yang dimaksud | "
        "Shares are not averaged: take the row of the unit that is meant",
    ),
    Metric(
        "training_met",
        "Pegawai yang mencapai sasaran JP | People who reach the target hours",
        "training_coverage",
        "met",
        fixed=BELOW,
        regulation="PP-11-2017",
        article="pasal 203",
        caveat=NESTED,
    ),
    Metric(
        "training_employees",
        "Pegawai dalam penyebut cakupan pelatihan | People in the denominator of training coverage",
        "training_coverage",
        "employees",
        fixed=BELOW,
        caveat=NESTED,
    ),
    Metric(
        "gaps_unplanned",
        "Kesenjangan kompetensi tanpa rencana | Competency gaps without a plan",
        "competency_gap",
        where={"plan_code": "TANPA_RENCANA"},
        by="competency_code",
        unit="kesenjangan | gaps",
        meaning="Banyaknya kesenjangan yang tidak direncanakan siapa pun untuk ditutup | "
        "How many gaps that nobody plans to close",
        regulation="PERMENPANRB-38-2017",
    ),
    Metric(
        "gaps_planned",
        "Kesenjangan kompetensi yang direncanakan | Competency gaps planned for",
        "competency_gap",
        where={"plan_code": "TINDAKAN|PELATIHAN"},
        by="competency_code",
        unit="kesenjangan | gaps",
        meaning="Banyaknya kesenjangan dengan tindakan pengembangan atau pelatihan | "
        "How many gaps with a development action or a course",
        regulation="PERMENPANRB-38-2017",
    ),
)
PERFORMANCE = (
    *(
        Metric(
            f"behaviour_{measure}",
            label,
            "behaviour_unit",
            measure,
            fixed=("core_value_code", *BELOW),
            regulation="PERMENPANRB-6-2022",
            caveat=NESTED if measure == "rated" else FEW,
        )
        for measure, label in BEHAVIOUR.items()
    ),
    *(
        Metric(
            f"appraisals_{code.lower()}",
            " | ".join(
                f"{said} {predicate}"
                for said, predicate in zip(("Predikat kinerja:", "Appraised:"), label.split(" | "), strict=True)
            ),
            "appraisal_distribution",
            code.lower(),
            fixed=BELOW,
            regulation="PERMENPANRB-6-2022",
            caveat=NESTED,
        )
        for code, label in PREDICATES.items()
    ),
    Metric(
        "goals",
        "Sasaran kinerja menurut penurunannya | Goals by how they cascade",
        "goal_cascade",
        by="state_code",
        unit="sasaran | goals",
        meaning="Banyaknya sasaran pegawai dan unit pada siklus yang berjalan | "
        "How many goals of people and of units in the cycles under way",
    ),
    Metric(
        "appraisals_followed",
        "Penilaian di bawah Baik menurut tindak lanjutnya | Appraisals below Good by their follow-up",
        "appraisal_followup",
        where={"followup_code": "|".join(FOLLOWUP)},
        by="followup_code",
        unit="penilaian | appraisals",
        meaning="Banyaknya penilaian di bawah Baik | How many appraisals below Good",
        regulation="PERMENPANRB-6-2022",
    ),
    Metric(
        "objections_overdue",
        "Keberatan yang lewat batas putusan | Objections undecided past the deadline",
        "appraisal_followup",
        where={"objection_code": "LEWAT_BATAS"},
        unit="penilaian | appraisals",
        meaning="Banyaknya penilaian yang keberatannya belum diputus sesudah batasnya | "
        "How many appraisals whose objection is undecided past its deadline",
        regulation="PP-30-2019",
        article="pasal 59",
    ),
)
GROWTH = (*TALENT, *TRAINING, *PERFORMANCE)
