"""Rows that are wrong on purpose (rules.md 16.6, and gaps.py), so that checks on data have something to find.

Left out because constraints forbid them or their tables come later: leave that spans two years.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from admin.warehouse.city import gaps
from admin.warehouse.city.people import Numbers
from admin.warehouse.city.world import GRADES, ORDINAL, RANGE, Employee, GradeStep, World

DIRT_RATE = 0.01  # of the people each kind of rules.md 16.6 can strike, at least one; nobody is struck twice
GAP_RATE = 0.003  # of the people each further kind can strike, at least one
INTEGRATION_RATE = 0.02  # of the functional officials still wait for the old credit to be carried over
OTHER_REGION = "9905"
SPELLINGS = {
    "SANGAT_BAIK": ("sangat baik", "SANGAT BAIK", "Sangat  Baik"),
    "BAIK": ("baik", "BAIK", "Baik "),
    "BUTUH_PERBAIKAN": ("Cukup", "butuh perbaikan", "CUKUP"),
    "KURANG": ("kurang", "KURANG"),
    "SANGAT_KURANG": ("sangat kurang", "Buruk"),
}

Strike = Callable[[World, Numbers, Employee], None]


@dataclass(frozen=True)
class Kind:
    """One kind of wrong row: whom it can strike, how, whether only once the person's rows exist, and how often."""

    may_strike: Callable[[World, Employee], bool]
    strike: Strike
    is_late: bool = False
    rate: float = DIRT_RATE


def soil_people(world: World, numbers: Numbers) -> dict[int, Strike]:
    """Spoil persons and histories before they are written; return what is to be spoilt once rows of a person exist."""
    struck: set[int] = set()
    later: dict[int, Strike] = {}
    for name, kind in KINDS.items():
        able = [item for item in world.employees if item.number not in struck and kind.may_strike(world, item)]
        chosen = world.random.sample(able, min(len(able), max(1, round(len(able) * kind.rate))))
        world.dirt[name] = world.dirt.get(name, 0) + len(chosen)
        for employee in chosen:
            struck.add(employee.number)
            if kind.is_late:
                later[employee.number] = kind.strike
            else:
                kind.strike(world, numbers, employee)
    return later


def _anybody(_world: World, employee: Employee) -> bool:
    return employee.former is None and not employee.is_former


def _is_woman(_world: World, employee: Employee) -> bool:
    return employee.person.sex == "P" and not employee.is_former


def _is_present(world: World, employee: Employee) -> bool:
    return employee.leaves_on is None and world.as_of.year - 1 in employee.predicates


def _was_promoted(_world: World, employee: Employee) -> bool:
    return employee.is_pns and len(employee.grades) > 1


def _is_pppk(_world: World, employee: Employee) -> bool:
    return not employee.is_pns


def _has_old_diploma(world: World, employee: Employee) -> bool:
    last = employee.diplomas[-1]
    return (
        not employee.is_former
        and last.recognised_on is not None
        and last.recognised_on < world.as_of - timedelta(days=500)
    )


def _left_jenjang_behind(_world: World, employee: Employee) -> bool:
    if (
        len(employee.stints) < 2
        or employee.post.kind != "FUNGSIONAL"
        or employee.leaves_on is not None
        or employee.pauses
    ):
        return False
    before, last = employee.stints[-2:]
    is_head = last.seat is last.seat.unit.head
    is_far = ORDINAL[employee.grades[-1].grade] > RANGE[before.seat.title.level][1] + 1  # one step beyond is lawful
    return is_far and before.kind == last.kind == "DEFINITIF" and not is_head


def _is_trained(world: World, employee: Employee) -> bool:
    return employee.is_pns and employee.appointed_on < world.since and employee.leaves_on is None


def _move_birth_day(world: World, _numbers: Numbers, employee: Employee) -> None:
    """NIP03: the birth date was corrected by a few days, the NIP was not."""
    row = world.rows.waiting("person")[employee.person.number - 1]
    day = employee.person.born_on.day
    row["born_on"] = employee.person.born_on.replace(day=day + 7 if day <= 14 else day - 7)


def _register_elsewhere(world: World, numbers: Numbers, employee: Employee) -> None:
    person = employee.person
    world.rows.waiting("person")[person.number - 1]["nik"] = numbers.make_nik(
        world, person.sex, person.born_on, OTHER_REGION
    )


def _forget_forty(world: World, numbers: Numbers, employee: Employee) -> None:
    person = employee.person
    world.rows.waiting("person")[person.number - 1]["nik"] = numbers.make_nik(world, "L", person.born_on)


def _lose_appraisal(world: World, _numbers: Numbers, employee: Employee) -> None:
    del employee.predicates[world.as_of.year - 1]


def _double_grade(_world: World, _numbers: Numbers, employee: Employee) -> None:
    before, last = employee.grades[-2:]
    employee.grades.append(GradeStep(before.grade, last.start, last.reason, last.months))
    employee.grades[-2:] = sorted(employee.grades[-2:], key=lambda step: ORDINAL[step.grade])


def _graduate_late(_world: World, _numbers: Numbers, employee: Employee) -> None:
    diploma = employee.diplomas[-1]
    assert diploma.recognised_on is not None
    diploma.graduated_on = diploma.recognised_on + timedelta(days=120)


def _keep_old_jenjang(_world: World, _numbers: Numbers, employee: Employee) -> None:
    last = employee.stints.pop()
    employee.stints[-1].end = last.end


def _give_pangkat(_world: World, _numbers: Numbers, employee: Employee) -> None:
    employee.grades.insert(0, GradeStep(GRADES[8], employee.appointed_on, "PPPK", 0))


def _misspell_predicate(world: World, _numbers: Numbers, employee: Employee) -> None:
    for row in world.rows.waiting("appraisal")[-30:]:
        if row["employee_id"] == employee.number and row["appraised_on"] >= date(world.as_of.year, 1, 1):
            row["predicate_written"] = world.random.choice(SPELLINGS[row["predicate"]])
            row["predicate"] = None
            return


def _mistype_hours(world: World, _numbers: Numbers, employee: Employee) -> None:
    """Record zero hours, or 320 in one day."""
    own = [row for row in world.rows.waiting("completion")[-80:] if row["employee_id"] == employee.number]
    if not own:
        world.dirt["TRAINING_HOURS"] -= 1
        return
    row = world.random.choice(own)
    row["hours"] = world.random.choice((0, 320))
    row["started_on"] = row["ended_on"]


KINDS = {
    "NIP_BIRTH_DATE": Kind(_anybody, _move_birth_day),
    "NIK_OTHER_REGION": Kind(_anybody, _register_elsewhere),
    "NIK_FEMALE_DAY": Kind(_is_woman, _forget_forty),
    "SKP_MISSING": Kind(_is_present, _lose_appraisal),
    "GRADE_SAME_TMT": Kind(_was_promoted, _double_grade),
    "DIPLOMA_AFTER_RECOGNITION": Kind(_has_old_diploma, _graduate_late),
    "GRADE_OUTSIDE_RANGE": Kind(_left_jenjang_behind, _keep_old_jenjang),
    "PPPK_WITH_PANGKAT": Kind(_is_pppk, _give_pangkat),
    "PREDICATE_SPELLING": Kind(_is_present, _misspell_predicate, is_late=True),
    "TRAINING_HOURS": Kind(_is_trained, _mistype_hours, is_late=True),
    "GRADE_UNRECORDED": Kind(gaps.is_ordinary, gaps.hide_grades, rate=GAP_RATE),
    "DIPLOMA_UNRECORDED": Kind(gaps.is_graduate, gaps.hide_diplomas, rate=GAP_RATE),
    "CONTRACT_UNRECORDED": Kind(gaps.has_contract, gaps.hide_contracts, rate=GAP_RATE),
    "CONTRACT_PAST_BUP": Kind(gaps.has_last_contract, gaps.overrun_retirement, rate=GAP_RATE),
    "CREDIT_UNRECORDED": Kind(gaps.is_integrated, gaps.hide_integration, rate=INTEGRATION_RATE),
    "PENSION_OVERDUE": Kind(gaps.retires_soon, gaps.overlook_pension, rate=GAP_RATE),
    "PREDICATE_UNREADABLE": Kind(gaps.is_rated, gaps.scrawl_predicate, is_late=True, rate=GAP_RATE),
    "RATING_CONTRADICTS": Kind(gaps.is_rated, gaps.contradict_ratings, is_late=True, rate=GAP_RATE),
    "RATING_MISSING": Kind(gaps.is_rated, gaps.omit_ratings, is_late=True, rate=GAP_RATE),
}
