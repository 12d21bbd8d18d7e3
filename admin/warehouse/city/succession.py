"""Who is named to succeed in the leading seats: a plan every March, of which not everything was kept up."""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Final

from admin.warehouse.city.dates import add_months
from admin.warehouse.city.records import Decrees
from admin.warehouse.city.selection import Selections
from admin.warehouse.city.selection_rules import band_of, find_shortfalls
from admin.warehouse.city.world import Employee, Seat, Stint, World, covers

SHARES: Final = {"II": 0.9, "III": 0.65, "IV": 0.35}  # of the seats of a band somebody is named
RENEWED: Final = 0.7  # of the seats in the plan of the year before are in the new one; the others stay as they were
FOLLOWED: Final = 0.5  # of those who took a seat since had been named for it
CARELESS: Final = 0.15  # of the names are put down without a look at what the law asks
WITHOUT_DECREE: Final = 0.05
TRIES: Final = 25
MOST: Final = 3
MONTHS_TO_READY: Final = (None, None, None, 12, 24, 36)


def write_succession(world: World, decrees: Decrees, selections: Selections) -> None:
    """Keep the plans of the last two years; the last thing made, so that nothing depends on what is drawn here."""
    random = Random()  # noqa: S311
    random.setstate(world.random.getstate())
    latest = date(world.as_of.year - (world.as_of < date(world.as_of.year, 3, 1)), 3, 1)
    days = (date(latest.year - 1, 3, 1), latest)
    signed = {day: decrees.add("LAIN", day, "Penetapan kelompok rencana suksesi") for day in days}
    for seat in [seat for seats in world.heads.values() for seat in seats]:
        if random.random() >= SHARES.get(band_of(seat.title.level), 0):
            continue
        is_renewed = random.random() < RENEWED
        for day, end in ((days[0], latest if is_renewed else None), (latest, None))[: 1 + is_renewed]:
            for place, employee in enumerate(_choose(world, random, selections, seat, day), start=1):
                _name(world, random, seat, employee, place, (day, end), signed[day])


def _choose(world: World, random: Random, selections: Selections, seat: Seat, day: date) -> Iterator[Employee]:
    """Return who is named for a seat, in order: who was to take it soon, and the best of some who might."""
    holder, number = seat.holder(world.as_of), random.randint(1, MOST)
    follows = holder is not None and holder.is_employed(day) and seat.holder(day) is not holder
    if holder is not None and follows and random.random() < FOLLOWED:
        yield holder
        number -= 1
    pool = selections.rivals.get(band_of(seat.title.level), [])
    drawn = [
        employee
        for employee in random.sample(pool, min(TRIES, len(pool)))
        if employee is not holder and _may_be_named(random, employee, seat, day)
    ]
    yield from sorted(drawn, key=lambda employee: (-employee.quality, employee.number))[:number]


def _may_be_named(random: Random, employee: Employee, seat: Seat, day: date) -> bool:
    if not employee.is_employed(day) or any(_is_post(stint, seat) and covers(stint, day) for stint in employee.stints):
        return False
    is_permanent = employee.permanent_on is not None and employee.permanent_on <= day
    is_able = is_permanent and find_shortfalls(employee, seat.title.level, day) <= {"SKP_TIDAK_ADA"}
    return is_able or random.random() < CARELESS


def _is_post(stint: Stint, seat: Seat) -> bool:
    return stint.seat is seat and stint.kind == "DEFINITIF"


def _name(
    world: World,
    random: Random,
    seat: Seat,
    employee: Employee,
    place: int,
    period: tuple[date, date | None],
    decree: int,
) -> None:
    """Keep one name; whoever took the seat is named until that day."""
    start, end = period
    taken = [stint.start for stint in employee.stints if _is_post(stint, seat) and stint.start > start]
    if taken:
        end = min([*taken, end or taken[0]])
    months = random.choice(MONTHS_TO_READY)
    world.rows.add(
        "succession_slot",
        seat_id=seat.number,
        employee_id=employee.number,
        place=place,
        ready_on=add_months(start, months) if months else None,
        valid_from=start,
        valid_to=end,
        decree_id=None if random.random() < WITHOUT_DECREE else decree,
    )
