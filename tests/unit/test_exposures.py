"""Groups, owners and exposures: every model is somebody's, and dbt knows everything that reads a mart."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from admin.panel.dashboards.catalogue import DASHBOARDS
from admin.panel.exposures import FOLDER, compose_exposures, list_readers, read_tables
from admin.panel.mart_catalogue import PAGES
from admin.panel.official.forms import FORMS
from admin.panel.owners import GROUPS
from models.wording import split_languages

OPEN = {"staging": "protected", "marts": "public"}


@pytest.fixture(scope="session")
def models(manifest: Any) -> list[Any]:
    return [node for node in manifest.nodes.values() if node.resource_type == "model"]


def test_exposures_are_what_the_pages_say() -> None:
    expected = compose_exposures()
    stale = [path for path, text in expected.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    assert stale == [], "run `.venv/bin/python -m admin.panel.exposures`"
    assert {*FOLDER.iterdir()} == expected.keys()


def test_every_page_that_reads_marts_is_told() -> None:
    readers = {name: {reader.name for reader in found} for name, found in list_readers().items()}
    assert readers["dashboards"] == {f"dashboard_{item.name}" for item in DASHBOARDS}
    assert readers["official_lists"] == {f"list_{name.replace('-', '_')}" for name in FORMS}
    reads = {reader.name: set(reader.reads) for found in list_readers().values() for reader in found}
    assert all(reads.values())
    assert reads["list_penjagaan_perjanjian"] == {"partner_programme"}, "what its own SQL reads, not its table"
    assert reads["list_kp4"] == {"employee_current"}
    assert {"promotion_check", "duk", "leave_balance", "int_promotion__check_min_months", "duk_criterion"} <= (
        reads["explanation"]
    )
    assert all(reads[name] == set(PAGES) for name in ("api", "bi_masked", "bi_whole", "mart_pages"))


def test_tables_are_found_in_sql() -> None:
    written = ["SELECT * FROM {{marts}}.duk JOIN {rules}.duk_criterion", "from marts.kgb_due, marts.no_such", "ints__x"]
    assert read_tables(written) == ("duk", "duk_criterion", "kgb_due")


def test_every_exposure_reads_models_and_has_words_and_an_owner(manifest: Any) -> None:
    owners = {group.owner.name for group in manifest.groups.values()}
    told = [reader for readers in list_readers().values() for reader in readers]
    assert len(manifest.exposures) == len(told)
    for exposure in manifest.exposures.values():
        assert exposure.depends_on.nodes, exposure.name
        assert exposure.owner.name in owners, exposure.name
        assert all(split_languages(text) for text in (exposure.label, exposure.description)), exposure.name


def test_every_model_and_seed_is_in_a_group_with_an_owner_in_both_languages(manifest: Any) -> None:
    nodes = [node for node in manifest.nodes.values() if node.resource_type in ("model", "seed")]
    groups = {group.name: group for group in manifest.groups.values()}
    assert [node.name for node in nodes if node.group not in groups] == []
    assert groups.keys() == {node.group for node in nodes}, "no group of nothing"
    for group in yaml.safe_load(GROUPS.read_text(encoding="utf-8"))["groups"]:
        for text in (group["description"], group["owner"]["name"]):
            indonesian, english = split_languages(text)
            assert indonesian != english, group["name"]


def test_groups_and_access_are_told_by_folder_alone() -> None:
    told = [
        path.name
        for path in (FOLDER.parent).rglob("*.yml")
        if path.parent != FOLDER and path != GROUPS
        for model in yaml.safe_load(path.read_text(encoding="utf-8")).get("models", [])
        if {"group", "access"} & (model.keys() | model.get("config", {}).keys())
    ]
    assert told == []


def test_marts_are_public_and_what_only_their_own_group_reads_is_private(models: list[Any], manifest: Any) -> None:
    by_id = {model.unique_id: model for model in models}
    readers: dict[str, set[str]] = {key: set() for key in by_id}
    for node in (*models, *manifest.exposures.values()):
        for key in node.depends_on_nodes:
            if key in by_id:
                readers[key].add(getattr(node, "group", None) or "")
    for model in models:
        layer, folder = model.fqn[1], Path(model.original_file_path).parent
        if layer in OPEN:
            assert model.access == OPEN[layer], model.name
        elif model.access == "protected" and model.name != "int_quality__found":
            beside = [it for it in models if Path(it.original_file_path).parent == folder]
            assert any(readers[it.unique_id] - {it.group} for it in beside), f"{folder.name} could be private"
