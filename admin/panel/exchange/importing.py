"""An import: the lines of a file read, resolved, matched and tried in one transaction, which the caller ends.

The same steps serve the dry run of a page, its storing, and the command line.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from sqlalchemy import select
from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from admin.panel.attributes import Kind, read_attributes
from admin.panel.exchange.fields import KEY, Field, list_fields, matched_by
from admin.panel.exchange.incoming import Columns, Incoming
from admin.panel.exchange.reading_cells import CellReader, Fault, choice_list, must_be_filled
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

    def run(self, lines: Iterable[Line], progress: Progress) -> Incoming:
        """Read, match and write all lines; what cannot be stored is in `outcome` and left out."""
        incoming = Incoming(self.session, self.model, self._list_columns(), self._report)
        remaining = iter(lines)
        done = 0
        while piece := list(islice(remaining, LINES_A_PIECE)):
            encoded = "".join(self._encode(piece))  # before COPY begins: references are looked up meanwhile
            incoming.load(encoded)
            done += len(piece)
            progress(done, "read")
        progress(done, "match")
        incoming.match()
        progress(done, "store")
        counts, wrong = incoming.count(), len(self.outcome.problems)
        incoming.store()
        if len(self.outcome.problems) > wrong:
            counts = incoming.count()
        self.outcome.counts.update(counts)
        self.outcome.counts[RowState.WRONG] = len(self.outcome.problems)
        self.outcome.is_whole = not incoming.is_cut_short
        return incoming

    def _list_columns(self) -> Columns:
        attributes = read_attributes(self.model)
        required = tuple(item.name for item in attributes.values() if must_be_filled(item))
        key = tuple(name for name in matched_by(self.model) if name in self._owners)
        return Columns(tuple(self._owners), key, required)

    def _encode(self, piece: Sequence[Line]) -> Iterator[str]:
        """Return the good lines of a piece in the text format of COPY, and report the others."""
        rows = [cells if len(cells) == self.width else self._fit(line, cells) for line, cells in piece]
        places = list(zip(*rows, strict=True))
        columns, faulty = [], False
        for name, parts in self._owners.items():
            reader = self._readers[name]
            if isinstance(reader, ReferenceReader):
                written = list(zip(*(places[self.mapping[part.path]] for part in parts), strict=True))
                reader.resolve(self.session, written)
                columns.append([reader[cells] for cells in written])
            else:
                columns.append([reader[text] for text in places[self.mapping[parts[0].path]]])
            faulty = faulty or reader.has_faults
        for (line, cells), *encoded in zip(piece, *columns, strict=True):
            if faulty and self._report_faults(line, encoded):
                continue
            if len(cells) <= self.width or line not in self.outcome.problems:
                yield f"{line}\t" + "\t".join(encoded) + "\n"

    def _fit(self, line: int, cells: Sequence[str]) -> list[str]:
        if any(cell.strip() for cell in cells[self.width :]):
            self._add(line, None, pick(TOO_MANY_CELLS))
        return [*cells[: self.width], *[""] * (self.width - len(cells))]

    def _report_faults(self, line: int, encoded: Sequence["str | Fault"]) -> bool:
        is_faulty = False
        for parts, found in zip(self._owners.values(), encoded, strict=True):
            if isinstance(found, Fault):
                self._add(line, self.mapping[parts[0].path], found.sentence, found.unknown)
                is_faulty = True
        return is_faulty

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
