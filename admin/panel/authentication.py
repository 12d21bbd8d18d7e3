"""Who is asked to sign in, who is let through, and what becomes of a name and a password."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import anyio.to_thread
from sqladmin.authentication import AuthenticationBackend
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from starlette.datastructures import URL, FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from admin.panel.errors import BadRequestError
from admin.panel.language import translate as _
from admin.panel.rights import Demands, Rights, load_demands
from admin.panel.sign_in.cookies import DEVICE, SESSION, VISIT, cookie_name, drop_cookie, read_cookie, set_cookie
from admin.panel.sign_in.kept import SessionOverError, is_too_late
from admin.panel.sign_in.sessions import KEPT, Lifetime, Tokens, end_session, find_session, read_address, start_session
from admin.panel.sign_in.throttle import Attempt, TooManyError, admit, forgive
from admin.passwords import LONGEST, hash_password, verify_password
from models.stewardship import User

if TYPE_CHECKING:
    from admin.panel.sign_in.provider import Provider

HASHES_AT_ONCE: Final = 4  # each takes 64 MB and a core

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SignedIn:
    """Who asks: the user's key, the name shown, the session's key, and what the roles held today allow."""

    id: int
    name: str
    session: int
    rights: Rights


class Gate(AuthenticationBackend):
    """Lets signed-in users through.

    The cookie holds a random token; the database knows its hash, whose it is and until when. What ends a session there
    makes every copy of its cookie worthless at once.
    """

    def __init__(self, session_maker: "async_sessionmaker[AsyncSession]", lifetime: Lifetime) -> None:
        self.middlewares = []
        self.session_maker = session_maker
        self.lifetime = lifetime
        self.provider: Provider | None = None
        self.public_address: str | None = None
        self.hashing = anyio.CapacityLimiter(HASHES_AT_ONCE)
        self.demands: Demands = {}

    async def sign_in(self, request: Request, form: FormData) -> Tokens | None:
        """Check the name and password in a form and start a session; None, whichever of the two is wrong.

        Raises:
            BadRequestError: a field is missing, sent twice, or holds what no name or password can hold.
            TooManyError: too many attempts failed before this one.
        """
        name, password = (_read_one(form.getlist(field)) for field in ("username", "password"))
        user_id = await self.check_password(request, name.strip().lower(), password)
        if user_id is None:
            return None
        async with self.session_maker.begin() as session:
            return await start_session(session, request, user_id, self.lifetime)

    async def check_password(self, request: Request, name: str, password: str) -> int | None:
        """Return the key of the user who may sign in with this name and password; it takes as long when there is none.

        Raises:
            TooManyError: too many attempts failed before this one.
        """
        attempt = Attempt.of(request, name)
        async with self.session_maker.begin() as session:
            wanted = select(User.id, User.password_hash, User.is_active).where(User.name == name)
            user = (await session.execute(wanted)).one_or_none()
            named = name if user is not None else "a name that nobody has"  # it may be a password in the wrong field
            try:
                admitted = await admit(session, attempt)
            except TooManyError:
                log.warning("refused sign-in of %s from %s: too many failures", named, attempt.address)
                raise
        stored = user.password_hash if user is not None else None
        is_right = await anyio.to_thread.run_sync(verify_password, password, stored, limiter=self.hashing)
        if user is None or not is_right or not user.is_active:
            log.warning("refused sign-in of %s from %s: wrong password or not active", named, attempt.address)
            return None
        async with self.session_maker.begin() as session:
            await forgive(session, admitted)
        return int(user.id)

    async def hash(self, password: str) -> str:
        """Return the hash of a new password."""
        return await anyio.to_thread.run_sync(hash_password, password, limiter=self.hashing)

    def let_in(self, request: Request, tokens: Tokens, path: str) -> Response:
        """Answer somebody who has just been given a session, leading to a page of ours."""
        return self.give_tokens(request, RedirectResponse(path, 303), tokens)

    def give_tokens(self, request: Request, response: Response, tokens: Tokens) -> Response:
        """Give the browser a new session with an answer."""
        seconds = int(self.lifetime.longest.total_seconds())
        set_cookie(request, response, SESSION, tokens.session, seconds)
        set_cookie(request, response, DEVICE, tokens.device, int(KEPT.total_seconds()))
        drop_cookie(request, response, VISIT)
        return response

    async def logout(self, request: Request) -> Response:
        """End this session."""
        async with self.session_maker.begin() as session:
            await end_session(session, read_cookie(request, SESSION))
        return self.send_away(request)

    def send_away(self, request: Request) -> Response:
        """Answer somebody whose session has just ended, leading to the sign-in page."""
        response = RedirectResponse(request.url_for("admin:login").path, 303)
        drop_cookie(request, response, SESSION)
        return response

    async def authenticate(self, request: Request) -> Response | bool:
        """Let a signed-in user through, and send everyone else to the sign-in page and back afterwards.

        Raises:
            SessionOverError: what somebody typed came after their session had ended.
        """
        signed_in = await self.identify(request)
        if signed_in is None and is_too_late(request):
            raise SessionOverError
        if signed_in is None:
            return RedirectResponse(_sign_in_url(request), 303)
        request.state.user = signed_in
        request.state.rights = signed_in.rights
        return True

    async def get_user_id(self, request: Request) -> int | None:
        """Return the signed-in user's key, for SQLAdmin."""
        return request.state.user.id if hasattr(request.state, "user") else None

    async def identify(self, request: Request) -> SignedIn | None:
        """Return who the cookie lets in, if its session goes on and the user may still sign in."""
        if cookie_name(request, SESSION) not in request.cookies:
            return None
        async with self.session_maker.begin() as session:
            row = await find_session(session, read_cookie(request, SESSION), self.lifetime)
            self.demands = self.demands or await load_demands(session)
        if row is None:
            log.warning("refused a session from %s: made up, or over", read_address(request))
            return None
        return SignedIn(row.id, row.name, row.session, Rights(row.role, row.held, self.demands))


def _read_one(values: Sequence[object]) -> str:
    if len(values) != 1 or not isinstance(values[0], str) or not values[0]:
        raise BadRequestError(_("Fill in both the user name and the password."))
    if "\x00" in values[0] or len(values[0]) > LONGEST:
        raise BadRequestError(_("The user name or the password is wrong."))
    return values[0]


def _sign_in_url(request: Request) -> URL:
    """Return the address of the sign-in page, which leads back to what was asked for."""
    url = request.url_for("admin:login")
    if request.method != "GET":
        return URL(url.path)
    query = f"?{request.url.query}" if request.url.query else ""
    return URL(url.path).include_query_params(next=request.url.path + query)
