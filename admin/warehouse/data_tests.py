"""Run dbt's data tests over one connection: dbt takes some 20 ms for a test whatever it asks, the question takes one.

A data test is a query that must find nothing. dbt says once, for each version of the project, what the queries are;
what they find is judged as dbt judges it. Measurements: docs/bench.md.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import Connection

from admin.warehouse.outcome import BUILT, SKIPPED, Outcome, join_lines


@dataclass(frozen=True)
class DataTest:
    """A data test as dbt compiled it: the query, the nodes it reads, and what the number of its rows means.

    `judges` is what is in doubt when it fails: the node it belongs to, or all that it reads when it belongs to none.
    """

    name: str
    query: str
    reads: Sequence[str]
    judges: Sequence[str]
    severity: str
    fail_calc: str
    warn_if: str
    error_if: str
    limit: int | None

    @classmethod
    def of(cls, node: Any, manifest: Any) -> "DataTest":
        """Return the test of a compiled node of dbt; its query names no database."""
        config = node.config
        reads = sorted(manifest.nodes[name].name for name in _read_through(manifest, node.depends_on_nodes))
        owner = getattr(node, "attached_node", None)  # a test that is a file of its own has none
        return cls(
            name=node.name,
            query=node.compiled_code.replace(f'"{node.database}".', ""),
            reads=reads,
            judges=[manifest.nodes[owner].name] if owner else reads,
            severity=config.severity.upper(),
            fail_calc=config.fail_calc,
            warn_if=config.warn_if,
            error_if=config.error_if,
            limit=config.limit,
        )

    def compose(self) -> str:
        """Return the statement that gives the number of failures, and whether it is one to warn of or to stop at."""
        limit = "" if self.limit is None else f"LIMIT {self.limit}"
        return (
            f"SELECT {self.fail_calc}, {self.fail_calc} {self.warn_if}, {self.fail_calc} {self.error_if}"
            f" FROM (\n{self.query}\n{limit}\n) AS found"
        )

    def run(self, connection: Connection[Any]) -> Outcome:
        """Ask the database, and return what that means by the test's severity."""
        try:
            row = connection.execute(self.compose().encode()).fetchone()
        except psycopg.errors.QueryCanceled:
            raise
        except psycopg.Error as error:
            if connection.closed:
                raise
            return self.tell("error", detail=join_lines(str(error)))
        assert row is not None
        failures, should_warn, should_error = row
        if self.severity == "ERROR" and should_error:
            return self.tell("fail", rows=int(failures))
        return self.tell("warn", rows=int(failures)) if should_warn else self.tell("pass")

    def tell(self, status: str, rows: int | None = None, detail: str = "") -> Outcome:
        """Return the outcome that says so."""
        return Outcome("test", self.name, status, rows, detail, tuple(self.judges))


def _read_through(manifest: Any, names: Iterable[str]) -> set[str]:
    """Return the nodes of a build behind `names`: an ephemeral model is none, so what it reads stands for it."""
    found: set[str] = set()
    for name in names:
        node = manifest.nodes[name]
        is_written = getattr(node.config, "materialized", "") != "ephemeral"
        found |= {name} if is_written else _read_through(manifest, node.depends_on.nodes)
    return found


def run_data_tests(
    connection: Connection[Any],
    tests: Iterable[DataTest],
    built: list[Outcome],
    progress: Callable[[str], None],
) -> Iterator[Outcome]:
    """Yield the outcomes of the nodes that were built, each followed by those of the tests that it completes.

    So a cause comes before its consequences: the test of a seed before the model that broke because of the seed. A test
    is skipped when something that it reads was not built.
    """
    place = {outcome.name: number for number, outcome in enumerate(built)}
    waiting: dict[int, list[DataTest]] = {}
    for test in tests:
        waiting.setdefault(max((place[name] for name in test.reads if name in place), default=0), []).append(test)
    standing = {outcome.name for outcome in built if outcome.status == BUILT}
    for number, outcome in enumerate(built):
        yield outcome
        for test in sorted(waiting.get(number, []), key=lambda test: test.name):
            found = test.run(connection) if standing.issuperset(test.reads) else test.tell(SKIPPED)
            progress(test.name)
            yield found
