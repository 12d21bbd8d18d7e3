"""Write down what the data rules found, so that the worklist knows an issue again: docs/decisions/0010-worklist.md."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from psycopg import Connection, sql

from admin.warehouse.outcome import BUILT, Outcome
from admin.warehouse.publish import NEXT

FOUND = "int_quality__found"
BLOCKS = "data_quality_issue"
TRUSTED_BY = {"int_quality__found_names_each_finding_once", "int_quality__found_knows_every_rule"}

# A round of an older day than the last one, or of a day to come, says nothing about the records of today.
IS_TIMELY = """
    SELECT %(as_of)s BETWEEN coalesce(max(as_of_date), '-infinity') AND current_date FROM stewardship.quality_round
"""

COUNTED = "SELECT rule_code, row_id, item, blocks, blocked_marts FROM {mart}"
# Without the marts of this build, issues keep what they blocked before.
COUNTED_BEFORE = """
    SELECT rule.code AS rule_code, issue.row_id, issue.item, issue.blocks, issue.blocked_marts
    FROM stewardship.quality_issue AS issue JOIN reference.quality_rule AS rule ON rule.id = issue.quality_rule_id
"""

RECORD = """
WITH counted AS ({counted}),
found AS MATERIALIZED (
    SELECT
        rule.id AS quality_rule_id, found.row_id, found.item, employee.id AS employee_id, unit.id AS unit_id,
        found.detail, coalesce(counted.blocks, 0) AS blocks, coalesce(counted.blocked_marts, '{{}}') AS blocked_marts
    FROM {found} AS found
    JOIN reference.quality_rule AS rule ON rule.code = found.rule_code
    LEFT JOIN counted ON counted.rule_code = found.rule_code AND counted.row_id = found.row_id
        AND counted.item = found.item
    -- Whoever was deleted since the data were read takes the issues along.
    LEFT JOIN personnel.employee ON employee.id = found.employee_id
    LEFT JOIN personnel.unit ON unit.id = found.unit_id
    WHERE (found.employee_id IS NULL OR employee.id IS NOT NULL) AND (found.unit_id IS NULL OR unit.id IS NOT NULL)
),
reopened AS (
    SELECT FROM found JOIN stewardship.quality_issue USING (quality_rule_id, row_id, item) WHERE closed_on IS NOT NULL
),
written AS (
    INSERT INTO stewardship.quality_issue AS present (
        quality_rule_id, row_id, item, employee_id, unit_id, detail, blocks, blocked_marts, first_seen_on, opened_on
    )
    SELECT found.*, %(as_of)s, %(as_of)s FROM found
    ON CONFLICT (quality_rule_id, row_id, item) DO UPDATE SET
        employee_id = excluded.employee_id,
        unit_id = excluded.unit_id,
        detail = excluded.detail,
        blocks = excluded.blocks,
        blocked_marts = excluded.blocked_marts,
        opened_on = CASE WHEN present.closed_on IS NULL THEN present.opened_on ELSE excluded.opened_on END,
        times_opened = present.times_opened + (present.closed_on IS NOT NULL)::integer,
        closed_on = NULL
    WHERE present.closed_on IS NOT NULL
        OR (present.employee_id, present.unit_id, present.detail, present.blocks, present.blocked_marts)
        IS DISTINCT FROM
        (excluded.employee_id, excluded.unit_id, excluded.detail, excluded.blocks, excluded.blocked_marts)
    RETURNING xmax = 0 AS is_new
),
closed AS (
    UPDATE stewardship.quality_issue AS issue
    SET closed_on = %(as_of)s, excused_until = NULL, excuse_reason = NULL, excused_by_id = NULL
    WHERE closed_on IS NULL AND NOT EXISTS (
        SELECT FROM found
        WHERE (found.quality_rule_id, found.row_id, found.item) = (issue.quality_rule_id, issue.row_id, issue.item)
    )
    RETURNING id
)
INSERT INTO stewardship.quality_round (warehouse_build_id, as_of_date, opened, reopened, closed, still_open)
SELECT
    %(build_id)s, %(as_of)s, (SELECT count(*) FROM written WHERE is_new), (SELECT count(*) FROM reopened),
    (SELECT count(*) FROM closed), (SELECT count(*) FROM found)
"""


def record_issues(connection: Connection[Any], build_id: int, as_of: date, outcomes: Sequence[Outcome]) -> bool:
    """Open, keep, close and reopen issues after what a build found; return whether it was recorded.

    A build that fails later is recorded too: whether records are in order does not hang on a mart. Not recorded is a
    build that did not come as far as the findings, and one as of another time than the worklist's.
    """
    status = {outcome.name: outcome.status for outcome in outcomes}
    if status.get(FOUND) != BUILT or any(status.get(test) != "pass" for test in TRUSTED_BY):
        return False
    with connection.transaction():
        if connection.execute(IS_TIMELY, {"as_of": as_of}).fetchone() != (True,):
            return False
        mart = sql.Identifier(f"marts__{NEXT}", BLOCKS)
        counted = sql.SQL(COUNTED).format(mart=mart) if status.get(BLOCKS) == BUILT else sql.SQL(COUNTED_BEFORE)
        found = sql.Identifier(f"staging__{NEXT}", FOUND)
        statement = sql.SQL(RECORD).format(counted=counted, found=found)
        connection.execute(statement, {"as_of": as_of, "build_id": build_id})
    return True
