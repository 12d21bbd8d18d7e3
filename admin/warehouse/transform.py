"""Run dbt inside this process, quietly: it builds models and seeds, and says what the data tests are."""

import contextlib
import copy
import functools
import hashlib
import json
import logging
import warnings
from collections.abc import Callable, Iterator
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from admin.errors import MeritError
from admin.settings import lend_environment
from admin.warehouse.data_tests import DataTest, run_data_tests
from admin.warehouse.live.plan import Model, list_models
from admin.warehouse.outcome import Outcome, describe_result, join_lines

APPLICATION = "merit dbt"  # what the connections of a build call themselves: see dbt_project/profiles.yml
NOWHERE = "postgresql://nobody@127.0.0.1:1/merit"  # what dbt is told while it reads the project: it connects to nothing
READ = "__dbt__cte__"  # how dbt calls a query that it writes into another
SSL = ("sslmode", "sslrootcert", "sslcert", "sslkey")


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
        `progress` gets a line per finished node. Returns an outcome per node, a cause before its consequences.

        Raises:
            MeritError: the project cannot be parsed, or dbt broke off.
            KeyboardInterrupt: a person stopped it.
        """
        counter = _Counter(progress, len(self.parse(url).nodes))
        tests = self.list_data_tests(url)
        left_out = ("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test")
        built = self.run("build", *left_out, url=url, snapshot=snapshot, callback=counter)
        with psycopg.connect(url, autocommit=True, application_name=APPLICATION) as connection:
            return list(run_data_tests(connection, tests, built, counter.count))

    def list_data_tests(self, url: str) -> list[DataTest]:
        """Return every data test of the project as dbt compiles it; asked of dbt once for each version of the files.

        Raises:
            MeritError: the project cannot be parsed, or a test asks the database before it is run.
        """
        manifest = self.parse(url)
        state = (self._parsed, version("dbt-core"), *DataTest.__dataclass_fields__)
        digest = hashlib.sha256(repr(state).encode()).hexdigest()
        kept = self.work / "target" / "data_tests.json"
        with contextlib.suppress(FileNotFoundError, ValueError):
            found = json.loads(kept.read_text())
            if found["of"] == digest:
                return [DataTest(**test) for test in found["tests"]]
        wanted = {node.unique_id: node.name for node in manifest.nodes.values() if node.resource_type == "test"}
        tests = [DataTest.of(node, manifest) for node in self._compile_tests(url, wanted)]
        kept.write_text(json.dumps({"of": digest, "tests": [asdict(test) for test in tests]}))
        return tests

    def list_parents(self, url: str) -> dict[str, set[str]]:
        """Return for each model and seed, by name, the models and seeds that it reads.

        Raises:
            MeritError: the project cannot be parsed.
        """
        nodes = self.parse(url).nodes
        written = (node for node in nodes.values() if node.resource_type in ("model", "seed"))
        return {node.name: {nodes[key].name for key in node.depends_on_nodes if key in nodes} for node in written}

    def list_queries(self, url: str, model: str) -> dict[str, str]:
        """Return the query of every model that `model` is made of, by name, a cause before its consequences.

        They read the tables themselves, the published rules, and each other as `READ` + name. None when there is no
        such model. Asked of dbt once for each version of the files.

        Raises:
            MeritError: the project cannot be parsed or compiled.
        """
        manifest = self.parse(url)
        if f"model.{manifest.metadata.project_name}.{model}" not in manifest.nodes:
            return {}
        kept = self.work / "target" / f"{model}.json"
        digest = hashlib.sha256(repr((self._fingerprint(), version("dbt-core"))).encode()).hexdigest()
        with contextlib.suppress(FileNotFoundError, ValueError):
            found = json.loads(kept.read_text())
            if found["of"] == digest:
                return dict(found["queries"])
        arranged = make_ephemeral(manifest, model)
        with _variables(url, snapshot=""):
            self._invoke("compile", "--select", model, "--no-introspect", "--no-populate-cache", manifest=arranged)
        queries = read_queries(arranged, model)
        kept.write_text(json.dumps({"of": digest, "queries": list(queries.items())}))
        return queries

    def list_models(self, url: str) -> list[Model]:
        """Return every model as the last build has compiled it, a cause before its consequences."""
        return list_models(self.parse(url))

    def _compile_tests(self, url: str, wanted: dict[str, str]) -> list[Any]:
        """Return dbt's compiled node of each wanted test; none may be missing, for what is not asked cannot fail."""
        with _variables(url, snapshot=""):
            done = self._invoke("compile", "--select", "resource_type:test", "--no-introspect", "--no-populate-cache")
        compiled = {result.node.unique_id: result.node for result in done if result.node.compiled_code is not None}
        missing = sorted(wanted[identifier] for identifier in wanted.keys() - compiled.keys())
        if missing:
            raise MeritError(
                f"dbt could not compile {len(missing)} of {len(wanted)} data tests, such as {missing[0]}.",
                f"The whole story is in {self.work / 'logs' / 'dbt.log'}.",
            )
        return [compiled[identifier] for identifier in sorted(wanted)]

    def run(
        self, *arguments: str, url: str, snapshot: str = "", callback: Callable[[Any], None] | None = None
    ) -> list[Outcome]:
        """Run a command of dbt on the `__next` schemas and return an outcome per node; raises as `build` does."""
        self.parse(url)
        with _variables(url, snapshot):
            return [describe_result(result) for result in self._invoke(*arguments, callback=callback)]

    def run_arranged(self, manifest: Any, *arguments: str, url: str, target: str) -> list[Outcome]:
        """Run a command of dbt on a manifest of the caller's own making; raises as `build` does."""
        with _variables(url, snapshot=""):
            return [describe_result(result) for result in self._invoke(*arguments, manifest=manifest, target=target)]

    def parse(self, url: str) -> Any:
        """Return dbt's manifest for the database at `url`, which is not connected to; parsed only when a file changed.

        It is parsed for no database in particular: dbt would read the whole project anew for another name or port.

        Raises:
            MeritError: the project cannot be parsed.
        """
        state = self._fingerprint()
        if state != self._parsed:
            self._manifest = self._parsed = None
            self._forget_other_version(state)
            with _variables(NOWHERE, snapshot=""):
                self._manifest = self._invoke("parse")
            self._parsed = state
        _name_database(self._manifest, str(conninfo_to_dict(url)["dbname"]))
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
            *(("--exclude-resource-type", "exposure") if command == "build" else ()),  # dbt would count who reads marts
        ]
        with _quiet():
            used = self._manifest if manifest is None else manifest
            forget_compiled(used)
            done = dbtRunner(manifest=used, callbacks=[callback] if callback else []).invoke(arguments)
        if isinstance(done.exception, KeyboardInterrupt | SystemExit):
            raise done.exception
        if done.exception is not None or done.result is None:
            raise MeritError(
                f"dbt {command} broke off: {join_lines(str(done.exception))}.",
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


def make_ephemeral(manifest: Any, model: str) -> Any:
    """Return a manifest of a model and all that it is made of, in which dbt writes one query into the other."""
    from dbt.contracts.graph.manifest import Manifest

    nodes: dict[str, Any] = {}
    waiting = [key for key, node in manifest.nodes.items() if node.name == model]
    while waiting:
        key = waiting.pop()
        if key in manifest.nodes and key not in nodes:
            nodes[key] = copy.deepcopy(manifest.nodes[key])
            waiting += nodes[key].depends_on_nodes
    for node in nodes.values():
        node.schema = node.schema.split("__")[0]
        if node.resource_type == "model":
            node.config["materialized"] = "ephemeral"
    return Manifest(
        nodes=nodes, sources=manifest.sources, macros=manifest.macros, docs=manifest.docs, metadata=manifest.metadata
    )


def read_queries(manifest: Any, model: str) -> dict[str, str]:
    """Return the queries that dbt has written into that of `model`; they name no database."""
    (node,) = [node for node in manifest.nodes.values() if node.name == model]
    found = {}
    for written in node.extra_ctes:
        head, body = written.sql.split(" as (", 1)
        found[head.strip().removeprefix(READ)] = body.rsplit(")", 1)[0].replace(f'"{node.database}".', "")
    return found


def _name_database(manifest: Any, name: str) -> None:
    """Make the manifest name another database, in which the same schemas are."""
    for node in (*manifest.nodes.values(), *manifest.sources.values()):
        if node.database != name:
            if getattr(node, "relation_name", None):
                node.relation_name = node.relation_name.replace(f'"{node.database}".', f'"{name}".', 1)
            node.database = name


def forget_compiled(manifest: Any) -> None:
    """Make dbt put the queries of ephemeral models into those that read them anew.

    It notes in the manifest that it has done so, and believes it in the next command, whose queries are without them.
    """
    for node in manifest.nodes.values() if manifest is not None else ():
        if getattr(node, "extra_ctes_injected", False):
            node.extra_ctes_injected, node.extra_ctes = False, []


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
            self.count(event.data.node_info.node_name)

    def count(self, name: str) -> None:
        """Tell that one more node, `name`, is finished."""
        self._done += 1
        self._progress(f"{self._done}/{self._total} {name}")


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
