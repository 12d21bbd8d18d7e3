"""Explain one person: from the published marts, or from marts derived for another day and never published."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import psycopg
from psycopg import Connection

from admin.errors import MeritError
from admin.explanation import Explanation, read_explanation, refuse_unknown
from admin.settings import PROJECT, Settings
from admin.warehouse.build import State, read_one_state
from admin.warehouse.database import Database
from admin.warehouse.publish import NEXT, held_lock, set_leftovers_aside
from admin.warehouse.server import say_nothing
from admin.warehouse.transform import open_project
from models.database import create_engine
from models.stewardship import BuildStatus
from models.wording import Language

NEEDED = (
    "build_info",
    "competency_gap",
    "contract_due",
    "duk",
    "ip_asn",
    "kgb_due",
    "mandatory_training",
    "performance_ranking",
    "promotion_check",
    "promotion_readiness",
    "promotion_requirement",  # a table of words that no mart reads
    "retirement_forecast",
    "satyalancana_due",
    "talent_box",
    "training_employee",
)


def explain_person(
    settings: Settings,
    database: Database,
    nip: str,
    language: Language,
    as_of: date | None = None,
    progress: Callable[[str], None] = say_nothing,
) -> Explanation:
    """Return all that the marts say of one person as of a day (default: the published one).

    Another day's marts are derived into the `__next` schemas, read, and dropped; what readers see does not change.

    Raises:
        UnexplainedError: nobody has this NIP, the person is in no mart, or nothing is published.
        MeritError: a build is running, or the marts could not be derived.
    """
    if as_of is None or as_of == _find_published_day(database.url):
        return _read(database.url, nip, language)
    _require_employee(database.url, nip)
    with derived(settings, database.url, as_of, progress):
        return _read(database.url, nip, language, f"__{NEXT}")


@contextmanager
def derived(settings: Settings, url: str, as_of: date, progress: Callable[[str], None]) -> Iterator[None]:
    """Keep the needed marts of a day in the `__next` schemas while the block runs; nothing can be built meanwhile."""
    with psycopg.connect(url, autocommit=True, application_name="merit explain") as connection, held_lock(connection):
        with read_one_state(url) as state:
            build_id = _begin(connection, state, as_of)
            try:
                set_leftovers_aside(connection, build_id)
                progress(f"Deriving the marts as of {as_of}")
                _derive(settings, url, state, progress)
                yield
            finally:
                set_leftovers_aside(connection, build_id)
                connection.execute("DELETE FROM stewardship.warehouse_build WHERE id = %s", [build_id])


def _derive(settings: Settings, url: str, state: State, progress: Callable[[str], None]) -> None:
    work = settings.prepare_home() / "dbt"
    work.mkdir(mode=0o700, exist_ok=True)
    chosen = ("--select", *(f"+{mart}" for mart in NEEDED), "--exclude-resource-type", "test", "unit_test")
    outcomes = open_project(PROJECT, work).run("build", *chosen, url=url, snapshot=state.snapshot)
    failed = [outcome for outcome in outcomes if outcome.is_blocking]
    if failed:
        raise MeritError(
            f"The marts could not be derived: {failed[0].describe()[1]}: {failed[0].detail}.",
            "Run `merit build` to see every problem.",
        )
    progress(f"{len(outcomes)} nodes derived")


def _read(url: str, nip: str, language: Language, suffix: str = "") -> Explanation:
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return read_explanation(connection, nip, language, suffix)
    finally:
        engine.dispose()


def _find_published_day(url: str) -> date | None:
    with psycopg.connect(url) as connection:
        if connection.execute("SELECT to_regclass('marts.build_info')").fetchone() == (None,):
            return None
        row = connection.execute("SELECT as_of_date FROM marts.build_info").fetchone()
    return row[0] if row else None


def _require_employee(url: str, nip: str) -> None:
    with psycopg.connect(url) as connection:
        if connection.execute("SELECT FROM personnel.employee WHERE nip = %s", [nip]).fetchone() is None:
            raise refuse_unknown(nip)


def _begin(connection: Connection[tuple[object, ...]], state: State, as_of: date) -> int:
    row = connection.execute(
        "INSERT INTO stewardship.warehouse_build (status, as_of_date, rule_set_hash) VALUES (%s, %s, %s) RETURNING id",
        [BuildStatus.BUILDING.value, as_of, state.rule_set_hash],
    ).fetchone()
    assert row is not None
    return int(str(row[0]))
