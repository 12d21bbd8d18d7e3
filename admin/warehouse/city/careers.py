"""The posts somebody held: staff, functional and structural careers, acting posts, heads of schools, contracts."""

from collections.abc import Sequence
from datetime import date, timedelta

from admin.warehouse.city.dates import add_months, add_years, months_between, pension_date
from admin.warehouse.city.pools import read_pool
from admin.warehouse.city.posts import DAYS_IN_POST
from admin.warehouse.city.promotions import climb, reward_long_service
from admin.warehouse.city.records import Decrees
from admin.warehouse.city.seats import choose_level, find_free_seat, find_post_seat, find_seat
from admin.warehouse.city.world import ORDINAL, RANGE, Employee, GradeStep, Post, Seat, Stint, Unit, World

PATHS = {
    "II.a": ("IV.a", "III.b", "III.a", "II.b", "II.a"),
    "II.b": ("IV.a", "III.b", "III.a", "II.b"),
    "III.a": ("IV.a", "III.b", "III.a"),
    "III.b": ("IV.a", "III.b"),
    "IV.a": ("IV.b", "IV.a"),
    "IV.b": ("IV.b",),
}
CONTRACT_YEARS = 5
NOTICE_MONTHS = 6
RENEWED_SHARE = 0.4  # of the contracts that end within the notice have their successor already
PPPK_GRADE = {  # Perpres 98/2020 and rules.md 2.2
    "SD": "I",
    "SLTP": "IV",
    "SLTA": "V",
    "SLTA_KEJURUAN": "V",
    "D1": "V",
    "D2": "VI",
    "D3": "VII",
    "D4": "IX",
    "S1": "IX",
    "PROFESI": "X",
    "S2": "X",
    "SPESIALIS": "X",
    "S3": "XI",
}
ATTEMPTS = 40  # at a structural career before it is given up
MOVED_SHARE = 0.35  # of those with ten years of service worked in another unit before
CROWDED_SHARE, LARGE = 0.08, 4  # of the seats with so many holders have one more than they need
ACTING_SHARE = 0.6  # of the vacant structural seats


def make_pns_career(world: World, employee: Employee) -> None:
    """Fill in grades and assignments of a PNS up to the as-of date or the day before leaving."""
    horizon = _horizon(world, employee)
    for attempt in range(ATTEMPTS):
        planned = _plan_structural(world, employee, horizon)
        is_seated = _seat_career(world, employee, climb(world, employee, planned, horizon))
        if is_seated and (attempt > ATTEMPTS // 2 or ORDINAL[employee.grades[-1].grade] >= _find_wanted(employee)):
            break
        _start_over(employee)
    else:  # the posts were not to be had, or an exam was never passed: a career at a desk
        if employee.post.seat is not None:
            employee.post.seat.promised_from = None
        _seat_career(world, employee, climb(world, employee, [], horizon))
    reward_long_service(world, employee)
    _move_unit(world, employee)
    for pause in employee.pauses:
        if pause.status == "CLTN":
            is_over = pause.end is not None and pause.end <= world.as_of
            _interrupt(employee, pause.start, pause.end if is_over else None)


def make_contracts(world: World, employee: Employee) -> None:
    """Fill in contracts, the grade and the assignment of a PPPK; no contract outlasts the retirement age."""
    retires = pension_date(employee.person.born_on, 60 if employee.post.is_teacher else 58)
    start = employee.appointed_on
    while start <= min(world.as_of, retires - timedelta(days=1)) and (
        not employee.leaves_on or start < employee.leaves_on
    ):
        years = 1 if employee.type == "PPPK_PARUH_WAKTU" else CONTRACT_YEARS
        end = min(add_years(start, years), retires)
        if employee.leaves_on is not None and employee.leaves_on < end:
            end = employee.leaves_on
        employee.contracts.append((start, end))
        start = end
    ends_soon = start <= add_months(world.as_of, NOTICE_MONTHS) and employee.leaves_on is None
    if ends_soon and start < add_months(retires, -12) and world.chance(RENEWED_SHARE):
        years = 1 if employee.type == "PPPK_PARUH_WAKTU" else CONTRACT_YEARS
        employee.contracts.append((start, min(add_years(start, years), retires)))
    entry = employee.diplomas[-1].level
    grade = PPPK_GRADE[entry]
    employee.grades.append(GradeStep(grade, employee.appointed_on, "PPPK", 0))
    level = "PELAKSANA"
    if employee.post.kind == "FUNGSIONAL":
        is_expert = grade in ("IX", "X", "XI")
        level = "JF_AHLI_PERTAMA" if is_expert else choose_level(7 if grade == "VII" else 5, False)
    seat = find_post_seat(world, employee.post, employee.post.unit, level)
    employee.stints.append(Stint(seat, employee.appointed_on, employee.leaves_on, employee))


def seat_school_heads(world: World) -> None:
    """Let the senior Ahli Madya teacher of each school lead it, and those who have left before that."""
    teachers: dict[int, list[Employee]] = {}
    for employee in world.employees:
        last = employee.stints[-1] if employee.stints else None
        if (
            last
            and employee.post.is_teacher
            and last.seat.title.level == "JF_AHLI_MADYA"
            and last.end == employee.leaves_on
        ):
            teachers.setdefault(last.seat.unit.number, []).append(employee)
    for school in world.units:
        if school.kind == "SEKOLAH" and school.head is not None:
            own = teachers.get(school.number, [])
            own.sort(key=lambda employee: (employee.leaves_on is not None, employee.grades[-1].start, employee.number))
            for employee in own[:3]:
                _lead_school(world, employee, school.head)


def appoint_acting_heads(world: World) -> None:
    """Let holders of nearby posts act (Plt) for vacant structural seats, and stand in (Plh) now and then."""
    holders = [
        employee
        for employee in world.employees
        if employee.leaves_on is None and employee.post.kind == "STRUKTURAL" and employee.stints
    ]
    by_office: dict[int, list[Employee]] = {}
    for employee in holders:
        office = employee.stints[-1].seat.unit.office
        by_office.setdefault(office.number if office else 0, []).append(employee)
    for seat in [seat for seats in world.heads.values() for seat in seats]:
        near = by_office.get(seat.unit.office.number if seat.unit.office else 0, [])
        if not near:
            continue
        deputy = world.random.choice(near)
        if seat.holder(world.as_of) is None and world.chance(ACTING_SHARE):
            start = world.as_of - timedelta(days=world.random.randint(10, 180))
            _act(deputy, seat, "PLT", start, None)
        elif seat.holder(world.as_of) not in (None, deputy) and world.chance(0.1):
            start = world.as_of - timedelta(days=world.random.randint(60, 1500))
            _act(deputy, seat, "PLH", start, start + timedelta(days=world.random.randint(5, 40)))


def write_assignments(world: World, decrees: Decrees) -> None:
    """Keep the assignments, and give every seat the number of people it needs."""
    needed: dict[int, int] = {}
    for employee in world.employees:
        for stint in employee.stints:
            world.rows.add(
                "assignment",
                employee_id=employee.number,
                seat_id=stint.seat.number,
                kind=stint.kind,
                valid_from=stint.start,
                valid_to=stint.end,
                decree_id=_decide(decrees, employee, stint),
            )
            if stint.end is None and stint.kind == "DEFINITIF":
                needed[stint.seat.number] = needed.get(stint.seat.number, 0) + 1
    for seat, row in zip(world.seats, world.rows.waiting("seat"), strict=True):
        is_single = not seat.title.level.startswith(("JF", "PELAKSANA")) or seat is seat.unit.head
        present = needed.get(seat.number, 0)
        spare = round(present * world.random.uniform(0, 0.2)) + world.chance(0.12)
        row["needed_count"] = 1 if is_single else present + spare
        if not is_single and present >= LARGE and world.chance(CROWDED_SHARE):
            row["needed_count"] = present - 1


def _decide(decrees: Decrees, employee: Employee, stint: Stint) -> int | None:
    """Return the decree of an assignment; the first one comes with the appointment itself."""
    if stint.start == employee.appointed_on:
        return None
    subject = "Pengangkatan dalam jabatan" if stint.kind == "DEFINITIF" else f"Penunjukan {stint.kind.capitalize()}"
    return decrees.add("JABATAN", stint.start, subject)


def _horizon(world: World, employee: Employee) -> date:
    return world.as_of if employee.leaves_on is None else employee.leaves_on - timedelta(days=1)


def _plan_structural(world: World, employee: Employee, horizon: date) -> list[tuple[date, str]]:
    """Return the structural posts of a career with the days they begin, worked out backwards from the last."""
    if employee.post.seat is None:
        return []
    path = PATHS[employee.post.seat.title.level]
    if len(path) == 2 and world.chance(0.5):
        path = path[1:]
    promised = employee.post.seat.promised_from if employee.leaves_on is None else None
    starts = [promised or horizon - timedelta(days=world.random.randint(*DAYS_IN_POST))]
    for _ in path[1:]:
        starts.insert(0, starts[0] - timedelta(days=world.random.randint(900, 1700)))
    earliest = add_years(employee.appointed_on, 4)
    if starts[0] < earliest:
        room = max((starts[-1] - earliest).days, 0)
        starts = [earliest + timedelta(days=room * place // max(len(path) - 1, 1)) for place in range(len(path))]
    return [(start, level) for start, level in zip(starts, path, strict=True) if start <= horizon]


def _seat_career(world: World, employee: Employee, levels: Sequence[tuple[date, str]]) -> bool:
    """Give the employee a seat for every level reached, from the day on; tell whether all were to be had."""
    for place, (start, level) in enumerate(levels):
        is_last = place + 1 == len(levels)
        until = employee.leaves_on if is_last else levels[place + 1][0]
        if until is not None and until <= start:
            continue
        seat = _find_seat_of_level(world, employee, level, start, until)
        if seat is None:
            return False
        employee.stints.append(Stint(seat, start, until, employee))
    for stint in employee.stints:
        if stint.seat.is_structural:
            stint.seat.held.append(stint)
    return True


def _find_seat_of_level(world: World, employee: Employee, level: str, start: date, end: date | None) -> Seat | None:
    post = employee.post
    if post.seat is None:
        return find_post_seat(world, post, post.unit, level)
    if level == "PELAKSANA":
        return _find_first_desk(world)
    if end is None and post.seat.title.level == level:
        return post.seat  # promised
    return find_free_seat(world, level, start, end)


def _find_wanted(employee: Employee) -> int:
    """Return the golongan a career should reach: a city's Sekretaris Daerah is the first of its PNS."""
    seat = employee.post.seat
    return RANGE["II.a"][1] if seat is not None and seat.title.level == "II.a" and employee.leaves_on is None else 0


def _start_over(employee: Employee) -> None:
    """Forget the career made so far."""
    for stint in employee.stints:
        if stint in stint.seat.held:
            stint.seat.held.remove(stint)
    for made in (employee.stints, employee.grades, employee.exams, employee.base_credits, employee.awaits):
        made.clear()
    for honour in employee.honours:
        honour.is_weighed, honour.rewarded_on = False, None


def _find_first_desk(world: World) -> Seat:
    """Return a staff seat of some office, where those begin who later lead."""
    units = [unit for unit in world.units if unit.kind in ("BIDANG", "KECAMATAN")]
    records = [row for row in read_pool("staff_post") if row["area"] == "UMUM" and row["education_level"] == "S1"]
    unit = world.random.choice(units)
    return find_post_seat(world, Post(unit, "STAF", world.random.choice(records)), unit, "PELAKSANA")


def _move_unit(world: World, employee: Employee) -> None:
    """Let some have worked in another unit of the same kind before."""
    if employee.post.kind == "STRUKTURAL" or not world.chance(MOVED_SHARE) or not employee.stints:
        return
    end = employee.leaves_on or world.as_of
    months = months_between(employee.appointed_on, end)
    if months < 48:
        return
    moved_on = add_months(employee.appointed_on, world.random.randint(24, months - 12))
    former = _find_former_unit(world, employee.post.unit)
    stints: list[Stint] = []
    for stint in employee.stints:
        other = find_seat(world, former, stint.seat.title)
        if stint.end is not None and stint.end <= moved_on:
            stints.append(Stint(other, stint.start, stint.end, employee))
        elif stint.start < moved_on:
            stints += [Stint(other, stint.start, moved_on, employee), Stint(stint.seat, moved_on, stint.end, employee)]
        else:
            stints.append(stint)
    employee.stints = stints


def _find_former_unit(world: World, unit: Unit) -> Unit:
    return world.random.choice(_units_like(world, unit) or [unit])


def _units_like(world: World, unit: Unit) -> list[Unit]:
    start = world.random.randrange(len(world.units))
    around = world.units[start : start + 40] + world.units[:40]
    return [other for other in around if other.kind == unit.kind and other.area == unit.area and other is not unit]


def _interrupt(employee: Employee, start: date, end: date | None) -> None:
    """Take an employee on unpaid leave out of the post for that time; the post is given back afterwards."""
    stints: list[Stint] = []
    for stint in employee.stints:
        is_touched = (end is None or stint.start < end) and (stint.end is None or stint.end > start)
        if not is_touched:
            stints.append(stint)
            continue
        if stint.start < start:
            stints.append(Stint(stint.seat, stint.start, start, employee, stint.kind))
        if end is not None and (stint.end is None or stint.end > end):
            stints.append(Stint(stint.seat, end, stint.end, employee, stint.kind))
    employee.stints = stints


def _lead_school(world: World, employee: Employee, head: Seat) -> None:
    last = employee.stints[-1]
    end = employee.leaves_on
    start = (end or world.as_of) - timedelta(days=world.random.randint(120, 1460))
    start = max([last.start, start, *(stint.end for stint in head.held if stint.end and end is None)])
    if end is not None:
        taken = [stint.start for stint in head.held if stint.end is None or stint.end > start]
        end = min([end, *taken])
    if not head.is_free(start, end) or (end is not None and start >= end) or start > world.as_of:
        return
    parts = [Stint(head, start, end, employee)]
    if last.start < start:
        parts.insert(0, Stint(last.seat, last.start, start, employee))
    if end is not None and end != employee.leaves_on:
        parts.append(Stint(last.seat, end, employee.leaves_on, employee))
    employee.stints[-1:] = parts
    head.held.append(parts[-1] if parts[-1].seat is head else parts[-2])


def _act(employee: Employee, seat: Seat, kind: str, start: date, end: date | None) -> None:
    last = employee.stints[-1]
    if last.kind == "DEFINITIF" and last.start < start and last.seat is not seat and last.end is None:
        employee.stints.insert(0, Stint(seat, start, end, employee, kind))
