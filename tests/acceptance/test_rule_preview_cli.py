"""`merit rules preview`: text, JSON and CSV of one preview agree with one another, and bad files are told."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner, Result

from admin.cli import main
from admin.settings import PROJECT
from admin.warehouse.database import Database

Run = Callable[..., Result]
SEED = PROJECT / "seeds" / "rules" / "promotion_rule.csv"


@pytest.fixture
def run(server: Any, published: Database, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr("admin.settings.load_settings", lambda: server.settings)
    monkeypatch.setattr("admin.warehouse.preparation.prepare_warehouse", lambda *_: published)
    return lambda *arguments, **options: CliRunner().invoke(main, ["rules", "preview", *map(str, arguments)], **options)


@pytest.fixture
def shorter(tmp_path: Path) -> Path:
    """Return a file that takes the regular path's time in grade from 48 to 24 months."""
    header, *rows = SEED.read_text().splitlines()
    [row] = [row for row in rows if row.startswith("REGULER_MASA_PANGKAT,")]
    assert ",48," in row
    path = tmp_path / "usulan.csv"
    path.write_text(f"{header}\n{row.replace(',48,', ',24,')}\n")
    return path


def test_text_json_and_spreadsheet_tell_the_same(run: Run, shorter: Path, tmp_path: Path, published: Database) -> None:
    written = tmp_path / "semua.csv"
    done = run(shorter, "--json", "--csv", written)
    assert done.exit_code == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["table"] == "promotion_rule"
    [edit] = told["rules"]
    assert (edit["line"], edit["before"]["threshold"], edit["after"]["threshold"]) == (2, 48, 24)
    [path] = [path for path in told["paths"] if path["path_code"] == "REGULER"]
    gained = [row for row in path["persons"] if row["values"].get("status", ["", ""])[1] == "MEMENUHI"]
    assert len(gained) == path["gained"] > 0
    assert path["lost"] == 0
    assert all("REGULER_MASA_PANGKAT" in row["rules"] for row in gained)
    assert sum(move["persons"] for move in path["moves"]) >= path["gained"]
    with psycopg.connect(published.url) as connection:
        query = "SELECT status FROM marts.promotion_readiness WHERE path_code = 'REGULER' AND nip = ANY(%s)"
        states = connection.execute(query, [[row["nip"] for row in gained]]).fetchall()
    assert {state for (state,) in states} <= {"TIDAK_MEMENUHI", "DATA_TIDAK_LENGKAP"}
    with written.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    now_eligible = {
        line["nip"]
        for line in lines
        if (line["mart"], line["column"], line["after"]) == ("promotion_readiness", "status", "MEMENUHI")
    }
    assert now_eligible == {row["nip"] for row in gained}
    for mart in told["marts"]:
        keys = {line["key"] for line in lines if line["mart"] == mart["mart"]}
        assert len(keys) == mart["added"] + mart["gone"] + mart["changed"] == len(mart["rows"])

    text = run(shorter, "--limit", "3")
    assert text.exit_code == 0
    assert f"Kenaikan pangkat reguler: +{path['gained']} memenuhi syarat, −0" in text.stdout
    assert "REGULER_MASA_PANGKAT, sejak 10 November 2000: Ambang 48 → 24" in text.stdout
    assert text.stdout.count(" → Siap, TMT ") == min(3, path["gained"])
    assert gained[0]["nip"] in text.stdout
    english = run(shorter, "--limit", "0", "--language", "en").stdout
    assert f"+{path['gained']} eligible, −0" in english
    assert gained[0]["nip"] not in english
    assert "Kenaikan" not in english


def test_file_comes_from_standard_input_too(run: Run) -> None:
    header = "code,value,valid_from,valid_to,regulation,article,confidence,note"
    [row] = [
        line
        for line in (SEED.parent / "parameter.csv").read_text().splitlines()
        if line.startswith("training_target_pppk,")
    ]
    raised = row.replace("_pppk,20,", "_pppk,24,")
    done = run("-", "--json", input=f"{header}\n{raised}\n")
    assert done.exit_code == 0, done.stderr
    told = {mart["mart"]: mart["changed"] for mart in json.loads(done.stdout)["marts"]}
    assert told["training_employee"] > 0
    assert told["duk"] == 0


def test_bad_cells_are_told_one_sentence_each(run: Run, shorter: Path) -> None:
    shorter.write_text(shorter.read_text().replace(",24,", ",dua,").replace("2000-11-10", "10/11/2000"))
    refused = run(shorter)
    assert refused.exit_code == 1
    assert refused.stdout == ""
    assert refused.stderr.splitlines() == [
        "Line 2, column threshold: “dua” is not a whole number.",
        "Line 2, column valid_from: “10/11/2000” is not a day; write it as 2026-12-31.",
        f"merit: {shorter} cannot be previewed. Correct it; nothing was run.",
    ]


def test_wrong_options_and_files_are_told(run: Run, shorter: Path, tmp_path: Path) -> None:
    assert run(tmp_path / "tiada.csv").exit_code == 2
    assert run(shorter, "--as-of", "2026-02-31").exit_code == 2
    refused = run(shorter, "--table", "aturan")
    assert refused.exit_code == 1
    assert "There is no rule table named aturan." in refused.stderr
    other = tmp_path / "lain.csv"
    other.write_text("a,b\n1,2\n")
    assert "is not the header of a rule table" in run(other).stderr


def test_place_for_the_spreadsheet_that_cannot_be_written_is_told(run: Run, shorter: Path, tmp_path: Path) -> None:
    refused = run(shorter, "--csv", tmp_path / "tiada" / "semua.csv")
    assert refused.exit_code == 1
    assert refused.stderr.splitlines()[-1].endswith("cannot be written: there is no such folder. Choose another file.")
