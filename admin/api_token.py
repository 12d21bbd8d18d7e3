"""Tokens of programs: how one is made, and for how long it may work."""

from datetime import date, timedelta
from typing import Final

from admin.secret import make_token

PREFIX: Final = "merit_"  # by which those who look for leaked secrets know one
LONGEST_DAYS: Final = 366
USUAL_DAYS: Final = 90
PERIODS: Final = (30, USUAL_DAYS, 180, LONGEST_DAYS)  # what the panel offers
LONGEST_NAME: Final = 100


def make_api_token() -> str:
    """Return a new token; only its hash (`admin.secret.hash_token`) is kept."""
    return PREFIX + make_token()


def find_problem(name: str, expires_on: date, today: date) -> str | None:
    """Return why a token may not be made, as `kalimat | sentence`, or None."""
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        return (
            f"Tulis nama program yang memakai token ini, paling panjang {LONGEST_NAME} huruf. | "
            f"Write the name of the program that uses this token, in at most {LONGEST_NAME} letters."
        )
    if not today <= expires_on <= today + timedelta(days=LONGEST_DAYS - 1):
        return (
            "Token berlaku sampai hari ini atau nanti, paling lama setahun. | "
            "A token works until today or later, for a year at most."
        )
    return None
