"""The panel's pages over SQLAdmin: the same addresses, our own flow, errors and templates."""

import asyncio
from collections.abc import Mapping
from typing import Any, cast

from sqladmin import Admin
from sqladmin.authentication import login_required
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from starlette.applications import Starlette
from starlette.datastructures import URL, FormData
from starlette.exceptions import HTTPException
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route

from admin.panel import export, finding, home, imports, mart_pages, marts, person, person_reasons, rule_preview
from admin.panel.acting import KEY, Acting
from admin.panel.attributes import read_attributes, read_title
from admin.panel.authentication import Gate
from admin.panel.display import name_row
from admin.panel.errors import BadRequestError, ConflictError, RefusedError
from admin.panel.forms import RecordForm
from admin.panel.import_job import ImportDesk
from admin.panel.language import COOKIE as LANGUAGE_COOKIE
from admin.panel.language import LANGUAGES, language
from admin.panel.language import translate as _
from admin.panel.lists import fill_filters, list_rows, read_list_request
from admin.panel.lookups import fill_references, search_rows
from admin.panel.page import Area
from admin.panel.rendering import BASE, PATTERNS, Assets, create_templates, link, own_path
from admin.panel.rights import read_rights
from admin.panel.rule_preview_job import PreviewDesk
from admin.panel.rules import RulePages
from admin.panel.sign_in.csrf import CsrfGuard, ForgedRequestError, remember_visit
from admin.panel.sign_in.pages import SignInPages
from admin.panel.sign_in.provider_pages import ProviderPages
from admin.panel.view import Dependent, RecordView, parse_key

YEAR_SECONDS = 365 * 24 * 60 * 60
LONGEST_TERM = 100


class Site(Admin):
    """SQLAdmin with Merit's pages."""

    def __init__(self, app: Starlette, session_maker: "async_sessionmaker[AsyncSession]", gate: Gate) -> None:
        self.assets = Assets()
        super().__init__(
            app,
            session_maker=session_maker,
            base_url=BASE,
            title="Merit",
            authentication_backend=gate,
        )
        self.gate = gate
        self.url = ""
        self.previews: PreviewDesk | None = None
        self.exports = asyncio.Semaphore(export.AT_ONCE)
        self.admin.router.routes = self._routes()
        handlers: Any = {
            HTTPException: self._answer_http_error,
            BadRequestError: self._answer_bad_request,
            ForgedRequestError: self._answer_bad_request,
        }
        # Without Starlette's own catch-all around it: what is our fault goes up to SafetyMiddleware, which tells it.
        self.admin.middleware_stack = ExceptionMiddleware(CsrfGuard(self.admin.router), handlers=handlers)

    imports: ImportDesk  # set by the app factory, which knows the database

    def session(self, request: Request, reason: str = "") -> AsyncSession:
        """Return a session that acts for the signed-in person; `reason` is why they change something."""
        acting = Acting(request.state.user.id, request.state.request_id, reason, read_rights(request))
        session: AsyncSession = self.session_maker(info={KEY: acting})
        return session

    def init_templating_engine(self) -> Any:
        """Make the template engine; SQLAdmin calls this while it is being set up."""
        return create_templates(self)

    def _routes(self) -> list[Any]:
        def route(name: str, endpoint: Any, *methods: str) -> Route:
            return Route(PATTERNS[name].removeprefix(BASE), endpoint, name=name, methods=methods or ("GET",))

        return [
            Mount("/statics", app=self.assets.app, name="statics"),
            route("index", self.index),
            *(route(*page) for page in SignInPages(self).routes),
            *(route(*page) for page in ProviderPages(self).routes),
            route("language", self.choose_language, "POST"),
            route("marts", self.mart_list),
            route("mart", self.mart),
            route("explain", self.explain),
            *(route(*page) for page in RulePages(self).routes),
            *rule_preview.list_routes(self),
            *finding.list_routes(self),
            *person.list_routes(self),
            *export.list_routes(self),
            *imports.list_routes(self),
            route("list", self.list),
            route("create", self.create, "GET", "POST"),
            route("details", self.details),
            route("edit", self.edit, "GET", "POST"),
            route("delete", self.delete, "GET", "POST"),
            route("delete_many", self.delete_many, "DELETE"),
            route("ajax_lookup", self.ajax_lookup),
        ]

    @property
    def record_views(self) -> "list[RecordView]":
        """Every table's view, in the order of the navigation."""
        return [view for view in self.views if isinstance(view, RecordView)]

    def visible_views(self, request: Request) -> "list[RecordView]":
        """The views that the signed-in person may see."""
        return [view.for_reader(request) for view in self.record_views if view.is_accessible(request)]

    def areas_for(self, request: Request) -> "list[tuple[Area, list[RecordView]]]":
        """The navigation: every area the signed-in person may see, with its tables."""
        areas: dict[str, tuple[Area, list[RecordView]]] = {}
        for view in self.visible_views(request):
            areas.setdefault(view.area.name, (view.area, []))[1].append(view)
        return [*areas.values()]

    def dependents_url(self, request: Request, item: Dependent, row: Any) -> str:
        """Return the address of the list of rows that refer to `row`."""
        url = URL(link(request, "list", item.view))
        return str(url.include_query_params(**{item.attribute.name: row.id}))

    def add_url(self, request: Request, item: Dependent, row: Any) -> str:
        """Return the address of an empty form that refers to `row`."""
        url = URL(link(request, "create", item.view))
        return str(url.include_query_params(**{item.attribute.name: row.id}))

    def dependents_title(self, item: Dependent) -> str:
        """Return what referring rows are called; the column too when a table refers in two ways."""
        title = read_title(item.attribute.model).label(language())
        ways = [
            other for other in read_attributes(item.attribute.model).values() if other.target is item.attribute.target
        ]
        return f"{title} ({item.attribute.label})" if len(ways) > 1 else title

    def view_for(self, model: type | None) -> RecordView | None:
        """Return the view of a model, if it has one."""
        return next((view for view in self.record_views if view.model is model), None)

    async def render(
        self, request: Request, name: str, context: Mapping[str, Any] | None = None, status_code: int = 200
    ) -> Response:
        """Answer with a template."""
        response = await self.templates.TemplateResponse(request, name, dict(context or {}), status_code)
        remember_visit(request, response)
        return response

    async def answer_error(self, request: Request, status_code: int, number: str = "", sentence: str = "") -> Response:
        """Answer with the error page: what happened and what to do, never how."""
        context = {"status_code": status_code, "number": number, "sentence": sentence}
        return await self.render(request, "error.html", context, status_code)

    async def _answer_http_error(self, request: Request, error: Exception) -> Response:
        return await self.answer_error(request, cast(HTTPException, error).status_code)

    async def _answer_bad_request(self, request: Request, error: Exception) -> Response:
        status_code = 403 if isinstance(error, ForgedRequestError) else 400
        return await self.answer_error(request, status_code, sentence=str(error))

    @login_required
    async def index(self, request: Request) -> Response:
        """Start page."""
        async with self.session(request) as session:
            areas = await home.count_tables(session, self.visible_views(request), read_rights(request))
            build = await home.find_published_build(session)
            published = await marts.list_marts(session) if marts.may_read(request) else []
        return await self.render(request, "home.html", {"areas": areas, "build": build, "marts": published})

    async def choose_language(self, request: Request) -> Response:
        """Remember the language the reader chose."""
        form = await read_form(request)
        wanted, back = str(form.get("language", "")), own_path(str(form.get("next", "")))
        if wanted not in LANGUAGES:
            raise BadRequestError(_("This language is not offered."))
        response = RedirectResponse(back or f"{BASE}/", 303)
        response.set_cookie(LANGUAGE_COOKIE, wanted, YEAR_SECONDS, httponly=True, samesite="lax")
        return response

    @login_required
    async def list(self, request: Request) -> Response:
        """One table's rows."""
        view = self.find_view(request)
        wanted = read_list_request(view.options, request.query_params)
        async with self.session(request) as session:
            await fill_filters(session, wanted.filters)
            listing = await list_rows(session, view.options, wanted)
        return await self.render(request, "list.html", {"view": view, "wanted": wanted, "listing": listing})

    @login_required
    async def details(self, request: Request) -> Response:
        """One row, and what refers to it."""
        view = self.find_view(request)
        async with self.session(request) as session:
            row = await view.find(session, request.path_params["pk"])
            dependents = await view.find_dependents(session, row, self.visible_views(request))
        return await self.render(request, "details.html", {"view": view, "row": row, "dependents": dependents})

    @login_required
    async def create(self, request: Request) -> Response:
        """Make a row."""
        view = self.find_view(request, "create")
        async with self.session(request) as session:
            if request.method == "GET":
                form = view.record_form()
                form.prefill(request.query_params)
                await fill_references(session, form.record_fields())
                form.forget_errors()
                return await self._render_form(request, view, form)
            sent = await read_form(request)
            form = view.record_form(sent)
            if not await check_form(session, form, sent):
                return await self._render_form(request, view, form, status_code=400)
            try:
                row = await view.insert(session, form.values(only_sent=False))
            except RefusedError as refusal:
                error = form.add_refusal(refusal.columns, refusal.sentence)
                return await self._render_form(request, view, form, error=error, status_code=400)
        return self._after_save(request, view, row.id, sent)

    @login_required
    async def edit(self, request: Request) -> Response:
        """Change a row."""
        view = self.find_view(request, "change")
        key = request.path_params["pk"]
        async with self.session(request) as session:
            row = await view.find(session, key)
            shown = {"row": row, "name": name_row(row), "key": row.id, "version": row.row_version}
            if request.method == "GET":
                form = view.record_form(None, obj=row)
                await fill_references(session, form.record_fields())
                return await self._render_form(request, view, form, **shown)
            sent = await read_form(request)
            form = view.record_form(sent, obj=row)
            form.is_new = False
            if not await check_form(session, form, sent):
                return await self._render_form(request, view, form, status_code=400, **shown | _sent_version(sent))
            try:
                await view.update(session, row, _read_version(sent), form.values(only_sent=True))
            except RefusedError as refusal:
                error = form.add_refusal(refusal.columns, refusal.sentence)
                shown |= _sent_version(sent)
                return await self._render_form(request, view, form, error=error, status_code=400, **shown)
            except ConflictError:
                return await self._answer_conflict(request, view, form)
        return self._after_save(request, view, row.id, sent)

    async def _answer_conflict(self, request: Request, view: RecordView, form: RecordForm) -> Response:
        """Show the form as typed with what is stored now beside it; saving again then decides knowingly."""
        async with self.session(request) as session:
            row = await view.find(session, request.path_params["pk"])
            form.show_stored(row)
        error = _(
            "Somebody else saved this row while you were typing. Nothing of yours was stored yet: compare the values "
            "marked below, then save again."
        )
        shown = {"row": row, "name": name_row(row), "key": row.id, "version": row.row_version}
        return await self._render_form(request, view, form, error=error, status_code=409, **shown)

    @login_required
    async def delete(self, request: Request) -> Response:
        """Ask before deleting a row, then delete it."""
        view = self.find_view(request, "delete")
        key, error, status_code = request.path_params["pk"], "", 200
        if request.method == "POST":
            sent = await read_form(request)
            try:
                async with self.session(request) as session:
                    row = await view.find(session, key)
                    if "row_version" in sent and str(row.row_version) != sent["row_version"]:
                        raise ConflictError()
                    await view.remove(session, [row])
                return RedirectResponse(_path(request, "list", view).include_query_params(notice="deleted"), 303)
            except RefusedError as refusal:
                error, status_code = refusal.sentence, 409
            except ConflictError:
                error, status_code = (
                    _("Somebody else has just changed this row. Look at it again before deleting."),
                    409,
                )
        async with self.session(request) as session:
            row = await view.find(session, key)
            dependents = await view.find_dependents(session, row, self.visible_views(request))
        context = {"view": view, "row": row, "dependents": dependents, "error": error}
        return await self.render(request, "delete.html", context, status_code)

    @login_required
    async def delete_many(self, request: Request) -> Response:
        """Delete rows by their keys, all or none, and answer with the address of the list."""
        view = self.find_view(request, "delete")
        keys = [parse_key(key) for key in request.query_params.get("pks", "").split(",")]
        try:
            async with self.session(request) as session:
                rows = [await view.find(session, str(key)) for key in dict.fromkeys(keys)]
                await view.remove(session, rows)
        except RefusedError as refusal:
            return PlainTextResponse(refusal.sentence, 409)
        except ConflictError:
            return PlainTextResponse(_("Somebody else has just changed one of these rows."), 409)
        return PlainTextResponse(str(_path(request, "list", view)))

    @login_required
    async def ajax_lookup(self, request: Request) -> Response:
        """Offer rows for a foreign key, as the person types."""
        view = self.find_view(request)
        attribute = view.attributes.get(request.query_params.get("name", ""))
        term = request.query_params.get("term", "")
        if attribute is None or attribute.target is None or not term.isprintable() or len(term) > LONGEST_TERM:
            return JSONResponse({"results": []}, 400)
        async with self.session(request) as session:
            rows = await search_rows(session, attribute.target, term)
        return JSONResponse({"results": [{"id": str(row.id), "text": name_row(row)} for row in rows]})

    @login_required
    async def mart_list(self, request: Request) -> Response:
        """The published marts."""
        return await mart_pages.answer_all(self, request)

    @login_required
    async def mart(self, request: Request) -> Response:
        """One published mart."""
        return await mart_pages.answer_one(self, request)

    @login_required
    async def explain(self, request: Request) -> Response:
        """Why one person stands where they stand."""
        return await person_reasons.answer(self, request)

    def find_view(self, request: Request, verb: str = "see") -> RecordView:
        """Return the view in the address, as the person may see it; answer 404, or 403 where no row allows `verb`."""
        view = next((item for item in self.record_views if item.identity == request.path_params["identity"]), None)
        if view is None:
            raise HTTPException(404)
        if not view.may(request, verb):
            raise HTTPException(403)
        return view.for_reader(request)

    async def _render_form(
        self, request: Request, view: RecordView, form: RecordForm, status_code: int = 200, **context: Any
    ) -> Response:
        return await self.render(request, "form.html", {"view": view, "form": form, **context}, status_code)

    def _after_save(self, request: Request, view: RecordView, key: int, sent: FormData) -> Response:
        """Go where the pressed button leads: on editing, to an empty form, or to the row as stored."""
        target = {"continue": ("edit", {"pk": key}), "another": ("create", {})}
        name, values = target.get(str(sent.get("save", "")), ("details", {"pk": key}))
        back = own_path(request.query_params.get("next", ""))
        url = URL(back) if back and name == "details" else _path(request, name, view, **values)
        return RedirectResponse(url.include_query_params(notice="saved"), 303)


async def read_form(request: Request) -> FormData:
    """Return what was posted.

    Raises:
        BadRequestError: the body is not a form.
    """
    try:
        form = await request.form()
        await request.close()  # files are refused unread
        return form
    except HTTPException as error:
        raise BadRequestError(_("The form could not be read. Send it again.")) from error


async def check_form(session: AsyncSession, form: RecordForm, sent: FormData) -> bool:
    """Fill the references of a posted form and tell whether all of it may be stored."""
    form.read_checkboxes(sent)
    is_valid = form.validate()
    return await fill_references(session, form.record_fields()) and is_valid


def _read_version(sent: FormData) -> int:
    version = str(sent.get("row_version", ""))
    if not (version.isascii() and version.isdigit() and len(version) < 19):
        raise BadRequestError(_("The form lacks the version of the row. Open the row again and repeat your change."))
    return int(version)


def _sent_version(sent: FormData) -> dict[str, int]:
    return {"version": _read_version(sent)}


def _path(request: Request, name: str, view: RecordView, **values: Any) -> URL:
    return URL(link(request, name, view, **values))
