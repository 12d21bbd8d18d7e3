"""Performance cycles, appraisals, goals, unit results and assessments of ten years."""

from datetime import date, timedelta

from admin.warehouse.city.dates import add_months
from admin.warehouse.city.pools import draw, read_phrases, read_pool
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
COMPETENCIES = (
    *("INTEGRITAS", "KERJA_SAMA", "KOMUNIKASI", "ORIENTASI_HASIL", "PELAYANAN_PUBLIK", "PENGEMBANGAN_DIRI"),
    *("MENGELOLA_PERUBAHAN", "PENGAMBILAN_KEPUTUSAN", "PEREKAT_BANGSA"),
)
REQUIRED_LEVEL = {
    "II.a": 4,
    "II.b": 4,
    "III.a": 3,
    "III.b": 3,
    "IV.a": 2,
    "IV.b": 2,
    "JF_AHLI_MADYA": 4,
    "JF_AHLI_MUDA": 3,
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
            employee.predicates[year] = _draw_predicate(world, employee.quality)


def _draw_predicate(world: World, quality: float) -> str:
    flaw = 1 - quality
    return draw(
        world.random,
        (
            ("BAIK", 0.84),
            ("SANGAT_BAIK", 0.02 + 0.22 * quality),
            ("BUTUH_PERBAIKAN", 0.04 * flaw),
            ("KURANG", 0.01 * flaw),
            ("SANGAT_KURANG", 0.002 * flaw),
        ),
    )


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
                _appraise(world, employee, cycle, end.year, _draw_predicate(world, employee.quality), end)


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
    """Keep the yearly predicate of every office and subdistrict."""
    offices = [unit for unit in world.units if unit.parent is not None and unit.parent.parent is None]
    for year, cycle in cycles.annual.items():
        for unit in offices if year < world.as_of.year else ():
            predicate = draw(world.random, (("BAIK", 80), ("ISTIMEWA", 13), ("BUTUH_PERBAIKAN", 6), ("KURANG", 1)))
            base = {"ISTIMEWA": 92, "BAIK": 80, "BUTUH_PERBAIKAN": 66, "KURANG": 55}[predicate]
            world.rows.add(
                "unit_performance",
                unit_id=unit.number,
                performance_cycle_id=cycle,
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


def write_assessments(world: World, employee: Employee) -> None:
    """Keep the last competence assessment of those who lead and of some senior functional officials."""
    stint = employee.stint_on(world.as_of)
    required = REQUIRED_LEVEL.get(stint.seat.title.level) if stint and employee.leaves_on is None else None
    if required is None or not world.chance(0.7 if employee.post.kind == "STRUKTURAL" else 0.06):
        return
    assessed_on = world.as_of - timedelta(days=world.random.randint(40, 1000))
    shared = {
        "employee_id": employee.number,
        "assessed_on": assessed_on,
        "organiser": read_pool("partner")[world.random.choice((0, 3))]["name"],
        "valid_to": add_months(assessed_on, 36),
    }
    world.rows.add("assessment_result", **shared, score=_potential(world, employee))
    for competency in COMPETENCIES:
        step = draw(world.random, ((0, 55), (-1, 30 - 15 * employee.quality), (1, 10 + 8 * employee.quality)))
        level = min(5, max(1, required + step))
        world.rows.add("assessment_result", **shared, competency_id=world.codes("competency", competency), level=level)


def _potential(world: World, employee: Employee) -> float:
    return round(min(98.0, max(30.0, world.random.gauss(60 + 22 * employee.quality, 7))), 2)
