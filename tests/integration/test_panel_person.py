"""Finding a person from any page, and the page that shows a person whole."""

import html
import re
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from panel_site import PASSWORD, Visitor, serve_panel

from admin.warehouse.accounts import add_user


@pytest.fixture(scope="module")
def panel(server: Any, city_template: str) -> Iterator[tuple[Visitor, "psycopg.Connection[Any]"]]:
    with server.clone(city_template) as database:
        add_user(database.url, "admin", "administrator", PASSWORD)
        with (
            psycopg.connect(database.url, autocommit=True) as connection,
            serve_panel(server.settings, database.url) as at,
        ):
            visitor = Visitor(at)
            yield visitor, connection
            visitor.close()


def find_employee(connection: "psycopg.Connection[Any]", order: str = "e.id") -> tuple[int, str, str]:
    row = connection.execute(
        f"""
        select e.id, e.nip, p.name from personnel.employee e join personnel.person p on p.id = e.person_id
        where exists (select from personnel.assignment a where a.employee_id = e.id and a.kind = 'DEFINITIF'
            and a.valid_from <= current_date and a.valid_to is null)
        order by {order} limit 1
        """
    ).fetchone()
    assert row is not None
    return row[0], row[1], row[2]


def search(visitor: Visitor, term: str) -> dict[str, Any]:
    answer = visitor.get("find/soon", term=term)
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def test_a_nip_is_found_however_its_groups_are_written(panel: Any) -> None:
    visitor, connection = panel
    key, nip, name = find_employee(connection)
    grouped = f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"
    for term in (nip, grouped, nip[:15], grouped[:12]):
        found = search(visitor, term)["results"]
        assert f"/admin/people/{key}" in [row["id"] for row in found], term
    assert name in next(row for row in search(visitor, nip)["results"])["text"]


def test_a_part_of_a_name_in_any_case_is_found_with_the_post_beside_it(panel: Any) -> None:
    visitor, connection = panel
    key, nip, name = find_employee(connection, "length(p.name) desc, e.id")
    found = search(visitor, name[1:].upper())["results"]
    row = next(item for item in found if item["id"] == f"/admin/people/{key}")
    title = connection.execute(
        """
        select t.name from personnel.assignment a join personnel.seat s on s.id = a.seat_id
        join personnel.position_title t on t.id = s.position_title_id
        where a.employee_id = %s and a.kind = 'DEFINITIF' and a.valid_to is null
        """,
        [key],
    ).fetchone()
    assert nip in row["detail"]
    assert title[0] in row["detail"]


def test_names_that_begin_as_typed_come_first(panel: Any) -> None:
    visitor, connection = panel
    first = connection.execute(
        "select left(name, 3) from personnel.person group by 1 order by count(*) desc"
    ).fetchone()
    stmt = "select name from personnel.person join personnel.employee on person_id = person.id where employee.id = %s"
    keys = [row["id"].rpartition("/")[2] for row in search(visitor, first[0])["results"]]
    names = [connection.execute(stmt, [key]).fetchone()[0].casefold() for key in keys]
    begins = [name.startswith(first[0].casefold()) for name in names]
    assert begins == sorted(begins, reverse=True)
    assert any(begins)


@pytest.mark.parametrize("term", ["", "a", "ab", "%", "__", "1 9"])
def test_too_little_typed_asks_for_more(panel: Any, term: str) -> None:
    found = search(panel[0], term)
    assert found["results"] == []
    assert found["sentence"]


@pytest.mark.parametrize("term", ["%%%", "___", "' or 1=1 --", "zzzzqqq", "٣٣٣٣", "🙂🙂🙂"])
def test_signs_mean_themselves_and_find_nobody(panel: Any, term: str) -> None:
    assert search(panel[0], term) == {"results": [], "sentence": "Tidak ada yang ditemukan."}


def test_control_characters_and_endless_terms_are_refused_with_a_sentence(panel: Any) -> None:
    for term in ("siti\x00", "x" * 5000):
        answer = panel[0].get("find/soon", term=term)
        assert answer.status_code == 400
        assert answer.json()["sentence"]


def test_enter_leads_to_the_only_person_found_or_to_the_list(panel: Any) -> None:
    visitor, connection = panel
    key, nip, _name = find_employee(connection)
    answer = visitor.get("find", search=nip)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/admin/people/{key}")
    common = connection.execute(
        "select split_part(name, ' ', 1) from personnel.person where length(split_part(name, ' ', 1)) > 3"
        " group by 1 having count(*) between 2 and 12 order by count(*) desc, 1 limit 1"
    ).fetchone()[0]
    page = visitor.get("find", search=common)
    assert page.status_code == 200
    assert len(re.findall(r'href="/admin/people/\d+"', page.text)) >= 2


def test_the_page_shows_today_every_table_and_the_whole_career(panel: Any) -> None:
    visitor, connection = panel
    key, nip, name = find_employee(connection)
    page = visitor.get(f"people/{key}").text
    text = html.unescape(page)
    assert name in text
    assert nip in text
    for table, column in (("grade_record", "employee_id"), ("assignment", "employee_id"), ("appraisal", "employee_id")):
        count = connection.execute(f"select count(*) from personnel.{table} where {column} = %s", [key]).fetchone()[0]
        section = re.search(rf'id="{table.replace("_", "-")}".*?</h3>', page, re.DOTALL)
        assert section is not None, table
        assert re.search(rf'class="muted">{count}<', section[0]), table
    days = re.findall(r'<time datetime="([\d-]+)"', page)
    grades = connection.execute(
        "select valid_from::text from personnel.grade_record where employee_id = %s", [key]
    ).fetchall()
    assert days == sorted(days, reverse=True)
    assert {day for (day,) in grades} <= set(days)


def test_a_family_member_belongs_to_the_page_through_the_person(panel: Any) -> None:
    visitor, connection = panel
    key, _nip, _name = find_employee(connection)
    person = connection.execute("select person_id from personnel.employee where id = %s", [key]).fetchone()[0]
    visitor.create("family-member", {"person_id": person, "name": "Anak Kandung Uji", "kinship": "ANAK", "sex": "L"})
    assert "Anak Kandung Uji" in visitor.get(f"people/{key}").text


def test_saving_leads_back_to_the_person_and_nowhere_else(panel: Any) -> None:
    visitor, connection = panel
    key, _nip, _name = find_employee(connection)
    person = connection.execute("select person_id from personnel.employee where id = %s", [key]).fetchone()[0]
    version = visitor.read_version("person", person)
    for back, expected in (
        (f"/admin/people/{key}", f"/admin/people/{key}?notice=saved"),
        ("https://jahat.example/", f"/admin/person/details/{person}?notice=saved"),
        ("//jahat.example/", f"/admin/person/details/{person}?notice=saved"),
    ):
        version = visitor.read_version("person", person)
        answer = visitor.post(
            f"person/edit/{person}", {"row_version": version, "birth_place": "Mamuju"}, params={"next": back}
        )
        assert answer.status_code == 303
        assert answer.headers["location"] == expected


def test_nobody_and_nonsense_are_not_found(panel: Any) -> None:
    for key in ("999999999", "0", "-1", "abc", "9" * 30):
        assert panel[0].get(f"people/{key}").status_code == 404
