"""The lineage of a model: what is drawn is safe, in order, and not more than was asked for."""

from xml.etree import ElementTree as ET

import pytest
from sqladmin import i18n

from admin.panel.documentation.lineage import draw_lineage, lay_out
from admin.panel.documentation.project import Node, Project
from admin.panel.language import install_languages

READS = {
    "personnel.employee": (),
    "stg_employee": ("personnel.employee",),
    "rule": (),
    "int_state": ("stg_employee", "rule"),
    "duk": ("int_state", "stg_employee"),
    "late": ("duk",),
    "board": ("late", "duk"),
    "silent": ("duk",),
    "other": ("rule",),
}


@pytest.fixture(autouse=True)
def english() -> None:
    install_languages()
    i18n.set_locale("en")


def make_node(name: str) -> Node:
    layers = {"board": "exposure", "rule": "seed", "personnel.employee": "source", "duk": "marts", "late": "marts"}
    layer = layers.get(name, "staging" if name.startswith("stg_") else "intermediate")
    return Node(name, layer, layer, "career", "", "A: b | C: d", False, "/admin/x", "<b>B</b> | <b>B</b>", READS[name])


PROJECT = Project({name: make_node(name) for name in READS})


@pytest.mark.parametrize(
    ("depth", "columns"),
    [
        ("1", [["stg_employee"], ["int_state"], ["duk"], ["late", "silent"], ["board"]]),
        (
            "2",
            [["personnel.employee"], ["rule", "stg_employee"], ["int_state"], ["duk"], ["late", "silent"], ["board"]],
        ),
        (
            "all",
            [["personnel.employee"], ["rule", "stg_employee"], ["int_state"], ["duk"], ["late", "silent"], ["board"]],
        ),
    ],
)
def test_everything_stands_right_of_what_it_reads(depth: str, columns: list[list[str]]) -> None:
    layout = lay_out(PROJECT, "duk", depth)
    assert [sorted(node.name for node in column) for column in layout.columns] == columns
    place = {node.name: at for at, column in enumerate(layout.columns) for node in column}
    assert all(place[parent] < place[name] for parent, name in layout.edges)
    drawn = {(parent, name) for name in place for parent in READS[name] if parent in place}
    assert set(layout.edges) == drawn


def test_all_that_a_model_rests_on_is_followed_both_ways() -> None:
    assert PROJECT.follow("duk", is_upstream=True) == {"int_state", "stg_employee", "rule", "personnel.employee"}
    assert PROJECT.follow("rule", is_upstream=False) == {"int_state", "other", "duk", "late", "board", "silent"}
    assert PROJECT.follow("board", is_upstream=False) == set()


def test_drawing_links_every_other_model_and_holds_no_markup_of_names() -> None:
    layout = lay_out(PROJECT, "duk", "all")
    for drawing in draw_lineage(
        layout, "duk", lambda node: "" if node.name == "silent" else f"/d/{node.name}?a=1&b=2", 'Lineage of "duk" <x>'
    ):
        root = ET.fromstring(drawing)
        elements = list(root.iter())
        assert {element.tag for element in elements} <= {"svg", "path", "a", "g", "rect", "text", "title"}
        assert not [name for element in elements for name in element.attrib if name in ("id", "style", "onclick")]
        links = {element.get("href"): element.get("aria-label") for element in elements if element.tag == "a"}
        assert links.keys() == {f"/d/{name}?a=1&b=2" for name in READS if name not in ("duk", "other", "silent")}
        assert [it.get("class") for it in elements if it.tag == "g"].count("node marts here") == 1
        assert not [
            it for it in elements if it.tag == "g" and it.get("class") not in ("node marts here", "node intermediate")
        ]
        assert links["/d/board?a=1&b=2"] == "Used by: <b>B</b>"
        assert root.get("aria-label") == 'Lineage of "duk" <x>'
        boxes = [(float(it.get("x", 0)), float(it.get("y", 0))) for it in elements if it.get("class") == "box"]
        assert len(set(boxes)) == len(boxes) == 8, "no two in one place"
        right = max(x for x, _ in boxes) + float(
            next(it for it in elements if it.get("class") == "box").get("width", 0)
        )
        assert right <= float(root.get("width", 0))
        assert max(y for _, y in boxes) + 26 <= float(root.get("height", 0))
    assert float(root.get("width", 0)) <= 350, "a phone's"
