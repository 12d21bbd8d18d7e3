"""The pages that change or delete many rows together: choose, preview what becomes of each row, then do it."""

from typing import TYPE_CHECKING, Any, Final

from sqladmin.authentication import login_required
from starlette.datastructures import URL, FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from admin.panel.bulk_changes import (
    check_column_form,
    list_columns,
    make_column_form,
    read_chosen,
    read_versions,
    try_delete,
    try_edit,
    write_versions,
)
from admin.panel.errors import BadRequestError
from admin.panel.language import pick
from admin.panel.lookups import fill_references
from admin.panel.reasons import read_reason
from admin.panel.received import read_form
from admin.panel.rendering import BASE, PATTERNS, link

if TYPE_CHECKING:
    from admin.panel.attributes import Attribute
    from admin.panel.site import Site
    from admin.panel.view import RecordView

NO_SUCH_COLUMN: Final = (
    "Kolom ini tidak dapat diubah untuk banyak baris sekaligus. | This column cannot be changed for many rows at once."
)


def list_routes(site: "Site") -> list[Route]:
    """Return the routes of these pages."""
    pages = BulkPages(site)
    endpoints = {"bulk_edit": pages.edit, "bulk_delete": pages.delete}
    return [
        Route(PATTERNS[name].removeprefix(BASE), endpoint, name=name, methods=["GET", "POST"])
        for name, endpoint in endpoints.items()
    ]


class BulkPages:
    """The endpoints of the pages."""

    def __init__(self, site: "Site") -> None:
        self._admin_ref = site  # where SQLAdmin's `login_required` finds who may come in
        self.site = site

    @login_required
    async def edit(self, request: Request) -> Response:
        """Choose a column and a value, preview what becomes of each row, then change all of them or none."""
        view = self.site.find_view(request, "change")
        sent = await read_form(request) if request.method == "POST" else None
        attribute = _find_column(view, sent, request)
        reason = read_reason(sent, is_required=True)
        context: dict[str, Any] = {"view": view, "columns": list_columns(view), "attribute": attribute}
        async with self.site.session(request, reason.text) as session:
            if sent is None or attribute is None:
                versions = await read_chosen(session, view, request.query_params)
                if attribute is not None:
                    form = make_column_form(view, attribute)
                    await fill_references(session, form.record_fields())
                    form.forget_errors()
                    context["form"] = form
                return await self._render(request, "bulk_edit.html", context, write_versions(versions), len(versions))
            versions = read_versions(sent)
            form = make_column_form(view, attribute, sent)
            (field,) = form.record_fields()
            context |= {"form": form, "reason": reason}
            rows, count = write_versions(versions), len(versions)
            if not await check_column_form(session, form, sent) or reason.error:
                return await self._render(request, "bulk_edit.html", context, rows, count, 400)
            # Only what was previewed is stored: a value typed after the preview is previewed first.
            is_wanted = sent.get("step") == "save" and sent.get("previewed") == field.value
            trial = await try_edit(session, view, versions, field)
            if is_wanted and not trial.refused:
                await session.commit()
                return self._after_change(request, view)
        status_code = 409 if is_wanted else 200
        return await self._render(request, "bulk_edit.html", context | {"trial": trial}, rows, count, status_code)

    @login_required
    async def delete(self, request: Request) -> Response:
        """Preview what speaks against deleting each row, then delete all of them or none."""
        view = self.site.find_view(request, "delete")
        sent = await read_form(request) if request.method == "POST" else None
        reason = read_reason(sent, view.needs_reason)
        async with self.site.session(request, reason.text) as session:
            versions = await read_chosen(session, view, request.query_params) if sent is None else read_versions(sent)
            is_wanted = sent is not None and not reason.error
            trial = await try_delete(session, view, versions)
            if is_wanted and not trial.refused:
                await session.commit()
                return self._after_change(request, view, "deleted")
        status_code = 200 if sent is None else 400 if reason.error else 409
        context = {"view": view, "reason": reason, "trial": trial}
        rows = write_versions(versions)
        return await self._render(request, "bulk_delete.html", context, rows, len(versions), status_code)

    async def _render(
        self,
        request: Request,
        template: str,
        context: dict[str, Any],
        rows: str,
        count: int,
        status_code: int = 200,
    ) -> Response:
        given = {"reason": read_reason(None, is_required=True), "trial": None, "form": None}
        return await self.site.render(request, template, given | context | {"rows": rows, "count": count}, status_code)

    def _after_change(self, request: Request, view: "RecordView", notice: str = "saved") -> Response:
        url = URL(link(request, "list", view)).include_query_params(notice=notice)
        return RedirectResponse(url, 303)


def _find_column(view: "RecordView", sent: FormData | None, request: Request) -> "Attribute | None":
    name = str((sent if sent is not None else request.query_params).get("column", ""))
    found = next((attribute for attribute in list_columns(view) if attribute.name == name), None)
    if found is None and (name or sent is not None):
        raise BadRequestError(pick(NO_SUCH_COLUMN))
    return found
