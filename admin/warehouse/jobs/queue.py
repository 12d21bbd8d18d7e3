"""The queue: which jobs there are, when they are due by themselves, and how somebody orders one.

A job is a command of Merit's in a process of its own, the same that an administrator would type; what it did is told
where it always is (`stewardship.warehouse_build`, `stewardship.live_comparison`).
"""

import asyncio
import logging
import sys
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import psycopg
from procrastinate import App, PsycopgConnector, RetryStrategy
from procrastinate.exceptions import AlreadyEnqueued

SCHEMA: Final = "jobs"
BUILD: Final = "build"
NIGHT: Final = "night"
ONE_AT_A_TIME: Final = "warehouse"  # the lock of every job that builds or compares
ATTEMPTS: Final = RetryStrategy(max_attempts=3, wait=60)  # another build may run, or the server be away for a moment
CATCH_UP: Final = timedelta(hours=20)  # a night that was slept through is made up for in the morning
LOG: Final = logging.getLogger("merit.jobs")
BUILT_SINCE: Final = "SELECT FROM stewardship.warehouse_build WHERE published_at >= to_timestamp(%s)"
COMMAND: Final = "from admin.cli import main; main()"


class CommandError(Exception):
    """A command of Merit's failed; the text is what it said last."""


def open_queue(url: str, build_at: time | None = None, timezone: str = "UTC") -> App:
    """Return the queue of a database, not yet open.

    Args:
        build_at: when the nightly job is due; None for never.
        timezone: whose clock that is. Its distance from UTC is today's.
    """
    options = {"options": f"-c search_path={SCHEMA},pg_catalog", "application_name": "merit jobs"}
    connector = PsycopgConnector(conninfo=url, kwargs=options, min_size=1, max_size=4)
    queue = App(connector=connector, periodic_defaults={"max_delay": CATCH_UP.total_seconds()})
    queue.task(name=BUILD, queueing_lock=BUILD, lock=ONE_AT_A_TIME, retry=ATTEMPTS)(build_marts)

    async def compare_and_build_unless_built(timestamp: int) -> None:
        if not await asyncio.to_thread(was_built_since, url, timestamp):
            await compare_and_build()

    night = queue.task(name=NIGHT, queueing_lock=NIGHT, lock=ONE_AT_A_TIME, retry=ATTEMPTS)(
        compare_and_build_unless_built
    )
    if build_at is not None:
        queue.periodic(cron=write_cron(build_at, timezone))(night)
    return queue


def order_build(url: str) -> bool:
    """Put a build into the queue; False when one waits there already, which will do as well."""
    with open_queue(url).open() as queue:
        try:
            queue.tasks[BUILD].defer()
        except AlreadyEnqueued:
            return False
    return True


def was_built_since(url: str, timestamp: int) -> bool:
    """Whether marts were published since the night's job was due: made up for late, it would do that again."""
    with psycopg.connect(url, application_name="merit jobs") as connection:
        return connection.execute(BUILT_SINCE, [timestamp]).fetchone() is not None


async def build_marts() -> None:
    """Build, test and publish the marts."""
    await run_command("build")


async def compare_and_build() -> None:
    """Compare what was refreshed since the last build with a full derivation, then build; both write down the outcome.

    A comparison that finds a difference, or that cannot be made, keeps nobody from the build, which mends it.
    """
    try:
        await run_command("live", "--once", "--compare")
    except CommandError as error:
        LOG.warning("the nightly comparison: %s", error)
    await run_command("build")


async def run_command(*arguments: str) -> None:
    """Run a command of Merit's in a process of its own; it ends with this process.

    Raises:
        CommandError: it failed.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", COMMAND, *arguments,
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    try:
        told, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()
    lines = told.decode(errors="replace").strip().splitlines()
    if process.returncode:
        raise CommandError(lines[-1] if lines else f"`merit {arguments[0]}` ended with {process.returncode}")


def write_cron(due: time, timezone: str, now: datetime | None = None) -> str:
    """Return a time of day in a zone as a crontab says it in UTC.

    Example: 01:30 in Asia/Jakarta is `30 18 * * *`.
    """
    day = (now or datetime.now(ZoneInfo(timezone))).astimezone(ZoneInfo(timezone))
    there = day.replace(hour=due.hour, minute=due.minute).astimezone(ZoneInfo("UTC"))
    return f"{there.minute} {there.hour} * * *"
