"""The facts of goals, objections, development plans, proposals and successors as the oracle knows them."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class UnitGoal:
    """A goal of a unit in a cycle."""

    id: int
    unit_id: int
    cycle_id: int
    title: str


@dataclass(frozen=True)
class Goal:
    """A goal of an employee in a cycle: it serves another one's, or a unit's, or nothing."""

    id: int
    employee_id: int
    cycle_id: int
    title: str
    parent_id: int | None
    unit_goal_id: int | None


@dataclass(frozen=True)
class Objection:
    """An objection to an appraisal given on a day."""

    appraisal_id: int
    appraised_on: date
    submitted_on: date
    status: str
    decided_on: date | None


@dataclass(frozen=True)
class Action:
    """What was agreed with an employee, for an appraisal, a competency, both or neither."""

    id: int
    employee_id: int
    appraisal_id: int | None
    competency: str | None
    kind: str
    agreed_on: date
    due_on: date
    status: str
    done_on: date | None


@dataclass(frozen=True)
class ValueRating:
    """How one of the seven values was rated in an appraisal."""

    appraisal_id: int
    value: str
    rating: str


@dataclass(frozen=True)
class Proposal:
    """A proposal to promote somebody to a grade from a day on."""

    id: int
    employee_id: int
    path: str
    grade: str
    target_tmt: date
    status: str
    submitted_on: date | None
    decided_on: date | None


@dataclass(frozen=True)
class Slot:
    """Somebody named to succeed in a seat over [valid_from, valid_to)."""

    id: int
    seat_id: int
    employee_id: int
    place: int
    ready_on: date | None
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, kw_only=True)
class Followed:
    """What an agency knows of goals, objections, development plans, proposals and successors."""

    unit_goals: tuple[UnitGoal, ...] = ()
    goals: tuple[Goal, ...] = ()
    objections: tuple[Objection, ...] = ()
    actions: tuple[Action, ...] = ()
    value_ratings: tuple[ValueRating, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    slots: tuple[Slot, ...] = ()
