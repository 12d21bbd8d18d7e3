"""The page that tells why one person stands where they stand, from the published marts."""

from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import select
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from admin.explanation import AbsentError, UnexplainedError, read_explanation
from admin.panel import marts
from admin.panel.language import language
from admin.panel.received import parse_key
from admin.panel.remedies import make_offer
from models.people import Employee

if TYPE_CHECKING:
    from admin.panel.site import Site


async def answer(site: "Site", request: Request) -> Response:
    """Answer with the page of the employee in the address, or with the reason why there is nothing to explain."""
    marts.require_reader(request)
    key, wanted, employee_view = parse_key(request.path_params["pk"]), language(), site.view_for(Employee)
    try:
        async with site.session(request) as session:
            nip = await session.scalar(select(Employee.nip).where(Employee.id == key))
            if nip is None:
                raise HTTPException(404)
            told = await session.run_sync(lambda sync: read_explanation(sync.connection(), nip, wanted))
    except AbsentError as absence:
        context = {"absence": absence, "sentence": absence.tell(wanted), "employee_view": employee_view}
        return await site.render(request, "explain_absence.html", context)
    except UnexplainedError as problem:
        return await site.answer_error(request, 404, sentence=problem.tell(wanted))
    context = {
        "told": told,
        "employee_view": employee_view,
        "offer": partial(make_offer, site, request),
    }
    return await site.render(request, "explain.html", context)
