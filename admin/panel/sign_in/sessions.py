"""Sessions kept by the server: started at sign-in, found at every request, ended one by one or all at once."""

import ipaddress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request

from admin.panel.sign_in.cookies import SESSION, read_cookie
from admin.secret import hash_token, make_token

LONGEST_AGENT: Final = 200
KEPT: Final = timedelta(days=90)  # how long an address or a browser that somebody signed in from stays known

START: Final = text("""
    WITH forgotten AS (
        DELETE FROM stewardship.session WHERE user_id = :user_id AND last_seen_at < now() - :kept
    ), signed_in AS (
        UPDATE stewardship."user" SET last_seen_at = now() WHERE id = :user_id
    )
    INSERT INTO stewardship.session (token_hash, device_hash, user_id, address, agent, expires_at)
    VALUES (:token_hash, :device_hash, :user_id, :address, :agent, now() + :longest)
""")

# One statement a request. It writes at most once a minute, and then only that the session is in use.
FIND: Final = text("""
    WITH known AS (
        SELECT id, user_id, last_seen_at FROM stewardship.session
        WHERE token_hash = :token_hash AND ended_at IS NULL AND expires_at > now() AND last_seen_at > now() - :idle
    ), seen AS (
        UPDATE stewardship.session SET last_seen_at = now() FROM known
        WHERE session.id = known.id AND known.last_seen_at < now() - interval '1 minute'
    )
    SELECT known.id AS session, account.id, coalesce(account.display_name, account.name) AS name,
        stewardship.panel_role(account.id) AS role, stewardship.rights_of(account.id) AS held
    FROM known JOIN stewardship."user" AS account ON account.id = known.user_id AND account.is_active
""")

END: Final = text("UPDATE stewardship.session SET ended_at = now() WHERE token_hash = :token_hash AND ended_at IS NULL")


@dataclass(frozen=True)
class Lifetime:
    """How long a session lasts: at the longest, and without being used."""

    longest: timedelta
    idle: timedelta


@dataclass(frozen=True)
class Tokens:
    """What the browser keeps: the session, and the mark by which it is known at the next sign-in."""

    session: str
    device: str


async def start_session(session: AsyncSession, request: Request, user_id: int, lifetime: Lifetime) -> Tokens:
    """Start a session for a user whose password, link or provider has been checked; both tokens are new.

    Whoever was signed in with this browser before is signed out.
    """
    await end_session(session, read_cookie(request, SESSION))
    tokens = Tokens(make_token(), make_token())
    told = {
        "user_id": user_id, "token_hash": hash_token(tokens.session), "device_hash": hash_token(tokens.device),
        "address": read_address(request), "agent": _read_agent(request), "longest": lifetime.longest, "kept": KEPT,
    }  # fmt: skip
    await session.execute(START, told)
    return tokens


async def find_session(session: AsyncSession, token: str, lifetime: Lifetime) -> Any | None:
    """Return session, id, name and rights of whoever the token lets in now, or None."""
    told = {"token_hash": hash_token(token), "idle": lifetime.idle}
    return (await session.execute(FIND, told)).one_or_none()


async def end_session(session: AsyncSession, token: str) -> None:
    """End the session of a token."""
    await session.execute(END, {"token_hash": hash_token(token)})


def read_address(request: Request) -> str:
    """Return the network a request comes from; of IPv6 the /64, which is one household's or office's."""
    host = request.client.host if request.client else ""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def _read_agent(request: Request) -> str | None:
    agent = "".join(sign if sign.isprintable() else " " for sign in request.headers.get("user-agent", ""))
    return agent[:LONGEST_AGENT] or None
