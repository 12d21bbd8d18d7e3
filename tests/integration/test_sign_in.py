"""Sessions kept by the server: when they begin, how long they last, and who ends them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import httpx2 as httpx
import pytest
from panel_site import PASSWORD, Visitor, read_notice, serve_panel
from sign_in_site import SignInSite, is_in, open_site

from admin.panel.sign_in.cookies import DEVICE, SESSION
from admin.panel.sign_in.csrf import HEADER, derive_token
from admin.secret import hash_token
from admin.warehouse.accounts import add_user


@pytest.fixture(scope="module")
def site(server: Any, template: str) -> Iterator[SignInSite]:
    with open_site(server, template) as site:
        yield site


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
