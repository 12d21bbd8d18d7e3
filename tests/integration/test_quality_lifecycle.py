"""An issue opens, stays, closes when the record is mended, and is the same one when it is broken again."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row
from small_warehouse import add_people, make_project

from admin.errors import MeritError
from admin.settings import PROJECT
from admin.warehouse.build import BuildResult, build
from admin.warehouse.database import Database

Build = Callable[..., BuildResult]
Ask = Callable[..., list[dict[str, Any]]]

FOUND = """
select
    'nik_missing'::text as rule_code,
    person.person_id as row_id,
    ''::text as item,
    employee.employee_id,
    null::bigint as unit_id,
    jsonb_build_object('phone', person.phone) as detail
from {{ ref('stg_personnel__employee') }} as employee
inner join {{ ref('stg_personnel__person') }} as person on employee.person_id = person.person_id
where person.nik is null
"""
BLOCKS = """
select rule_code, row_id, item, 2 as blocks, '{"roster": 2}'::jsonb as blocked_marts
from {{ ref('int_quality__found') }}
"""
SUSPECT_YML = """
models:
  - name: int_suspect
    data_tests:
      - holds_true: {name: suspect_is_known, arguments: {expression: employee_id is null}}
"""
NIK = "UPDATE personnel.person SET nik = %s WHERE id = %s"
GOOD = "9971015705900001"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_project(tmp_path_factory.mktemp("project"))
    rules = "dbt_project/models/intermediate/quality"
    (root / rules).mkdir()
    shutil.copy2(PROJECT / rules / "int_quality__found.yml", root / rules)
    (root / rules / "int_quality__found.sql").write_text(FOUND)
    for name in ("dbt_project/docs/quality.md", "dbt_project/models/staging/reference/stg_reference__quality_rule.sql"):
        (root / name).parent.mkdir(exist_ok=True)
        shutil.copy2(PROJECT / name, root / name)
    return root


@pytest.fixture(scope="module")
def warehouse(server: Any, template: str) -> Iterator[Database]:
    """One database for the module, so that dbt parses once."""
    with server.clone(template) as database:
        add_people(database.url, 2)
        yield database


@pytest.fixture
def ask(warehouse: Database) -> Ask:
    def ask(query: str, *values: object) -> list[dict[str, Any]]:
        with psycopg.connect(warehouse.url, row_factory=dict_row) as connection:
            cursor = connection.execute(query.encode(), values or None)
            return cursor.fetchall() if cursor.description else []

    return ask


@pytest.fixture
def run(server: Any, warehouse: Database, project: Path, ask: Ask) -> Build:
    """Return the build, of people of whom the first has no NIK and the second one."""
    ask("TRUNCATE stewardship.quality_issue, stewardship.quality_round")
    ask("UPDATE personnel.person SET nik = NULL, phone = NULL")
    ask(NIK, GOOD, people(ask)[1])

    def run(**options: Any) -> BuildResult:
        return build(server.settings, warehouse, project=project, **options)

    return run


@pytest.fixture
def add(project: Path) -> Iterator[Callable[[str, str], None]]:
    """Return a function that adds a file to the project, or puts it in place of another, until the test ends."""
    before: dict[Path, str | None] = {}

    def add(name: str, text: str) -> None:
        path = project / "dbt_project" / name
        before.setdefault(path, path.read_text() if path.exists() else None)
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)

    yield add
    for path, text in before.items():
        path.unlink() if text is None else path.write_text(text)


def people(ask: Ask) -> list[int]:
    return [row["id"] for row in ask("SELECT id FROM personnel.person ORDER BY id")]


def issues(ask: Ask) -> list[dict[str, Any]]:
    return ask("SELECT * FROM stewardship.quality_issue ORDER BY id")


def last_round(ask: Ask) -> tuple[int, ...]:
    row = ask("SELECT opened, reopened, closed, still_open FROM stewardship.quality_round ORDER BY id DESC LIMIT 1")[0]
    return tuple(row.values())


def test_issue_keeps_its_identity_through_mending_and_breaking(run: Build, ask: Ask) -> None:
    today = ask("SELECT current_date AS it")[0]["it"]
    start, later, again = today - timedelta(days=30), today - timedelta(days=10), today
    first = people(ask)[0]
    run(as_of=start)
    (opened,) = issues(ask)
    assert (opened["row_id"], opened["opened_on"], opened["closed_on"]) == (first, start, None)
    assert last_round(ask) == (1, 0, 0, 1)

    run(as_of=start)
    assert issues(ask) == [opened], "an issue that is still there is not written again"
    assert last_round(ask) == (0, 0, 0, 1)

    ask("UPDATE stewardship.quality_issue SET excused_until = current_date, excuse_reason = 'menunggu KTP'")
    ask(NIK, "9971015705900002", first)
    run(as_of=later)
    (closed,) = issues(ask)
    assert (closed["id"], closed["closed_on"], closed["opened_on"]) == (opened["id"], later, start)
    assert (closed["excused_until"], closed["excuse_reason"]) == (None, None)
    assert last_round(ask) == (0, 0, 1, 0)

    ask(NIK, None, first)
    run(as_of=again)
    (reopened,) = issues(ask)
    assert (reopened["id"], reopened["first_seen_on"], reopened["opened_on"]) == (opened["id"], start, again)
    assert (reopened["closed_on"], reopened["times_opened"], reopened["excused_until"]) == (None, 2, None)
    assert last_round(ask) == (0, 1, 0, 1)


def test_excuse_stands_while_the_issue_does(run: Build, ask: Ask) -> None:
    run()
    ask("UPDATE stewardship.quality_issue SET excused_until = current_date + 9, excuse_reason = 'menunggu KTP'")
    ask("UPDATE personnel.person SET phone = '0812' WHERE id = %s", people(ask)[0])
    run()
    (issue,) = issues(ask)
    assert (issue["excuse_reason"], issue["detail"]) == ("menunggu KTP", {"phone": "0812"})


def test_failed_build_is_recorded_too(run: Build, ask: Ask, add: Callable[[str, str], None]) -> None:
    add("tests/never.sql", "select nip from {{ ref('roster') }}")
    with pytest.raises(MeritError, match="Data test never failed on 2 rows"):
        run()
    assert [issue["row_id"] for issue in issues(ask)] == people(ask)[:1]
    assert ask("SELECT status FROM stewardship.warehouse_build ORDER BY id DESC LIMIT 1") == [{"status": "GAGAL"}]


# Of the two rules one reads a model that its test speaks against; the other one does not read it.
DOUBTFUL = {
    "models/intermediate/quality/int_quality__nik_missing.sql": FOUND,
    "models/intermediate/quality/int_quality__nik_of_another_region.sql": """
select
    'nik_of_another_region'::text as rule_code, suspect.row_id, suspect.item, suspect.employee_id, suspect.unit_id,
    '{}'::jsonb as detail
from {{ ref('int_suspect') }} as suspect
""",
    "models/intermediate/int_suspect.sql": FOUND.replace("where person.nik is null", "where person.nik is not null"),
    "models/intermediate/quality/int_quality__found.sql": """
select * from {{ ref('int_quality__nik_missing') }}
union all
select * from {{ ref('int_quality__nik_of_another_region') }}
""",
}


def test_rule_that_rests_on_something_that_failed_says_nothing(
    run: Build, ask: Ask, add: Callable[[str, str], None]
) -> None:
    for name, text in DOUBTFUL.items():
        add(name, text)
    run()
    ask("UPDATE stewardship.quality_issue SET excused_until = current_date, excuse_reason = 'menunggu KTP'")
    before = issues(ask)
    assert len(before) == 2

    ask("UPDATE personnel.person SET nik = NULL")
    ask(NIK, GOOD, people(ask)[0])
    add("models/intermediate/suspect.yml", SUSPECT_YML)
    with pytest.raises(MeritError, match="Data test suspect_is_known failed"):
        run()
    after = {(issue["row_id"], issue["closed_on"] is None, issue["excuse_reason"]) for issue in issues(ask)}
    first, second = people(ask)
    assert after == {
        (first, False, None),  # the NIK is there: closed
        (second, True, None),  # the NIK is gone: opened
        (second, True, "menunggu KTP"),  # of another region: nobody can tell
    }
    assert last_round(ask) == (1, 0, 1, 2)


def test_error_while_recording_fails_no_good_build(run: Build, ask: Ask) -> None:
    ask("ALTER TABLE stewardship.quality_issue ADD CONSTRAINT never CHECK (false) NOT VALID")
    try:
        result = run()
    finally:
        ask("ALTER TABLE stewardship.quality_issue DROP CONSTRAINT never")
    assert (result.status, issues(ask)) == ("TERBIT", [])
    (problem,) = result.problems
    assert (problem["name"], problem["outcome"]) == ("worklist", "PERINGATAN")
    assert "could not be brought up to date" in problem["message"]
    assert '"never"' in problem["detail"]
    (row,) = ask("SELECT status, problems FROM stewardship.warehouse_build ORDER BY id DESC LIMIT 1")
    assert row == {"status": "TERBIT", "problems": [problem]}


def test_build_that_found_nothing_out_closes_nothing(run: Build, ask: Ask, add: Callable[[str, str], None]) -> None:
    run()
    before = issues(ask)
    add(
        "models/intermediate/quality/int_quality__found.sql",
        f"{FOUND} and 1 / (person.person_id - person.person_id) = 1",
    )
    with pytest.raises(MeritError, match="int_quality__found could not be run"):
        run()
    assert issues(ask) == before


def test_worklist_never_goes_back_in_time_nor_ahead_of_it(run: Build, ask: Ask) -> None:
    run()
    ask(NIK, "9971015705900002", people(ask)[0])
    today = ask("SELECT current_date AS it")[0]["it"]
    for day in (today - timedelta(days=1), today + timedelta(days=1), date(2019, 12, 31)):
        run(as_of=day)
    assert [issue["closed_on"] for issue in issues(ask)] == [None]
    assert len(ask("SELECT id FROM stewardship.quality_round")) == 1
    run(as_of=today)
    assert [issue["closed_on"] for issue in issues(ask)] == [today]


def test_what_an_issue_blocks_comes_from_the_marts_of_the_build(
    run: Build, ask: Ask, add: Callable[[str, str], None]
) -> None:
    add("models/marts/quality/data_quality_issue.sql", BLOCKS)
    columns = "{name: rule_code, data_type: text}, {name: row_id, data_type: bigint}, {name: item, data_type: text},"
    add(
        "models/marts/quality/data_quality_issue.yml",
        f"models: [{{name: data_quality_issue, columns: [{columns} {{name: blocks, data_type: integer}},"
        " {name: blocked_marts, data_type: jsonb}]}]",
    )
    run()
    assert [(issue["blocks"], issue["blocked_marts"]) for issue in issues(ask)] == [(2, {"roster": 2})]
    add("models/marts/quality/data_quality_issue.sql", f"{BLOCKS} where 1 / (row_id - row_id) = 1")
    with pytest.raises(MeritError, match="data_quality_issue could not be run"):
        run()
    assert [issue["blocks"] for issue in issues(ask)] == [2], "without its marts a build knows nothing better"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        (f"{FOUND} union all {FOUND}", "names_each_finding_once"),
        (FOUND.replace("nik_missing", "nobody_knows"), "knows_every_rule"),
    ],
)
def test_findings_that_cannot_be_told_apart_are_not_recorded(
    run: Build, ask: Ask, add: Callable[[str, str], None], query: str, said: str
) -> None:
    add("models/intermediate/quality/int_quality__found.sql", query)
    with pytest.raises(MeritError, match=said):
        run()
    assert issues(ask) == []


def test_whoever_is_deleted_takes_the_issues_along(run: Build, ask: Ask) -> None:
    run()
    (issue,) = issues(ask)
    copied = ask("SELECT * FROM personnel.employee WHERE id = %s", issue["employee_id"])[0]
    ask("DELETE FROM personnel.employee WHERE id = %s", issue["employee_id"])
    assert issues(ask) == []
    columns = ", ".join(copied)
    ask(f"INSERT INTO personnel.employee ({columns}) VALUES ({', '.join(['%s'] * len(copied))})", *copied.values())
