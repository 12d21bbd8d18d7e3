"""Who may what: every role, every table, every verb, over HTTP and asked of PostgreSQL itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import psycopg
import pytest
from mutate_rights import Change, list_changes, make_rows, notice
from panel_site import Visitor, read_errors, read_notice, serve_panel
from rights_matrix import (
    MODELS,
    OF_USERS,
    PAGES,
    REMOVABLE,
    ask_postgresql,
    expect,
    expect_in_sql,
    identity,
    table_of,
    writes_unseen,
)
from rights_people import USERS, Agency, Model, found_agency

from models.database import create_engine

WEB_USERS = [user for user in USERS if user != "head"]  # the inspector shows how one sees who sees everything
REASON = {"audit_reason": "Uji"}
HELD_BY_OTHERS = "Masih ada baris lain yang merujuk"  # allowed, were it not for them
REFUSALS = ("Ini di luar jangkauan peran Anda.", "Peran Anda tidak boleh mengubah baris ini.", "Baris ini tidak ada;")


@dataclass
class Site:
    """A panel over the agency, and who is signed in."""

    agency: Agency
    address: str
    visitors: dict[str, Visitor]


@pytest.fixture(scope="module")
def site(server: Any, template: str) -> Iterator[Site]:
    with server.clone(template) as database:
        engine = create_engine(database.url)
        agency = found_agency(engine, database.url)
        with serve_panel(server.settings, database.url) as address:
            visitors = {user: Visitor(address, user) for user in WEB_USERS}
            yield Site(agency, address, visitors)
            for visitor in visitors.values():
                visitor.close()
        engine.dispose()


@pytest.mark.parametrize("model", MODELS, ids=identity)
def test_panel_lets_each_role_do_what_it_may_and_no_more(site: Site, model: Model) -> None:
    page = next(page for _area, page in PAGES if page.model is model)
    told, wanted = {}, {}
    for user in WEB_USERS:
        inside, outside = expect(user, model)
        if page.is_read_only and model not in REMOVABLE:
            inside, outside = inside[:1], outside[:1]
        wanted[user] = (inside, outside)
        visitor = Client(site, user, model)
        told[user] = (visitor.try_all("Ana"), visitor.try_all("Budi"))
    assert told == wanted


@dataclass
class Client:
    """What one user tries with one table over HTTP; what is forbidden for the whole table is not tried twice."""

    site: Site
    user: str
    model: Model
    forbidden: set[str] = field(default_factory=set)

    def try_all(self, name: str) -> str:
        """Return the verbs that work on the row about `name`: see, create, change, delete."""
        tries = {"s": self._see, "c": self._create, "u": self._change, "d": self._delete}
        return "".join(verb for verb, attempt in tries.items() if verb not in self.forbidden and attempt(verb, name))

    def _see(self, verb: str, name: str) -> bool:
        """Look at the list and the row; both agree on whether it may be seen."""
        key, visitor, table = self._agency.row(self.model, name), self.site.visitors[self.user], identity(self.model)
        details = visitor.get(f"{table}/details/{key}").status_code
        assert details in (200, 403, 404)
        narrowed = self._narrow(name)
        listed = visitor.get(f"{table}/list", pageSize=100, **narrowed)
        assert (listed.status_code == 403) == (details == 403)
        found = listed.text
        if 'rel="next"' in found:
            found += visitor.get(f"{table}/list", pageSize=100, page=2, **narrowed).text
        assert (f"/details/{key}" in found) == (details == 200), (table, key, details)
        self._note(verb, listed)
        return details == 200

    def _narrow(self, name: str) -> dict[str, str]:
        """Return a filter that leaves few rows, where the list offers one by whom a row is about."""
        keys = self._agency.keys[name]
        column = next((column for column in keys if column in self._agency.fill(self.model, name)), None)
        return {column: str(keys[column])} if column and self.model not in OF_USERS else {}

    def _create(self, verb: str, name: str) -> bool:
        other, table = {"Ana": "Ani", "Budi": "Bela"}[name], identity(self.model)
        answer = self.site.visitors[self.user].post(f"{table}/create", self._agency.fill(self.model, other))
        if made := re.search(r"/details/(\d+)", answer.headers.get("location", "")):
            self._agency.delete(self.model, int(made[1]))
        return self._is_done(verb, answer)

    def _change(self, verb: str, name: str) -> bool:
        key = self._agency.row(self.model, name)
        if next(page for _area, page in PAGES if page.model is self.model).offers("change"):
            self._agency.scramble(self.model, name)
        typed = self._agency.fill(self.model, name) | {"row_version": self._read_version(key)} | REASON
        return self._is_done(verb, self.site.visitors[self.user].post(f"{identity(self.model)}/edit/{key}", typed))

    def _delete(self, verb: str, name: str) -> bool:
        """Delete the row on its own page and among many, putting it back; both ways agree."""
        one = self._try_deletion(verb, name, f"{identity(self.model)}/delete/{{key}}")
        if verb not in self.forbidden:
            assert self._try_deletion(verb, name, f"{identity(self.model)}/bulk/delete") == one
        return one

    def _try_deletion(self, verb: str, name: str, address: str) -> bool:
        key = self._agency.row(self.model, name)
        version = self._read_version(key)
        sent = REASON | {"row_version": version, "rows": f"{key}:{version}"}
        answer = self.site.visitors[self.user].post(address.format(key=key), sent)
        is_gone = not self._agency.ask(f"SELECT FROM {table_of(self.model)} WHERE id = %s", key)
        if is_gone:
            self._agency.make(self.model, name)
        self._note(verb, answer)
        return is_gone or HELD_BY_OTHERS in answer.text

    def _read_version(self, key: int) -> str:
        ((version,),) = self._agency.ask(f"SELECT row_version FROM {table_of(self.model)} WHERE id = %s", key)
        return str(version)

    @property
    def _agency(self) -> Agency:
        return self.site.agency

    def _is_done(self, verb: str, answer: Any) -> bool:
        """Tell whether PostgreSQL would have let it happen: it did, or a rule of the data alone stood in the way."""
        self._note(verb, answer)
        if answer.status_code in (403, 404):
            return False
        said = " ".join([*read_errors(answer.text).values(), read_notice(answer.text), answer.text[:200]])
        if any(refusal in said for refusal in REFUSALS):
            return False
        assert answer.status_code in (200, 303, 400, 409), answer.text
        return True

    def _note(self, verb: str, answer: Any) -> None:
        if answer.status_code == 403:
            self.forbidden.add(verb)


@pytest.mark.parametrize("model", MODELS, ids=identity)
def test_postgresql_itself_lets_each_role_do_what_it_may_and_no_more(site: Site, model: Model) -> None:
    with psycopg.connect(site.agency.url, autocommit=True) as connection:
        told = {user: ask_postgresql(connection, site.agency, user, model) for user in USERS}
        unseen = [user for user in USERS if writes_unseen(connection, site.agency, user, model)]
    assert told == {user: expect_in_sql(user, model) for user in USERS}
    assert unseen == []


@pytest.fixture(scope="module")
def untouched(server: Any, template: str) -> Iterator[tuple[Agency, dict[str, Change]]]:
    """Return an agency that no other test has changed, and the changes that `make mutate` tries, by name."""
    with server.clone(template) as database:
        engine = create_engine(database.url)
        agency = found_agency(engine, database.url)
        make_rows(agency)
        with psycopg.connect(database.url) as connection:
            changes = {change.name: change for change in list_changes(connection)}
        yield agency, changes
        engine.dispose()


@pytest.mark.parametrize(
    "name",
    [
        *(
            "personnel.award: open policy change",
            "personnel.award: no policy see",
            "stewardship.user: open policy delete",
        ),
        *("personnel.award: no row-level security", "personnel.person: nik unmasked", "inspector may change conduct"),
        *("stewardship.role_right: granted UPDATE", "hr_officer may not see sensitive", "unit_head may see audit"),
        *("personnel.leave_request: open policy create", "personnel.leave_step: granted UPDATE"),
        *("personnel.correction_request: reason unmasked", "personnel.assignment: no policy seat within reach"),
        *("reachable_employees: (assignment.kind)::text = 'DEFINITIF'::text -> true", "employee may change engagement"),
        *("personnel.leave_ledger: no policy by hand", "stewardship.session: no policy change own"),
        *("reaches_all: (NOT held.is_own) -> true", "reachable_units: (unit.parent_id = below_1.id) -> false"),
    ],
)
def test_matrix_notices_a_changed_right(untouched: tuple[Agency, dict[str, Change]], name: str) -> None:
    """All of them take minutes: `make mutate`."""
    agency, changes = untouched
    with psycopg.connect(agency.url) as connection:
        assert notice(connection, agency, changes[name])
