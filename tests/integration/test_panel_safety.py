"""Signing in and out, who may do what, other sites, other hosts, and what every answer carries."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import httpx2 as httpx
import psycopg
import pytest
from panel_rows import fill_form
from panel_site import PASSWORD, Visitor, read_notice, serve_panel
from sqlalchemy import Engine

from admin.panel.sign_in.cookies import SESSION as COOKIE
from admin.warehouse.accounts import add_user
from models.database import create_engine
from models.people import Person
from models.reference import Holiday

WRONG = "Nama pengguna atau kata sandi salah."


class Site:
    """A served panel with one user of each kind."""

    def __init__(self, address: str, url: str, engine: Engine) -> None:
        self.address, self.url, self.engine = address, url, engine

    def sign_in(self, name: str, password: str = PASSWORD, **params: str) -> httpx.Response:
        with self.stranger() as client:
            return client.post("/admin/login", params=params, data={"username": name, "password": password})

    @contextmanager
    def stranger(self) -> Iterator[httpx.Client]:
        """Yield a browser nobody has signed in with, which sends the token of the pages it was shown."""
        visitor = Visitor(self.address, "")
        yield visitor.client
        visitor.close()

    def visit(self, path: str, token: str | None) -> int:
        with httpx.Client(base_url=self.address, cookies={COOKIE: token} if token else None) as client:
            return client.get(f"/admin/{path}").status_code


@pytest.fixture(scope="module")
def site(server: Any, template: str) -> Iterator[Site]:
    with server.clone(template) as database:
        for name in ("administrator", "data_steward", "hr_officer", "inspector", "employee"):
            add_user(database.url, name, name, PASSWORD)
        engine = create_engine(database.url)
        with serve_panel(server.settings, database.url) as address:
            yield Site(address, database.url, engine)
        engine.dispose()


def test_every_page_asks_to_sign_in_and_leads_back(site: Site) -> None:
    with site.stranger() as client:
        answer = client.get("/admin/person/list?search=budi")
        assert answer.status_code == 303
        assert answer.headers["location"] == "/admin/login?next=%2Fadmin%2Fperson%2Flist%3Fsearch%3Dbudi"
        answer = client.post(answer.headers["location"], data={"username": "inspector", "password": PASSWORD})
        assert answer.headers["location"] == "/admin/person/list?search=budi"
        assert client.get("/").headers["location"] == "/admin/"


@pytest.mark.parametrize(
    "elsewhere",
    [
        *("https://evil.example/admin/", "//evil.example/admin/", "/admin\\@evil", "x", "javascript:alert(1)"),
        *("/admin/../evil", "/admin/%2e%2e/evil", "/admin/people/.%2E/../../evil?a=b", "/admin/x\r\nLocation: y"),
    ],
)
def test_signing_in_never_leads_to_another_site(site: Site, elsewhere: str) -> None:
    assert site.sign_in("inspector", next=elsewhere).headers["location"] == "/admin/"


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"username": "inspector", "password": "salah-sekali"}, WRONG),
        ({"username": "tidak-ada", "password": PASSWORD}, WRONG),
        ({"username": "inspector", "password": "x" * 5000}, WRONG),
        ({"username": "insp\x00ector", "password": PASSWORD}, WRONG),
        ({"username": "inspector"}, "Isi nama pengguna dan kata sandi."),
        ({"password": PASSWORD}, "Isi nama pengguna dan kata sandi."),
        ({}, "Isi nama pengguna dan kata sandi."),
        ({"username": ["inspector", "x"], "password": PASSWORD}, "Isi nama pengguna dan kata sandi."),
    ],
)
def test_wrong_sign_in_is_told_without_saying_which_part(site: Site, sent: dict[str, Any], sentence: str) -> None:
    with site.stranger() as client:
        answer = client.post("/admin/login", data=sent)
    assert (answer.status_code, read_notice(answer.text)) == (400, sentence)
    assert COOKIE not in answer.cookies


def test_sign_in_without_a_password_of_its_own_is_refused(site: Site) -> None:
    with psycopg.connect(site.url) as connection:
        connection.execute("insert into stewardship.user (name) values ('tanpa_sandi') on conflict do nothing")
    assert site.sign_in("tanpa_sandi").status_code == 400


def test_cookie_is_new_at_each_sign_in_and_hidden_from_scripts(site: Site) -> None:
    first, second = site.sign_in("hr_officer"), site.sign_in("hr_officer")
    assert "httponly" in first.headers["set-cookie"].lower()
    assert "samesite=lax" in first.headers["set-cookie"].lower()
    assert first.cookies[COOKIE]
    assert site.visit("", first.cookies[COOKIE]) == 200
    assert site.visit("", second.cookies[COOKIE]) == 200


@pytest.mark.parametrize("token", ["", "x", "WzEsMF0.abc.def", "null", "eyJhIjoxfQ.aaaa.bbbb", "A" * 43])
def test_made_up_cookie_is_worth_nothing(site: Site, token: str) -> None:
    assert site.visit("", token) == 303


def test_copied_cookie_is_worth_nothing_after_signing_out(site: Site) -> None:
    visitor = Visitor(site.address, "data_steward")
    token = visitor.client.cookies[COOKIE]
    assert visitor.get("logout").status_code == 405
    assert site.visit("", token) == 200
    assert visitor.post("logout", {}).status_code == 303
    assert site.visit("", token) == 303
    visitor.close()


def test_session_ends_when_the_user_is_switched_off_or_gets_a_new_password(site: Site) -> None:
    add_user(site.url, "sementara", "inspector", PASSWORD)
    token = site.sign_in("sementara").cookies[COOKIE]
    boss = Visitor(site.address, "administrator")
    with psycopg.connect(site.url) as connection:
        row = connection.execute("select id, row_version from stewardship.user where name = 'sementara'").fetchone()
    assert row is not None
    change = {"password_hash": "sandi-lain-lagi", "row_version": str(row[1])}
    assert boss.post(f"user/edit/{row[0]}", change).status_code == 303
    assert site.visit("", token) == 303
    renewed = site.sign_in("sementara", "sandi-lain-lagi").cookies[COOKIE]
    page = boss.get(f"user/edit/{row[0]}").text
    assert "argon2" not in page + boss.get("user/list").text + boss.get(f"user/details/{row[0]}").text
    with psycopg.connect(site.url) as connection:
        connection.execute("update stewardship.user set is_active = false where name = 'sementara'")
    assert site.visit("", renewed) == 303
    boss.close()


def test_adding_a_user_again_ends_the_sessions_of_before(site: Site) -> None:
    add_user(site.url, "lama", "inspector", PASSWORD)
    token = site.sign_in("lama").cookies[COOKIE]
    assert site.visit("", token) == 200
    add_user(site.url, "lama", "inspector", "sandi-yang-baru")
    assert site.visit("", token) == 303


def test_short_password_is_refused(site: Site) -> None:
    boss = Visitor(site.address, "administrator")
    answer = boss.post("user/create", {"name": "pendek", "password_hash": "pendek"})
    assert answer.status_code == 400
    assert "Kata sandi harus 8 sampai 200 huruf." in answer.text
    boss.close()


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("administrator", {"read people", "read marts", "change people", "change reference", "read users"}),
        ("data_steward", {"read people", "read marts", "change people", "change reference"}),
        ("hr_officer", {"read people", "read marts", "change people"}),
        ("inspector", {"read people", "read marts"}),
        ("employee", {"read people", "read marts"}),
    ],
)
def test_roles_decide_what_may_be_done(site: Site, role: str, may: set[str]) -> None:
    visitor = Visitor(site.address, role)
    person, holiday = fill_form(site.engine, Person), fill_form(site.engine, Holiday)
    tried = {
        "read people": visitor.get("person/list").status_code,
        "read marts": visitor.get("marts/duk").status_code,
        "change people": visitor.post("person/create", person).status_code,
        "change reference": visitor.post("holiday/create", holiday).status_code,
        "read users": visitor.get("user/list").status_code,
    }
    assert {what for what, status in tried.items() if status != 403} == may
    assert ("user/list" in visitor.get("").text) == ("read users" in may)
    assert (
        ("/admin/marts" in visitor.get("").text) == ("read marts" in may) == (visitor.get("marts").status_code == 200)
    )
    assert visitor.post("warehouse-build/create", {}).status_code == 403
    visitor.close()


def test_last_administrator_keeps_the_role(site: Site) -> None:
    boss = Visitor(site.address, "administrator")
    with psycopg.connect(site.url, autocommit=True) as connection:
        row = connection.execute(
            "select user_role.id, user_id from stewardship.user_role join stewardship.role on role.id = role_id"
            " where role.code = 'administrator'"
        ).fetchall()
    assert len(row) == 1
    refused = boss.delete("user-role", row[0][0])
    assert refused.status_code == 409
    assert "Harus tetap ada administrator aktif" in refused.text
    with (
        psycopg.connect(site.url) as connection,
        pytest.raises(psycopg.errors.CheckViolation) as caught,
    ):
        connection.execute("update stewardship.user set is_active = false where id = %s", [row[0][1]])
    assert caught.value.diag.constraint_name == "ck_user_role_last_administrator"
    boss.close()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "same-origin"}, 303),
        ({"sec-fetch-site": "none"}, 303),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://127.0.0.1:1"}, 403),
        ({"origin": "http://["}, 403),
        ({"referer": "https://evil.example/page"}, 403),
        ({}, 303),
    ],
)
def test_changes_from_other_sites_are_refused(site: Site, headers: dict[str, str], status: int) -> None:
    visitor = Visitor(site.address, "administrator")
    answer = visitor.client.post("/admin/holiday/create", data=fill_form(site.engine, Holiday), headers=headers)
    assert answer.status_code == status
    visitor.close()


def test_change_from_our_own_origin_is_accepted(site: Site) -> None:
    visitor = Visitor(site.address, "administrator")
    sent = fill_form(site.engine, Holiday)
    answer = visitor.client.post("/admin/holiday/create", data=sent, headers={"origin": site.address})
    assert answer.status_code == 303
    visitor.close()


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "", "localhost.evil:8000", "127.0.0.1:8000@evil.example", "localhost:x"],
)
def test_other_hosts_are_refused(site: Site, host: str) -> None:
    with httpx.Client(base_url=site.address) as client:
        assert client.get("/admin/login", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8000", "[::1]:8000", "LOCALHOST"])
def test_own_hosts_are_answered(site: Site, host: str) -> None:
    with httpx.Client(base_url=site.address) as client:
        assert client.get("/admin/login", headers={"host": host}).status_code == 200


def test_every_answer_carries_the_safety_headers(site: Site) -> None:
    visitor = Visitor(site.address, "administrator")
    for path in ("", "person/list", "nowhere", "person/details/1", "login"):
        headers = visitor.get(path).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "same-origin"
    style = visitor.get("statics/panel.css")
    assert "immutable" in style.headers["cache-control"]
    assert style.headers["content-encoding"] == "gzip"
    visitor.close()


def test_pages_hold_no_inline_script_or_style(site: Site) -> None:
    visitor = Visitor(site.address, "administrator")
    for path in ("", "person/list", "person/create", "user/create", "marts", "nowhere"):
        page = visitor.get(path).text
        assert " style=" not in page
        assert " onclick=" not in page
        assert "<style" not in page
        assert page.count("<script") == page.count("<script src=")
    visitor.close()


def test_too_much_is_refused(site: Site) -> None:
    with site.stranger() as client:
        assert client.post("/admin/login", content=b"x" * (3 * 1024 * 1024)).status_code == 413
        parts = (b"x" * 1024 * 1024 for _ in range(3))
        form = {"content-type": "application/x-www-form-urlencoded"}
        assert client.post("/admin/login", content=parts, headers=form).status_code in (400, 413)


def test_unreachable_database_is_told_without_details(site: Site, server: Any) -> None:
    broken = site.url.rsplit("/", 1)[0] + "/no_such_database"
    token = site.sign_in("administrator").cookies[COOKIE]
    cookies = {COOKIE: token}
    with serve_panel(server.settings, broken) as address, httpx.Client(base_url=address, cookies=cookies) as client:
        answer = client.get("/admin/")
        assert answer.status_code == 503
        assert "Basis data tidak dapat dihubungi" in answer.text
        assert "no_such_database" not in answer.text


def test_our_own_fault_is_told_with_a_number_only(site: Site, server: Any, template: str) -> None:
    with server.clone(template) as database:
        add_user(database.url, "admin", "administrator", PASSWORD)
        with serve_panel(server.settings, database.url) as address:
            visitor = Visitor(address)
            assert visitor.get("grade/list").status_code == 200
            with psycopg.connect(database.url) as connection:
                connection.execute("alter table reference.grade rename to gone")
            answer = visitor.get("grade/list")
            assert answer.status_code == 500
            assert "Terjadi kesalahan" in answer.text
            assert "Nomor: " in answer.text
            assert "gone" not in answer.text
            assert "select" not in answer.text.lower()
            visitor.close()


def test_language_of_the_settings_is_the_default(site: Site, server: Any) -> None:
    with serve_panel(replace(server.settings, language="en"), site.url) as address:
        visitor = Visitor(address, "", language="")
        assert "User name" in visitor.get("login").text
        assert visitor.post("language", {"language": "id", "next": "/admin/login"}).status_code == 303
        assert "Nama pengguna" in visitor.get("login").text
        assert visitor.post("language", {"language": "xx"}).status_code == 400
        visitor.close()
