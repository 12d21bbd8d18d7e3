"""A small agency and its people, to print the worked examples of rules.md and docs/definitions for the oracle."""

from datetime import date
from decimal import Decimal
from typing import Any

from oracle_facts import (
    Agency,
    Appraisal,
    AssignmentRow,
    Completion,
    Cycle,
    Diploma,
    Employee,
    LegalStatus,
    Parameter,
    Person,
    Seat,
    Title,
    Unit,
)

PELAKSANA, KABID, KADIS, KASUBBAG, AHLI_MUDA, GURU = (
    Seat(number, 1, Title(number, level, is_teacher=number == 6))
    for number, level in enumerate(("PELAKSANA", "III.b", "II.b", "IV.a", "JF_AHLI_MUDA", "JF_AHLI_PERTAMA"), start=1)
)
CLTN = LegalStatus("CLTN", counts_as_service=False, blocks_promotion=True, is_excluded_from_coverage=True)
CYCLES = tuple(Cycle(year, "TAHUNAN", year, date(year, 1, 1), date(year, 12, 31)) for year in range(2010, 2030))
GOOD_YEARS = tuple(Appraisal(cycle.id, "BAIK", id=cycle.id) for cycle in CYCLES)


def make(number: int = 1, **facts: Any) -> Employee:
    """Make a PNS of long service without a post, Baik every year, who has one thing or other changed."""
    person = Person(number, f"Orang {number}", "P", facts.pop("born_on", date(1985, 5, 5)), facts.pop("diplomas", ()))
    usual: dict[str, Any] = {
        "nip": f"1985050520050120{number:02d}",
        "employment_type": "PNS",
        "scheme": "PNS",
        "appointed_on": date(2005, 1, 1),
        "permanent_on": date(2006, 1, 1),
        "appraisals": GOOD_YEARS,
    }
    merged: dict[str, Any] = {"id": number, "person": person} | usual | facts
    return Employee(**merged)


def office(*employees: Employee, **own: Any) -> Agency:
    """Make an agency of one unit, with the city's own values `own`."""
    values = tuple(Parameter(code, value, date(2000, 1, 1)) for code, value in own.items())
    seats = (PELAKSANA, KABID, KADIS, KASUBBAG, AHLI_MUDA, GURU)
    return Agency(1, (Unit(1, None), Unit(2, 1)), seats, CYCLES, values, employees)


def hold(*posts: tuple[Seat, date]) -> tuple[AssignmentRow, ...]:
    """Return definitive posts one after another."""
    ends: list[date | None] = [*(since for _, since in posts[1:]), None]
    return tuple(
        AssignmentRow(place.id, "DEFINITIF", since, end) for (place, since), end in zip(posts, ends, strict=True)
    )


def owns(level: str) -> tuple[Diploma, ...]:
    """Return a diploma recognised long ago."""
    return (Diploma(level, date(2003, 6, 1), date(2003, 6, 1)),)


def trained(kind: str, ended_on: date, hours: int = 24, number: int = 1) -> Completion:
    """Return a training of one day."""
    return Completion(number, kind, f"{kind} {number}", ended_on, ended_on, Decimal(hours))
