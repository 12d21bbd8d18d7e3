"""Working hours, and the attendance sheets of this year: one letter a day."""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

import psycopg

from admin.warehouse.city.leave import Absence, write_leave
from admin.warehouse.city.world import Employee, Unit, World

SINCE = date(2023, 4, 12)  # Perpres 21/2023
FASTS = {  # first day of Ramadan and of the month after it
    2023: (date(2023, 3, 23), date(2023, 4, 22)),
    2024: (date(2024, 3, 12), date(2024, 4, 10)),
    2025: (date(2025, 3, 1), date(2025, 3, 31)),
    2026: (date(2026, 2, 19), date(2026, 3, 20)),
    2027: (date(2027, 2, 8), date(2027, 3, 9)),
}
# Code, name, kind, and the days with their hours and break.
PATTERNS: tuple[tuple[str, str, str, list[tuple[str, str, int]]], ...] = (
    ("REGULER", "Lima hari kerja", "REGULER", [("07:30", "16:00", 60)] * 4 + [("07:30", "16:30", 90)]),
    ("RAMADAN", "Lima hari kerja bulan Ramadan", "RAMADAN", [("08:00", "15:00", 30)] * 4 + [("08:00", "15:30", 60)]),
    ("SEKOLAH", "Enam hari kerja sekolah", "SEKOLAH", [("07:00", "14:00", 30)] * 4 + [("07:00", "13:00", 60)]
     + [("07:00", "13:30", 0)]),
    ("SHIFT", "Bergilir menurut jadwal", "SHIFT", []),
)  # fmt: skip
ROSTERED_AREAS = frozenset({"KETERTIBAN", "KEBAKARAN"})
GUARD_SHARE = 0.02  # guards and drivers of offices
ABSENT_SHARE, LONG_ABSENT_SHARE = 0.05, 0.004
LATE_SHARE, NEVER_PUNCTUAL_SHARE = 0.35, 0.01
ELSEWHERE_SHARE, UNRECORDED_SHARE = 0.3, 0.01


@dataclass(slots=True)
class Office:
    """What all sheets share: days off, months of the year so far, and the plain sheet of each pattern and month."""

    random: Random
    as_of: date
    holidays: frozenset[date]
    months: tuple[date, ...]
    patterns: dict[str, int]
    plain: dict[tuple[str, int, date], str] = field(default_factory=dict)

    def is_working_day(self, pattern: str, shift: int, day: date) -> bool:
        """Tell whether a pattern asks to work on a day; rosters have every fourth day off."""
        if pattern == "SHIFT":
            return (day.toordinal() + shift) % 4 != 0
        return day.isoweekday() <= (6 if pattern == "SEKOLAH" else 5) and day not in self.holidays

    def plain_sheet(self, pattern: str, shift: int, month: date) -> str:
        """Return the letters of a month in which somebody came to work every day."""
        key = (pattern, shift, month)
        if key not in self.plain:
            days = [month + timedelta(days=number) for number in range(monthrange(month.year, month.month)[1])]
            self.plain[key] = "".join(
                "-" if day > self.as_of else "H" if self.is_working_day(pattern, shift, day) else "L" for day in days
            )
        return self.plain[key]


def open_office(world: World, connection: psycopg.Connection) -> Office:
    """Write the work patterns and say which days are worked; draws from random numbers of its own."""
    random = Random(world.employees[0].nip)  # noqa: S311 - invented people
    holidays = frozenset(day for (day,) in connection.execute("SELECT held_on FROM reference.holiday"))
    months = tuple(date(world.as_of.year, month, 1) for month in range(1, world.as_of.month + 1))
    return Office(random, world.as_of, holidays, months, _write_patterns(world))


def write_attendance(world: World, office: Office, employee: Employee) -> None:
    """Keep the leave and the sheets of an employee who still works."""
    if employee.leaves_on is not None or not employee.is_employed(world.as_of):
        return
    absences = write_leave(world, office.random, office.holidays, employee)
    pattern = _pattern_of(employee.post.unit)
    if pattern == "REGULER" and office.random.random() < GUARD_SHARE:
        pattern = "SHIFT"
        world.rows.add(
            "employee_work_pattern", employee_id=employee.number, work_pattern_id=office.patterns[pattern],
            valid_from=max(SINCE, employee.appointed_on), valid_to=None,
        )  # fmt: skip
    shift = employee.number % 4 if pattern == "SHIFT" else 0
    troubles = _plan_absence(office, employee, pattern, shift)
    is_unpunctual = office.random.random() < NEVER_PUNCTUAL_SHARE
    for month in office.months:
        if (month.year, month.month) < (employee.appointed_on.year, employee.appointed_on.month):
            continue
        marks = _mark(office, employee, office.plain_sheet(pattern, shift, month), month, absences, troubles)
        if office.random.random() < UNRECORDED_SHARE:
            marks = marks.replace("H", "-", 1)
        minutes = _lose_minutes(office.random, is_unpunctual) if "H" in marks else (0, 0)
        world.rows.add(
            "attendance_sheet", employee_id=employee.number, month=month, marks=marks,
            late_minutes=minutes[0], early_minutes=minutes[1],
        )  # fmt: skip


def _mark(
    office: Office, employee: Employee, plain: str, month: date, absences: list[Absence], troubles: set[date]
) -> str:
    """Return a month's letters with what happened; days off stay so."""
    if employee.appointed_on > month:
        before = employee.appointed_on.day - 1
        plain = "-" * before + plain[before:]
    if employee.pauses and employee.is_away(month):
        return plain.replace("H", "C")
    if absences or troubles:
        plain = _take_away(plain, month, absences, troubles)
    if office.random.random() < ELSEWHERE_SHARE:
        place = office.random.randrange(len(plain))
        if plain[place] == "H":
            plain = plain[:place] + office.random.choice("DDI") + plain[place + 1 :]
    return plain


def _take_away(plain: str, month: date, absences: list[Absence], troubles: set[date]) -> str:
    letters = list(plain)
    last = date(month.year, month.month, len(plain))
    for absence in absences:
        for number in range(max(absence.starts_on, month).toordinal(), min(absence.ends_on, last).toordinal() + 1):
            place = number - month.toordinal()
            letters[place] = "C" if letters[place] == "H" else letters[place]
    for day in troubles:
        if month <= day <= last and letters[day.day - 1] == "H":
            letters[day.day - 1] = "A"
    return "".join(letters)


def _plan_absence(office: Office, employee: Employee, pattern: str, shift: int) -> set[date]:
    """Choose the days on which somebody does not come, and says nothing."""
    first = max(office.months[0], employee.appointed_on)
    length = (office.as_of - first).days
    if length < 1:
        return set()
    if office.random.random() < LONG_ABSENT_SHARE:
        start = first + timedelta(days=office.random.randint(0, length))
        wanted, days, day = office.random.randint(8, 32), set[date](), start
        while len(days) < wanted and day <= office.as_of:
            if office.is_working_day(pattern, shift, day):
                days.add(day)
            day += timedelta(days=1)
        return days
    if office.random.random() < ABSENT_SHARE * (1.5 - employee.quality):
        return {first + timedelta(days=office.random.randint(0, length)) for _ in range(office.random.randint(1, 9))}
    return set()


def _lose_minutes(random: Random, is_unpunctual: bool) -> tuple[int, int]:
    if is_unpunctual:
        return random.randint(120, 600), random.randint(0, 240)
    return (random.randint(1, 45), 0) if random.random() < LATE_SHARE else (0, 0)


def _pattern_of(unit: Unit) -> str:
    if unit.kind == "SEKOLAH":
        return "SEKOLAH"
    return "SHIFT" if unit.area in ROSTERED_AREAS else "REGULER"


def _write_patterns(world: World) -> dict[str, int]:
    """Keep the patterns and in which units they hold, shorter hours in Ramadan; return their numbers by code."""
    numbers: dict[str, int] = {}
    for code, name, kind, days in PATTERNS:
        numbers[code] = world.rows.add("work_pattern", code=code, name=name, kind=kind, is_rostered=code == "SHIFT")
        for weekday, (starts_at, ends_at, pause) in enumerate(days, start=1):
            world.rows.add(
                "work_pattern_day", work_pattern_id=numbers[code], weekday=weekday,
                starts_at=starts_at, ends_at=ends_at, break_minutes=pause,
            )  # fmt: skip
    for unit in world.units:
        above = _pattern_of(unit.parent) if unit.parent else ""
        if unit.parent is None:
            _assign_year_round(world, unit, numbers)
        elif _pattern_of(unit) != above:
            world.rows.add(
                "unit_work_pattern", unit_id=unit.number, work_pattern_id=numbers[_pattern_of(unit)],
                valid_from=SINCE, valid_to=None,
            )  # fmt: skip
    return numbers


def _assign_year_round(world: World, root: Unit, numbers: dict[str, int]) -> None:
    start = SINCE
    for first, after in FASTS.values():
        if first < SINCE:
            continue
        for code, valid_from, valid_to in (("REGULER", start, first), ("RAMADAN", first, after)):
            world.rows.add(
                "unit_work_pattern", unit_id=root.number, work_pattern_id=numbers[code],
                valid_from=valid_from, valid_to=valid_to,
            )  # fmt: skip
        start = after
    world.rows.add(
        "unit_work_pattern", unit_id=root.number, work_pattern_id=numbers["REGULER"], valid_from=start, valid_to=None
    )
