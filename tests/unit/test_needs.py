"""docs/needs.md answers every need of the cities, and names only tables, pages and marts that exist."""

import re
from pathlib import Path

from admin.panel.dashboards.catalogue import DASHBOARDS
from admin.panel.mart_catalogue import PAGES
from admin.panel.pages import AREAS
from admin.panel.rendering import BASE, PATTERNS

DOCUMENT = Path(__file__).parents[2] / "docs/needs.md"
NEEDS = [f"N{number}" for number in range(1, 19)]
TABLES = {page.model.__tablename__ for area in AREAS for page in area.pages}
ADDRESSES = {pattern.removeprefix(f"{BASE}/") for pattern in PATTERNS.values()}
ADDRESSES |= {f"dashboards/{dashboard.name}" for dashboard in DASHBOARDS}


def read_needs() -> dict[str, list[set[str]]]:
    """Return the names of records, pages and marts by need."""
    lines = [line.strip("| \n").split(" | ") for line in DOCUMENT.read_text(encoding="utf-8").splitlines()]
    return {
        need: [set(re.findall(r"`([^`]+)`", cell)) for cell in cells]
        for need, _short, *cells in (line for line in lines if len(line) == 5)
        if need in NEEDS
    }


def test_every_need_has_its_records_pages_and_marts() -> None:
    needs = read_needs()
    assert list(needs) == NEEDS
    for need, (records, pages, marts) in needs.items():
        assert records, need
        assert pages, need
        assert marts, need
        assert records <= TABLES, need
        assert pages <= ADDRESSES, need
        assert marts <= PAGES.keys(), need


def test_every_mart_and_dashboard_answers_a_need() -> None:
    needs = read_needs().values()
    assert PAGES.keys() - set[str]().union(*(marts for _, _, marts in needs)) == {"build_info", "change_feed"}
    shown = {f"dashboards/{dashboard.name}" for dashboard in DASHBOARDS}
    assert shown - set[str]().union(*(pages for _, pages, _ in needs)) == set()
