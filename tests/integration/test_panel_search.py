"""Searching a list: whatever way PostgreSQL is asked, the rows found are those in which every word occurs."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from admin.panel.queries import contains_words, find_words
from models.database import create_web_engine
from models.people import Employee, Person

PATHS = ("nip", "person.name", "old_nip")
TERMS = ("siti", "SITI", "198", "siti 198", "a 19", "an", "tidak-ada", "%", "nur_", "ani ari 20")


@pytest.fixture(scope="module")
def ask(server: Any, city_template: str) -> Callable[[str, int], tuple[list[int], list[int], str]]:
    """Return what answers a term: the keys found, those that a plain look at every row finds, and the condition."""
    url = server.rename_database(server.database.url, city_template)

    async def answer(term: str, most: int) -> tuple[list[int], list[int], str]:
        engine = create_web_engine(url)
        try:
            async with AsyncSession(engine) as session:
                condition = await find_words(session, Employee, PATHS, term, most)
                found = await session.scalars(select(Employee.id).where(condition).order_by(Employee.id))
                rows = await session.execute(select(Employee, Person).join(Person, Employee.person_id == Person.id))
                words = term.casefold().split()
                plain = [
                    employee.id
                    for employee, person in rows
                    if all(
                        any(word in (text or "").casefold() for text in (employee.nip, person.name, employee.old_nip))
                        for word in words
                    )
                ]
                return list(found), sorted(plain), str(condition)
        finally:
            await engine.dispose()

    return lambda term, most: asyncio.run(answer(term, most))


@pytest.mark.parametrize("most", [2_000, 3, 1])
@pytest.mark.parametrize(
    "term", ["siti", "SITI", "198", "siti 198", "a 19", "an", "tidak-ada", "%", "nur_", "ani ari 20"]
)
def test_every_row_with_all_words_is_found_however_many_they_are(
    ask: Callable[[str, int], tuple[list[int], list[int], str]], term: str, most: int
) -> None:
    found, plain, _condition = ask(term, most)
    assert found == plain


def test_few_rows_are_named_and_many_are_sought_only_where_some_are(
    ask: Callable[[str, int], tuple[list[int], list[int], str]],
) -> None:
    assert " = ANY (" in ask("ani", 2_000)[2]
    many = ask("ani", 1)[2]
    assert "name" in many
    assert "nip" not in many, "no NIP holds a name, so no row is looked at for it"
    assert ask("ani", 2_000)[0], "nobody in the city is found, so the test asks nothing"


def test_many_words_are_sought_the_plain_way(ask: Callable[[str, int], tuple[list[int], list[int], str]]) -> None:
    term = "a i u e"  # 81 ways to share them out among three columns
    found, plain, condition = ask(term, 2_000)
    assert found == plain
    assert condition == str(contains_words(Employee, PATHS, term))
