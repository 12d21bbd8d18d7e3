"""Performance cycles, appraisals, objections to them, and unit results of ten years."""

from datetime import date, timedelta

from admin.warehouse.city.climate import draw_predicate
from admin.warehouse.city.dates import add_months
from admin.warehouse.city.pools import read_phrases
from admin.warehouse.city.world import Employee, Seat, Setback, World

CORE_VALUES = (*("BERORIENTASI_PELAYANAN", "AKUNTABEL", "KOMPETEN", "HARMONIS", "LOYAL", "ADAPTIF", "KOLABORATIF"),)
RATED_FROM = 2022  # PermenPANRB 6/2022: ratings instead of numbers
RATINGS = {  # the cells of the matrix of rules.md 6.1 that give each predicate: results, behaviour
    "SANGAT_BAIK": (("DI_ATAS", "DI_ATAS"),),
    "BAIK": (("SESUAI", "SESUAI"), ("SESUAI", "SESUAI"), ("DI_ATAS", "SESUAI"), ("SESUAI", "DI_ATAS")),
    "BUTUH_PERBAIKAN": (("DI_BAWAH", "SESUAI"), ("DI_BAWAH", "SESUAI"), ("DI_BAWAH", "DI_ATAS")),
    "KURANG": (("SESUAI", "DI_BAWAH"), ("DI_ATAS", "DI_BAWAH")),
    "SANGAT_KURANG": (("DI_BAWAH", "DI_BAWAH"),),
}
SCORES_2011 = {  # PP 46/2011, rules.md 6.3
    "SANGAT_BAIK": (91.0, 95.5),
    "BAIK": (78.0, 90.0),
    "BUTUH_PERBAIKAN": (61.0, 75.0),
    "KURANG": (51.0, 60.0),
    "SANGAT_KURANG": (35.0, 50.0),
}
SCORES_2019 = {  # PP 30/2019 art. 41, rules.md 6.2
    "SANGAT_BAIK": (110.0, 118.0),
    "BAIK": (90.0, 109.0),
    "BUTUH_PERBAIKAN": (70.0, 89.5),
    "KURANG": (50.0, 69.5),
    "SANGAT_KURANG": (30.0, 49.5),
}
BEHAVIOUR_SHARE = 0.25
QUARTER_SHARE = 0.25
FORGOTTEN_OBJECTION = 8  # one of so many objections is never decided


class Cycles:
    """The performance cycles of the city by year and kind."""

    def __init__(self, world: World) -> None:
        self.annual: dict[int, int] = {}
        self.quarters: list[tuple[int, date]] = []
        for year in range(world.since.year, world.as_of.year + 1):
            self.annual[year] = _add_cycle(world, year, "TAHUNAN", f"SKP {year}", date(year, 1, 1), date(year, 12, 31))
        for place in range(8):
            start = add_months(date(world.as_of.year - 1, 1, 1), 3 * place)
            end = add_months(start, 3) - timedelta(days=1)
            if end <= world.as_of:
                name = f"Triwulan {place % 4 + 1} {start.year}"
                self.quarters.append((_add_cycle(world, start.year, "TRIWULAN", name, start, end), end))


def _add_cycle(world: World, year: int, kind: str, name: str, start: date, end: date) -> int:
    return world.rows.add(
        "performance_cycle", agency_id=world.agency, year=year, kind=kind, name=name, starts_on=start, ends_on=end
    )


def foresee_predicates(world: World, employee: Employee) -> None:
    """Choose the annual predicates of the ten years, for years ended in service after at least six months."""
    for year in range(world.since.year, world.as_of.year):
        if employee.appointed_on <= date(year, 7, 1) and employee.is_employed(date(year, 12, 31)):
            employee.predicates[year] = draw_predicate(world, employee, year)


def find_appraiser(employee: Employee, day: date) -> Employee | None:
    """Return who leads the employee on a day: the holder of the nearest superior seat that is held."""
    stint = employee.stint_on(day)
    seat: Seat | None = stint.seat.superior if stint else employee.post.unit.head
    for _ in range(6):
        if seat is None:
            return None
        holder = seat.holder(day)
        if holder is not None and holder is not employee:
            return holder
        seat = seat.superior
    return None


def write_appraisals(world: World, cycles: Cycles, employee: Employee) -> None:
    """Keep the annual appraisals, and for some people the quarterly ones, behaviour ratings and an objection."""
    last_year = world.as_of.year - 1
    for year, predicate in employee.predicates.items():
        number = _appraise(world, employee, cycles.annual[year], year, predicate, date(year, 12, 31))
        if year == last_year >= RATED_FROM and world.chance(BEHAVIOUR_SHARE):
            _rate_behaviour(world, number)
        if predicate not in ("BAIK", "SANGAT_BAIK") and year >= RATED_FROM and world.chance(0.15):
            _object(world, number)
    if employee.leaves_on is None and world.chance(QUARTER_SHARE):
        for cycle, end in cycles.quarters:
            if employee.is_employed(end) and not employee.is_away(end):
                _appraise(world, employee, cycle, end.year, draw_predicate(world, employee, end.year), end)


def _appraise(world: World, employee: Employee, cycle: int, year: int, predicate: str, end: date) -> int:
    appraiser = find_appraiser(employee, end)
    values: dict[str, object] = {}
    if year >= RATED_FROM:
        work, behaviour = world.random.choice(RATINGS[predicate])
        values = {"work_rating": work, "behaviour_rating": behaviour}
    else:
        low, high = (SCORES_2019 if year == 2021 else SCORES_2011)[predicate]
        values = {"score": round(low + (high - low) * (world.random.random() + world.random.random()) / 2, 2)}
    appraised_on = min(end + timedelta(days=world.random.randint(3, 30)), world.as_of)
    number = world.rows.add(
        "appraisal",
        employee_id=employee.number,
        performance_cycle_id=cycle,
        appraiser_id=appraiser.number if appraiser else None,
        predicate=predicate,
        appraised_on=appraised_on,
        note=world.random.choice(read_phrases("APPRAISAL")) if world.chance(0.1) else None,
        **values,
    )
    if predicate not in ("BAIK", "SANGAT_BAIK") and year >= world.as_of.year - 1:
        leader = appraiser.number if appraiser else None
        world.setbacks.append(Setback(employee, number, appraised_on, leader))
    return number


def _rate_behaviour(world: World, appraisal: int) -> None:
    row = world.rows.waiting("appraisal")[-1]
    overall = row["behaviour_rating"] or "SESUAI"
    for value in CORE_VALUES:
        rating = overall if world.chance(0.75) else "SESUAI"
        world.rows.add("behaviour_rating", appraisal_id=appraisal, core_value=value, rating=rating)


def _object(world: World, appraisal: int) -> None:
    appraised_on = world.rows.waiting("appraisal")[-1]["appraised_on"]
    submitted_on = appraised_on + timedelta(days=world.random.randint(1, 17))
    decided_on = submitted_on + timedelta(days=world.random.randint(7, 25) * 2 // 3)
    if submitted_on > world.as_of:
        return
    values: dict[str, object] = {"reason": world.random.choice(read_phrases("OBJECTION"))}
    if decided_on <= world.as_of:
        status = world.random.choice(("DITERIMA", "DITOLAK", "DITOLAK"))
        decision = world.random.choice(read_phrases("DECISION"))
        if appraisal % FORGOTTEN_OBJECTION:
            values |= {"status": status, "decided_on": decided_on, "decision": decision}
    world.rows.add("appraisal_objection", appraisal_id=appraisal, submitted_on=submitted_on, **values)


def write_unit_results(world: World, cycles: Cycles) -> None:
    """Keep the yearly predicates of offices, subdistricts, schools, health centres and hospitals."""
    for unit in world.units:
        for year, predicate in unit.outcomes.items():
            if year < world.as_of.year:
                base = {"ISTIMEWA": 92, "BAIK": 80, "BUTUH_PERBAIKAN": 66, "KURANG": 55}[predicate]
                world.rows.add(
                    "unit_performance",
                    unit_id=unit.number,
                    performance_cycle_id=cycles.annual[year],
                    predicate=predicate,
                    score=base + world.random.randrange(600) / 100,
                )
