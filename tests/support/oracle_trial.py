"""Derive the marts of a stored population, and compare them with the oracle."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import psycopg
from empty_marts import EmptyMarts
from oracle_compare import Difference, Mart, compare, read_mart, tell
from oracle_facts import Agency

Found = tuple[list[Difference], dict[str, int]]


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


def judge_dates(
    nobody: EmptyMarts, url: str, agencies: list[Agency], dates: Iterable[date], marts: Mapping[str, Mart]
) -> dict[date, Found]:
    """Return every difference from the oracle and the number of values compared, by as-of date."""
    found = {}
    for as_of in dates:
        nobody.derive(url, as_of, marts)
        found[as_of] = compare(agencies, as_of, {mart: read_mart(url, mart, "marts__next") for mart in marts})
    return found


def agree(found: Found, mart: str) -> None:
    """Fail unless something of the mart was compared and all of it was as the oracle says."""
    differences, compared = found
    assert compared[mart]
    mine = [each for each in differences if each.mart == mart]
    assert not mine, tell(mine)


def count_values(agencies: Sequence[Agency], dates: Iterable[date], mart: Mart, column: str) -> Counter[object]:
    """Return how often the oracle expects each value of a column over all agencies and dates."""
    return Counter(
        row.get(column) for as_of in dates for agency in agencies for row in mart.expect(agency, as_of).values()
    )
