"""The way to a city's identity provider and back."""

import hmac
import logging
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import TYPE_CHECKING, Any, Final

import anyio.to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from admin.panel.language import pick
from admin.panel.rendering import link, own_path
from admin.panel.sign_in.cookies import FLOW, TOKEN, cookie_name, drop_cookie, set_cookie
from admin.panel.sign_in.flow import Flow, ProviderError
from admin.panel.sign_in.identities import ForeignIdentityError, UnknownIdentityError, recognize
from admin.panel.sign_in.sessions import read_address, start_session
from admin.secret import make_token

if TYPE_CHECKING:
    from admin.panel.sign_in.provider import Provider
    from admin.panel.site import Site

MINUTES: Final = 10  # that the way there and back may take
LONGEST_NEXT: Final = 1000

DOWN: Final = (
    "{label} tidak menjawab sebagaimana mestinya. Coba lagi nanti, atau masuk dengan kata sandi. | "
    "{label} does not answer as it should. Try again later, or sign in with a password."
)
STRAY: Final = (
    "Jawaban ini tidak berasal dari upaya masuk di peramban ini, atau terlambat. Mulai lagi. | "
    "This answer does not belong to a sign-in of this browser, or comes too late. Start again."
)
DENIED: Final = (
    "{label} tidak mengizinkan Anda masuk, atau Anda membatalkannya. | {label} did not let you in, or you cancelled."
)
UNKNOWN: Final = (
    "{label} mengenal Anda, tetapi Anda belum menjadi pengguna Merit. Minta administrator mendaftarkan Anda. | "
    "{label} knows you, but you are not a user of Merit yet. Ask an administrator to add you."
)
FOREIGN: Final = (
    "Akun Merit dengan nama Anda sudah terhubung dengan orang lain di {label}. Minta administrator memeriksanya. | "
    "The Merit account of your name is bound to somebody else at {label}. Ask an administrator to look into it."
)

log = logging.getLogger(__name__)


class ProviderPages:
    """The pages' endpoints; `routes` names each. Without a provider they do not exist."""

    def __init__(self, site: "Site") -> None:
        self.site = site
        self.gate = site.gate
        self.waiting = anyio.CapacityLimiter(4)  # for the provider, so that a slow one does not fill every thread

    @property
    def routes(self) -> list[tuple[Any, ...]]:
        """Return name and endpoint of each page."""
        return [("provider", self.go), ("provider_return", self.come_back)]

    async def go(self, request: Request) -> Response:
        """Send the browser to the provider."""
        provider, flow = self._provider(), self._flow(request, make_token())
        try:
            address = await anyio.to_thread.run_sync(provider.begin, flow, limiter=self.waiting)
        except ProviderError as error:
            return await self._refuse(request, 503, DOWN, str(error))
        response = RedirectResponse(address, 303)
        wanted = own_path(request.query_params.get("next", ""))[:LONGEST_NEXT]
        kept = f"{flow.token}.{urlsafe_b64encode(wanted.encode()).rstrip(b'=').decode()}"
        set_cookie(request, response, FLOW, kept, MINUTES * 60)
        return response

    async def come_back(self, request: Request) -> Response:
        """Receive the browser from the provider, and let in the user whom the provider vouches for."""
        provider = self._provider()
        token, wanted = _read_flow(request)
        flow, given = self._flow(request, token), request.query_params
        if not token or not hmac.compare_digest(given.get("state", "").encode(), flow.state.encode()):
            return await self._refuse(request, 400, STRAY, "the answer is not for this browser")
        if "code" not in given:
            return await self._refuse(request, 403, DENIED, "the provider did not let them in")
        try:
            identity = await anyio.to_thread.run_sync(provider.finish, flow, given["code"], limiter=self.waiting)
        except ProviderError as error:
            return await self._refuse(request, 502, DOWN, str(error))
        try:
            async with self.gate.session_maker.begin() as session:
                user_id = await recognize(session, identity, request.state.request_id)
                tokens = await start_session(session, request, user_id, self.gate.lifetime)
        except UnknownIdentityError:
            return await self._refuse(request, 403, UNKNOWN, "no active user has this name or identity")
        except ForeignIdentityError as error:
            return await self._refuse(request, 403, FOREIGN, f"{error} is bound to another subject")
        response = self.gate.let_in(request, tokens, own_path(wanted) or link(request, "index"))
        drop_cookie(request, response, FLOW)
        return response

    def _provider(self) -> "Provider":
        if self.gate.provider is None:
            raise HTTPException(404)
        return self.gate.provider

    def _flow(self, request: Request, token: str) -> Flow:
        own = self.gate.public_address or str(request.url_for("admin:index")).rstrip("/")
        return Flow(token, own + link(request, "provider_return").removeprefix("/admin"))

    async def _refuse(self, request: Request, status_code: int, sentence: str, reason: str) -> Response:
        log.warning("refused sign-in by provider from %s: %s", read_address(request), reason)
        told = {"error": pick(sentence).format(label=self._provider().settings.label)}
        response = await self.site.render(request, "login.html", told, status_code)
        drop_cookie(request, response, FLOW)
        return response


def _read_flow(request: Request) -> tuple[str, str]:
    """Return the token of the way there and the page wanted, or nothing when the cookie is gone or none of ours."""
    token, _, encoded = request.cookies.get(cookie_name(request, FLOW), "").partition(".")
    try:
        wanted = urlsafe_b64decode(f"{encoded}==".encode()).decode()
    except ValueError:
        return "", ""
    return (token, wanted) if TOKEN.fullmatch(token) else ("", "")
