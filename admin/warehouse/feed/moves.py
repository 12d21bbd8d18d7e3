"""The statement that writes down which rows of a mart moved: one entry a row, or one for many that moved alike.

It pairs the rows of two relations by the key of the mart: those that a refresh removed and added, or those of the set
before a publication and after it.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from models.feed import About

ROUND: Final = "merit.round"  # what a transaction is told when its moves are to be written down
ALIKE: Final = 200  # rows that moved in the same columns, above which they are told as one with their number
MOST: Final = 2_000  # rows of one mart that are told one by one in one round
UNMOVED: Final = frozenset({"build_id", "as_of_date", "rule_set_hash"})  # told by the round
# What only counts the days that pass. On another day all of them are others, which says nothing of anybody.
DAILY: Final = frozenset(
    {
        "age_days", "age_years", "days", "days_late", "days_left", "days_max", "days_open", "days_since_announcement",
        "days_to_expiry", "days_waiting_max", "median_days", "months_left", "oldest_days", "service_months",
        "service_total_months", "service_years",
    }
)  # fmt: skip

# The rows are paired by hashing or merging whatever PostgreSQL expects, because it is a full join. Values are made into
# JSON only of rows that are told one by one: first those whose own records were edited.
STEPS: Final = """
moved AS MATERIALIZED (
    SELECT told.round_id, CASE WHEN "new".{first} IS NULL THEN 'HILANG' WHEN "old".{first} IS NULL THEN 'MUNCUL'
            ELSE 'BERUBAH' END AS move,
        jsonb_build_object({key}) AS key, {employee} AS employee_id, {unit} AS unit_id,
        CASE WHEN "old".{first} IS NULL OR "new".{first} IS NULL THEN '{{}}'
            ELSE array_remove(ARRAY[{columns}]::text[], NULL) END AS columns,
        "old" AS was, "new" AS became
    FROM {old} AS "old" FULL JOIN {new} AS "new" ON {paired}
    JOIN (SELECT nullif(current_setting('{setting}', true), '')::bigint AS round_id) AS told
        ON told.round_id IS NOT NULL
    {condition}
),
ranked AS MATERIALIZED (
    SELECT moved.*, own.change_id, {is_daily} AS is_daily,
        count(*) OVER (PARTITION BY move, columns) AS alike, row_number() OVER (ORDER BY own.change_id IS NULL) AS place
    FROM moved CROSS JOIN LATERAL (
        SELECT max(edit.change_id) AS change_id FROM audit.mart_edit AS edit
        WHERE edit.round_id = moved.round_id AND edit.{own} = moved.{own}
    ) AS own
),
told_moves AS (
    INSERT INTO audit.mart_move
        (round_id, mart, move, about, rows, key, employee_id, unit_id, columns, before, after, change_id, is_daily)
    SELECT round_id, '{mart}', move, '{about}', 1, key, employee_id, unit_id, columns, {before}, {after},
        change_id, FALSE
    FROM ranked
    WHERE NOT is_daily AND place <= {most} AND (alike <= {alike} OR change_id IS NOT NULL)
    UNION ALL
    SELECT round_id, '{mart}', move, 'UMUM', count(*), NULL, NULL, NULL, ARRAY(
            SELECT DISTINCT name
            FROM unnest(string_to_array(string_agg(array_to_string(columns, ','), ','), ',')) AS name ORDER BY 1
        ), NULL, NULL, NULL, is_daily
    FROM ranked
    WHERE is_daily OR place > {most} OR alike > {alike} AND change_id IS NULL
    GROUP BY round_id, move, is_daily, CASE WHEN NOT is_daily THEN columns END
)
"""
IS_MOVED: Final = """CASE WHEN "old"."{0}" IS DISTINCT FROM "new"."{0}" THEN '{0}' END"""
VALUES: Final = """CASE move WHEN '{whole}' THEN to_jsonb({side}) - '{{{unmoved}}}'::text[] WHEN 'BERUBAH' THEN (
        SELECT jsonb_object_agg(name, doc -> name)
        FROM (SELECT to_jsonb({side}) AS doc OFFSET 0) AS row_of, unnest(columns) AS name
    ) END"""


def find_about(columns: Iterable[str]) -> About:
    """Return whom the rows of a mart are about, by its columns, as the rights on it go (`stewardship.protect_set`)."""
    names = set(columns)
    if "employee_id" in names:
        return About.EMPLOYEE
    return About.UNIT if "unit_id" in names else About.EVERYBODY


def compose_steps(
    mart: str,
    columns: Sequence[str],
    grain: Sequence[str],
    old: str,
    new: str,
    is_whole: bool = False,
    is_other_day: bool = False,
) -> str:
    """Return the steps of a `WITH` that write down how the rows of relation `old` became those of `new`.

    They do nothing unless the transaction was told the number of a round (`merit.round`), whose edits stand in
    `audit.mart_edit` by then.

    Args:
        columns: of the mart, as both relations have them.
        grain: what tells its rows apart, never empty.
        is_whole: the relations hold all rows of the mart, and not just those that differ.
        is_other_day: the days of the two differ, so that counting days is not told row by row.
    """
    about = find_about(columns)
    compared = [name for name in columns if name not in UNMOVED and name not in grain]
    own = "unit_id" if about is About.UNIT else "employee_id"
    return STEPS.format(
        setting=ROUND,
        mart=mart,
        about=about.value,
        first=f'"{grain[0]}"',
        key=", ".join(f"'{name}', {_either(name)}" for name in grain),
        employee=_either("employee_id") if "employee_id" in columns else "NULL::bigint",
        unit=_either("unit_id") if "unit_id" in columns else "NULL::bigint",
        columns=", ".join(IS_MOVED.format(name) for name in compared),
        old=old,
        new=new,
        paired=" AND ".join(f'"old"."{name}" = "new"."{name}"' for name in grain),
        condition=f"WHERE {_differ(grain[0], compared)}" if is_whole else "",
        is_daily=_write_daily() if is_other_day else "FALSE",
        own=own,
        before=_write_values("was", "HILANG"),
        after=_write_values("became", "MUNCUL"),
        alike=ALIKE,
        most=MOST,
    )


def _either(name: str) -> str:
    return f'coalesce("new"."{name}", "old"."{name}")'


def _differ(first: str, compared: Sequence[str]) -> str:
    old, new = (", ".join(f'"{side}"."{name}"' for name in compared) for side in ("old", "new"))
    changed = f" OR ROW({old}) IS DISTINCT FROM ROW({new})" if compared else ""
    return f'"old"."{first}" IS NULL OR "new"."{first}" IS NULL{changed}'


def _write_daily() -> str:
    listed = ", ".join(f"'{name}'" for name in sorted(DAILY))
    return f"(own.change_id IS NULL AND move = 'BERUBAH' AND columns <@ ARRAY[{listed}])"


def _write_values(side: str, whole: str) -> str:
    return VALUES.format(side=side, whole=whole, unmoved=",".join(sorted(UNMOVED)))
