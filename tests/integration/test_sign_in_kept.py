"""Typed work outlives its session: a form that comes with the token of an old page is carried on, and does nothing."""

from collections.abc import Iterator
from typing import Any

import httpx2 as httpx
import pytest
from panel_site import PASSWORD, Visitor, read_inputs
from sign_in_site import SignInSite, open_site

from admin.panel.sign_in.cookies import SESSION
from admin.panel.sign_in.csrf import HEADER

OWN_PAGE = {"sec-fetch-site": "same-origin"}
COUNT = "select count(*) from reference.study_field where code = %s"


@pytest.fixture(scope="module")
def site(server: Any, template: str) -> Iterator[SignInSite]:
    with open_site(server, template) as site:
        yield site


def send_old(visitor: Visitor, token: str, path: str, typed: dict[str, str], headers: dict[str, str]) -> httpx.Response:
    """Send a form with the token of the page that it was on, as a browser does."""
    return visitor.post(path, {"csrf_token": token} | typed, headers={HEADER: ""} | headers)


@pytest.mark.parametrize("says", ["sec-fetch-site", "origin"])
def test_form_whose_cookie_has_gone_is_carried_through_signing_in(site: SignInSite, says: str) -> None:
    visitor = site.add(f"lama-{says}", "administrator")
    own_page = {"origin": site.address} if says == "origin" else OWN_PAGE
    typed, token = {"code": f"GONE-{says[:3]}", "name": 'Satu "dua" <b>'}, visitor.read_token()
    visitor.client.cookies.delete(SESSION)
    late = send_old(visitor, token, "study-field/create", typed, own_page)
    assert (late.status_code, site.run(COUNT, typed["code"])) == (401, (0,))
    assert "isian Anda dibawa serta" in late.text
    signed_in = visitor.post("login", read_inputs(late.text) | {"username": "boss", "password": PASSWORD})
    assert (signed_in.status_code, site.run(COUNT, typed["code"])) == (200, (0,))
    assert "Masuk sebagai boss" in signed_in.text
    assert visitor.post("study-field/create", read_inputs(signed_in.text)).status_code == 303
    stored = "select name from reference.study_field where code = %s"
    assert site.run(stored, typed["code"]) == ('Satu "dua" <b>',)
    visitor.close()


def test_form_of_a_page_from_before_signing_in_anew_waits_for_a_button(site: SignInSite) -> None:
    visitor = site.add("dua-tab", "administrator")
    token, typed = visitor.read_token(), {"code": "DUATAB", "name": "Dua tab"}
    visitor.sign_in("dua-tab")
    old = send_old(visitor, token, "study-field/create", typed, OWN_PAGE)
    assert (old.status_code, site.run(COUNT, "DUATAB")) == (403, (0,))
    assert "Masuk sebagai dua-tab" in old.text
    assert "Isian untuk: Bidang studi" in old.text
    assert visitor.post("study-field/create", read_inputs(old.text)).status_code == 303
    assert site.run(COUNT, "DUATAB") == (1,)
    visitor.close()


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": "{own}"},
        {"sec-fetch-site": "none", "origin": "{own}"},
        {"origin": "null"},
        {"origin": "https://jahat.example"},
        {"referer": "{own}/admin/"},
    ],
)
@pytest.mark.parametrize("is_in", [True, False])
def test_form_of_another_page_is_not_carried(site: SignInSite, headers: dict[str, str], is_in: bool) -> None:
    visitor = Visitor(site.address, "boss" if is_in else "")
    typed = {"code": "PALSU", "name": "isian palsu"}
    said = {name: value.format(own=site.address) for name, value in headers.items()}
    answer = send_old(visitor, "A" * 43, "study-field/create", typed, said)
    assert answer.status_code == 403
    assert "isian palsu" not in answer.text
    visitor.close()


@pytest.mark.parametrize("is_in", [True, False])
def test_sign_in_page_that_another_tab_overtook_keeps_what_it_carries(site: SignInSite, is_in: bool) -> None:
    visitor = site.add(f"tersusul-{is_in:d}", "administrator")
    site.set_session(visitor, "ended_at = now()")
    carried = read_inputs(visitor.post("study-field/create", {"code": "SUSUL", "name": "Tersusul"}).text)
    sent = carried | {"username": "boss", "password": PASSWORD}
    if is_in:
        visitor.sign_in("boss")
    else:
        visitor.client.cookies.delete(SESSION)
    answer = visitor.post("login", sent, headers={HEADER: ""} | OWN_PAGE)
    assert answer.status_code == (403 if is_in else 401)
    fields = read_inputs(answer.text)
    assert (fields["code"] == "SUSUL") if is_in else (fields["kept_fields"] == carried["kept_fields"])
    assert PASSWORD not in answer.text
    visitor.close()


@pytest.mark.parametrize("path", ["login", "start", "language", "logout", "account/password", "study-field/import"])
def test_secrets_files_and_mere_buttons_of_an_old_page_are_not_carried(site: SignInSite, path: str) -> None:
    visitor = Visitor(site.address, "boss")
    sent = {"code": "rahasia-2", "next": "/admin/rahasia"}
    if path in ("login", "account/password"):
        sent |= {"username": "boss", "password": "rahasia-1", "present": "rahasia-1"}
    files = {"file": ("rahasia.csv", b"code;name")} if path.endswith("import") else None
    typed = {} if path == "logout" else {"csrf_token": "A" * 43} | sent
    answer = visitor.post(path, typed, files=files, headers={HEADER: ""} | OWN_PAGE)
    assert answer.status_code == 403
    assert "rahasia" not in answer.text
    assert "Formulir ini dikirim dari halaman lama" in answer.text
    visitor.close()


def test_form_with_an_empty_password_is_carried(site: SignInSite) -> None:
    visitor = site.add("kosong", "administrator")
    site.set_session(visitor, "ended_at = now()")
    answer = visitor.post("user/create", {"name": "baru", "password_hash": ""})
    assert "isian Anda dibawa serta" in answer.text
    visitor.close()


def test_form_of_many_participants_is_carried(site: SignInSite) -> None:
    visitor = site.add("ramai", "administrator")
    site.set_session(visitor, "ended_at = now()")
    typed = {f"hours-{number}": "8" for number in range(2_000)}
    answer = visitor.post("sessions/1/results", typed)
    assert len(read_inputs(answer.text)["kept_fields"]) > 2_000 * len('["hours-1", "8"]')
    visitor.close()


def test_form_sent_too_late_is_sent_again_by_whoever_signs_in(site: SignInSite) -> None:
    visitor = site.add("telat", "administrator")
    site.set_session(visitor, "ended_at = now()")
    typed = {"code": "TELAT", "name": 'Satu "dua" <b>', "save": "show"}
    late = visitor.post("study-field/create?next=/admin/", typed)
    assert late.status_code == 401
    carried = read_inputs(late.text)
    assert carried["kept_for"] == "/admin/study-field/create?next=/admin/"
    assert carried["csrf_token"] not in carried["kept_fields"]
    answer = visitor.post("login", carried | {"username": "telat", "password": PASSWORD})
    assert site.run("select count(*) from reference.study_field where code = 'TELAT'") == (0,)
    assert answer.status_code == 200
    assert 'action="/admin/study-field/create?next=/admin/"' in answer.text
    again = read_inputs(answer.text)
    assert again.pop("csrf_token") == visitor.read_token(), "the token of the session that has just begun"
    assert visitor.post("study-field/create", again).status_code == 303
    assert site.run("select name from reference.study_field where code = 'TELAT'") == ('Satu "dua" <b>',)
    visitor.close()


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("account/password", {"present": "rahasia-lama", "password": "rahasia-baru", "password_again": "rahasia-baru"}),
        ("user/create", {"name": "baru", "password_hash": "rahasia-baru"}),
        ("study-field/create", {"code": "PANJANG", "name": "rahasia" * 100_000}),
    ],
)
def test_password_or_endless_text_sent_too_late_is_not_carried(
    site: SignInSite, path: str, sent: dict[str, str]
) -> None:
    visitor = site.add(f"tanpa-{path[:4].strip('/')}", "administrator")
    site.set_session(visitor, "ended_at = now()")
    answer = visitor.post(path, sent)
    assert answer.status_code == 401
    assert "isiannya tidak dapat dibawa" in answer.text
    assert "rahasia" not in answer.text
    visitor.close()


def test_file_sent_too_late_is_told_to_be_lost_and_a_mere_button_is_not(site: SignInSite) -> None:
    visitor = site.add("berkas", "administrator")
    site.set_session(visitor, "ended_at = now()")
    answer = visitor.post("study-field/import", {}, files={"file": ("rahasia.csv", b"code;name")})
    assert answer.status_code == 401
    assert "isiannya tidak dapat dibawa" in answer.text
    pressed = visitor.post("worklist/1/check", {"csrf_token": visitor.read_token()})
    assert (pressed.status_code, pressed.headers["location"]) == (303, "/admin/login")
    visitor.close()


@pytest.mark.parametrize("place", ["https://jahat.example/", "//jahat.example/admin/", "javascript:alert(1)", "/lain"])
def test_sign_in_page_carries_nothing_to_elsewhere(site: SignInSite, place: str) -> None:
    visitor = Visitor(site.address, "")
    sent = {"username": "boss", "password": PASSWORD, "kept_for": place, "kept_fields": '[["a", "b"]]'}
    answer = visitor.post("login", sent)
    assert (answer.status_code, answer.headers["location"]) == (303, "/admin/")
    visitor.close()


@pytest.mark.parametrize(
    "fields", ["", "x", "1", "[1]", '["ab"]', '[["a"]]', '{"a": 1}', "[[[], {}]]", "[" * 99_999, r'[["a", "\ud800"]]']
)
def test_carried_fields_that_are_none_do_no_harm(site: SignInSite, fields: str) -> None:
    visitor = Visitor(site.address, "")
    sent = {"username": "boss", "password": PASSWORD, "kept_for": "/admin/study-field/create", "kept_fields": fields}
    assert visitor.post("login", sent).status_code == 303
    visitor.close()
