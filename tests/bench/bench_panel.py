"""What the panel's pages cost with many employees, beside SQLAdmin as it comes on the same database in the same run.

`--employees` is how many there are; each page is asked for three times as often as `--runs` says, in turn by both.
"""

import statistics
import time
from collections.abc import Mapping
from dataclasses import dataclass

import httpx2 as httpx
import psycopg
from benchmark import open_city, read_options
from crowd import make_crowd
from panel_site import PASSWORD, Visitor, read_inputs, serve_panel
from stock_panel import serve_stock

from admin.warehouse.accounts import add_user

YEAR = "appointed_on_from=2010-01-01&appointed_on_to=2010-12-31"
PATIENCE = 120  # seconds: SQLAdmin needs long for some pages


@dataclass(frozen=True)
class Page:
    """One page: its address in the panel and in SQLAdmin."""

    name: str
    merit: str
    stock: str


def list_pages(employees: int, key: int, nip: str) -> list[Page]:
    """Return what stewards ask for all day, and what they ask for rarely but wait for."""
    last = -(-employees // 25)
    return [
        Page("list", "employee/list", "employee/list"),
        Page("list, page 2", "employee/list?page=2", "employee/list?page=2"),
        Page("list, middle page", f"employee/list?page={last // 2}", f"employee/list?page={last // 2}"),
        Page("list, last page", f"employee/list?page={last}", f"employee/list?page={last}"),
        Page("sorted by a date", "employee/list?sortBy=appointed_on", "employee/list?sortBy=appointed_on&sort=asc"),
        Page("searched, a name that many bear", "employee/list?search=siti", "employee/list?search=siti"),
        Page("searched, two letters", "employee/list?search=ti", "employee/list?search=ti"),
        Page("searched, one NIP", f"employee/list?search={nip}", f"employee/list?search={nip}"),
        Page("filtered by a year (Merit only)", f"employee/list?{YEAR}", ""),
        Page("filtered and searched (Merit only)", f"employee/list?{YEAR}&search=siti", ""),
        Page("grades, newest first", "grade-record/list", "grade-record/list"),
        Page("details", f"employee/details/{key}", f"employee/details/{key}"),
        Page("form", f"employee/edit/{key}", f"employee/edit/{key}"),
        Page("find while typing (Merit only)", "find/soon?term=siti+a", ""),
        Page("whole person (Merit only)", f"people/{key}", ""),
    ]


def main() -> None:
    """Print milliseconds of both and their ratio; the first request of each is not counted."""
    options = read_options(__doc__)
    with open_city(0) as (settings, database):
        started = time.perf_counter()
        make_crowd(database.url, options.employees)
        print(f"{options.employees} employees made in {time.perf_counter() - started:.0f} s", flush=True)
        add_user(database.url, "admin", "administrator", PASSWORD)
        with psycopg.connect(database.url) as connection:
            found = connection.execute(
                "select id, nip from personnel.employee order by id offset 77 limit 1"
            ).fetchone()
        assert found is not None
        with serve_panel(settings, database.url) as merit, serve_stock(database.url) as stock:
            visitor = Visitor(merit)
            visitor.client.timeout = PATIENCE
            stranger = httpx.Client(base_url=stock, timeout=PATIENCE)
            print(f"{'':36}  {'Merit':>9}  {'SQLAdmin':>9}  {'ratio':>7}   (ms)")
            for page in list_pages(options.employees, *found):
                clients = {"merit": (visitor.client, page.merit), "stock": (stranger, page.stock)}
                print_row(page.name, measure_in_turn(clients, 3 * options.runs))
            print_row("save", {"merit": measure_saves(visitor, found[0], 3 * options.runs)})
            stranger.close()
            visitor.close()


def measure_in_turn(clients: "Mapping[str, tuple[httpx.Client, str]]", runs: int) -> dict[str, list[float]]:
    """Return the seconds of each request of each client, asked in turn so that a busy machine is busy for both."""
    seconds: dict[str, list[float]] = {name: [] for name, (_client, path) in clients.items() if path}
    for run in range(runs + 1):
        for name in seconds:
            client, path = clients[name]
            started = time.perf_counter()
            answer = client.get(f"/admin/{path}")
            assert answer.status_code == 200, (name, path, answer.status_code, answer.text[:500])
            if run:
                seconds[name].append(time.perf_counter() - started)
    return seconds


def measure_saves(visitor: Visitor, key: int, runs: int) -> list[float]:
    """Return the seconds of saving a change of one column."""
    seconds = []
    for run in range(runs + 1):
        version = read_inputs(visitor.get(f"employee/edit/{key}").text)["row_version"]
        started = time.perf_counter()
        answer = visitor.post(f"employee/edit/{key}", {"row_version": version, "old_nip": f"13{run:07}"})
        assert answer.status_code == 303, answer.text[:2000]
        if run:
            seconds.append(time.perf_counter() - started)
    return seconds


def print_row(name: str, seconds: Mapping[str, list[float]]) -> None:
    """Print the medians of both and the ratio."""
    merit, stock = (1000 * statistics.median(seconds[who]) if who in seconds else None for who in ("merit", "stock"))
    other = f"{stock:9.1f}  {merit / stock:6.2f}x" if merit is not None and stock is not None else ""
    print(f"{name:36}  {merit:9.1f}  {other}", flush=True)


if __name__ == "__main__":
    main()
