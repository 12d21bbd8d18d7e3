"""Who changes state if a rule row changes: derived apart from what readers see, compared, and thrown away."""

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
from psycopg import Connection

from admin.rule_change.checking import RuleChange, check_draft
from admin.rule_change.problems import BadFileError, at_line
from admin.rule_change.reading import Draft
from admin.rule_change.result import CHECK, READINESS, MartChange, PathChange, Preview
from admin.rule_change.tables import LOCAL_VALUES
from admin.settings import PROJECT, Settings
from admin.warehouse.build import find_commit
from admin.warehouse.rule_preview_comparison import compare_mart, compare_paths
from admin.warehouse.rule_preview_derivation import (
    CHANGED,
    derive,
    derive_steadily,
    make_plan,
    open_own_project,
    read_published_day,
)
from admin.warehouse.server import say_nothing

PATHS = "SELECT DISTINCT ON (path_code) path_code, label_id || ' | ' || label_en FROM rules.promotion_path ORDER BY 1"
TERMS = """
    SELECT code, label_id || ' | ' || label_en FROM rules.promotion_term WHERE list_code IN ('STATUS', 'READINESS')
"""
OVERRIDES = """
    SELECT DISTINCT local.code FROM stewardship.local_parameter AS local
    WHERE local.code = ANY(%(codes)s) AND local.valid_from <= %(day)s
        AND (local.valid_to IS NULL OR local.valid_to > %(day)s)
    ORDER BY local.code
"""

SET_IDLE = """
    INSERT INTO stewardship.local_parameter
        (agency_id, code, subject, value, valid_from, valid_to, reason, end_reason)
    VALUES (%(agency_id)s, %(code)s, %(subject)s, %(value)s, %(valid_from)s, %(valid_from)s, 'preview', 'preview')
"""

NOT_SETTABLE = (
    "“{value}” tidak boleh ditetapkan instansi bagi {code}; “Aturan dan parameter” menyebut yang boleh. | "
    "no agency may set “{value}” for {code}; “Rules and parameters” tells what may be set."
)
OVERRIDDEN = (
    "Instansi yang menetapkan sendiri {codes} tidak terkena perubahan ini. | "
    "Agencies that set {codes} themselves are not touched by this change."
)
OTHER_CODE = (
    "Mart yang terbit dibangun oleh Merit versi lain ({built}, kini {now}); sebagian beda dapat berasal dari sana. "
    "Jalankan “merit build” dahulu. | "
    "The published marts were built by another version of Merit ({built}, now {now}); some differences may come from "
    "that. Run “merit build” first."
)


def preview_rules(
    settings: Settings,
    url: str,
    draft: Draft,
    as_of: date | None = None,
    is_whole: bool = False,
    progress: Callable[[str], None] = say_nothing,
    project: Path = PROJECT,
) -> Preview:
    """Return what would differ in the published marts if the rows of `draft` were rules; nothing published changes.

    For another day than the published one both sides are derived, from the same published data. Builds may run and
    publish meanwhile; a preview that meets a publication starts over.

    Raises:
        BadFileError: the rule table would refuse a row, or nothing would change.
        MeritError: nothing is published or it was built by another Merit, another preview is running, or a model
            cannot be derived with the changed rule.
    """
    started = time.monotonic()

    def work(connection: Connection[Any], live: int) -> Preview:
        change = check_draft(connection, draft, is_whole)
        if change.table == LOCAL_VALUES:
            _require_settable(connection, change)
        return _preview(connection, settings, url, change, as_of, live, started, progress, project)

    return derive_steadily(url, work, progress)


def _preview(
    connection: Connection[Any],
    settings: Settings,
    url: str,
    change: RuleChange,
    as_of: date | None,
    live: int,
    started: float,
    progress: Callable[[str], None],
    root: Path,
) -> Preview:
    published = read_published_day(connection)
    day = as_of or published
    project = open_own_project(settings, root)
    progress("Reading the dbt project")
    manifest = project.parse(url)
    plan = make_plan(manifest, change.table, is_other_day=day != published)
    progress(f"Deriving {len(plan.changed) + len(plan.dated)} tables as of {day}")
    derive(connection, url, project, manifest, plan, change, day)
    progress(f"Comparing {len(plan.marts)} marts")
    marts = tuple(compare_mart(connection, mart, plan.before, CHANGED) for mart in plan.marts)
    return Preview(
        change=change,
        build_id=live,
        as_of=day,
        marts=marts,
        paths=_compare_paths(connection, marts),
        terms=dict(connection.execute(TERMS).fetchall()),
        notes=tuple(_read_notes(connection, change, live, day, root)),
        seconds=time.monotonic() - started,
    )


def _require_settable(connection: Connection[Any], change: RuleChange) -> None:
    """Ask the table itself what an agency may set: put each row in as one that never holds, and take it back.

    Raises:
        BadFileError: a sentence for each row that the table refuses.
    """
    problems = []
    for edit in change.edits:
        row = dict(zip(change.table.header, edit.after or (), strict=False))
        if not row:
            continue
        try:
            with connection.transaction(force_rollback=True):
                connection.execute(SET_IDLE, row)
        except psycopg.errors.CheckViolation as refusal:
            column = refusal.diag.column_name or "value"
            problems.append(at_line(edit.line, column, NOT_SETTABLE, value=row[column], code=row["code"]))
    if problems:
        raise BadFileError(problems)


def _compare_paths(connection: Connection[Any], marts: tuple[MartChange, ...]) -> tuple[PathChange, ...]:
    found = {mart.mart: mart for mart in marts}
    if READINESS not in found or CHECK not in found:
        return ()
    return compare_paths(found[READINESS], found[CHECK], dict(connection.execute(PATHS).fetchall()))


def _read_notes(connection: Connection[Any], change: RuleChange, live: int, day: date, project: Path) -> list[str]:
    notes = []
    if change.table.name == "parameter":
        codes = [(edit.after or edit.before or ("",))[0] for edit in change.edits]
        found = [row[0] for row in connection.execute(OVERRIDES, {"codes": codes, "day": day})]
        if found:
            notes.append(OVERRIDDEN.format(codes=", ".join(found)))
    row = connection.execute("SELECT code_commit FROM stewardship.warehouse_build WHERE id = %s", [live]).fetchone()
    built, now = row[0] if row else None, find_commit(project)
    if built and now and built.removesuffix("-dirty") != now.removesuffix("-dirty"):
        notes.append(OTHER_CODE.format(built=built, now=now))
    return notes
