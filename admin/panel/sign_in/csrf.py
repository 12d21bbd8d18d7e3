"""Forged requests: whatever changes something must carry a token that only the panel's own pages know.

The token is made from the browser's cookie by a hash, so that it needs no place of its own, ends with the session, and
cannot be turned back into the cookie. Another site can make a browser send the cookie, but cannot read it.
"""

import hmac
import logging
import re
from base64 import urlsafe_b64encode
from collections import deque
from hashlib import sha256
from typing import Final
from urllib.parse import urlsplit

from markupsafe import Markup
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from admin.panel.language import pick
from admin.panel.sign_in.cookies import SESSION, VISIT, read_cookie, set_cookie
from admin.panel.sign_in.sessions import read_address
from admin.privacy import strip_address
from admin.secret import make_token

FIELD: Final = "csrf_token"
HEADER: Final = "x-csrf-token"
SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
# The token is the first field of every form: a large upload is refused before it is read.
HEAD: Final = 512
FIRST_FIELD: Final = re.compile(
    rb"""
    \A (?: csrf_token=
        | --[^\r\n]{1,70} \r\n content-disposition:\ form-data;\ name="csrf_token" \r\n\r\n )
    ( [a-z0-9_-]{43} ) (?= [&\r] | \Z )
    """,
    re.IGNORECASE | re.VERBOSE,
)


FORGED: Final = (
    "Formulir ini dikirim dari halaman lama, atau bukan dari Merit. Tidak ada yang disimpan. Kembali, muat ulang "
    "halamannya, lalu kirim lagi. | This form was sent from an old page, or not from Merit. Nothing was stored. Go "
    "back, load the page again and send it once more."
)

log = logging.getLogger(__name__)


class ForgedRequestError(Exception):
    """A request that changes something came without the token of its browser; the text is the sentence shown.

    `request` is what came, with all of its body still to be read.
    """

    def __init__(self, request: Request) -> None:
        super().__init__(pick(FORGED))
        self.request = request


def comes_from_own_page(headers: Headers) -> bool:
    """Whether the browser itself says that a page of this very address sent a request; no other site can make it."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    return name_host(headers.get("origin", "")) == headers.get("host", "").lower() != ""


def name_host(address: str) -> str:
    """Return the host and port of an address; nothing when it is none."""
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:
        return ""


def csrf_token(request: Request) -> str:
    """Return the token for the forms of a page; a browser without any cookie gets one with the answer."""
    begun = getattr(request.state, "begun_session", "")  # whose cookie the browser gets with this very page
    cookie = begun or read_cookie(request, SESSION) or read_cookie(request, VISIT)
    if not cookie:
        if not hasattr(request.state, "visit"):
            request.state.visit = make_token()
        cookie = request.state.visit
    return derive_token(cookie)


def csrf_field(request: Request) -> Markup:
    """Return the hidden field that stands first in every form sent by POST."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, csrf_token(request))


def remember_visit(request: Request, response: Response) -> None:
    """Give a browser without any cookie the one that the token of the page just made belongs to."""
    if hasattr(request.state, "visit"):
        set_cookie(request, response, VISIT, request.state.visit)


def derive_token(cookie: str) -> str:
    """Return the token that belongs to a cookie."""
    digest = hmac.digest(cookie.encode(), b"merit csrf token", sha256)
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


class CsrfGuard:
    """Lets a request that changes something through only with the token, in the header or as the first form field."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request.

        Raises:
            ForgedRequestError: the token is missing or another browser's.
        """
        if scope["type"] == "http" and scope["method"] not in SAFE_METHODS:
            receive = await _check(Request(scope), receive)
        await self.app(scope, receive, send)


async def _check(request: Request, receive: Receive) -> Receive:
    """Refuse a request without the right token; return a receiver that gives all of its body."""
    messages: deque[Message] = deque()
    sent = request.headers.get(HEADER, "").encode()
    if not sent:
        head = await _read_head(receive, messages)
        found = FIRST_FIELD.match(head)
        sent = found[1] if found else b""

    async def receive_all() -> Message:
        return messages.popleft() if messages else await receive()

    cookie = read_cookie(request, SESSION) or read_cookie(request, VISIT)
    if not cookie or not hmac.compare_digest(sent, derive_token(cookie).encode()):
        place, address = strip_address(request.url.path), read_address(request)
        log.warning("refused %s %r from %s: no valid token", request.method, place, address)
        raise ForgedRequestError(Request(request.scope, receive_all))
    return receive_all


async def _read_head(receive: Receive, messages: "deque[Message]") -> bytes:
    """Read the beginning of the body, keeping what was read in `messages`."""
    head = b""
    while len(head) < HEAD:
        message = await receive()
        messages.append(message)
        head += message.get("body", b"")
        if not message.get("more_body"):
            break
    return head
