"""Routes of pages that stand in modules of their own."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING

from sqladmin.authentication import login_required
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from admin.panel.rendering import BASE, PATTERNS

if TYPE_CHECKING:
    from admin.panel.site import Site

Page = Callable[["Site", Request], Awaitable[Response]]


def make_routes(site: "Site", pages: Mapping[str, Page], *methods: str) -> list[Route]:
    """Return the routes of pages for people who are signed in, each at the address of its name."""
    return [_make(site, name, page, methods or ("GET",)) for name, page in pages.items()]


def _make(site: "Site", name: str, page: Page, methods: tuple[str, ...]) -> Route:
    async def answer(request: Request) -> Response:
        answered: Response = await login_required(page)(site, request)
        return answered

    return Route(PATTERNS[name].removeprefix(BASE), answer, name=name, methods=list(methods))
