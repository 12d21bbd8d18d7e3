"""How leading posts were filled in the last years: vacancies, candidates, scores, decisions.

Most decisions keep the law. Some break it in one way, and some look as if they did: `CityReport` tells which they are,
so that a test can ask whether `merit_audit` finds the former and leaves the latter alone.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from admin.warehouse.city.bars import GOOD, PUNISHED
from admin.warehouse.city.dates import add_months
from admin.warehouse.city.pools import read_phrases
from admin.warehouse.city.selection_rules import (
    band_of,
    find_shortfalls,
    find_unmet_demands,
    is_transfer,
    post_before,
)
from admin.warehouse.city.world import Case, Employee, Seat, World

DECISIONS = 200  # of a city of 5,000
VIOLATIONS = {"PENGALAMAN": 4, "SKP_KURANG": 3, "USIA": 3, "HUKDIS": 3, "TAHAP": 3, "DILEWATI": 4}
EXCEPTIONS = {
    "DENGAN_ALASAN": 4,  # who stood higher was passed over, for a reason on record
    "MENGUNDURKAN_DIRI": 4,  # who stood higher had withdrawn
    "TIDAK_MEMENUHI_SAAT_ITU": 4,  # who had the higher score was not eligible on that day
    "NILAI_SAMA": 2,  # another had the same score
    "MUTASI": 3,  # would not be eligible for a first appointment, but leads at that level already
    "SESUDAHNYA": 3,  # was punished or did poor work only afterwards
}
OF_CITY = 5000
YEARS = 4
NEW_LAW = date(2021, 8, 31)  # PP 94/2021
PASS_MARK = 60
STAGES = {  # weights in percent
    "SELEKSI_TERBUKA": {"REKAM_JEJAK": 20, "MAKALAH": 20, "ASESMEN": 30, "WAWANCARA": 30},
    "SELEKSI_INTERNAL": {"REKAM_JEJAK": 40, "ASESMEN": 30, "WAWANCARA": 30},
    "MUTASI": {},
}
GROUNDS = ("KESESUAIAN_BIDANG", "REKAM_JEJAK", "KESEHATAN", "MENOLAK", "REKOMENDASI_PANITIA")
HIGHER = frozenset({"DILEWATI", "DENGAN_ALASAN", "MENGUNDURKAN_DIRI", "TIDAK_MEMENUHI_SAAT_ITU", "NILAI_SAMA"})
TRIES = 40
FEEDERS = {"II": ("III.",), "III": ("IV.", "JF_AHLI_MUDA"), "IV": ("PELAKSANA", "JF_AHLI_PERTAMA", "JF_MAHIR")}


@dataclass(slots=True, eq=False)
class Appointment:
    """Somebody who got a seat by a decision of a day; `kind` is what is wrong with it, or only seems so."""

    employee: Employee
    seat: Seat
    day: date
    kind: str = ""

    @property
    def is_transfer(self) -> bool:
        """Tell whether the seat is at the level of the post held before."""
        return is_transfer(self.employee, self.seat.title.level, self.day)


@dataclass(slots=True)
class Selections:
    """The appointments chosen, and the random numbers of their own: the rest of the city is as it was without them."""

    random: Random
    appointments: list[Appointment]
    rivals: dict[str, list[Employee]]


def plan_selections(world: World, spoilt: frozenset[int]) -> Selections:
    """Choose the appointments whose decisions are on record; some of the chosen are punished for the occasion.

    `spoilt` are the employees whose rows will be made wrong: nothing is planted on them.
    """
    random = Random()  # noqa: S311
    random.setstate(world.random.getstate())
    able = list(_list_appointments(world, random, spoilt))
    random.shuffle(able)
    share = world.size / OF_CITY
    chosen: list[Appointment] = []
    for kinds in (VIOLATIONS, EXCEPTIONS):
        for kind, number in kinds.items():
            fitting = [item for item in able if item.kind == "" and FITS[kind](item)]
            for item in fitting[: max(1, round(number * share))]:
                item.kind = kind
                chosen.append(item)
    ordinary = [item for item in able if item.kind == "" and _shortfalls(item) <= {"SKP_TIDAK_ADA"}]
    chosen += ordinary[: max(round(DECISIONS * share) - len(chosen), 0)]
    for item in chosen:
        if item.kind == "HUKDIS":
            start = item.day - timedelta(days=random.randint(30, 90))
            item.employee.cases.append(Case("POTONG_TPP_6", "SEDANG", "FINAL", start, add_months(start, 6)))
    chosen.sort(key=lambda item: (item.day, item.employee.number))
    return Selections(random, chosen, _gather_rivals(world, spoilt))


def write_selections(world: World, selections: Selections) -> None:
    """Keep the vacancies, stages, candidates, scores and decisions, and tell the city's report what was planted."""
    for appointment in selections.appointments:
        _write_selection(world, selections, appointment)
    _open_vacancies(world, selections)


# --- which appointments ----------------------------------------------------------------------------------------------


def _list_appointments(world: World, random: Random, spoilt: frozenset[int]) -> Iterator[Appointment]:
    """Return how the seats that lead were filled in the last years, each decided some days before."""
    for employee in world.employees:
        if employee.number in spoilt or employee.hidden:
            continue
        for stint in employee.stints:
            day = stint.start - timedelta(days=random.randint(3, 20))
            is_recent = date(world.as_of.year - YEARS, 1, 1) <= day and stint.start <= world.as_of
            if stint.kind == "DEFINITIF" and stint.seat.is_structural and is_recent and post_before(employee, day):
                yield Appointment(employee, stint.seat, day)


def _shortfalls(item: Appointment) -> frozenset[str]:
    return find_shortfalls(item.employee, item.seat.title.level, item.day)


def _only(code: str) -> Callable[[Appointment], bool]:
    return lambda item: _shortfalls(item) == {code}


def _is_clean(item: Appointment) -> bool:
    return not item.is_transfer and not _shortfalls(item)


def _may_be_punished(item: Appointment) -> bool:
    """Tell whether nothing happened to somebody around the day that a punishment would have prevented."""
    employee, around = item.employee, (item.day - timedelta(days=100), item.day + timedelta(days=200))
    is_calm = not employee.cases and not employee.pauses and not employee.honours
    rose = any(around[0] < step.start < around[1] for step in employee.grades)
    return _is_clean(item) and is_calm and not rose and item.day - timedelta(days=100) > NEW_LAW


def _is_odd_transfer(item: Appointment) -> bool:
    unmet = find_unmet_demands(item.employee, item.seat.title.level, item.day)
    return item.is_transfer and not _shortfalls(item) and bool(unmet & {"PENGALAMAN", "SKP_KURANG", "USIA"})


def _fell_later(item: Appointment) -> bool:
    employee = item.employee
    punished = any(
        case.severity in PUNISHED and case.status == "FINAL" and case.start > item.day for case in employee.cases
    )
    poor = any(year >= item.day.year and predicate not in GOOD for year, predicate in employee.predicates.items())
    return _is_clean(item) and (punished or poor)


FITS: dict[str, Callable[[Appointment], bool]] = {
    "PENGALAMAN": _only("PENGALAMAN"),
    "SKP_KURANG": _only("SKP_KURANG"),
    "USIA": _only("USIA"),
    "HUKDIS": _may_be_punished,
    "MUTASI": _is_odd_transfer,
    "SESUDAHNYA": _fell_later,
} | dict.fromkeys(("TAHAP", *HIGHER), _is_clean)


# --- who stood beside them -------------------------------------------------------------------------------------------


def _gather_rivals(world: World, spoilt: frozenset[int]) -> dict[str, list[Employee]]:
    """Return the PNS who might stand for the posts of each band; teachers keep to their schools."""
    pools: dict[str, list[Employee]] = {band: [] for band in FEEDERS}
    for employee in world.employees:
        if not employee.is_pns or employee.post.is_teacher or employee.number in spoilt or employee.hidden:
            continue
        levels = {stint.seat.title.level for stint in employee.stints}
        for band, feeders in FEEDERS.items():
            if any(level.startswith(feeders) for level in levels):
                pools[band].append(employee)
    return pools


def _draw_rivals(
    selections: Selections, seat: Seat, day: date, number: int, but: Employee | None = None, is_able: bool = True
) -> list[Employee]:
    """Return people of the band below who were employed on the day, and eligible, or certainly not."""
    level, found = seat.title.level, list[Employee]()
    pool = selections.rivals[band_of(level)]
    for employee in selections.random.sample(pool, min(TRIES, len(pool))):
        if len(found) == number:
            break
        since = employee.permanent_on or day
        if employee is but or since > day - timedelta(days=150) or not employee.is_employed(day):
            continue
        shortfalls = find_shortfalls(employee, level, day)
        if (not shortfalls) if is_able else bool(shortfalls & {"PENGALAMAN", "SKP_KURANG", "PENDIDIKAN"}):
            found.append(employee)
    return found


# --- rows ------------------------------------------------------------------------------------------------------------


def _write_selection(world: World, selections: Selections, item: Appointment) -> None:
    """Keep one vacancy with its decision; a kind that nobody could be found for becomes an ordinary decision."""
    random = selections.random
    level = item.seat.title.level
    is_senior = band_of(level) == "II"
    method = "MUTASI" if item.is_transfer else "SELEKSI_TERBUKA" if is_senior else "SELEKSI_INTERNAL"
    opened_on = item.day - timedelta(days=random.randint(45, 120))
    vacancy = _add_vacancy(world, item.seat, method, opened_on)
    for stage, weight in STAGES[method].items():
        world.rows.add("selection_stage", vacancy_id=vacancy, stage=stage, weight=weight, pass_mark=PASS_MARK)
    above = []
    if item.kind in HIGHER:
        is_able = item.kind != "TIDAK_MEMENUHI_SAAT_ITU"
        above = _draw_rivals(selections, item.seat, item.day, 1, item.employee, is_able)
    if item.kind in HIGHER and not above:
        item.kind = ""
    scores = _score_chosen(random, STAGES[method], item.kind)
    chosen = _stand(world, random, vacancy, opened_on, item.day, item.employee, scores)
    if above:
        gain = 0.0 if item.kind == "NILAI_SAMA" else random.randrange(2, 17) / 4
        higher = {stage: score + gain for stage, score in scores.items()}
        withdrawn_on = item.day - timedelta(days=random.randint(1, 6)) if item.kind == "MENGUNDURKAN_DIRI" else None
        _stand(world, random, vacancy, opened_on, item.day, above[0], higher, withdrawn_on)
    if method != "MUTASI":
        for rival in _draw_rivals(selections, item.seat, item.day, random.randint(1, 4), item.employee):
            if rival not in above:
                lower = {stage: random.randrange(241, 250) / 4 for stage in scores}
                _stand(world, random, vacancy, opened_on, item.day, rival, lower)
    decision = world.rows.add(
        "appointment_decision",
        candidate_id=chosen,
        decided_on=item.day,
        ground=random.choice(GROUNDS) if item.kind == "DENGAN_ALASAN" else None,
        reason=random.choice(read_phrases("APPOINTMENT")),
    )
    if item.kind:
        planted = world.violations if item.kind in VIOLATIONS else world.exceptions
        planted[decision] = item.kind


def _add_vacancy(world: World, seat: Seat, method: str, opened_on: date) -> int:
    number = len(world.rows.waiting("vacancy")) + 1
    return world.rows.add(
        "vacancy",
        seat_id=seat.number,
        method=method,
        opened_on=opened_on,
        announcement=f"{number:03d}/PANSEL/{opened_on.year}" if method == "SELEKSI_TERBUKA" else None,
    )


def _score_chosen(random: Random, stages: dict[str, int], kind: str) -> dict[str, float]:
    scores = {stage: random.randrange(304, 376) / 4 for stage in stages}
    if kind == "TAHAP":
        scores[random.choice(list(stages))] = random.randrange(190, 239) / 4
    return scores


def _stand(
    world: World,
    random: Random,
    vacancy: int,
    opened_on: date,
    decided_on: date,
    employee: Employee,
    scores: dict[str, float],
    withdrawn_on: date | None = None,
) -> int:
    """Keep a candidate and the scores, and return the number of the candidate."""
    candidate = world.rows.add(
        "candidate",
        vacancy_id=vacancy,
        employee_id=employee.number,
        registered_on=opened_on + timedelta(days=random.randint(2, 14)),
        withdrawn_on=withdrawn_on,
    )
    for place, (stage, score) in enumerate(scores.items()):
        scored_on = decided_on - timedelta(days=22 - 5 * place)
        world.rows.add("stage_score", candidate_id=candidate, stage=stage, score=score, scored_on=scored_on)
    return candidate


def _open_vacancies(world: World, selections: Selections) -> None:
    """Announce half of the leading seats that nobody holds today; who stands for them is not decided yet."""
    random = selections.random
    for seat in [seat for seats in world.heads.values() for seat in seats]:
        if seat.holder(world.as_of) is not None or random.random() < 0.5:
            continue
        method = "SELEKSI_TERBUKA" if band_of(seat.title.level) == "II" else "SELEKSI_INTERNAL"
        opened_on = world.as_of - timedelta(days=random.randint(20, 70))
        vacancy = _add_vacancy(world, seat, method, opened_on)
        for rival in _draw_rivals(selections, seat, world.as_of, random.randint(0, 4)):
            _stand(world, random, vacancy, opened_on, world.as_of, rival, {})
