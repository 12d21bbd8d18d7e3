"""Write down what the data rules found, so that the worklist knows an issue again: docs/decisions/0010-worklist.md."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from psycopg import Connection, sql

from admin.warehouse.outcome import Outcome
from admin.warehouse.publish import NEXT

FOUND = "int_quality__found"
BLOCKS = "data_quality_issue"
RULE = "int_quality__{code}"
EMPLOYMENT = "int_quality__employment"
# What int_quality__found says of one rule.
FINDINGS = """
    SELECT
        '{rule}'::text AS rule_code, listed.row_id, listed.item, listed.employee_id,
        coalesce(listed.unit_id, employment.unit_id) AS unit_id, listed.detail
    FROM {listed} AS listed
    LEFT JOIN {employment} AS employment ON listed.employee_id = employment.employee_id
"""

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

# For the rules asked: what was found opens or stays, the rest of what is `within` closes.
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
    WHERE rule.code = ANY(%(asked)s)
        AND (found.employee_id IS NULL OR employee.id IS NOT NULL)
        AND (found.unit_id IS NULL OR unit.id IS NOT NULL)
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
    FROM reference.quality_rule AS rule
    WHERE rule.id = issue.quality_rule_id AND rule.code = ANY(%(asked)s) AND closed_on IS NULL AND NOT EXISTS (
        SELECT FROM found
        WHERE (found.quality_rule_id, found.row_id, found.item) = (issue.quality_rule_id, issue.row_id, issue.item)
    ) AND {within}
    RETURNING issue.id
)
"""
ADD_ROUND = """,
silent AS (
    SELECT FROM stewardship.quality_issue JOIN reference.quality_rule AS rule ON rule.id = quality_rule_id
    WHERE rule.code <> ALL(%(asked)s) AND closed_on IS NULL
)
INSERT INTO stewardship.quality_round (warehouse_build_id, as_of_date, opened, reopened, closed, still_open)
SELECT
    %(build_id)s, %(as_of)s, (SELECT count(*) FROM written WHERE is_new), (SELECT count(*) FROM reopened),
    (SELECT count(*) FROM closed), (SELECT count(*) FROM found) + (SELECT count(*) FROM silent)
"""


def record_issues(
    connection: Connection[Any],
    build_id: int,
    as_of: date,
    outcomes: Sequence[Outcome],
    parents: Mapping[str, set[str]],
) -> bool:
    """Open, keep, close and reopen issues after what a build found; return whether it was recorded.

    A build that fails later is recorded too: whether records are in order does not hang on a mart. A rule that rests on
    something that failed says nothing: its issues stay as they are. Not recorded is a build in which no rule says
    anything, and one as of another time than the worklist's.

    Args:
        parents: for each model, by name, what it reads.
    """
    doubtful = find_doubtful(outcomes)
    codes = [code for (code,) in connection.execute("SELECT code FROM reference.quality_rule")]
    asked = list_asked(codes, parents, doubtful)
    if not asked:
        return False
    with connection.transaction():
        if connection.execute(IS_TIMELY, {"as_of": as_of}).fetchone() != (True,):
            return False
        mart = sql.Identifier(f"marts__{NEXT}", BLOCKS)
        is_counted = BLOCKS in parents and not (list_inputs(parents, BLOCKS) & doubtful)
        counted = sql.SQL(COUNTED).format(mart=mart) if is_counted else sql.SQL(COUNTED_BEFORE)
        found = sql.Identifier(f"staging__{NEXT}", FOUND)
        record = sql.SQL(RECORD).format(counted=counted, found=found, within=sql.SQL("true"))
        values = {"as_of": as_of, "build_id": build_id, "asked": asked}
        connection.execute(record + sql.SQL(ADD_ROUND), values)
    return True


def find_doubtful(outcomes: Sequence[Outcome]) -> set[str]:
    """Return the nodes that were not built, or that a test which must pass speaks against or could not be asked of."""
    failed = (outcome for outcome in outcomes if outcome.is_blocking or outcome.is_skipped)
    return {name for outcome in failed for name in (outcome.judged if outcome.is_test else (outcome.name,))}


def list_asked(codes: Sequence[str], parents: Mapping[str, set[str]], doubtful: set[str]) -> list[str]:
    """Return the rules whose findings hold: nothing that they are made of is in doubt."""
    models = {RULE.format(code=code): code for code in codes}
    shared = {FOUND} | list_inputs(parents, *(name for name in parents.get(FOUND, ()) if name not in models))
    if FOUND not in parents or shared & doubtful:
        return []
    return [code for model, code in models.items() if not (list_inputs(parents, model) & doubtful)]


def list_inputs(parents: Mapping[str, set[str]], *names: str) -> set[str]:
    """Return everything that some models are made of, however indirectly, and themselves."""
    found: set[str] = set()
    waiting = set(names)
    while waiting:
        found |= waiting
        waiting = {parent for known in waiting for parent in parents.get(known, ())} - found
    return found
