"""The marts of data quality agree with the oracle on random agencies whose records are doubtful, value by value.

The oracle reads docs/worklist.md and rules.md, never the SQL. A rule that finds nobody would prove nothing: each must
find somebody, and spare somebody.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
from empty_marts import EmptyMarts
from oracle_compare import QUALITY
from oracle_facts import Agency
from oracle_quality import RULES, find_all
from oracle_trial import Found, agree, judge_dates
from population_facts import load_agencies
from population_sets import DOUBTFUL

from admin.warehouse.database import Database

OFTEN = 3


@pytest.fixture(scope="module")
def populated(nobody: EmptyMarts) -> Iterator[Database]:
    """A database full of random agencies with doubtful records."""
    with nobody.clone() as database:
        DOUBTFUL.store(database.url)
        yield database


@pytest.fixture(scope="module")
def offices(populated: Database) -> list[Agency]:
    """The facts of the random agencies, as stored."""
    return load_agencies(populated.url)


@pytest.fixture(scope="module")
def found(nobody: EmptyMarts, populated: Database, offices: list[Agency]) -> dict[date, Found]:
    """Every difference and the number of values compared, by as-of date."""
    return judge_dates(nobody, populated.url, offices, DOUBTFUL.dates, QUALITY)


def test_every_rule_finds_somebody(offices: list[Agency]) -> None:
    often = Counter(
        finding.rule for as_of in DOUBTFUL.dates for office in offices for finding in find_all(office, as_of)
    )
    assert set(often) == set(RULES)
    rare = {rule: times for rule, times in often.items() if times < OFTEN and rule != "agency_without_top_unit"}
    assert not rare


@pytest.mark.parametrize("mart", QUALITY)
@pytest.mark.parametrize("as_of", DOUBTFUL.dates, ids=str)
def test_mart_agrees_on_doubtful_records(found: dict[date, Found], as_of: date, mart: str) -> None:
    agree(found[as_of], mart)
