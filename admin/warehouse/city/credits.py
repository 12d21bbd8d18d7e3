"""Angka kredit of functional officials since 2023 (Peraturan BKN 3/2023, rules.md 5)."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby

from admin.warehouse.city.dates import add_months
from admin.warehouse.city.world import Employee, World, covers

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


def count_months(employee: Employee, counted_from: date, year: int) -> int:
    """Return the months of a year that begin on or after a day, in service and not on unpaid leave."""
    return sum(
        month >= counted_from and not _is_unpaid(employee, month)
        for month in (date(year, number, 1) for number in range(1, 13))
    )


def write_credits(world: World, employee: Employee) -> None:
    """Keep the credit carried over or given at the start, and one conversion per year and level."""
    if not employee.is_pns or employee.post.kind != "FUNGSIONAL":
        return
    for level, kind, day, credit in employee.base_credits if "INTEGRATION" not in employee.hidden else ():
        _keep(world, employee, level, kind, add_months(day, -1), day, credit)
    for year in range(CONVERTED_FROM, world.as_of.year):
        predicate = employee.predicates.get(year)
        if predicate is not None:
            _convert_year(world, employee, year, predicate)


def _convert_year(world: World, employee: Employee, year: int, predicate: str) -> None:
    months = [date(year, month, 1) for month in range(1, 13)]
    for level, group in groupby(months, key=lambda day: _level_on(employee, day)):
        days = list(group)
        if level is not None:
            credit = convert_credit(level, predicate, len(days))
            _keep(world, employee, level, "KONVERSI", days[0], add_months(days[-1], 1), credit)


def _is_unpaid(employee: Employee, day: date) -> bool:
    return any(pause.status == "CLTN" and covers(pause, day) for pause in employee.pauses)


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
