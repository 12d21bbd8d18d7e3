"""Signing in by a city's identity provider, against a small real one: only what holds is let in."""

import html
import logging
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs

import httpx2 as httpx
import psycopg
import pytest
from identity_provider import CLIENT, SECRET, IdentityProvider, serve_provider
from panel_site import PASSWORD, Visitor, read_inputs, read_notice, serve_panel

from admin.errors import MeritError
from admin.panel.app import create_app
from admin.panel.sign_in.cookies import FLOW, SESSION
from admin.settings import Settings
from admin.warehouse.accounts import add_user

NOT_AS_IT_SHOULD = "Kota Uji tidak menjawab sebagaimana mestinya. Coba lagi nanti, atau masuk dengan kata sandi."
FOREIGN = "Akun Merit dengan nama Anda sudah terhubung dengan orang lain di Kota Uji. Minta administrator memeriksanya."
STRAY = "Jawaban ini tidak berasal dari upaya masuk di peramban ini, atau terlambat. Mulai lagi."


@pytest.fixture(scope="module")
def running() -> Iterator[IdentityProvider]:
    with serve_provider() as provider:
        yield provider


@pytest.fixture
def provider(running: IdentityProvider, url: str) -> IdentityProvider:
    """Return the provider as an honest one, with nobody bound to it."""
    running.reset()
    with psycopg.connect(url) as connection:
        connection.execute("delete from stewardship.sign_in_identity")
    return running


def agree(settings: Settings, issuer: str, **more: Any) -> Settings:
    """Return settings of a city that has a provider."""
    return replace(settings, oidc_issuer=issuer, oidc_client_id=CLIENT, oidc_client_secret=SECRET,
                   oidc_label="Kota Uji", **more)  # fmt: skip


@pytest.fixture(scope="module")
def url(server: Any, template: str) -> Iterator[str]:
    with server.clone(template) as database:
        for name in ("wati", "budi", "kiki"):
            add_user(database.url, name, "hr_officer", PASSWORD)
        add_user(database.url, "pengelola", "administrator", PASSWORD)
        with psycopg.connect(database.url) as connection:
            connection.execute("update stewardship.\"user\" set is_active = false where name = 'budi'")
        yield database.url


@pytest.fixture(scope="module")
def address(running: IdentityProvider, server: Any, url: str) -> Iterator[str]:
    with serve_panel(agree(server.settings, running.address), url) as address:
        yield address


@pytest.fixture
def browser(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address) as client:
        yield client


def go(browser: httpx.Client, wanted: str = "") -> str:
    """Go to the provider and return the address it sends the browser back to."""
    sent = browser.get("/admin/sign-in", params={"next": wanted} if wanted else None)
    assert sent.status_code == 303, sent.text
    with httpx.Client() as elsewhere:
        return str(elsewhere.get(sent.headers["location"]).headers["location"])


def assert_refused(browser: httpx.Client, answer: httpx.Response, status: int, sentence: str) -> None:
    assert (answer.status_code, read_notice(answer.text)) == (status, sentence)
    assert SESSION not in browser.cookies
    assert browser.get("/admin/").status_code == 303


def bind(connection: "psycopg.Connection[Any]", provider: IdentityProvider, subject: str, name: str) -> None:
    connection.execute(
        "insert into stewardship.sign_in_identity (issuer, subject, user_id)"
        ' select %s, %s, id from stewardship."user" where name = %s',
        [provider.address, subject, name],
    )


def read_bindings(url: str) -> list[tuple[Any, ...]]:
    """Return issuer, subject and user of every binding."""
    with psycopg.connect(url) as connection:
        return connection.execute(
            "select issuer, subject, account.name from stewardship.sign_in_identity"
            ' join stewardship."user" as account on account.id = user_id'
        ).fetchall()


def test_sign_in_page_offers_the_provider(browser: httpx.Client) -> None:
    page = browser.get("/admin/login", params={"next": "/admin/person/list?search=a b"}).text
    assert "Masuk dengan Kota Uji" in page
    offered = re.search(r'href="/admin/sign-in\?([^"]+)"', page)
    assert offered is not None
    assert parse_qs(html.unescape(offered[1])) == {"next": ["/admin/person/list?search=a b"]}


def test_user_whom_the_provider_vouches_for_is_let_in(browser: httpx.Client, provider: IdentityProvider) -> None:
    provider.name = "Wati"
    back = go(browser, "/admin/person/list")
    answer = browser.get(back)
    assert (answer.status_code, answer.headers["location"]) == (303, "/admin/person/list")
    assert "wati" in browser.get("/admin/").text
    assert FLOW not in browser.cookies
    assert len(provider.redeemed) == 1


def test_another_subject_with_the_same_name_is_not_let_in(
    browser: httpx.Client, provider: IdentityProvider, address: str, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert browser.get(go(browser)).status_code == 303
    provider.name, provider.subject = "Wati", "nomor-lain"
    with httpx.Client(base_url=address) as stranger:
        assert_refused(stranger, stranger.get(go(stranger)), 403, FOREIGN)
    assert "refused sign-in by provider from 127.0.0.1: wati is bound to another subject" in caplog.text
    assert "nomor-lain" not in caplog.text
    assert browser.get("/admin/").status_code == 200
    assert read_bindings(url) == [(provider.address, "17", "wati")]


@pytest.mark.parametrize("name", ["kiki", "wati.menikah", "tiada sama sekali"])
def test_whoever_is_bound_is_known_by_subject_whatever_the_name(
    browser: httpx.Client, provider: IdentityProvider, address: str, url: str, name: str
) -> None:
    browser.get(go(browser))
    provider.name = name
    with httpx.Client(base_url=address) as later:
        assert later.get(go(later)).status_code == 303
        assert "wati" in later.get("/admin/").text
    assert read_bindings(url) == [(provider.address, "17", "wati")]


def test_bound_user_who_was_switched_off_is_not_let_in(
    browser: httpx.Client, provider: IdentityProvider, url: str
) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        bind(connection, provider, "17", "budi")
    assert browser.get(go(browser)).status_code == 403
    assert SESSION not in browser.cookies


@pytest.mark.parametrize(("subject", "status"), [("17", 303), ("18", 403)])
def test_first_sign_in_waits_for_another_of_the_same_moment(
    browser: httpx.Client, provider: IdentityProvider, url: str, subject: str, status: int
) -> None:
    back = go(browser)
    with ThreadPoolExecutor() as threads, psycopg.connect(url) as connection:
        bind(connection, provider, subject, "wati")
        answer = threads.submit(browser.get, back)
        with psycopg.connect(url, autocommit=True) as watching:
            while not watching.execute("select 1 from pg_locks where not granted").fetchone() and not answer.done():
                time.sleep(0.01)
        assert not answer.done()
        connection.commit()
        assert answer.result().status_code == status


def test_administrator_lets_go_of_a_binding_and_its_sessions_end(
    browser: httpx.Client, provider: IdentityProvider, address: str, url: str
) -> None:
    browser.get(go(browser))
    administrator = Visitor(address, "pengelola")
    listed = administrator.get("sign-in-identity/list").text
    found = re.search(r"/admin/sign-in-identity/details/(\d+)", listed)
    assert found is not None
    assert "wati" in listed
    for forbidden in ("create", f"edit/{found[1]}"):
        assert administrator.get(f"sign-in-identity/{forbidden}").status_code == 403
        assert administrator.post(f"sign-in-identity/{forbidden}", {"subject": "18"}).status_code == 403
    deletion = f"sign-in-identity/delete/{found[1]}"
    assert f"/admin/{deletion}" in administrator.get(f"sign-in-identity/details/{found[1]}").text
    asked = read_inputs(administrator.get(deletion).text)
    assert administrator.post(deletion, {"row_version": asked["row_version"]}).status_code == 303
    assert browser.get("/admin/").status_code == 303
    assert administrator.get("").status_code == 200
    with psycopg.connect(url) as connection:
        entries = connection.execute(
            "select change.id, operation, account.name from audit.change as change"
            ' left join stewardship."user" as account on account.id = change.user_id'
            " where table_name = 'stewardship.sign_in_identity' and row_id = %s order by 1",
            [found[1]],
        ).fetchall()
    assert [entry[1:] for entry in entries] == [("TAMBAH", "wati"), ("HAPUS", "pengelola")]
    assert administrator.get(f"history/{entries[1][0]}/restore").status_code == 403
    provider.subject = "18"
    assert browser.get(go(browser)).status_code == 303
    assert read_bindings(url) == [(provider.address, "18", "wati")]
    administrator.close()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/admin\\@evil", "x" * 5000])
def test_way_back_leads_to_no_other_site(browser: httpx.Client, provider: IdentityProvider, elsewhere: str) -> None:
    assert browser.get(go(browser, elsewhere)).headers["location"] == "/admin/"


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"iss": "https://evil.example"},
        {"iss": None},
        {"aud": "another-client"},
        {"aud": ["another-client", CLIENT], "azp": "another-client"},
        {"aud": None},
        {"exp": int(time.time()) - 120},
        {"exp": None},
        {"iat": int(time.time()) + 86_400},
        {"nbf": int(time.time()) + 86_400},
        {"sub": None},
        {"sub": ""},
        {"sub": 17},
        {"sub": "17\x00"},
        {"sub": "1" * 256},
        {"azp": "another-client"},
        {"at_hash": "AAAA"},
        {"preferred_username": None},
        {"preferred_username": ["wati"]},
        {"preferred_username": ""},
    ],
    ids="-".join,  # by name: the times differ between the processes that collect the tests
)
def test_token_that_does_not_hold_is_refused(
    browser: httpx.Client, provider: IdentityProvider, claims: dict[str, Any]
) -> None:
    provider.claims = claims
    assert_refused(browser, browser.get(go(browser)), 502, NOT_AS_IT_SHOULD)


@pytest.mark.parametrize("algorithm", ["none", "HS256", "foreign key"])
def test_token_that_the_provider_did_not_sign_is_refused(
    browser: httpx.Client, provider: IdentityProvider, algorithm: str
) -> None:
    provider.algorithm = algorithm
    assert_refused(browser, browser.get(go(browser)), 502, NOT_AS_IT_SHOULD)


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/token", {"error": "server_error", "error_description": "rahasia-dalam"}),
        ("/token", {"access_token": "x", "token_type": "Bearer"}),
        ("/token", {"access_token": "x", "token_type": "Bearer", "id_token": "nonsense"}),
        ("/token", {"access_token": "x", "token_type": "Bearer", "id_token": {"a": 1}}),
        ("/token", ["x"]),
        ("/token", b"<html>"),
        ("/keys", {"keys": []}),
        ("/keys", b"<html>"),
        ("/keys", "x"),
    ],
    ids=str,
)
def test_nonsense_of_the_provider_is_told_as_a_sentence(
    browser: httpx.Client, provider: IdentityProvider, path: str, answer: Any, caplog: pytest.LogCaptureFixture
) -> None:
    provider.answers = {path: answer}
    refused = browser.get(go(browser))
    assert_refused(browser, refused, 502, NOT_AS_IT_SHOULD)
    assert "rahasia-dalam" not in refused.text + caplog.text


@pytest.mark.parametrize("name", ["tiada", "budi", "wati' or '1'='1", "wati\x00", "<script>"])
def test_name_that_is_no_active_user_is_not_let_in(
    browser: httpx.Client, provider: IdentityProvider, url: str, name: str
) -> None:
    provider.name = name
    answer = browser.get(go(browser))
    sentence = (
        "Kota Uji mengenal Anda, tetapi Anda belum menjadi pengguna Merit. Minta administrator mendaftarkan Anda."
    )
    assert_refused(browser, answer, 403, sentence)
    with psycopg.connect(url) as connection:
        assert connection.execute('select count(*) from stewardship."user"').fetchone() == (4,)


@pytest.mark.parametrize(
    "name",
    ["\u212aiki", "\uff4biki", "kik\u0456", "ki\u200bki", " kiki", "kiki\u2003", "kiki\n", "KI\u0130KI", "kiki@kota"],
    ids=ascii,
)
def test_name_that_only_looks_or_folds_like_a_user_is_nobody(
    browser: httpx.Client, provider: IdentityProvider, name: str
) -> None:
    provider.name = name
    answer = browser.get(go(browser))
    assert answer.status_code == 403
    assert SESSION not in browser.cookies
    assert browser.get("/admin/").status_code == 303


def test_person_who_cancels_is_told(browser: httpx.Client, provider: IdentityProvider) -> None:
    provider.refuses = True
    answer = browser.get(go(browser))
    assert_refused(browser, answer, 403, "Kota Uji tidak mengizinkan Anda masuk, atau Anda membatalkannya.")


def test_answer_for_another_browser_is_refused(browser: httpx.Client, provider: IdentityProvider, address: str) -> None:
    back = go(browser)
    with httpx.Client(base_url=address) as victim:
        assert_refused(victim, victim.get(back), 400, STRAY)
        go(victim)
        assert_refused(victim, victim.get(back), 400, STRAY)
    assert provider.redeemed == []


def test_answer_is_good_for_once(browser: httpx.Client, provider: IdentityProvider) -> None:
    back = go(browser)
    flow = browser.cookies[FLOW]
    assert browser.get(back).status_code == 303
    browser.cookies.clear()
    assert_refused(browser, browser.get(back), 400, STRAY)
    browser.cookies.set(FLOW, flow)
    assert_refused(browser, browser.get(back), 502, NOT_AS_IT_SHOULD)


@pytest.mark.parametrize("cookie", ["x", "A" * 43, "A" * 43 + ".%%%", "." * 50, "A" * 43 + ".\u00ff"])
@pytest.mark.parametrize("query", ["", "?state=", "?code=x", "?code=x&state=%00", "?code=x&state=%C3%A9"])
def test_made_up_way_back_is_refused(
    browser: httpx.Client, provider: IdentityProvider, cookie: str, query: str
) -> None:
    headers = [(b"cookie", f"{FLOW}={cookie}".encode("latin-1"))]
    answer = browser.get(f"/admin/sign-in/return{query}", headers=headers)
    assert (answer.status_code, read_notice(answer.text)) == (400, STRAY)


def test_provider_that_is_down_or_not_itself_is_told(server: Any, url: str, provider: IdentityProvider) -> None:
    nowhere = "http://127.0.0.1:9"
    with serve_panel(agree(server.settings, nowhere), url) as address, httpx.Client(base_url=address) as browser:
        answer = browser.get("/admin/sign-in")
        assert (answer.status_code, read_notice(answer.text)) == (503, NOT_AS_IT_SHOULD)
    wrong = [
        ("issuer", "https://evil.example"),
        ("issuer", None),
        ("token_endpoint", "ftp://a/token"),
        ("jwks_uri", None),
    ]
    for changed in ({name: value} for name, value in wrong):
        provider.answers = {"/.well-known/openid-configuration": provider.describe() | changed}
        with serve_panel(agree(server.settings, provider.address), url) as address:
            with httpx.Client(base_url=address) as browser:
                assert browser.get("/admin/sign-in").status_code == 503, changed


def test_wrong_secret_is_told_and_never_logged(
    server: Any, url: str, provider: IdentityProvider, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    settings = replace(agree(server.settings, provider.address), oidc_client_secret="rahasia-yang-salah")
    with serve_panel(settings, url) as address, httpx.Client(base_url=address) as browser:
        back = go(browser)
        assert_refused(browser, browser.get(back), 502, NOT_AS_IT_SHOULD)
        said = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("admin."))
        assert "refused sign-in by provider from 127.0.0.1: the answer does not hold: OAuthError invalid_client" in said
        for secret in ("rahasia-yang-salah", back.split("code=")[1].split("&")[0]):
            assert secret not in said


def test_other_claim_may_hold_the_name(server: Any, url: str, provider: IdentityProvider) -> None:
    provider.claims = {"preferred_username": "tiada", "nama_pengguna": "wati"}
    settings = agree(server.settings, provider.address, oidc_claim="nama_pengguna")
    with serve_panel(settings, url) as address, httpx.Client(base_url=address) as browser:
        assert browser.get(go(browser)).status_code == 303


def test_public_address_is_where_the_provider_sends_people_back(
    server: Any, url: str, provider: IdentityProvider
) -> None:
    settings = agree(server.settings, provider.address, public_address="https://merit.kota.go.id/admin")
    with serve_panel(settings, url) as address, httpx.Client(base_url=address) as browser:
        assert go(browser).startswith("https://merit.kota.go.id/admin/sign-in/return?code=")


def test_without_a_provider_there_is_no_such_page(server: Any, url: str) -> None:
    with serve_panel(server.settings, url) as address:
        visitor = Visitor(address, "")
        assert "Masuk dengan" not in visitor.get("login").text
        assert visitor.get("sign-in").status_code == 404
        assert visitor.get("sign-in/return").status_code == 404
        visitor.close()


def test_provider_named_by_halves_is_told_at_start(server: Any, url: str) -> None:
    with pytest.raises(MeritError, match="MERIT_OIDC_ISSUER is set without MERIT_OIDC_CLIENT_ID"):
        create_app(replace(server.settings, oidc_issuer="https://sso.kota.go.id"), url)
