"""Who may come in: users, their roles, the first administrator, and the tokens of programs."""

import re
import secrets
import string
from datetime import date, timedelta
from typing import Any

import psycopg
from psycopg import Connection, Cursor

from admin.api_token import find_problem, make_api_token
from admin.errors import MeritError
from admin.passwords import LONGEST, SHORTEST, hash_password, verify_password
from admin.secret import hash_token, make_token
from models.wording import split_languages

ADMINISTRATOR = "administrator"
FIRST_USER = "admin"
NAME = re.compile(r"[a-z0-9._-]{2,60}")
# Without the letters and digits that people mix up when they copy a password by hand.
LEGIBLE = "".join(sorted(set(string.ascii_letters + string.digits) - set("0O1lI")))

SAVE_USER = """
    INSERT INTO stewardship."user" (name, password_hash) VALUES (%(name)s, %(hash)s)
    ON CONFLICT (name) DO UPDATE
    SET password_hash = excluded.password_hash, is_active = true
    RETURNING id
"""

KEEP_USER = """
    INSERT INTO stewardship."user" (name) VALUES (%(name)s)
    ON CONFLICT (name) DO UPDATE SET is_active = true RETURNING id
"""

GRANT_ROLE = """
    INSERT INTO stewardship.user_role (user_id, role_id)
    SELECT %(user)s, %(role)s
    WHERE NOT EXISTS (
        SELECT FROM stewardship.user_role
        WHERE user_id = %(user)s AND role_id = %(role)s AND unit_id IS NULL
            AND daterange(valid_from, valid_to, '[)') && daterange(current_date, NULL, '[)')
    )
"""

HAS_FIRST_USER = """
    SELECT stewardship.has_administrator() OR EXISTS (SELECT FROM stewardship."user" WHERE name = %s)
"""

MAKE_LINK = """
    WITH replaced AS (
        UPDATE stewardship.sign_in_link SET expires_at = now()
        WHERE user_id IS NOT DISTINCT FROM %(user)s::bigint AND used_at IS NULL AND expires_at > now()
    )
    INSERT INTO stewardship.sign_in_link (user_id, token_hash, expires_at)
    VALUES (%(user)s, %(hash)s, now() + interval '24 hours')
"""


LIST_TOKENS = """
    SELECT api_token.id, account.name, api_token.name, expires_on, last_used_at
    FROM stewardship.api_token JOIN stewardship."user" AS account ON account.id = user_id
    WHERE revoked_at IS NULL AND expires_on >= current_date AND account.is_active ORDER BY api_token.id
"""


def add_user(url: str, name: str, role: str, password: str) -> None:
    """Save a user with a role on everything; an existing user gets the password and the role, and old sessions end.

    Raises:
        MeritError: the name, the role's code or the password is not acceptable.
    """
    require_good_password(password)
    with psycopg.connect(url) as connection:
        saved = connection.execute(SAVE_USER, {"name": require_good_name(name), "hash": hash_password(password)})
        _grant(connection, _first(saved), role)


def invite_user(url: str, name: str, role: str) -> str:
    """Return the code of a one-time link by which `name` sets a password, having added the user and the role.

    Raises:
        MeritError: the name or the role's code is not acceptable.
    """
    with psycopg.connect(url) as connection:
        saved = connection.execute(KEEP_USER, {"name": require_good_name(name)})
        user = _first(saved)
        _grant(connection, user, role)
        return _make_link(connection, user)


def reset_user(url: str, name: str) -> str:
    """Return the code of a one-time link by which an active user sets another password; the present one works on.

    Raises:
        MeritError: there is no such user, or they may not sign in.
    """
    with psycopg.connect(url) as connection:
        row = connection.execute('SELECT id, is_active FROM stewardship."user" WHERE name = %s', [name]).fetchone()
        if row is None:
            raise MeritError(f"There is no user {name!r}.", "Invite them with `merit user invite`.")
        if not row[1]:
            raise MeritError(f"The user {name!r} is not active.", "Let an administrator make them active first.")
        return _make_link(connection, row[0])


def invite_first_administrator(url: str) -> str | None:
    """Return the code of a one-time link that makes its user the first administrator, or None when there is one."""
    with psycopg.connect(url) as connection:
        if connection.execute("SELECT stewardship.has_administrator()").fetchone() == (True,):
            return None
        return _make_link(connection, None)


def ensure_admin(url: str, password: str | None) -> str | None:
    """Create the first administrator `admin` when nobody can administrate yet.

    Return the password that was made for it when `password` is None: the only time it can be read. Return None when
    the given one was used, or nothing had to be done.
    """
    with psycopg.connect(url) as connection:
        found = connection.execute(HAS_FIRST_USER, [FIRST_USER]).fetchone()
    if found == (True,):
        return None
    made = None if password else generate_password()
    add_user(url, FIRST_USER, ADMINISTRATOR, password or made or "")
    return made


def is_password_of(url: str, name: str, password: str) -> bool:
    """Tell whether an active user of that name signs in with that password."""
    query = 'SELECT password_hash FROM stewardship."user" WHERE name = %s AND is_active'
    with psycopg.connect(url) as connection:
        row = connection.execute(query, [name]).fetchone()
    return verify_password(password, row[0] if row else None)


def issue_token(url: str, user: str, name: str, days: int) -> tuple[str, date]:
    """Return a new token with which the program `name` reads the marts as an active user, and its last day.

    Raises:
        MeritError: there is no such user, they may not sign in, or the name or number of days is not acceptable.
    """
    with psycopg.connect(url) as connection:
        query = 'SELECT id, is_active, current_date FROM stewardship."user" WHERE name = %s'
        row = connection.execute(query, [user]).fetchone()
        if row is None or not row[1]:
            raise MeritError(f"There is no active user {user!r}.", "Make one with `merit user invite`.")
        expires_on = row[2] + timedelta(days=days - 1)
        if (problem := find_problem(name, expires_on, row[2])) is not None:
            raise MeritError(split_languages(problem)[1], "Nothing was stored.")
        token = make_api_token()
        connection.execute(
            "INSERT INTO stewardship.api_token (user_id, name, token_hash, expires_on) VALUES (%s, %s, %s, %s)",
            [row[0], name, hash_token(token), expires_on],
        )
        return token, expires_on


def list_tokens(url: str) -> list[tuple[Any, ...]]:
    """Return number, user, program, last day and last use of every token that works."""
    with psycopg.connect(url) as connection:
        return connection.execute(LIST_TOKENS).fetchall()


def revoke_token(url: str, number: int) -> None:
    """Let a token work no longer.

    Raises:
        MeritError: there is none of that number that works.
    """
    with psycopg.connect(url) as connection:
        query = "UPDATE stewardship.api_token SET revoked_at = now() WHERE id = %s AND revoked_at IS NULL"
        if not connection.execute(query, [number]).rowcount:
            raise MeritError(f"There is no token {number} that works.", "See `merit token list`.")


def generate_password() -> str:
    """Return a random password of four legible groups of four (93 bits)."""
    return "-".join("".join(secrets.choice(LEGIBLE) for _ in range(4)) for _ in range(4))


def require_good_name(name: str) -> str:
    """Return a user name, or raise MeritError when it is not acceptable."""
    if not NAME.fullmatch(name):
        raise MeritError(
            f"The user name {name!r} is not 2 to 60 lower-case letters, digits, dots, dashes or underscores.",
            "Choose another name.",
        )
    return name


def require_good_password(password: str) -> None:
    """Raise MeritError unless a password has 8 to 200 printable characters."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise MeritError(
            f"The password has {len(password)} characters.",
            f"Choose one of {SHORTEST} to {LONGEST} characters.",
        )
    if not password.isprintable():
        raise MeritError("The password holds a character that cannot be typed.", "Choose one without it.")


def _grant(connection: Connection[Any], user: int, role: str) -> None:
    """Grant a role on everything, unless the user has it."""
    roles: dict[str, int] = dict(connection.execute("SELECT code, id FROM stewardship.role ORDER BY id").fetchall())
    if role not in roles:
        raise MeritError(f"There is no role {role!r}.", f"Choose one of {', '.join(roles)}.")
    connection.execute(GRANT_ROLE, {"user": user, "role": roles[role]})


def _make_link(connection: Connection[Any], user: int | None) -> str:
    """Return the code of a new link, which takes the place of an earlier one."""
    code = make_token()
    connection.execute(MAKE_LINK, {"user": user, "hash": hash_token(code)})
    return code


def _first(cursor: Cursor[Any]) -> int:
    row = cursor.fetchone()
    assert row is not None
    return int(row[0])
