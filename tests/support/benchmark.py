"""What the benchmarks share: their options, a city on a server of its own, and a table of ratios."""

import argparse
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from admin.settings import Settings, load_settings
from admin.warehouse.city import create_city
from admin.warehouse.codes import load_codes
from admin.warehouse.database import Database, ensure_database
from admin.warehouse.migrate import migrate
from admin.warehouse.server import stop_server


def read_options(about: str | None) -> argparse.Namespace:
    """Read `--employees` and `--runs`, which every benchmark takes because `make bench` gives all the same."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--employees", type=int, default=20_000, help="size of the city (default 20000)")
    parser.add_argument("--runs", type=int, default=3, help="times that each thing is done (default 3)")
    return parser.parse_args()


@contextmanager
def open_city(employees: int) -> Iterator[tuple[Settings, Database]]:
    """Make a home with a server and a city of so many employees, and remove both afterwards."""
    home = Path(tempfile.mkdtemp(prefix="merit-bench-"))
    home.chmod(0o755)  # PostgreSQL's own account passes through
    settings = load_settings({"MERIT_HOME": str(home / "home")})
    try:
        database = ensure_database(settings)
        migrate(database.url)
        load_codes(database.url)
        if employees:
            create_city(database.url, employees=employees, seed=1)
        yield settings, database
    finally:
        stop_server(settings)
        shutil.rmtree(home)


def measure(runs: int, action: Callable[[], object]) -> list[float]:
    """Return the seconds that each of so many runs of `action` took."""
    seconds = []
    for _ in range(runs):
        started = time.perf_counter()
        action()
        seconds.append(time.perf_counter() - started)
    return seconds


def print_table(measured: Mapping[str, Sequence[float]], unit: str = "s", scale: float = 1.0) -> None:
    """Print median, least and greatest of each row in `unit`, and its median beside that of the first row."""
    baseline = statistics.median(next(iter(measured.values())))
    width = max(map(len, measured))
    print(f"{'':{width}}  {'median':>9}  {'least':>9}  {'greatest':>9}  {'ratio':>7}   ({unit})")
    for name, values in measured.items():
        median, least, greatest = (value * scale for value in (statistics.median(values), min(values), max(values)))
        ratio = statistics.median(values) / baseline
        print(f"{name:{width}}  {median:9.2f}  {least:9.2f}  {greatest:9.2f}  {ratio:6.2f}x", flush=True)
