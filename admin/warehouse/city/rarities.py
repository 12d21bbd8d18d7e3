"""A few situations that chance would seldom bring about, so that even a small city shows them."""

from collections.abc import Iterable
from datetime import timedelta

from admin.warehouse.city.bars import GOOD
from admin.warehouse.city.dates import add_months, add_years, next_first, next_month, pension_date
from admin.warehouse.city.world import ORDINAL, RANGE, Case, Employee, Honour, Pause, World

LARGEST_FUNCTION = "GURU_KELAS"  # where there is always a vacancy
PER_PEOPLE = 2500  # one of each for so many employees, at least one


def plant_rarities(world: World) -> None:
    """Suspend somebody whose trial goes on, and punish somebody who has passed the test for the next jenjang.

    Honour somebody promoted within the year. Lose the last SKP of some who retire next month, who lead and come to
    four years in a grade, or who wait for the decree on a diploma.
    """
    calm = [employee for employee in world.employees if _is_calm(world, employee)]
    for employee in _pick(world, (item for item in calm if item.post.kind == "STAF")):
        employee.pauses.append(Pause("PEMBERHENTIAN_SEMENTARA", next_first(add_months(world.as_of, -5)), None))
    teachers = [item for item in calm if item.post.record.get("code") == LARGEST_FUNCTION]
    ready = [item for item in teachers if _awaits_decree(world, item, "JENJANG")]
    waiting = [item for item in world.employees if _is_untouched(item) and _awaits_decree(world, item, "IJAZAH")]
    for employee in _pick(world, ready) + _pick(world, waiting[::2]):
        start = world.as_of - timedelta(days=world.random.randint(70, 150))
        employee.cases.append(Case("POTONG_TPP_6", "SEDANG", "FINAL", start, add_months(start, 6)))
    for employee in _pick(world, (item for item in world.employees if _rose_lately(world, item))):
        employee.honours.append(Honour("INOVASI", world.as_of - timedelta(days=world.random.randint(20, 100)), True))
    for chosen in (
        [item for item in calm if _retires_next(world, item)],
        [item for item in calm if _is_due(world, item)],
        waiting[1::2],
    ):
        for employee in _pick(world, (item for item in chosen if world.as_of.year - 1 in item.predicates)):
            del employee.predicates[world.as_of.year - 1]
            world.dirt["SKP_MISSING"] = world.dirt.get("SKP_MISSING", 0) + 1


def _pick(world: World, people: Iterable[Employee]) -> list[Employee]:
    able = list(people)
    return world.random.sample(able, min(len(able), max(1, round(world.size / PER_PEOPLE))))


def _is_calm(world: World, employee: Employee) -> bool:
    """Tell whether a PNS is present, and nothing happened to him in the last year."""
    return _is_untouched(employee) and employee.grades[-1].start < add_months(world.as_of, -12)


def _is_untouched(employee: Employee) -> bool:
    is_present = employee.is_pns and employee.leaves_on is None and employee.permanent_on is not None
    return is_present and not employee.pauses and not employee.cases


def _rose_lately(world: World, employee: Employee) -> bool:
    """Tell whether somebody very good was promoted within the year and could be promoted again for an achievement."""
    if not employee.is_pns or employee.leaves_on is not None or employee.honours or employee.cases or employee.pauses:
        return False
    is_new = add_months(world.as_of, -11) < employee.grades[-1].start < add_months(world.as_of, -7)
    is_best = employee.predicates.get(world.as_of.year - 1) == "SANGAT_BAIK"
    return (
        is_new
        and is_best
        and employee.permanent_on is not None
        and world.as_of.year - employee.person.born_on.year < 55
    )


def _retires_next(world: World, employee: Employee) -> bool:
    """Tell whether a staff member or teacher of long service reaches the retirement age this month."""
    if employee.post.kind != "STAF" and not employee.post.is_teacher:
        return False
    retires = pension_date(employee.person.born_on, 60 if employee.post.is_teacher else 58)
    has_served = employee.appointed_on < add_years(world.as_of, -12) and world.as_of.year - 1 in employee.predicates
    has_served = has_served and employee.grades[-1].start < add_years(world.as_of, -2)
    return has_served and employee.former is None and retires == next_month(world.as_of)


def _awaits_decree(world: World, employee: Employee, kind: str) -> bool:
    """Tell whether all but the decree is done for the next jenjang or a diploma, and last year's work was good."""
    exams = {"JENJANG": "UJI_KOMPETENSI", "IJAZAH": "UPKP"}
    sat = [exam for exam in employee.exams if exam.kind == exams[kind] and exam.is_passed]
    is_done = kind in employee.awaits and bool(sat) and sat[-1].taken_on < add_months(world.as_of, -1)
    return is_done and employee.predicates.get(world.as_of.year - 1) in GOOD


def _is_due(world: World, employee: Employee) -> bool:
    """Tell whether the holder of a structural post comes to four years in a grade that the post lets rise."""
    stint = employee.stint_on(world.as_of)
    if employee.post.kind != "STRUKTURAL" or stint is None or stint.seat.title.level not in RANGE:
        return False
    lowest, highest = RANGE[stint.seat.title.level]
    is_near = add_years(employee.grades[-1].start, 4) < add_months(world.as_of, 12)
    is_long = add_years(employee.grades[-1].start, 4) > add_months(world.as_of, -12)
    return is_near and is_long and lowest <= ORDINAL[employee.grades[-1].grade] < highest
