"""Random officials who stand on the edge of one requirement of a promotion path, in agencies of `population`.

Each meets what a path asks on one of the as-of dates, give or take a day or a step, and many are then spoiled in one
thing. `population_path_rows` adds what the common facts do not know: credit, competency tests, awards, seats' needs.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from oracle_calendar import add_months, add_years
from oracle_facts import (
    Agency,
    Appraisal,
    AssignmentRow,
    Cycle,
    Diploma,
    Employee,
    Exam,
    GradeRow,
    PriorService,
    Punishment,
    Seat,
    StatusRow,
    Title,
)
from oracle_law import GRADE_ORDINAL, PNS_GRADES, POSITION_LEVELS, TEACHER_RETIREMENT_AGE
from oracle_path_law import ADJUSTMENT, CANDIDATES, CREDIT_LEVELS, EXPERIENCE, GRADE_RANGE
from population import draw_agencies
from population_codes import CLTN, PUNISHMENTS, STATUSES

# Before the conversion of credit and the rules of PP 94/2021; two periods a year; six; each month.
DATES = (date(2021, 7, 15), date(2023, 6, 15), date(2025, 3, 31), date(2026, 11, 22))
FUNCTIONAL = tuple(CREDIT_LEVELS)
STRUCTURAL = tuple(level for level in GRADE_RANGE if level not in CREDIT_LEVELS)
PERIODIC = (
    *(Cycle(7000 + year, "SEBAGIAN", year, date(year, 1, 1), date(year, 6, 30)) for year in range(2023, 2027)),
    *(Cycle(7100 + year, "SEBAGIAN", year, date(year, 4, 1), date(year, 12, 31)) for year in range(2023, 2026)),
    *(Cycle(7200 + year, "TRIWULAN", year, date(year, 1, 1), date(year, 3, 31)) for year in range(2023, 2027)),
    *(Cycle(7300 + year, "TRIWULAN", year, date(year, 7, 1), date(year, 9, 30)) for year in range(2023, 2027)),
    *(Cycle(8000 + month, "BULANAN", 2026, date(2026, month, 1), date(2026, month, 28)) for month in (1, 2)),
    *(Cycle(8000 + month, "BULANAN", 2026, date(2026, month, 1), date(2026, month, 31)) for month in (7, 8, 10)),
)
YEARS = range(2018, 2027)
Maker = Callable[[Random, Employee, Sequence[Seat], date], Employee]


def draw_offices(count: int, number: int) -> list[Agency]:
    """Return `count` random agencies of officials, the same ones for the same seed `number`."""
    return [
        _make_office(Random(f"paths/{number}/{place}"), agency)
        for place, agency in enumerate(draw_agencies(count, number))
    ]


def _make_office(rng: Random, agency: Agency) -> Agency:
    seats = (*agency.seats, *_make_seats(rng, agency))
    cycles = (*agency.cycles, *PERIODIC)
    staff = [row if rng.random() < 0.1 else _make_official(rng, row, seats) for row in agency.employees]
    return replace(agency, seats=seats, cycles=cycles, parameters=(), employees=tuple(staff))


def _make_seats(rng: Random, agency: Agency) -> list[Seat]:
    """Make posts of every kind; most functional levels come with the one above, where there may be a vacancy."""
    levels = [*rng.sample(FUNCTIONAL, 5), *rng.sample(STRUCTURAL, 5), "PELAKSANA", "PELAKSANA", "V.a"]
    levels += [above for level in levels if level in CREDIT_LEVELS and (above := CREDIT_LEVELS[level].above)]
    return [
        Seat(100 + place, rng.choice(agency.units).id, Title(100 + place, level, rng.random() < 0.1))
        for place, level in enumerate(levels)
    ]


def _make_official(rng: Random, employee: Employee, seats: Sequence[Seat]) -> Employee:
    as_of = rng.choice(DATES)
    official = rng.choice(MAKERS)(rng, _make_ready(rng, employee), seats, as_of)
    official = replace(official, person=replace(official.person, name=f"Orang {as_of}"))
    share = rng.random()
    if share < 0.2:
        return _bar_for_a_while(rng, official, as_of)
    return rng.choice(SPOILERS)(rng, official, seats, as_of) if share < 0.65 else official


def find_edge(rng: Random, employee: Employee) -> date:
    """Return the day on whose edge an official was made to stand, which the name tells; any day for the others."""
    day = employee.person.name.removeprefix("Orang ")
    return next((as_of for as_of in DATES if str(as_of) == day), rng.choice(DATES))


def _make_ready(rng: Random, employee: Employee) -> Employee:
    """Return the employee as a PNS of good standing, without a post."""
    person = replace(employee.person, id=employee.id, born_on=date(1978, 5, 17))
    person = replace(person, diplomas=_make_diplomas(rng, rng.choice(("SLTA", "D3", "S1", "S1", "S2", "S3"))))
    return replace(
        employee,
        person=person,
        employment_type="PNS",
        scheme="PNS",
        appointed_on=date(2008, 3, 1),
        permanent_on=date(2009, 3, 1),
        terminated_on=None,
        grades=_make_grades(rng, rng.randint(5, 13), date(2019, 4, 1)),
        assignments=(),
        statuses=(),
        contracts=(),
        exams=(),
        prior_services=(),
        punishments=(),
        appraisals=_make_appraisals(rng, rng.choice(("BAIK", "BAIK", "SANGAT_BAIK"))),
    )


def _make_diplomas(rng: Random, *levels: str) -> tuple[Diploma, ...]:
    rows = [Diploma(level, date(2005, 7, 1), date(2008, 3, 1)) for level in dict.fromkeys(levels)]
    if rng.random() < 0.25:
        day = _near(rng, rng.choice(DATES), 12)
        rows.append(Diploma(rng.choice(("D3", "S1", "S2", "S3", "SPESIALIS")), date(2020, 7, 1), day))
    return tuple({(row.level, row.graduated_on): row for row in rows}.values())


def _make_grades(rng: Random, ordinal: int, tmt: date) -> tuple[GradeRow, ...]:
    """Make the grade from its TMT on, mostly after the one below: without it, it is the first promotion."""
    ordinal = min(max(ordinal, 1), len(PNS_GRADES))
    rows = [GradeRow(0, PNS_GRADES[ordinal - 1], tmt)]
    if ordinal > 1 and rng.random() < 0.9:
        rows.insert(0, GradeRow(0, PNS_GRADES[ordinal - 2], min(date(2012, 4, 1), tmt - timedelta(days=31))))
    return tuple(rows)


def _make_appraisals(rng: Random, usual: str) -> tuple[Appraisal, ...]:
    annual = [Appraisal(year, usual) for year in YEARS]
    outcomes = ("SANGAT_BAIK", "BAIK", "BAIK", "BUTUH_PERBAIKAN", "KURANG", "SANGAT_KURANG")
    extra = [Appraisal(cycle.id, rng.choice(outcomes)) for cycle in PERIODIC]
    return tuple(annual + [row for row in extra if rng.random() < 0.3])


def _near(rng: Random, day: date, months: int) -> date:
    """Return a day so many months earlier, or some months or a day beside that."""
    ahead = rng.choice((0, 0, 0, 1, 5, 6, 7, -1, -12))
    return add_months(day, ahead - months) + timedelta(days=rng.choice((-1, 0, 0, 0, 1)))


def _hold(rng: Random, seats: Sequence[Seat], levels: Sequence[str], since: date) -> tuple[AssignmentRow, ...]:
    """Return posts since the day at one of the levels, at times after another post, next to it or after a gap."""
    fitting = [seat for seat in seats if seat.title.level in levels]
    if not fitting:
        return ()
    seat = rng.choice(fitting)
    rows = [AssignmentRow(seat.id, "DEFINITIF", since)]
    if rng.random() < 0.4:
        peers = [other for other in seats if other.title.level == seat.title.level and other.id != seat.id]
        moved = since + timedelta(days=rng.choice((30, 200, 400)))
        former = rng.choice(peers or [seat]) if rng.random() < 0.6 else rng.choice(seats)
        end = moved if rng.random() < 0.8 else moved - timedelta(days=1)
        rows = [AssignmentRow(former.id, "DEFINITIF", since, end), AssignmentRow(seat.id, "DEFINITIF", moved)]
    return tuple(rows)


def _bar_for_a_while(rng: Random, official: Employee, as_of: date) -> Employee:
    """Bar the official on the day by a punishment or a status; its end, if any, is all that is waited for."""
    end = rng.choice((None, *(add_months(as_of, months) for months in (1, 2, 3, 7))))
    start = add_months(as_of, -9)
    if rng.random() < 0.6:
        kind = rng.choice(("POTONG_TPP_6", "POTONG_TPP_6", "TURUN_JABATAN_12"))
        return replace(official, punishments=(Punishment(kind, PUNISHMENTS[kind], "FINAL", start, end),))
    status = rng.choice((CLTN, CLTN, *(row for row in STATUSES if row.blocks_promotion)))
    return replace(official, statuses=(StatusRow(status, start, end),))


# --- on the edge of each path ----------------------------------------------------------------------------------------


def _be_head(rng: Random, official: Employee, seats: Sequence[Seat], as_of: date) -> Employee:
    level = rng.choice(sorted({seat.title.level for seat in seats if seat.title.level in STRUCTURAL}))
    lowest, highest = (GRADE_ORDINAL[grade] for grade in GRADE_RANGE[level])
    ordinal = rng.choice((lowest - 2, lowest - 1, lowest - 1, lowest - 1, lowest, lowest, highest, highest + 1))
    tmt = _near(rng, as_of, 12 if ordinal < lowest else 48)
    return replace(
        official,
        grades=_make_grades(rng, ordinal, tmt),
        assignments=_hold(rng, seats, (level,), _near(rng, as_of, 12)),
        exams=_make_exams(rng, as_of, "UJIAN_DINAS_I", "UJIAN_DINAS_II"),
    )


def _be_expert(rng: Random, official: Employee, seats: Sequence[Seat], as_of: date) -> Employee:
    level = rng.choice(sorted({seat.title.level for seat in seats if seat.title.level in FUNCTIONAL}))
    lowest, highest = (GRADE_ORDINAL[grade] for grade in GRADE_RANGE[level])
    within = range(lowest, highest + 1)
    ordinal = rng.choice((lowest - 2, lowest - 1, *within, *within, highest, highest, highest + 1, highest + 2))
    starts = (date(2020, 4, 1), date(2022, 12, 31), date(2023, 1, 1), date(2023, 1, 2), date(2024, 4, 15))
    since = rng.choice((*starts, _near(rng, as_of, 24), _near(rng, as_of, 36)))
    return replace(
        official,
        grades=_make_grades(rng, ordinal, _near(rng, as_of, 24)),
        assignments=_hold(rng, seats, (level,), since),
        exams=_make_exams(rng, as_of, "UPKP"),
    )


def _be_graduate(rng: Random, official: Employee, seats: Sequence[Seat], as_of: date) -> Employee:
    level = rng.choice(sorted(ADJUSTMENT))
    ordinal = GRADE_ORDINAL[ADJUSTMENT[level][0]] - rng.choice((-1, -1, 0, 0, 0, 1, 2))
    tmt = _near(rng, as_of, 12)
    since = _near(rng, as_of, 12)
    posts = _hold(rng, seats, rng.choice((("PELAKSANA",), ("PELAKSANA", "V.a"), FUNCTIONAL)), since)
    return replace(
        official,
        person=replace(official.person, diplomas=_make_diplomas(rng, "SD", level)),
        grades=_make_grades(rng, ordinal, tmt),
        assignments=posts if rng.random() < 0.9 else (),
        exams=_make_exams(rng, as_of, "UPKP", "UPKP"),
    )


def _be_exemplary(rng: Random, official: Employee, seats: Sequence[Seat], as_of: date) -> Employee:
    """Stand a year in grade with the best predicate; the award follows when the agency is stored."""
    posts = _hold(rng, seats, ("PELAKSANA", *STRUCTURAL, *FUNCTIONAL), _near(rng, as_of, 24))
    return replace(
        official,
        grades=_make_grades(rng, rng.choice((5, 8, 9, 12, 13, 17)), _near(rng, as_of, 12)),
        assignments=posts if rng.random() < 0.7 else (),
        appraisals=_make_appraisals(rng, rng.choice(("SANGAT_BAIK", "SANGAT_BAIK", "SANGAT_BAIK", "BAIK"))),
    )


def _be_veteran(rng: Random, official: Employee, seats: Sequence[Seat], as_of: date) -> Employee:
    """Reach the age limit about the day, with 10, 20 or 30 years of service, give or take a day."""
    posts = _hold(rng, seats, [seat.title.level for seat in seats], date(2014, 1, 1))
    title = next(seat.title for seat in seats if not posts or seat.id == posts[-1].seat_id)
    age = POSITION_LEVELS[title.level].retirement_age if posts else 58
    age = TEACHER_RETIREMENT_AGE if posts and title.is_teacher else age
    born_on = add_months(as_of.replace(day=15), rng.choice((-2, -1, 0, 0, 0, 0, 1, 5, 6, 11, 12)) - 12 * age)
    reached_on = add_years(born_on, age).replace(day=1)
    prior = rng.choice((0, 0, 7, 24))
    served = rng.choice((120, 240, 240, 360, 360))
    begun = add_months(reached_on, rng.choice((0, 0, 1, -1)) - served + prior)
    appointed_on = begun + timedelta(days=rng.choice((-1, 0, 0, 1)))
    tmt = _near(rng, rng.choice((as_of, reached_on)), {120: 24, 240: 12, 360: 1}[served])
    if served == 360 and rng.random() < 0.5:
        tmt = as_of - timedelta(days=rng.choice((3, 27, 30, 31)))
    return replace(
        official,
        person=replace(official.person, born_on=born_on),
        appointed_on=appointed_on,
        permanent_on=add_years(appointed_on, 1),
        prior_services=(PriorService(prior, rng.choice((date(2016, 1, 1), as_of))),) if prior else (),
        grades=_make_grades(rng, rng.choice((5, 9, 10, 12, 17)), max(tmt, appointed_on)),
        assignments=posts,
    )


def _be_candidate(rng: Random, official: Employee, seats: Sequence[Seat], as_of: date) -> Employee:
    """Hold a post that leads to a manajerial one, with about the experience asked, some of it gathered before."""
    path = rng.choice((*sorted(CANDIDATES), "JABATAN_JPT_PRATAMA"))
    rules = [rule for rule in sorted(EXPERIENCE) if rule.startswith(path)]
    months, levels = EXPERIENCE[rng.choice(rules)]
    begun = _near(rng, as_of, months)
    posts = [row for row in _hold(rng, seats, CANDIDATES[path], begun) if row.valid_to is None]
    if posts and rng.random() < 0.7:
        turn = as_of - timedelta(days=rng.choice((0, 100, 400, 730)))
        gap = rng.choice((0, 0, 1, 31))
        former = [seat for seat in seats if seat.title.level in levels] if rng.random() < 0.8 else list(seats)
        if former and turn - timedelta(days=gap + 1) > begun:
            start, end = begun - timedelta(days=gap), turn - timedelta(days=gap)
            seat = rng.choice(former)
            posts = [AssignmentRow(seat.id, "DEFINITIF", start, end), replace(posts[0], valid_from=turn)]
    person = official.person
    if path == "JABATAN_JPT_PRATAMA":
        person = replace(person, born_on=_near(rng, as_of, 56 * 12))
    diploma = rng.choice(("SLTA", "D2", "D3", "D4", "S1", "S1", "S2"))
    person = replace(person, diplomas=_make_diplomas(rng, diploma) if rng.random() < 0.9 else ())
    return replace(official, person=person, assignments=tuple(posts))


def _make_exams(rng: Random, as_of: date, *kinds: str) -> tuple[Exam, ...]:
    rows = []
    for kind in kinds:
        if rng.random() < 0.75:
            end = rng.choice((None, None, None, as_of, add_months(as_of.replace(day=1), rng.choice((1, 2, 3)))))
            rows.append(Exam(kind, _near(rng, as_of, rng.choice((0, 12))), rng.random() < 0.85, end))
    return tuple({(row.kind, row.taken_on): row for row in rows}.values())


MAKERS: tuple[Maker, ...] = (
    _be_head, _be_head, _be_head, _be_expert, _be_expert, _be_expert, _be_expert, _be_graduate, _be_graduate,
    _be_exemplary, _be_veteran, _be_veteran, _be_veteran, _be_candidate, _be_candidate,
)  # fmt: skip


# --- one thing spoiled -----------------------------------------------------------------------------------------------


def _spoil_appraisal(rng: Random, official: Employee, seats: Sequence[Seat], as_of: date) -> Employee:
    year = as_of.year - rng.choice((1, 1, 1, 2))
    outcomes = (("BUTUH_PERBAIKAN", None), ("KURANG", None), (None, "n/a"), (None, "sangat baik"), None, None)
    outcome = rng.choice(outcomes)
    rows = [row for row in official.appraisals if row.cycle_id != year]
    return replace(official, appraisals=(*rows, Appraisal(year, *outcome)) if outcome else tuple(rows))


def _spoil_record(rng: Random, official: Employee, seats: Sequence[Seat], as_of: date) -> Employee:
    """Add a punishment, running or served within the last year."""
    severity = rng.choice(("SEDANG", "SEDANG", "SEDANG", "BERAT", "BERAT", "BERAT", "RINGAN"))
    kind = rng.choice([code for code in sorted(PUNISHMENTS) if PUNISHMENTS[code] == severity])
    start = _near(rng, as_of, rng.choice((6, 12, 12, 13)))
    ahead = (as_of + timedelta(days=1), add_months(as_of, 1), add_months(as_of, 2), add_months(as_of, 9))
    end = rng.choice((None, None, as_of, *ahead))
    end = add_months(start, 6) if end and end <= start else end
    status = rng.choice((*("FINAL",) * 5, "DIPERIKSA"))
    return replace(official, punishments=(Punishment(kind, severity, status, start, end),))


def _spoil_status(rng: Random, official: Employee, seats: Sequence[Seat], as_of: date) -> Employee:
    """Add a status in force, or unpaid leave that has passed and stretched some time."""
    status = rng.choice((CLTN, CLTN, *(row for row in STATUSES if row.blocks_promotion)))
    if rng.random() < 0.6:
        start = add_months(as_of, -rng.choice((1, 7, 30)))
        end = rng.choice((None, None, as_of, as_of + timedelta(days=1), add_months(as_of, 1), add_months(as_of, 3)))
        return replace(official, statuses=(StatusRow(status, start, end),))
    start = add_months(as_of, -rng.choice((8, 14, 26)))
    end = start + timedelta(days=rng.choice((1, 30, 31, 92)))
    return replace(official, statuses=(StatusRow(CLTN, start, end),))


def _spoil_age(rng: Random, official: Employee, seats: Sequence[Seat], as_of: date) -> Employee:
    """Let the pension begin about the day, or half a year after it."""
    ages = rng.choice((58, 60, 65)) * 12
    born_on = add_months(as_of.replace(day=20), rng.choice((-1, 0, 1, 2, 6)) - ages)
    return replace(official, person=replace(official.person, born_on=born_on))


def _spoil_paper(rng: Random, official: Employee, seats: Sequence[Seat], as_of: date) -> Employee:
    """Lose the grades, or the recognition of the diplomas."""
    if rng.random() < 0.5:
        return replace(official, grades=())
    diplomas: list[Any] = [replace(row, recognised_on=rng.choice((None, as_of))) for row in official.person.diplomas]
    return replace(official, person=replace(official.person, diplomas=tuple(diplomas)))


SPOILERS: tuple[Maker, ...] = (
    _spoil_appraisal, _spoil_appraisal, _spoil_appraisal, _spoil_record, _spoil_record, _spoil_status, _spoil_status,
    _spoil_age, _spoil_paper,
)  # fmt: skip
