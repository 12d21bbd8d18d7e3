"""What colours the appraisals of a unit: the predicate of its organisation, whether it keeps to the guide, its rater.

Shares are invented; the guide is the circular of MenPANRB (rules.md 6.1).
"""

from admin.warehouse.city.pools import draw
from admin.warehouse.city.world import Employee, Unit, World

JUDGED_KINDS = frozenset({"SEKOLAH", "PUSKESMAS", "RUMAH_SAKIT"})  # besides the offices below the root
OUTCOMES = (("BAIK", 83), ("ISTIMEWA", 12), ("BUTUH_PERBAIKAN", 1.4), ("KURANG", 0.4))
UNJUDGED_SHARE = 0.06  # of the organisations have no predicate in a year: nobody recorded it
GUIDED_SHARE = 0.55  # of the organisations spread their predicates as the guide asks
STYLES = (("WAJAR", 79), ("SERAGAM", 12), ("LONGGAR", 6), ("KETAT", 2.5))
STYLE_YEARS = 4  # as long as a head usually stays

BASE = {"BAIK": 0.84, "SANGAT_BAIK": 0.02, "BUTUH_PERBAIKAN": 0.04, "KURANG": 0.01, "SANGAT_KURANG": 0.002}
BONUS = 0.22  # of a very good worker to the weight of SANGAT_BAIK; the bad ones fall with quality
GUIDED = {  # factors on the weights where the guide is kept
    "ISTIMEWA": {"SANGAT_BAIK": 9.0, "BAIK": 0.7},
    "BAIK": {"SANGAT_BAIK": 1.9, "BAIK": 0.9, "BUTUH_PERBAIKAN": 2.4, "KURANG": 1.6},
    "BUTUH_PERBAIKAN": {"BUTUH_PERBAIKAN": 90.0, "SANGAT_BAIK": 0.3},
    "KURANG": {"KURANG": 320.0, "BUTUH_PERBAIKAN": 20.0, "SANGAT_BAIK": 0.2},
}
LOOSE = {  # and where it is not
    "ISTIMEWA": {"SANGAT_BAIK": 1.5},
    "BUTUH_PERBAIKAN": {"BUTUH_PERBAIKAN": 4.0},
    "KURANG": {"BUTUH_PERBAIKAN": 5.0, "KURANG": 3.0},
}
RATERS = {
    "SERAGAM": {"SANGAT_BAIK": 0.0, "BUTUH_PERBAIKAN": 0.0, "KURANG": 0.0, "SANGAT_KURANG": 0.0},
    "LONGGAR": {"SANGAT_BAIK": 22.0, "BUTUH_PERBAIKAN": 0.3},
    "KETAT": {"SANGAT_BAIK": 0.2, "BUTUH_PERBAIKAN": 28.0, "KURANG": 14.0},
}


def forecast_climate(world: World) -> None:
    """Choose, for every year of the history, how each organisation fared and how each unit's head rates."""
    years = range(world.since.year, world.as_of.year + 1)
    for unit in world.units:
        if _is_judged(unit):
            unit.is_guided = world.chance(GUIDED_SHARE)
            for year in years:
                if not world.chance(UNJUDGED_SHARE):
                    unit.outcomes[year] = draw(world.random, OUTCOMES)
        style, until = "", 0
        for year in years:
            if year >= until:
                style, until = draw(world.random, STYLES), year + world.random.randint(1, STYLE_YEARS)
            unit.styles[year] = style


def draw_predicate(world: World, employee: Employee, year: int) -> str:
    """Return a predicate as the employee's quality, organisation and rater make it likely."""
    unit = employee.post.unit
    seat = employee.post.seat
    if seat is not None and unit.head is seat and unit.parent is not None:
        unit = unit.parent  # who leads a unit is rated from above
    weights = dict(BASE)
    flaw = 1 - employee.quality
    for predicate in ("BUTUH_PERBAIKAN", "KURANG", "SANGAT_KURANG"):
        weights[predicate] *= flaw
    weights["SANGAT_BAIK"] += BONUS * employee.quality
    organisation = _find_organisation(unit)
    outcome = organisation.outcomes.get(year, "BAIK")
    tones = (GUIDED if organisation.is_guided else LOOSE).get(outcome, {}), RATERS.get(unit.styles.get(year, ""), {})
    for factors in tones:
        for predicate, factor in factors.items():
            weights[predicate] *= factor
    return draw(world.random, list(weights.items()))


def _is_judged(unit: Unit) -> bool:
    is_office = unit.parent is not None and unit.parent.parent is None
    return is_office or unit.kind in JUDGED_KINDS


def _find_organisation(unit: Unit) -> Unit:
    while not _is_judged(unit) and unit.parent is not None:
        unit = unit.parent
    return unit
