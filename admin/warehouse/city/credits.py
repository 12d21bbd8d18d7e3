"""Angka kredit of functional officials since 2023 (Peraturan BKN 3/2023, rules.md 5)."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

from admin.warehouse.city.dates import add_months, months_between
from admin.warehouse.city.world import ORDINAL, RANGE, Employee, World

CONVERTED_FROM = 2023
COEFFICIENT = {
    "JF_PEMULA": "3.75",
    "JF_TERAMPIL": "5",
    "JF_MAHIR": "12.5",
    "JF_PENYELIA": "25",
    "JF_AHLI_PERTAMA": "12.5",
    "JF_AHLI_MUDA": "25",
    "JF_AHLI_MADYA": "37.5",
    "JF_AHLI_UTAMA": "50",
}
PERCENT = {"SANGAT_BAIK": 150, "BAIK": 100, "BUTUH_PERBAIKAN": 75, "KURANG": 50, "SANGAT_KURANG": 25}


def convert_credit(level: str, predicate: str, months: int) -> Decimal:
    """Return percentage x coefficient x months / 12, rounded half up to two decimals (rules.md 5.2)."""
    credit = Decimal(PERCENT[predicate]) / 100 * Decimal(COEFFICIENT[level]) * months / 12
    return credit.quantize(Decimal("0.01"), ROUND_HALF_UP)


def write_credits(world: World, employee: Employee) -> None:
    """Keep the credit carried over or given at the start, and one conversion per year and level."""
    if not employee.is_pns or employee.post.kind != "FUNGSIONAL":
        return
    for year in range(CONVERTED_FROM, world.as_of.year):
        predicate = employee.predicates.get(year)
        if predicate is not None:
            _convert_year(world, employee, year, predicate)
    _write_start(world, employee)


def _convert_year(world: World, employee: Employee, year: int, predicate: str) -> None:
    months = [date(year, month, 1) for month in range(1, 13)]
    for level, group in groupby(months, key=lambda day: _level_on(employee, day)):
        days = list(group)
        if level is not None:
            _keep(
                world,
                employee,
                level,
                "KONVERSI",
                days[0],
                add_months(days[-1], 1),
                convert_credit(level, predicate, len(days)),
            )


def _write_start(world: World, employee: Employee) -> None:
    start = date(CONVERTED_FROM, 1, 1)
    kind = "INTEGRASI"
    if employee.appointed_on >= start:
        start, kind = employee.appointed_on, "DASAR"
    level = _level_on(employee, start)
    grade = employee.grade_on(start)
    if level is None or grade is None or start > world.as_of or not employee.is_employed(start):
        return
    step = Decimal(COEFFICIENT[level]) * 4
    steps = min(3, max(0, ORDINAL[grade] - RANGE[level][0]))
    credit = step * steps
    if kind == "INTEGRASI":
        since = next(item.start for item in reversed(employee.grades) if item.start <= start)
        credit += min(step, Decimal(COEFFICIENT[level]) * months_between(since, start) / 12)
    if credit:
        _keep(
            world, employee, level, kind, add_months(start, -1), start, credit.quantize(Decimal("0.01"), ROUND_HALF_UP)
        )


def _level_on(employee: Employee, day: date) -> str | None:
    stint = employee.stint_on(day)
    return stint.seat.title.level if stint and stint.seat.title.level in COEFFICIENT else None


def _keep(world: World, employee: Employee, level: str, kind: str, start: date, end: date, credit: Decimal) -> None:
    world.rows.add(
        "credit_record",
        employee_id=employee.number,
        position_level_id=world.codes("position_level", level),
        kind=kind,
        period_from=start,
        period_to=end,
        credit=credit,
    )
