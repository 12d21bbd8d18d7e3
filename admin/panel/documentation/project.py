"""The models of the published build as readers see them: words, columns, tests, and what reads what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from admin.panel.language import language, pick
from admin.panel.mart_catalogue import PAGES
from admin.panel.marts import name_mart
from models.wording import parse_wording

READ: Final = text("SELECT * FROM stewardship.read_documentation(:wanted)")
MARTS, INTERMEDIATE, STAGING, SEED, SOURCE, EXPOSURE = "marts", "intermediate", "staging", "seed", "source", "exposure"
LAYERS: Final = {
    MARTS: "Mart | Marts",
    INTERMEDIATE: "Perhitungan | Workings",
    STAGING: "Salinan catatan | Copies of records",
    SEED: "Aturan dan daftar | Rules and lists",
    SOURCE: "Catatan | Records",
    EXPOSURE: "Dipakai oleh | Used by",
}
GRAINS: Final = ("Satu baris per ", "One row per ")
TESTS: Final = {
    "accepted_range": "Dalam rentang | Within a range",
    "accepted_values": "Hanya nilai yang dikenal | Only known values",
    "finds_nothing": "Tidak menemukan apa pun | Finds nothing",
    "has_rows": "Ada isinya | Has rows",
    "holds_true": "Selalu benar | Always holds",
    "no_overlap": "Masa tidak bertumpang tindih | Periods do not overlap",
    "not_null": "Selalu terisi | Always filled",
    "period_order": "Awal sebelum akhir | Begins before it ends",
    "query": "Kueri tidak menemukan apa pun | A query finds nothing",
    "relationships": "Merujuk baris yang ada | Refers to rows that exist",
    "unique": "Tidak berulang | Never twice",
    "unique_combination": "Gabungan tidak berulang | A combination never twice",
    "unit": "Rumus atas baris contoh | The formula on literal rows",
}


@dataclass(frozen=True)
class Node:
    """One model, list of rules, table of records, or reader of marts."""

    name: str
    kind: str
    layer: str
    group: str
    owner: str
    description: str
    is_private: bool
    place: str
    path: str
    reads: tuple[str, ...]

    @property
    def label(self) -> str:
        """What it is called: marts and readers by their titles, workings by their names."""
        if self.layer == MARTS:
            return name_mart(self.name)
        return pick(self.path) if self.layer == EXPOSURE else self.name

    @property
    def help(self) -> str:
        """What it is for: of a mart what it answers, of a table what a record is, else what it says of itself."""
        if self.name in PAGES and self.layer == MARTS:
            return pick(PAGES[self.name].help)
        if self.layer != SOURCE:
            return pick(self.description)
        try:
            return parse_wording(self.description).help(language())
        except ValueError:
            return pick(self.description)

    @property
    def url(self) -> str:
        """Where a reader of marts is found in the panel, if it has one address there."""
        is_page = self.layer == EXPOSURE and self.place.startswith("/admin") and "{" not in self.place
        return self.place if is_page else ""


@dataclass(frozen=True)
class Column:
    """One column: its name, its type as PostgreSQL writes it, what it is called and what it means."""

    name: str
    kind: str
    label: str
    help: str
    is_key: bool


@dataclass(frozen=True)
class Test:
    """What guards a model: what is asked, of which column, in words where there are any."""

    kind: str
    title: str
    column: str
    asks: str
    name: str
    warns: bool


@dataclass(frozen=True)
class Details:
    """What only the page of one model tells."""

    columns: list[Column]
    tests: list[Test]
    query: str


@dataclass(frozen=True)
class Project:
    """Every node by its name."""

    nodes: Mapping[str, Node]

    @cached_property
    def readers(self) -> Mapping[str, list[str]]:
        """The names of what reads a node, by its name."""
        found: dict[str, list[str]] = {}
        for node in self.nodes.values():
            for name in node.reads:
                found.setdefault(name, []).append(node.name)
        return found

    def follow(self, start: str, is_upstream: bool) -> set[str]:
        """Return everything that a node rests on, or all that rests on it."""
        found: set[str] = set()
        waiting = [start]
        while waiting:
            name = waiting.pop()
            further = self.nodes[name].reads if is_upstream else self.readers.get(name, [])
            waiting += [item for item in further if item not in found and item in self.nodes]
            found |= {item for item in further if item in self.nodes}
        return found - {start}

    def sort(self, names: Iterable[str]) -> dict[str, list[Node]]:
        """Return nodes by what they are, in the order of LAYERS, each by name."""
        chosen = [self.nodes[name] for name in names]
        by_layer = {
            layer: sorted((node for node in chosen if node.layer == layer), key=lambda node: node.label.lower())
            for layer in LAYERS
        }
        return {layer: nodes for layer, nodes in by_layer.items() if nodes}


async def read_project(session: AsyncSession) -> Project:
    """Return the nodes of the published build; none when it is of an older Merit, or nothing is published."""
    rows: Any = await session.execute(READ, {"wanted": None})
    return Project({row.name: _make_node(row) for row in rows})


async def read_details(session: AsyncSession, name: str) -> Details:
    """Return the columns, tests and, for who may see it, the query of a node that exists."""
    row: Any = (await session.execute(READ, {"wanted": name})).one()
    keys = set(row.grain)
    return Details(
        [_make_column(told, keys) for told in row.columns],
        [_make_test(told) for told in row.tests],
        row.query or "",
    )


def tell_grain(node: Node) -> str:
    """Return what a row of a model is, without the words that every model shares; empty where it does not say so."""
    said = pick(node.description)
    prefix = next((prefix for prefix in GRAINS if said.startswith(prefix)), "")
    return said.removeprefix(prefix) if prefix else ""


def _make_node(row: Any) -> Node:
    group, owner = row.group_name or "", pick(row.owner) if row.owner else ""
    told = (row.description, row.is_private, row.place, row.path)
    return Node(row.name, row.kind, row.layer, group, owner, *told, tuple(row.reads))


def _make_column(told: Mapping[str, str], keys: set[str]) -> Column:
    name = told["name"]
    try:
        wording = parse_wording(told["description"])
    except ValueError:
        return Column(name, told["type"], name, pick(told["description"]), name in keys)
    return Column(name, told["type"], wording.label(language()), wording.help(language()), name in keys)


def _make_test(told: Mapping[str, Any]) -> Test:
    title = pick(TESTS[told["kind"]]) if told["kind"] in TESTS else told["kind"]
    said = pick(told["description"]) if told.get("description") else ""
    return Test(
        told["kind"], title, told.get("column") or "", said or told.get("asks") or "", told["name"], told["warns"]
    )
