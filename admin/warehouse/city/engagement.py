"""Forums between offices, two years of their meetings, who came, and what was agreed."""

from datetime import date, timedelta
from random import Random
from typing import Final

from admin.warehouse.city.dates import add_months
from admin.warehouse.city.pools import Record, draw, read_phrases, read_pool
from admin.warehouse.city.world import Employee, Unit, World

YEARS: Final = 2
PRESENCE: Final = (("HADIR", 0.74), ("DIWAKILI", 0.16), ("TIDAK_HADIR", 0.10))
FORGOTTEN_SHARE: Final = 0.12
CANCELLED_SHARE: Final = 0.03


def write_engagement(world: World) -> None:
    """Keep the forums of the offices there are, and what came of their meetings."""
    random = Random(world.random.getrandbits(64))  # noqa: S311  # so that no other part depends on how much is drawn
    for record in read_pool("forum"):
        unit = next((unit for unit in world.units if unit.code.partition(".")[2] == record["office"]), None)
        if unit is not None:
            _meet(world, random, record, unit)


def _meet(world: World, random: Random, record: Record, unit: Unit) -> None:
    first = date(world.as_of.year - YEARS, 1, 1)
    forum = world.rows.add(
        "forum", unit_id=unit.number, name=record["name"], purpose=record["purpose"], valid_from=first
    )
    topics = record["topics"].split(";")
    step = int(record["months"])
    for place in range((YEARS + 1) * 12 // step):
        held_on = add_months(first, step * place) + timedelta(days=random.randrange(26))
        invited = _find_invited(world, record["invited"], held_on)
        if held_on > world.as_of or len(invited) < 2:
            continue
        meeting = world.rows.add(
            "meeting",
            forum_id=forum,
            held_on=held_on,
            title=topics[place % len(topics)],
            place=random.choice(("Ruang rapat Sekretariat Daerah", f"Ruang rapat {unit.name}", "Daring")),
        )
        present = _call(world, random, meeting, invited)
        for number in range(1, random.randint(1, 4) + 1):
            _agree(world, random, meeting, number, random.choice(present), held_on)


def _find_invited(world: World, kinds: str, day: date) -> list[Employee]:
    """Return who leads the units of these kinds on a day, each once."""
    holders = (unit.head.holder(day) for unit in world.units if unit.kind in kinds.split() and unit.head is not None)
    return list(dict.fromkeys(holder for holder in holders if holder is not None and holder.is_employed(day)))


def _call(world: World, random: Random, meeting: int, invited: list[Employee]) -> list[Employee]:
    """Keep who came, and return those who were there; somebody always is."""
    present = []
    for place, employee in enumerate(invited):
        presence = "HADIR" if place == 0 else draw(random, PRESENCE)
        world.rows.add("attendance_at_meeting", meeting_id=meeting, employee_id=employee.number, presence=presence)
        if presence == "HADIR":
            present.append(employee)
    return present


def _agree(world: World, random: Random, meeting: int, number: int, owner: Employee, held_on: date) -> None:
    due_on = held_on + timedelta(days=random.choice((7, 14, 14, 30, 60)))
    done_on = due_on + timedelta(days=random.randint(-6, 3) if random.random() < 0.8 else random.randint(4, 45))
    status = "TERBUKA"
    if random.random() < CANCELLED_SHARE:
        status = "DIBATALKAN"
    elif done_on <= world.as_of and random.random() > FORGOTTEN_SHARE:
        status = "SELESAI"
    world.rows.add(
        "action_item",
        meeting_id=meeting,
        number=number,
        title=random.choice(read_phrases("ACTION")),
        employee_id=owner.number,
        due_on=due_on,
        status=status,
        done_on=max(done_on, held_on) if status == "SELESAI" else None,
        note="Menunggu anggaran perubahan" if status == "TERBUKA" and random.random() < 0.2 else None,
    )
