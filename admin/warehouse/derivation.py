"""Explain one person: from the published marts, or from marts derived for another day and never published."""

from collections.abc import Callable
from datetime import date
from typing import Any

import psycopg
from psycopg import Connection

from admin.explanation import Explanation, read_explanation, refuse_unknown
from admin.settings import PROJECT, Settings
from admin.warehouse.database import Database
from admin.warehouse.rule_preview_derivation import (
    OTHER_DAY,
    derive_day,
    derive_steadily,
    find_dated,
    open_own_project,
    read_published_day,
)
from admin.warehouse.server import say_nothing
from models.database import create_engine
from models.wording import Language

NEEDED = (
    "build_info",
    "competency_gap",
    "contract_due",
    "duk",
    "ip_asn",
    "kgb_due",
    "leave_balance",
    "mandatory_training",
    "performance_ranking",
    "promotion_check",
    "promotion_readiness",
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

    Another day's marts are derived from the published copy of the data into schemas of their own, read, and dropped;
    what readers see does not change, and builds may run meanwhile.

    Raises:
        UnexplainedError: nobody has this NIP, the person is in no mart, or nothing is published.
        MeritError: a preview is running, or the marts could not be derived.
    """
    if as_of is None or as_of == _find_published_day(database.url):
        return _read(database.url, nip, language)
    _require_employee(database.url, nip)
    day = as_of

    def work(connection: Connection[Any], live: int) -> Explanation:
        read_published_day(connection)
        progress(f"Deriving the marts as of {day} beside build #{live}")
        project = open_own_project(settings, PROJECT)
        manifest = project.parse(database.url)
        dated = find_dated(manifest, NEEDED)
        derive_day(connection, database.url, project, manifest, dated, day)
        progress(f"{len(dated)} tables derived")
        return _read(database.url, nip, language, f"__{OTHER_DAY}")

    return derive_steadily(database.url, work, progress)


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
