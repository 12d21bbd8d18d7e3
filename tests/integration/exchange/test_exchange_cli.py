"""`merit import` and `merit export`: the same rules as on the panel, for files of any length."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result
from exchange_files import read_csv, read_xlsx, write_csv
from pyarrow import parquet

from admin.cli import main
from admin.secret import hash_token
from admin.warehouse.accounts import add_user

Run = Callable[..., Result]


@pytest.fixture
def url(server: Any, city_template: str) -> Iterator[str]:
    with server.clone(city_template) as database:
        yield database.url


@pytest.fixture
def run(server: Any, url: str, monkeypatch: pytest.MonkeyPatch) -> Run:
    class Found:
        def __init__(self) -> None:
            self.url = url

    monkeypatch.setattr("admin.settings.load_settings", lambda: server.settings)
    monkeypatch.setattr("admin.warehouse.preparation.prepare_warehouse", lambda *_: Found())
    return lambda *arguments: CliRunner().invoke(main, [*map(str, arguments)])


def ask(url: str, statement: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(url) as connection:
        return connection.execute(statement.encode()).fetchall()


def test_what_is_exported_comes_back_unchanged(run: Run, url: str, tmp_path: Path) -> None:
    for name in ("riwayat.csv", "riwayat.xlsx"):
        path = tmp_path / name
        assert run("export", "grade_record", path).exit_code == 0
        ((count,),) = ask(url, "select count(*) from personnel.grade_record")
        done = run("import", "grade_record", path, "--json")
        assert done.exit_code == 0, done.stderr
        told = {"new": 0, "changed": 0, "unchanged": count, "wrong": 0, "stored": True, "problems": []}
        assert json.loads(done.stdout) == told
    noted = ask(url, "select table_name, kind, row_count, user_id from stewardship.export_record order by id")
    assert noted == [("grade_record", kind, count, None) for kind in ("csv", "xlsx")]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["riwayat.csv", "riwayat.xlsx"]


def test_rows_are_stored_all_or_none_and_never_twice(run: Run, url: str, tmp_path: Path) -> None:
    nips = [nip for (nip,) in ask(url, "select nip from personnel.employee order by nip limit 50")]
    rows = [["NIP", "Golongan", "TMT golongan", "Jenis kenaikan"]]
    rows += [[nip, "III/b", "2036-04-01", "REGULER"] for nip in nips]
    path = tmp_path / "golongan.csv"
    path.write_bytes(write_csv([*rows, [nips[0], "III/x", "2036-10-01", "REGULER"]]))
    before = ask(url, "select count(*) from personnel.grade_record")
    done = run("import", "grade_record", path)
    assert done.exit_code == 1
    assert "line 52: Golongan: “III/x” bukan kode" in done.stdout
    assert "nothing was stored" in done.stderr
    assert ask(url, "select count(*) from personnel.grade_record") == before

    path.write_bytes(write_csv(rows))
    done = run("import", "grade_record", path, "--dry-run", "--json", "--language", "en")
    assert json.loads(done.stdout)["new"] == 50
    assert not json.loads(done.stdout)["stored"]
    assert ask(url, "select count(*) from personnel.grade_record") == before
    assert run("import", "personnel.grade_record", path, "--reason", "SK kolektif").exit_code == 0
    assert json.loads(run("import", "grade_record", path, "--json").stdout)["unchanged"] == 50
    assert ask(url, "select count(*) from personnel.grade_record") == [(before[0][0] + 50,)]
    told = "select distinct table_name from audit.change where reason = 'SK kolektif'"
    assert ask(url, told) == [("personnel.grade_record",)]


def test_mart_is_exported_by_its_column_names(run: Run, url: str, tmp_path: Path) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("create schema marts")
        connection.execute("create table marts.duk as select nip, 7::bigint as build_id from personnel.employee")
        connection.execute(
            "create table marts.build_info as select 7::bigint as build_id, current_date as as_of_date,"
            " null::timestamptz as refreshed_at"
        )
    path = tmp_path / "duk.xlsx"
    assert run("export", "duk", path).exit_code == 0
    headings, *rows = read_xlsx(path.read_bytes())
    assert headings == ["nip", "build_id"]
    assert {row[0] for row in rows} == {nip for (nip,) in ask(url, "select nip from personnel.employee")}
    assert run("export", "duk", tmp_path / "duk.parquet").exit_code == 0
    table = parquet.read_table(tmp_path / "duk.parquet")
    assert (table.schema.names, table.schema.metadata[b"build_id"]) == (["nip", "build_id"], b"7")
    assert {row["nip"] for row in table.to_pylist()} == {row[0] for row in rows}
    assert run("export", "employee", tmp_path / "pegawai.csv", "--language", "en").exit_code == 0
    assert "Appointed on" in read_csv((tmp_path / "pegawai.csv").read_bytes(), ",")[0]


def test_token_is_made_listed_and_revoked(run: Run, url: str) -> None:
    add_user(url, "kepala", "unit_head", "sandi-uji-coba")
    token = run("token", "create", "kepala", "Superset", "--days", 30).stdout.strip()
    stored = "select id, token_hash, expires_on - current_date from stewardship.api_token"
    ((number, kept, days),) = ask(url, stored)
    assert (kept, days) == (hash_token(token), 29)
    assert f"{number}  kepala  Superset  until " in run("token", "list").stdout
    assert run("token", "revoke", number).exit_code == 0
    assert run("token", "list").stdout == ""
    assert "There is no token" in run("token", "revoke", number).stderr
    assert "There is no active user 'siapa'" in run("token", "create", "siapa", "x").stderr
    assert "Write the name of the program" in run("token", "create", "kepala", "").stderr
    assert run("token", "create", "kepala", "x", "--days", 400).exit_code == 2
    assert len(ask(url, stored)) == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("export", "duck", "a.csv"), "There is neither a table nor a published mart 'duck'."),
        (("export", "employee", "a.ods"), "a.ods is neither .csv nor .xlsx nor .parquet."),
        (("export", "employee", "a.parquet"), "employee is no mart, and Parquet is for marts."),
        (("export", "employee", "no/such/a.csv"), "there is no such folder"),
        (("import", "user", __file__), "There is no table 'user' to put files into."),
        (("import", "grade_record", __file__), "cannot be mapped"),
        (("import", "grade_record", __file__, "--map", "nip"), "'nip' is no mapping."),
        (("import", "grade_record", __file__, "--map", "nipp=NIP"), "There is no column 'nipp' to map."),
        (("import", "grade_record", __file__, "--map", "employee.nip=Nomor"), "The file has no heading 'Nomor'."),
    ],
)
def test_slips_are_told_in_one_sentence(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(*arguments)
    assert done.exit_code == 1
    assert sentence in done.stderr
    assert not list(tmp_path.iterdir())
