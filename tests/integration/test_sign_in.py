"""Sessions kept by the server, and the token that every change must carry."""

import logging
import re
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest
from panel_site import PASSWORD, Visitor, read_inputs, read_notice, read_token, serve_panel
from sign_in_site import SignInSite, is_in

from admin.panel.sign_in.cookies import DEVICE, SESSION
from admin.panel.sign_in.csrf import HEADER, derive_token
from admin.panel.sign_in.sessions import read_address
from admin.secret import hash_token
from admin.warehouse.accounts import add_user

TEMPLATES = Path(__file__).parents[2] / "admin" / "panel" / "templates"
PROXY = {"x-forwarded-proto": "https", "x-forwarded-for": "203.0.113.9", "host": "127.0.0.1"}


@pytest.fixture(scope="module")
def site(server: Any, template: str) -> Iterator[SignInSite]:
    with server.clone(template) as database, serve_panel(server.settings, database.url) as address:
        site = SignInSite(address, database.url)
        site.add("boss", "administrator").close()
        yield site
        site.database.close()


def test_database_knows_only_hashes_of_the_cookies(site: SignInSite) -> None:
    visitor = site.add("wati")
    token, device = visitor.client.cookies[SESSION], visitor.client.cookies[DEVICE]
    row = site.run("select token_hash, device_hash, address, agent from stewardship.session order by id desc limit 1")
    assert row[:3] == (hash_token(token), hash_token(device), "127.0.0.1")
    assert row[3].startswith("python-httpx")
    dumped = site.run("select string_agg(session::text, ' ') from stewardship.session")[0]
    assert token not in dumped
    assert device not in dumped
    visitor.close()


def test_signing_in_again_changes_every_token(site: SignInSite) -> None:
    visitor = site.add("rotasi")
    before = dict(visitor.client.cookies)
    visitor.sign_in("rotasi")
    after = dict(visitor.client.cookies)
    assert before.keys() == after.keys()
    assert {name for name in before if before[name] == after[name]} == {"language"}
    with httpx.Client(base_url=site.address, cookies=before) as copy:
        assert copy.get("/admin/").status_code == 303, "the session of before has ended"
    assert is_in(visitor)
    visitor.close()


def test_planted_session_cookie_is_not_the_one_signed_in_with(site: SignInSite) -> None:
    add_user(site.url, "korban", "hr_officer", PASSWORD)
    planted = "A" * 43
    with httpx.Client(base_url=site.address, cookies={SESSION: planted}) as client:
        sent = {"username": "korban", "password": PASSWORD}
        answer = client.post("/admin/login", data=sent, headers={HEADER: derive_token(planted)})
        assert answer.status_code == 303
        assert answer.cookies[SESSION] != planted
    with httpx.Client(base_url=site.address, cookies={SESSION: planted}) as client:
        assert client.get("/admin/").status_code == 303


@pytest.mark.parametrize(
    "change",
    [
        "expires_at = now()",
        "last_seen_at = now() - interval '121 minutes'",
        "ended_at = now()",
    ],
)
def test_session_is_over(site: SignInSite, change: str) -> None:
    visitor = site.add("usai")
    assert is_in(visitor)
    site.set_session(visitor, change)
    assert not is_in(visitor)
    assert "Sesi Anda sudah berakhir" in visitor.get("login").text
    assert visitor.post("holiday/create", {}).headers["location"] == "/admin/login"
    visitor.close()


def test_session_goes_on_while_it_is_used(site: SignInSite) -> None:
    visitor = site.add("rajin")
    site.set_session(visitor, "last_seen_at = now() - interval '119 minutes'")
    assert is_in(visitor)
    seen = (
        "select now() - last_seen_at < interval '1 minute', row_version from stewardship.session where token_hash = %s"
    )
    is_noted, version = site.run(seen, hash_token(visitor.client.cookies[SESSION]))
    assert is_noted
    for _time in range(3):
        visitor.get("")
    assert site.run(seen, hash_token(visitor.client.cookies[SESSION]))[1] == version, "it writes once a minute only"
    visitor.close()


def test_settings_say_how_long_a_session_lasts(site: SignInSite, server: Any) -> None:
    from datetime import timedelta

    add_user(site.url, "singkat", "hr_officer", PASSWORD)
    short = replace(server.settings, session_longest=timedelta(hours=1), session_idle=timedelta(minutes=5))
    with serve_panel(short, site.url) as address:
        visitor = Visitor(address, "singkat")
        left = site.run("select expires_at - started_at from stewardship.session order by id desc limit 1")[0]
        assert left == timedelta(hours=1)
        site.set_session(visitor, "last_seen_at = now() - interval '6 minutes'")
        assert not is_in(visitor)
        visitor.close()


def test_signing_out_ends_this_session_only(site: SignInSite) -> None:
    desk = site.add("dua")
    phone = Visitor(site.address, "dua")
    desk.post("logout", {})
    assert (is_in(desk), is_in(phone)) == (False, True)
    desk.close()
    phone.close()


def test_person_sees_and_ends_the_own_sessions(site: SignInSite) -> None:
    desk = site.add("tiga")
    phone, tablet = Visitor(site.address, "tiga"), Visitor(site.address, "tiga")
    page = desk.get("account/sessions").text
    assert page.count('name="session"') == 2
    assert "sesi ini" in page
    key = re.findall(r'name="session" value="(\d+)"', page)[0]
    assert desk.post("account/sessions/end", {"session": key}).headers["location"].endswith("?notice=saved")
    assert sorted((is_in(phone), is_in(tablet))) == [False, True]
    answer = desk.post("account/sessions/end", {"user": str(site.user_id("tiga"))})
    assert answer.headers["location"] == "/admin/login"
    assert not any(is_in(visitor) for visitor in (desk, phone, tablet))
    for visitor in (desk, phone, tablet):
        visitor.close()


def test_nobody_sees_or_ends_the_sessions_of_others(site: SignInSite) -> None:
    owner, other = site.add("pemilik"), site.add("usil")
    user = site.user_id("pemilik")
    key = site.run("select max(id) from stewardship.session where user_id = %s", user)[0]
    assert other.get("account/sessions", user=user).status_code == 403
    other.post("account/sessions/end", {"session": str(key)})
    other.post("account/sessions/end", {"user": str(user)})
    assert is_in(owner)
    for nonsense in ({}, {"session": "x"}, {"session": "1", "user": "1"}, {"user": "9" * 30}):
        assert other.post("account/sessions/end", nonsense).status_code in (400, 404)
    owner.close()
    other.close()


def test_administrator_ends_the_sessions_of_a_user(site: SignInSite) -> None:
    boss, user = Visitor(site.address, "boss"), site.add("dipantau")
    key = site.user_id("dipantau")
    assert f"/admin/account/sessions?user={key}" in boss.get(f"user/details/{key}").text
    assert "Sesi dipantau" in boss.get("account/sessions", user=key).text
    assert boss.post("account/sessions/end", {"user": str(key)}).status_code == 303
    assert (is_in(user), is_in(boss)) == (False, True)
    assert boss.get("account/sessions", user=10**9).status_code == 404
    boss.close()
    user.close()


@pytest.mark.parametrize(
    "change",
    [
        "update stewardship.\"user\" set password_hash = 'x' where name = %s",
        'update stewardship."user" set is_active = false where name = %s',
        'insert into stewardship.user_role (user_id, role_id) select u.id, r.id from stewardship."user" u, '
        "stewardship.role r where r.code = 'inspector' and u.name = %s",
        'delete from stewardship.user_role using stewardship."user" u where u.id = user_id and u.name = %s',
        'update stewardship.user_role set valid_to = current_date + 1 from stewardship."user" u '
        "where u.id = user_id and u.name = %s",
    ],
)
def test_other_password_or_role_ends_every_session(site: SignInSite, change: str) -> None:
    add_user(site.url, "berubah", "hr_officer", PASSWORD)
    visitor, bystander = Visitor(site.address, "berubah"), site.add("penonton")
    site.run(change, "berubah")
    assert (is_in(visitor), is_in(bystander)) == (False, True)
    visitor.close()
    bystander.close()


def test_other_changes_of_a_user_leave_the_session(site: SignInSite) -> None:
    visitor = site.add("tetap")
    site.run("update stewardship.\"user\" set display_name = 'Tetap Masuk' where name = 'tetap'")
    assert is_in(visitor)
    visitor.close()


def test_own_password_is_changed_and_other_sessions_end(site: SignInSite) -> None:
    desk = site.add("ganti")
    phone = Visitor(site.address, "ganti")
    before = desk.client.cookies[SESSION]
    new = {"password": "sandi-baru-sekali", "password_again": "sandi-baru-sekali"}
    answer = desk.post("account/password", {"present": PASSWORD} | new)
    assert answer.headers["location"] == "/admin/?notice=saved"
    assert desk.client.cookies[SESSION] != before
    assert (is_in(desk), is_in(phone)) == (True, False)
    assert phone.sign_in("ganti").status_code == 400
    assert phone.sign_in("ganti", "sandi-baru-sekali").status_code == 303
    desk.close()
    phone.close()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"present": "salah-sekali"}, "Kata sandi sekarang salah."),
        ({"present": ""}, "Kata sandi sekarang salah."),
        ({"present": "x\x00"}, "Kata sandi sekarang salah."),
        ({"present": "x" * 5000}, "Kata sandi sekarang salah."),
        ({"password_again": "sandi-yang-lain"}, "Kedua isian kata sandi tidak sama."),
        ({"password": "pendek", "password_again": "pendek"}, "Kata sandi harus 8 sampai 200 huruf."),
        ({"password": "x" * 201, "password_again": "x" * 201}, "Kata sandi harus 8 sampai 200 huruf."),
        ({"password": "garuda\x00pancasila"}, "Kata sandi memuat huruf yang tidak dapat diketik."),
        ({"password": ["sandi-baru-sekali", "x"]}, "Isian ini tidak dapat dibaca."),
    ],
)
def test_bad_change_of_password_is_told(site: SignInSite, sent: dict[str, Any], sentence: str) -> None:
    add_user(site.url, "ragu", "hr_officer", PASSWORD)
    visitor = Visitor(site.address, "ragu")
    good = {"present": PASSWORD, "password": "sandi-baru-sekali", "password_again": "sandi-baru-sekali"}
    answer = visitor.post("account/password", good | sent)
    assert (answer.status_code, read_notice(answer.text)) == (400, sentence)
    assert "sandi-baru-sekali" not in answer.text
    assert visitor.sign_in("ragu").status_code == 303, "the old password still works"
    visitor.close()


def test_every_form_carries_the_token_first() -> None:
    found = 0
    for template in TEMPLATES.glob("**/*.html"):
        text = template.read_text()
        forms = re.findall(
            r'<form\b(?:[^>{]|\{\{.*?\}\}|\{%.*?%\})*method="post"(?:[^>{]|\{\{.*?\}\}|\{%.*?%\})*>', text
        )
        found += len(forms)
        for form in forms:
            assert text[text.index(form) + len(form) :].startswith("{{ csrf_field(request) }}"), (template.name, form)
    assert found >= 10


def test_form_of_a_page_is_accepted_as_a_browser_sends_it(site: SignInSite) -> None:
    with httpx.Client(base_url=site.address, cookies={"language": "id"}) as client:
        page = client.get("/admin/login").text
        sent = read_inputs(page) | {"username": "boss", "password": PASSWORD}
        assert next(iter(sent)) == "csrf_token"
        assert client.post("/admin/login", data=sent).status_code == 303
        form = read_inputs(client.get("/admin/study-field/create").text) | {"code": "CSRF", "name": "Uji token"}
        assert (
            client.post("/admin/study-field/create", data={"csrf_token": form["csrf_token"]} | form).status_code == 303
        )
        files = {"file": ("x.csv", b"a,b\n" * 100_000, "text/csv")}
        token = {"csrf_token": form["csrf_token"]}
        answer = client.post("/admin/rules/preview/tables/promotion_rule", data=token, files=files)
        assert answer.status_code != 403


def refuse(visitor: Visitor, token: str | None, **options: Any) -> httpx.Response:
    headers = {HEADER: token or ""}
    return visitor.client.request("POST", "/admin/study-field/create", headers=headers, **options)


def test_change_without_the_right_token_is_refused(site: SignInSite, caplog: pytest.LogCaptureFixture) -> None:
    visitor, other = site.add("steward1", "data_steward"), site.add("steward2", "data_steward")
    values = {"code": "PALSU", "name": "Palsu"}
    tokens = {
        "none": None, "empty": "", "another session's": other.read_token(), "nonsense": "A" * 43,
        "not latin": "\u00e9" * 43, "shortened": visitor.read_token()[:-1],
    }  # fmt: skip
    for told, token in tokens.items():
        in_header = refuse(visitor, token.encode() if token else None, data=values)  # type: ignore[arg-type]
        in_form = refuse(visitor, None, data={"csrf_token": token or ""} | values)
        for answer in (in_header, in_form):
            assert answer.status_code == 403, told
            assert "Formulir ini dikirim dari halaman lama, atau bukan dari Merit." in answer.text
    late = refuse(visitor, None, data=values | {"csrf_token": visitor.read_token()})
    assert late.status_code == 403, "the token must be the first field"
    assert site.run("select count(*) from reference.study_field where code = 'PALSU'") == (0,)
    assert "refused POST '/admin/study-field/create' from 127.0.0.1: no valid token" in caplog.text
    assert visitor.client.cookies[SESSION] not in caplog.text
    visitor.close()
    other.close()


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "NONSENSE"])
@pytest.mark.parametrize("path", ["", "login", "logout", "language", "person/create", "person/delete?pks=1", "nowhere"])
def test_no_address_is_changed_without_a_token(site: SignInSite, method: str, path: str) -> None:
    with httpx.Client(base_url=site.address) as client:
        assert client.request(method, f"/admin/{path}").status_code == 403


def test_token_of_before_is_worthless_after_signing_in_and_out(site: SignInSite) -> None:
    visitor = Visitor(site.address, "")
    before = visitor.read_token()
    add_user(site.url, "gilir", "data_steward", PASSWORD)
    assert visitor.sign_in("gilir").status_code == 303
    during = visitor.read_token()
    assert before != during
    assert refuse(visitor, before).status_code == 403
    visitor.post("logout", {})
    assert visitor.client.post("/admin/login", headers={HEADER: during}).status_code == 403
    visitor.close()


def test_token_does_not_tell_the_cookie(site: SignInSite) -> None:
    visitor = site.add("rahasia")
    page = visitor.get("").text
    assert read_token(page) == derive_token(visitor.client.cookies[SESSION])
    assert visitor.client.cookies[SESSION] not in page
    visitor.close()


def test_many_requests_at_once_with_one_session(site: SignInSite) -> None:
    visitor = site.add("sekaligus")
    site.set_session(visitor, "last_seen_at = now() - interval '10 minutes'")
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _: visitor.get("").status_code, range(24))) == {200}
    visitor.close()


@pytest.mark.parametrize(
    "path",
    [
        "/admin/statics/../authentication.py", "/admin/statics/..%2fauthentication.py", "/admin/statics/%2e%2e/app.py",
        "/admin/statics/..%5c..%5csettings.py", "/admin/statics//etc/passwd", "/admin/statics/%00", "//evil.example/",
        "/admin/%2e%2e/%2e%2e/etc/passwd", "/admin;x/person/list", "/ADMIN/person/list", "/admin/../../etc/passwd",
        "/admin/person/details/..%2f..%2fuser%2fdetails%2f1", "/admin/login/../user/list",
    ],
)  # fmt: skip
def test_tricks_with_paths_lead_nowhere(site: SignInSite, path: str) -> None:
    host, port = site.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: connection.recv(65_536), b"")).decode()
    status, location = int(answer.split()[1]), re.search(r"(?mi)^location: (.*?)\r$", answer)
    assert status in (303, 307, 400, 404), answer
    assert location is None or location[1].startswith(("/admin/", f"{site.address}/")), answer
    assert "root:" not in answer
    assert "import " not in answer


def test_what_is_refused_is_logged_without_the_secret(site: SignInSite, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    forged, malformed = "F" * 43, "eyJhIjoxfQ.aaaa.bbbb"
    for token in (forged, malformed):
        with httpx.Client(base_url=site.address, cookies={SESSION: token}) as client:
            assert client.get("/admin/").status_code == 303
    visitor = site.add("penjelajah")
    visitor.get("../statics/%2e%2e/app.py", search="3273011204870009")
    visitor.get("user/list")
    visitor.post("language", {"language": "id", "next": "//evil.example/"})
    visitor.client.post("/admin/logout", headers={"sec-fetch-site": "cross-site", HEADER: "salah"})
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("admin.")]
    said = "\n".join(ours)
    assert said.count("refused a session from 127.0.0.1: made up, or over") == 2
    assert "answered 404 to GET" in said
    assert "answered 403 to GET '/admin/user/list' from 127.0.0.1" in said
    assert "refused to lead to an address that is not the panel's own" in said
    assert "refused POST '/admin/logout' from 127.0.0.1: it comes from another site" in said
    cookies = [str(cookie.value) for cookie in visitor.client.cookies.jar if cookie.name != "language"]
    for secret in (forged, malformed, "evil.example", "3273011204870009", visitor.read_token(), *cookies):
        assert secret not in said
    visitor.close()


def test_proxy_that_is_not_trusted_changes_nothing(site: SignInSite) -> None:
    visitor = site.add("langsung")
    answer = visitor.client.get("/admin/login", headers=PROXY)
    assert "strict-transport-security" not in answer.headers
    visitor.client.post("/admin/logout", headers=PROXY)
    visitor.client.post("/admin/login", data={"username": "langsung", "password": PASSWORD}, headers=PROXY)
    assert site.run("select address from stewardship.session order by id desc limit 1") == ("127.0.0.1",)
    visitor.close()


def test_trusted_proxy_tells_address_and_scheme(site: SignInSite, server: Any) -> None:
    add_user(site.url, "lewat", "hr_officer", PASSWORD)
    with serve_panel(replace(server.settings, trusted_proxies=("127.0.0.0/8",)), site.url) as address:
        with httpx.Client(base_url=address, headers=PROXY) as client:
            page = client.get("/admin/login")
            assert page.headers["strict-transport-security"] == "max-age=31536000"
            visit = page.headers["set-cookie"]
            assert visit.startswith("__Host-merit_visit=")
            cookies = {"cookie": visit.split(";")[0]}
            sent = {"csrf_token": read_token(page.text), "username": "lewat", "password": PASSWORD}
            answer = client.post("/admin/login", data=sent, headers=cookies)
            assert answer.status_code == 303
            made = [text for text in answer.headers.get_list("set-cookie") if "_visit=" not in text]
            assert len(made) == 2
            for cookie in made:
                assert cookie.startswith("__Host-merit_")
                assert {"HttpOnly", "Path=/", "SameSite=lax", "Secure"} <= set(cookie.split("; "))
                assert "Domain" not in cookie
            name, token = made[0].split(";")[0].split("=")
            assert client.get("/admin/", headers={"cookie": f"{name}={token}"}).status_code == 200
            unprefixed = {"cookie": f"{SESSION}={token}"}
            assert client.get("/admin/", headers=unprefixed).status_code == 303, "a sibling site could set this one"
    assert site.run("select address from stewardship.session order by id desc limit 1") == ("203.0.113.9",)


@pytest.mark.parametrize(
    ("host", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "unknown"),
    ],
)
def test_network_of_an_address(host: str, network: str) -> None:
    from starlette.requests import Request

    assert read_address(Request({"type": "http", "client": (host, 1), "headers": []})) == network
