"""Performance cycles, appraisals, goals and unit results of ten years."""

from datetime import date, timedelta

from admin.warehouse.city.climate import draw_predicate
from admin.warehouse.city.dates import add_months
from admin.warehouse.city.pools import read_phrases
from admin.warehouse.city.world import Employee, Seat, World

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
GOAL_SHARE = 0.25


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
            _object(world, number, year)
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
    return world.rows.add(
        "appraisal",
        employee_id=employee.number,
        performance_cycle_id=cycle,
        appraiser_id=appraiser.number if appraiser else None,
        predicate=predicate,
        appraised_on=min(end + timedelta(days=world.random.randint(3, 30)), world.as_of),
        note=world.random.choice(read_phrases("APPRAISAL")) if world.chance(0.1) else None,
        **values,
    )


def _rate_behaviour(world: World, appraisal: int) -> None:
    row = world.rows.waiting("appraisal")[-1]
    overall = row["behaviour_rating"] or "SESUAI"
    for value in CORE_VALUES:
        rating = overall if world.chance(0.75) else "SESUAI"
        world.rows.add("behaviour_rating", appraisal_id=appraisal, core_value=value, rating=rating)


def _object(world: World, appraisal: int, year: int) -> None:
    submitted_on = date(year + 1, 1, world.random.randint(15, 31))
    decided_on = submitted_on + timedelta(days=world.random.randint(7, 25))
    is_decided = decided_on <= world.as_of
    if submitted_on > world.as_of:
        return
    world.rows.add(
        "appraisal_objection",
        appraisal_id=appraisal,
        submitted_on=submitted_on,
        reason=world.random.choice(read_phrases("OBJECTION")),
        status=world.random.choice(("DITERIMA", "DITOLAK", "DITOLAK")) if is_decided else "DIAJUKAN",
        decided_on=decided_on if is_decided else None,
        decision=world.random.choice(read_phrases("DECISION")) if is_decided else None,
    )


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


def write_goals(world: World, cycles: Cycles, employee: Employee, goal_of: dict[int, int]) -> None:
    """Keep the SKP items of this year: of all who lead, and of some others, cascaded from their superior's."""
    leads = employee.post.kind == "STRUKTURAL"
    if employee.leaves_on is not None or not (leads or world.chance(GOAL_SHARE)):
        return
    area = "SEKOLAH" if employee.post.is_teacher else employee.post.unit.area
    texts = read_phrases(f"GOAL_{area}") or read_phrases("GOAL_UMUM")
    appraiser = find_appraiser(employee, world.as_of)
    chosen = world.random.sample(texts, min(len(texts), world.random.randint(2, 3)))
    for text in chosen:
        title, indicator, target = text.split("|")
        number = world.rows.add(
            "goal",
            employee_id=employee.number,
            performance_cycle_id=cycles.annual[world.as_of.year],
            parent_goal_id=goal_of.get(appraiser.number) if appraiser else None,
            title=title,
            indicator=indicator,
            target=target,
            weight=round(100 / len(chosen), 2),
        )
        goal_of.setdefault(employee.number, number)
