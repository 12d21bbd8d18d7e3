"""Which columns of what it reads a model depends on, and which of its own can differ when those do.

Read from the compiled text alone, and always on the safe side: where the text does not say, everything is used.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from admin.warehouse.live.plan import Model

ColumnTypes = Mapping[tuple[str, str], Mapping[str, str]]  # by schema and name of a table

NAMED: Final = re.compile(r"(?:(\w+)\.)?(\w+)")  # a word, and what it is said of
IMPORT: Final = re.compile(r'(?P<alias>\w+) as \(\s*select \*\s+from "(?P<schema>\w+)"\."(?P<name>\w+)"')
LISTED: Final = re.compile(
    r'\b\w+ as (?P<body>\(\s*select\s+(?:distinct\s+)?[\w\s,]+\sfrom "(?P<schema>\w+)"\."(?P<name>\w+)"(?!\s*,))'
)
SAID: Final = re.compile(r"'[^']*'|--[^\n]*")
QUOTED: Final = re.compile(r'"\w+"')
LAST: Final = re.compile(r"\bselect \*\s+from (\w+)\s*\Z")
BREAKS: Final = re.compile(r"\b(?P<kind>left|inner|cross|right|full) join\b|\b(?:where|group by|having|order by)\b")
TABLE: Final = re.compile(r"\s*(?P<name>\w+)(?:\s+as)?(?:\s+(?!on\b|using\b)(?P<alias>\w+))?(?=\s|\Z)")
UNSAFE: Final = re.compile(r"\b(?:union|intersect|except|distinct|limit|offset|window|right join|full join|lateral)\b")


def find_used(model: Model, columns: ColumnTypes, schema: str, name: str) -> frozenset[str]:
    """Return the columns of a table that a model may use: what it neither names nor makes cannot matter to it.

    An import that lists columns (`state as (select nip, unit_id from ...)`) uses these and no others. A column of
    another table that is imported as it is (`unit as (select * from ...)`, then `unit.name`) is that one's.
    """
    own = columns[schema, name].keys()
    listed = _find_listed(_blank_words(model.query), schema, name)
    if listed is not None:
        return frozenset(own & listed)
    others = {alias for alias, table in _find_imports(model.query).items() if table != (schema, name)}
    words = {word for alias, word in NAMED.findall(model.query) if alias not in others}
    return frozenset(own & (words | columns[model.schema, model.name].keys()))


def find_affected(model: Model, columns: ColumnTypes, differ: Mapping[str, Iterable[str]]) -> frozenset[str] | None:
    """Return which columns of a model can be others, and in the same rows, when these columns of these tables differ.

    None when rows might come or go, or when the query does not tell. It tells if the tables are imported as they are,
    and their columns stand nowhere but in the expressions of the last `select`, or decide which row of a table a
    `left join` finds: then whatever is taken from that row can be another one.
    """
    query = _blank_words(model.query)
    body = _find_last(query)
    select = None if body is None or UNSAFE.search(body) else _Select.parse(body, body)
    if body is None or select is None or select.items.keys() != columns[model.schema, model.name].keys():
        return None
    imports = _find_imports(query)
    changed = {alias: frozenset(differ[name]) for alias, (_, name) in imports.items() if name in differ}
    rest = query.replace(body, "")
    if len(changed) != len(differ) or not all(_is_read_once(rest, body, *imports[alias], alias) for alias in changed):
        return None
    if any(_narrows(rest, alias, names) for alias, names in changed.items()):
        return None
    aliases = select.spread(changed, {alias: frozenset(columns[table]) for alias, table in imports.items()})
    if aliases is None:
        return None
    return frozenset(name for name, text in select.items.items() if _reaches(aliases, text))


def keep_columns(model: Model, columns: ColumnTypes, wanted: Iterable[str]) -> str:
    """Return the query of a model that makes only the columns `wanted`, without the left joins that only others need.

    A left join takes no row away, and adds none where the rows have a key.
    """
    query = _blank_words(model.query)
    body = _find_last(query) or ""
    start = query.index(body)
    select = _Select.parse(body, model.query[start : start + len(body)])
    if not body or select is None:
        return model.query
    items = [select.items[name] for name in wanted]
    imports = {alias: frozenset(columns[table]) for alias, table in _find_imports(query).items()}
    joins = "\n".join(
        f"{kind} join {table} as {alias} {condition.strip()}" if kind else f"{table} as {alias}"
        for table, alias, kind, condition in select.find_needed(imports, items)
    )
    made = "\nselect " + ",\n".join(items) + f"\nfrom {joins}\n{select.after}\n"
    return model.query[:start] + made + model.query[start + len(body) :]


def _is_read_once(rest: str, body: str, schema: str, name: str, alias: str) -> bool:
    """Return whether only the last part of a query reads a table, and by its import."""
    return (
        len(re.findall(rf"\b{alias}\b", QUOTED.sub("", rest))) == 1
        and rest.count(f'"{schema}"."{name}"') == 1
        and f'"{schema}"."{name}"' not in body
    )


def _narrows(rest: str, alias: str, names: frozenset[str]) -> bool:
    """Return whether the import of a table asks for rows by one of these columns."""
    head = re.search(rf"\b{alias} as \(", rest)
    text = _read_nested(rest, head.end() - 1) if head else ""
    return any(word in names for _, word in NAMED.findall(QUOTED.sub("", text)))


Aliases = Mapping[str, frozenset[str]]  # columns that may differ, by the alias under which a select reads them


def _reaches(aliases: Aliases, text: str) -> bool:
    """Return whether a text names one of the columns, of its alias or of none."""
    bare = frozenset[str]().union(*aliases.values())
    for alias, word in NAMED.findall(text):
        if word in aliases.get(alias, ()) or (not alias and (word in bare or word in aliases)):
            return True
    return False


@dataclass(frozen=True)
class _Select:
    """A select: the expression of each column, the tables it joins, and what follows them.

    Of each table its name, the alias, how it is joined and on which condition; the first is joined to nothing.
    """

    items: Mapping[str, str]
    joins: tuple[tuple[str, str, str, str], ...]
    after: str

    @classmethod
    def parse(cls, body: str, written: str) -> "_Select | None":
        """Read `select ... from ...`, whose texts are as `written`; None when it is not as plain as that."""
        flat = _blank_nested(body)
        start, end = re.match(r"\s*select\s", flat), re.search(r"\bfrom\s", flat)
        if not start or not end:
            return None
        items = {}
        for text in _split(written, flat, start.end(), end.start()):
            name = re.search(r"(?:^|\.|\s)(\w+)\s*\Z", text)
            if not name or "*" in re.sub(r"\s\*\s", "", text) or name[1] in items:
                return None
            items[name[1]] = text
        pieces = list(BREAKS.finditer(flat, end.end()))
        tail = next((piece.start() for piece in pieces if not piece["kind"]), len(body))
        edges = [piece for piece in pieces if piece.start() < tail]
        begins = [end.end(), *(piece.end() for piece in edges)]
        ends = [*(piece.start() for piece in edges), tail]
        joins = []
        for kind, one, other in zip(["", *(piece["kind"] for piece in edges)], begins, ends, strict=True):
            table = TABLE.match(flat, one, other)
            if not table or "," in flat[one:other]:
                return None
            joins.append((table["name"], table["alias"] or table["name"], kind, written[table.end() : other]))
        return cls(items, tuple(joins), written[tail:])

    def find_needed(self, imports: Aliases, items: Sequence[str]) -> list[tuple[str, str, str, str]]:
        """Return the joins without which these expressions cannot be made of the same rows."""
        texts, needed = [*items, self.after], []
        for table, alias, kind, condition in reversed(self.joins):
            is_named = table not in imports or any(_reaches({alias: imports[table]}, text) for text in texts)
            if kind != "left" or is_named:
                needed.append((table, alias, kind, condition))
                texts.append(condition)
        return needed[::-1]

    def spread(self, changed: Aliases, imports: Aliases) -> Aliases | None:
        """Return what may differ under every alias; None when that might add or remove rows."""
        aliases = {alias: changed[table] for table, alias, _, _ in self.joins if table in changed}
        while True:
            reached = {
                alias: imports.get(table)
                for table, alias, kind, condition in self.joins
                if kind == "left" and _reaches(aliases, condition)
            }
            found = {alias: names for alias, names in reached.items() if names is not None}
            if len(found) < len(reached):
                return None
            if found.items() <= aliases.items():
                break
            aliases |= found
        rest = [condition for _, _, kind, condition in self.joins if kind != "left"]
        return None if any(_reaches(aliases, text) for text in [*rest, self.after]) else aliases


def _find_last(query: str) -> str | None:
    """Return the body of the part of the query that makes all rows as they are."""
    last = LAST.search(query)
    if not last:
        return None
    heads = list(re.finditer(rf"\b{last[1]} as \(", query))
    return _read_nested(query, heads[0].end() - 1)[1:-1] if len(heads) == 1 else None


@lru_cache(maxsize=1024)
def _blank_words(query: str) -> str:
    """Return a query of the same length without what stands in quotes and comments."""
    return SAID.sub(lambda match: " " * len(match[0]), query)


def _read_nested(text: str, start: int) -> str:
    """Return the text from an opening parenthesis to its closing one."""
    depth = 0
    for place in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth == 0:
            return text[start : place + 1]
    return text[start:]


def _blank_nested(text: str) -> str:
    """Return a text of the same length without what stands in parentheses, brackets or cases."""
    depth, made = 0, []
    for word in re.findall(r"\w+|.", text, re.DOTALL):
        depth -= word in (")", "end", "]")
        made.append(word if depth <= 0 else " " * len(word))
        depth += word in ("(", "case", "[")
    return "".join(made)


def _split(text: str, flat: str, start: int, end: int) -> Iterator[str]:
    """Yield the expressions of a select, between its commas."""
    edges = [start - 1, *(place for place in range(start, end) if flat[place] == ","), end]
    for one, other in pairwise(edges):
        yield text[one + 1 : other].strip()


def _find_listed(query: str, schema: str, name: str) -> set[str] | None:
    """Return the words of the imports that list what they take of a table; None if any place of the query does not."""
    bodies = [
        _read_nested(query, match.start("body"))
        for match in LISTED.finditer(query)
        if (match["schema"], match["name"]) == (schema, name)
    ]
    if not bodies or len(bodies) != query.count(f'"{schema}"."{name}"'):
        return None
    return {word for body in bodies for _, word in NAMED.findall(body)}


@lru_cache(maxsize=1024)
def _find_imports(query: str) -> dict[str, tuple[str, str]]:
    """Return the names under which a query imports whole tables; only those that mean nothing else anywhere in it."""
    found = {match["alias"]: (match["schema"], match["name"]) for match in IMPORT.finditer(query)}
    return {
        alias: table
        for alias, table in found.items()
        if len(re.findall(rf"\b{alias} as \(", query)) == 1
        and not re.search(rf"\b(as|join|from)\s+\w+\s+{alias}\b", query)
        and not re.search(rf"\bas {alias}\b", query)
    }
