"""Checking the record of an issue again at once, when its mender does not want to wait for the next build."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import anyio.to_thread
import psycopg
from starlette.datastructures import URL
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from admin.panel.errors import BadRequestError
from admin.panel.language import language, pick
from admin.panel.received import parse_key
from admin.panel.rendering import link, own_path
from admin.panel.routes import make_routes
from admin.panel.worklist_query import find_issue, may_see
from admin.teller import BilingualError

if TYPE_CHECKING:
    from admin.panel.site import Site

Rechecker = Callable[[int], Any]  # by the issue's number; what it returns tells `is_closed` and `opened`
AT_ONCE: Final = 2

NOT_OFFERED: Final = (
    "Panel ini dijalankan tanpa pemeriksaan seketika; pembangunan berikutnya memeriksanya. | "
    "This panel runs without checks at once; the next build checks it."
)
NOTICES: Final = {
    "closed": "Diperiksa lagi: sudah benar, temuan ditutup. | Checked again: it is right now, the issue is closed.",
    "stays": "Diperiksa lagi: masih seperti yang ditemukan. | Checked again: it is still as it was found.",
    "others": "Diperiksa lagi: temuan ditutup, tetapi pada catatan itu ada temuan lain. | "
    "Checked again: the issue is closed, but there are others in that record.",
}


def list_routes(site: "Site") -> list[Route]:
    """Return the route of the check."""
    return make_routes(site, {"worklist_check": check_issue}, "POST")


async def check_issue(site: "Site", request: Request) -> Response:
    """Ask the data rules about the record of one issue again, and lead back to where the reader was."""
    if not may_see(request):
        raise HTTPException(403)
    key = parse_key(request.path_params["pk"])
    async with site.session(request) as session:
        if await find_issue(session, key) is None:
            raise HTTPException(404)
    if site.rechecker is None:
        raise BadRequestError(pick(NOT_OFFERED))
    try:
        async with site.rechecks:
            outcome = await anyio.to_thread.run_sync(site.rechecker, key)
    except BilingualError as error:
        raise BadRequestError(error.tell(language())) from error
    except psycopg.OperationalError as error:
        raise HTTPException(503) from error
    told = ("others" if outcome.opened else "closed") if outcome.is_closed else "stays"
    back = URL(own_path(request.query_params.get("next", "")) or link(request, "worklist"))
    return RedirectResponse(back.include_query_params(notice=told), 303)
