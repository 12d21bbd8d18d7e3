"""Who may sign in to the panel: users, their roles, and the first administrator."""

import re
import secrets
import string

import psycopg

from admin.errors import MeritError
from admin.passwords import LONGEST, SHORTEST, hash_password, verify_password

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

GRANT_ROLE = """
    INSERT INTO stewardship.user_role (user_id, role_id)
    SELECT %(user)s, %(role)s
    WHERE NOT EXISTS (
        SELECT FROM stewardship.user_role
        WHERE user_id = %(user)s AND role_id = %(role)s AND unit_id IS NULL
            AND daterange(valid_from, valid_to, '[)') && daterange(current_date, NULL, '[)')
    )
"""

HAS_ADMINISTRATOR = """
    SELECT EXISTS (
        SELECT FROM stewardship."user" AS account
        LEFT JOIN stewardship.user_role AS granted ON granted.user_id = account.id
            AND daterange(granted.valid_from, granted.valid_to, '[)') @> current_date
        LEFT JOIN stewardship.role ON role.id = granted.role_id
        WHERE account.name = %(name)s OR (account.is_active AND role.code = %(role)s)
    )
"""


def add_user(url: str, name: str, role: str, password: str) -> None:
    """Save a user with a role on everything; an existing user gets the password and the role, and old sessions end.

    Raises:
        MeritError: the name, the role's code or the password is not acceptable.
    """
    if not NAME.fullmatch(name):
        raise MeritError(
            f"The user name {name!r} is not 2 to 60 lower-case letters, digits, dots, dashes or underscores.",
            "Choose another name.",
        )
    require_good_password(password)
    with psycopg.connect(url) as connection:
        roles: dict[str, int] = dict(connection.execute("SELECT code, id FROM stewardship.role ORDER BY id").fetchall())
        if role not in roles:
            raise MeritError(f"There is no role {role!r}.", f"Choose one of {', '.join(roles)}.")
        saved = connection.execute(SAVE_USER, {"name": name, "hash": hash_password(password)}).fetchone()
        assert saved is not None
        connection.execute(GRANT_ROLE, {"user": saved[0], "role": roles[role]})


def ensure_admin(url: str, password: str | None) -> str | None:
    """Create the first administrator `admin` when nobody can administrate yet.

    Return the password that was made for it when `password` is None: the only time it can be read. Return None when
    the given one was used, or nothing had to be done.
    """
    with psycopg.connect(url) as connection:
        found = connection.execute(HAS_ADMINISTRATOR, {"name": FIRST_USER, "role": ADMINISTRATOR}).fetchone()
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


def generate_password() -> str:
    """Return a random password of four legible groups of four (93 bits)."""
    return "-".join("".join(secrets.choice(LEGIBLE) for _ in range(4)) for _ in range(4))


def require_good_password(password: str) -> None:
    """Raise MeritError unless a password has 8 to 200 printable characters."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise MeritError(
            f"The password has {len(password)} characters.",
            f"Choose one of {SHORTEST} to {LONGEST} characters.",
        )
    if not password.isprintable():
        raise MeritError("The password holds a character that cannot be typed.", "Choose one without it.")
