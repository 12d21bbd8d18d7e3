"""Diplomas: what people had when they entered, and what they earned while in service."""

from datetime import date
from functools import cache

from admin.warehouse.city.dates import add_months, add_years
from admin.warehouse.city.pools import Record, draw, read_pool
from admin.warehouse.city.world import Diploma, Employee, Post, World

GENERAL_FIELDS = (
    *("ADMINISTRASI_NEGARA", "ADMINISTRASI_NEGARA", "ILMU_PEMERINTAHAN", "HUKUM", "HUKUM", "MANAJEMEN", "MANAJEMEN"),
    *("AKUNTANSI", "EKONOMI_PEMBANGUNAN", "SOSIOLOGI", "TEKNIK_SIPIL", "TEKNIK_INFORMATIKA", "PERTANIAN"),
    *("KESEHATAN_MASYARAKAT", "ILMU_KOMUNIKASI", "KESEJAHTERAAN_SOSIAL"),
)
MASTER_OF = {  # the usual field of a second degree
    "PGSD": "MANAJEMEN_PENDIDIKAN",
    "PAUD": "MANAJEMEN_PENDIDIKAN",
    "PENJASKES": "MANAJEMEN_PENDIDIKAN",
    "SENI_BUDAYA": "MANAJEMEN_PENDIDIKAN",
    "KEPERAWATAN": "KESEHATAN_MASYARAKAT",
    "KEBIDANAN": "KESEHATAN_MASYARAKAT",
    "KEDOKTERAN": "KESEHATAN_MASYARAKAT",
    "AKUNTANSI": "MANAJEMEN",
}
GRADUATION_AGE = {
    "SD": 13,
    "SLTP": 16,
    "SLTA": 18,
    "SLTA_KEJURUAN": 18,
    "D1": 19,
    "D2": 20,
    "D3": 21,
    "D4": 22,
    "S1": 23,
    "PROFESI": 25,
    "SPESIALIS": 31,
    "S2": 26,
    "S3": 35,
}
FIRST_WORDS = {"SD": ("SD",), "SLTP": ("SMP",), "SLTA": ("SMA",), "SLTA_KEJURUAN": ("SMK",)}
HEALTH_SCHOOLS = ("Poltekkes", "Akademi")
TECHNICAL_SCHOOLS = ("Politeknik",)
HEALTH_FIELDS = frozenset(
    {
        *("KEPERAWATAN", "KEBIDANAN", "FARMASI", "GIZI", "KESEHATAN_LINGKUNGAN"),
        *("ANALIS_KESEHATAN", "REKAM_MEDIS", "RADIOLOGI", "FISIOTERAPI"),
    }
)
RANK = {level: place for place, level in enumerate(GRADUATION_AGE)}


@cache
def find_programme(level: str, study_field: str) -> Record:
    """Return a study programme of this level and field, or of the level's first field when there is none."""
    rows = [row for row in read_pool("study_programme") if row["education_level"] == level]
    return next((row for row in rows if row["study_field"] == study_field), rows[0])


def choose_entry_level(world: World, post: Post, is_pns: bool, born_year: int) -> str:
    """Return the education level with which the holder of a post was appointed."""
    if post.kind == "STRUKTURAL":
        if post.seat is not None and post.seat.title.level.startswith("II."):
            return draw(world.random, [("S1", 80), ("D4", 20)])
        return draw(world.random, [("S1", 70), ("D4", 14), ("D3", 9), ("SLTA", 7)])
    if post.kind == "STAF":
        return _choose_staff_level(world, post.record["education_level"], is_pns)
    if post.is_teacher:
        is_old = is_pns and born_year < 1975 and post.unit.area == "SD"
        return "D2" if is_old and world.chance(0.4) else "S1"
    line = post.record["line"]
    if line == "KEDUANYA":
        line = "KETERAMPILAN" if world.chance(0.58) else "KEAHLIAN"
    if line == "DOKTER":
        return "PROFESI"
    if line == "KEAHLIAN":
        is_health = post.unit.area == "KESEHATAN" and post.record["code"] != "PROMKES"
        return "D4" if is_health and world.chance(0.4) else "S1"
    return (
        draw(world.random, [("SLTA", 5), ("SLTA_KEJURUAN", 3)])
        if post.unit.area in ("KETERTIBAN", "KEBAKARAN")
        else "D3"
    )


def _choose_staff_level(world: World, level: str, is_pns: bool) -> str:
    if level == "SD":
        return draw(world.random, [("SD", 6), ("SLTP", 4)])
    if level == "SLTP":
        return draw(world.random, [("SLTP", 4), ("SLTA", 5), ("SD", 1)])
    if level == "SLTA":
        return draw(world.random, [("SLTA", 7), ("SLTA_KEJURUAN", 3), ("D1", 0.3)])
    if level == "S1" and is_pns and world.chance(0.4):
        return draw(world.random, [("SLTA", 6), ("D3", 4)])
    if level == "D3" and is_pns and world.chance(0.2):
        return "SLTA"
    return level


def choose_later_levels(world: World, post: Post, entry: str) -> list[str]:
    """Return the levels earned in service, in order."""
    if post.kind == "STRUKTURAL":
        later = [] if RANK[entry] >= RANK["D4"] else ["S1"]
        later += ["S2"] if world.chance(0.55) else []
        return later + (["S3"] if "S2" in later and world.chance(0.06) else [])
    if post.kind == "STAF":
        asked = post.record["education_level"]
        if asked == "D3" and entry == "SLTA":
            return ["D3"]
        needs = asked == "S1" and RANK[entry] < RANK["S1"]
        later = ["S1"] if needs or (entry in ("SLTA", "D3") and world.chance(0.2)) else []
        return later + (["S2"] if entry == "S1" and world.chance(0.14) else [])
    if entry == "PROFESI":
        return ["SPESIALIS"] if post.unit.kind == "RUMAH_SAKIT" and world.chance(0.35) else []
    if entry == "D2":
        return ["S1"] if world.chance(0.85) else []
    chance = {"S1": 0.19, "D4": 0.12, "D3": 0.10}.get(entry, 0.0)
    return [{"S1": "S2", "D4": "S2", "D3": "S1"}[entry]] if world.chance(chance) else []


def earn_diplomas(
    world: World, post: Post, entry: str, later: list[str], born_on: date, appointed_on: date
) -> list[Diploma]:
    """Return the diplomas in order: secondary school, entry, and those earned in service once they are due."""
    fields = post.record.get("study_fields", "").split() or GENERAL_FIELDS
    study_field = "ILMU_PEMERINTAHAN" if entry == "D4" and post.kind == "STRUKTURAL" else world.random.choice(fields)
    diplomas = []
    if RANK[entry] > RANK["SLTA_KEJURUAN"] and world.chance(0.7):
        diplomas.append(_earn(world, "SLTA", world.random.choice(("SLTA_IPA", "SLTA_IPS")), born_on, appointed_on))
    diplomas.append(_earn(world, entry, study_field, born_on, appointed_on))
    earliest = add_years(appointed_on, 3)
    for level in later:
        graduated_on = add_months(earliest, world.random.randint(0, 100))
        graduated_on = max(graduated_on, date(born_on.year + GRADUATION_AGE[level], 8, 20))
        recognised_on = add_months(graduated_on, world.random.randint(3, 14)).replace(day=1)
        if graduated_on >= world.as_of:
            break
        if level == "S2" and study_field in MASTER_OF:
            study_field = MASTER_OF[study_field]
        is_known = recognised_on <= world.as_of and not world.chance(0.03)
        programme = find_programme(level, study_field)
        if level == "SPESIALIS":
            programme = world.random.choice(
                [row for row in read_pool("study_programme") if row["education_level"] == level]
            )
        diplomas.append(Diploma(level, programme, graduated_on, recognised_on if is_known else None))
        earliest = add_years(graduated_on, 4)
    return diplomas


def _earn(world: World, level: str, study_field: str, born_on: date, appointed_on: date) -> Diploma:
    year = min(born_on.year + GRADUATION_AGE[level] + world.random.randint(0, 2), appointed_on.year - 1)
    return Diploma(level, find_programme(level, study_field), date(year, world.random.randint(5, 10), 20), appointed_on)


def write_diplomas(world: World, employee: Employee) -> None:
    """Keep the education records of a person."""
    for diploma in employee.diplomas if "DIPLOMAS" not in employee.hidden else ():
        world.rows.add(
            "education_record",
            person_id=employee.person.number,
            education_level_id=world.codes("education_level", diploma.level),
            study_field_id=world.codes("study_field", diploma.programme["study_field"]),
            institution=_choose_institution(world, diploma),
            graduated_on=diploma.graduated_on,
            certificate_number=f"{world.random.randint(100, 9999)}/{diploma.level}/{diploma.graduated_on.year}",
            recognised_on=diploma.recognised_on,
        )


def _is_health(diploma: Diploma) -> bool:
    return diploma.programme["study_field"] in HEALTH_FIELDS


def _choose_institution(world: World, diploma: Diploma) -> str:
    kinds = {"SD": "DASAR", "SLTP": "DASAR", "SLTA": "SLTA", "SLTA_KEJURUAN": "SLTA", "D3": "POLITEKNIK"}
    kind = kinds.get(diploma.level, "UNIVERSITAS")
    if diploma.level == "D4":
        kind = "KEDINASAN" if diploma.programme["study_field"] == "ILMU_PEMERINTAHAN" else "POLITEKNIK"
    names = [row["name"] for row in read_pool("institution") if row["kind"] == kind]
    first = FIRST_WORDS.get(diploma.level) or (HEALTH_SCHOOLS if _is_health(diploma) else TECHNICAL_SCHOOLS)
    if kind in ("DASAR", "SLTA", "POLITEKNIK"):
        names = [name for name in names if name.startswith(first)]
    name = world.random.choice(names)
    if kind not in ("DASAR", "SLTA"):
        return name
    return f"{name} {world.random.choice(world.birth_places[world.random.choice(list(world.birth_places))])}"
