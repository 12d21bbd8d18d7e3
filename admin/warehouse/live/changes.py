"""What was changed since the published marts last read the data: the audit's entries that an older snapshot lacks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from psycopg import Connection

# Numbers of transactions that another server gave, before the data were restored on this one, are none of ours: no
# transaction that was open at the last refresh began more than a day before it.
READ_CHANGES: Final = """
    SELECT transaction_id, table_name, array_agg(DISTINCT row_id), count(*), min(id), max(id)
    FROM audit.change
    WHERE transaction_id >= pg_snapshot_xmin(%(sees)s::pg_snapshot)::text::bigint
        AND NOT pg_visible_in_snapshot(transaction_id::text::xid8, %(sees)s::pg_snapshot)
        AND changed_at > %(since)s::timestamptz - interval '1 day'
    GROUP BY transaction_id, table_name ORDER BY transaction_id, table_name
"""
# Builds and checks write down what they find in the records; the audit keeps of it only what a person did.
ISSUES: Final = "stewardship.quality_issue"
READ_ISSUES: Final = "SELECT id, row_version FROM stewardship.quality_issue"

Rows = dict[str, set[int] | None]  # of each table the rows that were changed; None: all of them


@dataclass(frozen=True)
class Change:
    """What one transaction changed, and how many entries of the audit say so; the first and last, 0 if not known."""

    transaction: int
    rows: Rows
    entries: int
    first: int = 0
    last: int = 0


def read_changes(connection: Connection[Any], sees: str, since: datetime) -> list[Change]:
    """Return, by transaction, what this one sees and the snapshot `sees`, taken at `since`, did not."""
    found: dict[int, Change] = {}
    rows_read = connection.execute(READ_CHANGES, {"sees": sees, "since": since}, prepare=True)
    for transaction, table, ids, entries, first, last in rows_read:
        before = found.get(transaction, Change(transaction, {}, 0, first, last))
        rows = before.rows | {table: None if None in ids else set(ids)}
        ends = min(before.first, first), max(before.last, last)
        found[transaction] = Change(transaction, rows, before.entries + entries, *ends)
    return list(found.values())


def read_issues(connection: Connection[Any]) -> dict[int, int]:
    """Return the version of every issue of the worklist."""
    return dict(connection.execute(READ_ISSUES, prepare=True).fetchall())


def merge(parts: Iterable[Rows]) -> Rows:
    """Return all rows that stand in any of the parts."""
    merged: Rows = {}
    for part in parts:
        for table, rows in part.items():
            known = merged.get(table, set())
            merged[table] = None if rows is None or known is None else known | rows
    return merged
