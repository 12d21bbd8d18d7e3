"""Build the marts: read one state of the data, derive and test everything aside, publish only what passed.

Design and measurements: docs/decisions/0002-build-and-publish.md.
"""

import hashlib
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg import Connection, IsolationLevel
from psycopg.types.json import Jsonb

from admin.errors import MeritError
from admin.settings import PROJECT, Settings
from admin.warehouse.database import Database
from admin.warehouse.documentation import store_documentation
from admin.warehouse.live.plan import store_models
from admin.warehouse.outcome import Outcome, join_lines
from admin.warehouse.publish import (
    held_lock,
    publish,
    require_no_outside_dependents,
    set_leftovers_aside,
)
from admin.warehouse.quality import FOUND, record_issues
from admin.warehouse.quality_recheck import store_queries
from admin.warehouse.server import say_nothing
from admin.warehouse.transform import APPLICATION, open_project
from models.build import BuildStatus

INTERRUPTED = {
    "kind": "build",
    "name": "build",
    "outcome": "GAGAL",
    "rows": "",
    "message": "Pembangunan terhenti sebelum selesai. | The build stopped before it was finished.",
    "detail": "",
}

UNRECORDED = {
    "kind": "build",
    "name": "worklist",
    "outcome": "PERINGATAN",
    "rows": "",
    "message": "Daftar kerja data tidak dapat diperbarui; temuan tetap seperti semula. | "
    "The data worklist could not be brought up to date; its issues stay as they were.",
}

LOCAL_PARAMETERS = """
    SELECT agency.code, local.code, local.subject, local.value, local.valid_from, local.valid_to
    FROM stewardship.local_parameter AS local JOIN personnel.agency AS agency ON agency.id = local.agency_id
    ORDER BY 1, 2, 3, 5
"""


@dataclass(frozen=True)
class BuildResult:
    """A published build; each problem is a test that warned, as `Outcome.as_problem` describes it."""

    build_id: int
    status: str
    seconds: float
    tests_passed: int
    tests_failed: int
    problems: list[dict[str, str]]
    tests_warned: int
    nodes: int
    as_of: date


@dataclass(frozen=True)
class State:
    """One state of the data, held open: the exported snapshot, what it sees, the oldest xid it may lack, its time."""

    snapshot: str
    sees: str
    watermark: int
    read_at: datetime
    rule_set_hash: str
    today: date


def build(
    settings: Settings,
    database: Database,
    as_of: date | None = None,
    progress: Callable[[str], None] = say_nothing,
    project: Path = PROJECT,
) -> BuildResult:
    """Build every mart as of a date (default: today in the database's time zone), test it, and publish it.

    Nothing that readers see changes until everything has passed; then it changes in one transaction. Edits made in the
    panel during the build are in none of the marts. A build that fails stays in the `__next` schemas to be looked at.

    Raises:
        MeritError: another build is running, or a test, model or contract failed: the live marts stay as they were.
    """
    started = time.monotonic()
    with psycopg.connect(database.url, autocommit=True, application_name="merit build") as connection:
        _require_migrated(connection)
        with held_lock(connection):
            _bury_dead_builds(connection)
            require_no_outside_dependents(connection)
            with read_one_state(database.url, project) as state:
                build_id = _begin(connection, state, as_of or state.today, project)
                with _failing(connection, build_id):
                    set_leftovers_aside(connection, build_id)
                    opened = open_project(project, _prepare_work(settings))
                    outcomes = opened.build(database.url, state.snapshot, progress)
            with _failing(connection, build_id):
                parents, queries = opened.list_parents(database.url), opened.list_queries(database.url, FOUND)
                store_queries(connection, queries)
                more = _record(connection, build_id, as_of or state.today, outcomes, parents)
                result = _finish(connection, build_id, as_of or state.today, outcomes, more)
                store_models(connection, opened.list_models(database.url), state.sees, build_id)
                store_documentation(connection, opened.parse(database.url))
                progress("publishing")
                publish(connection, build_id)
    return replace(result, status=BuildStatus.PUBLISHED.value, seconds=time.monotonic() - started)


@contextmanager
def read_one_state(url: str, project: Path = PROJECT) -> Iterator[State]:
    """Hold one state of the data open, so that several transactions of dbt read the same one."""
    with psycopg.connect(url, application_name="merit build") as connection:
        connection.isolation_level = IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        connection.execute("SET idle_in_transaction_session_timeout = 0")
        row = connection.execute(
            "SELECT clock_timestamp(), pg_export_snapshot(), pg_current_snapshot()::text,"
            " pg_snapshot_xmin(pg_current_snapshot())::text::bigint, current_date"
        ).fetchone()
        assert row is not None
        read_at, snapshot, sees, watermark, today = row
        parameters = connection.execute(LOCAL_PARAMETERS).fetchall()
        yield State(snapshot, sees, watermark, read_at, hash_rules(project, parameters), today)
        connection.rollback()


def hash_rules(project: Path, local_parameters: list[tuple[Any, ...]]) -> str:
    """Return the SHA-256 of the rules a build uses: the files of seeds/rules in order of name, local parameters."""
    digest = hashlib.sha256()
    for path in sorted((project / "seeds" / "rules").glob("*.csv")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    for row in local_parameters:
        digest.update("\0".join(str(value) for value in row).encode() + b"\0")
    return digest.hexdigest()


def find_commit(project: Path) -> str | None:
    """Return the git commit of the code, with `-dirty` when files differ from it; None outside a checkout."""
    command = ["git", "-C", str(project), "describe", "--always", "--dirty", "--abbrev=12", "--exclude", "*"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=10, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip() or None


def _require_migrated(connection: Connection[Any]) -> None:
    if connection.execute("SELECT to_regclass('stewardship.warehouse_build')").fetchone() == (None,):
        raise MeritError("The database has no tables yet.", "Run `merit up` or `merit demo` first.")


def _bury_dead_builds(connection: Connection[Any]) -> None:
    """Mark builds whose process died, and end what its dbt left running. We hold the lock, so none is alive."""
    connection.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
        " WHERE datname = current_database() AND usename = current_user AND application_name = %s",
        [APPLICATION],
    )
    connection.execute(
        "UPDATE stewardship.warehouse_build SET status = %s, finished_at = clock_timestamp(), problems = %s"
        " WHERE status = %s",
        [BuildStatus.FAILED.value, Jsonb([INTERRUPTED]), BuildStatus.BUILDING.value],
    )


def _begin(connection: Connection[Any], state: State, as_of: date, project: Path) -> int:
    row = connection.execute(
        "INSERT INTO stewardship.warehouse_build"
        " (status, as_of_date, data_watermark, data_read_at, data_snapshot, rule_set_hash, code_commit)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s) RETURNING id",
        [
            BuildStatus.BUILDING.value,
            as_of,
            state.watermark,
            state.read_at,
            state.sees,
            state.rule_set_hash,
            find_commit(project),
        ],
    ).fetchone()
    assert row is not None
    return int(row[0])


@contextmanager
def _failing(connection: Connection[Any], build_id: int) -> Iterator[None]:
    """Mark the build as failed when the block raises, whatever it is; the row may already say why."""
    try:
        yield
    except BaseException as error:
        if not connection.closed:
            problem = INTERRUPTED
            if isinstance(error, MeritError):
                problem = INTERRUPTED | {"detail": f"{error.sentence} {error.cure}"}
            connection.execute(
                "UPDATE stewardship.warehouse_build SET status = %s, finished_at = clock_timestamp(),"
                " problems = CASE WHEN coalesce(tests_failed, 0) > 0 OR problems @> %s THEN problems"
                " ELSE coalesce(problems, '[]') || %s END WHERE id = %s",
                [BuildStatus.FAILED.value, Jsonb([{"outcome": "GAGAL"}]), Jsonb([problem]), build_id],
            )
        raise


def _record(
    connection: Connection[Any], build_id: int, as_of: date, outcomes: list[Outcome], parents: dict[str, set[str]]
) -> list[dict[str, str]]:
    """Bring the worklist up to date; return what went wrong with it, which is no reason to refuse good marts."""
    try:
        record_issues(connection, build_id, as_of, outcomes, parents)
    except psycopg.Error as error:
        if connection.closed:
            raise
        return [UNRECORDED | {"detail": join_lines(str(error))}]
    return []


def _finish(
    connection: Connection[Any], build_id: int, as_of: date, outcomes: list[Outcome], more: list[dict[str, str]]
) -> BuildResult:
    """Record what became of every node, and `more` problems; raise when a node failed or was left out."""
    tests = [outcome for outcome in outcomes if outcome.is_test]
    failed = [outcome for outcome in outcomes if outcome.is_blocking]
    result = BuildResult(
        build_id=build_id,
        status=BuildStatus.BUILDING.value,
        seconds=0.0,
        tests_passed=sum(test.status == "pass" for test in tests),
        tests_failed=sum(test.is_blocking for test in tests),
        problems=[*(outcome.as_problem() for outcome in outcomes if outcome.is_problem), *more],
        tests_warned=sum(test.status == "warn" for test in tests),
        nodes=len(outcomes),
        as_of=as_of,
    )
    connection.execute(
        "UPDATE stewardship.warehouse_build SET nodes = %s, tests_passed = %s, tests_warned = %s, tests_failed = %s,"
        " problems = %s, finished_at = clock_timestamp() WHERE id = %s",
        [
            result.nodes,
            result.tests_passed,
            result.tests_warned,
            result.tests_failed,
            Jsonb(result.problems),
            build_id,
        ],
    )
    skipped = [outcome for outcome in outcomes if outcome.is_skipped]
    if failed or skipped:
        raise _refuse(build_id, failed or skipped, len(skipped))
    return result


def _refuse(build_id: int, failed: list[Outcome], skipped: int) -> MeritError:
    first = failed[0]
    reason = f": {first.detail}" if first.detail and not (first.is_test and first.rows is not None) else ""
    more = f", and {len(failed) - 1} more failed" if len(failed) > 1 else ""
    left = f"; {skipped} nodes that depend on it were left out" if skipped and not first.is_skipped else ""
    return MeritError(
        f"Build {build_id} was not published: {first.describe()[1]}{reason}{more}{left}."
        " The published marts are unchanged.",
        "See `merit status`, correct the data or the rule, and build again.",
    )


def _prepare_work(settings: Settings) -> Path:
    work = settings.prepare_home() / "dbt"
    work.mkdir(mode=0o700, exist_ok=True)
    return work
