"""What seats ask of their holders: grade, education, training, competence, years (rules.md 2.3, 7.3, 7.4, 9.4)."""

from typing import Any

from admin.warehouse.city.assessments import COMPETENCIES, REQUIRED_LEVEL
from admin.warehouse.city.world import GRADES, RANGE, Seat, World

TRAINING = {"II": "PKN_II", "III": "PKA", "IV": "PKP"}
YEARS = {"II": 5, "III": 3, "IV": 4}
UNANALYSED_SHARE = 0.08  # of the staff seats: nobody has entered what they ask
EDUCATION = {"II": "S1", "III": "S1", "IV": "D3"}


def write_requirements(world: World) -> None:
    """Keep what every seat asks, in the order the law names it."""
    for seat in world.seats:
        _ask_diploma_and_grade(world, seat)
        if seat.is_structural:
            _ask_of_leaders(world, seat)
        if seat.title.skill:
            competency = world.codes("competency", seat.title.skill)
            minimum = REQUIRED_LEVEL[seat.title.level]
            _ask(world, seat, "KOMPETENSI", competency_id=competency, minimum=minimum)


def _ask_diploma_and_grade(world: World, seat: Seat) -> None:
    level = seat.title.level
    if level == "PELAKSANA" and world.chance(UNANALYSED_SHARE):
        return
    education = seat.title.education or EDUCATION[level.split(".")[0]]
    number = world.codes("education_level", education)
    _ask(world, seat, "PENDIDIKAN", education_level_id=number, is_mandatory=True)
    if level in RANGE:
        _ask(world, seat, "GOLONGAN", grade_id=world.codes("grade", GRADES[RANGE[level][0] - 1]))


def _ask_of_leaders(world: World, seat: Seat) -> None:
    level = seat.title.level
    band = level.split(".")[0]
    _ask(world, seat, "PELATIHAN", training_kind_id=world.codes("training_kind", TRAINING[band]))
    _ask(world, seat, "PENGALAMAN", minimum=YEARS[band], is_mandatory=True)
    for competency in COMPETENCIES:
        number = world.codes("competency", competency)
        _ask(world, seat, "KOMPETENSI", competency_id=number, minimum=REQUIRED_LEVEL[level])


def _ask(world: World, seat: Seat, kind: str, **values: Any) -> None:
    world.rows.add("seat_requirement", seat_id=seat.number, kind=kind, **values)
