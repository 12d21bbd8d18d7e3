"""The machinery of `make mutate` on a few agencies and a handful of changes: all of them take too long for a test."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import mutate
import pytest
from mutation_queries import list_query_mutants
from mutation_rings import RINGS
from mutation_rows import EPOCH, WORD_TABLES, Change, list_mutants
from mutation_universe import Graph, Judged, Universe, find_ancestors
from mutation_warehouse import Place, open_universe, populate

from admin.warehouse.database import Database

# What no mart reads, but a warning of builds: tests/integration/test_mart_attendance.py asks it of every row.
WARNED = {"working_hours"}


@pytest.fixture(scope="module")
def universe(server: Any, nobody: tuple[Database, Graph]) -> Iterator[Universe]:
    """A few agencies, derived and compared with the oracle."""
    empty, graph = nobody
    place = next(populate(server, graph, empty.url.rsplit("/", 1)[1], replace(RINGS[1], dates=RINGS[1].dates[:1])))
    assert not place.differences
    opened = open_universe(server, graph, place, 1)
    yield opened
    opened.connection.close()


def test_every_table_of_the_law_and_every_check_is_judged_somewhere(nobody: tuple[Database, Graph]) -> None:
    _, graph = nobody
    judged = set[str]().union(*(find_ancestors(graph, ring.judged) for ring in RINGS))
    tables = {path.stem for path in (mutate.ROOT / "seeds" / "rules").glob("*.csv")}
    assert tables - {*WORD_TABLES} - judged == WARNED
    checks = {name for name in graph if "__check_" in name}
    assert checks - judged == set()
    assert {name.partition("__check_")[0] + "__check_" for name in checks} == {*mutate.CHECKS}


def test_changed_threshold_is_noticed_and_undone(universe: Universe) -> None:
    rows = universe.read_rules("education_rank")
    change = Change({0: {"rank": rows[0]["rank"] + 1}})
    assert universe.try_rule("education_rank", change) == "duk"
    assert universe.read_rules("education_rank") == rows
    assert universe.try_rule("education_rank", Change({})) is None


def test_row_that_decides_nothing_is_not_noticed(universe: Universe) -> None:
    places = {row["code"]: place for place, row in enumerate(universe.read_rules("parameter"))}
    assert universe.try_rule("parameter", Change({places["kgb_notice_months"]: None})) is None
    assert universe.try_rule("parameter", Change({places["training_target_pppk"]: {"value": "21"}})) is not None


def test_law_that_cannot_be_derived_is_noticed(universe: Universe) -> None:
    latest = len(universe.read_rules("promotion_period")) - 1
    noticed = universe.try_rule("promotion_period", Change({latest: {"month": 13}}))
    assert noticed is not None
    assert noticed.startswith("error")


def test_changed_query_is_noticed(universe: Universe) -> None:
    model = "int_promotion__check_min_months"
    query = universe.graph[model].query
    changed = query.replace("met_from > as_of_date", "met_from < as_of_date")
    assert changed != query
    assert universe.try_query(model, changed) == "promotion_check"
    assert universe.try_query(model, query) is None


ROW = {"code": "BAIK", "holder": "A", "limit_value": Decimal("12.5"), "years": 4, "is_open": True, "label_id": "Baik",
       "valid_from": date(2024, 1, 1), "valid_to": None}  # fmt: skip


def test_every_cell_of_a_row_is_changed() -> None:
    rows = [ROW, {**ROW, "code": "KURANG", "holder": "B", "valid_from": EPOCH}]
    found = {(mutant.cell, mutant.change) for mutant in list_mutants("table", rows) if mutant.key == "BAIK"}
    assert found == {
        ("row", "removed"),
        ("code", "BAIK -> BUTUH_PERBAIKAN"),
        ("code", "BAIK -> SANGAT_BAIK"),
        ("holder", "swapped with KURANG"),
        ("limit_value", "12.5 -> 12.4"),
        ("limit_value", "12.5 -> 12.6"),
        ("years", "4 -> 3"),
        ("years", "4 -> 5"),
        ("is_open", "true -> false"),
        ("valid_from", "2024-01-01 -> 2023-12-31"),
        ("valid_from", "2024-01-01 -> 2024-01-02"),
    }


def test_tables_of_words_have_no_mutants() -> None:
    assert not list_mutants("due_label", [ROW])


def test_signs_and_numbers_of_a_query_are_changed_and_texts_are_not() -> None:
    query = "select '>= 4' -- < 5\nfrom a where a.x >= 12 and a.y2 <> 'B' and d < e + interval '6 months'"
    found = {mutant.change for mutant in list_query_mutants("model", query)}
    assert found == {">= -> >", "12 -> 11", "12 -> 13", "<> -> =", "< -> <=", "6 -> 5", "6 -> 7"}


def test_survivor_must_be_listed_and_only_survivors_may_be(capsys: pytest.CaptureFixture[str]) -> None:
    mutants = list_mutants("table", [ROW])
    killed = {mutant.name: "law: duk" for mutant in mutants}
    survivor = next(mutant.name for mutant in mutants if mutant.cell == "years")
    assert mutate.report(mutants, killed, []) == 0
    assert mutate.report(mutants, killed | {survivor: ""}, []) == 1
    assert mutate.report(mutants, killed | {survivor: ""}, [(survivor, "why")]) == 0
    assert mutate.report(mutants, killed, [(survivor, "why")]) == 1
    assert mutate.report_idle(mutants, [(survivor, "why"), (("table", "*", "months", "*"), "why")]) == 1
    told = capsys.readouterr().out
    assert "listed, and killed by law: duk" in told
    assert "listed, and no such change: table | * | months | *" in told


def test_kill_is_kept_while_law_models_and_population_are_the_same(tmp_path: Path) -> None:
    place = Place("few", "db", {"duk": Judged(("rank",))}, {"duk": (2, 7, 2, 5)}, 0)
    other = replace(place, name="law", truth={"duk": (2, 8, 2, 6)})
    kept = tmp_path / "mutation.jsonl"
    kills = {"A": "few: duk", "B": "law: duk", "C": "", "D": "gone: duk"}
    marks = {"few": place.mark, "law": other.mark}
    rows = [{"name": ["table", key, "row", "removed"], "killer": killer, "place": marks.get(killer[:-5])}
            for key, killer in kills.items()]  # fmt: skip
    files = {"files": mutate.fingerprint(mutate.TRIED_BY)}
    kept.write_text("\n".join(map(json.dumps, [files, *rows])))
    assert [name[1] for name in mutate.read_kept(kept, [place, other])] == ["A", "B"]
    unjudged = replace(place, truth={"duk": (2, 9, 2, 5)})
    assert [name[1] for name in mutate.read_kept(kept, [unjudged])] == ["A"]
    changed = replace(place, truth={"duk": (2, 7, 2, 6)})
    assert [name[1] for name in mutate.read_kept(kept, [changed, other])] == ["B"]
    kept.write_text("\n".join(map(json.dumps, [{"files": "others"}, *rows])))
    assert mutate.read_kept(kept, [place, other]) == {}


def test_every_listed_survivor_has_a_reason() -> None:
    assert all(len(reason) > 10 for _, reason in mutate.read_listed())
