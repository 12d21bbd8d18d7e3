"""What people type, and what it means."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import FormData

from admin.panel.attributes import read_attributes
from admin.panel.days import parse_day, read_typed_day, write_day
from admin.panel.language import install_languages, show_date
from admin.panel.parsers import clean, parse
from admin.panel.reasons import read_reason
from models.career import GradeRecord, SalaryIncrement
from models.people import Person

BORN = read_attributes(Person)["born_on"]
NAME = read_attributes(Person)["name"]
ADDRESS = read_attributes(Person)["address"]
SALARY = read_attributes(SalaryIncrement)["base_salary"]
YEARS = read_attributes(GradeRecord)["service_years"]

install_languages()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("  Budi ", "Budi"), ("\u200bBu\u200bdi\ufeff", "Budi"), ("\u00a0", ""), ("a\r\nb", "a\nb"), ("e\u0301", "é")],
)
def test_invisible_signs_and_space_around_are_dropped(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\u202e", "\u202a", "\u2066", "\u2069", "\ufffe", "\uffff", "\ud800"])
def test_signs_that_turn_or_break_a_text_are_refused(sign: str) -> None:
    for attribute in (NAME, ADDRESS, BORN):
        with pytest.raises(ValueError, match="cannot be stored"):
            parse(clean(f"Budi {sign}otnaS"), attribute)
    assert read_reason(FormData({"audit_reason": f"Salah{sign} ketik"}), is_required=True).error


def test_empty_text_is_nothing() -> None:
    assert [parse("", attribute) for attribute in (BORN, NAME, SALARY, YEARS)] == [None] * 4


@pytest.mark.parametrize("typed", ["1987-04-12", "1987-4-12", "12-04-1987", "12/4/1987", "12.04.1987"])
def test_dates_are_read_day_first(typed: str) -> None:
    assert parse(typed, BORN) == date(1987, 4, 12)


@pytest.mark.parametrize(
    "typed",
    ["1 Maret 2026", "1 march 2026", "01-Mar-2026", "March 1, 2026", "01032026", "20260301", "01 / 03 / 2026",
     "2026/03/01"],
)  # fmt: skip
def test_dates_are_read_in_words_and_in_digits_alone(typed: str) -> None:
    assert parse_day(typed) == date(2026, 3, 1)


@pytest.mark.parametrize(
    "typed",
    ["31/02/2026", "29/02/2026", "00/01/2026", "1/13/2026", "01/01/99999", "01/01/26", "1/1/0001", "2026-03",
     "2026-03/01", "\u0661\u0662/\u0660\u0664/\u0661\u0669\u0668\u0667", "\u202e12/04/1987", "12\u200f/04/1987",
     "²/04/1987", "1 Smarch 2026", "12/04/1987\x00", "kemarin", "46000", "\U0001f600"],
)  # fmt: skip
def test_what_is_no_day_is_refused_and_shown_again(typed: str) -> None:
    with pytest.raises(ValueError, match=r"\.$"):
        parse_day(typed)
    read = read_typed_day({"on": typed}, "on")
    assert read.error
    assert read.day is None
    assert read.shown == typed.replace("\x00", "\ufffd")


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_every_day_of_the_calendar_is_read_back(day: date) -> None:
    assert parse(f"{day.day}-{day.month}-{day.year}", BORN) == parse(day.isoformat(), BORN) == day
    assert parse_day(write_day(day)) == parse_day(f"{day:%d%m%Y}") == parse_day(f"{day:%Y%m%d}") == day
    assert parse_day(show_date(day)) == day


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("3500000", "3500000"), ("3500000.5", "3500000.5"), ("3500000,50", "3500000.50"), ("3.500.000,5", "3500000.5")],
)
def test_amounts_are_read_with_comma_or_point(typed: str, amount: str) -> None:
    assert parse(typed, SALARY) == Decimal(amount)


@given(st.text(max_size=40))
def test_any_text_is_a_value_or_refused_in_words(text: str) -> None:
    for attribute in (BORN, NAME, ADDRESS, SALARY, YEARS):
        with suppress(ValueError):
            parse(clean(text), attribute)


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_amounts_are_never_rounded(amount: Decimal) -> None:
    written = format(amount, "f")
    try:
        assert parse(written, SALARY) == amount
    except ValueError:
        is_fine = amount.as_tuple().exponent not in (0, -1, -2)
        assert is_fine or abs(amount) >= 10**12


def test_new_lines_are_kept_only_in_long_text() -> None:
    assert parse("Jalan Melati\nBlok B", ADDRESS) == "Jalan Melati\nBlok B"
    with pytest.raises(ValueError, match="cannot be stored"):
        parse("Budi\nSantoso", NAME)
