"""Whoever does the jobs: a thread of `merit up`, as long as Merit runs."""

import asyncio
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import time
from typing import Final

import psycopg
from procrastinate import App
from procrastinate.exceptions import ConnectorException

from admin.warehouse.jobs.queue import open_queue

PAUSE: Final = 2.0  # seconds before it connects again
GRACE: Final = 0.1  # seconds that a job gets to end when Merit stops; a build that is stopped has changed nothing
SILENCE: Final = 30.0  # seconds without a sign of life after which the process of a job counts as dead
LOG: Final = logging.getLogger("merit.jobs")


@contextmanager
def keep_working(url: str, build_at: time | None, timezone: str) -> Iterator[None]:
    """Do the jobs of the queue in a thread of this process, as long as the block lasts."""
    loop = asyncio.new_event_loop()
    work = loop.create_task(_work_for_ever(open_queue(url, build_at, timezone)))
    thread = threading.Thread(target=_run, args=(loop, work), name="merit jobs", daemon=True)
    thread.start()
    try:
        yield
    finally:
        loop.call_soon_threadsafe(work.cancel)
        thread.join()


def _run(loop: asyncio.AbstractEventLoop, work: "asyncio.Task[None]") -> None:
    with suppress(asyncio.CancelledError):
        loop.run_until_complete(work)
    loop.close()


async def _work_for_ever(queue: App) -> None:
    """Do one job after the other until cancelled; when the database goes away, wait for it."""
    while True:
        try:
            await _work(queue)
        except (ConnectorException, psycopg.Error) as error:
            LOG.warning("the jobs wait: %s", str(error).strip().partition("\n")[0])
        await asyncio.sleep(PAUSE)


async def _work(queue: App) -> None:
    async with queue.open_async():
        reviving = asyncio.ensure_future(_revive(queue))
        try:
            await queue.run_worker_async(
                install_signal_handlers=False, shutdown_graceful_timeout=GRACE, delete_jobs="successful",
                stalled_worker_timeout=SILENCE,
            )  # fmt: skip
        finally:
            reviving.cancel()


async def _revive(queue: App) -> None:
    """Give back to the queue what a process that died had begun."""
    while True:
        with suppress(ConnectorException, psycopg.Error):
            for job in await queue.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENCE):
                await queue.job_manager.retry_job(job)
        await asyncio.sleep(SILENCE)
