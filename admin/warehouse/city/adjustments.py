"""Promotions by a new diploma or an outstanding achievement (rules.md 4.6, 4.7), and who gets as far."""

from datetime import date

from admin.warehouse.city.dates import add_months, add_years, next_period
from admin.warehouse.city.education import RANK
from admin.warehouse.city.ladder import Ladder, Step
from admin.warehouse.city.pools import draw
from admin.warehouse.city.world import GRADES, RANGE, Diploma, Employee, Exam, Honour, World

# By diploma: highest golongan it may start from and the golongan it gives. No post of a city asks more than these.
ADJUSTMENT = {"S1": (8, 9), "D4": (8, 9), "D3": (6, 7)}
ACHIEVEMENTS = frozenset({"PEGAWAI_BERPRESTASI", "GURU_BERPRESTASI", "NAKES_TELADAN", "INOVASI"})
NEVER_SITS_SHARE = 0.1
HOPELESS_SHARE = 0.55  # of those whose post does not ask for the diploma do not sit it
PASSES_SHARE = 0.75
SLACK = ((3, 18), (6, 24), (10, 25), (16, 18), (28, 15))  # months from the UPKP to the decree
HONOUR_SHARE = 0.045  # over ten years, of ordinary workers
DECREED_SHARE = 0.8  # of the honours have the decree of the mayor that a promotion needs
REWARDED_SHARE = 0.35  # of those lead to a promotion


def find_adjustment(world: World, ladder: Ladder) -> Step | None:
    """Return the promotion that a diploma earned in service gives, or None."""
    for place, diploma in enumerate(ladder.employee.diplomas):
        highest, target = ADJUSTMENT.get(diploma.level, (0, 0))
        if ladder.grade > highest or diploma.recognised_on is None:
            continue
        if diploma.recognised_on <= ladder.employee.appointed_on:
            continue
        if place not in ladder.fates:
            ladder.fates[place] = _take_exam(world, ladder.employee, diploma)
        passed_on = ladder.fates[place]
        if passed_on is not None:
            day = next_period(max(passed_on, add_years(ladder.start, 1)))
            return Step(day, target, "PENYESUAIAN_IJAZAH")
    return None


def foresee_honours(world: World, employee: Employee) -> None:
    """Choose who is honoured for outstanding work within the ten years; the predicate of that year is the best one."""
    first = max(world.since, employee.permanent_on or world.as_of)
    days = ((employee.leaves_on or world.as_of) - first).days
    if days < 400 or not world.chance(HONOUR_SHARE * 2 * employee.quality):
        return
    kinds = ["PEGAWAI_BERPRESTASI", "INOVASI", "PIAGAM"]
    if employee.post.is_teacher:
        kinds[0] = "GURU_BERPRESTASI"
    elif employee.post.unit.area == "KESEHATAN" and employee.post.kind == "FUNGSIONAL":
        kinds[0] = "NAKES_TELADAN"
    day = date.fromordinal(first.toordinal() + world.random.randint(200, days - 1))
    employee.honours.append(Honour(world.random.choice(kinds), day, world.chance(DECREED_SHARE)))
    for year in (day.year - 1, day.year):
        if year in employee.predicates and world.chance(0.85):
            employee.predicates[year] = "SANGAT_BAIK"


def find_reward(world: World, ladder: Ladder) -> Step | None:
    """Return the promotion for an achievement since the last grade: after a year in it, with the best predicate."""
    for honour in ladder.employee.honours:
        if honour.day < ladder.start or not honour.is_decreed or honour.kind not in ACHIEVEMENTS:
            continue
        if not honour.is_weighed:
            honour.is_weighed = True
            honour.rewarded_on = _weigh(world, ladder, honour)
        if honour.rewarded_on is not None:
            return Step(honour.rewarded_on, ladder.grade + 1, "PRESTASI")
    return None


def _weigh(world: World, ladder: Ladder, honour: Honour) -> date | None:
    day = next_period(max(add_months(honour.day, world.random.randint(3, 8)), add_years(ladder.start, 1)))
    is_within = ladder.level not in RANGE or ladder.grade < RANGE[ladder.level][1]
    is_best = ladder.employee.predicates.get(day.year - 1) == "SANGAT_BAIK"
    is_possible = is_best and is_within and ladder.grade < len(GRADES)
    return day if is_possible and world.chance(REWARDED_SHARE) else None


def _is_asked(employee: Employee, diploma: Diploma) -> bool:
    """Tell whether the post asks for the diploma, as the adjustment needs."""
    post = employee.post
    if post.kind == "STRUKTURAL":
        return diploma.level in ("S1", "D4")
    if post.kind == "STAF":
        return RANK[diploma.level] <= RANK[post.record["education_level"]]
    return post.is_teacher or post.record["line"] in ("KEDUANYA", "KEAHLIAN")


def _take_exam(world: World, employee: Employee, diploma: Diploma) -> date | None:
    """Sit the UPKP once or twice; return when the papers are through, or None when they never are.

    Some sit it although their post does not ask for the diploma: they hope to be placed.
    """
    assert diploma.recognised_on is not None
    is_asked = _is_asked(employee, diploma)
    if world.chance(NEVER_SITS_SHARE if is_asked else HOPELESS_SHARE):
        return None
    taken_on = add_months(diploma.recognised_on, world.random.randint(2, 10)).replace(day=world.random.randint(5, 25))
    for _ in range(2):
        is_passed = world.chance(PASSES_SHARE)
        employee.exams.append(Exam("UPKP", taken_on, is_passed))
        if is_passed:
            return add_months(taken_on, draw(world.random, SLACK)) if is_asked else None
        taken_on = add_years(taken_on, 1)
    return None
