"""What BI tools discover of the marts besides their columns: foreign keys, and indexes for the questions people ask.

Every set gets both before it is published. Design and measurements:
docs/decisions/0039-readers.md.
"""

from typing import Any, Final, NamedTuple

from psycopg import Connection, sql

# Marts whose every row is about somebody in service on the day of the build, so about a row of the roster. The others
# with an `employee_id` also tell of people who have left, or who are not to be appraised, and point to nobody.
ROSTER: Final = "employee_current"
OF_THE_ROSTER: Final = (
    "attendance_month", "certificate_due", "competency_gap", "contract_due", "data_gap", "duk", "kgb_due",
    "leave_balance", "mandatory_training", "placement_fit", "promotion_check", "promotion_readiness",
    "proposal_followup", "recognition_gap", "retirement_forecast", "satyalancana_due", "seat_readiness",
    "succession_pool", "training_plan",
)  # fmt: skip
TOLD_SINCE: Final = 180_000  # the first version of PostgreSQL in which a foreign key can be told and not enforced
# A column is an answer's beginning when one of its values leaves few of many rows: below LARGE rows a scan of them all
# takes some milliseconds, and for a column of few values no index is used.
LARGE: Final = 20_000
FEWEST: Final = 20
ASKED_BY: Final = (
    r"^(nip|unit_id|unit_code|year|month|month_from|due_on|next_on|next_\w+_on|pension_on|turns_true_on|earliest_tmt"
    r"|(\w+_)?(state|status)_code)$"
)

FIND_MARTS: Final = "SELECT relname::text FROM pg_class WHERE relnamespace = to_regnamespace(%s) AND relkind = 'r'"
FIND_ASKED: Final = """
    SELECT relname::text, pg_attribute.attname::text FROM pg_class
    JOIN pg_attribute ON attrelid = pg_class.oid AND attnum > 0 AND NOT attisdropped
    JOIN pg_stats ON schemaname = %(schema)s AND tablename = relname AND pg_stats.attname = pg_attribute.attname
    WHERE relnamespace = to_regnamespace(%(schema)s) AND relkind = 'r' AND reltuples >= %(large)s
        AND pg_attribute.attname ~ %(asked)s AND (n_distinct < 0 OR n_distinct >= %(fewest)s)
        AND NOT EXISTS (SELECT FROM pg_index WHERE indrelid = pg_class.oid AND indkey[0] = attnum)
    ORDER BY relname, attnum
"""


class Reference(NamedTuple):
    """A foreign key: columns of one mart that hold the key of another under the same names."""

    mart: str
    columns: tuple[str, ...]
    target: str


REFERENCES: Final = (
    *(Reference(mart, ("employee_id",), ROSTER) for mart in OF_THE_ROSTER),
    Reference("promotion_check", ("employee_id", "path_code"), "promotion_readiness"),
    Reference("seat_readiness", ("seat_id",), "succession_seat"),
    Reference("succession_plan", ("seat_id",), "succession_seat"),
)


def add_keys(connection: Connection[Any], suffix: str, large: int = LARGE) -> None:
    """Add to the marts of a set that nobody reads yet the foreign keys, and indexes to those of `large` rows and more.

    The keys are told and not enforced: the marts hold to them by how they are derived, and to check every row would
    make refreshes wait for the order of their writes. Servers older than 18 know no such keys and get none.
    """
    schema = f"marts__{suffix}"
    asked = {"schema": schema, "large": large, "asked": ASKED_BY, "fewest": FEWEST}
    statements = [
        sql.SQL("CREATE INDEX ON {} ({})").format(sql.Identifier(schema, mart), sql.Identifier(column))
        for mart, column in connection.execute(FIND_ASKED, asked)
    ]
    if connection.info.server_version >= TOLD_SINCE:
        there = {name for (name,) in connection.execute(FIND_MARTS, [schema])}
        statements += [_write(schema, found) for found in REFERENCES if {found.mart, found.target} <= there]
    if statements:
        with connection.transaction():
            connection.execute(sql.SQL(";").join(statements))


def _write(schema: str, found: Reference) -> sql.Composed:
    return sql.SQL("ALTER TABLE {} ADD FOREIGN KEY ({columns}) REFERENCES {} ({columns}) NOT ENFORCED").format(
        sql.Identifier(schema, found.mart),
        sql.Identifier(schema, found.target),
        columns=sql.SQL(", ").join(map(sql.Identifier, found.columns)),
    )
