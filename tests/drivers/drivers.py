"""Read a running Merit as BI tools do: what ODBC, JDBC, SQLAlchemy and pandas find of it, through their own questions.

For a machine with `apt-get install unixodbc odbc-postgresql default-jre-headless libpostgresql-jdbc-java` and an
environment of its own with `pip install pyodbc jpype1 pandas sqlalchemy psycopg2-binary`; nothing of Merit is
imported. It wants the addresses that `merit dsn` prints:

    python tests/drivers/drivers.py "$(merit dsn --role bi)" "$(merit dsn --role bi_full)"

Ends with 1 when a driver finds less than the catalogue holds, or stumbles over a mart.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import unquote, urlsplit

JAR = "/usr/share/java/postgresql.jar"
SCHEMAS = {"bi": "masked", "bi_full": "marts"}


@dataclass
class Found:
    """What a driver finds of one schema."""

    tables: dict[str, str | None] = field(default_factory=dict)  # name and comment
    columns: dict[tuple[str, str], tuple[str, str | None]] = field(default_factory=dict)  # type and comment
    keys: dict[str, list[str]] = field(default_factory=dict)
    references: set[tuple[str, str, str, str]] = field(default_factory=set)
    rows: Counter[str] = field(default_factory=Counter)
    trouble: list[str] = field(default_factory=list)

    @property
    def silent(self) -> int:
        """How many tables and columns are without a comment."""
        comments = [*self.tables.values(), *(comment for _, comment in self.columns.values())]
        return sum(not comment for comment in comments)

    def tell(self) -> str:
        kinds = Counter(kind for kind, _ in self.columns.values())
        listed = ", ".join(f"{kind} {count}" for kind, count in kinds.most_common())
        return (
            f"{len(self.tables)} tables, {len(self.columns)} columns, {self.silent} without comment, "
            f"{len(self.keys)} primary keys, {len(self.references)} references, {sum(self.rows.values())} rows read\n"
            f"    types: {listed}"
        )


@dataclass(frozen=True)
class Address:
    """A connection string in parts."""

    host: str
    port: int
    database: str
    user: str
    password: str

    @classmethod
    def parse(cls, url: str) -> "Address":
        parts = urlsplit(url)
        return cls(
            parts.hostname or "",
            parts.port or 5432,
            parts.path[1:],
            parts.username or "",
            unquote(parts.password or ""),
        )

    @property
    def schema(self) -> str:
        return SCHEMAS[self.user]


def try_odbc(address: Address) -> Found:
    """Ask unixODBC with PostgreSQL's driver, as Excel and many others do."""
    import pyodbc

    found = Found()
    connection = pyodbc.connect(
        f"Driver={{PostgreSQL Unicode}};Server={address.host};Port={address.port};Database={address.database};"
        f"Uid={address.user};Pwd={address.password};ReadOnly=1"
    )
    cursor = connection.cursor()
    for row in cursor.tables(schema=address.schema).fetchall():
        found.tables[row.table_name] = row.remarks
    for table in found.tables:
        for row in cursor.columns(table=table, schema=address.schema).fetchall():
            found.columns[table, row.column_name] = (row.type_name, row.remarks)
        keys = sorted(cursor.primaryKeys(table=table, schema=address.schema).fetchall(), key=lambda row: row.key_seq)
        if keys:
            found.keys[table] = [row.column_name for row in keys]
        for row in cursor.foreignKeys(foreignTable=table, foreignSchema=address.schema).fetchall():
            found.references.add((table, row.fkcolumn_name, row.pktable_name, row.pkcolumn_name))
        _read(found, table, partial(_execute, cursor, table))
    return found


def try_jdbc(address: Address) -> Found:
    """Ask JDBC, as Metabase and DBeaver do; rows come by a cursor of 500."""
    import jpype
    import jpype.imports

    if not jpype.isJVMStarted():
        jpype.startJVM(classpath=[JAR], convertStrings=True)
    from java.sql import DriverManager

    found = Found()
    url = f"jdbc:postgresql://{address.host}:{address.port}/{address.database}"
    connection = DriverManager.getConnection(url, address.user, address.password)
    connection.setReadOnly(True)
    connection.setAutoCommit(False)
    about = connection.getMetaData()
    schemas = {row[0] for row in _list(about.getSchemas(), "TABLE_SCHEM")}
    if address.schema not in schemas:
        found.trouble.append(f"schema {address.schema} is not listed")
    for table, comment in _list(about.getTables(None, address.schema, "%", ["TABLE", "VIEW"]), "TABLE_NAME", "REMARKS"):
        found.tables[table] = comment
    named = ("TABLE_NAME", "COLUMN_NAME", "TYPE_NAME", "REMARKS")
    for table, column, kind, comment in _list(about.getColumns(None, address.schema, "%", "%"), *named):
        found.columns[table, column] = (kind, comment)
    told = ("FKTABLE_NAME", "FKCOLUMN_NAME", "PKTABLE_NAME", "PKCOLUMN_NAME")
    for table in found.tables:
        keys = _list(about.getPrimaryKeys(None, address.schema, table), "KEY_SEQ", "COLUMN_NAME")
        if keys:
            found.keys[table] = [column for _, column in sorted(keys, key=lambda row: int(row[0]))]
        found.references.update(_list(about.getImportedKeys(None, address.schema, table), *told))
        _read(found, table, partial(_fetch, connection, table))
    connection.rollback()
    connection.close()
    return found


def try_sqlalchemy(address: Address) -> Found:
    """Reflect as Superset does, and read every mart into a data frame."""
    import pandas as pd
    from sqlalchemy import URL, create_engine, inspect, text

    found = Found()
    url = URL.create(
        "postgresql+psycopg2", address.user, address.password, address.host, address.port, address.database
    )
    engine = create_engine(url)
    about = inspect(engine)
    if address.schema not in about.get_schema_names():
        found.trouble.append(f"schema {address.schema} is not listed")
    names = [*about.get_table_names(address.schema), *about.get_view_names(address.schema)]
    for table in names:
        found.tables[table] = about.get_table_comment(table, address.schema)["text"]
        for column in about.get_columns(table, address.schema):
            found.columns[table, column["name"]] = (str(column["type"]), column["comment"])
        if keys := about.get_pk_constraint(table, address.schema)["constrained_columns"]:
            found.keys[table] = keys
        for key in about.get_foreign_keys(table, address.schema):
            pairs = zip(key["constrained_columns"], key["referred_columns"], strict=True)
            found.references.update((table, own, key["referred_table"], other) for own, other in pairs)
        with engine.connect() as connection:
            _read(found, table, partial(pd.read_sql, text(f'SELECT * FROM "{table}"'), connection))
    return found


def try_information_schema(address: Address) -> Found:
    """Ask the standard's own views, as Power BI's connector does for relationships."""
    import psycopg2

    found = Found()
    with psycopg2.connect(
        host=address.host, port=address.port, dbname=address.database, user=address.user, password=address.password
    ) as connection:
        cursor = connection.cursor()
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = %s", [address.schema])
        found.tables = {row[0]: "-" for row in cursor.fetchall()}
        cursor.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = %s",
            [address.schema],
        )
        found.columns = {(row[0], row[1]): (row[2], "-") for row in cursor.fetchall()}
        cursor.execute(
            "SELECT told.constraint_type, used.table_name, used.column_name, used.constraint_name"
            " FROM information_schema.table_constraints AS told JOIN information_schema.key_column_usage AS used"
            " USING (constraint_schema, constraint_name) WHERE told.table_schema = %s"
            " AND told.table_name = used.table_name ORDER BY used.ordinal_position",
            [address.schema],
        )
        for kind, table, column, name in cursor.fetchall():
            if kind == "PRIMARY KEY":
                found.keys.setdefault(table, []).append(column)
            elif kind == "FOREIGN KEY":
                found.references.add((table, column, name, ""))
    return found


def _read(found: Found, table: str, read: Callable[[], Any]) -> None:
    try:
        found.rows[table] = len(read())
    except Exception as error:  # whatever a driver stumbles over is what we want to know
        found.trouble.append(f"{table}: {type(error).__name__}: {str(error).splitlines()[0][:200]}")


def _list(result: Any, *columns: str) -> list[tuple[Any, ...]]:
    rows = []
    while result.next():
        rows.append(tuple(None if (value := result.getString(column)) is None else str(value) for column in columns))
    result.close()
    return rows


def _execute(cursor: Any, table: str) -> Any:
    return cursor.execute(f'SELECT * FROM "{table}"').fetchall()


def _fetch(connection: Any, table: str) -> list[Any]:
    statement = connection.createStatement()
    statement.setFetchSize(500)
    result = statement.executeQuery(f'SELECT * FROM "{table}"')
    width, rows = result.getMetaData().getColumnCount(), []
    while result.next():
        rows.append([result.getObject(place) for place in range(1, width + 1)])
    statement.close()
    return rows


def main(urls: Iterable[str]) -> None:
    """Let every driver ask as every role; compare what each finds."""
    failed = False
    for url in urls:
        address = Address.parse(url)
        wanted: Found | None = None
        for ask in (try_sqlalchemy, try_information_schema, try_odbc, try_jdbc):
            found = ask(address)
            wanted = wanted or found
            print(f"{address.user}, {ask.__name__.removeprefix('try_')}: {found.tell()}")
            for line in found.trouble:
                print(f"    STUMBLES {line}")
            is_less = (len(found.tables), len(found.columns)) != (len(wanted.tables), len(wanted.columns))
            is_less = is_less or found.keys != wanted.keys or len(found.references) != len(wanted.references)
            if is_less:
                print("    FINDS SOMETHING ELSE than SQLAlchemy")
            failed = failed or is_less or bool(found.trouble)
    sys.exit(failed)


if __name__ == "__main__":
    main(sys.argv[1:])
