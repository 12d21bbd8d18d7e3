"""Random small agencies with awkward histories: ties, corrections, gaps, and dates on every boundary.

Row numbers are local or 0: `population_rows` hands out the real ones. What a history may not do (overlap, repeat a
key) is never drawn, because the tables would refuse it.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from oracle_calendar import add_years
from oracle_facts import (
    Agency,
    Appraisal,
    AssignmentRow,
    Completion,
    Contract,
    Cycle,
    Diploma,
    Employee,
    Exam,
    GradeRow,
    Parameter,
    Person,
    PriorService,
    Punishment,
    Seat,
    StatusRow,
    Title,
    Unit,
)
from oracle_law import CONVERSION, EDUCATION_RANK, LEADERSHIP_LEVEL, PNS_GRADES, POSITION_LEVELS
from population_codes import CLTN, KINDS, PUNISHMENTS, STATUSES
from population_dates import AS_OF_DATES, BIRTHS, CAREER_STARTS, EVENTS, GRADUATIONS, MOMENTS, NEAR_PENSION, RECENT
from population_profiles import be_specialist, be_veteran, stand_at_ceiling, stand_before_exam

CASE_STATUSES = ("FINAL", "FINAL", "FINAL", "DIPERIKSA", "UPAYA_ADMINISTRATIF", "DIBATALKAN")
OUTCOMES = (
    *((predicate, None) for predicate in ("SANGAT_BAIK", "BUTUH_PERBAIKAN", "KURANG", "SANGAT_KURANG")),
    *(
        (None, text)
        for text in (
            "BAIK",
            " sangat  baik",
            "Cukup",
            "Kurang/Misconduct",
            "KURANG",
            "butuh perbaikan",
            "Sangat Kurang",
            "n/a",
        )
    ),
    ("BAIK", "kurang"),
    None,
)
TITLES = ("Pelayanan Prima", "pelayanan  prima", " PELAYANAN PRIMA ", "Manajemen Risiko", "SAKIP")
CERTIFICATES = (None, None, None, "", "  ", "AB 12/3", "ab12/3", "AB12/3 ", "C-1", "c - 1")
HOURS = tuple(map(Decimal, ("0", "0.5", "2", "7.25", "8", "8.01", "10", "12", "16.01", "19.99", "20", "20.01",
                            "23.99", "24", "24.01", "32", "320")))  # fmt: skip
# What no regulation ranks or values, so that a city may; the kinds of training whose method makes a difference.
OWN_LEVELS = ("JF_AHLI_UTAMA", "JF_AHLI_MADYA", "JF_AHLI_MUDA", "JF_PENYELIA", "JF_MAHIR", "PELAKSANA", "V.a")
OWN_EDUCATION = ("PROFESI", "SARJANA_MUDA", "SGPLB")
OWN_METHODS = tuple(kind for kind, rule in CONVERSION.items() if rule.fixed)
OWN_AWARDS = ("SATYALANCANA_X", "PIAGAM", "INOVASI")
ANNUAL = range(2018, 2027)
CYCLES = (
    *(Cycle(year, "TAHUNAN", year, date(year, 1, 1), date(year, 12, 31)) for year in ANNUAL),
    *(Cycle(3000 + year, "TAHUNAN", year, date(year, 1, 2), date(year, 5, 31)) for year in (2022, 2023, 2024, 2025)),
    *(Cycle(5000 + year, "TRIWULAN", year, date(year, 10, 1), date(year, 12, 31)) for year in (2022, 2023, 2024)),
)


def draw_agencies(count: int, number: int) -> list[Agency]:
    """Return `count` random agencies, the same ones in every process for the same seed `number`."""
    return [_make_agency(Random(f"{number}/{place}")) for place in range(count)]


def _make_agency(rng: Random) -> Agency:
    """Make an agency: a tree of units, a map of seats, 5 to 60 employees of whom half are near copies of others."""
    units = _make_units(rng)
    seats = _make_seats(rng, units)
    staff: list[Employee] = []
    for number in range(1, rng.choice((5, 6, 8, 8, 10, 10, 12, 15, 20, 60)) + 1):
        make = _make_twin if staff and rng.random() < 0.5 else _make_newcomer
        staff.append(make(rng, number, seats, staff))
    return Agency(0, units, seats, CYCLES, _make_parameters(rng), _leave_one_holder(seats, staff))


# --- the agency ------------------------------------------------------------------------------------------------------


def _make_units(rng: Random) -> tuple[Unit, ...]:
    """Make a tree of one to seven units; some were dissolved or are formed later, which changes nobody's place."""
    units = [Unit(1, None)]
    for number in range(2, rng.randint(1, 7) + 1):
        period = rng.choice(_make_periods(rng, MOMENTS, 2)) if _is_rare(rng) else ()
        units.append(Unit(number, rng.randint(1, number - 1), *period))
    return tuple(units)


def _make_seats(rng: Random, units: Sequence[Unit]) -> tuple[Seat, ...]:
    """Make one to three heads' seats and several below them, executing staff most often."""
    levels = list(POSITION_LEVELS)
    heads = rng.randint(1, 3)
    seats = []
    for number in range(1, heads + rng.randint(3, 9) + 1):
        is_head = number <= heads
        level = rng.choice(levels) if is_head or rng.random() < 0.5 else "PELAKSANA"
        above = rng.choice((None, *range(1, min(number - 1, heads) + 1)))
        title = Title(number, level, is_teacher=_is_rare(rng))
        seats.append(Seat(number, rng.choice(units).id, title, above))
    return tuple(seats)


def _make_parameters(rng: Random) -> tuple[Parameter, ...]:
    """Make what the city set for itself: plain numbers, one of them unreadable, and numbers of single codes."""
    values = {"duk_include_cpns": ("true", "false"), "training_target_pns": ("24", "20.01", "dua puluh"),
              "training_target_pppk": ("8", "20"), "training_cap_pppk": ("20", "16"),
              "training_cpns_covered": ("false",)}  # fmt: skip
    plain = [(code, "", values[code]) for code in rng.sample(sorted(values), rng.choice((0, 1, 2)))]
    return tuple(
        Parameter(code, rng.choice(options), start, end, subject)
        for code, subject, options in (*plain, *_choose_subjects(rng))
        for start, end in _make_periods(rng, RECENT, 2)
    )


def _choose_subjects(rng: Random) -> list[tuple[str, str, tuple[str, ...]]]:
    """Choose what the city sets for single codes, half of the time nothing: code, subject and values to draw from."""
    offered = {
        "duk_position_rank": (OWN_LEVELS, ("20", "55", "60", "76", "90")),
        "duk_education_rank": (OWN_EDUCATION, ("3", "4", "5", "6")),
        "training_hours_method": (OWN_METHODS, ("AKTUAL", "TETAP")),
        "training_hours_fixed": (KINDS, ("0", "1", "7.5", "20")),
        "training_hours_per_day": (KINDS, ("1", "4", "6.25")),
        "training_hours_per_year": (KINDS, ("5", "10", "19.99")),
        "talent_award_points": (OWN_AWARDS, ("0", "45", "100")),
    }
    chosen = rng.choices(sorted(offered), k=rng.choice((0, 0, 6, 12)))
    pairs = {(code, rng.choice(offered[code][0])) for code in chosen}
    return [(code, subject, offered[code][1]) for code, subject in sorted(pairs)]


def _leave_one_holder(seats: Sequence[Seat], staff: Sequence[Employee]) -> tuple[Employee, ...]:
    """Leave every superior seat to the first who was ever given it."""
    superior = {seat.superior_seat_id for seat in seats}
    holder: dict[int, int] = {}
    kept = []
    for employee in staff:
        for row in employee.assignments:
            holder.setdefault(row.seat_id, employee.id)
        taken = {seat for seat in superior if seat in holder and holder[seat] != employee.id}
        mine = [row for row in employee.assignments if row.seat_id not in taken]
        kept.append(replace(employee, assignments=tuple(mine)))
    return tuple(kept)


# --- an employee -----------------------------------------------------------------------------------------------------


def _make_newcomer(rng: Random, number: int, seats: Sequence[Seat], staff: Sequence[Employee]) -> Employee:
    """Make anyone at all, or someone who stands on the edge of one rule."""
    anyone = _make_anyone(rng, number, staff, seats)
    shares_person = any(anyone.person.id == colleague.person.id for colleague in staff)
    if anyone.scheme != "PNS" or shares_person or rng.random() < 0.3:
        return anyone
    if rng.random() < 0.4:
        return be_veteran(rng, anyone, tuple(seats))
    return rng.choice((stand_at_ceiling, stand_at_ceiling, stand_before_exam, be_specialist))(rng, anyone)


def _make_anyone(rng: Random, number: int, staff: Sequence[Employee], seats: Sequence[Seat]) -> Employee:
    employment = rng.choice((*("PNS",) * 9, "PPPK", "PPPK_PARUH_WAKTU"))
    is_pns = employment == "PNS"
    appointed_on = rng.choice(EVENTS) if rng.random() < 0.2 else rng.choice(CAREER_STARTS)
    return Employee(
        number,
        "",
        _make_person(rng, number, staff),
        employment,
        "PNS" if is_pns else "PPPK",
        appointed_on,
        _make_permanent(rng, appointed_on) if is_pns else None,
        rng.choice(RECENT) if _is_rare(rng) else None,
        _make_grades(rng) if is_pns or _is_rare(rng) else (),
        _make_assignments(rng, seats),
        _make_statuses(rng) if rng.random() < 0.3 else (),
        _make_completions(rng),
        () if is_pns else _make_contracts(rng),
        _make_exams(rng),
        _make_prior_services(rng) if rng.random() < 0.2 else (),
        _make_punishments(rng) if rng.random() < 0.3 else (),
        _make_appraisals(rng),
    )


def _make_twin(rng: Random, number: int, seats: Sequence[Seat], staff: Sequence[Employee]) -> Employee:
    """Copy an earlier employee and change at most one thing, so that any criterion may decide between the two."""
    model = rng.choice(staff)
    person = model.person
    changes: tuple[Callable[[], dict[str, Any]], ...] = (
        dict,
        lambda: {"person": replace(person, born_on=_choose_birth(rng))},
        lambda: {"person": replace(person, diplomas=_make_diplomas(rng))},
        lambda: {"person": replace(person, diplomas=tuple(_shift(row, "graduated_on") for row in person.diplomas))},
        lambda: {"completions": (*model.completions, _make_completion(rng, tuple(LEADERSHIP_LEVEL)))},
        lambda: {"completions": tuple(_shift(row, "started_on", "ended_on") for row in model.completions)},
        lambda: {"prior_services": (*model.prior_services, *_make_prior_services(rng))},
        lambda: {"assignments": _make_assignments(rng, seats)},
        lambda: {"assignments": tuple(_shift(row, "valid_from", "valid_to") for row in model.assignments)},
        lambda: {"grades": tuple(_shift(row, "valid_from") for row in model.grades)},
        lambda: {"grades": _make_grades(rng) if model.scheme == "PNS" else ()},
        lambda: {"appraisals": _make_appraisals(rng)},
        lambda: {"exams": ()},
        lambda: {"statuses": _make_statuses(rng)},
    )
    twin = replace(model, id=number, **rng.choice(changes)())
    return replace(twin, person=replace(twin.person, id=number))


def _shift(row: Any, *names: str) -> Any:
    """Return the row with the named dates one day earlier."""
    return replace(row, **{name: day - timedelta(days=1) for name in names if (day := getattr(row, name))})


def _make_person(rng: Random, number: int, staff: Sequence[Employee]) -> Person:
    """Make a person, now and then one who already had an employment."""
    if staff and _is_rare(rng):
        return rng.choice(staff).person
    return Person(number, f"Orang {number}", rng.choice("LP"), _choose_birth(rng), _make_diplomas(rng))


def _choose_birth(rng: Random) -> date:
    return rng.choice(NEAR_PENSION if _is_rare(rng) else BIRTHS)


def _make_permanent(rng: Random, appointed_on: date) -> date | None:
    usual = add_years(appointed_on, 1)
    late = max(appointed_on, date(2025, 3, 31))
    return rng.choice((None, appointed_on, late)) if rng.random() < 0.15 else usual


def _make_grades(rng: Random) -> tuple[GradeRow, ...]:
    """Make a climb with corrected decrees (no step), jumps, demotions and decrees of the same day; at times none."""
    ordinal = rng.choice((1, 4, 5, 6, 7, 7, 8, 8, 9, 9, 9, 10, 10, 11, 12, 12, 12, 13, 14, 16, 17))
    rows = {}
    days = rng.choices(MOMENTS, k=rng.choice((0, *(1,) * 6, *(2,) * 8, *(3,) * 5)))
    if len(days) > 1 and _is_rare(rng):
        days[1] = days[0]
    for day in sorted(days):
        grade = "IX" if rng.random() < 0.02 else PNS_GRADES[ordinal - 1]
        rows[grade, day] = GradeRow(0, grade, day)
        ordinal = min(max(ordinal + rng.choice((1, 1, 1, 0, 2, -1)), 1), len(PNS_GRADES))
    return tuple(rows.values())


def _make_assignments(rng: Random, seats: Sequence[Seat]) -> tuple[AssignmentRow, ...]:
    """Make definitive posts one after another, some after a gap, and perhaps an acting post beside them."""
    posts = [AssignmentRow(rng.choice(seats).id, "DEFINITIF", *period) for period in _make_periods(rng, MOMENTS, 4)]
    if _is_rare(rng):
        posts.append(AssignmentRow(rng.choice(seats).id, rng.choice(("PLT", "PLH")), MOMENTS[0]))
    return tuple(posts)


def _make_statuses(rng: Random) -> tuple[StatusRow, ...]:
    return tuple(StatusRow(rng.choice((*STATUSES, CLTN)), *period) for period in _make_periods(rng, MOMENTS, 3))


def _make_contracts(rng: Random) -> tuple[Contract, ...]:
    grades = ("V", "VII", "IX", "X")
    periods = _make_periods(rng, MOMENTS, 3)
    return tuple(Contract(rng.choice(grades), start, end or date(2030, 1, 1)) for start, end in periods)


def _make_exams(rng: Random) -> tuple[Exam, ...]:
    """Make exams passed or failed, valid without limit or until a boundary."""
    exams = {}
    for kind in rng.sample(("UJIAN_DINAS_I", "UJIAN_DINAS_II", "UPKP"), rng.randint(0, 2)):
        taken_on, end = rng.choice(MOMENTS), rng.choice((None, rng.choice(MOMENTS)))
        exams[kind, taken_on] = Exam(kind, taken_on, rng.random() < 0.7, end)
    return tuple(exams.values())


def _make_prior_services(rng: Random) -> tuple[PriorService, ...]:
    return tuple(PriorService(rng.choice((1, 7, 12, 60)), rng.choice(MOMENTS)) for _ in range(rng.randint(1, 2)))


def _make_punishments(rng: Random) -> tuple[Punishment, ...]:
    return tuple(
        Punishment(kind, PUNISHMENTS[kind], rng.choice(CASE_STATUSES), *_make_periods(rng, MOMENTS, 2)[0])
        for kind in rng.sample(sorted(PUNISHMENTS), rng.randint(1, 2))
    )


def _make_appraisals(rng: Random) -> tuple[Appraisal, ...]:
    """Make Baik for every year but a few, which differ, are unreadable or missing."""
    outcomes: dict[int, tuple[str | None, str | None] | None] = dict.fromkeys(ANNUAL, ("BAIK", None))
    for cycle in rng.sample(CYCLES, rng.choice((0, 1, 2, 3, 5))):
        outcomes[cycle.id] = rng.choice(OUTCOMES)
    return tuple(Appraisal(number, *outcome) for number, outcome in outcomes.items() if outcome)


def _make_diplomas(rng: Random) -> tuple[Diploma, ...]:
    """Make diplomas, most recognised at once, others later, in future or never; at times none."""
    rows = {}
    for _ in range(0 if _is_rare(rng) else rng.randint(1, 3)):
        level = rng.choice((*sorted(EDUCATION_RANK), "S1", "S2", "S3", "SPESIALIS"))
        graduated_on = rng.choice(GRADUATIONS)
        recognised_on = rng.choice((None, *AS_OF_DATES, date(2027, 1, 1))) if rng.random() < 0.2 else graduated_on
        rows[level, graduated_on] = Diploma(level, graduated_on, recognised_on)
    return tuple(rows.values())


def _make_completions(rng: Random) -> tuple[Completion, ...]:
    """Make trainings, some entered twice: with other hours, another spelling, or another or no certificate."""
    rows = [_make_completion(rng, KINDS) for _ in range(rng.choice((0, 1, 2, 3, 4, 6)))]
    for _ in range(rng.randint(1, 3) if rows and rng.random() < 0.3 else 0):
        row = rng.choice(rows)
        certificate = rng.choice((row.certificate, f" {row.certificate or ''}".upper(), *CERTIFICATES))
        title = rng.choice((row.title, row.title.upper(), f"  {row.title}", "Lain"))
        hours = rng.choice((row.hours, rng.choice(HOURS)))
        rows.append(replace(row, title=title, hours=hours, certificate=certificate))
    return tuple(rows)


def _make_completion(rng: Random, kinds: Sequence[str]) -> Completion:
    """Make a training: short or long, near a year's end, with a certificate number that others may share."""
    ended_on = rng.choice(RECENT)
    started_on = ended_on - timedelta(days=rng.choice((0, 0, 1, 2, 4, 40)))
    title, certificate = rng.choice(TITLES), rng.choice(CERTIFICATES)
    return Completion(0, rng.choice(kinds), title, started_on, ended_on, rng.choice(HOURS), certificate)


def _is_rare(rng: Random) -> bool:
    return rng.random() < 0.1


def _make_periods(rng: Random, days: Sequence[date], most: int) -> list[tuple[date, date | None]]:
    """Make up to `most` half-open periods in order that never overlap; some touch, the last may be open."""
    bounds = sorted(set(rng.choices(days, k=rng.randint(1, most))))
    ends: list[date | None] = [*bounds[1:], rng.choice((None, None, date(2027, 12, 31)))]
    pairs = list(zip(bounds, ends, strict=True))
    return [pair for pair in pairs if not _is_rare(rng)] or pairs
