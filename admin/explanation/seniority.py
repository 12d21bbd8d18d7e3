"""The place in the seniority list (DUK), and what decided it."""

from collections.abc import Iterator

from admin.explanation.content import BAD, QUIET, Fact, Section
from admin.explanation.law import cite
from admin.explanation.remedies import Desk
from admin.explanation.source import Source
from admin.explanation.wording import tell_facts
from admin.teller import Row, Teller

# Criterion that decided a place: the column that holds what was compared.
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
TITLE = "Daftar urut kepangkatan (DUK) | Seniority list (DUK)"
# Why one person stands before another, in words: what the one above has more or earlier.
WHY = {
    "GOLONGAN": "golongannya lebih tinggi | a higher grade",
    "TMT_GOLONGAN": "golongannya sama, tetapi lebih lama dalam golongan itu | the same grade, held longer",
    "JABATAN": "golongan dan TMT-nya sama, tetapi jabatannya lebih tinggi | the same grade and date, but a higher post",
    "TMT_JABATAN": "setara sampai jabatan, tetapi lebih lama pada tingkat jabatan itu | "
    "equal up to the post, held longer at that level",
    "MASA_KERJA": "setara sampai jabatan, tetapi masa kerjanya lebih lama | equal up to the post, but longer service",
    "LATIHAN_JABATAN": "setara sampai masa kerja, tetapi latihan jabatannya lebih tinggi | "
    "equal up to service, but a higher leadership course",
    "TGL_LATIHAN": "setara sampai latihan jabatan, tetapi lebih dahulu lulus latihan itu | "
    "equal up to the leadership course, finished earlier",
    "PENDIDIKAN": "setara sampai latihan jabatan, tetapi pendidikannya lebih tinggi | "
    "equal up to the leadership course, but higher education",
    "TGL_LULUS": "setara sampai pendidikan, tetapi lebih dahulu lulus | equal up to education, graduated earlier",
    "USIA": "setara dalam semua kriteria lain, tetapi lebih tua | equal in every other criterion, but older",
    "NIP": "setara dalam keenam kriteria; urutan menurut NIP agar selalu pasti | "
    "equal in all six criteria; ordered by NIP to be certain",
}
_COLUMNS = [
    name
    for stem in ("full_name", "position_name", "decided_by_label", *COMPARED.values())
    for name in ((f"{stem}_id", f"{stem}_en") if stem.endswith("_label") else (stem,))
]
NEIGHBOURS = ("above", "below")
# A reader who does not reach everybody sees neither all neighbours nor how many there are.
SENIORITY = f"""
    SELECT mine.*, above.rank_agency IS NOT NULL AS has_above, below.rank_agency IS NOT NULL AS has_below,
        below.decided_by AS below_decided_by,
        criterion.regulation, criterion.article, criterion.confidence,
        CASE WHEN NOT row_security_active('{{marts}}.duk') OR pg_has_role('merit_panel_wide', 'USAGE')
            THEN people.number END AS people,
        {", ".join(f"{place}.{name} AS {place}_{name}" for place in NEIGHBOURS for name in _COLUMNS)}
    FROM {{marts}}.duk AS mine
    LEFT JOIN {{marts}}.duk AS above ON above.agency_id = mine.agency_id AND above.rank_agency = mine.rank_agency - 1
    LEFT JOIN {{marts}}.duk AS below ON below.agency_id = mine.agency_id AND below.rank_agency = mine.rank_agency + 1
    LEFT JOIN {{rules}}.duk_criterion AS criterion
        ON criterion.code = mine.decided_by AND criterion.valid_from <= mine.as_of_date
        AND (criterion.valid_to IS NULL OR criterion.valid_to > mine.as_of_date)
    CROSS JOIN LATERAL (SELECT count(*) AS number FROM {{marts}}.duk AS other WHERE other.agency_id = mine.agency_id)
        AS people
    WHERE mine.nip = :nip
"""


def tell_seniority(source: Source, desk: Desk, person: Row) -> Iterator[Section]:
    """Tell the place of a PNS; PPPK and CPNS have none."""
    rows = source.all(SENIORITY, nip=person["nip"])
    if rows:
        yield _tell_place(desk.teller, rows[0])
    elif person["standing"] not in ("PPPK", "CPNS") and person["grade_code"] is None:
        yield Section(
            code="duk",
            title=desk.teller.say(TITLE),
            verdict=desk.teller.say("Data tidak lengkap | Incomplete data"),
            tone=BAD,
            sentences=(
                desk.teller.say(
                    "Tanpa golongan tidak ada tempat dalam DUK. | Without a grade there is no place in the DUK."
                ),
            ),
            remedies=desk.find("GOLONGAN", person),
        )


def _tell_place(teller: Teller, row: Row) -> Section:
    return Section(
        code="duk",
        title=teller.say(TITLE),
        verdict=teller.say("Urutan {rank} | Number {rank}", rank=row["rank_agency"]),
        tone=QUIET,
        sentences=tuple(_tell_neighbours(teller, row)),
        facts=(*_compare_above(teller, row), *_compare_below(teller, row)),
    )


def _tell_neighbours(teller: Teller, row: Row) -> Iterator[str]:
    if row["people"] is None:
        yield teller.say(
            "Urutan {rank} di instansi, dan urutan {unit} di unit kerjanya. | "
            "Number {rank} of the agency, and number {unit} in the unit.",
            rank=row["rank_agency"],
            unit=row["rank_unit"],
        )
    else:
        yield teller.say(
            "Urutan {rank} dari {people} PNS di instansi, dan urutan {unit} di unit kerjanya. | "
            "Number {rank} of {people} PNS of the agency, and number {unit} in the unit.",
            rank=row["rank_agency"],
            people=row["people"],
            unit=row["rank_unit"],
        )
    if row["has_above"]:
        yield teller.say(
            "Tepat di atasnya {name}: {reason}. | Directly above stands {name}: {reason}.",
            name=row["above_full_name"],
            reason=teller.say(WHY[row["decided_by"]]),
        )
    elif row["decided_by"] is None:
        yield teller.say("Tidak ada orang di atasnya. | Nobody stands above.")
    else:
        yield teller.say(
            "Yang tepat di atasnya di luar jangkauan Anda: {reason}. | "
            "Who stands directly above is out of your reach: {reason}.",
            reason=teller.say(WHY[row["decided_by"]]),
        )
    if row["has_below"]:
        yield teller.say(
            "Tepat di bawahnya {name}. Yang mendahulukan pegawai ini: {reason}. | "
            "Directly below stands {name}. What puts this person first: {reason}.",
            name=row["below_full_name"],
            reason=teller.say(WHY[row["below_decided_by"]]),
        )


def _compare_above(teller: Teller, row: Row) -> tuple[Fact, ...]:
    if row["decided_by"] is None:
        return ()
    stem = COMPARED[row["decided_by"]]
    return tell_facts(
        teller,
        ("Pembeda | Decided by", teller.read(row, "decided_by_label")),
        ("Orang di atasnya | The person above", _compared(teller, row, stem, "above_") if row["has_above"] else None),
        ("Pegawai ini | This person", _compared(teller, row, stem)),
        ("Dasar hukum | Legal basis", cite(teller, row)),
    )


def _compare_below(teller: Teller, row: Row) -> tuple[Fact, ...]:
    """Return what the next one down was compared by; the two may differ in another criterion than the two above."""
    if not row["has_below"]:
        return ()
    stem = COMPARED[row["below_decided_by"]]
    return tell_facts(
        teller,
        (
            "Pembeda dari orang di bawahnya | Decided from the person below by",
            teller.read(row, "below_decided_by_label"),
        ),
        ("Pegawai ini, dibandingkan ke bawah | This person, compared downwards", _compared(teller, row, stem)),
        ("Orang di bawahnya | The person below", _compared(teller, row, stem, "below_")),
    )


def _compared(teller: Teller, row: Row, stem: str, prefix: str = "") -> str:
    """Return what a person was compared by; nothing on record says so."""
    value = teller.read(row, f"{prefix}{stem}")
    if value is None:
        return teller.say("tidak ada | none")
    return teller.span(value) if stem == "service_total_months" else teller.write(value)
