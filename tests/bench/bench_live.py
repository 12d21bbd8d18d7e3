"""How soon a saved edit stands in the marts while ten people edit, beside the builds that would bring it there.

Each of the ten saves a change of a record some three seconds after the last; a process of its own refreshes the marts,
as `merit up` does. Counted is the time from the end of the commit until a reader sees every mart that depends on it,
for a minute for each of `--runs`.
"""

import os
import random
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from benchmark import measure, open_city, print_table, read_options

from admin.settings import Settings
from admin.warehouse.build import build

MERIT = Path(sys.executable).with_name("merit")
EDITORS = 10
PAUSE = 3.0  # seconds between two changes of one person, on average
MINUTE = 60.0
LOOK = 0.002  # seconds between two looks at what the marts hold
PATIENCE = 600.0  # seconds after which an edit counts as lost

PERSON = "WHERE id = (SELECT person_id FROM personnel.employee WHERE id = %(employee)s)"
LAST = "WHERE id = (SELECT max(id) FROM personnel.{table} WHERE employee_id = %(employee)s)"
EDITS = {
    "telephone": f"UPDATE personnel.person SET phone = '08' || (random() * 1e9)::bigint {PERSON}",
    "address": f"UPDATE personnel.person SET address = 'Jalan ' || (random() * 900)::integer {PERSON}",
    "name": f"UPDATE personnel.person SET name = left(name, 60) || ' ' || chr(65 + (random() * 25)::integer) {PERSON}",
    "training hours": "UPDATE personnel.completion SET hours = hours + 1 " + LAST.format(table="completion"),
    "new training": """
        INSERT INTO personnel.completion (employee_id, course_id, training_kind_id, title, started_on, ended_on, hours)
        SELECT employee_id, course_id, training_kind_id, title || ' ' || (random() * 1e6)::integer,
            started_on, ended_on, hours
        FROM personnel.completion
    """
    + LAST.format(table="completion"),
    "note of an appraisal": "UPDATE personnel.appraisal SET note = 'Catatan ' || random() "
    + LAST.format(table="appraisal"),
    "result of an appraisal": """
        UPDATE personnel.appraisal SET predicate = CASE predicate WHEN 'BAIK' THEN 'SANGAT_BAIK' ELSE 'BAIK' END
    """
    + LAST.format(table="appraisal"),
    "reason of a leave": "UPDATE personnel.leave_request SET reason = 'Alasan ' || random() "
    + LAST.format(table="leave_request"),
    "attendance": "UPDATE personnel.attendance_sheet SET late_minutes = coalesce(late_minutes, 0) + 1 "
    + LAST.format(table="attendance_sheet"),
    "day of a promotion": "UPDATE personnel.grade_record SET valid_from = valid_from + 1 "
    + LAST.format(table="grade_record"),
}


@dataclass
class Stream:
    """What the editors saved: kind, number of the transaction and moment of each edit; and what the marts then held."""

    saved: list[tuple[str, int, float]] = field(default_factory=list)
    seen: list[tuple[float, int, int, frozenset[int]]] = field(default_factory=list)  # moment, xmin, xmax, in progress

    def find_seconds(self) -> dict[str, list[float]]:
        """Return by kind how long each edit took to be seen."""
        found = defaultdict(list)
        for kind, number, moment in self.saved:
            sight = next((at for at, low, high, open_ in self.seen if _sees(number, low, high, open_)), None)
            if sight is None:
                raise SystemExit(f"an edit of {kind} was never seen")
            found[kind].append(max(sight - moment, 0.0))
        return found


def main() -> None:
    """Print median and 95th percentile of each kind of edit, and the builds."""
    options = read_options(__doc__)
    with open_city(options.employees) as (settings, database):
        cold = measure(1, lambda: build(settings, database))
        warm = measure(1, lambda: build(settings, database))
        with refreshing(settings, database.url):
            stream = watch_edits(database.url, options.employees, MINUTE * options.runs)
    seconds = stream.find_seconds()
    if missing := EDITS.keys() - seconds.keys():
        raise SystemExit(f"never saved: {', '.join(sorted(missing))}")
    everything = [value for values in seconds.values() for value in values]
    print(f"{options.employees:,} employees, {EDITORS} editors, {len(everything)} edits, load {os.getloadavg()[0]:.1f}")
    print(f"{'':24} {'edits':>6} {'median ms':>10} {'p95 ms':>9} {'worst ms':>9}")
    for kind, values in [("all", everything), *sorted(seconds.items())]:
        print(f"{kind:24} {len(values):6} {1000 * statistics.median(values):10.0f} {_find_p95(values):9.0f}"
              f" {1000 * max(values):9.0f}")  # fmt: skip
    print_table({"commit to visible": everything, "build, warm": warm, "... first of a process": cold})


@contextmanager
def refreshing(settings: Settings, url: str) -> Iterator[None]:
    """Refresh the marts in a process of its own, as long as the block lasts; it begins when the marts are in order."""
    process = subprocess.Popen([MERIT, "live"], env=os.environ | {"MERIT_HOME": str(settings.home)})
    try:
        with psycopg.connect(url, autocommit=True) as connection:
            while connection.execute("SELECT is_armed FROM staging.live_state").fetchone() != (True,):
                time.sleep(0.5)
        yield
    finally:
        process.terminate()
        process.wait()


def watch_edits(url: str, employees: int, seconds: float) -> Stream:
    """Let the editors work for so long and return what was saved and seen."""
    stream, is_over = Stream(), threading.Event()
    editors = [
        threading.Thread(target=_edit, args=(url, employees, stream, is_over, number)) for number in range(EDITORS)
    ]
    watcher = threading.Thread(target=_watch, args=(url, stream, is_over))
    for thread in (watcher, *editors):
        thread.start()
    time.sleep(seconds)
    is_over.set()
    for thread in (*editors, watcher):
        thread.join()
    return stream


def _edit(url: str, employees: int, stream: Stream, is_over: threading.Event, number: int) -> None:
    draw = random.Random(number)
    with psycopg.connect(url, autocommit=True) as connection:
        while not is_over.wait(draw.expovariate(1 / PAUSE)):
            kind = draw.choice(list(EDITS))
            try:
                with connection.transaction():
                    changed = connection.execute(
                        EDITS[kind].encode(), {"employee": draw.randint(1, employees)}
                    ).rowcount
                    row = connection.execute("SELECT pg_current_xact_id()::text").fetchone()
            except psycopg.IntegrityError:
                continue  # a rule of the table speaks against it
            if changed and row:
                stream.saved.append((kind, int(row[0]), time.monotonic()))


def _watch(url: str, stream: Stream, is_over: threading.Event) -> None:
    """Note every state of the marts, until the last edit is seen."""
    last, ends = "", None
    with psycopg.connect(url, autocommit=True) as connection:
        while True:
            row = connection.execute("SELECT sees::text FROM staging.live_state", prepare=True).fetchone()
            if row and row[0] != last:
                last = row[0]
                low, high, between = last.split(":")
                open_ = frozenset(map(int, between.split(","))) if between else frozenset()
                stream.seen.append((time.monotonic(), int(low), int(high), open_))
            if is_over.is_set():
                ends = ends or time.monotonic() + PATIENCE
                if time.monotonic() > ends or all(_sees(number, *stream.seen[-1][1:]) for _, number, _ in stream.saved):
                    return
            time.sleep(LOOK)


def _sees(number: int, low: int, high: int, open_: frozenset[int]) -> bool:
    return number < low or (number < high and number not in open_)


def _find_p95(values: Sequence[float]) -> float:
    return 1000 * sorted(values)[int(0.95 * (len(values) - 1))]


if __name__ == "__main__":
    main()
