"""Who may what: every role, every table, every verb, over HTTP and asked of PostgreSQL itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import psycopg
import pytest
from panel_site import Visitor, read_errors, read_notice, serve_panel
from psycopg import sql
from rights_people import USERS, Agency, Model, act_as, found_agency
from sqlalchemy import Table

from admin.panel.attributes import read_attributes
from admin.panel.pages import AREAS
from models import exchange, merit, organization, people, performance, stewardship, training, worklist
from models.database import create_engine

# What a user may do with rows about somebody of section A1 / of office B: see, create, change, delete.
# Of a table that is about nobody, the second half counts; it is seen by whoever may see any row of the area.
EXPECTED = """
                     people     family     organization  career     performance  training   conduct    reference  stewardship  rules      marts  exchange   worklist
administrator        scud/scud  scud/scud  scud/scud     scud/scud  scud/scud    scud/scud  scud/scud  scud/scud  scud/scud    scud/scud  s/s    scud/scud  scud/scud
steward              scud/scud  scud/scud  scud/scud     scud/scud  scud/scud    scud/scud  scud/scud  scud/scud  -/-          s/s        s/s    scud/scud  scud/scud
officer              scud/scud  scud/scud  scud/scud     scud/scud  scud/scud    scud/scud  scud/scud  s/s        -/-          s/s        s/s    scu/scu    scu/scu
officer_of_a         scud/-     scud/-     scud/s        scud/-     scud/-       scud/-     scud/-     s/-        -/-          s/-        s/-    scu/-      scu/-
head_of_a            s/-        -/-        s/s           s/-        s/-          s/-        s/-        s/-        -/-          s/-        s/-    -/-        s/-
inspector            s/s        -/-        s/s           s/s        s/s          s/s        s/s        s/s        -/-          s/s        s/s    -/-        -/-
ana                  s/-        s/-        s/s           s/-        s/-          s/-        s/-        s/-        -/-          s/-        s/-    -/-        -/-
officer_until_today  -/-        -/-        -/-           -/-        -/-          -/-        -/-        -/-        -/-          -/-        -/-    -/-        -/-
nobody               -/-        -/-        -/-           -/-        -/-          -/-        -/-        -/-        -/-          -/-        -/-    -/-        -/-
"""  # noqa: E501

AREA_OF = {
    people.FamilyMember: "family",
    **dict.fromkeys((merit.Vacancy, merit.SelectionStage), "organization"),
    **dict.fromkeys((merit.Candidate, merit.StageScore, merit.AppointmentDecision), "career"),
    stewardship.LocalParameter: "rules",
    stewardship.WarehouseBuild: "marts",
    stewardship.Parameter: "reference",
    worklist.QualityRule: "reference",
    worklist.QualityIssue: "worklist",
    worklist.QualityRound: "worklist",
}
# Rows about nobody: seen by whoever may see the area somewhere, changed by those who may everywhere.
SHARED = {
    *(organization.Agency, organization.PositionTitle, performance.PerformanceCycle),
    *(training.Partner, training.PartnerAgreement, training.Course, training.CourseCompetency, training.Session),
    *(stewardship.LocalParameter, stewardship.WarehouseBuild, exchange.ValueAlias, worklist.QualityRound),
}
# Whoever is not yet employed is in nobody's unit: made by those who may everywhere.
FOUNDED = {people.Person, people.Employee, people.Decree}
# Rows of a user: here somebody else's, so the second half counts.
OF_USERS = {exchange.ImportBatch, exchange.ImportRow, exchange.ExportRecord}
# The role of an employee reaches a person, no unit.
OF_UNITS = {performance.UnitPerformance, worklist.QualityIssue}
# Nobody writes these with the panel's own forms, and PostgreSQL lets nobody but the owner.
WRITTEN_BY_MERIT = {
    *(stewardship.Role, stewardship.RoleRight, stewardship.WarehouseBuild),
    *(worklist.QualityIssue, worklist.QualityRound, exchange.ExportRecord),
}
VERBS = {"s": "see", "c": "create", "u": "change", "d": "delete"}
PAGES = [(area.name, page) for area in AREAS for page in area.pages]
MODELS = [page.model for _area, page in PAGES]
REASON = {"audit_reason": "Uji"}
HELD_BY_OTHERS = "Masih ada baris lain yang merujuk"  # allowed, were it not for them
REFUSALS = ("Ini di luar jangkauan peran Anda.", "Peran Anda tidak boleh mengubah baris ini.", "Baris ini tidak ada;")


def read_expected() -> dict[tuple[str, str], tuple[str, str]]:
    heading, *lines = EXPECTED.strip().splitlines()
    found = {}
    for user, *cells in (line.split() for line in lines):
        for area, cell in zip(heading.split(), cells, strict=True):
            inside, outside = cell.replace("-", "").split("/")
            found[user, area] = inside, outside
    return found


GIVEN = read_expected()


def expect(user: str, model: Model) -> tuple[str, str]:
    """Return the verbs that `user` may use on the row about Ana and on the row about Budi."""
    area = AREA_OF.get(model) or next(name for name, page in PAGES if page.model is model)
    inside, outside = GIVEN[user, area]
    if model in OF_USERS:
        inside = outside
    if model in OF_UNITS and user == "ana":
        inside = ""
    if model in SHARED or area in ("reference", "stewardship"):
        inside = outside = "".join(dict.fromkeys(("s" if "s" in inside else "") + outside))
    if model in FOUNDED:
        inside = inside if "c" in outside else inside.replace("c", "")
    if model in WRITTEN_BY_MERIT:
        inside, outside = inside[:1], outside[:1]
    return inside, outside


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
            visitors = {user: Visitor(address, user) for user in USERS}
            yield Site(agency, address, visitors)
            for visitor in visitors.values():
                visitor.close()
        engine.dispose()


def identity(model: Model) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", model.__name__).lower()


def table_of(model: Model) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table


@pytest.mark.parametrize("model", MODELS, ids=identity)
def test_panel_lets_each_role_do_what_it_may_and_no_more(site: Site, model: Model) -> None:
    page = next(page for _area, page in PAGES if page.model is model)
    told, wanted = {}, {}
    for user in USERS:
        inside, outside = expect(user, model)
        if page.is_read_only:
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
        column = next((column for column in keys if column in read_attributes(self.model)), None)
        return {column: str(keys[column])} if column and self.model not in OF_USERS else {}

    def _create(self, verb: str, name: str) -> bool:
        other, table = {"Ana": "Ani", "Budi": "Bela"}[name], identity(self.model)
        answer = self.site.visitors[self.user].post(f"{table}/create", self._agency.fill(self.model, other))
        if made := re.search(r"/details/(\d+)", answer.headers.get("location", "")):
            self._agency.delete(self.model, int(made[1]))
        return self._is_done(verb, answer)

    def _change(self, verb: str, name: str) -> bool:
        key = self._agency.row(self.model, name)
        if not next(page for _area, page in PAGES if page.model is self.model).is_read_only:
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
    told, wanted = {}, {}
    with psycopg.connect(site.agency.url, autocommit=True) as connection:
        for user in USERS:
            wanted[user] = expect(user, model)
            told[user] = tuple(_try_in_sql(connection, site.agency, user, model, name) for name in ("Ana", "Budi"))
    assert told == wanted


def _try_in_sql(connection: "psycopg.Connection[Any]", agency: Agency, user: str, model: Model, name: str) -> str:
    table, key = table_of(model), agency.row(model, name)
    place = sql.Identifier(table.schema or "", table.name)
    columns = [column.name for column in table.columns if column.name != "id" and column.computed is None]
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    copied = connection.execute(sql.SQL("SELECT {} FROM {} WHERE id = %s").format(names, place), [key]).fetchone()
    assert copied is not None
    values = [psycopg.types.json.Jsonb(value) if isinstance(value, dict | list) else value for value in copied]
    holes = sql.SQL(", ").join([sql.Placeholder()] * len(columns))
    statements: dict[str, tuple[sql.Composed, list[Any]]] = {
        "s": (sql.SQL("SELECT id FROM {} WHERE id = %s").format(place), [key]),
        "c": (sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(place, names, holes), values),
        "u": (sql.SQL("UPDATE {} SET updated_at = now() WHERE id = %s").format(place), [key]),
        "d": (sql.SQL("DELETE FROM {} WHERE id = %s").format(place), [key]),
    }
    return "".join(
        verb for verb, (statement, given) in statements.items() if _succeeds(connection, agency, user, statement, given)
    )


def _succeeds(
    connection: "psycopg.Connection[Any]", agency: Agency, user: str, statement: sql.Composed, values: list[Any]
) -> bool:
    with connection.transaction(force_rollback=True):
        act_as(connection, agency.users[user])
        try:
            return connection.execute(statement, values).rowcount == 1
        except psycopg.errors.InsufficientPrivilege:
            return False
        except psycopg.IntegrityError:
            return True
