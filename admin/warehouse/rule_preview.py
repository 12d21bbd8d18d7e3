"""Who changes state if a rule row changes: derived apart from what readers see, compared, and thrown away."""

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
from psycopg import Connection

from admin.errors import MeritError
from admin.rule_change.checking import RuleChange, check_draft
from admin.rule_change.problems import EMPTIED, NOTHING_PUBLISHED, OVERTAKEN, UnpreviewedError
from admin.rule_change.reading import Draft
from admin.rule_change.result import CHECK, READINESS, MartChange, PathChange, Preview
from admin.settings import PROJECT, Settings
from admin.warehouse.build import find_commit
from admin.warehouse.publish import find_live_build
from admin.warehouse.rule_preview_comparison import compare_mart, compare_paths
from admin.warehouse.rule_preview_derivation import CHANGED, derive, make_plan, own_schemas
from admin.warehouse.server import say_nothing
from admin.warehouse.transform import open_project

TRIES = 2  # a publication in the middle of a preview makes it start over once

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
    for _ in range(TRIES):
        with own_schemas(url) as connection:
            live = _require_live(connection)
            change = check_draft(connection, draft, is_whole)
            try:
                preview = _preview(connection, settings, url, change, as_of, live, started, progress, project)
            except (MeritError, psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn):
                if find_live_build(connection) == live:
                    raise
            else:
                if find_live_build(connection) == live:
                    return preview
            progress("New marts were published meanwhile: starting over")
    raise UnpreviewedError(OVERTAKEN)


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
    published = _read_day(connection)
    day = as_of or published
    work = settings.prepare_home() / "dbt"
    work.mkdir(mode=0o700, exist_ok=True)
    project = open_project(root, work)
    progress("Reading the dbt project")
    manifest = project.parse(url)
    plan = make_plan(manifest, change.table.name, is_other_day=day != published)
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


def _compare_paths(connection: Connection[Any], marts: tuple[MartChange, ...]) -> tuple[PathChange, ...]:
    found = {mart.mart: mart for mart in marts}
    if READINESS not in found or CHECK not in found:
        return ()
    return compare_paths(found[READINESS], found[CHECK], dict(connection.execute(PATHS).fetchall()))


def _require_live(connection: Connection[Any]) -> int:
    live = find_live_build(connection)
    if live is None:
        raise UnpreviewedError(NOTHING_PUBLISHED)
    return live


def _read_day(connection: Connection[Any]) -> date:
    """Return the day of the published set from the intermediate tables, which a crash of the server empties."""
    row = connection.execute("SELECT as_of_date FROM staging.int_build").fetchone()
    if row is None:
        raise UnpreviewedError(EMPTIED)
    day: date = row[0]
    return day


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
