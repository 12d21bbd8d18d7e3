"""The page of changes: of one row, of one person, by one user, or searched; newest first."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqladmin.authentication import login_required
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from admin.panel.history_search import HistoryRequest, find_changes, read_history_request
from admin.panel.history_telling import Told, name_rows, tell_changes
from admin.panel.rendering import BASE, PATTERNS, link, may_read_history
from models.audit import Operation
from models.base import Record
from models.people import Person
from models.stewardship import User

if TYPE_CHECKING:
    from admin.panel.site import Site
    from admin.panel.view import RecordView


def list_routes(site: "Site") -> list[Route]:
    """Return the routes of these pages."""
    pages = HistoryPages(site)
    return [Route(PATTERNS["history"].removeprefix(BASE), pages.answer, name="history", methods=["GET"])]


class HistoryPages:
    """The endpoint of the page."""

    def __init__(self, site: "Site") -> None:
        self._admin_ref = site  # where SQLAdmin's `login_required` finds who may come in
        self.site = site

    @login_required
    async def answer(self, request: Request) -> Response:
        """Show a page of changes."""
        if not may_read_history(request):
            raise HTTPException(403)
        views = self.site.visible_views(request)
        wanted = read_history_request(request.query_params, self._find_view(request, views))
        async with self.site.session(request) as session:
            entries, has_more = await find_changes(session, wanted)
            told = await tell_changes(session, entries)
            subjects = await _name_subjects(session, wanted)
        context = {
            "wanted": wanted,
            "told": told,
            "older": told[-1].entry.id if has_more else None,
            "subjects": subjects,
            "views": views,
            "Operation": Operation,
            "address_of": lambda item: self._address(request, item),
            "may_restore": lambda item: self._may_restore(request, item),
        }
        return await self.site.render(request, "history.html", context, 400 if wanted.is_refused else 200)

    def _find_view(self, request: Request, views: "Sequence[RecordView]") -> "RecordView | None":
        identity = request.query_params.get("table", "")
        found = next((view for view in views if view.identity == identity), None)
        if identity and found is None:
            raise HTTPException(404)
        return found

    def _address(self, request: Request, item: Told) -> str:
        """Return where the row can be looked at, if it is still there and the reader may."""
        view = self.site.view_for(item.model)
        is_shown = view is not None and item.is_there and view.is_accessible(request)
        return link(request, "details", view, pk=item.entry.row_id) if is_shown else ""

    def _may_restore(self, request: Request, item: Told) -> bool:
        view = self.site.view_for(item.model)
        is_undone = item.operation is Operation.CHANGED if item.is_there else item.operation is Operation.DELETED
        verb = "change" if item.is_there else "create"
        return view is not None and is_undone and view.may(request, verb)


async def _name_subjects(session: AsyncSession, wanted: HistoryRequest) -> dict[str, str]:
    """Return what the row, person and user asked for are called, by the parameter of the address."""
    keys: dict[str, tuple[type[Record], int]] = {}
    if wanted.row is not None and wanted.view is not None:
        keys["row"] = (wanted.view.model, wanted.row)
    if wanted.person is not None:
        keys["person"] = (Person, wanted.person)
    if wanted.user is not None:
        keys["user"] = (User, wanted.user)
    names = await name_rows(session, keys.values())
    return {name: names.get(key, f"#{key[1]}") for name, key in keys.items()}
