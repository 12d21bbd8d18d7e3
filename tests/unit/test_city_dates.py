"""The city's calendar follows the law: promotion periods and pension dates."""

from datetime import date

import pytest

from admin.warehouse.city.dates import add_months, add_years, months_between, next_period, pension_date


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2020, 4, 1), date(2020, 4, 1)),
        (date(2020, 4, 2), date(2020, 10, 1)),
        (date(2023, 10, 2), date(2024, 2, 1)),  # the regime of the candidate, not of the day asked
        (date(2025, 8, 15), date(2025, 10, 1)),  # rules.md 4.13, example 3
        (date(2025, 10, 15), date(2025, 11, 1)),
        (date(2024, 12, 2), date(2025, 2, 1)),
    ],
)
def test_next_period(day: date, expected: date) -> None:
    assert next_period(day) == expected


@pytest.mark.parametrize(
    ("born_on", "age", "expected"),
    [
        (date(1968, 3, 15), 58, date(2026, 4, 1)),
        (date(1968, 3, 1), 58, date(2026, 4, 1)),
        (date(1967, 12, 31), 58, date(2026, 1, 1)),
        (date(1964, 2, 29), 60, date(2024, 3, 1)),
    ],
)
def test_pension_date(born_on: date, age: int, expected: date) -> None:
    assert pension_date(born_on, age) == expected


def test_months_are_added_within_the_calendar() -> None:
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert add_months(date(2024, 11, 30), 3) == date(2025, 2, 28)
    assert add_years(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert add_months(date(2024, 1, 15), -13) == date(2022, 12, 15)


def test_whole_months_never_round_up() -> None:
    assert months_between(date(2020, 1, 15), date(2021, 1, 14)) == 11
    assert months_between(date(2020, 1, 15), date(2021, 1, 15)) == 12
    assert months_between(date(2021, 1, 15), date(2020, 1, 15)) == 0
