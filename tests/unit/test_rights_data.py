"""What each role may do is complete, and the documentation says the same."""

import csv
import re
from pathlib import Path

from models.stewardship import RightArea

ROOT = Path(__file__).parents[2]
VERBS = {"may_see": "s", "may_create": "c", "may_change": "u", "may_delete": "d"}


def read_rights() -> dict[str, dict[str, str]]:
    """Return the letters by role and area."""
    rights: dict[str, dict[str, str]] = {}
    with (ROOT / "seeds/codes/role_right.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            letters = "".join(letter for name, letter in VERBS.items() if row[name] == "true")
            assert row["area"] not in rights.setdefault(row["role"], {})
            rights[row["role"]][row["area"]] = letters
    return rights


def write_table(rights: dict[str, dict[str, str]]) -> str:
    """Return the table of docs/rights.md."""
    lines = [["area", *rights], ["---"] * (len(rights) + 1)]
    lines += [[area.value, *(role[area.value] or "–" for role in rights.values())] for area in RightArea]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def test_every_role_has_a_word_on_every_area() -> None:
    rights = read_rights()
    assert list(rights) == ["administrator", "data_steward", "hr_officer", "unit_head", "inspector", "employee"]
    for role, areas in rights.items():
        assert list(areas) == [area.value for area in RightArea], role


def test_nobody_changes_what_they_may_not_see() -> None:
    assert [
        (role, area)
        for role, areas in read_rights().items()
        for area, letters in areas.items()
        if letters and "s" not in letters
    ] == []


def test_documentation_says_the_same() -> None:
    text = (ROOT / "docs/rights.md").read_text(encoding="utf-8")
    found = re.search(r"<!-- rights -->\n(.*?)\n<!-- /rights -->", text, re.DOTALL)
    assert found is not None
    assert found[1] == write_table(read_rights())
