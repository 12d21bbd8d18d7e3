"""Performance of the last year, the talent box and the IP-ASN."""

from collections.abc import Iterator

from admin.explanation.content import BAD, GOOD, QUIET, Remedy, Section
from admin.explanation.law import cite
from admin.explanation.remedies import Desk
from admin.explanation.source import Source
from admin.explanation.wording import lower, tell_facts
from admin.teller import Row, Teller

PERFORMANCE = """
    SELECT ranking.*, scheme.regulation, scheme.article, scheme.confidence
    FROM {marts}.performance_ranking AS ranking
    LEFT JOIN {rules}.performance_scheme AS scheme ON scheme.scheme_code = ranking.scheme_code
        AND scheme.valid_from <= ranking.on_date AND (scheme.valid_to IS NULL OR scheme.valid_to > ranking.on_date)
    WHERE ranking.nip = :nip ORDER BY ranking.year DESC LIMIT 1
"""
BOX = """
    SELECT talent.*, name.regulation, name.article, name.confidence
    FROM {marts}.talent_box AS talent
    LEFT JOIN LATERAL (
        SELECT regulation, article, confidence FROM {rules}.talent_box_name AS named
        WHERE named.valid_from <= talent.on_date AND (named.valid_to IS NULL OR named.valid_to > talent.on_date)
            AND named.box = coalesce(talent.box, named.box) LIMIT 1
    ) AS name ON true
    WHERE talent.nip = :nip ORDER BY talent.year DESC LIMIT 1
"""
INDEX = """
    SELECT measured.*, category.regulation, category.article, category.confidence
    FROM {marts}.ip_asn AS measured
    LEFT JOIN {rules}.ip_asn_category AS category ON category.scheme_code = measured.ip_asn_scheme_code
        AND category.category_code = measured.category_code AND category.valid_from <= measured.on_date
        AND (category.valid_to IS NULL OR category.valid_to > measured.on_date)
    WHERE measured.nip = :nip ORDER BY measured.year DESC LIMIT 1
"""
WELL = frozenset({"SANGAT_BAIK", "BAIK"})


def tell_talent(source: Source, desk: Desk, nip: str) -> Iterator[Section]:
    """Tell the latest year of each, where the person has one."""
    for row in source.all(PERFORMANCE, nip=nip):
        yield _tell_performance(desk, row)
    for row in source.all(BOX, nip=nip):
        yield _tell_box(desk, row)
    for row in source.all(INDEX, nip=nip):
        yield _tell_index(desk, row)


def _tell_performance(desk: Desk, row: Row) -> Section:
    teller, is_known = desk.teller, row["predicate_code"] is not None
    return Section(
        code="kinerja",
        title=teller.say("Kinerja tahun {year} | Performance in {year}", year=row["year"]),
        verdict=teller.read(row, "predicate_label") if is_known else teller.read(row, "status_label"),
        tone=(GOOD if row["predicate_code"] in WELL else BAD),
        sentences=tuple(_describe_performance(teller, row)),
        facts=tell_facts(
            teller,
            ("Pejabat penilai | Rated by", row["appraiser_name"]),
            ("Dasar hukum | Legal basis", cite(teller, row) if is_known else None),
        ),
        remedies=_mend_performance(desk, row),
    )


def _describe_performance(teller: Teller, row: Row) -> Iterator[str]:
    if row["work_rating"] is not None and row["behaviour_rating"] is not None:
        yield teller.say(
            "Hasil kerja {work}, perilaku {behaviour}. | Results {work}, behaviour {behaviour}.",
            work=lower(teller.read(row, "work_rating_label")),
            behaviour=lower(teller.read(row, "behaviour_rating_label")),
        )
    if row["rank_agency"] is not None:
        yield teller.say(
            "Peringkat {rank} dari {people} di instansi dan {unit} dari {unit_people} di unit; "
            "nilai sama berperingkat sama. | "
            "Rank {rank} of {people} in the agency and {unit} of {unit_people} in the unit; equals share a rank.",
            rank=row["rank_agency"],
            people=row["ranked_agency"],
            unit=row["rank_unit"],
            unit_people=row["ranked_unit"],
        )
    if row["check_code"] in ("BERBEDA", "PERLU_BUKTI_INOVASI"):
        yield teller.say(
            "Pemeriksaan: {check}; menurut skema {derived}. | Check: {check}; the scheme derives {derived}.",
            check=lower(teller.read(row, "check_label")),
            derived=teller.read(row, "derived_predicate_label"),
        )


def _mend_performance(desk: Desk, row: Row) -> tuple[Remedy, ...]:
    if row["missing_code"]:
        return desk.find(row["missing_code"], row, row["year"])
    return desk.look({"evidence_table": "personnel.appraisal", "evidence_id": row["appraisal_id"]})


def _tell_box(desk: Desk, row: Row) -> Section:
    teller, box = desk.teller, row["box"]
    named = teller.say(
        "Kotak {box}: {name} | Box {box}: {name}", box=box, name=lower(teller.read(row, "box_label") or "")
    )
    return Section(
        code="talenta",
        title=teller.say("Kotak talenta tahun {year} | Talent box of {year}", year=row["year"]),
        verdict=named if box is not None else teller.read(row, "status_label"),
        tone=QUIET if box is not None or not row["missing"] else BAD,
        sentences=tuple(_describe_box(teller, row)),
        facts=tell_facts(
            teller,
            ("Nilai kinerja | Performance score", row["performance_score"]),
            ("Nilai potensial | Potential score", row["potential_score"]),
            ("Nilai talenta | Talent score", row["talent_score"]),
            ("Kelompok rencana suksesi | Succession pool", teller.read(row, "pool_state_label")),
            ("Sebab dikecualikan | Why excluded", teller.read(row, "pool_exclusions_label")),
            ("Dasar hukum kotak | Legal basis of the boxes", cite(teller, row)),
        ),
        remedies=_mend_all(desk, row),
    )


def _describe_box(teller: Teller, row: Row) -> Iterator[str]:
    if row["performance_label_id"] is not None:
        yield teller.say(
            "Sumbu kinerja: {label}. | Performance axis: {label}.", label=teller.read(row, "performance_label")
        )
    if row["potential_label_id"] is not None:
        yield teller.say(
            "Sumbu potensial: {label} (kompetensi {competence}, potensi {potential}, kualifikasi {qualification}, "
            "integritas {integrity}). | Potential axis: {label} (competence {competence}, potential {potential}, "
            "qualification {qualification}, integrity {integrity}).",
            label=teller.read(row, "potential_label"),
            competence=row["competence_points"],
            potential=row["potential_points"],
            qualification=row["qualification_points"],
            integrity=row["integrity_points"],
        )
        yield teller.say(
            "Batas sumbu potensial: menengah mulai {lower}, tinggi mulai {upper}; batas ini parameter daerah. | "
            "Cut-offs of the potential axis: medium from {lower}, high from {upper}; they are the city's parameters.",
            lower=row["potential_lower"],
            upper=row["potential_upper"],
        )
    if row["missing"]:
        yield teller.say(
            "Tanpa kedua sumbu tidak ada kotak. Kurang: {missing}. | "
            "Without both axes there is no box. Missing: {missing}.",
            missing=teller.read(row, "missing_label"),
        )
    if row["recommendation_id"] is not None:
        yield teller.say("Rekomendasi: {words}. | Recommendation: {words}.", words=teller.read(row, "recommendation"))
    if row["moves_id"] is not None:
        yield teller.read(row, "moves")


def _tell_index(desk: Desk, row: Row) -> Section:
    teller = desk.teller
    category = teller.read(row, "category_label")
    return Section(
        code="ip-asn",
        title=teller.say("IP-ASN tahun {year} | IP-ASN of {year}", year=row["year"]),
        verdict=f"{teller.write(row['total'])} ({category})" if category else teller.read(row, "status_label"),
        tone=BAD if row["missing"] else QUIET,
        sentences=tuple(_describe_index(teller, row)),
        facts=tell_facts(
            teller,
            ("Skema | Scheme", teller.read(row, "ip_asn_scheme_label")),
            ("Dasar hukum | Legal basis", cite(teller, row)),
        ),
        remedies=_mend_all(desk, row),
    )


def _describe_index(teller: Teller, row: Row) -> Iterator[str]:
    yield teller.say(
        "Kualifikasi {qualification} dari 25, kompetensi {competence} dari 40, kinerja {performance} dari 30, "
        "disiplin {discipline} dari 5. | "
        "Qualification {qualification} of 25, competence {competence} of 40, performance {performance} of 30, "
        "discipline {discipline} of 5.",
        qualification=row["qualification_score"],
        competence=row["competence_score"],
        performance=row["performance_score"],
        discipline=row["discipline_score"],
    )
    parts = (
        ("diklat kepemimpinan {score} | leadership course {score}", row["leadership_score"]),
        ("diklat fungsional {score} | functional course {score}", row["functional_score"]),
        (
            "diklat teknis {score} ({hours} JP) | technical training {score} ({hours} hours)",
            row["technical_score"],
        ),
        ("seminar dan sejenisnya {score} | seminars and the like {score}", row["seminar_score"]),
    )
    told = [
        teller.say(wording, score=score, hours=row["technical_hours"]) for wording, score in parts if score is not None
    ]
    if told:
        yield teller.say("Kompetensi terdiri atas: {parts}. | Competence consists of: {parts}.", parts="; ".join(told))
    if row["missing"]:
        yield teller.say(
            "Data yang belum ada dihitung 0. Kurang: {missing}. | Missing data count as 0. Missing: {missing}.",
            missing=teller.read(row, "missing_label"),
        )


def _mend_all(desk: Desk, row: Row) -> tuple[Remedy, ...]:
    return tuple(remedy for code in row["missing"] for remedy in desk.find(code, row, row["year"]))
