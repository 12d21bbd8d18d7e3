"""Ordering a build from the start page: whoever may make marts need not wait for the night."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import anyio.to_thread
import psycopg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from admin.panel.errors import BadRequestError
from admin.panel.language import pick
from admin.panel.rendering import BASE
from admin.panel.rights import read_rights
from admin.panel.routes import make_routes

if TYPE_CHECKING:
    from admin.panel.site import Site

Orderer = Callable[[], bool]  # whether the build was ordered; False: one waits already

NOT_OFFERED: Final = (
    "Panel ini dijalankan tanpa antrean pekerjaan; jalankan “merit build” di server. | "
    "This panel runs without a queue of jobs; run `merit build` on the server."
)
NOTICES: Final = {
    "ordered": "Pembangunan sudah dipesan dan segera dimulai. | The build is ordered and begins at once.",
    "waits": "Satu pembangunan sudah menunggu giliran; tidak perlu dipesan lagi. | "
    "A build waits already; there is no need for another.",
}


def list_routes(site: "Site") -> list[Route]:
    """Return the route of the order."""
    return make_routes(site, {"build_order": order_build}, "POST")


def may_order(request: Request) -> bool:
    """Whether the reader may order a build."""
    return read_rights(request).may_everywhere("marts", "create")


async def read_queue(session: AsyncSession) -> Any:
    """Return whether a job waits, since when one runs, and when the last one failed for good."""
    return (await session.execute(text("SELECT * FROM stewardship.read_queue()"))).one()


async def order_build(site: "Site", request: Request) -> Response:
    """Put a build into the queue."""
    if not may_order(request):
        raise HTTPException(403)
    if site.orderer is None:
        raise BadRequestError(pick(NOT_OFFERED))
    try:
        is_new = await anyio.to_thread.run_sync(site.orderer)
    except psycopg.OperationalError as error:
        raise HTTPException(503) from error
    return RedirectResponse(f"{BASE}/?notice={'ordered' if is_new else 'waits'}", 303)
