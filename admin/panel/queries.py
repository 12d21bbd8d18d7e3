"""Searching, sorting and loading along many-to-one relationships, without inner joins that drop rows."""

import itertools
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Enum,
    Select,
    String,
    and_,
    any_,
    inspect,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import QueryableAttribute, RelationshipProperty, aliased

from admin.panel.attributes import Attribute, Kind, read_attributes
from admin.panel.ordering import SortKey, apply_order
from admin.panel.pages import natural_order
from models.base import Record

MOST_WORDS: Final = 8
MOST_WAYS: Final = 16  # to share words out among columns
FEW: Final = 2_000  # rows that a search may name one by one


def follow(model: type[Record], path: str) -> tuple[tuple[str, ...], Attribute]:
    """Return the relationships that lead to a dotted column and the column itself.

    Raises:
        ValueError: naming the part of `path` that does not exist.
    """
    *relations, name = path.split(".")
    for relation in relations:
        mapper = inspect(model)
        if relation not in mapper.relationships:
            raise ValueError(f"{path!r}: {model.__name__} has no relationship {relation!r}")
        model = mapper.relationships[relation].mapper.class_
    attributes = read_attributes(model)
    by_relation = {attribute.relation: attribute for attribute in attributes.values() if attribute.relation}
    found = attributes.get(name) or by_relation.get(name)
    if found is None:
        raise ValueError(f"{path!r}: {model.__name__} has no column {name!r}; it has {', '.join(attributes)}")
    return tuple(relations), found


def is_searchable(attribute: Attribute) -> bool:
    """Whether the column holds text a person may type a part of."""
    return isinstance(attribute.column.type, String) and not isinstance(attribute.column.type, Enum)


def contains_words(model: type[Record], paths: Sequence[str], term: str) -> ColumnElement[bool]:
    """Return the condition that every word of `term` occurs in one of `paths`; case is ignored, % and _ are literal."""
    words = term.split()[:MOST_WORDS]
    return and_(*(or_(*(_contains(model, path, word) for path in paths)) for word in words))


async def find_words(
    session: AsyncSession, model: type[Record], paths: Sequence[str], term: str, most: int = FEW
) -> ColumnElement[bool]:
    """Return the condition of `contains_words`, in the form that costs least for this term.

    PostgreSQL uses no index for "in this column or in that table", so each way to find the words is asked by itself
    first. Those that find nothing are left out, and at most `most` rows of one way are named one by one.
    """
    ways = _list_ways(model, paths, term.split()[:MOST_WORDS])
    if not ways:
        return contains_words(model, paths, term)
    probes = [select(literal(number), model.id).where(way).limit(most + 1) for number, way in enumerate(ways)]
    found: dict[int, list[int]] = {}
    for number, key in await session.execute(union_all(*probes)):
        found.setdefault(number, []).append(key)
    few = sorted({key for keys in found.values() if len(keys) <= most for key in keys})
    many = [ways[number] for number, keys in found.items() if len(keys) > most]
    named = [model.id == any_(literal(few, ARRAY(BigInteger)))] if few or not many else []
    return or_(*many, *named)


def _list_ways(model: type[Record], paths: Sequence[str], words: Sequence[str]) -> list[ColumnElement[bool]]:
    """Return a condition for each way to share the words out among the paths; any of them finds a row.

    Nothing when there are too many ways.
    """
    if len(paths) ** len(words) > MOST_WAYS:
        return []
    ways = []
    for chosen in itertools.product(paths, repeat=len(words)):
        shared: dict[str, list[str]] = {}
        for path, word in zip(chosen, words, strict=True):
            shared.setdefault(path, []).append(word)
        ways.append(and_(*(_contains(model, path, *own) for path, own in shared.items())))
    return ways


def _contains(entity: Any, path: str, *words: str) -> ColumnElement[bool]:
    relation, _dot, rest = path.partition(".")
    if not rest:
        column: QueryableAttribute[str] = getattr(entity, relation)
        return and_(*(column.icontains(word, autoescape=True) for word in words))
    local, target, remote = _step(entity, relation)
    among: ColumnElement[bool] = local.in_(select(remote).where(_contains(target, rest, *words)))
    return among


def _step(entity: Any, relation: str) -> tuple[Any, Any, Any]:
    """Return the local column, the alias of the target and its column, for one relationship of `entity`."""
    found: RelationshipProperty[Any] = inspect(entity).mapper.relationships[relation]
    local, remote = found.local_remote_pairs[0]
    target = aliased(found.mapper.class_)
    local_key = inspect(entity).mapper.get_property_by_column(local).key
    remote_key = found.mapper.get_property_by_column(remote).key
    return getattr(entity, local_key), target, getattr(target, remote_key)


def reach(entity: Any, relations: Sequence[str], ask: Callable[[Any], ColumnElement[bool]]) -> ColumnElement[bool]:
    """Return what `ask` says of the table that many-to-one relationships lead to, as a condition on `entity`."""
    if not relations:
        return ask(entity)
    local, target, remote = _step(entity, relations[0])
    among: ColumnElement[bool] = local.in_(select(remote).where(reach(target, relations[1:], ask)))
    return among


def sort_by(stmt: Select[Any], model: type[Record], paths: Iterable[str]) -> Select[Any]:
    """Order by dotted columns (`-` before a name: descending), empty ones last, ties by id; no row is dropped.

    A reference is ordered as its own table is: an employee by name, a golongan by rank.
    """
    return apply_order(*plan_order(stmt, model, paths))


def plan_order(stmt: Select[Any], model: type[Record], paths: Iterable[str]) -> tuple[Select[Any], list[SortKey]]:
    """Return the statement joined to all that it is to be sorted by, and the keys to sort it by."""
    aliases: dict[tuple[str, ...], Any] = {(): model}
    may_miss: dict[tuple[str, ...], bool] = {(): False}
    keys = []
    is_descending = False
    for path in (plain for wanted in paths for plain in _expand(model, wanted)):
        is_descending = path.startswith("-")
        *relations, name = path.lstrip("-").split(".")
        for depth in range(1, len(relations) + 1):
            steps = tuple(relations[:depth])
            if steps not in aliases:
                local, aliases[steps], remote = _step(aliases[steps[:-1]], steps[-1])
                may_miss[steps] = may_miss[steps[:-1]] or bool(local.property.columns[0].nullable)
                stmt = stmt.join(aliases[steps], local == remote, isouter=may_miss[steps])
        column = getattr(aliases[tuple(relations)], name)
        may_be_empty = may_miss[tuple(relations)] or bool(column.property.columns[0].nullable)
        keys.append(SortKey(column, is_descending, may_be_empty))
    keys.append(SortKey(model.id.expression, is_descending, may_be_empty=False))
    return stmt, keys


def _expand(model: type[Record], path: str) -> Iterable[str]:
    """Replace a path to a reference by the paths that order what it refers to."""
    relations, attribute = follow(model, path.lstrip("-"))
    if attribute.kind is not Kind.REFERENCE or attribute.target is None:
        yield path
        return
    prefix = ".".join((*relations, attribute.relation or ""))
    for inner in natural_order(attribute.target) or ("id",):
        for rest in _expand(attribute.target, inner):
            is_descending = path.startswith("-") != rest.startswith("-")
            yield f"{'-' if is_descending else ''}{prefix}.{rest.lstrip('-')}"
