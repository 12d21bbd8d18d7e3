"""What was changed since the published marts last read the data: the audit's entries that an older snapshot lacks."""

from dataclasses import dataclass
from typing import Any, Final

from psycopg import Connection

UNSEEN: Final = """
    transaction_id >= pg_snapshot_xmin({sees})::text::bigint
    AND NOT pg_visible_in_snapshot(transaction_id::text::xid8, {sees})
"""
READ_CHANGES: Final = f"""
    SELECT table_name, array_agg(DISTINCT row_id), count(*) FROM audit.change
    WHERE {UNSEEN.format(sees="%(sees)s::pg_snapshot")}
    GROUP BY table_name
"""
# Builds and checks write down what they find; the audit keeps of it what a person did.
ISSUES: Final = "stewardship.quality_issue"
READ_ISSUES: Final = """
    SELECT array_agg(id) FROM stewardship.quality_issue
    WHERE updated_at > %(since)s::timestamptz - interval '1 hour'
"""


@dataclass(frozen=True)
class Changes:
    """The rows that were changed, by table (None: all of them), and how many entries of the audit say so."""

    rows: dict[str, set[int] | None]
    entries: int


def read_changes(connection: Connection[Any], sees: str) -> Changes:
    """Return what this transaction sees and the snapshot `sees` does not."""
    found = connection.execute(READ_CHANGES, {"sees": sees}, prepare=True).fetchall()
    rows = {table: None if None in ids else set(ids) for table, ids, _ in found}
    return Changes(rows, sum(entries for _, _, entries in found))
