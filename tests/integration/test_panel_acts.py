"""A decree and what it changes, on one form: stored together, or not at all."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from panel_site import PASSWORD, Visitor, read_errors, read_inputs, read_notice, serve_panel

from admin.warehouse.accounts import add_user

HOLDER = """
    select e.id, a.id, a.seat_id, a.valid_from from personnel.employee e
    join personnel.assignment a on a.employee_id = e.id and a.kind = 'DEFINITIF' and a.valid_to is null
    where a.valid_from < date '2026-01-01'
        and not exists (select from personnel.termination t where t.employee_id = e.id)
    order by e.id offset %s limit 1
"""


@pytest.fixture(scope="module")
def panel(server: Any, city_template: str) -> Iterator[tuple[Visitor, Any]]:
    with server.clone(city_template) as database:
        add_user(database.url, "admin", "administrator", PASSWORD)
        with (
            psycopg.connect(database.url, autocommit=True) as connection,
            serve_panel(server.settings, database.url) as at,
        ):
            visitor = Visitor(at)
            yield visitor, connection
            visitor.close()


def ask(connection: Any, query: str, *values: Any) -> tuple[Any, ...]:
    row = connection.execute(query, values or None).fetchone()
    assert row is not None
    return tuple(row)


def count(connection: Any) -> tuple[Any, ...]:
    return ask(
        connection,
        "select (select count(*) from personnel.decree), (select count(*) from personnel.grade_record),"
        " (select count(*) from personnel.assignment), (select count(*) from personnel.award)",
    )


def decree(number: str) -> dict[str, str]:
    return {"decree-number": number, "decree-issued_on": "2026-02-20", "decree-kind": "KENAIKAN_PANGKAT"}


def ended(visitor: Visitor, key: int) -> dict[str, str]:
    """Return what the form sends to end the present post: the switch, and what was on record when it was made."""
    return {"end_present": "true", "rows": read_inputs(visitor.get(f"people/{key}/decree/assignment").text)["rows"]}


def test_the_form_offers_both_parts_without_what_is_already_known(panel: Any) -> None:
    visitor, connection = panel
    key = ask(connection, HOLDER, 0)[0]
    page = visitor.get(f"people/{key}/decree/grade-record").text
    fields = read_inputs(page)
    assert fields["decree-kind"] == "KENAIKAN_PANGKAT"
    assert {"decree-number", "record-grade_id", "record-valid_from"} <= set(fields)
    known = {"record-employee_id", "record-decree_id", "decree-agency_id", "decree-effective_from", "decree-file_hash"}
    assert not known & set(fields)
    assert f"/admin/people/{key}/decree/grade-record" in visitor.get(f"people/{key}").text


def test_a_promotion_and_its_decree_are_stored_together(panel: Any) -> None:
    visitor, connection = panel
    key = ask(connection, HOLDER, 0)[0]
    grade = ask(connection, "select id from reference.grade where code = 'IV/e'")[0]
    record = {"record-grade_id": grade, "record-valid_from": "2026-04-01", "record-reason": "REGULER"}
    answer = visitor.post(f"people/{key}/decree/grade-record", decree("823/1/2026") | record)
    assert answer.status_code == 303, read_errors(answer.text)
    assert answer.headers["location"] == f"/admin/people/{key}?notice=saved#grade-record"
    stored = ask(
        connection,
        """
        select g.employee_id, g.valid_from::text, d.number, d.effective_from::text, d.agency_id = e.agency_id
        from personnel.grade_record g join personnel.decree d on d.id = g.decree_id
        join personnel.employee e on e.id = g.employee_id where d.number = '823/1/2026'
        """,
    )
    assert stored == (key, "2026-04-01", "823/1/2026", "2026-04-01", True)


def test_a_new_post_ends_the_one_held_until_then_on_the_same_day(panel: Any) -> None:
    visitor, connection = panel
    key, held, seat, _since = ask(connection, HOLDER, 1)
    other = ask(
        connection, "select id from personnel.seat where id <> %s and valid_to is null order by id limit 1", seat
    )[0]
    record = {"record-seat_id": other, "record-valid_from": "2026-05-01", "record-kind": "DEFINITIF"}
    sent = decree("821/2/2026") | record
    refused = visitor.post(f"people/{key}/decree/assignment", sent)
    assert refused.status_code == 400
    assert "jabatan definitif lain" in refused.text
    answer = visitor.post(f"people/{key}/decree/assignment", sent | ended(visitor, key))
    assert answer.status_code == 303, read_errors(answer.text)
    assert ask(connection, "select valid_to::text from personnel.assignment where id = %s", held) == ("2026-05-01",)
    told = "select reason from audit.change where table_name = 'personnel.assignment' and row_id = %s order by id desc"
    assert ask(connection, f"{told} limit 1", held) == ("821/2/2026",)


def test_a_post_that_somebody_changed_meanwhile_is_not_ended_unseen(panel: Any) -> None:
    visitor, connection = panel
    key, held, seat, _since = ask(connection, HOLDER, 5)
    other = ask(
        connection, "select id from personnel.seat where id <> %s and valid_to is null order by id limit 1", seat
    )[0]
    record = {"record-seat_id": other, "record-valid_from": "2026-05-01", "record-kind": "DEFINITIF"}
    sent = decree("821/6/2026") | record | ended(visitor, key)
    connection.execute("update personnel.assignment set updated_at = now() where id = %s", [held])
    for stale in (sent, sent | {"rows": ""}, sent | {"rows": f"{held}:1"}):
        answer = visitor.post(f"people/{key}/decree/assignment", stale)
        assert answer.status_code == 400
        assert "Orang lain baru saja mengubah yang akan diakhiri." in read_notice(answer.text)
    assert connection.execute("select 1 from personnel.decree where number = '821/6/2026'").fetchone() is None
    assert ask(connection, "select valid_to from personnel.assignment where id = %s", held) == (None,)
    seen = read_inputs(answer.text)["rows"]
    assert visitor.post(f"people/{key}/decree/assignment", sent | {"rows": seen}).status_code == 303


def test_acting_for_somebody_leaves_the_own_post_alone(panel: Any) -> None:
    visitor, connection = panel
    key, held, seat, _since = ask(connection, HOLDER, 2)
    other = ask(
        connection, "select id from personnel.seat where id <> %s and valid_to is null order by id limit 1", seat
    )[0]
    record = {"record-seat_id": other, "record-valid_from": "2026-05-01", "record-kind": "PLT"} | ended(visitor, key)
    assert visitor.post(f"people/{key}/decree/assignment", decree("821/3/2026") | record).status_code == 303
    assert ask(connection, "select valid_to from personnel.assignment where id = %s", held) == (None,)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"decree-number": ""}, "decree-number"),
        ({"decree-issued_on": "2026-02-31"}, "decree-issued_on"),
        ({"record-valid_from": ""}, "record-valid_from"),
        ({"record-grade_id": "999999999"}, "record-grade_id"),
        ({"record-service_months": "14"}, "record-service_years"),
        ({"decree-number": "DOBEL/1"}, "decree-number"),
        ({"decree-number": "A\x00B"}, "decree-number"),
        ({"record-service_years": "9" * 40}, "record-service_years"),
    ],
)
def test_a_mistake_in_either_part_stores_nothing_and_is_told_beside_its_field(
    panel: Any, changed: dict[str, str], field: str
) -> None:
    visitor, connection = panel
    key = ask(connection, HOLDER, 3)[0]
    connection.execute(
        "insert into personnel.decree (agency_id, kind, number, issued_on) select agency_id, 'LAIN', 'DOBEL/1', %s"
        " from personnel.employee where id = %s on conflict do nothing",
        ["2026-02-20", key],
    )
    grade = ask(connection, "select id from reference.grade where code = 'IV/d'")[0]
    record = {"record-grade_id": grade, "record-valid_from": "2026-04-01", "record-reason": "REGULER"}
    before = count(connection)
    answer = visitor.post(f"people/{key}/decree/grade-record", decree("823/9/2026") | record | changed)
    assert answer.status_code == 400
    assert read_errors(answer.text).get(field), read_errors(answer.text)
    assert count(connection) == before
    assert read_inputs(answer.text)["record-reason"] == "REGULER"


def test_the_present_post_is_not_ended_when_the_new_one_is_refused(panel: Any) -> None:
    visitor, connection = panel
    key, held, seat, _since = ask(connection, HOLDER, 4)
    record = {"record-seat_id": seat, "record-valid_from": "2026-05-01", "record-kind": "DEFINITIF"}
    record |= {"record-valid_to": "2026-04-01"} | ended(visitor, key)
    assert visitor.post(f"people/{key}/decree/assignment", decree("821/5/2026") | record).status_code == 400
    assert ask(connection, "select valid_to from personnel.assignment where id = %s", held) == (None,)
    assert connection.execute("select 1 from personnel.decree where number = '821/5/2026'").fetchone() is None


def test_nonsense_in_the_address_is_not_found(panel: Any) -> None:
    visitor = panel[0]
    for path in (
        "people/1/decree/person",
        "people/1/decree/no-such",
        "people/999999999/decree/award",
        "people/x/decree/award",
    ):
        assert visitor.get(path).status_code == 404, path
