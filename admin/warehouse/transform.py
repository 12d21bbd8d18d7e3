"""Run dbt inside this process, quietly, and say in plain words what became of every node."""

import contextlib
import functools
import hashlib
import logging
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from admin.errors import MeritError
from admin.settings import lend_environment

APPLICATION = "merit dbt"  # what dbt's connections call themselves: application_name in dbt_project/profiles.yml
TESTS = {"test": ("Uji data", "Data test"), "unit_test": ("Uji rumus", "Unit test")}
STOPPED = frozenset({"error", "fail", "runtime error", "partial success"})
SSL = ("sslmode", "sslrootcert", "sslcert", "sslkey")


@dataclass(frozen=True)
class Outcome:
    """What became of one node: `status` in dbt's words, `rows` that a test found, `detail` as the database said it."""

    kind: str
    name: str
    status: str
    rows: int | None = None
    detail: str = ""

    @property
    def is_test(self) -> bool:
        """Whether the node is a data test or a unit test."""
        return self.kind in TESTS

    @property
    def is_blocking(self) -> bool:
        """Whether the node failed; a test of severity `warn` never does."""
        return self.status in STOPPED

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


class Project:
    """A dbt project and the directory for its working files; parsed at the first build, kept warm for the next."""

    def __init__(self, root: Path, work: Path) -> None:
        self.root = root
        self.work = work
        self._manifest: Any = None
        self._parsed: object = None

    def build(self, url: str, snapshot: str, progress: Callable[[str], None]) -> list[Outcome]:
        """Build every node into the `__next` schemas and test its data, staging from the exported `snapshot`.

        Unit tests are left out: they judge the code and not the data, so the test suite runs them.
        `progress` gets a line per finished node. Returns an outcome per node.

        Raises:
            MeritError: the project cannot be parsed, or dbt broke off.
            KeyboardInterrupt: a person stopped it.
        """
        counter = _Counter(progress, len(self.parse(url).nodes))
        return self.run("build", "--exclude-resource-type", "unit_test", url=url, snapshot=snapshot, callback=counter)

    def run(
        self, *arguments: str, url: str, snapshot: str = "", callback: Callable[[Any], None] | None = None
    ) -> list[Outcome]:
        """Run a command of dbt on the `__next` schemas and return an outcome per node; raises as `build` does."""
        self.parse(url)
        with _variables(url, snapshot):
            return [_describe(result) for result in self._invoke(*arguments, callback=callback)]

    def run_arranged(self, manifest: Any, *arguments: str, url: str, target: str) -> list[Outcome]:
        """Run a command of dbt on a manifest of the caller's own making; raises as `build` does."""
        with _variables(url, snapshot=""):
            return [_describe(result) for result in self._invoke(*arguments, manifest=manifest, target=target)]

    def parse(self, url: str) -> Any:
        """Return dbt's manifest for the database at `url`, which is not connected to; parsed only when a file changed.

        Raises:
            MeritError: the project cannot be parsed.
        """
        state = (conninfo_to_dict(url)["dbname"], self._fingerprint())
        if state != self._parsed:
            self._manifest = self._parsed = None
            self._forget_other_version(state)
            with _variables(url, snapshot=""):
                self._manifest = self._invoke("parse")
            self._parsed = state
        return self._manifest

    def _invoke(
        self,
        command: str,
        *options: str,
        callback: Callable[[Any], None] | None = None,
        manifest: Any = None,
        target: str = "build",
    ) -> Any:
        from dbt.cli.main import dbtRunner

        arguments = [
            command,
            *("--project-dir", str(self.root), "--profiles-dir", str(self.root / "dbt_project"), "--target", target),
            *("--target-path", str(self.work / "target"), "--log-path", str(self.work / "logs")),
            *("--log-level", "none", "--log-level-file", "info", "--no-write-json"),
            *options,
        ]
        with _quiet():
            used = self._manifest if manifest is None else manifest
            done = dbtRunner(manifest=used, callbacks=[callback] if callback else []).invoke(arguments)
        if isinstance(done.exception, KeyboardInterrupt | SystemExit):
            raise done.exception
        if done.exception is not None or done.result is None:
            raise MeritError(
                f"dbt {command} broke off: {_first_lines(str(done.exception))}.",
                f"Correct the project in {self.root}; the whole story is in {self.work / 'logs' / 'dbt.log'}.",
            ) from done.exception
        return done.result

    def _forget_other_version(self, state: object) -> None:
        """Drop what dbt remembers of other files: its partial parsing loses settings when a project is upgraded."""
        digest = hashlib.sha256(repr(state).encode()).hexdigest()
        mark = self.work / "target" / "parsed-from"
        if not mark.exists() or mark.read_text() != digest:
            (self.work / "target" / "partial_parse.msgpack").unlink(missing_ok=True)
            mark.parent.mkdir(parents=True, exist_ok=True)
            mark.write_text(digest)

    def _fingerprint(self) -> tuple[tuple[str, int, int], ...]:
        """Return name, size and time of every file of the project: when one changes it is parsed again."""
        folders = (self.root / "dbt_project", self.root / "seeds" / "rules")
        files = [self.root / "dbt_project.yml", *(path for folder in folders for path in sorted(folder.rglob("*.*")))]
        stats = ((str(path), path.stat()) for path in files)
        return tuple((name, stat.st_size, stat.st_mtime_ns) for name, stat in stats)


@functools.lru_cache(maxsize=4)
def open_project(root: Path, work: Path) -> Project:
    """Return the project at `root` with its working files in `work`: the same one, still warm, when asked again."""
    return Project(root, work)


class _Counter:
    """Turns dbt's events into lines such as `12/48 duk`."""

    def __init__(self, progress: Callable[[str], None], total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0

    def __call__(self, event: Any) -> None:
        if event.info.name == "NodeFinished":
            self._done += 1
            self._progress(f"{self._done}/{self._total} {event.data.node_info.node_name}")


@contextlib.contextmanager
def _variables(url: str, snapshot: str) -> Iterator[None]:
    """Give dbt the connection and the snapshot in the variables its profile reads; it takes them in no other way."""
    parameters = conninfo_to_dict(url)
    wanted = {
        "DBT_MERIT_HOST": parameters.get("host") or "",
        "DBT_MERIT_PORT": parameters.get("port") or "5432",
        "DBT_MERIT_USER": parameters.get("user") or "",
        "DBT_MERIT_DATABASE": parameters.get("dbname") or "",
        "DBT_ENV_SECRET_MERIT_PASSWORD": parameters.get("password") or "",
        "DBT_MERIT_SNAPSHOT": snapshot,
    } | {f"DBT_MERIT_{name.upper()}": parameters[name] for name in SSL if name in parameters}
    with lend_environment({name: str(value) for name, value in wanted.items()}):
        yield


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Keep dbt from warning about seeds without some column of the default types, and from leaving its log open."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".*does not match the name of any column", RuntimeWarning)
        try:
            yield
        finally:
            log = logging.getLogger("file_log")
            for handler in list(log.handlers):
                log.removeHandler(handler)
                handler.close()


def _describe(result: Any) -> Outcome:
    node = result.node
    return Outcome(
        kind=str(node.resource_type),
        name=node.name,
        status=str(result.status),
        rows=result.failures if str(result.status) in ("fail", "warn") else None,
        detail="" if str(result.status) in ("pass", "success") else _first_lines(result.message or ""),
    )


def _first_lines(text: str, limit: int = 600) -> str:
    return " ".join(line.strip() for line in text.strip().splitlines() if line.strip())[:limit].rstrip(".")
