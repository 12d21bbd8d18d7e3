"""The unit tests written beside the dbt models: each formula on a few literal rows."""

from pathlib import Path

import psycopg

from admin.settings import PROJECT
from admin.warehouse.database import Database
from admin.warehouse.swap import SCHEMAS
from admin.warehouse.transform import Project


def test_every_unit_test_of_the_models_passes(published: Database, tmp_path: Path) -> None:
    with psycopg.connect(published.url) as connection:
        for schema in SCHEMAS:  # dbt takes the types of the inputs from the last build
            connection.execute(f"ALTER SCHEMA {schema} RENAME TO {schema}__next".encode())
    outcomes = Project(PROJECT, tmp_path).run("test", "--select", "test_type:unit", url=published.url)
    failed = [f"{outcome.name}: {outcome.detail}" for outcome in outcomes if outcome.status != "pass"]
    assert failed == []
    assert len(outcomes) > 50
