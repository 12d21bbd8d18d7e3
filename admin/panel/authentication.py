"""Signing in and out: a signed cookie that names the user and dies when the user signs out anywhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import anyio.to_thread
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqladmin.authentication import AuthenticationBackend
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from starlette.datastructures import URL
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from admin.panel.errors import BadRequestError
from admin.panel.language import translate as _
from admin.passwords import LONGEST, verify_password
from models.stewardship import Role, User, UserRole

COOKIE: Final = "merit_session"
SESSION_SECONDS: Final = 12 * 60 * 60


@dataclass(frozen=True)
class SignedIn:
    """Who asks: the user's key, the name shown, and the codes of the roles held today.

    A role granted on one unit only does not count: the panel cannot yet show a part of a table.
    """

    id: int
    name: str
    roles: frozenset[str]


class Gate(AuthenticationBackend):
    """Lets signed-in users through.

    The cookie holds the user and the user's session epoch, signed. Signing out counts the epoch up, so that every copy
    of a cookie made before it is worth nothing.
    """

    def __init__(self, secret_key: str, session_maker: "async_sessionmaker[AsyncSession]") -> None:
        self.middlewares = []
        self.session_maker = session_maker
        self.serializer = URLSafeTimedSerializer(secret_key, salt="merit panel session")

    async def login(self, request: Request) -> Response | bool:
        """Check the name and password that were posted; the answer is the same whichever of them is wrong.

        Raises:
            BadRequestError: a field is missing, sent twice, or holds what no name or password can hold.
        """
        form = await request.form()
        await request.close()
        name, password = (_read_one(form.getlist(field)) for field in ("username", "password"))
        async with self.session_maker() as session:
            user = await session.scalar(select(User).where(User.name == name.strip().lower()))
            stored = user.password_hash if user is not None else None
            is_right = await anyio.to_thread.run_sync(verify_password, password, stored)
            if user is None or not is_right or not user.is_active:
                return False
            await session.execute(update(User).where(User.id == user.id).values(last_seen_at=func.now()))
            await session.commit()
            token = self.serializer.dumps([user.id, user.session_epoch])
        response = RedirectResponse(_local_path(request), 303)
        is_secure = request.url.scheme == "https"
        response.set_cookie(COOKIE, token, SESSION_SECONDS, httponly=True, samesite="lax", secure=is_secure)
        return response

    async def logout(self, request: Request) -> Response:
        """End every session of the user."""
        signed_in = await self.identify(request)
        if signed_in is not None:
            async with self.session_maker() as session:
                ended = update(User).where(User.id == signed_in.id).values(session_epoch=User.session_epoch + 1)
                await session.execute(ended)
                await session.commit()
        response = RedirectResponse(request.url_for("admin:login").path, 303)
        response.delete_cookie(COOKIE, httponly=True, samesite="lax")
        return response

    async def authenticate(self, request: Request) -> Response | bool:
        """Let a signed-in user through, and send everyone else to the sign-in page and back afterwards."""
        signed_in = await self.identify(request)
        if signed_in is None:
            return RedirectResponse(_sign_in_url(request), 303)
        request.state.user = signed_in
        request.state.roles = signed_in.roles
        return True

    async def get_user_id(self, request: Request) -> int | None:
        """Return the signed-in user's key, for SQLAdmin."""
        return request.state.user.id if hasattr(request.state, "user") else None

    async def identify(self, request: Request) -> SignedIn | None:
        """Return who the cookie names, if it is genuine, young, and the user may still sign in."""
        try:
            user_id, epoch = self.serializer.loads(request.cookies.get(COOKIE, ""), max_age=SESSION_SECONDS)
        except (BadSignature, ValueError, TypeError):
            return None
        today = func.current_date()
        in_force = (UserRole.valid_from <= today) & ((UserRole.valid_to.is_(None)) | (UserRole.valid_to > today))
        held = select(func.array_agg(Role.code)).join(UserRole, (UserRole.role_id == Role.id) & in_force)
        roles = held.where(UserRole.user_id == User.id, UserRole.unit_id.is_(None)).scalar_subquery()
        known = (User.id == user_id) & (User.session_epoch == epoch) & User.is_active
        stmt = select(User.id, User.name, User.display_name, roles).where(known)
        async with self.session_maker() as session:
            row = (await session.execute(stmt)).one_or_none()
        return SignedIn(row[0], row[2] or row[1], frozenset(row[3] or ())) if row is not None else None


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


def _local_path(request: Request) -> str:
    """Return where to go after signing in: the page first asked for, if it is one of ours."""
    wanted = request.query_params.get("next", "")
    home = request.url_for("admin:index").path
    is_ours = wanted.startswith(home) and "\\" not in wanted and wanted.isprintable()
    return wanted if is_ours else home
