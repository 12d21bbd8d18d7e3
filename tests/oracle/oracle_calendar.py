"""Dates and rounding as the rules mean them, in plain Python."""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

FOREVER = date.max


def whole_months(start: date, end: date) -> int:
    """Return the complete months from `start` to `end`, at least 0."""
    months = (end.year - start.year) * 12 + end.month - start.month
    if end.day < start.day:
        months -= 1
    return max(months, 0)


def add_months(day: date, months: int) -> date:
    """Return the same day of the month `months` later, or that month's last day when it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_of_next = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    last = (first_of_next - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def add_years(day: date, years: int) -> date:
    """Return the same day `years` later; 29 February becomes 28 February in a common year."""
    return add_months(day, years * 12)


def overlap_days(start: date, end: date, since: date) -> int:
    """Return the days of [start, end) that are not before `since`."""
    return max((end - max(start, since)).days, 0)


def round_half_up(value: Decimal) -> Decimal:
    """Return `value` with two decimals, half away from zero (rules.md, cross-cutting rule 5)."""
    return value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
