"""Who may what: every role, every table, every verb, over HTTP and asked of PostgreSQL itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from panel_site import Visitor, read_errors, read_notice, serve_panel
from psycopg import sql
from rights_people import USERS, Agency, Model, found_agency
from sqlalchemy import Table

from admin.panel.pages import AREAS
from models import organization, people, performance, stewardship, training
from models.database import create_engine

# What a user may do with rows about somebody of section A1 / of office B: see, create, change, delete.
# Of a table that is about nobody, the second half counts; it is seen by whoever may see any row of the area.
EXPECTED = """
                     people     family     organization  career     performance  training   conduct    reference  stewardship  rules      marts
administrator        scud/scud  scud/scud  scud/scud     scud/scud  scud/scud    scud/scud  scud/scud  scud/scud  scud/scud    scud/scud  s/s
steward              scud/scud  scud/scud  scud/scud     scud/scud  scud/scud    scud/scud  scud/scud  scud/scud  -/-          s/s        s/s
officer              scud/scud  scud/scud  scud/scud     scud/scud  scud/scud    scud/scud  scud/scud  s/s        -/-          s/s        s/s
officer_of_a         scud/-     scud/-     scud/s        scud/-     scud/-       scud/-     scud/-     s/-        -/-          s/-        s/-
head_of_a            s/-        -/-        s/s           s/-        s/-          s/-        s/-        s/-        -/-          s/-        s/-
inspector            s/s        -/-        s/s           s/s        s/s          s/s        s/s        s/s        -/-          s/s        s/s
ana                  s/-        s/-        s/s           s/-        s/-          s/-        s/-        s/-        -/-          s/-        s/-
officer_until_today  -/-        -/-        -/-           -/-        -/-          -/-        -/-        -/-        -/-          -/-        -/-
nobody               -/-        -/-        -/-           -/-        -/-          -/-        -/-        -/-        -/-          -/-        -/-
"""  # noqa: E501

AREA_OF = {
    people.FamilyMember: "family",
    stewardship.LocalParameter: "rules",
    stewardship.WarehouseBuild: "marts",
    stewardship.Parameter: "reference",
}
# Rows about nobody: seen by whoever may see the area somewhere, changed by those who may everywhere.
SHARED = {
    *(organization.Agency, organization.PositionTitle, performance.PerformanceCycle),
    *(training.Partner, training.PartnerAgreement, training.Course, training.CourseCompetency, training.Session),
    *(stewardship.LocalParameter, stewardship.WarehouseBuild),
}
# Whoever is not yet employed is in nobody's unit: made by those who may everywhere.
FOUNDED = {people.Person, people.Employee, people.Decree}
# Nobody writes these in the panel.
WRITTEN_BY_MERIT = {
    *(stewardship.Role, stewardship.RoleRight, stewardship.WarehouseBuild),
}
VERBS = {"s": "see", "c": "create", "u": "change", "d": "delete"}
PAGES = [(area.name, page) for area in AREAS for page in area.pages]
MODELS = [page.model for _area, page in PAGES]
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
        told[user] = tuple(_try_over_http(site, user, model, name) for name in ("Ana", "Budi"))
    assert told == wanted


def _try_over_http(site: Site, user: str, model: Model, name: str) -> str:
    """Return the verbs that work for a user on the row about `name`: see, create, change, delete."""
    visitor, agency, table = site.visitors[user], site.agency, identity(model)
    key = agency.rows[model, name]
    done = _see(visitor, table, key)
    other = {"Ana": "Ani", "Budi": "Bela"}[name]
    answer = visitor.post(f"{table}/create", agency.fill(model, other))
    if is_done(answer):
        done += "c"
        if made := re.search(r"/details/(\d+)", answer.headers.get("location", "")):
            agency.delete(model, int(made[1]))
    version = agency.ask(f"SELECT row_version FROM {table_of(model)} WHERE id = %s", key)[0][0]
    if is_done(visitor.post(f"{table}/edit/{key}", agency.fill(model, name) | {"row_version": version})):
        done += "u"
    ways = [_delete(site, user, model, name, is_many) for is_many in (False, True)]
    assert ways[0] == ways[1]
    return done + ways[0]


def _delete(site: Site, user: str, model: Model, name: str, is_many: bool) -> str:
    """Delete the row on its page or among many, put it back, and return "d" when that was allowed."""
    visitor, agency, table, key = site.visitors[user], site.agency, identity(model), site.agency.rows[model, name]
    address = f"/admin/{table}/delete?pks={key}"
    answer = visitor.client.delete(address) if is_many else visitor.post(f"{table}/delete/{key}", {})
    if not agency.ask(f"SELECT FROM {table_of(model)} WHERE id = %s", key):
        assert is_done(answer)
        agency.make(model, name)
    return "d" if is_done(answer) else ""


def _see(visitor: Visitor, table: str, key: int) -> str:
    """Return "s" when details, list and history of a row agree that it may be seen."""
    details = visitor.get(f"{table}/details/{key}").status_code
    assert details in (200, 403, 404)
    listed = visitor.get(f"{table}/list", pageSize=100)
    is_listed = f"/details/{key}" in listed.text
    assert is_listed == (details == 200), (table, key, details)
    assert (listed.status_code == 403) == (details == 403)
    return "s" if is_listed else ""


def is_done(answer: Any) -> bool:
    """Tell whether the database would have let it happen: it did, or a rule of the data alone stood in the way."""
    if answer.status_code in (403, 404):
        return False
    said = " ".join([*read_errors(answer.text).values(), read_notice(answer.text), answer.text[:200]])
    if any(refusal in said for refusal in REFUSALS):
        return False
    assert answer.status_code in (200, 303, 400, 409), answer.text
    return True


@pytest.mark.parametrize("model", MODELS, ids=identity)
def test_postgresql_itself_lets_each_role_do_what_it_may_and_no_more(site: Site, model: Model) -> None:
    told, wanted = {}, {}
    with psycopg.connect(site.agency.url, autocommit=True) as connection:
        for user in USERS:
            wanted[user] = expect(user, model)
            told[user] = tuple(_try_in_sql(connection, site.agency, user, model, name) for name in ("Ana", "Budi"))
    assert told == wanted


def _try_in_sql(connection: "psycopg.Connection[Any]", agency: Agency, user: str, model: Model, name: str) -> str:
    table, key = table_of(model), agency.rows[model, name]
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


def act_as(connection: "psycopg.Connection[Any]", user: int) -> None:
    """Take on a user's identity and group role until the transaction ends, as the panel does."""
    connection.execute(
        "SELECT set_config('merit.user_id', %s::text, true), set_config('role', stewardship.panel_role(%s), true)",
        [user, user],
    )
