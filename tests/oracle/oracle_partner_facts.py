"""The facts of sessions and partners as the oracle knows them: who is enrolled, agreements, and who was sent."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Planned:
    """A session of a course: its days, how many may come, and each employee enrolled with how far that has come."""

    id: int
    course_id: int
    starts_on: date
    ends_on: date
    quota: int | None
    enrolled: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Held:
    """A session under an agreement: its cost, who came, what they thought, and the hours of each completion by day."""

    ends_on: date
    budget: Decimal | None
    spent: Decimal | None
    statuses: tuple[str, ...] = ()
    ratings: tuple[int, ...] = ()
    hours: tuple[tuple[date, Decimal], ...] = ()


@dataclass(frozen=True)
class Sent:
    """An employee at a partner over [valid_from, valid_to)."""

    kind: str
    valid_from: date
    valid_to: date
    is_completed: bool


@dataclass(frozen=True)
class Agreement:
    """An agreement with a partner over [valid_from, valid_to), and the number of the one it renews, if any."""

    id: int
    number: str
    valid_from: date
    valid_to: date | None
    renews_id: int | None
    sessions: tuple[Held, ...] = ()
    sent: tuple[Sent, ...] = ()
