"""The catalogue of mart pages names every mart and only columns that it has."""

from pathlib import Path
from string import Formatter

import pytest
import yaml

from admin.panel.mart_catalogue import PAGES, THEMES
from admin.panel.mart_catalogue.shape import MartPage
from admin.settings import PROJECT
from models.wording import split_languages

MARTS = PROJECT / "dbt_project" / "models" / "marts"


def columns_of(path: Path) -> set[str]:
    (model,) = yaml.safe_load(path.read_text(encoding="utf-8"))["models"]
    return {column["name"] for column in model["columns"]}


def test_every_mart_has_its_page() -> None:
    assert set(PAGES) == {path.stem for path in MARTS.rglob("*.sql")}
    assert len(PAGES) == sum(len(theme.marts) for theme in THEMES), "a mart stands in one theme"


@pytest.mark.parametrize("page", PAGES.values(), ids=lambda page: page.name)
def test_page_names_columns_of_its_mart_in_two_languages(page: MartPage) -> None:
    (described,) = MARTS.rglob(f"{page.name}.yml")
    columns = columns_of(described)
    stems = {name.removesuffix("_id").removesuffix("_en") for name in columns}
    assert set(page.leading) <= columns | stems
    assert {name.lstrip("-") for name in page.order} <= columns
    if page.why is not None:
        assert set(page.why.columns) <= columns | stems
        assert {field for _, field, _, _ in Formatter().parse(page.why.section) if field} <= columns
    for text in (page.title, page.help):
        indonesian, english = split_languages(text)
        assert indonesian != english
        assert not indonesian.endswith(".")


def test_no_column_is_headed_by_the_word_label() -> None:
    """A reader sees `Jalur`, never `Sebutan jalur`: the code beside it is not shown."""
    found = [path.stem for path in MARTS.rglob("*.yml") if '"Sebutan ' in path.read_text(encoding="utf-8")]
    assert found == []
