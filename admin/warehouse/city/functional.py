"""Functional careers: by pace until 2022, by angka kredit since (PermenPANRB 1/2023, Peraturan BKN 3/2023)."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from admin.warehouse.city.bars import wait_for_rules
from admin.warehouse.city.credits import COEFFICIENT, CONVERTED_FROM, convert_credit, count_months
from admin.warehouse.city.dates import add_months, add_years, months_between, next_period
from admin.warehouse.city.ladder import Ladder, Step
from admin.warehouse.city.pools import draw
from admin.warehouse.city.seats import EXPERT_LEVELS, SKILLED_LEVELS, choose_level
from admin.warehouse.city.world import GRADES, RANGE, Employee, Exam, World

TEACHER_CAPS = ((12, 6), (13, 53), (14, 38), (15, 1.2), (16, 0.05))  # golongan ordinal, weight
EXPERT_CAPS = ((12, 18), (13, 54), (14, 25), (15, 2.5))
LAST_STEP = 15  # IV/c: no city proposes anybody for Ahli Utama of itself
NEW_SYSTEM = date(CONVERTED_FROM, 1, 1)
SLACK = ((1, 20), (3, 24), (5, 18), (8, 14), (12, 11), (20, 8), (36, 5))  # months from being eligible to the decree
RARE_FROM = 13  # IV/a: above it credit was hard to earn in the old system
SURPLUS_SHARE = 0.16  # of the integrated had far more credit than the next step needs
FATES = (("LULUS", 66), ("ULANG", 12), ("TANPA_LOWONGAN", 10), ("TIDAK_IKUT", 12))  # at the end of a jenjang
CAPPED_FATES = (("TANPA_LOWONGAN", 12), ("TIDAK_IKUT", 88))
AHEAD_SHARE = 0.3  # of those who will need it within about a year pass the test before the credit is complete


def choose_cap(world: World, employee: Employee, first: int) -> int:
    """Return the golongan beyond which a functional career does not go of itself."""
    if employee.post.kind != "FUNGSIONAL":
        return len(GRADES)
    if first < 9 and not employee.post.is_teacher:
        return 12
    if employee.leaves_on is not None and employee.leave_kind == "BUP" and not employee.post.is_teacher:
        return 12  # retired at 58, so never Ahli Madya
    return draw(world.random, TEACHER_CAPS if employee.post.is_teacher else EXPERT_CAPS)


def find_functional(world: World, ladder: Ladder, horizon: date) -> Step | None:
    """Return the next functional promotion, or None when none comes before the horizon."""
    by_pace = next_period(add_months(ladder.start, ladder.pace_months))
    allowed = wait_for_rules(ladder.employee, by_pace, horizon)
    if ladder.grade < ladder.cap and allowed is not None and allowed < NEW_SYSTEM:
        level = choose_level(ladder.grade + 1, ladder.is_expert)
        return _cross_in_old_days(world, ladder, by_pace, level)
    if horizon < NEW_SYSTEM:
        return None
    lowest, highest = RANGE[ladder.level]
    if ladder.counted_from is None:
        _integrate(world, ladder)
    if ladder.grade >= LAST_STEP:
        return None
    following = _find_next_level(ladder.level)
    if ladder.grade > highest or (ladder.grade == highest and following is None):
        return None
    needed = max(0, ladder.grade + 1 - lowest) * Decimal(COEFFICIENT[ladder.level]) * 4
    enough_on = _find_enough(ladder, needed, horizon)
    is_last = ladder.grade == highest and following is not None
    if enough_on is None:
        if is_last and ladder.grade < ladder.cap:
            _sit_ahead(world, ladder, needed, horizon)
        return None
    eligible_on = max(add_years(ladder.start, 2), enough_on)
    if is_last and following is not None:
        return _end_jenjang(world, ladder, eligible_on, following)
    return _decree(world, ladder, eligible_on, None)


def enter_level(ladder: Ladder, level: str, day: date) -> None:
    """Begin a level; in a jenjang what was earned before is dropped, and credit counts from the next whole month."""
    ladder.level = level
    ladder.reached.append((day, level))
    if day >= NEW_SYSTEM and level in COEFFICIENT:
        ladder.counted_from = day
        ladder.base = max(0, ladder.grade - RANGE[level][0]) * Decimal(COEFFICIENT[level]) * 4
        if ladder.base:
            ladder.employee.base_credits.append((level, "DASAR", day, ladder.base))


def _cross_in_old_days(world: World, ladder: Ladder, day: date, level: str) -> Step:
    if level == ladder.level:
        return Step(day, ladder.grade + 1, "FUNGSIONAL")
    _sit(world, ladder.employee, add_months(day, -world.random.randint(1, 8)), level, True)
    return Step(day, ladder.grade + 1, "FUNGSIONAL", level)


def _find_next_level(level: str) -> str | None:
    levels = EXPERT_LEVELS if level in EXPERT_LEVELS else SKILLED_LEVELS
    place = levels.index(level) + 1
    return levels[place] if place < len(levels) else None


def _integrate(world: World, ladder: Ladder) -> None:
    """Carry the credit of the old system over: that of the steps behind, and part of the one begun."""
    step = Decimal(COEFFICIENT[ladder.level]) * 4
    done = max(0, ladder.grade - RANGE[ladder.level][0])
    elapsed = months_between(ladder.start, NEW_SYSTEM) / ladder.pace_months
    part = min(0.95, elapsed) * world.random.uniform(0.7, 1.05)
    if ladder.grade >= ladder.cap:
        part = world.random.uniform(0, 0.18 if ladder.grade > RARE_FROM else 0.4)
    elif world.chance(SURPLUS_SHARE) and ladder.grade < RARE_FROM:
        part = world.random.uniform(0.9, 2.0)
    ladder.counted_from = NEW_SYSTEM
    ladder.base = (step * done + step * Decimal(part)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    ladder.employee.base_credits.append((ladder.level, "INTEGRASI", NEW_SYSTEM, ladder.base))


def _find_enough(ladder: Ladder, needed: Decimal, horizon: date) -> date | None:
    """Return the first day on which the credit of whole years suffices, or None up to the horizon."""
    assert ladder.counted_from is not None
    credit, day = ladder.base, ladder.counted_from
    while credit < needed:
        credit += _earn(ladder, day.year)
        day = date(day.year + 1, 1, 1)
        if day > horizon:
            return None
    return day


def _earn(ladder: Ladder, year: int) -> Decimal:
    employee = ladder.employee
    assert ladder.counted_from is not None
    predicate = employee.predicates.get(year)
    months = count_months(employee, ladder.counted_from, year)
    return convert_credit(ladder.level, predicate, months) if predicate else Decimal(0)


def _decree(world: World, ladder: Ladder, eligible_on: date, level: str | None) -> Step:
    day = next_period(add_months(eligible_on, draw(world.random, SLACK)))
    return Step(day, ladder.grade + 1, "FUNGSIONAL", level)


def _end_jenjang(world: World, ladder: Ladder, eligible_on: date, level: str) -> Step | None:
    """Take the competency test for the next jenjang, or stay for want of a vacancy: one step beyond is lawful (5.5)."""
    fate = draw(world.random, CAPPED_FATES if ladder.grade >= ladder.cap else FATES)
    if fate == "TIDAK_IKUT":
        return None
    if fate == "TANPA_LOWONGAN":
        return _decree(world, ladder, eligible_on, None)
    taken_on = max(ladder.start, add_months(eligible_on, world.random.randint(-7, 5)))
    _sit(world, ladder.employee, taken_on, level, fate == "LULUS")
    if fate == "ULANG":
        taken_on = add_years(taken_on, 1)
        _sit(world, ladder.employee, taken_on, level, True)
    step = _decree(world, ladder, max(eligible_on, add_months(taken_on, 1)), level)
    if taken_on < world.as_of < step.day and eligible_on <= world.as_of:
        ladder.employee.awaits.add("JENJANG")
    return step


def _sit_ahead(world: World, ladder: Ladder, needed: Decimal, horizon: date) -> None:
    """Let some pass the test of the next jenjang while a year's credit is still missing."""
    assert ladder.counted_from is not None
    credit = ladder.base + sum(_earn(ladder, year) for year in range(ladder.counted_from.year, horizon.year))
    following = _find_next_level(ladder.level)
    if following and needed - credit <= Decimal(COEFFICIENT[ladder.level]) and world.chance(AHEAD_SHARE):
        taken_on = max(ladder.start, add_months(horizon, -world.random.randint(1, 9)))
        _sit(world, ladder.employee, taken_on, following, world.chance(0.8))


def _sit(world: World, employee: Employee, month: date, level: str, is_passed: bool) -> None:
    day = month.replace(day=world.random.randint(5, 25))
    employee.exams.append(Exam("UJI_KOMPETENSI", day, is_passed, level))
