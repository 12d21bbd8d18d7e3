"""Finding the rows that a file refers to: set by set, by what people know them by."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from admin.panel.attributes import Attribute
from admin.panel.exchange.fields import NIP, Field, is_code
from admin.panel.exchange.mapping import simplify
from admin.panel.exchange.reading_cells import MUST_BE_FILLED, NULL, Fault, must_be_filled, parse_cell
from admin.panel.exchange.selecting import select_fields
from admin.panel.language import pick
from admin.panel.language import translate as _
from models.base import Record
from models.people import Employee, Person
from models.reference import CodeList

Cells = tuple[str, ...]
Key = tuple[Any, ...]

NOT_FOUND: Final = (
    "“{written}” tidak ada di data tersimpan, atau di luar wewenang Anda. | "
    "“{written}” is not among what is stored, or out of your reach."
)
UNKNOWN_CODE: Final = (
    "“{written}” bukan kode atau nama dalam daftar ini. | “{written}” is neither a code nor a name of this list."
)
AMBIGUOUS: Final = (
    "Ada lebih dari satu baris “{written}”; isi juga kolom lain yang mengenalinya. | "
    "There are several rows “{written}”; fill in the other columns too that tell them apart."
)


class ReferenceReader(dict[Cells, "str | Fault"]):
    """The encoded key of the row that each combination of cells means.

    Cells that are left empty leave open what they would say; together the others must mean exactly one row.
    """

    def __init__(self, owner: Attribute, fields: Sequence[Field], aliases: Mapping[str, Mapping[str, str]]) -> None:
        super().__init__()
        assert owner.target is not None
        self.owner, self.target = owner, owner.target
        self.fields = fields
        self.aliases = aliases
        self.has_faults = False
        self._codes: dict[str, str] | None = None

    def resolve(self, session: Session, written: Iterable[Cells]) -> None:
        """Find all combinations that are not yet known."""
        wanted: dict[Cells, Key] = {}
        for cells in {*written} - self.keys():
            parsed = self._parse(session, cells)
            if isinstance(parsed, Fault):
                self._remember(cells, parsed)
            elif all(value is None for value in parsed):
                self._remember(cells, Fault(_(MUST_BE_FILLED)) if must_be_filled(self.owner) else NULL)
            else:
                wanted[cells] = parsed
        found = self._find(session, [*wanted.values()]) if wanted else {}
        for cells, key in wanted.items():
            ids = found[key]
            name = " / ".join(cell for cell in cells if cell.strip())
            if len(ids) == 1:
                self._remember(cells, str(ids[0]))
            else:
                self._remember(cells, Fault(pick(AMBIGUOUS if ids else NOT_FOUND).format(written=name)))

    def _remember(self, cells: Cells, found: "str | Fault") -> None:
        self.has_faults = self.has_faults or isinstance(found, Fault)
        self[cells] = found

    def _parse(self, session: Session, cells: Cells) -> "Key | Fault":
        parsed = []
        for field, cell in zip(self.fields, cells, strict=True):
            attribute = field.attribute
            try:
                value = parse_cell(cell, attribute, self.aliases.get(_list_name(field), {}))
            except ValueError as error:
                return Fault(str(error))
            if value is not None and is_code(attribute) and len(field.path.split(".")) == 2:
                code = self._find_code(session, str(value))
                if code is None:
                    return Fault(pick(UNKNOWN_CODE).format(written=value), _list_name(field))
                value = code
            parsed.append(value)
        return tuple(parsed)

    def _find_code(self, session: Session, written: str) -> str | None:
        """Return the code that was written as itself, by its name, or by a learned alias."""
        if self._codes is None:
            self._codes = read_codes(session, self.target)
        name = simplify(written)
        return self._codes.get(name) or self.aliases.get(self.target.__tablename__, {}).get(name)

    def _find(self, session: Session, keys: Sequence[Key]) -> dict[Key, list[int]]:
        """Return the rows that each key means; keys of the same shape are looked up together."""
        found: dict[Key, list[int]] = {}
        shapes: dict[tuple[bool, ...], list[Key]] = defaultdict(list)
        for key in keys:
            shapes[tuple(value is not None for value in key)].append(key)
        for shape, alike in shapes.items():
            rows = self._select(session, shape, alike)
            ids: dict[Key, list[int]] = defaultdict(list)
            for *values, key_id in rows:
                ids[tuple(values)].append(key_id)
            for key in alike:
                found[key] = [*dict.fromkeys(ids[tuple(value for value in key if value is not None)])]
        return found

    def _select(self, session: Session, shape: tuple[bool, ...], keys: Sequence[Key]) -> Any:
        given = [place for place, is_given in enumerate(shape) if is_given]
        paths = [self.fields[place].path.split(".", 1)[1] for place in given]
        if self.target is Person and paths[0] == NIP:
            columns: list[Any] = [Employee.nip, *([Person.nik] if len(paths) > 1 else [])]
            stmt = select(*columns, Person.id).join(Person, Employee.person_id == Person.id)
        else:
            parts = [Field(path, self.owner, self.fields[place].attribute, self.fields[place].part)
                     for path, place in zip(paths, given, strict=True)]  # fmt: skip
            stmt = select_fields(select(self.target), self.target, parts)
            columns = list(stmt.selected_columns)
            stmt = stmt.add_columns(self.target.id)
        for place, column in zip(given, columns, strict=True):
            stmt = stmt.where(column.in_({key[place] for key in keys}))
        return session.execute(stmt).all()


def read_codes(session: Session, target: type[Record]) -> dict[str, str]:
    """Return the code of every row of a code list by everything it may be called."""
    assert issubclass(target, CodeList)
    rows = session.execute(select(target.code, target.name, target.name_en)).all()
    named: dict[str, set[str]] = defaultdict(set)
    for code, *names in rows:
        for name in names:
            named[simplify(name or code)].add(code)
    once = {name: code for name, codes in named.items() if len(codes) == 1 for code in codes}
    return once | {simplify(code): code for code, _name, _english in rows}


def _list_name(field: Field) -> str:
    """Return the name under which aliases of a field are kept: the code list, or table and column of a choice."""
    model = field.attribute.model
    return str(model.__tablename__) if is_code(field.attribute) else f"{model.__tablename__}.{field.attribute.name}"
