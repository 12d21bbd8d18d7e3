"""The group roles that the panel acts under: nobody signs in as them, a transaction takes one on.

What they may do is granted in each database by its migrations (docs/decisions/0007-rights.md).
"""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import psycopg
from psycopg import Connection, sql

from admin.errors import MeritError

# Each with the roles whose rights it has too: reading sensitive columns, seeing every row, or both.
PANEL_ROLES: dict[str, tuple[str, ...]] = {
    "merit_panel": (),
    "merit_panel_private": ("merit_panel",),
    "merit_panel_wide": ("merit_panel",),
    "merit_panel_wide_private": ("merit_panel_wide", "merit_panel_private"),
}


def ensure_panel_roles(connection: Connection[Any], owner: str) -> None:
    """Make the group roles where they are missing and let the owner of the database act as each of them.

    Raises:
        MeritError: something is missing and we may not make it; names the SQL for the server's administrator.
    """
    statements = list(_list_missing(connection, owner))
    try:
        for statement in statements:
            with suppress(psycopg.errors.DuplicateObject):
                connection.execute(statement)
    except psycopg.errors.InsufficientPrivilege as error:
        written = "; ".join(statement.as_string(connection) for statement in statements)
        raise MeritError(
            f"User {connection.info.user!r} may not make the roles that the panel acts under.",
            f"Ask the server's administrator to run: {written}",
        ) from error


def _list_missing(connection: Connection[Any], owner: str) -> Iterator[sql.Composed]:
    """Return what is yet to be run so that every role exists, with its memberships, and the owner may act as it."""
    known = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
    members = set(connection.execute("SELECT roleid::regrole::text, member::regrole::text FROM pg_auth_members"))
    for role, parents in PANEL_ROLES.items():
        if role not in known:
            yield sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(role))
        for parent in parents:
            if (parent, role) not in members:
                yield _grant(parent, role)
        if role not in known or not _may_act_as(connection, owner, role):
            yield _grant(role, owner)


def _grant(role: str, member: str) -> sql.Composed:
    return sql.SQL("GRANT {} TO {}").format(sql.Identifier(role), sql.Identifier(member))


def _may_act_as(connection: Connection[Any], owner: str, role: str) -> bool:
    """Tell whether the owner may `SET ROLE` to it; before PostgreSQL 16 every member of a role may."""
    way = "SET" if connection.info.server_version >= 160000 else "MEMBER"
    return connection.execute("SELECT pg_has_role(%s, %s, %s)", [owner, role, way]).fetchone() == (True,)
