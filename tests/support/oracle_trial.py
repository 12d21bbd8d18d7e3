"""Derive the marts of a stored population, and compare them with the oracle."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import psycopg
from oracle_compare import Difference, compare, read_mart
from oracle_facts import Agency

from admin.settings import PROJECT
from admin.warehouse.build import read_one_state
from admin.warehouse.transform import open_project
from models.stewardship import BuildStatus


def derive_marts(url: str, work: Path, as_of: date, marts: Iterable[str] = ()) -> None:
    """Derive some marts, or all, for a date: without data tests and without publishing, a third of a build's time."""
    with read_one_state(url) as state:
        with psycopg.connect(url) as connection:
            connection.execute(
                "INSERT INTO stewardship.warehouse_build (status, as_of_date, rule_set_hash) VALUES (%s, %s, %s)",
                [BuildStatus.BUILDING.value, as_of, state.rule_set_hash],
            )
        chosen = [f"+{mart}" for mart in marts]
        options = [*(("--select", *chosen) if chosen else ()), "--exclude-resource-type", "test", "unit_test"]
        outcomes = open_project(PROJECT, work).run("build", *options, url=url, snapshot=state.snapshot)
    assert {outcome.status for outcome in outcomes} == {"success"}, [each for each in outcomes if each.is_problem]


def find_differences(
    url: str, agencies: list[Agency], as_of: date, marts: Iterable[str], schema: str = "marts__next"
) -> list[Difference]:
    """Return what differs between the marts and the oracle; every mart must hold something to compare."""
    differences, compared = compare(agencies, as_of, {mart: read_mart(url, mart, schema) for mart in marts})
    assert all(compared.values()), compared
    return differences


def find_published_date(url: str) -> date:
    """Return the date of the published marts."""
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT as_of_date FROM marts.build_info").fetchone()
    assert row is not None
    as_of: date = row[0]
    return as_of
