"""The days on which random histories begin and end: the turning points of the rules, years before, and beside them."""

from datetime import date, timedelta

from oracle_calendar import add_months, add_years

AS_OF_DATES = (date(2023, 6, 15), date(2024, 12, 31), date(2025, 3, 31), date(2026, 11, 22), date(2025, 9, 30))
TURNING_POINTS = (
    *AS_OF_DATES,
    date(2023, 10, 1),
    date(2023, 12, 31),
    date(2024, 1, 1),
    date(2025, 4, 1),
    date(2025, 5, 20),
    date(2025, 10, 1),
    date(2025, 10, 15),
)
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
CAREER_STARTS = tuple(date(1992 + step, 3, 1) for step in range(26))
EVENTS = _around(range(2, 6))
GRADUATIONS = (date(1995, 6, 1), date(2005, 6, 1), date(2005, 7, 1), date(2019, 8, 1))
NEAR_PENSION = tuple(
    add_months(add_years(day.replace(day=1), -age), months) + timedelta(days=offset)
    for day in AS_OF_DATES
    for age in (58, 60, 65)
    for months in (-1, 0, 3)
    for offset in (-1, 0)
)
BIRTHS = tuple(date(1970 + step, 1 + step % 12, 1 + step % 28) for step in range(30))
