"""Merit's database: what its two roles may do."""

import psycopg
import pytest

from admin.warehouse.database import Database
FORBIDDEN = {
    "create a table": "CREATE TABLE public.thing (id int)",
    "create a temporary table": "CREATE TEMP TABLE thing (id int)",
    "create a schema": "CREATE SCHEMA thing",
    "store a large object": "SELECT lo_create(0)",
    "store a filled large object": "SELECT lo_from_bytea(0, 'x')",
    "read people": "SELECT * FROM personnel.person",
    "read users": 'SELECT * FROM stewardship."user"',
    "read code lists": "SELECT * FROM reference.grade",
    "read a server's file": "SELECT pg_read_file('PG_VERSION')",
    "run a program": "COPY (SELECT 1) TO PROGRAM 'true'",
    "become the owner": "SET ROLE merit",
}


@pytest.mark.parametrize("statement", FORBIDDEN.values(), ids=FORBIDDEN)
def test_reader_may_not(empty: Database, statement: str) -> None:
    with psycopg.connect(empty.bi_url, autocommit=True) as connection:
        connection.execute("SET default_transaction_read_only = off")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute(statement)
