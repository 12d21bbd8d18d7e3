"""Every table says in two languages what it holds, and protects what hangs on it."""

import pytest
from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Table, UniqueConstraint
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import configure_mappers

from models import Base
from models.constraints import TRIGGER_MESSAGES
from models.types import Choice
from models.wording import parse_wording, split_languages

configure_mappers()
TABLES = sorted(Base.metadata.tables.values(), key=lambda table: table.fullname)
COLUMNS = [column for table in TABLES for column in table.columns]
MODELS = sorted((mapper.class_ for mapper in Base.registry.mappers), key=lambda model: model.__name__)


def test_every_table_and_column_is_described_in_both_languages() -> None:
    described: list[Table | Column[object]] = [*TABLES, *COLUMNS]
    assert len(described) > 600
    assert [str(thing) for thing in described if not thing.comment] == []
    for thing in described:
        parse_wording(thing.comment or "")


def test_labels_fit_a_table_heading() -> None:
    assert [str(column) for column in COLUMNS if len(parse_wording(column.comment or "").label_id) > 40] == []


def test_every_rule_a_person_can_break_has_a_sentence() -> None:
    rules = [
        rule
        for table in TABLES
        for rule in table.constraints
        if isinstance(rule, UniqueConstraint | ExcludeConstraint)
        or (isinstance(rule, CheckConstraint) and not getattr(rule, "_type_bound", False))
    ]
    silent = [f"{rule.table.fullname}.{rule.name}" for rule in rules if "message" not in rule.info]
    assert not silent
    for rule in rules:
        assert split_languages(rule.info["message"])
        assert set(rule.info["columns"]) <= set(rule.table.columns.keys())


def test_trigger_sentences_are_in_both_languages() -> None:
    for message, columns in TRIGGER_MESSAGES.values():
        assert split_languages(message)
        assert columns


def test_no_foreign_key_can_orphan_or_cascade() -> None:
    """But for what the builds found wrong with a row: a finding never keeps the row from being deleted."""
    keys = [key for table in TABLES for key in table.constraints if isinstance(key, ForeignKeyConstraint)]
    assert len(keys) > 80
    assert {key.ondelete for key in keys} == {"RESTRICT", "CASCADE"}
    cascading = {str(key.elements[0].parent) for key in keys if key.ondelete == "CASCADE"}
    assert cascading == {"quality_issue.employee_id", "quality_issue.unit_id"}


def test_every_foreign_key_has_an_index_that_starts_with_it() -> None:
    unindexed = []
    for table in TABLES:
        leading = {next(iter(index.columns)).name for index in table.indexes if list(index.columns)}
        leading |= {
            next(iter(rule.columns)).name
            for rule in table.constraints
            if isinstance(rule, UniqueConstraint | ExcludeConstraint) and list(rule.columns)
        }
        unindexed += [str(column) for column in table.columns if column.foreign_keys and column.name not in leading]
    assert not unindexed


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_relationships_point_to_one_row_and_never_load_behind_ones_back(model: type[Base]) -> None:
    for relation in model.__mapper__.relationships:
        assert not relation.uselist, "collections make SQLAdmin load and orphan children (panel.md 5)"
        assert relation.lazy in {"raise", "joined"}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_search_columns_exist(model: type[Base]) -> None:
    for path in model.__search__:
        target = model
        *relations, column = path.split(".")
        for relation in relations:
            target = target.__mapper__.relationships[relation].mapper.class_
        assert column in target.__mapper__.columns


def all_choices(kind: type[Choice] = Choice) -> list[type[Choice]]:
    """Return every closed list of codes."""
    return [child for direct in kind.__subclasses__() for child in (direct, *all_choices(direct))]


@pytest.mark.parametrize("kind", all_choices(), ids=lambda kind: kind.__name__)
def test_choice_is_labelled_in_both_languages(kind: type[Choice]) -> None:
    for member in kind:
        assert member.label("id")
        assert member.label("en")
        assert len(member.value) <= 40


@pytest.mark.parametrize("comment", ["", "Label", "Label: bantuan", "Label: bantuan | Label", "a: b | c: d | e: f"])
def test_incomplete_wording_is_refused(comment: str) -> None:
    with pytest.raises(ValueError):
        parse_wording(comment)
