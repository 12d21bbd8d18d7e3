"""Every data rule is complete: a query, a test that warns, words in both languages, a form, a place in the docs."""

import csv
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from admin.explanation.remedies import ENTRIES
from admin.panel.build import build_view, form_sections
from admin.panel.pages import AREAS
from admin.panel.rights import name_table
from admin.settings import PROJECT
from admin.warehouse.transform import Project

MODELS = PROJECT / "dbt_project" / "models" / "intermediate" / "quality"
SHAPE = ["row_id", "item", "employee_id", "unit_id", "detail"]
FRAME = {"employment", "found"}
FILE = "file_hash"
# Codes of marts that name what is missing, where no remedy is one record of a known table.
OTHER_CODES = {"SKP", "SKP_TIDAK_ADA", "PREDIKAT_TIDAK_DIKENAL", "PENDIDIKAN", "PLAFON_PENDIDIKAN", "JABATAN_IJAZAH"}


def read_rules(name: str) -> list[dict[str, str]]:
    with (PROJECT / "seeds" / "codes" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


RULES = read_rules("quality_rule.csv")
each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["code"])


@pytest.fixture(scope="module")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> Any:
    return Project(PROJECT, tmp_path_factory.mktemp("dbt")).parse("postgresql://nobody@127.0.0.1:1/merit")


@pytest.fixture(scope="module")
def forms() -> dict[str, set[str]]:
    """Return the fields of every table that has a form."""
    pages = [(area, page) for area in AREAS for page in area.pages if not page.is_read_only]
    views = [build_view(area, page, lambda password: password) for area, page in pages]
    return {name_table(view.model): {name for _title, names in form_sections(view) for name in names} for view in views}


def test_rules_models_and_the_list_of_both_are_the_same() -> None:
    codes = {rule["code"] for rule in RULES}
    macro = (PROJECT / "dbt_project" / "macros" / "quality_rules.sql").read_text(encoding="utf-8")
    assert set(re.findall(r'^ +"(\w+)",$', macro, re.MULTILINE)) == codes
    assert {path.stem.removeprefix("int_quality__") for path in MODELS.glob("*.sql")} == codes | FRAME
    assert [int(rule["ordinal"]) for rule in RULES] == list(range(1, len(RULES) + 1))


@each_rule
def test_rule_is_a_dbt_test_that_warns(manifest: Any, rule: dict[str, str]) -> None:
    (test,) = [node for node in manifest.nodes.values() if node.name == rule["code"]]
    assert test.resource_type == "test"
    assert test.depends_on.nodes == [f"model.merit.int_quality__{rule['code']}"]
    assert test.config.severity.upper() == "WARN", "dirty data is reported and never stops a build"


def test_what_the_worklist_rests_on_stops_a_build(manifest: Any) -> None:
    nodes = {node.name: node for node in manifest.nodes.values() if node.resource_type == "test"}
    for name in ("int_quality__found_names_each_finding_once", "int_quality__found_knows_every_rule"):
        assert nodes[name].config.severity.upper() == "ERROR"


@each_rule
def test_rule_returns_the_fixed_shape(manifest: Any, rule: dict[str, str]) -> None:
    node = manifest.nodes[f"model.merit.int_quality__{rule['code']}"]
    assert node.config.materialized == "ephemeral"
    assert list(node.columns) == SHAPE


@each_rule
def test_rule_says_in_both_languages_what_is_wrong_and_what_to_do(rule: dict[str, str]) -> None:
    for column in ("name", "sentence", "cure"):
        assert rule[column], column
        assert rule[f"{column}_en"] not in ("", rule[column]), column
    for column in ("sentence", "sentence_en", "cure", "cure_en"):
        assert rule[column].endswith("."), column
    values = set(re.findall(r"\{(\w+)\}", rule["sentence"]))
    assert set(re.findall(r"\{(\w+)\}", rule["sentence_en"])) == values
    query = (MODELS / f"int_quality__{rule['code']}.sql").read_text(encoding="utf-8")
    assert values <= set(re.findall(r"'(\w+)'", query)), "every value of the sentence stands in the detail"


@each_rule
def test_rule_leads_to_a_field_of_a_form(forms: dict[str, set[str]], rule: dict[str, str]) -> None:
    assert rule["table_name"] in forms
    fields = forms[rule["entry_table"] or rule["table_name"]]
    assert rule["column_name"] in fields or (rule["column_name"], rule["entry_table"]) == (FILE, ""), (
        "files are uploaded"
    )


@each_rule
def test_rule_names_codes_that_marts_use(rule: dict[str, str]) -> None:
    known = {*ENTRIES, *OTHER_CODES, *_requirements()}
    assert set(rule["missing_codes"].split()) <= known


@each_rule
def test_rule_cites_a_known_regulation(rule: dict[str, str]) -> None:
    known = {row["code"] for row in read_rules("regulation.csv")}
    assert not rule["regulation"] or rule["regulation"] in known
    assert not rule["article"] or rule["regulation"]


@each_rule
def test_rule_is_documented(rule: dict[str, str]) -> None:
    told = (PROJECT / "docs" / "worklist.md").read_text(encoding="utf-8")
    severity = {"BERAT": "serious", "SEDANG": "medium", "RINGAN": "light"}[rule["severity"]]
    where = f"`{rule['entry_table'] or rule['table_name']}`".replace("personnel.", "")
    assert f"| `{rule['code']}` | {rule['name_en']} | {severity} | {where} |" in told


def test_every_description_is_the_name_of_its_rule() -> None:
    for rule in RULES:
        (model,) = yaml.safe_load((MODELS / f"int_quality__{rule['code']}.yml").read_text())["models"]
        indonesian, english = model["description"].split(" | ")
        assert indonesian.lower() == f"satu baris per temuan: {rule['name'].lower()}"
        assert english.lower().strip() == f"one row per finding: {rule['name_en'].lower()}"


def _requirements() -> set[str]:
    path = Path(PROJECT / "seeds" / "rules" / "promotion_requirement.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return {row["requirement_code"] for row in csv.DictReader(file)}
