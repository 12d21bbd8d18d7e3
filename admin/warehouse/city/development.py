"""Development plans: what was agreed after appraisals below Baik and about competencies that fall short."""

from datetime import date, timedelta
from random import Random
from typing import Final

from admin.warehouse.city.pools import draw, read_phrases
from admin.warehouse.city.world import Employee, World

FOLLOWED_SHARE: Final = 0.62  # of the appraisals below Baik
DEVELOPED_SHARE: Final = 0.12  # of the competencies below what is asked
AFTER_APPRAISAL: Final = (
    ("BIMBINGAN_KINERJA", 45),
    ("KONSELING_KINERJA", 15),
    ("PELATIHAN", 25),
    ("PENUGASAN", 10),
    ("BELAJAR_MANDIRI", 5),
)
FOR_COMPETENCY: Final = (("PELATIHAN", 55), ("BIMBINGAN_KINERJA", 20), ("PENUGASAN", 15), ("BELAJAR_MANDIRI", 10))
CANCELLED_SHARE: Final = 0.04
FORGOTTEN_SHARE: Final = 0.12
PUNCTUAL_SHARE: Final = 0.78


def write_development(world: World) -> None:
    """Keep what was agreed with people who are still employed."""
    random = Random(world.random.getrandbits(64))  # noqa: S311  # so that no other part depends on how much is drawn
    for setback in world.setbacks:
        if setback.employee.leaves_on is None and random.random() < FOLLOWED_SHARE:
            for _ in range(random.randint(1, 2)):
                values = {"appraisal_id": setback.appraisal, "mentor_id": setback.appraiser}
                _agree(world, random, setback.employee, draw(random, AFTER_APPRAISAL), setback.day, values)
    for employee, competency, day in world.shortfalls:
        if employee.leaves_on is None and random.random() < DEVELOPED_SHARE:
            values = {"competency_id": world.codes("competency", competency)}
            _agree(world, random, employee, draw(random, FOR_COMPETENCY), day, values)


def _agree(
    world: World, random: Random, employee: Employee, kind: str, day: date, values: dict[str, int | None]
) -> None:
    agreed_on = day + timedelta(days=random.randint(3, 40))
    due_on = agreed_on + timedelta(days=random.choice((30, 60, 90, 180)))
    delay = random.randint(-20, 0) if random.random() < PUNCTUAL_SHARE else random.randint(1, 60)
    done_on = due_on + timedelta(days=delay)
    if agreed_on > world.as_of:
        return
    status = "TERBUKA"
    if random.random() < CANCELLED_SHARE:
        status = "DIBATALKAN"
    elif done_on <= world.as_of and random.random() >= FORGOTTEN_SHARE:
        status = "SELESAI"
    world.rows.add(
        "development_action",
        employee_id=employee.number,
        kind=kind,
        title=random.choice(read_phrases(kind)),
        agreed_on=agreed_on,
        due_on=due_on,
        status=status,
        done_on=done_on if status == "SELESAI" else None,
        outcome=random.choice(read_phrases("OUTCOME")) if status == "SELESAI" else None,
        **values,
    )
