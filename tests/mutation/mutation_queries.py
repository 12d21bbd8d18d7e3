"""Every small change of a model's SQL: an operator that stops one short, a number one off, the other end of a range."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

TOKEN = re.compile(
    r"(?P<skip>--[^\n]*|/\*.*?\*/)"
    r"|interval '(?P<amount>\d+) \w+'"
    r"|(?P<text>'(?:[^']|'')*'|\"[^\"]*\")"
    r"|(?P<operator>>=|<=|<>|(?<![-=<>])>(?!=)|<(?![=>]))"
    r"|(?<![\w.])(?P<number>\d+)(?![\w.])"
    r"|\b(?P<word>is not null|is null|min(?=\()|max(?=\()|greatest(?=\()|least(?=\()|desc)\b",
    re.DOTALL | re.IGNORECASE,
)
OTHERS = {
    ">=": (">",), ">": (">=",), "<=": ("<",), "<": ("<=",), "<>": ("=",), "is null": ("is not null",),
    "is not null": ("is null",), "min": ("max",), "max": ("min",), "greatest": ("least",), "least": ("greatest",),
    "desc": ("",),
}  # fmt: skip


@dataclass(frozen=True)
class QueryMutant:
    """A small change of a model, and how a report names it: the line, which of its signs, and what it becomes."""

    table: str
    key: str
    cell: str
    change: str
    query: str

    @property
    def name(self) -> tuple[str, str, str, str]:
        """What tells the mutant from all others."""
        return self.table, self.key, self.cell, self.change


def list_query_mutants(model: str, query: str) -> Iterator[QueryMutant]:
    """Yield every mutant of a model's compiled SQL."""
    seen: Counter[tuple[str, str]] = Counter()
    for found in TOKEN.finditer(query):
        kind = found.lastgroup
        if kind in (None, "skip", "text"):
            continue
        old = found[str(kind)]
        line = _line_about(query, found.start(str(kind)))
        seen[line, old] += 1
        others = OTHERS.get(old.lower()) or (str(int(old) - 1), str(int(old) + 1))
        for other in others:
            changed = query[: found.start(str(kind))] + other + query[found.end(str(kind)) :]
            yield QueryMutant(model, line, f"{old} #{seen[line, old]}", f"{old} -> {other or 'nothing'}", changed)


def _line_about(query: str, place: int) -> str:
    start = query.rfind("\n", 0, place) + 1
    end = query.find("\n", place)
    return " ".join(query[start : end if end >= 0 else None].split())
