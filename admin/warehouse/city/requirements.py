"""What seats ask of their holders: grade, education, training, competence, years (rules.md 2.3, 7.3, 7.4, 9.4)."""

from admin.warehouse.city.performance import COMPETENCIES, REQUIRED_LEVEL
from admin.warehouse.city.world import GRADES, RANGE, World

TRAINING = {"II": "PKN_II", "III": "PKA", "IV": "PKP"}
YEARS = {"II": 5, "III": 3, "IV": 4}
EDUCATION = {"II": "S1", "III": "S1", "IV": "D3"}


def write_requirements(world: World) -> None:
    """Keep the requirements of every structural seat, in the order the law names them."""
    for seat in [seat for seats in world.heads.values() for seat in seats]:
        level = seat.title.level
        band = level.split(".")[0]
        add = world.rows.add
        education = world.codes("education_level", EDUCATION[band])
        add("seat_requirement", seat_id=seat.number, kind="PENDIDIKAN", education_level_id=education, is_mandatory=True)
        grade = world.codes("grade", GRADES[RANGE[level][0] - 1])
        add("seat_requirement", seat_id=seat.number, kind="GOLONGAN", grade_id=grade)
        training = world.codes("training_kind", TRAINING[band])
        add("seat_requirement", seat_id=seat.number, kind="PELATIHAN", training_kind_id=training)
        add("seat_requirement", seat_id=seat.number, kind="PENGALAMAN", minimum=YEARS[band], is_mandatory=True)
        for competency in COMPETENCIES:
            number = world.codes("competency", competency)
            minimum = REQUIRED_LEVEL[level]
            add("seat_requirement", seat_id=seat.number, kind="KOMPETENSI", competency_id=number, minimum=minimum)
