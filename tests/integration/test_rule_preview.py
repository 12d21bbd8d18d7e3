"""A preview says what a real build with the changed rule says, and touches nothing that readers see."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest
from promotion_town import READY, City
from psycopg import sql
from psycopg.rows import dict_row

from admin.errors import MeritError
from admin.rule_change.problems import BadFileError
from admin.rule_change.reading import read_draft
from admin.rule_change.result import CHANGED, Preview
from admin.settings import PROJECT, Settings
from admin.warehouse.build import build
from admin.warehouse.database import Database
from admin.warehouse.publish import rollback
from admin.warehouse.rule_preview import preview_rules
from admin.warehouse.rule_preview_derivation import LOCK

SUMMER, EARLIER = date(2026, 6, 1), date(2026, 3, 1)
RULE = "REGULER_MASA_PANGKAT,REGULER,MASA_PANGKAT,20,MIN_MONTHS,PANGKAT,{},,,,,2000-11-10,"
UNCOMPARED = {"build_id", "as_of_date", "rule_set_hash"}


PREVIEW = """
import sys
sys.path.insert(0, sys.argv[1])
from admin.rule_change.reading import read_draft
from admin.settings import load_settings
from admin.warehouse.rule_preview import preview_rules
preview_rules(load_settings(), sys.argv[2], read_draft(sys.argv[3].encode()))
"""


def graded(since: str) -> Any:
    return replace(READY, grades=(("II/b", "2018-06-01"), ("II/c", since)))


TOWN = {
    "four_years": READY,
    "three_years": graded("2023-06-01"),
    "three_years_and_a_half": graded("2022-12-01"),
    "a_month_short": graded("2023-07-01"),
    "one_year": graded("2025-06-01"),
    "three_years_but_punished": replace(
        graded("2023-06-01"), cases=(("POTONG_TPP_6", "FINAL", "2026-03-15", "2026-09-15"),)
    ),
    "three_years_low_skp": replace(graded("2023-06-01"), skp={2024: "BAIK", 2025: "KURANG"}),
    "three_years_without_skp": replace(graded("2023-06-01"), skp={2025: "BAIK"}),
    "candidate": replace(READY, grades=(("II/c", "2026-01-01"),), appointed="2026-01-01", permanent=None),
    "contract": replace(READY, grades=(), kind="PPPK", permanent=None),
    "functional": replace(READY, post="JF_TERAMPIL"),
}


@dataclass(frozen=True)
class Town:
    """A published town, its people's numbers, and what was previewed of it before its day was published."""

    settings: Settings
    database: Database
    people: dict[str, int]
    ahead: Preview | None = None

    def preview(self, rows: str, **options: Any) -> Preview:
        return preview_rules(self.settings, self.database.url, read_draft(rows.encode()), **options)

    def rows(self, query: str, *values: Any) -> list[dict[str, Any]]:
        with psycopg.connect(self.database.url, row_factory=dict_row) as connection:
            return connection.execute(query, values).fetchall()

    def fingerprint(self) -> dict[str, Any]:
        """Return identity and content of every table that readers or builds look at."""
        tables = self.rows(
            "SELECT oid::bigint, oid::regclass::text AS name FROM pg_class WHERE relkind IN ('r', 'v')"
            " AND relnamespace IN ('rules'::regnamespace, 'staging'::regnamespace, 'marts'::regnamespace)"
        )
        return {
            table["name"]: (table["oid"], self.rows(
                f"SELECT count(*), md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table['name']} AS t"
            ))
            for table in tables
        }  # fmt: skip

    def schemas(self) -> list[str]:
        return [row["nspname"] for row in self.rows("SELECT nspname FROM pg_namespace ORDER BY 1")]


def file_of(*rows: str, table: str = "promotion_rule") -> str:
    header = (PROJECT / "seeds" / "rules" / f"{table}.csv").read_text().splitlines()[0]
    return "\n".join([header, *rows]) + "\n"


def months(number: int, ends: str = "") -> str:
    return f"{RULE.format(number)}{ends},PP-99-2000,pasal 7,V"


SHORTER = file_of(months(36))


@pytest.fixture(scope="module")
def town(server: Any, template: str) -> Iterator[Town]:
    """Publish the town for two days, and preview the later one while the earlier one is published."""
    with server.clone(template) as database:
        with psycopg.connect(database.url) as connection:
            city = City(connection)
            people = {name: city.store(official) for name, official in TOWN.items()}
        build(server.settings, database, as_of=EARLIER)
        ahead = Town(server.settings, database, people).preview(SHORTER, as_of=SUMMER)
        build(server.settings, database, as_of=SUMMER)
        yield Town(server.settings, database, people, ahead)


@pytest.fixture(scope="module")
def shorter(town: Town) -> Preview:
    """Preview a shorter time in grade; what readers see is the same before and after, to the last byte."""
    before, schemas = town.fingerprint(), town.schemas()
    preview = town.preview(SHORTER)
    assert town.fingerprint() == before
    assert town.schemas() == schemas
    return preview


def names(town: Town, preview: Preview, status: str) -> set[str]:
    """Return who has `status` after the change on the regular path and had another before."""
    known = {number: name for name, number in town.people.items()}
    [path] = [path for path in preview.paths if path.path == "REGULER"]
    return {
        known[row.key["employee_id"]]
        for row in path.persons
        if "status" in row.values and row.values["status"][1] == status
    }


def read_mart(town: Town, mart: str, key: tuple[str, ...]) -> dict[tuple[Any, ...], dict[str, Any]]:
    rows = town.rows(f"SELECT * FROM marts.{mart}")
    return {
        tuple(row[name] for name in key): {name: row[name] for name in row if name not in UNCOMPARED} for row in rows
    }


def differ(before: dict[Any, dict[str, Any]], after: dict[Any, dict[str, Any]]) -> dict[Any, Any]:
    """Compare two builds in Python: keys with what happened to them."""
    found: dict[Any, Any] = dict.fromkeys(before.keys() - after.keys(), "gone")
    found |= dict.fromkeys(after.keys() - before.keys(), "added")
    for key in before.keys() & after.keys():
        pairs = {name: (old, after[key][name]) for name, old in before[key].items() if old != after[key][name]}
        if pairs:
            found[key] = pairs
    return found


def test_shorter_time_in_grade_makes_exactly_those_eligible(town: Town, shorter: Preview) -> None:
    assert names(town, shorter, "MEMENUHI") == {"three_years", "three_years_and_a_half"}
    [path] = [path for path in shorter.paths if path.path == "REGULER"]
    assert (path.gained, path.lost) == (2, 0)
    assert shorter.as_of == SUMMER
    [edit] = shorter.change.edits
    assert edit.before is not None
    assert edit.after is not None
    assert [(old, new) for old, new in zip(edit.before, edit.after, strict=True) if old != new] == [(48, 36)]


def test_another_day_is_compared_with_itself(town: Town, shorter: Preview) -> None:
    assert town.ahead is not None
    assert town.ahead.as_of == SUMMER
    assert town.ahead.build_id != shorter.build_id
    assert town.ahead.paths == shorter.paths
    assert town.ahead.marts == shorter.marts


def test_build_after_a_killed_preview_publishes_what_was_previewed(
    town: Town, tmp_path_factory: pytest.TempPathFactory
) -> None:
    change = file_of(
        months(36),
        "PENYESUAIAN_IJAZAH_MASA_PANGKAT,PENYESUAIAN_IJAZAH,MASA_PANGKAT,20,MIN_MONTHS,PANGKAT,60,,,,,2000-11-10,,"
        "PP-99-2000,pasal 18,V",
        "REGULER_USIA,REGULER,USIA,69,BEFORE_DATE,USIA,41,,,,,2026-01-01,,PP-99-2000,,U",
    )
    preview = town.preview(change)
    told = {mart.mart: mart for mart in preview.differing}
    assert set(told) == {"promotion_readiness", "promotion_check", "employee_current", "proposal_followup"}
    del told["employee_current"], told["proposal_followup"]  # what follows from it for a person, a row or none each
    keys = {mart: tuple(change.rows[0].key) for mart, change in told.items()}
    before, seen = {mart: read_mart(town, mart, key) for mart, key in keys.items()}, town.fingerprint()
    kill_preview(town, change)
    assert "marts__preview" in town.schemas()
    assert town.fingerprint() == seen
    build(town.settings, town.database, as_of=SUMMER, project=change_project(tmp_path_factory, change))
    try:
        for mart, key in keys.items():
            real = differ(before[mart], read_mart(town, mart, key))
            previewed = {
                tuple(row.key.values()): row.values if row.kind == CHANGED else row.kind for row in told[mart].rows
            }
            assert previewed == real, mart
            assert len(real) > 5
    finally:
        rollback(town.database.url)
    assert town.preview(change).paths == preview.paths
    assert not [name for name in town.schemas() if "preview" in name]


def kill_preview(town: Town, change: str) -> None:
    """Begin a preview in another process and kill it once it has derived something."""
    environ = os.environ | {"MERIT_HOME": str(town.settings.home)}
    command = [sys.executable, "-c", PREVIEW, str(PROJECT), town.database.url, change]
    process = subprocess.Popen(command, env=environ, cwd=PROJECT)
    deadline = time.monotonic() + 300
    while not town.rows("SELECT FROM pg_class WHERE relnamespace = to_regnamespace('staging__preview')"):
        assert process.poll() is None, "it ended before it could be killed"
        assert time.monotonic() < deadline
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()


def change_project(factory: pytest.TempPathFactory, change: str) -> Path:
    """Copy the project with the rows of `change` in its seed, as a person who adopts them would put them there."""
    root = factory.mktemp("project")
    for name in ("dbt_project.yml", "dbt_project", "seeds/rules"):
        source, target = PROJECT / name, root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copy2(source, target)
    seed = root / "seeds" / "rules" / "promotion_rule.csv"
    lines = seed.read_text().splitlines()
    new = {line.split(",")[0]: line for line in change.splitlines()[1:]}
    kept = [new.pop(line.split(",")[0], line) for line in lines]
    seed.write_text("\n".join([*kept, *new.values()]) + "\n")
    return root


def test_ending_a_rule_and_removing_it_say_the_same(town: Town) -> None:
    ended = town.preview(file_of(months(48, ends="2001-01-01")))
    published = town.rows("SELECT * FROM rules.promotion_rule WHERE rule_code <> 'REGULER_MASA_PANGKAT'")
    rest = [",".join("" if value is None else str(value) for value in row.values()) for row in published]
    removed = town.preview(file_of(*rest), is_whole=True)
    assert [edit.after for edit in removed.change.edits] == [None]
    assert names(town, ended, "MEMENUHI") >= {"three_years", "a_month_short", "three_years_and_a_half"}
    assert ended.paths == removed.paths


def test_every_mart_below_a_table_is_compared_and_nothing_else_is_derived(town: Town) -> None:
    steps = town.rows("SELECT * FROM rules.salary_step WHERE grade_code = 'II/c'")
    rows = [",".join("" if value is None else str(value) for value in (step | {"interval_years": 4}).values())
            for step in steps]  # fmt: skip
    preview = town.preview(file_of(*rows, table="salary_step"))
    assert [mart.mart for mart in preview.marts] == ["employee_current", "kgb_due", "workforce_profile"]
    assert preview.paths == ()


def test_change_that_no_model_reads_changes_nobody(town: Town) -> None:
    [row] = town.rows("SELECT * FROM rules.parameter WHERE code = 'training_target_pppk'")
    values = [("" if value is None else str(value)) for value in (row | {"note": "Catatan lain"}).values()]
    preview = town.preview(file_of(",".join(values), table="parameter"))
    assert len(preview.marts) > 10
    assert preview.differing == ()


def test_agencies_that_set_a_parameter_themselves_are_told(town: Town) -> None:
    [row] = town.rows("SELECT * FROM rules.parameter WHERE code = 'training_target_pppk'")
    values = [("" if value is None else str(value)) for value in (row | {"value": "12"}).values()]
    with psycopg.connect(town.database.url) as connection:
        connection.execute(
            "INSERT INTO stewardship.local_parameter (agency_id, code, value, valid_from, reason)"
            " SELECT id, 'training_target_pppk', '10', '2020-01-01', 'Uji' FROM personnel.agency"
        )
    try:
        [note] = town.preview(file_of(",".join(values), table="parameter")).notes
    finally:
        with psycopg.connect(town.database.url) as connection:
            connection.execute("DELETE FROM stewardship.local_parameter")
    assert note.endswith("Agencies that set training_target_pppk themselves are not touched by this change.")


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([months(48)], "Every row of the file is as published; there is nothing to preview."),
        ([months(36).replace("PP-99-2000", "PP-1-1900")],
         "Line 2, column regulation: the code “PP-1-1900” is not in reference.regulation."),
        ([months(36).replace(",REGULER,", ",BIASA,")],
         "Line 2, column path_code: the code “BIASA” is not in rules.promotion_path."),
        ([months(36).replace("36,,", "36,V/x,")],
         "Line 2, column from_grade_code: the code “V/x” is not in reference.grade."),
        ([months(36, ends="2000-11-10")], "Line 2, column valid_to: the period ends before it begins."),
        ([months(36).replace("2000-11-10", "2026-01-01")],
         "Line 2: its period overlaps the same rule's from 2000-11-10 (REGULER_MASA_PANGKAT); end that one with"
         " valid_to."),
        ([months(0)],
         "Line 2: the row breaks a condition of its table: (threshold > 0) = (check_kind in ('MIN_MONTHS',"),
    ],
)  # fmt: skip
def test_rows_that_the_table_would_refuse_are_told_and_nothing_is_run(
    town: Town, rows: list[str], sentence: str
) -> None:
    steps: list[str] = []
    with pytest.raises(BadFileError) as refused:
        town.preview(file_of(*rows), progress=steps.append)
    assert refused.value.sentences("en")[0].startswith(sentence)
    assert steps == []


def test_a_new_period_takes_over_where_the_old_one_ends(town: Town) -> None:
    later = months(36).replace("2000-11-10", "2026-05-01")
    preview = town.preview(file_of(months(48, ends="2026-05-01"), later))
    assert names(town, preview, "MEMENUHI") == {"three_years", "three_years_and_a_half"}


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("tidak_ada,1,2026-01-01,,,,U,", "Line 2, column code: there is no parameter with the code “tidak_ada”."),
        ("training_target_pppk,banyak,1945-08-17,,PP-49-2018,,U,",
         "Line 2, column value: “banyak” is not of the kind of the present value, “20”."),
        ("duk_include_cpns,1,1945-08-17,,PP-15-1979,,U,",
         "Line 2, column value: “1” is not of the kind of the present value, “false”."),
    ],
)  # fmt: skip
def test_parameters_keep_their_kind(town: Town, row: str, sentence: str) -> None:
    with pytest.raises(BadFileError) as refused:
        town.preview(file_of(row, table="parameter"))
    assert refused.value.sentences("en") == [sentence]


def test_one_preview_at_a_time(town: Town) -> None:
    with psycopg.connect(town.database.url) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        with pytest.raises(MeritError, match="Another preview of rules is running"):
            town.preview(file_of(months(36)))


def test_publication_in_the_middle_makes_it_start_over(town: Town) -> None:
    [first] = town.rows("SELECT build_id FROM marts.build_info")
    steps: list[str] = []

    def watch(step: str) -> None:
        steps.append(step)
        if step.startswith("Comparing") and len(steps) < 5:
            rollback(town.database.url)

    try:
        preview = town.preview(file_of(months(24)), progress=watch)
        assert preview.build_id != first["build_id"]
        assert "New marts were published meanwhile: starting over" in steps
        [live] = town.rows("SELECT build_id FROM marts.build_info")
        assert preview.build_id == live["build_id"]
    finally:
        rollback(town.database.url)


def test_tables_emptied_by_a_crash_are_told_with_the_cure(town: Town) -> None:
    with psycopg.connect(town.database.url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT * FROM staging.stg_stewardship__warehouse_build")
        connection.execute("TRUNCATE staging.stg_stewardship__warehouse_build")
    try:
        with pytest.raises(MeritError, match="are empty, as they are after a crash"):
            town.preview(file_of(months(36)))
    finally:
        with psycopg.connect(town.database.url) as connection:
            connection.execute("INSERT INTO staging.stg_stewardship__warehouse_build SELECT * FROM kept")
            connection.execute("DROP TABLE kept")


def test_marts_of_another_merit_are_told_with_the_cure(town: Town) -> None:
    rename = sql.SQL("ALTER TABLE staging.{} RENAME TO {}")
    old, new = sql.Identifier("int_promotion__standing"), sql.Identifier("int_promotion__stand")
    with psycopg.connect(town.database.url) as connection:
        connection.execute(rename.format(old, new))
    try:
        with pytest.raises(MeritError, match="The published marts were built by another Merit"):
            town.preview(file_of(months(36)))
    finally:
        with psycopg.connect(town.database.url) as connection:
            connection.execute(rename.format(new, old))


def test_nothing_published_is_told_with_the_cure(server: Any, template: str) -> None:
    draft = read_draft(file_of(months(36)).encode())
    with server.clone(template) as database:
        with pytest.raises(MeritError, match="No marts have been published yet"):
            preview_rules(server.settings, database.url, draft)
