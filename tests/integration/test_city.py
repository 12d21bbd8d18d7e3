"""Making the synthetic city: the same for the same seed and day, complete, whole or not at all."""

import hashlib
from collections.abc import Iterator
from datetime import date

import psycopg
import pytest
from town import AS_OF, PRESENT, City, open_town

from admin.errors import MeritError
from admin.warehouse.city import create_city

EMPLOYEES = 400

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'personnel' ORDER BY 1"
DEFINITIONS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
    WHERE connamespace = 'personnel'::regnamespace
    UNION ALL SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'personnel' ORDER BY 1, 2
"""


@pytest.fixture(scope="module")
def town(server, template) -> Iterator[City]:
    with open_town(server, template, EMPLOYEES, seed=3) as town:
        yield town


def fingerprint(url: str) -> dict[str, str]:
    prints = {}
    with psycopg.connect(url) as connection:
        for (table,) in connection.execute(TABLES).fetchall():
            columns = connection.execute(
                "SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position)"
                " FROM information_schema.columns WHERE table_schema = 'personnel' AND table_name = %s"
                " AND column_name NOT IN ('created_at', 'updated_at')",
                [table],
            ).fetchone()
            assert columns is not None
            digest = hashlib.sha256()
            with connection.cursor().copy(
                f"COPY (SELECT {columns[0]} FROM personnel.{table} ORDER BY id) TO STDOUT"
            ) as copy:
                for block in copy:
                    digest.update(block)
            prints[table] = digest.hexdigest()
    return prints


def test_the_same_seed_gives_the_same_city_and_another_seed_another(server, template) -> None:
    prints = []
    for seed in (5, 5, 6):
        with server.clone(template) as database:
            create_city(database.url, 120, seed, AS_OF)
            prints.append(fingerprint(database.url))
    assert prints[0] == prints[1]
    assert prints[0]["person"] != prints[2]["person"]


def test_every_table_has_rows_as_reported(town: City) -> None:
    tables = [str(table) for (table,) in town.ask(TABLES)]
    counts = {table: town.count(f"SELECT FROM personnel.{table}") for table in tables}
    assert counts == town.report.rows
    assert [table for table in tables if not counts[table]] == []
    assert town.report.employees == EMPLOYEES == town.count(PRESENT)
    assert town.report.former_employees == counts["termination"]


def test_loading_leaves_every_constraint_and_index_as_it_was(town: City, database_url: str) -> None:
    with psycopg.connect(database_url) as connection:
        assert town.ask(DEFINITIONS) == connection.execute(DEFINITIONS).fetchall()


def test_new_rows_get_numbers_after_those_of_the_city(town: City) -> None:
    (last,) = town.ask("SELECT max(id) FROM personnel.partner")[0]
    with psycopg.connect(town.url) as connection:
        query = "INSERT INTO personnel.partner (name, kind) VALUES ('Baru', 'PERUSAHAAN') RETURNING id"
        assert connection.execute(query).fetchone() == (int(str(last)) + 1,)
        connection.rollback()


@pytest.mark.parametrize(("employees", "as_of"), [(49, AS_OF), (100_001, AS_OF), (100, date(2036, 1, 1))])
def test_a_city_out_of_range_is_refused(database_url: str, employees: int, as_of: date) -> None:
    with pytest.raises(MeritError, match="cannot be made"):
        create_city(database_url, employees, as_of=as_of)


def test_a_second_city_is_refused(city_url: str) -> None:
    with pytest.raises(MeritError, match="already holds Pemerintah Kota Contoh"):
        create_city(city_url, 100)


def test_code_lists_are_required(empty) -> None:
    with pytest.raises(MeritError, match="code lists are not loaded"):
        create_city(empty.url, 100)


def test_a_broken_run_leaves_nothing(database_url: str) -> None:
    def stop(line: str) -> None:
        if line.startswith("Checking"):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        create_city(database_url, 60, as_of=AS_OF, progress=stop)
    with psycopg.connect(database_url) as connection:
        assert connection.execute("SELECT count(*) FROM personnel.agency").fetchone() == (0,)
        assert connection.execute("SELECT count(*) FROM reference.region WHERE code LIKE '99%'").fetchone() == (0,)


@pytest.mark.parametrize("as_of", [date(2018, 1, 1), date(2021, 6, 15), date(2025, 12, 31), date(2028, 2, 29)])
def test_a_city_of_another_day_loads(database_url: str, as_of: date) -> None:
    report = create_city(database_url, 60, seed=as_of.year, as_of=as_of)
    assert report.employees == 60
    with psycopg.connect(database_url) as connection:
        contracts = connection.execute("SELECT count(*) FROM personnel.pppk_contract").fetchone()
    assert contracts is not None
    assert (contracts[0] > 0) == (as_of.year >= 2021)
