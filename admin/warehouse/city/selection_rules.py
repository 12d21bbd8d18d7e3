"""What the law asks of who is to lead, on a day (PP 11/2017 articles 54 and 107, rules.md 9.4)."""

from dataclasses import dataclass
from datetime import date, timedelta

from admin.warehouse.city.bars import BARRING, GOOD, PUNISHED
from admin.warehouse.city.dates import add_months, add_years, pension_date
from admin.warehouse.city.world import RETIREMENT_AGE, Employee, Stint, covers

EDUCATION_RANK = {"S3": 8, "S2": 7, "PROFESI": 7, "SPESIALIS": 7, "S1": 6, "D4": 6, "D3": 5}
AGE_MARGIN = timedelta(days=30)  # nobody of the city stands so near to the age limit


@dataclass(frozen=True)
class Demand:
    """What a kind of managerial post asks."""

    education: int
    experience: tuple[tuple[frozenset[str], int], ...]  # posts that count, months
    years_of_good_work: int = 0
    oldest: int | None = None


JUNIOR = frozenset({"PELAKSANA", "JF_PEMULA", "JF_TERAMPIL", "JF_MAHIR", "JF_PENYELIA", "JF_AHLI_PERTAMA",
                    "JF_AHLI_MUDA"})  # fmt: skip
MIDDLE = frozenset({"IV.a", "IV.b", "JF_AHLI_MUDA", "JF_AHLI_MADYA"})
SENIOR = frozenset({"III.a", "III.b", "JF_AHLI_MADYA"})
RELATED = frozenset({"II.a", "II.b", "IV.a", "IV.b", "JF_AHLI_PERTAMA", "JF_AHLI_MUDA", "JF_AHLI_UTAMA"}) | SENIOR
DEMANDS = {
    "IV": Demand(5, ((JUNIOR, 48),), years_of_good_work=2),
    "III": Demand(6, ((MIDDLE, 36),), years_of_good_work=2),
    "II": Demand(6, ((RELATED, 60), (SENIOR, 24)), oldest=56),
}
BANDS = tuple(DEMANDS)  # lowest first


def band_of(level: str) -> str:
    """Return the band of a level: II of II.a."""
    return level.split(".")[0]


def post_before(employee: Employee, day: date) -> Stint | None:
    """Return the definitive post held on the day before."""
    return employee.stint_on(day - timedelta(days=1))


def is_transfer(employee: Employee, level: str, day: date) -> bool:
    """Tell whether somebody leads at that level already, or above it."""
    held = post_before(employee, day)
    band = band_of(held.seat.title.level) if held else ""
    return band in DEMANDS and BANDS.index(band) >= BANDS.index(band_of(level))


def find_shortfalls(employee: Employee, level: str, day: date) -> frozenset[str]:
    """Return what speaks against an appointment to a level on a day, as the marts call it."""
    found = _find_bars(employee, day)
    if not is_transfer(employee, level, day):
        found |= find_unmet_demands(employee, level, day)
    return frozenset(found)


def find_unmet_demands(employee: Employee, level: str, day: date) -> set[str]:
    """Return what a first appointment at that level asks, and somebody lacks."""
    demand = DEMANDS[band_of(level)]
    found = set()
    ranks = [EDUCATION_RANK.get(item.level, 0) for item in employee.diplomas if _is_recognised(item.recognised_on, day)]
    if max(ranks, default=0) < demand.education:
        found.add("PENDIDIKAN")
    for posts, months in demand.experience:
        served = timedelta(days=sum(_days(stint, day) for stint in employee.stints if _counts(stint, posts)))
        if add_months(day - served, months) > day:
            found.add("PENGALAMAN")
    for year in range(day.year - demand.years_of_good_work, day.year):
        predicate = employee.predicates.get(year)
        if predicate not in GOOD:
            found.add("SKP_KURANG" if predicate else "SKP_TIDAK_ADA")
    if demand.oldest and day + AGE_MARGIN > add_years(employee.person.born_on, demand.oldest):
        found.add("USIA" if day - AGE_MARGIN > add_years(employee.person.born_on, demand.oldest) else "USIA_HAMPIR")
    return found


def _find_bars(employee: Employee, day: date) -> set[str]:
    """Return what bars any appointment: a punishment being served, an absence without service, retirement."""
    found = set()
    if any(case.severity in PUNISHED and case.status == "FINAL" and covers(case, day) for case in employee.cases):
        found.add("HUKDIS")
    if any(pause.status in BARRING and covers(pause, day) for pause in employee.pauses):
        found.add("STATUS")
    held = post_before(employee, day)
    age = RETIREMENT_AGE.get(held.seat.title.level, 58) if held else 58
    if day + AGE_MARGIN >= pension_date(employee.person.born_on, age):
        found.add("BUP")
    return found


def _is_recognised(recognised_on: date | None, day: date) -> bool:
    return recognised_on is not None and recognised_on <= day


def _counts(stint: Stint, posts: frozenset[str]) -> bool:
    return stint.kind == "DEFINITIF" and stint.seat.title.level in posts


def _days(stint: Stint, day: date) -> int:
    return max((min(stint.end or day, day) - stint.start).days, 0)
