"""Why one person stands where they stand, in words: read from the marts of one build, told in either language.

The command `merit explain` and the panel's page tell the same sections; only here is decided what they say. Every
sentence on a rule comes from `promotion_check`, with its regulation and article: nothing is judged here again.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import ProgrammingError

from admin.errors import MeritError
from admin.teller import Row, Teller
from models.wording import Language, split_languages

NIP = re.compile(r"[0-9]{18}")
REGULATION = re.compile(r"([A-Z]+)-(\d+)-(\d{4})")
COUNTED_IN_MONTHS = frozenset({"MASA_PANGKAT", "MASA_JABATAN", "MASA_KERJA", "PENGALAMAN"})
GOOD, BAD, QUIET = "good", "bad", "quiet"
TONES = {"MEMENUHI": GOOD, "TIDAK_MEMENUHI": BAD, "DATA_TIDAK_LENGKAP": BAD, "TERPENUHI": GOOD, "BELUM": BAD}

# Criterion that decided a place in the DUK: the column that holds what was compared.
COMPARED = {
    "GOLONGAN": "grade_code",
    "TMT_GOLONGAN": "grade_tmt",
    "JABATAN": "position_level_label",
    "TMT_JABATAN": "position_tmt_same_level",
    "MASA_KERJA": "service_total_months",
    "LATIHAN_JABATAN": "leadership_course_label",
    "TGL_LATIHAN": "leadership_on",
    "PENDIDIKAN": "education_level_label",
    "TGL_LULUS": "graduated_on",
    "USIA": "born_on",
    "NIP": "nip",
}

READINESS = "SELECT * FROM {marts}.promotion_readiness WHERE nip = :nip ORDER BY path_code <> 'REGULER', path_code"
CHECKS = """
    SELECT checked.* FROM {marts}.promotion_check AS checked
    JOIN {marts}.promotion_readiness AS readiness USING (employee_id, path_code)
    WHERE checked.nip = :nip
    ORDER BY array_position(readiness.blockers, checked.blocker_code), checked.rule_code, checked.item DESC
"""
SENIORITY = """
    SELECT mine.*, above.rank_agency IS NOT NULL AS has_above, people.number AS people, {above}
    FROM {marts}.duk AS mine
    LEFT JOIN {marts}.duk AS above ON above.agency_id = mine.agency_id AND above.rank_agency = mine.rank_agency - 1
    CROSS JOIN LATERAL (SELECT count(*) AS number FROM {marts}.duk AS other WHERE other.agency_id = mine.agency_id)
        AS people
    WHERE mine.nip = :nip
"""
CRITERION = "SELECT regulation, article FROM {rules}.duk_criterion WHERE code = :code"
TRAINING = """
    SELECT training.*, target.regulation, target.article
    FROM {marts}.training_employee AS training
    LEFT JOIN {rules}.parameter AS target
        ON target.code = 'training_target_' || lower(training.scheme) AND target.valid_from <= training.on_date
        AND (target.valid_to IS NULL OR target.valid_to > training.on_date)
    WHERE training.nip = :nip ORDER BY training.year DESC LIMIT 1
"""
IS_THERE = "SELECT to_regclass('{marts}.promotion_readiness') IS NOT NULL"
BUILD = "SELECT as_of_date, build_id FROM {marts}.build_info"
EMPLOYEE = "SELECT id FROM personnel.employee WHERE nip = :nip"

BAD_NIP = (
    "“{nip}” bukan NIP. | {nip!r} is not a NIP.",
    "Tulis ke-18 angkanya seperti pada keputusan. | Write its 18 digits as on a decree.",
)
NOTHING_PUBLISHED = (
    "Belum ada mart yang diterbitkan. | No marts have been published yet.",
    "Jalankan “merit build”. | Run `merit build`.",
)
OLDER = (
    "Mart yang terbit dibangun oleh Merit yang lebih lama. | The published marts were built by an older Merit.",
    "Jalankan “merit build”. | Run `merit build`.",
)
UNKNOWN = (
    "Tidak ada pegawai dengan NIP {nip}. | There is no employee with the NIP {nip}.",
    "Periksa angka-angkanya. | Check its digits.",
)
NOT_EMPLOYED = (
    "Pegawai dengan NIP {nip} tidak bekerja pada {day}, atau dicatat sesudah data dibaca. | "
    "The employee with the NIP {nip} was not employed on {day}, or was entered after the data were read.",
    "Pilih tanggal lain dengan “merit build --as-of”, atau bangun lagi. | "
    "Choose another date with `--as-of`, or build again.",
)


class UnexplainedError(MeritError):
    """Nobody to explain; `wording` holds sentence and cure in both languages, `is_bad_nip` whose fault it is."""

    def __init__(self, wording: tuple[str, str], **values: str) -> None:
        halves = [split_languages(part) for part in wording]
        told = [" ".join(half).format(**values) for half in zip(*halves, strict=True)]
        self.wording = f"{told[0]} | {told[1]}"
        self.is_bad_nip = wording is BAD_NIP
        super().__init__(*(half[1].format(**values) for half in halves))


@dataclass(frozen=True)
class Fact:
    """A label and what is so."""

    label: str
    value: str


@dataclass(frozen=True)
class Reason:
    """One rule that is not met: what it is about, how it stands, the sentence, and the facts behind it."""

    title: str
    state: str
    sentence: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Section:
    """One question about the person and its answer; `tone` is GOOD, BAD or QUIET."""

    title: str
    verdict: str
    tone: str
    sentences: tuple[str, ...]
    facts: tuple[Fact, ...]
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Explanation:
    """All that is said of one person; `employee_id` is the row in the personnel tables."""

    employee_id: int
    name: str
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]
    basis: tuple[Fact, ...]


def clean_nip(typed: str) -> str:
    """Return the 18 digits of a NIP that may have been typed with spaces.

    Raises:
        UnexplainedError: it is none.
    """
    nip = re.sub(r"\s", "", typed)
    if not NIP.fullmatch(nip):
        raise UnexplainedError(BAD_NIP, nip=typed[:40])
    return nip


def read_explanation(connection: Connection, nip: str, language: Language, suffix: str = "") -> Explanation:
    """Return all that the marts say of one person.

    `suffix` chooses the set of schemas: the published one, or `__next` for one that was only derived.

    Raises:
        UnexplainedError: the NIP is none or nobody's, the person is in no mart, or nothing is published.
    """
    nip, teller = clean_nip(nip), Teller(language)
    read = _Reader(connection, suffix)
    if not next(iter(read.one(IS_THERE).values())):
        raise UnexplainedError(NOTHING_PUBLISHED)
    paths = read.all(READINESS, nip=nip)
    if not paths:
        raise _find_cause(read, nip)
    person = paths[0]
    checks = read.all(CHECKS, nip=nip)
    sections = [_tell_path(teller, path, checks) for path in paths]
    sections += [_tell_seniority(teller, row) for row in read.seniority(nip)]
    sections += [_tell_training(teller, row) for row in read.all(TRAINING, nip=nip)]
    return Explanation(
        employee_id=person["employee_id"],
        name=person["full_name"],
        facts=_introduce(teller, person),
        sections=tuple(sections),
        basis=_found(teller, person, suffix),
    )


class _Row(dict[str, Any]):
    """A row of a mart; a column that it lacks means that another Merit built the mart."""

    def __missing__(self, name: str) -> Any:
        raise UnexplainedError(OLDER)


class _Reader:
    def __init__(self, connection: Connection, suffix: str) -> None:
        self._connection = connection
        self._schemas = {"marts": f"marts{suffix}", "rules": f"rules{suffix}"}

    def all(self, query: str, **values: object) -> list[Row]:
        try:
            rows = self._connection.execute(text(query.format(**self._schemas, **_ABOVE)), values)
        except ProgrammingError as error:
            if getattr(error.orig, "sqlstate", None) in ("42P01", "42703"):  # no such table or column
                raise UnexplainedError(OLDER) from error
            raise
        return [_Row(row) for row in rows.mappings()]

    def one(self, query: str, **values: object) -> Row:
        return next(iter(self.all(query, **values)), {})

    def seniority(self, nip: str) -> list[Row]:
        return [{**row, **self.one(CRITERION, code=row["decided_by"])} for row in self.all(SENIORITY, nip=nip)]


# What is compared, of the person directly above, as above_<column>.
_COLUMNS = [
    name
    for stem in ("full_name", "position_name", *COMPARED.values())
    for name in ((f"{stem}_id", f"{stem}_en") if stem.endswith("_label") else (stem,))
]
_ABOVE = {"above": ", ".join(f"above.{name} AS above_{name}" for name in _COLUMNS)}


def _find_cause(read: _Reader, nip: str) -> UnexplainedError:
    if not read.all(EMPLOYEE, nip=nip):
        return UnexplainedError(UNKNOWN, nip=nip)
    return UnexplainedError(NOT_EMPLOYED, nip=nip, day=str(read.one(BUILD)["as_of_date"]))


def _introduce(teller: Teller, person: Row) -> tuple[Fact, ...]:
    grade = _name_grade(person["grade_name"], person["grade_code"])
    return _facts(
        teller,
        ("NIP | NIP", person["nip"]),
        ("Golongan | Grade", grade or teller.say("belum tercatat | not on record")),
        ("TMT golongan | Grade since", person["grade_from"]),
        (
            "Jabatan | Post",
            person["position_name"] or teller.say("tanpa jabatan definitif | without a definitive post"),
        ),
        ("Unit kerja | Unit", person["unit_name"]),
    )


def _facts(teller: Teller, *pairs: tuple[str, object]) -> tuple[Fact, ...]:
    """Return the facts whose value is known."""
    return tuple(Fact(teller.say(label), teller.write(value)) for label, value in pairs if value not in (None, ""))


def _name_grade(name: str | None, code: str | None) -> str:
    return " ".join(filter(None, (name, f"({code})" if name and code else code)))


def _found(teller: Teller, person: Row, suffix: str) -> tuple[Fact, ...]:
    unpublished = teller.say("tidak diterbitkan, hanya untuk penjelasan ini | not published, for this answer only")
    return _facts(
        teller,
        ("Keadaan data per | State of the data on", person["as_of_date"]),
        ("Pembangunan | Build", unpublished if suffix else f"#{person['build_id']}"),
        ("Sidik aturan | Rule-set hash", person["rule_set_hash"]),
    )


def _tell_path(teller: Teller, path: Row, checks: list[Row]) -> Section:
    verdict, readiness = teller.read(path, "status_label"), teller.read(path, "readiness_label")
    if path["readiness_class"] in ("SIAP_6BLN", "TERHALANG", "PUNCAK"):
        verdict = f"{verdict} ({_lower(readiness)})"
    reasons = tuple(_tell_reason(teller, check) for check in checks if check["path_code"] == path["path_code"])
    return Section(
        title=teller.read(path, "path_label"),
        verdict=verdict,
        tone=TONES.get(path["status"], QUIET),
        sentences=tuple(_conclude(teller, path, reasons)),
        facts=_facts(
            teller,
            ("Golongan tujuan | Target grade", _name_grade(path["target_grade_name"], path["target_grade_code"])),
            ("Jenjang tujuan | Target level", teller.read(path, "target_level_label")),
            ("TMT paling awal | Earliest date", path["earliest_tmt"]),
            ("Angka kredit | Credit", path["credit_total"]),
            ("Angka kredit yang disyaratkan | Credit needed", path["credit_needed"]),
        ),
        reasons=reasons,
    )


def _conclude(teller: Teller, path: Row, reasons: tuple[Reason, ...]) -> Iterator[str]:
    if path["status"] == "MEMENUHI":
        yield teller.say("Semua syarat jalur ini terpenuhi. | Every condition of this path is met.")
    elif not reasons:
        yield teller.read(path, "explanation")
    else:
        count = len(reasons)
        yield teller.say(
            "Belum terpenuhi: {count} syarat; syarat lain yang diperiksa terpenuhi. | "
            "Not met: {count}; every other condition that was checked is met.",
            count=count,
        )
        if path["earliest_tmt"] is None and path["readiness_class"] != "PUNCAK":
            yield teller.say(
                "TMT belum dapat disebut: ada syarat yang tidak terpenuhi dengan berjalannya waktu saja. | "
                "No date can be told: time alone does not fulfil every condition."
            )


def _tell_reason(teller: Teller, check: Row) -> Reason:
    return Reason(
        title=teller.read(check, "blocker_label"),
        state=_lower(teller.read(check, "state_label")),
        sentence=teller.read(check, "sentence"),
        facts=_facts(
            teller,
            ("Syarat | Needed", _measure(teller, check, "needed")),
            ("Kenyataan | Actual", _measure(teller, check, "actual")),
            ("Terpenuhi mulai | Met from", check["turns_true_on"]),
            ("Dasar hukum | Legal basis", _cite(teller, check)),
        ),
    )


def _measure(teller: Teller, check: Row, side: str) -> str | None:
    """Return what was needed or found, with its unit."""
    value: str | None = check[side]
    if value and value.isdigit() and check["blocker_code"] in COUNTED_IN_MONTHS:
        return teller.say("{value} bulan | {value} months", value=value)
    return value


def _cite(teller: Teller, row: Row) -> str:
    """Return regulation and article as they are cited: `PP 99/2000, pasal 7`."""
    regulation, article = row.get("regulation") or "", row.get("article") or ""
    if teller.language == "en":
        article = article.replace("pasal", "article").replace("ayat", "paragraph")
    return ", ".join(filter(None, (REGULATION.sub(r"\1 \2/\3", regulation), article)))


def _tell_seniority(teller: Teller, row: Row) -> Section:
    sentences = [
        teller.say(
            "Urutan {rank} dari {people} PNS di instansi, dan urutan {unit} di unit kerjanya. | "
            "Number {rank} of {people} PNS of the agency, and number {unit} in the unit.",
            rank=row["rank_agency"],
            people=row["people"],
            unit=row["rank_unit"],
        )
    ]
    facts: tuple[Fact, ...] = ()
    if not row["has_above"]:
        sentences.append(teller.say("Tidak ada orang di atasnya. | Nobody stands above."))
    else:
        stem, label = COMPARED[row["decided_by"]], teller.read(row, "decided_by_label")
        sentences.append(
            teller.say(
                "Tepat di atasnya {name}, pembeda: {reason}. | Directly above stands {name}; decided by: {reason}.",
                name=row["above_full_name"],
                reason=label,
            )
        )
        facts = _facts(
            teller,
            ("Orang di atasnya | The person above", _compared(teller, row, stem, "above_")),
            ("Pegawai ini | This person", _compared(teller, row, stem)),
            ("Dasar hukum | Legal basis", _cite(teller, row)),
        )
    return Section(
        title=teller.say("Daftar urut kepangkatan (DUK) | Seniority list (DUK)"),
        verdict=teller.say("Urutan {rank} | Number {rank}", rank=row["rank_agency"]),
        tone=QUIET,
        sentences=tuple(sentences),
        facts=facts,
    )


def _compared(teller: Teller, row: Row, stem: str, prefix: str = "") -> str:
    """Return what a person was compared by in the DUK; nothing on record says so."""
    value = teller.read(row, f"{prefix}{stem}")
    if value is None:
        return teller.say("tidak ada | none")
    if stem == "service_total_months":
        years, months = divmod(value, 12)
        return teller.say("{years} tahun {months} bulan | {years} years {months} months", years=years, months=months)
    return teller.write(value)


def _tell_training(teller: Teller, row: Row) -> Section:
    course = teller.read(row, "mandatory_course_label")
    return Section(
        title=teller.say("Pelatihan tahun {year} | Training in {year}", year=row["year"]),
        verdict=teller.read(row, "status_label"),
        tone=TONES.get(row["status_code"], GOOD if row["is_met"] else QUIET),
        sentences=(
            teller.say(
                "{counted} JP dihitung dari sasaran {target} JP. | "
                "{counted} hours count towards the target of {target}.",
                counted=row["hours_counted"],
                target=row["target_hours"],
            ),
        ),
        facts=_facts(
            teller,
            ("JP yang masih kurang | Hours still missing", row["hours_missing"] or None),
            ("Sebab dikecualikan | Why excluded", teller.read(row, "exclusion_label")),
            ("Pelatihan wajib jabatan | Mandatory course of the post", course),
            (
                "Keadaan pelatihan wajib | Mandatory course state",
                course and teller.read(row, "mandatory_course_state_label"),
            ),
            ("Dasar hukum sasaran | Legal basis of the target", _cite(teller, row)),
        ),
    )


def _lower(label: str) -> str:
    """Return a label as part of a sentence."""
    return label[:1].lower() + label[1:]
