"""Data tests: the same verdicts as dbt's own, a cause before its consequences, and nothing left out unnoticed."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from small_warehouse import add_people, make_project

from admin.errors import MeritError
from admin.warehouse.build import BuildResult, build
from admin.warehouse.database import Database
from admin.warehouse.outcome import Outcome
from admin.warehouse.server import say_nothing
from admin.warehouse.transform import Project, open_project

PEOPLE = 3

# Every setting that decides what a number of rows means, and a query that breaks; roster has PEOPLE rows.
JUDGED = {
    "passes": ("{{ config(severity='error') }}", "where false"),
    "fails": ("{{ config(severity='error') }}", ""),
    "warns": ("{{ config(severity='warn') }}", ""),
    "warns_above_three": ("{{ config(severity='warn', warn_if='> 3') }}", ""),
    "only_warns_below_the_error": ("{{ config(error_if='> 3') }}", ""),
    "passes_below_both": ("{{ config(warn_if='> 3', error_if='> 3') }}", ""),
    "fails_on_a_sum": ("{{ config(fail_calc='sum(build_id * 0 + 7)') }}", ""),
    "fails_on_the_first_two": ("{{ config(limit=2) }}", ""),
    "breaks": ("", "where 1 / (employee_id - employee_id) = 1"),
}
CREW_YML = """
models:
  - name: crew
    columns:
      - name: nip
        data_type: varchar(18)
        data_tests:
          - not_null: {name: nobody_without_nip}
          - accepted_values:
              name: nips_are_few
              arguments: {values: ['1']}
          - accepted_values:
              name: nips_are_few_where_asked
              arguments: {values: ['1']}
              config: {where: "nip is null"}
"""

Build = Callable[..., BuildResult]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_project(tmp_path / "project")


@pytest.fixture
def warehouse(server: Any, empty_template: str) -> Iterator[Database]:
    with server.clone(empty_template) as database:
        add_people(database.url, PEOPLE)
        yield database


@pytest.fixture
def run(server: Any, warehouse: Database, project: Path) -> Build:
    return lambda: build(server.settings, warehouse, project=project)


def add_mart(project: Path, name: str, query: str, columns: str, key: str = "") -> None:
    folder = project / "dbt_project" / "models" / "marts" / "staff"
    (folder / f"{name}.sql").write_text(query)
    constraints = f"constraints: [{{type: primary_key, columns: [{key}]}}], " if key else ""
    (folder / f"{name}.yml").write_text(f"models: [{{name: {name}, {constraints}columns: [{columns}]}}]")


def test_data_tests_judge_as_dbt_does(project: Path, warehouse: Database, tmp_path: Path) -> None:
    for name, (config, condition) in JUDGED.items():
        query = f"{config} select * from {{{{ ref('roster') }}}} {condition}"
        (project / "dbt_project" / "tests" / f"{name}.sql").write_text(query)
    add_mart(project, "crew", "select nip from {{ ref('roster') }}", "")
    (project / "dbt_project" / "models" / "marts" / "staff" / "crew.yml").write_text(CREW_YML)
    (tmp_path / "work").mkdir()
    dbt = Project(project, tmp_path / "work")
    with psycopg.connect(warehouse.url) as connection:
        connection.execute(
            "INSERT INTO stewardship.warehouse_build (status, as_of_date, data_watermark, data_read_at, rule_set_hash)"
            " VALUES ('BERJALAN', '2026-01-01', 1, now(), 'x')"
        )
    built = dbt.build(warehouse.url, "", say_nothing)
    ours = {outcome.name: outcome for outcome in built if outcome.kind == "test"}
    theirs = {
        outcome.name: outcome for outcome in dbt.run("test", "--exclude-resource-type", "unit_test", url=warehouse.url)
    }

    assert {name: (it.status, it.rows) for name, it in ours.items()} == {
        name: (it.status, it.rows) for name, it in theirs.items()
    }
    assert {name: ours[name].status for name in ("fails", "warns", "passes", "breaks")} == {
        "fails": "fail",
        "warns": "warn",
        "passes": "pass",
        "breaks": "error",
    }
    assert "division by zero" in ours["breaks"].detail
    assert (ours["fails_on_a_sum"].rows, ours["fails_on_the_first_two"].rows) == (7 * PEOPLE, 2)
    assert [ours[name].rows for name in ("nips_are_few", "nips_are_few_where_asked")] == [PEOPLE, None]


def test_cause_is_blamed_before_its_consequence(project: Path, warehouse: Database, run: Build) -> None:
    rules = project / "seeds" / "rules" / "parameter.csv"
    first = rules.read_text().splitlines()[1]
    rules.write_text(f"{rules.read_text()}{first}\n")
    add_mart(project, "doubled", "select code from {{ ref('parameter') }}", "{name: code, data_type: text}", "code")
    with pytest.raises(MeritError, match=r"Data test \w*parameter\w* failed on \d+ rows?, and \d+ more failed"):
        run()
    with psycopg.connect(warehouse.url) as connection:
        (problems,) = connection.execute("SELECT problems FROM stewardship.warehouse_build").fetchone() or ([],)
    kinds = [problem["kind"] for problem in problems]
    assert kinds.index("test") < kinds.index("model")


def test_node_left_out_after_a_failure_is_never_published(project: Path, warehouse: Database, run: Build) -> None:
    division = "select (1 / (count(*) - count(*)))::bigint as id from {{ ref('roster') }}"
    add_mart(project, "broken", division, "{name: id, data_type: bigint}")
    tested = "{name: id, data_type: bigint, data_tests: [not_null]}"
    add_mart(project, "child", "select id from {{ ref('broken') }}", tested)
    with pytest.raises(MeritError, match=r"model broken could not be run: .*division by zero.*; 2 nodes that depend"):
        run()
    assert published(warehouse) is None


def test_node_left_out_without_any_failure_stops_a_build_too(
    warehouse: Database, run: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = Project.run

    def leave_out(self: Project, *arguments: str, **options: Any) -> list[Outcome]:
        outcomes = original(self, *arguments, **options)
        return [replace(it, status="skipped") if it.name == "headcount" else it for it in outcomes]

    monkeypatch.setattr(Project, "run", leave_out)
    with pytest.raises(MeritError, match=r"was not published: model headcount was left out"):
        run()
    assert published(warehouse) is None


def test_test_that_dbt_does_not_compile_stops_a_build(
    project: Path, warehouse: Database, run: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "dbt_project" / "tests" / "asks.sql").write_text(
        "{% if execute %}{% do run_query('select 1') %}{% endif %} select * from {{ ref('roster') }} where false"
    )
    with pytest.raises(MeritError, match=r"dbt compile broke off|could not compile 1 of"):
        run()
    assert published(warehouse) is None


def test_queries_are_asked_of_dbt_once_for_each_version(
    project: Path, server: Any, warehouse: Database, run: Build
) -> None:
    first = run()
    kept = server.settings.home / "dbt" / "target" / "data_tests.json"
    written = kept.stat().st_mtime_ns
    open_project.cache_clear()
    assert (run().tests_passed, kept.stat().st_mtime_ns) == (first.tests_passed, written)

    path = project / "dbt_project" / "tests" / "nobody.sql"
    path.write_text("select * from {{ ref('roster') }} where false")
    assert run().tests_passed == first.tests_passed + 1
    kept.write_text(kept.read_text()[:100])
    open_project.cache_clear()
    assert run().tests_passed == first.tests_passed + 1
    path.write_text("select * from {{ ref('roster') }} where true")
    os.utime(path, ns=(0, 0))
    with pytest.raises(MeritError, match="Data test nobody failed on 3 rows"):
        run()


def published(database: Database) -> int | None:
    with psycopg.connect(database.url) as connection:
        row = connection.execute(
            "SELECT max(id) FROM stewardship.warehouse_build"
            " WHERE status = 'TERBIT' OR to_regnamespace('marts') IS NOT NULL"
        ).fetchone()
        return row[0] if row else None
