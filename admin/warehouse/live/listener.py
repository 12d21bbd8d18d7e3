"""Refresh the published marts whenever somebody commits a change, as long as Merit runs."""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from typing import Final

import psycopg

from admin.warehouse.live.refresh import NothingLiveError, Refresher
from admin.warehouse.publish import CHANNEL

LOOKS: Final = 5.0  # seconds after which it looks even if nobody notified it
PAUSE: Final = 1.0  # seconds before it connects again
LOG: Final = logging.getLogger("merit.live")


def listen(url: str, ended: threading.Event) -> None:
    """Refresh the marts after every change until `ended` is set; whatever goes wrong is logged and tried again."""
    while not ended.is_set():
        try:
            with closing(Refresher(url)) as refresher:
                _refresh_until(refresher, ended)
        except psycopg.Error as error:
            if not ended.is_set():
                LOG.warning("the live marts wait: %s", str(error).strip().partition("\n")[0])
        ended.wait(PAUSE)


@contextmanager
def keep_live(url: str) -> Iterator[None]:
    """Refresh the marts in a thread of this process as long as the block lasts."""
    ended = threading.Event()
    thread = threading.Thread(target=listen, args=(url, ended), name="merit live", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        with suppress(psycopg.Error), psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"NOTIFY {CHANNEL}".encode())
        thread.join(timeout=LOOKS)


def _refresh_until(refresher: Refresher, ended: threading.Event) -> None:
    connection = refresher.connection
    while not refresher.claim():
        if ended.wait(LOOKS):
            return
    connection.execute(f"LISTEN {CHANNEL}".encode())
    connection.commit()
    while not ended.is_set():
        begun = time.perf_counter()
        try:
            done = refresher.refresh()
        except NothingLiveError:
            done = None
        except (psycopg.errors.SerializationFailure, psycopg.errors.DeadlockDetected):
            continue
        if done and done.entries:
            LOG.info("took in %d changes in %.0f ms", done.entries, 1000 * (time.perf_counter() - begun))
        for _ in connection.notifies(timeout=LOOKS, stop_after=1):
            pass
