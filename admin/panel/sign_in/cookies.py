"""The panel's own cookies: random tokens that no script can read and that no other site sends along with a form."""

import re
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

SESSION: Final = "merit_session"  # who is signed in
VISIT: Final = "merit_visit"  # a browser nobody has signed in with; only to tell its forms from forged ones
DEVICE: Final = "merit_device"  # a browser somebody has signed in with before
FLOW: Final = "merit_flow"  # on the way to an identity provider and back

TOKEN: Final = re.compile(r"[A-Za-z0-9_-]{43}")


def cookie_name(request: Request, name: str) -> str:
    """Return what the browser calls the cookie; over https the prefix keeps sibling sites from setting it."""
    return f"__Host-{name}" if request.url.scheme == "https" else name


def read_cookie(request: Request, name: str) -> str:
    """Return the token in a cookie, or nothing when there is none or it is none of ours."""
    token = request.cookies.get(cookie_name(request, name), "")
    return token if TOKEN.fullmatch(token) else ""


def set_cookie(request: Request, response: Response, name: str, value: str, seconds: int | None = None) -> None:
    """Give the browser a cookie, until it is closed or for some seconds."""
    is_secure = request.url.scheme == "https"
    full_name = cookie_name(request, name)
    response.set_cookie(full_name, value, seconds, httponly=True, samesite="lax", secure=is_secure)


def drop_cookie(request: Request, response: Response, name: str) -> None:
    """Make the browser forget a cookie."""
    is_secure = request.url.scheme == "https"
    response.delete_cookie(cookie_name(request, name), httponly=True, samesite="lax", secure=is_secure)
