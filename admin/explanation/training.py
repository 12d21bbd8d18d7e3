"""Training of the year, the courses a post makes mandatory, and the gap between required and actual competence."""

from collections.abc import Iterator, Sequence

from admin.explanation.content import BAD, GOOD, QUIET, Reason, Section
from admin.explanation.law import cite
from admin.explanation.remedies import Desk
from admin.explanation.source import Source
from admin.explanation.wording import lower, tell_facts
from admin.teller import Row, Teller

HOURS = """
    SELECT training.*, target.regulation, target.article, target.confidence
    FROM {marts}.training_employee AS training
    LEFT JOIN {rules}.parameter AS target
        ON target.code = 'training_target_' || lower(training.scheme) AND target.valid_from <= training.on_date
        AND (target.valid_to IS NULL OR target.valid_to > training.on_date)
    WHERE training.nip = :nip ORDER BY training.year DESC LIMIT 1
"""
MANDATORY = """
    SELECT mandatory.*,
        (SELECT min(id) FROM reference.training_kind WHERE code = mandatory.course_code) AS training_kind_id
    FROM {marts}.mandatory_training AS mandatory
    WHERE mandatory.nip = :nip AND mandatory.state_code <> 'TIDAK_BERLAKU' ORDER BY mandatory.course_code
"""
GAPS = """
    SELECT gap.*, required.regulation, required.article, required.confidence, band.regulation AS band_regulation,
        band.article AS band_article, band.confidence AS band_confidence
    FROM {marts}.competency_gap AS gap
    LEFT JOIN LATERAL (
        SELECT regulation, article, confidence FROM {rules}.competency_level_default AS standard
        WHERE gap.required_source = 'BAWAAN' AND standard.position_level_code = gap.position_level_code LIMIT 1
    ) AS required ON true
    LEFT JOIN LATERAL (
        SELECT regulation, article, confidence FROM {rules}.jpm_band AS passing
        WHERE passing.scheme_code = gap.jpm_scheme AND passing.band_code = gap.band_code LIMIT 1
    ) AS band ON true
    WHERE gap.nip = :nip ORDER BY gap.gap DESC NULLS LAST, gap.competency_label_id
"""
HOURS_TONES = {"TERPENUHI": GOOD, "BELUM": BAD}


def tell_training(source: Source, desk: Desk, nip: str) -> Iterator[Section]:
    """Tell the hours of the year, the mandatory courses and the competence gap, each where there is one."""
    mandatory = source.all(MANDATORY, nip=nip)
    for row in source.all(HOURS, nip=nip):
        yield _tell_hours(desk, row, mandatory)
    gaps = source.all(GAPS, nip=nip)
    if gaps:
        yield _tell_competence(desk, gaps)


def _tell_hours(desk: Desk, row: Row, mandatory: Sequence[Row]) -> Section:
    teller, is_short = desk.teller, row["status_code"] == "BELUM"
    return Section(
        code="pelatihan",
        title=teller.say("Pelatihan tahun {year} | Training in {year}", year=row["year"]),
        verdict=teller.read(row, "status_label"),
        tone=HOURS_TONES.get(row["status_code"], GOOD if row["is_met"] else QUIET),
        sentences=(
            teller.say(
                "{counted} JP dihitung dari sasaran {target} JP. | "
                "{counted} hours count towards the target of {target}.",
                counted=row["hours_counted"],
                target=row["target_hours"],
            ),
        ),
        facts=tell_facts(
            teller,
            ("JP yang masih kurang | Hours still missing", row["hours_missing"] if is_short else None),
            ("Sebab dikecualikan | Why excluded", teller.read(row, "exclusion_label")),
            ("Dasar hukum sasaran | Legal basis of the target", cite(teller, row)),
        ),
        reasons=tuple(_tell_course(desk, item) for item in mandatory if item["state_code"] != "SUDAH"),
        met=tuple(_tell_course(desk, item) for item in mandatory if item["state_code"] == "SUDAH"),
        remedies=desk.find("PELATIHAN", row) if is_short else (),
    )


def _tell_course(desk: Desk, row: Row) -> Reason:
    """Tell one mandatory course: with what it was done, or until when it is to be done."""
    teller = desk.teller
    if row["satisfied_on"] is not None:
        sentence = teller.say(
            "Selesai dengan {course} pada {day}. | Done with {course} on {day}.",
            course=row["satisfied_by_title"] or teller.read(row, "satisfied_by_label"),
            day=row["satisfied_on"],
        )
    elif row["due_on"] is not None:
        sentence = teller.say(
            "Belum diikuti; batas waktunya {day}. | Not taken yet; the deadline is {day}.", day=row["due_on"]
        )
    else:
        sentence = teller.say("Belum diikuti. | Not taken yet.")
    evidence = {"evidence_table": "personnel.completion", "evidence_id": row["evidence_completion_id"]}
    return Reason(
        title=teller.read(row, "course_label"),
        state=lower(teller.read(row, "state_label")),
        sentence=sentence,
        facts=tell_facts(teller, ("Dasar hukum | Legal basis", cite(teller, row))),
        remedies=desk.look(evidence) or desk.find("PELATIHAN", row),
    )


def _tell_competence(desk: Desk, gaps: Sequence[Row]) -> Section:
    teller, first = desk.teller, gaps[0]
    unassessed = [row for row in gaps if row["state_code"] == "BELUM_DINILAI"]
    is_never = len(unassessed) == len(gaps)
    shown = [row for row in gaps if row["state_code"] == "KURANG" or (row in unassessed and not is_never)]
    band = teller.read(first, "band_label")
    return Section(
        code="kompetensi",
        title=teller.say("Kompetensi terhadap standar jabatan | Competence against the standard of the post"),
        verdict=band if band else teller.say("Data tidak lengkap | Incomplete data"),
        tone=BAD if unassessed else GOOD if first["is_passed"] else BAD,
        sentences=tuple(_describe_competence(teller, first, len(gaps), len(unassessed))),
        facts=tell_facts(
            teller,
            ("JPM, kelebihan tidak menutupi kekurangan | JPM, surplus does not hide gaps", first["jpm_capped"]),
            ("JPM tanpa batas atas | JPM, uncapped", first["jpm_uncapped"]),
            ("Dasar tingkat yang disyaratkan | Basis of the required level", cite(teller, first)),
            ("Dasar hukum kategori | Legal basis of the category", cite(teller, _band(first))),
        ),
        reasons=tuple(_tell_gap(desk, row) for row in shown),
        remedies=desk.find("ASESMEN_KOMPETENSI", first) if is_never else (),
    )


def _band(row: Row) -> Row:
    return {name: row[f"band_{name}"] for name in ("regulation", "article", "confidence")}


def _describe_competence(teller: Teller, row: Row, total: int, unassessed: int) -> Iterator[str]:
    if unassessed:
        yield teller.say(
            "Belum dinilai: {unassessed} dari {total} kompetensi yang disyaratkan jabatan. | "
            "Not assessed: {unassessed} of the {total} competencies that the post asks for.",
            unassessed=unassessed,
            total=total,
        )
    if row["gaps"]:
        yield teller.say("Di bawah standar: {gaps} kompetensi. | Below the standard: {gaps}.", gaps=row["gaps"])
    elif not unassessed:
        yield teller.say("Semua kompetensi memenuhi standar. | Every competency meets the standard.")


def _tell_gap(desk: Desk, row: Row) -> Reason:
    teller = desk.teller
    if row["state_code"] == "BELUM_DINILAI":
        sentence = teller.say("Disyaratkan tingkat {level}. | Level {level} is required.", level=row["required_level"])
        remedies = desk.find("BELUM_DINILAI", row)
    else:
        sentence = teller.say(
            "Tingkat {actual} dari {required} yang disyaratkan. | Level {actual} of the {required} required.",
            actual=row["actual_level"],
            required=row["required_level"],
        )
        evidence = {"evidence_table": "personnel.assessment_result", "evidence_id": row["evidence_assessment_id"]}
        remedies = desk.look(evidence)
    return Reason(
        title=teller.read(row, "competency_label"),
        state=lower(teller.read(row, "state_label")),
        sentence=sentence,
        facts=tell_facts(
            teller,
            ("Pelatihan yang menutupnya | Courses that close it", row["closing_courses"]),
            ("Dinilai pada | Assessed on", row["assessed_on"]),
        ),
        remedies=remedies,
    )
