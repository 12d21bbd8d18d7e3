"""Change every number, date and code of the law by one step, and every check of a promotion, and see a test notice it.

Run by `make mutate`; docs/testing.md tells how to read it. Ends with 1 when a change that nothing notices is not in
equivalent.csv with a reason, or when a change listed there is noticed.
"""

import argparse
import csv
import hashlib
import json
import multiprocessing
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent.parent), str(HERE.parent / "oracle"), str(HERE.parent / "support")]

from mutation_queries import QueryMutant, list_query_mutants  # noqa: E402
from mutation_rows import Change, Mutant, list_mutants  # noqa: E402
from mutation_universe import Graph, Universe, find_ancestors  # noqa: E402
from mutation_warehouse import Place, derive_places, open_server, open_universe  # noqa: E402

from tests.conftest import Server  # noqa: E402

CHECKS = ("int_promotion__check_", "int_merit__check_")
ROOT = HERE.parent.parent
KEPT = ROOT / "target" / "mutation.jsonl"
# What the populations are derived from; and on what, beside the population, it depends whether a change is noticed.
DERIVED_FROM = (
    *("seeds/rules", "seeds/codes", "dbt_project", "tests/oracle", "tests/mutation", "admin/explanation/promotion.py"),
    *("tests/support/presence_office.py", "tests/support/scenario.py"),
)
TRIED_BY = (
    "seeds/rules",
    "dbt_project",
    *(f"tests/mutation/mutation_{name}.py" for name in ("rows", "queries", "universe")),
)
Name = tuple[str, str, str, str]
Results = dict[Name, str]


class Trial:
    """A process's own universes, opened when first asked, and which of them noticed the latest change of each cell."""

    def __init__(self, server: Server, graph: Graph, places: Sequence[Place], number: int) -> None:
        self.needed = {place.name: find_ancestors(graph, place.judged) for place in places}
        self.openers = {place.name: partial(open_universe, server, graph, place, number) for place in places}
        self.universes: dict[str, Universe] = {}
        self.listed = read_listed()
        self.latest: dict[tuple[str, ...], str] = {}
        self.together: dict[tuple[str, ...], bool] = {}

    def find_killer(self, mutant: Mutant | QueryMutant) -> str:
        """Return which mart of which universe notices the change; empty if none does.

        A change that may survive is only asked of the small populations, if these can notice any of the table.
        """
        table = mutant.table
        asked = [name for name, needed in self.needed.items() if table in needed]
        if is_known(mutant.name, self.listed):
            asked = [name for name in asked if name.startswith("few")] or asked
        like = (table, mutant.cell, mutant.change), (table, mutant.cell)
        for name in sorted(asked, key=lambda name: [self.latest.get(key) != name for key in like]):
            if noticed := self._try(name, mutant):
                self.latest |= dict.fromkeys(like, name)
                return f"{name}: {noticed}"
        return ""

    def _try(self, name: str, mutant: Mutant | QueryMutant) -> str | None:
        universe = self._open(name)
        if isinstance(mutant, QueryMutant):
            return universe.try_query(mutant.table, mutant.query)
        if mutant.alike and not self._notices_date(name, mutant, mutant.alike):
            return None
        return universe.try_rule(mutant.table, mutant.changes)

    def _notices_date(self, name: str, mutant: Mutant, alike: Change) -> bool:
        """Return whether the date means anything there: shifted in all rows of the table at once, it is noticed."""
        key = name, mutant.table, mutant.cell, mutant.change
        if key not in self.together:
            self.together[key] = self._open(name).try_rule(mutant.table, alike) is not None
        return self.together[key]

    def _open(self, name: str) -> Universe:
        if name not in self.universes:
            self.universes[name] = self.openers[name]()
        return self.universes[name]


def main(arguments: Sequence[str] | None = None) -> int:
    """Try every mutant and print what became of them; return the exit code."""
    options = _parse(arguments)
    started = time.monotonic()
    with open_server(options.home) as server:
        graph, places = derive_places(server, options.rings, fingerprint(DERIVED_FROM), options.jobs)
        print(f"{len(places)} populations derived and compared with the oracle in {time.monotonic() - started:.0f} s")
        for place in places:
            if place.differences:
                print(f"  {place.name}: {place.differences} values differ from the oracle before any change")
        mutants = list(_list_all(server, graph, places[0], options.only))
        known = read_kept(KEPT, places) if options.resume and KEPT.exists() else {}
        results = dict(_try_all(server, graph, places, mutants, known, options))
    listed = read_listed()
    is_part = options.only or options.rings
    problems = report(mutants, results, listed) + (0 if is_part else report_idle(mutants, listed))
    print(f"{time.monotonic() - started:.0f} s")
    return 1 if problems else 0


def _parse(arguments: Sequence[str] | None) -> Any:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", nargs="*", default=[], metavar="TABLE", help="these rule tables or check models")
    parser.add_argument("--rings", nargs="*", default=[], metavar="NAME", help="ask only these populations")
    parser.add_argument("--jobs", type=int, default=2, help="processes (2)")
    parser.add_argument("--resume", action="store_true", help="keep what was found killed and still would be")
    parser.add_argument("--home", type=Path, help="keep the databases here, for the next run of the same files")
    return parser.parse_args(arguments)


def _list_all(server: Server, graph: Graph, place: Place, only: Sequence[str]) -> Iterator[Mutant | QueryMutant]:
    """Yield the mutants of every rule table in order, then those of the checks."""
    universe = open_universe(server, graph, place, 0)
    for path in sorted((ROOT / "seeds" / "rules").glob("*.csv")):
        if not only or path.stem in only:
            yield from list_mutants(path.stem, universe.read_rules(path.stem))
    for name, node in graph.items():
        if name.startswith(CHECKS) and (not only or name in only):
            yield from list_query_mutants(name, node.query)
    universe.connection.close()


def _try_all(
    server: Server,
    graph: Graph,
    places: Sequence[Place],
    mutants: Sequence[Mutant | QueryMutant],
    known: Results,
    options: Any,
) -> Iterator[tuple[Name, str]]:
    yield from known.items()
    waiting = [mutant for mutant in mutants if mutant.name not in known]
    context = multiprocessing.get_context("fork")
    numbers = context.Queue()
    for number in range(options.jobs):
        numbers.put(number + 1)
    KEPT.parent.mkdir(exist_ok=True)
    marks = {place.name: place.mark for place in places}
    with (
        context.Pool(options.jobs, _open_trial, (server, graph, places, numbers)) as pool,
        KEPT.open("a" if options.resume else "w") as kept,
    ):
        kept.write(json.dumps({"files": fingerprint(TRIED_BY)}) + "\n")
        for count, (name, killer) in enumerate(pool.imap_unordered(_try_one, waiting, chunksize=8), start=1):
            row = {"name": name, "killer": killer, "place": marks.get(name_place(killer))}
            kept.write(json.dumps(row) + "\n")
            kept.flush()
            if count % 200 == 0:
                print(f"  {count} of {len(waiting)}", flush=True)
            yield name, killer


_TRIAL: list[Trial] = []


def _open_trial(server: Server, graph: Graph, places: Sequence[Place], numbers: Any) -> None:
    _TRIAL.append(Trial(server, graph, places, numbers.get()))


def _try_one(mutant: Mutant | QueryMutant) -> tuple[Name, str]:
    return mutant.name, _TRIAL[0].find_killer(mutant)


def fingerprint(places: Iterable[str]) -> str:
    """Return a digest of files, and of all in folders, of the project."""
    digest = hashlib.sha256()
    for place in places:
        for path in sorted([ROOT / place, *(ROOT / place).rglob("*.*")]):
            if path.suffix in (".csv", ".sql", ".py") and path.name != "equivalent.csv":
                digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def read_kept(kept: Path, places: Iterable[Place]) -> Results:
    """Return what earlier runs found killed by the same law and models, in populations that hold the same."""
    found: Results = {}
    is_same, marks = False, {place.name: place.mark for place in places}
    for row in map(json.loads, kept.read_text().splitlines()):
        if "files" in row:
            is_same = row["files"] == fingerprint(TRIED_BY)
        elif is_same and row["killer"] and row["place"] == marks.get(name_place(row["killer"]), ""):
            found[tuple(row["name"])] = row["killer"]
    return found


def name_place(killer: str) -> str:
    """Return the name of the place that noticed a change."""
    return killer.partition(": ")[0]


def read_listed() -> list[tuple[Name, str]]:
    """Return the patterns of changes that nothing can notice, each with the reason."""
    with (HERE / "equivalent.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    return [((row["table"], row["key"], row["cell"], row["change"]), row["reason"]) for row in rows]


def is_listed(name: Name, pattern: Name) -> bool:
    """Return whether a pattern, with `*` for anything, names the mutant."""
    return all(fnmatchcase(mine, theirs) for mine, theirs in zip(name, pattern, strict=True))


def is_known(name: Name, listed: Sequence[tuple[Name, str]]) -> bool:
    """Return whether a pattern of the list names the mutant."""
    return any(is_listed(name, pattern) for pattern, _ in listed)


def report(mutants: Sequence[Mutant | QueryMutant], results: Results, listed: Sequence[tuple[Name, str]]) -> int:
    """Print the mutants by table, and what must not be; return how many of these."""
    tables: dict[str, Counter[str]] = {}
    survivors, wrongly = [], []
    for mutant in mutants:
        may_survive = is_known(mutant.name, listed)
        state = "killed" if results[mutant.name] else "listed" if may_survive else "survived"
        tables.setdefault(mutant.table, Counter())[state] += 1
        if state == "survived":
            survivors.append(mutant.name)
        elif state == "killed" and may_survive:
            wrongly.append((mutant.name, results[mutant.name]))
    print(f"{'':44}{'mutants':>8}{'killed':>8}{'survived':>10}{'listed':>8}")
    for table, counts in [*tables.items(), ("together", sum(tables.values(), Counter()))]:
        numbers = counts["killed"], counts["survived"], counts["listed"]
        print(f"{table:44}{sum(numbers):8}{numbers[0]:8}{numbers[1]:10}{numbers[2]:8}")
    for name in survivors:
        print("survived, and not listed: " + " | ".join(name))
    for name, killer in wrongly:
        print("listed, and killed by " + killer + ": " + " | ".join(name))
    return len(survivors) + len(wrongly)


def report_idle(mutants: Sequence[Mutant | QueryMutant], listed: Sequence[tuple[Name, str]]) -> int:
    """Print the listed patterns that name no mutant any more, and return how many."""
    idle = [pattern for pattern, _ in listed if not any(is_listed(mutant.name, pattern) for mutant in mutants)]
    for pattern in idle:
        print("listed, and no such change: " + " | ".join(pattern))
    return len(idle)


if __name__ == "__main__":
    sys.exit(main())
