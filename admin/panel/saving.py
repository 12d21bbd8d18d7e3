"""The pages that make, change and delete one row: nothing typed is lost, nobody else's work is overwritten."""

from typing import TYPE_CHECKING, Any

from sqladmin.authentication import login_required
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.datastructures import URL, FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from admin.panel.conflicts import tell_conflict
from admin.panel.display import name_row
from admin.panel.errors import BadRequestError, ConflictError, RefusedError
from admin.panel.forms import RecordForm
from admin.panel.language import translate as _
from admin.panel.lookups import fill_references
from admin.panel.reasons import Reason, read_reason
from admin.panel.received import read_form
from admin.panel.rendering import BASE, PATTERNS, history_url, link, own_path
from admin.panel.view import RecordView

if TYPE_CHECKING:
    from admin.panel.site import Site


def list_routes(site: "Site") -> list[Route]:
    """Return the routes of these pages."""
    pages = SavingPages(site)
    endpoints = {"create": pages.create, "edit": pages.edit, "delete": pages.delete}
    return [
        Route(PATTERNS[name].removeprefix(BASE), endpoint, name=name, methods=["GET", "POST"])
        for name, endpoint in endpoints.items()
    ]


class SavingPages:
    """The endpoints of the pages."""

    def __init__(self, site: "Site") -> None:
        self._admin_ref = site  # where SQLAdmin's `login_required` finds who may come in
        self.site = site

    @login_required
    async def create(self, request: Request) -> Response:
        """Make a row."""
        view = self.site.find_view(request, "create")
        async with self.site.session(request) as session:
            if request.method != "POST":
                form = view.record_form()
                form.prefill(request.query_params)
                await fill_references(session, form.record_fields())
                form.forget_errors()
                return await self._render(request, view, form)
            sent = await read_form(request)
            form = view.record_form(sent)
            if not await check_form(session, form, sent):
                return await self._render(request, view, form, status_code=400)
            try:
                row = await view.insert(session, form.values(only_sent=False))
            except RefusedError as refusal:
                error = form.add_refusal(refusal.columns, refusal.sentence)
                return await self._render(request, view, form, error=error, status_code=400)
        return self._after_save(request, view, row.id, sent)

    @login_required
    async def edit(self, request: Request) -> Response:
        """Change a row."""
        view = self.site.find_view(request, "change")
        sent = await read_form(request) if request.method == "POST" else None
        reason = read_reason(sent, view.needs_reason)
        async with self.site.session(request, reason.text) as session:
            row = await view.find(session, request.path_params["pk"])
            shown = _describe(request, view, row) | {"reason": reason}
            if sent is None:
                form = view.record_form(None, obj=row)
                await fill_references(session, form.record_fields())
                return await self._render(request, view, form, **shown)
            form = view.record_form(sent, obj=row)
            form.is_new = False
            shown["version"] = version = read_version(sent)
            if not await check_form(session, form, sent) or reason.error:
                return await self._render(request, view, form, status_code=400, **shown)
            try:
                await view.update(session, row, version, form.values(only_sent=True))
            except RefusedError as refusal:
                error = form.add_refusal(refusal.columns, refusal.sentence)
                return await self._render(request, view, form, error=error, status_code=400, **shown)
            except ConflictError:
                return await self._answer_conflict(request, view, form, version, reason)
        return self._after_save(request, view, row.id, sent)

    async def _answer_conflict(
        self, request: Request, view: RecordView, form: RecordForm, version: int, reason: Reason
    ) -> Response:
        """Show both versions field by field, and who saved the other one; saving again then decides knowingly."""
        async with self.site.session(request) as session:
            row = await view.find(session, request.path_params["pk"])
            conflict = await tell_conflict(session, form, row, version)
            await fill_references(session, form.record_fields())
        shown = _describe(request, view, row) | {"reason": reason}
        return await self._render(request, view, form, status_code=409, conflict=conflict, **shown)

    @login_required
    async def delete(self, request: Request) -> Response:
        """Ask before deleting a row, then delete it."""
        view = self.site.find_view(request, "delete")
        key, error, status_code = request.path_params["pk"], "", 200
        sent = await read_form(request) if request.method == "POST" else None
        reason = read_reason(sent, view.needs_reason)
        version = read_version(sent) if sent is not None else 0
        if reason.error:
            status_code = 400
        elif sent is not None:
            try:
                async with self.site.session(request, reason.text) as session:
                    await view.remove(session, await view.find(session, key), version)
                return RedirectResponse(_path(request, "list", view).include_query_params(notice="deleted"), 303)
            except RefusedError as refusal:
                error, status_code = refusal.sentence, 409
            except ConflictError:
                error, status_code = (
                    _("Somebody else has just changed this row. Look at it again before deleting."),
                    409,
                )
        async with self.site.session(request) as session:
            row = await view.find(session, key)
            dependents = await view.find_dependents(session, row, self.site.visible_views(request))
        context = {"view": view, "row": row, "dependents": dependents, "error": error, "reason": reason}
        return await self.site.render(request, "delete.html", context, status_code)

    async def _render(
        self, request: Request, view: RecordView, form: RecordForm, status_code: int = 200, **context: Any
    ) -> Response:
        return await self.site.render(request, "form.html", {"view": view, "form": form, **context}, status_code)

    def _after_save(self, request: Request, view: RecordView, key: int, sent: FormData) -> Response:
        """Go where the pressed button leads: on editing, to an empty form, or to the row as stored."""
        target = {"continue": ("edit", {"pk": key}), "another": ("create", {})}
        name, values = target.get(str(sent.get("save", "")), ("details", {"pk": key}))
        back = own_path(request.query_params.get("next", ""))
        url = URL(back) if back and name == "details" else _path(request, name, view, **values)
        return RedirectResponse(url.include_query_params(notice="saved"), 303)


def _describe(request: Request, view: RecordView, row: Any) -> dict[str, Any]:
    """Return what the form tells of a row, read now: a refused change leaves the row unreadable."""
    told = {"name": name_row(row), "key": row.id, "version": row.row_version}
    return told | {"row": row, "history": history_url(request, view, row)}


async def check_form(session: AsyncSession, form: RecordForm, sent: FormData) -> bool:
    """Fill the references of a posted form and tell whether all of it may be stored."""
    form.read_checkboxes(sent)
    is_valid = form.validate()
    return await fill_references(session, form.record_fields()) and is_valid


def read_version(sent: FormData) -> int:
    """Return the version of the row that the form was made from.

    Raises:
        BadRequestError: the form does not tell.
    """
    version = str(sent.get("row_version", ""))
    if not (version.isascii() and version.isdigit() and len(version) < 19):
        raise BadRequestError(_("The form lacks the version of the row. Open the row again and repeat your change."))
    return int(version)


def _path(request: Request, name: str, view: RecordView, **values: Any) -> URL:
    return URL(link(request, name, view, **values))
