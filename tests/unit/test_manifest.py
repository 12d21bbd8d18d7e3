"""The dbt project keeps the rules of the house: its layers, its words in two languages, its contracts."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from admin.settings import PROJECT
from admin.warehouse.staging import STAGING, compose_staging
from admin.warehouse.transform import APPLICATION
from models.wording import parse_wording, split_languages

LAYERS = ("staging", "intermediate", "marts")
MARTS_CARRY = {"as_of_date": "date", "build_id": "bigint"}
FORBIDDEN_SQL = {
    "ROLLUP, CUBE or GROUPING SETS: Citus has none": r"\b(rollup|cube)\s*\(|\bgrouping\s+sets\b",
    "config() in a model: defaults stand in dbt_project.yml": r"\{\{\s*config\s*\(",
    "a merge: Citus has none": r"\bmerge\s+into\b",
    "a fixed schema: use ref() or source()": r"\b(from|join)\s+(personnel|reference|stewardship|staging|marts|rules)\.",
    "today: use the as-of date of int_build": r"\b(current_date|current_timestamp|now\s*\(\)|localtimestamp)\b",
}
# Over units, of which a city has hundreds, and the goals of the cycles in force: trees as deep as an office; never over
# other facts.
RECURSIVE = {"int_unit__closure", "int_goal__chain"}


@pytest.fixture(scope="session")
def nodes(manifest: Any) -> list[Any]:
    """Return every model and seed."""
    return [node for node in manifest.nodes.values() if node.resource_type in ("model", "seed")]


def models_of(nodes: list[Any], layer: str) -> list[Any]:
    return [node for node in nodes if node.resource_type == "model" and node.fqn[1] == layer]


def strip_comments(text: str) -> str:
    return re.sub(r"\{#.*?#\}|--[^\n]*|/\*.*?\*/", " ", text, flags=re.DOTALL)


def sql_files() -> Iterator[Path]:
    yield from (PROJECT / "dbt_project" / "models").rglob("*.sql")


def test_staging_is_what_the_tables_say() -> None:
    expected = compose_staging()
    present = {*STAGING.rglob("*.sql"), *STAGING.rglob("*.yml")}
    stale = [path for path, text in expected.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    assert stale == [], "run `.venv/bin/python -m admin.warehouse.staging`"
    assert present == set(expected)


def test_only_staging_reads_sources(nodes: list[Any]) -> None:
    readers = {node.name for node in nodes if any(name.startswith("source.") for name in node.depends_on_nodes)}
    assert readers == {node.name for node in models_of(nodes, "staging")}


def test_nothing_reads_backwards(nodes: list[Any]) -> None:
    layer_of = {node.unique_id: node.fqn[1] for node in nodes if node.resource_type == "model"}
    may_read = {"staging": set(), "intermediate": {"staging", "intermediate"}, "marts": set(LAYERS)}
    backwards = [
        f"{node.name} reads {upstream}"
        for node in nodes
        if node.resource_type == "model"
        for upstream in node.depends_on_nodes
        if upstream in layer_of and layer_of[upstream] not in may_read[node.fqn[1]]
    ]
    assert set(layer_of.values()) == set(LAYERS)
    assert backwards == []


def test_every_staging_model_is_used(nodes: list[Any]) -> None:
    used = {upstream for node in nodes for upstream in node.depends_on_nodes}
    unused = {node.name for node in models_of(nodes, "staging") if node.unique_id not in used}
    assert unused == set(), "each staging table is copied at every build"


def test_every_name_follows_the_layer(nodes: list[Any]) -> None:
    for node in models_of(nodes, "staging"):
        assert re.fullmatch(rf"stg_{node.fqn[2]}__[a-z_]+", node.name)
    for node in models_of(nodes, "intermediate"):
        assert re.fullmatch(r"int_[a-z0-9_]+", node.name)
    for node in models_of(nodes, "marts"):
        assert not node.name.startswith(("stg_", "int_", "mart_"))


def test_every_model_ends_with_its_last_step() -> None:
    wrong = [path.name for path in sql_files() if not re.search(r"\nselect \*\s+from \w+\s*\Z", path.read_text())]
    assert wrong == []


def test_every_model_and_seed_has_its_own_yml(nodes: list[Any]) -> None:
    for node in nodes:
        beside = str(Path(node.original_file_path).with_suffix(".yml"))
        assert node.patch_path == f"merit://{beside}", f"{node.name} is described in {node.patch_path}"


def test_every_model_says_its_grain_in_two_languages(nodes: list[Any]) -> None:
    wrong = []
    for node in nodes:
        try:
            indonesian, english = split_languages(" ".join(node.description.split()))
        except ValueError:
            wrong.append(node.name)
            continue
        if not (indonesian.startswith("Satu baris per") and english.startswith("One row per")):
            wrong.append(node.name)
    assert wrong == []


def test_every_column_is_described_in_two_languages(nodes: list[Any]) -> None:
    wrong = []
    for node in nodes:
        if not node.columns:
            wrong.append(f"{node.name} has no columns")
        for column in node.columns.values():
            try:
                parse_wording(" ".join(column.description.split()))
            except ValueError:
                wrong.append(f"{node.name}.{column.name}")
    assert wrong == []


def test_every_mart_has_a_contract_with_types_and_a_key(nodes: list[Any]) -> None:
    for node in models_of(nodes, "marts"):
        assert node.config.contract.enforced, node.name
        assert node.config.materialized == "table", node.name
        assert all(column.data_type for column in node.columns.values()), node.name
        kinds = {str(constraint.type.value) for constraint in node.constraints}
        kinds |= {str(one.type.value) for column in node.columns.values() for one in column.constraints}
        assert "primary_key" in kinds, f"{node.name} has no primary key"


def test_every_number_with_a_fraction_says_how_long_it_is(nodes: list[Any]) -> None:
    """Tools take a `numeric` without precision for text, for a float, or for 38 digits: docs/bi.md."""
    endless = [
        f"{node.name}.{column.name}"
        for node in models_of(nodes, "marts")
        for column in node.columns.values()
        if re.match(r"(numeric|decimal)(?!\(\d+, ?\d+\)$)|real|float|double", column.data_type or "")
    ]
    assert endless == []


def test_every_mart_row_says_its_agency_date_and_build(nodes: list[Any]) -> None:
    for node in models_of(nodes, "marts"):
        types = {column.name: column.data_type for column in node.columns.values()}
        wanted = MARTS_CARRY if node.name == "build_info" else MARTS_CARRY | {"agency_id": "bigint"}
        assert {name: types.get(name) for name in wanted} == wanted, node.name


def test_every_seed_column_has_a_type(nodes: list[Any]) -> None:
    untyped = [
        f"{seed.name}.{column}"
        for seed in nodes
        if seed.resource_type == "seed"
        for column in read_header(PROJECT / seed.original_file_path)
        if column not in seed.config.column_types
    ]
    assert untyped == []


def test_every_rule_cites_a_known_regulation() -> None:
    known = {row["code"] for row in read_rows(PROJECT / "seeds" / "codes" / "regulation.csv")}
    unknown = {
        f"{path.name}: {row['regulation']}"
        for path in (PROJECT / "seeds" / "rules").glob("*.csv")
        for row in read_rows(path)
        if row.get("regulation") and row["regulation"] not in known
    }
    assert unknown == set()


@pytest.mark.parametrize("pattern", FORBIDDEN_SQL.values(), ids=FORBIDDEN_SQL)
def test_no_model_uses(pattern: str) -> None:
    found = [path.name for path in sql_files() if re.search(pattern, strip_comments(path.read_text()), re.IGNORECASE)]
    assert found == []


def test_nothing_recurses_over_facts() -> None:
    found = {path.stem for path in sql_files() if re.search(r"\brecursive\b", strip_comments(path.read_text()))}
    assert found <= RECURSIVE


def test_every_model_above_staging_has_a_test(manifest: Any, nodes: list[Any]) -> None:
    tests = [node for node in manifest.nodes.values() if node.resource_type == "test"] + [*manifest.unit_tests.values()]
    tested = {name for test in tests for name in test.depends_on_nodes}
    models = [*models_of(nodes, "intermediate"), *models_of(nodes, "marts")]
    assert [node.name for node in models if node.unique_id not in tested] == []


def test_every_data_test_reads_built_nodes_and_keeps_nothing(manifest: Any) -> None:
    """`admin.warehouse.data_tests` asks the tests itself: it knows the nodes of a build, and stores no failures."""
    tests = [node for node in manifest.nodes.values() if node.resource_type == "test"]
    foreign = [
        test.name for test in tests if not all(it.startswith(("model.", "seed.")) for it in test.depends_on_nodes)
    ]
    assert len(tests) > 800
    assert foreign == []
    assert [test.name for test in tests if test.config.store_failures] == []


def test_no_model_is_long() -> None:
    long = [path.name for path in sql_files() if len(path.read_text().splitlines()) > 150]
    assert long == []


def test_names_in_the_profile_are_the_ones_that_merit_looks_for() -> None:
    profile = (PROJECT / "dbt_project" / "profiles.yml").read_text()
    assert f"application_name: {APPLICATION}\n" in profile


def read_header(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return next(csv.reader(file))


def read_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
