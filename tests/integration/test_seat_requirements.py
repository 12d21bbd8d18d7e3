"""What seats ask is dated: the same thing not twice at a time, and only what can be asked."""

from collections.abc import Iterator

import psycopg
import pytest
from psycopg import errors

SEAT = """
    INSERT INTO personnel.agency (code, name, kind, head_title) VALUES ('KOTA', 'Kota', 'KOTA', 'Wali Kota');
    INSERT INTO personnel.unit (agency_id, code, name, kind, valid_from)
    SELECT id, 'A', 'Dinas A', 'DINAS', '2010-01-01' FROM personnel.agency;
    INSERT INTO personnel.position_title (code, name, position_level_id, is_teacher)
    SELECT 'K', 'Kepala Seksi', id, false FROM reference.position_level WHERE code = 'IV.a';
    INSERT INTO personnel.seat (unit_id, position_title_id, valid_from)
    SELECT unit.id, position_title.id, '2015-03-01' FROM personnel.unit, personnel.position_title;
"""


@pytest.fixture
def connection(database_url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(database_url) as connection:
        connection.execute(SEAT)
        yield connection


def ask(connection: psycopg.Connection, kind: str, since: str, until: str | None = None, **what: str) -> None:
    """Let the seat ask a code of a list, or a number."""
    columns, values = ["seat_id", "kind", "valid_from", "valid_to"], ["seat.id", "%s", "%s", "%s"]
    for name, value in what.items():
        is_code = name != "minimum"
        columns.append(f"{name}_id" if is_code else name)
        values.append(f"(SELECT id FROM reference.{name} WHERE code = '{value}')" if is_code else value)
    chosen = f"SELECT {', '.join(values)} FROM personnel.seat"
    statement = f"INSERT INTO personnel.seat_requirement ({', '.join(columns)}) {chosen}"
    connection.execute(statement.encode(), [kind, since, until])


def test_a_demand_may_follow_itself_and_stand_beside_another(connection: psycopg.Connection) -> None:
    ask(connection, "PENDIDIKAN", "2016-01-01", "2020-01-01", education_level="D3")
    ask(connection, "PENDIDIKAN", "2020-01-01", education_level="D3")
    ask(connection, "PENDIDIKAN", "2016-01-01", education_level="S1")
    ask(connection, "PENGALAMAN", "2016-01-01", minimum="3")


@pytest.mark.parametrize(
    ("kind", "what", "constraint"),
    [
        ("PENDIDIKAN", {"education_level": "D3"}, "ex_seat_requirement_subject"),
        ("PENGALAMAN", {"minimum": "5"}, "ex_seat_requirement_subject"),
        ("PENGALAMAN", {"minimum": "0"}, "ck_seat_requirement_minimum_range"),
        ("PENGALAMAN", {"minimum": "41"}, "ck_seat_requirement_minimum_range"),
        ("KOMPETENSI", {"competency": "INTEGRITAS", "minimum": "6"}, "ck_seat_requirement_minimum_range"),
        ("KOMPETENSI", {"competency": "INTEGRITAS", "minimum": "0.5"}, "ck_seat_requirement_minimum_range"),
        ("PELATIHAN", {"minimum": "1"}, "ck_seat_requirement_names_its_subject"),
    ],
)
def test_a_demand_is_not_made_twice_nor_out_of_range(
    connection: psycopg.Connection, kind: str, what: dict[str, str], constraint: str
) -> None:
    ask(connection, "PENDIDIKAN", "2016-01-01", "2020-01-01", education_level="D3")
    ask(connection, "PENGALAMAN", "2016-01-01", "2020-01-01", minimum="3")
    with pytest.raises((errors.ExclusionViolation, errors.CheckViolation)) as caught:
        ask(connection, kind, "2019-12-31", **what)
    assert caught.value.diag.constraint_name == constraint


def test_a_demand_ends_after_it_begins(connection: psycopg.Connection) -> None:
    with pytest.raises(errors.CheckViolation) as caught:
        ask(connection, "PENGALAMAN", "2020-01-01", "2020-01-01", minimum="3")
    assert caught.value.diag.constraint_name == "ck_seat_requirement_valid_to_after_valid_from"
