"""What only the data rules read of an agency: identities, papers, budgets, and the issues on record."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Paper:
    """A decree on which a row of a table rests, with or without its file."""

    id: int
    table: str
    row_id: int
    issued_on: date
    has_file: bool


@dataclass(frozen=True)
class Budget:
    """What a session may cost and what it cost, as far as either is known."""

    session_id: int
    planned: Decimal | None
    spent: Decimal | None


@dataclass(frozen=True)
class Recorded:
    """An issue on record before the build."""

    rule: str
    row_id: int
    item: str
    unit_id: int | None
    first_seen_on: date
    opened_on: date
    closed_on: date | None
    excused_until: date | None


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What stewards keep beside the histories."""

    regions: tuple[str, ...] = ()
    niks: tuple[tuple[int, str | None], ...] = ()  # by person
    reasons: tuple[tuple[int, str], ...] = ()  # why a grade was given, by its record
    contract_rows: tuple[tuple[int, int], ...] = ()  # employee and contract, as the contracts of an employee stand
    papers: tuple[Paper, ...] = ()
    budgets: tuple[Budget, ...] = ()
    recorded: tuple[Recorded, ...] = ()
