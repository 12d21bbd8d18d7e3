"""What a swap of two sets of marts takes, and what readers notice of it, beside the same readers left in peace."""

import threading
import time
from collections.abc import Callable

import psycopg
from benchmark import measure, open_city, print_table, read_options

from admin.settings import Settings
from admin.warehouse.build import build
from admin.warehouse.database import Database
from admin.warehouse.publish import rollback

READERS = 3
QUIET = 3.0  # seconds of reading without any swap
SWAPS = 10  # per run
READ = "SELECT max(duk.build_id), count(*) FROM marts.duk CROSS JOIN marts.build_info"


class Reader(threading.Thread):
    """Reads the list of seniority without pause until told to stop, and keeps the seconds of every read."""

    def __init__(self, url: str, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.url, self.stop = url, stop
        self.seconds: list[float] = []

    def run(self) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            while not self.stop.is_set():
                started = time.perf_counter()
                connection.execute(READ).fetchone()
                self.seconds.append(time.perf_counter() - started)


def main() -> None:
    """Print milliseconds; a rollback is the same swap, backwards."""
    options = read_options(__doc__)
    with open_city(options.employees) as (settings, database):
        publishing = [_publish(settings, database) for _ in range(max(options.runs, 2))]
        alone = measure(options.runs * SWAPS, lambda: rollback(database.url))
        in_peace = _read_during(database.bi_full_url, lambda: time.sleep(QUIET))
        swaps: list[float] = []
        disturbed = _read_during(
            database.bi_full_url,
            lambda: swaps.extend(measure(options.runs * SWAPS, lambda: rollback(database.url))),
        )
    print(f"{READERS} readers: {len(in_peace)} reads in peace, {len(disturbed)} during {len(swaps)} swaps")
    rows = {
        "read in peace": in_peace,
        "read during swaps": disturbed,
        "rollback without readers": alone,
        "rollback beside readers": swaps,
        "publishing, old sets dropped": publishing,
    }
    print_table(rows, unit="ms", scale=1000)


def _publish(settings: Settings, database: Database) -> float:
    """Build, and return the seconds from the last test to the end of the build."""
    moments: list[float] = []
    build(settings, database, progress=lambda _: moments.append(time.perf_counter()))
    return time.perf_counter() - moments[-1]  # the last line of progress is "publishing"


def _read_during(url: str, action: Callable[[], object]) -> list[float]:
    stop = threading.Event()
    readers = [Reader(url, stop) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    action()
    stop.set()
    for reader in readers:
        reader.join()
    return [seconds for reader in readers for seconds in reader.seconds]


if __name__ == "__main__":
    main()
