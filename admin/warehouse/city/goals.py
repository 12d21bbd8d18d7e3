"""Goals of units and of people this year, each person's serving one of the superior or of the unit."""

from random import Random
from typing import Final

from admin.warehouse.city.performance import Cycles, find_appraiser
from admin.warehouse.city.pools import read_phrases
from admin.warehouse.city.world import Employee, Unit, World

GOAL_SHARE: Final = 0.25  # of those who lead nobody
AIMLESS_SHARE: Final = 0.05  # of the goals serve nothing: nobody entered what
ASTRAY_SHARE: Final = 0.012  # serve a goal of a unit that is not above their own
LEAST_GOALS, MOST_GOALS = 2, 3

Plans = list[tuple[Employee, list[str]]]


def choose_goals(world: World, employee: Employee, plans: Plans) -> None:
    """Choose the SKP items of this year: of all who lead, and of some others."""
    leads = employee.post.kind == "STRUKTURAL"
    if employee.leaves_on is not None or not (leads or world.chance(GOAL_SHARE)):
        return
    area = "SEKOLAH" if employee.post.is_teacher else employee.post.unit.area
    texts = read_phrases(f"GOAL_{area}") or read_phrases("GOAL_UMUM")
    plans.append((employee, world.random.sample(texts, min(len(texts), world.random.randint(LEAST_GOALS, MOST_GOALS)))))


def write_goals(world: World, cycles: Cycles, plans: Plans) -> None:
    """Keep the goals of the units that are judged and of the people, those of superiors before those below them."""
    random = Random(world.random.getrandbits(64))  # noqa: S311  # so that no other part depends on how much is drawn
    cycle = cycles.annual[world.as_of.year]
    of_units = {unit.number: _add_unit_goals(world, random, cycle, unit) for unit in world.units if unit.outcomes}
    every_unit_goal = [goal for goals in of_units.values() for goal in goals]
    of_people: dict[int, list[int]] = {}
    for employee, texts in sorted(plans, key=lambda plan: _find_height(world, plan[0])):
        served = _find_served(world, employee, of_units, of_people)
        for place, text in enumerate(texts):
            serves = served[place % len(served)] if served and random.random() >= AIMLESS_SHARE else {}
            if serves and random.random() < ASTRAY_SHARE:
                serves = {"unit_goal_id": random.choice(every_unit_goal)}
            title, indicator, target = text.split("|")
            number = world.rows.add(
                "goal",
                employee_id=employee.number,
                performance_cycle_id=cycle,
                title=title,
                indicator=indicator,
                target=target,
                weight=round(100 / len(texts), 2),
                **serves,
            )
            of_people.setdefault(employee.number, []).append(number)


def _add_unit_goals(world: World, random: Random, cycle: int, unit: Unit) -> list[int]:
    area = "SEKOLAH" if unit.kind == "SEKOLAH" else unit.area
    texts = read_phrases(f"UNIT_GOAL_{area}") or read_phrases("UNIT_GOAL_UMUM")
    goals = []
    for text in random.sample(texts, random.randint(LEAST_GOALS, MOST_GOALS)):
        title, indicator, target = text.split("|")
        values = {"title": title, "indicator": indicator, "target": target}
        goals.append(world.rows.add("unit_goal", unit_id=unit.number, performance_cycle_id=cycle, **values))
    return goals


def _find_height(world: World, employee: Employee) -> str:
    """Return the level of the post held, which sorts eselon II before III and IV, and all others last."""
    stint = employee.stint_on(world.as_of)
    return stint.seat.title.level if stint and stint.seat.is_structural else "~"


def _find_served(
    world: World, employee: Employee, of_units: dict[int, list[int]], of_people: dict[int, list[int]]
) -> list[dict[str, int]]:
    """Return what the goals of an employee may serve: of the unit one leads, else of the superior, else of the unit."""
    stint = employee.stint_on(world.as_of)
    unit = stint.seat.unit if stint else employee.post.unit
    superior = find_appraiser(employee, world.as_of)
    own = [{"unit_goal_id": goal} for goal in of_units.get(unit.number, ())]
    if own and stint is not None and unit.head is stint.seat:
        return own
    above = of_people.get(superior.number, []) if superior else []
    office = unit.office.number if unit.office else 0
    return (
        [{"parent_goal_id": goal} for goal in above]
        or own
        or [{"unit_goal_id": goal} for goal in of_units.get(office, ())]
    )
