"""The published models with the statements that refresh them, and what follows from what."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from psycopg import Connection

from admin.warehouse.live.changes import Rows
from admin.warehouse.live.lineage import find_affected, find_used
from admin.warehouse.live.plan import USUAL_KEY, USUAL_THROUGH, WHOLE, Model
from admin.warehouse.live.statements import SOURCES, Columns, Through, compose, compose_shift

Keys = set[int] | None  # None: all of them

FIND_PARTS: Final = 'SELECT array_agg(DISTINCT {key}) FROM "staging"."{table}" WHERE {column} = ANY(%(keys)s::bigint[])'


@dataclass
class Touched:
    """What a refresh changed in one table: the values of its key columns in those rows, before and after.

    And in which columns they differ; None when rows came or went.
    """

    values: dict[str, set[int | None]] = field(default_factory=dict)
    columns: set[str] | None = field(default_factory=set)

    def find(self, column: str) -> Keys:
        """Return the values of a column; all when the table has no such column. A row without a value is of no part."""
        found = self.values.get(column)
        return None if found is None else {value for value in found if value is not None}

    def add(
        self, changed: Iterable[str] | None, columns: Sequence[str], values: Iterable[Sequence[int | None] | None]
    ) -> None:
        """Note more rows: in which columns they changed, and the values of their key columns."""
        self.columns = None if changed is None or self.columns is None else self.columns | set(changed)
        for column, found in zip(columns, values, strict=True):
            self.values.setdefault(column, set()).update(found or ())


@dataclass(frozen=True)
class Part:
    """A model as it stands in one published set: its key and statements, and the key columns that others ask for.

    `uses` tells for each table that it reads which of its columns stand anywhere in the query or in what it makes.
    """

    model: Model
    key: str | None
    source: str | None
    uses: Mapping[str, frozenset[str]]
    through: Mapping[str, Through]
    told: tuple[str, ...]
    whole: str
    keyed: str | None
    columns: Columns = field(repr=False)
    shifts: dict[frozenset[str], str] = field(default_factory=dict, repr=False)  # by the columns that may differ

    def find_shift(self, touched: Mapping[str, Touched]) -> str | None:
        """Return the statement that derives only what may differ in rows that stay, None when rows may come or go.

        Rows are found by their primary key, so only marts, which all have one, are written in this way.
        """
        concerned = {name: touched[name].columns for name in self.uses.keys() & touched.keys()}
        if self.model.schema != "marts" or self.model.slice or None in concerned.values():
            return None
        differ = {name: used for name, found in concerned.items() if (used := self.uses[name] & (found or set()))}
        affected = find_affected(self.model, self.columns, differ) if differ else None
        if not affected or affected & {*self.model.grain, *self.told}:
            return None
        if affected not in self.shifts:
            self.shifts[affected] = compose_shift(self.model, self.columns, affected, self.told)
        return self.shifts[affected]

    def find_keys(self, connection: Connection[Any], changes: Rows, touched: Mapping[str, Touched]) -> Keys:
        """Return the values of the key whose parts may be other ones now: none at all, or None for the whole."""
        if self.source:
            return changes.get(self.source, set())
        keys: set[int] = set()
        for parent, used in self.uses.items():
            if parent not in touched:
                continue
            differ = touched[parent].columns
            if differ and used.isdisjoint(differ):
                continue
            found = self._follow(connection, parent, touched[parent])
            if found is None:
                return None
            keys |= found
        return keys

    def _follow(self, connection: Connection[Any], parent: str, touched: Touched) -> Keys:
        if self.key is None:
            return None
        if parent not in self.through:
            return touched.find(self.key)
        through = self.through[parent]
        changed = touched.find(through.own)
        keys = touched.find(self.key) if through.is_direct else set()
        if changed is None or keys is None:
            return None
        for place in through.places:
            query = FIND_PARTS.format(key=place.key, table=place.table, column=place.column)
            row = connection.execute(query.encode(), {"keys": write_array(changed)}, prepare=True).fetchone()
            keys = keys | set((row and row[0]) or ())
        return keys


def write_array(keys: Iterable[int]) -> str:
    """Return numbers as PostgreSQL writes an array: one type however large they are, so one prepared statement."""
    return "{" + ",".join(map(str, sorted(keys))) + "}"


def find_key(model: Model, columns: Columns) -> str | None:
    """Return the column by which a model is derived in parts, None for as a whole."""
    for schema, name in model.reads:
        if schema in SOURCES:
            return f"{name}_id"
    if model.key is None:
        return USUAL_KEY if USUAL_KEY in columns[model.schema, model.name] else None
    return None if model.key == WHOLE else model.key


def arrange(models: Sequence[Model], columns: Columns) -> list[Part]:
    """Return how each model is refreshed, in the order in which they depend on each other."""
    own = {model.name: find_key(model, columns) for model in models}
    keys = [find_key(model, columns) for model in models]
    through = [_find_through(model, key, own, columns) for model, key in zip(models, keys, strict=True)]
    asked: dict[str, set[str]] = {}
    for model, key, places in zip(models, keys, through, strict=True):
        for _, parent in model.reads:
            asked.setdefault(parent, set()).update({places[parent].own, key or ""} if parent in places else {key or ""})
    return [
        _make_part(model, columns, key, places, asked.get(model.name))
        for model, key, places in zip(models, keys, through, strict=True)
    ]


def _find_through(model: Model, key: str | None, own: Mapping[str, str | None], columns: Columns) -> dict[str, Through]:
    """Return how the model reads those tables that its parts do not read by their key alone."""
    if key is None:
        return {}
    found = {}
    for schema, name in model.reads:
        parent = own.get(name)
        usual = None if key in columns[schema, name] else USUAL_THROUGH.get((key, parent or ""))
        texts = model.through.get(name, usual)
        if texts and parent:
            found[name] = Through.parse(texts, parent, key)
    return found


def _find_narrowing(columns: Mapping[str, str], key: str | None, through: Through | None) -> set[str]:
    """Return the columns of a table by which its rows are chosen for a part, which the query may not name."""
    return {name for name in (key, through.own if through else None) if name is not None and name in columns}


def _make_part(
    model: Model, columns: Columns, key: str | None, through: Mapping[str, Through], asked: set[str] | None
) -> Part:
    told = None if asked is None else tuple(sorted(asked & columns[model.schema, model.name].keys()))
    return Part(
        model=model,
        key=key,
        source=next((f"{schema}.{name}" for schema, name in model.reads if schema in SOURCES), None),
        uses={
            name: find_used(model, columns, schema, name)
            | _find_narrowing(columns[schema, name], key, through.get(name))
            for schema, name in sorted(model.reads)
            if model.through.get(name) != []
        },
        through=through,
        told=told or (),
        whole=compose(model, columns, None, {}, told),
        keyed=compose(model, columns, key, through, told) if key else None,
        columns=columns,
    )
