"""What seats ask of their holders: grade, education, training, competence, years (rules.md 2.3, 7.3, 7.4, 9.4)."""

from datetime import date
from random import Random
from typing import Any

from admin.warehouse.city.assessments import COMPETENCIES, REQUIRED_LEVEL
from admin.warehouse.city.pools import read_pool
from admin.warehouse.city.seats import LEVEL_WORDS
from admin.warehouse.city.world import FOUNDED_ON, GRADES, RANGE, Seat, World

TRAINING = {"II": "PKN_II", "III": "PKA", "IV": "PKP"}
YEARS = {"II": 5, "III": 3, "IV": 4}
UNANALYSED_SHARE = 0.08  # of the staff seats: nobody has entered what they ask
EDUCATION = {"II": "S1", "III": "S1", "IV": "D3"}
STANDARD_ON = date(2018, 1, 1)  # standards of competence, PermenPANRB 38/2017
POSTS_ON = date(2017, 7, 1)  # what leading posts ask, PP 11/2017
STAFF_ON = date(2023, 1, 1)  # staff posts named anew, PermenPANRB 45/2022
FIELD_SHARE = 0.45  # of the leading posts: the others take any field of study
RAISED_SHARE = 0.3  # of the staff posts: the new name asks more than the old one did
LOWER = {"S1": "D3", "D3": "SLTA", "SLTA": "SLTP"}
GENERAL = ("ADMINISTRASI_NEGARA", "ILMU_PEMERINTAHAN", "HUKUM", "MANAJEMEN", "EKONOMI_PEMBANGUNAN", "AKUNTANSI")
FIELDS = {  # by the word in the name of the unit
    "Keuangan": ("AKUNTANSI", "MANAJEMEN", "EKONOMI_PEMBANGUNAN"),
    "Pendapatan": ("AKUNTANSI", "MANAJEMEN", "EKONOMI_PEMBANGUNAN", "HUKUM"),
    "Kesehatan": ("KESEHATAN_MASYARAKAT", "KEPERAWATAN", "KEDOKTERAN", "ADMINISTRASI_NEGARA"),
    "Puskesmas": ("KESEHATAN_MASYARAKAT", "KEPERAWATAN", "KEDOKTERAN"),
    "Pekerjaan Umum": ("TEKNIK_SIPIL", "ARSITEKTUR", "PLANOLOGI"),
    "Informatika": ("TEKNIK_INFORMATIKA", "SISTEM_INFORMASI", "ILMU_KOMUNIKASI", "STATISTIKA"),
    "Sosial": ("KESEJAHTERAAN_SOSIAL", "SOSIOLOGI", "ADMINISTRASI_NEGARA", "ILMU_PEMERINTAHAN"),
    "Pertanian": ("PERTANIAN", "PETERNAKAN", "EKONOMI_PEMBANGUNAN", "MANAJEMEN"),
}


def write_requirements(world: World) -> None:
    """Keep what every seat asks, in the order the law names it.

    What came later than the rest is drawn from random numbers of its own, so that the people stay who they are.
    """
    random = Random()  # noqa: S311
    random.setstate(world.random.getstate())
    taught = _read_taught_fields()
    for seat in world.seats:
        if seat.title.level != "PELAKSANA" or not world.chance(UNANALYSED_SHARE):
            _ask_diploma_and_grade(world, random, seat)
        if seat.is_structural:
            _ask_of_leaders(world, random, seat)
        else:
            _ask_field(world, seat, taught.get(seat.title.name, ()))
        if seat.title.skill:
            competency = world.codes("competency", seat.title.skill)
            minimum = REQUIRED_LEVEL[seat.title.level]
            _ask(world, seat, "KOMPETENSI", STANDARD_ON, competency_id=competency, minimum=minimum)


def _read_taught_fields() -> dict[str, tuple[str, ...]]:
    """Return the fields of study that lead to a functional post, each once, by the name of the post at its level."""
    return {
        f"{row['name']} {level}": tuple(dict.fromkeys(row["study_fields"].split()))
        for row in read_pool("functional_post")
        for level in LEVEL_WORDS.values()
    }


def _ask_diploma_and_grade(world: World, random: Random, seat: Seat) -> None:
    level = seat.title.level
    education = seat.title.education or EDUCATION[level.split(".")[0]]
    since = STAFF_ON if level == "PELAKSANA" else FOUNDED_ON
    if level == "PELAKSANA":
        before = LOWER.get(education, education) if random.random() < RAISED_SHARE else education
        _ask_diploma(world, seat, before, FOUNDED_ON, STAFF_ON)
    _ask_diploma(world, seat, education, since)
    if level in RANGE:
        grade = world.codes("grade", GRADES[RANGE[level][0] - 1])
        _ask(world, seat, "GOLONGAN", FOUNDED_ON, grade_id=grade)


def _ask_diploma(world: World, seat: Seat, education: str, since: date, until: date | None = None) -> None:
    number = world.codes("education_level", education)
    _ask(world, seat, "PENDIDIKAN", since, education_level_id=number, is_mandatory=True, valid_to=until)


def _ask_of_leaders(world: World, random: Random, seat: Seat) -> None:
    level = seat.title.level
    band = level.split(".")[0]
    _ask(world, seat, "PELATIHAN", POSTS_ON, training_kind_id=world.codes("training_kind", TRAINING[band]))
    _ask(world, seat, "PENGALAMAN", POSTS_ON, minimum=YEARS[band], is_mandatory=True)
    if random.random() < FIELD_SHARE:
        own = next((fields for word, fields in FIELDS.items() if word in seat.unit.name), GENERAL)
        _ask_field(world, seat, own)
    for competency in COMPETENCIES:
        number = world.codes("competency", competency)
        _ask(world, seat, "KOMPETENSI", STANDARD_ON, competency_id=number, minimum=REQUIRED_LEVEL[level])


def _ask_field(world: World, seat: Seat, fields: tuple[str, ...]) -> None:
    for field in fields:
        _ask(world, seat, "BIDANG_STUDI", POSTS_ON, study_field_id=world.codes("study_field", field))


def _ask(world: World, seat: Seat, kind: str, since: date, **values: Any) -> None:
    world.rows.add("seat_requirement", seat_id=seat.number, kind=kind, valid_from=since, **values)
