"""What every request passes: which host it may name, where it may come from, how large it may be; and the headers."""

import logging
import re
import secrets
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from sqlalchemy.exc import InterfaceError, OperationalError
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from admin.panel.sign_in.csrf import SAFE_METHODS, name_host
from admin.panel.sign_in.sessions import read_address
from admin.privacy import strip_address, tell_error

log = logging.getLogger(__name__)

LARGEST_BODY: Final = 2 * 1024 * 1024
LARGEST_IMPORT: Final = 64 * 1024 * 1024  # kept on disk while it is read
HOST: Final = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:[0-9]{1,5})?")
YEAR_SECONDS: Final = 365 * 24 * 60 * 60
POLICY: Final = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
HEADERS: Final = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}

AnswerError = Callable[[Request, int, str], Awaitable[Response]]


class RejectedError(Exception):
    """A request that is answered with an error page; the arguments are its status and, for the log, why."""


class SafetyMiddleware:
    """Refuses foreign hosts, cross-site changes and oversized bodies; adds the security headers; hides tracebacks.

    Args:
        answer: makes the error page from a request, a status and an error number.
        uploads: how many bytes may be sent to an address that ends in a word, where it is more than elsewhere.
    """

    def __init__(
        self, app: ASGIApp, allowed_hosts: frozenset[str], answer: AnswerError, uploads: Mapping[str, int]
    ) -> None:
        self.app = app
        self.allowed_hosts = allowed_hosts
        self.answer = answer
        self.uploads = uploads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or say why not."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False
        scope.setdefault("state", {})["request_id"] = secrets.token_hex(6)

        async def send_safely(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                add_headers(MutableHeaders(scope=message), is_secure=scope["scheme"] == "https")
            await send(message)

        try:
            largest = self.uploads.get(scope["path"].rpartition("/")[2], LARGEST_BODY)
            check_request(Headers(scope=scope), scope["method"], self.allowed_hosts, largest)
            await self.app(scope, limit_body(receive, largest), send_safely)
        except Exception as error:
            if started:
                raise
            response = await self._explain(Request(scope, receive), error)
            await response(scope, receive, send_safely)

    async def _explain(self, request: Request, error: Exception) -> Response:
        if isinstance(error, RejectedError):
            status_code, reason = error.args
            place, address = strip_address(request.url.path), read_address(request)
            log.warning("refused %s %r from %s: %s", request.method, place, address, reason)
            return await self.answer(request, status_code, "")
        number = request.state.request_id
        if isinstance(error, (OperationalError, InterfaceError)):
            log.error("error %s: the database cannot be reached: %s", number, type(error.orig).__name__)
            return await self.answer(request, 503, number)
        log.error("error %s at %s: %s", number, strip_address(request.url.path), tell_error(error))
        return await self.answer(request, 500, number)


def check_request(headers: Headers, method: str, allowed_hosts: frozenset[str], largest: int = LARGEST_BODY) -> None:
    """Refuse a request for another host, from another site, or too large.

    Browsers tell by `Sec-Fetch-Site` where a request comes from, older ones by `Origin` or `Referer`; a request without
    any of them was not sent by a page in a browser.

    Raises:
        RejectedError: with the status of the answer and the reason.
    """
    host = headers.get("host", "")
    if "*" not in allowed_hosts and not is_allowed_host(host, allowed_hosts):
        raise RejectedError(400, "it asks for another host")
    if method in SAFE_METHODS:
        return
    length = headers.get("content-length", "0")
    if not length.isdigit() or int(length) > largest:
        raise RejectedError(413, "it is too large")
    site = headers.get("sec-fetch-site")
    if site is not None:
        if site not in ("same-origin", "none"):
            raise RejectedError(403, "it comes from another site")
        return
    origin = headers.get("origin") or headers.get("referer")
    if origin is not None and name_host(origin) != host.lower():
        raise RejectedError(403, "it comes from another site")


def is_allowed_host(host: str, allowed: frozenset[str]) -> bool:
    """Whether the Host header names one of `allowed`, whatever its port; `*.example.go.id` allows what is below."""
    found = HOST.fullmatch(host.lower())
    name = found["name"] if found else ""
    return name in allowed or any(name.endswith(item[1:]) for item in allowed if item.startswith("*."))


def add_headers(headers: MutableHeaders, is_secure: bool) -> None:
    """Add the security headers; pages are never stored, files may be; what came by https is only asked for so again."""
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    headers.setdefault("cache-control", "no-store")
    if is_secure:
        headers["strict-transport-security"] = f"max-age={YEAR_SECONDS}"


def limit_body(receive: Receive, largest: int = LARGEST_BODY) -> Receive:
    """Return a receiver that refuses a body which grows too large without having said so."""
    size = 0

    async def receive_limited() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > largest:
            raise RejectedError(413, "it is too large")
        return message

    return receive_limited
