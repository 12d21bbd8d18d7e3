"""Which user an identity of a provider is: by its name the first time, afterwards by its issuer and subject only."""

import re
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from admin.panel.sign_in.credentials import TELL
from admin.panel.sign_in.flow import Identity

USER_NAME: Final = re.compile(r"[a-z0-9._-]{2,60}", re.ASCII | re.IGNORECASE)

BOUND: Final = text("""
    SELECT account.id, account.is_active
    FROM stewardship.sign_in_identity AS bound JOIN stewardship."user" AS account ON account.id = bound.user_id
    WHERE bound.issuer = :issuer AND bound.subject = :subject
""")
NAMED: Final = text('SELECT id FROM stewardship."user" WHERE name = :name AND is_active')
# Of two first sign-ins at once the later one waits here, and then binds nothing.
BIND: Final = text("""
    INSERT INTO stewardship.sign_in_identity (issuer, subject, user_id) VALUES (:issuer, :subject, :user_id)
    ON CONFLICT DO NOTHING
""")


class UnknownIdentityError(Exception):
    """The identity is no active user's."""


class ForeignIdentityError(Exception):
    """The identity claims the name of a user who is bound to another subject; the text is that name."""


async def recognize(session: AsyncSession, identity: Identity, request_id: str) -> int:
    """Return the key of the active user whom an identity is bound to; the first time, bind it to the user it names.

    Raises:
        UnknownIdentityError: no active user is bound to it or has its name.
        ForeignIdentityError: the user of that name is bound to another subject of the provider.
    """
    known = {"issuer": identity.issuer, "subject": identity.subject}
    bound: Any = (await session.execute(BOUND, known)).one_or_none()
    if bound is None:
        name = read_name(identity.name)
        user_id = await session.scalar(NAMED, {"name": name})
        if user_id is None:
            raise UnknownIdentityError
        await session.execute(TELL, {"user_id": str(user_id), "request_id": request_id})
        await session.execute(BIND, known | {"user_id": user_id})
        bound = (await session.execute(BOUND, known)).one_or_none()
        if bound is None:
            raise ForeignIdentityError(name)
    if not bound.is_active:
        raise UnknownIdentityError
    return int(bound.id)


def read_name(given: str) -> str | None:
    """Return the user name that a provider's name stands for: the same but for capital letters, else none.

    Nothing else is folded: Unicode writes other signs (a Kelvin sign, full-width letters, blanks) that lower case or
    a normal form would turn into somebody else's name.
    """
    return given.lower() if USER_NAME.fullmatch(given) else None
