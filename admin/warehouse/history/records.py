"""The rows of a table as they were known at a moment: those of now, with what the audit tells of later changes undone.

An entry of an update keeps what the changed columns held before, one of a deletion the whole row; so the earliest entry
that names a column knows what it held at the moment. From where the row was added or deleted on, later entries tell of
another row under the same number.
"""

from typing import Any, Final

from psycopg import Connection, sql

from admin.warehouse.history.moments import Moment

ISSUES: Final = "stewardship.quality_issue"
ENTRIES: Final = "SELECT id, row_id, operation, old FROM audit.change WHERE table_name = '{table}' AND {after}"
# What builds write into the worklist is kept apart, and always as whole rows.
ISSUE_ENTRIES: Final = """
    SELECT id, issue_id AS row_id, CASE WHEN was IS NULL THEN 'TAMBAH' ELSE 'HAPUS' END AS operation, was AS old
    FROM audit.issue_past WHERE {after}
"""
KNOWN: Final = """
    WITH later AS MATERIALIZED ({entries}),
    ended AS (SELECT row_id, min(id) FILTER (WHERE operation <> 'UBAH') AS id FROM later GROUP BY row_id),
    undone AS MATERIALIZED (
        SELECT later.row_id, bool_or(operation = 'HAPUS') AS was_deleted, bool_or(operation = 'TAMBAH') AS was_added,
            jsonb_object_agg(told.key, told.value ORDER BY later.id DESC) FILTER (WHERE told.key IS NOT NULL) AS old
        FROM later JOIN ended USING (row_id) LEFT JOIN LATERAL jsonb_each(later.old) AS told ON true
        WHERE ended.id IS NULL OR later.id <= ended.id
        GROUP BY later.row_id
    )
    SELECT * FROM {table} AS present WHERE present.id NOT IN (SELECT row_id FROM undone)
    UNION ALL
    SELECT before.* FROM undone LEFT JOIN {table} AS present ON present.id = undone.row_id AND NOT undone.was_deleted
    CROSS JOIN LATERAL jsonb_populate_record(
        present,
        CASE WHEN undone.was_deleted THEN {defaults} ELSE '{{}}' END || undone.old
        || jsonb_build_object('id', undone.row_id)
    ) AS before
    WHERE NOT undone.was_added AND (undone.was_deleted OR present.id IS NOT NULL)
"""
# A row deleted before a column came into being holds what the column gave to the rows that were there.
FIND_DEFAULTS: Final = """
    SELECT attname, pg_get_expr(adbin, adrelid) FROM pg_attrdef
    JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum
    WHERE adrelid = %s::regclass AND attgenerated = '' AND attidentity = '' AND attname <> 'id'
    ORDER BY attnum
"""


def compose_known(connection: Connection[Any], table: str, moment: Moment) -> str:
    """Return the query of all rows of `schema.table` as they were known at the moment, with the columns of now."""
    entries = ISSUE_ENTRIES if table == ISSUES else ENTRIES
    schema, name = table.split(".")
    place = sql.Identifier(schema, name).as_string(connection)
    defaults = [
        f"{sql.Literal(column).as_string(connection)}, {expression}"
        for column, expression in connection.execute(FIND_DEFAULTS, [place])
    ]
    return KNOWN.format(
        entries=entries.format(table=table, after=moment.after),
        table=place,
        defaults=f"jsonb_build_object({', '.join(defaults)})",
    )
