"""What an explanation consists of: sections, each with facts, reasons and what a person can do."""

from collections.abc import Mapping
from dataclasses import dataclass, field

GOOD, BAD, QUIET = "good", "bad", "quiet"


@dataclass(frozen=True)
class Fact:
    """A label and what is so."""

    label: str
    value: str


@dataclass(frozen=True)
class Remedy:
    """What a person can do about a verdict.

    Attributes:
        sentence: which record is missing, or which one to look at.
        table: the table it belongs to, with its schema.
        row: the row to open; None means that the record is to be entered.
        values: what the new row is known to hold, by column.
    """

    sentence: str
    table: str
    row: int | None = None
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reason:
    """One condition: what it is about, how it stands, the sentence, the facts behind it, and what can be done."""

    title: str
    state: str
    sentence: str
    facts: tuple[Fact, ...] = ()
    remedies: tuple[Remedy, ...] = ()


@dataclass(frozen=True)
class Section:
    """One question about the person and its answer.

    Attributes:
        code: names the section in addresses.
        tone: GOOD, BAD or QUIET.
        reasons: the conditions that are not met.
        met: the conditions that are.
    """

    code: str
    title: str
    verdict: str
    tone: str
    sentences: tuple[str, ...]
    facts: tuple[Fact, ...] = ()
    reasons: tuple[Reason, ...] = ()
    met: tuple[Reason, ...] = ()
    remedies: tuple[Remedy, ...] = ()


@dataclass(frozen=True)
class Explanation:
    """All that is said of one person; `employee_id` is the row in the personnel tables."""

    employee_id: int
    nip: str
    name: str
    facts: tuple[Fact, ...]
    remedies: tuple[Remedy, ...]
    sections: tuple[Section, ...]
    basis: tuple[Fact, ...]
