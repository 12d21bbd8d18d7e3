"""What a model rests on and what rests on it, laid out and drawn as SVG on the server, without script or style."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

from admin.panel.documentation.project import LAYERS, Node, Project
from admin.panel.language import pick

DEPTHS: Final = {"1": "Satu langkah | One step", "2": "Dua langkah | Two steps", "all": "Seluruhnya | Everything"}
BOX, ROW, HIGH, GAP, FRAME = 216, 34, 26, 64, 6  # pixels of a box, from row to row, of its height, between columns
PHONE, GUTTER = 340, 46  # pixels of a phone's drawing, and left of its boxes for the lines
LETTERS: Final = {"wide": 27, "narrow": 36}

Link = Callable[[Node], str]


@dataclass(frozen=True)
class Layout:
    """Which nodes stand in which column, from the left, and what reads what among them."""

    columns: list[list[Node]]
    edges: list[tuple[str, str]]


def lay_out(project: Project, start: str, depth: str) -> Layout:
    """Return the nodes around one, as many steps away as asked for; a node stands right of all that it reads."""
    steps = len(project.nodes) if depth == "all" else int(depth)
    before = _measure(project, start, steps, is_upstream=True)
    after = _measure(project, start, steps, is_upstream=False)
    place = {**{name: -level for name, level in before.items()}, **after, start: 0}
    edges = [
        (parent, name)
        for name in place
        for parent in project.nodes[name].reads
        if parent in place and place[parent] < place[name] and (place[parent] >= 0 or place[name] <= 0)
    ]
    rows: dict[str, float] = {start: 0}
    columns: dict[int, list[Node]] = {0: [project.nodes[start]]}
    for level in sorted({*place.values()} - {0}, key=abs):
        names = [name for name, at in place.items() if at == level]
        names.sort(key=lambda name: (_find_middle(name, edges, rows), project.nodes[name].label))
        rows |= {name: at - len(names) / 2 for at, name in enumerate(names)}
        columns[level] = [project.nodes[name] for name in names]
    return Layout([columns[level] for level in sorted(columns)], sorted(edges))


def draw_lineage(layout: Layout, start: str, link: Link, title: str) -> list[Markup]:
    """Return the drawing for a desk and for a phone; the style sheet shows one."""
    return [_draw_wide(layout, start, link, title), _draw_narrow(layout, start, link, title)]


def _measure(project: Project, start: str, steps: int, is_upstream: bool) -> dict[str, int]:
    """Return how far each node is at the most, of those that so many steps lead to."""
    near: set[str] = {start}
    rim = {start}
    for _step in range(steps):
        rim = {name for item in rim for name in _list_next(project, item, is_upstream)} - near
        if not rim:
            break
        near |= rim
    far: dict[str, int] = {start: 0}
    waiting = [start]
    while waiting:
        name = waiting.pop()
        for item in _list_next(project, name, is_upstream):
            if item in near and far.get(item, 0) <= far[name]:
                far[item] = far[name] + 1
                waiting.append(item)
    return {name: level for name, level in far.items() if level}


def _list_next(project: Project, name: str, is_upstream: bool) -> Iterable[str]:
    found = project.nodes[name].reads if is_upstream else project.readers.get(name, [])
    return (item for item in found if item in project.nodes)


def _find_middle(name: str, edges: list[tuple[str, str]], rows: Mapping[str, float]) -> float:
    beside = [rows[one] for pair in edges for one in pair if name in pair and one != name and one in rows]
    return sum(beside) / len(beside) if beside else 0


def _draw_wide(layout: Layout, start: str, link: Link, title: str) -> Markup:
    highest = max(len(column) for column in layout.columns)
    places: dict[str, tuple[float, float]] = {}
    for at, column in enumerate(layout.columns):
        top = FRAME + (highest - len(column)) * ROW / 2
        places |= {node.name: (FRAME + at * (BOX + GAP), top + row * ROW) for row, node in enumerate(column)}
    lines = []
    for parent, name in layout.edges:
        (x, y), (to_x, to_y) = places[parent], places[name]
        x, y, to_y = x + BOX, y + HIGH / 2, to_y + HIGH / 2
        bend = max((to_x - x) / 2, GAP / 2)
        lines.append(f"M{x:g} {y:g}C{x + bend:g} {y:g} {to_x - bend:g} {to_y:g} {to_x:g} {to_y:g}")
    width = 2 * FRAME + len(layout.columns) * (BOX + GAP) - GAP
    return _draw("wide", width, 2 * FRAME + highest * ROW, BOX, layout, places, lines, start, link, title)


def _draw_narrow(layout: Layout, start: str, link: Link, title: str) -> Markup:
    """Draw everything below one another, with the lines left of the boxes."""
    places: dict[str, tuple[float, float]] = {}
    y = float(FRAME)
    for column in layout.columns:
        for node in column:
            places[node.name] = (GUTTER, y)
            y += ROW
        y += ROW / 2
    lines = []
    for parent, name in layout.edges:
        top, bottom = places[parent][1] + HIGH / 2, places[name][1] + HIGH / 2
        left = max(GUTTER - 8 - (bottom - top) / 12, 4)
        lines.append(f"M{GUTTER} {top:g}C{left:g} {top:g} {left:g} {bottom:g} {GUTTER} {bottom:g}")
    return _draw("narrow", PHONE, y, PHONE - GUTTER - FRAME, layout, places, lines, start, link, title)


def _draw(
    size: str,
    width: float,
    height: float,
    box: float,
    layout: Layout,
    places: Mapping[str, tuple[float, float]],
    lines: list[str],
    start: str,
    link: Link,
    title: str,
) -> Markup:
    parts = [f'<path class="edge" d="{line}"/>' for line in lines]
    for column in layout.columns:
        for node in column:
            x, y = places[node.name]
            parts.append(_draw_node(node, (x, y), box, size, "" if node.name == start else link(node), start))
    drawn = (
        f'<svg class="lineage {size}" role="group" aria-label="{escape(title)}" width="{width:g}" height="{height:g}" '
        f'viewBox="0 0 {width:g} {height:g}">{"".join(parts)}</svg>'
    )
    return Markup(drawn)  # noqa: S704 - names are escaped where they are written


def _draw_node(node: Node, place: tuple[float, float], width: float, size: str, url: str, start: str) -> str:
    (x, y), longest = place, LETTERS[size]
    label = node.label if len(node.label) <= longest else f"{node.label[: longest - 1].rstrip()}…"
    body = (
        f'<rect class="box" x="{x:g}" y="{y:g}" width="{width:g}" height="{HIGH}" rx="4"/>'
        f'<rect class="kind" x="{x:g}" y="{y:g}" width="5" height="{HIGH}"/>'
        f'<text x="{x + 12:g}" y="{y + HIGH / 2 + 4.5:g}">{escape(label)}</text>'
    )
    told = f"{pick(LAYERS[node.layer])}: {node.label}"
    if not url:
        here = " here" if node.name == start else ""
        return f'<g class="node {escape(node.layer)}{here}"><title>{escape(told)}</title>{body}</g>'
    return f'<a class="node {escape(node.layer)}" href="{escape(url)}" aria-label="{escape(told)}">{body}</a>'
