"""Derive the marts once more, for any day and from the records as known at any moment, beside the published ones.

The queries are those that dbt compiled for the published build (`staging.live_model`), the law is its law; staging
reads what was known. Everything happens in one transaction, so that a set is there as a whole or not at all.
"""

from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import psycopg
from psycopg import Connection, IsolationLevel, sql

from admin.errors import MeritError
from admin.settings import PROJECT
from admin.warehouse.build import hash_rules
from admin.warehouse.history.moments import Moment, find_changed, find_moment
from admin.warehouse.history.records import compose_known
from admin.warehouse.keys import add_keys
from admin.warehouse.live.plan import MODELS, RELATION, Model, read_models
from admin.warehouse.live.statements import SOURCES, Columns, read_columns
from admin.warehouse.publish import LOCK as BUILD_LOCK
from admin.warehouse.server import say_nothing
from admin.warehouse.swap import open_marts

APPLICATION: Final = "merit repeat"
ALONE: Final = 7_304_229  # advisory lock: one process derives the past
KEPT: Final = 5  # sets that stay until a newer one is made
NO_BUILD: Final = 0  # build_id of marts that no build made
ALWAYS: Final = {  # what tells whom the rows are about, and by which rules they were made
    "stg_personnel__agency",
    "stg_personnel__employee",
    "stg_personnel__person",
    "stg_stewardship__local_parameter",
}
SETTINGS: Final = """
    SET LOCAL jit = off; SET LOCAL default_statistics_target = 20; SET LOCAL work_mem = '256MB';
    SET LOCAL lock_timeout = '10s'
"""
COMMENT: Final = (
    "Mart ulangan: per {day}, menurut yang diketahui pada {at} | Marts repeated: as of {day}, as known at {at}"
)

LOCAL_PARAMETERS: Final = """
    SELECT agency.code, local.code, local.subject, local.value, local.valid_from, local.valid_to
    FROM {staging}.stg_stewardship__local_parameter AS local
    JOIN {staging}.stg_personnel__agency AS agency USING (agency_id)
    ORDER BY 1, 2, 3, 5
"""
FILL_BUILD: Final = """
    INSERT INTO {staging}.int_build
        (build_id, as_of_date, rule_set_hash, code_commit, data_read_at, started_at)
    SELECT %(build_id)s, %(as_of)s, %(hash)s, code_commit, %(at)s, %(at)s FROM staging.int_build
"""
FILL_BUILD_INFO: Final = """
    INSERT INTO {marts}.build_info
        (build_id, as_of_date, data_read_at, rule_set_hash, code_commit, changes_refreshed)
    SELECT build_id, as_of_date, data_read_at, rule_set_hash, code_commit, 0 FROM {staging}.int_build
"""
INSERT: Final = """
INSERT INTO {place} ({columns})
WITH {read} derived AS (
{query}
)
SELECT {cast} FROM derived
"""
FIND_KEYS: Final = """
    SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = to_regclass(%s) AND contype IN ('p', 'u')
"""
FIND_OLD: Final = r"""
    SELECT nspname FROM pg_namespace WHERE nspname ~ '^marts__(r\d+|d\d+_k)' ORDER BY oid DESC OFFSET %s
"""


@dataclass(frozen=True)
class Repetition:
    """A set of marts to derive: for which day, from what was known when."""

    as_of: date
    moment: Moment

    @property
    def suffix(self) -> str:
        """What the set is called: the same for the same day and moment."""
        day, build = f"{self.as_of:%Y%m%d}", self.moment.build
        if build is None:
            return f"d{day}_k{self.moment.at:%Y%m%d_%H%M%S}"
        return f"r{build.number}" if self.as_of == build.as_of else f"r{build.number}_d{day}"


@dataclass(frozen=True)
class RepeatedSet:
    """A set that was derived: its schema of marts, and whether the build had other rules than those of now.

    `same_rules` is None when no build is repeated.
    """

    schema: str
    repetition: Repetition
    rows: int
    same_rules: bool | None


@contextmanager
def open_history(url: str, is_kept: bool = False) -> Iterator[Connection[Any]]:
    """Hold builds off, and open a transaction on one state of the data; nothing made in it stays unless `is_kept`.

    Raises:
        MeritError: a build is running, or nothing is published whose models could derive anything.
    """
    with psycopg.connect(url, autocommit=True, application_name=APPLICATION) as connection, _held_locks(connection):
        connection.isolation_level = IsolationLevel.REPEATABLE_READ
        with connection.transaction(force_rollback=not is_kept):
            connection.execute(SETTINGS)
            _require_models(connection)
            yield connection


@contextmanager
def _held_locks(connection: Connection[Any]) -> Iterator[None]:
    """Let one process at a time derive the past, and no build publish meanwhile; records may be checked as always.

    Raises:
        MeritError: another process derives, or a build is running.
    """
    locks = [ALONE, BUILD_LOCK]
    taken = "SELECT pg_try_advisory_lock(%s) AND pg_try_advisory_lock_shared(%s)"
    if connection.execute(taken, locks).fetchone() != (True,):
        raise MeritError("A build, or another look into the past, is running.", "Wait until it has finished.")
    try:
        yield
    finally:
        if not connection.closed:
            connection.execute("SELECT pg_advisory_unlock(%s), pg_advisory_unlock_shared(%s)", locks)


def repeat(
    url: str,
    known_on: str,
    as_of: date | None = None,
    progress: Callable[[str], None] = say_nothing,
    project: Path = PROJECT,
) -> RepeatedSet:
    """Derive the marts as of a day (default: the build's, or that of the moment) from what was known, and keep them.

    They stand in a schema of their own with the rights of the published marts, until `KEPT` newer ones were made.

    Args:
        known_on: as `find_moment` reads it.

    Raises:
        MeritError: it is not kept what was known then, a build is running, or a mart cannot hold what was known.
    """
    with open_history(url, is_kept=True) as connection:
        moment = find_moment(connection, known_on)
        repetition = Repetition(as_of or moment.day, moment)
        made = derive(connection, repetition, repetition.suffix, progress, project)
        connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(f"staging__{repetition.suffix}")))
        add_keys(connection, repetition.suffix)
        connection.execute("SELECT stewardship.protect_set(%s)", [f"__{repetition.suffix}"])
        open_marts(connection, made.schema, COMMENT.format(day=repetition.as_of, at=moment.name))
        for (schema,) in connection.execute(FIND_OLD, [KEPT]).fetchall():
            connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(schema)))
    return made


def derive(
    connection: Connection[Any],
    repetition: Repetition,
    suffix: str,
    progress: Callable[[str], None] = say_nothing,
    project: Path = PROJECT,
    marts: Iterable[str] = (),
) -> RepeatedSet:
    """Make and fill `staging__<suffix>` and `marts__<suffix>` in the transaction that `open_history` opened.

    Args:
        marts: only these, and what they are made of; by default all.

    Raises:
        MeritError: it is not kept what was known then, or a table cannot hold what was known.
    """
    work = _Derivation(connection, repetition, suffix)
    work.make_schemas()
    models = _choose(read_models(connection), set(marts))
    first = [slices for slices in models if work.reads_sources(slices[0])]
    rest = [slices for slices in models if not work.reads_sources(slices[0])]
    rows = 0
    for place, slices in enumerate([*first, *rest], start=1):
        if place == len(first) + 1:
            work.fill_build(project)
        count = work.fill(slices)
        rows += count if slices[0].schema == "marts" else 0
        progress(f"{place}/{len(models)} {slices[0].name}")
    work.fill_build_info()
    build = repetition.moment.build
    same = None if build is None else build.rule_set_hash == work.rule_set_hash
    return RepeatedSet(f"marts__{suffix}", repetition, rows, same)


def _choose(models: list[Model], marts: set[str]) -> list[list[Model]]:
    """Return the models of each table, in order; only those that the marts are made of, if any are named.

    Raises:
        MeritError: there is no such mart.
    """
    if unknown := marts - {model.name for model in models if model.schema == "marts"}:
        raise MeritError(f"There is no mart {min(unknown)!r}.", "The panel lists them, and `merit status`.")
    tables = [list(slices) for _, slices in groupby(models, key=lambda model: model.name)]
    if not marts:
        return tables
    needed = marts | ALWAYS
    for slices in reversed(tables):
        if slices[0].name in needed:
            needed |= {name for model in slices for _, name in model.reads}
    return [slices for slices in tables if slices[0].name in needed]


class _Derivation:
    """One set in the making."""

    def __init__(self, connection: Connection[Any], repetition: Repetition, suffix: str) -> None:
        self.connection = connection
        self.repetition = repetition
        self.suffix = suffix
        self.rule_set_hash = ""
        self.changed = find_changed(connection, repetition.moment) | {"stewardship.quality_issue"}
        self.columns: Columns = read_columns(connection)

    def make_schemas(self) -> None:
        """Make empty schemas, and the table of the build in them."""
        for schema in ("staging", "marts"):
            place = sql.Identifier(f"{schema}__{self.suffix}")
            self.connection.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(place))
            self.connection.execute(sql.SQL("CREATE SCHEMA {}").format(place))
        self._create("staging", "int_build")
        self._create("marts", "build_info")

    def reads_sources(self, model: Model) -> bool:
        """Whether the model is staging."""
        return any(schema in SOURCES for schema, _ in model.reads)

    def fill(self, slices: list[Model]) -> int:
        """Derive one table, of which each model makes a slice; return how many rows it has.

        Raises:
            MeritError: it cannot hold what was known.
        """
        schema, name = slices[0].schema, slices[0].name
        self._create(schema, name)
        rows = 0
        try:
            for model in slices:
                rows += self.connection.execute(self._compose(model).encode()).rowcount
            self._add_keys(schema, name)
        except (psycopg.DataError, psycopg.IntegrityError) as error:
            raise MeritError(
                f"{name} cannot be derived from what was known at {self.repetition.moment.name}:"
                f" {str(error).splitlines()[0]}.",
                "A build of that day would have failed too; choose another moment.",
            ) from error
        self.connection.execute(f'ANALYZE "{self._place(schema)}"."{name}"'.encode())
        return rows

    def fill_build(self, project: Path) -> None:
        """Say of which build, day and rules the set is; staging is there by now."""
        staging = sql.Identifier(self._place("staging"))
        parameters = self.connection.execute(sql.SQL(LOCAL_PARAMETERS).format(staging=staging)).fetchall()
        self.rule_set_hash = hash_rules(project, parameters)
        moment = self.repetition.moment
        values = {
            "build_id": moment.build.number if moment.build else NO_BUILD,
            "as_of": self.repetition.as_of,
            "hash": self.rule_set_hash,
            "at": moment.at,
        }
        self.connection.execute(sql.SQL(FILL_BUILD).format(staging=staging), values)

    def fill_build_info(self) -> None:
        """Fill the mart that tells what the set is."""
        places = {schema: sql.Identifier(self._place(schema)) for schema in ("staging", "marts")}
        self.connection.execute(sql.SQL(FILL_BUILD_INFO).format(**places))

    def _place(self, schema: str) -> str:
        return f"{schema}__{self.suffix}" if schema in ("staging", "marts") else schema

    def _create(self, schema: str, name: str) -> None:
        kind = "UNLOGGED " if schema == "staging" else ""
        place = f'"{self._place(schema)}"."{name}"'
        including = "INCLUDING CONSTRAINTS INCLUDING COMMENTS" if schema == "marts" else ""
        self.connection.execute(f'CREATE {kind}TABLE {place} (LIKE "{schema}"."{name}" {including})'.encode())

    def _add_keys(self, schema: str, name: str) -> None:
        """Give a mart the keys and the description of the published one."""
        if schema != "marts":
            return
        place, live = sql.Identifier(self._place(schema), name), f"{schema}.{name}"
        for (definition,) in self.connection.execute(FIND_KEYS, [live]).fetchall():
            self.connection.execute(sql.SQL("ALTER TABLE {} ADD ").format(place) + sql.SQL(definition))
        row = self.connection.execute("SELECT obj_description(to_regclass(%s), 'pg_class')", [live]).fetchone()
        if row and row[0]:
            self.connection.execute(sql.SQL("COMMENT ON TABLE {} IS {}").format(place, sql.Literal(row[0])))

    def _compose(self, model: Model) -> str:
        """Return the statement that adds the rows of a model to its table."""
        own = self.columns[model.schema, model.name]
        known = {
            f"{schema}.{name}": compose_known(self.connection, f"{schema}.{name}", self.repetition.moment)
            for schema, name in model.reads
            if f"{schema}.{name}" in self.changed
        }
        query = RELATION.sub(lambda match: self._find_relation(match[1], match[2], known), model.query)
        read = [f'"known {table.partition(".")[2]}" AS ({rows}),' for table, rows in known.items()]
        return INSERT.format(
            place=f'"{self._place(model.schema)}"."{model.name}"',
            columns=", ".join(f'"{column}"' for column in own),
            read="\n".join(read),
            query=query,
            cast=", ".join(f'"{column}"::{kind}' for column, kind in own.items()),
        )

    def _find_relation(self, schema: str, name: str, known: Container[str]) -> str:
        """Return what a query of this set reads instead of a table."""
        return f'"known {name}"' if f"{schema}.{name}" in known else f'"{self._place(schema)}"."{name}"'


def _require_models(connection: Connection[Any]) -> None:
    there = connection.execute("SELECT to_regclass(%s)", [f"staging.{MODELS}"]).fetchone() != (None,)
    if not there or connection.execute(f"SELECT FROM staging.{MODELS} LIMIT 1".encode()).fetchone() is None:
        raise MeritError("There are no published models that could derive anything.", "Run `merit build`.")
