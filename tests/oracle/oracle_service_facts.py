"""The facts of services and forums as the oracle knows them: surveys with their sheets, visits, action items."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Sheet:
    """One sheet of a survey: the day, and the score of each element that was answered, by its code."""

    answered_on: date
    scores: Mapping[str, int]


@dataclass(frozen=True)
class Survey:
    """The survey of a service point of a unit, with its sheets."""

    id: int
    service_point_id: int
    unit_id: int
    starts_on: date
    ends_on: date
    population: int | None = None
    sheets: tuple[Sheet, ...] = ()


@dataclass(frozen=True)
class Visit:
    """A visit of a mobile service of a unit: what it gave, as pairs of asked and served."""

    id: int
    unit_id: int
    starts_on: date
    ends_on: date
    staff: int | None
    status: str
    services: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class ActionItem:
    """What somebody was asked to do at a meeting of a day, and how many of those invited to it came."""

    id: int
    employee_id: int
    held_on: date
    due_on: date
    status: str
    done_on: date | None
    presences: tuple[str, ...] = ()
