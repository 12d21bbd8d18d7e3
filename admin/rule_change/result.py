"""What a changed rule would change: plain data, for words, pages, JSON and spreadsheets alike."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from admin.rule_change.checking import RuleChange
from admin.rule_change.reading import write_cell

READINESS = "promotion_readiness"
CHECK = "promotion_check"
ELIGIBLE = "MEMENUHI"
STATE = ("status", "readiness_class", "earliest_tmt")  # what a person reads as their standing on a path
ADDED, GONE, CHANGED = "added", "gone", "changed"


@dataclass(frozen=True)
class RowChange:
    """One row of a mart that differs; `values` holds each differing column before and after.

    A row that is added or gone has no values: its key says which one it is. `employee`, `nip`, `name` and `unit` are
    None in marts that are not about persons.
    """

    kind: str
    key: dict[str, Any]
    employee: int | None
    nip: str | None
    name: str | None
    unit: str | None
    values: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class MartChange:
    """What differs in one mart; `wording` says what a row is, `labels` what columns are called (`kata | word`)."""

    mart: str
    wording: str
    labels: dict[str, str]
    total: int
    rows: tuple[RowChange, ...]

    def count(self, kind: str) -> int:
        """Return how many rows are added, gone or changed."""
        return sum(row.kind == kind for row in self.rows)

    @property
    def columns(self) -> dict[str, int]:
        """How many rows differ in each column, most first; of a text in two languages only the Indonesian counts."""
        found = Counter(column for row in self.rows for column in row.values)
        return {column: count for column, count in found.most_common() if not self.is_translation(column)}

    def is_translation(self, column: str) -> bool:
        """Whether the column is the English of one in Indonesian."""
        return column.endswith("_en") and f"{column[:-3]}_id" in self.labels


@dataclass(frozen=True)
class PathChange:
    """What changes on one promotion path; `moves` counts persons by class before and after, None is not listed."""

    path: str
    label: str
    gained: int
    lost: int
    moves: dict[tuple[str | None, str | None], int]
    persons: tuple[RowChange, ...]


@dataclass(frozen=True)
class Preview:
    """The outcome of a preview.

    Attributes:
        change: the rule rows that differ.
        build_id: the published build it is compared with.
        as_of: the day of both sides.
        marts: every mart that the rule reaches.
        paths: promotion paths on which somebody's standing changes.
        terms: what codes of classes are called, `kata | word`.
        notes: `kalimat | sentence`, what a reader should know.
        seconds: how long it took.
    """

    change: RuleChange
    build_id: int
    as_of: date
    marts: tuple[MartChange, ...]
    paths: tuple[PathChange, ...]
    terms: dict[str, str]
    notes: tuple[str, ...]
    seconds: float

    @property
    def differing(self) -> tuple[MartChange, ...]:
        """The marts in which at least one row differs."""
        return tuple(mart for mart in self.marts if mart.rows)


def list_differences(preview: Preview) -> Iterator[dict[str, str]]:
    """Yield one row of a spreadsheet for every cell that differs, and for every row that is added or gone."""
    for mart in preview.marts:
        for row in mart.rows:
            who = {
                "mart": mart.mart,
                "change": row.kind,
                "nip": row.nip or "",
                "name": row.name or "",
                "unit": row.unit or "",
                "key": "; ".join(f"{name}={write_cell(value)}" for name, value in row.key.items()),
                "rules": " ".join(row.rules),
            }
            values = {name: pair for name, pair in row.values.items() if not mart.is_translation(name)}
            for column, (before, after) in (values or {"": (None, None)}).items():
                yield who | {"column": column, "before": write_value(before), "after": write_value(after)}


DIFFERENCE_COLUMNS = ("mart", "change", "nip", "name", "unit", "key", "column", "before", "after", "rules")


def write_value(value: Any) -> str:
    """Write a value for a program: lists by blanks, days as 2026-12-31."""
    return " ".join(map(str, value)) if isinstance(value, list) else write_cell(value)


def to_json(preview: Preview, limit: int | None) -> dict[str, Any]:
    """Return the preview as JSON's own types; at most `limit` rows of each mart, None for all."""
    header = preview.change.table.header
    return {
        "table": preview.change.table.name,
        "build_id": preview.build_id,
        "as_of": str(preview.as_of),
        "seconds": round(preview.seconds, 1),
        "notes": list(preview.notes),
        "rules": [
            {"line": edit.line or None, "before": _row(header, edit.before), "after": _row(header, edit.after)}
            for edit in preview.change.edits
        ],
        "paths": [_path_to_json(path, limit) for path in preview.paths],
        "marts": [_mart_to_json(mart, limit) for mart in preview.marts],
    }


def _row(header: tuple[str, ...], row: tuple[Any, ...] | None) -> dict[str, Any] | None:
    return None if row is None else {name: _plain(value) for name, value in zip(header, row, strict=True)}


def _path_to_json(path: PathChange, limit: int | None) -> dict[str, Any]:
    return {
        "path_code": path.path,
        "gained": path.gained,
        "lost": path.lost,
        "moves": [{"before": before, "after": after, "persons": n} for (before, after), n in path.moves.items()],
        "persons": [_row_to_json(row) for row in path.persons[:limit]],
    }


def _mart_to_json(mart: MartChange, limit: int | None) -> dict[str, Any]:
    return {
        "mart": mart.mart,
        "total": mart.total,
        **{kind: mart.count(kind) for kind in (ADDED, GONE, CHANGED)},
        "columns": mart.columns,
        "rows": [_row_to_json(row) for row in mart.rows[:limit]],
    }


def _row_to_json(row: RowChange) -> dict[str, Any]:
    return {
        "change": row.kind,
        "nip": row.nip,
        "name": row.name,
        "unit": row.unit,
        "key": {name: _plain(value) for name, value in row.key.items()},
        "values": {column: [_plain(before), _plain(after)] for column, (before, after) in row.values.items()},
        "rules": list(row.rules),
    }


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, bool | int | str) else write_cell(value)
