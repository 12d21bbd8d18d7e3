"""What a round of the feed rests on, and the mart that tells of it: edits before the moves, the mart after them."""

from typing import Any, Final

from psycopg import Connection, sql

from admin.warehouse.feed.moves import ROUND
from models.feed import MART, Move, Occasion, Reason
from models.types import Choice

RETENTION: Final = "change_feed_days"  # parameter: days that moves are kept
USUAL_DAYS: Final = 90  # where a set has no parameters

BEGIN: Final = f"SELECT set_config('{ROUND}', nextval('audit.mart_round_id_seq')::text, true)"
END: Final = f"SELECT set_config('{ROUND}', '', true)"
# Entries of the transactions by whom they are about; a person's are the employee's. Without the range of their numbers
# every look would read the newest part of the history.
NOTE: Final = f"""
    INSERT INTO audit.mart_edit (round_id, transaction_id, employee_id, unit_id, change_id, edits, decree_id)
    SELECT current_setting('{ROUND}')::bigint, edit.transaction_id, edit.employee_id, edit.unit_id, max(edit.id),
        count(*), max(edit.decree_id)
    FROM (
        SELECT change.id, change.transaction_id, coalesce(change.employee_id, employee.id) AS employee_id,
            CASE WHEN change.person_id IS NOT NULL THEN NULL
                WHEN change.table_name = 'personnel.unit' THEN change.row_id
                ELSE coalesce(change.new ->> 'unit_id', change.old ->> 'unit_id')::bigint
            END AS unit_id,
            audit.find_decree(change.table_name, change.row_id, change.old, change.new) AS decree_id
        FROM audit.change
        LEFT JOIN personnel.employee ON change.employee_id IS NULL AND employee.person_id = change.person_id
        WHERE change.id BETWEEN %(first)s AND %(last)s AND change.transaction_id = ANY(%(transactions)s::bigint[])
    ) AS edit
    GROUP BY edit.transaction_id, edit.employee_id, edit.unit_id
"""
CLOSE: Final = f"""
    INSERT INTO audit.mart_round (id, occasion, build_id, published_at, before_build_id, as_of_date, before_as_of_date,
        is_other_rules, edits)
    SELECT told.id, 'PEMBARUAN', build.id, build.published_at, build.id, build.as_of_date, build.as_of_date, FALSE,
        (SELECT coalesce(sum(edits), 0) FROM audit.mart_edit WHERE round_id = told.id)
    FROM (SELECT current_setting('{ROUND}')::bigint AS id) AS told JOIN stewardship.warehouse_build AS build
        ON build.id = %(build_id)s
    WHERE EXISTS (SELECT FROM audit.mart_move WHERE round_id = told.id)
    RETURNING id
"""
FORGET: Final = f"DELETE FROM audit.mart_edit WHERE round_id = current_setting('{ROUND}')::bigint"

# The mart as it is told to BI tools: names as they are at the time, values as text. The edit is the row's own, or the
# only one of the round.
FILL: Final = """
    INSERT INTO {marts}.change_feed
    SELECT feed.id, feed.round_id, feed.moved_at, feed.occasion, {occasion}, feed.mart, feed.move, {move}, feed.rows,
        feed.about, coalesce(employee.agency_id, unit.agency_id), feed.employee_id, employee.nip, person.name,
        feed.unit_id, unit.name,
        (SELECT string_agg(key || '=' || (value #>> '{{}}'), '; ' ORDER BY key) FROM jsonb_each(feed.key)),
        array_to_string(feed.columns, ', '),
        CASE WHEN feed.key IS NOT NULL AND feed.move = 'BERUBAH' THEN (
            SELECT string_agg(
                name || ': ' || coalesce(feed.before ->> name, '–') || ' → ' || coalesce(feed.after ->> name, '–'), '; '
            )
            FROM unnest(feed.columns) AS name
        ) END,
        feed.reason, {reason},
        CASE WHEN feed.change_id IS NULL THEN feed.edits ELSE own.edits END,
        change.id, change.table_name, change.row_id, change.changed_at,
        CASE WHEN change.user_id IS NULL THEN change.database_user ELSE stewardship.name_of_user(change.user_id) END,
        decree.number, change.reason, feed.before_build_id, feed.build_id, info.as_of_date, info.build_id
    FROM audit.feed_whole AS feed
    CROSS JOIN {marts}.build_info AS info
    LEFT JOIN personnel.employee ON employee.id = feed.employee_id
    LEFT JOIN personnel.person ON person.id = employee.person_id
    LEFT JOIN personnel.unit ON unit.id = feed.unit_id
    LEFT JOIN LATERAL (
        SELECT max(edit.change_id) AS change_id, max(edit.decree_id) AS decree_id, sum(edit.edits) AS edits
        FROM audit.mart_edit AS edit
        WHERE edit.round_id = feed.round_id AND CASE
            WHEN feed.change_id IS NULL THEN feed.edits > 0
            WHEN feed.about = 'UNIT' THEN edit.unit_id = feed.unit_id
            ELSE edit.employee_id = feed.employee_id
        END
        HAVING feed.change_id IS NOT NULL OR count(DISTINCT edit.transaction_id) = 1 AND feed.reason = 'IKUT'
    ) AS own ON TRUE
    LEFT JOIN audit.change ON change.id = own.change_id
    LEFT JOIN personnel.decree ON decree.id = own.decree_id
    WHERE {which}
"""
OF_ROUND: Final = "feed.round_id = %(round)s"
MISSING: Final = "feed.round_id NOT IN (SELECT round_id FROM {marts}.change_feed)"
KEEP: Final = """
    INSERT INTO {marts}.change_feed ({columns})
    SELECT {taken} FROM marts.change_feed AS feed CROSS JOIN {marts}.build_info AS info
    WHERE feed.round_id IN (SELECT id FROM audit.mart_round)
        AND feed.move_id NOT IN (SELECT move_id FROM {marts}.change_feed)
"""
DROP: Final = "DELETE FROM {marts}.change_feed WHERE round_id NOT IN (SELECT id FROM audit.mart_round)"
PRUNE: Final = """
    WITH old AS (DELETE FROM audit.mart_round WHERE moved_at < now() - make_interval(days => %(days)s) RETURNING id),
    moves AS (DELETE FROM audit.mart_move WHERE round_id IN (SELECT id FROM old)),
    edits AS (DELETE FROM audit.mart_edit WHERE round_id IN (SELECT id FROM old))
    SELECT count(*) FROM old
"""
FIND_RANGE: Final = """
    SELECT coalesce(min(id), 0), coalesce(max(id), 0) FROM audit.change
    WHERE transaction_id = ANY(%s::bigint[]) AND transaction_id >= %s
"""
READ_DAYS: Final = "SELECT max(number)::integer FROM {staging}.int_parameter WHERE code = %s"


def begin_round(connection: Connection[Any]) -> None:
    """From here on the transaction writes down which rows of the marts move."""
    connection.execute(BEGIN, prepare=True)


def note_edits(connection: Connection[Any], transactions: list[int], first: int, last: int) -> None:
    """Write down what the round rests on: transactions, whose entries of the audit have numbers from `first` to `last`.

    Both are 0 when their numbers are not known.
    """
    if transactions and not last:
        row = connection.execute(FIND_RANGE, [transactions, min(transactions)]).fetchone()
        first, last = row or (0, 0)
    if last:
        values = {"first": first, "last": last, "transactions": transactions}
        connection.execute(NOTE, values, prepare=True)


def close_round(connection: Connection[Any], build_id: int) -> None:
    """End the round of a refresh; if no row of a mart moved, nothing of it stays."""
    row = connection.execute(CLOSE, {"build_id": build_id}, prepare=True).fetchone()
    if row is None:
        connection.execute(FORGET, prepare=True)
    else:
        connection.execute(_write_fill("marts", OF_ROUND), {"round": row[0]}, prepare=True)


def stop_round(connection: Connection[Any]) -> None:
    """From here on the transaction writes nothing down."""
    connection.execute(END, prepare=True)


def fill_mart(connection: Connection[Any], schema: str, round_id: int | None = None) -> None:
    """Tell in the mart of a set of one round, or of all that it lacks."""
    which = OF_ROUND if round_id else MISSING.format(marts=f'"{schema}"')
    connection.execute(_write_fill(schema, which), {"round": round_id})


def carry_feed(connection: Connection[Any], suffix: str) -> None:
    """Bring the feed into the set that is to be published, and forget what is older than the parameter says."""
    schema, staging = f"marts__{suffix}", f"staging__{suffix}"
    if not has_feed(connection, schema):
        return
    with connection.transaction():
        connection.execute(PRUNE, {"days": _read_days(connection, staging)})
        connection.execute(sql.SQL(DROP).format(marts=sql.Identifier(schema)))
        if has_feed(connection, "marts"):
            connection.execute(_write_keep(connection, schema))
        fill_mart(connection, schema)


def has_feed(connection: Connection[Any], schema: str) -> bool:
    """Whether the marts of a set have a feed: those of an older Merit have none."""
    return connection.execute("SELECT to_regclass(%s) IS NOT NULL", [f"{schema}.{MART}"]).fetchone() == (True,)


def _write_fill(schema: str, which: str) -> bytes:
    return FILL.format(
        marts=f'"{schema}"',
        occasion=_write_labels("feed.occasion", Occasion),
        move=_write_labels("feed.move", Move),
        reason=_write_labels("feed.reason", Reason),
        which=which,
    ).encode()


def _write_labels(column: str, kind: type[Choice]) -> str:
    """Return the labels of a code in both languages, as two columns."""
    columns = (
        " ".join(f"WHEN '{member.value}' THEN {_quote(member.label(language))}" for member in kind)
        for language in ("id", "en")
    )
    return ", ".join(f"CASE {column} {whens} END" for whens in columns)


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''").replace("%", "%%") + "'"


def _write_keep(connection: Connection[Any], schema: str) -> sql.Composed:
    """Return the statement that takes the rows along from the live set; day and build become those of the new one."""
    rows = connection.execute(
        "SELECT attname::text FROM pg_attribute WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped"
        " INTERSECT"
        " SELECT attname::text FROM pg_attribute WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped",
        [f"marts.{MART}", f"{schema}.{MART}"],
    )
    names = [name for (name,) in rows]
    taken = (sql.Identifier("info" if name in ("build_id", "as_of_date") else "feed", name) for name in names)
    return sql.SQL(KEEP).format(
        marts=sql.Identifier(schema),
        columns=sql.SQL(", ").join(map(sql.Identifier, names)),
        taken=sql.SQL(", ").join(taken),
    )


def _read_days(connection: Connection[Any], staging: str) -> int:
    """Return for how many days moves are kept: as long as the agency says that keeps them longest."""
    if connection.execute("SELECT to_regclass(%s)", [f"{staging}.int_parameter"]).fetchone() == (None,):
        return USUAL_DAYS
    query = sql.SQL(READ_DAYS).format(staging=sql.Identifier(staging))
    row = connection.execute(query, [RETENTION]).fetchone()
    return int(row[0]) if row and row[0] is not None else USUAL_DAYS
