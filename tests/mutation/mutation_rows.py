"""Every small change of a row of the law: a threshold one step off, a day earlier, the code of a neighbour, no row.

A change is found by the type of its cell, so that a new rule table is covered without a word here.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from oracle_law import PNS_GRADES, PREDICATE

Row = dict[str, Any]
EPOCH = date(1945, 8, 17)  # "always": the first day of the Republic, on which no rule of ours began

# Words, and where they come from: what people read, never what is decided.
WORDING = ("label_id", "label_en", "sentence_id", "sentence_en", "reason_id", "reason_en", "name_id", "name_en",
           "recommendation_id", "recommendation_en", "note", "regulation", "article", "confidence")  # fmt: skip
DATES = ("valid_from", "valid_to")
WORD_TABLES = (
    "attendance_label",
    "competence_label",
    "due_label",
    "engagement_label",
    "merit_label",
    "performance_label",
    "profile_label",
    "seat_label",
    "recruitment_label",
    "survey_label",
    "talent_label",
    "training_label",
)

# Codes with an order: the neighbour is one step up or down.
LADDERS = (PNS_GRADES, tuple(sorted(PREDICATE, key=PREDICATE.__getitem__)))
# Values of parameters that are neither a number nor true or false.
ALTERNATIVES = {"MULAI": ("SELESAI",), "UJI_KOMPETENSI": ("PEMETAAN", "KKP_39_2023"),
                "TEPAT": ("BULAT_2", "BULAT_3")}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """Other values for the cells of some rows, by the rows' places in the table; None in place of cells removes one."""

    cells: Mapping[int, Row | None]


@dataclass(frozen=True)
class Mutant:
    """A small change of a rule table (or of several of its rows at once), and how a report names it."""

    table: str
    key: str
    cell: str
    change: str
    changes: Change
    alike: Change | None = None  # the same date shifted in every row that has it

    @property
    def name(self) -> tuple[str, str, str, str]:
        """What tells the mutant from all others."""
        return self.table, self.key, self.cell, self.change


def list_mutants(table: str, rows: Sequence[Row]) -> list[Mutant]:
    """Return every mutant of a rule table; of a table of words there is none."""
    if table in WORD_TABLES:
        return []
    found = {mutant.name: mutant for mutant in _all_mutants(table, rows)}
    together: dict[tuple[str, str], dict[int, Row | None]] = defaultdict(dict)
    for mutant in found.values():
        if mutant.cell in DATES:
            together[mutant.cell, mutant.change].update(mutant.changes.cells)
    return [
        replace(mutant, alike=Change(together[mutant.cell, mutant.change])) if mutant.cell in DATES else mutant
        for mutant in found.values()
        if _differs(rows, mutant.changes)
    ]


def _all_mutants(table: str, rows: Sequence[Row]) -> Iterator[Mutant]:
    identity, keys = _name_rows(rows)
    yield from _epoch_mutants(table, rows)
    for place, row in enumerate(rows):
        yield Mutant(table, keys[place], "row", "removed", Change({place: None}))
        for column, value in row.items():
            if column in WORDING or value is None or value == EPOCH:
                continue
            for other in _other_values(value):
                change = f"{_tell(value)} -> {_tell(other)}"
                yield Mutant(table, keys[place], column, change, Change({place: {column: other}}))
            if isinstance(value, str) and column not in identity and not _other_values(value):
                yield from _swaps(table, rows, keys, place, column)


def _epoch_mutants(table: str, rows: Sequence[Row]) -> Iterator[Mutant]:
    """Shift the epoch in all rows at once: nothing happened about it, so one row cannot hide another."""
    places = [place for place, row in enumerate(rows) if row.get("valid_from") == EPOCH]
    for days in (-1, 1) if places else ():
        cells = {place: {"valid_from": EPOCH + timedelta(days)} for place in places}
        yield Mutant(table, f"{len(places)} rows", "valid_from", f"{EPOCH} {days:+} day", Change(cells))


def _swaps(table: str, rows: Sequence[Row], keys: Sequence[str], place: int, column: str) -> Iterator[Mutant]:
    """Swap a code with that of the next row where it makes a difference; of a name, removing the row says the same."""
    for step in range(1, len(rows)):
        other = (place + step) % len(rows)
        if rows[other][column] in (None, rows[place][column]):
            continue
        cells = {place: {column: rows[other][column]}, other: {column: rows[place][column]}}
        if _differs(rows, Change(cells)):
            yield Mutant(table, keys[place], column, f"swapped with {keys[other]}", Change(cells))
            return


def _other_values(value: Any) -> list[Any]:
    """Return the values one step from `value`; none for a code without an order."""
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, date):
        return [value - timedelta(days=1), value + timedelta(days=1)]
    if isinstance(value, int):
        return [value - 1, value + 1]
    if isinstance(value, Decimal):
        step = Decimal(1).scaleb(min(int(value.normalize().as_tuple().exponent), 0))
        return [value - step, value + step]
    return _other_texts(value)


def _other_texts(value: str) -> list[str]:
    if value in ("true", "false"):
        return ["false" if value == "true" else "true"]
    if value in ALTERNATIVES:
        return list(ALTERNATIVES[value])
    if value.replace(".", "", 1).isdigit():
        return [str(other) for other in _other_values(Decimal(value))]
    if " " in value and value.isupper():  # a list of codes
        codes = value.split()
        return [" ".join(codes[:place] + codes[place + 1 :]) for place in range(len(codes))]
    for ladder in LADDERS:
        if value in ladder:
            place = ladder.index(value)
            return list(ladder[max(place - 1, 0) : place] + ladder[place + 1 : place + 2])
    return []


def _name_rows(rows: Sequence[Row]) -> tuple[list[str], list[str]]:
    """Return the fewest of the first columns (and the day it begins) that tell all rows apart, and each row's name."""
    columns = [column for column in (rows[0] if rows else {}) if column not in (*WORDING, "valid_from", "valid_to")]
    for count in range(1, len(columns) + 1):
        for chosen in (columns[:count], [*columns[:count], "valid_from"]):
            names = [" ".join(_tell(row[name]) for name in chosen if row.get(name) is not None) for row in rows]
            if len(set(names)) == len(rows):
                return columns[:count], names
    raise ValueError("two rows of the law are the same but for their words")


def _differs(rows: Sequence[Row], change: Change) -> bool:
    """Return whether the table says something else after the change, its words left aside."""
    return Counter(map(_decisive, rows)) != Counter(map(_decisive, changed_rows(rows, change)))


def changed_rows(rows: Sequence[Row], change: Change) -> list[Row]:
    """Return the rows of the table after the change."""
    kept = []
    for place, row in enumerate(rows):
        cells = change.cells.get(place, {})
        if cells is not None:
            kept.append({**row, **cells})
    return kept


def _decisive(row: Row) -> tuple[Any, ...]:
    return tuple(value for column, value in row.items() if column not in WORDING)


def _tell(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
