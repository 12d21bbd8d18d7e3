"""Arithmetic of days, months and promotion periods."""

from datetime import date

REGIMES = (  # first day of the regime, months with a period (rules.md 4.1)
    (date(2025, 10, 1), tuple(range(1, 13))),  # Peraturan BKN 4/2025
    (date(2024, 1, 1), (2, 4, 6, 8, 10, 12)),  # Peraturan BKN 4/2023
    (date.min, (4, 10)),  # PP 12/2002
)


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of that month when it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(number, day.day))
        except ValueError:
            continue
    raise AssertionError


def add_years(day: date, years: int) -> date:
    """Return the same day `years` later (29 February becomes 28)."""
    return add_months(day, 12 * years)


def months_between(start: date, end: date) -> int:
    """Return the whole months from `start` to `end`, never below zero."""
    months = (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)
    return max(months, 0)


def next_month(day: date) -> date:
    """Return the first day of the month after `day`."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def next_first(day: date) -> date:
    """Return the first first-of-month that is not before `day`."""
    return day if day.day == 1 else next_month(day)


def promotion_months(day: date) -> tuple[int, ...]:
    """Return the months with a promotion period under the regime in force on `day` (rules.md 4.1)."""
    return next(months for start, months in REGIMES if day >= start)


def next_period(day: date) -> date:
    """Return the first promotion date that is not before `day`, each candidate under its own regime."""
    candidate = next_first(day)
    while candidate.month not in promotion_months(candidate):
        candidate = next_month(candidate)
    return candidate


def pension_date(born_on: date, retirement_age: int) -> date:
    """Return the first day of the month after reaching the retirement age (rules.md 14.2)."""
    return next_month(add_years(born_on, retirement_age))
