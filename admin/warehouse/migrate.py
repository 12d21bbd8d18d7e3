"""The schema, brought to its newest revision by Alembic."""

from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

import models
from admin.errors import MeritError
from models.database import create_engine

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(models.__file__).parent / "migrations"
LOCK = 7_304_222  # advisory lock that lets one process at a time migrate


def migrate(url: str) -> str:
    """Bring the database to the newest revision and return it; processes that ask at once take turns.

    Raises:
        MeritError: the database is of a newer Merit.
    """
    newest = expected_revision()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        present = schema_revision(url)
        if present == newest:
            return newest
        _require_known(present)
        connection.execute("CREATE SCHEMA IF NOT EXISTS stewardship")  # where Alembic keeps the revision
        _upgrade(url)
    return newest


def schema_revision(url: str) -> str | None:
    """Return the revision the database is at, or None before its first migration."""
    with psycopg.connect(url) as connection:
        if connection.execute("SELECT to_regclass('stewardship.schema_revision')").fetchone() == (None,):
            return None
        row = connection.execute("SELECT version_num FROM stewardship.schema_revision").fetchone()
        return str(row[0]) if row else None


def expected_revision() -> str:
    """Return the newest revision this Merit knows."""
    from alembic.script import ScriptDirectory

    revision = ScriptDirectory.from_config(_configure()).get_current_head()
    if revision is None:
        raise MeritError(f"There are no migrations in {MIGRATIONS}.", "Install Merit again.")
    return revision


def _require_known(revision: str | None) -> None:
    from alembic.script import ScriptDirectory

    known = {script.revision for script in ScriptDirectory.from_config(_configure()).walk_revisions()}
    if revision is not None and revision not in known:
        raise MeritError(
            f"The database's schema is revision {revision!r}, which this Merit does not know.",
            "Update Merit to the version that made it, or restore an older backup.",
        )


def _upgrade(url: str) -> None:
    from alembic import command

    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            config = _configure()
            config.attributes["connection"] = connection  # models/migrations/env.py runs on it
            command.upgrade(config, "head")
    finally:
        engine.dispose()


def _configure() -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config
