"""Which column of a file fills which column of a table: guessed from the headings, and what must not be missing."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from admin.panel.exchange.fields import KEY, OWNER, Field, matched_by
from admin.panel.language import pick
from models.base import Record
from models.wording import Language

BRACKETED: Final = re.compile(r".*[\[(]([a-z0-9_.]+)[\])]")
LANGUAGES: Final[tuple[Language, ...]] = ("id", "en")
NO_COLUMNS: Final = "Pilih setidaknya satu kolom. | Choose at least one column."
UNFINDABLE: Final = (
    "Pilih juga kolom yang mengenali baris: {columns}; atau kolom ID. | "
    "Choose the columns too by which rows are found again: {columns}; or the column ID."
)

Places = dict[str, int]


def guess_mapping(fields: Sequence[Field], headings: Sequence[str], remembered: Mapping[str, str]) -> Places:
    """Return for each field, by its path, the number of the column that fills it.

    Args:
        remembered: what was chosen last for this table: the heading for each path.
    """
    known: dict[str, str] = {}
    for names in _names(fields):
        for name, path in names:
            known.setdefault(name, path)
    given = {field.path for field in fields if field.is_given}
    chosen = {simplify(heading): path for path, heading in remembered.items()}
    found: Places = {}
    for place, heading in enumerate(headings):
        path = chosen.get(simplify(heading), "")
        if path in given:
            found.setdefault(path, place)
    for place, heading in enumerate(headings):
        if place in found.values():
            continue
        bracketed = BRACKETED.fullmatch(heading)
        path = bracketed[1] if bracketed and bracketed[1] in given else known.get(simplify(heading), "")
        if path in given:
            found.setdefault(path, place)
    return found


def find_gaps(model: type[Record], fields: Sequence[Field], mapping: Mapping[str, int]) -> list[str]:
    """Return what keeps a mapping from being used, as sentences."""
    owners = {field.owner.name for field in fields if field.path in mapping}
    if not owners - {KEY}:
        return [pick(NO_COLUMNS)]
    missing = [
        field.owner
        for field in first_of_each(fields)
        if field.owner.name in matched_by(model)
        and field.owner.name not in owners | {OWNER}
        and not field.owner.column.nullable
    ]
    if missing and KEY not in owners:
        return [pick(UNFINDABLE).format(columns=", ".join(item.label for item in missing))]
    return []


def simplify(text: str) -> str:
    """Return a heading or a code as it is compared: small letters and digits, single blanks; signs if all are signs."""
    small = text.casefold()
    return " ".join(re.sub(r"[^\w]+|_", " ", small).split()) or " ".join(small.split())


def _names(fields: Sequence[Field]) -> Iterable[list[tuple[str, str]]]:
    """Return what people call the fields, the most exact names first."""
    yield [(simplify(field.path), field.path) for field in fields]
    yield [(simplify(name), field.path) for field in fields for name in _labels(field)]
    firsts = list(first_of_each(fields))
    yield [(simplify(field.owner.wording.label(spoken)), field.path) for field in firsts for spoken in LANGUAGES]
    last: dict[str, set[str]] = defaultdict(set)
    for field in fields:
        if field.is_given:
            for spoken in LANGUAGES:
                last[simplify(field.attribute.wording.label(spoken))].add(field.path)
    yield [(name, path) for name, paths in last.items() if len(paths) == 1 for path in paths]


def _labels(field: Field) -> list[str]:
    return [field.label_in(spoken) for spoken in LANGUAGES]


def first_of_each(fields: Sequence[Field]) -> Iterable[Field]:
    """Return the first field of each column: what fills it when a heading names only the column."""
    seen = set()
    for field in fields:
        if field.is_given and field.owner.name not in seen:
            seen.add(field.owner.name)
            yield field
