"""The API over the published marts: every row once, of one build, with the rights of the token's user and no others."""

import re
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO
from typing import Any

import psycopg
import pytest
from api_client import ReadCity, serve_city
from exchange_files import read_xlsx
from jsonschema import Draft202012Validator
from panel_site import Visitor
from pyarrow import parquet
from sqlalchemy import text

from admin.panel.api import bearer, endpoints
from admin.panel.api.problem import ProblemError
from admin.secret import hash_token

LEAST = "select unit_id, count(*) from marts.employee_current group by 1 order by 2 desc limit 1"


@pytest.fixture(scope="module")
def city(server: Any, published_template: str) -> Iterator[ReadCity]:
    with serve_city(server, published_template) as city:
        yield city


@pytest.fixture
def changed(city: ReadCity) -> Iterator[None]:
    """Let a test change what `build_info` says, as a publication or a refresh does."""
    before = "select build_id, refreshed_at, changes_refreshed from marts.build_info"
    (found,) = city.ask(before)
    yield
    city.ask("update marts.build_info set (build_id, refreshed_at, changes_refreshed) = (%s, %s, %s)", *found)


def is_problem(answer: Any, status: int) -> str:
    """Return the sentence of a problem, having looked at the rest of it."""
    told = answer.json()
    assert (answer.status_code, told["status"]) == (status, status), told
    assert answer.headers["content-type"] == "application/problem+json"
    assert told["detail"].endswith("."), told
    return str(told["detail"])


@pytest.mark.parametrize(("mart", "limit"), [("promotion_check", 100), ("duk", 37), ("training_coverage", 1000)])
def test_pages_hold_every_row_once_as_the_database_writes_it(city: ReadCity, mart: str, limit: int) -> None:
    expected = [row for (row,) in city.ask(f"select to_jsonb(m) from marts.{mart} as m")]
    rows = city.read_all(mart, limit=limit)
    assert len(rows) == len(expected) > 30

    def by_text(row: Any) -> str:
        return str(sorted(row.items()))

    assert sorted(map(by_text, rows)) == sorted(map(by_text, expected))


def test_page_knows_its_build_and_ends(city: ReadCity) -> None:
    ((build, day, count),) = city.ask(
        "select build_id, as_of_date::text, (select count(*) from marts.duk) from marts.build_info"
    )
    first = city.get("marts/duk/rows", limit=count - 1).json()
    assert (first["mart"], first["build"]["build_id"], first["build"]["as_of_date"]) == ("duk", build, day)
    last = city.get(first["next"]).json()
    assert (len(last["rows"]), last["cursor"], last["next"]) == (1, None, None)
    whole = city.get("marts/duk/rows", limit=count).json()
    assert (len(whole["rows"]), whole["next"]) == (count, None)


def test_rows_are_narrowed_as_on_the_page(city: ReadCity) -> None:
    ((unit, count),) = city.ask(LEAST)
    assert len(city.read_all("employee_current", unit_id=unit)) == count
    ((root, total),) = city.ask(
        "select id, (select count(*) from marts.employee_current) from personnel.unit where parent_id is null limit 1"
    )
    assert len(city.read_all("employee_current", under=root)) == total
    kinds = city.ask("select count(*) from marts.employee_current where scheme in ('PNS', 'PPPK') and sex = 'P'")
    assert len(city.read_all("employee_current", scheme="PNS|PPPK", sex="P", limit=50)) == kinds[0][0] > 50


def test_next_page_after_a_publication_is_refused_and_one_after_a_refresh_is_not(city: ReadCity, changed: None) -> None:
    first = city.get("marts/duk/rows", limit=10).json()
    city.ask("update marts.build_info set changes_refreshed = 3, refreshed_at = now()")
    assert city.get(first["next"]).json()["build"]["changes_refreshed"] == 3
    city.ask("update marts.build_info set build_id = build_id + 1")
    answer = city.get(first["next"])
    build = first["build"]["build_id"]
    assert f"build {build + 1} is published now" in is_problem(answer, 409)
    assert (answer.json()["cursor_build_id"], answer.json()["build_id"]) == (build, build + 1)


@pytest.mark.parametrize("path", ["build", "marts", "marts/duk", "marts/duk/rows", "marts/duk/file.csv"])
def test_what_is_known_is_not_sent_again_until_it_changes(city: ReadCity, changed: None, path: str) -> None:
    etag = city.get(path).headers["etag"]
    known = {"if-none-match": f'"other", {etag}'}
    answer = city.get(path, headers=known)
    assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", etag)
    city.ask("update marts.build_info set changes_refreshed = changes_refreshed + 1, refreshed_at = now()")
    refreshed = city.get(path, headers=known)
    assert (refreshed.status_code, refreshed.headers["etag"] != etag) == (200, True)
    city.ask("update marts.build_info set build_id = build_id + 1")
    assert city.get(path, headers={"if-none-match": refreshed.headers["etag"]}).status_code == 200


def test_tag_is_another_one_for_whom_reaches_other_people(city: ReadCity) -> None:
    etag = city.get("marts/duk/rows", "kepala").headers["etag"]
    assert etag != city.get("marts/duk/rows").headers["etag"]
    found = city.ask(
        "update stewardship.user_role set unit_id = (select id from personnel.unit where parent_id is null limit 1)"
        ' where user_id = (select id from stewardship."user" where name = %s) returning id, old.unit_id',
        "kepala",
    )
    assert city.get("marts/duk/rows", "kepala", {"if-none-match": etag}).status_code == 200
    city.ask("update stewardship.user_role set unit_id = %s where id = %s", found[0][1], found[0][0])
    assert city.get("marts/duk/rows", "kepala", {"if-none-match": etag}).status_code == 304


def test_token_reads_what_its_user_reads(city: ReadCity) -> None:
    below = city.ask(
        "with recursive below(id) as (select unit_id from stewardship.user_role where unit_id is not null union "
        "select unit.id from personnel.unit join below on parent_id = below.id) "
        "select nip from marts.employee_current where unit_id in (select id from below) order by 1"
    )
    rows = city.read_all("employee_current", "kepala")
    assert sorted((row["nip"],) for row in rows) == below
    assert 0 < len(rows) < len(city.read_all("employee_current"))
    file = city.get("marts/employee_current/file.parquet", "kepala")
    assert parquet.read_table(BytesIO(file.content)).num_rows == len(rows)


def test_what_was_read_is_noted(city: ReadCity) -> None:
    rows = city.get("marts/duk/rows", "petugas", limit=7, sex="P").json()["rows"]
    city.get("marts/duk/file.parquet", "petugas")
    noted = city.ask(
        "select u.name, table_name, kind, narrowed_by, row_count from stewardship.export_record r "
        "join stewardship.user u on u.id = user_id order by r.id desc limit 2"
    )
    ((count,),) = city.ask("select count(*) from marts.duk")
    assert noted == [("petugas", "duk", "parquet", None, count), ("petugas", "duk", "json", "sex=P", len(rows))]


def test_parquet_has_the_types_of_the_mart_and_says_what_it_is(city: ReadCity) -> None:
    ((build,),) = city.ask("select build_id::text from marts.build_info")
    answer = city.get("marts/training_employee/file.parquet")
    assert f"_build-{build}.parquet" in answer.headers["content-disposition"]
    table = parquet.read_table(BytesIO(answer.content))
    told = city.ask(
        "select attname, format_type(atttypid, atttypmod), attnotnull, col_description(attrelid, attnum) "
        "from pg_attribute where attrelid = 'marts.training_employee'::regclass and attnum > 0"
    )
    written = {field.name: field for field in table.schema}
    assert written.keys() == {name for name, *_ in told}
    types = {"bigint": "int64", "integer": "int32", "text": "string", "date": "date32[day]", "boolean": "bool"}
    for name, kind, is_filled, comment in told:
        field, expected = written[name], types.get(kind)
        if found := re.fullmatch(r"numeric\((\d+),(\d+)\)", kind):
            expected = f"decimal128({found[1]}, {found[2]})"
        assert (str(field.type), field.nullable) == (expected, not is_filled), name
        assert f"{field.metadata[b'description_id'].decode()} | " in comment
    facts = {name.decode(): value.decode() for name, value in table.schema.metadata.items()}
    assert (facts["mart"], facts["Build"]) == ("training_employee", build)
    key = ("employee_id", "year")
    rows = {tuple(row[name] for name in key): row for row in table.to_pylist()}
    with psycopg.connect(city.url, row_factory=psycopg.rows.dict_row) as connection:
        stored = connection.execute("select * from marts.training_employee").fetchall()
    assert len(stored) == len(rows) > 300
    assert all(rows[tuple(row[name] for name in key)] == row for row in stored)
    assert isinstance(rows[stored[0]["employee_id"], stored[0]["year"]]["hours_counted"], Decimal)


def test_every_mart_can_be_taken_as_parquet_and_xlsx(city: ReadCity) -> None:
    for item in city.get("marts", "pemeriksa").json()["marts"]:
        ((count,),) = city.ask(f"select count(*) from marts.{item['name']}")
        table = parquet.read_table(BytesIO(city.get(item["files"]["parquet"], "pemeriksa").content))
        assert (table.num_rows, len(table.schema)) == (count, len(item["columns"])), item["name"]
    headings, *rows = read_xlsx(city.get("marts/duk/file.xlsx").content)
    nips = {nip for (nip,) in city.ask("select nip from marts.duk")}
    assert {row[headings.index("nip")] for row in rows} == nips


def test_document_tells_the_truth_of_every_answer(city: ReadCity) -> None:
    answer = city.get("openapi.json")
    document = answer.json()
    assert document["openapi"] == "3.1.0"
    assert "://" not in answer.text, "an address of somebody else's"

    def validate(schema: dict[str, Any], value: Any) -> None:
        Draft202012Validator(schema | {"components": document["components"]}).validate(value)

    marts = {name for (name,) in city.ask("select tablename from pg_tables where schemaname = 'marts'")}
    assert {path.split("/")[2] for path in document["paths"] if path.startswith("/marts/")} == marts
    for path, item in document["paths"].items():
        if "{kind}" in path:
            continue
        limit: dict[str, Any] = {"limit": 25} if path.endswith("/rows") else {}
        answer = city.get(path.removeprefix("/"), "pemeriksa", **limit)
        told = item["get"]["responses"][str(answer.status_code)]
        validate(told["content"]["application/json"]["schema"], answer.json())
        assert answer.headers["etag"]
    problems = [("marts/duk/rows?limit=0", 400), ("marts/nothing", 404), ("marts/nothing/rows", 404)]
    for address, status in problems:
        answer = city.get(address)
        is_problem(answer, status)
        schema = document["paths"]["/build"]["get"]["responses"][str(status)]["content"]["application/problem+json"]
        validate(schema["schema"], answer.json())


def test_every_documented_filter_is_taken(city: ReadCity) -> None:
    path = "/marts/training_employee/rows"
    document = city.get("openapi.json").json()
    values = {"date": "2026-01-01", "boolean": "true"}
    kinds = {item["name"]: item["type"] for item in city.get("marts/training_employee").json()["columns"]}
    filters: dict[str, Any] = {
        item["name"]: values.get(kinds.get(item["name"], ""), "1")
        for item in document["paths"][path]["get"]["parameters"]
        if item["in"] == "query" and item["name"] != "cursor"
    }
    assert filters.keys() >= kinds.keys() | {"under", "limit"}
    assert city.get(path[1:], **filters).status_code == 200


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("marts/duk/rows?limit=10001", "limit is a number from 1 to 10000."),
        ("marts/duk/rows?limit=x", "limit is a number"),
        ("marts/duk/rows?nama=Ani", 'The parameter "nama" is not known for this mart'),
        ("marts/duk/rows?sex=P&sex=L", "or is written twice"),
        ("marts/duk/rows?born_on=soon", "This filter is not known."),
        ("marts/duk/rows?under=abc", "This filter is not known."),
        ("marts/duk/rows?cursor=%00", "cursor is not what the page before gave"),
        ("marts/duk/rows?cursor=W10", "cursor is not what the page before gave"),
        ("marts/duk/file.csv?limit=3", 'The parameter "limit" is not known'),
    ],
)
def test_slips_are_told_in_a_sentence(city: ReadCity, path: str, sentence: str) -> None:
    assert sentence in is_problem(city.get(path), 400)


def test_cursor_belongs_to_its_mart_and_filters(city: ReadCity) -> None:
    cursor = city.get("marts/duk/rows", limit=1, sex="P").json()["cursor"]
    assert city.get("marts/duk/rows", sex="P", cursor=cursor).status_code == 200
    is_problem(city.get("marts/duk/rows", cursor=cursor), 400)
    is_problem(city.get("marts/employee_current/rows", sex="P", cursor=cursor), 400)


def test_nothing_is_answered_without_a_good_token(city: ReadCity) -> None:
    for path in ("openapi.json", "marts", "marts/duk/rows", "marts/duk/file.csv"):
        for value in ("", "Bearer", "Basic YWRtaW4=", "Bearer merit_" + "x" * 43, "Bearer merit_é".encode("latin-1")):
            answer = city.get(path, headers={"authorization": value})
            is_problem(answer, 401)
            assert answer.headers["www-authenticate"].startswith("Bearer")
            assert "etag" not in answer.headers
    visitor = Visitor(city.address)  # signed in with a browser, which is no token
    assert visitor.client.get("/api/v1/marts").status_code == 401
    visitor.close()


@pytest.mark.parametrize(
    ("change", "undo", "status", "sentence"),
    [
        ("update stewardship.api_token set expires_on = current_date - 1 where token_hash = %s",
         "update stewardship.api_token set expires_on = current_date + 30 where token_hash = %s", 401, "worked until"),
        ("update stewardship.api_token set revoked_at = now() where token_hash = %s",
         "update stewardship.api_token set revoked_at = null where token_hash = %s", 401, "was revoked"),
        ('update stewardship."user" set is_active = false where id = (select user_id from stewardship.api_token '
         "where token_hash = %s)", 'update stewardship."user" set is_active = true where id = (select user_id from '
         "stewardship.api_token where token_hash = %s)", 401, "is unknown"),
        ("update stewardship.user_role set valid_from = current_date - 9, valid_to = current_date where user_id = "
         "(select user_id from stewardship.api_token where token_hash = %s)", "update stewardship.user_role set "
         "valid_to = null where user_id = (select user_id from stewardship.api_token where token_hash = %s)", 403,
         "may not read the marts"),
    ],
)  # fmt: skip
def test_token_ends_with_its_day_its_user_and_its_role(
    city: ReadCity, change: str, undo: str, status: int, sentence: str
) -> None:
    assert city.get("marts", "petugas").status_code == 200
    city.ask(change, hash_token(city.tokens["petugas"]))
    assert sentence in is_problem(city.get("marts", "petugas"), status)
    city.ask(undo, hash_token(city.tokens["petugas"]))
    assert city.get("marts", "petugas").status_code == 200


def test_last_day_counts(city: ReadCity) -> None:
    city.ask("update stewardship.api_token set expires_on = current_date")
    assert city.get("marts").status_code == 200


def test_api_only_reads_and_says_so_where_there_is_nothing(city: ReadCity) -> None:
    for path, status in (("/api/v1/marts", 405), ("/api/v1/nothing", 404), ("/api/", 404)):
        answer = city.client.post(path, headers={"authorization": f"Bearer {city.tokens['admin']}"})
        is_problem(answer, status)


def test_what_takes_too_long_is_stopped_and_told(city: ReadCity, monkeypatch: pytest.MonkeyPatch) -> None:
    hurried = text("SET LOCAL statement_timeout = '200ms'")
    monkeypatch.setattr(endpoints, "LIMITS", (hurried,))
    with psycopg.connect(city.url) as connection:
        connection.execute("lock table marts.duk in access exclusive mode")
        assert "more than a minute" in is_problem(city.get("marts/duk/rows"), 503)


def test_pace_lets_so_many_through_and_more_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr("admin.panel.api.bearer.time.monotonic", lambda: now)
    pace = bearer.Pace(60)
    for _ in range(60):
        pace.spend("token 1")
    with pytest.raises(ProblemError) as refused:
        pace.spend("token 1")
    assert (refused.value.status, refused.value.headers) == (429, {"retry-after": "2"})
    pace.spend("token 2")
    now += 2
    pace.spend("token 1")
    pace.spend("token 1")
    with pytest.raises(ProblemError):
        pace.spend("token 1")


def test_administrator_makes_and_revokes_tokens_on_the_page(city: ReadCity) -> None:
    administrator, officer = Visitor(city.address), Visitor(city.address, "petugas")
    ((user,),) = city.ask('select id from stewardship."user" where name = %s', "kepala")
    assert f"account/tokens?user={user}" in administrator.get(f"user/details/{user}").text
    refused = administrator.post(f"account/tokens?user={user}", {"name": "", "days": "30"})
    assert (refused.status_code, "Tulis nama program" in refused.text) == (400, True)
    assert administrator.post(f"account/tokens?user={user}", {"name": "Superset", "days": "9999"}).status_code == 400
    page = administrator.post(f"account/tokens?user={user}", {"name": "Superset", "days": "30"}).text
    found = re.search(r"merit_[\w-]{43}", page)
    assert found is not None
    city.tokens["superset"] = found[0]
    assert len(city.read_all("employee_current", "superset")) == len(city.read_all("employee_current", "kepala"))
    shown = administrator.get("account/tokens", user=user).text
    assert "Superset" in shown
    assert found[0] not in shown
    stored = city.ask("select t::text from stewardship.api_token t where name = 'Superset'")[0][0]
    assert found[0] not in stored
    assert hash_token(found[0]) not in administrator.get("api-token/list").text
    ((number,),) = city.ask("select id from stewardship.api_token where name = 'Superset'")
    assert officer.get("account/tokens", user=user).status_code == 403
    assert officer.post(f"account/tokens?user={user}", {"name": "x", "days": "30"}).status_code == 403
    assert officer.post("account/tokens", {"name": "x", "days": "30"}).status_code == 403
    assert officer.post(f"account/tokens/{number}/revoke", {}).status_code == 403
    assert city.get("build", "superset").status_code == 200
    assert officer.get("account/tokens").status_code == 200
    assert administrator.post(f"account/tokens/{number}/revoke", {}).status_code == 303
    is_problem(city.get("build", "superset"), 401)
    audited = city.ask(
        "select operation, database_user, new::text || coalesce(old::text, '') from audit.change "
        "where table_name = 'stewardship.api_token' and row_id = %s order by id", number,
    )  # fmt: skip
    assert [operation for operation, *_ in audited] == ["TAMBAH", "UBAH"]
    assert not any(hash_token(found[0]) in told for *_, told in audited)
    administrator.close()
    officer.close()
