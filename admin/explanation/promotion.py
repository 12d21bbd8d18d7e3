"""Promotion by every path: what is met, what is not, and from when, as `promotion_check` and its workings say."""

from collections.abc import Iterable, Iterator, Sequence

from admin.explanation.content import BAD, GOOD, QUIET, Fact, Reason, Remedy, Section
from admin.explanation.law import cite
from admin.explanation.remedies import Desk
from admin.explanation.source import Source
from admin.explanation.wording import lower, name_grade, tell_facts
from admin.teller import Row, Teller

LACKING = "DATA_TIDAK_ADA"
TONES = {"MEMENUHI": GOOD, "TIDAK_MEMENUHI": BAD, "DATA_TIDAK_LENGKAP": BAD}

READINESS = """
    SELECT readiness.*, scope.regulation, scope.article, scope.confidence
    FROM {marts}.promotion_readiness AS readiness
    LEFT JOIN {rules}.promotion_scope AS scope
        ON scope.path_code = readiness.path_code AND scope.standing = readiness.standing
        AND scope.valid_from <= readiness.as_of_date
        AND (scope.valid_to IS NULL OR scope.valid_to > readiness.as_of_date)
    LEFT JOIN {rules}.promotion_path AS path ON path.path_code = readiness.path_code
        AND path.valid_from <= readiness.as_of_date
        AND (path.valid_to IS NULL OR path.valid_to > readiness.as_of_date)
    WHERE readiness.nip = :nip ORDER BY path.ordinal
"""
CHECKS = """
    SELECT checked.*,
        (SELECT min(exam_code) FROM {rules}.service_exam_rule WHERE label_id = checked.needed) AS exam_code,
        (SELECT min(id) FROM reference.position_level WHERE name = checked.needed) AS exam_level_id
    FROM {marts}.promotion_check AS checked
    JOIN {marts}.promotion_readiness AS readiness USING (employee_id, path_code)
    WHERE checked.employee_id = ANY(:employees)
    ORDER BY array_position(readiness.blockers, checked.blocker_code), checked.rule_code, checked.item DESC
"""
KINDS = """
    SELECT relname::text AS name FROM pg_class
    WHERE relnamespace = to_regnamespace('{staging}') AND relname ~ '^int_promotion__check_' ORDER BY relname
"""
JUDGED = """
    SELECT employee_id, path_code, rule_code, valid_from, item, needed, actual FROM {staging}.%s
    WHERE employee_id = :employee AND state = 'MEMENUHI'
"""
MET = """
    SELECT judged.path_code, judged.item, judged.needed AS needed_id, judged.actual AS actual_id,
        coalesce(needed_word.label_en, judged.needed) AS needed_en,
        coalesce(actual_word.label_en, judged.actual) AS actual_en,
        rule.regulation, rule.article, rule.confidence, requirement.*
    FROM (%s) AS judged
    JOIN {staging}.int_promotion__rule_in_force AS rule USING (employee_id, path_code, rule_code, valid_from)
    JOIN {rules}.promotion_requirement AS requirement USING (requirement_code)
    LEFT JOIN {staging}.int_promotion__wording AS needed_word ON needed_word.label_id = judged.needed
    LEFT JOIN {staging}.int_promotion__wording AS actual_word ON actual_word.label_id = judged.actual
    ORDER BY rule.ordinal, judged.item DESC
"""
# Months of past years without credit, in unbroken runs; and whether the base credit is known.
CREDIT_GAPS = """
    SELECT total.employee_id, total.is_base_known, total.counted_from, level.id AS credit_level_id,
        run.starts_on, run.ends_on
    FROM {staging}.int_credit__total AS total
    JOIN reference.position_level AS level ON level.code = total.position_level_code
    LEFT JOIN LATERAL (
        SELECT min(month_on) AS starts_on, (max(month_on) + interval '1 month')::date AS ends_on
        FROM (
            SELECT month_on, month_on - make_interval(months => row_number() OVER (ORDER BY month_on)::integer) AS run
            FROM {staging}.int_credit__month
            WHERE employee_id = total.employee_id AND is_of_past_year AND appraisal_id IS NULL
        ) AS month GROUP BY run
    ) AS run ON true
    WHERE total.employee_id = :employee ORDER BY run.starts_on
"""
BASE_UNKNOWN = (
    "Angka kredit dasar atau integrasi pada awal jenjang belum tercatat. | "
    "The base or integrated credit at the start of the level is not on record."
)
MONTHS_UNKNOWN = (
    "Angka kredit mulai {starts} sampai sebelum {ends} belum tercatat: catat konversinya, atau penilaian kinerjanya. | "
    "The credit from {starts} until {ends} is not on record: enter its conversion, or the appraisal of that time."
)


def find_lacking(source: Source, desk: Desk, employees: Iterable[int]) -> dict[tuple[int, str], tuple[Remedy, ...]]:
    """Return by employee and path how each record is entered that a condition of promotion lacks."""
    found: dict[tuple[int, str], list[Remedy]] = {}
    for check in source.all(CHECKS, employees=list(employees)):
        if check["state"] == LACKING:
            told = found.setdefault((check["employee_id"], check["path_code"]), [])
            told += [remedy for remedy in desk.find_for_check(check) if remedy not in told]
    return {key: tuple(remedies) for key, remedies in found.items()}


def tell_promotion(source: Source, desk: Desk, paths: Sequence[Row]) -> Iterator[Section]:
    """Tell every path that is open to the person of `paths`, the rows of promotion_readiness."""
    checks = source.all(CHECKS, employees=[paths[0]["employee_id"]])
    met = _read_met(source, paths[0]["employee_id"])
    credit = _find_credit_gaps(source, desk, paths[0]["employee_id"])
    for path in paths:
        reasons = tuple(_tell_reason(desk, item, credit) for item in checks if item["path_code"] == path["path_code"])
        fulfilled = tuple(_tell_met(desk.teller, item) for item in met if item["path_code"] == path["path_code"])
        yield _tell_path(desk.teller, path, reasons, fulfilled)


def _read_met(source: Source, employee: int) -> list[Row]:
    """Return the conditions that are met.

    They stand in the workings of the build, which are unlogged: after a crash of the server nothing is left of them
    until the next build, and then they are not listed.
    """
    kinds = [row["name"] for row in source.all(KINDS)]
    if not kinds:
        return []
    return source.all(MET % " UNION ALL ".join(JUDGED % kind for kind in kinds), employee=employee)


def _tell_path(teller: Teller, path: Row, reasons: tuple[Reason, ...], met: tuple[Reason, ...]) -> Section:
    verdict = teller.read(path, "status_label")
    if path["readiness_class"] in ("SIAP_6BLN", "TERHALANG", "PUNCAK"):
        verdict = f"{verdict} ({lower(teller.read(path, 'readiness_label'))})"
    return Section(
        code=path["path_code"].lower(),
        title=teller.read(path, "path_label"),
        verdict=verdict,
        tone=TONES.get(path["status"], QUIET),
        sentences=tuple(_conclude(teller, path, reasons, met)),
        facts=_tell_target(teller, path),
        reasons=reasons,
        met=met,
    )


def _tell_target(teller: Teller, path: Row) -> tuple[Fact, ...]:
    total, needed = path["credit_total"], path["credit_needed"]
    return tell_facts(
        teller,
        ("Golongan tujuan | Target grade", name_grade(path["target_grade_name"], path["target_grade_code"])),
        ("Jenjang tujuan | Target level", teller.read(path, "target_level_label")),
        ("TMT paling awal | Earliest date", path["earliest_tmt"]),
        ("Dasar hukum jalur | Legal basis of the path", cite(teller, path)),
        ("Angka kredit | Credit", total),
        ("Angka kredit yang disyaratkan | Credit needed", needed),
        (
            "Angka kredit yang masih kurang | Credit still missing",
            needed - total if needed and total < needed else None,
        ),
    )


def _conclude(teller: Teller, path: Row, reasons: tuple[Reason, ...], met: tuple[Reason, ...]) -> Iterator[str]:
    if path["status"] == "MEMENUHI":
        yield teller.say(
            "Semua syarat jalur ini terpenuhi; paling awal berlaku {day}. | "
            "Every condition of this path is met; it can take effect from {day}.",
            day=path["earliest_tmt"],
        )
    elif not reasons:
        yield teller.read(path, "explanation")
    else:
        yield _count(teller, reasons, met)
        if path["earliest_tmt"] is not None:
            yield teller.say(
                "Bila syarat lain tetap terpenuhi, paling awal berlaku {day}. | "
                "If the other conditions keep holding, it can take effect from {day}.",
                day=path["earliest_tmt"],
            )
        elif path["readiness_class"] != "PUNCAK":
            yield teller.say(
                "TMT belum dapat disebut: ada syarat yang tidak terpenuhi dengan berjalannya waktu saja. | "
                "No date can be told: time alone does not fulfil every condition."
            )

    if path["path_code"].startswith("JABATAN_"):
        yield teller.say(
            "Standar kompetensi jabatan, kesehatan, dan syarat tambahan daerah tidak diperiksa di sini. | "
            "The competence standard of the post, health and a city's own conditions are not judged here."
        )


def _count(teller: Teller, reasons: tuple[Reason, ...], met: tuple[Reason, ...]) -> str:
    if met:
        return teller.say(
            "Belum terpenuhi: {failed} syarat; sudah terpenuhi: {met}. | Not met: {failed}; met: {met}.",
            failed=len(reasons),
            met=len(met),
        )
    return teller.say(
        "Belum terpenuhi: {failed} syarat; syarat lain yang diperiksa terpenuhi. | "
        "Not met: {failed}; every other condition that was checked is met.",
        failed=len(reasons),
    )


def _tell_reason(desk: Desk, check: Row, credit: tuple[Remedy, ...]) -> Reason:
    teller = desk.teller
    is_of_credit = check["requirement_code"] == "AK" and check["state"] == LACKING
    return Reason(
        title=teller.read(check, "blocker_label"),
        state=lower(teller.read(check, "state_label")),
        sentence=teller.read(check, "sentence"),
        facts=tell_facts(
            teller,
            ("Terpenuhi paling awal | Met at the earliest", check["turns_true_on"]),
            ("Dasar hukum | Legal basis", cite(teller, check)),
        ),
        remedies=credit if is_of_credit and credit else desk.find_for_check(check),
    )


def _find_credit_gaps(source: Source, desk: Desk, employee: int) -> tuple[Remedy, ...]:
    """Return how the missing parts of the record of credit are entered."""
    gaps = source.all(CREDIT_GAPS, employee=employee)
    found: list[Remedy] = []
    for gap in gaps:
        if not gap["is_base_known"] and not found:
            found.append(desk.enter_credit(gap, BASE_UNKNOWN, "DASAR", gap["counted_from"], None))
        if gap["starts_on"] is not None:
            found.append(desk.enter_credit(gap, MONTHS_UNKNOWN, "KONVERSI", gap["starts_on"], gap["ends_on"]))
    return tuple(found)


def _tell_met(teller: Teller, met: Row) -> Reason:
    values = {name: teller.write(teller.read(met, name)) for name in ("needed", "actual")}
    return Reason(
        title=teller.read(met, "label"),
        state=teller.say("terpenuhi | met"),
        sentence=teller.read(met, "sentence").format(item=met["item"], **values),
        facts=tell_facts(teller, ("Dasar hukum | Legal basis", cite(teller, met))),
    )
