"""Families: children are younger, parents older than the employee, from whichever side it is entered."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

MEMBER = "INSERT INTO personnel.family_member (person_id, kinship, name, born_on) VALUES (%s, %s, 'Uji', %s)"


@pytest.fixture
def family(database_url: str) -> Iterator[tuple[psycopg.Connection[Any], int]]:
    """Return a connection and a person born on 12 April 1987."""
    with psycopg.connect(database_url) as connection:
        row = connection.execute(
            "INSERT INTO personnel.person (name, sex, born_on) VALUES ('Siti', 'P', '1987-04-12') RETURNING id"
        ).fetchone()
        assert row is not None
        yield connection, row[0]


@pytest.mark.parametrize(
    ("kinship", "born_on", "is_taken"),
    [
        ("ANAK", "1987-04-12", False),
        ("ANAK", "1987-04-13", True),
        ("ORANG_TUA", "1987-04-12", False),
        ("ORANG_TUA", "1987-04-11", True),
        ("PASANGAN", "1950-01-01", True),
        ("ANAK", None, True),
    ],
)
def test_generations_are_in_order(family: Any, kinship: str, born_on: str | None, is_taken: bool) -> None:
    connection, person = family
    if is_taken:
        connection.execute(MEMBER, [person, kinship, born_on])
        return
    with pytest.raises(psycopg.errors.CheckViolation) as told:
        connection.execute(MEMBER, [person, kinship, born_on])
    assert told.value.diag.constraint_name == "ck_family_member_generations"


@pytest.mark.parametrize(("kinship", "born_on", "moved_to"), [("ANAK", "2010-05-05", "2010-05-05"),
                                                              ("ORANG_TUA", "1960-05-05", "1960-05-05")])  # fmt: skip
def test_person_is_not_moved_past_a_child_or_parent(family: Any, kinship: str, born_on: str, moved_to: str) -> None:
    connection, person = family
    connection.execute(MEMBER, [person, kinship, born_on])
    connection.execute("UPDATE personnel.person SET born_on = '1985-01-01' WHERE id = %s", [person])
    with pytest.raises(psycopg.errors.CheckViolation) as told:
        connection.execute("UPDATE personnel.person SET born_on = %s WHERE id = %s", [moved_to, person])
    assert told.value.diag.constraint_name == "ck_person_generations"
