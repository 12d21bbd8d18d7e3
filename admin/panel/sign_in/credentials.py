"""Passwords that people choose for themselves: with the present one, or with the code of a one-time link."""

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.datastructures import FormData

from admin.panel.language import pick
from admin.panel.sign_in.cookies import TOKEN
from admin.passwords import LONGEST, SHORTEST
from admin.secret import hash_token

# For the audit: what is changed here is changed by its owner, who may not change users otherwise.
TELL: Final = text(
    "SELECT set_config('merit.user_id', :user_id, true), set_config('merit.request_id', :request_id, true)"
)
CHANGE: Final = text('UPDATE stewardship."user" SET password_hash = :hash WHERE id = :id')

LINK: Final = """
    stewardship.sign_in_link AS link LEFT JOIN stewardship."user" AS account ON account.id = link.user_id
    WHERE link.token_hash = :token_hash AND link.used_at IS NULL AND link.expires_at > now()
        AND CASE WHEN link.user_id IS NULL THEN NOT stewardship.has_administrator() ELSE account.is_active END
"""
FIND: Final = text(f"SELECT link.id, link.user_id, account.name FROM {LINK}")
LOCK: Final = text(f"SELECT link.id, link.user_id, account.name FROM {LINK} FOR UPDATE OF link")
USE: Final = text("UPDATE stewardship.sign_in_link SET used_at = now(), user_id = :user_id WHERE id = :id")
ADD_ADMINISTRATOR: Final = text("""
    WITH added AS (
        INSERT INTO stewardship."user" (name, password_hash) VALUES (:name, :hash) RETURNING id
    ), granted AS (
        INSERT INTO stewardship.user_role (user_id, role_id)
        SELECT added.id, role.id FROM added, stewardship.role WHERE role.code = 'administrator'
    )
    SELECT id FROM added
""")

DIFFERENT: Final = "Kedua isian kata sandi tidak sama. | The two passwords differ."
LENGTH: Final = (
    "Kata sandi harus {shortest} sampai {longest} huruf. | The password must have {shortest} to {longest} characters."
)
UNTYPABLE: Final = (
    "Kata sandi memuat huruf yang tidak dapat diketik. | The password holds a character that cannot be typed."
)
BAD_NAME: Final = (
    "Nama pengguna: 2 sampai 60 huruf kecil, angka, titik, atau garis, dan belum dipakai. | "
    "User name: 2 to 60 lower-case letters, digits, dots or dashes, and not taken yet."
)
SENT_TWICE: Final = "Isian ini tidak dapat dibaca. | This field could not be read."


class ChoiceError(Exception):
    """What somebody chose is not acceptable; the text is the sentence shown."""


@dataclass(frozen=True)
class Link:
    """A one-time link that still works: its key, and the user it is for; none for the first administrator."""

    id: int
    user_id: int | None
    name: str | None


def read_text(form: FormData, name: str) -> str:
    """Return what was typed into a field; one that was not sent counts as empty.

    Raises:
        ChoiceError: it was sent twice, or is a file.
    """
    values = form.getlist(name)
    if len(values) > 1 or any(not isinstance(value, str) for value in values):
        raise ChoiceError(pick(SENT_TWICE))
    return str(values[0]) if values else ""


def read_new_password(form: FormData) -> str:
    """Return the password that was typed twice.

    Raises:
        ChoiceError: it is not acceptable, or the two differ.
    """
    password, again = read_text(form, "password"), read_text(form, "password_again")
    if not SHORTEST <= len(password) <= LONGEST:
        raise ChoiceError(pick(LENGTH).format(shortest=SHORTEST, longest=LONGEST))
    if not password.isprintable():
        raise ChoiceError(pick(UNTYPABLE))
    if password != again:
        raise ChoiceError(pick(DIFFERENT))
    return password


async def change_password(session: AsyncSession, user_id: int, request_id: str, hashed: str) -> None:
    """Store a user's new password; every session of theirs ends."""
    await session.execute(TELL, {"user_id": str(user_id), "request_id": request_id})
    await session.execute(CHANGE, {"id": user_id, "hash": hashed})


async def find_link(session: AsyncSession, code: str, is_locked: bool = False) -> Link | None:
    """Return the link of a code, if it still works; a locked one nobody else can use before the transaction ends."""
    if not TOKEN.fullmatch(code):
        return None
    row: Any = (await session.execute(LOCK if is_locked else FIND, {"token_hash": hash_token(code)})).one_or_none()
    return Link(row.id, row.user_id, row.name) if row is not None else None


async def use_link(session: AsyncSession, link: Link, request_id: str, name: str, hashed: str) -> int:
    """Use up a locked link: set its user's password, or add the first administrator `name`. Return the user's key.

    Raises:
        ChoiceError: the name is not acceptable; nothing may be kept of the transaction.
    """
    user_id = link.user_id
    if user_id is not None:
        await change_password(session, user_id, request_id, hashed)
    else:
        try:
            user_id = int((await session.execute(ADD_ADMINISTRATOR, {"name": name, "hash": hashed})).scalar_one())
        except (DataError, IntegrityError) as error:
            raise ChoiceError(pick(BAD_NAME)) from error
    await session.execute(USE, {"id": link.id, "user_id": user_id})
    return user_id
