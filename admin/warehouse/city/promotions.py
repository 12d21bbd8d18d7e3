"""The grades of a PNS from the first appointment on, by the rules of rules.md 4 and 5."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from admin.warehouse.city.adjustments import find_adjustment, find_reward
from admin.warehouse.city.bars import count_unpaid_months, wait_for_rules
from admin.warehouse.city.dates import add_months, add_years, months_between, next_period
from admin.warehouse.city.education import RANK
from admin.warehouse.city.functional import choose_cap, enter_level, find_functional
from admin.warehouse.city.ladder import CEILING, ENTRY, Ladder, Step
from admin.warehouse.city.pools import draw
from admin.warehouse.city.seats import choose_level
from admin.warehouse.city.world import GRADES, ORDINAL, RANGE, Employee, Exam, GradeStep, World

CROSSINGS = {8: ("UJIAN_DINAS_I", "D4"), 12: ("UJIAN_DINAS_II", "S2")}  # from golongan: exam, diploma that exempts
# How long the papers of a promotion by time take after the day it became possible: months late, weight. Some people
# are therefore eligible and still waiting, which is what the readiness mart is there to show.
SWIFT_PAPERWORK = ((0, 70), (2, 20), (4, 10))  # of those who come to lead divisions and offices
PAPERWORK = ((0, 50), (2, 10), (4, 12), (8, 12), (14, 10), (24, 6))
LONG_SERVICE = ((360, 1), (240, 12), (120, 24))  # months of service: months in the grade
REWARDED_SHARE = 0.5


def climb(
    world: World, employee: Employee, planned: Sequence[tuple[date, str]], horizon: date
) -> list[tuple[date, str]]:
    """Fill in the grades until `horizon` and return the levels held with the day each began."""
    entry = employee.diplomas[_entry_place(employee)].level
    first = ENTRY[entry]
    ladder = Ladder(
        employee,
        first,
        employee.appointed_on,
        pace_months=min(60, max(26, round(world.random.gauss(38 - 14 * employee.quality, 6)))),
        late_months=_draw_lateness(world, employee),
        cap=choose_cap(world, employee, first),
        is_expert=first >= 9 or employee.post.is_teacher,
        planned=list(planned),
    )
    employee.grades.append(GradeStep(GRADES[first - 1], employee.appointed_on, "CPNS", employee.prior_months))
    level = choose_level(first, ladder.is_expert) if employee.post.kind == "FUNGSIONAL" else "PELAKSANA"
    enter_level(ladder, level, employee.appointed_on)
    while _advance(world, ladder, horizon):
        pass
    adjustment = find_adjustment(world, ladder)
    if adjustment is not None and adjustment.day > world.as_of:
        employee.awaits.add("IJAZAH")
    return [(day, level) for day, level in ladder.reached if day <= horizon]


def _draw_lateness(world: World, employee: Employee) -> int:
    seat = employee.post.seat
    is_leader = seat is not None and seat.title.level.startswith(("II.", "III."))
    return draw(world.random, SWIFT_PAPERWORK if is_leader else PAPERWORK)


def reward_long_service(world: World, employee: Employee) -> None:
    """Give some who retire after long service one step a month before they go (pengabdian, rules.md 4.8)."""
    if employee.leave_kind != "BUP" or employee.leaves_on is None:
        return
    day = add_months(employee.leaves_on, -1)
    last = employee.grades[-1]
    served = months_between(employee.appointed_on, day)
    needed = next((in_grade for months, in_grade in LONG_SERVICE if served >= months), None)
    has_served = needed is not None and months_between(last.start, day) >= needed
    is_clean = not employee.cases and wait_for_rules(employee, day, day) == day
    if has_served and is_clean and ORDINAL[last.grade] < len(GRADES) and world.chance(REWARDED_SHARE):
        months = last.months + months_between(last.start, day) - _months_cut(last.grade, GRADES[ORDINAL[last.grade]])
        employee.grades.append(GradeStep(GRADES[ORDINAL[last.grade]], day, "PENGABDIAN", max(0, months)))


def _entry_place(employee: Employee) -> int:
    """Return the place of the highest diploma held at the appointment."""
    held = [place for place, diploma in enumerate(employee.diplomas) if diploma.graduated_on < employee.appointed_on]
    return max(held, key=lambda place: RANK[employee.diplomas[place].level])


def _advance(world: World, ladder: Ladder, horizon: date) -> bool:
    """Take the next step of the ladder, a post or a promotion, and tell whether there was one."""
    promotion = _find_promotion(world, ladder, horizon)
    if ladder.planned and (promotion is None or ladder.planned[0][0] <= promotion.day):
        return _take_post(ladder, promotion.day if promotion else None)
    if promotion is None or promotion.day > horizon:
        return False
    _promote(world, ladder, promotion)
    return True


def _take_post(ladder: Ladder, promoted_on: date | None) -> bool:
    """Take the next structural post, or put it off until after the promotion that makes it possible."""
    start, level = ladder.planned.pop(0)
    if ladder.grade < RANGE[level][0] - 1:
        if promoted_on is not None:
            moved = add_months(promoted_on, 2)
            later = [(max(day, moved), name) for day, name in ladder.planned]
            ladder.planned = [(moved, level), *later]
        return True
    ladder.level, ladder.level_start = level, start
    ladder.reached.append((start, level))
    return True


def _find_promotion(world: World, ladder: Ladder, horizon: date) -> Step | None:
    """Return the next promotion, or None when there is none."""
    if ladder.grade >= len(GRADES):
        return None
    if ladder.employee.post.kind == "FUNGSIONAL":
        regular = find_functional(world, ladder, horizon)
    elif ladder.level == "PELAKSANA":
        regular = _find_regular(world, ladder)
    else:
        regular = _find_structural(world, ladder)
    if regular is not None and regular.reason != "FUNGSIONAL":
        regular = replace(regular, day=next_period(add_months(regular.day, ladder.late_months)))
    others = (find_adjustment(world, ladder), find_reward(world, ladder))
    steps = [step for step in (regular, *others) if step is not None]
    if not steps:
        return None
    first = min(steps, key=lambda step: step.day)
    allowed = wait_for_rules(ladder.employee, first.day, horizon)
    return None if allowed is None else replace(first, day=allowed)


def _find_regular(world: World, ladder: Ladder) -> Step | None:
    day = add_months(add_years(ladder.start, 4), count_unpaid_months(ladder.employee, ladder.start))
    target = ladder.grade + 1
    opened = [
        diploma.recognised_on
        for diploma in ladder.employee.diplomas
        if diploma.recognised_on is not None and CEILING[diploma.level] >= target
    ]
    if not opened:
        return None
    return _pass_exam(world, ladder, next_period(max(day, min(opened))), "REGULER")


def _find_structural(world: World, ladder: Ladder) -> Step | None:
    lowest, highest = RANGE[ladder.level]
    if ladder.grade >= highest or ladder.level_start is None:
        return None
    if ladder.grade == lowest - 1:
        day = max(add_years(ladder.start, 1), add_years(ladder.level_start, 1))
    else:
        day = max(add_years(ladder.start, 4), add_months(ladder.level_start, 1))
    return _pass_exam(world, ladder, next_period(day), "STRUKTURAL")


def _pass_exam(world: World, ladder: Ladder, day: date, reason: str) -> Step | None:
    """Return the promotion, on `day` or after the exam that the crossing needs (rules.md 4.9); None: never passed."""
    target = ladder.grade + 1
    if ladder.grade not in CROSSINGS:
        return Step(day, target, reason)
    kind, exempting = CROSSINGS[ladder.grade]
    diplomas = ladder.employee.diplomas
    if any(d.recognised_on and d.recognised_on <= day and RANK[d.level] >= RANK[exempting] for d in diplomas):
        return Step(day, target, reason)
    passed = [exam.taken_on for exam in ladder.employee.exams if exam.kind == kind and exam.is_passed]
    if passed:
        return Step(next_period(max(day, passed[0])), target, reason)
    if any(exam.kind == kind for exam in ladder.employee.exams):
        return None
    taken_on = add_months(day, -world.random.randint(2, 9)).replace(day=world.random.randint(5, 25))
    for _ in range(world.random.choice((1, 1, 1, 1, 2, 2, 3))):
        is_passed = world.chance(0.72)
        if taken_on >= world.as_of:
            return None
        ladder.employee.exams.append(Exam(kind, taken_on, is_passed))
        if is_passed:
            return Step(next_period(max(day, taken_on)), target, reason)
        taken_on = add_months(taken_on, 12)
    return None


def _promote(world: World, ladder: Ladder, step: Step) -> None:
    employee = ladder.employee
    before = employee.grades[-1]
    grade = GRADES[step.grade - 1]
    months = before.months + months_between(before.start, step.day) - _months_cut(before.grade, grade)
    employee.grades.append(GradeStep(grade, step.day, step.reason, max(0, months)))
    ladder.grade, ladder.start = step.grade, step.day
    ladder.late_months = _draw_lateness(world, employee)
    if step.level is not None:
        enter_level(ladder, step.level, step.day)
    elif employee.post.kind == "FUNGSIONAL" and step.reason == "PENYESUAIAN_IJAZAH" and not ladder.is_expert:
        ladder.is_expert = step.grade >= ORDINAL["III/a"]
        enter_level(ladder, choose_level(step.grade, ladder.is_expert), step.day)


def _months_cut(before: str, after: str) -> int:
    """Return the months of grade service lost from band I to II (72) and from II to III (60), rules.md 14.1."""
    if before.startswith("I/") and after.startswith("II/"):
        return 72
    return 60 if ORDINAL[before] <= 8 < ORDINAL[after] else 0
