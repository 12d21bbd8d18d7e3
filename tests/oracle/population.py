"""Strategies for small agencies with awkward histories: ties, corrections, gaps, and dates on every boundary.

Row numbers are local or 0: `population_rows` hands out the real ones. What a history may not do (overlap, repeat a
key) is never drawn, because the tables would refuse it.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from oracle_calendar import add_months, add_years
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
    LegalStatus,
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

Thing = TypeVar("Thing")
Draw = Callable[[st.SearchStrategy[Any]], Any]

AS_OF_DATES = (date(2023, 12, 31), date(2024, 2, 29), date(2025, 3, 31), date(2025, 9, 30), date(2026, 11, 22))
TURNING_POINTS = (*AS_OF_DATES, date(2024, 1, 1), date(2025, 4, 1), date(2025, 5, 20), date(2025, 10, 1))
YEAR_ENDS = tuple(date(year, month, day) for year in range(2019, 2027) for month, day in ((12, 31), (1, 1)))
LEAP_DAYS = (date(2020, 2, 29), date(2022, 2, 28), date(2024, 2, 29))


def _around(years_back: range) -> tuple[date, ...]:
    """Return the turning points some years earlier, the days beside them, and the firsts of months near them."""
    days = {
        add_years(point, -years) + timedelta(days=offset)
        for point in TURNING_POINTS
        for years in years_back
        for offset in (-1, 0, 1)
    }
    firsts = {add_months(day.replace(day=1), months) for day in days for months in (-2, 1, 3, 6)}
    return tuple(sorted(days | firsts))


RECENT = tuple(sorted({*_around(range(3)), *YEAR_ENDS, *LEAP_DAYS}))
MOMENTS = tuple(sorted({*RECENT, *_around(range(3, 7))}))
CAREER_STARTS = (*(date(1988 + 3 * step, 3, 1) for step in range(11)), *_around(range(2, 6)))
NEAR_PENSION = tuple(
    add_months(add_years(day.replace(day=1), -age), months) + timedelta(days=offset)
    for day in AS_OF_DATES
    for age in (58, 60, 65)
    for months in (-1, 0, 3)
    for offset in (-1, 0)
)
BIRTHS = (*(date(1966 + step, 1 + step % 12, 1 + step % 28) for step in range(34)), *NEAR_PENSION)

CLTN = LegalStatus("CLTN", counts_as_service=False, blocks_promotion=True, is_excluded_from_coverage=True)
STATUSES = (
    LegalStatus("AKTIF", counts_as_service=True, blocks_promotion=False, is_excluded_from_coverage=False),
    LegalStatus("TUGAS_BELAJAR", counts_as_service=True, blocks_promotion=False, is_excluded_from_coverage=True),
    LegalStatus("DIPEKERJAKAN", counts_as_service=True, blocks_promotion=False, is_excluded_from_coverage=False),
    CLTN,
    LegalStatus("PEMBERHENTIAN_SEMENTARA", True, blocks_promotion=True, is_excluded_from_coverage=False),
)
PUNISHMENTS = {
    "TEGURAN_TERTULIS": "RINGAN",
    "POTONG_TPP_6": "SEDANG",
    "POTONG_TPP_12": "SEDANG",
    "PP53_TUNDA_KP_12": "SEDANG",
    "TURUN_JABATAN_12": "BERAT",
    "PP53_PEMBEBASAN_JABATAN": "BERAT",
}
CASE_STATUSES = ("FINAL", "FINAL", "FINAL", "DIPERIKSA", "UPAYA_ADMINISTRATIF", "DIBATALKAN")
OUTCOMES = (
    *((predicate, None) for predicate in ("SANGAT_BAIK", "BUTUH_PERBAIKAN", "KURANG", "SANGAT_KURANG")),
    *((None, text) for text in ("BAIK", " sangat  baik", "Cukup", "Kurang/Misconduct", "butuh perbaikan", "n/a")),
    ("BAIK", "kurang"),
    None,
)
KINDS = ("TEKNIS", "BIMTEK", "E_LEARNING", "LATSAR", *CONVERSION, *LEADERSHIP_LEVEL)
TITLES = ("Pelayanan Prima", "pelayanan  prima", " PELAYANAN PRIMA ", "Manajemen Risiko", "SAKIP")
CERTIFICATES = (None, None, None, "", "  ", "AB 12/3", "ab12/3", "AB12/3 ", "C-1", "c - 1")
HOURS = tuple(map(Decimal, ("0", "0.5", "2", "7.25", "8", "8.01", "10", "12", "16.01", "19.99", "20", "20.01",
                            "23.99", "24", "24.01", "32", "320")))  # fmt: skip
LAST_CYCLE = 2026
CYCLES = (
    *(Cycle(year, "TAHUNAN", year, date(year, 1, 1), date(year, 12, 31)) for year in range(2018, LAST_CYCLE + 1)),
    *(Cycle(3000 + year, "TAHUNAN", year, date(year, 1, 2), date(year, 6, 30)) for year in (2022, 2024)),
    *(Cycle(5000 + year, "TRIWULAN", year, date(year, 10, 1), date(year, 12, 31)) for year in (2022, 2023, 2024)),
)


def draw_agencies(count: int, number: int) -> list[Agency]:
    """Return `count` random agencies, the same ones for the same seed `number`."""
    found: list[Agency] = []

    @seed(number)
    @settings(
        max_examples=count,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(agencies())
    def collect(agency: Agency) -> None:
        found.append(agency)

    collect()
    return found[-count:]


@st.composite
def agencies(draw: Draw) -> Agency:
    """Draw an agency: a tree of units, a map of seats, 5 to 60 employees of whom many are near copies."""
    units = tuple(
        Unit(number, draw(st.integers(1, number - 1)) if number > 1 else None)
        for number in range(1, draw(st.integers(1, 7)) + 1)
    )
    seats = _seats(draw, units)
    staff: list[Employee] = []
    for number in range(1, draw(st.sampled_from((5, 8, 12, 12, 20, 30, 60))) + 1):
        make = draw(st.sampled_from((_newcomer, _twin, _twin) if staff else (_newcomer,)))
        staff.append(make(draw, number, seats, staff))
    parameters = _parameters(draw)
    return Agency(0, units, seats, CYCLES, parameters, _one_holder_each(seats, staff))


# --- the agency ------------------------------------------------------------------------------------------------------


def _seats(draw: Draw, units: tuple[Unit, ...]) -> tuple[Seat, ...]:
    """Draw two or three heads' seats and several below them, executing staff most often."""
    levels = list(POSITION_LEVELS)
    heads = draw(st.integers(1, 3))
    seats = []
    for number in range(1, heads + draw(st.integers(3, 9)) + 1):
        is_head = number <= heads
        level = draw(st.sampled_from(levels if is_head else [*levels, *["PELAKSANA"] * len(levels)]))
        unit = draw(st.sampled_from(units))
        above = draw(st.sampled_from((None, *range(1, min(number - 1, heads) + 1))))
        seats.append(Seat(number, unit.id, Title(number, level, draw(_rarely())), above))
    return tuple(seats)


def _parameters(draw: Draw) -> tuple[Parameter, ...]:
    values = {"duk_include_cpns": ("true", "false"), "training_target_pns": ("16", "20.01"),
              "training_target_pppk": ("8", "20"), "training_cap_pppk": ("20", "32"),
              "training_cpns_covered": ("false",)}  # fmt: skip
    chosen = draw(st.lists(st.sampled_from(sorted(values)), max_size=2, unique=True))
    return tuple(
        Parameter(code, draw(st.sampled_from(values[code])), start, end)
        for code in chosen
        for start, end in _periods(draw, st.sampled_from(RECENT), 2)
    )


def _one_holder_each(seats: tuple[Seat, ...], staff: list[Employee]) -> tuple[Employee, ...]:
    """Leave every superior seat to the first who was ever given it."""
    superior = {seat.superior_seat_id for seat in seats}
    holder: dict[int, int] = {}
    kept = []
    for employee in staff:
        for row in employee.assignments:
            holder.setdefault(row.seat_id, employee.id)
        mine = (
            row for row in employee.assignments if row.seat_id not in superior or holder[row.seat_id] == employee.id
        )
        kept.append(replace(employee, assignments=tuple(mine)))
    return tuple(kept)


# --- an employee -----------------------------------------------------------------------------------------------------


def _newcomer(draw: Draw, number: int, seats: tuple[Seat, ...], staff: list[Employee]) -> Employee:
    employment = draw(st.sampled_from((*("PNS",) * 7, "PPPK", "PPPK", "PPPK_PARUH_WAKTU")))
    appointed_on = draw(st.sampled_from(CAREER_STARTS))
    return Employee(
        number,
        "",
        _person(draw, number, staff),
        employment,
        "PNS" if employment == "PNS" else "PPPK",
        appointed_on,
        _permanent_on(draw, appointed_on) if employment == "PNS" else None,
        draw(st.sampled_from(RECENT)) if draw(_rarely()) else None,
        _grades(draw, employment),
        _assignments(draw, seats),
        _statuses(draw) if draw(_sometimes()) else (),
        tuple(draw(st.lists(completions(), max_size=5))),
        _contracts(draw) if employment != "PNS" else (),
        tuple(draw(st.lists(exams(), max_size=2, unique_by=lambda row: (row.kind, row.taken_on)))),
        tuple(draw(st.lists(prior_services(), max_size=2))) if draw(_sometimes()) else (),
        _punishments(draw) if draw(_sometimes()) else (),
        _appraisals(draw),
    )


def _twin(draw: Draw, number: int, seats: tuple[Seat, ...], staff: list[Employee]) -> Employee:
    """Copy an earlier employee and change at most one thing, so that any criterion may decide between the two."""
    model: Employee = draw(st.sampled_from(staff))
    changes: tuple[Callable[[], dict[str, Any]], ...] = (
        dict,
        lambda: {"person": replace(model.person, born_on=draw(st.sampled_from(BIRTHS)))},
        lambda: {"person": replace(model.person, diplomas=_diplomas(draw))},
        lambda: {"person": replace(model.person, diplomas=_shifted_diplomas(model))},
        lambda: {"completions": (*model.completions, draw(completions(LEADERSHIP_LEVEL)))},
        lambda: {"completions": _shifted_completions(model)},
        lambda: {"prior_services": (*model.prior_services, draw(prior_services()))},
        lambda: {"assignments": _assignments(draw, seats)},
        lambda: {"assignments": _shifted_assignments(model)},
        lambda: {"grades": _shifted_grades(model)},
        lambda: {"grades": _grades(draw, model.employment_type)},
        lambda: {"appraisals": _appraisals(draw)},
        lambda: {"exams": ()},
        lambda: {"statuses": _statuses(draw)},
    )
    twin = replace(model, id=number, **draw(st.sampled_from(changes))())
    return replace(twin, person=replace(twin.person, id=number))


def _person(draw: Draw, number: int, staff: list[Employee]) -> Person:
    """Draw a person, now and then one who already had an employment."""
    if staff and draw(_rarely()):
        colleague: Employee = draw(st.sampled_from(staff))
        return colleague.person
    born_on = draw(st.sampled_from(BIRTHS))
    return Person(number, f"Orang {number}", draw(st.sampled_from("LP")), born_on, _diplomas(draw))


def _permanent_on(draw: Draw, appointed_on: date) -> date | None:
    usual = add_years(appointed_on, 1)
    choices = (usual, usual, usual, usual, None, appointed_on, max(appointed_on, date(2025, 3, 31)))
    chosen: date | None = draw(st.sampled_from(choices))
    return chosen


def _grades(draw: Draw, employment: str) -> tuple[GradeRow, ...]:
    """Draw a climb with corrected decrees (no step), jumps, demotions and decrees of the same day."""
    if employment != "PNS" and not draw(_rarely()):
        return ()
    ordinal = draw(st.sampled_from((1, 4, 5, 6, 7, 7, 8, 8, 9, 9, 9, 10, 10, 11, 12, 12, 12, 13, 14, 17)))
    rows = {}
    for day in sorted(draw(st.lists(st.sampled_from(MOMENTS), min_size=0 if draw(_rarely()) else 1, max_size=3))):
        rows[PNS_GRADES[ordinal - 1], day] = GradeRow(0, PNS_GRADES[ordinal - 1], day)
        ordinal = min(max(ordinal + draw(st.sampled_from((1, 1, 1, 0, 2, -1))), 1), len(PNS_GRADES))
    return tuple(rows.values())


def _assignments(draw: Draw, seats: tuple[Seat, ...]) -> tuple[AssignmentRow, ...]:
    """Draw definitive posts one after another, some after a gap, and perhaps an acting post beside them."""
    posts = [
        AssignmentRow(draw(st.sampled_from(seats)).id, "DEFINITIF", start, end)
        for start, end in _periods(draw, st.sampled_from(MOMENTS), 4)
    ]
    if draw(_rarely()):
        posts.append(AssignmentRow(draw(st.sampled_from(seats)).id, draw(st.sampled_from(("PLT", "PLH"))), MOMENTS[0]))
    return tuple(posts)


def _statuses(draw: Draw) -> tuple[StatusRow, ...]:
    kinds = st.sampled_from((*STATUSES, CLTN))
    return tuple(StatusRow(draw(kinds), start, end) for start, end in _periods(draw, st.sampled_from(MOMENTS), 3))


def _contracts(draw: Draw) -> tuple[Contract, ...]:
    grades = st.sampled_from(("V", "VII", "IX", "X"))
    periods = _periods(draw, st.sampled_from(MOMENTS), 2)
    return tuple(Contract(draw(grades), start, end or date(2030, 1, 1)) for start, end in periods)


def _punishments(draw: Draw) -> tuple[Punishment, ...]:
    rows = []
    for kind in draw(st.lists(st.sampled_from(sorted(PUNISHMENTS)), max_size=2, unique=True)):
        start, end = _periods(draw, st.sampled_from(MOMENTS), 1)[0]
        rows.append(Punishment(kind, PUNISHMENTS[kind], draw(st.sampled_from(CASE_STATUSES)), start, end))
    return tuple(rows)


def _appraisals(draw: Draw) -> tuple[Appraisal, ...]:
    """Draw Baik for every year but a few, which differ, are unreadable or missing."""
    rows: dict[int, tuple[str | None, str | None] | None] = {
        cycle.id: ("BAIK", None) for cycle in CYCLES if cycle.id < 3000
    }
    rows |= draw(
        st.dictionaries(st.sampled_from([cycle.id for cycle in CYCLES]), st.sampled_from(OUTCOMES), max_size=3)
    )
    return tuple(Appraisal(number, *outcome) for number, outcome in rows.items() if outcome)


def _diplomas(draw: Draw) -> tuple[Diploma, ...]:
    rows = st.lists(diplomas(), max_size=3, unique_by=lambda row: (row.level, row.graduated_on))
    return tuple(draw(rows))


@st.composite
def diplomas(draw: Draw) -> Diploma:
    """Draw a diploma, often recognised long ago, at times later, in future or never."""
    graduated_on = draw(st.sampled_from((date(1995, 6, 1), date(2005, 6, 1), date(2005, 7, 1), date(2019, 8, 1))))
    recognised_on = draw(st.sampled_from((graduated_on,) * 8 + (None, *AS_OF_DATES, date(2027, 1, 1))))
    return Diploma(draw(st.sampled_from(sorted(EDUCATION_RANK))), graduated_on, recognised_on)


@st.composite
def completions(draw: Draw, kinds: tuple[str, ...] | dict[str, int] = KINDS) -> Completion:
    """Draw a training: short or long, near a year's end, with a certificate number that others may share."""
    ended_on = draw(st.sampled_from(RECENT))
    started_on = ended_on - timedelta(days=draw(st.sampled_from((0, 0, 1, 2, 4, 40))))
    hours, certificate = draw(st.sampled_from(HOURS)), draw(st.sampled_from(CERTIFICATES))
    return Completion(
        0, draw(st.sampled_from(sorted(kinds))), draw(st.sampled_from(TITLES)), started_on, ended_on, hours, certificate
    )


@st.composite
def exams(draw: Draw) -> Exam:
    """Draw a service exam: passed or not, valid without limit or until a boundary."""
    kind = draw(st.sampled_from(("UJIAN_DINAS_I", "UJIAN_DINAS_II", "UPKP")))
    is_passed = draw(st.sampled_from((True, True, False)))
    return Exam(kind, draw(st.sampled_from(MOMENTS)), is_passed, draw(st.sampled_from((None, None, *MOMENTS))))


@st.composite
def prior_services(draw: Draw) -> PriorService:
    """Draw recognised service of some months."""
    return PriorService(draw(st.sampled_from((1, 7, 12, 60))), draw(st.sampled_from(MOMENTS)))


# --- small pieces ----------------------------------------------------------------------------------------------------


def _rarely() -> st.SearchStrategy[bool]:
    return st.sampled_from((False,) * 9 + (True,))


def _sometimes() -> st.SearchStrategy[bool]:
    return st.sampled_from((False, False, True))


def _periods(draw: Draw, days: st.SearchStrategy[date], most: int) -> list[tuple[date, date | None]]:
    """Draw up to `most` half-open periods in order that never overlap; some touch, the last may be open."""
    bounds = sorted(draw(st.lists(days, min_size=1, max_size=most, unique=True)))
    ends: list[date | None] = [*bounds[1:], draw(st.sampled_from((None, None, date(2027, 6, 1))))]
    pairs = list(zip(bounds, ends, strict=True))
    return [pair for pair in pairs if len(pairs) == 1 or not draw(_rarely())]


def _shifted_grades(model: Employee) -> tuple[GradeRow, ...]:
    return tuple(replace(row, valid_from=row.valid_from + timedelta(days=1)) for row in model.grades)


def _shifted_assignments(model: Employee) -> tuple[AssignmentRow, ...]:
    day = timedelta(days=1)
    return tuple(
        replace(row, valid_from=row.valid_from + day, valid_to=row.valid_to and row.valid_to + day)
        for row in model.assignments
    )


def _shifted_diplomas(model: Employee) -> tuple[Diploma, ...]:
    return tuple(replace(row, graduated_on=row.graduated_on + timedelta(days=1)) for row in model.person.diplomas)


def _shifted_completions(model: Employee) -> tuple[Completion, ...]:
    return tuple(
        replace(row, started_on=row.started_on - timedelta(days=1), ended_on=row.ended_on - timedelta(days=1))
        for row in model.completions
    )
