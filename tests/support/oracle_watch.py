"""Change one thing of the oracle, and see whether some row that it expects of a population changes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from oracle_compare import MARTS
from oracle_facts import Agency


class Watch:
    """Agencies, dates and marts, with the rows that the unchanged oracle expects."""

    def __init__(self, agencies: Sequence[Agency], dates: Sequence[date], marts: Iterable[str]) -> None:
        self.agencies = agencies
        self.dates = dates
        self.expected = {
            (agency.id, as_of, mart): MARTS[mart].expect(agency, as_of)
            for mart in marts
            for as_of in dates
            for agency in agencies
        }

    def notices(self, *marts: str) -> bool:
        """Return whether a row of the marts, or of any, has changed or can no longer be told."""
        watched = marts or tuple(dict.fromkeys(mart for _, _, mart in self.expected))
        for mart in watched:
            for as_of in self.dates:
                for agency in self.agencies:
                    try:
                        rows = MARTS[mart].expect(agency, as_of)
                    except (ArithmeticError, AssertionError, LookupError, ValueError):
                        return True
                    if rows != self.expected[agency.id, as_of, mart]:
                        return True
        return False

    def find_unnoticed(
        self, table: dict[Any, Any], change: Callable[[Any], Any], keys: Iterable[Any], *marts: str
    ) -> list[Any]:
        """Return the keys of a table whose value can change without being noticed."""
        unnoticed = []
        for key in list(keys):
            with changed(table, key, change(table[key])):
                if not self.notices(*marts):
                    unnoticed.append(key)
        return unnoticed


@contextmanager
def changed(values: dict[Any, Any], key: object, value: object) -> Iterator[None]:
    """Put another value in a table for a while."""
    old = values[key]
    values[key] = value
    try:
        yield
    finally:
        values[key] = old
