"""The numbers of the law, copied by hand from rules.md: never read from seeds, so that a wrong seed row is noticed."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

# rules.md 2.1: the ladder of PNS, lowest first.
PNS_GRADES = (
    "I/a", "I/b", "I/c", "I/d", "II/a", "II/b", "II/c", "II/d", "III/a", "III/b", "III/c", "III/d",
    "IV/a", "IV/b", "IV/c", "IV/d", "IV/e",
)  # fmt: skip
GRADE_ORDINAL = {code: ordinal for ordinal, code in enumerate(PNS_GRADES, start=1)}


@dataclass(frozen=True)
class Level:
    """A level of posts: its rank in the DUK (rules.md 3.1), retirement age (14.2), and whether it bars REGULER."""

    rank: int
    retirement_age: int
    is_pelaksana: bool = False


PELAKSANA = Level(20, 58, is_pelaksana=True)
NO_POST = PELAKSANA

POSITION_LEVELS = {
    "I.a": Level(100, 60),
    "I.b": Level(95, 60),
    "II.a": Level(90, 60),
    "II.b": Level(85, 60),
    "JF_AHLI_UTAMA": Level(84, 65),
    "III.a": Level(75, 58),
    "III.b": Level(70, 58),
    "JF_AHLI_MADYA": Level(69, 60),
    "IV.a": Level(60, 58),
    "IV.b": Level(55, 58),
    "JF_AHLI_MUDA": Level(54, 58),
    "JF_PENYELIA": Level(45, 58),
    "JF_AHLI_PERTAMA": Level(44, 58),
    "JF_MAHIR": Level(40, 58),
    "JF_TERAMPIL": Level(35, 58),
    "JF_PEMULA": Level(30, 58),
    "V.a": PELAKSANA,  # rules.md 2.3: abolished in practice, treat as pelaksana
    "PELAKSANA": PELAKSANA,
}
TEACHER_RETIREMENT_AGE = 60

# rules.md 3.1 "Latihan jabatan".
LEADERSHIP_LEVEL = {
    "LEMHANNAS": 5, "PKN_I": 5, "DIKLATPIM_I": 5,
    "PKN_II": 4, "DIKLATPIM_II": 4, "SPAMEN": 4, "SESPA": 4,
    "PKA": 3, "DIKLATPIM_III": 3, "SPAMA": 3, "SEPADYA": 3,
    "PKP": 2, "DIKLATPIM_IV": 2, "ADUM": 2, "ADUMLA": 2, "SEPALA": 2, "SEPADA": 2,
}  # fmt: skip

# rules.md 3.1 "Pendidikan"; sarjana muda counts as D-III and SGPLB as D-II (their entry grades in 4.3).
EDUCATION_RANK = {
    "S3": 8, "S2": 7, "SPESIALIS": 7, "PROFESI": 7, "S1": 6, "D4": 6, "D3": 5, "SARJANA_MUDA": 5, "D2": 4, "SGPLB": 4,
    "D1": 3, "SLTA": 3, "SLTA_KEJURUAN": 3, "SLTP": 2, "SLTP_KEJURUAN": 2, "SD": 1,
}  # fmt: skip

# rules.md 4.3: the highest grade that regular promotion may reach.
EDUCATION_CEILING = {
    "SD": "II/a",
    "SLTP": "II/c",
    "SLTP_KEJURUAN": "II/d",
    "SLTA": "III/b", "SLTA_KEJURUAN": "III/b", "D1": "III/b",
    "D2": "III/b",
    "SGPLB": "III/c",
    "D3": "III/c", "SARJANA_MUDA": "III/c",
    "S1": "III/d", "D4": "III/d",
    "S2": "IV/a", "PROFESI": "IV/a", "SPESIALIS": "IV/a",
    "S3": "IV/b",
}  # fmt: skip

# rules.md 4.9: which exam a step needs, the diplomas that exempt, and the leadership level that exempts.
SERVICE_EXAM = {
    ("II/d", "III/a"): ("UJIAN_DINAS_I", frozenset({"S1", "D4", "S2", "PROFESI", "SPESIALIS", "S3"}), 2),
    ("III/d", "IV/a"): ("UJIAN_DINAS_II", frozenset({"S2", "PROFESI", "SPESIALIS", "S3"}), 3),
}

YEARS_IN_GRADE = 4  # rules.md 4.2
YEARS_OF_APPRAISAL = 2
SPECIALIST = ("SPESIALIS", "III/b", 2, 1)  # diploma, grade, years in grade, years of appraisal
SUPERIOR_RULE_ENDS = date(2025, 5, 20)  # Peraturan BKN 2/2025

# rules.md 6.1: five predicates; 4 is Baik. The spellings that mean one of them, in lower case, single blanks.
GOOD = 4
PREDICATE = {"SANGAT_BAIK": 5, "BAIK": 4, "BUTUH_PERBAIKAN": 3, "KURANG": 2, "SANGAT_KURANG": 1}
SPELLING = {
    "sangat baik": 5,
    "baik": 4,
    "butuh perbaikan": 3,
    "cukup": 3,
    "kurang": 2,
    "kurang/misconduct": 2,
    "sangat kurang": 1,
}

# rules.md 4.1: months of the promotion periods, by the regime of the candidate date.
PERIODS = (
    (date.min, frozenset({4, 10})),
    (date(2024, 1, 1), frozenset({2, 4, 6, 8, 10, 12})),
    (date(2025, 10, 1), frozenset(range(1, 13))),
)


def next_period(day: date) -> date:
    """Return the first allowed first-of-month not before `day` (rules.md 4.1)."""
    candidate = day if day.day == 1 else _first_of_next_month(day)
    while candidate.month not in _months_of(candidate):
        candidate = _first_of_next_month(candidate)
    return candidate


def _months_of(candidate: date) -> frozenset[int]:
    return [months for since, months in PERIODS if since <= candidate][-1]


def _first_of_next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


@dataclass(frozen=True)
class Conversion:
    """How the hours of a kind of training are recognised (rules.md 7.2); None means no limit."""

    fixed: Decimal | None = None
    per_day: Decimal | None = None


FIXED_2, FIXED_10, FIXED_20 = Conversion(Decimal(2)), Conversion(Decimal(10)), Conversion(Decimal(20))
EIGHT_A_DAY = Conversion(per_day=Decimal(8))
AS_CERTIFIED = Conversion()

CONVERSION = {
    "COACHING": FIXED_2,
    "MENTORING": FIXED_2,
    "BELAJAR_MANDIRI": FIXED_2,
    "KOMUNITAS_BELAJAR": FIXED_2,
    "BENCHMARKING": FIXED_10,
    "MAGANG": FIXED_20,
    "DATASERING": FIXED_20,
    "PERTUKARAN": FIXED_20,
    "SEMINAR": EIGHT_A_DAY,
    "KONFERENSI": EIGHT_A_DAY,
    "SARASEHAN": EIGHT_A_DAY,
    "WORKSHOP": EIGHT_A_DAY,
    "WEBINAR": EIGHT_A_DAY,
}  # every other kind: as on the certificate

# rules.md 4.12, in its order; the limit of the superior's rank (4.2, condition 6) has no code there.
BLOCKER_ORDER = (
    "MASA_PANGKAT", "SKP_KURANG", "SKP_TIDAK_ADA", "PLAFON_PENDIDIKAN", "JENJANG_MAKS", "UJIAN_DINAS", "HUKDIS", "CLTN",
    "BUP", "PANGKAT_ATASAN", "DATA_TIDAK_LENGKAP",
)  # fmt: skip

# Defaults of what a city may set for itself (rules.md 3, 7.1).
PARAMETERS = {
    "duk_include_cpns": "false",
    "training_target_pns": "20",
    "training_target_pppk": "20",
    "training_cap_pppk": "24",
    "training_cpns_covered": "true",
}
