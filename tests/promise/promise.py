"""Fifty readers over twenty publications of a city's marts, while builder and PostgreSQL are killed: the whole trial.

`make promise` runs it and prints a verdict; it ends with 1 when something breaks the promise. The server, the live
marts and the API are those of `merit up`, a process of its own; every build is one too.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from promise_small import open_small_stage
from promise_trial import Plan, Stage, Trial, build_city, judge, tell
from shell import free_port

from admin.settings import PROJECT, Settings, load_settings
from admin.warehouse.accounts import add_user, issue_token
from admin.warehouse.city import create_city
from admin.warehouse.codes import load_codes
from admin.warehouse.database import Database, ensure_database
from admin.warehouse.migrate import migrate
from admin.warehouse.server import stop_server

EDIT = "UPDATE personnel.person SET name = %s WHERE id = %s"
FIND_NAME = """
    SELECT mart.name FROM marts.employee_current AS mart JOIN personnel.employee ON employee.id = mart.employee_id
    WHERE person_id = %s
"""
FIND_STALE = """
    SELECT count(*) FROM marts.employee_current AS mart JOIN personnel.employee ON employee.id = mart.employee_id
    JOIN personnel.person ON person.id = person_id WHERE person.name <> mart.name
"""
PEOPLE = """
    SELECT person_id FROM marts.employee_current JOIN personnel.employee ON employee.id = employee_id ORDER BY 1
"""
API_READERS = 4


def main() -> None:
    """Run the trial, print figures and verdict."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--employees", type=int, default=120, help="size of the city (default 120)")
    parser.add_argument("--readers", type=int, default=50, help="readers (default 50)")
    parser.add_argument("--publications", type=int, default=20, help="publications (default 20)")
    parser.add_argument("--build-every", type=int, default=3, help="every such publication is a build (default 3)")
    parser.add_argument("--pause", type=float, default=0.5, help="longest pause of a reader in seconds (default 0.5)")
    parser.add_argument("--small", action="store_true", help="a small project instead of a city; no API")
    parser.add_argument("--seed", type=int, default=1, help="what is drawn (default 1)")
    options = parser.parse_args()
    with open_root() as root:
        settings = load_settings(os.environ | {"MERIT_HOME": str(root / "home")})
        with open_any_stage(options, settings, root) as (stage, address, tokens, seconds):
            plan = Plan(
                options.publications, options.readers, 5, seconds, options.seed, address, tuple(tokens),
                options.build_every, (), options.pause,
            )  # fmt: skip
            begun = time.monotonic()
            trial = Trial(plan, stage)
            tallies = trial.run()
            print(f"load {os.getloadavg()[0]:.1f}, {time.monotonic() - begun:.0f} s")
            print("\n".join(tell(trial.story, tallies)), flush=True)
            broken = judge(trial.story, tallies)
            print(_run(stage.settings, "live", "--once", "--compare"))
    for line in broken[:40]:
        print(f"BROKEN  {line}")
    print(f"verdict: {'the promise holds' if not broken else f'the promise is broken {len(broken)} times'}")
    sys.exit(bool(broken))


@contextmanager
def open_root() -> Iterator[Path]:
    """Make a directory for a home, and remove it with its server."""
    root = Path(tempfile.mkdtemp(prefix="merit-promise-"))
    root.chmod(0o755)  # PostgreSQL's own account passes through
    try:
        yield root
    finally:
        stop_server(load_settings({"MERIT_HOME": str(root / "home")}))
        shutil.rmtree(root)


@contextmanager
def open_any_stage(
    options: argparse.Namespace, settings: Settings, root: Path
) -> Iterator[tuple[Stage, str, list[str], float]]:
    """Yield the stage, the address of its panel, tokens, and the seconds that a build takes, about."""
    if options.small:
        with open_small_stage(settings, root / "project") as stage:
            yield stage, "", [], 4.0
    else:
        with open_stage(options.employees, settings) as stage_and_panel:
            yield stage_and_panel


@contextmanager
def open_stage(employees: int, settings: Settings) -> Iterator[tuple[Stage, str, list[str], float]]:
    """Serve a published city as `merit up` does."""
    database = ensure_database(settings)
    migrate(database.url)
    load_codes(database.url)
    create_city(database.url, employees=employees, seed=1)
    add_user(database.url, "admin", "administrator", "sandi-Panjang-9x7")
    tokens = [issue_token(database.url, "admin", f"uji {number}", 30)[0] for number in range(API_READERS)]
    begun = time.monotonic()
    _run(settings, "build")
    seconds = time.monotonic() - begun
    with serving(settings) as address:
        _run(settings, "build")  # a set to roll back to
        yield make_stage(settings, database), address, tokens, seconds


def make_stage(settings: Settings, database: Database) -> Stage:
    """Return what the trial needs to know; `merit up` brings the server back."""
    arguments = (date.today(),)
    return Stage(settings, database, build_city, arguments, EDIT, PEOPLE, FIND_NAME, FIND_STALE, lambda: None)


@contextmanager
def serving(settings: Settings) -> Iterator[str]:
    """Run `merit up` as long as the block lasts; yield its address."""
    port = free_port()
    log = settings.home / "up.log"
    with open(log, "w") as file:
        process = subprocess.Popen(
            _command("up"), env=_environ(settings, port), stdout=file, stderr=subprocess.STDOUT, cwd=PROJECT
        )
    try:
        while "Stop with Ctrl-C" not in log.read_text():
            if process.poll() is not None:
                raise SystemExit(log.read_text())
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(60)


def _command(*arguments: str) -> list[str]:
    return [sys.executable, "-c", "from admin.cli import main; main()", *arguments]


def _environ(settings: Settings, port: int) -> dict[str, str]:
    return os.environ | {"MERIT_HOME": str(settings.home), "MERIT_PORT": str(port), "MERIT_BUILD_AT": "off"}


def _run(settings: Settings, *arguments: str) -> str:
    done = subprocess.run(
        _command(*arguments), env=_environ(settings, 1), capture_output=True, text=True, check=False, cwd=PROJECT
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout.strip()


if __name__ == "__main__":
    main()
