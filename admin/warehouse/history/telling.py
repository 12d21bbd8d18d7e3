"""Tell the difference between two sets of marts in one language, person by person, and as rows for a program."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from admin.rule_change.result import ADDED, CHANGED, GONE, MartChange, RowChange, write_value
from admin.teller import Teller
from admin.warehouse.history.differences import Cause, Difference, Person, Step
from admin.warehouse.history.edits import Cell, Edit
from admin.warehouse.history.moments import NOW
from admin.warehouse.history.repetition import Repetition
from models.types import Choice
from models.wording import Language

TITLE: Final = "Dari {before} ke {after} | From {before} to {after}"
OF_BUILD: Final = "pembangunan {number}, per {day} | build {number}, as of {day}"
OF_MOMENT: Final = "yang diketahui {name}, per {day} | what was known {name}, as of {day}"
AT_PRESENT: Final = "kini | now"
NOTHING: Final = "Tidak satu baris mart pun berbeda. | No row of a mart differs."
EDITED: Final = "{count} perubahan catatan di antaranya. | {count} changes of records in between."
ROWS: Final = (
    "{added} baris baru, {gone} hilang, {changed} berubah, dari {total} | "
    "{added} rows new, {gone} gone, {changed} changed, of {total}"
)
NEW: Final = "baris baru | new row"
LOST: Final = "baris hilang | row gone"
FOLLOWING: Final = (
    "Ikut berubah, catatannya sendiri tidak | Changed along with others, without a change of their own records"
)
OFFICE: Final = "Bukan tentang satu orang | About no one person"
MORE: Final = "dan {count} lagi | and {count} more"
BECAUSE: Final = "alasan: {reason} | reason: {reason}"
DECREED: Final = "SK {decree} | decree {decree}"
YES_NO: Final = ("ya | yes", "tidak | no")
COLUMNS: Final = (
    *("cause", "mart", "change", "nip", "name", "key", "column", "before", "after"),
    *("edits", "edited_at", "edited_by", "decrees", "reasons"),
)
Rows = list[tuple[MartChange, RowChange]]


class DifferenceTeller(Teller):
    """The words of one difference; `limit` is the most people told of, and the most rows of each."""

    def __init__(self, difference: Difference, language: Language, limit: int) -> None:
        super().__init__(language)
        self.difference = difference
        self.limit = limit

    def write_lines(self) -> Iterator[str]:
        """Write the difference as lines of plain text."""
        yield self.say(TITLE, before=self._name(self.difference.before), after=self._name(self.difference.after))
        yield self.say(EDITED, count=len(self.difference.edits))
        yield from (self.say(note.replace("{", "{{").replace("}", "}}")) for note in self.difference.notes)
        for step in self.difference.steps:
            if step.marts:
                yield from ("", step.cause.label(self.language))
                yield from (f"  {mart.mart}: {self._count(mart)}" for mart in step.marts)
                yield from self._tell_people(step)
        if not any(step.marts for step in self.difference.steps):
            yield from ("", self.say(NOTHING))

    def _name(self, side: Repetition) -> str:
        if side.moment.build:
            return self.say(OF_BUILD, number=str(side.moment.build.number), day=side.as_of)
        name = self.say(AT_PRESENT) if side.moment.name == NOW else side.moment.name
        return self.say(OF_MOMENT, name=name, day=side.as_of)

    def _count(self, mart: MartChange) -> str:
        return self.say(ROWS, **{kind: mart.count(kind) for kind in (ADDED, GONE, CHANGED)}, total=mart.total)

    def _tell_people(self, step: Step) -> Iterator[str]:
        """Tell first whose own records changed, then who follows, then what is about nobody."""
        groups = group_rows(self.difference, step)
        nobody = groups.pop(None, [])
        edits = {person: self.difference.find_edits(person) for person in groups}
        if step.cause is not Cause.RECORDS:
            edits = {person: [] for person in groups}
        own = [person for person in groups if edits[person]]
        others = [person for person in groups if not edits[person]]
        for person in own[: self.limit]:
            yield from ("", self._call(person))
            yield from self._tell_edits(edits[person])
            yield from self._tell_rows(groups[person])
        yield from self._tell_more(own)
        if others and step.cause is Cause.RECORDS:
            yield from ("", f"{self.say(FOLLOWING)}: {len(others)}")
        for person in others[: self.limit]:
            yield self._call(person)
            yield from self._tell_rows(groups[person])
        yield from self._tell_more(others)
        if nobody:
            yield from ("", self.say(OFFICE))
            if step.cause is Cause.RECORDS:
                yield from self._tell_edits(self.difference.find_edits(None))
            yield from self._tell_rows(nobody)

    def _call(self, person: Person | None) -> str:
        return f"{person.name}  {person.nip}" if person else ""

    def _tell_more(self, people: list[Any]) -> Iterator[str]:
        if len(people) > self.limit:
            yield self.say(MORE, count=len(people) - self.limit)

    def _tell_edits(self, edits: list[Edit]) -> Iterator[str]:
        for edit in edits[: self.limit]:
            told = [self.say(edit.table), edit.operation.label(self.language).lower()]
            told += [", ".join(self._tell_cell(cell) for cell in edit.cells)] if edit.cells else []
            told += [self.say(DECREED, decree=edit.decree)] if edit.decree else []
            told += [self.say(BECAUSE, reason=edit.reason)] if edit.reason else []
            yield f"  * {self._write_instant(edit.at)} {edit.author}: {'; '.join(told)} (#{edit.entry})"
        if len(edits) > self.limit:
            yield f"  * {self.say(MORE, count=len(edits) - self.limit)}"

    def _tell_cell(self, cell: Cell) -> str:
        values = [self._show(value) for value in (cell.old, cell.new) if value]
        return f"{self.say(cell.label)} {' → '.join(values)}"

    def _tell_rows(self, rows: Rows) -> Iterator[str]:
        for mart, row in rows[: self.limit]:
            which = [self._show(value) for name, value in row.key.items() if not name.endswith("_id")]
            which += [row.unit] if row.unit and not row.nip else []
            yield f"    {' '.join([mart.mart, *which])}: {self._tell_row(mart, row)}"
        if len(rows) > self.limit:
            yield f"    {self.say(MORE, count=len(rows) - self.limit)}"

    def _tell_row(self, mart: MartChange, row: RowChange) -> str:
        if row.kind != CHANGED:
            return self.say(NEW if row.kind == ADDED else LOST)
        other = "_en" if self.language == "id" else "_id"
        shown = (
            f"{self.say(mart.labels[name])} {self._show(old)} → {self._show(new)}"
            for name, (old, new) in row.values.items()
            if not (name.endswith(other) and f"{name[:-3]}_{self.language}" in mart.labels)
            and f"{name.removesuffix('_code')}_label_id" not in row.values
        )
        return "; ".join(shown)

    def _show(self, value: Any) -> str:
        """Write a value of a mart; whole numbers as they are, because many are years."""
        match value:
            case Choice():
                return value.label(self.language)
            case bool():
                return self.say(YES_NO[not value])
            case list():
                return ", ".join(map(str, value)) or "–"
            case datetime():
                return self._write_instant(value)
            case Mapping():
                return ", ".join(f"{key} {self._show(one)}" for key, one in value.items()) or "–"
        return self.write(value)

    def _write_instant(self, instant: datetime) -> str:
        return f"{self.write(instant.date())} {instant:%H:%M}"


def group_rows(difference: Difference, step: Step) -> dict[Person | None, Rows]:
    """Return the rows that differ by whom they are about; None is nobody."""
    groups: dict[Person | None, Rows] = {}
    for mart in step.marts:
        for row in mart.rows:
            groups.setdefault(difference.find_person(row), []).append((mart, row))
    return groups


def list_cells(difference: Difference) -> Iterator[dict[str, str]]:
    """Yield one row of a spreadsheet for every cell that differs, and for every row that is new or gone."""
    for step in difference.steps:
        for person, rows in group_rows(difference, step).items():
            edits = difference.find_edits(person) if step.cause is Cause.RECORDS and person else []
            known = {
                "cause": step.cause.name.lower(),
                "nip": person.nip if person else "",
                "name": person.name if person else "",
                "edits": " ".join(str(edit.entry) for edit in edits),
                "edited_at": " ".join(edit.at.isoformat() for edit in edits),
                "edited_by": "; ".join(dict.fromkeys(edit.author for edit in edits)),
                "decrees": "; ".join(dict.fromkeys(edit.decree for edit in edits if edit.decree)),
                "reasons": "; ".join(dict.fromkeys(edit.reason for edit in edits if edit.reason)),
            }
            for mart, row in rows:
                key = "; ".join(f"{name}={write_value(value)}" for name, value in row.key.items())
                cells = {} if row.kind != CHANGED else row.values
                for column, (old, new) in (cells or {"": (None, None)}).items():
                    yield known | {
                        "mart": mart.mart,
                        "change": row.kind,
                        "key": key,
                        "column": column,
                        "before": write_value(old),
                        "after": write_value(new),
                    }
