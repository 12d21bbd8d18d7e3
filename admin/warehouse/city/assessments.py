"""Assessments of competence and potential (rules.md 7.4, 7.5): who was assessed, when, and with what result."""

from datetime import date, timedelta

from admin.warehouse.city.dates import add_months
from admin.warehouse.city.pools import draw, read_pool
from admin.warehouse.city.world import Employee, World

COMPETENCIES = (
    *("INTEGRITAS", "KERJA_SAMA", "KOMUNIKASI", "ORIENTASI_HASIL", "PELAYANAN_PUBLIK", "PENGEMBANGAN_DIRI"),
    *("MENGELOLA_PERUBAHAN", "PENGAMBILAN_KEPUTUSAN", "PEREKAT_BANGSA"),
)
REQUIRED_LEVEL = {  # rules.md 7.4
    "PELAKSANA": 1,
    "IV.b": 2,
    "IV.a": 2,
    "III.b": 3,
    "III.a": 3,
    "II.b": 4,
    "II.a": 4,
    "JF_PEMULA": 1,
    "JF_TERAMPIL": 1,
    "JF_MAHIR": 2,
    "JF_PENYELIA": 2,
    "JF_AHLI_PERTAMA": 2,
    "JF_AHLI_MUDA": 3,
    "JF_AHLI_MADYA": 4,
    "JF_AHLI_UTAMA": 5,
}
ASSESSED_SHARE = {  # of the PNS at a level, within the last four years; of the others the first of the list below
    "II.a": 1.0,
    "II.b": 0.97,
    "III.a": 0.93,
    "III.b": 0.9,
    "IV.a": 0.82,
    "IV.b": 0.74,
    "JF_AHLI_UTAMA": 0.8,
    "JF_AHLI_MADYA": 0.52,
    "JF_AHLI_MUDA": 0.48,
}
OTHERS_SHARE, PPPK_SHARE = 0.33, 0.12
AGAIN_SHARE = 0.45  # had another assessment three years before
DAYS_BACK = (25, 1400)  # of the last assessment: the oldest have lapsed
VALID_MONTHS = 36
SKILL_SHARE = 0.6  # of the assessments test the technical competence too
TOPS = {"P": 5.0, "J": 6.0, "I": 9.0}  # by the level's first letter: potential of leaders is measured higher


def write_assessments(world: World, employee: Employee) -> None:
    """Keep the assessments of an employee: almost all who lead, half of the senior officials, some others."""
    last = world.as_of if employee.leaves_on is None else employee.leaves_on - timedelta(days=1)
    stint = employee.stint_on(last)
    if stint is None or employee.is_former or last < add_months(world.as_of, -12):
        return
    level = stint.seat.title.level
    share = ASSESSED_SHARE.get(level, OTHERS_SHARE) if employee.is_pns else PPPK_SHARE
    if not world.chance(share):
        return
    assessed_on = last - timedelta(days=world.random.randint(*DAYS_BACK))
    if world.chance(AGAIN_SHARE):
        _assess(world, employee, add_months(assessed_on, -VALID_MONTHS))
    _assess(world, employee, assessed_on)


def _assess(world: World, employee: Employee, day: date) -> None:
    """Keep one result per competency and one of the potential, against the level of the post held that day."""
    stint = employee.stint_on(day)
    if stint is None:
        return
    required = REQUIRED_LEVEL[stint.seat.title.level]
    shared = {
        "employee_id": employee.number,
        "assessed_on": day,
        "organiser": read_pool("partner")[world.random.choice((0, 3))]["name"],
        "valid_to": add_months(day, VALID_MONTHS),
    }
    world.rows.add("assessment_result", **shared, score=_draw_potential(world, employee, stint.seat.title.level))
    skill = stint.seat.title.skill
    for competency in COMPETENCIES + ((skill,) if skill and world.chance(SKILL_SHARE) else ()):
        level = _draw_level(world, employee, required)
        if level < required:
            world.shortfalls.append((employee, competency, day))
        world.rows.add("assessment_result", **shared, competency_id=world.codes("competency", competency), level=level)


def _draw_level(world: World, employee: Employee, required: int) -> int:
    """Return the level shown: mostly the one asked, or one below; at higher levels two below now and then."""
    flaw = 1 - employee.quality
    steps = [(0, 55.0), (-1, 14 + 26 * flaw), (1, 4 + 10 * employee.quality)]
    if required >= 3:
        steps.append((-2, 16 * flaw * flaw))
    return min(5, max(0, required + draw(world.random, steps)))


def _draw_potential(world: World, employee: Employee, level: str) -> float:
    lift = TOPS.get(level[0], 0.0)
    return round(min(98.0, max(20.0, world.random.gauss(44 + 26 * employee.quality + lift, 8))), 2)
