"""The change feed: which rows of the marts moved, from what to what, and because of which edit."""

import random
import re
import threading
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from feed_city import City, find_last_round, open_city, read_marts, replay, told_one_by_one
from panel_site import Visitor, serve_panel
from random_edits import edit_at_random

from admin.warehouse import publish as publishing
from admin.warehouse.feed.moves import DAILY
from admin.warehouse.feed.rounds import USUAL_DAYS
from admin.warehouse.publish import REFRESHER, rollback

MOVES = """
    SELECT mart, move, key, before, after, reason, change_id, columns, employee_id, rows FROM audit.feed_whole
    WHERE round_id = (SELECT max(id) FROM audit.mart_round) ORDER BY id
"""


@pytest.fixture(scope="module")
def city(server: Any, published_template: str) -> Iterator[City]:
    with open_city(server, published_template) as city:
        yield city


def test_late_decree_tells_which_figures_moved_and_whose_rank_followed(city: City) -> None:
    with told_one_by_one(city):
        employee, _, nip, rank, grade, _, _ = city.promote(40)
        city.refresher.refresh()
    told = city.run(MOVES)
    own = {(mart, move): (before, after) for mart, move, _, before, after, _, _, _, who, _ in told if who == employee}
    before, after = own["duk", "BERUBAH"]
    assert before["grade_code"] == grade != after["grade_code"]
    assert after["rank_agency"] < before["rank_agency"] == rank
    assert {"duk", "promotion_readiness", "employee_current"} <= {mart for mart, _ in own}
    ((change,),) = city.run(
        "SELECT max(id) FROM audit.change WHERE table_name = 'personnel.grade_record' AND employee_id = %s", employee
    )
    assert {(reason, number) for *_, reason, number, _, who, _ in told if who == employee} == {("CATATAN", change)}
    others = [row for row in told if row[0] == "duk" and row[8] != employee]
    assert others
    assert {row[5] for row in others} == {"IKUT"}
    assert all(row[3]["rank_agency"] + 1 == row[4]["rank_agency"] for row in others if "rank_agency" in row[7])
    facts = city.run(
        "SELECT edited_by, reason, decree_number, table_name, change_id, reason_code, edits FROM marts.change_feed"
        " WHERE mart = 'duk' AND nip = %s",
        nip,
    )
    assert facts == [
        ("petugas", "SK terlambat diterima", "SK-TERLAMBAT-40", "personnel.grade_record", change, "CATATAN", 1)
    ]
    followers = city.run(
        "SELECT DISTINCT edited_by, reason, decree_number, change_id, reason_code, edits FROM marts.change_feed"
        " WHERE mart = 'duk' AND nip <> %s",
        nip,
    )
    assert followers == [("petugas", "SK terlambat diterima", "SK-TERLAMBAT-40", change, "IKUT", 2)]


def test_random_edits_replayed_over_the_old_rows_make_the_new_ones(city: City) -> None:
    draw, made, last = random.Random(5), 0, find_last_round(city)
    before = read_marts(city)
    with told_one_by_one(city):
        for _ in range(6):
            with psycopg.connect(city.database.url) as connection:
                made += edit_at_random(connection, draw, 30)
            city.refresher.refresh()
    assert made > 60
    after = read_marts(city)
    replayed = replay(city, before, last)
    assert {mart for mart in after if replayed[mart] != after[mart]} == set()
    assert after != before
    ((moved, told, unsure),) = city.run(
        "SELECT count(*), (SELECT count(*) FROM marts.change_feed WHERE round_id > %s),"
        " count(*) FILTER (WHERE reason NOT IN ('CATATAN', 'IKUT')) FROM audit.feed_whole WHERE round_id > %s",
        last,
        last,
    )
    assert moved == told > 100
    assert unsure == 0


def test_rows_that_move_alike_are_told_as_one_and_none_is_left_out(city: City) -> None:
    last, before = find_last_round(city), read_marts(city)
    with told_one_by_one(city, alike=3):
        employee, *_ = city.promote(60)
        city.refresher.refresh()
    after = read_marts(city)
    different = {
        mart: sum(before[mart].get(key) != after[mart].get(key) for key in before[mart].keys() | after[mart].keys())
        for mart in after
    }
    told = city.run("SELECT mart, sum(rows) FROM audit.mart_move WHERE round_id > %s GROUP BY mart", last)
    assert dict(told) == {mart: count for mart, count in different.items() if count}
    summaries = city.run(
        "SELECT mart, columns, rows, employee_id, before FROM audit.mart_move WHERE round_id > %s AND key IS NULL", last
    )
    assert ("duk", {"rank_agency"}) in [(mart, set(columns) & {"rank_agency"}) for mart, columns, *_ in summaries]
    assert all(rows > 3 and who is None and values is None for *_, rows, who, values in summaries)
    assert city.run(
        "SELECT count(*) FROM audit.mart_move WHERE round_id > %s AND mart = 'duk' AND employee_id = %s", last, employee
    ) == [(1,)]


def test_edit_that_moves_no_figure_leaves_nothing(city: City) -> None:
    tables = ("mart_round", "mart_edit", "mart_move")
    before = [city.run(f"SELECT count(*) FROM audit.{table}") for table in tables]
    city.run("UPDATE personnel.person SET address = 'Jalan Baru' WHERE id = (SELECT min(id) FROM personnel.person)")
    assert city.refresher.refresh().entries == 1
    assert [city.run(f"SELECT count(*) FROM audit.{table}") for table in tables] == before


def test_change_that_is_held_back_is_told_when_it_comes_in(city: City) -> None:
    ((employee, person),) = city.run("SELECT id, person_id FROM personnel.employee ORDER BY id LIMIT 1 OFFSET 20")
    city.run("ALTER TABLE marts.employee_current ADD CONSTRAINT refuses CHECK (name <> 'Rusak')")
    last = find_last_round(city)
    city.run("UPDATE personnel.person SET name = 'Rusak' WHERE id = %s", person)
    city.refresher.refresh()
    query = "SELECT count(*) FROM audit.mart_move WHERE round_id > %s"
    assert city.run(query, last) == [(0,)]
    assert city.run("SELECT count(*) FROM audit.mart_edit WHERE round_id > %s", last) == [(0,)]
    city.run("ALTER TABLE marts.employee_current DROP CONSTRAINT refuses")
    city.run("UPDATE personnel.person SET phone = '0812' WHERE id = (SELECT max(id) FROM personnel.person)")
    city.refresher.refresh()
    told = city.run(
        "SELECT after ->> 'name', reason FROM audit.feed_whole WHERE round_id > %s AND mart = 'employee_current'"
        " AND employee_id = %s",
        last,
        employee,
    )
    assert told == [("Rusak", "CATATAN")]


def make_other_set(city: City) -> int:
    """Make a set that can be returned to, as a build of the day after would have left it; return its number."""
    with psycopg.connect(city.database.url) as connection:
        ((number,),) = connection.execute(
            "INSERT INTO stewardship.warehouse_build (status, as_of_date, started_at, finished_at, published_at,"
            " data_watermark, data_read_at, data_snapshot, rule_set_hash, code_commit)"
            " SELECT 'DIGANTIKAN', as_of_date + 1, started_at, clock_timestamp(), published_at - interval '1 day',"
            " data_watermark, data_read_at, data_snapshot, rule_set_hash, code_commit"
            " FROM stewardship.warehouse_build WHERE status = 'TERBIT' RETURNING id"
        ).fetchall()
        for schema in ("rules", "staging", "marts"):
            connection.execute(f"CREATE SCHEMA {schema}__b{number}".encode())
        names = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'marts'").fetchall()
        for schema, name in [
            ("staging", "live_state"),
            ("staging", "int_parameter"),
            *(("marts", one) for (one,) in names),
        ]:
            table = f"{schema}__b{number}.{name}"
            connection.execute(f"CREATE TABLE {table} (LIKE {schema}.{name} INCLUDING ALL)".encode())
            if name != "change_feed":
                connection.execute(f"INSERT INTO {table} SELECT * FROM {schema}.{name}".encode())
        marts = f"marts__b{number}"
        connection.execute(f"UPDATE {marts}.build_info SET build_id = {number}, as_of_date = as_of_date + 1".encode())
        for statement in (
            f"UPDATE {marts}.employee_current SET age_years = age_years + 1 WHERE employee_id % 2 = 0",
            f"UPDATE {marts}.kgb_due SET next_on = next_on + 1 WHERE employee_id % 9 = 0",
            f"DELETE FROM {marts}.satyalancana_due WHERE employee_id % 11 = 0",
        ):
            connection.execute(statement.encode())
    return int(number)


@pytest.fixture(scope="module")
def returned(city: City) -> Iterator[dict[str, Any]]:
    """Publish such a set and return to the first one; what was seen on the way is kept."""
    with told_one_by_one(city):
        city.promote(20)
        city.refresher.refresh()
        seen: dict[str, Any] = {
            "first": read_marts(city),
            "known": city.run("SELECT max(move_id) FROM marts.change_feed"),
        }
        seen["rounds"] = [find_last_round(city)]
        seen["number"] = make_other_set(city)
        assert rollback(city.database.url) == seen["number"]
        seen["second"] = read_marts(city)
        seen["rounds"].append(find_last_round(city))
        seen["carried"] = (
            city.run("SELECT count(*) FROM marts.change_feed"),
            city.run("SELECT count(*) FROM audit.mart_move"),
        )
        rollback(city.database.url)
        seen["rounds"].append(find_last_round(city))
        yield seen


def test_publication_tells_what_it_moved_and_days_only_as_one(city: City, returned: dict[str, Any]) -> None:
    first, second = returned["rounds"][1:]
    found = city.run(
        "SELECT mart, move, reason, sum(rows), bool_or(key IS NULL) FROM audit.feed_whole WHERE round_id = %s"
        " GROUP BY 1, 2, 3 ORDER BY 1, 2",
        first,
    )
    aged = sum(
        returned["first"]["employee_current"][key] != row for key, row in returned["second"]["employee_current"].items()
    )
    kgb = sum(returned["first"]["kgb_due"][key] != row for key, row in returned["second"]["kgb_due"].items())
    gone = len(returned["first"]["satyalancana_due"]) - len(returned["second"]["satyalancana_due"])
    assert min(aged, kgb, gone) > 0
    assert found == [
        ("employee_current", "BERUBAH", "TANGGAL", aged, True),
        ("kgb_due", "BERUBAH", "TANGGAL", kgb, False),
        ("satyalancana_due", "HILANG", "TANGGAL", gone, False),
    ]
    occasions = city.run(
        "SELECT occasion, before_build_id, build_id FROM audit.mart_round WHERE id IN (%s, %s) ORDER BY id",
        first,
        second,
    )
    number = returned["number"]
    assert occasions == [("TERBIT", 1, number), ("KEMBALI", number, 1)]


def test_feed_survives_publication_and_return(city: City, returned: dict[str, Any]) -> None:
    assert returned["carried"][0] == returned["carried"][1]
    (counts,) = city.run(
        "SELECT count(*), count(DISTINCT move_id), count(DISTINCT (build_id, as_of_date)),"
        " (SELECT count(*) FROM audit.mart_move) FROM marts.change_feed"
    )
    assert counts[0] == counts[1] == counts[3]
    assert counts[2] == 1
    assert city.run("SELECT max(build_id) FROM marts.change_feed") == city.run("SELECT build_id FROM marts.build_info")


def test_refreshes_go_on_while_sets_are_compared_and_the_next_swap_waits(
    city: City, returned: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "PATIENCE", 0.1)  # for readers who are nothing of ours
    url, connection = city.database.url, city.refresher.connection
    assert city.refresher.claim()
    for _ in range(2):
        rollback(url)
    last, returning = find_last_round(city), threading.Thread(target=rollback, args=[url])
    with psycopg.connect(url) as holder:
        holder.execute(f"LOCK TABLE marts__b{returned['number']}.duk IN ACCESS EXCLUSIVE MODE".encode())
        city.refresher.refresh()
        employee, *_ = city.promote(25)
        city.refresher.refresh()
        moved = city.run("SELECT reason_code FROM marts.change_feed WHERE mart = 'duk' AND employee_id = %s", employee)
        assert moved[-1:] == [("CATATAN",)]
        ((refreshed, occasion),) = city.run("SELECT id, occasion FROM audit.mart_round WHERE id > %s", last)
        assert occasion == "PEMBARUAN", "the comparison is not done"
        returning.start()
        returning.join(timeout=1)
        assert returning.is_alive()
    city.refresher.finish_telling()
    returning.join()
    told = city.run("SELECT occasion FROM audit.mart_round WHERE id > %s AND id <= %s ORDER BY id", last, refreshed)
    assert told == [("KEMBALI",), ("PEMBARUAN",)], "the feed replayed in order gives the marts"
    connection.execute("SELECT pg_advisory_unlock(%s)", [REFRESHER])
    connection.commit()
    rollback(url)


def test_moves_older_than_the_parameter_are_forgotten(city: City, returned: dict[str, Any]) -> None:
    first = returned["rounds"][0]
    assert city.run("SELECT count(*) > 10 FROM marts.change_feed WHERE round_id <= %s", first) == [(True,)]
    query = "SELECT (SELECT count(*) FROM audit.{0} WHERE {1} <= %s)"
    with told_one_by_one(city):
        city.run(
            f"UPDATE audit.mart_round SET moved_at = now() - interval '{USUAL_DAYS + 1} days' WHERE id <= %s", first
        )
        rollback(city.database.url)
    assert [
        city.run(query.format(table, key), first)
        for table, key in (("mart_round", "id"), ("mart_move", "round_id"), ("mart_edit", "round_id"))
    ] == [[(0,)]] * 3
    assert city.run("SELECT count(*) FROM marts.change_feed WHERE round_id <= %s", first) == [(0,)]
    assert city.run("SELECT count(*) > 0 FROM marts.change_feed") == [(True,)]
    rollback(city.database.url)
    kept = city.run("SELECT count(*) FROM marts.change_feed WHERE round_id <= %s", first)
    assert kept == [(0,)]


def test_columns_that_count_days_are_columns_of_marts(city: City) -> None:
    known = {
        name
        for (name,) in city.run(
            "SELECT attname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid"
            " WHERE relnamespace = 'marts'::regnamespace AND attnum > 0"
        )
    }
    assert known >= DAILY


@pytest.fixture(scope="module")
def visitor(server: Any, city: City) -> Iterator[Visitor]:
    with serve_panel(server.settings, city.database.url) as address:
        visitor = Visitor(address, "petugas")
        yield visitor
        visitor.close()


def test_page_tells_values_and_the_edit(city: City, visitor: Visitor) -> None:
    employee, person, *_ = city.promote(30)
    city.refresher.refresh()
    ((name,),) = city.run("SELECT name FROM personnel.person WHERE id = %s", person)
    ((change, record),) = city.run(
        "SELECT id, row_id FROM audit.change WHERE table_name = 'personnel.grade_record' AND employee_id = %s"
        " ORDER BY id DESC LIMIT 1",
        employee,
    )
    for params in (
        {"employee": employee},
        {"edit": change},
        {"mart": "duk", "employee": employee, "reason": "CATATAN"},
    ):
        page = visitor.get("changes", **params).text
        assert name in page, params
        assert f"people/{employee}" in page
        assert f"grade-record/details/{record}" in page
        assert f"#change-{change}" in page
        assert "SK terlambat diterima" in page
        assert '<a href="/admin/marts/duk">' in page
    by_edit = visitor.get("changes", edit=change).text
    assert "Ikut perubahan catatan lain" in by_edit
    assert f"changes?edit={change}" in visitor.get("history", person=person).text
    whole = visitor.get(f"people/{employee}").text
    assert "Perubahan terakhir dalam angka" in whole
    assert f"changes?employee={employee}" in whole
    english = visitor.get("changes", edit=change, lang="en")
    assert english.status_code == 200
    file = visitor.get("changes/export/csv", edit=change).text
    ((rows,),) = city.run(
        "SELECT count(*) FROM marts.change_feed WHERE round_id = (SELECT max(id) FROM audit.mart_round)"
    )
    assert len(file.splitlines()) == rows + 1


@pytest.mark.parametrize(
    "params",
    [{"mart": "pg_class"}, {"reason": "x"}, {"employee": "x"}, {"unit": "-1"}, {"edit": "1;"}, {"before": "0x1"},
     {"since": "kemarin"}],
)  # fmt: skip
def test_address_that_makes_no_sense_is_refused(visitor: Visitor, params: dict[str, str]) -> None:
    assert visitor.get("changes", **params).status_code == 400


def test_pages_of_the_feed_follow_each_other(city: City, visitor: Visitor) -> None:
    query = "SELECT mart, count(*) FROM audit.mart_move GROUP BY mart HAVING count(*) > 60 ORDER BY 2 LIMIT 1"
    ((mart, total),) = city.run(query)
    seen: list[str] = []
    address: str | None = f"changes?mart={mart}"
    while address:
        page = visitor.get(address).text
        seen += re.findall(r'id="move-(\d+)"', page)
        older = re.search(r'rel="next" href="/admin/([^"]+)"', page)
        address = older[1].replace("&amp;", "&") if older else None
    assert len(seen) == len(set(seen)) == total


def test_masked_readers_see_that_something_moved_and_of_nobody(city: City) -> None:
    with psycopg.connect(city.database.bi_url) as connection:
        rows = connection.execute("SELECT v::text FROM masked.change_feed AS v").fetchall()
        (told,) = connection.execute(
            "SELECT count(columns_moved), count(values_moved), count(row_key), count(edited_by), count(reason),"
            " count(decree_number) FROM masked.change_feed"
        )
    text = "\n".join(row for (row,) in rows)
    assert len(rows) > 50
    assert told == (len(rows), 0, 0, 0, 0, 0)
    names = city.run("SELECT name, nip FROM personnel.employee JOIN personnel.person ON person.id = person_id")
    assert [name for name, nip in names if nip in text or (" " in name and name in text)] == []
