"""The page that brings back what a change replaced or deleted, after showing what that would do."""

from typing import TYPE_CHECKING, Any, Final

from sqladmin.authentication import login_required
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.datastructures import URL
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from admin.panel.errors import BadRequestError, ConflictError, RefusedError
from admin.panel.history_search import find_change
from admin.panel.history_telling import find_model, tell_changes
from admin.panel.language import pick
from admin.panel.reasons import Reason, read_reason
from admin.panel.received import parse_key, read_form
from admin.panel.rendering import BASE, PATTERNS, link
from admin.panel.restoring import carry_out, plan_restore
from admin.panel.saving import read_version
from admin.panel.view import RecordView
from models.audit import Operation

if TYPE_CHECKING:
    from admin.panel.site import Site

NOT_UNDONE: Final = (
    "Perubahan ini tidak menggantikan atau menghapus nilai; tidak ada yang dikembalikan. | "
    "This change replaced or deleted nothing; there is nothing to restore."
)
CHANGED_MEANWHILE: Final = (
    "Baris ini baru saja diubah orang lain. Periksa lagi keadaan di bawah sebelum mengembalikan. | "
    "Somebody else has just changed this row. Look at the present state below before restoring."
)


def list_routes(site: "Site") -> list[Route]:
    """Return the routes of this page."""
    pages = RestorePages(site)
    path = PATTERNS["restore"].removeprefix(BASE)
    return [Route(path, pages.answer, name="restore", methods=["GET", "POST"])]


class RestorePages:
    """The endpoint of the page."""

    def __init__(self, site: "Site") -> None:
        self._admin_ref = site  # where SQLAdmin's `login_required` finds who may come in
        self.site = site

    @login_required
    async def answer(self, request: Request) -> Response:
        """Show what a restore would do, or do it."""
        sent = await read_form(request) if request.method == "POST" else None
        reason = read_reason(sent, is_required=True)
        column = str((sent if sent is not None else request.query_params).get("column", ""))
        error, status_code = "", 200
        async with self.site.session(request, reason.text) as session:
            entry, view = await self._find(session, request)
            plan = await plan_restore(session, view, entry, column)
            if sent is not None:
                is_current = read_version(sent) == plan.version
                error = "" if is_current else pick(CHANGED_MEANWHILE)
                status_code = 409 if plan.is_possible and not is_current else 400
                if plan.is_possible and is_current and not reason.error:
                    try:
                        await carry_out(session, view, plan)
                        url = URL(link(request, "details", view, pk=entry.row_id))
                        return RedirectResponse(url.include_query_params(notice="saved"), 303)
                    except RefusedError as refusal:
                        error = refusal.sentence
                    except ConflictError:
                        error, status_code = pick(CHANGED_MEANWHILE), 409
        return await self._show(request, column, reason, error, status_code)

    async def _show(self, request: Request, column: str, reason: Reason, error: str, status_code: int) -> Response:
        """Show the preview as things stand now."""
        async with self.site.session(request) as session:
            entry, view = await self._find(session, request)
            plan = await plan_restore(session, view, entry, column)
            (told,) = await tell_changes(session, [entry])
            visible = self.site.visible_views(request)
            dependents = await view.find_dependents(session, plan.row, visible) if plan.row is not None else []
        context = {
            "view": view,
            "plan": plan,
            "told": told,
            "column": column,
            "reason": reason,
            "error": error or plan.error,
            "dependents": [item for item in dependents if item.count],
        }
        return await self.site.render(request, "restore.html", context, status_code)

    async def _find(self, session: AsyncSession, request: Request) -> tuple[Row[Any], RecordView]:
        entry = await find_change(session, parse_key(request.path_params["change"]))
        view = self.site.view_for(find_model(entry.table_name)) if entry is not None else None
        if entry is None or view is None:
            raise HTTPException(404)
        if not view.may(request, "change" if entry.operation == Operation.CHANGED else "create"):
            raise HTTPException(403)
        if entry.operation not in (Operation.CHANGED, Operation.DELETED):
            raise BadRequestError(pick(NOT_UNDONE))
        return entry, view.for_reader(request)
