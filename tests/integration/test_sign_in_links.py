"""One-time links: the first administrator, people who are invited, and forgotten passwords."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2 as httpx
import psycopg
import pytest
from panel_site import PASSWORD, Visitor, read_inputs, read_notice, serve_panel

from admin.errors import MeritError
from admin.panel.sign_in.cookies import SESSION
from admin.secret import hash_token
from admin.warehouse.accounts import add_user, ensure_admin, invite_first_administrator, invite_user, reset_user

CHOSEN = "sandi-pilihan-sendiri"
GOOD = {"password": CHOSEN, "password_again": CHOSEN}
DEAD = "Kode ini salah, sudah dipakai, atau lewat masanya. Minta tautan baru kepada administrator."


@pytest.fixture(scope="module")
def panel(server: Any, template: str) -> Iterator[tuple[str, str]]:
    """Return the address of a panel and of its database, where somebody administrates already."""
    with server.clone(template) as database, serve_panel(server.settings, database.url) as address:
        add_user(database.url, "boss", "administrator", PASSWORD)
        yield address, database.url


@pytest.fixture
def fresh(server: Any, database_url: str) -> Iterator[tuple[str, str]]:
    """Return the address of a panel and of its database, where nobody has been yet."""
    with serve_panel(server.settings, database_url) as address:
        yield address, database_url


def use(address: str, code: str, **sent: Any) -> httpx.Response:
    """Open a link in a browser of its own and send the form."""
    visitor = Visitor(address, "")
    answer = visitor.post("start", {"code": code} | sent)
    visitor.close()
    return answer


def run(url: str, statement: str, *values: Any) -> Any:
    with psycopg.connect(url) as connection:
        cursor = connection.execute(statement, values)
        return cursor.fetchone() if cursor.description else None


def test_first_administrator_chooses_name_and_password(fresh: tuple[str, str]) -> None:
    address, url = fresh
    code = invite_first_administrator(url)
    assert code is not None
    visitor = Visitor(address, "")
    page = visitor.post("start", {"code": code}).text
    assert "Anda menjadi administrator pertama." in page
    sent = read_inputs(page) | {"username": " Sekda ", **GOOD}
    answer = visitor.post("start", sent)
    assert (answer.status_code, answer.headers["location"]) == (303, "/admin/")
    assert visitor.get("user/list").status_code == 200
    role = "select u.name, r.code from stewardship.user_role join stewardship.\"user\" u on u.id = user_id " \
        "join stewardship.role r on r.id = role_id"  # fmt: skip
    assert run(url, role) == ("sekda", "administrator")
    assert visitor.sign_in("sekda", CHOSEN).status_code == 303
    assert invite_first_administrator(url) is None
    visitor.close()


def test_link_of_the_first_administrator_dies_when_there_is_one(fresh: tuple[str, str]) -> None:
    address, url = fresh
    code = invite_first_administrator(url)
    add_user(url, "lebih_cepat", "administrator", PASSWORD)
    assert code is not None
    answer = use(address, code, username="penyusup", **GOOD)
    assert (answer.status_code, read_notice(answer.text)) == (400, DEAD)


def test_demo_makes_a_password_once(fresh: tuple[str, str]) -> None:
    address, url = fresh
    made = ensure_admin(url, None)
    assert made is not None
    Visitor(address, "admin", password=made).close()
    assert ensure_admin(url, None) is None
    assert invite_first_administrator(url) is None


def test_only_the_last_link_of_the_first_administrator_works(fresh: tuple[str, str]) -> None:
    address, url = fresh
    codes = [str(invite_first_administrator(url)) for _time in range(2)]
    assert read_notice(use(address, codes[0], username="sekda", **GOOD).text) == DEAD
    assert use(address, codes[1], username="sekda", **GOOD).status_code == 303


@pytest.mark.parametrize("name", ["", "x", "Nama Spasi", "a" * 61, "sek'da", "boss\x00", "boss"])
def test_bad_name_of_the_first_administrator_is_told_and_the_link_lives_on(fresh: tuple[str, str], name: str) -> None:
    address, url = fresh
    run(url, "insert into stewardship.\"user\" (name) values ('boss')")
    code = str(invite_first_administrator(url))
    answer = use(address, code, username=name, **GOOD)
    assert answer.status_code == 400
    assert read_notice(answer.text).startswith("Nama pengguna: 2 sampai 60 huruf kecil")
    assert CHOSEN not in answer.text
    assert run(url, "select count(*) from stewardship.user_role") == (0,)
    assert use(address, code, username="sekda", **GOOD).status_code == 303


def test_invited_person_chooses_a_password(panel: tuple[str, str]) -> None:
    address, url = panel
    code = invite_user(url, "wati", "hr_officer")
    visitor = Visitor(address, "")
    page = visitor.post("start", {"code": f" {code}\n"}).text
    assert "Untuk pengguna wati." in page
    assert visitor.post("start", {"code": code, "username": "boss"} | GOOD).status_code == 303
    assert visitor.get("person/list").status_code == 200
    assert visitor.get("user/list").status_code == 403
    assert visitor.sign_in("wati", CHOSEN).status_code == 303
    assert visitor.sign_in("boss", CHOSEN).status_code == 400, "the name in the form counts for nothing"
    visitor.close()


def test_link_works_once(panel: tuple[str, str]) -> None:
    address, url = panel
    code = invite_user(url, "sekali", "inspector")
    assert use(address, code, **GOOD).status_code == 303
    for sent in ({}, GOOD):
        assert read_notice(use(address, code, **sent).text) == DEAD


def test_link_used_by_many_at_once_works_once(panel: tuple[str, str]) -> None:
    address, url = panel
    code = invite_user(url, "rebutan", "inspector")
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: use(address, code, **GOOD).status_code, range(6)))
    assert sorted(answers) == [303] + [400] * 5


def test_link_is_too_old(panel: tuple[str, str]) -> None:
    address, url = panel
    code = invite_user(url, "terlambat", "inspector")
    left = "select expires_at - now() > interval '23 hours 59 minutes', expires_at - created_at from " \
        "stewardship.sign_in_link where token_hash = %s"  # fmt: skip
    found = run(url, left, hash_token(code))
    assert (found[0], found[1].total_seconds()) == (True, 86_400)
    run(url, "update stewardship.sign_in_link set expires_at = now() where token_hash = %s", hash_token(code))
    assert read_notice(use(address, code, **GOOD).text) == DEAD


def test_reset_keeps_the_password_until_it_is_used_and_then_ends_every_session(panel: tuple[str, str]) -> None:
    address, url = panel
    add_user(url, "lupa", "inspector", PASSWORD)
    code = reset_user(url, "lupa")
    visitor = Visitor(address, "lupa")
    assert use(address, code, **GOOD).status_code == 303
    assert visitor.get("").status_code == 303
    assert visitor.sign_in("lupa").status_code == 400
    assert visitor.sign_in("lupa", CHOSEN).status_code == 303
    visitor.close()


def test_link_of_somebody_switched_off_is_dead(panel: tuple[str, str]) -> None:
    address, url = panel
    code = invite_user(url, "keluar", "inspector")
    run(url, "update stewardship.\"user\" set is_active = false where name = 'keluar'")
    assert read_notice(use(address, code, **GOOD).text) == DEAD
    with pytest.raises(MeritError, match="is not active"):
        reset_user(url, "keluar")
    with pytest.raises(MeritError, match="There is no user 'siapa'"):
        reset_user(url, "siapa")


@pytest.mark.parametrize("code", ["", "x", "A" * 43, "A" * 5000, "\x00", "' or 1=1", ["a", "b"]])
def test_made_up_code_is_refused(panel: tuple[str, str], code: Any) -> None:
    answer = use(panel[0], code, **GOOD)
    assert answer.status_code == 400
    assert SESSION not in answer.cookies


def test_code_is_neither_stored_nor_logged(panel: tuple[str, str], caplog: pytest.LogCaptureFixture) -> None:
    address, url = panel
    code = invite_user(url, "diam", "inspector")
    use(address, code, **GOOD)
    use(address, code, **GOOD)
    stored = run(url, "select string_agg(l::text, ' ') from stewardship.sign_in_link l")[0]
    said = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("admin."))
    assert "refused a one-time link from 127.0.0.1" in said
    for place in (stored, said):
        assert code not in place
        assert CHOSEN not in place
