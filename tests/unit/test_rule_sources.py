"""Every rule of law says where it stands written, or says openly that this is not established."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from admin.settings import PROJECT

RULES = PROJECT / "seeds" / "rules"
UNSURE = "pasal belum dipastikan"
CITED = re.compile(r"pasal \d+( (ayat \(\d+\)|huruf [a-z]|dan \d+))*|lampiran|surat edaran [a-z ]+")
# Words that pages show: their spelling stands in no article. Every other table of rules has the column.
WORDS = {"predicate", "predicate_alias", "promotion_outcome", "promotion_requirement", "promotion_term"}


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def rows_of_law() -> Iterator[tuple[str, dict[str, str]]]:
    for path in sorted(RULES.glob("*.csv")):
        if path.stem not in WORDS and not path.stem.endswith("_label"):
            yield from ((f"{path.stem}:{number}", row) for number, row in enumerate(read(path), 2))


@pytest.fixture(scope="module")
def rows() -> list[tuple[str, dict[str, str]]]:
    return list(rows_of_law())


def test_every_row_names_a_regulation_that_is_listed(rows: list[tuple[str, dict[str, str]]]) -> None:
    listed = {row["code"] for row in read(PROJECT / "seeds" / "codes" / "regulation.csv")}
    unlisted = {place: row["regulation"] for place, row in rows if row["regulation"] not in listed | {""}}
    nameless = {place for place, row in rows if not row["regulation"]}
    assert len(rows) > 600
    assert unlisted == {}
    assert {
        place for place, row in rows if not row["regulation"] and row["confidence"] == "U" and row["note"]
    } == nameless


def test_every_row_names_an_article_or_says_that_it_is_not_established(rows: list[tuple[str, dict[str, str]]]) -> None:
    silent = [place for place, row in rows if not row["article"] and row["confidence"] != "U"]
    strange = {row["article"] for _, row in rows if row["article"]} - {UNSURE}
    assert silent == []
    assert {article for article in strange if not CITED.fullmatch(article)} == set()


def test_nothing_uncertain_claims_to_be_an_unknown_article_of_law(rows: list[tuple[str, dict[str, str]]]) -> None:
    """A choice of ours (U) is told as such; it must not look like law whose article is merely to be looked up."""
    assert [place for place, row in rows if row["confidence"] == "U" and row["article"] == UNSURE] == []
    assert {row["confidence"] for _, row in rows} == {"V", "K", "U"}


def test_every_requirement_is_told_when_it_is_met_and_when_it_is_not() -> None:
    asked = {row["requirement_code"] for row in read(RULES / "promotion_rule.csv")}
    told = {row["requirement_code"]: row for row in read(RULES / "promotion_requirement.csv")}
    assert set(told) == asked == {row["requirement_code"] for row in read(RULES / "promotion_outcome.csv")}
    for row in told.values():
        marks = [sorted(re.findall(r"{\w+}", row[name])) for name in ("sentence_id", "sentence_en")]
        assert marks[0] == marks[1], row["requirement_code"]
