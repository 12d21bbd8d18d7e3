"""The results of a whole session on one form: stored for everybody, or for nobody."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from panel_site import PASSWORD, Visitor, read_inputs, read_notice, serve_panel

from admin.warehouse.accounts import add_user

MAKE_SESSION = """
    with held as (
        insert into personnel.session (agency_id, course_id, name, starts_on, ends_on)
        select a.id, c.id, 'Angkatan uji ' || now()::text, date '2026-03-02', date '2026-03-04'
        from personnel.agency a, personnel.course c where c.code = %s limit 1
        returning id
    ), placed as (
        insert into personnel.enrolment (session_id, employee_id)
        select held.id, e.id from held, personnel.employee e where e.id in (2, 3, 4)
    )
    select id from held
"""


@pytest.fixture(scope="module")
def panel(server: Any, city_template: str) -> Iterator[tuple[Visitor, Any]]:
    with server.clone(city_template) as database:
        add_user(database.url, "admin", "administrator", PASSWORD)
        with (
            psycopg.connect(database.url, autocommit=True) as connection,
            serve_panel(server.settings, database.url) as at,
        ):
            connection.execute(
                "insert into personnel.course (code, title, training_kind_id, hours, valid_years)"
                " select 'UJI-1', 'Pelatihan Uji', id, 24, 3 from reference.training_kind order by id limit 1"
            )
            visitor = Visitor(at)
            yield visitor, connection
            visitor.close()


@pytest.fixture
def held(panel: Any) -> int:
    return int(panel[1].execute(MAKE_SESSION, ["UJI-1"]).fetchone()[0])


def enrolled(connection: Any, held: int) -> dict[int, int]:
    rows = connection.execute(
        "select employee_id, id from personnel.enrolment where session_id = %s", [held]
    ).fetchall()
    return dict(rows)


def read_form(visitor: Visitor, held: int) -> dict[str, str]:
    """Return what the form holds when it is opened."""
    return {
        name: value for name, value in read_inputs(visitor.get(f"sessions/{held}/results").text).items() if "-" in name
    }


def completed(connection: Any, held: int) -> list[tuple[Any, ...]]:
    return connection.execute(  # type: ignore[no-any-return]
        "select employee_id, hours::float, certificate_number, certificate_on::text, expires_on::text, title"
        " from personnel.completion where session_id = %s order by 1",
        [held],
    ).fetchall()


def test_everybody_is_offered_as_attending_the_course_hours(panel: Any, held: int) -> None:
    visitor, connection = panel
    fields = read_inputs(visitor.get(f"sessions/{held}/results").text)
    for key in enrolled(connection, held).values():
        assert fields[f"status-{key}"] == "HADIR"
        assert float(fields[f"hours-{key}"]) == 24
    assert f"/admin/sessions/{held}/results" in visitor.get(f"session/details/{held}").text


def test_results_of_all_are_stored_at_once_and_only_once(panel: Any, held: int) -> None:
    visitor, connection = panel
    two, three, four = (enrolled(connection, held)[key] for key in (2, 3, 4))
    sent = {
        "certificate_on": "2026-03-10",
        f"status-{two}": "HADIR", f"hours-{two}": "24", f"certificate-{two}": "S-1/2026",
        f"status-{three}": "TIDAK_HADIR", f"hours-{three}": "24",
        f"status-{four}": "HADIR", f"hours-{four}": "20,5",
    }  # fmt: skip
    for _time in range(2):
        assert visitor.post(f"sessions/{held}/results", read_form(visitor, held) | sent).status_code == 303
        assert completed(connection, held) == [
            (2, 24.0, "S-1/2026", "2026-03-10", "2029-03-10", "Pelatihan Uji"),
            (4, 20.5, None, "2026-03-10", "2029-03-10", "Pelatihan Uji"),
        ]
    states = connection.execute(
        "select employee_id, status from personnel.enrolment where session_id = %s order by 1", [held]
    ).fetchall()
    assert states == [(2, "HADIR"), (3, "TIDAK_HADIR"), (4, "HADIR")]


@pytest.mark.parametrize(
    "wrong",
    [
        {"hours": "banyak"},
        {"hours": "-1"},
        {"hours": "5001"},
        {"hours": ""},
        {"hours": "NaN"},
        {"status": "MUNGKIN"},
        {"certificate": "x" * 500},
        {"certificate": "A\x00B"},
    ],
)
def test_one_mistake_stores_nothing_and_keeps_what_was_typed(panel: Any, held: int, wrong: dict[str, str]) -> None:
    visitor, connection = panel
    two, three = (enrolled(connection, held)[key] for key in (2, 3))
    sent = (
        read_form(visitor, held)
        | {f"certificate-{three}": "S-9/2026"}
        | {f"{name}-{two}": value for name, value in wrong.items()}
    )
    answer = visitor.post(f"sessions/{held}/results", sent)
    assert answer.status_code == 400
    assert read_notice(answer.text) == "Belum ada yang disimpan. Perbaiki isian yang ditandai, lalu simpan lagi."
    assert 'class="error"' in answer.text
    assert read_inputs(answer.text)[f"certificate-{three}"] == "S-9/2026"
    assert completed(connection, held) == []


def test_a_date_that_is_none_is_told(panel: Any, held: int) -> None:
    visitor, connection = panel
    answer = visitor.post(f"sessions/{held}/results", read_form(visitor, held) | {"certificate_on": "2026-02-30"})
    assert answer.status_code == 400
    assert read_notice(answer.text)
    assert read_inputs(answer.text)["certificate_on"] == "2026-02-30"
    assert completed(connection, held) == []


def test_a_session_that_does_not_exist_is_not_found(panel: Any) -> None:
    for key in ("999999999", "abc", "0"):
        assert panel[0].get(f"sessions/{key}/results").status_code == 404


def test_who_was_not_on_the_form_is_left_alone(panel: Any, held: int) -> None:
    visitor, connection = panel
    sent = read_form(visitor, held)
    connection.execute("insert into personnel.enrolment (session_id, employee_id) values (%s, 5)", [held])
    assert visitor.post(f"sessions/{held}/results", sent).status_code == 303
    assert [row[0] for row in completed(connection, held)] == [2, 3, 4]
    assert visitor.post(f"sessions/{held}/results", {"certificate_on": ""}).status_code == 303
    assert [row[0] for row in completed(connection, held)] == [2, 3, 4]


def test_what_somebody_else_decided_meanwhile_is_not_overwritten(panel: Any, held: int) -> None:
    visitor, connection = panel
    sent = read_form(visitor, held)
    three = enrolled(connection, held)[3]
    connection.execute("update personnel.enrolment set status = 'DIBATALKAN' where id = %s", [three])
    answer = visitor.post(f"sessions/{held}/results", sent)
    assert answer.status_code == 400
    assert "Orang lain" in read_notice(answer.text)
    assert completed(connection, held) == []
    row = connection.execute("select status from personnel.enrolment where id = %s", [three]).fetchone()
    assert row == ("DIBATALKAN",)


def test_session_of_hundreds_is_stored_from_one_form(panel: Any, held: int) -> None:
    visitor, connection = panel
    others = {f"{name}-{key}": "1" for key in range(9_000_000, 9_000_400) for name in ("status", "hours", "version")}
    assert visitor.post(f"sessions/{held}/results", read_form(visitor, held) | others).status_code == 303
    assert len(completed(connection, held)) == 3
