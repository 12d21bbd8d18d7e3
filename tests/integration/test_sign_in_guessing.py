"""Guessing passwords: each attempt waits longer, whoever guesses, and the owner at the usual place does not notice."""

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx2 as httpx
import psycopg
import pytest
from panel_site import PASSWORD, Visitor, read_notice, serve_panel

from admin.panel.sign_in.cookies import DEVICE
from admin.panel.sign_in.throttle import find_wait
from admin.secret import hash_token
from admin.warehouse.accounts import add_user

HOME, ELSEWHERE, ATTACKER = "198.51.100.7", "198.51.100.8", "203.0.113.66"
WRONG = "Nama pengguna atau kata sandi salah."
GUESS = "tebakan-penyerang"


class Gate:
    """The sign-in of a panel behind a trusted proxy, so that a test says where a request comes from."""

    def __init__(self, address: str, url: str) -> None:
        self.address, self.url = address, url
        self.database = psycopg.connect(url, autocommit=True)

    @contextmanager
    def browser(self, network: str, device: str = "") -> Iterator[Visitor]:
        """Yield a browser in a network, with the mark of an earlier sign-in if it has one."""
        visitor = Visitor(self.address, "")
        visitor.client.headers["x-forwarded-for"] = network
        if device:
            visitor.client.cookies.set(DEVICE, device)
        yield visitor
        visitor.close()

    def try_once(self, network: str, name: str, password: str = GUESS, device: str = "") -> httpx.Response:
        """Send the sign-in form from a fresh browser."""
        with self.browser(network, device) as visitor:
            return visitor.sign_in(name, password)

    def enter(self, network: str, name: str) -> str:
        """Sign in for real and return the mark that the browser keeps."""
        with self.browser(network) as visitor:
            assert visitor.sign_in(name).status_code == 303
            return str(visitor.client.cookies[DEVICE])

    def fail(self, name: str, network: str, times: int, ago: int = 0, device: str | None = None) -> None:
        """Store failures of `ago` seconds ago, as if they had happened."""
        self.database.execute(
            "insert into stewardship.sign_in_failure (account, address, device, failed_at)"
            " select %s, %s, %s, now() - make_interval(secs => %s) from generate_series(1, %s)",
            [hash_token(name), network, hash_token(device) if device else None, ago, times],
        )

    def count(self) -> int:
        row = self.database.execute("select count(*) from stewardship.sign_in_failure").fetchone()
        assert row is not None
        return int(row[0])


@pytest.fixture(scope="module")
def served(server: Any, template: str) -> Iterator[Gate]:
    settings = replace(server.settings, trusted_proxies=("127.0.0.1",))
    with server.clone(template) as database, serve_panel(settings, database.url) as address:
        gate = Gate(address, database.url)
        for name in ("wati", "budi"):
            add_user(database.url, name, "hr_officer", PASSWORD)
        yield gate
        gate.database.close()


@pytest.fixture
def gate(served: Gate) -> Gate:
    """Return the gate with nothing remembered: no failure, and no place known to anybody."""
    served.database.execute("delete from stewardship.sign_in_failure")
    served.database.execute("delete from stewardship.session")
    return served


def test_sixth_guess_has_to_wait_and_does_not_count(gate: Gate) -> None:
    for _time in range(5):
        answer = gate.try_once(ATTACKER, "wati")
        assert (answer.status_code, read_notice(answer.text)) == (400, WRONG)
    answer = gate.try_once(ATTACKER, "wati")
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["retry-after"]) <= 15
    assert read_notice(answer.text).startswith("Terlalu banyak percobaan yang gagal. Coba lagi ")
    assert read_notice(answer.text).endswith(" detik lagi.")
    assert gate.try_once(ATTACKER, "wati", PASSWORD).status_code == 429, "even the right password waits"
    assert gate.count() == 5


def test_waiting_is_enough(gate: Gate) -> None:
    gate.fail("wati", ATTACKER, 5, ago=14)
    assert gate.try_once(ATTACKER, "wati").status_code == 429
    gate.database.execute("update stewardship.sign_in_failure set failed_at = failed_at - interval '2 seconds'")
    assert gate.try_once(ATTACKER, "wati").status_code == 400
    answer = gate.try_once(ATTACKER, "wati")
    assert 15 < int(answer.headers["retry-after"]) <= 30, "the next wait is twice as long"


def test_wait_is_told_in_minutes_and_never_longer_than_fifteen(gate: Gate) -> None:
    gate.fail("wati", ATTACKER, 19)
    answer = gate.try_once(ATTACKER, "wati")
    assert "Coba lagi 15 menit lagi." in read_notice(answer.text)
    assert 880 <= int(answer.headers["retry-after"]) <= 900


def test_failures_of_an_hour_ago_are_forgotten(gate: Gate) -> None:
    gate.fail("wati", ATTACKER, 19, ago=3601)
    assert gate.try_once(ATTACKER, "wati").status_code == 400


@pytest.mark.parametrize(
    ("counted", "failures", "seconds"),
    [("place", 4, 0), ("place", 5, 15), ("place", 6, 30), ("place", 10, 480), ("place", 11, 900), ("place", 10**6, 900),
     ("network", 49, 0), ("network", 50, 15), ("account", 19, 0), ("account", 20, 15)],
)  # fmt: skip
def test_wait_doubles(counted: str, failures: int, seconds: int) -> None:
    assert find_wait(counted, failures) == timedelta(seconds=seconds)


def test_owner_elsewhere_is_not_locked_out_by_one_attacker(gate: Gate) -> None:
    gate.fail("wati", ATTACKER, 19)
    assert gate.try_once(HOME, "wati", PASSWORD).status_code == 303


def test_guesses_from_many_networks_slow_down_but_not_for_the_owner(gate: Gate) -> None:
    device = gate.enter(HOME, "wati")
    for number in range(40):
        gate.fail("wati", f"203.0.113.{number}", 1)
    assert gate.try_once(ATTACKER, "wati").status_code == 429
    assert gate.try_once(HOME, "wati", PASSWORD).status_code == 303, "the usual network"
    assert gate.try_once(ELSEWHERE, "wati", PASSWORD).status_code == 429, "neither network nor browser is known"
    assert gate.try_once(ELSEWHERE, "wati", PASSWORD, device).status_code == 303, "the usual browser"
    assert gate.try_once(ATTACKER, "budi", PASSWORD).status_code == 303, "another account"


def test_colleague_who_guesses_in_the_same_office_does_not_lock_the_owner_out(gate: Gate) -> None:
    device = gate.enter(HOME, "wati")
    gate.fail("wati", HOME, 19)
    gate.fail("nobody", HOME, 60)
    assert gate.try_once(HOME, "wati").status_code == 429
    assert gate.try_once(HOME, "wati", PASSWORD, device).status_code == 303


def test_known_browser_may_not_guess_either(gate: Gate) -> None:
    device = gate.enter(HOME, "wati")
    for _time in range(5):
        assert gate.try_once(HOME, "wati", device=device).status_code == 400
    assert gate.try_once(HOME, "wati", PASSWORD, device).status_code == 429
    assert gate.try_once(ELSEWHERE, "wati", PASSWORD, device).status_code == 429, "wherever it is carried"
    assert gate.try_once(HOME, "wati", PASSWORD).status_code == 303, "which costs the owner's other browsers nothing"


def test_browser_known_to_one_account_is_not_known_to_another(gate: Gate) -> None:
    device = gate.enter(ATTACKER, "budi")
    gate.fail("wati", ATTACKER, 5)
    assert gate.try_once(ATTACKER, "wati", PASSWORD, device).status_code == 429


def test_made_up_device_is_not_known(gate: Gate) -> None:
    gate.fail("wati", ATTACKER, 5)
    for device in ("A" * 43, "x", "'; drop table stewardship.session; --"):
        assert gate.try_once(ATTACKER, "wati", PASSWORD, device).status_code == 429


def test_place_is_forgotten_after_ninety_days(gate: Gate) -> None:
    device = gate.enter(HOME, "wati")
    gate.fail("wati", HOME, 5)
    gate.database.execute("update stewardship.session set started_at = now() - interval '91 days'")
    assert gate.try_once(HOME, "wati", PASSWORD, device).status_code == 429


def test_one_network_against_many_accounts(gate: Gate) -> None:
    for number in range(50):
        gate.fail(f"user{number}", ATTACKER, 1)
    assert gate.try_once(ATTACKER, "wati").status_code == 429
    assert gate.try_once(ELSEWHERE, "wati").status_code == 400


def test_networks_of_ipv6_are_counted_by_their_prefix(gate: Gate) -> None:
    for number in range(5):
        assert gate.try_once(f"2001:db8:1:2::{number}", "wati").status_code == 400
    assert gate.try_once("2001:db8:1:2:ffff::1", "wati").status_code == 429
    assert gate.try_once("2001:db8:1:3::1", "wati").status_code == 400


def test_success_forgets_the_failures_of_that_place_only(gate: Gate) -> None:
    gate.fail("wati", HOME, 4)
    gate.fail("wati", ATTACKER, 4)
    gate.fail("budi", HOME, 4)
    gate.fail("lama", HOME, 1, ago=90_000)
    gate.enter(HOME, "wati")
    assert gate.count() == 8
    for _time in range(5):
        assert gate.try_once(HOME, "wati").status_code == 400


def test_guesses_sent_all_at_once_count_as_well(gate: Gate) -> None:
    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda _: gate.try_once(ATTACKER, "wati").status_code, range(24)))
    assert sorted(answers) == [400] * 5 + [429] * 19


def test_name_that_nobody_has_is_answered_alike(gate: Gate) -> None:
    told = []
    for name in ("wati", "tiada"):
        answers = [gate.try_once(ATTACKER, name) for _time in range(6)]
        told.append([(answer.status_code, read_notice(answer.text).split("Coba")[0]) for answer in answers])
        gate.database.execute("delete from stewardship.sign_in_failure")
    assert told[0] == told[1]


def test_log_tells_account_and_address_but_no_secret(gate: Gate, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    typed_in_the_wrong_field = "rahasia-pribadi"
    device = gate.enter(HOME, "wati")
    for _time in range(6):
        gate.try_once(ATTACKER, "wati", "sandi-yang-salah")
    gate.try_once(ATTACKER, typed_in_the_wrong_field, "sandi-yang-salah")
    ours = (record for record in caplog.records if not record.name.startswith("http"))  # not what the visitors say
    said = "\n".join(record.getMessage() for record in ours)
    assert f"refused sign-in of wati from {ATTACKER}: wrong password or not active" in said
    assert f"refused sign-in of wati from {ATTACKER}: too many failures" in said
    assert f"refused sign-in of a name that nobody has from {ATTACKER}" in said
    for secret in (PASSWORD, "sandi-yang-salah", typed_in_the_wrong_field, device):
        assert secret not in said
    stored = gate.database.execute("select string_agg(f::text, ' ') from stewardship.sign_in_failure f").fetchone()
    assert stored is not None
    assert typed_in_the_wrong_field not in stored[0]


def test_present_password_cannot_be_guessed_by_who_finds_the_browser_open(gate: Gate) -> None:
    visitor = Visitor(gate.address, "wati")
    chosen = {"password": "sandi-penemu", "password_again": "sandi-penemu"}
    answers = [visitor.post("account/password", {"present": GUESS} | chosen).status_code for _time in range(6)]
    assert answers == [400] * 5 + [429]
    visitor.close()
