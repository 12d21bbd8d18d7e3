"""Change the rights one at a time (a policy, a right of a role, a mask, a grant, a function) and see the matrix notice.

Run by `make mutate`. Each change is made and asked about in a transaction of the owner that is taken back. Ends with 1
when something survives that is not known to mean nothing, or is noticed though it is.
"""

import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent.parent), str(HERE.parent / "support")]

import psycopg  # noqa: E402
from benchmark import open_city  # noqa: E402
from psycopg import sql  # noqa: E402
from rights_matrix import (  # noqa: E402
    HELD_IN,
    MODELS,
    area_of,
    count_rows,
    find_difference,
    holds_right,
    name_rows,
    table_of,
)
from rights_people import USERS, Agency, Model, act_as, found_agency  # noqa: E402

from models.career import Assignment, Termination  # noqa: E402
from models.database import create_engine  # noqa: E402
from models.leave import LeaveLedger  # noqa: E402

SEES_SENSITIVE = {"administrator", "steward", "officer", "officer_of_a", "ana"}
# How much of the audit, and of the issues of the worklist, users read and excuse who do not get "none" of it.
READS_AUDIT = dict.fromkeys(("administrator", "steward", "officer", "inspector"), "all") | {"officer_of_a": "some"}
EXCUSES = dict.fromkeys(("administrator", "steward", "officer"), "all") | {"officer_of_a": "some"}
# What the verbs are called in the matrix, and what is granted for each.
ORDERS = {("create", "marts")}  # the right to order a build, with which nobody writes a row
VERBS = {"see": ("s", "SELECT"), "create": ("c", "INSERT"), "change": ("u", "UPDATE"), "delete": ("d", "DELETE")}
ROLES = {role for role, _unit, _until in USERS.values() if role}
# The columns that not everybody reads who sees the row; whether somebody reads each, or writes it without.
MASKED = [
    (table_of(model).fullname, column.name)
    for model in MODELS
    for column in table_of(model).columns
    if column.info.get("sensitive")
]
READ_MASKS = """
    SELECT has_column_privilege(place, name, 'SELECT'),
        has_column_privilege(place, name, 'UPDATE') AND NOT has_column_privilege(place, name, 'SELECT')
    FROM unnest(%s::text[], %s::text[]) AS masked(place, name)
"""
READ_ONESELF = """
    SELECT (SELECT count(*) FROM stewardship."user" WHERE id = %(user)s),
        EXISTS (SELECT FROM stewardship.user_role WHERE user_id = %(user)s)
"""
# What the rights to the row do not yet let users do: move or post somebody of theirs to a seat out of reach, book leave
# that was never asked for.
REFUSED = (
    ("officer_of_a", "UPDATE personnel.assignment SET seat_id = %(foreign_seat)s WHERE id = %(post)s"),
    (
        "officer_of_a",
        "INSERT INTO personnel.assignment (employee_id, seat_id, kind, valid_from)"
        " SELECT employee_id, %(foreign_seat)s, kind, valid_to FROM personnel.assignment WHERE id = %(post)s",
    ),
    (
        "officer",
        "INSERT INTO personnel.leave_ledger (employee_id, leave_kind_id, leave_year, entry, days, entered_on)"
        " SELECT employee_id, leave_kind_id, leave_year, 'PAKAI', -1, entered_on FROM personnel.leave_ledger"
        " WHERE id = %(booked)s",
    ),
)
# What an employee may be given without getting it: nothing there is about a person. Some tables are seen by all who
# may, but none of recruitment; an own session could be made up, an own token changed, an own identity deleted.
OVER_NOTHING = {
    *((verb, area) for verb in ("create", "change", "delete")
      for area in ("organization", "recruitment", "reference", "rules", "service", "stewardship")),
    *(("see", "recruitment"), ("change", "worklist")),
} - {(verb, "stewardship") for verb in ("create", "change", "delete")}  # fmt: skip
# Something else holds the same of the rows and people that the matrix asks about; test_rights_reach.py asks about
# others, and about somebody with two roles.
HELD_TWICE = {
    *("personnel.employee: open policy change", "personnel.employee: no policy person within reach"),
    *("personnel.assignment: open policy create", "personnel.assignment: open policy change"),
    *("stewardship.user_role: open policy create", "stewardship.import_row: no policy cells within reach"),
}
# What functions must not forget, as PostgreSQL writes them: the function, a piece of it, and what stands there instead.
FORGOTTEN = (
    ("rights_in_force", "'[)'::text", "'[]'::text"),
    ("reaches_all", "(held.unit_id IS NULL)", "true"),
    ("reaches_all", "(NOT held.is_own)", "true"),
    ("reachable_units", "(unit.parent_id = below_1.id)", "false"),
    ("reachable_employees", "(assignment.kind)::text = 'DEFINITIF'::text", "true"),
    ("reachable_employees", "(assignment.valid_from <= CURRENT_DATE)", "true"),
    ("reachable_employees", "(assignment.valid_to > CURRENT_DATE)", "true"),
    ("reachable_employees", "(seat.unit_id = reached.id)", "true"),
    ("reachable_persons", "(employee.id = ANY", "(true OR employee.id = ANY"),
    ("panel_role", "(held.unit_id IS NULL)", "true"),
    ("may", "(held.verb = may.verb)", "true"),
    ("may", "(held.area = may.area)", "true"),
)


@dataclass(frozen=True)
class Change:
    """A change of the rights, and the tables whose rows it may let somebody reach, or no longer reach."""

    name: str
    statement: str
    models: Sequence[Model]
    useless: str = ""  # why it may mean nothing


def list_changes(connection: "psycopg.Connection[Any]") -> Iterator[Change]:
    """Return every change that is tried."""
    for model in MODELS:
        yield from _change_table(connection, model)
    for role, area, verb, is_held in connection.execute(
        "SELECT role.code, area, verb, is_held FROM stewardship.role_right JOIN stewardship.role ON role.id = role_id"
        " CROSS JOIN LATERAL (VALUES ('see', may_see), ('create', may_create), ('change', may_change),"
        " ('delete', may_delete)) AS held(verb, is_held) WHERE role.code = ANY (%s) ORDER BY 1, 2, 3",
        [list(ROLES)],
    ).fetchall():
        statement = (
            f"UPDATE stewardship.role_right SET may_{verb} = NOT may_{verb} FROM stewardship.role"
            f" WHERE role.id = role_id AND role.code = '{role}' AND area = '{area}'"
        )
        models = [model for model in MODELS if HELD_IN.get(area_of(model), area_of(model)) == area]
        yield Change(f"{role} {'may not' if is_held else 'may'} {verb} {area}", statement, models)
    for name, piece, other in FORGOTTEN:
        query = "SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'stewardship'::regnamespace"
        row = connection.execute(query + " AND proname = %s", [name]).fetchone()
        if row is None or piece not in row[0]:
            raise ValueError(f"{piece} does not stand in {name}: {row}")
        yield Change(f"{name}: {piece} -> {other or 'nothing'}", row[0].replace(piece, other), MODELS)


def _change_table(connection: "psycopg.Connection[Any]", model: Model) -> Iterator[Change]:
    table = table_of(model)
    name, place = table.fullname, sql.Identifier(table.schema or "", table.name).as_string(connection)
    yield Change(f"{name}: no row-level security", f"ALTER TABLE {place} DISABLE ROW LEVEL SECURITY", [model])
    for verb, (letter, right) in VERBS.items():
        is_held = holds_right(area_of(model), letter) or (verb, area_of(model)) in ORDERS
        useless = "" if is_held else "no role has the right that the policy asks for"
        is_granted, is_granted_in_part = _read_grants(connection, place, right)
        if not is_granted:
            yield Change(f"{name}: granted {right}", f"GRANT {right} ON {place} TO merit_panel", [model], useless)
        if is_granted_in_part:  # otherwise nobody may try, whatever the policy says
            policy = f'"{verb}" ON {place}'
            condition = "WITH CHECK (true)" if verb == "create" else "USING (true)"
            yield Change(f"{name}: no policy {verb}", f"DROP POLICY {policy}", [model], useless)
            yield Change(f"{name}: open policy {verb}", f"ALTER POLICY {policy} {condition}", [model])
    query = "SELECT polname::text FROM pg_policy WHERE polrelid = %s::regclass AND polname <> ALL (%s)"
    for (policy,) in connection.execute(query, [place, [*VERBS, "see everything"]]).fetchall():
        yield Change(f"{name}: no policy {policy}", f'DROP POLICY "{policy}" ON {place}', [model])
    for column in (column for masked, column in MASKED if masked == name):
        for right, word in {"SELECT": "unmasked", "UPDATE": "written blindly"}.items():
            statement = f'GRANT {right} ("{column}") ON {place} TO merit_panel'
            yield Change(f"{name}: {column} {word}", statement, [])


def _read_grants(connection: "psycopg.Connection[Any]", place: str, right: str) -> tuple[bool, bool]:
    """Tell whether those who may most in the panel are granted a right on a table, and on any of its columns."""
    in_part = "has_table_privilege" if right == "DELETE" else "has_any_column_privilege"
    row = connection.execute(
        f"SELECT has_table_privilege(role, place, %(right)s), {in_part}(role, place, %(right)s)"
        " FROM (SELECT 'merit_panel_wide_private' AS role, %(place)s AS place) AS asked",
        {"right": right, "place": place},
    ).fetchone()
    assert row is not None
    return row[0], row[1]


def notice(connection: "psycopg.Connection[Any]", agency: Agency, change: Change) -> str:
    """Return what of the matrix is no longer as written down once a change is made; empty when nothing."""
    with connection.transaction(force_rollback=True):
        connection.execute(change.statement.encode())
        for model in change.models:
            if user := find_difference(connection, agency, model):
                return f"{user}, {table_of(model).fullname}"
        return _ask_beside(connection, agency)


def _ask_beside(connection: "psycopg.Connection[Any]", agency: Agency) -> str:
    """Return who reads masked columns, the own account or the audit, or excuses issues, not as is written down."""
    totals = connection.execute(
        "SELECT (SELECT count(*) FROM audit.change), (SELECT count(*) FROM stewardship.quality_issue)"
    ).fetchone()
    assert totals is not None
    named = {
        "post": agency.row(Assignment, "Ana"),
        "booked": agency.row(LeaveLedger, "Ana"),
        "foreign_seat": agency.keys["Budi"]["seat_id"],
    }
    for user, statement in REFUSED:
        if count_rows(connection, agency, user, sql.SQL(statement), named) != 0:
            return f"{user}, beside the matrix: {statement}"
    for user, key in agency.users.items():
        with connection.transaction(force_rollback=True):
            act_as(connection, key)
            itself = connection.execute(READ_ONESELF, {"user": key}).fetchone()
            columns = connection.execute(READ_MASKS, [*map(list, zip(*MASKED, strict=True))]).fetchall()
            read = connection.execute("SELECT FROM audit.history").rowcount
            excused = connection.execute(
                "UPDATE stewardship.quality_issue SET excused_until = NULL, excuse_reason = NULL, excused_by_id = NULL"
            ).rowcount
        told = itself, set(columns), _tell_share(read, totals[0]), _tell_share(excused, totals[1])
        masks = {(user in SEES_SENSITIVE, False)}
        if told != ((1, user != "nobody"), masks, READS_AUDIT.get(user, "none"), EXCUSES.get(user, "none")):
            return f"{user}, beside the matrix: {told}"
    return ""


def _tell_share(number: int, total: int) -> str:
    return "none" if number == 0 else "all" if number == total else "some"


def means_nothing(change: Change) -> str:
    """Return why a change may survive, or nothing."""
    words = change.name.replace(":", "").split()
    if words[-1] in ("sensitive", "audit", "marts") and words[-2] != "see":
        return "no policy asks for it: they are only read"
    if words[-1] == "worklist" and words[-2] in ("create", "delete"):
        return "issues come and go with builds; people excuse them, which changes them"
    if change.name == "administrator may not see audit":
        return "whoever changes everything reads all about it"
    if words[0] == "employee" and (words[-2], words[-1]) in OVER_NOTHING:
        return "held over nothing but the own person, whatever it is granted on; no row of the area is about one"
    if change.name in HELD_TWICE:
        return "another policy, a mask, or a trigger (on references, on who stays in sight) holds the same"
    return change.useless


def make_rows(agency: Agency) -> None:
    """Make every row that the matrix asks for: once something is changed, its table is locked.

    Those who have left are made so last: nothing else can be recorded of them later.
    """
    for model in sorted(MODELS, key=lambda model: model is Termination):
        for name in dict.fromkeys(name for user in USERS for name in name_rows(user, model)):
            agency.row(model, name)


def main() -> int:
    """Try every change and print what survives, and what is noticed though it is said to mean nothing."""
    started, tried, listed, wrong = time.monotonic(), 0, 0, 0
    with open_city(0) as (_settings, database), psycopg.connect(database.url) as connection:
        agency = found_agency(create_engine(database.url), database.url)
        make_rows(agency)
        untouched = Change("nothing", "SELECT", MODELS)
        if noticed := notice(connection, agency, untouched):
            raise AssertionError(f"the matrix does not hold as it is: {noticed}")
        for change in list_changes(connection):
            tried += 1
            noticed, reason = notice(connection, agency, change), means_nothing(change)
            listed += bool(reason)
            if bool(noticed) == bool(reason):
                wrong += 1
                print(f"listed, and noticed by {noticed}: {change.name}" if noticed else f"survived: {change.name}")
        agency.engine.dispose()
    seconds = time.monotonic() - started
    print(f"rights: {tried} changes, {listed} listed, {wrong} survived or wrongly listed, {seconds:.0f} s")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
