"""An import: the lines of a file read, resolved, matched and tried in one transaction, which the caller ends.

The same steps serve the dry run of a page, its storing, and the command line.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from admin.panel.attributes import Kind, read_attributes
from admin.panel.exchange.fields import KEY, Field, list_fields
from admin.panel.exchange.incoming import Incoming
from admin.panel.exchange.matching import Columns
from admin.panel.exchange.reading_cells import CellReader, Fault, choice_list
from admin.panel.exchange.references import ReferenceReader
from admin.panel.exchange.selecting import UNSEEN, sight_without
from admin.panel.exchange.sheet_reading import Line
from admin.panel.language import pick
from models.base import Record
from models.exchange import RowState, ValueAlias

LINES_A_PIECE: Final = 20_000

TOO_MANY_CELLS: Final = (
    "Baris ini mempunyai lebih banyak sel daripada kepala kolom. | The row has more cells than there are headings."
)

Progress = Callable[[int, str], None]


@dataclass(frozen=True)
class Problem:
    """What is wrong with one cell, or with a whole row when no column of the file is to blame.

    Attributes:
        unknown: the list in which the cell's text is not found, so that an alias can be learned for it.
    """

    column: int | None
    sentence: str
    unknown: str = ""


@dataclass
class Outcome:
    """What an import would do, or did.

    Attributes:
        problems: by line, what has to be corrected first.
        is_whole: whether every row was tried; after very many refusals the others are not.
    """

    counts: Counter[RowState] = field(default_factory=Counter)
    problems: dict[int, list[Problem]] = field(default_factory=lambda: defaultdict(list))
    is_whole: bool = True

    @property
    def is_clean(self) -> bool:
        """Whether all of it may be stored."""
        return not self.problems


class Import:
    """One file for one table.

    Args:
        session: a transaction of whoever imports; nothing is committed here.
        mapping: the number of the file's column for the path of each field.
        width: how many headings the file has.
    """

    def __init__(self, session: Session, model: type[Record], mapping: Mapping[str, int], width: int) -> None:
        self.session, self.model, self.mapping, self.width = session, model, mapping, width
        self.outcome = Outcome()
        fields = [item for item in list_importable(session, model) if item.path in mapping]
        self._owners: dict[str, list[Field]] = {}
        for item in fields:
            self._owners.setdefault(item.owner.name, []).append(item)
        aliases = read_aliases(session)
        self._readers: dict[str, CellReader | ReferenceReader] = {
            name: _make_reader(parts, aliases) for name, parts in self._owners.items()
        }
        self._incoming = Incoming(session, model, Columns.of(model, tuple(self._owners)), self._report)

    def match(self, lines: Iterable[Line], progress: Progress) -> None:
        """Read all lines and find the stored row of each; those that cannot be stored are in `outcome` and left out."""
        incoming = self._incoming
        remaining = iter(lines)
        done = 0
        while piece := list(islice(remaining, LINES_A_PIECE)):
            encoded = self._encode(piece)  # before COPY begins: references are looked up meanwhile
            incoming.load(encoded)
            done += len(piece)
            progress(done, "read")
        progress(done, "match")
        incoming.match()
        progress(done, "store")

    def store(self) -> None:
        """Write all that was matched, and count; what PostgreSQL refuses is added to `outcome` and left out."""
        incoming, wrong = self._incoming, len(self.outcome.problems)
        counts = incoming.count()
        incoming.store()
        if len(self.outcome.problems) > wrong:
            counts = incoming.count()
        self.outcome.counts.update(counts)
        self.outcome.counts[RowState.WRONG] = len(self.outcome.problems)
        self.outcome.is_whole = not incoming.is_cut_short

    def select_changes(self) -> str:
        """Return a query of what is stored in the rows that would change, and what they would hold."""
        return self._incoming.select_changes()

    def _encode(self, piece: Sequence[Line]) -> str:
        """Return the good lines of a piece in the text format of COPY, and report the others."""
        wrong = len(self.outcome.problems)
        rows = [cells if len(cells) == self.width else self._fit(line, cells) for line, cells in piece]
        places = list(zip(*rows, strict=True))
        columns: list[list[Any]] = []
        for name, parts in self._owners.items():
            reader = self._readers[name]
            if isinstance(reader, ReferenceReader):
                written = list(zip(*(places[self.mapping[part.path]] for part in parts), strict=True))
                reader.resolve(self.session, written)
                columns.append([*map(reader.__getitem__, written)])
            else:
                columns.append([*map(reader.__getitem__, places[self.mapping[parts[0].path]])])
        lines = [line for line, _cells in piece]
        encoded: Iterator[tuple[Any, ...]] = zip(map(str, lines), *columns, strict=True)
        if wrong < len(self.outcome.problems) or any(reader.has_faults for reader in self._readers.values()):
            encoded = self._leave_out_wrong(lines, encoded)
        return "".join([f"{row}\n" for row in map("\t".join, encoded)])

    def _leave_out_wrong(self, lines: Sequence[int], rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        for line, row in zip(lines, rows, strict=True):
            self._report_faults(line, row[1:])
            if line not in self.outcome.problems:
                yield row

    def _fit(self, line: int, cells: Sequence[str]) -> list[str]:
        if any(cell.strip() for cell in cells[self.width :]):
            self._add(line, None, pick(TOO_MANY_CELLS))
        return [*cells[: self.width], *[""] * (self.width - len(cells))]

    def _report_faults(self, line: int, encoded: Sequence["str | Fault"]) -> None:
        for parts, found in zip(self._owners.values(), encoded, strict=True):
            if isinstance(found, Fault):
                self._add(line, self.mapping[parts[0].path], found.sentence, found.unknown)

    def _report(self, line: int, sentence: str, columns: tuple[str, ...]) -> None:
        places = [self.mapping[parts[0].path] for name, parts in self._owners.items() if name in columns]
        labels = [item.label for name, item in read_attributes(self.model).items() if name in columns]
        if not places and labels:
            sentence = f"{', '.join(labels)}: {sentence}"
        self._add(line, places[0] if places else None, sentence)

    def _add(self, line: int, place: int | None, sentence: str, unknown: str = "") -> None:
        self.outcome.problems[line].append(Problem(place, sentence, unknown))


def list_importable(session: Session, model: type[Record]) -> list[Field]:
    """Return the columns of a table that an import may fill, for whoever the session acts for."""
    may_see = sight_without(session.execute(sql(UNSEEN)))
    fields = (item for item in list_fields(model, may_see) if item.is_given)
    return [item for item in fields if item.owner.name == KEY or item.owner.may_be_edited]


def read_aliases(session: Session) -> dict[str, dict[str, str]]:
    """Return what was learned: for each list, the code by how it was written."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for name, written, code in session.execute(select(ValueAlias.list_name, ValueAlias.written, ValueAlias.code)):
        found[name][written] = code
    return found


def _make_reader(parts: Sequence[Field], aliases: Mapping[str, Mapping[str, str]]) -> "CellReader | ReferenceReader":
    owner = parts[0].owner
    if owner.kind is Kind.REFERENCE:
        return ReferenceReader(owner, parts, aliases)
    return CellReader(owner, aliases.get(choice_list(owner), {}))
