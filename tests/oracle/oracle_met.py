"""What is told of the conditions that somebody who is ready meets: typed by hand, never read from the rules' seeds.

The people are those of `population_ready`; the marts only hold what is not met.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from oracle_names import Name

# Of each requirement its name, and the sentence when it is met.
REQUIREMENTS: dict[str, tuple[Name, Name]] = {
    "GOLONGAN": (
        Name("Golongan", "Grade"),
        Name(
            "Golongan {actual} tercatat, dan masih ada golongan di atasnya.",
            "Grade {actual} is on record, with another one above it.",
        ),
    ),
    "RENTANG": (
        Name("Rentang golongan jabatan", "Grade range of the post"),
        Name(
            "Golongan {actual} sesuai dengan rentang jabatan, {needed}.",
            "Grade {actual} fits the range of the post, {needed}.",
        ),
    ),
    "MASA_PANGKAT": (
        Name("Masa dalam pangkat", "Time in grade"),
        Name(
            "{actual} bulan dalam pangkat; syaratnya {needed} bulan.",
            "{actual} months in grade; {needed} are required.",
        ),
    ),
    "MASA_JABATAN": (
        Name("Masa dalam jabatan", "Time in the post"),
        Name(
            "{actual} bulan dalam jabatan; syaratnya {needed} bulan.",
            "{actual} months in the post; {needed} are required.",
        ),
    ),
    "MASA_KERJA": (
        Name("Masa kerja", "Length of service"),
        Name(
            "Masa kerja {actual} bulan; syaratnya {needed} bulan.", "{actual} months of service; {needed} are required."
        ),
    ),
    "PENGALAMAN": (
        Name("Pengalaman jabatan", "Experience in posts"),
        Name(
            "Pengalaman jabatan {actual} bulan; syaratnya {needed} bulan.",
            "{actual} months of experience in posts; {needed} are required.",
        ),
    ),
    "PENGALAMAN_MANAJERIAL": (
        Name("Pengalaman administrator atau ahli madya", "Time as administrator or senior expert"),
        Name(
            "{actual} bulan sebagai administrator atau ahli madya; syaratnya {needed} bulan.",
            "{actual} months as administrator or senior expert; {needed} are required.",
        ),
    ),
    "AK": (
        Name("Angka kredit", "Credit"),
        Name("Angka kredit {actual}; syaratnya {needed}.", "Credit of {actual}; {needed} are required."),
    ),
    "SKP": (
        Name("Predikat SKP", "SKP predicate"),
        Name(
            "Predikat SKP tahun {item} ialah {actual}; syaratnya paling rendah {needed}.",
            "The SKP predicate of {item} is {actual}; at least {needed} is required.",
        ),
    ),
    "PENDIDIKAN": (
        Name("Pendidikan", "Education"),
        Name(
            "Pendidikan yang diakui {actual}; syaratnya paling rendah {needed}.",
            "The recognised education is {actual}; at least {needed} is required.",
        ),
    ),
    "PLAFON_PENDIDIKAN": (
        Name("Plafon pendidikan", "Education ceiling"),
        Name(
            "Ijazah yang diakui membolehkan sampai {actual}; tujuannya {needed}.",
            "The recognised diploma allows up to {actual}; the target is {needed}.",
        ),
    ),
    "UJIAN_DINAS": (
        Name("Ujian dinas", "Service exam"),
        Name("{needed} terpenuhi, lulus atau dikecualikan: {actual}.", "{needed}: passed or exempt ({actual})."),
    ),
    "UPKP": (
        Name("Ujian penyesuaian kenaikan pangkat", "Exam for promotion by diploma"),
        Name("Lulus UPKP pada {actual}.", "UPKP passed on {actual}."),
    ),
    "UJIKOM": (
        Name("Uji kompetensi", "Competency test"),
        Name(
            "Lulus uji kompetensi untuk jenjang {needed} pada {actual}.",
            "Competency test for the level {needed} passed on {actual}.",
        ),
    ),
    "KEBUTUHAN": (
        Name("Lowongan kebutuhan", "Vacancy"),
        Name("Ada {actual} lowongan kebutuhan pada jenjang {needed}.", "Vacancies at the level {needed}: {actual}."),
    ),
    "JABATAN_IJAZAH": (
        Name("Ijazah yang disyaratkan jabatan", "Diploma that the post asks for"),
        Name(
            "Jabatan sekarang mensyaratkan {actual}; ijazahnya {needed}.",
            "The present post asks for {actual}; the diploma is {needed}.",
        ),
    ),
    "PENETAPAN_PPK": (
        Name("Keputusan PPK", "Decree of the authority"),
        Name("Prestasi {actual} ditetapkan dengan keputusan.", "The achievement {actual} was established by decree."),
    ),
    "HUKUMAN_SEDANG": (
        Name("Hukuman disiplin sedang", "Medium disciplinary punishment"),
        Name("Tidak sedang menjalani hukuman disiplin sedang.", "No medium disciplinary punishment is being served."),
    ),
    "HUKUMAN_BERAT": (
        Name("Hukuman disiplin berat", "Heavy disciplinary punishment"),
        Name("Tidak sedang menjalani hukuman disiplin berat.", "No heavy disciplinary punishment is being served."),
    ),
    "HUKUMAN_SETAHUN": (
        Name("Hukuman disiplin setahun terakhir", "Punishment within the last year"),
        Name(
            "Tidak ada hukuman disiplin sedang atau berat dalam setahun terakhir.",
            "No medium or heavy punishment within the last year.",
        ),
    ),
    "STATUS": (
        Name("Kedudukan hukum", "Legal status"),
        Name("Kedudukan hukum tidak menghalangi.", "The legal status is no bar."),
    ),
    "CLTN": (
        Name("Cuti di luar tanggungan negara", "Unpaid leave"),
        Name("Tidak sedang cuti di luar tanggungan negara.", "Not on unpaid leave (CLTN)."),
    ),
    "USIA": (
        Name("Batas usia pengangkatan", "Age limit at appointment"),
        Name(
            "Paling awal diangkat {actual}, belum lewat batas usia {needed}.",
            "The earliest appointment, {actual}, is within the age limit, {needed}.",
        ),
    ),
    "BELUM_BUP": (
        Name("Batas usia pensiun tercapai", "Retirement age reached"),
        Name(
            "Bulan tercapainya batas usia pensiun sudah dimulai.",
            "The month in which the retirement age is reached has begun.",
        ),
    ),
    "BUP": (
        Name("Batas usia pensiun", "Retirement age"),
        Name(
            "TMT paling awal {actual}, sebelum pensiun pada {needed}.",
            "The earliest date, {actual}, is before retirement on {needed}.",
        ),
    ),
    "PANGKAT_ATASAN": (
        Name("Pangkat atasan langsung", "Rank of the direct superior"),
        Name(
            "Golongan tujuan {actual} tidak melampaui golongan atasan langsung, {needed}.",
            "The target grade {actual} does not exceed the grade of the direct superior, {needed}.",
        ),
    ),
}


@dataclass(frozen=True)
class Met:
    """A rule that is met, by what follows the path in its code, with its values as people read them."""

    rule: str
    actual: str | Name = ""
    needed: str | Name = ""
    item: str = "-"

    @property
    def requirement(self) -> str:
        """Return the requirement that the rule is a variant of."""
        return max((name for name in REQUIREMENTS if self.rule.startswith(name)), key=len)

    def tell(self) -> Name:
        """Return the sentence in both languages."""
        template = REQUIREMENTS[self.requirement][1]
        return Name(
            template.id.format(item=self.item, actual=_in(self.actual, "id"), needed=_in(self.needed, "id")),
            template.en.format(item=self.item, actual=_in(self.actual, "en"), needed=_in(self.needed, "en")),
        )


def _in(value: str | Name, language: str) -> str:
    return value if isinstance(value, str) else str(getattr(value, language))


GOOD = Name("Baik", "Good")
BACHELOR, DOCTOR = Name("Sarjana", "Bachelor"), Name("Doktor", "Doctorate")
SENIOR = Name("Ahli Madya", "Expert, senior")
SECOND_EXAM = Name("Ujian Dinas Tingkat II", "Service exam level II")
TESTED_ON = Name("30 September 2024", "30 September 2024")
TODAY = Name("30 Desember 2024", "30 December 2024")
NEXT_PERIOD = Name("1 Februari 2025", "1 February 2025")
RETIRES_ON = Name("1 Juni 2037", "1 June 2037")
NEW_YEAR = Name("1 Januari 2025", "1 January 2025")


def _grade(grade: str) -> Met:
    return Met("GOLONGAN", grade)


def _months(rule: str, months: int) -> Met:
    return Met(rule, str(months), str(months))


def _appraised(*years: int) -> Iterator[Met]:
    return (Met("SKP", GOOD, GOOD, str(year)) for year in years)


def _unbarred(tmt: Name, retires_on: Name = RETIRES_ON) -> tuple[Met, ...]:
    bars = (Met(rule) for rule in ("HUKUMAN_SEDANG", "HUKUMAN_BERAT", "STATUS", "CLTN"))
    return (*bars, Met("BUP", tmt, retires_on))


def _regular(exam: Met | None, grade: str, target: str, ceiling: str) -> tuple[Met, ...]:
    return (
        _grade(grade), _months("MASA_PANGKAT", 48), *_appraised(2023), Met("PLAFON_PENDIDIKAN", ceiling, target),
        *([exam] if exam else []), *_unbarred(NEXT_PERIOD), Met("PANGKAT_ATASAN", target, "IV/a"),
    )  # fmt: skip


def _examined(ground: str | Name) -> tuple[Met, ...]:
    return _regular(Met("UJIAN_DINAS", ground, SECOND_EXAM), "III/d", "IV/a", "IV/a")


BY_DIPLOMA = (
    _grade("III/a"), _months("MASA_PANGKAT", 12), Met("UPKP", TESTED_ON), Met("JABATAN_IJAZAH", DOCTOR, DOCTOR),
    *_unbarred(NEXT_PERIOD),
)  # fmt: skip
# Of everybody on each path on which they are ready, or will be within six months: the next period asks for an
# appraisal of 2024, a year that has one more day.
TOLD: dict[tuple[str, str], tuple[Met, ...]] = {
    ("Reguler", "REGULER"): _regular(None, "III/a", "III/b", "III/d"),
    ("Lulus", "REGULER"): _examined(TODAY),
    ("Kedaluwarsa", "REGULER"): _examined("S2"),
    ("Dikecualikan", "REGULER"): _examined("S2"),
    ("Struktural", "STRUKTURAL"): (
        _grade("IV/a"), Met("RENTANG", "IV/a", "IV/a-IV/b"), _months("MASA_PANGKAT_B", 48), *_appraised(2023),
        *_unbarred(NEXT_PERIOD),
    ),
    ("Di bawah", "STRUKTURAL"): (
        _grade("III/a"), Met("RENTANG", "III/a", "III/b-III/c"), _months("MASA_PANGKAT_A", 12),
        _months("MASA_JABATAN_A", 12), *_appraised(2023), *_unbarred(NEXT_PERIOD),
    ),
    ("Fungsional", "FUNGSIONAL"): (
        _grade("III/c"), Met("RENTANG", "III/c", "III/c-III/d"), _months("MASA_PANGKAT", 24),
        Met("AK", Name("116,67", "116.67"), "100"), *_appraised(2023), *_unbarred(NEXT_PERIOD),
    ),
    ("Jenjang", "FUNGSIONAL"): (
        _grade("III/d"), Met("RENTANG", "III/d", "III/c-III/d"), _months("MASA_PANGKAT", 24),
        Met("AK", Name("216,67", "216.67"), "200"), *_appraised(2023), Met("UJIKOM_NAIK", TESTED_ON, SENIOR),
        *_unbarred(NEXT_PERIOD),
    ),
    ("Jenjang", "KENAIKAN_JENJANG"): (
        Met("AK", Name("216,67", "216.67"), "200"), *_appraised(2023), Met("UJIKOM", TESTED_ON, SENIOR),
        Met("KEBUTUHAN", "499", SENIOR), *_unbarred(TODAY),
    ),
    ("Ijazah", "PENYESUAIAN_IJAZAH"): BY_DIPLOMA,
    ("Lulus dua kali", "PENYESUAIAN_IJAZAH"): BY_DIPLOMA,
    ("Prestasi", "PRESTASI"): (
        _grade("III/a"), _months("MASA_PANGKAT", 12),
        Met("PENETAPAN_PPK", Name("Pegawai teladan", "Model employee")), *_unbarred(NEXT_PERIOD),
    ),
    ("Pengabdian", "PENGABDIAN"): (
        _grade("III/a"), Met("BELUM_BUP"), _months("MASA_PANGKAT_30", 1), Met("MASA_KERJA", "360", "120"),
        *_appraised(2023), Met("HUKUMAN_SETAHUN"), *_unbarred(TODAY, NEW_YEAR)[2:],
    ),
    ("Calon pengawas", "JABATAN_PENGAWAS"): (
        _months("PENGALAMAN", 48), *_appraised(2023, 2022),
        Met("PENDIDIKAN", BACHELOR, Name("Diploma III", "Diploma, three years")), *_unbarred(TODAY),
    ),
    ("Calon administrator", "JABATAN_ADMINISTRATOR"): (
        _months("PENGALAMAN", 36), *_appraised(2023, 2022), Met("PENDIDIKAN", BACHELOR, BACHELOR), *_unbarred(TODAY),
    ),
    ("Calon JPT", "JABATAN_JPT_PRATAMA"): (
        Met("PENGALAMAN_MANAJERIAL", "60", "24"), _months("PENGALAMAN", 60), Met("PENDIDIKAN", BACHELOR, BACHELOR),
        *_unbarred(TODAY)[:4], Met("USIA", TODAY, TODAY), Met("BUP", TODAY, Name("1 Januari 2029", "1 January 2029")),
    ),
}  # fmt: skip
