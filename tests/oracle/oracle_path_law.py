"""The numbers of every promotion path, copied by hand from rules.md 2.3, 4, 5 and 9.4: never read from seeds."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Path:
    """Since when a path exists, whether its TMT are bound to periods, and whether it gives a grade."""

    since: date
    is_periodic: bool = True
    gives_grade: bool = True


LAW_2000, LAW_2017, LAW_2023 = date(2000, 11, 10), date(2017, 4, 7), date(2023, 1, 1)
PATHS = {
    "REGULER": Path(LAW_2000),
    "STRUKTURAL": Path(LAW_2000),
    "FUNGSIONAL": Path(LAW_2023),
    "KENAIKAN_JENJANG": Path(LAW_2023, is_periodic=False, gives_grade=False),
    "PENYESUAIAN_IJAZAH": Path(LAW_2000),
    "PRESTASI": Path(LAW_2000),
    "PENGABDIAN": Path(LAW_2000, is_periodic=False),
    "JABATAN_PENGAWAS": Path(LAW_2017, is_periodic=False, gives_grade=False),
    "JABATAN_ADMINISTRATOR": Path(LAW_2017, is_periodic=False, gives_grade=False),
    "JABATAN_JPT_PRATAMA": Path(LAW_2017, is_periodic=False, gives_grade=False),
}

# rules.md 2.3: lowest and highest grade of each level.
GRADE_RANGE = {
    "I.a": ("IV/d", "IV/e"), "I.b": ("IV/c", "IV/e"), "II.a": ("IV/c", "IV/d"), "II.b": ("IV/b", "IV/c"),
    "III.a": ("IV/a", "IV/b"), "III.b": ("III/d", "IV/a"), "IV.a": ("III/c", "III/d"), "IV.b": ("III/b", "III/c"),
    "JF_PEMULA": ("II/a", "II/a"), "JF_TERAMPIL": ("II/b", "II/d"), "JF_MAHIR": ("III/a", "III/b"),
    "JF_PENYELIA": ("III/c", "III/d"), "JF_AHLI_PERTAMA": ("III/a", "III/b"), "JF_AHLI_MUDA": ("III/c", "III/d"),
    "JF_AHLI_MADYA": ("IV/a", "IV/c"), "JF_AHLI_UTAMA": ("IV/d", "IV/e"),
}  # fmt: skip


@dataclass(frozen=True)
class CreditLevel:
    """Credit of a level (rules.md 5.1): for a year Baik, for one grade, to leave the level, and the level above."""

    coefficient: Decimal
    step: Decimal
    leave: Decimal | None
    above: str | None


def _credit_level(coefficient: str, step: int, leave: int | None, above: str | None) -> CreditLevel:
    return CreditLevel(Decimal(coefficient), Decimal(step), None if leave is None else Decimal(leave), above)


CREDIT_LEVELS = {
    "JF_PEMULA": _credit_level("3.75", 15, 15, "JF_TERAMPIL"),
    "JF_TERAMPIL": _credit_level("5", 20, 60, "JF_MAHIR"),
    "JF_MAHIR": _credit_level("12.5", 50, 100, "JF_PENYELIA"),
    "JF_PENYELIA": _credit_level("25", 100, None, None),
    "JF_AHLI_PERTAMA": _credit_level("12.5", 50, 100, "JF_AHLI_MUDA"),
    "JF_AHLI_MUDA": _credit_level("25", 100, 200, "JF_AHLI_MADYA"),
    "JF_AHLI_MADYA": _credit_level("37.5", 150, 450, "JF_AHLI_UTAMA"),
    "JF_AHLI_UTAMA": _credit_level("50", 200, None, None),
}
PERCENTAGE = {5: 150, 4: 100, 3: 75, 2: 50, 1: 25}
CONVERTED_SINCE = LAW_2023
DIPLOMA_SHARE = Decimal(4)  # a quarter of one step (5.4)

# rules.md 4.7: the highest present grade and the new one, by diploma.
ADJUSTMENT = {
    "SLTP": ("I/b", "I/c"), "SLTP_KEJURUAN": ("I/b", "I/c"),
    "SLTA": ("I/d", "II/a"), "SLTA_KEJURUAN": ("I/d", "II/a"), "D1": ("I/d", "II/a"),
    "D2": ("II/a", "II/b"),
    "D3": ("II/b", "II/c"), "SARJANA_MUDA": ("II/b", "II/c"), "SGPLB": ("II/b", "II/c"),
    "S1": ("II/d", "III/a"), "D4": ("II/d", "III/a"),
    "S2": ("III/a", "III/b"), "PROFESI": ("III/a", "III/b"), "SPESIALIS": ("III/a", "III/b"),
    "S3": ("III/b", "III/c"),
}  # fmt: skip

# [U] the settings under which a diploma lifts as its neighbour does.
DOUBTED_DIPLOMAS = {
    "SLTP_KEJURUAN": "adjustment_vocational", "SLTA_KEJURUAN": "adjustment_vocational",
    "SARJANA_MUDA": "adjustment_sarjana_muda", "SPESIALIS": "adjustment_specialist",
}  # fmt: skip
# [U] the settings under which an award shows an outstanding achievement (4.6).
ACHIEVEMENT_SETTINGS = {
    "PEGAWAI_TELADAN": "achievement_exemplary", "PEGAWAI_BERPRESTASI": "achievement_outstanding",
    "GURU_BERPRESTASI": "achievement_teacher", "NAKES_TELADAN": "achievement_health",
    "INOVASI": "achievement_innovation",
}  # fmt: skip
ACHIEVEMENTS = frozenset(ACHIEVEMENT_SETTINGS)

# Months in grade that a path asks (4.2 to 4.7), by the rule's name; PENGABDIAN by months of service (4.8).
MONTHS_IN_GRADE = {
    "REGULER_MASA_PANGKAT": 48,
    "REGULER_MASA_PANGKAT_SPESIALIS": 24,
    "STRUKTURAL_MASA_PANGKAT_A": 12,
    "STRUKTURAL_MASA_PANGKAT_B": 48,
    "FUNGSIONAL_MASA_PANGKAT": 24,
    "PENYESUAIAN_IJAZAH_MASA_PANGKAT": 12,
    "PRESTASI_MASA_PANGKAT": 12,
    "PENGABDIAN_MASA_PANGKAT_30": 1,
    "PENGABDIAN_MASA_PANGKAT_20": 12,
    "PENGABDIAN_MASA_PANGKAT": 24,
}
LONG_SERVICE = {360: "MASA_PANGKAT_30", 240: "MASA_PANGKAT_20", 0: "MASA_PANGKAT"}
MONTHS_IN_POST = 12
MONTHS_OF_SERVICE = 120
MONTHS_AHEAD = 12  # [U] PENGABDIAN is shown from a year before the pension

SPECIALIST = ("SPESIALIS", "III/b")  # the diploma and the grade with which REGULER asks less (4.2)

# Years of appraisal and the lowest predicate (5 Sangat Baik, 4 Baik), by the rule's name.
APPRAISALS = {
    "REGULER_SKP": (2, 4),
    "REGULER_SKP_SPESIALIS": (1, 4),
    "STRUKTURAL_SKP": (2, 4),
    "FUNGSIONAL_SKP": (2, 4),
    "KENAIKAN_JENJANG_SKP": (1, 4),
    "PENYESUAIAN_IJAZAH_SKP": (1, 4),
    "PRESTASI_SKP": (1, 5),
    "PENGABDIAN_SKP": (1, 4),
    "JABATAN_PENGAWAS_SKP": (2, 4),
    "JABATAN_ADMINISTRATOR_SKP": (2, 4),
}

# rules.md 9.4: who may become a candidate, and which levels count for which experience.
CANDIDATES = {
    "JABATAN_PENGAWAS": (
        "PELAKSANA", "V.a", "JF_PEMULA", "JF_TERAMPIL", "JF_MAHIR", "JF_PENYELIA", "JF_AHLI_PERTAMA",
    ),
    "JABATAN_ADMINISTRATOR": ("IV.a", "IV.b", "JF_AHLI_MUDA"),
    "JABATAN_JPT_PRATAMA": ("III.a", "III.b", "JF_AHLI_MADYA"),
}  # fmt: skip
EXPERIENCE = {
    "JABATAN_PENGAWAS_PENGALAMAN": (48, (*CANDIDATES["JABATAN_PENGAWAS"], "JF_AHLI_MUDA")),
    "JABATAN_ADMINISTRATOR_PENGALAMAN": (36, (*CANDIDATES["JABATAN_ADMINISTRATOR"], "JF_AHLI_MADYA")),
    "JABATAN_JPT_PRATAMA_PENGALAMAN_MANAJERIAL": (24, CANDIDATES["JABATAN_JPT_PRATAMA"]),
    "JABATAN_JPT_PRATAMA_PENGALAMAN": (
        60,
        ("I.a", "I.b", "II.a", "II.b", "III.a", "III.b", "IV.a", "IV.b", "JF_AHLI_PERTAMA", "JF_AHLI_MUDA",
         "JF_AHLI_MADYA", "JF_AHLI_UTAMA"),
    ),
}  # fmt: skip
LOWEST_DIPLOMA = {"JABATAN_PENGAWAS": "D3", "JABATAN_ADMINISTRATOR": "S1", "JABATAN_JPT_PRATAMA": "S1"}
OLDEST = {"JABATAN_JPT_PRATAMA": 56}
