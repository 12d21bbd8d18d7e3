"""The pages about signing in: the form, one-time links, one's own password, and the sessions."""

import logging
import math
from typing import TYPE_CHECKING, Any, Final, cast

from sqladmin.authentication import login_required
from sqlalchemy import func, select, update
from starlette.datastructures import URL
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from admin.panel.errors import BadRequestError
from admin.panel.language import pick
from admin.panel.language import translate as _
from admin.panel.received import parse_key, read_form
from admin.panel.rendering import link, own_path
from admin.panel.rights import read_rights
from admin.panel.sign_in.agents import name_agent
from admin.panel.sign_in.cookies import SESSION, read_cookie
from admin.panel.sign_in.credentials import (
    ChoiceError,
    Link,
    change_password,
    find_link,
    read_new_password,
    read_text,
    use_link,
)
from admin.panel.sign_in.csrf import ForgedRequestError, comes_from_own_page
from admin.panel.sign_in.kept import Kept, is_form, keep_form, read_kept
from admin.panel.sign_in.sessions import read_address, start_session
from admin.panel.sign_in.throttle import TooManyError
from admin.passwords import LONGEST
from models.sign_in import SignInSession
from models.stewardship import User

if TYPE_CHECKING:
    from admin.panel.site import Site

MOST_SHOWN: Final = 50
OPEN: Final = ("logout", "start", "language")  # pages for which nobody has to be signed in

WAIT: Final = (
    "Terlalu banyak percobaan yang gagal. Coba lagi {wait} lagi. | Too many attempts have failed. Try again in {wait}."
)
SECONDS: Final = "{number} detik | {number} seconds"
MINUTES: Final = "{number} menit | {number} minutes"
OVER: Final = "Sesi Anda sudah berakhir. Masuk kembali. | Your session has ended. Sign in again."
KEPT: Final = (
    "Sesi Anda sudah berakhir sebelum isian ini sampai; belum ada yang disimpan. Masuk kembali di sini dengan kata "
    "sandi: isian Anda dibawa serta. | Your session had ended before this form arrived; nothing was stored yet. Sign "
    "in again here with your password: what you filled in is carried on."
)
LOST: Final = (
    "Sesi Anda sudah berakhir sebelum isian ini sampai. Tidak ada yang disimpan, dan isiannya tidak dapat dibawa: isi "
    "lagi setelah masuk. | Your session had ended before this form arrived. Nothing was stored, and it cannot be "
    "carried on: fill it in again after signing in."
)
DEAD_LINK: Final = (
    "Kode ini salah, sudah dipakai, atau lewat masanya. Minta tautan baru kepada administrator. | "
    "This code is wrong, was used already, or is too old. Ask an administrator for a new link."
)
WRONG_PRESENT: Final = "Kata sandi sekarang salah. | The present password is wrong."

log = logging.getLogger(__name__)


class SignInPages:
    """The pages' endpoints; `routes` names each with its methods."""

    def __init__(self, site: "Site") -> None:
        self._admin_ref = site  # where SQLAdmin's `login_required` finds who may come in
        self.site = site
        self.gate = site.gate

    @property
    def routes(self) -> list[tuple[Any, ...]]:
        """Return name, endpoint and methods of each page."""
        return [
            ("login", self.login, "GET", "POST"),
            ("logout", self.logout, "POST"),
            ("start", self.start, "GET", "POST"),
            ("password", self.password, "GET", "POST"),
            ("sessions", self.sessions),
            ("end_sessions", self.end_sessions, "POST"),
        ]

    async def login(self, request: Request) -> Response:
        """Sign-in page."""
        if request.method != "POST":
            if await self.gate.identify(request) is not None:
                return RedirectResponse(own_path(request.query_params.get("next", "")) or link(request, "index"), 303)
            hint = pick(OVER) if read_cookie(request, SESSION) else ""
            return await self.site.render(request, "login.html", {"hint": hint})
        form = await read_form(request)
        kept = read_kept(form)
        try:
            tokens = await self.gate.sign_in(request, form)
        except BadRequestError as problem:
            return await self.site.render(request, "login.html", {"error": str(problem), "kept": kept}, 400)
        except TooManyError as refusal:
            return await self._ask_to_wait(request, "login.html", refusal, kept)
        if tokens is None:
            error = _("The user name or the password is wrong.")
            return await self.site.render(request, "login.html", {"error": error, "kept": kept}, 400)
        if kept is None:
            wanted = own_path(request.query_params.get("next", ""))
            return self.gate.let_in(request, tokens, wanted or link(request, "index"))
        request.state.begun_session = tokens.session
        response = await self._show_kept(request, kept, str(form["username"]).strip())
        return self.gate.give_tokens(request, response, tokens)

    async def ask_to_sign_in_again(self, request: Request, _error: Exception) -> Response:
        """Answer what came after its session had ended with the sign-in page, which carries it on if it can."""
        kept = await keep_form(request)
        if kept and not kept.fields:  # a button without any field: there is nothing to lose
            return RedirectResponse(link(request, "login"), 303)
        hint = pick(KEPT if kept else LOST)
        return await self.site.render(request, "login.html", {"hint": hint, "kept": kept}, 401)

    async def refuse_old_form(self, _request: Request, error: Exception) -> Response:
        """Answer what came without the right token: the form of a page of ours is carried on, as nothing is done yet.

        Its cookie may have gone with the last session, or somebody has signed in anew in another tab.
        """
        request = cast(ForgedRequestError, error).request
        kept = None
        if comes_from_own_page(request.headers) and is_form(request):
            kept = await self._keep_old_form(request)
        if kept is None or not kept.fields:
            return await self.site.answer_error(request, 403, sentence=str(error))
        signed_in = await self.gate.identify(request)
        if signed_in is None:
            return await self.site.render(request, "login.html", {"hint": pick(KEPT), "kept": kept}, 401)
        return await self._show_kept(request, kept, signed_in.name, 403)

    async def _show_kept(self, request: Request, kept: Kept, name: str, status_code: int = 200) -> Response:
        """Ask somebody who is signed in, called `name`, whether the form is to be sent again."""
        identity = kept.place.removeprefix(link(request, "index")).partition("/")[0]
        titles = [view.title for view in self.site.record_views if view.identity == identity]
        told = {"kept": kept, "name": name, "table": titles[0] if titles else ""}
        return await self.site.render(request, "kept.html", told, status_code)

    async def _keep_old_form(self, request: Request) -> Kept | None:
        if request.url.path in [link(request, name) for name in OPEN]:
            return None
        if request.url.path != link(request, "login"):
            return await keep_form(request)
        try:
            return read_kept(await read_form(request))
        except BadRequestError:
            return None

    async def logout(self, request: Request) -> Response:
        """Sign out of this session, by POST only."""
        return await self.gate.logout(request)

    async def start(self, request: Request) -> Response:
        """One-time links: first the code, which the address bar hands over, then a password, the first time a name."""
        if request.method != "POST":
            return await self.site.render(request, "start.html")
        form = await read_form(request)
        try:
            code = read_text(form, "code").strip()
            async with self.gate.session_maker() as session:
                found = await find_link(session, code)
            if found is None:
                log.warning("refused a one-time link from %s: wrong, used or too old", read_address(request))
                return await self.site.render(request, "start.html", {"error": pick(DEAD_LINK)}, 400)
        except ChoiceError as problem:
            return await self.site.render(request, "start.html", {"error": str(problem)}, 400)
        told, name = {"code": code, "found": found}, found.name or ""
        if "password" not in form:
            return await self.site.render(request, "start.html", told | {"name": name})
        try:
            name = name or read_text(form, "username").strip().lower()
            return await self._use_link(request, code, name, read_new_password(form))
        except ChoiceError as problem:
            return await self.site.render(request, "start.html", told | {"name": name, "error": str(problem)}, 400)

    async def _use_link(self, request: Request, code: str, name: str, password: str) -> Response:
        hashed = await self.gate.hash(password)
        async with self.gate.session_maker.begin() as session:
            found: Link | None = await find_link(session, code, is_locked=True)
            if found is None:  # somebody else was faster
                raise ChoiceError(pick(DEAD_LINK))
            user_id = await use_link(session, found, request.state.request_id, name, hashed)
            tokens = await start_session(session, request, user_id, self.gate.lifetime)
        return self.gate.let_in(request, tokens, link(request, "index"))

    @login_required
    async def password(self, request: Request) -> Response:
        """Change one's own password; every other session ends, and this one gets a new cookie."""
        if request.method != "POST":
            return await self.site.render(request, "password.html")
        form, user_id = await read_form(request), request.state.user.id
        try:
            present, chosen = read_text(form, "present"), read_new_password(form)
            async with self.gate.session_maker() as session:
                name = await session.scalar(select(User.name).where(User.id == user_id))
            is_plain = present and len(present) <= LONGEST and "\x00" not in present
            if not is_plain or await self.gate.check_password(request, str(name), present) != user_id:
                raise ChoiceError(pick(WRONG_PRESENT))
        except ChoiceError as problem:
            return await self.site.render(request, "password.html", {"error": str(problem)}, 400)
        except TooManyError as refusal:
            return await self._ask_to_wait(request, "password.html", refusal)
        hashed = await self.gate.hash(chosen)
        async with self.gate.session_maker.begin() as session:
            await change_password(session, user_id, request.state.request_id, hashed)
            tokens = await start_session(session, request, user_id, self.gate.lifetime)
        return self.gate.let_in(request, tokens, f"{link(request, 'index')}?notice=saved")

    @login_required
    async def sessions(self, request: Request) -> Response:
        """The sessions of oneself, or for administrators those of the user that the address names."""
        wanted = request.query_params.get("user")
        user_id = parse_key(wanted) if wanted is not None else request.state.user.id
        if user_id != request.state.user.id and not read_rights(request).may_touch(SignInSession, "change"):
            raise HTTPException(403)
        async with self.site.session(request) as session:
            user = await session.scalar(select(User.name).where(User.id == user_id))
            going_on = (SignInSession.user_id == user_id, *_is_going_on(self.gate.lifetime.idle))
            shown = select(SignInSession).where(*going_on).order_by(SignInSession.last_seen_at.desc())
            rows = (await session.scalars(shown.limit(MOST_SHOWN))).all()
        if user is None:
            raise HTTPException(404)
        told = {
            "rows": rows,
            "user": user,
            "user_id": user_id,
            "is_own": user_id == request.state.user.id,
            "name_agent": name_agent,
        }
        return await self.site.render(request, "sessions.html", told)

    @login_required
    async def end_sessions(self, request: Request) -> Response:
        """End one session, or every session of a user; the database decides whose one may end."""
        form = await read_form(request)
        chosen = [name for name in ("session", "user") if name in form]
        if len(chosen) != 1:
            raise BadRequestError(_("The form could not be read. Send it again."))
        key = parse_key(str(form[chosen[0]]))
        column = SignInSession.id if chosen == ["session"] else SignInSession.user_id
        async with self.site.session(request) as session:
            ended = update(SignInSession).where(column == key, SignInSession.ended_at.is_(None))
            returned = ended.values(ended_at=func.now()).returning(SignInSession.id, SignInSession.user_id)
            rows = (await session.execute(returned)).all()
            await session.commit()
        if request.state.user.session in {row.id for row in rows}:
            return self.gate.send_away(request)
        owner = next((row.user_id for row in rows), request.state.user.id)
        told = {"notice": "saved"} if rows else {}
        told |= {"user": str(owner)} if owner != request.state.user.id else {}
        return RedirectResponse(str(URL(link(request, "sessions")).include_query_params(**told)), 303)

    async def _ask_to_wait(
        self, request: Request, template: str, refusal: TooManyError, kept: Kept | None = None
    ) -> Response:
        seconds = math.ceil(refusal.wait.total_seconds())
        number, pattern = (seconds, SECONDS) if seconds < 60 else (math.ceil(seconds / 60), MINUTES)
        told = {"error": pick(WAIT).format(wait=pick(pattern).format(number=number)), "kept": kept}
        response = await self.site.render(request, template, told, 429)
        response.headers["retry-after"] = str(seconds)
        return response


def _is_going_on(idle: Any) -> tuple[Any, ...]:
    now = func.now()
    in_use = SignInSession.last_seen_at > now - idle
    return SignInSession.ended_at.is_(None), SignInSession.expires_at > now, in_use
