"""A build: one state of the data, everything tested, nothing published unless all of it passed."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row
from small_warehouse import add_people, make_project

from admin.errors import MeritError
from admin.warehouse.build import BuildResult, build, hash_rules
from admin.warehouse.codes import load_codes
from admin.warehouse.database import Database
from admin.warehouse.publish import held_lock

Build = Callable[..., BuildResult]

BUILD_AND_SPEAK = """
import signal
import sys
from pathlib import Path
from admin.settings import load_settings
from admin.warehouse.build import build
from admin.warehouse.database import Database

home, url, project = sys.argv[1:]
settings = load_settings({"MERIT_HOME": home})
wanted = sys.stdin.readline().strip()
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell that runs the tests in the background ignores it
def wait(line):
    print(line, flush=True)
    if line.endswith(wanted):
        sys.stdin.read()  # until the test kills this process
build(settings, Database(url, url, url, True), progress=wait, project=Path(project))
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_project(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="module")
def warehouse(server: Any, empty_template: str) -> Iterator[Database]:
    """One database for the module, so that dbt parses once."""
    with server.clone(empty_template) as database:
        add_people(database.url, 3)
        yield database


@pytest.fixture
def run(server: Any, warehouse: Database, project: Path) -> Build:
    def run(project: Path = project, **options: Any) -> BuildResult:
        return build(server.settings, warehouse, project=project, **options)

    return run


@pytest.fixture
def changed(project: Path) -> Iterator[Callable[[str, str], None]]:
    """Return a function that adds a file to the project until the test ends."""
    added = []

    def add(name: str, text: str) -> None:
        path = project / "dbt_project" / name
        path.write_text(text)
        added.append(path)

    yield add
    for path in added:
        path.unlink()


def select(url: str, query: str, *values: object) -> list[dict[str, Any]]:
    with psycopg.connect(url, row_factory=dict_row) as connection:
        return connection.execute(query.encode(), values or None).fetchall()


def read_build(url: str, build_id: int) -> dict[str, Any]:
    return select(url, "SELECT * FROM stewardship.warehouse_build WHERE id = %s", build_id)[0]


def newest_build(url: str) -> dict[str, Any]:
    return select(url, "SELECT * FROM stewardship.warehouse_build ORDER BY id DESC LIMIT 1")[0]


def live_build(database: Database) -> int:
    return int(select(database.bi_full_url, "SELECT build_id FROM marts.build_info")[0]["build_id"])


@pytest.fixture
def live(run: Build, warehouse: Database) -> int:
    """Return the number of the published build, made when there is none yet."""
    exists = select(warehouse.url, "SELECT to_regclass('marts.build_info') IS NOT NULL AS it")[0]["it"]
    return live_build(warehouse) if exists else run().build_id


def test_build_publishes_and_says_where_it_comes_from(run: Build, warehouse: Database) -> None:
    result = run()
    recorded = read_build(warehouse.url, result.build_id)
    (info,) = select(warehouse.bi_full_url, "SELECT * FROM marts.build_info")

    assert (recorded["status"], result.status) == ("TERBIT", "TERBIT")
    own = {"build_id": result.build_id, "refreshed_at": None, "changes_refreshed": 0}
    assert info == {name: own.get(name, recorded.get(name)) for name in info}
    assert info["published_at"] > info["data_read_at"]
    assert info["tests_passed"] == result.tests_passed > 10
    assert recorded["nodes"] == result.nodes > result.tests_passed
    assert (recorded["tests_failed"], recorded["problems"]) == (0, [])
    assert select(warehouse.bi_full_url, "SELECT count(*) FROM marts.roster")[0]["count"] >= 3


def test_build_is_as_of_today_unless_told(run: Build, warehouse: Database) -> None:
    today = select(warehouse.url, "SELECT current_date")[0]["current_date"]
    assert run().as_of == today
    run(as_of=date(2019, 12, 31))
    assert select(warehouse.bi_full_url, "SELECT DISTINCT as_of_date FROM marts.roster") == [
        {"as_of_date": date(2019, 12, 31)}
    ]


def test_build_reads_one_state_although_people_keep_editing(run: Build, warehouse: Database) -> None:
    before = select(warehouse.url, "SELECT count(*) FROM personnel.employee")[0]["count"]
    seen = []

    def edit_meanwhile(line: str) -> None:
        seen.append(line)
        if line.endswith("stg_personnel__agency"):
            add_people(warehouse.url, 2)

    run(progress=edit_meanwhile)
    order = [line.split()[-1] for line in seen]
    assert order.index("stg_personnel__agency") < order.index("stg_personnel__employee")
    assert select(warehouse.bi_full_url, "SELECT employees FROM marts.headcount") == [{"employees": before}]
    run()
    assert select(warehouse.bi_full_url, "SELECT employees FROM marts.headcount") == [{"employees": before + 2}]


def test_build_keeps_marts_through_a_crash_and_inputs_not(run: Build, warehouse: Database) -> None:
    run()
    query = (
        "SELECT nspname, array_agg(DISTINCT relpersistence::text) AS kept FROM pg_class"
        " JOIN pg_namespace ON pg_namespace.oid = relnamespace"
        " WHERE relkind = 'r' AND nspname IN ('rules', 'staging', 'marts') GROUP BY nspname ORDER BY nspname"
    )
    assert select(warehouse.url, query) == [
        {"nspname": "marts", "kept": ["p"]},
        {"nspname": "rules", "kept": ["p"]},
        {"nspname": "staging", "kept": ["p", "u"]},  # what the pseudonyms are made with outlives a crash
    ]


def test_build_leaves_comments_and_statistics(run: Build, warehouse: Database) -> None:
    run()
    query = "SELECT obj_description('marts.build_info'::regclass) AS said, reltuples FROM pg_class WHERE oid = %s"
    (found,) = select(warehouse.url, query.replace("%s", "'marts.build_info'::regclass"))
    assert found["said"].startswith("Satu baris per pembangunan")
    assert found["reltuples"] == 1
    column = "SELECT col_description('marts.build_info'::regclass, 1) AS said"
    assert select(warehouse.url, column)[0]["said"].startswith("Nomor pembangunan:")


def test_failing_test_keeps_the_old_marts_and_says_why(
    live: int, run: Build, warehouse: Database, changed: Callable[[str, str], None]
) -> None:
    changed("tests/nobody_works_here.sql", "select * from {{ ref('roster') }} limit 2")
    with pytest.raises(MeritError, match=r"Data test nobody_works_here failed on 2 rows.*marts are unchanged") as error:
        run()
    assert error.value.cure.startswith("See `merit status`")

    failed = newest_build(warehouse.url)
    assert (failed["status"], failed["published_at"], failed["tests_failed"]) == ("GAGAL", None, 1)
    (problem,) = failed["problems"]
    assert (problem["name"], problem["rows"], problem["outcome"]) == ("nobody_works_here", "2", "GAGAL")
    assert problem["message"].startswith("Uji data nobody_works_here gagal pada 2 baris. | Data test")
    assert live_build(warehouse) == live
    assert select(warehouse.url, "SELECT build_id FROM marts__next.build_info") == [{"build_id": failed["id"]}]


def test_warning_test_publishes_and_is_counted(
    run: Build, warehouse: Database, changed: Callable[[str, str], None]
) -> None:
    text = "{{ config(severity='warn') }} select * from {{ ref('roster') }} limit 1"
    changed("tests/somebody_works_here.sql", text)
    result = run()
    assert (result.tests_warned, result.tests_failed, result.status) == (1, 0, "TERBIT")
    assert [problem["outcome"] for problem in result.problems] == ["PERINGATAN"]
    assert live_build(warehouse) == result.build_id
    assert select(warehouse.bi_full_url, "SELECT tests_warned FROM marts.build_info") == [{"tests_warned": 1}]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("breach", "select 1 as other", r"model breach could not be run: .*contract"),
        ("divided", "select (1 / (count(*) - count(*)))::bigint as id from {{ ref('roster') }}", "division by zero"),
    ],
)
def test_broken_model_keeps_the_old_marts_and_says_why(
    name: str, text: str, said: str, live: int, run: Build, warehouse: Database, changed: Callable[[str, str], None]
) -> None:
    changed(f"models/marts/{name}.sql", text)
    changed(f"models/marts/{name}.yml", f"models: [{{name: {name}, columns: [{{name: id, data_type: bigint}}]}}]")
    with pytest.raises(MeritError, match=said):
        run()
    assert newest_build(warehouse.url)["status"] == "GAGAL"
    assert live_build(warehouse) == live


def test_broken_project_is_one_sentence(
    live: int, run: Build, warehouse: Database, changed: Callable[[str, str], None]
) -> None:
    changed("models/marts/lost.sql", "select * from {{ ref('nowhere') }}")
    with pytest.raises(MeritError, match=r"dbt parse broke off: .*nowhere"):
        run()
    assert newest_build(warehouse.url)["status"] == "GAGAL"
    assert "nowhere" in newest_build(warehouse.url)["problems"][0]["detail"]
    assert live_build(warehouse) == live


def test_second_build_at_once_is_refused(run: Build, warehouse: Database) -> None:
    with (
        psycopg.connect(warehouse.url, autocommit=True) as connection,
        held_lock(connection),
        pytest.raises(MeritError, match="Another build or rollback is running"),
    ):
        run()
    assert run().status == "TERBIT"


@pytest.mark.parametrize(
    ("when", "how"),
    [
        ("stg_personnel__employee", signal.SIGKILL),
        ("publishing", signal.SIGKILL),
        ("roster", signal.SIGINT),
    ],
)
def test_killed_build_leaves_the_live_marts_and_the_next_one_works(
    when: str, how: signal.Signals, live: int, run: Build, warehouse: Database, server: Any, project: Path
) -> None:
    command = [sys.executable, "-c", BUILD_AND_SPEAK, str(server.settings.home), warehouse.url, str(project)]
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere, text=True) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(f"{when}\n")
        child.stdin.flush()
        assert any(line.strip().endswith(when) for line in child.stdout)
        child.send_signal(how)
        if how == signal.SIGINT:
            child.stdin.close()
        child.wait(timeout=30)

    assert live_build(warehouse) == live
    killed = newest_build(warehouse.url)["id"]
    assert killed > live
    result = run()
    assert live_build(warehouse) == result.build_id
    dead = read_build(warehouse.url, killed)
    assert (dead["status"], dead["problems"][-1]["name"]) == ("GAGAL", "build")
    leftovers = r"SELECT nspname FROM pg_namespace WHERE nspname ~ '__(next|x\d+)$'"
    assert select(warehouse.url, leftovers) == []


def test_leftovers_are_not_published_and_hold_nothing_up(live: int, run: Build, warehouse: Database) -> None:
    with psycopg.connect(warehouse.url, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA IF NOT EXISTS marts__next")
        connection.execute("CREATE TABLE marts__next.leftover (id int)")
    with psycopg.connect(warehouse.url) as somebody:
        somebody.execute("SELECT * FROM marts__next.leftover")
        result = run()
        assert select(warehouse.url, "SELECT to_regclass('marts.leftover') AS it") == [{"it": None}]
    assert live_build(warehouse) == result.build_id > live
    run()
    aside = r"SELECT nspname FROM pg_namespace WHERE nspname ~ '__x\d+$'"
    assert select(warehouse.url, aside) == []


def test_local_parameter_overrides_the_default_and_changes_the_rule_set(run: Build, warehouse: Database) -> None:
    load_codes(warehouse.url)
    first = read_build(warehouse.url, run().build_id)
    with psycopg.connect(warehouse.url) as connection:
        connection.execute(
            "INSERT INTO stewardship.local_parameter (agency_id, code, value, valid_from, reason)"
            " SELECT id, 'training_target_pppk', '22', '2020-01-01', 'Perwali' FROM personnel.agency"
        )
    second = read_build(warehouse.url, run().build_id)
    (found,) = select(warehouse.url, "SELECT * FROM staging.int_parameter WHERE code = 'training_target_pppk'")
    assert (found["value"], found["is_local"]) == ("22", True)
    assert first["rule_set_hash"] != second["rule_set_hash"]


def test_rule_set_hash_changes_with_any_rule_and_only_then(tmp_path: Path) -> None:
    rules = tmp_path / "seeds" / "rules"
    rules.mkdir(parents=True)
    (rules / "a.csv").write_text("x\n1\n")
    (rules / "note.md").write_text("nothing")
    first = hash_rules(tmp_path, [])
    (rules / "note.md").write_text("else")
    assert hash_rules(tmp_path, []) == first
    (rules / "a.csv").write_text("x\n2\n")
    changed = hash_rules(tmp_path, [])
    (rules / "a.csv").rename(rules / "b.csv")
    renamed = hash_rules(tmp_path, [])
    assert len({first, changed, renamed, hash_rules(tmp_path, [("KOTA", "code", "1", None)])}) == 4


def test_build_without_tables_is_one_sentence(server: Any, project: Path) -> None:
    url = server.superuser_url()
    database = Database(url, url, url, True)
    with pytest.raises(MeritError, match="has no tables yet"):
        build(server.settings, database, project=project)
