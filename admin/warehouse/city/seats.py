"""Position titles and seats: found or made when somebody is to sit there."""

from datetime import date

from admin.warehouse.city.pools import Record
from admin.warehouse.city.world import FOUNDED_ON, RANGE, Post, Seat, Title, Unit, World

# Job classes by level, rules.md 2.4 (defaults; each city fixes its own)
JOB_CLASS = {
    "II.a": 15,
    "II.b": 14,
    "III.a": 12,
    "III.b": 11,
    "IV.a": 9,
    "IV.b": 8,
    "JF_AHLI_UTAMA": 13,
    "JF_AHLI_MADYA": 11,
    "JF_AHLI_MUDA": 9,
    "JF_AHLI_PERTAMA": 8,
    "JF_PENYELIA": 8,
    "JF_MAHIR": 7,
    "JF_TERAMPIL": 6,
    "JF_PEMULA": 5,
}
LEVEL_WORDS = {
    "JF_AHLI_UTAMA": "Ahli Utama",
    "JF_AHLI_MADYA": "Ahli Madya",
    "JF_AHLI_MUDA": "Ahli Muda",
    "JF_AHLI_PERTAMA": "Ahli Pertama",
    "JF_PENYELIA": "Penyelia",
    "JF_MAHIR": "Mahir",
    "JF_TERAMPIL": "Terampil",
    "JF_PEMULA": "Pemula",
}
SKILLS = {  # first part of a functional post's code: the technical competence it asks
    "GURU": "PEMBELAJARAN",
    "PERAWAT": "ASUHAN_KEPERAWATAN",
    "BIDAN": "ASUHAN_KEBIDANAN",
    "DOKTER": "PELAYANAN_MEDIK",
    "AUDITOR": "PENGAWASAN_INTERN",
    "PPUPD": "PENGAWASAN_INTERN",
    "PRANATA_KOMPUTER": "SPBE",
    "ANALIS_SDM": "MANAJEMEN_SDM",
    "PERENCANA": "PERENCANAAN_PEMBANGUNAN",
    "ARSIPARIS": "KEARSIPAN",
    "PPBJ": "PENGADAAN_BARANG_JASA",
    "ANALIS_KEUANGAN": "PENGELOLAAN_KEUANGAN",
    "POL_PP": "PENEGAKAN_PERDA",
    "DAMKAR": "KEBENCANAAN",
}
UNIFORMED = ("KETERTIBAN", "KEBAKARAN")  # their skilled posts ask secondary school only
EXPERT_LEVELS = ("JF_AHLI_PERTAMA", "JF_AHLI_MUDA", "JF_AHLI_MADYA", "JF_AHLI_UTAMA")
SKILLED_LEVELS = ("JF_PEMULA", "JF_TERAMPIL", "JF_MAHIR", "JF_PENYELIA")


def add_title(
    world: World,
    name: str,
    level: str,
    job_class: int | None = None,
    is_teacher: bool = False,
    code: str = "",
    education: str = "",
    skill: str = "",
) -> Title:
    """Return the title of this name, made when there is none yet."""
    title = world.titles.get(name)
    if title is None:
        number = world.rows.add(
            "position_title",
            code=code or f"S{len(world.titles) + 1:04d}",
            name=name,
            position_level_id=world.codes("position_level", level),
            job_class=job_class or JOB_CLASS[level],
            is_teacher=is_teacher,
        )
        title = world.titles[name] = Title(number, name, level, is_teacher, education, skill)
    return title


def add_seat(world: World, unit: Unit, title: Title, superior: Seat | None) -> Seat:
    """Create the seat of a title in a unit."""
    number = world.rows.add(
        "seat",
        unit_id=unit.number,
        position_title_id=title.number,
        superior_seat_id=superior.number if superior else None,
        valid_from=FOUNDED_ON,
    )
    seat = Seat(number, unit, title, superior)
    world.seats.append(seat)
    world.seat_of[unit.number, title.number] = seat
    if seat.is_structural:
        world.heads.setdefault(title.level, []).append(seat)
    return seat


def add_head(world: World, unit: Unit, name: str, level: str) -> Seat:
    """Create the seat that leads a unit, below the nearest head above it."""
    unit.head = add_seat(world, unit, add_title(world, name, level), find_superior(world, unit))
    return unit.head


def find_superior(world: World, unit: Unit) -> Seat | None:
    """Return the seat that leads the nearest unit above; heads of offices stand below the Sekretaris Daerah."""
    above = unit.parent
    while above is not None:
        if above.head is not None:
            return above.head
        above = above.parent
    return next(iter(world.heads.get("II.a", [])), None)


def find_seat(world: World, unit: Unit, title: Title) -> Seat:
    """Return the seat of a title in a unit, made when there is none yet."""
    seat = world.seat_of.get((unit.number, title.number))
    return seat or add_seat(world, unit, title, unit.head or find_superior(world, unit))


def choose_level(grade: int, is_expert: bool) -> str:
    """Return the jenjang that belongs to a golongan ordinal (rules.md 2.3)."""
    levels = EXPERT_LEVELS if is_expert else SKILLED_LEVELS
    return next((level for level in levels if grade <= RANGE[level][1]), levels[-1])


def find_functional_title(world: World, post: Record, level: str) -> Title:
    """Return the title of a functional post at one jenjang."""
    code = f"{post['code']}_{level.removeprefix('JF_').removeprefix('AHLI_')}"
    name = f"{post['name']} {LEVEL_WORDS[level]}"
    skill = next((skill for prefix, skill in SKILLS.items() if post["code"].startswith(prefix)), "")
    is_teacher = post["is_teacher"] == "true"
    education = find_needed_diploma(post, level)
    return add_title(world, name, level, is_teacher=is_teacher, code=code, education=education, skill=skill)


def find_needed_diploma(post: Record, level: str) -> str:
    """Return the diploma that a functional post asks at one jenjang (PermenPANRB 1/2023, simplified)."""
    if level in EXPERT_LEVELS:
        return "PROFESI" if post["line"] == "DOKTER" else "S1"
    return "SLTA" if post["area"] in UNIFORMED else "D3"


def find_staff_title(world: World, post: Record) -> Title:
    """Return the title of a staff post."""
    job_class, education = int(post["job_class"]), post["education_level"]
    return add_title(world, post["name"], "PELAKSANA", job_class, code=post["code"], education=education)


def find_free_seat(world: World, level: str, start: date, end: date | None) -> Seat | None:
    """Return a structural seat of the level that nobody holds in [start, end), or None."""
    candidates = world.heads.get(level, [])
    first = world.random.randrange(len(candidates) or 1)
    return next((seat for seat in candidates[first:] + candidates[:first] if seat.is_free(start, end)), None)


def find_post_seat(world: World, post: Post, unit: Unit, level: str) -> Seat:
    """Return the seat of a functional or staff post in a unit."""
    if level == "PELAKSANA":
        return find_seat(world, unit, find_staff_title(world, post.record))
    return find_seat(world, unit, find_functional_title(world, post.record, level))
