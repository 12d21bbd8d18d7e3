"""Service points, satisfaction surveys of two years and more, and a year and a half of outreach."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from statistics import fmean
from typing import Final

from admin.warehouse.city.dates import add_months
from admin.warehouse.city.pools import Record, read_phrases, read_places, read_pool
from admin.warehouse.city.world import Unit, World
from models.service import ELEMENTS

SURVEY_YEARS: Final = 2
OUTREACH_MONTHS: Final = 18
SCALE: Final = (1, 2, 3, 4)
# How the public usually judges an element, against the mean of the service: cost is mended, waiting is not.
LEANING: Final = dict(zip(ELEMENTS, (0.02, -0.03, -0.18, 0.28, 0.02, 0.06, 0.10, -0.12, -0.15), strict=True))
FORMS: Final = {  # name, and the elements in the order of the sheet
    "STANDAR": ("Kuesioner SKM", (*ELEMENTS,)),
    "PUSKESMAS": ("Kuesioner SKM layanan kesehatan", (*[*ELEMENTS][:7], "facilities", "complaints")),
    "DARING": ("Kuesioner SKM layanan daring", (*[*ELEMENTS][:5], "complaints")),
}
USERS: Final = {"LOKET": (300, 2500), "FASILITAS": (400, 3000), "DARING": (150, 1200), "KELILING": (60, 400)}
TOO_FEW_SHARE: Final = 0.2
UNKNOWN_USERS_SHARE: Final = 0.06
UNREPORTED_SHARE: Final = 0.06
CANCELLED_SHARE: Final = 0.05


@dataclass(frozen=True)
class Point:
    """A service point, and how well it serves: a mean score of 1 to 4."""

    number: int
    code: str
    record: Record
    quality: float


def write_service(world: World) -> None:
    """Keep where the public is served, what it thinks of it, and the visits of mobile services."""
    random = Random(world.random.getrandbits(64))  # noqa: S311  # so that no other part depends on how much is drawn
    forms = {name: _add_form(world, *form) for name, form in FORMS.items()}
    for point in _found_points(world, random):
        if point.record["form"]:
            _survey(world, random, point, forms)
        if point.record["services"]:
            _travel(world, random, point)


def _add_form(world: World, name: str, order: tuple[str, ...]) -> int:
    numbers = {f"{element}_number": place for place, element in enumerate(order, start=1)}
    return world.rows.add("survey_form", agency_id=world.agency, name=name, **numbers)


def _found_points(world: World, random: Random) -> Iterator[Point]:
    quality: dict[int, list[float]] = {}
    for employee in world.employees:
        if employee.leaves_on is None and employee.post.unit.office is not None:
            quality.setdefault(employee.post.unit.office.number, []).append(employee.quality)
    for record in read_pool("service_point"):
        for unit in _find_units(world, record["place"]):
            number = world.rows.add(
                "service_point",
                unit_id=unit.number,
                code=f"{unit.code}-{record['code']}",
                name=record["name"].format(unit=unit.name),
                kind=record["kind"],
                valid_from=date(world.since.year, 1, 2),
            )
            staff = fmean(quality.get(unit.office.number if unit.office else 0, (0.5,)))
            yield Point(number, f"{unit.code}-{record['code']}", record, 3.0 + 0.6 * staff + random.gauss(-0.1, 0.25))


def _find_units(world: World, place: str) -> list[Unit]:
    """Return the units of a kind, or the office of a code."""
    return [unit for unit in world.units if unit.kind == place or unit.code.partition(".")[2] == place]


def _survey(world: World, random: Random, point: Point, forms: Mapping[str, int]) -> None:
    """Keep a survey of each year, of half years at the counters; the last one may still be running."""
    months = 6 if point.record["kind"] == "LOKET" else 12
    for place in range(SURVEY_YEARS * 12 // months + 12 // months):
        starts_on = add_months(date(world.as_of.year - SURVEY_YEARS, 1, 1), months * place)
        if starts_on > world.as_of:
            break
        ends_on = add_months(starts_on, months) - timedelta(days=1)
        users = random.randint(*USERS[point.record["kind"]])
        number = world.rows.add(
            "survey",
            service_point_id=point.number,
            survey_form_id=forms[point.record["form"]],
            code=f"{point.code}-{starts_on:%Y-%m}",
            name=f"{_name_of(months, starts_on)} {starts_on.year}",
            starts_on=starts_on,
            ends_on=ends_on,
            population=None if random.random() < UNKNOWN_USERS_SHARE else users,
        )
        last = min(ends_on, world.as_of)
        share = ((last - starts_on).days + 1) / ((ends_on - starts_on).days + 1)
        drift = 0.04 * (starts_on.year - world.as_of.year + SURVEY_YEARS)
        respondents = max(1, round(share * _draw_respondents(random, users)))
        mean = point.quality + drift + random.gauss(0, 0.05)
        _answer(world, random, number, point.record["form"], mean, respondents, starts_on, last)


def _name_of(months: int, starts_on: date) -> str:
    if months == 12:
        return "Tahun"
    return "Semester I" if starts_on.month == 1 else "Semester II"


def _draw_respondents(random: Random, users: int) -> int:
    """Return about as many as Krejcie and Morgan ask for, sometimes too few."""
    enough = 3.841 * users * 0.25 / (0.0025 * (users - 1) + 3.841 * 0.25)
    if random.random() < TOO_FEW_SHARE:
        return round(enough * random.uniform(0.3, 0.9))
    return min(users, round(enough * random.uniform(1.0, 1.15)) + 1)


def _answer(
    world: World, random: Random, survey: int, form: str, mean: float, respondents: int, first: date, last: date
) -> None:
    """Keep the sheets of a survey in the order they were filled in."""
    asked = FORMS[form][1]
    scores = [random.choices(SCALE, _weights(mean + LEANING[element]), k=respondents) for element in asked]
    days = sorted(random.choices(range((last - first).days + 1), k=respondents))
    for number, (day, *sheet) in enumerate(zip(days, *scores, strict=True), start=1):
        world.rows.add(
            "survey_response",
            survey_id=survey,
            number=number,
            answered_on=first + timedelta(days=day),
            **dict(zip(asked, sheet, strict=True)),
        )


def _weights(mean: float) -> tuple[float, ...]:
    """Return how likely each score is, so that they have about this mean."""
    share = min(max((mean - 1) / 3, 0.02), 0.99)
    return ((1 - share) ** 3, 3 * share * (1 - share) ** 2, 3 * share**2 * (1 - share), share**3)


def _travel(world: World, random: Random, point: Point) -> None:
    """Keep a visit or two of each month, and those planned for the next two."""
    places = read_places("KELURAHAN")
    first = add_months(world.as_of.replace(day=1), -OUTREACH_MONTHS)
    for month in range(OUTREACH_MONTHS + 3):
        for place in random.sample(places, random.randint(1, 2)):
            starts_on = add_months(first, month) + timedelta(days=random.randrange(28))
            ends_on = starts_on + timedelta(days=random.choice((0, 0, 0, 1)))
            status, note = _draw_outcome(random, ends_on < world.as_of)
            visit = world.rows.add(
                "outreach_visit",
                service_point_id=point.number,
                place=f"Kelurahan {place}",
                starts_on=starts_on,
                ends_on=ends_on,
                staff_count=random.randint(2, 6),
                status=status,
                note=note,
            )
            if status == "TERLAKSANA":
                _serve(world, random, visit, point.record["services"].split(";"))


def _draw_outcome(random: Random, is_over: bool) -> tuple[str, str | None]:
    if random.random() < CANCELLED_SHARE:
        return "DIBATALKAN", random.choice(read_phrases("OUTREACH_CANCELLED"))
    return ("TERLAKSANA" if is_over and random.random() > UNREPORTED_SHARE else "DIRENCANAKAN"), None


def _serve(world: World, random: Random, visit: int, services: list[str]) -> None:
    for name in random.sample(services, random.randint(2, len(services))):
        requested = random.randint(5, 70)
        completed = requested - (random.randint(0, requested // 4) if random.random() < 0.5 else 0)
        world.rows.add("outreach_service", outreach_visit_id=visit, name=name, requested=requested, completed=completed)
