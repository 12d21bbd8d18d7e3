"""What a request must bring: the token that every change carries, and an address and scheme that can be believed."""

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
from panel_site import PASSWORD, Visitor, read_inputs, read_token, serve_panel
from sign_in_site import SignInSite, open_site

from admin.panel.sign_in.cookies import SESSION
from admin.panel.sign_in.csrf import HEADER, derive_token
from admin.panel.sign_in.sessions import read_address
from admin.warehouse.accounts import add_user

TEMPLATES = Path(__file__).parents[2] / "admin" / "panel" / "templates"
PROXY = {"x-forwarded-proto": "https", "x-forwarded-for": "203.0.113.9", "host": "127.0.0.1"}


@pytest.fixture(scope="module")
def site(server: Any, template: str) -> Iterator[SignInSite]:
    with open_site(server, template) as site:
        yield site


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
