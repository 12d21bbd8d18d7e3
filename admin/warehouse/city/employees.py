"""Employments: who holds the planned posts today, and who held such posts and left in the ten years before."""

from datetime import date

from admin.warehouse.city.adjustments import foresee_honours
from admin.warehouse.city.careers import make_contracts, make_pns_career
from admin.warehouse.city.dates import add_months, add_years, next_first, pension_date
from admin.warehouse.city.education import (
    GRADUATION_AGE,
    choose_entry_level,
    choose_later_levels,
    earn_diplomas,
)
from admin.warehouse.city.people import Numbers, add_person, invent_birth_date
from admin.warehouse.city.performance import foresee_predicates
from admin.warehouse.city.pools import draw
from admin.warehouse.city.posts import choose_type
from admin.warehouse.city.troubles import foresee_troubles
from admin.warehouse.city.world import FOUNDED_ON, Employee, Post, World

# Years of service by age band, rules.md 16.1 (PNS): (first age, last age, weight), then (years from, to, weight)
AGE_BANDS = ((24, 30, 9), (31, 40, 24), (41, 50, 33), (51, 57, 34))
SERVICE_BANDS = {
    24: ((0, 5, 1),),
    31: ((0, 10, 60), (11, 16, 40)),
    41: ((0, 10, 16), (11, 20, 67), (21, 26, 17)),
    51: ((4, 10, 7), (11, 20, 50), (21, 30, 36), (31, 35, 7)),
}
LEAST_SERVICE = {"II.a": 31, "II.b": 26, "III.a": 17, "III.b": 13, "IV.a": 9, "IV.b": 7}
INTAKE = {2012: 2010, 2013: 2014, 2016: 2015, 2017: 2019, 2018: 2019, 2020: 2021, 2023: 2022}  # years without one
INTAKE_MONTHS = (1, 1, 2, 3, 3, 4, 12)
PPPK_INTAKES = ((2021, 1, 8), (2022, 4, 22), (2023, 6, 24), (2024, 4, 24), (2025, 6, 22))
LEAVERS_PER_PNS = 0.33  # over ten years
PREDECESSORS = {"II.a": 3.0, "II.b": 1.2, "III.a": 0.6, "III.b": 0.5, "IV.a": 0.5, "IV.b": 0.4}  # who left, per seat
LEAVE_KINDS = (
    ("BUP", 76),
    ("MENINGGAL", 8),
    ("PENSIUN_DINI", 4),
    ("PINDAH_INSTANSI", 7),
    ("MENGUNDURKAN_DIRI", 3),
    ("DIBERHENTIKAN", 2),
)
EARLIEST_CHANGE = date(2023, 4, 1)  # when a PPPK of the 2022 intake could have become a PNS
CHANGED_SHARE = 0.15  # of the PNS appointed since then
FEMALE_SHARE = {"STRUKTURAL": 0.36, "STAF": 0.42}


def hire(world: World, numbers: Numbers, posts: list[Post]) -> None:
    """Create the holders of the posts on the as-of date."""
    for post in posts:
        kind = choose_type(world, post)
        if kind == "PNS":
            _hire_pns(world, numbers, post)
        else:
            _hire_pppk(world, numbers, post, kind)


def hire_leavers(world: World, numbers: Numbers, posts: list[Post]) -> None:
    """Create those who left in the ten years before, in posts like those of today."""
    stayed = sum(employee.is_pns for employee in world.employees)
    count = round(stayed * LEAVERS_PER_PNS)
    leaders = [post for post in posts for _ in range(_count_predecessors(world, post))]
    others = world.random.choices([post for post in posts if post.seat is None], k=max(0, count - len(leaders)))
    for post in leaders + others:
        _hire_pns(
            world,
            numbers,
            Post(post.unit, post.kind, post.record, post.seat),
            leave_kind=draw(world.random, LEAVE_KINDS),
        )
    contracts = [employee.post for employee in world.employees if not employee.is_pns]
    for post in world.random.sample(contracts, len(contracts) // 60):
        _hire_pppk(world, numbers, post, "PPPK", leaves=True)


def _count_predecessors(world: World, post: Post) -> int:
    mean = PREDECESSORS.get(_level(post), 0.0)
    return int(mean) + world.chance(mean - int(mean))


def _hire_pns(world: World, numbers: Numbers, post: Post, leave_kind: str = "") -> None:
    sex = _choose_sex(world, post)
    leaves_on = _choose_leaving(world) if leave_kind else None
    born_on, appointed_on = _choose_dates(world, post, leaves_on, leave_kind)
    entry = choose_entry_level(world, post, True, born_on.year)
    last = add_months(leaves_on or world.as_of, -2)
    while date(born_on.year + GRADUATION_AGE[entry] + 1, 3, 1) > last:
        born_on = add_years(born_on, -1)
    appointed_on = max(appointed_on, date(born_on.year + GRADUATION_AGE[entry] + 1, 3, 1))
    if leaves_on is not None and add_years(appointed_on, 2) > leaves_on:
        return
    diplomas = earn_diplomas(world, post, entry, choose_later_levels(world, post, entry), born_on, appointed_on)
    person = add_person(world, numbers, sex, born_on, diplomas)
    probation = add_months(appointed_on, world.random.randint(12, 15))
    employee = Employee(
        number=0,
        person=person,
        post=post,
        type="PNS",
        nip=numbers.make_nip(sex, born_on, appointed_on, "PNS"),
        appointed_on=appointed_on,
        permanent_on=probation if probation <= (leaves_on or world.as_of) else None,
        prior_months=world.random.randint(6, 60) if _had_service(world, person.born_on, appointed_on) else 0,
        leaves_on=leaves_on,
        leave_kind=leave_kind,
        diplomas=diplomas,
    )
    if not leave_kind and appointed_on >= EARLIEST_CHANGE and world.chance(CHANGED_SHARE):
        employee.former = _hire_former(world, numbers, employee)
    _keep(world, employee)
    foresee_predicates(world, employee)
    foresee_honours(world, employee)
    foresee_troubles(world, employee)
    make_pns_career(world, employee)


def _hire_former(world: World, numbers: Numbers, successor: Employee) -> Employee:
    """Create the employment as PPPK that a PNS had before, under another number (rules.md 1.2)."""
    person, appointed_on = successor.person, date(2022, 4, 1)
    former = Employee(
        number=0,
        person=person,
        post=successor.post,
        type="PPPK",
        nip=numbers.make_nip(person.sex, person.born_on, appointed_on, "PPPK"),
        appointed_on=appointed_on,
        permanent_on=None,
        leaves_on=successor.appointed_on,
        leave_kind="GANTI_NIP",
        diplomas=successor.diplomas,
        is_former=True,
    )
    _keep(world, former)
    foresee_predicates(world, former)
    make_contracts(world, former)
    return former


def _hire_pppk(world: World, numbers: Numbers, post: Post, kind: str, leaves: bool = False) -> None:
    sex = _choose_sex(world, post)
    if kind == "PPPK":
        intakes = [(date(year, month, 1), weight) for year, month, weight in PPPK_INTAKES]
        appointed_on = draw(world.random, [item for item in intakes if item[0] <= world.as_of][: 2 if leaves else None])
    else:
        appointed_on = date(2025, 12, 1)
    oldest = (58 if post.is_teacher else 56) - (world.as_of.year - appointed_on.year)
    age = min(oldest, max(24, round(world.random.gauss(36, 7))))
    born_on = invent_birth_date(world, add_years(appointed_on, -age - 1), add_years(appointed_on, -age))
    entry = choose_entry_level(world, post, False, born_on.year)
    diplomas = earn_diplomas(world, post, entry, [], born_on, appointed_on)
    person = add_person(world, numbers, sex, born_on, diplomas)
    employee = Employee(
        number=0,
        person=person,
        post=post,
        type=kind,
        nip=numbers.make_nip(sex, born_on, appointed_on, kind),
        appointed_on=appointed_on,
        permanent_on=None,
        diplomas=diplomas,
    )
    if leaves:
        ended = next_first(add_months(appointed_on, world.random.randint(10, 40)))
        if ended > world.as_of:
            return
        employee.leaves_on, employee.leave_kind = ended, world.random.choice(("KONTRAK_BERAKHIR", "MENGUNDURKAN_DIRI"))
    _keep(world, employee)
    foresee_predicates(world, employee)
    make_contracts(world, employee)


def _keep(world: World, employee: Employee) -> None:
    employee.quality = world.random.random()
    employee.zeal = world.random.choice((0.0, 0.35, 0.7, 1.0, 1.0, 1.3, 1.9)) * (1.0 if employee.is_pns else 0.75)
    has_old_number = employee.appointed_on.year < 2009
    employee.number = world.rows.add(
        "employee",
        person_id=employee.person.number,
        agency_id=world.agency,
        nip=employee.nip,
        old_nip=f"9{world.random.randrange(10**8):08d}" if has_old_number else None,
        employment_type_id=world.codes("employment_type", employee.type),
        appointed_on=employee.appointed_on,
        permanent_on=employee.permanent_on,
    )
    world.employees.append(employee)


def _choose_sex(world: World, post: Post) -> str:
    share = float(post.record.get("female_share") or FEMALE_SHARE[post.kind])
    return "P" if world.chance(share) else "L"


def _choose_leaving(world: World) -> date:
    months = (world.as_of.year - world.since.year) * 12 + world.as_of.month - 1
    return add_months(world.since, world.random.randint(1, months))


def _choose_dates(world: World, post: Post, leaves_on: date | None, leave_kind: str) -> tuple[date, date]:
    """Return birth date and TMT CPNS: for those who stay by the age and service bands, else by how they left."""
    if leaves_on is not None and leave_kind == "BUP":
        age = 60 if post.is_teacher or _level(post).startswith("II.") else 58
        month = add_months(add_years(leaves_on, -age), -1)
        born_on = month.replace(day=world.random.randint(1, 28))
        service = max(LEAST_SERVICE.get(_level(post), 0), world.random.choice((12, 18, 22, 26, 28, 30, 32, 34)))
        return born_on, _choose_intake(world, leaves_on.year - service, born_on, leaves_on)
    day = leaves_on or world.as_of
    least = LEAST_SERVICE.get(_level(post), 0)
    youngest = least + (22 if least else 0)
    oldest = 59 if post.is_teacher or _level(post).startswith("II.") else 57
    bands = [band for band in AGE_BANDS if band[1] >= min(youngest, 57) and SERVICE_BANDS[band[0]][-1][1] > least]
    weights = [(band, 0.5 * band[2] if least and band[0] == 51 else band[2]) for band in bands]  # leaders are younger
    first, last, _ = draw(world.random, weights)
    age = world.random.randint(max(first, youngest), max(oldest if first == 51 else last, youngest))
    years_from, years_to, _ = draw(world.random, [(band, band[2]) for band in SERVICE_BANDS[first] if band[1] >= least])
    service = min(max(least, world.random.randint(years_from, years_to)), age - 20)
    earliest = add_years(day, -age - 1)
    if age == oldest:
        earliest = earliest.replace(day=1)  # who reached the retirement age this month leaves at its end
    born_on = invent_birth_date(world, earliest, add_years(day, -age))
    while pension_date(born_on, oldest + 1) <= day:
        born_on = add_months(born_on, 1)
    return born_on, _choose_intake(world, day.year - service, born_on, day)


def _choose_intake(world: World, year: int, born_on: date, last: date) -> date:
    """Return a TMT CPNS near `year`, in a year with an intake, at an age of 18 to 46."""
    month = world.random.choice(INTAKE_MONTHS)
    appointed_on = max(
        date(INTAKE.get(year, year), month, 1), FOUNDED_ON.replace(day=1), next_first(add_years(born_on, 18))
    )
    while appointed_on > last:
        appointed_on = add_years(appointed_on, -1)
    return max(appointed_on, FOUNDED_ON.replace(day=1, month=3))


def _level(post: Post) -> str:
    return post.seat.title.level if post.seat is not None else ""


def _had_service(world: World, born_on: date, appointed_on: date) -> bool:
    """Tell whether service before the appointment is recognised: mostly the intake of 2005 to 2014."""
    return appointed_on.year - born_on.year >= 28 and world.chance(0.25 if 2005 <= appointed_on.year <= 2014 else 0.04)
