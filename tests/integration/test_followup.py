"""What the tables of goals, objections and development plans refuse, told beside the field, with nothing stored."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from form_desk import WrittenOffice, open_office
from panel_site import read_errors
from scenario import Writer

CIRCLE = "Sasaran itu sendiri diturunkan dari sasaran ini; pilih yang lain."


@pytest.fixture(scope="module")
def office(server: Any, template: str) -> Iterator[WrittenOffice]:
    """Ana leads Budi, whose goal serves hers, which serves the unit's; Budi was appraised."""
    with open_office(server, template, _write_office) as office:
        yield office


def _write_office(writer: Writer) -> dict[str, int]:
    agency = writer.agency("KOTA")
    keys = {"agency": agency, "unit": writer.unit(agency, "DINAS")}
    for name in ("Ana", "Budi", "Cici"):
        keys[name] = writer.employee(agency, name)
    for year in (2024, 2025):
        keys[f"cycle {year}"] = writer.insert(
            "personnel.performance_cycle", agency_id=agency, year=year, kind="TAHUNAN", name=f"SKP {year}",
            starts_on=f"{year}-01-01", ends_on=f"{year}-12-31",
        )  # fmt: skip
        keys[f"unit goal {year}"] = writer.insert(
            "personnel.unit_goal", unit_id=keys["unit"], performance_cycle_id=keys[f"cycle {year}"], title="Mutu"
        )
    served = {"Ana": {"unit_goal_id": keys["unit goal 2025"]}, "Budi": {}, "Cici": {}}
    for name, values in served.items():
        keys[f"goal {name}"] = writer.insert(
            "personnel.goal", employee_id=keys[name], performance_cycle_id=keys["cycle 2025"], title=name, **values
        )
    writer.connection.execute(
        "UPDATE personnel.goal SET parent_goal_id = %s WHERE id = %s", [keys["goal Ana"], keys["goal Budi"]]
    )
    keys["old goal"] = writer.insert(
        "personnel.goal", employee_id=keys["Ana"], performance_cycle_id=keys["cycle 2024"], title="Lama"
    )
    for name, day in (("Budi", "2026-01-10"), ("Cici", None), ("Ana", "2026-01-10")):
        keys[f"appraisal {name}"] = writer.insert(
            "personnel.appraisal", employee_id=keys[name], performance_cycle_id=keys["cycle 2025"], predicate="KURANG",
            appraised_on=day,
        )  # fmt: skip
    writer.insert("personnel.appraisal_objection", appraisal_id=keys["appraisal Ana"], submitted_on="2026-01-20",
                  reason="Realisasi belum dihitung")  # fmt: skip
    writer.insert("personnel.development_action", employee_id=keys["Ana"], appraisal_id=keys["appraisal Ana"],
                  kind="BIMBINGAN_KINERJA", title="Dialog", agreed_on="2026-02-01", due_on="2026-03-01")  # fmt: skip
    return keys


# --- forms -----------------------------------------------------------------------------------------------------------


def test_goal_serves_one_goal_of_its_cycle_and_of_somebody_else(office: WrittenOffice) -> None:
    keys = office.keys
    good = {"employee_id": keys["Cici"], "performance_cycle_id": keys["cycle 2025"], "title": "Laporan"}
    both = {"parent_goal_id": keys["goal Ana"], "unit_goal_id": keys["unit goal 2025"]}
    one = "Pilih satu: sasaran atasan atau sasaran unit."
    assert office.refuse("goal", good | both) == {"unit_goal_id": one}
    other = {"parent_goal_id": "Sasaran atasan ini dari siklus lain."}
    assert office.refuse("goal", good | {"parent_goal_id": keys["old goal"]}) == other
    other = {"unit_goal_id": "Sasaran unit ini dari siklus lain."}
    assert office.refuse("goal", good | {"unit_goal_id": keys["unit goal 2024"]}) == other
    own = {"parent_goal_id": "Sasaran atasan harus milik orang lain."}
    assert office.refuse("goal", good | {"parent_goal_id": keys["goal Cici"]}) == own


@pytest.mark.parametrize("above", ["goal Budi", "goal Ana"])
def test_goal_that_would_serve_itself_is_refused(office: WrittenOffice, above: str) -> None:
    keys = office.keys
    version = office.visitor.read_version("goal", keys["goal Ana"])
    values = {"employee_id": keys["Ana"], "performance_cycle_id": keys["cycle 2025"], "title": "Ana",
              "parent_goal_id": keys[above], "unit_goal_id": "", "row_version": version}  # fmt: skip
    answer = office.visitor.post(f"goal/edit/{keys['goal Ana']}", {key: str(value) for key, value in values.items()})
    itself = "Sasaran tidak boleh menjadi induk dirinya sendiri."
    assert answer.status_code == 400
    assert read_errors(answer.text) == {"parent_goal_id": itself if above == "goal Ana" else CIRCLE}


def test_objection_follows_its_appraisal_once(office: WrittenOffice) -> None:
    keys = office.keys
    good = {"appraisal_id": keys["appraisal Budi"], "submitted_on": "2026-01-10", "reason": "Cuti dihitung",
            "status": "DIAJUKAN"}  # fmt: skip
    early = {"submitted_on": "Keberatan tidak boleh diajukan sebelum tanggal penilaian."}
    assert office.refuse("appraisal-objection", good | {"submitted_on": "2026-01-09"}) == early
    unknown = {"appraisal_id": "Isi dahulu tanggal penilaian itu; keberatan dihitung sejak tanggal tersebut."}
    assert office.refuse("appraisal-objection", good | {"appraisal_id": keys["appraisal Cici"]}) == unknown
    again = {"appraisal_id": "Keberatan atas penilaian ini sudah diajukan; keputusannya final."}
    assert office.refuse("appraisal-objection", good | {"appraisal_id": keys["appraisal Ana"]}) == again
    undated = {"decided_on": "Tanggal keputusan diisi bila sudah diputus, dan hanya bila sudah."}
    assert office.refuse("appraisal-objection", good | {"status": "DITOLAK"}) == undated
    assert office.refuse("appraisal-objection", good | {"decided_on": "2026-01-20"}) == undated
    before = {"status": "DITOLAK", "decided_on": "2026-01-09"}
    told = {"decided_on": "Keputusan tidak boleh sebelum pengajuan."}
    assert office.refuse("appraisal-objection", good | before) == told
    office.visitor.create("appraisal-objection", {name: str(value) for name, value in good.items()})


def test_plan_is_in_order(office: WrittenOffice) -> None:
    keys = office.keys
    good = {"employee_id": keys["Budi"], "kind": "BIMBINGAN_KINERJA", "title": "Dialog", "agreed_on": "2026-02-01",
            "due_on": "2026-02-01", "status": "TERBUKA", "appraisal_id": keys["appraisal Budi"]}  # fmt: skip
    wrong: dict[str, tuple[dict[str, object], str | None]] = {
        "due_on": ({"due_on": "2026-01-31"}, "Tenggat tidak boleh sebelum disepakati."),
        "done_on": ({"status": "SELESAI", "done_on": "2026-01-31"}, "Tanggal selesai tidak boleh sebelum disepakati."),
        "appraisal_id": ({"appraisal_id": keys["appraisal Ana"]}, "Penilaian ini milik pegawai lain."),
        "mentor_id": ({"mentor_id": keys["Budi"]}, "Pegawai tidak boleh membimbing dirinya sendiri."),
        "title": ({"title": "\u200b"}, None),
    }
    for field, (values, told) in wrong.items():
        refused = office.refuse("development-action", good | values)
        assert list(refused) == [field]
        assert told in (None, refused[field])
    assert list(office.refuse("development-action", good | {"status": "SELESAI"})) == ["done_on"]
    office.visitor.create("development-action", {name: str(value) for name, value in good.items()})


# --- every writer ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        ("UPDATE personnel.goal SET parent_goal_id = {goal Budi} WHERE id = {goal Cici}", None),
        ("UPDATE personnel.goal SET parent_goal_id = {goal Budi}, unit_goal_id = NULL WHERE id = {goal Ana}",
         "ck_goal_circle"),
        ("UPDATE personnel.goal SET parent_goal_id = {goal Budi} WHERE id = {goal Cici};"
         " UPDATE personnel.goal SET parent_goal_id = {goal Cici}, unit_goal_id = NULL WHERE id = {goal Ana}",
         "ck_goal_circle"),
        ("UPDATE personnel.goal SET employee_id = {Ana} WHERE id = {goal Budi}", "ck_goal_of_somebody_else"),
        ("UPDATE personnel.goal SET employee_id = {Budi} WHERE id = {goal Ana}", "ck_goal_kept"),
        ("UPDATE personnel.goal SET employee_id = {Cici} WHERE id = {goal Ana}", None),
        ("UPDATE personnel.goal SET unit_goal_id = {unit goal 2024}, performance_cycle_id = {cycle 2024}"
         " WHERE id = {goal Ana}", "ck_goal_kept"),
        ("UPDATE personnel.goal SET unit_goal_id = {unit goal 2024} WHERE id = {goal Ana}", "ck_goal_cycle_of_unit"),
        ("UPDATE personnel.goal SET performance_cycle_id = {cycle 2024} WHERE id = {goal Budi}",
         "ck_goal_cycle_of_superior"),
        ("UPDATE personnel.goal SET performance_cycle_id = {cycle 2024} WHERE id = {goal Cici}", None),
        ("UPDATE personnel.unit_goal SET performance_cycle_id = {cycle 2024}, title = 'B' WHERE id = {unit goal 2025}",
         "ck_unit_goal_kept"),
        ("UPDATE personnel.appraisal SET appraised_on = '2026-01-21' WHERE id = {appraisal Ana}",
         "ck_appraisal_objected"),
        ("UPDATE personnel.appraisal SET appraised_on = NULL WHERE id = {appraisal Ana}", "ck_appraisal_objected"),
        ("UPDATE personnel.appraisal SET appraised_on = '2026-01-20' WHERE id = {appraisal Ana}", None),
        ("UPDATE personnel.appraisal SET employee_id = {Cici}, performance_cycle_id = {cycle 2024}"
         " WHERE id = {appraisal Ana}", "ck_appraisal_followed"),
        ("UPDATE personnel.appraisal_objection SET submitted_on = '2026-01-09' WHERE appraisal_id = {appraisal Ana}",
         "ck_appraisal_objection_after_appraisal"),
        ("UPDATE personnel.development_action SET employee_id = {Cici} WHERE appraisal_id = {appraisal Ana}",
         "ck_development_action_own_appraisal"),
    ],
)  # fmt: skip
def test_a_rule_holds_for_every_writer(office: WrittenOffice, statement: str, rule: str | None) -> None:
    assert office.break_rule(statement) == rule


# --- two at once -----------------------------------------------------------------------------------------------------


def refuse_second(office: WrittenOffice, first: str, second: str) -> str | None:
    """Return what refuses a second statement, which has to wait for a first one, once that is committed."""
    with psycopg.connect(office.url) as one, psycopg.connect(office.url, autocommit=True) as two:
        one.execute(first.format(**office.keys).encode())
        two.execute("SET lock_timeout = '200ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            two.execute(second.format(**office.keys).encode())
        one.commit()
        with pytest.raises(psycopg.errors.IntegrityError) as refused:
            two.execute(second.format(**office.keys).encode())
    return refused.value.diag.constraint_name


def test_two_together_close_no_circle(office: WrittenOffice) -> None:
    first = "UPDATE personnel.goal SET parent_goal_id = {goal Budi} WHERE id = {goal Cici}"
    second = "UPDATE personnel.goal SET parent_goal_id = {goal Cici}, unit_goal_id = NULL WHERE id = {goal Ana}"
    assert refuse_second(office, first, second) == "ck_goal_circle"
    with psycopg.connect(office.url) as connection:
        connection.execute("UPDATE personnel.goal SET parent_goal_id = NULL WHERE title = 'Cici'")


def test_served_goal_does_not_leave_its_cycle_meanwhile(office: WrittenOffice) -> None:
    serve = (
        "INSERT INTO personnel.goal (employee_id, performance_cycle_id, title, {{column}}) VALUES"
        " ({Budi}, {cycle 2025}, 'Baru', {{served}}) RETURNING id"
    )
    leave = "UPDATE personnel.{table} SET performance_cycle_id = {cycle} {more} WHERE id = {key}"
    for column, table, key, more, rule in (
        ("parent_goal_id", "goal", "goal Cici", "", "ck_goal_kept"),
        ("unit_goal_id", "unit_goal", "unit goal 2025", ", title = 'B'", "ck_unit_goal_kept"),
    ):
        first = serve.format(**office.keys).format(column=column, served=office.keys[key])
        second = leave.format(table=table, cycle=office.keys["cycle 2024"], more=more, key=office.keys[key])
        assert refuse_second(office, first, second) == rule
        with psycopg.connect(office.url) as connection:
            connection.execute("DELETE FROM personnel.goal WHERE title = 'Baru'")


def test_appraisal_keeps_its_day_while_somebody_objects(office: WrittenOffice) -> None:
    with psycopg.connect(office.url) as connection:
        connection.execute("DELETE FROM personnel.appraisal_objection")
    first = (
        "INSERT INTO personnel.appraisal_objection (appraisal_id, submitted_on, reason)"
        " VALUES ({appraisal Budi}, '2026-01-12', 'Cuti dihitung')"
    )
    second = "UPDATE personnel.appraisal SET appraised_on = '2026-01-13' WHERE id = {appraisal Budi}"
    assert refuse_second(office, first, second) == "ck_appraisal_objected"
    assert refuse_second(
        office,
        "UPDATE personnel.appraisal SET appraised_on = '2026-01-15' WHERE id = {appraisal Ana}",
        first.replace("Budi", "Ana"),
    ) == "ck_appraisal_objection_after_appraisal"  # fmt: skip
