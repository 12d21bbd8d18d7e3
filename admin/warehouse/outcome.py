"""What became of one node of the dbt project, in plain words of both languages."""

from dataclasses import dataclass
from typing import Any

TESTS = {"test": ("Uji data", "Data test"), "unit_test": ("Uji rumus", "Unit test")}
STOPPED = frozenset({"error", "fail", "runtime error", "partial success"})
BUILT = "success"
SKIPPED = "skipped"


@dataclass(frozen=True)
class Outcome:
    """What became of one node: `status` in dbt's words, `rows` that a test found, `detail` as the database said it.

    `judged` are the nodes that a test is about.
    """

    kind: str
    name: str
    status: str
    rows: int | None = None
    detail: str = ""
    judged: tuple[str, ...] = ()

    @property
    def is_test(self) -> bool:
        """Whether the node is a data test or a unit test."""
        return self.kind in TESTS

    @property
    def is_blocking(self) -> bool:
        """Whether the node failed; a test of severity `warn` never does."""
        return self.status in STOPPED

    @property
    def is_skipped(self) -> bool:
        """Whether the node was left out, because one that it reads failed."""
        return self.status == SKIPPED

    @property
    def is_problem(self) -> bool:
        """Whether the node failed or warned; a node skipped after a failure is only a consequence."""
        return self.is_blocking or self.status == "warn"

    def describe(self) -> tuple[str, str]:
        """Return what happened in Indonesian and in English, as clauses without a full stop."""
        test_id, test_en = TESTS.get(self.kind, ("", ""))
        if self.is_test and self.rows is not None:
            verb_id, verb_en = ("gagal", "failed") if self.is_blocking else ("memperingatkan", "warned")
            return (
                f"{test_id} {self.name} {verb_id} pada {self.rows} baris",
                f"{test_en} {self.name} {verb_en} on {self.rows} {'row' if self.rows == 1 else 'rows'}",
            )
        if self.is_skipped:
            return f"{test_id or self.kind} {self.name} dilewati", f"{test_en or self.kind} {self.name} was left out"
        return (
            f"{test_id or self.kind} {self.name} tidak dapat dijalankan",
            f"{test_en or self.kind} {self.name} could not be run",
        )

    def as_problem(self) -> dict[str, str]:
        """Return the outcome as it is kept in `warehouse_build.problems` and shown in the panel."""
        indonesian, english = self.describe()
        return {
            "kind": self.kind,
            "name": self.name,
            "outcome": "GAGAL" if self.is_blocking else "PERINGATAN",
            "rows": "" if self.rows is None else str(self.rows),
            "message": f"{indonesian}. | {english}.",
            "detail": self.detail,
        }


def describe_result(result: Any) -> Outcome:
    """Return the outcome of one of dbt's own results."""
    node, status = result.node, str(result.status)
    return Outcome(
        kind=str(node.resource_type),
        name=node.name,
        status=status,
        rows=result.failures if status in ("fail", "warn") else None,
        detail="" if status in ("pass", "success") else join_lines(result.message or ""),
    )


def join_lines(text: str, limit: int = 600) -> str:
    """Return the lines of a message as one, no longer than `limit`, without its full stop."""
    return " ".join(line.strip() for line in text.strip().splitlines() if line.strip())[:limit].rstrip(".")
