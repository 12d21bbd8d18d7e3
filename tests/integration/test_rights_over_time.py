"""Roles begin and end: somebody always administrates, what changed counts at once, what anyone may read stays so."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest
from panel_site import PASSWORD, Visitor, read_errors, read_inputs, serve_panel

from admin.warehouse.accounts import add_user

MUST_REMAIN = "Harus tetap ada administrator aktif atas semua unit yang perannya tanpa tanggal akhir"
TOMORROW = date.today() + timedelta(2)  # whatever the time zone
ROLE_OF = """
    SELECT granted.id FROM stewardship.user_role AS granted JOIN stewardship."user" AS account ON account.id = user_id
    WHERE account.name = %s
"""


@dataclass
class Site:
    """A panel with an administrator, a steward and an employee, and its database."""

    url: str
    address: str

    def ask(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.url) as connection:
            cursor = connection.execute(query.encode(), values)
            return cursor.fetchall() if cursor.description else []

    def role_of(self, name: str) -> int:
        """Return the key of the role that somebody was granted."""
        ((key,),) = self.ask(ROLE_OF, name)
        return int(key)


@pytest.fixture
def site(server: Any, database_url: str) -> Iterator[Site]:
    add_user(database_url, "kepala", "administrator", PASSWORD)
    with serve_panel(server.settings, database_url) as address:
        yield Site(database_url, address)


def test_last_administrator_without_end_stays(site: Site) -> None:
    boss, key = Visitor(site.address, "kepala"), site.role_of("kepala")
    form = read_inputs(boss.get(f"user-role/edit/{key}").text)
    for change in ({"valid_to": str(TOMORROW)}, {"valid_to": "2090-01-01"}, {"valid_from": str(TOMORROW)}):
        answer = boss.post(f"user-role/edit/{key}", form | change)
        assert answer.status_code == 400, change
        assert MUST_REMAIN in read_errors(answer.text)["role_id"]
    boss.client.cookies.set("language", "en")
    answer = boss.delete("user-role", key)
    assert (answer.status_code, "whose role has no end, must remain" in answer.text) == (409, True)
    add_user(site.url, "wakil", "administrator", PASSWORD)
    assert boss.post(f"user-role/edit/{key}", form | {"valid_to": str(TOMORROW)}).status_code == 303
    boss.close()


def test_of_two_administrators_who_leave_at_once_one_stays(site: Site) -> None:
    """Each transaction sees the other's role while that is not yet ended: they must take turns."""
    add_user(site.url, "wakil", "administrator", PASSWORD)
    keys = [site.role_of(name) for name in ("kepala", "wakil")]
    with psycopg.connect(site.url) as first:
        first.execute("DELETE FROM stewardship.user_role WHERE id = %s", [keys[0]])
        refusals: list[str | None] = []

        def leave() -> None:
            with psycopg.connect(site.url) as second:
                try:
                    second.execute("DELETE FROM stewardship.user_role WHERE id = %s", [keys[1]])
                except psycopg.errors.CheckViolation as error:
                    refusals.append(error.diag.constraint_name)

        other = threading.Thread(target=leave)
        other.start()
        other.join(0.5)
        assert other.is_alive(), "the second waits for the first"
        first.commit()
        other.join(10)
    assert refusals == ["ck_user_role_last_administrator"]


def test_changed_role_counts_at_the_next_request(site: Site) -> None:
    """Changing it ends the sessions, so that nobody goes on with a page made for more rights."""
    add_user(site.url, "petugas", "hr_officer", PASSWORD)
    officer = Visitor(site.address, "petugas")
    assert officer.get("person/list").status_code == 200
    boss, key = Visitor(site.address, "kepala"), site.role_of("petugas")
    form = read_inputs(boss.get(f"user-role/edit/{key}").text)
    ((inspector,),) = site.ask("SELECT id FROM stewardship.role WHERE code = 'inspector'")
    assert boss.post(f"user-role/edit/{key}", form | {"role_id": str(inspector)}).status_code == 303
    answer = officer.get("person/list")
    assert (answer.status_code, "login" in answer.headers.get("location", "")) == (303, True)
    officer.sign_in("petugas")
    assert officer.get("person/list").status_code == 200
    assert officer.get("person/create").status_code == 403
    for visitor in (officer, boss):
        visitor.close()


def test_role_that_ends_by_its_date_counts_at_the_next_request(site: Site) -> None:
    """Nobody changes anything on that day, so the session goes on, without the right."""
    add_user(site.url, "petugas", "hr_officer", PASSWORD)
    officer = Visitor(site.address, "petugas")
    assert officer.get("person/list").status_code == 200
    site.ask("ALTER TABLE stewardship.user_role DISABLE TRIGGER end_sessions")  # as if the night had passed
    site.ask(
        "UPDATE stewardship.user_role SET valid_from = current_date - 9, valid_to = current_date WHERE id = %s",
        site.role_of("petugas"),
    )
    assert officer.get("person/list").status_code == 403
    assert officer.get("account/sessions").status_code == 200
    officer.close()


def test_employee_reads_the_rules_and_sets_none(site: Site) -> None:
    add_user(site.url, "pegawai", "employee", PASSWORD)
    employee = Visitor(site.address, "pegawai")
    for path in ("rules", "rules/parameters/training_target_pns", "local-parameter/list"):
        assert employee.get(path).status_code == 200, path
    path = "rules/parameters/training_target_pns/set"
    assert employee.get(path).status_code == 403
    assert employee.post(path, {"value": "1"}).status_code == 403
    employee.close()
