"""Tell a preview in one language: the same words on the command line and on the page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from babel.numbers import format_decimal

from admin.rule_change.checking import Edit
from admin.rule_change.result import (
    ADDED,
    CHANGED,
    CHECK,
    GONE,
    READINESS,
    MartChange,
    PathChange,
    Preview,
    RowChange,
)
from admin.rule_change.tables import RuleColumn
from admin.teller import Teller
from models.wording import Language, parse_wording

MOST_COLUMNS = 3  # of a row, in words
SENTENCES = ("explanation", "sentence", "definition", "note")

HEAD = "Perubahan aturan {table} | Change of the rules {table}"
BASIS = (
    "Keadaan data per {day}, dibandingkan dengan pembangunan #{build} yang terbit. | "
    "State of the data on {day}, compared with the published build #{build}."
)
NEW_ROW = "baris baru | new row"
REMOVED_ROW = "baris dihapus | row removed"
SINCE = "{key}, sejak {since} | {key}, since {since}"
PATH = "+{gained} memenuhi syarat, −{lost} | +{gained} eligible, −{lost}"
NOT_LISTED = "Tidak terdaftar | Not listed"
ROWS = (
    "{added} baris baru, {gone} hilang, {changed} berubah, dari {total} | "
    "{added} rows new, {gone} gone, {changed} changed, of {total}"
)
MORE_COLUMNS = "dan {count} kolom lain | and {count} more columns"
ROW_ADDED = "baris baru | new row"
ROW_GONE = "baris hilang | row gone"
NOTHING = "Tidak seorang pun dan tidak satu baris mart pun berubah. | Nobody and no row of a mart changes."
UNCHANGED = "Tidak berubah: {marts} | Unchanged: {marts}"
UNREAD = "Tidak ada mart yang membaca tabel ini. | No mart reads this table."
YES_NO = ("ya | yes", "tidak | no")
UNTIL = "{label}, TMT {day} | {label}, TMT {day}"


@dataclass(frozen=True)
class Mover:
    """One person or row: who, the state before and after, and the rules that decided."""

    employee: int | None
    nip: str
    name: str
    unit: str
    before: str
    after: str
    rules: str


@dataclass(frozen=True)
class PathWords:
    """One promotion path: its headline, the moves between classes with their numbers, the persons."""

    title: str
    headline: str
    moves: tuple[tuple[str, str, str], ...]
    persons: tuple[Mover, ...]
    count: int


@dataclass(frozen=True)
class MartWords:
    """One mart: what a row is, how many rows differ and in which columns, and those rows in words."""

    mart: str
    title: str
    headline: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[Mover, ...]
    count: int


class PreviewTeller(Teller):
    """The words of one preview; `limit` is the most persons told of each path and rows of each mart."""

    def __init__(self, preview: Preview, language: Language, limit: int) -> None:
        super().__init__(language)
        self.preview = preview
        self.limit = limit

    @property
    def title(self) -> str:
        """What is previewed."""
        return self.say(HEAD, table=self.preview.change.table.name)

    @property
    def basis(self) -> str:
        """Which day, against which build."""
        return self.say(BASIS, day=self.preview.as_of, build=str(self.preview.build_id))

    @property
    def notes(self) -> list[str]:
        """What a reader should know."""
        return [self.say(note.replace("{", "{{").replace("}", "}}")) for note in self.preview.notes]

    @property
    def summary(self) -> str:
        """What to say when nothing differs, and of the marts that stay the same; empty when all differ."""
        if not self.preview.marts:
            return self.say(UNREAD)
        if not self.preview.differing:
            return self.say(NOTHING)
        same = [mart.mart for mart in self.preview.marts if not mart.rows]
        return self.say(UNCHANGED, marts=", ".join(same)) if same else ""

    def tell_edits(self) -> list[tuple[str, str]]:
        """Return each changed rule row: what it is called, and what changes in it."""
        return [(self._name_rule(edit), self._describe_edit(edit)) for edit in self.preview.change.edits]

    def tell_paths(self) -> list[PathWords]:
        """Return the promotion paths on which somebody's standing changes."""
        return [self._tell_path(path) for path in self.preview.paths]

    def tell_marts(self) -> list[MartWords]:
        """Return the marts that differ; the persons of promotion paths are told there."""
        return [self._tell_mart(mart) for mart in self.preview.differing]

    def write(self, value: object) -> str:
        """Write a value in a sentence; numbers with their thousands separated."""
        if isinstance(value, int) and not isinstance(value, bool):
            return str(format_decimal(value, "#,##0", locale=self.language))
        return super().write(value)

    def show(self, value: Any) -> str:
        """Write a value of a mart or a rule; whole numbers as they are, because many are years."""
        match value:
            case bool():
                return self.say(YES_NO[not value])
            case list():
                return ", ".join(map(str, value)) or "–"
            case int() | str():
                return str(value)
        return self.write(value)

    def _name_rule(self, edit: Edit) -> str:
        table = self.preview.change.table
        row = dict(zip(table.header, edit.after or edit.before or (), strict=True))
        key = [str(row[column]) for column in table.key if column != "valid_from" and row[column] not in (None, "")]
        if "valid_from" not in table.key:
            return ", ".join(key)
        return self.say(SINCE, key=", ".join(key), since=row["valid_from"])

    def _describe_edit(self, edit: Edit) -> str:
        columns = self.preview.change.table.columns
        if edit.after is None:
            return self.say(REMOVED_ROW)
        if edit.before is None:
            values = zip(columns, edit.after, strict=True)
            shown = ", ".join(
                f"{self._name_column(column)} {self.show(value)}" for column, value in values if value not in (None, "")
            )
            return f"{self.say(NEW_ROW)}: {shown}"
        pairs = zip(columns, edit.before, edit.after, strict=True)
        return ", ".join(
            f"{self._name_column(column)} {self.show(old)} → {self.show(new)}"
            for column, old, new in pairs
            if old != new
        )

    def _name_column(self, column: RuleColumn) -> str:
        return parse_wording(column.wording).label(self.language)

    def _tell_path(self, path: PathChange) -> PathWords:
        return PathWords(
            title=self.say(path.label),
            headline=self.say(PATH, gained=path.gained, lost=path.lost),
            moves=tuple(
                (self._name_class(before), self._name_class(after), self.write(persons))
                for (before, after), persons in path.moves.items()
            ),
            persons=tuple(self._tell_person(row) for row in path.persons[: self.limit]),
            count=len(path.persons),
        )

    def _tell_person(self, row: RowChange) -> Mover:
        before, after = (self._tell_standing(row, side) for side in (0, 1))
        return Mover(row.employee, row.nip or "", row.name or "", row.unit or "", before, after, ", ".join(row.rules))

    def _tell_standing(self, row: RowChange, side: int) -> str:
        if row.kind == (ADDED, GONE)[side]:
            return self.say(NOT_LISTED)
        parts = [self._name_class(row.values["readiness_class"][side])] if "readiness_class" in row.values else []
        if "earliest_tmt" in row.values:
            parts.append(f"TMT {self.show(row.values['earliest_tmt'][side])}")
        return ", ".join(parts)

    def _name_class(self, code: str | None) -> str:
        if code is None:
            return self.say(NOT_LISTED)
        return self.say(self.preview.terms[code]) if code in self.preview.terms else code

    def _tell_mart(self, mart: MartChange) -> MartWords:
        counts = {kind: mart.count(kind) for kind in (ADDED, GONE, CHANGED)}
        is_told_above = mart.mart in (READINESS, CHECK)
        rows = () if is_told_above else mart.rows[: self.limit]
        return MartWords(
            mart=mart.mart,
            title=self.say(mart.wording) if " | " in mart.wording else mart.mart,
            headline=self.say(ROWS, **counts, total=mart.total),
            columns=tuple(
                (self.say(mart.labels[name]), self.write(n))
                for name, n in mart.columns.items()
                if f"{name.removesuffix('_code')}_label_id" not in mart.columns
            ),
            rows=tuple(self._tell_row(mart, row) for row in rows),
            count=0 if is_told_above else len(mart.rows),
        )

    def _tell_row(self, mart: MartChange, row: RowChange) -> Mover:
        who = self._name_row(row)
        if row.kind != CHANGED:
            state = self.say(ROW_ADDED if row.kind == ADDED else ROW_GONE)
            before, after = ("", state) if row.kind == ADDED else (state, "")
            return Mover(row.employee, row.nip or "", who, row.unit or "", before, after, rules="")
        columns = list(self._choose_columns(mart, row))
        shown = columns[:MOST_COLUMNS]
        sides = [
            ", ".join(f"{self.say(mart.labels[name])} {self.show(row.values[name][side])}" for name in shown)
            for side in (0, 1)
        ]
        if more := len(columns) - len(shown):
            sides[1] += f" {self.say(MORE_COLUMNS, count=more)}"
        return Mover(row.employee, row.nip or "", who, row.unit or "", sides[0], sides[1], rules="")

    def _name_row(self, row: RowChange) -> str:
        """Name a row by its person and what else tells it apart; numbers of other tables say nothing to a reader."""
        told = [self.show(value) for name, value in row.key.items() if not name.endswith("_id")]
        if row.name is None and row.unit is None:
            told = [self.show(value) for value in row.key.values()]
        return ", ".join([row.name, *told] if row.name else told)

    def _choose_columns(self, mart: MartChange, row: RowChange) -> Iterator[str]:
        """Yield what is worth reading: no code beside its label, nothing in the other language, sentences last."""
        other = "_en" if self.language == "id" else "_id"
        long = [name for name in row.values if name.startswith(SENTENCES)]
        for name in [*(name for name in row.values if name not in long), *long]:
            has_label = f"{name.removesuffix('_code')}_label_id" in row.values
            is_foreign = name.endswith(other) and f"{name[:-3]}_{self.language}" in mart.labels
            if not has_label and not is_foreign:
                yield name
