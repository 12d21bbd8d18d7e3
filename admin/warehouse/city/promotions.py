"""The grades of a PNS from the first appointment on, by the rules of rules.md 4 and 5."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from admin.warehouse.city.dates import add_months, add_years, months_between, next_period
from admin.warehouse.city.education import RANK
from admin.warehouse.city.pools import draw
from admin.warehouse.city.seats import choose_level
from admin.warehouse.city.world import GRADES, ORDINAL, RANGE, Employee, Exam, GradeStep, World, covers

# Entry golongan and ceiling of the regular path by diploma, PP 99/2000 jo. PP 12/2002 (rules.md 4.3)
ENTRY = {
    "SD": 1,
    "SLTP": 3,
    "SLTA": 5,
    "SLTA_KEJURUAN": 5,
    "D1": 5,
    "D2": 6,
    "D3": 7,
    "D4": 9,
    "S1": 9,
    "PROFESI": 10,
    "S2": 10,
    "SPESIALIS": 10,
    "S3": 11,
}
CEILING = {
    "SD": 5,
    "SLTP": 7,
    "SLTA": 10,
    "SLTA_KEJURUAN": 10,
    "D1": 10,
    "D2": 10,
    "D3": 11,
    "D4": 12,
    "S1": 12,
    "PROFESI": 13,
    "S2": 13,
    "SPESIALIS": 13,
    "S3": 14,
}
# Adjustment to a diploma: highest golongan it may start from and the golongan it gives (rules.md 4.7)
ADJUSTMENT = {"S1": (8, 9), "D4": (8, 9), "D3": (6, 7), "S2": (9, 10), "S3": (10, 11)}
CROSSINGS = {8: ("UJIAN_DINAS_I", "D4"), 12: ("UJIAN_DINAS_II", "S2")}  # from golongan: exam, diploma that exempts
TEACHER_CAPS = ((13, 50), (14, 38), (15, 12), (16, 0.3))  # golongan ordinal, weight
EXPERT_CAPS = ((12, 28), (13, 34), (14, 26), (15, 12))
# How long the papers of a promotion by time take after the day it became possible: months late, weight. Some people
# are therefore eligible and still waiting, which is what the readiness mart is there to show.
PAPERWORK = ((0, 50), (2, 10), (4, 12), (8, 12), (14, 10), (24, 6))
LONG_SERVICE = 360  # months
REWARDED_SHARE = 0.5
GOOD = frozenset({"BAIK", "SANGAT_BAIK"})
PUNISHED = frozenset({"SEDANG", "BERAT"})
BARRING = frozenset({"CLTN", "PEMBERHENTIAN_SEMENTARA"})


@dataclass(slots=True)
class Ladder:
    """Where somebody stands while a career unfolds; `planned` holds the structural posts still to come."""

    employee: Employee
    grade: int
    start: date
    pace_months: int  # between functional promotions
    late_months: int  # of the papers of the next promotion by time
    cap: int
    is_expert: bool
    planned: list[tuple[date, str]] = field(default_factory=list)
    level: str = "PELAKSANA"
    level_start: date | None = None
    reached: list[tuple[date, str]] = field(default_factory=list)


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
        pace_months=min(60, max(30, round(world.random.gauss(44 - 14 * employee.quality, 6)))),
        late_months=draw(world.random, PAPERWORK),
        cap=_choose_cap(world, employee, first),
        is_expert=first >= 9 or employee.post.is_teacher,
        planned=list(planned),
    )
    employee.grades.append(GradeStep(GRADES[first - 1], employee.appointed_on, "CPNS", employee.prior_months))
    if employee.post.kind == "FUNGSIONAL":
        ladder.level = choose_level(first, ladder.is_expert)
    ladder.reached.append((employee.appointed_on, ladder.level))
    while _advance(world, ladder, horizon):
        pass
    return [(day, level) for day, level in ladder.reached if day <= horizon]


def reward_long_service(world: World, employee: Employee) -> None:
    """Give some who retire after 30 years one step a month before they go (pengabdian, rules.md 4.8)."""
    if employee.leave_kind != "BUP" or employee.leaves_on is None:
        return
    day = add_months(employee.leaves_on, -1)
    last = employee.grades[-1]
    has_served = months_between(employee.appointed_on, day) >= LONG_SERVICE and months_between(last.start, day) >= 1
    is_clean = not employee.cases and _wait_for_rules(employee, day, day) == day
    if has_served and is_clean and ORDINAL[last.grade] < len(GRADES) and world.chance(REWARDED_SHARE):
        months = last.months + months_between(last.start, day) - _months_cut(last.grade, GRADES[ORDINAL[last.grade]])
        employee.grades.append(GradeStep(GRADES[ORDINAL[last.grade]], day, "PENGABDIAN", max(0, months)))


def _entry_place(employee: Employee) -> int:
    """Return the place of the highest diploma held at the appointment."""
    held = [place for place, diploma in enumerate(employee.diplomas) if diploma.graduated_on < employee.appointed_on]
    return max(held, key=lambda place: RANK[employee.diplomas[place].level])


def _choose_cap(world: World, employee: Employee, first: int) -> int:
    """Return the golongan at which a functional career stops in practice, for want of papers or of a vacancy."""
    if employee.post.kind != "FUNGSIONAL":
        return len(GRADES)
    if first < 9:
        return 12
    if employee.leaves_on is not None and employee.leave_kind == "BUP" and not employee.post.is_teacher:
        return 12  # retired at 58, so never Ahli Madya
    return draw(world.random, TEACHER_CAPS if employee.post.is_teacher else EXPERT_CAPS)


def _advance(world: World, ladder: Ladder, horizon: date) -> bool:
    """Take the next step of the ladder, a post or a promotion, and tell whether there was one."""
    promotion = _find_promotion(world, ladder, horizon)
    if ladder.planned and (promotion is None or ladder.planned[0][0] <= promotion[0]):
        return _take_post(ladder, promotion[0] if promotion else None)
    if promotion is None or promotion[0] > horizon:
        return False
    _promote(world, ladder, *promotion)
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


def _find_promotion(world: World, ladder: Ladder, horizon: date) -> tuple[date, int, str] | None:
    """Return TMT, golongan and reason of the next promotion, or None when there is none."""
    if ladder.grade >= len(GRADES):
        return None
    employee = ladder.employee
    adjustment = _find_adjustment(ladder)
    if employee.post.kind == "FUNGSIONAL":
        regular = _find_functional(ladder)
    elif ladder.level == "PELAKSANA":
        regular = _find_regular(world, ladder)
    else:
        regular = _find_structural(world, ladder)
    found = min((item for item in (adjustment, regular) if item is not None), default=None)
    if found is None:
        return None
    late = next_period(add_months(found[0], ladder.late_months)) if found[2] in ("REGULER", "STRUKTURAL") else found[0]
    allowed = _wait_for_rules(employee, late, horizon)
    return None if allowed is None else (allowed, found[1], found[2])


def _find_adjustment(ladder: Ladder) -> tuple[date, int, str] | None:
    for diploma in ladder.employee.diplomas:
        if diploma.recognised_on is None or diploma.recognised_on <= ladder.employee.appointed_on:
            continue
        highest, target = ADJUSTMENT.get(diploma.level, (0, 0))
        if ladder.grade <= highest and ladder.grade < target:
            day = max(add_months(diploma.recognised_on, 8), add_years(ladder.start, 1))
            return next_period(day), target, "PENYESUAIAN_IJAZAH"
    return None


def _find_functional(ladder: Ladder) -> tuple[date, int, str] | None:
    if ladder.grade >= ladder.cap:
        return None
    return next_period(add_months(ladder.start, ladder.pace_months)), ladder.grade + 1, "FUNGSIONAL"


def _find_regular(world: World, ladder: Ladder) -> tuple[date, int, str] | None:
    day = add_months(add_years(ladder.start, 4), _months_unpaid(ladder.employee, ladder.start))
    target = ladder.grade + 1
    opened = [
        diploma.recognised_on
        for diploma in ladder.employee.diplomas
        if diploma.recognised_on is not None and CEILING[diploma.level] >= target
    ]
    if not opened:
        return None
    return _pass_exam(world, ladder, next_period(max(day, min(opened))), "REGULER")


def _find_structural(world: World, ladder: Ladder) -> tuple[date, int, str] | None:
    lowest, highest = RANGE[ladder.level]
    if ladder.grade >= highest or ladder.level_start is None:
        return None
    if ladder.grade == lowest - 1:
        day = max(add_years(ladder.start, 1), add_years(ladder.level_start, 1))
    else:
        day = add_years(ladder.start, 4)
    return _pass_exam(world, ladder, next_period(day), "STRUKTURAL")


def _pass_exam(world: World, ladder: Ladder, day: date, reason: str) -> tuple[date, int, str] | None:
    """Return the promotion, on `day` or after the exam that the crossing needs (rules.md 4.9); None: never passed."""
    target = ladder.grade + 1
    if ladder.grade not in CROSSINGS:
        return day, target, reason
    kind, exempting = CROSSINGS[ladder.grade]
    diplomas = ladder.employee.diplomas
    if any(d.recognised_on and d.recognised_on <= day and RANK[d.level] >= RANK[exempting] for d in diplomas):
        return day, target, reason
    passed = [exam.taken_on for exam in ladder.employee.exams if exam.kind == kind and exam.is_passed]
    if passed:
        return next_period(max(day, passed[0])), target, reason
    if any(exam.kind == kind for exam in ladder.employee.exams):
        return None
    taken_on = add_months(day, -world.random.randint(2, 9)).replace(day=world.random.randint(5, 25))
    for _ in range(world.random.choice((1, 1, 1, 1, 2, 2, 3))):
        is_passed = world.chance(0.72)
        if taken_on >= world.as_of:
            return None
        ladder.employee.exams.append(Exam(kind, taken_on, is_passed))
        if is_passed:
            return next_period(max(day, taken_on)), target, reason
        taken_on = add_months(taken_on, 12)
    return None


def _months_unpaid(employee: Employee, since: date) -> int:
    """Return the whole months of unpaid leave (CLTN) since a day; they do not count as years in the grade."""
    return sum(
        months_between(max(pause.start, since), pause.end) + 1
        for pause in employee.pauses
        if pause.status == "CLTN" and pause.end is not None and pause.end > since
    )


def _wait_for_rules(employee: Employee, day: date, horizon: date) -> date | None:
    """Return the first period from `day` on when nothing bars a promotion, or None up to the horizon."""
    while day <= horizon:
        bars = [
            case.end
            for case in employee.cases
            if case.severity in PUNISHED and case.status == "FINAL" and covers(case, day)
        ]
        bars += [pause.end for pause in employee.pauses if pause.status in BARRING and covers(pause, day)]
        bars += [
            date(year + 3, 1, 1)
            for year in (day.year - 2, day.year - 1)
            if employee.predicates.get(year, "BAIK") not in GOOD
        ]
        if None in bars:
            return None
        if not bars:
            return day
        day = next_period(max(end for end in bars if end is not None))
    return None


def _promote(world: World, ladder: Ladder, day: date, grade: int, reason: str) -> None:
    employee = ladder.employee
    before = employee.grades[-1]
    months = before.months + months_between(before.start, day) - _months_cut(before.grade, GRADES[grade - 1])
    employee.grades.append(GradeStep(GRADES[grade - 1], day, reason, max(0, months)))
    if reason == "PENYESUAIAN_IJAZAH":
        exam_on = add_months(day, -world.random.randint(3, 7)).replace(day=world.random.randint(5, 25))
        employee.exams.append(Exam("UPKP", exam_on, True))
    ladder.grade, ladder.start = grade, day
    ladder.late_months = draw(world.random, PAPERWORK)
    if employee.post.kind == "FUNGSIONAL":
        ladder.is_expert = ladder.is_expert or (reason == "PENYESUAIAN_IJAZAH" and grade >= 9)
        level = choose_level(grade, ladder.is_expert)
        if level != ladder.level:
            exam_on = add_months(day, -world.random.randint(1, 8)).replace(day=world.random.randint(5, 25))
            employee.exams.append(Exam("UJI_KOMPETENSI", exam_on, True, level))
            ladder.level = level
            ladder.reached.append((day, level))


def _months_cut(before: str, after: str) -> int:
    """Return the months of grade service lost from band I to II (72) and from II to III (60), rules.md 14.1."""
    if before.startswith("I/") and after.startswith("II/"):
        return 72
    return 60 if ORDINAL[before] <= 8 < ORDINAL[after] else 0
