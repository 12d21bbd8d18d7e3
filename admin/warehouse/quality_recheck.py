"""Check one record again at once: ask the data rules about it of the tables as they are, not as a build read them.

Every build lays the queries of its data rules beside the tables that they are made of. With staging narrowed to the
people concerned they are one statement, whose time does not grow with the city: docs/decisions/0010-worklist.md.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import psycopg
from psycopg import Connection, sql

from admin.teller import BilingualError
from admin.warehouse.publish import LOCK, NEXT
from admin.warehouse.quality import COUNTED_BEFORE, EMPLOYMENT, FINDINGS, RECORD, RULE, list_inputs
from admin.warehouse.transform import READ

QUERIES: Final = "quality_query"
MILLISECONDS: Final = 5_000

ISSUE: Final = """
    SELECT rule.table_name, issue.row_id, issue.employee_id,
        ARRAY(SELECT code FROM reference.quality_rule WHERE table_name = rule.table_name ORDER BY ordinal)
    FROM stewardship.quality_issue AS issue JOIN reference.quality_rule AS rule ON rule.id = issue.quality_rule_id
    WHERE issue.id = %s
"""
# Whom the rules may compare: the person, who was born on the same day, and who ever sat in one of the same seats.
PEOPLE: Final = """
    WITH own AS (
        SELECT person_id FROM personnel.employee WHERE id = %(employee)s
        UNION SELECT %(row)s WHERE %(table)s = 'personnel.person'
    ),
    seat AS (
        SELECT assignment.seat_id FROM personnel.assignment
        JOIN personnel.employee ON employee.id = assignment.employee_id
        WHERE employee.person_id IN (SELECT person_id FROM own)
        UNION SELECT %(row)s WHERE %(table)s = 'personnel.seat'
    ),
    concerned AS (
        SELECT other.id AS person_id FROM personnel.person JOIN personnel.person AS other USING (born_on)
        WHERE person.id IN (SELECT person_id FROM own)
        UNION
        SELECT employee.person_id FROM personnel.assignment
        JOIN personnel.employee ON employee.id = assignment.employee_id
        WHERE assignment.seat_id IN (SELECT seat_id FROM seat)
    )
    SELECT ARRAY(SELECT person_id FROM concerned),
        ARRAY(SELECT id FROM personnel.employee WHERE person_id IN (SELECT person_id FROM concerned))
"""
# The build that is asked about is the one of this moment.
NOW: Final = """
    SELECT id AS build_id, %(as_of)s::date AS as_of_date, rule_set_hash, code_commit, data_watermark, data_read_at,
        started_at
    FROM stewardship.warehouse_build ORDER BY id DESC LIMIT 1
"""
OUTCOME: Final = """
    SELECT (SELECT count(*) FROM written WHERE is_new) + (SELECT count(*) FROM reopened)
"""

GONE = (
    "Temuan ini tidak ada lagi. | This issue is no longer there.",
    "Muat ulang daftar kerja. | Load the worklist again.",
)
BUILDING = (
    "Sebuah pembangunan sedang berjalan; catatan ini diperiksa olehnya. | A build is running; it checks this record.",
    "Lihat lagi sesudahnya, atau periksa lagi bila catatannya baru saja diubah. | "
    "Look again afterwards, or check again then if the record has just been changed.",
)
UNKNOWN = (
    "Pembangunan terakhir belum menyimpan aturan data untuk pemeriksaan seketika. | "
    "The last build has not kept the data rules for a check at once.",
    "Pembangunan berikutnya memeriksa catatan ini. | The next build checks this record.",
)
SLOW = (
    "Pemeriksaan seketika tidak selesai. | The check at once did not finish.",
    "Pembangunan berikutnya memeriksa catatan ini. | The next build checks this record.",
)


class RecheckError(BilingualError):
    """A record cannot be checked now."""


@dataclass(frozen=True)
class Recheck:
    """What a check of a record did: whether the issue is closed, and how many others of the record it opened."""

    is_closed: bool
    opened: int


def store_queries(connection: Connection[Any], queries: Mapping[str, str]) -> None:
    """Lay the queries of a build's data rules beside its tables; they are published, and go, with them."""
    if not queries:
        return
    table = sql.Identifier(f"staging__{NEXT}", QUERIES)
    connection.execute(sql.SQL("CREATE TABLE {} (place integer, name text, query text)").format(table))
    with connection.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(table)) as writer:
        for place, (name, query) in enumerate(queries.items()):
            writer.write_row((place, name, query))


def recheck(url: str, issue_id: int, as_of: date | None = None) -> Recheck:
    """Ask the rules about the row of an issue again, of the tables as they are, and record what they say.

    Args:
        as_of: the day to ask for; by default today in the database's time zone.

    Raises:
        RecheckError: the issue is gone, a build is running, or the check takes too long.
    """
    with psycopg.connect(url, application_name="merit recheck") as connection:
        issue = connection.execute(ISSUE, [issue_id]).fetchone()
        if issue is None:
            raise RecheckError(GONE)
        _require_no_build(connection)
        table, row, employee, codes = issue
        queries = _read_queries(connection)
        asked = [code for code in codes if RULE.format(code=code) in queries]
        concerned = connection.execute(PEOPLE, {"employee": employee, "row": row, "table": table}).fetchone()
        assert concerned is not None
        values = {"people": concerned[0], "employees": concerned[1], "row": row, "asked": asked, "as_of": as_of}
        opened = _record(connection, compose(queries, asked), values)
        closed = connection.execute("SELECT closed_on FROM stewardship.quality_issue WHERE id = %s", [issue_id])
        return Recheck(closed.fetchone() != (None,), opened)


def compose(queries: Mapping[str, str], asked: list[str]) -> str:
    """Return the statement that finds what breaks the rules `asked` in the row %(row)s, in the form of `RECORD`."""
    rules = [RULE.format(code=code) for code in asked]
    parents = {name: _list_read(query) for name, query in queries.items()}
    needed = list_inputs(parents, EMPLOYMENT, *rules)
    written = ", ".join(f"{READ}{name} AS {_narrow(name, queries[name])}" for name in queries if name in needed)
    listed = " UNION ALL ".join(
        FINDINGS.format(rule=code, listed=f"{READ}{rule}", employment=f"{READ}{EMPLOYMENT}")
        for code, rule in zip(asked, rules, strict=True)
    )
    return f"WITH {written} SELECT * FROM ({listed}) AS listed WHERE row_id = %(row)s"


def _record(connection: Connection[Any], query: str, values: dict[str, Any]) -> int:
    record = sql.SQL(RECORD).format(
        counted=sql.SQL(COUNTED_BEFORE),
        found=sql.SQL("({})").format(sql.SQL(query)),
        within=sql.SQL("issue.row_id = %(row)s"),
    )
    connection.execute("SELECT set_config('statement_timeout', %s, true)", [str(MILLISECONDS)])
    connection.execute("SET LOCAL jit = off")
    values["as_of"] = values["as_of"] or _read_today(connection)
    try:
        opened = connection.execute(record + sql.SQL(OUTCOME), values).fetchone()
    except psycopg.errors.QueryCanceled as error:
        raise RecheckError(SLOW) from error
    except (psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn) as error:
        raise RecheckError(UNKNOWN) from error
    return int(opened[0]) if opened else 0


def _read_today(connection: Connection[Any]) -> date:
    row = connection.execute("SELECT current_date").fetchone()
    assert row is not None
    today: date = row[0]
    return today


def _require_no_build(connection: Connection[Any]) -> None:
    """A build that read the records before they were mended would open the issue again."""
    if connection.execute("SELECT pg_try_advisory_lock_shared(%s)", [LOCK]).fetchone() != (True,):
        raise RecheckError(BUILDING)
    connection.execute("SELECT pg_advisory_unlock_shared(%s)", [LOCK])


def _read_queries(connection: Connection[Any]) -> dict[str, str]:
    if connection.execute("SELECT to_regclass(%s)", [f"staging.{QUERIES}"]).fetchone() == (None,):
        raise RecheckError(UNKNOWN)
    return dict(connection.execute(f"SELECT name, query FROM staging.{QUERIES} ORDER BY place".encode()).fetchall())


def _narrow(name: str, query: str) -> str:
    """Return the query of one model as part of the statement, staging narrowed to the people concerned."""
    if name == "int_build":
        return f"({NOW})"
    query = query.replace("%", "%%")
    if not name.startswith("stg_"):
        return f"({query})"
    for column, among in (("employee_id", "employees"), ("person_id", "people")):
        if re.search(rf"^\s+(id as )?{column},?$", query, re.MULTILINE):
            return f"NOT MATERIALIZED (SELECT * FROM ({query}) AS every WHERE {column} = ANY(%({among})s))"
    return f"NOT MATERIALIZED ({query})"


def _list_read(query: str) -> set[str]:
    return {match[1] for match in re.finditer(rf"\b{READ}(\w+)", query)}
